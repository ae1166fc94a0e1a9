//! The command line as clap reads it. The texts here are the help; everything else that a person reads is in
//! [`super::words`].

mod dual;
mod finding;
mod logging;
mod number;
mod schedule;
mod selection;
pub mod variables;

use std::{ffi::OsString, path::PathBuf};

use clap::{
    ArgAction, Args, Parser, Subcommand, ValueEnum, ValueHint,
    builder::{FalseyValueParser, OsStringValueParser},
};

pub use self::dual::{Dual, DualAction, DualFilterAction};
pub use self::finding::{Cat, Diff, Find, Runs};
pub use self::logging::{Log, Severity};
use self::number::{number, percent};
pub use self::schedule::{Schedule, ScheduleAction, ScheduleSet, System, Then};
pub use self::selection::{
    AutoExcludeAction, ConfigAction, Configuration, Filter, FilterAction, FilterEdit, FilterPart, FilterParts, Select,
    SelectAction, SelectItems, SelectTree,
};

/// Encrypted, deduplicated backup of your own files into your own storage, with every version at hand.
#[derive(Debug, Parser)]
#[command(
    name = "aosbox",
    version,
    disable_help_subcommand = true,
    after_help = "Start here:\n  aosbox setup\n  aosbox backup --quickstart\n  aosbox login s3://bucket/prefix --create\n  aosbox select add documents pictures\n\n\
                  Every option has a variable: AOSBOX_ACCOUNT for --account, and so on; passwords come from AOSBOX_PASSWORD."
)]
pub struct Arguments {
    /// Options of every command.
    #[command(flatten)]
    pub global: Global,
    /// What to do; without it, how things are and what comes next.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Options of every command.
#[derive(Debug, Args)]
#[command(next_help_heading = "Global options")]
pub struct Global {
    /// Settings file; profiles are kept in the folder `profiles` beside it
    #[arg(long, global = true, value_name = "FILE", env = variables::CONFIG, hide_env = true, value_hint = ValueHint::FilePath)]
    pub config: Option<PathBuf>,
    /// One folder for all files of aosbox's own: settings, logins, locks, catalogs, logs
    #[arg(long, global = true, value_name = "DIR", env = variables::HOME, hide_env = true, value_hint = ValueHint::DirPath,
          value_parser = OsStringValueParser::new())]
    pub home: Option<OsString>,
    /// Language of everything that is said: en or ja; the system's if not given
    #[arg(long, global = true, value_name = "LANG", env = variables::LANG, hide_env = true, hide_possible_values = true)]
    pub lang: Option<Tongue>,
    /// Which of several logins to use
    #[arg(long, global = true, value_name = "PROFILE", env = variables::ACCOUNT, hide_env = true)]
    pub account: Option<String>,
    /// Say nothing but errors
    #[arg(short, long, global = true, env = variables::QUIET, hide_env = true, value_parser = FalseyValueParser::new())]
    pub quiet: bool,
    /// Name every path as it is dealt with; twice: also what goes into the log, thrice: all of it
    #[arg(short, long, global = true, action = ArgAction::Count, env = variables::VERBOSE, hide_env = true)]
    pub verbose: u8,
    /// When to use colours
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", env = variables::COLOR, hide_env = true,
          hide_possible_values = false, hide_default_value = true)]
    pub color: When,
    /// Answer with one JSON document on standard output (see docs/json.md)
    #[arg(long, global = true, env = variables::JSON, hide_env = true, value_parser = FalseyValueParser::new())]
    pub json: bool,
    /// How to show progress on standard error
    #[arg(long, global = true, value_name = "HOW", default_value = "auto", env = variables::PROGRESS, hide_env = true,
          hide_default_value = true)]
    pub progress: ProgressStyle,
    /// Allow plain http, unencrypted, to another machine
    #[arg(long, global = true, env = variables::ALLOW_HTTP, hide_env = true, value_parser = FalseyValueParser::new())]
    pub allow_http: bool,
    /// Address of an S3-compatible server or an emulator
    #[arg(long, global = true, value_name = "URL", env = variables::ENDPOINT, hide_env = true, value_hint = ValueHint::Url)]
    pub endpoint: Option<String>,
    /// File of certificates (PEM) to trust in place of the system's, for a server with one of its own
    #[arg(long, global = true, value_name = "FILE", env = variables::CA_CERTIFICATE, hide_env = true, value_hint = ValueHint::FilePath)]
    pub ca_certificate: Option<String>,
    /// Region of an S3 bucket
    #[arg(long, global = true, value_name = "REGION", env = variables::REGION, hide_env = true)]
    pub region: Option<String>,
    /// Read the password from the first line of a file
    #[arg(long, global = true, value_name = "FILE", env = variables::PASSWORD_FILE, hide_env = true, value_hint = ValueHint::FilePath)]
    pub password_file: Option<PathBuf>,
    /// Read the password from the first line that a command prints
    #[arg(long, global = true, value_name = "COMMAND", env = variables::PASSWORD_COMMAND, hide_env = true)]
    pub password_command: Option<String>,
}

