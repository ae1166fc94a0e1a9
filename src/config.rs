//! The settings file: TOML, every part of it optional, and an answer with file, line and what is allowed for every mistake.

pub mod bandwidth;
pub mod conditions;
pub mod date;
pub mod dual;
pub mod edit;
pub mod hooks;
pub mod length;
pub mod lines;
pub mod log;
mod reader;
pub mod schedule;
pub mod selection;
pub mod size;

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use jiff::tz::TimeZone;
use serde::Deserialize;
use toml::Spanned;

use self::{
    bandwidth::BandwidthConfig,
    conditions::{ConditionsConfig, Mode, ProxyConfig},
    dual::DualConfig,
    hooks::HooksConfig,
    log::LogConfig,
    reader::{Reader, Words},
    schedule::ScheduleConfig,
    selection::SelectionConfig,
};
use crate::model::{Category, Language};

/// What the settings file says. All has a default, so that no file is needed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Config {
    /// What is spoken, if not the system's language.
    pub language: Option<Language>,
    /// The profile that is meant where none is named.
    pub account: Option<String>,
    /// What to back up when no path is given, and how.
    pub selection: SelectionConfig,
    /// What holds backups off.
    pub conditions: ConditionsConfig,
    /// How hard a backup works.
    pub mode: Mode,
    /// The proxy on the way to the store.
    pub proxy: ProxyConfig,
    /// A second copy as plain files.
    pub dual: DualConfig,
    /// Threads of a backup.
    pub backup_jobs: Option<usize>,
    /// zstd level.
    pub compression: Option<i32>,
    /// Packs are closed at about this many bytes.
    pub pack_size: Option<u64>,
    /// A long backup commits what it has at least every so many bytes.
    pub commit_size: Option<u64>,
    /// Threads of a restore.
    pub restore_jobs: Option<usize>,
    /// How long one request to the store may take.
    pub request_timeout: Option<Duration>,
    /// How long failed requests are repeated.
    pub retry_for: Option<Duration>,
    /// Bytes that may be sent in a calendar month.
    pub monthly_upload: Option<u64>,
    /// Larger files are left out.
    pub max_file_size: Option<u64>,
    /// Large files that are changed in place are backed up by an interval schedule only this often.
    pub block_level_interval: Option<Duration>,
    /// When backups begin by themselves.
    pub schedule: ScheduleConfig,
    /// What is run and told around a backup.
    pub hooks: HooksConfig,
    /// How fast the store may be used.
    pub bandwidth: BandwidthConfig,
    /// Where the catalog is kept, if not in the usual place.
    pub cache_folder: Option<PathBuf>,
    /// What this program writes of itself.
    pub log: LogConfig,
    /// Where secrets are kept.
    pub keep: Keep,
}

/// Where secrets are kept.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Keep {
    /// In the system's credential store if it works, else in a file.
    #[default]
    Auto,
    /// In the system's credential store.
    Keyring,
    /// In a file of the owner's alone.
    File,
}

/// A mistake in the settings file.
#[derive(Debug, PartialEq, Eq)]
pub struct ConfigMistake {
    /// The file.
    pub file: PathBuf,
    /// The line, from 1; `None` when the file as a whole is wrong.
    pub line: Option<usize>,
    /// What is wrong.
    pub kind: ConfigMistakeKind,
}

/// What is wrong in a settings file.
#[derive(Debug, PartialEq, Eq)]
pub enum ConfigMistakeKind {
    /// It cannot be read.
    Unreadable(SystemAnswer),
    /// It is no TOML, has a name that is not known, or a value of the wrong type: the parser's words.
    Form(String),
    /// A value that is not allowed.
    Value {
        /// Its name, with its section.
        name: &'static str,
        /// As it stands there.
        value: String,
        /// What may stand there.
        allowed: Allowed,
    },
    /// An expression that is no regular one: what is wrong with it.
    Regex {
        /// Its name, with its section.
        name: &'static str,
        /// As it stands there.
        value: String,
        /// What is wrong with it.
        message: String,
    },
    /// A schedule has both `every` and `at`.
    EveryAndAt,
    /// A filter whose parts make no sense together.
    Filter(FilterMistake),
}

/// What the system said; two are the same if they are of one kind.
#[derive(Debug)]
pub struct SystemAnswer(pub std::io::Error);

impl PartialEq for SystemAnswer {
    fn eq(&self, other: &Self) -> bool {
        self.0.kind() == other.0.kind()
    }
}

impl Eq for SystemAnswer {}

