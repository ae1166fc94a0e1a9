//! Running the built program as a person on a computer of their own does: with a home, settings and a cache, and nothing of the
//! machine that the tests run on.

use std::{
    collections::BTreeMap,
    fmt,
    io::Read,
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    sync::{Arc, Condvar, Mutex, mpsc},
    time::Duration,
};

use tempfile::TempDir;

use super::{
    bench::copy_folder,
    files::state,
    schemas,
    server::{self, Server},
};

/// Longer than any run of these tests takes; a program that runs longer hangs.
const PATIENCE: Duration = Duration::from_secs(120);

/// Packs and commits so small that a small tree makes several.
pub const SMALL_PACKS: &str = "[backup]\npack_size = \"256KB\"\ncommit_size = \"1MB\"\n";
/// A client that soon gives up.
pub const IMPATIENT: &str = "[store]\nrequest_timeout = \"2s\"\nretry_for = \"3s\"\n";

/// Whom [`Computer::run_as_ordinary_user`] runs the program as: `nobody`.
#[cfg(unix)]
pub const ORDINARY_USER: u32 = 65534;

/// A computer: a folder that the program takes for all there is.
pub struct Computer {
    folder: TempDir,
}

impl Computer {
    /// A computer with the usual settings.
    pub fn new() -> Self {
        Self::with_settings(&[])
    }

    /// A computer whose settings file holds these tables too.
    pub fn with_settings(tables: &[&str]) -> Self {
        let computer = Self { folder: tempfile::tempdir().expect("a folder for the computer") };
        for (_, folder) in computer.folders() {
            std::fs::create_dir_all(folder).expect("folders of the computer can be made");
        }
        let mut settings = String::from("[credentials]\nkeep = \"file\"\n");
        for table in tables {
            settings.push('\n');
            settings.push_str(table);
        }
        std::fs::write(computer.settings(), settings).expect("settings can be written");
        computer
    }

    /// Another computer with all that this one has, so that both take themselves for the same device.
    pub fn twin(&self) -> Self {
        let twin = Self { folder: tempfile::tempdir().expect("a folder for the computer") };
        copy_folder(self.folder(), twin.folder());
        twin
    }

    /// A path on the computer, as its system writes it.
    pub fn at(&self, path: impl AsRef<Path>) -> PathBuf {
        self.folder().join(path).components().collect()
    }

    /// All that the program keeps on the computer.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// All that the program keeps on the computer but its log: equal exactly if nothing was written there.
    pub fn state(&self) -> BTreeMap<PathBuf, Option<blake3::Hash>> {
        let mut state = state(self.folder());
        let logs = [Path::new("aosbox/state"), Path::new("home/.local/state")];
        state.retain(|path, _| {
            !logs.iter().any(|log| path.starts_with(log))
                && ![Path::new("home/.local"), Path::new("aosbox")].contains(&path.as_path())
        });
        state
    }

    /// The settings file.
    pub fn settings(&self) -> PathBuf {
        self.folder().join("config.toml")
    }

    /// Makes an account in a store and logs the computer in to it. `server` is where the store is, unless that is a folder.
    pub fn create_account(&self, store: &str, server: Option<&Server>, device: &str) -> Outcome {
        self.login_with(store, server, &["--create", "--name", "Tester", "--device", device])
    }

    /// Logs the computer in to an account that is there.
    pub fn login(&self, store: &str, server: Option<&Server>, device: &str) -> Outcome {
        self.login_with(store, server, &["--device", device])
    }

    fn login_with(&self, store: &str, server: Option<&Server>, further: &[&str]) -> Outcome {
        let server = server.map(Server::arguments).unwrap_or_default();
        let mut arguments = vec!["login", store];
        arguments.extend(further);
        arguments.extend(server.iter().map(String::as_str));
        self.run(&arguments)
    }

    /// Runs the program to its end.
    pub fn run(&self, arguments: &[&str]) -> Outcome {
        self.run_as(&Victim::default(), arguments)
    }

    /// Runs the program, which must succeed.
    pub fn ok(&self, arguments: &[&str]) -> Outcome {
        self.run(arguments).expect_code(0)
    }

    /// Runs the program with further variables; an empty one is as good as none.
    pub fn run_with(&self, variables: &[(&str, &str)], arguments: &[&str]) -> Outcome {
        let mut command = self.command();
        command.envs(variables.iter().copied());
        Self::follow(&Victim::default(), Self::start(command, arguments), arguments)
    }

    /// Runs the program as an ordinary user, from whom a mode can keep files. For that the computer becomes that user's.
    #[cfg(unix)]
    pub fn run_as_ordinary_user(&self, arguments: &[&str]) -> Outcome {
        use std::os::unix::process::CommandExt;
        let mut command = self.command();
        if rustix::process::geteuid().is_root() {
            // The folder that the program was built in may be closed to others.
            let program = self.folder().join("aosbox");
            if !program.exists() {
                std::fs::copy(env!("CARGO_BIN_EXE_aosbox"), &program).expect("the program can be copied");
            }
            give_away(self.folder());
            let plain = std::mem::replace(&mut command, Command::new(program));
            command.env_clear().current_dir(self.folder()).uid(ORDINARY_USER).gid(ORDINARY_USER);
            command.envs(plain.get_envs().filter_map(|(name, value)| Some((name, value?))));
        }
        Self::follow(&Victim::default(), Self::start(command, arguments), arguments)
    }

