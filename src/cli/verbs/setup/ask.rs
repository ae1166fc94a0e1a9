//! Questions of the set-up: to choose one of some, to choose any of many, and to type something. Each can be gone back from (Esc) and left
//! (Ctrl-C), and leaves one line behind that says what was answered.

use std::{cell::Cell, io};

use console::{Key, Term, measure_text_width, truncate_str};
use zeroize::Zeroizing;

use super::keys::{Keys, Silence};
use crate::cli::{
    mistakes::{Failure, Mistake},
    terminal::output::{MOST_WIDTH, Printer, Stream, Tint},
    text::wrap::wrap,
    words::{self, KeysOf, Question, Starting},
};

/// Why a question was not answered.
pub enum Away {
    /// Somebody wants to go back.
    Back,
    /// Somebody wants to leave.
    Leave,
    /// It could not be asked, or what came of the answer failed.
    Failed(Failure),
}

/// What was answered.
pub type Asked<T> = Result<T, Away>;

impl From<Failure> for Away {
    fn from(failure: Failure) -> Self {
        Away::Failed(failure)
    }
}

/// The terminal could not be used.
fn unasked(error: io::Error) -> Away {
    Away::Failed(Mistake::Prompt(error).into())
}

/// A line of a list of which any can be chosen.
pub struct Item {
    /// What it says.
    pub text: String,
    /// What it is called as an answer.
    pub name: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// Whether what is typed can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Typed {
    /// It can.
    Plain,
    /// It is a secret.
    Hidden,
}

/// Width of the labels before answers.
const LABEL: usize = 16;
/// The narrowest terminal that is reckoned with.
const NARROWEST: usize = 20;
/// What stands for a secret that was typed.
const SECRET: &str = "********";

/// Who asks.
pub struct Asker {
    term: Term,
    keys: Keys,
    printer: Printer,
    /// Questions that were answered since the step began.
    answered: Cell<usize>,
}

/// What was drawn and is drawn anew with every key.
#[derive(Default)]
struct Drawn {
    /// Lines above the one that the cursor is in; `None` before anything was drawn.
    above: Option<usize>,
}

impl Asker {
    /// Asks at the terminal.
    pub fn new(printer: &Printer) -> Self {
        let term = Term::stderr();
        let keys = Keys::of(&term);
        Self { term, keys, printer: printer.clone(), answered: Cell::new(0) }
    }

    /// A step begins.
    pub fn begin_step(&self) {
        self.answered.set(0);
    }

    /// Whether anything was answered since.
    pub fn has_answered(&self) -> bool {
        self.answered.get() > 0
    }

    /// A line as it is.
    pub fn say(&self, text: &str) {
        self.printer.error_line(text);
    }

    /// A text.
    pub fn tell(&self, message: Starting<'_>) {
        for line in self.wrapped(0, &words::say(&message.into())) {
            self.say(&line);
        }
    }

    /// What matters less, below an answer.
    pub fn remark(&self, message: Starting<'_>) {
        for line in self.wrapped(LABEL + 2, &words::say(&message.into())) {
            self.say(&line);
        }
    }

    /// A label and what there is to say.
    pub fn fact(&self, label: &str, text: &str) {
        let room = LABEL.saturating_sub(measure_text_width(label)).max(1);
        let lines = self.wrapped(LABEL + 2, text);
        let first = lines.first().map(|line| line.trim_start()).unwrap_or_default();
        self.say(&format!("  {}{}{first}", self.tint(Tint::Bold, label), " ".repeat(room)));
        for line in lines.iter().skip(1) {
            self.say(line);
        }
    }

    /// What is wrong with an answer, in lines.
    pub fn complaint(&self, failure: &Failure) -> Vec<String> {
        let explained = words::explain(failure);
        let message = self
            .wrapped(2, &format!("! {}", explained.message))
            .into_iter()
            .map(|line| self.tint(Tint::Magenta, &line));
        let hint = explained.hint.map(|hint| self.wrapped(2, &hint)).unwrap_or_default();
        message.chain(hint).collect()
    }

    /// Says what is wrong.
    pub fn complain(&self, failure: &Failure) {
        for line in self.complaint(failure) {
            self.say(&line);
        }
    }

    /// A text that stands out.
    pub fn tint(&self, tint: Tint, text: &str) -> String {
        self.printer.tint(Stream::Err, tint, text)
    }

    /// Lets somebody choose one of some.
    pub fn choose(&self, question: Question, choices: &[String], first: usize) -> Asked<usize> {
        let last = choices.len().saturating_sub(1);
        let mut at = first.min(last);
        let (_silence, mut drawn) = (Silence::begin(), Drawn::default());
        loop {
            let mut lines = self.heading(question);
            lines.extend(choices.iter().enumerate().map(|(place, choice)| self.pointed(place == at, choice)));
            lines.extend(self.footing(KeysOf::Choose));
            self.draw(&mut drawn, &lines).map_err(unasked)?;
            match self.key(&mut drawn, |_| Ok(()))? {
                Key::Enter => break,
                key => at = moved(&key, at, last),
            }
        }
        self.answer(&mut drawn, question, choices.get(at).map_or("", String::as_str))?;
        Ok(at)
    }

