//! Notices on Linux: the Desktop Notifications Specification's service on the user's bus.

use std::collections::HashMap;

use zbus::zvariant::Value;

use crate::platform::{
    bus::{self, Bus, Service},
    unknown::{Source, Unknown},
};

const SERVICE: Service = Service {
    name: "org.freedesktop.Notifications",
    path: "/org/freedesktop/Notifications",
    interface: "org.freedesktop.Notifications",
};

pub fn show(title: &str, text: &str) -> Result<(), Unknown> {
    let (title, text) = (title.to_owned(), escaped(text));
    bus::ask(Bus::Session, Source::Desktop, move |connection| {
        // Name, notice to replace, picture, title, text, buttons, hints, and how long: as long as the desktop likes.
        let hints: HashMap<&str, Value<'_>> = HashMap::new();
        let body = ("aosbox", 0_u32, "", title.as_str(), text.as_str(), Vec::<&str>::new(), hints, -1_i32);
        SERVICE.call::<_, u32>(connection, "Notify", &body).map(|_| ())
    })
}

/// The text may hold markup, which ours never means.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
