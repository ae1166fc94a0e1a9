//! The last step: all of it once more, and then it is carried out. What was done stays done when something further on fails; the step can be
//! taken again and goes on from there.

use super::{
    Turn, Wizard,
    ask::{Asked, Away},
    same,
    secret::Entry,
    when::has_schedule,
};
use crate::{
    account::Account,
    cli::{
        mistakes::{Failure, Mistake},
        steps::{
            copy_folder,
            job::{self, NAMES},
            new_login, session,
        },
        terminal::output::Tint,
        text::paths,
        words::{self, Choice, Comment, Done, Part, PlannedAccount, Question, Starting},
    },
    config::{
        Config,
        edit::{Change, comment::CommentPlace, dual::DualChange},
    },
    error::Error,
    seal::password::Owner,
};

impl Wizard {
    /// Shows the plan, asks, and carries it out.
    pub fn ask_summary(&mut self) -> Asked<Turn> {
        self.show_plan();
        self.ask.say(&format!("\n  {}", words::say(&Starting::NothingWrittenYet.into())));
        let choices = [Choice::Go, Choice::Again, Choice::Leave];
        let choices = choices.map(|choice| words::say(&Starting::Choice(choice).into()));
        match self.ask.choose(Question::Confirm, &choices, 0)? {
            0 => {}
            1 => return Ok(Turn::First),
            _ => return Err(Away::Leave),
        }
        self.commands = same::commands(self);
        match self.apply() {
            Ok(()) => Ok(Turn::Next),
            Err(failure) => {
                tracing::warn!(?failure, "set-up");
                self.ask.complain(&failure);
                self.ask.begin_step();
                Ok(Turn::Again)
            }
        }
    }

    fn show_plan(&self) {
        let fact = |part, text: &str| self.ask.fact(&words::say(&Starting::Part(part).into()), text);
        let account = match (&self.login, &self.place) {
            (Some(login), _) => PlannedAccount::Keep(&login.store).said(),
            (None, Some(place)) if place.has_account => PlannedAccount::Open(&place.location.to_string()).said(),
            (None, Some(place)) => PlannedAccount::Create(&place.location.to_string()).said(),
            (None, None) => String::new(),
        };
        fact(Part::Account, &account);
        fact(Part::Device, &paths::safe(self.device_name.as_bytes()));
        fact(Part::What, &self.chosen.names().join(", "));
        let schedule = self.when.planned(&self.program.settings.config.schedule);
        fact(Part::When, &words::say(&Starting::PlanRhythm(&schedule).into()));
        let no_copy = || words::say(&Starting::NoCopy.into());
        fact(Part::Copy, &self.copy.as_ref().map_or_else(no_copy, |path| paths::local(path)));
        fact(Part::Settings, &paths::local(&self.program.settings.folders.config_file));
    }

    /// Says what is done, and takes note of it.
    fn tell(&mut self, done: Done<'_>) {
        let said = words::say(&Starting::Done(done).into());
        self.ask.say(&format!("  {} {said}", self.ask.tint(Tint::Green, "✓")));
        self.done.push(said);
    }

    fn apply(&mut self) -> Result<(), Failure> {
        self.ask.say("");
        self.get_in()?;
        self.write_settings()?;
        if let Err(failure) = self.set_schedule() {
            self.go_on_without(failure)?;
        }
        if let Err(failure) = self.set_copy() {
            self.go_on_without(failure)?;
        }
        Ok(())
    }

    /// What is no part of a backup made by hand may wait: it is said, and the rest is done.
    fn go_on_without(&mut self, failure: Failure) -> Result<(), Failure> {
        match &failure {
            Failure::Mistake(Mistake::NoScheduler | Mistake::JobRefused(_) | Mistake::Dual(_)) => {
                self.ask.complain(&failure);
                self.incomplete = true;
                Ok(())
            }
            _ => Err(failure),
        }
    }

    /// Makes the account or logs in to it.
    fn get_in(&mut self) -> Result<(), Failure> {
        if self.login.is_some() {
            return Ok(());
        }
        let (Some(place), Some(entry)) = (&self.place, self.entry.take()) else { return Ok(()) };
        let (account, owner, password, is_new) = match entry {
            Entry::Open { account, owner, password } => (account, owner, password, false),
            Entry::Create { password } => {
                let created = self.create(password.as_ref());
                if created.is_err() {
                    // It can be tried again.
                    self.entry = Some(Entry::Create { password });
                }
                let (account, owner) = created?;
                (Box::new(account), owner, None, true)
            }
        };
        let set = password.as_ref().map(|password| account.set_password(&owner, password));
        let device = Some(self.device_name.clone());
        let known = self.known.clone();
        let kept = new_login::keep(&self.program, &place.location, &account, place.kept.clone(), device, known);
        let profile = match (set.transpose(), kept) {
            (Ok(_), Ok(profile)) => profile,
            (Err(error), _) => {
                self.entry = Some(Entry::Open { account, owner, password });
                return Err(error.into());
            }
            (_, Err(failure)) => {
                // The account is there by now, whatever became of the login.
                self.entry = Some(Entry::Open { account, owner, password: None });
                return Err(failure);
            }
        };
        let store = paths::safe(profile.store.as_bytes());
        self.login = Some(profile);
        self.tell(if is_new { Done::Created(&store) } else { Done::Opened(&store) });
        Ok(())
    }

