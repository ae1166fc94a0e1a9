//! Load on Windows: `GetSystemTimes` and `GetProcessTimes`, both in units of 100 ns.

use std::io;

use windows_sys::Win32::{
    Foundation::FILETIME,
    System::Threading::{GetCurrentProcess, GetProcessTimes, GetSystemTimes},
};

use super::Ticks;
use crate::platform::unknown::{Fact, Source, Unknown};

pub fn ticks() -> Fact<Ticks> {
    let [mut idle, mut kernel, mut user, mut created, mut ended, mut own_kernel, mut own_user] =
        [FILETIME::default(); 7];
    // SAFETY: the structures are the calls' to fill, and outlive them; the process's own handle need not be closed.
    let known = unsafe {
        GetSystemTimes(&mut idle, &mut kernel, &mut user) != 0
            && GetProcessTimes(GetCurrentProcess(), &mut created, &mut ended, &mut own_kernel, &mut own_user) != 0
    };
    if !known {
        return Err(Unknown::failed(Source::Processors, io::Error::last_os_error()));
    }
    let number = |time: FILETIME| u64::from(time.dwHighDateTime) << 32 | u64::from(time.dwLowDateTime);
    // The kernel's time includes the idle time.
    let all = number(kernel).saturating_add(number(user));
    let own = number(own_kernel).saturating_add(number(own_user));
    Ok(Ticks { all, busy: all.saturating_sub(number(idle)), own })
}
