//! Presence on Linux: what the desktop's session manager and the login manager say.

use std::time::Duration;

use zbus::blocking::Connection;

use crate::platform::{
    bus::{self, Bus, Service},
    unknown::{Fact, Source, Unknown},
};

/// GNOME's, and that of desktops which come from it.
const GNOME: Service = Service {
    name: "org.gnome.SessionManager",
    path: "/org/gnome/SessionManager",
    interface: "org.gnome.SessionManager",
};
/// KDE's.
const KDE: Service = Service {
    name: "org.kde.Solid.PowerManagement.PolicyAgent",
    path: "/org/kde/Solid/PowerManagement/PolicyAgent",
    interface: "org.kde.Solid.PowerManagement.PolicyAgent",
};
/// GNOME's window manager, which knows of every key and move of the mouse.
const MONITOR: Service = Service {
    name: "org.gnome.Mutter.IdleMonitor",
    path: "/org/gnome/Mutter/IdleMonitor/Core",
    interface: "org.gnome.Mutter.IdleMonitor",
};
const LOGIND: Service = Service {
    name: "org.freedesktop.login1",
    path: "/org/freedesktop/login1",
    interface: "org.freedesktop.login1.Manager",
};

/// Programs that present or fill the screen ask that it stay on; those that only play music do not.
pub fn presenting() -> Fact<bool> {
    let desktop = bus::ask(Bus::Session, Source::Desktop, |connection| {
        /// The session must not count as idle.
        const INHIBIT_IDLE: u32 = 8;
        /// The screen must not change.
        const CHANGE_SCREEN: u32 = 4;
        match GNOME.call(connection, "IsInhibited", &INHIBIT_IDLE) {
            Ok(inhibited) => Ok(inhibited),
            Err(_) => KDE.call(connection, "HasInhibition", &CHANGE_SCREEN),
        }
    });
    if desktop == Ok(true) {
        return desktop;
    }
    let inhibited =
        bus::ask(Bus::System, Source::Logins, |connection| LOGIND.property::<String>(connection, "BlockInhibited"));
    match (desktop, inhibited) {
        (_, Ok(inhibited)) if inhibited.split(':').any(|what| what == "idle") => Ok(true),
        (Ok(presenting), _) => Ok(presenting),
        (Err(Unknown::Absent(_)), inhibited) => inhibited.map(|_| false),
        (Err(unknown), _) => Err(unknown),
    }
}

pub fn idle() -> Fact<Duration> {
    let desktop =
        bus::ask(Bus::Session, Source::Desktop, |connection| MONITOR.call::<_, u64>(connection, "GetIdletime", &()));
    match desktop {
        Ok(milliseconds) => Ok(Duration::from_millis(milliseconds)),
        Err(_) => bus::ask(Bus::System, Source::Logins, hinted),
    }
}

/// How long all sessions have been idle, as they themselves say.
fn hinted(connection: &Connection) -> zbus::Result<Duration> {
    if !LOGIND.property::<bool>(connection, "IdleHint")? {
        return Ok(Duration::ZERO);
    }
    let since = Duration::from_micros(LOGIND.property(connection, "IdleSinceHintMonotonic")?);
    let now = rustix::time::clock_gettime(rustix::time::ClockId::Monotonic);
    let now = Duration::new(now.tv_sec.try_into().unwrap_or_default(), now.tv_nsec.try_into().unwrap_or_default());
    Ok(now.saturating_sub(since))
}
