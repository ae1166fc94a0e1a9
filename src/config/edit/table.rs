//! Tables and lists of tables, however they are written: under headers, or in braces.

use toml_edit::{ArrayOfTables, Document, DocumentMut, InlineTable, Item, Table, TableLike, Value};

/// The table of a name, if there is one.
pub fn find<'a>(document: &'a mut DocumentMut, name: &[&str]) -> Option<&'a mut dyn TableLike> {
    let mut table: &mut dyn TableLike = document.as_table_mut();
    for part in name {
        table = table.get_mut(part)?.as_table_like_mut()?;
    }
    Some(table)
}

/// The table of a name; it is made at the end if there is none.
pub fn named<'a>(document: &'a mut DocumentMut, name: &[&str]) -> &'a mut dyn TableLike {
    if find(document, name).is_none() {
        let mut table = Table::new();
        let before = take_end(document);
        table.decor_mut().set_prefix(before);
        if let ([above @ .., last], _) = (name, ()) {
            let parent: &mut dyn TableLike =
                if above.is_empty() { document.as_table_mut() } else { named(document, above) };
            parent.insert(last, Item::Table(table));
        }
    }
    match find(document, name) {
        Some(table) => table,
        // Names of tables are known to be tables: the text was read as settings before.
        None => unreachable!("a table was made"),
    }
}

/// Adds a table to a list of tables.
pub fn add(mut document: DocumentMut, name: &[&str], fill: impl Fn(&mut dyn TableLike)) -> String {
    let Some((last, above)) = name.split_last() else { return document.to_string() };
    if let Some(Item::Value(Value::Array(array))) = find(&mut document, above).and_then(|table| table.get_mut(last)) {
        let mut table = InlineTable::new();
        fill(&mut table);
        array.push(table);
        return document.to_string();
    }
    let mut table = Table::new();
    fill(&mut table);
    let ends_document = is_last(&document, name);
    let before = if ends_document { take_end(&mut document) } else { "\n".to_owned() };
    table.decor_mut().set_prefix(before);
    // Where a table holds the list only, its own header would say nothing.
    let is_new = !above.is_empty() && find(&mut document, above).is_none();
    if is_new && let [above] = above {
        let mut holder = Table::new();
        holder.set_implicit(true);
        document.as_table_mut().insert(above, Item::Table(holder));
    }
    if let Some(parent) = find(&mut document, above) {
        if parent.get(last).is_none() {
            parent.insert(last, Item::ArrayOfTables(ArrayOfTables::new()));
        }
        if let Some(list) = parent.get_mut(last).and_then(Item::as_array_of_tables_mut) {
            list.push(table);
        }
    }
    document.to_string()
}

/// Removes the table of a number, from 1, from a list of tables. Of the comments above it, those that touch its header go with it.
/// The error is how many there are.
pub fn remove(text: &str, mut document: DocumentMut, name: &[&str], number: usize) -> Result<String, usize> {
    let count = count(&document, name);
    let place = number.checked_sub(1).filter(|&place| place < count).ok_or(count)?;
    let (last, above) = name.split_last().ok_or(count)?;
    if let Some(Item::Value(Value::Array(array))) = find(&mut document, above).and_then(|table| table.get_mut(last)) {
        array.remove(place);
        return Ok(document.to_string());
    }
    let read = Document::parse(text).map_err(|_| count)?;
    let lines = item(read.as_table(), name).and_then(Item::as_array_of_tables).and_then(|list| list.get(place));
    let (first, after) = lines.and_then(|table| lines_of(text, table)).ok_or(count)?;
    let (before, behind) = (text.get(..first).unwrap_or_default(), text.get(after..).unwrap_or_default());
    // One blank line is enough where there were two.
    let behind = match before.is_empty() || before.ends_with("\n\n") {
        true => behind.strip_prefix('\n').unwrap_or(behind),
        false => behind,
    };
    let text = format!("{before}{behind}");
    // A blank line before the end was one between tables.
    Ok(if behind.is_empty() && text.ends_with("\n\n") { text.trim_end().to_owned() + "\n" } else { text })
}

