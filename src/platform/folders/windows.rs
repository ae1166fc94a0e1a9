//! Windows: the known folders, wherever they were moved to, and those of OneDrive beside them.

use std::{
    ffi::OsString,
    os::windows::ffi::OsStringExt,
    path::{Path, PathBuf},
};

use windows_sys::{
    Win32::{
        System::Com::CoTaskMemFree,
        UI::Shell::{
            FOLDERID_Contacts, FOLDERID_Desktop, FOLDERID_Documents, FOLDERID_Favorites, FOLDERID_LocalAppData,
            FOLDERID_Music, FOLDERID_Pictures, FOLDERID_ProgramData, FOLDERID_RoamingAppData, FOLDERID_Videos,
            KF_FLAG_DONT_VERIFY, SHGetKnownFolderPath,
        },
    },
    core::GUID,
};

use super::{Family, Known};

pub const FAMILY: Family = Family::Windows;

/// The variables that name OneDrive's folders: the personal one, a company's, whichever came last.
const ONEDRIVE: [&str; 3] = ["OneDrive", "OneDriveConsumer", "OneDriveCommercial"];

pub fn folders(known: Known, home: &Path, variable: &dyn Fn(&str) -> Option<PathBuf>) -> Vec<PathBuf> {
    let (id, usual, in_onedrive) = match known {
        Known::Home => return vec![home.to_owned()],
        Known::Drive => return vec![PathBuf::from("C:\\")],
        Known::Desktop => (FOLDERID_Desktop, "Desktop", Some("Desktop")),
        Known::Documents => (FOLDERID_Documents, "Documents", Some("Documents")),
        Known::Pictures => (FOLDERID_Pictures, "Pictures", Some("Pictures")),
        Known::Music => (FOLDERID_Music, "Music", None),
        Known::Videos => (FOLDERID_Videos, "Videos", None),
        Known::Favorites => (FOLDERID_Favorites, "Favorites", None),
        Known::Contacts => (FOLDERID_Contacts, "Contacts", None),
        Known::RoamingData => (FOLDERID_RoamingAppData, "AppData\\Roaming", None),
        Known::LocalData => (FOLDERID_LocalAppData, "AppData\\Local", None),
        Known::ProgramData => (FOLDERID_ProgramData, "C:\\ProgramData", None),
    };
    let mut folders = vec![known_folder(&id).unwrap_or_else(|| home.join(usual))];
    if let Some(name) = in_onedrive {
        folders.extend(ONEDRIVE.iter().filter_map(|drive| Some(variable(drive)?.join(name))));
    }
    folders
}

fn known_folder(id: &GUID) -> Option<PathBuf> {
    let mut text: *mut u16 = std::ptr::null_mut();
    // SAFETY: the id is one of the system's, no token means this user, and the answer is freed below, failed or not.
    let answer = unsafe { SHGetKnownFolderPath(id, KF_FLAG_DONT_VERIFY as u32, std::ptr::null_mut(), &mut text) };
    let path = (answer == 0 && !text.is_null()).then(|| {
        // SAFETY: the answer ends with a zero, and is read no further than that.
        let wide = unsafe {
            let length = (0..).take_while(|&place| *text.add(place) != 0).count();
            std::slice::from_raw_parts(text, length)
        };
        PathBuf::from(OsString::from_wide(wide))
    });
    // SAFETY: the text is the system's to free; freeing none is allowed.
    unsafe { CoTaskMemFree(text.cast_const().cast()) };
    path.filter(|path| path.is_absolute())
}
