//! Commands on Unix: a process group for each, which is ended as a whole.

use std::{
    io,
    os::unix::process::{CommandExt, ExitStatusExt},
    process::{Child, Command, ExitStatus},
    time::{Duration, Instant},
};

use rustix::process::{Pid, Signal, kill_process_group};

/// How long a command has to end by itself once it is asked to.
const GRACE: Duration = Duration::from_secs(2);
const STEP: Duration = Duration::from_millis(20);

pub fn shell(line: &str) -> Command {
    let mut command = Command::new("/bin/sh");
    command.args(["-c", line]);
    command
}

/// A command and all that it has started, as long as that does not leave its group.
pub struct Family(Pid);

pub fn spawn(command: &mut Command) -> io::Result<(Child, Family)> {
    let child = command.process_group(0).spawn()?;
    let group = Pid::from_child(&child);
    Ok((child, Family(group)))
}

impl Family {
    /// Asks all to end, and then ends them.
    pub fn end(&self, child: &mut Child) {
        let group = self.0;
        let _asked = kill_process_group(group, Signal::TERM);
        let asked = Instant::now();
        while asked.elapsed() < GRACE && matches!(child.try_wait(), Ok(None)) {
            std::thread::sleep(STEP);
        }
        // The first of them may have ended and others not; a group that is empty by now is nobody's.
        let _ended = kill_process_group(group, Signal::KILL);
    }
}

pub fn signal(status: ExitStatus) -> i32 {
    status.signal().unwrap_or_default()
}
