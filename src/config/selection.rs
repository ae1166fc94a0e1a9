//! What the settings say about what is backed up: `[selection]`, `[[filter]]` and `[auto_exclude]`.

use std::path::PathBuf;

use regex::RegexBuilder;
use serde::Deserialize;
use toml::Spanned;

use super::{Allowed, ConfigMistake, ConfigMistakeKind, FilterMistake, reader::Reader};
use crate::model::{Category, Timestamp};

/// What is backed up when no path is given, and how folders are walked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SelectionConfig {
    /// `selection.categories`
    pub categories: Vec<Category>,
    /// `selection.paths`: picked files and folders.
    pub paths: Vec<PathBuf>,
    /// `selection.extra_roots.finance` and `.ebooks`: further folders in which these categories look, beside the fixed ones.
    pub extra_roots: Vec<(Category, PathBuf)>,
    /// `selection.hidden`: whether hidden files and folders go along. On by default: what is missing cannot be restored.
    pub hidden: bool,
    /// `selection.skip_empty_folders`
    pub skip_empty_folders: bool,
    /// `selection.follow_symlinks`
    pub follow_symlinks: bool,
    /// `selection.follow_junctions`
    pub follow_junctions: bool,
    /// `selection.cross_file_systems`
    pub cross_file_systems: bool,
    /// `selection.cloud_files`: whether placeholders of files that lie in a cloud are read, which downloads them.
    pub cloud_files: bool,
    /// `[[filter]]`, in their order.
    pub filters: Vec<FilterConfig>,
    /// `auto_exclude.enabled`
    pub auto_exclude: bool,
    /// `[[auto_exclude.add]]`
    pub auto_exclude_added: Vec<ExclusionConfig>,
    /// `auto_exclude.remove`: built-in exclusions that are not wanted, as they are listed.
    pub auto_exclude_removed: Vec<PathBuf>,
}

impl Default for SelectionConfig {
    fn default() -> Self {
        Self {
            categories: Vec::new(),
            paths: Vec::new(),
            extra_roots: Vec::new(),
            hidden: true,
            skip_empty_folders: false,
            follow_symlinks: false,
            follow_junctions: false,
            cross_file_systems: true,
            cloud_files: false,
            filters: Vec::new(),
            auto_exclude: true,
            auto_exclude_added: Vec::new(),
            auto_exclude_removed: Vec::new(),
        }
    }
}

/// One filter rule. Every part that it has is asked; at least one of `expression`, `larger_than`, `older_than` is there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FilterConfig {
    /// Only what lies below this path (or is it) is asked; everything if `None`.
    pub path: Option<PathBuf>,
    /// `only` or `exclude`, with its text.
    pub expression: Option<Expression>,
    /// `regex`: the text is one regular expression, not a list of wildcards.
    pub regex: bool,
    /// `larger_than`, bytes: larger files are left out.
    pub larger_than: Option<u64>,
    /// `older_than`: files modified before this are left out.
    pub older_than: Option<Timestamp>,
    /// `note`
    pub note: Option<String>,
    /// The line of the settings file on which the rule begins, from 1; 0 for one that is not from a file.
    pub line: usize,
}

/// Which files an expression means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expression {
    /// Only what matches is backed up.
    Only(String),
    /// What matches is left out.
    Exclude(String),
}

/// An automatic exclusion of the user's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExclusionConfig {
    /// The path.
    pub path: PathBuf,
    /// Why.
    pub note: Option<String>,
}

/// `[selection]` as it stands there.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct SelectionSection {
    categories: Vec<Spanned<String>>,
    paths: Vec<Spanned<String>>,
    extra_roots: ExtraRootsSection,
    hidden: Option<bool>,
    skip_empty_folders: bool,
    follow_symlinks: bool,
    follow_junctions: bool,
    cross_file_systems: Option<bool>,
    cloud_files: bool,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct ExtraRootsSection {
    finance: Vec<Spanned<String>>,
    ebooks: Vec<Spanned<String>>,
}

/// `[[filter]]` as it stands there.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct FilterSection {
    path: Option<Spanned<String>>,
    only: Option<Spanned<String>>,
    exclude: Option<Spanned<String>>,
    regex: bool,
    larger_than: Option<Spanned<String>>,
    older_than: Option<Spanned<toml::Value>>,
    note: Option<String>,
}

/// `[auto_exclude]` as it stands there.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct AutoExcludeSection {
    enabled: Option<bool>,
    remove: Vec<String>,
    add: Vec<ExclusionSection>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExclusionSection {
    path: Spanned<String>,
    note: Option<String>,
}

