//! The word that somebody perhaps meant who misspelt one: the only place that says how alike is alike enough.

/// Letters that a word must have before its beginning alone says which one is meant.
const TELLING: usize = 3;

/// The one of these words that a misspelt one perhaps means. Case does not count.
pub fn nearest<T: AsRef<str>>(word: &str, known: impl IntoIterator<Item = T>) -> Option<T> {
    let word = word.to_lowercase();
    let length = word.chars().count();
    // A third of the letters may be wrong; of short words, one.
    let allowed = (length / 3).clamp(1, 3);
    let (mut best, mut least) = (None, allowed + 1);
    let mut begins: Option<T> = None;
    let mut several = false;
    for candidate in known {
        let plain = candidate.as_ref().to_lowercase();
        if plain.chars().count().abs_diff(length) < least {
            let distance = strsim::osa_distance(&plain, &word);
            if distance < least {
                (best, least) = (Some(candidate), distance);
                continue;
            }
        }
        if length >= TELLING && plain.starts_with(&word) {
            several = begins.is_some();
            begins = Some(candidate);
        }
    }
    best.or(begins.filter(|_| !several))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_word_is_guessed() {
        let known = ["Documents", "Downloads", "letter.txt", "写真", "notes-of-november"];
        for (word, meant) in [
            ("Documnets", Some("Documents")),
            ("dokuments", Some("Documents")),
            ("leter.txt", Some("letter.txt")),
            ("LETTER.TXT", Some("letter.txt")),
            ("写直", Some("写真")),
            ("notes", Some("notes-of-november")),
            ("Do", None),
            ("Pictures", None),
            ("", None),
        ] {
            assert_eq!(nearest(word, known), meant, "{word:?}");
        }
    }

    #[test]
    fn a_beginning_of_several_says_nothing() {
        assert_eq!(nearest("repo", ["report-2025.txt", "report-2026.txt"]), None);
        assert_eq!(nearest("report-2025", ["report-2025.txt", "report-2026.txt"]), Some("report-2025.txt"));
    }
}
