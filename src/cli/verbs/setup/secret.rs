//! The second step: how the account is opened, now and later.

use zeroize::Zeroizing;

use super::{
    Turn, Wizard,
    ask::{Asked, Typed},
};
use crate::{
    account::Account,
    cli::{
        mistakes::{Failure, Mistake, StartingMistake},
        steps::{
            new_login,
            password::{self, Purpose},
            session,
        },
        words::{self, Choice, Question, Starting},
    },
    seal::{
        password::{Owner, SHORTEST_PASSWORD, Secret},
        recovery::RecoveryKey,
    },
    store::Store,
};

/// How the account is got into when all is carried out.
pub enum Entry {
    /// It is made.
    Create {
        /// Its password, if it is to have one.
        password: Option<Secret>,
    },
    /// It is there, and open.
    Open {
        /// It.
        account: Box<Account>,
        /// Whose it is.
        owner: Owner,
        /// A password to set.
        password: Option<Secret>,
    },
}

/// How many letters of the recovery key are asked for.
const LETTERS: usize = 5;
/// What is typed by whoever does not write the key down.
const SKIP: &str = "skip";

impl Wizard {
    /// Asks how the account is opened.
    pub fn ask_secret(&mut self) -> Asked<Turn> {
        let Some(place) = &self.place else { return Ok(Turn::First) };
        let entry = match place.has_account {
            true => {
                let store =
                    session::connect(&self.program, &place.location, self.known.as_ref(), place.kept.clone(), false)?;
                self.open(store)?
            }
            false => Entry::Create { password: self.new_password()? },
        };
        let name = |text: &str| match text.trim() {
            "" => Err(StartingMistake::Empty.into()),
            text => new_login::limited("--device", text.to_owned()),
        };
        self.device_name = self.ask.text(Question::DeviceName, &self.device_name, Typed::Plain, name)?;
        if matches!(entry, Entry::Create { .. }) && !self.key_settled {
            self.settle_key()?;
        }
        self.entry = Some(entry);
        Ok(Turn::Next)
    }

    /// Whether the password comes from somewhere else than from somebody.
    fn has_password(&self) -> bool {
        let settings = &self.program.settings;
        let given = settings.password_variable().is_some();
        given || settings.password_file.is_some() || settings.password_command.is_some()
    }

    /// The password of a new account.
    fn new_password(&self) -> Asked<Option<Secret>> {
        if self.has_password() {
            self.ask.remark(Starting::PasswordFound);
            return Ok(Some(password::password(&self.program.settings, Purpose::Set)?));
        }
        let choices = [Choice::PasswordAndKey, Choice::KeyAlone];
        let choices = choices.map(|choice| words::say(&Starting::Choice(choice).into()));
        if self.ask.choose(Question::NewWayIn, &choices, 0)? == 1 {
            return Ok(None);
        }
        let password = self.ask.text(Question::NewPassword, "", Typed::Hidden, long_enough)?;
        self.again(&password)?;
        Ok(Some(Secret::Password(password)))
    }

    fn again(&self, password: &str) -> Asked<()> {
        self.ask.text(Question::PasswordAgain, "", Typed::Hidden, |text| match text == password {
            true => Ok(()),
            false => Err(Mistake::PasswordsDiffer.into()),
        })
    }

    /// Shows the recovery key until somebody has it, or would rather not.
    fn settle_key(&mut self) -> Asked<()> {
        self.key_shown = true;
        self.ask.say(&format!("\n  {}", words::say(&Starting::KeyFollows.into())));
        new_login::show_recovery_key(&self.program.printer, &self.recovery)?;
        let key = self.recovery.to_text();
        let has_it = self.ask.text(Question::LastLetters, "", Typed::Plain, |text| match letters(text) {
            typed if typed.eq_ignore_ascii_case(SKIP) => Ok(false),
            typed if typed.chars().count() == LETTERS && letters(&key).ends_with(&typed) => Ok(true),
            _ => Err(StartingMistake::WrongLetters.into()),
        })?;
        if !has_it {
            self.ask.remark(Starting::KeySkipped);
        }
        self.key_settled = true;
        Ok(())
    }

    /// Opens the account that is there.
    fn open(&self, store: Store) -> Asked<Entry> {
        if self.has_password() {
            self.ask.remark(Starting::PasswordFound);
            let password = password::password(&self.program.settings, Purpose::Open)?;
            let (account, owner) = self.opened(store, &password)?;
            return Ok(Entry::Open { account: Box::new(account), owner, password: None });
        }
        let choices = [Choice::WithPassword, Choice::WithKey];
        let choices = choices.map(|choice| words::say(&Starting::Choice(choice).into()));
        if self.ask.choose(Question::WayIn, &choices, 0)? == 0 {
            let (account, owner) = self.ask.text(Question::Password, "", Typed::Hidden, |text| {
                self.opened(store.clone(), &Secret::Password(Zeroizing::new(text.to_owned())))
            })?;
            return Ok(Entry::Open { account: Box::new(account), owner, password: None });
        }
        let (account, owner) = self.ask.text(Question::RecoveryKey, "", Typed::Hidden, |text| {
            self.opened(store.clone(), &Secret::Recovery(RecoveryKey::parse(text)?))
        })?;
        let password = self.ask.text(Question::ReplacePassword, "", Typed::Hidden, |text| match text {
            "" => Ok(None),
            text => long_enough(text).map(Some),
        })?;
        if let Some(password) = &password {
            self.again(password)?;
        }
        Ok(Entry::Open { account: Box::new(account), owner, password: password.map(Secret::Password) })
    }

    fn opened(&self, store: Store, secret: &Secret) -> Result<(Account, Owner), Failure> {
        let (account, owner) = Account::open(store, secret)?;
        match &self.known {
            // The same place holds another account than before.
            Some(known) if known.account != account.id => {
                let profile = self.program.settings.profile.clone();
                Err(Mistake::ProfileTaken { profile, store: known.store.clone() }.into())
            }
            _ => Ok((account, owner)),
        }
    }
}

fn long_enough(text: &str) -> Result<Zeroizing<String>, Failure> {
    match text.chars().count() < SHORTEST_PASSWORD {
        true => Err(Mistake::ShortPassword.into()),
        false => Ok(Zeroizing::new(text.to_owned())),
    }
}

/// The letters and figures of a text, in upper case and of half width.
fn letters(text: &str) -> String {
    let half = |letter: char| match letter {
        '！'..='～' => char::from_u32(u32::from(letter) - 0xfee0).unwrap_or(letter),
        other => other,
    };
    text.chars().map(half).filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_uppercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_letters_of_a_key_are_told_however_they_are_typed() {
        for typed in ["CDE2-F", "cde2f", " c d e 2 f ", "ｃｄｅ２ｆ"] {
            assert_eq!(letters(typed), "CDE2F", "{typed}");
        }
        assert!(letters("AOS1-ABCDE-F").ends_with("BCDEF"));
    }
}
