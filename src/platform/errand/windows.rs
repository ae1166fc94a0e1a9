//! Commands on Windows: a job object for each, which is ended as a whole.

use std::{
    io,
    os::windows::{
        io::{AsRawHandle, FromRawHandle, OwnedHandle},
        process::CommandExt,
    },
    process::{Child, Command, ExitStatus},
};

use windows_sys::Win32::System::{
    JobObjects::{AssignProcessToJobObject, CreateJobObjectW, TerminateJobObject},
    Threading::CREATE_NO_WINDOW,
};

/// The line stands between quotes that `/S` takes away again, so that it is read as it is written.
pub fn shell(line: &str) -> Command {
    let mut command = Command::new("cmd.exe");
    command.raw_arg("/D /S /C").raw_arg(format!("\"{line}\""));
    command
}

/// A command and all that it starts.
pub struct Family(Option<OwnedHandle>);

pub fn spawn(command: &mut Command) -> io::Result<(Child, Family)> {
    let child = command.creation_flags(CREATE_NO_WINDOW).spawn()?;
    // Without a job the command alone can be ended, which is better than not running it.
    let job = job_of(&child).ok();
    Ok((child, Family(job)))
}

/// A job with the command in it. What a shell starts in its first instants belongs to it, too, as starting takes longer than this.
fn job_of(child: &Child) -> io::Result<OwnedHandle> {
    // SAFETY: no attributes and no name are asked for.
    let job = unsafe { CreateJobObjectW(std::ptr::null(), std::ptr::null()) };
    if job.is_null() {
        return Err(io::Error::last_os_error());
    }
    // SAFETY: the handle was just made and is nobody else's.
    let job = unsafe { OwnedHandle::from_raw_handle(job) };
    // SAFETY: both handles are open.
    if unsafe { AssignProcessToJobObject(job.as_raw_handle(), child.as_raw_handle()) } == 0 {
        return Err(io::Error::last_os_error());
    }
    Ok(job)
}

impl Family {
    /// Ends all.
    pub fn end(&self, child: &mut Child) {
        if let Some(job) = &self.0 {
            // SAFETY: the handle is open.
            let _ended = unsafe { TerminateJobObject(job.as_raw_handle(), 1) };
        }
        let _ended = child.kill();
    }
}

/// There are no signals.
pub fn signal(_: ExitStatus) -> i32 {
    0
}
