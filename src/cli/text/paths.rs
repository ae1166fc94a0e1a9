//! Paths between people and the catalog: what is typed becomes a catalog path, and what is shown is safe for a terminal and looks as
//! the computer writes it that it comes from.

use std::{
    fmt::Write,
    path::{Component, Path, PathBuf},
};

use serde_json::{Map, Value};

use crate::{
    model::{Apath, apath::is_component},
    platform, selection,
};

const WINDOWS: &str = "windows";

/// A text that can stand in a terminal: control characters, line breaks, invisible marks, those that turn the writing direction and
/// bytes that are no UTF-8 are written as escapes.
pub fn safe(bytes: &[u8]) -> String {
    let mut shown = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        for character in chunk.valid().chars() {
            match character {
                '\n' => shown.push_str("\\n"),
                '\r' => shown.push_str("\\r"),
                '\t' => shown.push_str("\\t"),
                // Writing to a string cannot fail.
                '\0'..='\x1f' | '\x7f' => {
                    let _ = write!(shown, "\\x{:02x}", u32::from(character));
                }
                '\u{80}'..='\u{9f}'
                | '\u{200b}'
                | '\u{200e}'
                | '\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2066}'..='\u{2069}'
                | '\u{feff}' => {
                    let _ = write!(shown, "\\u{{{:x}}}", u32::from(character));
                }
                other => shown.push(other),
            }
        }
        for byte in chunk.invalid() {
            let _ = write!(shown, "\\x{byte:02x}");
        }
    }
    shown
}

