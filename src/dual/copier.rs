//! The copier: a thread that copies what a backup settles while that goes on. The backup never waits for it: what does not fit into its
//! queue is not copied now, and the copy is then behind, which a pass makes good.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering::Relaxed},
    },
    thread::JoinHandle,
    time::{Duration, Instant},
};

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, TrySendError, bounded};

use super::{Setting, Trouble, manifest::Look, mirror::Mirror};
use crate::{
    backup::Copies,
    error::Error,
    model::{Apath, Stat},
    monitor::Cancel,
};

/// Files that may wait to be copied: a few hundred bytes each.
const QUEUE: usize = 20_000;
/// A drive that has not moved for so long is not waited for.
const PATIENCE: Duration = Duration::from_secs(120);
/// After a wish to stop.
const PATIENCE_TO_STOP: Duration = Duration::from_secs(10);

/// Copies what is settled.
pub struct Copier {
    orders: Option<Sender<Order>>,
    /// Whether something did not fit into the queue.
    overflowed: AtomicBool,
    moved: Arc<AtomicU64>,
    finished: Receiver<Finished>,
    thread: JoinHandle<()>,
    path: PathBuf,
    cancel: Cancel,
    patience: Duration,
}

/// What comes of a copier.
pub struct Finished {
    /// The copy, for more to be done with it; `None` if it could not be opened or is no longer there.
    pub mirror: Option<Mirror>,
    /// What ended it early.
    pub trouble: Option<Trouble>,
    /// Whether all that was settled was seen to.
    pub complete: bool,
}

enum Order {
    Settled { path: PathBuf, apath: Apath, stat: Stat },
    Gone(Apath),
}

impl Copier {
    /// Starts the thread, which opens the copy.
    pub fn begin(setting: Setting) -> Result<Self, Error> {
        let (orders, queue) = bounded(QUEUE);
        let (result, finished) = bounded(1);
        let moved = Arc::new(AtomicU64::new(0));
        let (path, cancel) = (setting.path.clone(), setting.cancel.clone());
        let counter = moved.clone();
        let thread = std::thread::Builder::new()
            .name("dual copy".to_owned())
            .spawn(move || {
                // Nobody may wait for it any more.
                let _ = result.send(work(setting, &queue, &counter));
            })
            .map_err(|source| Error::Thread { source })?;
        let (orders, overflowed, patience) = (Some(orders), AtomicBool::new(false), PATIENCE);
        Ok(Self { orders, overflowed, moved, finished, thread, path, cancel, patience })
    }

    /// Waits until all is copied, or the drive does not answer any more.
    pub fn finish(mut self) -> Finished {
        self.orders = None;
        let mut seen = (self.moved.load(Relaxed), Instant::now());
        loop {
            match self.finished.recv_timeout(Duration::from_millis(200)) {
                Ok(mut finished) => {
                    // It has nothing left to do but to end.
                    let _ = self.thread.join();
                    finished.complete &= !self.overflowed.load(Relaxed);
                    return finished;
                }
                Err(RecvTimeoutError::Disconnected) => {
                    return Finished { mirror: None, trouble: None, complete: false };
                }
                Err(RecvTimeoutError::Timeout) => {}
            }
            let moved = self.moved.load(Relaxed);
            if moved != seen.0 {
                seen = (moved, Instant::now());
            }
            let patience = if self.cancel.is_cancelled() { PATIENCE_TO_STOP } else { self.patience };
            if seen.1.elapsed() > patience {
                let trouble = Trouble::Silent { path: self.path.clone(), seconds: patience.as_secs() };
                return Finished { mirror: None, trouble: Some(trouble), complete: false };
            }
        }
    }

    fn order(&self, order: Order) {
        let Some(orders) = &self.orders else { return };
        match orders.try_send(order) {
            Ok(()) => {}
            // The thread has ended, and says itself why.
            Err(TrySendError::Full(_) | TrySendError::Disconnected(_)) => self.overflowed.store(true, Relaxed),
        }
    }
}

impl Copies for Copier {
    fn settled(&self, path: &Path, apath: &Apath, stat: &Stat) {
        self.order(Order::Settled { path: path.to_owned(), apath: apath.clone(), stat: *stat });
    }

    fn gone(&self, apath: &Apath) {
        self.order(Order::Gone(apath.clone()));
    }
}

fn work(setting: Setting, orders: &Receiver<Order>, moved: &Arc<AtomicU64>) -> Finished {
    let cancel = setting.cancel.clone();
    let mut mirror = match Mirror::open(setting, false) {
        Ok(mirror) => mirror.with_counter(moved.clone()),
        Err(trouble) => return Finished { mirror: None, trouble: Some(trouble), complete: false },
    };
    let result = follow(&mut mirror, orders, &cancel, moved);
    let complete = matches!(result, Ok(true));
    Finished { mirror: Some(mirror), trouble: result.err(), complete }
}

fn follow(mirror: &mut Mirror, orders: &Receiver<Order>, cancel: &Cancel, moved: &AtomicU64) -> Result<bool, Trouble> {
    for order in orders {
        if cancel.is_cancelled() {
            mirror.flush()?;
            return Ok(false);
        }
        moved.fetch_add(1, Relaxed);
        match order {
            Order::Settled { path, apath, stat } => mirror.copy(&path, &apath, &stat, Look::from(&stat))?,
            Order::Gone(apath) => mirror.gone(&apath)?,
        }
    }
    mirror.flush()?;
    Ok(!cancel.is_cancelled())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A copier whose thread does what it is told here, with a queue for two.
    fn copier(work: impl FnOnce(Receiver<Order>, Sender<Finished>) + Send + 'static) -> Copier {
        let ((orders, queue), (result, finished)) = (bounded(2), bounded(1));
        Copier {
            orders: Some(orders),
            overflowed: AtomicBool::new(false),
            moved: Arc::default(),
            finished,
            thread: std::thread::spawn(move || work(queue, result)),
            path: PathBuf::from("/media/usb"),
            cancel: Cancel::default(),
            patience: Duration::from_millis(300),
        }
    }

    #[test]
    fn what_does_not_fit_into_the_queue_is_dropped_and_known_to_be_missing() {
        for (count, complete) in [(2, true), (3, false)] {
            let (go, wait) = bounded::<()>(0);
            let copier = copier(move |queue, result| {
                // It looks at nothing while the backup goes on.
                let _ = wait.recv();
                let seen = queue.iter().count();
                assert_eq!(seen, 2, "the queue holds two");
                let _ = result.send(Finished { mirror: None, trouble: None, complete: true });
            });
            for number in 0..count {
                copier.gone(&Apath::ROOT.join(format!("{number}").as_bytes()));
            }
            drop(go);
            assert_eq!(copier.finish().complete, complete);
        }
    }

    #[test]
    fn a_drive_that_does_not_answer_is_not_waited_for() {
        let (_never, wait) = bounded::<()>(0);
        let finished = copier(move |_, _result| assert!(wait.recv().is_err())).finish();
        assert!(matches!(finished.trouble, Some(Trouble::Silent { .. })) && !finished.complete);
    }
}
