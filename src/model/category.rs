//! The ten categories of the manual (section おまかせバックアップ対象ファイル), by name. What belongs to each is in `selection`.

use super::nearest::nearest;

/// A category of what people keep. The order is the manual's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// メール
    Mail,
    /// デスクトップ
    Desktop,
    /// マイドキュメント
    Documents,
    /// Office ファイル
    Office,
    /// 画像ファイル
    Pictures,
    /// 音楽ファイル
    Music,
    /// ビデオファイル
    Videos,
    /// ブックマーク
    Bookmarks,
    /// 財務・会計ファイル
    Finance,
    /// 電子書籍と PDF と年賀状ソフト
    Ebooks,
}

impl Category {
    /// All ten, in the manual's order.
    pub const ALL: [Category; 10] = [
        Category::Mail,
        Category::Desktop,
        Category::Documents,
        Category::Office,
        Category::Pictures,
        Category::Music,
        Category::Videos,
        Category::Bookmarks,
        Category::Finance,
        Category::Ebooks,
    ];

    /// Its name in settings, commands and JSON: never translated.
    pub fn id(self) -> &'static str {
        match self {
            Category::Mail => "mail",
            Category::Desktop => "desktop",
            Category::Documents => "documents",
            Category::Office => "office",
            Category::Pictures => "pictures",
            Category::Music => "music",
            Category::Videos => "videos",
            Category::Bookmarks => "bookmarks",
            Category::Finance => "finance",
            Category::Ebooks => "ebooks",
        }
    }

    /// The category of an id.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|category| category.id() == id)
    }

    /// Its name in English.
    pub fn english(self) -> &'static str {
        self.names().0
    }

    /// Its name in Japanese, as the manual has it.
    pub fn japanese(self) -> &'static str {
        self.names().1
    }

    /// Its names in English and Japanese, and what else people call it.
    fn names(self) -> (&'static str, &'static str, &'static [&'static str]) {
        match self {
            Category::Mail => ("Mail", "メール", &["email", "電子メール"]),
            Category::Desktop => ("Desktop", "デスクトップ", &[]),
            Category::Documents => {
                ("Documents", "マイドキュメント", &["document", "my documents", "ドキュメント", "書類", "文書"])
            }
            Category::Office => ("Office files", "Office ファイル", &["office documents", "オフィス"]),
            Category::Pictures => {
                ("Pictures", "画像ファイル", &["picture", "photos", "images", "ピクチャ", "ピクチャー", "写真"])
            }
            Category::Music => ("Music", "音楽ファイル", &["audio", "ミュージック"]),
            Category::Videos => ("Videos", "ビデオファイル", &["video", "movies", "動画"]),
            Category::Bookmarks => {
                ("Bookmarks", "ブックマーク", &["bookmark", "favorites", "favourites", "お気に入り"])
            }
            Category::Finance => ("Finance and accounting", "財務・会計ファイル", &["accounting", "財務", "会計"]),
            Category::Ebooks => (
                "E-books, PDF and New Year cards",
                "電子書籍と PDF と年賀状ソフト",
                &["ebook", "pdf", "new year cards", "new year card software", "電子書籍", "年賀状", "年賀状ソフト"],
            ),
        }
    }

    /// All that it is called, as [`plain`] writes it.
    fn all_names(self) -> impl Iterator<Item = String> {
        let (english, japanese, further) = self.names();
        [self.id(), english, japanese].into_iter().chain(further.iter().copied()).map(plain)
    }

    /// The category of an id or a name in English or Japanese. Case, blanks, points, width of letters and a last "files" do not
    /// count.
    pub fn named(name: &str) -> Option<Self> {
        let name = plain(name);
        Self::ALL.into_iter().find(|category| category.all_names().any(|known| known == name))
    }

    /// The category that a misspelt name perhaps means.
    pub fn nearest(name: &str) -> Option<Self> {
        let names: Vec<(String, Self)> =
            Self::ALL.into_iter().flat_map(|category| category.all_names().map(move |name| (name, category))).collect();
        let meant = nearest(&plain(name), names.iter().map(|(name, _)| name))?;
        names.iter().find(|(name, _)| name == meant).map(|(_, category)| *category)
    }
}

