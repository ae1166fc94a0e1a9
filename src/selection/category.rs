//! What belongs to each category: one table of the manual's lists (section おまかせバックアップ対象ファイル), and where each program
//! keeps what is meant on each system. [`super::places`] reads it; there is no code for single categories.

use crate::{
    model::Category,
    platform::folders::{Family, Known},
};

/// What belongs to a category.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Belongings {
    /// The category.
    pub category: Category,
    /// Where it is looked for.
    pub places: &'static [Place],
    /// Which endings count where [`Take::Listed`] says so, in the manual's groups.
    pub groups: &'static [Group],
}

/// Extensions of a kind, or of one maker's programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Group {
    /// Its heading in the manual; empty where there is none.
    pub name: &'static str,
    /// The same for people who read English.
    pub english: &'static str,
    /// The extensions without their dots, with blanks between them.
    pub extensions: &'static str,
}

/// Where a category's files are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// On which systems.
    pub families: &'static [Family],
    /// The folder to begin at.
    pub base: Known,
    /// What lies below it: names with `/` between them, in which `*` stands for anything.
    pub below: &'static str,
    /// What is taken there.
    pub take: Take,
}

/// What is taken of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Take {
    /// The file itself, or all that lies below the folder.
    All,
    /// All but files with these extensions.
    Except(&'static str),
    /// Files with the extensions of the category's groups.
    Listed,
    /// Files with these extensions.
    Only(&'static str),
}

impl Belongings {
    /// What belongs to a category.
    pub fn of(category: Category) -> &'static Self {
        // The table has them all, in their order: a test says so.
        TABLE.iter().find(|row| row.category == category).unwrap_or(&TABLE[0])
    }

    /// The extensions of all groups, each once, in their order.
    pub fn extensions(&self) -> Vec<&'static str> {
        let mut seen = std::collections::BTreeSet::new();
        self.groups.iter().flat_map(|group| group.extensions.split(' ')).filter(|name| seen.insert(*name)).collect()
    }
}

const ALL: &[Family] = &[Family::Windows, Family::MacOs, Family::Linux];
const WINDOWS: &[Family] = &[Family::Windows];
const MACOS: &[Family] = &[Family::MacOs];
const LINUX: &[Family] = &[Family::Linux];
const NOT_WINDOWS: &[Family] = &[Family::MacOs, Family::Linux];

const fn place(families: &'static [Family], base: Known, below: &'static str, take: Take) -> Place {
    Place { families, base, below, take }
}

/// Everything.
pub const TABLE: [Belongings; 10] = [
    Belongings { category: Category::Mail, places: MAIL, groups: &[] },
    Belongings { category: Category::Desktop, places: DESKTOP, groups: &[] },
    Belongings { category: Category::Documents, places: &[place(ALL, Known::Documents, "", Take::All)], groups: &[] },
    Belongings { category: Category::Office, places: DESKTOP_AND_DOCUMENTS, groups: OFFICE },
    Belongings { category: Category::Pictures, places: &[place(ALL, Known::Pictures, "", Take::All)], groups: &[] },
    Belongings { category: Category::Music, places: &[place(ALL, Known::Music, "", Take::All)], groups: &[] },
    Belongings { category: Category::Videos, places: &[place(ALL, Known::Videos, "", Take::All)], groups: &[] },
    Belongings { category: Category::Bookmarks, places: BOOKMARKS, groups: &[] },
    Belongings { category: Category::Finance, places: FINANCE_PLACES, groups: FINANCE },
    Belongings { category: Category::Ebooks, places: EBOOKS_PLACES, groups: EBOOKS },
];

const DESKTOP: &[Place] = &[
    place(WINDOWS, Known::Desktop, "", Take::Except("lnk url")),
    place(MACOS, Known::Desktop, "", Take::Except("lnk url webloc")),
    place(LINUX, Known::Desktop, "", Take::Except("lnk url desktop")),
];

const DESKTOP_AND_DOCUMENTS: &[Place] =
    &[place(ALL, Known::Desktop, "", Take::Listed), place(ALL, Known::Documents, "", Take::Listed)];

