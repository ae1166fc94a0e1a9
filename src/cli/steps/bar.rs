//! How a progress bar looks: nothing is cut in the middle of a word, and no line is wider than the terminal. Where there is room, all
//! stands in one line; else what matters most stands beside the bar, and figures below it.

use console::measure_text_width;

use crate::cli::{
    terminal::output::{MOST_WIDTH, Printer, Stream, Tint},
    text::wrap::wrap,
    words::{self, Progressed, Running, Working},
};

/// From this width on there is room for all of it in one line. That depends on nothing that changes while it works: lines that come and
/// go are worse than two of them.
const WIDE: usize = 120;
const BAR_WIDTH: usize = 24;
const BETWEEN: &str = " · ";
/// The sign that turns and the blank behind it, and the last column: a terminal may go to the next line when it is written to.
const TAKEN: usize = 3;
const LEAST_WIDTH: usize = 20;

/// The lines of it on a terminal of this width, for behind and below the sign that turns.
pub fn lines(printer: &Printer, working: &Working, waiting: &[String], current: &str, width: usize) -> Vec<String> {
    let room = width.max(LEAST_WIDTH) - TAKEN;
    let bar = fraction(working).map(|fraction| {
        let (full, empty) = glyphs(fraction, BAR_WIDTH.min(room / 2), words::bar());
        let width = measure_text_width(&full) + measure_text_width(&empty) + 6;
        let empty = printer.tint(Stream::Err, Tint::Dim, &empty);
        (format!("{full}{empty} {:>3}% ", (fraction * 100.0) as u32), width)
    });
    let (shown, taken) = bar.unwrap_or_default();
    let beside = room - taken;
    let mut lines = if waiting.is_empty() {
        working_lines(words::progress(working), beside, room, width >= WIDE || taken == 0)
    } else {
        waiting_lines(&words::say(&Running::Waiting { reasons: waiting }.into()), beside, room)
    };
    if let Some(first) = lines.first_mut() {
        first.insert_str(0, &shown);
    }
    lines.push(printer.tint(Stream::Err, Tint::Dim, &shorten(current, room)));
    lines
}

fn working_lines(said: Progressed, beside: usize, room: usize, may_be_one: bool) -> Vec<String> {
    let Progressed { doing, figures, left } = said;
    let whole: Vec<String> = std::iter::once(&doing).chain(&figures).chain(&left).cloned().collect();
    let whole = whole.join(BETWEEN);
    if may_be_one && measure_text_width(&whole) <= beside {
        return vec![whole];
    }
    let first: Vec<String> = std::iter::once(doing).chain(left).collect();
    vec![fitting(&first, beside), fitting(&figures, room)]
}

fn waiting_lines(said: &str, beside: usize, room: usize) -> Vec<String> {
    if measure_text_width(said) <= beside {
        return vec![said.to_owned()];
    }
    // The bar stands alone then.
    let mut lines = vec![String::new()];
    lines.extend(
        wrap(said, room.min(MOST_WIDTH)).iter().map(|line| console::truncate_str(line, room, "…").into_owned()),
    );
    lines
}

/// As many of these as there is room for, the first ones first.
fn fitting(parts: &[String], room: usize) -> String {
    let mut line = String::new();
    for part in parts {
        let between = if line.is_empty() { "" } else { BETWEEN };
        if !line.is_empty() && measure_text_width(&line) + measure_text_width(between) + measure_text_width(part) > room
        {
            break;
        }
        line.extend([between, part]);
    }
    console::truncate_str(&line, room, "…").into_owned()
}

/// How much is done, if it is known: by bytes, or by files where there are no bytes.
fn fraction(working: &Working) -> Option<f64> {
    let (done, ahead) = match (working.bytes_ahead, working.files_ahead) {
        (Some(ahead), _) if ahead > 0 => (working.bytes, ahead),
        (_, Some(ahead)) if ahead > 0 => (working.files, ahead),
        _ => return None,
    };
    Some((done as f64 / ahead as f64).clamp(0.0, 1.0))
}

fn glyphs(fraction: f64, width: usize, (full, empty): (&str, &str)) -> (String, String) {
    let done = ((fraction * width as f64) as usize).min(width);
    (full.repeat(done), empty.repeat(width - done))
}

/// A text cut in its middle to a width on the terminal, so that a path keeps its beginning and its name.
fn shorten(text: &str, width: usize) -> String {
    if measure_text_width(text) <= width {
        return text.to_owned();
    }
    let mut tail = String::new();
    let mut tail_width = 0;
    let mut buffer = [0; 4];
    for character in text.chars().rev() {
        let next = measure_text_width(character.encode_utf8(&mut buffer));
        if tail_width + next > width * 2 / 3 {
            break;
        }
        tail_width += next;
        tail.insert(0, character);
    }
    let head = console::truncate_str(text, width.saturating_sub(tail_width), "…");
    format!("{head}{tail}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{cli::arguments::When, monitor::Phase};

    fn shown(width: usize, waiting: &[String]) -> Vec<String> {
        let printer = Printer::new(false, false, When::Never, true);
        let working = Working {
            phase: Phase::Backup,
            files: 1_234,
            files_ahead: Some(12_345),
            bytes: 1_200_000_000,
            bytes_ahead: Some(3_400_000_000),
            rate: Some(12_000_000),
            left: Some(4_210),
        };
        lines(&printer, &working, waiting, "/home/somebody/pictures/summer.jpg", width)
    }

    #[test]
    fn a_wide_terminal_has_one_line_above_the_path_and_another_one_two() {
        assert_eq!(
            shown(160, &[]),
            [
                "━━━━━━━━────────────────  35% Backing up · 1,234 of 12,345 files · 1.2 GB of 3.4 GB · 12 MB/s · 1 h 10 min left",
                "/home/somebody/pictures/summer.jpg"
            ]
        );
        assert_eq!(
            shown(80, &[]),
            [
                "━━━━━━━━────────────────  35% Backing up · 1 h 10 min left",
                "1,234 of 12,345 files · 1.2 GB of 3.4 GB · 12 MB/s",
                "/home/somebody/pictures/summer.jpg"
            ]
        );
    }

    #[test]
    fn no_line_is_too_wide_and_no_word_is_cut() {
        let reasons = ["paused until 22:00".to_owned(), "on battery: 20 % of at least 50 %".to_owned()];
        for waiting in [&[][..], &reasons] {
            for width in 20..170 {
                for line in shown(width, waiting) {
                    assert!(measure_text_width(&line) <= width - TAKEN, "{width}: {line}");
                    assert!(width < 50 || line.contains("summer") || !line.contains('…'), "{width}: {line}");
                }
            }
        }
    }

    #[test]
    fn paths_are_cut_in_their_middle() {
        assert_eq!(shorten("/a/b", 10), "/a/b");
        let short = shorten("/home/somebody/a/very/long/way/down/to/file.txt", 24);
        assert_eq!(measure_text_width(&short), 24);
        assert!(short.starts_with("/home") && short.contains('…') && short.ends_with("/to/file.txt"), "{short}");
        let wide = shorten("/ホーム/書類/とても長い名前のフォルダ/手紙.txt", 20);
        assert!(measure_text_width(&wide) <= 20 && wide.ends_with("手紙.txt"), "{wide}");
    }

    #[test]
    fn a_bar_is_as_long_as_it_should_be() {
        for fraction in [0.0, 0.3, 1.0] {
            let (full, empty) = glyphs(fraction, BAR_WIDTH, ("#", "-"));
            assert_eq!(full.len() + empty.len(), BAR_WIDTH);
        }
    }
}
