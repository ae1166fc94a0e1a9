//! What the settings say about the dual copy: `[dual]` and `[[dual.filter]]`.

use std::path::PathBuf;

use serde::Deserialize;
use toml::Spanned;

use super::{
    ConfigMistake,
    reader::Reader,
    selection::{self, FilterConfig, FilterSection},
};

/// The least and the most that `dual.limit` may be, in bytes.
pub const LIMITS: (u64, u64) = (1_000_000_000, 1_000_000_000_000_000_000);

/// A second copy as plain files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DualConfig {
    /// `dual.path`: the folder that holds a folder for each device; without it, there is no dual copy.
    pub path: Option<PathBuf>,
    /// `dual.limit`: the bytes that the copy may take at most.
    pub limit: Option<u64>,
    /// `[[dual.filter]]`, in their order.
    pub filters: Vec<FilterConfig>,
}

/// `[dual]` as it stands there.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct DualSection {
    path: Option<Spanned<String>>,
    limit: Option<Spanned<String>>,
    filter: Vec<Spanned<FilterSection>>,
}

/// What the section means.
pub(super) fn read(reader: &Reader<'_>, section: DualSection) -> Result<DualConfig, ConfigMistake> {
    let filters = section.filter.into_iter().map(|filter| selection::filter(reader, filter));
    Ok(DualConfig {
        path: section.path.map(|path| reader.named_path("dual.path", &path)).transpose()?,
        limit: reader.size_within("dual.limit", section.limit, LIMITS)?,
        filters: filters.collect::<Result<_, _>>()?,
    })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::config::{Allowed, Bearings, Config, ConfigMistakeKind, selection::Expression};

    fn parse(text: &str) -> Result<DualConfig, ConfigMistake> {
        let bearings = Bearings::utc(Path::new("/home/u"));
        Config::parse(text, Path::new("/etc/aosbox/config.toml"), bearings).map(|config| config.dual)
    }

    #[test]
    fn all_of_it_is_read() {
        let config = parse(
            "[dual]\npath = \"~/usb\"\nlimit = \"500GB\"\n[[dual.filter]]\nexclude = \"*.iso\"\n[[filter]]\nonly = \"*.txt\"\n",
        );
        let filter =
            FilterConfig { expression: Some(Expression::Exclude("*.iso".into())), line: 4, ..FilterConfig::default() };
        let path = Some("/home/u/usb".into());
        assert_eq!(config, Ok(DualConfig { path, limit: Some(500_000_000_000), filters: vec![filter] }));
        assert_eq!(parse(""), Ok(DualConfig::default()));
    }

    #[test]
    fn a_limit_below_a_gigabyte_is_refused_with_its_line() {
        let mistake = parse("[dual]\nlimit = \"999MB\"\n").unwrap_err();
        assert_eq!(mistake.line, Some(2));
        let allowed = Allowed::SizeWithin(LIMITS.0, LIMITS.1);
        assert_eq!(mistake.kind, ConfigMistakeKind::Value { name: "dual.limit", value: "999MB".into(), allowed });
        assert!(parse("[[dual.filter]]\nnote = \"x\"\n").is_err());
    }
}
