//! The network that the computer uses: the one of its default route.

#[cfg(all(unix, not(target_os = "macos")))]
mod linux;
#[cfg(target_os = "macos")]
mod macos;
#[cfg(windows)]
mod windows;
#[cfg(windows)]
mod wlan;

#[cfg(all(unix, not(target_os = "macos")))]
use linux as system;
#[cfg(target_os = "macos")]
use macos as system;
#[cfg(windows)]
use windows as system;

use super::unknown::Fact;

/// The network that the computer uses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Network {
    /// Its kind.
    pub kind: NetworkKind,
    /// The name of the Wi-Fi; `None` for other kinds.
    pub wifi: Option<Fact<String>>,
    /// Whether it is metered.
    pub metered: Fact<Metered>,
}

/// A kind of network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NetworkKind {
    /// A cable.
    Wired,
    /// Wi-Fi.
    Wifi,
    /// A mobile phone network, be it through a telephone.
    Mobile,
    /// One of another kind, such as a tunnel whose way out is not known.
    Other,
    /// There is none.
    None,
}

/// Whether a network is metered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Metered {
    /// It is.
    Yes,
    /// It is not.
    No,
    /// It seems to be.
    GuessYes,
    /// It seems not to be.
    GuessNo,
}

impl Metered {
    /// Whether it counts as metered.
    pub fn counts(self) -> bool {
        matches!(self, Metered::Yes | Metered::GuessYes)
    }
}

/// The network that the computer uses now.
pub fn network() -> Fact<Network> {
    system::network()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_computer_says_which_network_it_uses_or_why_it_is_not_known() {
        if let Ok(network) = network() {
            assert_eq!(network.wifi.is_some(), network.kind == NetworkKind::Wifi, "{network:?}");
        }
    }
}