/// A language to speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Tongue {
    /// The system's
    Auto,
    /// English
    #[value(aliases = ["english"])]
    En,
    /// Japanese
    #[value(aliases = ["japanese", "日本語"])]
    Ja,
}

/// When to do something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum When {
    /// On a terminal
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// How to show progress.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ProgressStyle {
    /// A bar on a terminal, else a line now and then
    Auto,
    /// A bar
    Bar,
    /// A line now and then
    Plain,
    /// Lines of JSON
    Json,
    /// Nothing
    None,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Set up backups step by step, or change how they are set up
    ///
    /// Asks where the backup is kept, how it is opened, what is backed up and when, and whether there is a second copy; the present values
    /// are what it begins with. Nothing is written before the last step asks for it. At the end it offers the first backup, and shows the
    /// commands that do the same without questions.
    #[command(after_help = "Examples:\n  aosbox setup\n  aosbox setup --account work")]
    Setup,
    /// What the bare program does.
    #[command(skip)]
    Welcome,
    Login(Login),
    Logout(Logout),
    Backup(Backup),
    Schedule(Schedule),
    Status(Status),
    Doctor(Doctor),
    Pause(Pause),
    /// Let backups go on after a pause
    #[command(after_help = "Example:\n  aosbox resume")]
    Resume,
    /// Stop the running backup; what it has done is kept
    #[command(after_help = "Example:\n  aosbox stop")]
    Stop,
    Select(Select),
    Filter(Filter),
    /// Show what would hold a backup off now
    ///
    /// Battery, presentations, networks and busy programs hold backups off as `[conditions]` in the settings says. What cannot be found
    /// out never does, and is named.
    #[command(after_help = "Examples:\n  aosbox conditions\n  aosbox conditions --json")]
    Conditions,
    Dual(Dual),
    Ls(Ls),
    Find(Find),
    Versions(Versions),
    Runs(Runs),
    Diff(Diff),
    Cat(Cat),
    Restore(Restore),
    Check(Check),
    Config(Configuration),
    Log(Log),
    Completions(Completions),
    Help(Help),
    /// Say what can stand in a word's place
    #[command(hide = true)]
    Complete(Complete),
    /// Print the manual page, or write the pages of all commands into a folder
    #[command(hide = true)]
    Man(Man),
}

/// Make an account in a store, or log in to one.
///
/// The password comes from AOSBOX_PASSWORD, --password-file, --password-command or a prompt, in this order; it is asked for
/// once, and later commands need none. Credentials of the store come from the usual variables (AWS_…, AZURE_…, GOOGLE_…), from
/// ~/.aws, or from a prompt.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  aosbox login /mnt/nas/backup --create\n  aosbox login s3://bucket/prefix --create --region eu-central-1\n  \
                        aosbox login s3://bucket/prefix --recovery-key\n  aosbox login --status"
)]
pub struct Login {
    /// Where the account lies: a folder, file://, s3://bucket/prefix, az://container/prefix, gs://bucket/prefix
    #[arg(required_unless_present = "status", conflicts_with = "status", value_hint = ValueHint::DirPath)]
    pub store: Option<String>,
    /// Make a new account there
    #[arg(long, conflicts_with_all = ["status", "recovery_key"])]
    pub create: bool,
    /// Your name, kept encrypted with the account
    #[arg(long, requires = "create")]
    pub name: Option<String>,
    /// Your e-mail address, kept encrypted with the account
    #[arg(long, requires = "create")]
    pub email: Option<String>,
    /// What this computer is called in the backup; its host name if not given
    #[arg(long, value_name = "NAME", conflicts_with = "status")]
    pub device: Option<String>,
    /// Log in with the recovery key and set a new password
    #[arg(long, conflicts_with = "status")]
    pub recovery_key: bool,
    /// Show the login; exit code 10 if there is none
    #[arg(long)]
    pub status: bool,
}

/// Forget the secrets of a login.
///
/// The account and its backups stay as they are.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  aosbox logout --forget")]
pub struct Logout {
    /// Forget the profile and the local catalog, too
    #[arg(long)]
    pub forget: bool,
}