/// What the sections mean.
pub(super) fn read(
    reader: &Reader<'_>,
    selection: SelectionSection,
    filters: Vec<Spanned<FilterSection>>,
    exclusions: AutoExcludeSection,
) -> Result<SelectionConfig, ConfigMistake> {
    let mut categories = Vec::new();
    for category in &selection.categories {
        let category = self::category(reader, category)?;
        if !categories.contains(&category) {
            categories.push(category);
        }
    }
    let paths = |name, paths: &[Spanned<String>]| -> Result<Vec<PathBuf>, ConfigMistake> {
        paths.iter().map(|path| reader.named_path(name, path)).collect()
    };
    let roots = &selection.extra_roots;
    let finance = paths("selection.extra_roots.finance", &roots.finance)?;
    let ebooks = paths("selection.extra_roots.ebooks", &roots.ebooks)?;
    let added = exclusions.add.into_iter().map(|added| {
        Ok(ExclusionConfig { path: reader.named_path("auto_exclude.add.path", &added.path)?, note: added.note })
    });
    Ok(SelectionConfig {
        categories,
        paths: paths("selection.paths", &selection.paths)?,
        extra_roots: (finance.into_iter().map(|path| (Category::Finance, path)))
            .chain(ebooks.into_iter().map(|path| (Category::Ebooks, path)))
            .collect(),
        hidden: selection.hidden.unwrap_or(true),
        skip_empty_folders: selection.skip_empty_folders,
        follow_symlinks: selection.follow_symlinks,
        follow_junctions: selection.follow_junctions,
        cross_file_systems: selection.cross_file_systems.unwrap_or(true),
        cloud_files: selection.cloud_files,
        filters: filters.into_iter().map(|filter| self::filter(reader, filter)).collect::<Result<_, _>>()?,
        auto_exclude: exclusions.enabled.unwrap_or(true),
        auto_exclude_added: added.collect::<Result<_, _>>()?,
        auto_exclude_removed: (exclusions.remove.into_iter().map(PathBuf::from))
            .map(|path| reader.below_home(&path).unwrap_or(path))
            .collect(),
    })
}

fn category(reader: &Reader<'_>, name: &Spanned<String>) -> Result<Category, ConfigMistake> {
    Category::named(name.get_ref()).ok_or_else(|| {
        let allowed = Allowed::Category(Category::nearest(name.get_ref()));
        reader.refuse("selection.categories", name.span().start, name.get_ref().clone(), allowed)
    })
}

/// What a filter means.
pub(super) fn filter(reader: &Reader<'_>, filter: Spanned<FilterSection>) -> Result<FilterConfig, ConfigMistake> {
    let at = filter.span().start;
    let filter = filter.into_inner();
    let wrong = |mistake| Err(reader.mistake(at, ConfigMistakeKind::Filter(mistake)));
    let expression = match (filter.only, filter.exclude) {
        (Some(_), Some(_)) => return wrong(FilterMistake::OnlyAndExclude),
        (Some(only), None) => Some(Expression::Only(self::expression(reader, "filter.only", only, filter.regex)?)),
        (None, Some(text)) => {
            Some(Expression::Exclude(self::expression(reader, "filter.exclude", text, filter.regex)?))
        }
        (None, None) if filter.regex => return wrong(FilterMistake::RegexAlone),
        (None, None) => None,
    };
    let filter = FilterConfig {
        path: filter.path.map(|path| reader.named_path("filter.path", &path)).transpose()?,
        expression,
        regex: filter.regex,
        larger_than: reader.size("filter.larger_than", filter.larger_than)?,
        older_than: reader.day("filter.older_than", filter.older_than)?,
        note: filter.note,
        line: reader.line(at),
    };
    if filter.expression.is_none() && filter.larger_than.is_none() && filter.older_than.is_none() {
        return wrong(FilterMistake::Empty);
    }
    Ok(filter)
}

/// An expression that means something: a regular one that can be read, or wildcards with something between the semicolons.
fn expression(
    reader: &Reader<'_>,
    name: &'static str,
    text: Spanned<String>,
    regex: bool,
) -> Result<String, ConfigMistake> {
    let at = text.span().start;
    let text = text.into_inner();
    match check_expression(&text, regex) {
        Ok(()) => Ok(text),
        Err(None) => Err(reader.refuse(name, at, text, Allowed::Wildcards)),
        Err(Some(message)) => Err(reader.mistake(at, ConfigMistakeKind::Regex { name, value: text, message })),
    }
}

