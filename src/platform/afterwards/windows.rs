//! What is done afterwards on Windows.

use std::{io, ptr};

use windows_sys::Win32::{
    Foundation::{CloseHandle, ERROR_NOT_ALL_ASSIGNED, GetLastError, HANDLE, LUID},
    Security::{
        AdjustTokenPrivileges, LUID_AND_ATTRIBUTES, LookupPrivilegeValueW, SE_PRIVILEGE_ENABLED, SE_SHUTDOWN_NAME,
        TOKEN_ADJUST_PRIVILEGES, TOKEN_PRIVILEGES, TOKEN_QUERY,
    },
    System::{
        Power::{IsPwrHibernateAllowed, IsPwrSuspendAllowed, SetSuspendState},
        Shutdown::{
            EWX_FORCE, EWX_LOGOFF, ExitWindowsEx, InitiateSystemShutdownExW, SHTDN_REASON_FLAG_PLANNED,
            SHTDN_REASON_MAJOR_APPLICATION,
        },
        Threading::{GetCurrentProcess, OpenProcessToken},
    },
};

use super::AfterwardsError;
use crate::model::Afterwards;

const REASON: u32 = SHTDN_REASON_MAJOR_APPLICATION | SHTDN_REASON_FLAG_PLANNED;

pub fn perform(afterwards: Afterwards, force: bool) -> Result<(), AfterwardsError> {
    match afterwards {
        Afterwards::None => Ok(()),
        Afterwards::LogOff => {
            // SAFETY: the call takes numbers.
            told(unsafe { ExitWindowsEx(EWX_LOGOFF | if force { EWX_FORCE } else { 0 }, REASON) } != 0)
        }
        Afterwards::Sleep | Afterwards::Hibernate => {
            let hibernate = afterwards == Afterwards::Hibernate;
            // SAFETY: the calls take nothing.
            if !unsafe { if hibernate { IsPwrHibernateAllowed() } else { IsPwrSuspendAllowed() } } {
                return Err(AfterwardsError::NotPossible);
            }
            allow_shutdown()?;
            // SAFETY: the call takes numbers. Programs are not closed for it, so that force means nothing; timers may wake.
            told(unsafe { SetSuspendState(hibernate, false, false) })
        }
        Afterwards::ShutDown | Afterwards::Restart => {
            allow_shutdown()?;
            let restart = (afterwards == Afterwards::Restart).into();
            // SAFETY: no machine's name is this one's, and no message need be shown; the rest are numbers.
            told(unsafe { InitiateSystemShutdownExW(ptr::null(), ptr::null(), 0, force.into(), restart, REASON) } != 0)
        }
    }
}

/// Every user has the right to shut the computer down that they sit at, but must switch it on.
fn allow_shutdown() -> Result<(), AfterwardsError> {
    let mut token: HANDLE = ptr::null_mut();
    let mut luid = LUID::default();
    // SAFETY: what the calls set outlives them; the token is closed below.
    let opened = unsafe {
        LookupPrivilegeValueW(ptr::null(), SE_SHUTDOWN_NAME, &mut luid) != 0
            && OpenProcessToken(GetCurrentProcess(), TOKEN_ADJUST_PRIVILEGES | TOKEN_QUERY, &mut token) != 0
    };
    told(opened)?;
    let privilege = LUID_AND_ATTRIBUTES { Luid: luid, Attributes: SE_PRIVILEGE_ENABLED };
    let privileges = TOKEN_PRIVILEGES { PrivilegeCount: 1, Privileges: [privilege] };
    // SAFETY: the structure outlives the call, which is asked for nothing back; the token is open and is closed once.
    let (adjusted, error) = unsafe {
        let adjusted = AdjustTokenPrivileges(token, 0, &privileges, 0, ptr::null_mut(), ptr::null_mut()) != 0;
        let error = GetLastError();
        CloseHandle(token);
        (adjusted, error)
    };
    if !adjusted || error == ERROR_NOT_ALL_ASSIGNED {
        return Err(AfterwardsError::Refused(io::Error::from_raw_os_error(error as i32).to_string()));
    }
    Ok(())
}

fn told(done: bool) -> Result<(), AfterwardsError> {
    if done { Ok(()) } else { Err(AfterwardsError::Refused(io::Error::last_os_error().to_string())) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_right_to_shut_down_is_switched_on_or_refused_in_words() {
        match allow_shutdown() {
            Ok(()) => {}
            Err(error) => assert!(matches!(error, AfterwardsError::Refused(message) if !message.is_empty())),
        }
    }
}
