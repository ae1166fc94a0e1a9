//! Opening a location: the client for its kind, credentials from the usual places.

use std::{collections::BTreeMap, fmt, path::PathBuf, sync::Arc, time::Duration};

use object_store::{
    ClientOptions, ObjectStore, RetryConfig,
    aws::AmazonS3Builder,
    azure::{AzureConfigKey, MicrosoftAzureBuilder},
    gcp::GoogleCloudStorageBuilder,
    local::LocalFileSystem,
    path::Path,
};
use zeroize::Zeroizing;

use super::{
    Location, Store,
    certificates::Certificates,
    endpoint::check_endpoint,
    folder::Folder,
    issued::{IssuedCredentials, Issuer},
    paced::{PacedConnector, Proxy, ServerClock},
};
use crate::{
    error::{CredentialProblem, Error, Result, StoreFailure, StoreMistake, StoreOperation},
    model::FileOperation,
    throttle::Throttle,
};

/// Requests at once: a folder is a disk, which likes few; a network likes more.
const PARALLEL_FOLDER: usize = 2;
const PARALLEL_CLOUD: usize = 5;
/// A pack of 16 MiB at 56 KiB/s, the slowest line that the manual's service supported several times over.
pub const REQUEST_TIMEOUT: Duration = Duration::from_secs(300);
/// How long failed requests are repeated, if nothing else is set.
pub const RETRY_FOR: Duration = Duration::from_secs(180);
/// The variables that are a key of S3, or a part of one.
pub const S3_KEYS: [&str; 4] = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_TOKEN"];
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
const READ_TIMEOUT: Duration = Duration::from_secs(60);

/// Secrets of a store, by their usual names: `access_key_id`, `secret_access_key`, `session_token` (S3); `account_name`,
/// `account_key` (Azure); `service_account_key` (Google).
#[derive(Clone, Default, PartialEq, Eq)]
pub struct StoreCredentials(pub BTreeMap<String, Zeroizing<String>>);

impl fmt::Debug for StoreCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

/// What is needed to reach a store beside where it is.
#[derive(Debug, Clone, Default)]
pub struct ConnectOptions {
    /// The server's address, for servers that speak like S3 and for emulators.
    pub endpoint: Option<String>,
    /// The region of an S3 bucket.
    pub region: Option<String>,
    /// The file of certificates to trust in place of the system's.
    pub ca_certificate: Option<PathBuf>,
    /// Allows plain http to another machine.
    pub allow_http: bool,
    /// Secrets kept at `login`.
    pub credentials: StoreCredentials,
    /// Variables of the environment that the clients understand (`AWS_…`, `AZURE_…`, `GOOGLE_…`), and those of a profile file.
    pub environment: BTreeMap<String, String>,
    /// Who hands out credentials of S3, where neither those kept at `login` nor the variables are any.
    pub issuer: Option<Issuer>,
    /// How long one request may take; `None` is five minutes.
    pub request_timeout: Option<Duration>,
    /// How long failed requests are repeated before they count as failed; `None` is three minutes.
    pub retry_for: Option<Duration>,
    /// Whether a missing folder is made.
    pub create_folder: bool,
    /// The speeds to keep to, which may change at any time.
    pub throttle: Arc<Throttle>,
    /// The proxy, if it is another than the system's.
    pub proxy: Option<Proxy>,
    /// What the server's clock shows, as its answers say.
    pub clock: Arc<ServerClock>,
}

