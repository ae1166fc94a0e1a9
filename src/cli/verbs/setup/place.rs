//! The first step: where the backup is kept, and whether an account is there.

use std::{path::PathBuf, time::Duration};

use zeroize::Zeroizing;

use super::{
    Turn, Wizard,
    ask::{Asked, Typed},
    typed_folder, typed_path,
};
use crate::{
    account,
    cli::{
        mistakes::{Failure, Mistake, StartingMistake},
        steps::{copy_folder::on_one_drive, credentials, session},
        text::paths,
        words::{self, Choice, Part, Question, Starting},
    },
    error::{Error, StoreMistake},
    model::FileOperation,
    store::{Location, StoreCredentials},
};

/// How long a store is waited for that does not answer.
const PATIENCE: Duration = Duration::from_secs(15);

/// Where the backup is to be kept.
pub struct Place {
    /// Where.
    pub location: Location,
    /// Secrets to keep for it.
    pub kept: StoreCredentials,
    /// Whether an account is there.
    pub has_account: bool,
}

impl Wizard {
    /// Asks where the backup is kept.
    pub fn ask_place(&mut self) -> Asked<Turn> {
        if let Some(login) = &self.login {
            let label = words::say(&Starting::Part(Part::Account).into());
            self.ask.fact(&label, &paths::safe(login.store.as_bytes()));
            self.ask.remark(Starting::KeepsLogin { profile: &self.program.settings.profile });
            return Ok(Turn::Skip);
        }
        let before = self.before();
        let choices = [Choice::Folder, Choice::S3, Choice::Azure, Choice::Google];
        let choices = choices.map(|choice| words::say(&Starting::Choice(choice).into()));
        let first = match before {
            None | Some(Location::Folder(_)) => 0,
            Some(Location::S3 { .. }) => 1,
            Some(Location::Azure { .. }) => 2,
            Some(Location::Google { .. }) => 3,
        };
        let kind = self.ask.choose(Question::Kind, &choices, first)?;
        let settings = &mut self.program.settings;
        let typed = (settings.endpoint.clone(), settings.region.clone());
        (settings.endpoint, settings.region) = self.given.clone();
        let location = match kind {
            0 => self.folder(before)?,
            1 => self.s3(before, typed)?,
            2 => self.in_bucket(Question::Container, "az", before)?,
            _ => self.in_bucket(Question::Bucket, "gs", before)?,
        };
        let kept = self.credentials(&location)?;
        self.ask.remark(Starting::Looking);
        match self.look(&location, &kept) {
            Ok(has_account) => {
                self.ask.remark(if has_account { Starting::KnownAccount } else { Starting::NewAccount });
                if let Location::Folder(folder) = &location
                    && on_one_drive(folder, &self.program.settings.folders.home)
                {
                    self.ask.remark(Starting::SameDisk);
                }
                self.place = Some(Place { location, kept, has_account });
                Ok(Turn::Next)
            }
            Err(failure) => {
                self.ask.complain(&failure);
                self.place = Some(Place { location, kept, has_account: false });
                Ok(Turn::Again)
            }
        }
    }

    /// Where it was to be kept before: by an answer, else by a login.
    fn before(&self) -> Option<Location> {
        let known =
            self.known.as_ref().and_then(|known| Location::parse(&known.store, &self.program.settings.current).ok());
        self.place.as_ref().map(|place| place.location.clone()).or(known)
    }

    fn folder(&self, before: Option<Location>) -> Asked<Location> {
        let first = match before {
            Some(Location::Folder(folder)) => folder.to_string_lossy().into_owned(),
            _ => String::new(),
        };
        let settings = &self.program.settings;
        let folder = self.ask.text(Question::Folder, &first, Typed::Plain, |text| typed_folder(settings, text))?;
        Ok(Location::Folder(folder))
    }

    fn s3(&mut self, before: Option<Location>, typed: (Option<String>, Option<String>)) -> Asked<Location> {
        let known = self.known.as_ref();
        // What the variables and AWS's files say is offered; whether it holds is seen when the store is reached.
        let nowhere = Location::S3 { bucket: String::new(), prefix: String::new() };
        let options = session::options(&self.program, &nowhere, known, StoreCredentials::default()).unwrap_or_default();
        let endpoint = typed.0.or_else(|| options.effective_endpoint(&nowhere));
        let first = endpoint.unwrap_or_default();
        let endpoint = self.ask.text(Question::Endpoint, &first, Typed::Plain, endpoint_of)?;
        let region =
            typed.1.or(options.region).or_else(|| credentials::region(&options.environment).map(str::to_owned));
        let first = region.unwrap_or_else(|| "us-east-1".to_owned());
        let region = self.ask.text(Question::Region, &first, Typed::Plain, some)?;
        self.program.settings.endpoint = endpoint;
        self.program.settings.region = Some(region);
        self.in_bucket(Question::Bucket, "s3", before)
    }

    fn in_bucket(&self, question: Question, scheme: &str, before: Option<Location>) -> Asked<Location> {
        let head = format!("{scheme}://");
        let first = before.map(|before| before.to_string()).unwrap_or_default();
        let first = first.strip_prefix(&head).unwrap_or_default();
        let current = &self.program.settings.current;
        self.ask.text(question, first, Typed::Plain, |text| {
            let text = some(text)?;
            Ok(Location::parse(&format!("{head}{}", text.strip_prefix(&head).unwrap_or(&text)), current)?)
        })
    }

