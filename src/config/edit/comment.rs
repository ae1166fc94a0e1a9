//! Comments that say what a part of the settings is for. One is written only where there is none.

use toml_edit::{DocumentMut, Item};

/// Where a comment goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CommentPlace {
    /// The top of a file that holds nothing yet.
    Head,
    /// Above the header of a table.
    Table(&'static str),
    /// Above a value of a table.
    Value(&'static str, &'static str),
}

/// The text with the comment, where that place is there and has none.
pub fn add(text: &str, mut document: DocumentMut, place: CommentPlace, comment: &str) -> String {
    let lines: String = comment.lines().map(|line| format!("# {line}\n")).collect();
    match place {
        CommentPlace::Head if text.trim().is_empty() => return format!("{lines}\n"),
        CommentPlace::Head => {}
        CommentPlace::Table(name) => {
            if let Some(Item::Table(table)) = document.get_mut(name)
                && !table.is_implicit()
            {
                let before = table.decor().prefix().and_then(|prefix| prefix.as_str()).unwrap_or_default().to_owned();
                if let Some(new) = above(&before, &lines) {
                    table.decor_mut().set_prefix(new);
                }
            }
        }
        CommentPlace::Value(table, name) => {
            if let Some(Item::Table(table)) = document.get_mut(table)
                && let Some(mut key) = table.key_mut(name)
            {
                let decor = key.leaf_decor_mut();
                let before = decor.prefix().and_then(|prefix| prefix.as_str()).unwrap_or_default().to_owned();
                if let Some(new) = above(&before, &lines) {
                    decor.set_prefix(new);
                }
            }
        }
    }
    document.to_string()
}

/// What stands before something, with a comment of its own at its end; `None` if it has one.
fn above(before: &str, lines: &str) -> Option<String> {
    // Behind the last line end stands what the line is indented with.
    let (head, indent) = before.split_at(before.rfind('\n').map_or(0, |end| end + 1));
    if head.lines().next_back().is_some_and(|line| line.trim_start().starts_with('#')) {
        return None;
    }
    let lines: String = lines.lines().map(|line| format!("{indent}{line}\n")).collect();
    Some(format!("{head}{lines}{indent}"))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::{
        config::{
            Bearings, Config,
            edit::{Change, SettingValue},
        },
        model::Category,
    };

    fn edited(text: &str, changes: &[Change]) -> String {
        let (file, bearings) = (Path::new("/etc/aosbox/config.toml"), Bearings::utc(Path::new("/home/u")));
        let (new, _) = super::super::apply(text, file, bearings, changes).unwrap();
        Config::parse(&new, file, bearings).unwrap_or_else(|mistake| panic!("{mistake:?}\n{new}"));
        new
    }

    fn comments() -> Vec<Change> {
        let comment = |place, text: &str| Change::Comment(place, text.to_owned());
        vec![
            comment(CommentPlace::Head, "Settings.\nOf mine."),
            Change::AddCategory(Category::Documents),
            Change::Set("schedule", vec![("every", Some(SettingValue::Text("6h".into())))]),
            comment(CommentPlace::Table("selection"), "What."),
            comment(CommentPlace::Value("selection", "categories"), "Which."),
            comment(CommentPlace::Value("selection", "paths"), "Not there."),
            comment(CommentPlace::Table("schedule"), "When."),
            comment(CommentPlace::Table("dual"), "Not there."),
        ]
    }

    const COMMENTED: &str = "# Settings.\n# Of mine.\n\n# What.\n[selection]\n# Which.\ncategories = [\"documents\"]\n\n\
                             # When.\n[schedule]\nevery = \"6h\"\n";

    #[test]
    fn a_new_file_is_explained() {
        assert_eq!(edited("", &comments()), COMMENTED);
        assert_eq!(edited(COMMENTED, &comments()), COMMENTED, "nothing is said twice");
    }

    #[test]
    fn comments_that_are_there_stay() {
        let text = "# my file\n\n# mine\n[selection] # really\n  # and mine\n  categories = [\"documents\"]\n[schedule]\nevery = \"6h\"\n";
        assert_eq!(edited(text, &comments()), text.replace("[schedule]", "# When.\n[schedule]"));
        let windows = "[selection]\r\ncategories = [\"documents\"]\r\n";
        let new = edited(windows, &comments());
        assert!(new.starts_with("# What.\r\n[selection]\r\n# Which.\r\ncategories"), "{new:?}");
        let braces = "selection = { categories = [\"documents\"] }\n";
        assert!(edited(braces, &comments()).starts_with(braces), "what is written in braces has no room for comments");
    }
}
