//! Marked lines in a file that is somebody else's.

const BEGIN: &str = "# >>> aosbox completions: added by `aosbox completions --install` >>>";
const END: &str = "# <<< aosbox completions <<<";

/// Lines between their marks.
pub fn marked(lines: &str) -> String {
    format!("{BEGIN}\n{lines}{END}\n")
}

/// A text with these lines between marks at its end, in the place of those that were there.
pub fn with(text: &str, lines: &str) -> String {
    let mut rest = without(text);
    if !rest.is_empty() && !rest.ends_with('\n') {
        rest.push_str(line_end(text));
    }
    // A file of Windows stays one.
    rest + &marked(lines).replace('\n', line_end(text))
}

/// A text without what stands between marks.
pub fn without(text: &str) -> String {
    let mut rest = String::with_capacity(text.len());
    let mut lines = text.split_inclusive('\n');
    while let Some(line) = lines.next() {
        // A mark without its end is left alone: nobody knows how far it goes.
        let is_end = |line: &str| line.trim_end() == END;
        if line.trim_end() == BEGIN && lines.clone().any(is_end) {
            lines.by_ref().find(|line| is_end(line));
        } else {
            rest.push_str(line);
        }
    }
    rest
}

fn line_end(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_come_and_go_without_a_trace() {
        for text in ["", "a\n", "a\nb\n", "a\r\n"] {
            let added = with(text, "x\ny\n");
            assert!(added.starts_with(text) && added.contains(BEGIN) && added.contains(END), "{added}");
            assert_eq!(with(&added, "x\ny\n"), added);
            assert_eq!(without(&added), text);
        }
        assert_eq!(without(&with("a", "x\n")), "a\n");
    }

    #[test]
    fn lines_of_an_earlier_version_are_replaced() {
        let added = with(&(with("a\n", "old\n") + "b\n"), "new\n");
        assert!(added.starts_with("a\nb\n") && !added.contains("old") && added.contains("new"), "{added}");
    }

    #[test]
    fn a_mark_without_its_end_takes_nothing_away() {
        let text = format!("a\n{BEGIN}\nb\n");
        assert_eq!(without(&text), text);
    }
}
