//! The languages that the program speaks.

/// A language.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Japanese.
    Japanese,
}

impl Language {
    /// All of them.
    pub const ALL: [Language; 2] = [Language::English, Language::Japanese];

    /// Its id in settings, options and JSON: ISO 639-1.
    pub fn id(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Japanese => "ja",
        }
    }

    /// The language of a tag or of the name of a locale: `ja`, `ja-JP`, `ja_JP.UTF-8`. `None` for a language that is not spoken, and for a
    /// locale in whose character set nothing that is printed could be read.
    pub fn of_locale(locale: &str) -> Option<Self> {
        let locale = locale.split('@').next().unwrap_or_default();
        let (tag, charset) = locale.split_once('.').unwrap_or((locale, "UTF-8"));
        let language = tag.split(['-', '_']).next().unwrap_or_default();
        let spoken = Self::ALL.into_iter().find(|known| known.id().eq_ignore_ascii_case(language))?;
        let is_readable = spoken == Language::English || charset.replace('-', "").eq_ignore_ascii_case("utf8");
        is_readable.then_some(spoken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locales_name_languages() {
        for (locale, language) in [
            ("ja", Some(Language::Japanese)),
            ("ja-JP", Some(Language::Japanese)),
            ("ja_JP.UTF-8", Some(Language::Japanese)),
            ("ja_JP.utf8@cjknarrow", Some(Language::Japanese)),
            ("JA_jp", Some(Language::Japanese)),
            ("ja_JP.eucJP", None),
            ("en_GB.ISO-8859-1", Some(Language::English)),
            ("jav_ID.UTF-8", None),
            ("de_DE.UTF-8", None),
            ("C.UTF-8", None),
            ("", None),
        ] {
            assert_eq!(Language::of_locale(locale), language, "{locale}");
        }
    }
}