    /// The secrets of the store that neither the environment nor a file has.
    fn credentials(&self, location: &Location) -> Asked<StoreCredentials> {
        let settings = &self.program.settings;
        let mut kept = StoreCredentials::default();
        if matches!(location, Location::Folder(_)) {
            return Ok(kept);
        }
        let aws_profile = self.known.as_ref().and_then(|known| known.aws_profile.as_deref());
        // Credentials that there should be and are not can be typed instead.
        let has_credentials = match credentials::given(settings, location, aws_profile, &kept) {
            Ok(given) => given.has_credentials(location),
            Err(error) => {
                self.ask.complain(&error.into());
                false
            }
        };
        if has_credentials {
            self.ask.remark(Starting::CredentialsFound);
            return Ok(kept);
        }
        let optional = |text: &str| Ok(Zeroizing::new(text.trim().to_owned()));
        let secret = |text: &str| some(text).map(Zeroizing::new);
        let (names, questions) = match location {
            Location::Folder(_) => return Ok(kept),
            Location::S3 { .. } => (["access_key_id", "secret_access_key"], [Question::AccessKey, Question::SecretKey]),
            Location::Azure { .. } => {
                (["account_name", "account_key"], [Question::StorageAccount, Question::StorageKey])
            }
            Location::Google { .. } => {
                let key = self.ask.text(Question::KeyFile, "", Typed::Plain, |text| match text.trim() {
                    "" => Ok(None),
                    text => key_file(typed_path(settings, text)?).map(Some),
                })?;
                kept.0.extend(key.map(|key| ("service_account_key".to_owned(), key)));
                return Ok(kept);
            }
        };
        let public = self.ask.text(questions[0], "", Typed::Plain, optional)?;
        if !public.is_empty() {
            let secret = self.ask.text(questions[1], "", Typed::Hidden, secret)?;
            kept.0.insert(names[0].to_owned(), public);
            kept.0.insert(names[1].to_owned(), secret);
        }
        Ok(kept)
    }

    /// Whether an account is there. Nothing is written; a folder that is not there yet holds none.
    fn look(&self, location: &Location, kept: &StoreCredentials) -> Result<bool, Failure> {
        let mut settings = self.program.settings.clone();
        settings.config.request_timeout = Some(PATIENCE);
        settings.config.retry_for = Some(PATIENCE);
        let program = self.program.with(settings);
        if let Some(known) = &self.known
            && Location::parse(&known.store, &self.program.settings.current).is_ok_and(|known| known != *location)
        {
            let profile = self.program.settings.profile.clone();
            return Err(Mistake::ProfileTaken { profile, store: known.store.clone() }.into());
        }
        match session::connect(&program, location, self.known.as_ref(), kept.clone(), false) {
            Err(Failure::Library(Error::NoAccount { .. })) => Ok(false),
            Err(failure) => Err(failure),
            Ok(store) => match account::read_format(&store) {
                Ok(_) => Ok(true),
                Err(Error::NoAccount { .. }) => Ok(false),
                Err(error) => Err(error.into()),
            },
        }
    }
}

/// A text that is not empty.
fn some(text: &str) -> Result<String, Failure> {
    match text.trim() {
        "" => Err(StartingMistake::Empty.into()),
        text => Ok(text.to_owned()),
    }
}

/// The address of a server; none for Amazon.
fn endpoint_of(text: &str) -> Result<Option<String>, Failure> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let address = if text.contains("://") { text.to_owned() } else { format!("https://{text}") };
    match url::Url::parse(&address) {
        Ok(url) if url.has_host() => Ok(Some(address.trim_end_matches('/').to_owned())),
        Ok(_) => Err(Error::NotAStore { text: text.to_owned(), reason: StoreMistake::Endpoint }.into()),
        Err(error) => {
            Err(Error::NotAStore { text: text.to_owned(), reason: StoreMistake::Unreadable(error.to_string()) }.into())
        }
    }
}

/// What the file of a service account's key holds.
fn key_file(path: PathBuf) -> Result<Zeroizing<String>, Failure> {
    let text = std::fs::read_to_string(&path).map(Zeroizing::new).map_err(Error::file(FileOperation::Read, &path))?;
    match serde_json::from_str::<serde_json::Value>(&text) {
        Ok(value) if value.get("private_key").is_some() => Ok(text),
        _ => Err(StartingMistake::NotAKeyFile(path).into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_need_no_scheme() {
        let of = |text: &str| endpoint_of(text).ok();
        assert_eq!(of(""), Some(None));
        assert_eq!(of(" s3.example.com/ "), Some(Some("https://s3.example.com".into())));
        assert_eq!(of("http://127.0.0.1:9000"), Some(Some("http://127.0.0.1:9000".into())));
        assert_eq!(of("https://"), None);
    }

    #[test]
    fn a_key_file_holds_a_key() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key.json");
        std::fs::write(&path, "{\"private_key\": \"x\"}").unwrap();
        assert!(key_file(path.clone()).is_ok());
        std::fs::write(&path, "{}").unwrap();
        assert!(key_file(path).is_err());
    }
}