    /// Lets somebody choose any of many. `renew` may change what the lines say while nobody types; it says whether it did.
    pub fn check(
        &self,
        question: Question,
        items: &mut [Item],
        mut renew: impl FnMut(&mut [Item]) -> bool,
    ) -> Asked<()> {
        let last = items.len().saturating_sub(1);
        let mut at = 0;
        let (_silence, mut drawn) = (Silence::begin(), Drawn::default());
        loop {
            self.draw(&mut drawn, &self.list(question, items, at)).map_err(unasked)?;
            let key = self.key(&mut drawn, |drawn| match renew(items) {
                true => self.draw(drawn, &self.list(question, items, at)),
                false => Ok(()),
            })?;
            match key {
                Key::Enter => break,
                Key::Char(' ') => items.iter_mut().skip(at).take(1).for_each(|item| item.chosen = !item.chosen),
                key => at = moved(&key, at, last),
            }
        }
        let chosen: Vec<&str> = items.iter().filter(|item| item.chosen).map(|item| item.name.as_str()).collect();
        self.answer(&mut drawn, question, &chosen.join(", "))
    }

    /// Lets somebody type something, until `check` has nothing against it.
    pub fn text<T>(
        &self,
        question: Question,
        first: &str,
        typed: Typed,
        mut check: impl FnMut(&str) -> Result<T, Failure>,
    ) -> Asked<T> {
        let mut line = Line::new(first, typed);
        let mut complaint = Vec::new();
        let (_silence, mut drawn) = (Silence::begin(), Drawn::default());
        loop {
            let mut lines = self.heading(question);
            lines.append(&mut complaint);
            lines.push(format!("  {}", words::say(&Starting::Keys(KeysOf::Type).into())));
            let (shown, back) = line.shown(self.width().saturating_sub(5));
            lines.push(format!("  > {shown}"));
            self.draw_open(&mut drawn, &lines, back).map_err(unasked)?;
            match self.key(&mut drawn, |_| Ok(()))? {
                Key::Enter => match check(&line.text()) {
                    Ok(answer) => {
                        let shown = if typed == Typed::Hidden && !line.letters.is_empty() {
                            SECRET.to_owned()
                        } else {
                            line.shown(usize::MAX).0
                        };
                        self.answer(&mut drawn, question, &shown)?;
                        return Ok(answer);
                    }
                    Err(failure) => complaint = self.complaint(&failure),
                },
                key => line.edit(&key),
            }
        }
    }

    fn width(&self) -> usize {
        usize::from(self.term.size().1).max(NARROWEST)
    }

    fn heading(&self, question: Question) -> Vec<String> {
        self.wrapped(2, &words::say(&Starting::Ask(question).into()))
    }

    fn footing(&self, keys: KeysOf) -> Vec<String> {
        vec![String::new(), format!("  {}", words::say(&Starting::Keys(keys).into()))]
    }

    fn pointed(&self, here: bool, text: &str) -> String {
        match here {
            true => self.tint(Tint::Bold, &format!("  > {text}")),
            false => format!("    {text}"),
        }
    }

    /// The lines of a checklist: as many as there is room for, those around the one that the cursor is at.
    fn list(&self, question: Question, items: &[Item], at: usize) -> Vec<String> {
        let mut lines = self.heading(question);
        let room = usize::from(self.term.size().0).saturating_sub(lines.len() + 4).max(3);
        let first = (at + 1).saturating_sub(room);
        for (place, item) in items.iter().enumerate().skip(first).take(room) {
            let mark = if item.chosen { "[x]" } else { "[ ]" };
            lines.push(self.pointed(place == at, &format!("{mark} {}", item.text)));
        }
        lines.extend(self.footing(KeysOf::Check));
        lines
    }

    /// A text in lines that the terminal has room for, so many columns from its edge.
    fn wrapped(&self, indent: usize, text: &str) -> Vec<String> {
        let room = self.width().min(MOST_WIDTH).saturating_sub(indent + 1);
        wrap(text, room).iter().map(|line| format!("{:indent$}{line}", "")).collect()
    }

    /// Leaves one line of a question that was answered.
    fn answer(&self, drawn: &mut Drawn, question: Question, answer: &str) -> Asked<()> {
        self.clear(drawn).map_err(unasked)?;
        self.answered.set(self.answered.get() + 1);
        let label = words::say(&Starting::Label(question).into());
        let answer = if answer.is_empty() { "–" } else { answer };
        self.fact(&label, &truncate_str(answer, self.width().saturating_sub(LABEL + 3), "…"));
        Ok(())
    }

    /// The next key. `tick` is called while there is none.
    fn key(&self, drawn: &mut Drawn, mut tick: impl FnMut(&mut Drawn) -> io::Result<()>) -> Asked<Key> {
        let away = match self.keys.next(|| tick(drawn)).map_err(unasked)? {
            Key::Escape => Away::Back,
            Key::CtrlC => Away::Leave,
            key => return Ok(key),
        };
        self.clear(drawn).map_err(unasked)?;
        Err(away)
    }

