//! What the settings say about speed: `[bandwidth]`.

use jiff::Zoned;
use serde::Deserialize;
use toml::Spanned;

use super::{Allowed, ConfigMistake, reader::Reader, size};
use crate::calendar::Window;

/// How fast the store may be used.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BandwidthConfig {
    /// `bandwidth.upload`: bytes a second to the store; `None` is no limit.
    pub upload: Option<u64>,
    /// `bandwidth.download`: bytes a second from the store.
    pub download: Option<u64>,
    /// `[[bandwidth.window]]`, in their order.
    pub windows: Vec<BandwidthWindow>,
}

/// Other speeds at some hours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BandwidthWindow {
    /// `when`
    pub when: Vec<Window>,
    /// `upload`, if it is another then: `Some(None)` is no limit.
    pub upload: Option<Option<u64>>,
    /// `download`
    pub download: Option<Option<u64>>,
}

impl BandwidthConfig {
    /// Bytes a second to and from the store at a time. For each direction the first window counts that is open and speaks of it.
    pub fn at(&self, time: &Zoned) -> (Option<u64>, Option<u64>) {
        let open = || self.windows.iter().filter(|window| window.when.iter().any(|when| when.is_open(time)));
        let upload = open().find_map(|window| window.upload).unwrap_or(self.upload);
        let download = open().find_map(|window| window.download).unwrap_or(self.download);
        (upload, download)
    }
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub struct BandwidthSection {
    upload: Option<Spanned<String>>,
    download: Option<Spanned<String>>,
    window: Vec<Spanned<WindowSection>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WindowSection {
    when: When,
    upload: Option<Spanned<String>>,
    download: Option<Spanned<String>>,
}

/// One window or several.
#[derive(Deserialize)]
#[serde(untagged)]
enum When {
    One(String),
    Several(Vec<String>),
}

/// Reads the section.
pub fn read(reader: &Reader<'_>, section: BandwidthSection) -> Result<BandwidthConfig, ConfigMistake> {
    let mut windows = Vec::new();
    for window in section.window {
        let at = window.span().start;
        let window = window.into_inner();
        let texts = match window.when {
            When::One(text) => vec![text],
            When::Several(texts) => texts,
        };
        let when = texts.into_iter().map(|text| {
            Window::parse(&text).map_err(|_| reader.refuse("bandwidth.window.when", at, text, Allowed::Window))
        });
        windows.push(BandwidthWindow {
            when: when.collect::<Result<_, _>>()?,
            upload: speed(reader, "bandwidth.window.upload", window.upload)?,
            download: speed(reader, "bandwidth.window.download", window.download)?,
        });
    }
    Ok(BandwidthConfig {
        upload: speed(reader, "bandwidth.upload", section.upload)?.flatten(),
        download: speed(reader, "bandwidth.download", section.download)?.flatten(),
        windows,
    })
}

fn speed(
    reader: &Reader<'_>,
    name: &'static str,
    value: Option<Spanned<String>>,
) -> Result<Option<Option<u64>>, ConfigMistake> {
    let Some(value) = value else { return Ok(None) };
    match parse(value.get_ref()) {
        Some(speed) => Ok(Some(speed)),
        None => Err(reader.refuse(name, value.span().start, value.get_ref().clone(), Allowed::Speed)),
    }
}

/// The bytes a second of a text such as `2MB/s`, `16Mbps` or `none`; `None` for a text that is no speed.
fn parse(text: &str) -> Option<Option<u64>> {
    let text = text.trim();
    if text.eq_ignore_ascii_case("none") {
        return Some(None);
    }
    let lower = text.to_ascii_lowercase();
    let speed = if let Some(bits) = lower.strip_suffix("bit/s").or_else(|| lower.strip_suffix("bps")) {
        size::parse(bits)? / 8
    } else {
        size::parse(lower.strip_suffix("/s")?)?
    };
    // Slower than this, not even a request's headers would get through in time.
    (speed >= SLOWEST).then_some(Some(speed))
}

/// Bytes a second.
const SLOWEST: u64 = 1000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speeds_are_read_as_written() {
        for (text, speed) in [
            ("2MB/s", Some(Some(2_000_000))),
            ("500 KiB/s", Some(Some(512_000))),
            ("16Mbps", Some(Some(2_000_000))),
            ("8 Mbit/s", Some(Some(1_000_000))),
            ("none", Some(None)),
            ("2MB", None),
            ("fast", None),
            ("10B/s", None),
        ] {
            assert_eq!(parse(text), speed, "{text}");
        }
    }

    #[test]
    fn the_first_open_window_that_speaks_of_a_direction_counts() {
        let window = |when: &str, upload, download| BandwidthWindow {
            when: vec![Window::parse(when).unwrap()],
            upload,
            download,
        };
        let config = BandwidthConfig {
            upload: Some(1),
            download: Some(2),
            windows: vec![
                window("mon-fri 09:00-18:00", Some(Some(3)), None),
                window("daily 08:00-20:00", Some(Some(4)), Some(None)),
            ],
        };
        let at = |time: &str| config.at(&format!("{time}[Asia/Tokyo]").parse().unwrap());
        assert_eq!(at("2026-11-25T12:00"), (Some(3), None));
        assert_eq!(at("2026-11-25T19:00"), (Some(4), None));
        assert_eq!(at("2026-11-28T12:00"), (Some(4), None));
        assert_eq!(at("2026-11-28T23:00"), (Some(1), Some(2)));
    }
}
