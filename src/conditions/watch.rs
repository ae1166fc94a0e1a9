//! Looking at the computer, again and again.

use std::time::Duration;

use super::Facts;
use crate::platform::{
    load::Ticks,
    network::{self, Network},
    power::{self, Power},
    presence,
    unknown::{Fact, Unknown},
};

/// Where what is known of the computer comes from.
pub trait Sources {
    /// What it runs on.
    fn power(&self) -> Fact<Power>;
    /// Whether something is presented or fills the screen.
    fn presenting(&self) -> Fact<bool>;
    /// The network that it uses.
    fn network(&self) -> Fact<Network>;
    /// What its processors have done.
    fn ticks(&self) -> Fact<Ticks>;
    /// How long nobody has used it.
    fn idle(&self) -> Fact<Duration>;
}

/// The computer itself.
#[derive(Debug, Clone, Copy, Default)]
pub struct System;

impl Sources for System {
    fn power(&self) -> Fact<Power> {
        power::power()
    }

    fn presenting(&self) -> Fact<bool> {
        presence::presenting()
    }

    fn network(&self) -> Fact<Network> {
        network::network()
    }

    fn ticks(&self) -> Fact<Ticks> {
        Ticks::now()
    }

    fn idle(&self) -> Fact<Duration> {
        presence::idle()
    }
}

/// Looks at the computer, again and again. A look costs some milliseconds, and never more than some seconds, whatever hangs: it is
/// meant to be taken every ten seconds or so, not by a thread that others wait for.
pub struct Watch<S> {
    sources: S,
    needs_network: bool,
    earlier: Fact<Ticks>,
}

impl<S: Sources> Watch<S> {
    /// Begins to look: how busy others are shows from now on. `needs_network` is false for a store on this computer.
    pub fn new(sources: S, needs_network: bool) -> Self {
        let earlier = sources.ticks();
        Self { sources, needs_network, earlier }
    }

    /// What is known now.
    pub fn look(&mut self) -> Facts {
        Facts {
            power: self.sources.power(),
            presenting: self.sources.presenting(),
            network: self.needs_network.then(|| self.sources.network()),
            load: self.load(),
            idle: self.sources.idle(),
        }
    }

    /// What others have used since the last look.
    fn load(&mut self) -> Fact<u8> {
        let now = self.sources.ticks()?;
        let share = match &self.earlier {
            Ok(earlier) => now.others_since(earlier),
            Err(_) => None,
        };
        // So little time that nothing shows stays part of the next look.
        if share.is_some() || self.earlier.is_err() {
            self.earlier = Ok(now);
        }
        share.ok_or(Unknown::FirstLook)
    }
}
