//! Priority on macOS: the whole process is made one of the background, for processors, disk and network, and no longer.

use std::io;

use super::Priority;

pub fn set(priority: Priority) -> io::Result<()> {
    let state = match priority {
        Priority::Normal => 0,
        Priority::Low | Priority::LowForGood => libc::PRIO_DARWIN_BG,
    };
    // SAFETY: the call takes numbers; zero is this process.
    match unsafe { libc::setpriority(libc::PRIO_DARWIN_PROCESS, 0, state) } {
        0 => Ok(()),
        _ => Err(io::Error::last_os_error()),
    }
}
