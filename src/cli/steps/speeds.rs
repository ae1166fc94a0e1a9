//! The speeds that the settings allow, kept to while a command runs: by the hour, and anew when the settings are changed.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, SystemTime},
};

use jiff::tz::TimeZone;

use crate::{
    cli::program::Program,
    config::{Bearings, Config},
    throttle::Throttle,
};

/// A change is in force at the latest after this.
const PACE: Duration = Duration::from_millis(400);

/// The settings file while a command runs: read again whenever it was changed.
pub struct LiveConfig {
    file: PathBuf,
    home: PathBuf,
    zone: TimeZone,
    stamp: Option<(SystemTime, u64)>,
    config: Config,
}

impl LiveConfig {
    /// As it was read when the command began.
    pub fn new(program: &Program) -> Self {
        let settings = &program.settings;
        Self {
            file: settings.folders.config_file.clone(),
            home: settings.folders.home.clone(),
            zone: settings.zone.clone(),
            // What was changed since then is noticed at the first look.
            stamp: None,
            config: settings.config.clone(),
        }
    }

    /// As it is now. A file with a mistake changes nothing.
    pub fn look(&mut self) -> &Config {
        let stamp = stamp(&self.file);
        if stamp != self.stamp {
            self.stamp = stamp;
            match Config::load(&self.file, Bearings { home: Some(&self.home), zone: &self.zone }) {
                Ok(config) => self.config = config,
                Err(mistake) => tracing::warn!(?mistake, "changed settings are not taken over"),
            }
        }
        &self.config
    }
}

fn stamp(file: &Path) -> Option<(SystemTime, u64)> {
    let metadata = std::fs::metadata(file).ok()?;
    Some((metadata.modified().ok()?, metadata.len()))
}

/// Keeps the store to the speeds that the settings allow, to the end of the command.
pub fn keep(program: &Program) {
    let mut live = LiveConfig::new(program);
    apply(&live.config, &program.throttle);
    let throttle = Arc::downgrade(&program.throttle);
    let keeping = std::thread::Builder::new().name("speeds".to_owned()).spawn(move || {
        loop {
            std::thread::sleep(PACE);
            let Some(throttle) = throttle.upgrade() else { return };
            apply(live.look(), &throttle);
        }
    });
    if let Err(error) = keeping {
        tracing::warn!(%error, "speeds stay as they are now");
    }
}

fn apply(config: &Config, throttle: &Throttle) {
    let (upload, download) = config.bandwidth.at(&jiff::Zoned::now());
    throttle.upload.set_rate(upload);
    throttle.download.set_rate(download);
}
