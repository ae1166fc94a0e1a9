//! What `aosbox doctor` says in English.

use super::{count_of, duration, keeper_name, safe, scheduling};
use crate::{
    cli::{
        text::paths::{for_shell, local},
        words::{Area, Checked, Checking, Disk, Explained, Grade, Suspicion, explained, figures::bytes, plain},
    },
    platform,
};

pub fn say(message: &Checking) -> String {
    match message {
        Checking::Area(area) => self::area(*area).to_owned(),
        Checking::Verdict { wrong: 0, warnings: 0 } => "All is well.".to_owned(),
        Checking::Verdict { wrong: 0, warnings } => {
            format!("Nothing is wrong; {} worth a look.", count_of(*warnings as u64, "thing is", "things are"))
        }
        Checking::Verdict { wrong, warnings } => {
            let wrong = count_of(*wrong as u64, "thing is wrong", "things are wrong");
            match warnings {
                0 => format!("{wrong}."),
                warnings => format!("{wrong}, {} worth a look.", count_of(*warnings as u64, "more is", "more are")),
            }
        }
    }
}

fn area(area: Area) -> &'static str {
    match area {
        Area::Settings => "Settings",
        Area::Login => "Login",
        Area::Account => "Account",
        Area::Writing => "Writing",
        Area::Clock => "Clock",
        Area::Zone => "Time zone",
        Area::Selection => "Selection",
        Area::Schedule => "Schedule",
        Area::Backups => "Backups",
        Area::Space => "Space",
        Area::Cache => "Catalog",
        Area::Dual => "Dual copy",
        Area::Conditions => "Conditions",
        Area::Hooks => "Hooks",
        Area::Leftovers => "Leftovers",
        Area::Log => "Log",
        Area::System => "System",
    }
}

