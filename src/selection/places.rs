//! Where the categories' files are on this computer: the table of [`super::category`] and the settings' further folders, asked of the
//! system.

use std::path::{Path, PathBuf};

use super::{
    category::{Belongings, Take},
    pattern::{Extensions, Patterns},
    source::{Origin, Source, Wanted},
};
use crate::{
    config::selection::SelectionConfig,
    model::Category,
    platform::folders::{Known, KnownFolders},
};

/// A folder in which a category looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Looked {
    /// The folder or file.
    pub path: PathBuf,
    /// What is taken below it, where that is not all: names with `/` between them and `*` for anything.
    pub names: Vec<String>,
    /// What is taken.
    pub take: Take,
    /// Whether it is there, and something of these names in it.
    pub there: bool,
}

/// Where a category looks on this computer, each place once.
pub fn places(category: Category, config: &SelectionConfig, folders: &dyn KnownFolders) -> Vec<Looked> {
    let belongings = Belongings::of(category);
    let home = folders.folder(Known::Home);
    let mut looked: Vec<Looked> = Vec::new();
    for place in belongings.places.iter().filter(|place| place.families.contains(&folders.family())) {
        let parts: Vec<&str> = place.below.split('/').filter(|part| !part.is_empty()).collect();
        let fixed = parts.iter().take_while(|part| !part.contains('*')).count();
        let (fixed, names) = parts.split_at(fixed);
        for base in folders.folders(place.base) {
            // A system that has no such folder names the home folder itself, which is more than was meant.
            let is_usual = place.base == Known::Home || place.base == Known::Drive;
            if !is_usual && home.as_deref().is_some_and(|home| home.starts_with(&base)) {
                continue;
            }
            let path: PathBuf =
                base.components().chain(fixed.iter().flat_map(|part| Path::new(part).components())).collect();
            let name = names.join("/");
            match looked.iter_mut().find(|looked| looked.path == path && looked.take == place.take) {
                Some(looked) if !name.is_empty() && !looked.names.is_empty() => looked.names.push(name),
                Some(looked) if looked.names.is_empty() && name.is_empty() => {}
                _ => {
                    let there = false;
                    let names = Some(name).filter(|name| !name.is_empty()).into_iter().collect();
                    looked.push(Looked { path, names, take: place.take, there });
                }
            }
        }
    }
    let further = config.extra_roots.iter().filter(|(of, _)| *of == category).map(|(_, path)| path);
    for path in further {
        if !looked.iter().any(|looked| looked.path == *path) {
            looked.push(Looked { path: path.clone(), names: Vec::new(), take: Take::Listed, there: false });
        }
    }
    for looked in &mut looked {
        let exists = std::fs::metadata(&looked.path).is_ok();
        looked.there = exists && (looked.names.is_empty() || has_any(&looked.path, &patterns(&looked.names), ""));
    }
    looked
}

/// Whether anything below a folder has a name that is meant.
fn has_any(root: &Path, patterns: &Patterns, below: &str) -> bool {
    let Ok(entries) = std::fs::read_dir(root.join(below)) else { return false };
    // Names that are no text are none of those that programs give.
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut paths = names.map(|name| if below.is_empty() { name } else { format!("{below}/{name}") });
    paths.any(|path| {
        patterns.take(path.as_bytes()) || (patterns.may_take_below(path.as_bytes()) && has_any(root, patterns, &path))
    })
}

fn patterns(names: &[String]) -> Patterns {
    Patterns::new(&names.iter().map(String::as_str).collect::<Vec<_>>())
}

/// What the categories bring in on this computer. Places that are not there bring in nothing.
pub fn sources(categories: &[Category], config: &SelectionConfig, folders: &dyn KnownFolders) -> Vec<Source> {
    let mut sources: Vec<Source> = Vec::new();
    for &category in categories {
        for looked in places(category, config, folders).into_iter().filter(|looked| looked.there) {
            let wanted = wanted(category, &looked);
            // A folder that was moved elsewhere and left a link is meant with what it holds.
            let path = if looked.path.is_symlink() { std::fs::canonicalize(&looked.path).ok() } else { None };
            let path = path.unwrap_or(looked.path);
            // What the system names is absolute; what is not is no place to look in.
            let Ok(source) = Source::new(Origin::Category(category), &path, wanted) else { continue };
            if !sources.contains(&source) {
                sources.push(source);
            }
        }
    }
    sources
}

