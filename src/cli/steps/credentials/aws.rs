//! What the variables and files of AWS say: keys, or who hands them out; region, address and certificates.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use zeroize::Zeroizing;

use super::{Given, ini::Ini};
use crate::{
    cli::{arguments::variables, program::settings::Settings},
    error::CredentialProblem,
    platform::errand::Errand,
    store::{CONTAINER_ADDRESS, ContainerToken, INSTANCE_ADDRESS, IssuedBy, Issuer, S3_KEYS},
};

/// The profile that holds where none is named.
const DEFAULT_PROFILE: &str = "default";
/// What a profile has whose credentials only AWS's own command line can get: roles and single sign-on.
const OF_THE_COMMAND_LINE: [&str; 6] =
    ["source_profile", "credential_source", "sso_session", "sso_start_url", "sso_account_id", "login_session"];
const KEY: [&str; 3] = ["aws_access_key_id", "aws_secret_access_key", "aws_session_token"];

/// The profile that is named by a variable, or was when the user logged in.
pub fn named_profile<'a>(settings: &'a Settings, remembered: Option<&'a str>) -> Option<&'a str> {
    settings.variable("AWS_PROFILE").or_else(|| settings.variable("AWS_DEFAULT_PROFILE")).or(remembered)
}

/// The files of AWS, and one profile in them.
struct Files {
    config: Ini,
    credentials: Ini,
    profile: String,
}

impl Files {
    fn read(settings: &Settings, named: Option<&str>) -> Self {
        let read = |variable: &str, name: &str| {
            let usual = || settings.folders.home.join(".aws").join(name);
            let path = settings.variable(variable).map_or_else(usual, PathBuf::from);
            // A file that is not there or cannot be read is as good as none.
            Ini::parse(&std::fs::read_to_string(path).map(Zeroizing::new).unwrap_or_default())
        };
        Self {
            config: read("AWS_CONFIG_FILE", "config"),
            credentials: read("AWS_SHARED_CREDENTIALS_FILE", "credentials"),
            profile: named.unwrap_or(DEFAULT_PROFILE).to_owned(),
        }
    }

    /// What the section of the file of settings is called.
    fn section(&self) -> String {
        match self.profile.as_str() {
            DEFAULT_PROFILE => DEFAULT_PROFILE.to_owned(),
            name => format!("profile {name}"),
        }
    }

    fn is_there(&self) -> bool {
        self.config.has(&self.section()) || self.credentials.has(&self.profile)
    }

    /// The names of all profiles.
    fn names(&self) -> Vec<String> {
        let of_config = self.config.sections().filter_map(|section| match section {
            DEFAULT_PROFILE => Some(section),
            other => other.strip_prefix("profile "),
        });
        let mut names: Vec<String> = of_config.chain(self.credentials.sections()).map(str::to_owned).collect();
        names.sort();
        names.dedup();
        names
    }

    /// An entry of the profile, wherever it stands.
    fn get(&self, name: &str) -> Option<&str> {
        self.credentials.get(&self.profile, name).or_else(|| self.config.get(&self.section(), name))
    }

    /// The key of the profile in one of the files.
    fn key(&self, ini: &Ini, section: &str) -> Result<Option<Vec<(String, String)>>, CredentialProblem> {
        let found = KEY.map(|name| ini.get(section, name).map(str::to_owned));
        let half = |missing| CredentialProblem::Half { place: section.to_owned(), missing };
        match found {
            [None, None, _] => Ok(None),
            [None, Some(_), _] => Err(half(KEY[0])),
            [Some(_), None, _] => Err(half(KEY[1])),
            found => {
                let named = KEY.into_iter().zip(found);
                Ok(Some(named.filter_map(|(name, value)| Some((name.to_ascii_uppercase(), value?))).collect()))
            }
        }
    }

    /// The server's address in the profile, that of S3 before that of all services.
    fn endpoint(&self) -> Option<(&'static str, &str)> {
        let services = self.config.get(&self.section(), "services").map(|name| format!("services {name}"));
        let of_s3 = services.and_then(|services| self.config.nested(&services, "s3", "endpoint_url"));
        let of_all = || Some(("AWS_ENDPOINT_URL", self.get("endpoint_url")?));
        of_s3.map(|address| ("AWS_ENDPOINT_URL_S3", address)).or_else(of_all)
    }
}