/// What was found, and what to do about it.
pub fn found(checked: &Checked) -> Explained {
    match checked {
        Checked::SettingsRight { file, there: true } => plain(format!("{} can be read", local(file))),
        Checked::SettingsRight { file, there: false } => {
            plain(format!("no file, and none is needed ({})", local(file)))
        }
        Checked::SettingsOpen(file) => explained(
            format!("every user of this computer may change {}, and with it what runs in your name", local(file)),
            format!("`chmod o-w {}`", for_shell(&local(file))),
        ),
        Checked::Suspicious(suspicion) => self::suspicion(suspicion),
        Checked::LoggedIn { profile, keeper } => {
            plain(format!("profile {}; secrets are kept in {}, which works", safe(profile), keeper_name(*keeper)))
        }
        Checked::SecretsOpen(path) => explained(
            format!("other users of this computer may read {}, which holds the account's key", local(path)),
            format!("`chmod go= {}`", for_shell(&local(path))),
        ),
        Checked::AccountReached { store, milliseconds, proved } => {
            let proved = if *proved { "the key fits" } else { "no backup yet that the key could open" };
            plain(format!("{} answers within {milliseconds} ms; {proved}", safe(store)))
        }
        Checked::SettingsWrong(explained)
        | Checked::LoginWrong(explained)
        | Checked::AccountAway(explained)
        | Checked::MayNotWrite(explained)
        | Checked::DualAway(explained) => explained.clone(),
        Checked::KeyWrong { store } => explained(
            format!("the key that is kept does not open what is in {}", safe(store)),
            format!("`aosbox login {}` fetches the right one with the password", for_shell(&safe(store))),
        ),
        Checked::Offline => plain("not asked (--offline)"),
        Checked::MayWrite => {
            plain("objects may be created; whether they may be deleted is not tried, as no backup does it")
        }
        Checked::WritingNotTried => plain(
            "not tried: this store would not refuse a second object of a name, so that something might be left behind",
        ),
        Checked::ClockRight { off } => plain(format!("{} from that of the store", duration(*off))),
        Checked::ClockWrong { off, ahead } => explained(
            format!(
                "this computer's is {} {} that of the store",
                duration(*off),
                if *ahead { "ahead of" } else { "behind" }
            ),
            "set it, or let the system do that: `timedatectl set-ntp true` on Linux, `w32tm /resync` on Windows",
        ),
        Checked::ClockWentBack { time } => explained(
            format!(
                "the last backup ended at {time}, which is yet to come: this computer's clock was wrong then, or is now"
            ),
            "see that date and time are right; the next backup begins when it is due by the clock as it is",
        ),
        Checked::ZoneKnown(zone) => plain(safe(zone)),
        Checked::ZoneUnknown => explained(
            "the system names none: hours of schedules are taken for those of UTC",
            "set it: `timedatectl set-timezone Asia/Tokyo` on Linux, or the variable TZ",
        ),
        Checked::NothingSelected { scheduled: false } => {
            explained("nothing is selected: `aosbox backup` needs paths", "`aosbox select` chooses from a list")
        }
        Checked::NothingSelected { scheduled: true } => explained(
            "backups are to begin by themselves, and nothing is selected: each of them fails",
            "`aosbox select` chooses from a list, `aosbox select add PATH` takes a folder",
        ),
        Checked::Selected { paths, categories } => plain(format!(
            "{} and {}; all that is named is there",
            count_of(*categories, "category", "categories"),
            count_of(*paths, "path", "paths")
        )),
        Checked::SelectedMissing(path) => explained(
            format!("{} is selected and not there", local(path)),
            format!("connect its drive, or `aosbox select remove {}`", for_shell(&local(path))),
        ),
        Checked::SelectedUnreadable { path, error } => explained(
            format!("{} is selected and cannot be read: {}", local(path), safe(error)),
            "let your user read it, or let backups run as one who may",
        ),
        Checked::NoSchedule => {
            explained("none: backups are made by hand only", "`aosbox schedule set --every 1h` backs up every hour")
        }
        Checked::JobLeft(system) => explained(
            format!("none is set, and {} has a job all the same", scheduling::system(*system)),
            "`aosbox schedule remove` takes it away",
        ),
        Checked::NoScheduler => explained(
            "one is set, and nothing is found here that begins jobs: neither systemd of the user's nor cron",
            "`aosbox schedule print --for cron` prints the job for another scheduler",
        ),
        Checked::JobMissing { system, remedy } => explained(
            format!("one is set, and {} has no job: no backup begins by itself", scheduling::system(*system)),
            format!("`{remedy}`"),
        ),
        Checked::JobDifferent { system, remedy } => explained(
            format!("{} has another job than the settings ask for", scheduling::system(*system)),
            format!("`{remedy}`"),
        ),
        Checked::JobStopped { remedy } => {
            explained("the job is there, and its timer does not run: no backup begins by itself", format!("`{remedy}`"))
        }
        Checked::JobSilent { system, due } => explained(
            format!("a backup has been due since {due}, and {} has not begun it", scheduling::system(*system)),
            "if the computer was not just switched on: `aosbox schedule show`, and what the system's scheduler says of the job",
        ),
        Checked::NeedsLingering { user } => explained(
            "backups are to begin while nobody is logged in, and systemd lets your jobs run only while you are",
            format!("`loginctl enable-linger {}`", for_shell(&safe(user))),
        ),
        Checked::JobThere { system, next } => {
            let next = next.as_ref().map(|next| format!("; the next backup: {next}")).unwrap_or_default();
            plain(format!("{} has the job{next}", scheduling::system(*system)))
        }
        Checked::NoBackup => explained("nothing was backed up yet", "`aosbox backup`"),
        Checked::Overdue { last: Some(last) } => explained(
            format!("none has gone through for longer than it should; the last that did: {last}"),
            "put right what is wrong here, then `aosbox backup`",
        ),
        Checked::Overdue { last: None } => {
            explained("none has ever gone through", "put right what is wrong here, then `aosbox backup`")
        }
        Checked::BackupFailed { ended, reason } => {
            let reason = reason.as_ref().map(|reason| format!(": {}", safe(reason))).unwrap_or_default();
            explained(
                format!("the last one failed, {ended}{reason}"),
                "put right what is wrong here, then `aosbox backup` tries again",
            )
        }
        Checked::BackupAborted { ended, report: Some(report) } => explained(
            format!(
                "the last one ended abnormally, {ended}, by a mistake of aosbox itself; the report of it: {}",
                safe(report)
            ),
            "`aosbox backup` goes on from what was sent; please send us the report: read it first, it is plain text",
        ),
        Checked::BackupAborted { ended, report: None } => explained(
            format!("the last one ended abnormally, {ended}: it was killed, or the computer went off"),
            "`aosbox backup` goes on from what was sent; if it happens again, `aosbox log` shows what came before",
        ),
        Checked::BackedUp { last: Some(last) } => plain(format!("the last that went through: {last}")),
        Checked::BackedUp { last: None } => plain("none has gone through all that is selected yet"),
        Checked::FilesWait(count) => explained(
            format!("{} not backed up", count_of(*count, "file is", "files are")),
            "`aosbox status --pending` names them, and why",
        ),
        Checked::Room { disk, path, free } => {
            let message = format!("{}: {} free ({})", self::disk(*disk), bytes(*free), local(path));
            match (checked.grade(), disk) {
                (Grade::Well, _) => plain(message),
                (_, Disk::Cache) => {
                    explained(message, "make room there, or choose another folder: cache.dir in the settings")
                }
                (_, Disk::Store) => explained(message, "make room there: a backup that finds none fails"),
                (_, Disk::Dual) => explained(
                    message,
                    "make room there, or `aosbox dual limit SIZE`: the oldest files of the copy make way",
                ),
            }
        }
        Checked::CacheWell { size, whole } => {
            let whole = if *whole { "no damage" } else { "no damage in what could be looked at at once" };
            plain(format!("{}, {whole}", bytes(*size)))
        }
        Checked::CacheNone => plain("none yet: it comes by itself"),
        Checked::CacheOther { path } => explained(
            format!("{} is of another account or of another version of aosbox", local(path)),
            "nothing need be done: the next command makes it anew",
        ),
        Checked::CacheDamaged { path, error } => explained(
            format!("{} is damaged: {}", local(path), safe(error)),
            format!(
                "delete it, it is only a copy: `{} {}`; and have the disk checked",
                remove(),
                for_shell(&local(path))
            ),
        ),
        Checked::CacheRefused { path, error } => explained(
            format!("{} cannot be written: {}", local(path), safe(error)),
            "let your user write there, or choose another folder: cache.dir in the settings",
        ),
        Checked::DualThere(path) => plain(format!("the drive is there: {}", local(path))),
        Checked::ConditionsKnown => plain("all is known that the settings ask about"),
        Checked::ConditionUnknown(said) => explained(
            said.clone(),
            "`aosbox conditions` shows how things are, docs/conditions.md where each fact comes from",
        ),
        Checked::HookMissing { name, program } => explained(
            format!("{name}: there is no program {}", safe(program)),
            "write its full path in the settings, or install it",
        ),
        Checked::PingOpen => explained(
            "hooks.ping is an address of plain http on another machine, and is not told",
            "use https://, or allow_http = true in [hooks] if that network is your own",
        ),
        Checked::HooksThere => plain("what is to be run is there"),
        Checked::NoLeftovers => plain("none"),
        Checked::Leftovers { count, example } => explained(
            format!(
                "{} left behind by a program that was killed: {}",
                count_of(*count, "temporary file was", "temporary files were"),
                local(example)
            ),
            format!("`{} {}`", remove(), for_shell(&local(example))),
        ),
        Checked::LogWritten(folder) => plain(format!("is written to {}", local(folder))),
        Checked::LogRefused { path, error } => explained(
            format!("{} cannot be written: {}", local(path), safe(error)),
            "let your user write there, or choose another folder: log.dir in the settings",
        ),
        Checked::NoLog => plain("none is kept; [log] enabled = true in the settings keeps one"),
        Checked::NoSnapshots => plain(
            "files that other programs hold open are read as they are: snapshots of volumes (VSS) are not there yet",
        ),
        Checked::LongPaths => plain("long paths are enabled"),
        Checked::NoLongPaths => explained(
            "Windows keeps other programs from opening paths of more than 260 characters, also where they are restored to",
            r"as an administrator: `reg add HKLM\SYSTEM\CurrentControlSet\Control\FileSystem /v LongPathsEnabled /t REG_DWORD /d 1 /f`",
        ),
    }
}

