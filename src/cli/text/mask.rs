//! The last thing that is done to a line before it is written: should a secret have come into it after all, it is taken out. No secret is
//! logged on purpose; addresses and messages of others may hold some.

use std::collections::BTreeMap;

/// Shorter values are words that people choose: to cut every such word out of the log would tell which one it is.
const LEAST: usize = 16;
const HIDDEN: &str = "***";
/// Names after which a secret stands in addresses, connection strings and headers.
const NAMES: [&str; 8] = [
    "AccountKey=",
    "sig=",
    "Signature=",
    "X-Amz-Credential=",
    "X-Amz-Security-Token=",
    "SharedAccessSignature=",
    "password=",
    "Bearer ",
];
const RECOVERY_KEY: &str = "AOS1-";

/// Takes secrets out of texts.
#[derive(Debug, Clone, Default)]
pub struct Mask {
    secrets: Vec<String>,
}

impl Mask {
    /// A mask that knows the secrets of the environment.
    pub fn of(environment: &BTreeMap<String, String>) -> Self {
        let secrets = environment.iter().filter(|(name, value)| is_secret(name) && value.len() >= LEAST);
        Self { secrets: secrets.map(|(_, value)| value.clone()).collect() }
    }

    /// The text without secrets.
    pub fn apply(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for secret in &self.secrets {
            if text.contains(secret) {
                text = text.replace(secret, HIDDEN);
            }
        }
        if text.contains("://") {
            text = without_user_and_query(&text);
        }
        for name in NAMES {
            text = without_value(text, name, |letter| letter.is_whitespace() || "&;\"',".contains(letter), 1);
        }
        let is_past_key = |letter: char| !letter.is_ascii_alphanumeric() && letter != '-';
        without_value(text, RECOVERY_KEY, is_past_key, 16)
    }
}

fn is_secret(name: &str) -> bool {
    let words = ["SECRET", "PASSWORD", "TOKEN", "KEY", "SAS", "PASSPHRASE"];
    // Where a secret is, and whose it is, are none.
    let is_about = ["_FILE", "_COMMAND", "_PATH", "_ID", "_NAME"].iter().any(|end| name.ends_with(end));
    let ours = ["AOSBOX_", "AWS_", "AZURE_", "GOOGLE_"].iter().any(|start| name.starts_with(start));
    ours && !is_about && words.iter().any(|word| name.contains(word))
}

/// Hides what follows a name, if it is of at least this length.
fn without_value(text: String, name: &str, is_end: impl Fn(char) -> bool, least: usize) -> String {
    if !text.contains(name) {
        return text;
    }
    let mut shown = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find(name) {
        let (before, value) = rest.split_at(at + name.len());
        let end = value.find(&is_end).unwrap_or(value.len());
        shown.push_str(before);
        shown.push_str(if end >= least { HIDDEN } else { &value[..end] });
        rest = &value[end..];
    }
    shown + rest
}

/// Hides users, passwords and questions in addresses.
fn without_user_and_query(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("://") {
        let (before, address) = rest.split_at(at + 3);
        shown.push_str(before);
        let end = address.find(|c: char| c.is_whitespace() || "\"'<>".contains(c)).unwrap_or(address.len());
        let (address, after) = address.split_at(end);
        let host_end = address.find(['/', '?', '#']).unwrap_or(address.len());
        let (host, path) = address.split_at(host_end);
        match host.rsplit_once('@') {
            Some((_, host)) => shown.extend([HIDDEN, "@", host]),
            None => shown.push_str(host),
        }
        match path.split_once('?') {
            Some((path, _)) => shown.extend([path, "?", HIDDEN]),
            None => shown.push_str(path),
        }
        rest = after;
    }
    shown + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_taken_out_wherever_they_stand() {
        let environment = [
            ("AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
            ("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE"),
            ("AOSBOX_PASSWORD", "backup"),
            ("AOSBOX_PASSWORD_FILE", "/home/u/password-of-the-backup"),
        ];
        let environment = environment.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
        let mask = Mask::of(&environment);
        for (text, masked) in [
            ("key wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY!", "key ***!"),
            ("backup from /home/u/password-of-the-backup", "backup from /home/u/password-of-the-backup"),
            ("via http://user:word@proxy:3128/x and on", "via http://***@proxy:3128/x and on"),
            ("\"https://a.example/b?sig=abc&x=y\" failed", "\"https://a.example/b?***\" failed"),
            ("s3://bucket/prefix", "s3://bucket/prefix"),
            ("AccountName=a;AccountKey=abc==;End", "AccountName=a;AccountKey=***;End"),
            ("key AOS1-ABCD-EFGH-IJKL-MNOP-QRST is", "key AOS1-*** is"),
            ("begins with AOS1- and", "begins with AOS1- and"),
            ("写真 ://", "写真 ://"),
        ] {
            assert_eq!(mask.apply(text), masked);
        }
    }
}
