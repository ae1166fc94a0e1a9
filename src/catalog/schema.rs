//! The tables. A change of any of them raises [`VERSION`]; an older file is then thrown away and rebuilt.

use rusqlite::{Connection, OptionalExtension};

use crate::model::AccountId;

/// Version of the tables.
const VERSION: i64 = 1;

const TABLES: &str = "
CREATE TABLE account(id BLOB NOT NULL);
CREATE TABLE device(no INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, name TEXT NOT NULL, system TEXT NOT NULL,
    root INTEGER NOT NULL, followed INTEGER NOT NULL);
CREATE TABLE run(no INTEGER PRIMARY KEY, device INTEGER NOT NULL, sequence INTEGER NOT NULL, suffix TEXT NOT NULL,
    hash BLOB NOT NULL, size INTEGER NOT NULL, started INTEGER NOT NULL, finished INTEGER NOT NULL, zone TEXT NOT NULL,
    partial INTEGER NOT NULL, catalog INTEGER NOT NULL, new INTEGER NOT NULL, changed INTEGER NOT NULL,
    unchanged INTEGER NOT NULL, gone INTEGER NOT NULL, failed INTEGER NOT NULL, bytes_seen INTEGER NOT NULL,
    bytes_read INTEGER NOT NULL, bytes_new INTEGER NOT NULL, bytes_sent INTEGER NOT NULL,
    UNIQUE(device, sequence, suffix));
CREATE TABLE pack(no INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, salt BLOB, size INTEGER, contents BLOB, bad INTEGER NOT NULL DEFAULT 0);
CREATE TABLE chunk(prefix INTEGER PRIMARY KEY, rest INTEGER NOT NULL, pack INTEGER NOT NULL, number INTEGER NOT NULL);
CREATE TABLE folder(id INTEGER PRIMARY KEY, parent INTEGER NOT NULL, name BLOB NOT NULL, UNIQUE(parent, name));
CREATE TABLE node(parent INTEGER NOT NULL, name BLOB NOT NULL, kind INTEGER NOT NULL, size INTEGER NOT NULL,
    modified INTEGER NOT NULL, modified_ns INTEGER NOT NULL, changed INTEGER NOT NULL, changed_ns INTEGER NOT NULL,
    inode INTEGER NOT NULL, unsettled INTEGER NOT NULL, folder INTEGER, gone INTEGER, run INTEGER NOT NULL,
    metadata BLOB NOT NULL, content BLOB NOT NULL, PRIMARY KEY(parent, name)) WITHOUT ROWID;
CREATE TABLE version(parent INTEGER NOT NULL, name BLOB NOT NULL, run INTEGER NOT NULL, until INTEGER NOT NULL,
    gone INTEGER NOT NULL, kind INTEGER NOT NULL, size INTEGER NOT NULL, modified INTEGER NOT NULL,
    modified_ns INTEGER NOT NULL, metadata BLOB NOT NULL, content BLOB NOT NULL,
    PRIMARY KEY(parent, name, run)) WITHOUT ROWID;
";

/// Sets a connection up. The cache survives a crash of the process and of the machine; a lost last transaction is applied again.
pub fn configure(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(std::time::Duration::from_secs(60))?;
    connection.pragma_update(None, "journal_mode", "wal")?;
    connection.pragma_update(None, "synchronous", "normal")?;
    connection.pragma_update(None, "cache_size", -24 * 1024)?;
    connection.pragma_update(None, "temp_store", "file")?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(())
}

/// Sets a reading connection up.
pub fn configure_reader(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(std::time::Duration::from_secs(60))?;
    connection.pragma_update(None, "cache_size", -8 * 1024)
}

/// Makes the tables in an empty file.
pub fn create(connection: &Connection, account: &AccountId) -> rusqlite::Result<()> {
    connection.execute_batch(&format!("BEGIN; {TABLES} PRAGMA user_version = {VERSION}; COMMIT;"))?;
    connection.execute("INSERT INTO account(id) VALUES (?1)", [account.0])?;
    Ok(())
}

/// Whether the file has the tables of this version and is of this account.
pub fn matches(connection: &Connection, account: &AccountId) -> rusqlite::Result<bool> {
    let version: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if version != VERSION {
        return Ok(false);
    }
    let found: Option<[u8; 16]> = connection.query_row("SELECT id FROM account", [], |row| row.get(0)).optional()?;
    Ok(found == Some(account.0))
}
