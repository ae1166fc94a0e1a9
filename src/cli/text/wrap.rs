//! Texts in lines of a width. Japanese has no blanks between words: a line may end between any two of its letters, but for marks that
//! never begin a line or never end one.

use console::measure_text_width;

/// What never begins a line.
const NEVER_FIRST: &str =
    "、。，．・：；！？」』）］｝〉》】〕ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ々…％)]},.:;!?%`'\"";
/// What never ends one.
const NEVER_LAST: &str = "「『（［｛〈《【〔([{`";

/// A text in lines of at most a width in columns, but for words that are longer. Its own lines stay apart, and a command stays in one line
/// if it can, so that it can be copied.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        let mut used = 0;
        for unit in words(paragraph, whole_commands(paragraph, units(paragraph), width), width) {
            let length = measure_text_width(unit.text);
            if used > 0 && used + unit.gap + length > width {
                lines.push(std::mem::take(&mut line));
                used = 0;
            } else {
                line.extend(std::iter::repeat_n(' ', unit.gap));
                used += unit.gap;
            }
            line.push_str(unit.text);
            used += length;
        }
        lines.push(line);
    }
    lines
}

/// The same, but what stands behind a label, which blanks set apart, goes on below its beginning: `Label   text`.
pub fn wrap_labelled(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for line in text.split('\n') {
        let (label, rest) = line.split_at(label_length(line));
        let indent = measure_text_width(label);
        let room = width.saturating_sub(indent);
        if room < width / 2 {
            lines.extend(wrap(line, width));
            continue;
        }
        for (number, part) in wrap(rest, room).into_iter().enumerate() {
            let before = if number == 0 { label.to_owned() } else { " ".repeat(indent) };
            lines.push(format!("{before}{part}"));
        }
    }
    lines
}

/// How many bytes come before what a line says: its indent, or its label and the two blanks or more behind it.
fn label_length(line: &str) -> usize {
    let words = line.trim_start_matches(' ');
    let indent = line.len() - words.len();
    match words.find("  ") {
        Some(end) => line.len() - words[end..].trim_start_matches(' ').len(),
        None => indent,
    }
}

/// Every place in a text, in bytes, where a line may end though there is no blank.
pub fn breaks(text: &str) -> Vec<usize> {
    breaks_within(text, false)
}

/// The same of a text before which a command may have been opened.
fn breaks_within(text: &str, mut quoted: bool) -> Vec<usize> {
    let mut letters = text.char_indices().peekable();
    let mut found = Vec::new();
    while let Some((_, letter)) = letters.next() {
        if letter == '`' {
            quoted = !quoted;
        }
        if let Some(&(place, next)) = letters.peek()
            && may_part(letter, next, quoted)
        {
            found.push(place);
        }
    }
    found
}

/// A piece of a text that stays in one line.
struct Unit<'a> {
    /// Blanks before it.
    gap: usize,
    /// Where it begins in the text, in bytes.
    start: usize,
    /// The piece, without blanks.
    text: &'a str,
}

fn units(text: &str) -> Vec<Unit<'_>> {
    let mut units = Vec::new();
    let mut gap = 0;
    let mut start = 0;
    let mut quoted = false;
    for word in text.split(' ') {
        if word.is_empty() {
            gap += 1;
        } else {
            let mut from = 0;
            for place in breaks_within(word, quoted).into_iter().chain([word.len()]) {
                units.push(Unit { gap: std::mem::take(&mut gap), start: start + from, text: &word[from..place] });
                from = place;
            }
            quoted ^= word.matches('`').count() % 2 == 1;
            gap = 1;
        }
        start += word.len() + 1;
    }
    units
}

/// The same pieces, with those of a command in one where that fits into a line.
fn whole_commands<'a>(text: &'a str, units: Vec<Unit<'a>>, width: usize) -> Vec<Unit<'a>> {
    let mut whole: Vec<Unit<'a>> = Vec::new();
    let mut is_open = false;
    for unit in units {
        let marks = unit.text.matches('`').count();
        let joined =
            whole.last().filter(|_| is_open).and_then(|last| text.get(last.start..unit.start + unit.text.len()));
        match (joined.filter(|joined| measure_text_width(joined) <= width), whole.last_mut()) {
            (Some(joined), Some(last)) => last.text = joined,
            _ => whole.push(unit),
        }
        is_open ^= marks % 2 == 1;
    }
    whole
}

/// The same pieces, with the letters of a word in one: a line that ends anywhere is right in Japanese, and hard to read. So that not too
/// much is left empty at its end, what is longer than a third of it is no word.
fn words<'a>(text: &'a str, units: Vec<Unit<'a>>, width: usize) -> Vec<Unit<'a>> {
    let mut whole: Vec<Unit<'a>> = Vec::new();
    for unit in units {
        let joined = whole.last().filter(|last| unit.gap == 0 && !is_between_words(last.text, unit.text));
        let joined = joined.and_then(|last| text.get(last.start..unit.start + unit.text.len()));
        match (joined.filter(|joined| measure_text_width(joined) <= width / 3), whole.last_mut()) {
            (Some(joined), Some(last)) => last.text = joined,
            _ => whole.push(unit),
        }
    }
    whole
}

