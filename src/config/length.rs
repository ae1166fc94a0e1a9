//! Lengths of time as people write them: `90s`, `10m`, `90min`, `1h`, `7d`, `1時間`.

use std::time::Duration;

/// The length that a text means, at most a year; `None` for one that is no length of time.
pub fn parse(text: &str) -> Option<Duration> {
    let text = text.trim();
    let end = text.find(|character: char| !character.is_ascii_digit())?;
    let (number, unit) = text.split_at(end);
    let unit = match unit.trim() {
        "s" | "秒" => 1,
        "m" | "min" | "分" => 60,
        "h" | "時間" => 3600,
        "d" | "日" => 86_400,
        _ => return None,
    };
    let seconds = number.parse::<u64>().ok()?.checked_mul(unit)?;
    (1..=366 * 86_400).contains(&seconds).then(|| Duration::from_secs(seconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_read_as_written() {
        for (text, seconds) in [
            ("90s", Some(90)),
            ("10m", Some(600)),
            ("90 min", Some(5400)),
            ("1時間", Some(3600)),
            ("7d", Some(604_800)),
            ("7", None),
            ("0m", None),
            ("m", None),
            ("99999d", None),
        ] {
            assert_eq!(parse(text), seconds.map(Duration::from_secs), "{text}");
        }
    }
}
