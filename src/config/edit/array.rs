//! Lists of texts: one is added in the way in which the others are written, and what is taken away leaves the comments of others.

use toml_edit::{Array, Decor, Value};

/// Adds a text at the end, unless the same is there.
pub fn add(array: &mut Array, text: &str, same: impl Fn(&str) -> bool) -> bool {
    if array.iter().filter_map(Value::as_str).any(same) {
        return false;
    }
    let mut value = Value::from(text);
    let tail = tail(array);
    let in_lines = tail.contains('\n') || array.iter().any(|value| prefix(value.decor()).contains('\n'));
    if !in_lines {
        let blank = if array.is_empty() { "" } else { " " };
        *value.decor_mut() = Decor::new(blank, "");
        array.push_formatted(value);
        return true;
    }
    // What stands behind the last one, a comment perhaps, goes before the new one: the same line as before.
    let last = array.len().checked_sub(1);
    let indent = last.and_then(|last| array.get(last)).map(|last| prefix(last.decor()));
    let indent = indent.as_deref().and_then(|prefix| Some(prefix.rsplit_once('\n')?.1));
    let before = format!("{}\n{}", tail.trim_end(), indent.unwrap_or("    "));
    if let Some(last) = last.and_then(|last| array.get_mut(last)) {
        last.decor_mut().set_suffix("");
    }
    *value.decor_mut() = Decor::new(before, "");
    array.push_formatted(value);
    array.set_trailing_comma(true);
    array.set_trailing("\n");
    true
}

/// Takes away all that are the same; whether there were any.
pub fn remove(array: &mut Array, same: impl Fn(&str) -> bool) -> bool {
    let count = array.len();
    let mut place = 0;
    while let Some(value) = array.get(place) {
        if !value.as_str().is_some_and(&same) {
            place += 1;
            continue;
        }
        let removed = array.remove(place);
        let before_it = prefix(removed.decor());
        let comments = comments(&before_it);
        let is_first = place == 0;
        match array.get_mut(place) {
            Some(next) => {
                let mut before = prefix(next.decor());
                if is_first && !before.contains('\n') {
                    before = before.trim_start().to_owned();
                }
                next.decor_mut().set_prefix(format!("{comments}{before}"));
            }
            None => {
                let tail = raw(array.trailing().as_str());
                array.set_trailing(format!("{comments}{tail}"));
            }
        }
    }
    array.len() < count
}

/// What stands between the last value, or the opening bracket, and the closing one.
fn tail(array: &Array) -> String {
    let trailing = raw(array.trailing().as_str());
    let last = array.len().checked_sub(1).and_then(|last| array.get(last));
    let suffix = last.map(|last| raw(last.decor().suffix().and_then(|suffix| suffix.as_str()))).unwrap_or_default();
    format!("{suffix}{trailing}")
}

fn prefix(decor: &Decor) -> String {
    raw(decor.prefix().and_then(|prefix| prefix.as_str()))
}

fn raw(text: Option<&str>) -> String {
    text.unwrap_or_default().to_owned()
}

/// The part of what stands before a value that holds comments: all but its own line.
fn comments(prefix: &str) -> &str {
    match prefix.rfind('\n') {
        Some(end) if prefix.contains('#') => prefix.get(..end).unwrap_or_default(),
        _ => "",
    }
}
