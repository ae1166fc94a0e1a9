//! Where an account lies: the text that a person gives, taken apart.

use std::path::PathBuf;

use crate::error::{Error, Result, StoreMistake};

/// A place that can hold an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Location {
    /// A folder of this computer or of a network drive.
    Folder(PathBuf),
    /// A prefix of a bucket of S3 or of a server that speaks like it.
    S3 {
        /// The bucket.
        bucket: String,
        /// The prefix within it, without slashes at its ends.
        prefix: String,
    },
    /// A prefix of a container of Azure Blob Storage: `az://ACCOUNT/CONTAINER/PREFIX`, or `az://CONTAINER/PREFIX` where the
    /// account comes from elsewhere.
    Azure {
        /// The container.
        container: String,
        /// The prefix within it.
        prefix: String,
    },
    /// A prefix of a bucket of Google Cloud Storage.
    Google {
        /// The bucket.
        bucket: String,
        /// The prefix within it.
        prefix: String,
    },
}

impl Location {
    /// Reads `s3://bucket/prefix`, `az://container/prefix`, `gs://bucket/prefix`, `file:///folder` or a folder. A relative folder
    /// is taken from `current`, the folder the caller stands in.
    pub fn parse(text: &str, current: &std::path::Path) -> Result<Self> {
        let refuse = |reason: StoreMistake| Error::NotAStore { text: text.to_owned(), reason };
        let Some((scheme, rest)) = text.split_once("://") else {
            if text.trim().is_empty() {
                return Err(refuse(StoreMistake::Empty));
            }
            return Ok(Location::Folder(current.join(text)));
        };
        if scheme.eq_ignore_ascii_case("file") {
            let url = url::Url::parse(text).map_err(|error| refuse(StoreMistake::Unreadable(error.to_string())))?;
            return url.to_file_path().map(Location::Folder).map_err(|()| refuse(StoreMistake::NotLocal));
        }
        let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
        if bucket.is_empty() {
            return Err(refuse(StoreMistake::NoBucket));
        }
        if bucket.contains(['@', ':', '?', '#']) || prefix.contains(['?', '#']) {
            return Err(refuse(StoreMistake::Surplus));
        }
        let parts: Vec<&str> = prefix.split('/').filter(|part| !part.is_empty()).collect();
        if parts.iter().any(|part| matches!(*part, "." | "..")) {
            return Err(refuse(StoreMistake::Steps));
        }
        let (bucket, prefix) = (bucket.to_owned(), parts.join("/"));
        match scheme.to_ascii_lowercase().as_str() {
            "s3" => Ok(Location::S3 { bucket, prefix }),
            "az" | "azure" => Ok(Location::Azure { container: bucket, prefix }),
            "gs" | "gcs" => Ok(Location::Google { bucket, prefix }),
            _ => Err(refuse(StoreMistake::UnknownKind)),
        }
    }
}

impl std::fmt::Display for Location {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (scheme, bucket, prefix) = match self {
            Location::Folder(path) => return write!(f, "{}", path.display()),
            Location::S3 { bucket, prefix } => ("s3", bucket, prefix),
            Location::Azure { container, prefix } => ("az", container, prefix),
            Location::Google { bucket, prefix } => ("gs", bucket, prefix),
        };
        write!(f, "{scheme}://{bucket}")?;
        if !prefix.is_empty() {
            write!(f, "/{prefix}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn texts_are_taken_apart() {
        let parse = |text: &str| Location::parse(text, Path::new("/here"));
        assert_eq!(
            parse("s3://photos/family/2026/").unwrap(),
            Location::S3 { bucket: "photos".into(), prefix: "family/2026".into() }
        );
        assert_eq!(parse("gs://b").unwrap().to_string(), "gs://b");
        assert_eq!(parse("az://c/p").unwrap().to_string(), "az://c/p");
        assert_eq!(parse("backup").unwrap(), Location::Folder(Path::new("/here").join("backup")));
        for wrong in ["", "  ", "s3://", "s3://key:secret@bucket/", "ftp://host/x", "s3://b/../c", "s3://b/p?x=1"] {
            assert!(matches!(parse(wrong), Err(Error::NotAStore { .. })), "{wrong:?}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn file_urls_are_folders() {
        assert_eq!(
            Location::parse("file:///srv/My%20Backup", Path::new("/")).unwrap(),
            Location::Folder("/srv/My Backup".into())
        );
    }
}
