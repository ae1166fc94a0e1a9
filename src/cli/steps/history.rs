//! The journal of a device as it is now: an attempt that nothing goes on with has ended, though it did not say so.

use crate::{
    backup,
    cli::{
        mistakes::CRASHED,
        program::{Program, crash, log},
    },
    journal::Journal,
    model::DeviceId,
};

/// The journal of a device.
pub fn read(program: &Program, device: &DeviceId) -> Journal {
    let mut journal = Journal::load(&program.settings.journal(device));
    if journal.begun.is_some() && !backup::is_running(&program.settings.lock(device)) {
        conclude(program, device, &mut journal);
    }
    journal
}

/// Takes note of an attempt that has begun and that nothing goes on with, if there is one: of the crash that ended it, or when it was last
/// heard of.
pub fn conclude(program: &Program, device: &DeviceId, journal: &mut Journal) {
    let Some(begun) = journal.begun else { return };
    let settings = &program.settings;
    let reports = crash::list(&crash::folder(&log::folder(settings))).unwrap_or_default();
    let report = reports.into_iter().rev().find_map(|report| {
        // Numbers of processes come again.
        let time = report.time.filter(|time| report.process == Some(begun.process) && *time >= begun.began)?;
        Some((time, report.path.to_string_lossy().into_owned()))
    });
    let told = settings.control().told(device).filter(|told| told.process == begun.process);
    match report {
        Some((time, path)) => journal.note_aborted(time, Some((path, CRASHED))),
        None => journal.note_aborted(told.map_or(begun.began, |told| told.told), None),
    }
}
