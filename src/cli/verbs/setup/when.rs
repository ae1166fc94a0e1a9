//! The fourth step: when backups begin.

use super::{
    Turn, Wizard,
    ask::{Asked, Typed},
};
use crate::{
    calendar::{Rhythm, Window},
    cli::{
        arguments::ScheduleSet,
        mistakes::{Failure, StartingMistake},
        words::{self, Choice, Question, Starting},
    },
    config::schedule::ScheduleConfig,
};

/// When backups begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum When {
    /// As the settings say.
    AsItIs,
    /// Every day at a time, such as `21:00`.
    Daily(String),
    /// Every so many hours.
    Hours(u64),
    /// When somebody begins them.
    ByHand,
}

/// What is offered to whoever has no times of their own.
const USUAL_TIME: &str = "21:00";
const USUAL_HOURS: u64 = 6;

impl When {
    /// What is planned before anything is answered.
    pub fn of(config: &ScheduleConfig) -> Self {
        if has_schedule(config) { When::AsItIs } else { When::Daily(USUAL_TIME.to_owned()) }
    }

    /// What `schedule set` is told; `None` where there is nothing to set.
    pub fn order(&self) -> Option<ScheduleSet> {
        match self {
            When::AsItIs | When::ByHand => None,
            When::Daily(time) => Some(ScheduleSet { at: vec![daily(time)], ..ScheduleSet::default() }),
            When::Hours(hours) => Some(ScheduleSet { every: Some(format!("{hours}h")), ..ScheduleSet::default() }),
        }
    }

    /// The settings that come of it.
    pub fn planned(&self, config: &ScheduleConfig) -> ScheduleConfig {
        let rhythm = match self {
            When::AsItIs => return config.clone(),
            When::Daily(time) => Window::parse(&daily(time)).map_or(Rhythm::Never, |window| Rhythm::At(vec![window])),
            When::Hours(hours) => Rhythm::Every(u32::try_from(hours * 60).unwrap_or(u32::MAX)),
            When::ByHand => return ScheduleConfig::default(),
        };
        ScheduleConfig { rhythm, ..config.clone() }
    }
}

/// Whether backups begin by themselves by these settings.
pub fn has_schedule(config: &ScheduleConfig) -> bool {
    config.rhythm != Rhythm::Never || config.at_startup
}

fn daily(time: &str) -> String {
    format!("daily {time}")
}

impl Wizard {
    /// Asks when backups begin.
    pub fn ask_when(&mut self) -> Asked<Turn> {
        let config = &self.program.settings.config.schedule;
        let rhythm = words::say(&Starting::PlanRhythm(config).into());
        let kept = has_schedule(config).then_some(Choice::KeepRhythm(&rhythm));
        let choices: Vec<Choice<'_>> =
            kept.into_iter().chain([Choice::Daily, Choice::EveryHours, Choice::ByHand]).collect();
        let wanted = match self.when {
            When::AsItIs => choices[0],
            When::Daily(_) => Choice::Daily,
            When::Hours(_) => Choice::EveryHours,
            When::ByHand => Choice::ByHand,
        };
        let first = choices.iter().position(|choice| *choice == wanted).unwrap_or_default();
        let texts: Vec<String> = choices.iter().map(|choice| words::say(&Starting::Choice(*choice).into())).collect();
        let chosen = self.ask.choose(Question::Rhythm, &texts, first)?;
        self.when = match choices.get(chosen) {
            Some(Choice::Daily) => {
                let first = self.usual_time(config);
                When::Daily(self.ask.text(Question::Hour, &first, Typed::Plain, time)?)
            }
            Some(Choice::EveryHours) => {
                let first = self.usual_hours(config).to_string();
                When::Hours(self.ask.text(Question::Hours, &first, Typed::Plain, hours)?)
            }
            Some(Choice::ByHand) => When::ByHand,
            _ => When::AsItIs,
        };
        Ok(Turn::Next)
    }

    fn usual_time(&self, config: &ScheduleConfig) -> String {
        let set = match &config.rhythm {
            Rhythm::At(windows) => windows.first().and_then(|window| time_of(&window.to_string())),
            _ => None,
        };
        match &self.when {
            When::Daily(time) => time.clone(),
            _ => set.unwrap_or_else(|| USUAL_TIME.to_owned()),
        }
    }

    fn usual_hours(&self, config: &ScheduleConfig) -> u64 {
        match (&self.when, &config.rhythm) {
            (When::Hours(hours), _) => *hours,
            (_, Rhythm::Every(minutes)) if minutes % 60 == 0 => u64::from(minutes / 60),
            _ => USUAL_HOURS,
        }
    }
}

/// The hour of a window of every day without an end.
fn time_of(window: &str) -> Option<String> {
    window.strip_prefix("daily ").filter(|time| !time.contains('-')).map(str::to_owned)
}

/// A time of the day: `21:00`, or the hour alone.
fn time(text: &str) -> Result<String, Failure> {
    let text = text.trim();
    let is_hour = !text.is_empty() && text.chars().all(|letter| letter.is_ascii_digit());
    let full = if is_hour { format!("{text}:00") } else { text.to_owned() };
    let window = full.starts_with(|letter: char| letter.is_ascii_digit()).then(|| Window::parse(&daily(&full)).ok());
    let time = window.flatten().and_then(|window| time_of(&window.to_string()));
    time.ok_or_else(|| StartingMistake::NotAnHour(text.to_owned()).into())
}

fn hours(text: &str) -> Result<u64, Failure> {
    let text = text.trim();
    let number = text.trim_end_matches(['h', 'H']).trim().parse().ok();
    let number = number.filter(|hours| (1..=crate::config::schedule::MOST_HOURS).contains(hours));
    number.ok_or_else(|| StartingMistake::NotHours(text.to_owned()).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_the_day_as_people_type_them() {
        for (typed, meant) in [("21:00", "21:00"), ("21", "21:00"), (" 7:30 ", "07:30"), ("0", "00:00")] {
            assert_eq!(time(typed).ok().as_deref(), Some(meant), "{typed}");
        }
        for wrong in ["", "25", "24:00", "22:00-06:00", "mon 21:00", "noon"] {
            assert!(time(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn hours_as_people_type_them() {
        assert_eq!(hours("6").ok(), Some(6));
        assert_eq!(hours("12h").ok(), Some(12));
        for wrong in ["", "0", "-1", "1.5", "745"] {
            assert!(hours(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn what_is_set_begins_where_it_was() {
        let mut config = ScheduleConfig::default();
        assert_eq!(When::of(&config), When::Daily("21:00".into()));
        config.rhythm = Rhythm::Every(60);
        assert_eq!(When::of(&config), When::AsItIs);
        let planned = When::Daily("08:15".into()).planned(&config);
        assert!(matches!(&planned.rhythm, Rhythm::At(windows) if windows[0].to_string() == "daily 08:15"));
        assert_eq!(When::ByHand.planned(&config).rhythm, Rhythm::Never);
        assert_eq!(When::Hours(6).planned(&config).rhythm, Rhythm::Every(360));
    }
}
