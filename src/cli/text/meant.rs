//! What somebody perhaps meant who named something that is not there: part of the hint of every such error.

use std::path::{Path, PathBuf};

use super::paths;
use crate::{
    cli::mistakes::{DualMistake, Failure, Mistake, SelectionMistake, StartingMistake},
    config::{Allowed, ConfigMistakeKind},
    dual::Trouble,
    error::Error,
    model::nearest::nearest,
};

/// The name that was perhaps meant, as it can be typed.
pub fn meant(failure: &Failure) -> Option<String> {
    match failure {
        Failure::Library(Error::NoDevice { name, known }) => device(name, known),
        Failure::Config(mistake) => match &mistake.kind {
            ConfigMistakeKind::Form(message) => key(message),
            ConfigMistakeKind::Value { value, allowed: Allowed::OneOf(words), .. } => word(value, words),
            _ => None,
        },
        Failure::Mistake(mistake) => match mistake {
            Mistake::NotInBackup(missing) => {
                let meant = missing.meant.as_ref()?;
                Some(paths::for_shell(&paths::shown(meant, &missing.system)))
            }
            Mistake::Selection(mistake) => selection(mistake),
            Mistake::Dual(DualMistake::Trouble(Trouble::Missing { path })) => typed(&path_nearby(path)?),
            Mistake::Starting(StartingMistake::NoProfile { profile, known }) => {
                nearest(profile, known).map(|name| paths::for_shell(name))
            }
            Mistake::Starting(StartingMistake::NoFolder(path)) => typed(&path_nearby(path)?),
            _ => None,
        },
        _ => None,
    }
}

fn selection(mistake: &SelectionMistake) -> Option<String> {
    match mistake {
        SelectionMistake::Value { value, allowed: Allowed::OneOf(words), .. } => word(value, words),
        SelectionMistake::NotSelected { what, selected } => {
            // A word that is no category is taken for a path.
            let word = Path::new(what).file_name()?.to_str()?;
            nearest(what, selected).or_else(|| nearest(word, selected)).map(|name| paths::for_shell(name))
        }
        SelectionMistake::NotThere(path) => typed(&path_nearby(path)?),
        _ => None,
    }
}

fn typed(path: &Path) -> Option<String> {
    Some(paths::for_shell(&paths::local(path)))
}

fn word(value: &str, words: &'static [&'static str]) -> Option<String> {
    nearest(value, words).map(|word| format!("\"{word}\""))
}

/// A computer of the account. They come with the beginnings of their ids; where several have the name that was typed, it is not misspelt.
fn device(name: &str, known: &[String]) -> Option<String> {
    let names: Vec<&str> =
        known.iter().map(|known| known.rsplit_once(" (").map_or(known.as_str(), |(name, _)| name)).collect();
    if names.contains(&name) {
        return None;
    }
    nearest(name, names).map(|name| paths::for_shell(&paths::safe(name.as_bytes())))
}

/// A key of the settings. The parser says which one it does not know, and then, each in the same quotes, which it does.
fn key(message: &str) -> Option<String> {
    let mut quoted = message.strip_prefix("unknown field ")?.split('`').skip(1).step_by(2);
    let unknown = quoted.next()?;
    nearest(unknown, quoted).map(str::to_owned)
}

/// The path that a misspelt one perhaps means: where a name is not there, the one beside it that is most like it takes its place.
pub fn path_nearby(path: &Path) -> Option<PathBuf> {
    let (mut found, mut guessed) = (PathBuf::new(), false);
    for component in path.components() {
        let next = found.join(component);
        if guessed && !found.is_dir() {
            break;
        }
        if found.as_os_str().is_empty() || next.symlink_metadata().is_ok() {
            found = next;
            continue;
        }
        let entries = std::fs::read_dir(&found).into_iter().flatten().flatten();
        let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
        match nearest(component.as_os_str().to_str()?, names) {
            Some(name) => found.push(name),
            None if guessed => break,
            None => return None,
        }
        guessed = true;
    }
    guessed.then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_the_settings_are_guessed() {
        let message = "unknown field `categoris`, expected one of `categories`, `paths`, `hidden`";
        assert_eq!(key(message).as_deref(), Some("categories"));
        assert_eq!(key("unknown field `job`, expected `jobs`").as_deref(), Some("jobs"));
        assert_eq!(key("unknown field `colour`, expected `a` or `b`"), None);
        assert_eq!(key("invalid type: string \"a\", expected `u64`"), None);
    }

    #[test]
    fn a_computer_that_is_there_twice_is_not_misspelt() {
        let known = ["laptop (0a1b2c3d)".to_owned(), "desktop (4e5f6a7b)".to_owned()];
        assert_eq!(device("lapotp", &known).as_deref(), Some("laptop"));
        assert_eq!(device("laptop", &known), None);
        assert_eq!(device("server", &known), None);
    }

    #[test]
    fn paths_are_guessed_name_by_name() {
        let folder = tempfile::tempdir().unwrap();
        let letter = folder.path().join("Documents").join("letter.txt");
        std::fs::create_dir(letter.parent().unwrap()).unwrap();
        std::fs::write(&letter, "").unwrap();
        let guess = |path: &str| path_nearby(&folder.path().join(path));
        assert_eq!(guess("Documnets/leter.txt"), Some(letter.clone()));
        assert_eq!(guess("Documents/leter.txt"), Some(letter.clone()));
        assert_eq!(guess("Documnets/other"), letter.parent().map(Path::to_owned));
        assert_eq!(guess("Documents/letter.txt"), None);
        assert_eq!(guess("Music"), None);
    }
}
