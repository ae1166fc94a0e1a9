//! What a computer does when a scheduled backup has ended (feature D4).

/// What is done afterwards.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Afterwards {
    /// Nothing.
    #[default]
    None,
    /// The computer sleeps.
    Sleep,
    /// It hibernates, if it can.
    Hibernate,
    /// It is shut down.
    ShutDown,
    /// It is started anew.
    Restart,
    /// The user is logged off.
    LogOff,
}