/// A name without what does not count in it.
fn plain(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    for letter in name.chars().flat_map(char::to_lowercase) {
        match full_width(letter) {
            Some(VOICED) => change_last(&mut plain, 1),
            Some(HALF_VOICED) => change_last(&mut plain, 2),
            Some(letter) if letter.is_whitespace() || IGNORED.contains(&letter) => {}
            Some(letter) => plain.extend(letter.to_lowercase()),
            None => plain.push(letter),
        }
    }
    let short = ["files", "file", "ファイル"].iter().find_map(|ending| plain.strip_suffix(ending));
    match short {
        Some(short) if !short.is_empty() => short.to_owned(),
        _ => plain,
    }
}

/// What is written between the parts of a name or not.
const IGNORED: [char; 8] = ['・', '\u{ff65}', '-', '_', ',', '、', '&', '‐'];
const VOICED: char = '\u{ff9e}';
const HALF_VOICED: char = '\u{ff9f}';
/// Katakana in the order of their half-width forms, U+FF66 to U+FF9D.
const KATAKANA: &str =
    "ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン";

/// The usual width of a letter: half for Latin ones, full for Katakana.
fn full_width(letter: char) -> Option<char> {
    match letter {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(letter) - 0xfee0),
        '\u{ff66}'..='\u{ff9d}' => KATAKANA.chars().nth((u32::from(letter) - 0xff66) as usize),
        other => Some(other),
    }
}

/// Gives the last letter its mark: the voiced forms of Katakana follow the plain one.
fn change_last(text: &mut String, by: u32) {
    if let Some(voiced) = text.pop().and_then(|last| char::from_u32(u32::from(last) + by)) {
        text.push(voiced);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn categories_are_known_by_every_name() {
        for category in Category::ALL {
            for name in [category.id(), category.english(), category.japanese()] {
                assert_eq!(Category::named(name), Some(category), "{name}");
                assert_eq!(Category::named(&name.to_uppercase()), Some(category), "{name}");
            }
        }
        for (name, category) in [
            ("画像", Category::Pictures),
            ("財務・会計", Category::Finance),
            ("財務会計", Category::Finance),
            ("Office ファイル", Category::Office),
            ("ＯＦＦＩＣＥ　ファイル", Category::Office),
            ("ﾌﾞｯｸﾏｰｸ", Category::Bookmarks),
            ("ﾃﾞｽｸﾄｯﾌﾟ", Category::Desktop),
            ("ﾏｲﾄﾞｷｭﾒﾝﾄ", Category::Documents),
            ("new year cards", Category::Ebooks),
            ("E-Books", Category::Ebooks),
            ("my documents", Category::Documents),
            ("Music files", Category::Music),
        ] {
            assert_eq!(Category::named(name), Some(category), "{name}");
        }
        for name in ["", "files", "x", "~/mail", "./mail", "mail/", "dokuments"] {
            assert_eq!(Category::named(name), None, "{name}");
        }
    }

    #[test]
    fn no_name_means_two_categories() {
        let mut names: Vec<String> = Category::ALL
            .into_iter()
            .flat_map(|category| category.all_names().collect::<std::collections::BTreeSet<_>>())
            .collect();
        let count = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), count);
    }

    #[test]
    fn a_misspelt_name_is_guessed() {
        assert_eq!(Category::nearest("picturs"), Some(Category::Pictures));
        assert_eq!(Category::nearest("dokuments"), Some(Category::Documents));
        assert_eq!(Category::nearest("boomkarks"), Some(Category::Bookmarks));
        assert_eq!(Category::nearest("something"), None);
        assert_eq!(Category::nearest(""), None);
    }
}
