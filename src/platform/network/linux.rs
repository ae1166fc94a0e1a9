//! The network on Linux: NetworkManager says all; without it, the kernel's routing table says which interface it is, and
//! `/sys/class/net` of what kind.

use std::{fs, path::Path};

use zbus::{blocking::Connection, zvariant::OwnedObjectPath};

use super::{Metered, Network, NetworkKind};
use crate::platform::{
    bus::{self, Bus, Service},
    unknown::{Fact, Source, Unknown},
};

const MANAGER: Source = Source::NetworkManager;
const ROUTES: &str = "/proc/net/route";
const SERVICE: Service = Service {
    name: "org.freedesktop.NetworkManager",
    path: "/org/freedesktop/NetworkManager",
    interface: "org.freedesktop.NetworkManager",
};

pub fn network() -> Fact<Network> {
    match bus::ask(Bus::System, MANAGER, managed) {
        Ok(Some(network)) => Ok(network),
        // It runs, but the network that is used is none of its own.
        Ok(None) => unmanaged(Path::new("/"), &Unknown::Absent(MANAGER)),
        Err(unknown) => unmanaged(Path::new("/"), &unknown),
    }
}

/// What NetworkManager says; `None` if it manages no network that is in use.
fn managed(connection: &Connection) -> zbus::Result<Option<Network>> {
    let primary: OwnedObjectPath = SERVICE.property(connection, "PrimaryConnection")?;
    if primary.as_str() == "/" {
        return Ok(None);
    }
    let of_primary = "org.freedesktop.NetworkManager.Connection.Active";
    let kind: String = bus::property_at(connection, SERVICE.name, &primary, of_primary, "Type")?;
    let kind = kind_of(&kind);
    let wifi = (kind == NetworkKind::Wifi).then(|| {
        let name = || -> zbus::Result<Vec<u8>> {
            let point: OwnedObjectPath =
                bus::property_at(connection, SERVICE.name, &primary, of_primary, "SpecificObject")?;
            bus::property_at(connection, SERVICE.name, &point, "org.freedesktop.NetworkManager.AccessPoint", "Ssid")
        };
        let name = name().map_err(|error| Unknown::failed(MANAGER, error))?;
        Ok(String::from_utf8_lossy(&name).into_owned())
    });
    // NMMetered
    let metered = match SERVICE.property::<u32>(connection, "Metered")? {
        1 => Ok(Metered::Yes),
        2 => Ok(Metered::No),
        3 => Ok(Metered::GuessYes),
        4 => Ok(Metered::GuessNo),
        _ => Err(Unknown::Unsaid(MANAGER)),
    };
    Ok(Some(Network { kind, wifi, metered }))
}

/// What a type of connection is.
fn kind_of(name: &str) -> NetworkKind {
    match name {
        "802-3-ethernet" | "bond" | "bridge" | "team" | "vlan" | "pppoe" | "infiniband" | "veth" => NetworkKind::Wired,
        "802-11-wireless" | "802-11-olpc-mesh" | "wifi-p2p" => NetworkKind::Wifi,
        "gsm" | "cdma" | "bluetooth" | "wimax" => NetworkKind::Mobile,
        _ => NetworkKind::Other,
    }
}

/// What the kernel says, whose files lie below `root`.
fn unmanaged(root: &Path, why: &Unknown) -> Fact<Network> {
    let read = |path: &str| fs::read_to_string(root.join(path.trim_start_matches('/')));
    let routes = read(ROUTES).map_err(|error| Unknown::failed(Source::Routes, error))?;
    // Where the kernel has no IPv6 there is no such file.
    let routes6 = read("/proc/net/ipv6_route").unwrap_or_default();
    let Some(interface) = default_interface(&routes).or_else(|| default_interface6(&routes6)) else {
        return Ok(Network { kind: NetworkKind::None, wifi: None, metered: Ok(Metered::No) });
    };
    let kind = kind_of_interface(&root.join("sys/class/net").join(interface));
    Ok(Network { kind, wifi: (kind == NetworkKind::Wifi).then(|| Err(why.clone())), metered: Err(why.clone()) })
}

/// The interface of the default route with the lowest metric, from `/proc/net/route`.
fn default_interface(routes: &str) -> Option<&str> {
    let found = routes.lines().skip(1).filter_map(|line| {
        let fields: Vec<&str> = line.split_ascii_whitespace().collect();
        let [interface, destination, _, flags, _, _, metric, mask, ..] = fields[..] else { return None };
        // RTF_UP, and not RTF_REJECT.
        let usable = u32::from_str_radix(flags, 16).ok()? & 0x201 == 1;
        (usable && destination == "00000000" && mask == "00000000").then_some((metric.parse::<u32>().ok()?, interface))
    });
    found.min_by_key(|(metric, _)| *metric).map(|(_, interface)| interface)
}

