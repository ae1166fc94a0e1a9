//! A command of the user's: handed a text, heard line by line, and ended with all that it has started when it takes too long.

#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

use std::{
    ffi::OsString,
    io::{self, BufRead, BufReader, Read, Write},
    process::{Child, Command, ExitStatus, Stdio},
    sync::mpsc::{self, RecvTimeoutError, Sender},
    time::{Duration, Instant},
};

#[cfg(unix)]
use unix as system;
#[cfg(windows)]
use windows as system;

/// How often it is looked whether the command has ended.
const STEP: Duration = Duration::from_millis(20);
/// What a command leaves running may hold its output open: it is not waited for longer than this.
const LAST_WORDS: Duration = Duration::from_millis(300);
/// Longer lines are heard in pieces.
const LONGEST_LINE: u64 = 4096;

/// What is to be run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Errand {
    /// A line for the system's shell: `sh -c`, `cmd /C`.
    Shell(String),
    /// A program, its name first, and its arguments, with no shell between.
    Program(Vec<String>),
}

/// What a command is given.
pub struct Given<'a> {
    /// What it reads on standard input.
    pub input: String,
    /// Variables that it finds beside those of this process.
    pub variables: Vec<(&'static str, String)>,
    /// Variables of this process that it does not find.
    pub withheld: Vec<OsString>,
    /// How long it may take.
    pub timeout: Duration,
    /// Whether it is to be ended before its time.
    pub is_unwanted: &'a dyn Fn() -> bool,
}

/// A line that a command wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    /// The line.
    pub line: String,
    /// Whether it was written where errors are written.
    pub is_error: bool,
}

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// By itself, with this exit code.
    Code(i32),
    /// By a signal, of this number.
    Signal(i32),
    /// It took too long and was ended.
    TimedOut,
    /// It was not wanted any more and was ended.
    Unwanted,
}

impl End {
    /// Whether it did what it was to do.
    pub fn is_success(self) -> bool {
        self == End::Code(0)
    }
}

impl Errand {
    /// Runs it to its end. `heard` is given each line that it writes, wherever it writes it.
    ///
    /// # Errors
    ///
    /// It cannot be run at all.
    pub fn run(&self, given: Given<'_>, heard: &mut dyn FnMut(Heard)) -> io::Result<End> {
        let mut command = match self {
            Errand::Shell(line) => system::shell(line),
            Errand::Program(words) => {
                let (program, arguments) =
                    words.split_first().ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
                let mut command = Command::new(program);
                command.args(arguments);
                command
            }
        };
        for name in &given.withheld {
            command.env_remove(name);
        }
        command.envs(given.variables).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let (mut child, family) = system::spawn(&mut command)?;
        let (sender, lines) = mpsc::channel();
        listen(child.stdout.take(), false, &sender)?;
        listen(child.stderr.take(), true, &sender)?;
        drop(sender);
        tell(&mut child, given.input)?;
        let began = Instant::now();
        let end = loop {
            match lines.recv_timeout(STEP) {
                Ok(line) => heard(line),
                // Both are closed: nothing more is heard, but it may go on.
                Err(RecvTimeoutError::Disconnected) => std::thread::sleep(STEP),
                Err(RecvTimeoutError::Timeout) => {}
            }
            if let Some(status) = child.try_wait()? {
                break end_of(status);
            }
            let unwanted = (given.is_unwanted)();
            if unwanted || began.elapsed() >= given.timeout {
                family.end(&mut child);
                child.wait()?;
                break if unwanted { End::Unwanted } else { End::TimedOut };
            }
        };
        let ended = Instant::now();
        while let Some(left) = LAST_WORDS.checked_sub(ended.elapsed())
            && let Ok(line) = lines.recv_timeout(left)
        {
            heard(line);
        }
        Ok(end)
    }
}

/// Writes the text, on a thread of its own: a command need not read it.
fn tell(child: &mut Child, input: String) -> io::Result<()> {
    let Some(mut pipe) = child.stdin.take() else { return Ok(()) };
    std::thread::Builder::new().name("errand".to_owned()).spawn(move || {
        // A command that closes its input wants no more of it.
        let _unread = pipe.write_all(input.as_bytes());
    })?;
    Ok(())
}

