//! `aosbox filter test`: whether a path is backed up, and why.

use std::{collections::BTreeMap, path::PathBuf};

use serde_json::{Map, Value, json};

use crate::{
    cli::{
        mistakes::{Failure, Outcome, SelectionMistake},
        program::Program,
        steps::{reasons, rules, selected},
        terminal::output::{Stream, Tint},
        text::paths,
        words::{self, Brings, Selecting},
    },
    config::{self, selection::SelectionConfig},
    error::Error,
    model::{FileOperation, Kind},
    platform,
    selection::{
        Decision, Selection,
        explain::{Asked, Explanation, Question},
        source::{Origin, Source},
    },
};

/// Runs the command.
pub fn run(program: &Program, typed: &[PathBuf]) -> Result<Outcome, Failure> {
    let selection = selected::of_settings(program)?;
    // What would go along if nothing were left out says who would bring it in.
    let nothing_left_out = SelectionConfig { auto_exclude: false, cloud_files: true, ..SelectionConfig::default() };
    let all = Selection::new(selection.sources().to_vec(), &nothing_left_out, &program.settings.folders.home)?;
    let file = &program.settings.folders.config_file;
    // Where there is no file, nothing stands in it.
    let lines = config::lines::lines(&std::fs::read_to_string(file).unwrap_or_default());
    let mut documents = Vec::new();
    for (place, path) in typed.iter().enumerate() {
        let path = program.settings.typed(path);
        let apath = platform::apath(&path).ok_or_else(|| SelectionMistake::NotThere(path.clone()))?;
        let explanation = selection.explain(&apath).map_err(Error::file(FileOperation::LookAt, &path))?;
        let in_all = all.explain(&apath).map_err(Error::file(FileOperation::LookAt, &path))?;
        let tester =
            Tester { program, selection: &selection, lines: &lines, explanation: &explanation, in_all: &in_all };
        if program.printer.is_json() {
            documents.push(tester.document());
        } else {
            if place > 0 {
                program.printer.line("")?;
            }
            tester.print()?;
        }
    }
    program.printer.document("filter test", json!({ "paths": documents }))?;
    Ok(Outcome::Done)
}

struct Tester<'a> {
    program: &'a Program,
    selection: &'a Selection,
    lines: &'a BTreeMap<String, usize>,
    explanation: &'a Explanation,
    /// The same for a selection of which nothing is left out.
    in_all: &'a Explanation,
}

