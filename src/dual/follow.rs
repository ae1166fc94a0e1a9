//! The end of a backup with a copy: what was settled is copied, and if that was not all, a pass makes good what is missing.

use std::path::PathBuf;

use super::{
    Done, Reason, Trouble,
    copier::{Copier, Finished},
    manifest::Manifest,
    pass::{Depth, Pass},
};
use crate::{error::Result, monitor::Phase};

/// What became of the copy in a backup.
#[derive(Debug, Default)]
pub struct Followed {
    /// What was done.
    pub done: Done,
    /// What went wrong.
    pub trouble: Option<Trouble>,
    /// Whether the copy lacks something that the next backup is to make good.
    pub behind: bool,
    /// The device's folder on the drive, if that was there.
    pub folder: Option<PathBuf>,
}

/// Waits for the copier and makes good what it could not do. `before` is the number of the device's last run when the backup began, `whole`
/// whether the backup came to its end.
pub fn conclude(copier: Copier, pass: &Pass<'_>, before: u64, whole: bool) -> Followed {
    pass.monitor.phase(Phase::Dual, None, None);
    let Finished { mirror, trouble, complete } = copier.finish();
    let Some(mut mirror) = mirror else {
        return Followed { trouble, behind: true, ..Followed::default() };
    };
    let folder = Some(mirror.drive.folder.clone());
    let result = match trouble {
        Some(trouble) => Err(trouble),
        None if whole => settle(&mut mirror, pass, before, complete),
        None => Ok(true),
    };
    let (behind, trouble) = match result {
        Ok(behind) => (behind, None),
        Err(trouble) => {
            // Should even that fail, the number of the last run says it as well.
            let _also_seen_by_the_number = mirror.manifest.set_state("covered", None);
            (true, Some(trouble))
        }
    };
    Followed { done: mirror.done, trouble, behind, folder }
}

/// Whether the copy is behind after all that can be done now.
fn settle(mirror: &mut super::Mirror, pass: &Pass<'_>, before: u64, complete: bool) -> Result<bool, Trouble> {
    let terms = terms(mirror);
    let is_known = mirror.manifest.state("covered")? == Some(before.to_string())
        && mirror.manifest.state("terms")?.as_deref() == Some(&terms);
    if !(complete && is_known) && pass.run(mirror, Depth::CatchUp)?.cancelled {
        return Ok(true);
    }
    note_covered(mirror, pass)
}

/// Notes that the copy is what the catalog says, but for what is left out; whether that is to be tried again.
pub fn note_covered(mirror: &mut super::Mirror, pass: &Pass<'_>) -> Result<bool, Trouble> {
    let again = is_to_be_tried_again(&mirror.manifest)?;
    let last = pass.catalog.last_run(pass.device.number)?.map_or(0, |last| last.name.sequence);
    let (terms, now) = (terms(mirror), mirror.now().to_string());
    mirror.manifest.set_state("covered", Some(&last.to_string()).filter(|_| !again).map(String::as_str))?;
    mirror.manifest.set_state("terms", Some(&terms))?;
    mirror.manifest.set_state("copied", Some(&now))?;
    Ok(again)
}

/// Whether something is left out that may be had the next time. What changed is told anew by the next backup.
fn is_to_be_tried_again(manifest: &Manifest) -> Result<bool> {
    Ok(manifest.left_out_amounts()?.iter().any(|(reason, _)| !reason.is_meant() && *reason != Reason::Changed))
}

/// What the copy depends on beside the catalog.
fn terms(mirror: &super::Mirror) -> String {
    format!("{} {:?} {}", mirror.setting.filters.fingerprint(), mirror.setting.limit, mirror.drive.marker.since)
}