/// The same from `/proc/net/ipv6_route`.
fn default_interface6(routes: &str) -> Option<&str> {
    let found = routes.lines().filter_map(|line| {
        let fields: Vec<&str> = line.split_ascii_whitespace().collect();
        let [destination, length, _, _, _, metric, _, _, flags, interface] = fields[..] else { return None };
        let usable = u32::from_str_radix(flags, 16).ok()? & 0x201 == 1 && interface != "lo";
        let is_default = length == "00" && destination.bytes().all(|digit| digit == b'0');
        (usable && is_default).then_some((u32::from_str_radix(metric, 16).ok()?, interface))
    });
    found.min_by_key(|(metric, _)| *metric).map(|(_, interface)| interface)
}

/// What an interface is, by its folder.
fn kind_of_interface(folder: &Path) -> NetworkKind {
    /// `ARPHRD_ETHER`
    const ETHERNET: &str = "1";
    let says = |name: &str| fs::read_to_string(folder.join(name)).unwrap_or_default();
    let events = says("uevent");
    let kind = events.lines().find_map(|line| line.strip_prefix("DEVTYPE=")).unwrap_or_default();
    match kind {
        "wlan" => NetworkKind::Wifi,
        "wwan" => NetworkKind::Mobile,
        _ if folder.join("wireless").exists() || folder.join("phy80211").exists() => NetworkKind::Wifi,
        "wireguard" => NetworkKind::Other,
        _ if folder.join("tun_flags").exists() => NetworkKind::Other,
        _ if says("type").trim() == ETHERNET => NetworkKind::Wired,
        _ => NetworkKind::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n";

    #[test]
    fn the_default_route_with_the_lowest_metric_counts() {
        let routes = format!(
            "{HEAD}wlan0\t00000000\t0101A8C0\t0003\t0\t0\t600\t00000000\t0\t0\t0\n\
             eth0\t00000000\t0102A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0\n\
             tun0\t00000000\t00000000\t0201\t0\t0\t0\t00000000\t0\t0\t0\n\
             eth1\t0000A8C0\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0\n"
        );
        assert_eq!(default_interface(&routes), Some("eth0"));
        assert_eq!(default_interface(HEAD), None);
        assert_eq!(default_interface("no table\nat all\n"), None);
        let zeros = "0".repeat(32);
        let routes = format!(
            "{zeros} 00 {zeros} 00 fe800000000000000000000000000001 00000400 00000001 00000000 00000003     eth2\n\
             {zeros} 00 {zeros} 00 fe800000000000000000000000000001 00000100 00000001 00000000 00000003    wlan2\n\
             {zeros} 00 {zeros} 00 {zeros} 00000001 00000001 00000000 00000201       lo\n"
        );
        assert_eq!(default_interface6(&routes), Some("wlan2"));
    }

    #[test]
    fn interfaces_are_told_apart() {
        let root = tempfile::tempdir().unwrap();
        let why = Unknown::Absent(MANAGER);
        let network = |interface: &str| {
            fs::create_dir_all(root.path().join("proc/net")).unwrap();
            let route = format!("{HEAD}{interface}\t00000000\t0101A8C0\t0003\t0\t0\t0\t00000000\t0\t0\t0\n");
            fs::write(root.path().join("proc/net/route"), route).unwrap();
            unmanaged(root.path(), &why).unwrap()
        };
        for (interface, kind, file, text) in [
            ("eth0", "1", "uevent", "INTERFACE=eth0"),
            ("wlan0", "1", "uevent", "DEVTYPE=wlan\nINTERFACE=wlan0"),
            ("wwan0", "65534", "uevent", "DEVTYPE=wwan"),
            ("tap0", "1", "tun_flags", "0x1002"),
            ("wg0", "65534", "uevent", "DEVTYPE=wireguard"),
            ("ath0", "1", "phy80211", ""),
        ] {
            let folder = root.path().join("sys/class/net").join(interface);
            fs::create_dir_all(&folder).unwrap();
            fs::write(folder.join("type"), format!("{kind}\n")).unwrap();
            fs::write(folder.join(file), text).unwrap();
        }
        for (interface, kind) in [
            ("eth0", NetworkKind::Wired),
            ("wlan0", NetworkKind::Wifi),
            ("wwan0", NetworkKind::Mobile),
            ("tap0", NetworkKind::Other),
            ("wg0", NetworkKind::Other),
            ("ath0", NetworkKind::Wifi),
        ] {
            let network = network(interface);
            assert_eq!((network.kind, network.metered), (kind, Err(why.clone())), "{interface}");
            assert_eq!(network.wifi, (kind == NetworkKind::Wifi).then(|| Err(why.clone())));
        }
        fs::write(root.path().join("proc/net/route"), HEAD).unwrap();
        assert_eq!(unmanaged(root.path(), &why).unwrap().kind, NetworkKind::None);
        fs::remove_file(root.path().join("proc/net/route")).unwrap();
        assert!(unmanaged(root.path(), &why).is_err());
    }
}