/// Whether an expression means something. The error is what the engine says of a regular one, and nothing for wildcards that name
/// nothing.
pub fn check_expression(text: &str, regex: bool) -> Result<(), Option<String>> {
    if regex {
        RegexBuilder::new(text).build().map_err(|error| Some(error.to_string()))?;
        return if text.is_empty() { Err(None) } else { Ok(()) };
    }
    if text.split(';').all(|part| part.trim().is_empty()) { Err(None) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use jiff::tz::TimeZone;

    use super::*;
    use crate::config::{Bearings, Config};

    fn parse(text: &str) -> Result<SelectionConfig, ConfigMistake> {
        let bearings = Bearings { home: Some(Path::new("/home/u")), zone: &TimeZone::UTC };
        Config::parse(text, Path::new("/etc/aosbox/config.toml"), bearings).map(|config| config.selection)
    }

    #[test]
    fn all_of_it_is_read() {
        let config = parse(
            r#"
[selection]
categories = ["documents", "画像", "Documents"]
paths = ["~/Projects", "/srv"]
hidden = false
skip_empty_folders = true
follow_symlinks = true
follow_junctions = true
cross_file_systems = false
cloud_files = true
[selection.extra_roots]
finance = ["/accounts"]
ebooks = ["~/Books"]

[[filter]]
path = "~/Videos"
only = "*.mp4;*.mov"
note = "text"

[[filter]]
exclude = '\.tmp$'
regex = true

[[filter]]
larger_than = "2GB"
older_than = "2020-01-01"

[[filter]]
older_than = 2020-01-01

[auto_exclude]
enabled = false
remove = ["~/.cache", "lost+found"]
[[auto_exclude.add]]
path = "~/Downloads/tmp"
note = "text"
"#,
        )
        .unwrap();
        let day = Some(Timestamp::new(1_577_836_800, 0));
        assert_eq!(
            config,
            SelectionConfig {
                categories: vec![Category::Documents, Category::Pictures],
                paths: vec!["/home/u/Projects".into(), "/srv".into()],
                extra_roots: vec![(Category::Finance, "/accounts".into()), (Category::Ebooks, "/home/u/Books".into())],
                hidden: false,
                skip_empty_folders: true,
                follow_symlinks: true,
                follow_junctions: true,
                cross_file_systems: false,
                cloud_files: true,
                filters: vec![
                    FilterConfig {
                        path: Some("/home/u/Videos".into()),
                        expression: Some(Expression::Only("*.mp4;*.mov".into())),
                        note: Some("text".into()),
                        line: 15,
                        ..FilterConfig::default()
                    },
                    FilterConfig {
                        expression: Some(Expression::Exclude("\\.tmp$".into())),
                        regex: true,
                        line: 20,
                        ..FilterConfig::default()
                    },
                    FilterConfig {
                        larger_than: Some(2_000_000_000),
                        older_than: day,
                        line: 24,
                        ..FilterConfig::default()
                    },
                    FilterConfig { older_than: day, line: 28, ..FilterConfig::default() },
                ],
                auto_exclude: false,
                auto_exclude_added: vec![ExclusionConfig {
                    path: "/home/u/Downloads/tmp".into(),
                    note: Some("text".into())
                }],
                auto_exclude_removed: vec!["/home/u/.cache".into(), "lost+found".into()],
            }
        );
    }

    #[test]
    fn mistakes_name_their_line_and_what_is_allowed() {
        for (text, line, kind) in [
            (
                "[selection]\ncategories = [\n  \"mail\",\n  \"picturs\",\n]\n",
                4,
                ConfigMistakeKind::Value {
                    name: "selection.categories",
                    value: "picturs".into(),
                    allowed: Allowed::Category(Some(Category::Pictures)),
                },
            ),
            (
                "[selection]\npaths = [\"\"]\n",
                2,
                ConfigMistakeKind::Value { name: "selection.paths", value: String::new(), allowed: Allowed::Path },
            ),
            (
                "[[filter]]\nolder_than = \"soon\"\n",
                2,
                ConfigMistakeKind::Value { name: "filter.older_than", value: "soon".into(), allowed: Allowed::Date },
            ),
            (
                "[[filter]]\nonly = \" ; \"\n",
                2,
                ConfigMistakeKind::Value { name: "filter.only", value: " ; ".into(), allowed: Allowed::Wildcards },
            ),
            ("\n[[filter]]\nnote = \"x\"\n", 2, ConfigMistakeKind::Filter(FilterMistake::Empty)),
            (
                "[[filter]]\nonly = \"a\"\nexclude = \"b\"\n",
                1,
                ConfigMistakeKind::Filter(FilterMistake::OnlyAndExclude),
            ),
            ("[[filter]]\nregex = true\n", 1, ConfigMistakeKind::Filter(FilterMistake::RegexAlone)),
        ] {
            let mistake = parse(text).unwrap_err();
            assert_eq!((mistake.line, mistake.kind), (Some(line), kind), "{text}");
        }
        let mistake = parse("[[filter]]\nexclude = \"(\"\nregex = true\n").unwrap_err();
        assert_eq!(mistake.line, Some(2));
        assert!(matches!(mistake.kind, ConfigMistakeKind::Regex { name: "filter.exclude", .. }));
        assert!(parse("[[auto_exclude.add]]\nnote = \"x\"\n").is_err());
        assert!(parse("[selection.extra_roots]\nmusic = [\"x\"]\n").is_err());
    }
}
