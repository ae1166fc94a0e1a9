//! Profiles: which account a login leads to and as which device. Written by the program, one small file each.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::{
    cli::mistakes::{Failure, Mistake},
    error::Error,
    model::{AccountId, DeviceId, FileOperation},
    platform,
    secrets::Keeper,
};

/// A login.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// Where the account lies.
    pub store: String,
    /// The server's address, if it was given.
    pub endpoint: Option<String>,
    /// The file of certificates to trust in place of the system's, if it was given.
    pub ca_certificate: Option<String>,
    /// The bucket's region, if it was given.
    pub region: Option<String>,
    /// The profile of AWS's files whose credentials it uses, if one was named.
    pub aws_profile: Option<String>,
    /// Whether plain http is allowed.
    pub allow_http: bool,
    /// The account.
    pub account: AccountId,
    /// This computer in the account.
    pub device: DeviceId,
    /// What this computer is called there.
    pub device_name: String,
    /// Where the secrets are kept: never [`Keeper::Auto`].
    pub credentials: Keeper,
}

#[derive(Serialize, Deserialize)]
struct Stored {
    store: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    endpoint: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    ca_certificate: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    region: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    aws_profile: Option<String>,
    #[serde(default)]
    allow_http: bool,
    account: String,
    device: String,
    device_name: String,
    credentials: Keeper,
}

const HEAD: &str = "# Written by `aosbox login`; `aosbox logout --forget` removes it. It holds no secrets.\n";

impl Profile {
    /// The profile of a name, if there is one.
    pub fn load(folder: &Path, name: &str) -> Result<Option<Self>, Failure> {
        let path = file(folder, name)?;
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(Error::file(FileOperation::Read, path)(error).into()),
        };
        Self::parse(&text).map(Some).map_err(|message| Mistake::ProfileUnreadable(path, message).into())
    }

    fn parse(text: &str) -> Result<Self, String> {
        let stored: Stored = toml::from_str(text).map_err(|error| error.message().to_owned())?;
        Ok(Self {
            account: stored.account.parse().map_err(|error| format!("account: {error}"))?,
            device: stored.device.parse().map_err(|error| format!("device: {error}"))?,
            store: stored.store,
            endpoint: stored.endpoint,
            ca_certificate: stored.ca_certificate,
            region: stored.region,
            aws_profile: stored.aws_profile,
            allow_http: stored.allow_http,
            device_name: stored.device_name,
            credentials: stored.credentials,
        })
    }

    fn text(&self) -> String {
        let stored = Stored {
            store: self.store.clone(),
            endpoint: self.endpoint.clone(),
            ca_certificate: self.ca_certificate.clone(),
            region: self.region.clone(),
            aws_profile: self.aws_profile.clone(),
            allow_http: self.allow_http,
            account: self.account.to_string(),
            device: self.device.to_string(),
            device_name: self.device_name.clone(),
            credentials: self.credentials,
        };
        format!("{HEAD}{}", toml::to_string(&stored).expect("a profile is plain data"))
    }

    /// Writes it.
    pub fn save(&self, folder: &Path, name: &str) -> Result<(), Failure> {
        let path = file(folder, name)?;
        std::fs::create_dir_all(folder).map_err(Error::file(FileOperation::CreateFolder, folder))?;
        Ok(platform::write_private(&path, self.text().as_bytes()).map_err(Error::file(FileOperation::Write, &path))?)
    }

    /// The names of all profiles, in order.
    pub fn names(folder: &Path) -> Vec<String> {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        let name = |path: PathBuf| {
            let is_profile = path.extension().is_some_and(|extension| extension == "toml");
            is_profile.then(|| path.file_stem()?.to_str().map(str::to_owned)).flatten()
        };
        let mut names: Vec<String> = entries.filter_map(|entry| name(entry.path())).collect();
        names.sort();
        names
    }

    /// Removes the profile of a name; nothing happens if there is none.
    pub fn remove(folder: &Path, name: &str) -> Result<(), Failure> {
        let path = file(folder, name)?;
        match std::fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(Error::file(FileOperation::Remove, path)(error).into())
            }
            _ => Ok(()),
        }
    }

    /// The name of its entry in the credential store.
    pub fn entry(&self, name: &str) -> String {
        entry(name, &self.account)
    }
}

/// The name under which a profile's secrets are kept.
pub fn entry(name: &str, account: &AccountId) -> String {
    format!("{name}-{account}")
}

/// The file of a profile. Names are such that they can be file names everywhere.
fn file(folder: &Path, name: &str) -> Result<PathBuf, Failure> {
    let fine = |character: char| character.is_alphanumeric() || matches!(character, '-' | '_' | '.' | '@');
    if name.is_empty() || name.len() > 100 || name.starts_with('.') || name.ends_with('.') || !name.chars().all(fine) {
        return Err(Mistake::ProfileName(name.to_owned()).into());
    }
    Ok(folder.join(format!("{name}.toml")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profile() -> Profile {
        Profile {
            store: "s3://bucket/prefix".into(),
            endpoint: Some("http://127.0.0.1:9000".into()),
            ca_certificate: Some("/etc/nas \"x\".pem".into()),
            region: None,
            aws_profile: Some("work".into()),
            allow_http: false,
            account: AccountId([1; 16]),
            device: DeviceId([2; 16]),
            device_name: "名前 \"x\"".into(),
            credentials: Keeper::File,
        }
    }

    #[test]
    fn a_profile_comes_back() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().join("profiles");
        assert_eq!(Profile::load(&folder, "home").unwrap(), None);
        profile().save(&folder, "home").unwrap();
        assert_eq!(Profile::load(&folder, "home").unwrap(), Some(profile()));
        Profile::remove(&folder, "home").unwrap();
        Profile::remove(&folder, "home").unwrap();
        assert_eq!(Profile::load(&folder, "home").unwrap(), None);
    }

    #[test]
    fn names_that_lead_elsewhere_are_refused() {
        for name in ["", "../x", "a/b", "a\\b", ".x", "x.", "a b", "C:"] {
            assert!(matches!(file(Path::new("/p"), name), Err(Failure::Mistake(Mistake::ProfileName(_)))), "{name:?}");
        }
        assert!(file(Path::new("/p"), "仕事-2").is_ok());
    }
}