/// What is wrong with a filter as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FilterMistake {
    /// It leaves nothing out.
    Empty,
    /// It has both `only` and `exclude`.
    OnlyAndExclude,
    /// It has `regex` and no expression.
    RegexAlone,
}

/// What `~/` and a day mean in the settings.
#[derive(Debug, Clone, Copy)]
pub struct Bearings<'a> {
    /// The home folder, if there is one.
    pub home: Option<&'a Path>,
    /// The zone in which days begin.
    pub zone: &'a TimeZone,
}

/// What a value may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Allowed {
    /// A whole number from the first to the second.
    Number(i64, i64),
    /// A size such as `500GB` or `2 GiB`.
    Size,
    /// A size from the first to the second, in bytes.
    SizeWithin(u64, u64),
    /// A length of time such as `90s`, `10m` or `7d`.
    Duration,
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// The name of a category; the one that was perhaps meant.
    Category(Option<Category>),
    /// A path, which is not empty.
    Path,
    /// A speed such as `2MB/s`.
    Speed,
    /// Hours such as `mon-fri 09:00-18:00`.
    Window,
    /// A length of time that backups can begin at.
    Interval,
    /// A day such as `2020-01-01`.
    Date,
    /// Wildcards such as `*.tmp;*.bak`.
    Wildcards,
    /// The address of a proxy, or a word.
    Proxy,
    /// A command for the shell, or a program and its arguments.
    Command,
    /// An address of the web.
    WebAddress,
}

