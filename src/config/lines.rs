//! Which line of the settings file says what.

use std::collections::BTreeMap;

use toml_edit::{Document, Item, TableLike};

/// The line of each setting that a text has, by its name with its section (`backup.jobs`). A list of tables has the line of its first.
pub fn lines(text: &str) -> BTreeMap<String, usize> {
    let mut lines = BTreeMap::new();
    if let Ok(document) = Document::parse(text) {
        collect(document.as_table(), "", text, &mut lines);
    }
    lines
}

fn collect(table: &dyn TableLike, prefix: &str, text: &str, lines: &mut BTreeMap<String, usize>) {
    for (name, item) in table.iter() {
        let full = if prefix.is_empty() { name.to_owned() } else { format!("{prefix}.{name}") };
        if let Some(below) = item.as_table_like() {
            collect(below, &full, text, lines);
            continue;
        }
        let at = match item {
            Item::ArrayOfTables(list) => list.iter().next().and_then(|table| table.span()),
            // The name stands at the beginning of the line, the value perhaps further down.
            _ => table.key(name).and_then(toml_edit::Key::span).or_else(|| item.span()),
        };
        if let Some(span) = at {
            let before = text.as_bytes().get(..span.start).unwrap_or_default();
            lines.insert(full, before.iter().filter(|&&byte| byte == b'\n').count() + 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_has_its_line() {
        let text = "account = \"a\"\n\n[selection]\npaths = [\n  \"x\",\n]\nextra_roots = { finance = [\n] }\n[[filter]]\nonly = \"x\"\n\
                    [[filter]]\nonly = \"y\"\n[auto_exclude]\nenabled = true\n[[auto_exclude.add]]\npath = \"x\"\n";
        let expected = [
            ("account", 1),
            ("auto_exclude.add", 15),
            ("auto_exclude.enabled", 14),
            ("filter", 9),
            ("selection.extra_roots.finance", 7),
            ("selection.paths", 4),
        ];
        let lines = lines(text);
        assert_eq!(lines.iter().map(|(name, line)| (name.as_str(), *line)).collect::<Vec<_>>(), expected);
    }
}
