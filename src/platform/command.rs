//! The system's own commands.

use std::{
    io::{self, Read, Write},
    process::{Command, Stdio},
    sync::mpsc::{Receiver, channel},
    time::{Duration, Instant},
};

/// What a command said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Whether it succeeded.
    pub success: bool,
    /// What it wrote for programs.
    pub output: String,
    /// What it wrote for people.
    pub errors: String,
}

/// A command of the system that takes longer hangs.
const PATIENCE: Duration = Duration::from_secs(20);
/// How often it is looked whether it has ended.
const STEP: Duration = Duration::from_millis(5);
/// What it leaves running may hold its output open: that is not waited for longer than this.
const LAST_WORDS: Duration = Duration::from_secs(1);

/// Runs a command of the system, found where the system finds commands, to its end. An error is that it cannot be run at all, or that it
/// hangs: then it is ended.
pub fn run(program: &str, arguments: &[&str], input: Option<&str>) -> io::Result<Said> {
    run_within(PATIENCE, program, arguments, input)
}

fn run_within(patience: Duration, program: &str, arguments: &[&str], input: Option<&str>) -> io::Result<Said> {
    let mut command = Command::new(program);
    command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.stdin(if input.is_some() { Stdio::piped() } else { Stdio::null() });
    super::system::without_window(&mut command);
    let mut child = command.spawn()?;
    if let (Some(input), Some(mut pipe)) = (input, child.stdin.take()) {
        pipe.write_all(input.as_bytes())?;
    }
    let (output, errors) = (listen(child.stdout.take())?, listen(child.stderr.take())?);
    let began = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        if began.elapsed() > patience {
            child.kill()?;
            // What the system cannot end either is left to it.
            let ended = Instant::now();
            while child.try_wait()?.is_none() && ended.elapsed() < LAST_WORDS {
                std::thread::sleep(STEP);
            }
            return Err(io::ErrorKind::TimedOut.into());
        }
        std::thread::sleep(STEP);
    };
    let text = |heard: Receiver<Vec<u8>>| {
        String::from_utf8_lossy(&heard.recv_timeout(LAST_WORDS).unwrap_or_default()).into_owned()
    };
    Ok(Said { success: status.success(), output: text(output), errors: text(errors) })
}

/// Reads a pipe to its end, on a thread of its own: who writes much must not wait for a reader.
fn listen(pipe: Option<impl Read + Send + 'static>) -> io::Result<Receiver<Vec<u8>>> {
    let (sender, heard) = channel();
    if let Some(mut pipe) = pipe {
        std::thread::Builder::new().name("command".to_owned()).spawn(move || {
            let mut bytes = Vec::new();
            let _cut_short = pipe.read_to_end(&mut bytes);
            // Nobody may wait for it any more.
            let _ = sender.send(bytes);
        })?;
    }
    Ok(heard)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_heard_to_its_end_and_ended_when_it_hangs() {
        let said = run("sh", &["-c", "cat; echo no >&2; exit 1"], Some("yes")).unwrap();
        assert_eq!(said, Said { success: false, output: "yes".to_owned(), errors: "no\n".to_owned() });
        let began = Instant::now();
        let hung = run_within(Duration::from_millis(200), "sleep", &["60"], None).unwrap_err();
        assert_eq!(hung.kind(), io::ErrorKind::TimedOut);
        assert!(began.elapsed() < Duration::from_secs(10));
        assert!(run("no such command", &[], None).is_err());
    }
}
