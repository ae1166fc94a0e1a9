//! Columns that stand under one another, whatever the width of the letters.

use console::measure_text_width;

use super::output::{Printer, Stream, Tint};
use crate::cli::{
    mistakes::Failure,
    words::{self, Table},
};

/// Prints a table, its headings first. Columns named in `right` are pushed to the right; the last one is left as long as it is.
pub fn print(printer: &Printer, table: Table, rows: &[Vec<String>], right: &[usize]) -> Result<(), Failure> {
    let headings = words::headings(table);
    let width_of = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column)).map(|cell| measure_text_width(cell));
        cells.chain(headings.get(column).map(|heading| measure_text_width(heading))).max().unwrap_or_default()
    };
    let widths: Vec<usize> = (0..headings.len()).map(width_of).collect();
    let line = |cells: &[String]| {
        let mut text = String::new();
        for (column, (cell, width)) in cells.iter().zip(&widths).enumerate() {
            let room = " ".repeat(width.saturating_sub(measure_text_width(cell)));
            if column > 0 {
                text.push_str("  ");
            }
            match (right.contains(&column), column + 1 == cells.len()) {
                (true, _) => text.extend([room.as_str(), cell]),
                (false, true) => text.push_str(cell),
                (false, false) => text.extend([cell.as_str(), &room]),
            }
        }
        text
    };
    let headings: Vec<String> = headings.iter().map(|&heading| heading.to_owned()).collect();
    printer.line(&printer.tint(Stream::Out, Tint::Bold, &line(&headings)))?;
    for row in rows {
        printer.line(&line(row))?;
    }
    Ok(())
}
