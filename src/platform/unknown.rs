//! Why something about the computer is not known. That is an answer like any other: nothing waits for it, and it is said.

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