/// The manual prints `C:\Program Data`; the folder's name is `ProgramData`.
const FINANCE_PLACES: &[Place] = &[
    place(ALL, Known::Desktop, "", Take::Listed),
    place(ALL, Known::Documents, "", Take::Listed),
    place(WINDOWS, Known::ProgramData, "", Take::Listed),
    place(WINDOWS, Known::Drive, "Program Data", Take::Listed),
    place(WINDOWS, Known::Drive, "ACCP", Take::Listed),
    place(WINDOWS, Known::Drive, "OBCWIN", Take::Listed),
    place(WINDOWS, Known::Drive, "MSSQL7", Take::Listed),
];

const EBOOKS_PLACES: &[Place] = &[
    place(ALL, Known::Desktop, "", Take::Listed),
    place(ALL, Known::Documents, "", Take::Listed),
    place(WINDOWS, Known::ProgramData, "", Take::Listed),
    place(WINDOWS, Known::Drive, "Program Data", Take::Listed),
    place(WINDOWS, Known::Drive, "JUST", Take::Listed),
];

const OUTLOOK: Take = Take::Only("pst");
const WINDOWS_MAIL: Take = Take::Only("eml contact oeaccount");

const MAIL: &[Place] = &[
    // Outlook.
    place(WINDOWS, Known::Documents, "Outlook Files", OUTLOOK),
    place(WINDOWS, Known::Documents, "Outlook ファイル", OUTLOOK),
    place(WINDOWS, Known::LocalData, "Microsoft/Outlook", OUTLOOK),
    // Windows Mail and Windows Live Mail: what is in these folders goes along whatever it is called.
    place(WINDOWS, Known::LocalData, "Microsoft/Windows Mail", WINDOWS_MAIL),
    place(WINDOWS, Known::LocalData, "Microsoft/Windows Live Mail", WINDOWS_MAIL),
    place(WINDOWS, Known::LocalData, "Microsoft/Windows*Mail/Stationery", Take::All),
    place(WINDOWS, Known::LocalData, "Microsoft/Windows*Mail/*Communit*", Take::All),
    place(WINDOWS, Known::LocalData, "Microsoft/Windows*Mail/Rules", Take::All),
    place(WINDOWS, Known::LocalData, "Microsoft/Windows*Mail/*/Stationery", Take::All),
    place(WINDOWS, Known::LocalData, "Microsoft/Windows*Mail/*/*Communit*", Take::All),
    place(WINDOWS, Known::LocalData, "Microsoft/Windows*Mail/*/Rules", Take::All),
    place(WINDOWS, Known::LocalData, "Microsoft/Windows Live/Contacts", WINDOWS_MAIL),
    place(WINDOWS, Known::LocalData, "Microsoft/Windows Live Contacts", WINDOWS_MAIL),
    place(WINDOWS, Known::Contacts, "", WINDOWS_MAIL),
    // Thunderbird: the profiles with the file that names them.
    place(WINDOWS, Known::RoamingData, "Thunderbird", Take::All),
    place(MACOS, Known::LocalData, "Thunderbird", Take::All),
    place(LINUX, Known::Home, ".thunderbird", Take::All),
    place(LINUX, Known::Home, "snap/thunderbird/common/.thunderbird", Take::All),
    place(LINUX, Known::Home, ".var/app/*hunderbird*/.thunderbird", Take::All),
    // Maildir.
    place(NOT_WINDOWS, Known::Home, "Maildir", Take::All),
    place(NOT_WINDOWS, Known::Home, ".maildir", Take::All),
    place(NOT_WINDOWS, Known::Home, "Mail", Take::All),
    // Apple Mail.
    place(MACOS, Known::LocalData, "Mail", Take::All),
];