/// Opens a location.
pub fn open(location: &Location, options: &ConnectOptions) -> Result<Store> {
    if let Some(endpoint) = options.effective_endpoint(location) {
        check_endpoint(&endpoint, options.allow_http)?;
    }
    let (client, prefix, parallel): (Arc<dyn ObjectStore>, &str, usize) = match location {
        Location::Folder(folder) => {
            if options.create_folder {
                std::fs::create_dir_all(folder).map_err(Error::file(FileOperation::CreateFolder, folder))?;
            }
            if !folder.is_dir() {
                return Err(Error::NoAccount { store: location.to_string() });
            }
            let client = LocalFileSystem::new_with_prefix(folder)
                .map_err(|error| refused(location, &error))?
                .with_fsync(true)
                .with_automatic_cleanup(false);
            (Arc::new(client), "", PARALLEL_FOLDER)
        }
        Location::S3 { bucket, prefix } => (Arc::new(s3(location, bucket, options)?), prefix, PARALLEL_CLOUD),
        Location::Azure { container, prefix } => {
            (Arc::new(azure(location, container, options)?), prefix, PARALLEL_CLOUD)
        }
        Location::Google { bucket, prefix } => (Arc::new(google(location, bucket, options)?), prefix, PARALLEL_CLOUD),
    };
    let prefix = Path::parse(prefix).map_err(|error| Error::NotAStore {
        text: location.to_string(),
        reason: StoreMistake::Unreadable(error.to_string()),
    })?;
    let throttle = matches!(location, Location::Folder(_)).then(|| options.throttle.clone());
    let folder = match location {
        Location::Folder(folder) => Some(Folder::new(folder)),
        _ => None,
    };
    Store::new(client, prefix, location.to_string(), parallel, throttle, folder)
}

