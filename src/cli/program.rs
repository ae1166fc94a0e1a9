//! What every verb is handed: what was asked for, where things are kept, the terminal, the clock, the wish to stop.

pub mod crash;
pub mod given;
pub mod language;
pub mod log;
pub mod places;
pub mod profile;
pub mod settings;
pub mod usage;

use std::sync::Arc;

use self::{given::Given, settings::Settings};
use super::terminal::{interrupt, output::Printer};
use crate::{
    model::{Timestamp, time::Clock},
    monitor::Cancel,
    throttle::Throttle,
};

/// What every command is handed.
pub struct Program {
    /// What was asked for and where things are kept.
    pub settings: Settings,
    /// How the global options were given.
    pub given: Given,
    /// The way to the terminal.
    pub printer: Printer,
    /// The clock.
    pub clock: SystemClock,
    /// The user's wish to stop.
    pub cancel: Cancel,
    /// The speeds that the store is used at.
    pub throttle: Arc<Throttle>,
}

impl Program {
    /// A program by these settings that nobody has asked to stop yet.
    pub fn new(settings: Settings, given: Given, printer: Printer) -> Self {
        Self { settings, given, printer, clock: SystemClock, cancel: Cancel::default(), throttle: Arc::default() }
    }

    /// The same program by other settings.
    pub fn with(&self, settings: Settings) -> Self {
        Self {
            settings,
            given: self.given.clone(),
            printer: self.printer.clone(),
            clock: SystemClock,
            cancel: self.cancel.clone(),
            throttle: self.throttle.clone(),
        }
    }

    /// The time now in the local zone.
    pub fn now(&self) -> jiff::Zoned {
        jiff::Zoned::now()
    }

    /// Makes Ctrl-C a wish to stop.
    pub fn listen_for_interrupts(&self) {
        self.listen_for_interrupts_and(|| {});
    }

    /// The same; the second Ctrl-C, which ends the program at once, does this before.
    pub fn listen_for_interrupts_and(&self, at_once: impl Fn() + Send + 'static) {
        interrupt::listen(&self.cancel, &self.printer, at_once);
    }
}

/// The computer's clock.
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        std::time::SystemTime::now().into()
    }

    fn zone(&self) -> String {
        let now = jiff::Zoned::now();
        now.time_zone().iana_name().map_or_else(|| now.offset().to_string(), str::to_owned)
    }
}
