//! How the catalog's file is, without changing it.

use std::{path::Path, time::Duration};

use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::schema;
use crate::model::AccountId;

/// How a catalog is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Health {
    /// There is none.
    Absent,
    /// It is of another account, or of another version of this program: it is made anew when it is needed.
    Other,
    /// It is damaged: the database's words.
    Damaged(String),
    /// No damage was found.
    Well {
        /// Its bytes.
        size: u64,
        /// Whether all of it was looked at.
        whole: bool,
    },
}

/// Looks at a catalog for at most so long.
pub fn health(path: &Path, account: &AccountId, at_most: Duration) -> Health {
    let Ok(metadata) = std::fs::metadata(path) else { return Health::Absent };
    match look(path, account, at_most) {
        Ok(None) => Health::Other,
        Ok(Some(said)) if said == "ok" => Health::Well { size: metadata.len(), whole: true },
        Ok(Some(said)) => Health::Damaged(said),
        Err(rusqlite::Error::SqliteFailure(failure, _)) if failure.code == ErrorCode::OperationInterrupted => {
            Health::Well { size: metadata.len(), whole: false }
        }
        Err(error) => Health::Damaged(error.to_string()),
    }
}

/// What the database says of itself; `None` if it is not the one that is meant.
fn look(path: &Path, account: &AccountId, at_most: Duration) -> rusqlite::Result<Option<String>> {
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    schema::configure_reader(&connection)?;
    if !schema::matches(&connection, account)? {
        return Ok(None);
    }
    let interrupt = connection.get_interrupt_handle();
    let (done, waiting) = std::sync::mpsc::channel::<()>();
    let alarm = std::thread::Builder::new().name("alarm".to_owned()).spawn(move || {
        if waiting.recv_timeout(at_most) == Err(std::sync::mpsc::RecvTimeoutError::Timeout) {
            interrupt.interrupt();
        }
    });
    let said = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0));
    drop(done);
    // Without a thread to spare it takes as long as it takes.
    let _ended = alarm.map(std::thread::JoinHandle::join);
    said.map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Catalog;

    const LONG: Duration = Duration::from_secs(60);

    #[test]
    fn each_state_is_told_and_none_is_changed() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("catalog.sqlite");
        let (account, other) = (AccountId([1; 16]), AccountId([2; 16]));
        assert_eq!(health(&file, &account, LONG), Health::Absent);
        assert!(!file.exists());
        drop(Catalog::open(&file, &account).unwrap());
        assert!(matches!(health(&file, &account, LONG), Health::Well { whole: true, .. }));
        assert_eq!(health(&file, &other, LONG), Health::Other);
        let mut bytes = std::fs::read(&file).unwrap();
        bytes[4096..8192].fill(0xa5);
        std::fs::write(&file, &bytes).unwrap();
        assert!(matches!(health(&file, &account, LONG), Health::Damaged(_)));
        std::fs::write(&file, "no database at all ".repeat(500)).unwrap();
        assert!(matches!(health(&file, &account, LONG), Health::Damaged(_)));
    }
}
