//! Backups that run, wait and are scheduled.

use std::time::Duration;

use super::*;
use crate::{
    calendar::{Rhythm, Window},
    cli::words::StoppedBy,
    conditions::{Answer, Condition, Measured, Pace, Question, Verdict},
    config::{conditions::Mode, schedule::ScheduleConfig},
    control::Live,
    dual::Brief,
    journal::{Attempt, AttemptFiles, AttemptResult, Pending, Stored},
    model::Afterwards,
    platform::{
        afterwards::AfterwardsError,
        network::{Metered, NetworkKind},
        power::Power,
        unknown::{Source as Knower, Unknown},
    },
    schedule::{Installed, JobSystem},
};

#[test]
fn what_holds_backups_off() {
    let conditions = [
        Condition::Battery { percent: 12, least: 30 },
        Condition::Presenting,
        Condition::NetworkKind { kind: NetworkKind::Mobile, allowed: vec![NetworkKind::Wired, NetworkKind::Wifi] },
        Condition::WifiNotAllowed { name: "cafe_1".into() },
        Condition::Metered { guessed: false },
        Condition::Metered { guessed: true },
        Condition::Busy { percent: 80, limit: 50 },
    ];
    let measured = [
        Measured::Power(Power::NoBattery),
        Measured::Power(Power::Mains),
        Measured::Power(Power::Battery(45)),
        Measured::Presenting(true),
        Measured::Presenting(false),
        Measured::Kind(NetworkKind::Wired),
        Measured::Kind(NetworkKind::Mobile),
        Measured::Kind(NetworkKind::Other),
        Measured::Kind(NetworkKind::None),
        Measured::Wifi(Some("home_1".into())),
        Measured::Wifi(None),
        Measured::Metered(Metered::Yes),
        Measured::Metered(Metered::No),
        Measured::Metered(Metered::GuessYes),
        Measured::Metered(Metered::GuessNo),
        Measured::Load(45),
    ];
    let mut unknown = vec![Unknown::FirstLook];
    for source in [
        Knower::System,
        Knower::PowerSupplies,
        Knower::NetworkManager,
        Knower::Routes,
        Knower::Wifi,
        Knower::Desktop,
        Knower::Logins,
        Knower::Processors,
        Knower::Tunnel,
    ] {
        unknown.extend([
            Unknown::Absent(source),
            Unknown::Silent(source),
            Unknown::Failed(source, "code_7".into()),
            Unknown::Unsaid(source),
        ]);
    }
    for why in &unknown {
        agree(Conditions::Unknown { question: Question::Presenting, why });
    }
    let mut answers: Vec<Answer> = conditions.iter().cloned().map(Answer::Holds).collect();
    for found in measured {
        answers.extend([Answer::Clear(found.clone()), Answer::Off(Some(found))]);
    }
    answers.extend(unknown.into_iter().map(Answer::Unknown));
    answers.extend([Answer::Off(None), Answer::NotNeeded]);
    for answer in &answers {
        for question in Question::ALL {
            agree(Conditions::State { question, answer });
        }
    }
    // The answers stand under one another.
    for (speak, answer) in
        [(english::say as fn(&Message<'_>) -> String, "use 45"), (japanese::say, "プロセッサーを 45")]
    {
        let found = Answer::Clear(Measured::Load(45));
        let places = Question::ALL.map(|question| {
            let line = speak(&Conditions::State { question, answer: &found }.into());
            line.find(answer).map(|place| console::measure_text_width(&line[..place]))
        });
        assert!(places.iter().all(|place| place.is_some() && *place == places[0]), "{places:?}");
    }
    for condition in &conditions {
        agree(Conditions::Condition(condition));
    }
    agree(Conditions::Verdict(&Verdict::default()));
    agree(Conditions::Verdict(&Verdict { holding: conditions.into(), unknown: Vec::new() }));
    for mode in [Mode::Auto, Mode::Standard, Mode::Fast] {
        for pace in [Pace::Standard, Pace::Fast] {
            agree(Conditions::Pace { mode, pace });
        }
    }
}

#[test]
fn running_backups() {
    let reasons = ["理由 12".to_owned(), "理由 34".to_owned()];
    for message in [
        Running::Paused { until: Some("12:34") },
        Running::Paused { until: None },
        Running::Waiting { reasons: &[] },
        Running::Waiting { reasons: &reasons },
        Running::PutOff { reasons: &reasons, by_hand: false },
        Running::PutOff { reasons: &reasons, by_hand: true },
        Running::PauseSet { until: Some("12:34"), running: true },
        Running::PauseSet { until: None, running: true },
        Running::PauseSet { until: Some("12:34"), running: false },
        Running::PauseSet { until: None, running: false },
        Running::Resumed { was_paused: true },
        Running::Resumed { was_paused: false },
        Running::StopAsked { ended: true },
        Running::StopAsked { ended: false },
        Running::NothingRuns,
        Running::Stopping(StoppedBy::OtherTerminal),
        Running::Stopping(StoppedBy::TimeOver),
        Running::NotDue { next: Some("12:34") },
        Running::NotDue { next: None },
    ] {
        agree(message);
    }
}

#[test]
fn the_status_page() {
    let files = AttemptFiles { new: 1, changed: 2, gone: 3, failed: 4, ..AttemptFiles::default() };
    let attempt = |result| Attempt {
        began: 0,
        ended: 0,
        scheduled: true,
        result,
        exit_code: Some(0),
        reason: Some("code_7".into()),
        report: None,
        files,
        bytes_sent: 5_000,
        runs: Vec::new(),
        integrity: false,
        partial: false,
    };
    let mut live = Live {
        phase: "backup".into(),
        scheduled: true,
        files: 3,
        files_ahead: Some(40),
        bytes: 5_000,
        bytes_ahead: Some(60_000),
        bytes_sent: 7_000,
        upload_speed: Some(8_000),
        left: Some(125),
        current: "/cur/rent".into(),
        pace: "standard".into(),
        ..Live::default()
    };
    let pending = [Pending { path: "/pend/ing".into(), problem: "io".into(), message: "code_8".into() }];
    let stored = Stored { files: 1200, bytes: 3_400_000, used: 560_000, month_sent: 7_000, ..Stored::default() };
    let brief = Brief {
        path: "/dual/copy".into(),
        trouble: Some(Trouble::Missing { path: "/dual/copy".into() }),
        current: SOME,
        limit: Some(9_000_000),
        copied: None,
    };
    let quiet = StatusPage {
        store: "s3://bucket/prefix",
        device: "laptop_1",
        live: None,
        running_for: 65,
        paused_until: None,
        schedule: None,
        next: None,
        last: None,
        last_success: None,
        overdue: false,
        stored: None,
        month_limit: None,
        largest_file: None,
        pending: &[],
        pending_count: 0,
        speeds: (None, None),
        mode: Mode::Auto,
        holding: &[],
        unknown: &[],
        dual: None,
    };
    agree(Running::Status(&quiet));
    for paused in ["", "12:34"] {
        agree(Running::Status(&StatusPage { paused_until: Some(paused), schedule: Some("code_9"), ..quiet }));
    }
    let reasons = ["理由 12".to_owned()];
    for result in [
        AttemptResult::Done,
        AttemptResult::Incomplete,
        AttemptResult::Stopped,
        AttemptResult::TimeOver,
        AttemptResult::PutOff,
        AttemptResult::Failed,
        AttemptResult::Aborted,
    ] {
        let attempt = attempt(result);
        for seconds in [0, 600, 40_000, 400_000] {
            agree(Running::Status(&StatusPage {
                live: Some(&live),
                schedule: Some("code_9"),
                next: Some(("12:34", seconds)),
                last: Some((&attempt, "11:22", seconds)),
                last_success: Some(("10:11", seconds)),
                overdue: true,
                stored: Some(stored),
                month_limit: Some(6_000),
                largest_file: Some(15_000_000),
                pending: &pending,
                pending_count: 12,
                speeds: (Some(2_000_000), Some(3_000_000)),
                mode: Mode::Fast,
                holding: &reasons,
                unknown: &reasons,
                dual: Some((&brief, Some("09:08"))),
                ..quiet
            }));
        }
    }
    let crashed = Attempt { report: Some("/re/port-5".into()), ..attempt(AttemptResult::Aborted) };
    agree(Running::Status(&StatusPage { last: Some((&crashed, "11:22", 600)), ..quiet }));
    for (phase, pace) in [("sync", "fast"), ("commit", ""), ("", "later_1")] {
        live = Live {
            phase: phase.into(),
            pace: pace.into(),
            waiting: reasons.to_vec(),
            files_ahead: None,
            bytes_ahead: None,
            ..live
        };
        if pace != "fast" {
            live.scheduled = false;
        }
        agree(Running::Status(&StatusPage { live: Some(&live), ..quiet }));
    }
}

#[test]
fn schedules() {
    let window = |text: &str| Window::parse(text).unwrap();
    let rhythms = [
        Rhythm::Never,
        Rhythm::Every(30),
        Rhythm::Every(60),
        Rhythm::Every(120),
        Rhythm::Every(1440),
        Rhythm::Every(2880),
        Rhythm::At(vec![window("mon-fri 22:00-06:00"), window("sat 09:00")]),
    ];
    let systems = [JobSystem::TaskScheduler, JobSystem::Systemd, JobSystem::Cron, JobSystem::Launchd];
    for rhythm in rhythms {
        for at_startup in [false, true] {
            let config = ScheduleConfig {
                rhythm: rhythm.clone(),
                at_startup,
                delay: Duration::from_secs(300),
                integrity_every: Some(Duration::from_secs(7 * 86_400)),
                then: Afterwards::ShutDown,
                force: at_startup,
                ..ScheduleConfig::default()
            };
            agree(Scheduling::Rhythm(&config));
            for system in systems {
                agree(Scheduling::Set { config: &config, system, next: Some("12:34") });
            }
            let jobs = [None, Some(Installed::AsAsked), Some(Installed::Different), Some(Installed::No)];
            for job in jobs.map(|installed| Some((JobSystem::Systemd, installed?))) {
                let shown = ShownSchedule {
                    config: &config,
                    next: Some("12:34"),
                    missed: Some("11:22"),
                    job,
                    lingers: Some(false),
                };
                agree(Scheduling::Shown(&shown));
            }
        }
    }
    for then in [
        Afterwards::None,
        Afterwards::Sleep,
        Afterwards::Hibernate,
        Afterwards::ShutDown,
        Afterwards::Restart,
        Afterwards::LogOff,
    ] {
        agree(Scheduling::Afterwards { then, seconds: 60 });
        for error in [
            AfterwardsError::NotPossible,
            AfterwardsError::Refused("code_7".into()),
            AfterwardsError::Unknown(Unknown::Silent(Knower::Logins)),
        ] {
            agree(Scheduling::CannotDo { then, error: &error });
        }
    }
    for message in [
        Scheduling::None,
        Scheduling::NeedsLingering { user: "user_1" },
        Scheduling::CannotWake,
        Scheduling::NeedsKeyFile,
        Scheduling::KeysInVariables { variable: "AWS_ACCESS_KEY_ID" },
        Scheduling::NeedsLogin,
        Scheduling::Removed { was_there: true },
        Scheduling::Removed { was_there: false },
        Scheduling::Next { start: "11:22", end: Some("12:34") },
        Scheduling::StaysOn,
        Scheduling::FailureTitle,
    ] {
        agree(message);
    }
    echo(Scheduling::Next { start: "11:22", end: None });
    echo(Scheduling::AfterwardsTitle);
    let date = jiff::civil::date(2026, 11, 24);
    assert_eq!(japanese::on_date(date, "22:00"), "2026-11-24（火）22:00");
    assert_eq!(english::on_date(date, "22:00"), "Tue 2026-11-24 22:00");
    for day in date.weekday().cycle_forward().take(7) {
        compare(&english::on_weekday(day, "22:00"), &japanese::on_weekday(day, "22:00"));
    }
}
