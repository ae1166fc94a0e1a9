//! Passwords and recovery keys: never on the command line, and asked of a person last.

use std::{
    io::{BufRead, IsTerminal},
    path::Path,
    process::{Command, Stdio},
};

use zeroize::Zeroizing;

use crate::{
    cli::{
        arguments::variables,
        mistakes::{CommandFailure, Failure, Mistake},
        program::settings::Settings,
        words::{self, Message},
    },
    platform,
    seal::{
        password::{SHORTEST_PASSWORD, Secret},
        recovery::RecoveryKey,
    },
};

/// What a password is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To open an account.
    Open,
    /// To be set: it must be long enough, and is asked for twice.
    Set,
}

/// The password: from the variable, the file, the command or a prompt, in this order.
pub fn password(settings: &Settings, purpose: Purpose) -> Result<Secret, Failure> {
    let password = if let Some(password) = settings.password_variable() {
        Zeroizing::new(password.to_owned())
    } else if let Some(path) = &settings.password_file {
        from_file(&settings.current.join(path))?
    } else if let Some(command) = &settings.password_command {
        from_command(command)?
    } else {
        ask(purpose)?
    };
    if purpose == Purpose::Set && password.chars().count() < SHORTEST_PASSWORD {
        return Err(Mistake::ShortPassword.into());
    }
    Ok(Secret::Password(password))
}

/// The recovery key: from the variable, a prompt, or the first line of standard input.
pub fn recovery_key(settings: &Settings) -> Result<Secret, Failure> {
    let text = if let Some(text) = settings.variable(variables::RECOVERY_KEY) {
        Zeroizing::new(text.to_owned())
    } else if std::io::stdin().is_terminal() {
        prompt(&Message::AskRecoveryKey)?
    } else {
        let mut line = Zeroizing::new(String::new());
        std::io::stdin().lock().read_line(&mut line).map_err(Mistake::Prompt)?;
        line
    };
    if text.trim().is_empty() {
        return Err(Mistake::NoRecoveryKey.into());
    }
    Ok(Secret::Recovery(RecoveryKey::parse(&text)?))
}

fn ask(purpose: Purpose) -> Result<Zeroizing<String>, Failure> {
    if !std::io::stdin().is_terminal() {
        return Err(Mistake::NoPassword.into());
    }
    if purpose == Purpose::Open {
        return prompt(&Message::AskPassword);
    }
    let password = prompt(&Message::AskNewPassword)?;
    if password.chars().count() < SHORTEST_PASSWORD {
        return Err(Mistake::ShortPassword.into());
    }
    if *prompt(&Message::AskPasswordAgain)? != *password {
        return Err(Mistake::PasswordsDiffer.into());
    }
    Ok(password)
}

fn prompt(question: &Message<'_>) -> Result<Zeroizing<String>, Failure> {
    Ok(rpassword::prompt_password(words::say(question)).map(Zeroizing::new).map_err(Mistake::Prompt)?)
}

fn from_file(path: &Path) -> Result<Zeroizing<String>, Failure> {
    let content =
        std::fs::read(path).map(Zeroizing::new).map_err(|error| Mistake::PasswordFile(path.to_owned(), error))?;
    first_line(&content).ok_or_else(|| Mistake::NoPassword.into())
}

fn from_command(command: &str) -> Result<Zeroizing<String>, Failure> {
    let failed = |why: CommandFailure| Failure::from(Mistake::PasswordCommand(command.to_owned(), why));
    let (shell, option) = if platform::SYSTEM == "windows" { ("cmd", "/C") } else { ("sh", "-c") };
    let output = Command::new(shell)
        .args([option, command])
        .stdin(Stdio::inherit())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| failed(CommandFailure::NotStarted(error)))?;
    let printed = Zeroizing::new(output.stdout);
    if !output.status.success() {
        return Err(failed(CommandFailure::Ended(output.status)));
    }
    first_line(&printed).ok_or_else(|| Mistake::NoPassword.into())
}

/// The first line, without its end and without the mark that some editors put before a text; blanks belong to a password.
fn first_line(content: &[u8]) -> Option<Zeroizing<String>> {
    let text = std::str::from_utf8(content).ok()?;
    let line = text.strip_prefix('\u{feff}').unwrap_or(text).lines().next()?;
    (!line.is_empty()).then(|| Zeroizing::new(line.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_is_the_password() {
        let line = |content: &str| first_line(content.as_bytes()).map(|line| line.to_string());
        assert_eq!(line("secret \nmore\n").as_deref(), Some("secret "));
        assert_eq!(line("\u{feff}secret\r\n").as_deref(), Some("secret"));
        assert_eq!(line(""), None);
        assert_eq!(line("\n"), None);
        assert!(first_line(b"\xff").is_none());
    }

    #[test]
    fn commands_print_passwords() {
        assert_eq!(from_command("echo secret").unwrap().trim(), "secret");
        assert!(matches!(from_command("exit 3"), Err(Failure::Mistake(Mistake::PasswordCommand(..)))));
    }
}
