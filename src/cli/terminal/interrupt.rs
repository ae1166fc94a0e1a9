//! Ctrl-C: once to finish what is in hand, twice to stop at once.

use std::sync::atomic::{AtomicBool, Ordering::SeqCst};

use super::output::Printer;
use crate::{
    cli::{mistakes::Outcome, words::Message},
    monitor::Cancel,
};

/// Listens for the user's wish to stop, and for the system's (`SIGTERM`, a closing console). `at_once` is done before the program ends
/// because it was asked for twice.
pub fn listen(cancel: &Cancel, printer: &Printer, at_once: impl Fn() + Send + 'static) {
    let (cancel, printer) = (cancel.clone(), printer.clone());
    // Another terminal, or the end of its time, may have stopped it before: nobody was told then what a second time does.
    let asked = AtomicBool::new(false);
    let listening = ctrlc::set_handler(move || {
        if asked.swap(true, SeqCst) {
            at_once();
            printer.clear_bar();
            printer.note(&Message::StoppedAtOnce);
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
