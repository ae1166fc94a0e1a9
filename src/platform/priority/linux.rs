//! Priority on Linux, where it is each thread's own, and a thread inherits that of the one which started it.
//!
//! A nice value may be raised by anybody, but lowered again only with `CAP_SYS_NICE` or up to `RLIMIT_NICE`; and leaving
//! `SCHED_IDLE` counts as lowering. `SCHED_BATCH` and the classes of disk priority below real time may be left freely
//! (`sched(7)`, `ioprio_set(2)`).

use std::{ffi::c_long, fs, io, sync::OnceLock};

use super::Priority;

/// Given up to others, but not starved by them.
const NICE: i32 = 10;
/// `IOPRIO_WHO_PROCESS`, which means a thread.
const WHO_THREAD: c_long = 1;
/// `IOPRIO_CLASS_IDLE`: the disk only when nobody else wants it.
const IDLE_DISK: c_long = 3 << 13;
/// The bit of `CAP_SYS_NICE`.
const CAP_SYS_NICE: u64 = 1 << 23;

/// How the process was started.
#[derive(Debug, Clone, Copy)]
struct Begun {
    nice: i32,
    policy: i32,
    disk: c_long,
}

static BEGUN: OnceLock<Begun> = OnceLock::new();

pub fn set(priority: Priority) -> io::Result<()> {
    let begun = *BEGUN.get_or_init(begun);
    let is_low = priority != Priority::Normal;
    let nice = match priority {
        Priority::Normal => begun.nice,
        Priority::Low if !may_be_nice_again(begun.nice) => begun.nice,
        Priority::Low | Priority::LowForGood => begun.nice.max(NICE),
    };
    // Any other policy was somebody's wish.
    let policy = if is_low && begun.policy == libc::SCHED_OTHER { libc::SCHED_BATCH } else { begun.policy };
    let disk = if is_low { IDLE_DISK } else { begun.disk };
    let mut refused = None;
    // A thread that is started meanwhile by one that is not yet done is met in the second round.
    for _ in 0..2 {
        for thread in fs::read_dir("/proc/self/task")? {
            let name = thread?.file_name();
            let Some(thread) = name.to_str().and_then(|name| name.parse::<libc::pid_t>().ok()) else { continue };
            if let Err(error) = set_thread(thread, nice, policy, disk) {
                refused = Some(error);
            }
        }
    }
    refused.map_or(Ok(()), Err)
}

fn set_thread(thread: libc::pid_t, nice: i32, policy: i32, disk: c_long) -> io::Result<()> {
    let parameters = libc::sched_param { sched_priority: 0 };
    let mut refused = None;
    let mut check = |result: c_long| {
        let error = io::Error::last_os_error();
        // The thread may have ended.
        if result != 0 && error.raw_os_error() != Some(libc::ESRCH) {
            refused = Some(error);
        }
    };
    // SAFETY: these calls take numbers and a structure that outlives them, and change no memory.
    unsafe {
        if libc::sched_getscheduler(thread) != policy {
            check(libc::sched_setscheduler(thread, policy, &parameters).into());
        }
        check(libc::syscall(libc::SYS_ioprio_set, WHO_THREAD, c_long::from(thread), disk));
        check(libc::setpriority(libc::PRIO_PROCESS, thread.unsigned_abs(), nice).into());
    }
    refused.map_or(Ok(()), Err)
}

fn begun() -> Begun {
    // SAFETY: these calls take numbers, change nothing, and cannot fail for the calling thread.
    unsafe {
        Begun {
            nice: libc::getpriority(libc::PRIO_PROCESS, 0),
            policy: libc::sched_getscheduler(0),
            disk: libc::syscall(libc::SYS_ioprio_get, WHO_THREAD, 0).max(0),
        }
    }
}

/// Whether a nice value can be gone back to.
fn may_be_nice_again(nice: i32) -> bool {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let capabilities = status.lines().find_map(|line| line.strip_prefix("CapEff:"));
    let capabilities = capabilities.and_then(|text| u64::from_str_radix(text.trim(), 16).ok());
    if capabilities.is_some_and(|capabilities| capabilities & CAP_SYS_NICE != 0) {
        return true;
    }
    let mut limit = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: the structure outlives the call.
    let known = unsafe { libc::getrlimit(libc::RLIMIT_NICE, &mut limit) } == 0;
    known && u64::try_from(20 - nice).is_ok_and(|needed| needed <= limit.rlim_cur)
}
