//! What the settings say about the log: `[log]`.

use std::path::PathBuf;

use serde::Deserialize;
use toml::Spanned;

use super::{
    ConfigMistake,
    reader::{Reader, Words},
};

/// A file of the log is between these sizes, so that its lines fit and it can be looked through.
const SIZES: (u64, u64) = (64_000, 1_000_000_000);

/// The log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogConfig {
    /// `log.enabled`: whether it is written.
    pub enabled: bool,
    /// `log.dir`: its folder, if not the usual one.
    pub folder: Option<PathBuf>,
    /// `log.level`: how much it says.
    pub level: LogLevel,
    /// `log.max_size`: a file of it that has grown to so many bytes is followed by another.
    pub max_size: u64,
    /// `log.keep_files`: how many files there are at most.
    pub keep_files: usize,
    /// `log.keep_days`: files are removed so many days after the one on which they were begun.
    pub keep_days: u32,
}

impl Default for LogConfig {
    fn default() -> Self {
        Self {
            enabled: true,
            folder: None,
            level: LogLevel::default(),
            max_size: 2_000_000,
            keep_files: 10,
            keep_days: 30,
        }
    }
}

/// How much the log says. Later ones say what earlier ones say, too.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum LogLevel {
    /// What failed.
    Error,
    /// What is wrong with single paths, and requests to the store that failed.
    Warn,
    /// What was done.
    #[default]
    Info,
    /// Every path.
    Debug,
    /// Everything.
    Trace,
}

impl LogLevel {
    /// Its name.
    pub fn id(self) -> &'static str {
        match self {
            LogLevel::Error => "error",
            LogLevel::Warn => "warn",
            LogLevel::Info => "info",
            LogLevel::Debug => "debug",
            LogLevel::Trace => "trace",
        }
    }

    /// The level of this name, in small or capital letters.
    pub fn named(name: &str) -> Option<Self> {
        LEVELS.1.iter().copied().find(|level| level.id().eq_ignore_ascii_case(name))
    }
}

/// `[log]` as it stands there.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct LogSection {
    enabled: Option<bool>,
    dir: Option<PathBuf>,
    level: Option<Spanned<String>>,
    max_size: Option<Spanned<String>>,
    keep_files: Option<Spanned<i64>>,
    keep_days: Option<Spanned<i64>>,
}

const LEVELS: Words<LogLevel> = (
    &["error", "warn", "info", "debug", "trace"],
    &[LogLevel::Error, LogLevel::Warn, LogLevel::Info, LogLevel::Debug, LogLevel::Trace],
);

/// Reads the section.
pub(super) fn read(reader: &Reader<'_>, section: LogSection) -> Result<LogConfig, ConfigMistake> {
    let usual = LogConfig::default();
    let files = reader.number("log.keep_files", section.keep_files, 1, 1000)?;
    let days = reader.number("log.keep_days", section.keep_days, 1, 3650)?;
    Ok(LogConfig {
        enabled: section.enabled.unwrap_or(usual.enabled),
        folder: section.dir.map(|path| reader.path(path)),
        level: reader.word("log.level", section.level, LEVELS)?.unwrap_or_default(),
        max_size: reader.size_within("log.max_size", section.max_size, SIZES)?.unwrap_or(usual.max_size),
        keep_files: files.and_then(|files| usize::try_from(files).ok()).unwrap_or(usual.keep_files),
        keep_days: days.and_then(|days| u32::try_from(days).ok()).unwrap_or(usual.keep_days),
    })
}