/// Where a table begins and ends in the text: whole lines, from the comment that touches its header to its last value.
fn lines_of(text: &str, table: &Table) -> Option<(usize, usize)> {
    let header = table.span()?;
    let last = table.iter().filter_map(|(_, item)| item.span()).map(|span| span.end).max().unwrap_or(header.end);
    let line_start = |at: usize| text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
    let mut first = line_start(header.start);
    while first > 0 {
        let above = line_start(first - 1);
        if !text.get(above..first)?.trim_start().starts_with('#') {
            break;
        }
        first = above;
    }
    // What stands at the very top says what the file is.
    if first == 0 {
        first = line_start(header.start);
    }
    let end = last.max(header.end);
    let after = text.get(end..)?.find('\n').map_or(text.len(), |newline| end + newline + 1);
    Some((first, after))
}

/// How many tables a list has.
pub fn count(document: &DocumentMut, name: &[&str]) -> usize {
    match item(document.as_table(), name) {
        Some(Item::ArrayOfTables(list)) => list.len(),
        Some(Item::Value(Value::Array(array))) => array.len(),
        _ => 0,
    }
}

/// The place of the first table of a list that is meant.
pub fn position(document: &DocumentMut, name: &[&str], is_meant: impl Fn(&dyn TableLike) -> bool) -> Option<usize> {
    match item(document.as_table(), name)? {
        Item::ArrayOfTables(list) => list.iter().position(|table| is_meant(table)),
        Item::Value(Value::Array(array)) => {
            array.iter().position(|value| value.as_inline_table().is_some_and(|table| is_meant(table)))
        }
        _ => None,
    }
}

/// The table of a place in a list, from 0.
pub fn nth<'a>(document: &'a mut DocumentMut, name: &[&str], place: usize) -> Option<&'a mut dyn TableLike> {
    let (last, above) = name.split_last()?;
    match find(document, above)?.get_mut(last)? {
        Item::ArrayOfTables(list) => list.get_mut(place).map(|table| table as &mut dyn TableLike),
        Item::Value(Value::Array(array)) => {
            array.get_mut(place)?.as_inline_table_mut().map(|table| table as &mut dyn TableLike)
        }
        _ => None,
    }
}

fn item<'a>(table: &'a Table, name: &[&str]) -> Option<&'a Item> {
    let (last, above) = name.split_last()?;
    let mut table: &dyn TableLike = table;
    for part in above {
        table = table.get(part)?.as_table_like()?;
    }
    table.get(last)
}

/// Whether a new table of a list would be the last thing in the document.
fn is_last(document: &DocumentMut, name: &[&str]) -> bool {
    let root = document.as_table();
    let first = name.first().copied().unwrap_or_default();
    if !root.contains_key(first) {
        return true;
    }
    // Tables that were read have their places; the largest is the last.
    let largest = |item: &Item| largest_position(item);
    let own = root.get(first).and_then(largest);
    root.iter().filter(|(key, _)| *key != first).filter_map(|(_, item)| largest(item)).max() < own
}

fn largest_position(item: &Item) -> Option<isize> {
    match item {
        Item::Table(table) => {
            let below = table.iter().filter_map(|(_, item)| largest_position(item)).max();
            below.max(table.position())
        }
        Item::ArrayOfTables(list) => list
            .iter()
            .filter_map(|table| {
                let below = table.iter().filter_map(|(_, item)| largest_position(item)).max();
                below.max(table.position())
            })
            .max(),
        _ => None,
    }
}

/// What stands at the end of the document, which then goes before what is added there.
fn take_end(document: &mut DocumentMut) -> String {
    let end = document.trailing().as_str().unwrap_or_default().trim_end_matches('\n').to_owned();
    document.set_trailing("");
    match end.is_empty() {
        true if document.as_table().is_empty() => String::new(),
        true => "\n".to_owned(),
        false => format!("{end}\n\n"),
    }
}