/// Sends each line of a pipe, to its end.
fn listen(pipe: Option<impl Read + Send + 'static>, is_error: bool, sender: &Sender<Heard>) -> io::Result<()> {
    let Some(pipe) = pipe else { return Ok(()) };
    let sender = sender.clone();
    std::thread::Builder::new().name("errand".to_owned()).spawn(move || {
        let mut pipe = BufReader::new(pipe);
        let mut line = Vec::new();
        while pipe.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line).is_ok_and(|read| read > 0) {
            let text = String::from_utf8_lossy(&line).trim_end().to_owned();
            // What is written when nobody listens any more is read all the same: the command must not be kept from ending.
            let _heard = sender.send(Heard { line: text, is_error });
            line.clear();
        }
    })?;
    Ok(())
}

fn end_of(status: ExitStatus) -> End {
    match status.code() {
        Some(code) => End::Code(code),
        None => End::Signal(system::signal(status)),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn given(timeout: Duration, is_unwanted: &dyn Fn() -> bool) -> Given<'_> {
        let variables = vec![("AOSBOX_EVENT", "before".to_owned())];
        Given { input: "{}\n".to_owned(), variables, withheld: vec!["HOME".into()], timeout, is_unwanted }
    }

    fn run(line: &str, timeout: Duration) -> (End, Vec<String>) {
        let mut heard = Vec::new();
        let errand = Errand::Shell(line.to_owned());
        let end = errand.run(given(timeout, &|| false), &mut |said| heard.push(said.line)).unwrap();
        (end, heard)
    }

    const LONG: Duration = Duration::from_secs(60);

    #[test]
    fn a_command_is_handed_what_it_is_given_and_heard() {
        let (end, heard) = run("cat; echo \"$AOSBOX_EVENT $HOME.\" >&2; exit 3", LONG);
        assert_eq!(end, End::Code(3));
        assert!(heard.contains(&"{}".to_owned()) && heard.contains(&"before .".to_owned()), "{heard:?}");
        assert_eq!(run("kill -9 $$", LONG).0, End::Signal(9));
        let mut heard = Vec::new();
        let words = ["printf", "%s\n", "a b", "$HOME"].map(str::to_owned).to_vec();
        let end = Errand::Program(words).run(given(LONG, &|| false), &mut |said| heard.push(said.line));
        assert_eq!((end.unwrap(), heard), (End::Code(0), vec!["a b".to_owned(), "$HOME".to_owned()]));
    }

    #[test]
    fn a_command_that_takes_too_long_ends_with_all_it_has_started() {
        let folder = tempfile::tempdir().unwrap();
        let mark = folder.path().join("mark");
        let began = Instant::now();
        // The inner one takes no notice of the first, polite, signal.
        let line = format!("sh -c 'trap \"\" TERM; sleep 3; echo x > {}' & sleep 100", mark.display());
        assert_eq!(run(&line, Duration::from_millis(200)).0, End::TimedOut);
        assert!(began.elapsed() < Duration::from_secs(20));
        std::thread::sleep(Duration::from_secs(4));
        assert!(!mark.exists(), "nothing of it goes on");
    }

    #[test]
    fn a_command_that_is_not_wanted_any_more_ends() {
        let end = Errand::Shell("sleep 100".to_owned()).run(given(LONG, &|| true), &mut |_| {});
        assert_eq!(end.unwrap(), End::Unwanted);
    }

    #[test]
    fn what_goes_on_by_itself_is_not_waited_for() {
        let began = Instant::now();
        assert_eq!(run("sleep 20 & echo done", LONG), (End::Code(0), vec!["done".to_owned()]));
        assert!(began.elapsed() < Duration::from_secs(10));
    }

    #[test]
    fn a_command_that_is_not_there_is_an_error() {
        let errand = Errand::Program(vec!["/nowhere/at/all".to_owned()]);
        assert_eq!(errand.run(given(LONG, &|| false), &mut |_| {}).unwrap_err().kind(), io::ErrorKind::NotFound);
    }
}
