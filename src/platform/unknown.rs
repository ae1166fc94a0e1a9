//! Why something about the computer is not known. That is an answer like any other: nothing waits for it, and it is said.

#[cfg(any(windows, test))]
use std::{
    sync::mpsc::{self, RecvTimeoutError},
    time::Duration,
};

/// Why something is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unknown {
    /// What would know it is not there.
    Absent(Source),
    /// What would know it did not answer in time.
    Silent(Source),
    /// What would know it failed: the system's words.
    Failed(Source, String),
    /// What would know it does not say.
    Unsaid(Source),
    /// It shows only between two looks, and there has been one.
    FirstLook,
}

/// What could know something about the computer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The system itself.
    System,
    /// What the kernel says of batteries and chargers.
    PowerSupplies,
    /// NetworkManager.
    NetworkManager,
    /// The kernel's routes.
    Routes,
    /// The Wi-Fi service.
    Wifi,
    /// What looks after the user's desktop.
    Desktop,
    /// What looks after logins.
    Logins,
    /// The kernel's tables of processors and processes.
    Processors,
    /// A tunnel, which does not tell what it runs through.
    Tunnel,
}

/// Something about the computer, if it is known.
pub type Fact<T> = Result<T, Unknown>;

impl Unknown {
    /// Something that failed, in the system's words.
    pub fn failed(source: Source, error: impl ToString) -> Self {
        Unknown::Failed(source, error.to_string())
    }
}

/// What a call of the system answers that asks a service, and so may never return: it is made on a thread of its own, and then not
/// waited for any longer than this.
#[cfg(any(windows, test))]
pub fn within<T: Send + 'static>(
    patience: Duration,
    source: Source,
    call: impl FnOnce() -> Fact<T> + Send + 'static,
) -> Fact<T> {
    let (sender, receiver) = mpsc::channel();
    // Nobody listens any more once patience has run out.
    let asking = std::thread::Builder::new().name("ask".to_owned()).spawn(move || drop(sender.send(call())));
    asking.map_err(|error| Unknown::failed(source, error))?;
    receiver.recv_timeout(patience).unwrap_or_else(|error| match error {
        RecvTimeoutError::Timeout => Err(Unknown::Silent(source)),
        RecvTimeoutError::Disconnected => Err(Unknown::Unsaid(source)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_does_not_answer_is_not_waited_for() {
        let long = Duration::from_secs(60);
        assert_eq!(within(long, Source::System, || Ok(1)), Ok(1));
        assert_eq!(within::<()>(long, Source::System, || panic!("it fell over")), Err(Unknown::Unsaid(Source::System)));
        let (_never, wait) = mpsc::channel::<()>();
        let silent = within(Duration::from_millis(20), Source::Desktop, move || {
            let _ = wait.recv();
            Ok(())
        });
        assert_eq!(silent, Err(Unknown::Silent(Source::Desktop)));
    }
}