    fn create(&self, password: Option<&crate::seal::password::Secret>) -> Result<(Account, Owner), Failure> {
        let Some(place) = &self.place else { return Err(Error::NotLoggedIn { profile: String::new() }.into()) };
        let owner = Owner { name: new_login::user_name(&self.program), email: None };
        let store = session::connect(&self.program, &place.location, None, place.kept.clone(), true)?;
        let account = Account::create(store, owner.clone(), &self.recovery, password)?;
        Ok((account, owner))
    }

    /// Writes what is chosen into the settings, all at once.
    fn write_settings(&mut self) -> Result<(), Failure> {
        let config = &self.program.settings.config;
        let comment = |place, comment| Change::Comment(place, words::say(&Starting::Comment(comment).into()));
        let mut changes = vec![comment(CommentPlace::Head, Comment::Head)];
        let (now, then) = (&config.selection, &self.chosen);
        let gone = |category: &&_| !then.categories.contains(category);
        changes.extend(now.categories.iter().filter(gone).map(|category| Change::RemoveCategory(*category)));
        changes.extend(then.categories.iter().map(|category| Change::AddCategory(*category)));
        let gone = |path: &&_| !then.paths.contains(path);
        changes.extend(now.paths.iter().filter(gone).map(|path| Change::RemovePath(path.clone())));
        changes.extend(then.paths.iter().map(|path| Change::AddPath(path.clone())));
        if let Some(set) = self.when.order() {
            changes.push(Change::Set("schedule", job::values(&self.program, &set)?));
        } else if !has_schedule(&self.when.planned(&config.schedule)) && has_schedule(&config.schedule) {
            changes.push(Change::Set("schedule", NAMES.map(|name| (name, None)).into()));
        }
        changes.extend([
            comment(CommentPlace::Table("selection"), Comment::Selection),
            comment(CommentPlace::Value("selection", "categories"), Comment::Categories),
            comment(CommentPlace::Value("selection", "paths"), Comment::Paths),
            comment(CommentPlace::Table("schedule"), Comment::Schedule),
        ]);
        let file = self.program.settings.folders.config_file.clone();
        let changed = self.program.settings.change(&changes)?;
        self.take_over(changed.config);
        self.tell(match changed.made.contains(&true) {
            true => Done::Settings(&file),
            false => Done::SettingsSame(&file),
        });
        Ok(())
    }

    /// From now on these settings hold.
    fn take_over(&mut self, config: Config) {
        self.program.settings.config = config;
    }

    /// Has the system begin backups, or begin none.
    fn set_schedule(&mut self) -> Result<(), Failure> {
        let config = self.program.settings.config.schedule.clone();
        if has_schedule(&config) {
            let system = job::put_in_place(&self.program, &config)?;
            if let Some(system) = system {
                self.tell(Done::Scheduled(system));
            }
            return job::remarks(&self.program, &config, system);
        }
        if job::take_away(&self.program)? {
            self.tell(Done::Unscheduled);
        }
        Ok(())
    }

    /// Takes the drive of the second copy into use, or ends the copy.
    fn set_copy(&mut self) -> Result<(), Failure> {
        let now = self.program.settings.config.dual.path.clone();
        let Some(login) = self.login.clone().filter(|_| now != self.copy) else { return Ok(()) };
        let changes = match self.copy.clone() {
            Some(path) => {
                copy_folder::take(&self.program, &login, &path)?;
                self.tell(Done::Copy(&path));
                let comment = words::say(&Starting::Comment(Comment::Dual).into());
                [Change::Comment(CommentPlace::Table("dual"), comment)]
            }
            None => [Change::Dual(DualChange::Path(None))],
        };
        let config = self.program.settings.change(&changes)?.config;
        self.take_over(config);
        if self.copy.is_none() {
            self.tell(Done::NoCopy);
        }
        Ok(())
    }
}

impl PlannedAccount<'_> {
    fn said(self) -> String {
        paths::safe(words::say(&Starting::PlanAccount(self).into()).as_bytes())
    }
}
