//! Questions to the message buses, which must never keep anybody waiting: whoever does not answer within a second is not known.

use std::{
    io,
    sync::{
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
    time::Duration,
};

use zbus::{
    blocking::{Connection, connection::Builder},
    zvariant::OwnedValue,
};

use super::unknown::{Fact, Source, Unknown};

/// All that a question may take.
const PATIENCE: Duration = Duration::from_secs(1);
/// A bus that hangs while one logs in to it holds a thread for good. After so many it is asked no more.
const MOST_STUCK: usize = 4;
static UNDER_WAY: AtomicUsize = AtomicUsize::new(0);

/// A message bus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bus {
    /// The computer's.
    System,
    /// The user's.
    Session,
}

/// A service on a bus: the name it has there, and the object and the interface that are asked.
#[derive(Debug, Clone, Copy)]
pub struct Service {
    /// Its name on the bus.
    pub name: &'static str,
    /// The object.
    pub path: &'static str,
    /// The interface.
    pub interface: &'static str,
}

/// Does something on a bus. `source` is whom the answer is expected from.
pub fn ask<T: Send + 'static>(
    bus: Bus,
    source: Source,
    work: impl FnOnce(&Connection) -> zbus::Result<T> + Send + 'static,
) -> Fact<T> {
    if UNDER_WAY.fetch_add(1, Ordering::Relaxed) >= MOST_STUCK {
        UNDER_WAY.fetch_sub(1, Ordering::Relaxed);
        return Err(Unknown::Silent(source));
    }
    let (sender, receiver) = mpsc::channel();
    let asking = std::thread::Builder::new().name("bus".to_owned()).spawn(move || {
        let answer = connect(bus).and_then(|connection| work(&connection));
        UNDER_WAY.fetch_sub(1, Ordering::Relaxed);
        // Nobody waits for it any more once the time is up.
        drop(sender.send(answer));
    });
    if let Err(error) = asking {
        UNDER_WAY.fetch_sub(1, Ordering::Relaxed);
        return Err(Unknown::failed(source, error));
    }
    match receiver.recv_timeout(PATIENCE) {
        Ok(answer) => answer.map_err(|error| unknown(source, &error)),
        Err(_) => Err(Unknown::Silent(source)),
    }
}

fn connect(bus: Bus) -> zbus::Result<Connection> {
    let builder = match bus {
        Bus::System => Builder::system()?,
        Bus::Session => Builder::session()?,
    };
    builder.method_timeout(PATIENCE).build()
}

/// What it means that a question failed.
fn unknown(source: Source, error: &zbus::Error) -> Unknown {
    match error {
        zbus::Error::MethodError(name, text, _) => match name.as_str() {
            "org.freedesktop.DBus.Error.ServiceUnknown"
            | "org.freedesktop.DBus.Error.NameHasNoOwner"
            | "org.freedesktop.DBus.Error.UnknownObject"
            | "org.freedesktop.DBus.Error.UnknownInterface"
            | "org.freedesktop.DBus.Error.UnknownMethod"
            | "org.freedesktop.DBus.Error.UnknownProperty" => Unknown::Absent(source),
            "org.freedesktop.DBus.Error.NoReply" | "org.freedesktop.DBus.Error.Timeout" => Unknown::Silent(source),
            _ => Unknown::failed(source, text.as_deref().unwrap_or(name.as_str())),
        },
        zbus::Error::InputOutput(error) if error.kind() == io::ErrorKind::TimedOut => Unknown::Silent(source),
        zbus::Error::Connection(error, _) if error.kind() == io::ErrorKind::PermissionDenied => {
            Unknown::failed(source, error)
        }
        // Without a bus there is nobody on it.
        zbus::Error::Connection(..) | zbus::Error::InputOutput(_) | zbus::Error::Address(_) => Unknown::Absent(source),
        error => Unknown::failed(source, error),
    }
}

impl Service {
    /// Calls a method.
    pub fn call<B, T>(&self, connection: &Connection, method: &str, body: &B) -> zbus::Result<T>
    where
        B: serde::Serialize + zbus::zvariant::DynamicType,
        T: for<'a> zbus::zvariant::DynamicDeserialize<'a>,
    {
        let answer = connection.call_method(Some(self.name), self.path, Some(self.interface), method, body)?;
        answer.body().deserialize()
    }

    /// Asks for a property.
    pub fn property<T>(&self, connection: &Connection, property: &str) -> zbus::Result<T>
    where
        T: TryFrom<OwnedValue>,
        T::Error: Into<zbus::zvariant::Error>,
    {
        property_at(connection, self.name, self.path, self.interface, property)
    }
}

/// Asks an object that was learnt of for a property.
pub fn property_at<T>(
    connection: &Connection,
    name: &str,
    path: &str,
    interface: &str,
    property: &str,
) -> zbus::Result<T>
where
    T: TryFrom<OwnedValue>,
    T::Error: Into<zbus::zvariant::Error>,
{
    let get = Some("org.freedesktop.DBus.Properties");
    let answer = connection.call_method(Some(name), path, get, "Get", &(interface, property))?;
    let value: OwnedValue = answer.body().deserialize()?;
    T::try_from(value).map_err(|error| zbus::Error::Variant(error.into()))
}
