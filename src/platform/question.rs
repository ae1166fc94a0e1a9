//! Asking a program of the system, which must never keep anybody waiting.

use std::{
    io::Read,
    process::{Child, Command, Stdio},
    sync::mpsc,
    time::Duration,
};

use super::unknown::{Fact, Source, Unknown};

/// All that an answer may take.
const PATIENCE: Duration = Duration::from_secs(1);

/// What a program answers on standard output. One that fails, or takes longer than a second, does not answer.
#[cfg(target_os = "macos")]
pub fn ask(source: Source, program: &str, arguments: &[&str]) -> Fact<String> {
    let mut command = Command::new(program);
    command.args(arguments);
    match finish(source, command)? {
        Some(answer) => Ok(answer),
        None => Err(Unknown::Silent(source)),
    }
}

/// Runs a program; `None` if it goes on after a second, which it may.
#[cfg(windows)]
pub fn start(source: Source, command: Command) -> Fact<Option<String>> {
    finish(source, command)
}

fn finish(source: Source, mut command: Command) -> Fact<Option<String>> {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let child = command.spawn().map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => Unknown::Absent(source),
        _ => Unknown::failed(source, error),
    })?;
    let (sender, receiver) = mpsc::channel();
    // The thread ends with the program, which is thereby waited for, too.
    let reading = std::thread::Builder::new().name("ask".to_owned()).spawn(move || drop(sender.send(wait(child))));
    reading.map_err(|error| Unknown::failed(source, error))?;
    match receiver.recv_timeout(PATIENCE) {
        Ok(Ok((true, out, _))) => Ok(Some(out)),
        Ok(Ok((false, _, errors))) => Err(Unknown::failed(source, errors.trim())),
        Ok(Err(error)) => Err(Unknown::failed(source, error)),
        Err(_) => Ok(None),
    }
}

/// Whether the program succeeded, and what it wrote.
fn wait(mut child: Child) -> std::io::Result<(bool, String, String)> {
    let (mut out, mut errors) = (Vec::new(), Vec::new());
    if let Some(mut pipe) = child.stdout.take() {
        pipe.read_to_end(&mut out)?;
    }
    if let Some(mut pipe) = child.stderr.take() {
        pipe.read_to_end(&mut errors)?;
    }
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Ok((child.wait()?.success(), text(&out), text(&errors)))
}