/// Back up files and folders, with all that lies below them.
#[derive(Debug, Default, Args)]
#[command(
    after_help = "Examples:\n  aosbox backup ~/Documents ~/Pictures\n  aosbox backup --quickstart\n  aosbox backup --dry-run -v\n\n\
                        Exit code 3 means: done, but some files could not be read."
)]
pub struct Backup {
    /// What to back up; the categories and paths of `aosbox select` if not given
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,
    /// Only say what would be done
    #[arg(long)]
    pub dry_run: bool,
    /// How many threads work at once
    #[arg(long, value_name = "N", value_parser = number::<u16>(1, Some(256)))]
    pub jobs: Option<u16>,
    /// Without a login: make an account in a folder of this computer first
    #[arg(long)]
    pub quickstart: bool,
    /// How hard to work: fast, standard (others on this computer come first), or fast only while nobody uses the computer
    #[arg(long)]
    pub mode: Option<Mode>,
    /// Begin at once: do not wait for the end of a pause, nor for power, network or quiet
    #[arg(long)]
    pub anyway: bool,
    /// Read every file again, whatever is known of it; only what differs is sent
    #[arg(long)]
    pub reread: bool,
    /// What the system's job runs: a backup if one is due, else nothing
    #[arg(long, value_name = "WHY", num_args = 0..=1, require_equals = true, default_missing_value = "time", conflicts_with_all = ["paths", "dry_run", "quickstart", "anyway"])]
    pub scheduled: Option<Occasion>,
}

/// How hard to work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Mode {
    /// Fast while nobody uses the computer, else standard
    Auto,
    /// Other programs come first
    Standard,
    /// As fast as it goes
    Fast,
}

/// Why the system's job runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Occasion {
    /// It is time to look whether something is due
    Time,
    /// The computer has started
    Startup,
}

/// Let backups wait: one that is running, and those to come.
///
/// What a running backup has done is safe: it can be restored, and nothing is sent twice.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  aosbox pause 30m\n  aosbox pause\n  aosbox resume")]
pub struct Pause {
    /// For how long: 30m, 90min, 2h, 1d; until `aosbox resume` if not given
    pub time: Option<String>,
}

/// Show how things are.
///
/// What runs, what comes next, what became of the last backup, what is stored, what waits, and what would hold a backup off now. The
/// store is not asked.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  aosbox status\n  aosbox status --pending\n  aosbox status --json")]
pub struct Status {
    /// Name every file that waits for the next backup, and why
    #[arg(long)]
    pub pending: bool,
}

/// Look for what is wrong, and say what to do about it.
///
/// Settings, login, account, clock, schedule, last backups, room on the disks, the local catalog, the dual copy and more are looked at.
/// Nothing is changed. Exit code 3 means: something is wrong; things that are only worth a look leave it at 0.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  aosbox doctor\n  aosbox doctor --offline\n  aosbox doctor --json")]
pub struct Doctor {
    /// Do not ask the store
    #[arg(long)]
    pub offline: bool,
}

/// List a folder of the backup, or show a file of it.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  aosbox ls\n  aosbox ls ~/Documents --long\n  aosbox ls ~/Documents --as-of yesterday --deleted"
)]
pub struct Ls {
    /// What to list; the topmost folders of the backup if not given
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub path: Option<PathBuf>,
    /// Show what is no longer there, too
    #[arg(long)]
    pub deleted: bool,
    /// As it was then: 2026-11-01, "2026-11-01 22:00", today, yesterday, 3d, 2w, 6h, 30min (a day means its end)
    #[arg(long, value_name = "TIME")]
    pub as_of: Option<String>,
    /// Another computer's backup, by name or the beginning of its id
    #[arg(long, value_name = "NAME")]
    pub device: Option<String>,
    /// Show kind, permissions, size and times, too
    #[arg(short, long)]
    pub long: bool,
}

/// Show all versions of a file or folder, newest first.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  aosbox versions ~/Documents/letter.odt\n  aosbox restore ~/Documents/letter.odt --version 3"
)]
pub struct Versions {
    /// The file or folder; it need not be there any more
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub path: PathBuf,
    /// Another computer's backup, by name or the beginning of its id
    #[arg(long, value_name = "NAME")]
    pub device: Option<String>,
}

