//! The system's own commands.

use std::{
    io::{self, Write},
    process::{Command, Stdio},
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

/// Runs a command of the system, found where the system finds commands, to its end. An error is that it cannot be run at all.
pub fn run(program: &str, arguments: &[&str], input: Option<&str>) -> io::Result<Said> {
    let mut command = Command::new(program);
    command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.stdin(if input.is_some() { Stdio::piped() } else { Stdio::null() });
    super::system::without_window(&mut command);
    let mut child = command.spawn()?;
    if let (Some(input), Some(mut pipe)) = (input, child.stdin.take()) {
        pipe.write_all(input.as_bytes())?;
    }
    let output = child.wait_with_output()?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Ok(Said { success: output.status.success(), output: text(&output.stdout), errors: text(&output.stderr) })
}