impl<'a> Bearings<'a> {
    /// A home folder, and days that begin at midnight UTC.
    pub fn utc(home: &'a Path) -> Self {
        static UTC: TimeZone = TimeZone::UTC;
        Self { home: Some(home), zone: &UTC }
    }
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct File {
    language: Option<Spanned<String>>,
    account: Option<String>,
    selection: selection::SelectionSection,
    filter: Vec<Spanned<selection::FilterSection>>,
    auto_exclude: selection::AutoExcludeSection,
    dual: dual::DualSection,
    backup: BackupSection,
    conditions: conditions::ConditionsSection,
    restore: RestoreSection,
    store: StoreSection,
    limits: LimitsSection,
    block_level: BlockLevelSection,
    schedule: schedule::ScheduleSection,
    hooks: hooks::HooksSection,
    bandwidth: bandwidth::BandwidthSection,
    cache: CacheSection,
    log: log::LogSection,
    credentials: CredentialsSection,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct BackupSection {
    mode: Option<Spanned<String>>,
    jobs: Option<Spanned<i64>>,
    compression: Option<Spanned<i64>>,
    pack_size: Option<Spanned<String>>,
    commit_size: Option<Spanned<String>>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct StoreSection {
    request_timeout: Option<Spanned<String>>,
    retry_for: Option<Spanned<String>>,
    proxy: Option<Spanned<String>>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct RestoreSection {
    jobs: Option<Spanned<i64>>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct LimitsSection {
    monthly_upload: Option<Spanned<String>>,
    max_file_size: Option<Spanned<String>>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct BlockLevelSection {
    min_interval: Option<Spanned<String>>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct CacheSection {
    dir: Option<PathBuf>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct CredentialsSection {
    keep: Option<Spanned<String>>,
}

/// Smaller packs cost requests, larger ones memory: several are on their way at once.
const PACK_SIZES: (u64, u64) = (64 * 1024, 128 * 1024 * 1024);

/// More threads than this are a slip of the finger.
pub const MOST_JOBS: i64 = 256;

impl Config {
    /// The language that the file wants. For what must be said before the file is read in earnest, mistakes in it included.
    pub fn language(file: &Path) -> Option<Language> {
        let text = std::fs::read_to_string(file).ok()?;
        let table: toml::Table = text.parse().ok()?;
        Language::of_locale(table.get("language")?.as_str()?)
    }

    /// Reads the file; without one, all is default.
    pub fn load(file: &Path, bearings: Bearings<'_>) -> Result<Self, ConfigMistake> {
        match std::fs::read_to_string(file) {
            Ok(text) => Self::parse(&text, file, bearings),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(ConfigMistake {
                file: file.to_owned(),
                line: None,
                kind: ConfigMistakeKind::Unreadable(SystemAnswer(error)),
            }),
        }
    }

    /// Reads the text of the file of this name.
    pub fn parse(text: &str, file: &Path, bearings: Bearings<'_>) -> Result<Self, ConfigMistake> {
        let reader = Reader { text, file, bearings };
        let parsed: File = toml::from_str(text).map_err(|error| ConfigMistake {
            file: file.to_owned(),
            line: error.span().map(|span| reader.line(span.start)),
            kind: ConfigMistakeKind::Form(error.message().to_owned()),
        })?;
        Ok(Self {
            language: reader.word("language", parsed.language, LANGUAGES)?.flatten(),
            account: parsed.account,
            selection: selection::read(&reader, parsed.selection, parsed.filter, parsed.auto_exclude)?,
            conditions: conditions::read(&reader, parsed.conditions)?,
            mode: conditions::mode(&reader, parsed.backup.mode)?,
            proxy: conditions::proxy(&reader, parsed.store.proxy)?,
            dual: dual::read(&reader, parsed.dual)?,
            backup_jobs: reader.number("backup.jobs", parsed.backup.jobs, 1, MOST_JOBS)?.map(|jobs| jobs as usize),
            compression: reader
                .number("backup.compression", parsed.backup.compression, 1, 19)?
                .map(|level| level as i32),
            pack_size: reader.size_within("backup.pack_size", parsed.backup.pack_size, PACK_SIZES)?,
            commit_size: reader.size("backup.commit_size", parsed.backup.commit_size)?,
            request_timeout: reader.duration("store.request_timeout", parsed.store.request_timeout)?,
            retry_for: reader.duration("store.retry_for", parsed.store.retry_for)?,
            restore_jobs: reader.number("restore.jobs", parsed.restore.jobs, 1, MOST_JOBS)?.map(|jobs| jobs as usize),
            monthly_upload: reader.size("limits.monthly_upload", parsed.limits.monthly_upload)?,
            max_file_size: reader.size("limits.max_file_size", parsed.limits.max_file_size)?,
            block_level_interval: reader.duration("block_level.min_interval", parsed.block_level.min_interval)?,
            schedule: schedule::read(&reader, parsed.schedule)?,
            hooks: hooks::read(&reader, parsed.hooks)?,
            bandwidth: bandwidth::read(&reader, parsed.bandwidth)?,
            cache_folder: parsed.cache.dir.map(|path| reader.path(path)),
            log: log::read(&reader, parsed.log)?,
            keep: reader.word("credentials.keep", parsed.credentials.keep, KEEPERS)?.unwrap_or_default(),
        })
    }
}

const LANGUAGES: Words<Option<Language>> =
    (&["auto", "en", "ja"], &[None, Some(Language::English), Some(Language::Japanese)]);
const KEEPERS: Words<Keep> = (&["auto", "keyring", "file"], &[Keep::Auto, Keep::Keyring, Keep::File]);

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Config, ConfigMistake> {
        let bearings = Bearings { home: Some(Path::new("/home/u")), zone: &TimeZone::fixed(jiff::tz::offset(9)) };
        Config::parse(text, Path::new("/etc/aosbox/config.toml"), bearings)
    }

    #[test]
    fn nothing_is_needed() {
        assert_eq!(parse("").unwrap(), Config::default());
        let bearings = Bearings { home: None, zone: &TimeZone::UTC };
        assert_eq!(Config::load(Path::new("/nowhere/at/all.toml"), bearings).unwrap(), Config::default());
    }

    #[test]
    fn the_example_loads_and_has_every_setting() {
        let example = include_str!("../config.example.toml");
        assert_eq!(parse(example).unwrap(), Config::default(), "everything in the example is commented out");
        // A line that begins with `#` and a letter or a bracket is a setting; prose begins with `# `.
        let settings: String = example
            .lines()
            .map(|line| match line.strip_prefix('#') {
                Some(rest) if rest.starts_with(|c: char| c.is_ascii_lowercase() || c == '[') => rest,
                _ => line,
            })
            .flat_map(|line| [line, "\n"])
            .collect();
        let config = parse(&settings).unwrap();
        assert_eq!((config.language, config.account.as_deref()), (None, Some("default")));
        let selection = &config.selection;
        assert_eq!(selection.categories, [Category::Documents, Category::Pictures]);
        assert_eq!(selection.paths, [Path::new("/home/u/Projects")]);
        assert_eq!((selection.extra_roots.len(), selection.filters.len()), (2, 3));
        assert_eq!((selection.auto_exclude_added.len(), selection.auto_exclude_removed.len()), (1, 1));
        assert!(config.dual.path.is_some() && config.dual.limit.is_some() && config.dual.filters.len() == 1);
        assert!(config.backup_jobs.is_some() && config.restore_jobs.is_some());
        let conditions = &config.conditions;
        assert_eq!((conditions.least_battery, conditions.busy_above), (30, 80));
        assert!(conditions.while_presenting && conditions.metered);
        assert_eq!((conditions.networks.len(), conditions.wifi_allow.len()), (2, 2));
        assert_eq!((config.mode, &config.proxy), (Mode::Standard, &ProxyConfig::None));
        assert_eq!(config.compression, Some(3));
        assert_eq!((config.pack_size, config.commit_size), (Some(12 << 20), Some(2 << 30)));
        assert_eq!(config.request_timeout, Some(Duration::from_secs(300)));
        assert_eq!(config.retry_for, Some(Duration::from_secs(180)));
        assert_eq!(config.monthly_upload, Some(500_000_000_000));
        assert_eq!(config.max_file_size, Some(20 << 30));
        assert_eq!(config.block_level_interval, Some(Duration::from_secs(24 * 3600)));
        let hooks = &config.hooks;
        assert!(hooks.before.is_some() && hooks.after.is_some() && hooks.on_failure.is_some() && hooks.ping.is_some());
        let bandwidth = &config.bandwidth;
        assert_eq!((bandwidth.upload, bandwidth.download, bandwidth.windows.len()), (Some(2_000_000), None, 2));
        assert!(config.cache_folder.is_some() && config.log.folder.is_some());
        assert_eq!((config.log.max_size, config.log.keep_files, config.log.keep_days), (5_000_000, 20, 60));
    }

    /// What may stand in a table, as the parser names it when something else does.
    fn names_in(table: &str) -> Vec<String> {
        let mistake = parse(&format!("{table}\n\"no such name\" = 1\n")).unwrap_err();
        let ConfigMistakeKind::Form(message) = mistake.kind else { panic!("{table}: {mistake:?}") };
        let (_, names) = message.split_once("expected ").unwrap_or_else(|| panic!("{table}: {message}"));
        names.split('`').skip(1).step_by(2).map(str::to_owned).collect()
    }

    #[test]
    fn the_example_names_everything_that_can_be_set() {
        let example = include_str!("../config.example.toml");
        let has = |line: &str| example.lines().any(|found| found.trim_start_matches(['#', ' ']).starts_with(line));
        let mut tables = vec![(String::new(), String::new())];
        let mut count = 0;
        while let Some((header, prefix)) = tables.pop() {
            for name in names_in(&header) {
                let full = format!("{prefix}{name}");
                let is_list =
                    matches!(full.as_str(), "filter" | "auto_exclude.add" | "bandwidth.window" | "dual.filter");
                let is_table = prefix.is_empty() && !matches!(name.as_str(), "account" | "language")
                    || full == "selection.extra_roots";
                let header = if is_list { format!("[[{full}]]") } else { format!("[{full}]") };
                if is_list || is_table {
                    assert!(has(&header), "{header} is not in the example");
                    tables.push((header, format!("{full}.")));
                } else {
                    assert!(has(&format!("{name} = ")), "{full} is not in the example");
                    count += 1;
                }
            }
        }
        assert!(count > 30, "only {count} settings are found");
    }

    #[test]
    fn a_mistake_says_where_and_what_is_allowed() {
        let mistake = parse("[backup]\njobs = 2\ncompression = 25\n").unwrap_err();
        assert_eq!(mistake.line, Some(3));
        assert_eq!(
            mistake.kind,
            ConfigMistakeKind::Value {
                name: "backup.compression",
                value: "25".into(),
                allowed: Allowed::Number(1, 19)
            }
        );
        let mistake = parse("[limits]\nmonthly_upload = \"lots\"\n").unwrap_err();
        assert!(matches!(mistake.kind, ConfigMistakeKind::Value { allowed: Allowed::Size, .. }));
        let mistake = parse("\n[backup]\njbos = 2\n").unwrap_err();
        assert_eq!(mistake.line, Some(3));
        assert!(
            matches!(mistake.kind, ConfigMistakeKind::Form(message) if message.contains("jbos") && message.contains("jobs"))
        );
        assert!(parse("[backup]\npack_size = \"1GB\"\n").is_err());
        assert!(parse("[store]\nretry_for = \"0s\"\n").is_err());
        assert!(parse("[credentials]\nkeep = \"cloud\"\n").is_err());
        assert!(parse("[backup\n").is_err());
    }

    #[test]
    fn paths_begin_at_home_or_at_the_file() {
        let config = parse("[selection]\npaths = [\"~/a\", \"b\", \"/c\"]\n").unwrap();
        assert_eq!(config.selection.paths, [Path::new("/home/u/a"), Path::new("/etc/aosbox/b"), Path::new("/c")]);
    }
}
