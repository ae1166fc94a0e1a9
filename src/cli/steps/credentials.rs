//! What a store's client is given: variables of the environment, the files of the AWS command line, and secrets that a person
//! is asked for.

mod aws;
mod ini;

use std::{collections::BTreeMap, io::IsTerminal};

use zeroize::Zeroizing;

use crate::{
    cli::{
        arguments::variables::PREFIXES,
        mistakes::{Failure, Mistake},
        program::settings::Settings,
        words::{self, Message},
    },
    error::Result,
    store::{IssuedBy, Issuer, Location, S3_KEYS, StoreCredentials},
};

const AZURE_SOURCES: [&str; 6] = [
    "AZURE_STORAGE_ACCOUNT_KEY",
    "AZURE_STORAGE_ACCESS_KEY",
    "AZURE_STORAGE_SAS_TOKEN",
    "AZURE_STORAGE_USE_EMULATOR",
    "AZURE_CLIENT_ID",
    "AZURE_FEDERATED_TOKEN_FILE",
];
const GOOGLE_SOURCES: [&str; 3] =
    ["GOOGLE_APPLICATION_CREDENTIALS", "GOOGLE_SERVICE_ACCOUNT", "GOOGLE_SERVICE_ACCOUNT_KEY"];

/// What the surroundings give the client of a store.
pub struct Given {
    /// Variables of the environment, and what files say in their place.
    pub variables: BTreeMap<String, String>,
    /// Who hands out credentials of S3, where the variables are none.
    pub issuer: Option<Issuer>,
}

impl Given {
    fn has(&self, name: &str) -> bool {
        self.variables.contains_key(name)
    }

    /// Whether a variable says yes.
    fn is_set(&self, name: &str) -> bool {
        self.variables.get(name).is_some_and(|value| value.eq_ignore_ascii_case("true") || value == "1")
    }

    fn set(&mut self, name: &str, value: &str) {
        self.variables.insert(name.to_owned(), value.to_owned());
    }

    /// Whether the client of this store finds credentials, or needs none. Whether the machine itself has a role is not known before it is
    /// asked.
    pub fn has_credentials(&self, location: &Location) -> bool {
        let any = |names: &[&str]| names.iter().any(|name| self.has(name));
        match location {
            Location::Folder(_) => true,
            Location::S3 { .. } => match &self.issuer {
                Some(issuer) => !matches!(issuer.from, IssuedBy::Instance { .. }),
                None => any(&[S3_KEYS[0], "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_SKIP_SIGNATURE"]),
            },
            Location::Azure { .. } => any(&AZURE_SOURCES),
            Location::Google { .. } => any(&GOOGLE_SOURCES),
        }
    }
}

/// The variable by which the client of this store gets in, where it is one of this process. The system's jobs may have others.
pub fn variable_relied_on(settings: &Settings, location: &Location) -> Option<&'static str> {
    let names: &[&'static str] = match location {
        Location::Folder(_) => &[],
        Location::S3 { .. } => &S3_KEYS[..1],
        Location::Azure { .. } => &AZURE_SOURCES,
        Location::Google { .. } => &GOOGLE_SOURCES,
    };
    names.iter().copied().find(|name| settings.variable(name).is_some_and(|value| !value.is_empty()))
}

/// The region of S3 that variables name.
pub fn region(variables: &BTreeMap<String, String>) -> Option<&str> {
    ["AWS_REGION", "AWS_DEFAULT_REGION"].iter().find_map(|name| variables.get(*name)).map(String::as_str)
}

/// What the surroundings give the client of this store; `profile` is the one of AWS's files that held at `login`. Where credentials are
/// kept already, none are looked for.
pub fn given(
    settings: &Settings,
    location: &Location,
    profile: Option<&str>,
    kept: &StoreCredentials,
) -> Result<Given> {
    let variables: BTreeMap<String, String> = settings
        .environment
        .iter()
        .filter(|(name, value)| PREFIXES.iter().any(|prefix| name.starts_with(prefix)) && !value.is_empty())
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    match location {
        Location::S3 { .. } if kept.0.is_empty() => Ok(aws::complete(settings, profile, variables)?),
        _ => Ok(Given { variables, issuer: None }),
    }
}

/// The profile of AWS's files that a login to this store goes by from now on, so that a scheduled backup goes by it, too.
pub fn profile_to_remember(
    settings: &Settings,
    location: &Location,
    kept: &StoreCredentials,
    known: Option<&str>,
) -> Option<String> {
    let is_used =
        matches!(location, Location::S3 { .. }) && kept.0.is_empty() && settings.variable(S3_KEYS[0]).is_none();
    aws::named_profile(settings, known).filter(|_| is_used).map(str::to_owned)
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

    #[test]
    fn each_store_has_its_own_variables() {
        let variables = BTreeMap::from([("AWS_ACCESS_KEY_ID".to_owned(), "x".to_owned())]);
        let given = Given { variables, issuer: None };
        assert!(given.has_credentials(&Location::S3 { bucket: "b".into(), prefix: String::new() }));
        assert!(!given.has_credentials(&Location::Google { bucket: "b".into(), prefix: String::new() }));
        assert!(given.has_credentials(&Location::Folder("/x".into())));
    }
}
