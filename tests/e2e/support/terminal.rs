//! A terminal: the program at one end, and at the other somebody who types and sees the screen.

use std::{
    fs::File,
    io::{Read, Write},
    os::fd::OwnedFd,
    process::{Child, Command, ExitStatus, Stdio},
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use rustix::{
    pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt},
    termios::{Winsize, tcsetwinsize},
};

/// How long somebody looks at a screen that does not change.
const PATIENCE: Duration = Duration::from_secs(60);

/// Keys as terminals send them.
pub const ENTER: &str = "\r";
/// Goes back.
pub const ESCAPE: &str = "\x1b";
/// Leaves.
pub const CTRL_C: &str = "\x03";
/// Empties the line.
pub const CTRL_U: &str = "\x15";
/// One line down.
pub const DOWN: &str = "\x1b[B";

/// A program at a terminal.
pub struct Terminal {
    child: Child,
    keyboard: File,
    screen: Arc<Mutex<vt100::Parser>>,
}

impl Terminal {
    /// Starts a command at a terminal of this size.
    pub fn start(mut command: Command, rows: u16, columns: u16) -> Self {
        let controller = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).expect("a terminal");
        grantpt(&controller).expect("it is ours");
        unlockpt(&controller).expect("it can be opened");
        let size = Winsize { ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0 };
        tcsetwinsize(&controller, size).expect("it has a size");
        let name = ptsname(&controller, Vec::new()).expect("it has a name");
        let open = || {
            let name = name.to_str().expect("a plain name");
            File::options().read(true).write(true).open(name).expect("the other end can be opened")
        };
        command.stdin(Stdio::from(open())).stdout(Stdio::from(open())).stderr(Stdio::from(open()));
        command.env("TERM", "xterm-256color");
        let child = command.spawn().expect("the program starts");
        // This process must not hold the program's end open, or reading would never end.
        drop(command);
        let controller: OwnedFd = controller;
        let keyboard = File::from(controller);
        let mut output = keyboard.try_clone().expect("a second handle");
        let screen = Arc::new(Mutex::new(vt100::Parser::new(rows, columns, 1000)));
        let seen = screen.clone();
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            // The end of a terminal whose program has ended is an error on Linux.
            while let Ok(count @ 1..) = output.read(&mut buffer) {
                seen.lock().unwrap_or_else(PoisonError::into_inner).process(&buffer[..count]);
            }
        });
        Self { child, keyboard, screen }
    }

    /// What stands on the screen, without blanks at the ends of lines.
    pub fn screen(&self) -> String {
        let text = self.screen.lock().unwrap_or_else(PoisonError::into_inner).screen().contents();
        text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
    }

    /// The lines of the terminal as they are, though one goes on in the next.
    pub fn rows(&self) -> Vec<String> {
        let parser = self.screen.lock().unwrap_or_else(PoisonError::into_inner);
        let (_, columns) = parser.screen().size();
        parser.screen().rows(0, columns).map(|row| row.trim_end().to_owned()).collect()
    }

    /// Types keys.
    pub fn press(&mut self, keys: &str) {
        self.keyboard.write_all(keys.as_bytes()).expect("the terminal takes keys");
    }

    /// Waits until a text is on the screen.
    #[track_caller]
    pub fn wait_for(&self, text: &str) {
        let began = Instant::now();
        while !self.screen().contains(text) {
            assert!(began.elapsed() < PATIENCE, "{text:?} does not come:\n{}", self.screen());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Waits for a question, then types what answers it.
    #[track_caller]
    pub fn answer(&mut self, question: &str, keys: &str) {
        self.wait_for(question);
        self.press(keys);
    }

    /// Waits for the end of the program; its last screen.
    #[track_caller]
    pub fn end(mut self) -> (ExitStatus, String) {
        let began = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("it can be waited for") {
                // The last bytes may still be on their way.
                std::thread::sleep(Duration::from_millis(200));
                return (status, self.screen());
            }
            if began.elapsed() > PATIENCE {
                let _ = self.child.kill();
                panic!("the program does not end:\n{}", self.screen());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