    /// Runs a shell script, as root of a mount namespace of its own, that finds the program as `$AOSBOX`.
    #[cfg(target_os = "linux")]
    pub fn run_script_in_namespace(&self, variables: &[(&str, &str)], script: &str) -> Outcome {
        let plain = self.command();
        let mut command = Command::new("unshare");
        command.args(["--mount", "--map-root-user", "sh", "-c", script]);
        command.env_clear().current_dir(self.folder());
        command.envs(plain.get_envs().filter_map(|(name, value)| Some((name, value?))));
        command.env("AOSBOX", env!("CARGO_BIN_EXE_aosbox")).envs(variables.iter().copied());
        Self::follow(&Victim::default(), Self::start(command, &[]), &["a script"])
    }

    /// Runs the program to its end, be it killed by a fault that has this victim.
    pub fn run_as(&self, victim: &Victim, arguments: &[&str]) -> Outcome {
        Self::follow(victim, self.spawn(arguments), arguments)
    }

    fn follow(victim: &Victim, mut child: Child, arguments: &[&str]) -> Outcome {
        let stdout = collect(child.stdout.take().expect("stdout is a pipe"));
        let stderr = collect(child.stderr.take().expect("stderr is a pipe"));
        victim.place(child);
        let text = |pipe: mpsc::Receiver<Vec<u8>>| match pipe.recv_timeout(PATIENCE) {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(_) => {
                victim.kill_now();
                panic!("aosbox {} hangs", arguments.join(" "));
            }
        };
        // Both pipes end when the program does.
        let (stdout, stderr) = (text(stdout), text(stderr));
        let status = victim.wait();
        schemas::check(arguments, &stdout, &stderr);
        Outcome { command: arguments.join(" "), status, stdout, stderr }
    }

    /// Starts the program with further variables.
    #[cfg(target_os = "linux")]
    pub fn spawn_with(&self, variables: &[(&str, &str)], arguments: &[&str]) -> Child {
        let mut command = self.command();
        command.envs(variables.iter().copied());
        Self::start(command, arguments)
    }

    /// Starts the program at a terminal of 40 lines and 80 columns; nobody has told it a password.
    #[cfg(target_os = "linux")]
    pub fn at_terminal(&self, variables: &[(&str, &str)], arguments: &[&str]) -> super::terminal::Terminal {
        self.at_terminal_of(80, variables, arguments)
    }

    /// The same at a terminal of another width.
    #[cfg(target_os = "linux")]
    pub fn at_terminal_of(
        &self,
        columns: u16,
        variables: &[(&str, &str)],
        arguments: &[&str],
    ) -> super::terminal::Terminal {
        let mut command = self.command();
        command.env_remove("AOSBOX_PASSWORD").envs(variables.iter().copied()).args(arguments);
        super::terminal::Terminal::start(command, 40, columns)
    }

    /// The same at a terminal that is the program's own, as a shell's is: Ctrl-C reaches it as a signal.
    #[cfg(target_os = "linux")]
    pub fn at_own_terminal_of(
        &self,
        columns: u16,
        variables: &[(&str, &str)],
        arguments: &[&str],
    ) -> super::terminal::Terminal {
        let plain = self.command();
        let mut command = Command::new("setsid");
        command.arg("--ctty").arg(plain.get_program()).args(arguments);
        command.env_clear().current_dir(self.folder());
        command.envs(plain.get_envs().filter_map(|(name, value)| Some((name, value?))));
        command.env_remove("AOSBOX_PASSWORD").envs(variables.iter().copied());
        super::terminal::Terminal::start(command, 40, columns)
    }

    /// Starts the program with pipes for its output.
    pub fn spawn(&self, arguments: &[&str]) -> Child {
        Self::start(self.command(), arguments)
    }

    fn start(mut command: Command, arguments: &[&str]) -> Child {
        command
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts")
    }

    /// The program, about to be run on this computer.
    pub fn program(&self) -> Command {
        self.command()
    }

    fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_aosbox"));
        command.env_clear().current_dir(self.folder());
        for kept in ["PATH", "SYSTEMROOT"] {
            if let Some(value) = std::env::var_os(kept) {
                command.env(kept, value);
            }
        }
        // Windows says itself where a user's folders are, whatever the variables say.
        if cfg!(windows) {
            command.env("AOSBOX_HOME", self.folder().join("aosbox"));
        }
        command
            .envs(self.folders())
            .env("AOSBOX_CONFIG", self.settings())
            .env("AOSBOX_PASSWORD", "password")
            .envs(server::variables())
            .env("RUST_BACKTRACE", "1");
        command
    }

    /// The variables that name folders, and the folders, none of which is another's.
    fn folders(&self) -> Vec<(&'static str, PathBuf)> {
        [
            ("HOME", "home"),
            ("XDG_CONFIG_HOME", "home/.config"),
            ("XDG_CACHE_HOME", "home/.cache"),
            ("XDG_DATA_HOME", "home/.local/share"),
            ("XDG_STATE_HOME", "home/.local/state"),
            ("XDG_RUNTIME_DIR", "run"),
            ("TMPDIR", "temporary"),
            ("TEMP", "temporary"),
            ("TMP", "temporary"),
            ("USERPROFILE", "home"),
            ("APPDATA", "home/AppData/Roaming"),
            ("LOCALAPPDATA", "home/AppData/Local"),
        ]
        .map(|(name, folder)| (name, self.folder().join(folder)))
        .into()
    }
}