impl Tester<'_> {
    fn print(&self) -> Result<(), Failure> {
        let explanation = self.explanation;
        let printer = &self.program.printer;
        let path = paths::shown(&explanation.path, platform::SYSTEM);
        let title = words::say(&Selecting::Tested { path: &path, decision: &explanation.decision }.into());
        let tint = if self.is_in() { Tint::Bold } else { Tint::Magenta };
        printer.line(&printer.tint(Stream::Out, tint, &title))?;
        if explanation.kind.is_none() {
            printer.answer(&Selecting::TestedUnseen.into())?;
        }
        if explanation.decided_at != explanation.path && !self.is_in() {
            let folder = paths::shown(&explanation.decided_at, platform::SYSTEM);
            printer.answer(&Selecting::DecidedAt(&folder).into())?;
        }
        let sources: Vec<(&Source, Brings)> = self.sources().collect();
        if sources.is_empty() {
            printer.answer(&Selecting::NoSource.into())?;
        }
        for (source, brings) in sources {
            let path = paths::local(&source.path);
            let line = self.line_of(source);
            printer.answer(&Selecting::Source { source, path: &path, brings, line }.into())?;
        }
        for asked in &explanation.asked {
            if let Some(text) = self.asked(asked) {
                printer.line(&text)?;
            }
        }
        Ok(())
    }

    /// A question and its answer in words. What is asked of every path and was denied says nothing.
    fn asked(&self, asked: &Asked) -> Option<String> {
        let path = paths::shown(&asked.path, platform::SYSTEM);
        let rule = match &asked.question {
            Question::Rule { number, .. } => {
                let rule = number.checked_sub(1).and_then(|place| self.selection.rules().get(place));
                rule.map(|rule| rules::rule(&self.program.settings, rule))
            }
            Question::Exclusion { number } => {
                let exclusion = number.checked_sub(1).and_then(|place| self.selection.exclusions().get(place));
                exclusion.map(|exclusion| paths::local(&exclusion.place))
            }
            _ if !asked.matched => return None,
            _ => None,
        };
        Some(words::say(&Selecting::Asked { asked, path: &path, rule: rule.as_deref() }.into()))
    }

    fn is_in(&self) -> bool {
        matches!(self.explanation.decision, Decision::Included | Decision::IfUsed)
    }

    /// Those in whose folders the path lies, each with whether it takes it.
    fn sources(&self) -> impl Iterator<Item = (&Source, Brings)> {
        let takes = |number: &usize| match self.in_all.brought_in_by.contains(number) {
            _ if self.explanation.brought_in_by.contains(number) => Brings::In,
            true => Brings::Vainly,
            false => Brings::Nothing,
        };
        let source = move |number: &usize| Some((self.selection.sources().get(*number)?, takes(number)));
        self.explanation.within.iter().filter_map(source)
    }

    /// The line of the settings that brings a source in.
    fn line_of(&self, source: &Source) -> Option<usize> {
        let name = match source.origin {
            Origin::Category(_) => "selection.categories",
            Origin::Pick => "selection.paths",
        };
        self.lines.get(name).copied()
    }

    fn document(&self) -> Value {
        let explanation = self.explanation;
        let mut object = Map::new();
        paths::put(&mut object, &explanation.path, platform::SYSTEM);
        let kind = explanation.kind.map(|kind| match kind {
            Kind::File => "file",
            Kind::Folder => "folder",
            Kind::Symlink => "symlink",
        });
        object.insert("kind".to_owned(), kind.into());
        object.insert("backed_up".to_owned(), self.is_in().into());
        let (decision, reason) = match &explanation.decision {
            Decision::Included => ("included", Value::Null),
            Decision::IfUsed => ("if_used", Value::Null),
            Decision::Passage => ("passage", Value::Null),
            Decision::LeftOut(reason) => ("left_out", reasons::document(reason)),
        };
        object.insert("decision".to_owned(), decision.into());
        object.insert("reason".to_owned(), reason);
        object.insert("decided_at".to_owned(), paths::shown(&explanation.decided_at, platform::SYSTEM).into());
        let sources = self.sources().map(|(source, brings)| {
            let mut object = Map::new();
            let category = match source.origin {
                Origin::Category(category) => Some(category.id()),
                Origin::Pick => None,
            };
            object.insert("category".to_owned(), category.into());
            paths::put(&mut object, &source.apath, platform::SYSTEM);
            object.insert("takes".to_owned(), (brings != Brings::Nothing).into());
            object.insert("line".to_owned(), self.line_of(source).into());
            Value::Object(object)
        });
        object.insert("sources".to_owned(), sources.collect());
        object.insert("asked".to_owned(), explanation.asked.iter().map(question).collect());
        Value::Object(object)
    }
}

fn question(asked: &Asked) -> Value {
    let mut object = Map::new();
    paths::put(&mut object, &asked.path, platform::SYSTEM);
    let (what, number, line, part) = match &asked.question {
        Question::Own => ("own", None, None, None),
        Question::FileSystem => ("cross_file_systems", None, None, None),
        Question::Hidden => ("hidden", None, None, None),
        Question::Exclusion { number } => ("auto_exclude", Some(*number), None, None),
        Question::Rule { number, line, part } => {
            ("filter", Some(*number), Some(*line).filter(|line| *line > 0), Some(reasons::part_name(*part)))
        }
        Question::LargestFile => ("max_file_size", None, None, None),
        Question::Placeholder => ("cloud_files", None, None, None),
    };
    object.insert("asked".to_owned(), what.into());
    object.insert("number".to_owned(), number.into());
    object.insert("line".to_owned(), line.into());
    object.insert("part".to_owned(), part.into());
    object.insert("matched".to_owned(), asked.matched.into());
    Value::Object(object)
}