impl ConnectOptions {
    fn variable(&self, name: &str) -> Option<&str> {
        self.environment.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// The server's address, if it is another than the usual one of the kind of store.
    pub fn effective_endpoint(&self, location: &Location) -> Option<String> {
        let from_environment = match location {
            Location::Folder(_) => return None,
            Location::S3 { .. } => self
                .variable("AWS_ENDPOINT_URL_S3")
                .or_else(|| self.variable("AWS_ENDPOINT_URL"))
                .or_else(|| self.variable("AWS_ENDPOINT")),
            Location::Azure { .. } => self.variable("AZURE_STORAGE_ENDPOINT"),
            Location::Google { .. } => None,
        };
        self.endpoint.clone().or_else(|| from_environment.map(str::to_owned))
    }

    /// The file of certificates to trust, if it is not the system that says whom to trust.
    pub fn effective_ca_certificate(&self, location: &Location) -> Option<PathBuf> {
        let from_environment = match location {
            Location::Folder(_) => return None,
            Location::S3 { .. } => self.variable("AWS_CA_BUNDLE"),
            Location::Azure { .. } | Location::Google { .. } => None,
        };
        self.ca_certificate.clone().or_else(|| from_environment.map(PathBuf::from))
    }

    fn client(&self) -> ClientOptions {
        ClientOptions::new()
            .with_connect_timeout(CONNECT_TIMEOUT)
            .with_read_timeout(self.request_timeout.unwrap_or(READ_TIMEOUT).min(READ_TIMEOUT))
            // Whether plain http is right for this endpoint has been decided above.
            .with_allow_http(true)
    }

    /// Makes the clients: they keep to the speeds, and to the time limit.
    fn connector(&self, location: &Location) -> Result<PacedConnector> {
        let certificates = self.effective_ca_certificate(location).map(|path| Certificates::read(&path)).transpose()?;
        Ok(PacedConnector {
            throttle: self.throttle.clone(),
            request_timeout: self.request_timeout.unwrap_or(REQUEST_TIMEOUT),
            proxy: self.proxy.clone(),
            certificates,
            clock: self.clock.clone(),
        })
    }

    fn retry(&self) -> RetryConfig {
        RetryConfig { max_retries: 10, retry_timeout: self.retry_for.unwrap_or(RETRY_FOR), ..RetryConfig::default() }
    }
}

fn s3(location: &Location, bucket: &str, options: &ConnectOptions) -> Result<impl ObjectStore + use<>> {
    let mut builder = AmazonS3Builder::new();
    // Keys and tokens belong together: none of the variables is mixed with what was kept.
    let kept = options.credentials.0.contains_key("access_key_id");
    for (name, value) in &options.environment {
        if let Ok(key) = name.to_ascii_lowercase().parse()
            && name.starts_with("AWS_")
            && !(kept && S3_KEYS.contains(&name.as_str()))
        {
            builder = builder.with_config(key, value);
        }
    }
    let given = |name: &str| options.variable(name).is_some();
    let found = kept
        || given("AWS_ACCESS_KEY_ID")
        || given("AWS_SKIP_SIGNATURE")
        || given("AWS_WEB_IDENTITY_TOKEN_FILE") && given("AWS_ROLE_ARN");
    if !found {
        let issuer = options.issuer.clone().ok_or(CredentialProblem::Nowhere)?;
        builder = builder.with_credentials(Arc::new(IssuedCredentials::new(issuer)));
    }
    for (name, value) in &options.credentials.0 {
        if let Ok(key) = format!("aws_{name}").parse() {
            builder = builder.with_config(key, value.as_str());
        }
    }
    let endpoint = options.effective_endpoint(location);
    if let Some(endpoint) = &endpoint {
        builder = builder.with_endpoint(endpoint);
    }
    // Over TLS the body needs no hash of its own in the signature: packs are named by one.
    let encrypted = endpoint.is_none_or(|endpoint| endpoint.starts_with("https"));
    if let Some(region) = &options.region {
        builder = builder.with_region(region);
    }
    builder
        .with_bucket_name(bucket)
        .with_unsigned_payload(encrypted)
        .with_client_options(options.client())
        .with_http_connector(options.connector(location)?)
        .with_retry(options.retry())
        .build()
        .map_err(|error| refused(location, &error))
}

fn azure(location: &Location, container: &str, options: &ConnectOptions) -> Result<impl ObjectStore + use<>> {
    let mut builder = MicrosoftAzureBuilder::new();
    for (name, value) in &options.environment {
        if let Ok(key) = name.to_ascii_lowercase().parse()
            && name.starts_with("AZURE_")
        {
            builder = builder.with_config(key, value);
        }
    }
    for (name, value) in &options.credentials.0 {
        if let Ok(key) = format!("azure_storage_{name}").parse() {
            builder = builder.with_config(key, value.as_str());
        }
    }
    let is_emulator = builder.get_config_value(&AzureConfigKey::UseEmulator).is_some_and(|value| value != "false");
    if !is_emulator && builder.get_config_value(&AzureConfigKey::AccountName).is_none() {
        return Err(CredentialProblem::NoStorageAccount.into());
    }
    if let Some(endpoint) = options.effective_endpoint(location) {
        builder = builder.with_endpoint(endpoint);
    }
    builder
        .with_container_name(container)
        .with_client_options(options.client())
        .with_http_connector(options.connector(location)?)
        .with_retry(options.retry())
        .build()
        .map_err(|error| refused(location, &error))
}

fn google(location: &Location, bucket: &str, options: &ConnectOptions) -> Result<impl ObjectStore + use<>> {
    let mut builder = GoogleCloudStorageBuilder::new();
    for (name, value) in &options.environment {
        if let Ok(key) = name.to_ascii_lowercase().parse()
            && name.starts_with("GOOGLE_")
        {
            builder = builder.with_config(key, value);
        }
    }
    if let Some(path) = options.variable("GOOGLE_APPLICATION_CREDENTIALS") {
        builder = builder.with_application_credentials(path);
    }
    if let Some(key) = options.credentials.0.get("service_account_key") {
        builder = builder.with_service_account_key(key.as_str());
    }
    if let Some(endpoint) = &options.endpoint {
        builder = builder.with_base_url(endpoint);
    }
    builder
        .with_bucket_name(bucket)
        .with_client_options(options.client())
        .with_http_connector(options.connector(location)?)
        .with_retry(options.retry())
        .build()
        .map_err(|error| refused(location, &error))
}

fn refused(location: &Location, error: &object_store::Error) -> Error {
    Error::Store {
        operation: StoreOperation::Open,
        object: location.to_string(),
        kind: StoreFailure::Other,
        message: error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_do_not_show() {
        let mut credentials = StoreCredentials::default();
        credentials.0.insert("secret_access_key".into(), Zeroizing::new("hidden".into()));
        let options = ConnectOptions { credentials, ..ConnectOptions::default() };
        assert!(!format!("{options:?}").contains("hidden"));
    }
}
