//! Priority on Windows: the priority class for the processors, and the process's priority for the disk.
//!
//! `PROCESS_MODE_BACKGROUND_BEGIN` does both and more: it also bounds the memory that the process may keep at hand to 32 MB, which a
//! backup of several threads needs more than. So it is not used.

use std::{ffi::c_void, io};

use windows_sys::Win32::{
    Foundation::{HANDLE, NTSTATUS},
    System::Threading::{BELOW_NORMAL_PRIORITY_CLASS, GetCurrentProcess, NORMAL_PRIORITY_CLASS, SetPriorityClass},
};

use super::Priority;

#[link(name = "ntdll")]
unsafe extern "system" {
    /// As the driver kit's `ntddk.h` has it.
    fn NtSetInformationProcess(process: HANDLE, class: i32, information: *const c_void, length: u32) -> NTSTATUS;
}

/// `ProcessIoPriority` of `PROCESSINFOCLASS`.
const PROCESS_IO_PRIORITY: i32 = 33;
/// `IoPriorityVeryLow` and `IoPriorityNormal` of `IO_PRIORITY_HINT`.
const DISK_VERY_LOW: u32 = 0;
const DISK_NORMAL: u32 = 2;

pub fn set(priority: Priority) -> io::Result<()> {
    let (class, disk) = match priority {
        Priority::Normal => (NORMAL_PRIORITY_CLASS, DISK_NORMAL),
        Priority::Low | Priority::LowForGood => (BELOW_NORMAL_PRIORITY_CLASS, DISK_VERY_LOW),
    };
    // SAFETY: the process's own handle need not be closed; the number outlives the call, which is told its size.
    let (classed, status) = unsafe {
        let process = GetCurrentProcess();
        let disk: *const c_void = (&raw const disk).cast();
        let classed = match SetPriorityClass(process, class) {
            0 => Err(io::Error::last_os_error()),
            _ => Ok(()),
        };
        (classed, NtSetInformationProcess(process, PROCESS_IO_PRIORITY, disk, size_of::<u32>() as u32))
    };
    classed?;
    if status < 0 {
        return Err(io::Error::other(format!("NtSetInformationProcess: {status:#010x}")));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use windows_sys::Win32::System::Threading::GetPriorityClass;

    use super::*;

    #[test]
    fn the_process_gives_way_and_comes_back() {
        // SAFETY: the process's own handle need not be closed.
        let class = || unsafe { GetPriorityClass(GetCurrentProcess()) };
        for (priority, expected) in [
            (Priority::Low, BELOW_NORMAL_PRIORITY_CLASS),
            (Priority::Normal, NORMAL_PRIORITY_CLASS),
            (Priority::LowForGood, BELOW_NORMAL_PRIORITY_CLASS),
            (Priority::Normal, NORMAL_PRIORITY_CLASS),
        ] {
            // Not every system knows a priority for the disk.
            if let Err(error) = set(priority) {
                assert!(error.to_string().contains("NtSetInformationProcess"), "{error}");
            }
            assert_eq!(class(), expected, "{priority:?}");
        }
    }
}
