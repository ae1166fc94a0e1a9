//! Changes of `[dual]` and `[[dual.filter]]`.

use std::path::PathBuf;

use toml_edit::DocumentMut;

use super::{EditError, FilterDraft, Made, Step, fill, set, table};

/// A change of the dual copy's settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DualChange {
    /// Where the copy is; `None` ends it.
    Path(Option<PathBuf>),
    /// What it may take at most, as it is written; `None` for all there is.
    Limit(Option<String>),
    /// Adds a filter after the others.
    AddFilter(FilterDraft),
    /// Changes parts of the filter of this number, from 1.
    EditFilter(usize, FilterDraft),
    /// Removes the filter of this number, from 1.
    RemoveFilter(usize),
}

const FILTERS: [&str; 2] = ["dual", "filter"];

impl Step<'_> {
    /// Makes a change.
    pub(super) fn dual(&self, document: DocumentMut, change: &DualChange) -> Made {
        match change {
            DualChange::Path(path) => {
                let path = path.as_deref().map(|path| self.written(path)).transpose()?;
                self.value(document, "path", path)
            }
            DualChange::Limit(limit) => self.value(document, "limit", limit.clone()),
            DualChange::AddFilter(draft) => {
                let fields = self.fields(draft)?;
                Ok((table::add(document, &FILTERS, |table| fill(table, &fields, &[])), true))
            }
            DualChange::EditFilter(number, draft) => {
                let fields = self.fields(draft)?;
                self.edit_filter(document, &FILTERS, *number, &fields, &draft.clear)
            }
            DualChange::RemoveFilter(number) => match table::remove(self.reader.text, document, &FILTERS, *number) {
                Ok(text) => Ok((text, true)),
                Err(count) => Err(EditError::NoFilter { number: *number, count }),
            },
        }
    }

    fn value(&self, mut document: DocumentMut, name: &str, value: Option<String>) -> Made {
        match value {
            Some(value) => set(table::named(&mut document, &FILTERS[..1]), name, value.into()),
            None => {
                if let Some(table) = table::find(&mut document, &FILTERS[..1]) {
                    table.remove(name);
                }
            }
        }
        let text = document.to_string();
        let changed = text != self.reader.text;
        Ok((text, changed))
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::config::{Bearings, Config, edit::Change};

    fn edited(text: &str, changes: &[DualChange]) -> String {
        let (file, bearings) = (Path::new("/etc/aosbox/config.toml"), Bearings::utc(Path::new("/home/u")));
        let changes: Vec<Change> = changes.iter().cloned().map(Change::Dual).collect();
        let (new, _) = super::super::apply(text, file, bearings, &changes).unwrap();
        Config::parse(&new, file, bearings).unwrap_or_else(|mistake| panic!("{mistake:?}\n{new}"));
        new
    }

    fn exclude(text: &str) -> FilterDraft {
        FilterDraft { exclude: Some(text.into()), ..FilterDraft::default() }
    }

    #[test]
    fn a_copy_is_begun_and_ended() {
        let begun = edited(
            "",
            &[
                DualChange::Path(Some("/media/usb".into())),
                DualChange::Limit(Some("500GB".into())),
                DualChange::AddFilter(exclude("*.iso")),
            ],
        );
        assert_eq!(begun, "[dual]\npath = \"/media/usb\"\nlimit = \"500GB\"\n\n[[dual.filter]]\nexclude = \"*.iso\"\n");
        let ended = edited(&begun, &[DualChange::Path(None), DualChange::Limit(None)]);
        assert_eq!(ended, "[dual]\n\n[[dual.filter]]\nexclude = \"*.iso\"\n");
        assert_eq!(edited("", &[DualChange::Path(None), DualChange::Limit(None)]), "");
    }

    #[test]
    fn comments_stay_and_filters_have_numbers_of_their_own() {
        let text = "[dual] # second\npath = \"/a\" # usb\n\n# Images.\n[[dual.filter]]\nexclude = \"*.iso\"\n\n[log]\nlevel = \"info\"\n";
        assert_eq!(edited(text, &[DualChange::Path(Some("/b".into()))]), text.replace("/a", "/b"));
        let edit = DualChange::EditFilter(1, exclude("*.img"));
        assert_eq!(edited(text, &[edit]), text.replace("*.iso", "*.img"));
        let without = "[dual] # second\npath = \"/a\" # usb\n\n[log]\nlevel = \"info\"\n";
        assert_eq!(edited(text, &[DualChange::RemoveFilter(1)]), without);
        let filters_only = "[[dual.filter]]\nexclude = \"*.iso\"\n";
        let begun = edited(filters_only, &[DualChange::Path(Some("/b".into()))]);
        let config = Config::parse(&begun, Path::new("/c.toml"), Bearings::utc(Path::new("/home/u"))).unwrap();
        assert_eq!((config.dual.path, config.dual.filters.len()), (Some("/b".into()), 1), "{begun}");
    }
}
