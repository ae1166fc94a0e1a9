//! Load on macOS: `host_statistics` and `getrusage`, both brought to microseconds.

use std::io;

use super::Ticks;
use crate::platform::unknown::{Fact, Source, Unknown};

pub fn ticks() -> Fact<Ticks> {
    let mut load = libc::host_cpu_load_info { cpu_ticks: [0; 4] };
    let mut count = libc::HOST_CPU_LOAD_INFO_COUNT;
    // SAFETY: the structure is the call's to fill, which is told its size, and outlives it.
    #[allow(deprecated, reason = "its replacement is another crate")]
    let result = unsafe {
        libc::host_statistics64(libc::mach_host_self(), libc::HOST_CPU_LOAD_INFO, (&raw mut load).cast(), &mut count)
    };
    if result != libc::KERN_SUCCESS {
        return Err(Unknown::failed(Source::Processors, result));
    }
    // SAFETY: the call takes a number.
    let second = u64::try_from(unsafe { libc::sysconf(libc::_SC_CLK_TCK) }).unwrap_or(100).max(1);
    let time = |state: i32| u64::from(load.cpu_ticks[state as usize]) * 1_000_000 / second;
    let busy = time(libc::CPU_STATE_USER) + time(libc::CPU_STATE_SYSTEM) + time(libc::CPU_STATE_NICE);
    Ok(Ticks { all: busy + time(libc::CPU_STATE_IDLE), busy, own: own()? })
}

fn own() -> Fact<u64> {
    // SAFETY: all zeros is a value of the structure, which is the call's to fill and outlives it.
    let (usage, result) = unsafe {
        let mut usage: libc::rusage = std::mem::zeroed();
        let result = libc::getrusage(libc::RUSAGE_SELF, &mut usage);
        (usage, result)
    };
    if result != 0 {
        return Err(Unknown::failed(Source::Processors, io::Error::last_os_error()));
    }
    let time = |time: libc::timeval| {
        u64::try_from(time.tv_sec).unwrap_or_default() * 1_000_000 + u64::try_from(time.tv_usec).unwrap_or_default()
    };
    Ok(time(usage.ru_utime) + time(usage.ru_stime))
}
