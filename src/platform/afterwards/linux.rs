//! What is done afterwards on Linux: logind does it, and says first whether it can (`org.freedesktop.login1(5)`).

use zbus::{blocking::Connection, zvariant::OwnedObjectPath};

use super::AfterwardsError;
use crate::{
    model::Afterwards,
    platform::{
        bus::{self, Bus, Service},
        unknown::{Source, Unknown},
    },
};

const LOGIND: Service = Service {
    name: "org.freedesktop.login1",
    path: "/org/freedesktop/login1",
    interface: "org.freedesktop.login1.Manager",
};
const GNOME: Service = Service {
    name: "org.gnome.SessionManager",
    path: "/org/gnome/SessionManager",
    interface: "org.gnome.SessionManager",
};
/// `SD_LOGIND_SKIP_INHIBITORS`
const SKIP_INHIBITORS: u64 = 1 << 4;

pub fn perform(afterwards: Afterwards, force: bool) -> Result<(), AfterwardsError> {
    let method = match afterwards {
        Afterwards::None => return Ok(()),
        Afterwards::Sleep => "Suspend",
        Afterwards::Hibernate => "Hibernate",
        Afterwards::ShutDown => "PowerOff",
        Afterwards::Restart => "Reboot",
        Afterwards::LogOff => return log_off(force),
    };
    let can = bus::ask(Bus::System, Source::Logins, move |connection| {
        LOGIND.call::<_, String>(connection, &format!("Can{method}"), &())
    });
    match can.map_err(AfterwardsError::Unknown)?.as_str() {
        "yes" => {}
        "na" => return Err(AfterwardsError::NotPossible),
        // "no", or "challenge": somebody would have to be asked for a password.
        other => return Err(AfterwardsError::Refused(format!("Can{method}: {other}"))),
    }
    told(bus::ask(Bus::System, Source::Logins, move |connection| match force {
        true => LOGIND.call::<_, ()>(connection, &format!("{method}WithFlags"), &SKIP_INHIBITORS),
        false => LOGIND.call::<_, ()>(connection, method, &false),
    }))
}

/// The desktop logs off if there is one, and asks programs first; else logind ends the session.
fn log_off(force: bool) -> Result<(), AfterwardsError> {
    let mode: u32 = if force { 2 } else { 1 };
    let desktop =
        bus::ask(Bus::Session, Source::Desktop, move |connection| GNOME.call::<_, ()>(connection, "Logout", &mode));
    match desktop {
        Err(Unknown::Absent(_)) => told(bus::ask(Bus::System, Source::Logins, |connection| {
            LOGIND.call::<_, ()>(connection, "TerminateSession", &session(connection)?)
        })),
        other => told(other),
    }
}

/// The session of this process, or, for one that the user's service manager started, the one on the screen.
fn session(connection: &Connection) -> zbus::Result<String> {
    let path: OwnedObjectPath = match LOGIND.call(connection, "GetSessionByPID", &0_u32) {
        Ok(path) => path,
        Err(_) => {
            let user: OwnedObjectPath = LOGIND.call(connection, "GetUserByPID", &0_u32)?;
            let (_, path): (String, OwnedObjectPath) = bus::property_at::<zbus::zvariant::OwnedValue>(
                connection,
                LOGIND.name,
                &user,
                "org.freedesktop.login1.User",
                "Display",
            )?
            .try_into()?;
            path
        }
    };
    bus::property_at(connection, LOGIND.name, &path, "org.freedesktop.login1.Session", "Id")
}

fn told(answer: Result<(), Unknown>) -> Result<(), AfterwardsError> {
    match answer {
        Ok(()) => Ok(()),
        // A computer on its way to sleep may be slow to say so.
        Err(Unknown::Silent(_)) => Ok(()),
        Err(Unknown::Failed(_, message)) => Err(AfterwardsError::Refused(message)),
        Err(unknown) => Err(AfterwardsError::Unknown(unknown)),
    }
}