    /// Draws lines in the place of those that were drawn before.
    fn draw(&self, drawn: &mut Drawn, lines: &[String]) -> io::Result<()> {
        self.clear(drawn)?;
        let width = self.width() - 1;
        let text: String = lines.iter().map(|line| format!("{}\n", truncate_str(line, width, "…"))).collect();
        drawn.above = Some(lines.len());
        self.term.hide_cursor()?;
        self.term.write_str(&text)
    }

    /// The same, with the cursor in the last line, so many columns before its end.
    fn draw_open(&self, drawn: &mut Drawn, lines: &[String], back: usize) -> io::Result<()> {
        let Some((last, lines)) = lines.split_last() else { return Ok(()) };
        self.draw(drawn, lines)?;
        self.term.write_str(last)?;
        if back > 0 {
            self.term.move_cursor_left(back)?;
        }
        self.term.show_cursor()
    }

    fn clear(&self, drawn: &mut Drawn) -> io::Result<()> {
        if let Some(above) = drawn.above.take() {
            self.term.clear_line()?;
            self.term.clear_last_lines(above)?;
        }
        self.term.show_cursor()
    }
}

/// Where the cursor of a list goes with a key.
fn moved(key: &Key, at: usize, last: usize) -> usize {
    match key {
        Key::ArrowUp | Key::Char('k') => at.checked_sub(1).unwrap_or(last),
        Key::ArrowDown | Key::Tab | Key::Char('j') if at >= last => 0,
        Key::ArrowDown | Key::Tab | Key::Char('j') => at + 1,
        Key::Home => 0,
        Key::End => last,
        _ => at,
    }
}

/// A line that is being typed.
struct Line {
    letters: Zeroizing<Vec<char>>,
    at: usize,
    typed: Typed,
}

impl Line {
    fn new(first: &str, typed: Typed) -> Self {
        let letters = Zeroizing::new(first.chars().collect::<Vec<char>>());
        Self { at: letters.len(), letters, typed }
    }

    fn text(&self) -> Zeroizing<String> {
        Zeroizing::new(self.letters.iter().collect())
    }

    fn edit(&mut self, key: &Key) {
        match key {
            Key::Char('\u{15}') => {
                self.letters.clear();
                self.at = 0;
            }
            Key::Char(letter) if !letter.is_control() => {
                self.letters.insert(self.at, *letter);
                self.at += 1;
            }
            Key::Backspace if self.at > 0 => {
                self.at -= 1;
                self.letters.remove(self.at);
            }
            Key::Del if self.at < self.letters.len() => drop(self.letters.remove(self.at)),
            Key::ArrowLeft => self.at = self.at.saturating_sub(1),
            Key::ArrowRight => self.at = (self.at + 1).min(self.letters.len()),
            Key::Home => self.at = 0,
            Key::End => self.at = self.letters.len(),
            _ => {}
        }
    }

    /// The part of it around the cursor that there is room for, and how many columns the cursor is before its end.
    fn shown(&self, room: usize) -> (String, usize) {
        let letters: Vec<char> = match self.typed {
            Typed::Plain => self.letters.to_vec(),
            Typed::Hidden => vec!['*'; self.letters.len()],
        };
        let width = |letters: &[char]| measure_text_width(&letters.iter().collect::<String>());
        let (before, after) = letters.split_at(self.at);
        let mut first = 0;
        while before.get(first..).is_some_and(|before| width(before) > room) {
            first += 1;
        }
        let before = before.get(first..).unwrap_or_default();
        let mut after = after;
        while width(before) + width(after) > room && !after.is_empty() {
            after = &after[..after.len() - 1];
        }
        (before.iter().chain(after).collect(), width(after))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_can_be_edited() {
        let mut line = Line::new("/mnt/nas", Typed::Plain);
        for key in [Key::Char('2'), Key::Home, Key::Del, Key::Char('写'), Key::End, Key::Backspace, Key::Char('\u{7}')]
        {
            line.edit(&key);
        }
        assert_eq!(line.text().as_str(), "写mnt/nas");
        line.edit(&Key::ArrowLeft);
        assert_eq!(line.shown(80), ("写mnt/nas".to_owned(), 1));
        line.edit(&Key::Home);
        assert_eq!(line.shown(4), ("写mn".to_owned(), 4));
        line.edit(&Key::Char('\u{15}'));
        assert_eq!(line.text().as_str(), "");
    }

    #[test]
    fn a_long_line_is_shown_around_the_cursor_and_a_secret_not_at_all() {
        let line = Line::new("0123456789", Typed::Plain);
        assert_eq!(line.shown(4), ("6789".to_owned(), 0));
        assert_eq!(Line::new("secret", Typed::Hidden).shown(80), ("******".to_owned(), 0));
    }

    #[test]
    fn lists_go_round() {
        assert_eq!(moved(&Key::ArrowUp, 0, 3), 3);
        assert_eq!(moved(&Key::ArrowDown, 3, 3), 0);
        assert_eq!(moved(&Key::Tab, 1, 3), 2);
        assert_eq!(moved(&Key::Enter, 1, 3), 1);
    }
}
