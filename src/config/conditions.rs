//! What the settings say about when backups are held off and how hard they work: `[conditions]`, `backup.mode` and `store.proxy`.

use serde::Deserialize;
use toml::Spanned;

use super::{
    Allowed, ConfigMistake,
    reader::{Reader, Words},
};
use crate::platform::network::NetworkKind;

/// When no backup is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConditionsConfig {
    /// `conditions.least_battery`, percent: none on battery below it. 0 asks nothing.
    pub least_battery: u8,
    /// `conditions.while_presenting`: backups are made while something is presented or fills the screen.
    pub while_presenting: bool,
    /// `conditions.networks`: the kinds that may be used, of wired, Wi-Fi and mobile.
    pub networks: Vec<NetworkKind>,
    /// `conditions.wifi_allow`: the Wi-Fi networks that may be used; any if there are none.
    pub wifi_allow: Vec<String>,
    /// `conditions.metered`: metered networks may be used.
    pub metered: bool,
    /// `conditions.busy_above`, percent of all processors: none while other programs use more. 0 asks nothing.
    pub busy_above: u8,
}

impl Default for ConditionsConfig {
    fn default() -> Self {
        Self {
            least_battery: 20,
            while_presenting: false,
            networks: NETWORKS.1.to_vec(),
            wifi_allow: Vec::new(),
            metered: false,
            busy_above: 0,
        }
    }
}

/// How hard a backup works.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Mode {
    /// Fast while nobody uses the computer, else standard.
    #[default]
    Auto,
    /// Other programs come first.
    Standard,
    /// As fast as it goes.
    Fast,
}

/// The proxy on the way to the store.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum ProxyConfig {
    /// The one that the system or the usual variables name.
    #[default]
    System,
    /// None, whatever they name.
    None,
    /// The one at this address.
    At(String),
}

/// `[conditions]` as it stands there.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ConditionsSection {
    least_battery: Option<Spanned<i64>>,
    while_presenting: bool,
    networks: Option<Vec<Spanned<String>>>,
    wifi_allow: Vec<String>,
    metered: bool,
    busy_above: Option<Spanned<i64>>,
}

const NETWORKS: Words<NetworkKind> =
    (&["wired", "wifi", "mobile"], &[NetworkKind::Wired, NetworkKind::Wifi, NetworkKind::Mobile]);
const MODES: Words<Mode> = (&["auto", "standard", "fast"], &[Mode::Auto, Mode::Standard, Mode::Fast]);

/// Reads the section.
pub(super) fn read(reader: &Reader<'_>, section: ConditionsSection) -> Result<ConditionsConfig, ConfigMistake> {
    let usual = ConditionsConfig::default();
    let percent = |name, value, usual: u8| {
        let number = reader.number(name, value, 0, 100)?;
        Ok(number.and_then(|number| u8::try_from(number).ok()).unwrap_or(usual))
    };
    let mut networks = Vec::new();
    for kind in section.networks.into_iter().flatten() {
        let kind = reader.word("conditions.networks", Some(kind), NETWORKS)?;
        networks.extend(kind.filter(|kind| !networks.contains(kind)));
    }
    Ok(ConditionsConfig {
        least_battery: percent("conditions.least_battery", section.least_battery, usual.least_battery)?,
        while_presenting: section.while_presenting,
        // No kind at all would mean no backup ever, which nobody sets on purpose.
        networks: if networks.is_empty() { usual.networks } else { networks },
        wifi_allow: section.wifi_allow,
        metered: section.metered,
        busy_above: percent("conditions.busy_above", section.busy_above, usual.busy_above)?,
    })
}

/// Reads `backup.mode`.
pub(super) fn mode(reader: &Reader<'_>, value: Option<Spanned<String>>) -> Result<Mode, ConfigMistake> {
    Ok(reader.word("backup.mode", value, MODES)?.unwrap_or_default())
}

/// Reads `store.proxy`.
pub(super) fn proxy(reader: &Reader<'_>, value: Option<Spanned<String>>) -> Result<ProxyConfig, ConfigMistake> {
    let Some(value) = value else { return Ok(ProxyConfig::default()) };
    match value.get_ref().as_str() {
        "system" => Ok(ProxyConfig::System),
        "none" => Ok(ProxyConfig::None),
        address => match url::Url::parse(address) {
            Ok(url) if matches!(url.scheme(), "http" | "https") && url.has_host() => {
                Ok(ProxyConfig::At(address.to_owned()))
            }
            _ => Err(reader.refuse("store.proxy", value.span().start, address.to_owned(), Allowed::Proxy)),
        },
    }
}

/// The name of a kind of network in settings and in JSON.
pub fn kind_name(kind: NetworkKind) -> &'static str {
    match kind {
        NetworkKind::Wired => "wired",
        NetworkKind::Wifi => "wifi",
        NetworkKind::Mobile => "mobile",
        NetworkKind::Other => "other",
        NetworkKind::None => "none",
    }
}

/// The name of a mode in settings and in JSON.
pub fn mode_name(mode: Mode) -> &'static str {
    match mode {
        Mode::Auto => "auto",
        Mode::Standard => "standard",
        Mode::Fast => "fast",
    }
}

/// A proxy as it stands in the settings.
pub fn proxy_name(proxy: &ProxyConfig) -> &str {
    match proxy {
        ProxyConfig::System => "system",
        ProxyConfig::None => "none",
        ProxyConfig::At(address) => address,
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::config::{Bearings, Config, ConfigMistakeKind};

    fn parse(text: &str) -> Result<Config, ConfigMistake> {
        Config::parse(text, Path::new("/etc/aosbox/config.toml"), Bearings::utc(Path::new("/home/u")))
    }

    #[test]
    fn what_is_not_said_is_usual() {
        assert_eq!(parse("[conditions]\n").unwrap().conditions, ConditionsConfig::default());
        assert_eq!(parse("[conditions]\nnetworks = []\n").unwrap().conditions, ConditionsConfig::default());
        let one = parse("[conditions]\nnetworks = [\"wifi\", \"wifi\"]\n").unwrap().conditions;
        assert_eq!(one.networks, [NetworkKind::Wifi]);
    }

    #[test]
    fn mistakes_name_the_setting_and_what_is_allowed() {
        for (text, line, expected) in [
            ("[conditions]\nleast_battery = 101\n", 2, "conditions.least_battery"),
            ("[conditions]\nmetered = true\nbusy_above = -1\n", 3, "conditions.busy_above"),
            ("[conditions]\nnetworks = [\"wired\",\n\"lan\"]\n", 3, "conditions.networks"),
            ("[backup]\nmode = \"slow\"\n", 2, "backup.mode"),
            ("[store]\nproxy = \"proxy:3128\"\n", 2, "store.proxy"),
            ("[store]\nproxy = \"ftp://proxy\"\n", 2, "store.proxy"),
        ] {
            let mistake = parse(text).unwrap_err();
            assert_eq!(mistake.line, Some(line), "{text}");
            let ConfigMistakeKind::Value { name, .. } = mistake.kind else { panic!("{mistake:?}") };
            assert_eq!(name, expected);
        }
        let proxy = parse("[store]\nproxy = \"http://proxy.example:3128\"\n").unwrap().proxy;
        assert_eq!(proxy, ProxyConfig::At("http://proxy.example:3128".into()));
    }
}