const BOOKMARKS: &[Place] = &[
    // Firefox: the database, what is not yet in it, and the copies that it makes itself.
    place(WINDOWS, Known::RoamingData, "Mozilla/Firefox/Profiles/*/places.sqlite*", Take::All),
    place(WINDOWS, Known::RoamingData, "Mozilla/Firefox/Profiles/*/bookmarkbackups", Take::All),
    place(MACOS, Known::RoamingData, "Firefox/Profiles/*/places.sqlite*", Take::All),
    place(MACOS, Known::RoamingData, "Firefox/Profiles/*/bookmarkbackups", Take::All),
    place(LINUX, Known::Home, ".mozilla/firefox/*/places.sqlite*", Take::All),
    place(LINUX, Known::Home, ".mozilla/firefox/*/bookmarkbackups", Take::All),
    place(LINUX, Known::RoamingData, "mozilla/firefox/*/places.sqlite*", Take::All),
    place(LINUX, Known::RoamingData, "mozilla/firefox/*/bookmarkbackups", Take::All),
    place(LINUX, Known::Home, "snap/firefox/common/.mozilla/firefox/*/places.sqlite*", Take::All),
    place(LINUX, Known::Home, "snap/firefox/common/.mozilla/firefox/*/bookmarkbackups", Take::All),
    place(LINUX, Known::Home, ".var/app/org.mozilla.firefox/.mozilla/firefox/*/places.sqlite*", Take::All),
    place(LINUX, Known::Home, ".var/app/org.mozilla.firefox/.mozilla/firefox/*/bookmarkbackups", Take::All),
    // Chrome, Chromium, Edge: a folder for each profile.
    place(WINDOWS, Known::LocalData, "Google/Chrome*/User Data/*/*Bookmarks*", Take::All),
    place(WINDOWS, Known::LocalData, "Chromium/User Data/*/*Bookmarks*", Take::All),
    place(WINDOWS, Known::LocalData, "Microsoft/Edge*/User Data/*/*Bookmarks*", Take::All),
    place(MACOS, Known::RoamingData, "Google/Chrome*/*/*Bookmarks*", Take::All),
    place(MACOS, Known::RoamingData, "Chromium/*/*Bookmarks*", Take::All),
    place(MACOS, Known::RoamingData, "Microsoft Edge*/*/*Bookmarks*", Take::All),
    place(LINUX, Known::RoamingData, "google-chrome*/*/*Bookmarks*", Take::All),
    place(LINUX, Known::RoamingData, "chromium*/*/*Bookmarks*", Take::All),
    place(LINUX, Known::RoamingData, "microsoft-edge*/*/*Bookmarks*", Take::All),
    place(LINUX, Known::Home, "snap/chromium/common/chromium/*/*Bookmarks*", Take::All),
    place(LINUX, Known::Home, ".var/app/*/config/google-chrome*/*/*Bookmarks*", Take::All),
    place(LINUX, Known::Home, ".var/app/*/config/chromium/*/*Bookmarks*", Take::All),
    place(LINUX, Known::Home, ".var/app/*/config/microsoft-edge*/*/*Bookmarks*", Take::All),
    // Opera: the profile itself, or folders of profiles in it; before version 15 a file of its own.
    place(WINDOWS, Known::RoamingData, "Opera Software/*/Bookmarks*", Take::All),
    place(WINDOWS, Known::RoamingData, "Opera Software/*/*/Bookmarks*", Take::All),
    place(WINDOWS, Known::RoamingData, "Opera/Opera*/bookmarks.adr", Take::All),
    place(MACOS, Known::RoamingData, "com.operasoftware.Opera*/Bookmarks*", Take::All),
    place(MACOS, Known::RoamingData, "com.operasoftware.Opera*/*/Bookmarks*", Take::All),
    place(LINUX, Known::RoamingData, "opera*/Bookmarks*", Take::All),
    place(LINUX, Known::RoamingData, "opera*/*/Bookmarks*", Take::All),
    place(LINUX, Known::Home, "snap/opera/*/.config/opera*/Bookmarks*", Take::All),
    place(LINUX, Known::Home, "snap/opera/*/.config/opera*/*/Bookmarks*", Take::All),
    place(LINUX, Known::Home, ".var/app/*/config/opera*/Bookmarks*", Take::All),
    place(LINUX, Known::Home, ".var/app/*/config/opera*/*/Bookmarks*", Take::All),
    place(LINUX, Known::Home, ".opera/bookmarks.adr", Take::All),
    // Safari and Internet Explorer.
    place(MACOS, Known::LocalData, "Safari/Bookmarks.plist", Take::All),
    place(WINDOWS, Known::Favorites, "", Take::All),
];

