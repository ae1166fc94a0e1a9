//! Power on Windows: `GetSystemPowerStatus`.

use std::io;

use windows_sys::Win32::System::Power::{GetSystemPowerStatus, SYSTEM_POWER_STATUS};

use super::Power;
use crate::platform::unknown::{Fact, Source, Unknown};

/// `ACLineStatus`: the computer is plugged in.
const ONLINE: u8 = 1;
/// `BatteryFlag`: there is no battery.
const NO_BATTERY: u8 = 128;
/// Of any part of the answer: not known.
const UNKNOWN: u8 = 255;

pub fn power() -> Fact<Power> {
    let mut status = SYSTEM_POWER_STATUS::default();
    // SAFETY: the structure is the call's to fill, and outlives it.
    if unsafe { GetSystemPowerStatus(&mut status) } == 0 {
        return Err(Unknown::failed(Source::System, io::Error::last_os_error()));
    }
    power_of(status.ACLineStatus, status.BatteryFlag, status.BatteryLifePercent)
}

fn power_of(line: u8, battery: u8, percent: u8) -> Fact<Power> {
    match (line, battery, percent) {
        (_, battery, _) if battery != UNKNOWN && battery & NO_BATTERY != 0 => Ok(Power::NoBattery),
        (ONLINE, ..) => Ok(Power::Mains),
        (0, _, percent) if percent <= 100 => Ok(Power::Battery(percent)),
        _ => Err(Unknown::Unsaid(Source::System)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_systems_answer_is_understood() {
        assert_eq!(power_of(1, 128, 255), Ok(Power::NoBattery));
        assert_eq!(power_of(1, 8, 40), Ok(Power::Mains));
        assert_eq!(power_of(0, 0, 40), Ok(Power::Battery(40)));
        assert!(power_of(0, 0, 255).is_err() && power_of(255, 255, 255).is_err());
    }

    #[test]
    fn the_system_answers() {
        assert!(matches!(power(), Ok(_) | Err(Unknown::Unsaid(_))));
    }
}