/// A path of this computer, safe for a terminal.
pub fn local(path: &Path) -> String {
    let bytes = path.as_os_str().as_encoded_bytes();
    let bytes = match bytes.strip_prefix(br"\\?\UNC\") {
        Some(rest) => [br"\\", rest].concat(),
        None => bytes.strip_prefix(br"\\?\").unwrap_or(bytes).to_vec(),
    };
    safe(&bytes)
}

/// The bytes of a catalog path as its computer writes it.
fn native(path: &Apath, system: &str) -> Vec<u8> {
    if system != WINDOWS {
        return if path.as_bytes().is_empty() { b"/".to_vec() } else { path.as_bytes().to_vec() };
    }
    let mut written = Vec::new();
    for (place, component) in path.components().enumerate() {
        if place > 0 {
            written.push(b'\\');
        }
        written.extend_from_slice(component);
    }
    // A drive alone is a folder only with a backslash after it.
    if path.components().count() <= 1 {
        written.push(b'\\');
    }
    written
}

/// A catalog path as its computer writes it, safe for a terminal.
pub fn shown(path: &Apath, system: &str) -> String {
    safe(&native(path, system))
}

/// The mark that goes after a folder's name.
pub fn separator(system: &str) -> char {
    if system == WINDOWS { '\\' } else { '/' }
}

/// A shown path as it can be typed into a shell.
pub fn for_shell(shown: &str) -> String {
    let plain = |character: char| {
        character.is_alphanumeric()
            || "/._-+:@%,=".contains(character)
            || (character == '\\' && platform::SYSTEM == WINDOWS)
    };
    match shown.chars().all(plain) {
        true if !shown.is_empty() => shown.to_owned(),
        _ if platform::SYSTEM == WINDOWS => format!("\"{shown}\""),
        _ => format!("'{}'", shown.replace('\'', "'\\''")),
    }
}

/// Puts a path into a JSON object: `path`, and `path_base64` with the exact bytes where those are no UTF-8.
pub fn put(object: &mut Map<String, Value>, path: &Apath, system: &str) {
    put_bytes(object, "path", &native(path, system));
}

/// Puts bytes into a JSON object: `name` as text, and `name_base64` where that is not all of it.
pub fn put_bytes(object: &mut Map<String, Value>, name: &str, bytes: &[u8]) {
    object.insert(name.to_owned(), String::from_utf8_lossy(bytes).into_owned().into());
    if std::str::from_utf8(bytes).is_err() {
        object.insert(format!("{name}_base64"), data_encoding::BASE64.encode(bytes).into());
    }
}

/// The catalog path of a typed one on this computer. It need not be there any more, so that what was deleted can be named.
pub fn on_this_computer(path: &Path, current: &Path) -> Option<Apath> {
    let path = without_slash_before_drive(path);
    let absolute = selection::absolute(&path, current).unwrap_or_else(|_| without_steps(&current.join(&path)));
    platform::apath(&absolute)
}

/// `/C:/Users` is how the catalog names it and what JSON readers may hand back.
fn without_slash_before_drive(path: &Path) -> PathBuf {
    if platform::SYSTEM == WINDOWS
        && let Some(text) = path.to_str()
        && let Some(rest) = text.strip_prefix('/')
        && rest.as_bytes().get(1) == Some(&b':')
    {
        return PathBuf::from(rest);
    }
    path.to_owned()
}

/// Takes steps (`..`) by the letters of the path alone, for a place that is no longer there to be asked.
pub fn without_steps(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for component in path.components() {
        match component {
            Component::ParentDir => {
                plain.pop();
            }
            Component::CurDir => {}
            other => plain.push(other),
        }
    }
    plain
}

/// The catalog path of a typed one on another computer of this system; `None` if it does not begin at the top.
pub fn on_another_computer(path: &Path, system: &str) -> Option<Apath> {
    let mut bytes = platform::name_bytes(path.as_os_str());
    let mut apath = Apath::ROOT;
    if system == WINDOWS {
        let slashed: Vec<u8> = bytes.iter().map(|&byte| if byte == b'\\' { b'/' } else { byte }).collect();
        if let Some(share) = slashed.strip_prefix(b"//") {
            let mut parts = share.splitn(3, |&byte| byte == b'/');
            let (server, name) = (parts.next()?, parts.next()?);
            if server.is_empty() || name.is_empty() {
                return None;
            }
            apath = apath.join(&[br"\\", server, br"\", name].concat());
            bytes = [b"/", parts.next().unwrap_or_default()].concat();
        } else {
            bytes = if slashed.starts_with(b"/") { slashed } else { [b"/", &slashed[..]].concat() };
            if let [b'/', letter, b':', ..] = bytes.as_mut_slice() {
                letter.make_ascii_uppercase();
            } else if bytes.iter().any(|&byte| byte != b'/') {
                return None;
            }
        }
    }
    if bytes.first() != Some(&b'/') {
        return None;
    }
    for component in bytes.split(|&byte| byte == b'/') {
        match component {
            b"" | b"." => {}
            b".." => apath = apath.split().map_or(Apath::ROOT, |(above, _)| above),
            name if is_component(name) => apath = apath.join(name),
            _ => return None,
        }
    }
    Some(apath)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn apath(text: &str) -> Apath {
        Apath::from_bytes(text).unwrap()
    }

    #[test]
    fn nothing_shown_can_act_on_a_terminal() {
        assert_eq!(safe("plain 名前 é".as_bytes()), "plain 名前 é");
        assert_eq!(safe(b"a\nb\tc\r"), "a\\nb\\tc\\r");
        assert_eq!(safe(b"\x1b[31mred\x07"), "\\x1b[31mred\\x07");
        assert_eq!(safe("gpj.\u{202e}exe\u{2066}\u{200f}".as_bytes()), "gpj.\\u{202e}exe\\u{2066}\\u{200f}");
        assert_eq!(safe(b"caf\xe9"), "caf\\xe9");
        assert_eq!(safe("\u{9b}2J".as_bytes()), "\\u{9b}2J");
    }

    #[test]
    fn paths_look_as_on_their_computer() {
        assert_eq!(shown(&apath("/home/u/a b"), "linux"), "/home/u/a b");
        assert_eq!(shown(&Apath::ROOT, "linux"), "/");
        assert_eq!(shown(&apath("/C:/Users/u"), "windows"), "C:\\Users\\u");
        assert_eq!(shown(&apath("/C:"), "windows"), "C:\\");
        assert_eq!(shown(&apath("/\\\\nas\\share/x"), "windows"), "\\\\nas\\share\\x");
    }

    #[test]
    fn both_forms_of_a_windows_path_are_read() {
        for typed in ["C:\\Users\\u", "/C:/Users/u", "c:/Users/u/", "C:\\Users\\x\\..\\u"] {
            assert_eq!(on_another_computer(Path::new(typed), "windows"), Some(apath("/C:/Users/u")), "{typed}");
        }
        assert_eq!(on_another_computer(Path::new("\\\\nas\\share\\x"), "windows"), Some(apath("/\\\\nas\\share/x")));
        assert_eq!(on_another_computer(Path::new("Users\\u"), "windows"), None);
        assert_eq!(on_another_computer(Path::new("/home//u/./x/"), "linux"), Some(apath("/home/u/x")));
        assert_eq!(on_another_computer(Path::new("home/u"), "linux"), None);
        assert_eq!(on_another_computer(Path::new("/"), "windows"), Some(Apath::ROOT));
    }

    #[cfg(unix)]
    #[test]
    fn what_is_gone_can_be_named() {
        let current = Path::new("/nowhere/at/all");
        assert_eq!(on_this_computer(Path::new("x"), current), Some(apath("/nowhere/at/all/x")));
        assert_eq!(on_this_computer(Path::new("../x"), current), Some(apath("/nowhere/at/x")));
        assert_eq!(on_this_computer(Path::new("/"), current), Some(Apath::ROOT));
    }

    #[test]
    fn json_keeps_what_is_no_text() {
        let mut object = Map::new();
        put(&mut object, &Apath::from_bytes(b"/caf\xe9".to_vec()).unwrap(), "linux");
        assert_eq!(object["path"], "/caf\u{fffd}");
        assert_eq!(object["path_base64"], "L2NhZuk=");
        let mut object = Map::new();
        put(&mut object, &apath("/a"), "linux");
        assert!(!object.contains_key("path_base64"));
    }
}