const OFFICE: &[Group] = &[
    Group {
        name: "Microsoft Office 系",
        english: "Microsoft Office",
        extensions: "doc docx dot dotx docm dotm psw vot xls xlt xla xlsx xlsm xltx xltm xlsb xlam dif slk pxl vos ppt pps \
                     pot pptx pptm potx potm ppam ppsx ppsm ppa mdb mdw mda adb ade accdb accde accdt accdr dbf vsd vss vst \
                     vdx vsx vtx pub mpp mpd mpt mpw mpx",
    },
    Group {
        name: "OpenDocument 形式", english: "OpenDocument", extensions: "odt ott odp otp ods ots odg otg odb odf"
    },
    Group { name: "テキストファイル", english: "Text files", extensions: "txt fodt fods fodg rtf wri" },
    Group {
        name: "その他",
        english: "Others",
        extensions: "abw stw vor sdw sxw sxi sti sdd sxd sda sxc stc sxm lwp prz wk1 wk3 wk4 apr wpd shw qpw vop odj pdx std",
    },
];

const FINANCE: &[Group] = &[
    Group { name: "Microsoft Money", english: "Microsoft Money", extensions: "mny" },
    Group {
        name: "弥生販売",
        english: "Yayoi Hanbai",
        extensions: "db4 db5 db6 db7 db8 db9 hb2 hb3 hb4 hb5 hb11 hb12 hb13 hb14 hb15 hb16 he2 he3 he4 he5 he11 he12 he13 \
                     he14 he15 he16",
    },
    Group { name: "Quicken", english: "Quicken", extensions: "qbw qel qsd qph" },
    Group { name: "Quickbooks", english: "Quickbooks", extensions: "qbb" },
    Group { name: "TurboTax", english: "TurboTax", extensions: "tax" },
    Group { name: "TaxCut", english: "TaxCut", extensions: "t01 t02 t03 t04 t05 t06 t07 t08 t09" },
    Group { name: "PeachTree", english: "PeachTree", extensions: "ptb" },
    Group {
        name: "その他",
        english: "Others",
        extensions: "qdf ypr kyr ypb acc saccp jbi jbf ldf mdf hb1 hb2 hb3 hb4 hb5 hb6 hb7 hb8 hb9 hb10 hb11 hb12 hb13 hb14 \
                     hb15 hb16 he1 he2 he3 he4 he5 he6 he7 he8 he9 he10 he11 he12 he13 he14 he15 he16 klb1 klb2 klb3 klb4 \
                     klb5 klb6 klb7 klb8 klb9 klb10 klb11 klb12 klb13 klb14 klb15 klb16 hlx1 hlx2 hlx3 hlx4 hlx5 hlx6 hlx7 \
                     hlx8 hlx9 hlx10 hlx11 hlx12 hlx13 hlx14 hlx15 hlx16 ad1 ad2 ad3 ad4 ad5 ad6 ad7 ad8 ad9 ad10 ad11 ad12 \
                     ad13 ad14 ad15 ad16 ab1 ab2 ab3 ab4 ab5 ab6 ab7 ab8 ab9 ab10 ab11 ab12 ab13 ab14 ab15 ab16 kd1 kd2 kd3 \
                     kd4 kd5 kd6 kd7 kd8 kd9 kd10 kd11 kd12 kd13 kd14 kd15 kd16 kd17 kd18 kb1 kb2 kb3 kb4 kb5 kb6 kb7 kb8 kb9 \
                     kb10 kb11 kb12 kb13 kb14 kb15 kb16 kt1 kt2 kt3 kt4 kt5 kt6 kt7 kt8 kt9 kt10 kt11 kt12 kt13 kt14 kt15 \
                     kt16 dd1 dd2 dd3 dd4 dd5 dd6 dd7 dd8 dd9 dd10 dd11 dd12 dd13 dd14 dd15 dd16 db1 db2 db3 db4 db5 db6 db7 \
                     db8 db9 db10 db11 db12 db13 db14 db15 db16 lb1 lb2 lb3 lb4 lb5 lb6 lb7 lb8 lb9 lb10 lb11 lb12 lb13 lb14 \
                     lb15 lb16 lx1 lx2 lx3 lx4 lx5 lx6 lx7 lx8 lx9 lx10 lx11 lx12 lx13 lx14 lx15 lx16",
    },
];

