//! Whole numbers as values of options, with an error that says in either language what would have been right.

use crate::cli::mistakes::NotBetween;

/// A reader of whole numbers within bounds.
pub fn number<N: TryFrom<u32>>(
    least: u32,
    most: Option<u32>,
) -> impl Fn(&str) -> Result<N, NotBetween> + Clone + Send + Sync + 'static {
    move |text| {
        let number = text.parse::<u32>().ok();
        let number = number.filter(|number| *number >= least && most.is_none_or(|most| *number <= most));
        number.and_then(|number| number.try_into().ok()).ok_or(NotBetween { least, most })
    }
}

/// A reader of percentages, with or without the sign.
pub fn percent(text: &str) -> Result<f64, NotBetween> {
    let number = text.trim_end_matches('%').parse::<f64>().ok().filter(|number| (0.0..=100.0).contains(number));
    number.ok_or(NotBetween { least: 0, most: Some(100) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_lie_within_their_bounds() {
        let jobs = number::<u16>(1, Some(256));
        assert_eq!((jobs("1"), jobs("256")), (Ok(1), Ok(256)));
        for wrong in ["0", "257", "-1", "", "x", "1.5", "99999999999"] {
            assert_eq!(jobs(wrong), Err(NotBetween { least: 1, most: Some(256) }), "{wrong}");
        }
        assert_eq!(number::<u32>(1, None)("4294967295"), Ok(u32::MAX));
    }

    #[test]
    fn percentages_lie_between_0_and_100() {
        assert_eq!(percent("5"), Ok(5.0));
        assert_eq!(percent("0.5%"), Ok(0.5));
        assert!(percent("101").is_err() && percent("-1").is_err() && percent("NaN").is_err());
    }
}
