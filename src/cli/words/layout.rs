//! Labels beside values, whatever the width of the letters: alike in all languages.

use console::measure_text_width;

/// A text with blanks after it up to a width on the terminal.
pub fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", blanks(text, width))
}

/// A text with blanks before it up to a width on the terminal.
pub fn padded_left(text: &str, width: usize) -> String {
    format!("{}{text}", blanks(text, width))
}

fn blanks(text: &str, width: usize) -> String {
    " ".repeat(width.saturating_sub(measure_text_width(text)))
}

/// Labels in a column of their own, a line each; one that repeats is left out.
pub fn labelled(lines: &[(&str, String)]) -> String {
    let width = lines.iter().map(|(label, _)| measure_text_width(label)).max().unwrap_or_default();
    let mut before = None;
    let shown = lines.iter().map(|(label, value)| {
        let shown = if before == Some(label) { "" } else { label };
        before = Some(label);
        format!("{}  {value}", padded(shown, width))
    });
    shown.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_under_one_another() {
        let lines = [("保存先", "a".to_owned()), ("Key", "b".to_owned()), ("Key", "c".to_owned())];
        assert_eq!(labelled(&lines), "保存先  a\nKey     b\n        c");
        assert_eq!(padded_left("12 個", 7), "  12 個");
        assert_eq!(padded("長い名前", 3), "長い名前");
    }
}