/// Bring files and folders back, to where they were or into a folder.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  aosbox restore ~/Documents/letter.odt\n  aosbox restore ~/Documents --to /tmp/back --as-of 2026-11-01\n  \
                        aosbox restore ~/Documents --modified 2026-10-01..2026-10-31 --to /tmp/october\n  \
                        aosbox restore --device laptop --to /srv/laptop\n\n\
                        Times: 2026-11-01, \"2026-11-01 22:00\", 2026-11-01T22:00:00+09:00, now, today, yesterday, 3d, 2w, 6h, 30min.\n\
                        Ranges: A..B, A.., ..B, or one day alone; the last day belongs to it."
)]
pub struct Restore {
    /// What to restore; everything if not given
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,
    /// Restore into this folder instead of the original places
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub to: Option<PathBuf>,
    /// As it was then (a day means its end)
    #[arg(long, value_name = "TIME")]
    pub as_of: Option<String>,
    /// The version of this number, as `aosbox versions` shows them
    #[arg(long, value_name = "N", value_parser = number::<u32>(1, None), conflicts_with_all = ["as_of", "modified", "backed_up"])]
    pub version: Option<u32>,
    /// The newest version that was modified in this time, 2026-10-01..2026-10-31
    #[arg(long, value_name = "A..B")]
    pub modified: Option<String>,
    /// The newest version that was backed up in this time
    #[arg(long, value_name = "A..B")]
    pub backed_up: Option<String>,
    /// Restore what is no longer there, too
    #[arg(long)]
    pub deleted: bool,
    /// Replace files that are there: if the backup is newer, never, or always
    #[arg(long, value_name = "WHICH", default_value = "newer")]
    pub replace: Replace,
    /// Another computer's backup, by name or the beginning of its id
    #[arg(long, value_name = "NAME")]
    pub device: Option<String>,
    /// How many threads work at once
    #[arg(long, value_name = "N", value_parser = number::<u16>(1, Some(256)))]
    pub jobs: Option<u16>,
    /// Only say what would be done
    #[arg(long)]
    pub dry_run: bool,
    /// Read every file back from the disk and compare
    #[arg(long)]
    pub verify: bool,
    /// Take everything from the store, and nothing from the dual copy
    #[arg(long)]
    pub no_dual: bool,
}

/// What to do about files that are there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Replace {
    /// Replace them if the version to restore was modified later
    Newer,
    /// Leave them
    Never,
    /// Replace them
    Always,
}

/// Check that everything is there and whole.
///
/// Everything that the backup speaks of is looked for; with --read-data it is read and verified, too.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  aosbox check\n  aosbox check --read-data\n  aosbox check --read-data=5\n\n\
                        Exit code 3 means: something is damaged.")]
pub struct Check {
    /// Read the stored data and verify it: all of it, or this percentage, drawn at random anew each time
    #[arg(long, value_name = "PERCENT", num_args = 0..=1, require_equals = true, default_missing_value = "100", value_parser = percent)]
    pub read_data: Option<f64>,
    /// How many threads work at once
    #[arg(long, value_name = "N", value_parser = number::<u16>(1, Some(256)))]
    pub jobs: Option<u16>,
}

/// Print completions for a shell, or install them.
///
/// With them, the Tab key completes commands, options and values: profiles, computers, categories, numbers of filters. --install puts
/// them where your shell looks for them and says what it did.
///
/// zsh and PowerShell read nothing that their own file does not name: there --install adds a few marked lines to ~/.zshrc or the
/// profile, after a copy of it was kept beside it, and --uninstall takes them away again.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  aosbox completions --install\n  aosbox completions zsh --install --dry-run\n  aosbox completions --uninstall\n  \
                        aosbox completions bash > aosbox.bash"
)]
pub struct Completions {
    /// The shell; found from $SHELL if not given
    pub shell: Option<Shell>,
    /// Put them where the shell looks for them
    #[arg(long)]
    pub install: bool,
    /// Take away what --install has put there
    #[arg(long, conflicts_with = "install")]
    pub uninstall: bool,
    /// Only say what would be done
    #[arg(long)]
    pub dry_run: bool,
}

/// A shell that completes what is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Shell {
    /// Bash
    Bash,
    /// Z shell
    Zsh,
    /// fish
    Fish,
    /// PowerShell
    #[value(name = "powershell", aliases = ["pwsh"])]
    Pwsh,
}

/// Say what can stand in a word's place: what the scripts of the shells ask.
#[derive(Debug, Args)]
pub struct Complete {
    /// The word to complete is a new one, behind those given: some shells cannot hand over an empty word
    #[arg(long)]
    pub next: bool,
    /// The words behind the program's name, up to the one to complete
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    pub words: Vec<OsString>,
}

/// Show the help of a command.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  aosbox help backup\n  aosbox help filter add")]
pub struct Help {
    /// The command, as it is typed: `filter add`
    #[arg(value_name = "COMMAND")]
    pub command: Vec<String>,
}

/// Print the manual page, or write the pages of all commands into a folder.
#[derive(Debug, Args)]
pub struct Man {
    /// The folder; the pages in Japanese go into `ja` in it
    pub folder: Option<PathBuf>,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_table_of_arguments_is_sound() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn every_global_option_has_its_variable_in_the_table() {
        let command = Arguments::command();
        let mut found: Vec<&str> =
            command.get_arguments().filter_map(|argument| argument.get_env()?.to_str()).collect();
        let mut table: Vec<&str> = variables::OF_OPTIONS.to_vec();
        found.sort_unstable();
        table.sort_unstable();
        assert_eq!(found, table);
    }
}
