//! Days as the settings have them: `2020-01-01`.

use jiff::{civil::Date, tz::TimeZone};

use crate::model::Timestamp;

/// The moment at which a day begins in a zone; `None` for a text that is no day.
pub fn parse(text: &str, zone: &TimeZone) -> Option<Timestamp> {
    let text = text.trim();
    if text.len() != "2020-01-01".len() {
        return None;
    }
    let date: Date = text.parse().ok()?;
    Some(Timestamp::new(date.to_zoned(zone.clone()).ok()?.timestamp().as_second(), 0))
}

/// The day of a moment in a zone, as [`parse`] reads it.
pub fn text(moment: Timestamp, zone: &TimeZone) -> String {
    let moment = jiff::Timestamp::from_second(moment.seconds).unwrap_or_default();
    moment.to_zoned(zone.clone()).date().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_its_own_midnight() {
        let tokyo = TimeZone::fixed(jiff::tz::offset(9));
        let moment = parse("2020-01-01", &tokyo).unwrap();
        assert_eq!(moment.seconds, 1_577_836_800 - 9 * 3600);
        assert_eq!(text(moment, &tokyo), "2020-01-01");
        for wrong in ["", "2020-13-01", "2020-02-30", "20-1-1", "2020-01-01T00", "yesterday", "2020/01/01"] {
            assert_eq!(parse(wrong, &tokyo), None, "{wrong}");
        }
    }
}
