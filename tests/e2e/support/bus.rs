//! A message bus in the test, whose services answer as the test says: NetworkManager, logind, a desktop. The program comes to it
//! by the usual variables and speaks the real protocol.

use std::{
    collections::BTreeMap,
    os::unix::net::{UnixListener, UnixStream},
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
};

use zbus::{
    Guid, Message,
    blocking::{Connection, connection::Builder},
    message::Type,
    zvariant::{ObjectPath, OwnedValue, Value},
};

/// A bus. It goes on listening to the end of the test program.
pub struct Bus {
    address: String,
    shared: Arc<Mutex<Shared>>,
}

#[derive(Default)]
struct Shared {
    /// Object, interface and property.
    properties: BTreeMap<(String, String, String), OwnedValue>,
    /// Interface and method.
    methods: BTreeMap<(String, String), Answer>,
    /// What was called, with its arguments.
    calls: Vec<String>,
}

/// What a method answers.
#[derive(Clone)]
pub enum Answer {
    /// A text.
    Text(&'static str),
    /// Yes or no.
    Flag(bool),
    /// A number of 32 bits.
    Number(u32),
    /// A number of 64 bits.
    Long(u64),
    /// The path of an object.
    Path(&'static str),
    /// Nothing, but that it is done.
    Done,
    /// An error.
    Error(&'static str, &'static str),
    /// Nothing at all, for ever.
    Silence,
}

impl Bus {
    /// A bus whose socket is in this folder under this name.
    pub fn start(folder: &Path, name: &str) -> Self {
        let path = folder.join(name);
        let listener = UnixListener::bind(&path).expect("a socket can be made");
        let shared = Arc::<Mutex<Shared>>::default();
        let serving = shared.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let (stream, shared) = (stream.expect("a program comes"), serving.clone());
                std::thread::spawn(move || serve(stream, &shared));
            }
        });
        Self { address: address(&path), shared }
    }

    /// A bus that takes everybody in and says nothing.
    pub fn start_hung(folder: &Path, name: &str) -> Self {
        let path = folder.join(name);
        let listener = UnixListener::bind(&path).expect("a socket can be made");
        std::thread::spawn(move || {
            let mut guests = Vec::new();
            for stream in listener.incoming() {
                // Whose stream is closed is not kept waiting.
                guests.push(stream);
            }
        });
        Self { address: address(&path), shared: Arc::default() }
    }

    /// What the variables are to hold.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// An object has a property.
    pub fn property<'v>(&self, path: &str, interface: &str, name: &str, value: impl Into<Value<'v>>) -> &Self {
        let value = value.into().try_into().expect("a value without files");
        let key = (path.to_owned(), interface.to_owned(), name.to_owned());
        self.shared.lock().expect("no server panics").properties.insert(key, value);
        self
    }

    /// An interface has a method.
    pub fn method(&self, interface: &str, name: &str, answer: Answer) -> &Self {
        let key = (interface.to_owned(), name.to_owned());
        self.shared.lock().expect("no server panics").methods.insert(key, answer);
        self
    }

    /// Forgets what was called.
    pub fn forget_calls(&self) {
        self.shared.lock().expect("no server panics").calls.clear();
    }

    /// What was called so far, but for questions for properties: the method and its arguments.
    pub fn calls(&self) -> Vec<String> {
        self.shared.lock().expect("no server panics").calls.clone()
    }
}

fn address(path: &Path) -> String {
    format!("unix:path={}", PathBuf::from(path).display())
}

fn serve(stream: UnixStream, shared: &Mutex<Shared>) {
    let builder = Builder::async_io_unix_stream(stream).server(Guid::generate()).expect("a guid").p2p();
    // A program that goes away at once is none of the bus's matter.
    let Ok(messages) = builder.build_message_iterator() else { return };
    let connection = Connection::from(&messages);
    for message in messages {
        let Ok(message) = message else { return };
        if message.message_type() == Type::MethodCall && answer(&connection, &message, shared).is_err() {
            return;
        }
    }
}

fn answer(connection: &Connection, call: &Message, shared: &Mutex<Shared>) -> zbus::Result<()> {
    let header = call.header();
    let text = |part: Option<&str>| part.unwrap_or_default().to_owned();
    let interface = text(header.interface().map(|name| name.as_str()));
    let method = text(header.member().map(|name| name.as_str()));
    let mut shared = shared.lock().expect("no server panics");
    match (interface.as_str(), method.as_str()) {
        ("org.freedesktop.DBus", "Hello") => connection.reply(&header, &":1.1"),
        ("org.freedesktop.DBus.Properties", "Get") => {
            let (interface, name): (String, String) = call.body().deserialize()?;
            let path = text(header.path().map(|path| path.as_str()));
            match shared.properties.get(&(path, interface, name)) {
                Some(value) => connection.reply(&header, value),
                None => connection.reply_error(&header, "org.freedesktop.DBus.Error.ServiceUnknown", &"not there"),
            }
        }
        _ => {
            let body = call.body();
            let arguments: String = match body.signature() {
                zbus::zvariant::Signature::Unit => String::new(),
                _ => format!("{:?}", body.deserialize::<zbus::zvariant::Structure<'_>>()?.fields()),
            };
            shared.calls.push(format!("{method} {arguments}"));
            match shared.methods.get(&(interface, method)).cloned() {
                Some(Answer::Text(text)) => connection.reply(&header, &text),
                Some(Answer::Flag(flag)) => connection.reply(&header, &flag),
                Some(Answer::Number(number)) => connection.reply(&header, &number),
                Some(Answer::Long(number)) => connection.reply(&header, &number),
                Some(Answer::Path(path)) => connection.reply(&header, &ObjectPath::try_from(path)?),
                Some(Answer::Done) => connection.reply(&header, &()),
                Some(Answer::Error(name, text)) => connection.reply_error(&header, name, &text),
                Some(Answer::Silence) => Ok(()),
                None => connection.reply_error(&header, "org.freedesktop.DBus.Error.ServiceUnknown", &"not there"),
            }
        }
    }
}
