//! The name of a Wi-Fi on Windows. `wlanapi.dll` is not there on every Windows, so that it is loaded only when it is asked.

use std::{ffi::c_void, io, ptr};

use windows_sys::{
    Win32::{
        Foundation::{FARPROC, HANDLE, HMODULE},
        NetworkManagement::WiFi::{WLAN_CONNECTION_ATTRIBUTES, wlan_intf_opcode_current_connection},
        System::LibraryLoader::{GetProcAddress, LOAD_LIBRARY_SEARCH_SYSTEM32, LoadLibraryExW},
    },
    core::{GUID, PCSTR, s, w},
};

use crate::platform::unknown::{Fact, Source, Unknown};

type Open = unsafe extern "system" fn(u32, *const c_void, *mut u32, *mut HANDLE) -> u32;
type Query =
    unsafe extern "system" fn(HANDLE, *const GUID, i32, *const c_void, *mut u32, *mut *mut c_void, *mut i32) -> u32;
type Free = unsafe extern "system" fn(*const c_void);
type Close = unsafe extern "system" fn(HANDLE, *const c_void) -> u32;

/// The version of the interface that Windows has had since Vista.
const VERSION: u32 = 2;

/// The name of the Wi-Fi that an interface is in. Windows tells it only to programs that may know where the computer is.
pub fn name(interface: &GUID) -> Fact<String> {
    // SAFETY: the library is looked for in the system's folder alone, and stays loaded.
    let library = unsafe { LoadLibraryExW(w!("wlanapi.dll"), ptr::null_mut(), LOAD_LIBRARY_SEARCH_SYSTEM32) };
    if library.is_null() {
        return Err(Unknown::Absent(Source::Wifi));
    }
    // SAFETY: the functions are of the forms that `wlanapi.h` gives these names.
    let (open, query, free, close): (Open, Query, Free, Close) = unsafe {
        (
            std::mem::transmute::<unsafe extern "system" fn() -> isize, Open>(function(library, s!("WlanOpenHandle"))?),
            std::mem::transmute::<unsafe extern "system" fn() -> isize, Query>(function(
                library,
                s!("WlanQueryInterface"),
            )?),
            std::mem::transmute::<unsafe extern "system" fn() -> isize, Free>(function(library, s!("WlanFreeMemory"))?),
            std::mem::transmute::<unsafe extern "system" fn() -> isize, Close>(function(
                library,
                s!("WlanCloseHandle"),
            )?),
        )
    };
    let (mut version, mut handle) = (0, ptr::null_mut());
    let (mut size, mut answer) = (0, ptr::null_mut());
    // SAFETY: what the calls set outlives them. The answer is read only as far as it reaches, and freed once; the handle is closed once.
    let name = unsafe {
        let error = open(VERSION, ptr::null(), &mut version, &mut handle);
        if error != 0 {
            return Err(failed(error));
        }
        let what = wlan_intf_opcode_current_connection;
        let error = query(handle, interface, what, ptr::null(), &mut size, &mut answer, ptr::null_mut());
        let name = if error != 0 {
            Err(failed(error))
        } else if answer.is_null() || (size as usize) < size_of::<WLAN_CONNECTION_ATTRIBUTES>() {
            Err(Unknown::Unsaid(Source::Wifi))
        } else {
            let attributes = ptr::read_unaligned(answer.cast::<WLAN_CONNECTION_ATTRIBUTES>());
            let ssid = attributes.wlanAssociationAttributes.dot11Ssid;
            let length = (ssid.uSSIDLength as usize).min(ssid.ucSSID.len());
            Ok(String::from_utf8_lossy(&ssid.ucSSID[..length]).into_owned())
        };
        if !answer.is_null() {
            free(answer);
        }
        close(handle, ptr::null());
        name
    }?;
    if name.is_empty() { Err(Unknown::Unsaid(Source::Wifi)) } else { Ok(name) }
}

fn function(library: HMODULE, name: PCSTR) -> Fact<unsafe extern "system" fn() -> isize> {
    // SAFETY: the library is loaded, and the name ends with a zero.
    let function: FARPROC = unsafe { GetProcAddress(library, name) };
    function.ok_or(Unknown::Absent(Source::Wifi))
}

fn failed(error: u32) -> Unknown {
    Unknown::failed(Source::Wifi, io::Error::from_raw_os_error(error as i32))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interface_that_is_none_has_no_name_and_a_reason_for_that() {
        assert!(name(&GUID::from_u128(0)).is_err());
    }
}
