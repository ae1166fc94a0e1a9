//! What a store's client is given: variables of the environment, the files of the AWS command line, and secrets that a person
//! is asked for.

use std::{collections::BTreeMap, io::IsTerminal, path::PathBuf};

use zeroize::Zeroizing;

use crate::{
    cli::{
        arguments::variables::PREFIXES,
        mistakes::{Failure, Mistake},
        program::settings::Settings,
        words::{self, Message},
    },
    store::{Location, StoreCredentials},
};

/// With one of these, a client of S3 finds credentials by itself.
const S3_SOURCES: [&str; 4] = [
    "AWS_ACCESS_KEY_ID",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
];
const AZURE_SOURCES: [&str; 5] = [
    "AZURE_STORAGE_ACCOUNT_KEY",
    "AZURE_STORAGE_ACCESS_KEY",
    "AZURE_STORAGE_SAS_TOKEN",
    "AZURE_CLIENT_ID",
    "AZURE_FEDERATED_TOKEN_FILE",
];
const GOOGLE_SOURCES: [&str; 3] =
    ["GOOGLE_APPLICATION_CREDENTIALS", "GOOGLE_SERVICE_ACCOUNT", "GOOGLE_SERVICE_ACCOUNT_KEY"];

/// The variables for a store's client, those of an AWS profile included where the environment has none.
pub fn environment(settings: &Settings) -> BTreeMap<String, String> {
    let mut variables: BTreeMap<String, String> = settings
        .environment
        .iter()
        .filter(|(name, value)| PREFIXES.iter().any(|prefix| name.starts_with(prefix)) && !value.is_empty())
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    let has_credentials = S3_SOURCES.iter().any(|name| variables.contains_key(*name));
    let has_region = variables.contains_key("AWS_REGION") || variables.contains_key("AWS_DEFAULT_REGION");
    let profile = settings
        .variable("AWS_PROFILE")
        .or_else(|| settings.variable("AWS_DEFAULT_PROFILE"))
        .unwrap_or("default")
        .to_owned();
    let file = |variable: &str, name: &str| {
        settings.variable(variable).map_or_else(|| settings.folders.home.join(".aws").join(name), PathBuf::from)
    };
    // A file that is not there or cannot be read is as good as none.
    let read = |path: PathBuf| std::fs::read_to_string(path).map(Zeroizing::new).unwrap_or_default();
    let config = read(file("AWS_CONFIG_FILE", "config"));
    let config = section(&config, &if profile == "default" { profile.clone() } else { format!("profile {profile}") });
    let credentials = read(file("AWS_SHARED_CREDENTIALS_FILE", "credentials"));
    let mut credentials = section(&credentials, &profile);
    if !credentials.contains_key("aws_access_key_id") {
        credentials = config.clone();
    }
    if !has_credentials && credentials.contains_key("aws_access_key_id") {
        for name in ["aws_access_key_id", "aws_secret_access_key", "aws_session_token"] {
            if let Some(value) = credentials.get(name) {
                variables.insert(name.to_ascii_uppercase(), value.clone());
            }
        }
    }
    if !has_region && let Some(region) = config.get("region") {
        variables.insert("AWS_REGION".to_owned(), region.clone());
    }
    variables
}

/// The entries of one section of an ini file, names in lower case.
fn section(text: &str, wanted: &str) -> BTreeMap<String, String> {
    let mut entries = BTreeMap::new();
    let mut inside = false;
    for line in text.lines() {
        // What is indented belongs to the entry above it, none of which is of use here.
        if line.starts_with([' ', '\t', '#', ';']) {
            continue;
        }
        if let Some(name) = line.trim().strip_prefix('[').and_then(|rest| rest.split_once(']')).map(|(name, _)| name) {
            inside = name.split_whitespace().eq(wanted.split_whitespace());
        } else if inside && let Some((name, value)) = line.split_once('=') {
            let value = value.split(" #").next().unwrap_or_default().trim();
            if !value.is_empty() {
                entries.insert(name.trim().to_ascii_lowercase(), value.to_owned());
            }
        }
    }
    entries
}

/// Whether the client of this store finds credentials in these variables, or needs none.
pub fn has_credentials(location: &Location, environment: &BTreeMap<String, String>) -> bool {
    let any = |names: &[&str]| names.iter().any(|name| environment.contains_key(*name));
    match location {
        Location::Folder(_) => true,
        Location::S3 { .. } => any(&S3_SOURCES),
        Location::Azure { .. } => any(&AZURE_SOURCES),
        Location::Google { .. } => any(&GOOGLE_SOURCES),
    }
}

/// Asks a person for the secrets of a store; none where nobody is there to be asked, or where nothing is answered: the
/// machine itself may have a role.
pub fn ask(location: &Location) -> Result<StoreCredentials, Failure> {
    let mut credentials = StoreCredentials::default();
    if !std::io::stdin().is_terminal() {
        return Ok(credentials);
    }
    let names: &[(&str, Message<'_>)] = match location {
        Location::Folder(_) => &[],
        Location::S3 { .. } => {
            &[("access_key_id", Message::AskAccessKey), ("secret_access_key", Message::AskSecretAccessKey)]
        }
        Location::Azure { .. } => {
            &[("account_name", Message::AskStorageAccount), ("account_key", Message::AskStorageKey)]
        }
        Location::Google { .. } => &[],
    };
    for (name, question) in names {
        let answer = rpassword::prompt_password(words::say(question)).map(Zeroizing::new).map_err(Mistake::Prompt)?;
        let answer = answer.trim();
        if answer.is_empty() {
            return Ok(StoreCredentials::default());
        }
        credentials.0.insert((*name).to_owned(), Zeroizing::new(answer.to_owned()));
    }
    Ok(credentials)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "# mine\n[default]\naws_access_key_id = AKID\nAWS_SECRET_ACCESS_KEY=se=cret # not this\ns3 =\n  region = nested\n\
                        [profile  work]\nregion = eu-central-1\n";

    #[test]
    fn sections_of_aws_files_are_read() {
        let default = section(FILE, "default");
        assert_eq!(default["aws_access_key_id"], "AKID");
        assert_eq!(default["aws_secret_access_key"], "se=cret");
        assert!(!default.contains_key("region"));
        assert_eq!(section(FILE, "profile work")["region"], "eu-central-1");
        assert!(section(FILE, "other").is_empty());
    }

    #[test]
    fn each_store_has_its_own_variables() {
        let environment = BTreeMap::from([("AWS_ACCESS_KEY_ID".to_owned(), "x".to_owned())]);
        assert!(has_credentials(&Location::S3 { bucket: "b".into(), prefix: String::new() }, &environment));
        assert!(!has_credentials(&Location::Google { bucket: "b".into(), prefix: String::new() }, &environment));
        assert!(has_credentials(&Location::Folder("/x".into()), &BTreeMap::new()));
    }
}