/// What a letter of Japanese is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Hiragana,
    Katakana,
    Kanji,
    Mark,
    Other,
}

fn script(letter: Option<char>) -> Script {
    match letter.unwrap_or(' ') {
        'ぁ'..='ゖ' => Script::Hiragana,
        'ァ'..='ヺ' | 'ー' => Script::Katakana,
        '一'..='鿿' | '々' => Script::Kanji,
        '、' | '。' | '，' | '．' | '：' | '；' | '！' | '？' | '・' | '…' | ':' => Script::Mark,
        _ => Script::Other,
    }
}

/// Whether a word seems to end between two pieces: what is inflected, and what says how a word belongs to others, is written in hiragana
/// behind it.
fn is_between_words(before: &str, after: &str) -> bool {
    match (script(before.chars().next_back()), script(after.chars().next())) {
        (Script::Mark, _) => true,
        (_, Script::Hiragana) => false,
        (before, after) => before != after || before == Script::Other,
    }
}

/// Whether a line may end between two letters neither of which is a blank. `quoted` says that a command stands there.
fn may_part(before: char, after: char, quoted: bool) -> bool {
    let is_wide = |letter: char| measure_text_width(letter.encode_utf8(&mut [0; 4])) == 2;
    if before == ' ' || after == ' ' || !(is_wide(before) || is_wide(after)) {
        return false;
    }
    // A command that opens here belongs to the line that follows, one that closes to the line before.
    let closes = after == '`' && quoted;
    let opens = before == '`' && quoted;
    let opening = after == '`' && !quoted;
    let closed = before == '`' && !quoted;
    !closes && !opens && (opening || !NEVER_FIRST.contains(after)) && (closed || !NEVER_LAST.contains(before))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_whole_and_lines_apart() {
        assert_eq!(wrap("one two three", 8), ["one two", "three"]);
        assert_eq!(wrap("one\ntwo  x", 20), ["one", "two  x"]);
        assert_eq!(wrap("unbreakable", 4), ["unbreakable"]);
        assert_eq!(wrap("", 4), [""]);
        assert_eq!(wrap("run `a b c` now", 9), ["run", "`a b c`", "now"]);
        assert_eq!(wrap("run `a long command` now", 9), ["run", "`a long", "command`", "now"]);
    }

    #[test]
    fn what_has_a_label_goes_on_below_its_beginning() {
        assert_eq!(wrap_labelled("Last   one two three", 16), ["Last   one two", "       three"]);
        assert_eq!(wrap_labelled("  Files  1 new", 40), ["  Files  1 new"]);
        assert_eq!(wrap_labelled("  one two three", 9), ["  one two", "  three"]);
        assert_eq!(wrap_labelled("one two three\n", 9), ["one two", "three", ""]);
        assert_eq!(wrap_labelled("前回  今日の夜です", 12), ["前回  今日の", "      夜です"]);
    }

    #[test]
    fn japanese_ends_lines_anywhere_but_before_marks() {
        assert_eq!(wrap("日本語の文章。", 6), ["日本語", "の文", "章。"]);
        assert_eq!(wrap("これは「引用」です", 8), ["これは", "「引用」", "です"]);
        assert_eq!(wrap("番号 (`aosbox runs` の番号)", 14), ["番号", "(`aosbox runs`", "の番号)"]);
        assert_eq!(wrap("番号 (`aosbox runs` の番号)", 12), ["番号", "(`aosbox", "runs` の番", "号)"]);
        assert_eq!(wrap("使う`ls`を", 4), ["使う", "`ls`", "を"]);
        assert_eq!(wrap("`a b`、`c d`、`e`", 9), ["`a b`、", "`c d`、", "`e`"]);
    }

    #[test]
    fn words_of_japanese_stay_whole_where_there_is_room() {
        let text = "このコンピューターのバックアップを読み取れませんでした。フォルダーを接続してから、もう一度お試しください。";
        assert_eq!(
            wrap(text, 60),
            [
                "このコンピューターのバックアップを読み取れませんでした。",
                "フォルダーを接続してから、もう一度お試しください。"
            ]
        );
        assert_eq!(wrap("ばらばらばらばら", 8), ["ばらばら", "ばらばら"]);
    }

    #[test]
    fn no_line_is_wider_than_asked() {
        let text = "大文字と小文字、全角と半角 (half width)、ひらがなとカタカナは区別しません。".repeat(3);
        for width in 12..60 {
            for line in wrap(&text, width) {
                assert!(measure_text_width(&line) <= width, "{width}: {line}");
            }
        }
    }

    #[test]
    fn texts_are_broken_where_they_may() {
        assert_eq!(wrap("one two three", 8), ["one two", "three"]);
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("a-word-that-is-too-long", 7), ["a-word-that-is-too-long"]);
        assert_eq!(wrap("", 7), [""]);
        assert_eq!(wrap("復旧キー(AOS1-…)を入力。", 10), ["復旧キー", "(AOS1-…)を", "入力。"]);
        assert_eq!(wrap("写真、書類", 4), ["写", "真、", "書類"]);
    }
}
