//! Presence on Windows: `SHQueryUserNotificationState` and `GetLastInputInfo`.

use std::{io, time::Duration};

use windows_sys::Win32::{
    System::SystemInformation::GetTickCount,
    UI::{
        Input::KeyboardAndMouse::{GetLastInputInfo, LASTINPUTINFO},
        Shell::{QUNS_BUSY, QUNS_PRESENTATION_MODE, QUNS_RUNNING_D3D_FULL_SCREEN, SHQueryUserNotificationState},
    },
};

use crate::platform::unknown::{Fact, Source, Unknown, within};

/// The shell is asked: one that takes longer to answer does not answer.
const PATIENCE: Duration = Duration::from_secs(3);

pub fn presenting() -> Fact<bool> {
    within(PATIENCE, Source::Desktop, ask)
}

fn ask() -> Fact<bool> {
    let mut state = 0;
    // SAFETY: the number is the call's to set, and outlives it.
    let result = unsafe { SHQueryUserNotificationState(&mut state) };
    if result < 0 {
        return Err(Unknown::failed(Source::System, io::Error::from_raw_os_error(result)));
    }
    // Busy is what a full screen is called that is no game's.
    Ok(matches!(state, QUNS_BUSY | QUNS_RUNNING_D3D_FULL_SCREEN | QUNS_PRESENTATION_MODE))
}

pub fn idle() -> Fact<Duration> {
    let mut last = LASTINPUTINFO { cbSize: size_of::<LASTINPUTINFO>() as u32, dwTime: 0 };
    // SAFETY: the structure is the call's to fill, knows its size, and outlives it.
    if unsafe { GetLastInputInfo(&mut last) } == 0 {
        return Err(Unknown::failed(Source::System, io::Error::last_os_error()));
    }
    // SAFETY: the call takes nothing and cannot fail.
    let now = unsafe { GetTickCount() };
    // Both begin anew after 49 days.
    Ok(Duration::from_millis(now.wrapping_sub(last.dwTime).into()))
}
