//! The network on macOS: `route` names the interface, `networksetup` what it is. Whether it is metered is not to be had from any
//! program that comes with the system.

use super::{Network, NetworkKind};
use crate::platform::{
    question,
    unknown::{Fact, Source, Unknown},
};

const NETWORK_SETUP: &str = "/usr/sbin/networksetup";

pub fn network() -> Fact<Network> {
    let metered = Err(Unknown::Unsaid(Source::System));
    let route = match question::ask(Source::Routes, "/sbin/route", &["-n", "get", "default"]) {
        Ok(route) => route,
        // It fails with these words where there is no such route.
        Err(Unknown::Failed(_, message)) if message.contains("not in table") => String::new(),
        Err(unknown) => return Err(unknown),
    };
    let Some(interface) = interface_of(&route) else {
        return Ok(Network { kind: NetworkKind::None, wifi: None, metered });
    };
    let ports = question::ask(Source::Routes, NETWORK_SETUP, &["-listallhardwareports"])?;
    let kind = kind_of(&ports, interface);
    let wifi = (kind == NetworkKind::Wifi).then(|| {
        let answer = question::ask(Source::Wifi, NETWORK_SETUP, &["-getairportnetwork", interface])?;
        // Since macOS 15 it says that there is none; the name is told only to programs that may know where the computer is.
        let name = answer.trim().strip_prefix("Current Wi-Fi Network: ");
        name.map(str::to_owned).ok_or(Unknown::Unsaid(Source::Wifi))
    });
    Ok(Network { kind, wifi, metered })
}

fn interface_of(route: &str) -> Option<&str> {
    route.lines().find_map(|line| line.trim().strip_prefix("interface: "))
}

/// The kind of an interface, from blocks of `Hardware Port: Wi-Fi` and `Device: en0`.
fn kind_of(ports: &str, interface: &str) -> NetworkKind {
    let mut port = "";
    for line in ports.lines() {
        if let Some(name) = line.strip_prefix("Hardware Port: ") {
            port = name;
        } else if line.strip_prefix("Device: ") == Some(interface) {
            return match port {
                "Wi-Fi" | "AirPort" => NetworkKind::Wifi,
                name if name.contains("iPhone") || name.contains("iPad") || name.contains("Bluetooth") => {
                    NetworkKind::Mobile
                }
                _ => NetworkKind::Wired,
            };
        }
    }
    NetworkKind::Other
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ports_are_told_apart() {
        let ports = "\nHardware Port: Ethernet\nDevice: en0\nEthernet Address: 00:00:00:00:00:00\n\n\
                     Hardware Port: Wi-Fi\nDevice: en1\n\nHardware Port: iPhone USB\nDevice: en5\n";
        assert_eq!(kind_of(ports, "en0"), NetworkKind::Wired);
        assert_eq!(kind_of(ports, "en1"), NetworkKind::Wifi);
        assert_eq!(kind_of(ports, "en5"), NetworkKind::Mobile);
        assert_eq!(kind_of(ports, "utun3"), NetworkKind::Other);
        let route = "   route to: default\ndestination: default\n    gateway: 192.0.2.1\n  interface: en1\n";
        assert_eq!(interface_of(route), Some("en1"));
    }
}
