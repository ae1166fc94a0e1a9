//! Power on macOS: `pmset -g batt`.

use super::Power;
use crate::platform::{
    question,
    unknown::{Fact, Source, Unknown},
};

pub fn power() -> Fact<Power> {
    power_of(&question::ask(Source::PowerSupplies, "/usr/bin/pmset", &["-g", "batt"])?)
}

/// `Now drawing from 'Battery Power'`, and a line for each battery with its percent.
fn power_of(text: &str) -> Fact<Power> {
    let source = text.lines().next().and_then(|line| line.split('\'').nth(1));
    let battery = text.lines().skip(1).find(|line| line.contains("InternalBattery"));
    match (source, battery) {
        (Some(_), None) => Ok(Power::NoBattery),
        (Some("AC Power"), Some(_)) => Ok(Power::Mains),
        (Some("Battery Power"), Some(line)) => {
            let percent = line.split('%').next().and_then(|before| before.rsplit(['\t', ' ']).next());
            let percent = percent.and_then(|percent| percent.parse().ok()).filter(|percent| *percent <= 100);
            percent.map(Power::Battery).ok_or(Unknown::Unsaid(Source::PowerSupplies))
        }
        _ => Err(Unknown::Unsaid(Source::PowerSupplies)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_pmset_says_is_understood() {
        let says = |source: &str, battery: &str| power_of(&format!("Now drawing from '{source}'\n{battery}"));
        let battery = " -InternalBattery-0 (id=1234567)\t57%; discharging; 3:10 remaining present: true\n";
        assert_eq!(says("Battery Power", battery), Ok(Power::Battery(57)));
        assert_eq!(says("AC Power", battery), Ok(Power::Mains));
        assert_eq!(says("AC Power", ""), Ok(Power::NoBattery));
        assert!(power_of("").is_err());
    }
}
