//! The language that the user has told the system to speak.

/// The tag of the language, such as `ja-JP`. Systems that only have variables for it have none.
#[cfg(windows)]
pub fn preferred() -> Option<String> {
    // The low ten bits of a language's id are its primary language (winnt.h, PRIMARYLANGID).
    const PRIMARY: u16 = 0x3ff;
    const JAPANESE: u16 = 0x11;
    const ENGLISH: u16 = 0x09;
    // SAFETY: takes nothing and only gives a number back.
    let id = unsafe { windows_sys::Win32::Globalization::GetUserDefaultUILanguage() };
    match id & PRIMARY {
        JAPANESE => Some("ja".to_owned()),
        ENGLISH => Some("en".to_owned()),
        _ => None,
    }
}

/// The tag of the language, such as `ja-JP`. Systems that only have variables for it have none.
#[cfg(target_os = "macos")]
pub fn preferred() -> Option<String> {
    // Prints `(\n    "ja-JP",\n    "en-JP"\n)`: jobs of launchd have no variables that would say it.
    let said = std::process::Command::new("/usr/bin/defaults").args(["read", "-g", "AppleLanguages"]).output().ok()?;
    let said = String::from_utf8(said.stdout).ok()?;
    said.split('"').nth(1).map(str::to_owned)
}

/// The tag of the language, such as `ja-JP`. Systems that only have variables for it have none.
#[cfg(not(any(windows, target_os = "macos")))]
pub fn preferred() -> Option<String> {
    None
}
