//! What is said in English to somebody who starts.

use console::measure_text_width;

use super::{
    count_of,
    running::{result, roughly},
};
use crate::{
    calendar::Rhythm,
    cli::{
        mistakes::StartingMistake,
        text::paths,
        words::{
            Choice, Comment, Done, Explained, Fact, KeysOf, Next, Part, PlannedAccount, Question, Standing, Starting,
            Step, explained,
            figures::{bytes, number},
            plain,
        },
    },
    model::Category,
};

/// A message to somebody who starts.
pub fn say(message: &Starting<'_>) -> String {
    match message {
        Starting::Meant(meant) => format!("was {meant} meant?"),
        Starting::About => "aosbox keeps every version of your files, encrypted, in storage of your own.".to_owned(),
        Starting::Standing(standing) => self::standing(*standing).to_owned(),
        Starting::Fact(fact) => self::fact(fact),
        Starting::Next(next) => self::next(*next).to_owned(),
        Starting::Help => "Help: `aosbox --help`, and `aosbox COMMAND --help` with examples.".to_owned(),
        Starting::SetupTitle => "This sets up backups in a few steps. Nothing is written before the last one.".to_owned(),
        Starting::StepTitle(number, count, step) => format!("Step {number} of {count}: {}", self::step(*step)),
        Starting::Keys(KeysOf::Choose) => "↑ ↓ choose · Enter goes on · Esc goes back · Ctrl-C leaves".to_owned(),
        Starting::Keys(KeysOf::Check) => {
            "↑ ↓ move · Space chooses · Enter goes on · Esc goes back · Ctrl-C leaves".to_owned()
        }
        Starting::Keys(KeysOf::Type) => "Enter goes on · Esc goes back · Ctrl-C leaves".to_owned(),
        Starting::Ask(question) => ask(*question).to_owned(),
        Starting::Label(question) => label(*question).to_owned(),
        Starting::Choice(choice) => self::choice(choice),
        Starting::CategoryName(category) => category.english().to_owned(),
        Starting::CategorySize { category, size } => category_size(*category, *size),
        Starting::KeepsLogin { profile } => format!(
            "This login stays (profile {profile}). `aosbox setup --account OTHER` sets up another one beside it."
        ),
        Starting::Looking => "Looking there …".to_owned(),
        Starting::NewAccount => "There is no account there yet: a new one will be made.".to_owned(),
        Starting::KnownAccount => "There is an account there: this computer joins it.".to_owned(),
        Starting::SameDisk => {
            "This is the disk that your files are on: a backup there does not survive it.\nAnother disk or a server is safer."
                .to_owned()
        }
        Starting::CredentialsFound => {
            "The credentials come from this computer's environment or ~/.aws.".to_owned()
        }
        Starting::PasswordFound => "The password comes from AOSBOX_PASSWORD, a file or a command.".to_owned(),
        Starting::KeyFollows => "This is the recovery key of the new account:".to_owned(),
        Starting::KeySkipped => {
            "Not written down. Nothing opens the backup without the key or a password: the key stands above.".to_owned()
        }
        Starting::Part(part) => self::part(*part).to_owned(),
        Starting::PlanAccount(PlannedAccount::Keep(store)) => format!("{store}, as it is"),
        Starting::PlanAccount(PlannedAccount::Create(store)) => format!("a new one in {store}"),
        Starting::PlanAccount(PlannedAccount::Open(store)) => format!("the one in {store}"),
        Starting::PlanRhythm(config) => match config.rhythm {
            Rhythm::Never if !config.at_startup => "by hand: `aosbox backup`".to_owned(),
            _ => super::scheduling::rhythm(config),
        },
        Starting::NoCopy => "none".to_owned(),
        Starting::NothingWrittenYet => "Nothing of this is written yet.".to_owned(),
        Starting::Done(done) => self::done(done),
        Starting::LeftUnchanged { key_shown: false } => "Left: nothing was changed.".to_owned(),
        Starting::LeftUnchanged { key_shown: true } => {
            "Left: nothing was changed, and no account was made. The recovery key above opens nothing; throw it away."
                .to_owned()
        }
        Starting::LeftHalfway => "What is marked ✓ above is done and stays; `aosbox setup` goes on from there.".to_owned(),
        Starting::SetUp { all: true } => "All is set up.".to_owned(),
        Starting::SetUp { all: false } => "Set up, but for what is marked ! above.".to_owned(),
        Starting::SameCommands => "The same without questions:".to_owned(),
        Starting::Comment(comment) => self::comment(*comment).to_owned(),
    }
}

fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::NoAccount => "This computer is not backed up: it has no account yet.",
        Standing::NothingSelected => "This computer is not backed up: nothing is selected yet.",
        Standing::NoBackup => "This computer is not backed up: all is ready, and no backup was made yet.",
        Standing::Running => "A backup of this computer is running.",
        Standing::Protected => "This computer is backed up.",
        Standing::Overdue => "This computer's backup is overdue.",
        Standing::Failed => "The last backup did not go through.",
    }
}

fn fact(fact: &Fact<'_>) -> String {
    let (label, text) = match fact {
        Fact::KeptIn(store) => ("Kept in", (*store).to_owned()),
        Fact::Last(when, ago) => ("Last backup", format!("{when}, {} ago", roughly(*ago))),
        Fact::Attempt(what, when, reason) => {
            let reason = reason.map(|reason| format!(": {reason}")).unwrap_or_default();
            ("Last attempt", format!("{when}, {}{reason}", result(*what)))
        }
        Fact::Next(Some(next)) => ("Next backup", (*next).to_owned()),
        Fact::Next(None) => ("Next backup", "when you begin it; there is no schedule".to_owned()),
        Fact::Due => ("Next backup", "is due now".to_owned()),
        Fact::Paused(Some(until)) => ("Paused", format!("until {until}")),
        Fact::Paused(None) => ("Paused", "until `aosbox resume`".to_owned()),
        Fact::Waiting(count) => ("Not backed up", count_of(*count, "file", "files")),
    };
    format!("{label:<14}{text}")
}

fn next(next: Next) -> &'static str {
    match next {
        Next::Setup => "set up backups: where, what and when",
        Next::Quickstart => "try it out in a folder of this computer",
        Next::Login => "log in to an account that you have",
        Next::Select => "choose what is backed up",
        Next::Estimate => "see how much that is",
        Next::BackupPath => "back up a file or folder once",
        Next::Backup => "back up now",
        Next::Schedule => "have it done by itself, every hour",
        Next::Status => "see how things are",
        Next::Pending => "see which files wait, and why",
        Next::Pause => "let the backup wait",
        Next::Find => "find a file in the backup",
        Next::Restore => "bring a file or folder back",
    }
}

fn step(step: Step) -> &'static str {
    match step {
        Step::Place => "where the backup is kept",
        Step::Secret => "how it is opened",
        Step::What => "what is backed up",
        Step::When => "when",
        Step::Copy => "a second copy",
        Step::Summary => "all of it once more",
    }
}

fn ask(question: Question) -> &'static str {
    match question {
        Question::Kind => "Where is the backup to be kept?",
        Question::Folder => {
            "In which folder? A folder of its own on another disk, an external drive or a NAS, such as /media/usb/backup."
        }
        Question::Endpoint => "The server's address, such as https://s3.example.com. Leave it empty for Amazon.",
        Question::Region => "The bucket's region, such as eu-central-1.",
        Question::Bucket => "The bucket, or a bucket and a prefix: bucket/prefix.",
        Question::Container => "The container, or a container and a prefix: container/prefix.",
        Question::AccessKey => "The access key ID. Leave it empty if this machine has a role.",
        Question::SecretKey => "The secret access key.",
        Question::StorageAccount => "The name of the storage account. Leave it empty if this machine has an identity.",
        Question::StorageKey => "The key of the storage account.",
        Question::KeyFile => {
            "The file with the service account's key (JSON). Leave it empty if this machine has an account of its own."
        }
        Question::NewWayIn => "How is the backup to be opened on another computer, or after this one is lost?",
        Question::NewPassword => "A password for the backup, at least 6 characters.",
        Question::PasswordAgain => "The same password again.",
        Question::WayIn => "How do you open it?",
        Question::Password => "Its password.",
        Question::RecoveryKey => "Its recovery key (AOS1-…). Case and hyphens do not matter.",
        Question::ReplacePassword => {
            "A new password, at least 6 characters, in the place of the lost one. Leave it empty to set none."
        }
        Question::LastLetters => {
            "Write the key down or print it, and keep it away from this computer. Then type its last five letters, or `skip`."
        }
        Question::DeviceName => "What is this computer to be called in the backup?",
        Question::Categories => "What is to be backed up?",
        Question::Path => "Another file or folder to back up. Leave it empty to go on.",
        Question::Rhythm => "When do backups begin?",
        Question::Hour => "At what time? If the computer is off then, it is made up for.",
        Question::Hours => "Every how many hours?",
        Question::Copy => {
            "Is there to be a second copy, as plain files on a drive of yours? Restores are quicker with one."
        }
        Question::CopyFolder => "In which folder of the drive?",
        Question::Confirm => "Shall it be done?",
        Question::FirstBackup => "Back up now?",
    }
}