/// Completes the variables by what the files say, and finds who hands credentials out where there are none.
pub fn complete(
    settings: &Settings,
    remembered: Option<&str>,
    variables: BTreeMap<String, String>,
) -> Result<Given, CredentialProblem> {
    let named = named_profile(settings, remembered);
    let files = Files::read(settings, named);
    let mut given = Given { variables, issuer: None };
    place(settings, &files, &mut given);
    let half = |there: &str, missing| Err(CredentialProblem::Half { place: there.to_owned(), missing });
    match (given.has("AWS_ACCESS_KEY_ID"), given.has("AWS_SECRET_ACCESS_KEY")) {
        (true, true) => return Ok(given),
        (true, false) => return half("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"),
        (false, true) => return half("AWS_SECRET_ACCESS_KEY", "AWS_ACCESS_KEY_ID"),
        (false, false) if given.is_set("AWS_SKIP_SIGNATURE") => return Ok(given),
        (false, false) => {}
    }
    if let Some(name) = named.filter(|_| !files.is_there()) {
        return Err(CredentialProblem::NoProfile { name: name.to_owned(), known: files.names() });
    }
    // A profile that is named comes before what the surroundings offer, the one that is not after it.
    let has_web_identity = given.has("AWS_WEB_IDENTITY_TOKEN_FILE") && given.has("AWS_ROLE_ARN");
    if named.is_none() && has_web_identity {
        return Ok(given);
    }
    if of_profile(&files, &mut given)? || has_web_identity {
        return Ok(given);
    }
    given.issuer = surroundings(&given).map(issuer);
    Ok(given)
}

/// Region, address and certificates, where no variable says them.
fn place(settings: &Settings, files: &Files, given: &mut Given) {
    if !given.has("AWS_REGION")
        && !given.has("AWS_DEFAULT_REGION")
        && let Some(region) = files.get("region")
    {
        given.set("AWS_REGION", region);
    }
    let has_endpoint = ["AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL", "AWS_ENDPOINT"].iter().any(|name| given.has(name));
    if !has_endpoint
        && !given.is_set("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS")
        && let Some((name, address)) = files.endpoint()
    {
        given.set(name, address);
    }
    if !given.has("AWS_CA_BUNDLE")
        && let Some(file) = files.get("ca_bundle")
    {
        let in_home = file.strip_prefix("~/").map(|rest| settings.folders.home.join(rest));
        given.set("AWS_CA_BUNDLE", in_home.as_deref().and_then(Path::to_str).unwrap_or(file));
    }
}

/// The credentials of the profile, if it has any, in the order in which AWS looks for them.
fn of_profile(files: &Files, given: &mut Given) -> Result<bool, CredentialProblem> {
    if let (Some(role), Some(file)) = (files.get("role_arn"), files.get("web_identity_token_file")) {
        given.set("AWS_ROLE_ARN", role);
        given.set("AWS_WEB_IDENTITY_TOKEN_FILE", file);
        if let Some(session) = files.get("role_session_name") {
            given.set("AWS_ROLE_SESSION_NAME", session);
        }
        return Ok(true);
    }
    let withheld = || variables::SECRETS.map(Into::into).to_vec();
    if OF_THE_COMMAND_LINE.iter().any(|name| files.get(name).is_some()) {
        let words = ["aws", "configure", "export-credentials", "--format", "process", "--profile", &files.profile];
        let name = format!("aws configure export-credentials --profile {}", files.profile);
        let errand = Errand::Program(words.map(str::to_owned).to_vec());
        given.issuer = Some(issuer(IssuedBy::Command { name, errand, withheld: withheld() }));
        return Ok(true);
    }
    let mut key = files.key(&files.credentials, &files.profile)?;
    if key.is_none()
        && let Some(line) = files.get("credential_process")
    {
        let name = line.split_whitespace().next().unwrap_or_default().to_owned();
        // As the shell expands it, `~` is the home folder.
        let errand = Errand::Shell(line.to_owned());
        given.issuer = Some(issuer(IssuedBy::Command { name, errand, withheld: withheld() }));
        return Ok(true);
    }
    if key.is_none() {
        key = files.key(&files.config, &files.section())?;
    }
    let Some(key) = key else { return Ok(false) };
    // A token of the variables belongs to another key.
    for name in S3_KEYS {
        given.variables.remove(name);
    }
    given.variables.extend(key);
    Ok(true)
}

/// What a container or the machine itself offers.
fn surroundings(given: &Given) -> Option<IssuedBy> {
    let get = |name: &str| given.variables.get(name).cloned();
    let address = get("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI").map(|path| format!("{CONTAINER_ADDRESS}{path}"));
    if let Some(address) = address.or_else(|| get("AWS_CONTAINER_CREDENTIALS_FULL_URI")) {
        let file = get("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE").map(|file| ContainerToken::File(file.into()));
        let text = || get("AWS_CONTAINER_AUTHORIZATION_TOKEN").map(|text| ContainerToken::Text(Zeroizing::new(text)));
        let token = file.or_else(text).unwrap_or(ContainerToken::None);
        return Some(IssuedBy::Container { address, token });
    }
    if given.is_set("AWS_EC2_METADATA_DISABLED") {
        return None;
    }
    let address = get("AWS_EC2_METADATA_SERVICE_ENDPOINT").or_else(|| get("AWS_METADATA_ENDPOINT"));
    Some(IssuedBy::Instance { address: address.unwrap_or_else(|| INSTANCE_ADDRESS.to_owned()) })
}

fn issuer(from: IssuedBy) -> Issuer {
    Issuer { from, now: || jiff::Timestamp::now().as_second() }
}