/// What a run of the program came to.
#[derive(Debug)]
pub struct Outcome {
    command: String,
    /// How it ended.
    pub status: ExitStatus,
    /// What it wrote for programs to read.
    pub stdout: String,
    /// What it wrote for people to read.
    pub stderr: String,
}

impl Outcome {
    /// What a run that a test has made itself came to.
    #[track_caller]
    pub fn of(arguments: &[&str], output: &std::process::Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let (stdout, stderr) = (text(&output.stdout), text(&output.stderr));
        schemas::check(arguments, &stdout, &stderr);
        Self { command: arguments.join(" "), status: output.status, stdout, stderr }
    }

    /// The exit code; `None` if it was killed.
    pub fn code(&self) -> Option<i32> {
        self.status.code()
    }

    /// The outcome, which must have this exit code.
    #[track_caller]
    pub fn expect_code(self, code: i32) -> Self {
        assert_eq!(self.code(), Some(code), "{self}");
        self
    }

    /// Whether anything it wrote contains a text.
    pub fn mentions(&self, text: &str) -> bool {
        self.stdout.contains(text) || self.stderr.contains(text)
    }

    /// What it wrote with `--json`: the whole as one value, or the last of several.
    #[track_caller]
    pub fn json(&self) -> serde_json::Value {
        let values: Result<Vec<serde_json::Value>, _> =
            serde_json::Deserializer::from_str(&self.stdout).into_iter().collect();
        match values.map(|mut values| values.pop()) {
            Ok(Some(value)) => value,
            Ok(None) => panic!("no JSON\n{self}"),
            Err(error) => panic!("not JSON: {error}\n{self}"),
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { command, status, stdout, stderr } = self;
        write!(f, "aosbox {command}: {status}\n--- stdout\n{stdout}\n--- stderr\n{stderr}\n---")
    }
}

/// A run of the program that a fault of the server may kill. Clones are the same run.
#[derive(Debug, Clone, Default)]
pub struct Victim {
    shared: Arc<(Mutex<Fate>, Condvar)>,
}

#[derive(Debug, Default)]
struct Fate {
    child: Option<Child>,
    killed: bool,
}

impl Victim {
    /// Whether it was killed.
    pub fn was_killed(&self) -> bool {
        self.lock().killed
    }

    /// Kills the program (by SIGKILL where there are signals), as soon as it is known.
    pub(super) async fn kill(&self) {
        let victim = self.clone();
        tokio::task::spawn_blocking(move || victim.kill_now()).await.expect("a process that runs can be killed");
    }

    fn kill_now(&self) {
        let mut fate =
            self.shared.1.wait_while(self.lock(), |fate| fate.child.is_none()).expect("no holder of a victim panics");
        let child = fate.child.as_mut().expect("waited for");
        child.kill().expect("a process of one's own can be killed");
        fate.killed = true;
    }

    /// Says which process it is.
    pub(super) fn place(&self, child: Child) {
        let mut fate = self.lock();
        assert!(fate.child.is_none(), "a victim is one run");
        fate.child = Some(child);
        self.shared.1.notify_all();
    }

    /// Waits for its end.
    pub(super) fn wait(&self) -> ExitStatus {
        let mut fate = self.lock();
        let child = fate.child.as_mut().expect("placed before it is waited for");
        child.wait().expect("a process of one's own can be waited for")
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Fate> {
        self.shared.0.lock().expect("no holder of a victim panics")
    }
}

/// Makes a folder and all that it holds an ordinary user's.
#[cfg(unix)]
pub fn give_away(path: &Path) {
    use std::os::unix::fs::lchown;
    lchown(path, Some(ORDINARY_USER), Some(ORDINARY_USER)).expect("root may give files away");
    if path.is_dir() && !path.is_symlink() {
        for entry in std::fs::read_dir(path).expect("the folder can be listed") {
            give_away(&entry.expect("the folder can be listed").path());
        }
    }
}

/// A path as an argument.
#[track_caller]
pub fn text(path: &Path) -> &str {
    path.to_str().expect("temporary folders have names in Unicode")
}

fn collect(mut pipe: impl Read + Send + 'static) -> mpsc::Receiver<Vec<u8>> {
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        pipe.read_to_end(&mut bytes).expect("a pipe can be read");
        // Nobody listens any more once the test gave up.
        drop(sender.send(bytes));
    });
    receiver
}
