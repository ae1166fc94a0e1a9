//! Files in the form of AWS's: sections, entries, and entries below an entry.

use std::collections::BTreeMap;

/// What such a file says.
#[derive(Default)]
pub struct Ini {
    sections: BTreeMap<String, Section>,
}

#[derive(Default)]
struct Section {
    entries: BTreeMap<String, String>,
    /// By the name of the entry that they stand below, and their own.
    nested: BTreeMap<(String, String), String>,
}

impl Ini {
    /// Reads a file; lines that make no sense are passed over.
    pub fn parse(text: &str) -> Self {
        let mut ini = Self::default();
        let mut section = None;
        let mut above = String::new();
        for line in text.lines() {
            let trimmed = line.trim();
            if trimmed.is_empty() || trimmed.starts_with(['#', ';']) {
                continue;
            }
            let is_nested = line.starts_with([' ', '\t']);
            if !is_nested && let Some((name, _)) = trimmed.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
                let name = title(name);
                ini.sections.entry(name.clone()).or_default();
                section = Some(name);
                above.clear();
                continue;
            }
            let Some(section) = section.as_ref().and_then(|name| ini.sections.get_mut(name)) else { continue };
            let Some((name, value)) = trimmed.split_once('=') else { continue };
            let name = name.trim().to_ascii_lowercase();
            let value = value.split(" #").next().unwrap_or_default().trim().to_owned();
            if is_nested {
                section.nested.insert((above.clone(), name), value);
                continue;
            }
            above.clone_from(&name);
            if !value.is_empty() {
                section.entries.insert(name, value);
            }
        }
        ini
    }

    /// Whether there is a section.
    pub fn has(&self, section: &str) -> bool {
        self.sections.contains_key(section)
    }

    /// The names of the sections.
    pub fn sections(&self) -> impl Iterator<Item = &str> {
        self.sections.keys().map(String::as_str)
    }

    /// An entry of a section, by its name in lower case.
    pub fn get(&self, section: &str, name: &str) -> Option<&str> {
        self.sections.get(section)?.entries.get(name).map(String::as_str)
    }

    /// An entry below another.
    pub fn nested(&self, section: &str, above: &str, name: &str) -> Option<&str> {
        self.sections.get(section)?.nested.get(&(above.to_owned(), name.to_owned())).map(String::as_str)
    }
}

/// The name of a section: words are parted by one space, and names may stand in quotes.
fn title(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace(['"', '\''], "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_of_aws_files_are_read() {
        let ini = Ini::parse(
            "# mine\n[default]\naws_access_key_id = AKID\nAWS_SECRET_ACCESS_KEY=se=cret # not this\ns3 =\n  region = nested\n\
             [profile  \"my work\"]\nregion = eu-central-1\nservices = local\nno sense\n[ services local ]\n\
             sqs =\n  endpoint_url = http://sqs\ns3 =\n\tendpoint_url = http://s3\n",
        );
        assert_eq!(ini.get("default", "aws_access_key_id"), Some("AKID"));
        assert_eq!(ini.get("default", "aws_secret_access_key"), Some("se=cret"));
        assert_eq!(ini.get("default", "region"), None);
        assert_eq!(ini.get("profile my work", "region"), Some("eu-central-1"));
        assert_eq!(ini.nested("services local", "s3", "endpoint_url"), Some("http://s3"));
        assert!(ini.has("services local") && !ini.has("other") && ini.get("other", "region").is_none());
    }
}
