//! Power on Linux: `/sys/class/power_supply`, as the kernel's `Documentation/ABI/testing/sysfs-class-power` describes it.

use std::{fs, io, path::Path};

use super::Power;
use crate::platform::unknown::{Fact, Source, Unknown};

const SUPPLIES: &str = "/sys/class/power_supply";

pub fn power() -> Fact<Power> {
    power_of(Path::new(SUPPLIES))
}

/// What the supplies in a folder amount to. Batteries of devices (mice, keyboards) say so in `scope`.
fn power_of(folder: &Path) -> Fact<Power> {
    let failed = |error| Unknown::failed(Source::PowerSupplies, error);
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(Unknown::Absent(Source::PowerSupplies)),
        Err(error) => return Err(failed(error)),
    };
    let (mut batteries, mut discharging, mut plugged) = (Vec::new(), false, false);
    for entry in entries {
        let supply = entry.map_err(failed)?.path();
        let says = |name: &str| fs::read_to_string(supply.join(name)).map(|text| text.trim().to_owned());
        if says("scope").is_ok_and(|scope| scope == "Device") {
            continue;
        }
        match says("type").unwrap_or_default().as_str() {
            "Battery" if says("present").is_ok_and(|present| present == "0") => {}
            "Battery" => {
                discharging |= says("status").is_ok_and(|status| status == "Discharging");
                batteries.push(charge(&says));
            }
            "Mains" | "USB" | "Wireless" => plugged |= says("online").is_ok_and(|online| online != "0"),
            _ => {}
        }
    }
    if batteries.is_empty() {
        return Ok(Power::NoBattery);
    }
    // A weak charger can be plugged in while the battery runs down all the same: then it is what counts.
    if !discharging || (plugged && batteries.iter().all(Option::is_none)) {
        return Ok(Power::Mains);
    }
    let known: Vec<(u64, u64)> = batteries.into_iter().flatten().collect();
    let (now, full) = known.iter().fold((0, 0), |sum, battery| (sum.0 + battery.0, sum.1 + battery.1));
    match (now * 100).checked_div(full) {
        Some(percent) => Ok(Power::Battery(u8::try_from(percent.min(100)).unwrap_or(100))),
        None => Err(Unknown::Unsaid(Source::PowerSupplies)),
    }
}

/// How much a battery holds and could hold: in energy, in charge, or in percent. Batteries of one computer say it alike.
fn charge(says: &dyn Fn(&str) -> io::Result<String>) -> Option<(u64, u64)> {
    let number = |name: &str| says(name).ok()?.parse::<u64>().ok().filter(|&number| number < u64::MAX / 10_000);
    let pair = |now: &str, full: &str| number(now).zip(number(full).filter(|&full| full > 0));
    pair("energy_now", "energy_full")
        .or_else(|| pair("charge_now", "charge_full"))
        .or_else(|| Some((number("capacity")?, 100)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder of supplies, each with its files.
    fn supplies(supplies: &[(&str, &[(&str, &str)])]) -> Fact<Power> {
        let folder = tempfile::tempdir().unwrap();
        for (name, files) in supplies {
            let supply = folder.path().join(name);
            fs::create_dir(&supply).unwrap();
            for (file, text) in *files {
                fs::write(supply.join(file), format!("{text}\n")).unwrap();
            }
        }
        power_of(folder.path())
    }

    #[test]
    fn batteries_are_summed_up_and_mice_left_out() {
        let mains = |online| ("AC", [("type", "Mains"), ("online", online)]);
        let (on, off) = (mains("1"), mains("0"));
        let mouse =
            ("mouse", &[("type", "Battery"), ("scope", "Device"), ("status", "Discharging"), ("capacity", "3")][..]);
        assert_eq!(supplies(&[]), Ok(Power::NoBattery));
        assert_eq!(supplies(&[(on.0, &on.1), mouse]), Ok(Power::NoBattery));
        let battery = [("type", "Battery"), ("status", "Discharging"), ("capacity", "17")];
        assert_eq!(supplies(&[(off.0, &off.1), ("BAT0", &battery), mouse]), Ok(Power::Battery(17)));
        let charging = [("type", "Battery"), ("status", "Charging"), ("capacity", "17")];
        assert_eq!(supplies(&[(on.0, &on.1), ("BAT0", &charging)]), Ok(Power::Mains));
        let small = [("type", "Battery"), ("status", "Unknown"), ("energy_now", "1000"), ("energy_full", "20000")];
        let large = [("type", "Battery"), ("status", "Discharging"), ("energy_now", "50000"), ("energy_full", "80000")];
        assert_eq!(supplies(&[("BAT0", &small), ("BAT1", &large)]), Ok(Power::Battery(51)));
        // A weak charger does not make it mains.
        assert_eq!(supplies(&[(on.0, &on.1), ("BAT1", &large)]), Ok(Power::Battery(62)));
        let out = [("type", "Battery"), ("present", "0"), ("status", "Unknown")];
        assert_eq!(supplies(&[("BAT0", &out)]), Ok(Power::NoBattery));
    }

    #[test]
    fn what_is_not_said_is_not_known() {
        let mute = [("type", "Battery"), ("status", "Discharging"), ("capacity", "much")];
        assert!(matches!(supplies(&[("BAT0", &mute)]), Err(Unknown::Unsaid(_))));
        assert_eq!(power_of(Path::new("/nowhere/at/all")), Err(Unknown::Absent(Source::PowerSupplies)));
    }
}