/// What a category takes of one of its places.
pub(super) fn wanted(category: Category, looked: &Looked) -> Wanted {
    let extensions = |text: &str| Extensions::new(&text.split(' ').collect::<Vec<_>>());
    match looked.take {
        Take::All if looked.names.is_empty() => Wanted::Everything,
        Take::All => Wanted::Names(patterns(&looked.names)),
        Take::Except(text) => Wanted::EverythingBut(extensions(text)),
        Take::Only(text) => Wanted::Extensions(extensions(text)),
        Take::Listed => Wanted::Extensions(Extensions::new(&Belongings::of(category).extensions())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::{
        self,
        folders::{FakeFolders, Family},
    };

    struct Computer {
        drive: tempfile::TempDir,
        folders: FakeFolders,
    }

    impl Computer {
        /// A computer on whose drive these files are; the home folder is `u`.
        fn new(family: Family, files: &[&str]) -> Self {
            let drive = tempfile::tempdir().unwrap();
            for file in files {
                let path = drive.path().join(file);
                std::fs::create_dir_all(path.parent().unwrap()).unwrap();
                std::fs::write(path, file).unwrap();
            }
            let folders = FakeFolders::new(family, &drive.path().join("u"));
            Self { drive, folders }
        }

        /// Whether a category brings a file in, by the sources alone.
        fn has(&self, category: Category, file: &str) -> bool {
            // Where it is, without links on the way, is what sources speak of.
            let drive = std::fs::canonicalize(self.drive.path()).unwrap();
            let path = platform::apath(&drive.join(file)).unwrap();
            sources(&[category], &SelectionConfig::default(), &self.folders).iter().any(|source| {
                if !path.is_within(&source.apath) {
                    return false;
                }
                let below = &path.as_bytes()[source.apath.as_bytes().len()..];
                let below = below.strip_prefix(b"/").unwrap_or(below);
                let name = String::from_utf8(path.name().unwrap().to_vec()).unwrap().to_lowercase();
                let has = |extensions: &Extensions| extensions.iter().any(|ending| name.as_bytes().ends_with(ending));
                match &source.wanted {
                    Wanted::Everything => true,
                    Wanted::EverythingBut(extensions) => !has(extensions),
                    Wanted::Extensions(extensions) => has(extensions),
                    Wanted::Names(patterns) => patterns.take(below),
                }
            })
        }

        /// All of these files belong to the category, and none of those do.
        fn holds(family: Family, category: Category, inside: &[&str], outside: &[&str]) {
            let files: Vec<&str> = inside.iter().chain(outside).copied().collect();
            let computer = Self::new(family, &files);
            for (files, expected) in [(inside, true), (outside, false)] {
                for file in files {
                    assert_eq!(computer.has(category, file), expected, "{category:?} on {family:?}: {file}");
                }
            }
        }
    }

    #[test]
    fn firefox_keeps_its_bookmarks_in_profiles() {
        let profile = ["places.sqlite", "places.sqlite-wal", "bookmarkbackups/bookmarks-2026-11-01_12_x.jsonlz4"];
        let others = ["prefs.js", "cookies.sqlite", "storage/default/x/places.txt", "cache2/entries/A"];
        for (family, folder) in [
            (Family::Windows, "u/AppData/Roaming/Mozilla/Firefox/Profiles/ab12.default-release"),
            (Family::MacOs, "u/Library/Application Support/Firefox/Profiles/ab12.default"),
            (Family::Linux, "u/.mozilla/firefox/ab12.default-release"),
            (Family::Linux, "u/.config/mozilla/firefox/ab12.default-release"),
            (Family::Linux, "u/snap/firefox/common/.mozilla/firefox/ab12.default"),
            (Family::Linux, "u/.var/app/org.mozilla.firefox/.mozilla/firefox/ab12.default"),
        ] {
            let below = |names: &[&str]| names.iter().map(|name| format!("{folder}/{name}")).collect::<Vec<_>>();
            let (inside, outside) = (below(&profile), below(&others));
            let text = |names: &[String]| names.iter().map(|name| name.clone().leak() as &str).collect::<Vec<_>>();
            Computer::holds(family, Category::Bookmarks, &text(&inside), &text(&outside));
        }
    }

    #[test]
    fn browsers_of_chromiums_kind_keep_a_file_in_each_profile() {
        for (family, folders) in [
            (
                Family::Windows,
                &[
                    "u/AppData/Local/Google/Chrome/User Data",
                    "u/AppData/Local/Chromium/User Data",
                    "u/AppData/Local/Microsoft/Edge/User Data",
                ] as &[&str],
            ),
            (
                Family::MacOs,
                &[
                    "u/Library/Application Support/Google/Chrome",
                    "u/Library/Application Support/Chromium",
                    "u/Library/Application Support/Microsoft Edge",
                ],
            ),
            (
                Family::Linux,
                &[
                    "u/.config/google-chrome",
                    "u/.config/google-chrome-beta",
                    "u/.config/chromium",
                    "u/.config/microsoft-edge",
                    "u/snap/chromium/common/chromium",
                    "u/.var/app/com.google.Chrome/config/google-chrome",
                    "u/.var/app/org.chromium.Chromium/config/chromium",
                ],
            ),
        ] {
            for folder in folders {
                let file = |name: &str| format!("{folder}/{name}");
                let inside = [
                    file("Default/Bookmarks"),
                    file("Default/Bookmarks.bak"),
                    file("Profile 2/Bookmarks"),
                    file("Profile 2/AccountBookmarks"),
                ];
                let outside = [file("Local State"), file("Default/History"), file("Default/Cache/Bookmarks")];
                Computer::holds(
                    family,
                    Category::Bookmarks,
                    &inside.each_ref().map(String::as_str),
                    &outside.each_ref().map(String::as_str),
                );
            }
        }
    }

    #[test]
    fn opera_and_the_old_ones_keep_theirs() {
        Computer::holds(
            Family::Windows,
            Category::Bookmarks,
            &[
                "u/AppData/Roaming/Opera Software/Opera Stable/Bookmarks",
                "u/AppData/Roaming/Opera Software/Opera Stable/Default/Bookmarks.bak",
                "u/AppData/Roaming/Opera Software/Opera GX Stable/Bookmarks",
                "u/AppData/Roaming/Opera/Opera/bookmarks.adr",
                "u/Favorites/Links/A page.url",
            ],
            &[
                "u/AppData/Roaming/Opera Software/Opera Stable/History",
                "u/AppData/Local/Opera Software/Opera Stable/Cache/x",
            ],
        );
        Computer::holds(
            Family::Linux,
            Category::Bookmarks,
            &["u/.config/opera/Bookmarks", "u/.config/opera/Default/Bookmarks", "u/.opera/bookmarks.adr"],
            &["u/.config/opera/Preferences"],
        );
        Computer::holds(
            Family::MacOs,
            Category::Bookmarks,
            &["u/Library/Application Support/com.operasoftware.Opera/Bookmarks", "u/Library/Safari/Bookmarks.plist"],
            &["u/Library/Safari/History.db"],
        );
    }

    #[test]
    fn mail_of_outlook_and_windows_is_found() {
        Computer::holds(
            Family::Windows,
            Category::Mail,
            &[
                "u/Documents/Outlook Files/a@example.com.pst",
                "u/Documents/Outlook ファイル/Archive.PST",
                "u/AppData/Local/Microsoft/Outlook/Outlook.pst",
                "u/AppData/Local/Microsoft/Windows Live Mail/Example (1)/Inbox/01.eml",
                "u/AppData/Local/Microsoft/Windows Live Mail/account{1}.oeaccount",
                "u/AppData/Local/Microsoft/Windows Live Mail/Stationery/Roses.htm",
                "u/AppData/Local/Microsoft/Windows Mail/Stationery/Roses.jpg",
                "u/AppData/Local/Microsoft/Windows Mail/Microsoft Communities/x.dat",
                "u/AppData/Local/Microsoft/Windows Mail/Local Folders/Inbox/02.eml",
                "u/AppData/Local/Microsoft/Windows Live Mail/Example (1)/Rules/rule.xml",
                "u/Contacts/Yamada.contact",
                "u/AppData/Roaming/Thunderbird/Profiles/x.default/Mail/Local Folders/Inbox",
                "u/AppData/Roaming/Thunderbird/profiles.ini",
            ],
            &[
                "u/Documents/Outlook Files/notes.txt",
                "u/Documents/other.pst",
                "u/AppData/Local/Microsoft/Outlook/Outlook.ost",
                "u/AppData/Local/Microsoft/Windows Live Mail/Mail.MSMessageStore",
                "u/AppData/Local/Microsoft/Windows/Stationery/x",
                "u/Contacts/desktop.ini",
            ],
        );
    }

    #[test]
    fn mail_elsewhere_is_found() {
        let maildir = ["u/Maildir/cur/1.host:2,S", "u/Maildir/.Sent/new/2", "u/.maildir/tmp/3"];
        let thunderbird = [
            "u/.thunderbird/profiles.ini",
            "u/.thunderbird/x.default/ImapMail/imap.example.com/INBOX",
            "u/snap/thunderbird/common/.thunderbird/x.default/abook.sqlite",
            "u/.var/app/org.mozilla.Thunderbird/.thunderbird/x.default/Mail/Inbox",
        ];
        let inside: Vec<&str> = maildir.iter().chain(&thunderbird).copied().collect();
        Computer::holds(
            Family::Linux,
            Category::Mail,
            &inside,
            &["u/Documents/a.pst", "u/.mozilla/firefox/x/places.sqlite"],
        );
        Computer::holds(
            Family::MacOs,
            Category::Mail,
            &["u/Library/Mail/V10/MailData/Envelope Index", "u/Library/Thunderbird/Profiles/x/prefs.js"],
            &["u/Library/Preferences/x.plist"],
        );
    }

    #[test]
    fn fixed_folders_count_on_windows_only() {
        let inside = [
            "ACCP/data/a.KB1",
            "OBCWIN/x.mdf",
            "MSSQL7/Data/y.LDF",
            "ProgramData/Yayoi/z.kd18",
            "Program Data/q.qdf",
            "u/Documents/m.mny",
        ];
        let outside = ["ACCP/readme.txt", "JUST/a.jsr", "Other/a.mny"];
        Computer::holds(Family::Windows, Category::Finance, &inside, &outside);
        Computer::holds(
            Family::Windows,
            Category::Ebooks,
            &["JUST/a.jsr", "u/Desktop/b.PDF", "ProgramData/c.epub"],
            &["ACCP/a.pdf"],
        );
        Computer::holds(Family::Linux, Category::Finance, &["u/Documents/m.mny", "u/Desktop/x.qbw"], &["ACCP/a.kb1"]);
    }

    #[test]
    fn further_folders_come_from_the_settings() {
        let computer = Computer::new(Family::Linux, &["books/a.epub"]);
        let books = computer.drive.path().join("books");
        let config =
            SelectionConfig { extra_roots: vec![(Category::Ebooks, books.clone())], ..SelectionConfig::default() };
        let found = sources(&[Category::Ebooks, Category::Finance], &config, &computer.folders);
        let books = platform::apath(&std::fs::canonicalize(books).unwrap()).unwrap();
        assert_eq!(
            found.iter().map(|source| (source.origin, source.apath.clone())).collect::<Vec<_>>(),
            [(Origin::Category(Category::Ebooks), books)]
        );
    }

    #[test]
    fn desktops_leave_their_shortcuts_out() {
        Computer::holds(
            Family::Linux,
            Category::Desktop,
            &["u/Desktop/a.txt", "u/Desktop/sub/b"],
            &["u/Desktop/x.desktop", "u/Desktop/y.URL"],
        );
        Computer::holds(
            Family::Windows,
            Category::Desktop,
            &["u/Desktop/a.desktop", "u/Desktop/.hidden"],
            &["u/Desktop/Program.LNK", "u/Desktop/sub/Page.url"],
        );
    }

    #[test]
    fn whole_folders_come_whole_wherever_they_are() {
        let mut computer = Computer::new(Family::Windows, &["u/OneDrive/Pictures/a.jpg", "D/Bilder/b.jpg"]);
        let (cloud, moved) =
            (computer.drive.path().join("u/OneDrive/Pictures"), computer.drive.path().join("D/Bilder"));
        computer.folders.folders.insert(Known::Pictures, vec![moved, cloud]);
        assert!(computer.has(Category::Pictures, "u/OneDrive/Pictures/a.jpg"));
        assert!(computer.has(Category::Pictures, "D/Bilder/b.jpg"));
        // A folder that is the home folder itself is none.
        let home = computer.drive.path().join("u");
        computer.folders.folders.insert(Known::Music, vec![home.clone(), home.join("..").join("u")]);
        assert!(sources(&[Category::Music], &SelectionConfig::default(), &computer.folders).is_empty());
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_that_is_a_link_is_where_it_leads() {
        let computer = Computer::new(Family::Linux, &["disk/docs/a.txt", "u/x"]);
        let real = std::fs::canonicalize(computer.drive.path()).unwrap().join("disk/docs");
        std::os::unix::fs::symlink(&real, computer.drive.path().join("u/Documents")).unwrap();
        let found = sources(&[Category::Documents], &SelectionConfig::default(), &computer.folders);
        assert!(!found.is_empty() && found.iter().all(|source| source.path == real), "{found:?}");
    }
}