const EBOOKS: &[Group] = &[
    Group {
        name: "",
        english: "",
        extensions: "azw tpz azw1 chm lit pdb pdf mobi prc tr tr2 tr3 fb2 opf aeh lrf lrx epub pdg pkg dnl djvu kml arg bfl \
                     bkk brn ceb ebk ebo ebx etd f4b hsb imp mbp meb nat oeb rb scb skn stk swb tcr tk3 ubk vbk xeb ybk zvr",
    },
    Group { name: "筆まめ", english: "Fudemame", extensions: "fwa fwb" },
    Group { name: "筆王", english: "Fudeo", extensions: "fzd pdn" },
    Group { name: "筆ぐるめ", english: "Fudegurume", extensions: "fga fgl idx fgt" },
    Group { name: "楽々はがき", english: "Rakuraku Hagaki", extensions: "jsr jyd" },
    Group { name: "はがきスタジオ", english: "Hagaki Studio", extensions: "hsa hsd" },
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// The section of the manual that the table is made from.
    const MANUAL: &str = include_str!("../../tests/data/manual-categories.txt");

    /// The extensions that a line of the manual has: `[.doc] [.docx]`.
    fn extensions(line: &str) -> impl Iterator<Item = &str> {
        line.split("[.").skip(1).filter_map(|part| Some(part.split_once(']')?.0))
    }

    /// What the manual lists under a category: the groups with their extensions, and the folders with a drive.
    fn listed(category: Category) -> (Vec<(&'static str, BTreeSet<&'static str>)>, BTreeSet<&'static str>) {
        let is_title = |line: &str| Category::ALL.into_iter().find(|category| category.japanese() == line);
        let (mut groups, mut folders): (Vec<(_, BTreeSet<_>)>, _) = (Vec::new(), BTreeSet::new());
        let (mut current, mut name) = (None, "");
        for line in MANUAL.lines().map(|line| line.trim_matches(|c: char| c.is_whitespace() || c.is_control())) {
            let line = line.trim_start_matches(|c: char| ('\u{e000}'..='\u{f8ff}').contains(&c)).trim();
            if let Some(category) = is_title(line) {
                (current, name) = (Some(category), "");
            } else if current != Some(category) {
            } else if let Some(folder) = line.strip_prefix("C:\\") {
                folders.insert(folder);
            } else if let Some(heading) = line.strip_suffix(':') {
                name = heading;
            } else if line.starts_with("[.") {
                match groups.last_mut() {
                    Some((last, group)) if *last == name => group.extend(extensions(line)),
                    _ => groups.push((name, extensions(line).collect())),
                }
            }
        }
        (groups, folders)
    }

    #[test]
    fn the_table_has_every_category_in_order() {
        assert_eq!(TABLE.map(|row| row.category), Category::ALL);
        for category in Category::ALL {
            assert_eq!(Belongings::of(category).category, category);
        }
    }

    #[test]
    fn every_extension_and_folder_of_the_manual_is_there_and_no_other() {
        let mut count = 0;
        for row in &TABLE {
            let (groups, folders) = listed(row.category);
            let ours: Vec<(&str, BTreeSet<&str>)> =
                row.groups.iter().map(|group| (group.name, group.extensions.split(' ').collect())).collect();
            assert_eq!(ours, groups, "{:?}", row.category);
            let drive: BTreeSet<&str> =
                row.places.iter().filter(|place| place.base == Known::Drive).map(|place| place.below).collect();
            assert_eq!(drive, folders, "{:?}", row.category);
            let program_data = row.places.iter().any(|place| place.base == Known::ProgramData);
            assert_eq!(program_data, folders.contains("Program Data"), "{:?}", row.category);
            count += groups.iter().map(|(_, group)| group.len()).sum::<usize>();
        }
        let printed: usize = MANUAL.lines().map(|line| extensions(line).count()).sum();
        assert_eq!(count, printed, "no extension of the section is outside a category");
        assert!(count > 400, "only {count} are found");
    }

    #[test]
    fn extensions_are_plain_and_listed_once() {
        for row in &TABLE {
            for group in row.groups {
                let names: Vec<&str> = group.extensions.split(' ').collect();
                assert!(names.iter().all(|name| !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric())));
                assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len(), "{}", group.name);
            }
            let needs_groups = row.places.iter().any(|place| place.take == Take::Listed);
            assert_eq!(needs_groups, !row.groups.is_empty(), "{:?}", row.category);
        }
    }
}
