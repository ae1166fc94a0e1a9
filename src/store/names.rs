//! Names of the objects of an account. The layout is in `docs/format.md`.

use crate::model::{DeviceId, PackId};

/// The plain-text object that says what the account is.
pub const FORMAT: &str = "format";
/// The folder of the ways in.
pub const KEYS: &str = "keys";
/// The folder of devices.
pub const DEVICES: &str = "devices";
/// The folder of packs.
pub const PACKS: &str = "packs";

/// A way in.
pub fn key(id: &str) -> String {
    format!("{KEYS}/{id}")
}

/// A pack, below one of 256 folders so that no local folder grows too long.
pub fn pack(id: &PackId) -> String {
    let hex = id.to_string();
    format!("{PACKS}/{}/{hex}", &hex[..2])
}

/// The folder of a device's runs.
pub fn runs(device: &DeviceId) -> String {
    format!("{DEVICES}/{device}/runs")
}

/// The folder of a device's bases.
pub fn bases(device: &DeviceId) -> String {
    format!("{DEVICES}/{device}/base")
}

/// A run. Numbers have ten digits so that a listing is in their order. `suffix` is empty where the store keeps create-if-absent.
pub fn run(device: &DeviceId, name: &RunName) -> String {
    format!("{}/{name}", runs(device))
}

/// The base of the range of runs that ends with this number.
pub fn base(device: &DeviceId, last: u64) -> String {
    format!("{}/{last:010}", bases(device))
}

/// The number of a run and, on stores that do not keep create-if-absent, a random part that tells two of one number apart.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RunName {
    /// The number, from 1.
    pub sequence: u64,
    /// Eight hexadecimal digits, or nothing.
    pub suffix: String,
}

impl RunName {
    /// The name that an object's last component is, if it is one.
    pub fn parse(text: &str) -> Option<Self> {
        let (digits, suffix) = match text.split_once('-') {
            Some((digits, suffix)) => {
                (suffix.len() == 8 && suffix.bytes().all(|b| b.is_ascii_hexdigit())).then_some(())?;
                (digits, suffix)
            }
            None => (text, ""),
        };
        (digits.len() == 10 && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(())?;
        let sequence = digits.parse().ok().filter(|&sequence| sequence > 0)?;
        Some(Self { sequence, suffix: suffix.to_owned() })
    }
}

impl std::fmt::Display for RunName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:010}", self.sequence)?;
        if !self.suffix.is_empty() {
            write!(f, "-{}", self.suffix)?;
        }
        Ok(())
    }
}

/// The pack that an object's name says it is.
pub fn parse_pack(name: &str) -> Option<PackId> {
    let rest = name.strip_prefix(PACKS)?.strip_prefix('/')?;
    let (folder, hex) = rest.split_once('/')?;
    let id: PackId = hex.parse().ok()?;
    hex.starts_with(folder).then_some(id)
}

/// The last number of the range of a base, as an object's name says.
pub fn parse_base(name: &str) -> Option<u64> {
    RunName::parse(name.rsplit('/').next()?).filter(|name| name.suffix.is_empty()).map(|name| name.sequence)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_back() {
        let id = PackId([0xcd; 32]);
        assert_eq!(parse_pack(&pack(&id)), Some(id));
        assert_eq!(parse_pack("packs/00/zz"), None);
        for name in [RunName { sequence: 7, suffix: String::new() }, RunName { sequence: 8, suffix: "00ab12cd".into() }]
        {
            assert_eq!(RunName::parse(&name.to_string()), Some(name));
        }
        assert_eq!(RunName::parse("7"), None);
        assert_eq!(RunName::parse("0000000000"), None, "numbers begin at 1");
        assert_eq!(RunName::parse("0000000007-x"), None);
        let device = DeviceId([1; 16]);
        assert_eq!(parse_base(&base(&device, 64)), Some(64));
    }
}
