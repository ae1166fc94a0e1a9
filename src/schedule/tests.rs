//! The jobs of all systems, as they are handed over.

use std::path::PathBuf;

use super::*;
use crate::calendar::Window;

fn plan(rhythm: Rhythm, change: impl FnOnce(&mut ScheduleConfig)) -> JobPlan {
    let mut config = ScheduleConfig { rhythm, ..ScheduleConfig::default() };
    change(&mut config);
    let options = vec!["--config".to_owned(), "/home/u/my settings 100%.toml".to_owned()];
    JobPlan::of(&config, PathBuf::from("/opt/aos box/aosbox"), options, "PC\\u".to_owned()).unwrap()
}

fn windows(texts: &[&str]) -> Rhythm {
    Rhythm::At(texts.iter().map(|text| Window::parse(text).unwrap()).collect())
}

fn shown(plan: &JobPlan, system: JobSystem) -> String {
    plan.parts(system).iter().map(|part| format!("=== {}\n{}", part.name, part.text)).collect()
}

#[test]
fn ticks_meet_every_beginning_of_an_interval() {
    for (minutes, tick) in [(5, 5), (10, 5), (15, 15), (20, 5), (30, 15), (60, 15), (90, 15), (1440, 15), (35, 5)] {
        assert_eq!(plan(Rhythm::Every(minutes), |_| ()).tick, tick, "{minutes}");
    }
    assert!(JobPlan::of(&ScheduleConfig::default(), PathBuf::new(), Vec::new(), String::new()).is_none());
}

#[test]
fn beginnings_between_two_ticks_are_called_for_by_themselves() {
    let plan = plan(windows(&["mon-fri 22:00-06:00", "sat,sun 09:07"]), |_| ());
    assert_eq!((plan.starts.len(), plan.all_starts.len()), (1, 2));
}

#[test]
fn jobs_look_as_each_system_wants_them() {
    let plan = plan(windows(&["mon-fri 22:00-06:00", "sat,sun 09:07"]), |config| {
        config.at_startup = true;
        config.delay = Duration::from_secs(600);
        config.wake = true;
    });
    for (name, system) in [
        ("systemd", JobSystem::Systemd),
        ("cron", JobSystem::Cron),
        ("launchd", JobSystem::Launchd),
        ("task_scheduler", JobSystem::TaskScheduler),
    ] {
        insta::assert_snapshot!(name, shown(&plan, system));
    }
}

#[test]
fn a_task_without_a_login_needs_no_password() {
    let plan = plan(Rhythm::Every(60), |config| {
        config.at_startup = true;
        config.logged_off = true;
    });
    let text = shown(&plan, JobSystem::TaskScheduler);
    assert!(text.contains("<LogonType>S4U</LogonType>") && text.contains("<BootTrigger>"), "{text}");
    assert!(!text.contains("<WakeToRun>true"), "{text}");
}
