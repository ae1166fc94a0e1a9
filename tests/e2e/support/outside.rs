//! A store outside of the tests that they are run against, if the variable [`VARIABLE`] names one.

use std::sync::{Arc, OnceLock};

use object_store::{
    ClientOptions, ObjectStore, aws::AmazonS3Builder, azure::MicrosoftAzureBuilder, gcp::GoogleCloudStorageBuilder,
};

/// `s3 ADDRESS BUCKET KEY SECRET REGION`, `azure ADDRESS CONTAINER ACCOUNT KEY` or `google ADDRESS BUCKET`.
pub const VARIABLE: &str = "AOSBOX_TEST_STORE";

/// A key file of Google's for servers that ask for none.
pub const GOOGLE_KEY: &str = r#"{"disable_oauth":true,"client_email":"","private_key":"","private_key_id":""}"#;

/// A store outside.
#[derive(Debug)]
pub struct Outside {
    /// Scheme, host and port.
    pub address: String,
    /// What stands behind them in an endpoint: Azure's emulator has the account there.
    pub path: String,
    /// The bucket or container.
    pub bucket: String,
    /// Its kind, and how it is got into.
    pub kind: Kind,
}

/// Kinds of stores.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// One that speaks like S3.
    S3 {
        /// The access key.
        key: String,
        /// Its secret.
        secret: String,
        /// The region.
        region: String,
    },
    /// Azure Blob Storage.
    Azure {
        /// The account.
        account: String,
        /// Its key.
        key: String,
    },
    /// Google Cloud Storage.
    Google,
}

/// The store outside, if the tests are told one.
pub fn outside() -> Option<&'static Outside> {
    static OUTSIDE: OnceLock<Option<Outside>> = OnceLock::new();
    let read = || {
        let text = std::env::var(VARIABLE).ok().filter(|text| !text.is_empty())?;
        Some(Outside::parse(&text).unwrap_or_else(|| panic!("{VARIABLE} names no store: see CONTRIBUTING.md")))
    };
    OUTSIDE.get_or_init(read).as_ref()
}

impl Outside {
    fn parse(text: &str) -> Option<Self> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let owned = |word: &str| word.to_owned();
        let (address, bucket, kind) = match words[..] {
            ["s3", address, bucket, key, secret, region] => {
                (address, bucket, Kind::S3 { key: owned(key), secret: owned(secret), region: owned(region) })
            }
            ["azure", address, bucket, account, key] => {
                (address, bucket, Kind::Azure { account: owned(account), key: owned(key) })
            }
            ["google", address, bucket] => (address, bucket, Kind::Google),
            _ => return None,
        };
        let url = url::Url::parse(address).ok()?;
        let path = url.path().trim_end_matches('/').to_owned();
        let address = url.origin().ascii_serialization();
        Some(Self { address, path, bucket: bucket.to_owned(), kind })
    }

    /// How a store's name begins.
    pub fn scheme(&self) -> &'static str {
        match self.kind {
            Kind::S3 { .. } => "s3",
            Kind::Azure { .. } => "az",
            Kind::Google => "gs",
        }
    }

    /// How many parts of a request's path stand before the name of an object.
    pub fn parts_before_object(&self) -> usize {
        self.path.matches('/').count() + 1
    }

    /// The variables by which the program gets in.
    pub fn variables(&self) -> Vec<(&'static str, &str)> {
        match &self.kind {
            Kind::S3 { key, secret, .. } => vec![("AWS_ACCESS_KEY_ID", key), ("AWS_SECRET_ACCESS_KEY", secret)],
            Kind::Azure { account, key } => {
                vec![("AZURE_STORAGE_ACCOUNT_NAME", account), ("AZURE_STORAGE_ACCOUNT_KEY", key)]
            }
            Kind::Google => vec![("GOOGLE_SERVICE_ACCOUNT_KEY", GOOGLE_KEY)],
        }
    }

    /// The program's own client, straight to the store.
    pub fn client(&self) -> Arc<dyn ObjectStore> {
        let options = ClientOptions::new().with_allow_http(true);
        let endpoint = format!("{}{}", self.address, self.path);
        match &self.kind {
            Kind::S3 { key, secret, region } => Arc::new(
                AmazonS3Builder::new()
                    .with_endpoint(endpoint)
                    .with_region(region)
                    .with_bucket_name(&self.bucket)
                    .with_access_key_id(key)
                    .with_secret_access_key(secret)
                    .with_client_options(options)
                    .build()
                    .expect("the options are complete"),
            ),
            Kind::Azure { account, key } => Arc::new(
                MicrosoftAzureBuilder::new()
                    .with_endpoint(endpoint)
                    .with_account(account)
                    .with_access_key(key)
                    .with_container_name(&self.bucket)
                    .with_client_options(options)
                    .build()
                    .expect("the options are complete"),
            ),
            Kind::Google => Arc::new(
                GoogleCloudStorageBuilder::new()
                    .with_base_url(&endpoint)
                    .with_service_account_key(GOOGLE_KEY)
                    .with_bucket_name(&self.bucket)
                    .with_client_options(options)
                    .build()
                    .expect("the options are complete"),
            ),
        }
    }
}