fn label(question: Question) -> &'static str {
    match question {
        Question::Kind => "Kept in",
        Question::Folder | Question::CopyFolder => "Folder",
        Question::Endpoint => "Server",
        Question::Region => "Region",
        Question::Bucket => "Bucket",
        Question::Container => "Container",
        Question::AccessKey => "Access key",
        Question::SecretKey => "Secret key",
        Question::StorageAccount => "Account",
        Question::StorageKey => "Key",
        Question::KeyFile => "Key file",
        Question::NewWayIn | Question::WayIn => "Opened with",
        Question::NewPassword | Question::Password => "Password",
        Question::PasswordAgain => "Again",
        Question::RecoveryKey => "Recovery key",
        Question::ReplacePassword => "New password",
        Question::LastLetters => "Recovery key",
        Question::DeviceName => "This computer",
        Question::Categories => "Backed up",
        Question::Path => "Also",
        Question::Rhythm => "Begins",
        Question::Hour => "At",
        Question::Hours => "Hours",
        Question::Copy => "Second copy",
        Question::Confirm => "Answer",
        Question::FirstBackup => "First backup",
    }
}

fn choice(choice: &Choice<'_>) -> String {
    let text = match choice {
        Choice::Folder => "A folder: another disk, an external drive, a NAS",
        Choice::S3 => "S3: Amazon, or a server that speaks like it",
        Choice::Azure => "Azure Blob Storage",
        Choice::Google => "Google Cloud Storage",
        Choice::PasswordAndKey => "With a password (and a recovery key, should it be lost)",
        Choice::KeyAlone => "With a recovery key alone, which has to be kept well",
        Choice::WithPassword => "With its password",
        Choice::WithKey => "With its recovery key: the password is lost",
        Choice::KeepRhythm(rhythm) => return format!("As it is: {rhythm}"),
        Choice::Daily => "Every day at a time",
        Choice::EveryHours => "Every few hours",
        Choice::ByHand => "When I begin them",
        Choice::NoCopy => "No",
        Choice::Copy => "Yes, on a drive",
        Choice::Go => "Yes",
        Choice::Again => "No, go through it again",
        Choice::Leave => "No, leave all as it is",
        Choice::BackUpNow => "Yes",
        Choice::Later => "Not now",
    };
    text.to_owned()
}

fn category_size(category: Category, size: Option<(u64, u64)>) -> String {
    let name = category.english();
    let room = " ".repeat(32_usize.saturating_sub(measure_text_width(name)));
    match size {
        Some((0, _)) => format!("{name}{room}         nothing here"),
        Some((files, size)) => format!("{name}{room}{:>15}{:>9}", count_of(files, "file", "files"), bytes(size)),
        None => format!("{name}{room}              …"),
    }
}

fn part(part: Part) -> &'static str {
    match part {
        Part::Account => "Account",
        Part::Device => "This computer",
        Part::What => "Backed up",
        Part::When => "Begins",
        Part::Copy => "Second copy",
        Part::Settings => "Settings",
    }
}

