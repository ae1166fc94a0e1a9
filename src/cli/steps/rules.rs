//! A filter's rule as a person and as a program read it.

use serde_json::{Value, json};

use crate::{
    cli::{
        program::{Program, settings::Settings},
        words::{self, Selecting},
    },
    config::{
        date,
        selection::{Expression, FilterConfig},
    },
};

/// What a filter does, in words.
pub fn rule(settings: &Settings, filter: &FilterConfig) -> String {
    let older_than = filter.older_than.map(|day| date::text(day, &settings.zone));
    words::say(&Selecting::FilterRule { filter, older_than: older_than.as_deref() }.into())
}

/// A filter in JSON.
pub fn document(program: &Program, number: usize, filter: &FilterConfig) -> Value {
    let (only, exclude) = match &filter.expression {
        Some(Expression::Only(text)) => (Some(text), None),
        Some(Expression::Exclude(text)) => (None, Some(text)),
        None => (None, None),
    };
    json!({
        "number": number,
        "line": filter.line,
        "path": filter.path.as_ref().map(|path| path.to_string_lossy()),
        "only": only,
        "exclude": exclude,
        "regex": filter.regex,
        "larger_than": filter.larger_than,
        "older_than": filter.older_than.map(|day| date::text(day, &program.settings.zone)),
        "note": filter.note,
    })
}
