//! Notices on Windows: a toast. Windows shows one only for a program that is registered with it, and ours is not, as it need not be
//! installed; PowerShell is, so it shows the toast, which stays in the notification centre. What is to be shown goes there by variables,
//! so that nothing of it is ever taken for a command.

use std::{os::windows::process::CommandExt, path::PathBuf, process::Command};

use windows_sys::Win32::System::{SystemInformation::GetSystemDirectoryW, Threading::CREATE_NO_WINDOW};

use crate::platform::{
    question,
    unknown::{Source, Unknown},
};

/// `ToastText02` has a title and a text.
const SCRIPT: &str = "\
$ErrorActionPreference = 'Stop'
$null = [Windows.UI.Notifications.ToastNotificationManager, Windows.UI.Notifications, ContentType = WindowsRuntime]
$toast = [Windows.UI.Notifications.ToastNotificationManager]::GetTemplateContent('ToastText02')
$lines = $toast.GetElementsByTagName('text')
$null = $lines.Item(0).AppendChild($toast.CreateTextNode($env:AOSBOX_NOTICE_TITLE))
$null = $lines.Item(1).AppendChild($toast.CreateTextNode($env:AOSBOX_NOTICE_TEXT))
$name = '{1AC14E77-02E7-4E5D-B744-2EB1AE5198B7}\\WindowsPowerShell\\v1.0\\powershell.exe'
[Windows.UI.Notifications.ToastNotificationManager]::CreateToastNotifier($name).Show($toast)
";

pub fn show(title: &str, text: &str) -> Result<(), Unknown> {
    let mut command = Command::new(system_folder()?.join(r"WindowsPowerShell\v1.0\powershell.exe"));
    command
        .args(["-NoProfile", "-NonInteractive", "-ExecutionPolicy", "Bypass", "-EncodedCommand", &encoded(SCRIPT)])
        .env("AOSBOX_NOTICE_TITLE", title.replace('\0', " "))
        .env("AOSBOX_NOTICE_TEXT", text.replace('\0', " "))
        .creation_flags(CREATE_NO_WINDOW);
    // PowerShell may take longer than a second to begin; it then goes on by itself.
    question::start(Source::Desktop, command).map(|_| ())
}

fn system_folder() -> Result<PathBuf, Unknown> {
    use std::os::windows::ffi::OsStringExt;
    let mut buffer = [0_u16; 512];
    // SAFETY: the buffer outlives the call, which is told its length.
    let length = unsafe { GetSystemDirectoryW(buffer.as_mut_ptr(), buffer.len() as u32) } as usize;
    match buffer.get(..length) {
        Some(path) if length > 0 => Ok(std::ffi::OsString::from_wide(path).into()),
        _ => Err(Unknown::failed(Source::System, std::io::Error::last_os_error())),
    }
}

/// Text as `-EncodedCommand` takes it: Base64 of UTF-16LE.
fn encoded(text: &str) -> String {
    let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    data_encoding::BASE64.encode(&bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_reaches_powershell_whole() {
        assert_eq!(encoded("ab"), "YQBiAA==");
        assert!(system_folder().unwrap().is_absolute());
    }
}
