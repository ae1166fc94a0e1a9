//! `aosbox doctor`: looks at everything that backups need, and says of each what was found and what to do. Nothing is changed, and nothing
//! is left behind.

mod backups;
mod computer;
mod store;

use console::measure_text_width;
use serde_json::{Value, json};

use crate::cli::{
    arguments,
    mistakes::{Failure, Outcome},
    program::{Program, profile::Profile},
    steps::situation::Situation,
    terminal::output::{Printer, Stream, Tint},
    words::{self, Area, Checked, Checking, Explained, Grade},
};

/// Runs the command.
pub fn run(program: &Program, arguments: &arguments::Doctor) -> Result<Outcome, Failure> {
    let mut findings = Findings::new(&program.printer);
    computer::settings(program, &mut findings)?;
    let profile = match Profile::load(&program.settings.folders.profiles, &program.settings.profile) {
        Ok(profile) => profile,
        Err(failure) => {
            findings.add(Checked::LoginWrong(words::explain(&failure)))?;
            None
        }
    };
    store::look(program, profile.as_ref(), arguments.offline, &mut findings)?;
    computer::zone(program, &mut findings)?;
    backups::selection(program, &mut findings)?;
    let situation = Situation::with(program, profile);
    let profile = situation.profile.as_ref();
    backups::schedule(program, &situation, &mut findings)?;
    if profile.is_some() {
        backups::last(&situation, &mut findings)?;
    }
    computer::space(program, profile, &mut findings)?;
    if let Some(profile) = profile {
        computer::cache(program, profile, &mut findings)?;
        computer::dual(program, profile, &mut findings)?;
    }
    backups::conditions(program, &mut findings)?;
    computer::hooks(program, &mut findings)?;
    computer::leftovers(program, profile, &mut findings)?;
    computer::log(program, &mut findings)?;
    computer::system(&mut findings)?;
    findings.finish()
}

/// Says what is wrong with the settings, without which nothing else can be looked at.
pub fn without_settings(printer: &Printer, failure: &Failure) -> Result<Outcome, Failure> {
    let mut findings = Findings::new(printer);
    findings.add(Checked::SettingsWrong(words::explain(failure)))?;
    findings.finish()
}

/// What was found so far, each said as it is found.
pub struct Findings<'a> {
    printer: &'a Printer,
    /// The width of the longest name of an area.
    width: usize,
    found: Vec<Checked>,
}

impl<'a> Findings<'a> {
    fn new(printer: &'a Printer) -> Self {
        let width = Area::ALL.iter().map(|area| measure_text_width(&name(*area))).max().unwrap_or_default();
        Self { printer, width, found: Vec::new() }
    }

    /// Takes something in.
    pub fn add(&mut self, checked: Checked) -> Result<(), Failure> {
        let grade = checked.grade();
        tracing::info!(area = checked.area().id(), grade = grade.id(), "checked");
        // Who wants to hear errors only does not want to hear that all is well.
        if grade >= Grade::Warning || !self.printer.is_quiet() {
            self.say(&checked)?;
        }
        self.found.push(checked);
        Ok(())
    }

    fn say(&self, checked: &Checked) -> Result<(), Failure> {
        let Explained { message, hint } = words::found(checked);
        let (mark, tint) = match checked.grade() {
            Grade::Well => ("✓", Tint::Green),
            Grade::Skipped => ("-", Tint::Dim),
            Grade::Warning => ("!", Tint::Magenta),
            Grade::Wrong => ("✗", Tint::Red),
        };
        let name = name(checked.area());
        let room = " ".repeat(self.width.saturating_sub(measure_text_width(&name)));
        let mark = self.printer.tint(Stream::Out, tint, mark);
        // What does not fit into a line goes on below its beginning.
        let below = |indent: usize, text: &str| {
            self.printer.lines(Stream::Out, indent, text).join(&format!("\n{}", " ".repeat(indent)))
        };
        let indent = self.width + 4;
        self.printer.line(&format!("{mark} {name}{room}  {}", below(indent, &message)))?;
        if let Some(hint) = hint {
            let arrow = self.printer.tint(Stream::Out, Tint::Bold, "→");
            self.printer.line(&format!("{}{arrow} {}", " ".repeat(indent), below(indent + 2, &hint)))?;
        }
        Ok(())
    }

    /// Says how it all looks.
    fn finish(self) -> Result<Outcome, Failure> {
        let count = |grade: Grade| self.found.iter().filter(|checked| checked.grade() == grade).count();
        let (wrong, warnings) = (count(Grade::Wrong), count(Grade::Warning));
        self.printer.summary(&Checking::Verdict { wrong, warnings }.into())?;
        let checks: Vec<Value> = self.found.iter().map(document).collect();
        let fields = json!({ "ok": wrong == 0, "wrong": wrong, "warnings": warnings, "checks": checks });
        self.printer.document("doctor", fields)?;
        Ok(if wrong == 0 { Outcome::Done } else { Outcome::Incomplete })
    }
}

fn name(area: Area) -> String {
    words::say(&Checking::Area(area).into())
}

fn document(checked: &Checked) -> Value {
    let Explained { message, hint } = words::found(checked);
    json!({ "check": checked.area().id(), "state": checked.grade().id(), "message": message, "remedy": hint })
}
