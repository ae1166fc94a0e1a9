//! The language of manual pages, as much of it as they need.

use crate::cli::text::wrap;

/// The width of lines that no formatter can part, with its margins in a terminal of 80 columns.
const NAME_WIDTH: usize = 66;

/// A page as it comes to be.
pub struct Roff {
    text: String,
}

impl Roff {
    /// A page with its head.
    pub fn new(name: &str, source: &str, manual: &str) -> Self {
        let head = format!(".TH \"{}\" \"1\" \"\" \"{}\" \"{}\"\n", plain(name), plain(source), plain(manual));
        // Left margins only, and no hyphens of the formatter's own: what is told are commands and paths.
        Self { text: format!("{head}.nh\n.ad l\n") }
    }

    /// Begins a section.
    pub fn section(&mut self, heading: &str) {
        self.text.push_str(&format!(".SH \"{}\"\n", plain(heading)));
    }

    /// The line that `apropos` reads.
    pub fn name(&mut self, name: &str, about: &str) {
        // What reads this knows no places at which a line may end: a long one is several.
        for line in wrap::wrap(&format!("{name} - {about}"), NAME_WIDTH) {
            self.line(&plain(&line));
        }
    }

    /// How a command is typed, which is a usage that begins with the command.
    pub fn synopsis(&mut self, command: &str, usage: &str) {
        let rest = usage.strip_prefix(command).unwrap_or(usage);
        self.line(&format!("\\fB{}\\fR{}", plain(command), plain(rest)));
    }

    /// Paragraphs of text.
    pub fn paragraphs(&mut self, text: &str) {
        for paragraph in text.split("\n\n") {
            self.text.push_str(".PP\n");
            self.lines(paragraph);
        }
    }

    /// A name and what it means; lines that begin with a sign are a list.
    pub fn entry(&mut self, name: &str, meaning: &str) {
        self.text.push_str(&format!(".TP\n\\fB{}\\fR\n", plain(name)));
        self.lines(meaning);
    }

    /// Lines that stay as they are.
    pub fn listing(&mut self, listing: &str) {
        self.text.push_str(".nf\n");
        for line in listing.lines() {
            self.line(&plain(line));
        }
        self.text.push_str(".fi\n");
    }

    /// Names of other pages.
    pub fn references(&mut self, names: &[String]) {
        let names: Vec<String> = names.iter().map(|name| format!("\\fB{}\\fR(1)", plain(name))).collect();
        self.line(&names.join(", "));
    }

    /// The page.
    pub fn finish(self) -> String {
        self.text
    }

    fn lines(&mut self, text: &str) {
        for (place, line) in text.lines().enumerate() {
            if place > 0 {
                self.text.push_str(".br\n");
            }
            self.line(&prose(line));
        }
    }

    /// A line of text that no command of the formatter can be taken for.
    fn line(&mut self, line: &str) {
        if line.starts_with(['.', '\'']) {
            self.text.push_str("\\&");
        }
        self.text.push_str(line);
        self.text.push('\n');
    }
}

/// Prose: what stands between ` is a command, in bold, and Japanese may end its lines where it likes.
fn prose(text: &str) -> String {
    let mut roff = String::with_capacity(text.len() * 2);
    for (place, part) in broken(text).split('`').enumerate() {
        match place % 2 {
            0 => roff.push_str(&plain(part)),
            _ => roff.push_str(&format!("\\fB{}\\fR", plain(part))),
        }
    }
    roff
}

/// Stands where a line may end, until the text is escaped.
const BREAK: char = '\u{200b}';

fn broken(text: &str) -> String {
    let mut broken = String::with_capacity(text.len() * 2);
    let mut from = 0;
    for place in wrap::breaks(text) {
        broken.push_str(&text[from..place]);
        broken.push(BREAK);
        from = place;
    }
    broken.push_str(&text[from..]);
    broken
}

/// Text in which nothing means anything to the formatter.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' => plain.push_str("\\e"),
            '-' => plain.push_str("\\-"),
            '"' => plain.push_str("\\(dq"),
            '\'' => plain.push_str("\\(aq"),
            '`' => plain.push_str("\\(ga"),
            '^' => plain.push_str("\\(ha"),
            '~' => plain.push_str("\\(ti"),
            BREAK => plain.push_str("\\:"),
            letter => plain.push(letter),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_text_is_a_command_of_the_formatter() {
        let mut roff = Roff::new("aosbox", "aosbox 1", "manual");
        roff.paragraphs(".x 'y' `a\\b`");
        assert!(roff.finish().ends_with(".PP\n\\&.x \\(aqy\\(aq \\fBa\\eb\\fR\n"));
        assert_eq!(prose("日本、x"), "日\\:本、\\:x");
    }
}