fn done(done: &Done<'_>) -> String {
    match done {
        Done::Created(store) => format!("Made an account in {store}, and logged in to it."),
        Done::Opened(store) => format!("Logged in to {store}."),
        Done::Settings(file) => format!("Wrote the settings: {}.", paths::local(file)),
        Done::SettingsSame(file) => format!("The settings say all that already: {}.", paths::local(file)),
        Done::Scheduled(system) => format!("Backups begin by themselves, by {}.", super::scheduling::system(*system)),
        Done::Unscheduled => "No backups begin by themselves any more.".to_owned(),
        Done::Copy(folder) => format!("Took {} into use for the second copy.", paths::local(folder)),
        Done::NoCopy => "No second copy is made any more; the files on the drive stay.".to_owned(),
    }
}

fn comment(comment: Comment) -> &'static str {
    match comment {
        Comment::Head => {
            "Settings of aosbox. `aosbox setup` goes through the most important ones; config.example.toml shows them all.\n\
             Changes by hand are welcome: comments and order stay as they are. `aosbox config check` says whether all is right."
        }
        Comment::Selection => "What is backed up. `aosbox select` shows and changes it.",
        Comment::Categories => "mail, desktop, documents, office, pictures, music, videos, bookmarks, finance, ebooks",
        Comment::Paths => "Files and folders of your own, with all that lies below them.",
        Comment::Schedule => {
            "When backups begin by themselves: every = \"6h\", or at = [\"daily 21:00\"]. After a change here, run `aosbox schedule set`."
        }
        Comment::Dual => "A second copy, as plain files on a drive. `aosbox dual show` says what it holds.",
    }
}

/// Mistakes of somebody who starts.
pub fn mistake(mistake: &StartingMistake) -> Explained {
    match mistake {
        StartingMistake::NobodyToAsk => explained(
            "`aosbox setup` asks questions, and nobody is here at a terminal to answer them",
            "the same without questions: `aosbox login STORE --create`, `aosbox select add documents pictures`, \
             `aosbox schedule set --every 1h`, `aosbox dual enable PATH`, `aosbox backup`",
        ),
        StartingMistake::NoProfile { profile, known } => explained(
            format!("there is no login {}", paths::safe(profile.as_bytes())),
            format!(
                "there are {}; `aosbox login STORE --account {}` makes this one",
                paths::safe(known.join(", ").as_bytes()),
                paths::for_shell(&paths::safe(profile.as_bytes()))
            ),
        ),
        StartingMistake::Empty => plain("Something has to be typed here."),
        StartingMistake::NoFolder(path) => explained(
            format!("There is no {}, in which a folder could be made.", paths::local(path)),
            "Is the drive connected?",
        ),
        StartingMistake::NotAFolder(path) => plain(format!("{} is no folder.", paths::local(path))),
        StartingMistake::NotAnHour(text) => {
            plain(format!("\"{}\" is no time of the day. Write it like 21:00.", paths::safe(text.as_bytes())))
        }
        StartingMistake::NotHours(text) => plain(format!(
            "\"{}\" is no number of hours from 1 to {}.",
            paths::safe(text.as_bytes()),
            number(crate::config::schedule::MOST_HOURS)
        )),
        StartingMistake::WrongLetters => {
            explained("These are not the last five letters of the key above.", "`skip` goes on without them.")
        }
        StartingMistake::NotAKeyFile(path) => plain(format!("{} is no key of a service account.", paths::local(path))),
        StartingMistake::NothingChosen => plain("Choose at least one of them, or name a file or folder."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule::JobSystem;

    #[test]
    fn lists_fit_into_eighty_columns() {
        for category in Category::ALL {
            let line = category_size(category, Some((u64::from(u32::MAX), u64::MAX)));
            assert!(measure_text_width(&line) <= 70, "{line}");
        }
        let systems = [JobSystem::TaskScheduler, JobSystem::Systemd, JobSystem::Cron, JobSystem::Launchd];
        for done in systems.map(Done::Scheduled) {
            assert!(measure_text_width(&self::done(&done)) <= 78);
        }
    }
}
