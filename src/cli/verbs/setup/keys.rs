//! Keys of the terminal, one by one. They are read by a thread of their own, so that what is shown can change while nobody types.

use std::{
    io,
    sync::mpsc::{self, Receiver, RecvTimeoutError, Sender},
    time::Duration,
};

use console::{Key, Term};

/// Reads keys, each only when it is asked for: what is typed later belongs to whoever asks then.
pub struct Keys {
    ask: Sender<()>,
    told: Receiver<io::Result<Key>>,
}

impl Keys {
    /// The keys of a terminal.
    pub fn of(term: &Term) -> Self {
        let (ask, asked) = mpsc::channel();
        let (tell, told) = mpsc::channel();
        let term = term.clone();
        std::thread::spawn(move || {
            while asked.recv().is_ok() {
                if tell.send(term.read_key_raw()).is_err() {
                    break;
                }
            }
        });
        Self { ask, told }
    }

    /// The next key; `tick` is called a few times a second until there is one.
    pub fn next(&self, mut tick: impl FnMut() -> io::Result<()>) -> io::Result<Key> {
        let gone = || io::Error::from(io::ErrorKind::BrokenPipe);
        self.ask.send(()).map_err(|_| gone())?;
        loop {
            match self.told.recv_timeout(Duration::from_millis(150)) {
                Ok(key) => return key,
                Err(RecvTimeoutError::Timeout) => tick()?,
                Err(RecvTimeoutError::Disconnected) => return Err(gone()),
            }
        }
    }
}

/// While it is there, the terminal shows nothing of what is typed by itself, between two keys neither: a password that is pasted stays
/// unseen.
pub struct Silence {
    #[cfg(unix)]
    before: Option<rustix::termios::Termios>,
}

impl Silence {
    /// Silences the terminal of standard input.
    #[cfg(unix)]
    pub fn begin() -> Self {
        use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};
        let before = tcgetattr(io::stdin()).ok();
        if let Some(mut modes) = before.clone() {
            modes.local_modes.remove(LocalModes::ECHO | LocalModes::ICANON | LocalModes::ISIG);
            // Where it cannot be silenced it still works.
            let _ = tcsetattr(io::stdin(), OptionalActions::Drain, &modes);
        }
        Self { before }
    }

    /// Windows shows nothing of what is read key by key.
    #[cfg(not(unix))]
    pub fn begin() -> Self {
        Self {}
    }
}

#[cfg(unix)]
impl Drop for Silence {
    fn drop(&mut self) {
        if let Some(before) = &self.before {
            let _ = rustix::termios::tcsetattr(io::stdin(), rustix::termios::OptionalActions::Drain, before);
        }
    }
}
