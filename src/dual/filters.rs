//! The copy's own filters: what they leave out is not copied. The judge is the selection's.

use std::path::Path;

use crate::{
    config::selection::{FilterConfig, SelectionConfig},
    error::Result,
    model::{Apath, Entry, Kind, Stat, Timestamp},
    selection::{Bits, Decision, FolderView, Origin, Selection, Source, Wanted},
};

/// Decides which files are copied.
#[derive(Clone)]
pub struct Filters {
    selection: Selection,
    is_empty: bool,
    /// What tells these filters from others.
    fingerprint: String,
    /// The folder that was asked about last, and its view; `None` if all in it is left out.
    last: Option<(Apath, Option<FolderView>)>,
}

impl Filters {
    /// The filters of the settings. Errors are those of expressions that cannot be used together.
    pub fn new(filters: &[FilterConfig]) -> Result<Self> {
        let unnumbered: Vec<FilterConfig> =
            filters.iter().map(|filter| FilterConfig { line: 0, note: None, ..filter.clone() }).collect();
        let fingerprint = blake3::hash(format!("{unnumbered:?}").as_bytes()).to_string();
        let config =
            SelectionConfig { filters: filters.to_vec(), auto_exclude: false, cloud_files: true, ..Default::default() };
        // Everything is taken, wherever it is: a source at the root.
        let everything = Source {
            origin: Origin::Pick,
            path: Path::new("/").to_owned(),
            apath: Apath::ROOT,
            wanted: Wanted::Everything,
        };
        let selection = Selection::new(vec![everything], &config, Path::new("/"))?;
        Ok(Self { selection, is_empty: filters.is_empty(), fingerprint, last: None })
    }

    /// What tells these filters from others.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// Whether a file is not copied.
    pub fn leave_out(&mut self, path: &Apath, kind: Kind, size: u64, modified: Timestamp) -> bool {
        let Some((folder, name)) = path.split().filter(|_| !self.is_empty) else { return false };
        if self.last.as_ref().is_none_or(|(last, _)| *last != folder) {
            self.last = Some((folder.clone(), self.view(&folder)));
        }
        let Some((_, Some(view))) = &self.last else { return true };
        let stat = Stat { size, modified, ..stat_of(kind) };
        let decision = self.selection.decide(view, &Entry { name: name.to_vec(), stat });
        matches!(decision, Decision::LeftOut(_))
    }

    fn view(&self, folder: &Apath) -> Option<FolderView> {
        let mut view = self.selection.outset();
        for name in folder.components() {
            let verdict = self.selection.verdict(&view, &Entry { name: name.to_vec(), stat: stat_of(Kind::Folder) });
            if matches!(verdict.decision, Decision::LeftOut(_)) {
                return None;
            }
            let sources: Bits = verdict.sources;
            view = self.selection.enter(&view, name, sources, 0);
        }
        Some(view)
    }
}

/// A look that says no more than the kind.
pub(super) fn stat_of(kind: Kind) -> Stat {
    Stat {
        kind,
        size: 0,
        modified: Timestamp::default(),
        changed: Timestamp::default(),
        created: None,
        inode: 0,
        filesystem: 0,
        links: 1,
        mode: 0,
        user: 0,
        group: 0,
        attributes: 0,
        allocated: 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::selection::Expression;

    #[test]
    fn filters_decide_by_name_place_size_and_age() {
        let filter = |filter: FilterConfig| filter;
        let (video, work) = if cfg!(windows) { ("C:\\video", "/C:/work") } else { ("/video", "/work") };
        let below = |folder: &str, name: &str| Apath::from_bytes(format!("{folder}/{name}")).unwrap();
        let mut filters = Filters::new(&[
            filter(FilterConfig { expression: Some(Expression::Exclude("*.iso".into())), ..Default::default() }),
            filter(FilterConfig {
                path: Some(video.into()),
                expression: Some(Expression::Only("*.mp4".into())),
                ..Default::default()
            }),
            filter(FilterConfig { larger_than: Some(1000), ..Default::default() }),
            filter(FilterConfig { older_than: Some(Timestamp::new(100, 0)), ..Default::default() }),
        ])
        .unwrap();
        let video = if cfg!(windows) { "/C:/video" } else { "/video" };
        let mut out =
            |path: Apath, size, seconds| filters.leave_out(&path, Kind::File, size, Timestamp::new(seconds, 0));
        assert!(!out(below(work, "a.txt"), 10, 200));
        assert!(out(below(work, "a.iso"), 10, 200));
        assert!(!out(below(video, "deep/a.mp4"), 10, 200));
        assert!(out(below(video, "deep/a.txt"), 10, 200));
        assert!(out(below(work, "b.txt"), 1001, 200));
        assert!(out(below(work, "c.txt"), 10, 99));
    }

    #[test]
    fn notes_and_lines_do_not_make_other_filters() {
        let of = |filter: FilterConfig| Filters::new(&[filter]).unwrap().fingerprint().to_owned();
        let plain = FilterConfig { larger_than: Some(1000), ..Default::default() };
        assert_eq!(of(FilterConfig { note: Some("x".into()), line: 7, ..plain.clone() }), of(plain.clone()));
        assert_ne!(of(FilterConfig { larger_than: Some(1001), ..plain.clone() }), of(plain));
    }
}
