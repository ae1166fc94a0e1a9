//! Ctrl-C: once to finish what is in hand, twice to stop at once.

use super::output::Printer;
use crate::{
    cli::{mistakes::Outcome, words::Message},
    monitor::Cancel,
};

/// Listens for the user's wish to stop, and for the system's (`SIGTERM`, a closing console).
pub fn listen(cancel: &Cancel, printer: &Printer) {
    let (cancel, printer) = (cancel.clone(), printer.clone());
    let listening = ctrlc::set_handler(move || {
        if cancel.is_cancelled() {
            std::process::exit(Outcome::Cancelled.code().into());
        }
        cancel.cancel();
        printer.note(&Message::Stopping);
    });
    if let Err(error) = listening {
        // Without it, Ctrl-C ends the program at once, which loses nothing that was committed.
        tracing::warn!(%error, "cannot listen for interrupts");
    }
}
