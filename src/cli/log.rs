//! The detailed log: one file a day, fourteen days. Only this program's own words go in, never those of the libraries that handle
//! requests and secrets.

use tracing_appender::{
    non_blocking::WorkerGuard,
    rolling::{Builder, Rotation},
};
use tracing_subscriber::{
    Layer,
    filter::{LevelFilter, Targets},
    layer::SubscriberExt,
    util::SubscriberInitExt,
};

use super::{exit::Failure, settings::Settings};
use crate::{config::LogLevel, error::Error, model::FileOperation};

const DAYS: usize = 14;

/// Begins the log if the settings want one. What is still to be written is written when the guard is dropped.
pub fn begin(settings: &Settings) -> Result<Option<WorkerGuard>, Failure> {
    let log = &settings.config.log;
    let folder = match &log.folder {
        Some(folder) => folder.clone(),
        None if log.enabled => settings.folders.state.join("log"),
        None => return Ok(None),
    };
    std::fs::create_dir_all(&folder).map_err(Error::file(FileOperation::CreateFolder, &folder))?;
    let appender = Builder::new()
        .rotation(Rotation::DAILY)
        .filename_prefix("aosbox")
        .filename_suffix("log")
        .max_log_files(DAYS)
        .build(&folder)
        .map_err(|error| Error::file(FileOperation::Open, &folder)(std::io::Error::other(error)))?;
    let (writer, guard) = tracing_appender::non_blocking(appender);
    let level = match log.level {
        LogLevel::Error => LevelFilter::ERROR,
        LogLevel::Warn => LevelFilter::WARN,
        LogLevel::Info => LevelFilter::INFO,
        LogLevel::Debug => LevelFilter::DEBUG,
        LogLevel::Trace => LevelFilter::TRACE,
    };
    let layer = tracing_subscriber::fmt::layer()
        .with_ansi(false)
        .with_writer(writer)
        .with_filter(Targets::new().with_target("aosbox", level));
    // A second log in one process would be a mistake of this program, and is none of the user's.
    let _already = tracing_subscriber::registry().with(layer).try_init();
    Ok(Some(guard))
}