fn suspicion(suspicion: &Suspicion) -> Explained {
    match suspicion {
        Suspicion::WarnsTooSoon { every, after } => explained(
            format!(
                "backups begin every {}, and schedule.warn_after worries after {}",
                duration(*every),
                duration(*after)
            ),
            "set warn_after in [schedule] to at least twice that",
        ),
        Suspicion::ThenAtIntervals => explained(
            "schedule.then belongs to backups at set times: nothing follows those at intervals",
            "`aosbox schedule set --at 'mon-fri 22:00' --then shutdown`, or remove `then`",
        ),
        Suspicion::WifiNamedAndNotUsed => explained(
            "conditions.wifi_allow names networks, and conditions.networks lets no Wi-Fi be used",
            "add \"wifi\" to networks in [conditions], or remove wifi_allow",
        ),
        Suspicion::NeverOnBattery => explained(
            "conditions.least_battery lets hardly any backup be made on battery",
            "set least_battery in [conditions] to 90 or less",
        ),
        Suspicion::ShortTime { name, seconds } => explained(
            format!("{name} is {}: slow answers count as failures", duration(*seconds)),
            format!("remove {name} from the settings, or set it to 30s or more"),
        ),
        Suspicion::SmallLimit { name, bytes: limit } => explained(
            format!("{name} is {}: hardly anything is backed up", bytes(*limit)),
            format!("remove {name} from the settings, or raise it"),
        ),
    }
}

fn disk(disk: Disk) -> &'static str {
    match disk {
        Disk::Cache => "local catalog",
        Disk::Store => "store",
        Disk::Dual => "dual copy",
    }
}

fn remove() -> &'static str {
    if platform::SYSTEM == "windows" { "del" } else { "rm" }
}
