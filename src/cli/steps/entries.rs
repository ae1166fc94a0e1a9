//! Entries of the backup and their versions, for programs to read.

use serde_json::{Map, Value};

use crate::{
    catalog::VersionInfo,
    cli::text::{dates, paths},
    model::Kind,
};

/// Puts what is known of a version into a JSON object.
pub fn describe(object: &mut Map<String, Value>, version: &VersionInfo) {
    let metadata = version.metadata();
    object.insert("kind".to_owned(), kind_name(version.kind).into());
    object.insert("size".to_owned(), version.size.into());
    object.insert("modified".to_owned(), dates::json(version.modified.seconds));
    object.insert("backed_up".to_owned(), dates::json(version.backed_up));
    object.insert("mode".to_owned(), metadata.mode.map_or(Value::Null, |mode| format!("{mode:04o}").into()));
    if let Some(target) = &metadata.target {
        paths::put_bytes(object, "target", target);
    }
}

/// What a kind is called in JSON.
pub fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::File => "file",
        Kind::Folder => "folder",
        Kind::Symlink => "symlink",
    }
}
