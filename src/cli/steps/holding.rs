//! What holds a backup off now, as settings and computer say, and in which words.

use std::time::Duration;

use crate::{
    cli::{
        mistakes::Failure,
        program::{Program, profile::Profile},
        words::{self, Conditions},
    },
    conditions::{Condition, Facts, Question, System, Verdict, Watch},
    platform::unknown::Unknown,
    store::{Location, endpoint::is_on_this_computer},
};

/// What is known of the computer now. How busy others are shows only after some tenths of a second, which are waited for if the settings
/// ask about it, or with `all`.
pub fn look(program: &Program, all: bool) -> Result<Facts, Failure> {
    let mut watch = Watch::new(System, needs_network(program)?);
    if all || program.settings.config.conditions.busy_above > 0 {
        std::thread::sleep(BETWEEN_LOOKS);
    }
    Ok(watch.look())
}

/// Whether the store of the login lies elsewhere. A folder is taken for one of this computer, be it on a drive of the network; without
/// a login, nobody knows, and the answer is yes.
pub fn needs_network(program: &Program) -> Result<bool, Failure> {
    let settings = &program.settings;
    let Some(profile) = Profile::load(&settings.folders.profiles, &settings.profile)? else { return Ok(true) };
    let endpoint = settings.endpoint.as_ref().or(profile.endpoint.as_ref());
    Ok(match Location::parse(&profile.store, &settings.current)? {
        Location::Folder(_) => false,
        _ => endpoint.is_none_or(|address| !is_on_this_computer(address)),
    })
}

/// The load of the processors shows only after a while.
pub const BETWEEN_LOOKS: Duration = Duration::from_millis(300);

/// What is not known and worth saying unasked. Where there is no desktop at all, nothing is presented on it.
pub fn unknown(verdict: &Verdict) -> impl Iterator<Item = &(Question, Unknown)> {
    let is_no_desktop = |(question, unknown): &(Question, Unknown)| {
        *question == Question::Presenting && matches!(unknown, Unknown::Absent(_))
    };
    verdict.unknown.iter().filter(move |unknown| !is_no_desktop(unknown))
}

/// Why a backup has to wait, in words.
pub fn reasons(verdict: &Verdict) -> Vec<String> {
    verdict.holding.iter().map(reason).collect()
}

/// What holds a backup off, in words.
pub fn reason(condition: &Condition) -> String {
    words::say(&Conditions::Condition(condition).into())
}
