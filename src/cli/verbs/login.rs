//! `aosbox login`: making an account, or logging in to one.

use serde_json::{Value, json};

use crate::{
    account::{self, Account},
    cli::{
        arguments,
        mistakes::{Failure, Mistake, Outcome},
        program::{Program, profile::Profile},
        steps::{
            credentials,
            new_login::{keep, limited, show_recovery_key, user_name},
            password::{self, Purpose},
            session,
        },
        words::{self, Message, Status},
    },
    error::Error,
    model::FileOperation,
    seal::{password::Owner, recovery::RecoveryKey},
    secrets,
    store::{Location, Store, StoreCredentials},
};

/// Runs the command.
pub fn run(program: &Program, arguments: &arguments::Login) -> Result<Outcome, Failure> {
    let settings = &program.settings;
    let known = Profile::load(&settings.folders.profiles, &settings.profile)?;
    // The command line sees to it that a store is given unless the status is asked for.
    let (false, Some(store)) = (arguments.status, &arguments.store) else {
        return status(program, known);
    };
    let location = location(program, store)?;
    if let Some(known) = &known
        && (arguments.create || !is_same_place(program, known, &location))
    {
        return Err(taken(program, known));
    }
    if arguments.create { create(program, arguments, &location) } else { open(program, arguments, &location, known) }
}

fn create(program: &Program, arguments: &arguments::Login, location: &Location) -> Result<Outcome, Failure> {
    let settings = &program.settings;
    let owner = Owner {
        name: limited("--name", arguments.name.clone().unwrap_or_else(|| user_name(program)))?,
        email: arguments.email.clone().map(|email| limited("--email", email)).transpose()?,
    };
    let (store, kept) = reach(program, location, None, true)?;
    // Nobody should think of a password for an account that cannot be made.
    match account::read_format(&store) {
        Err(Error::NoAccount { .. }) => {}
        Err(error) => return Err(error.into()),
        Ok(_) => {
            return Err(Error::AccountExists { store: store.shown().to_owned() }.into());
        }
    }
    let password = password::password(settings, Purpose::Set)?;
    let recovery = RecoveryKey::generate();
    let account = Account::create(store, owner, &recovery, Some(&password))?;
    // From here on the account is there: its recovery key is shown whatever happens to the login.
    program.printer.note(&Message::AccountCreated { store: account.store.shown() });
    show_recovery_key(&program.printer, &recovery)?;
    let profile = keep(program, location, &account, kept, arguments.device.clone(), None)?;
    report(program, &profile, true, ("recovery_key", recovery.to_text().as_str().into()))
}

/// Tells of a login; `more` is what is said of it in JSON beside.
fn report(program: &Program, profile: &Profile, created: bool, more: (&str, Value)) -> Result<Outcome, Failure> {
    program.printer.note(&Message::LoggedIn {
        store: &profile.store,
        device: &profile.device_name,
        keeper: profile.credentials,
    });
    let mut document = json!({
        "created": created,
        "store": profile.store,
        "account": profile.account.to_string(),
        "device": profile.device.to_string(),
        "device_name": profile.device_name,
        "credentials": profile.credentials,
    });
    document[more.0] = more.1;
    program.printer.document("login", document)?;
    Ok(Outcome::Done)
}

fn open(
    program: &Program,
    arguments: &arguments::Login,
    location: &Location,
    known: Option<Profile>,
) -> Result<Outcome, Failure> {
    let settings = &program.settings;
    let printer = &program.printer;
    let (store, kept) = reach(program, location, known.as_ref(), false)?;
    // A wrong place should be said before a password is asked for.
    account::read_format(&store)?;
    let mut password_set = None;
    let account = if arguments.recovery_key {
        let (account, owner) = Account::open(store, &password::recovery_key(settings)?)?;
        let password = password::password(settings, Purpose::Set)?;
        let all_gone = account.set_password(&owner, &password)?;
        printer.note(&Message::PasswordSet { all_gone });
        password_set = Some(all_gone);
        account
    } else {
        Account::open(store, &password::password(settings, Purpose::Open)?)?.0
    };
    if let Some(known) = &known
        && known.account != account.id
    {
        return Err(taken(program, known));
    }
    let profile = keep(program, location, &account, kept, arguments.device.clone(), known)?;
    report(program, &profile, false, ("earlier_passwords_removed", json!(password_set)))
}

fn status(program: &Program, known: Option<Profile>) -> Result<Outcome, Failure> {
    let settings = &program.settings;
    let name = &settings.profile;
    let Some(profile) = known else {
        return Err(Error::NotLoggedIn { profile: name.clone() }.into());
    };
    let kept = secrets::load(profile.credentials, &settings.credentials(), &profile.entry(name))?.is_some();
    program.printer.line(&words::say(&Message::Status(&Status {
        profile: name,
        store: &profile.store,
        account: &profile.account.to_string(),
        device: &profile.device_name,
        device_id: &profile.device.to_string(),
        keeper: kept.then_some(profile.credentials),
        config: &settings.folders.config_file,
    })))?;
    program.printer.document(
        "login",
        json!({
            "profile": name,
            "logged_in": kept,
            "store": profile.store,
            "account": profile.account.to_string(),
            "device": profile.device.to_string(),
            "device_name": profile.device_name,
            "credentials": kept.then_some(profile.credentials),
            "config": settings.folders.config_file.to_string_lossy(),
        }),
    )?;
    Ok(if kept { Outcome::Done } else { Outcome::NotLoggedIn })
}

/// Where the account lies, a folder in full, so that it means the same wherever later commands run.
pub fn location(program: &Program, text: &str) -> Result<Location, Failure> {
    Ok(match Location::parse(text, &program.settings.current)? {
        Location::Folder(folder) => {
            Location::Folder(std::path::absolute(&folder).map_err(Error::file(FileOperation::Resolve, folder))?)
        }
        other => other,
    })
}

fn is_same_place(program: &Program, known: &Profile, location: &Location) -> bool {
    Location::parse(&known.store, &program.settings.current).is_ok_and(|known| known == *location)
}

fn taken(program: &Program, known: &Profile) -> Failure {
    Mistake::ProfileTaken { profile: program.settings.profile.clone(), store: known.store.clone() }.into()
}

/// Opens the store; secrets that neither the environment nor an earlier login has are asked for, and handed back to be kept.
fn reach(
    program: &Program,
    location: &Location,
    known: Option<&Profile>,
    create_folder: bool,
) -> Result<(Store, StoreCredentials), Failure> {
    let settings = &program.settings;
    let none = StoreCredentials::default();
    let aws_profile = known.and_then(|known| known.aws_profile.as_deref());
    let given = credentials::given(settings, location, aws_profile, &none)?;
    let kept = if given.has_credentials(location) { none } else { credentials::ask(location)? };
    Ok((session::connect(program, location, known, kept.clone(), create_folder)?, kept))
}
