//! `aosbox completions`: scripts with which shells complete what is typed, and where each shell looks for its own.

mod block;

use std::path::{Path, PathBuf};

use serde_json::json;

use crate::{
    cli::{
        arguments::{self, Completions, Shell},
        mistakes::{CompletingMistake, Failure, Mistake, Outcome},
        terminal::output::Printer,
        words::{Completing, InstallStep, Message},
    },
    error::Error,
    model::FileOperation,
};

impl Shell {
    /// Its name as it is typed.
    fn name(self) -> &'static str {
        match self {
            Shell::Bash => "bash",
            Shell::Zsh => "zsh",
            Shell::Fish => "fish",
            Shell::Pwsh => "powershell",
        }
    }

    /// The shell that is meant if none is named.
    fn own() -> Option<Self> {
        let Some(path) = std::env::var_os("SHELL").filter(|path| !path.is_empty()) else {
            return cfg!(windows).then_some(Shell::Pwsh);
        };
        let name = Path::new(&path).file_stem()?.to_str()?.to_owned();
        match name.as_str() {
            "bash" => Some(Shell::Bash),
            "zsh" => Some(Shell::Zsh),
            "fish" => Some(Shell::Fish),
            "pwsh" | "powershell" => Some(Shell::Pwsh),
            _ => None,
        }
    }

    fn script(self) -> String {
        let script = match self {
            Shell::Bash => include_str!("../../../completions/aosbox.bash"),
            Shell::Zsh => include_str!("../../../completions/_aosbox"),
            Shell::Fish => include_str!("../../../completions/aosbox.fish"),
            Shell::Pwsh => include_str!("../../../completions/aosbox.ps1"),
        };
        // Git may have given the files the line ends of Windows, which no other shell takes.
        script.replace("\r\n", "\n")
    }
}

/// Where a shell looks for completions.
struct Places {
    /// The script's place.
    script: PathBuf,
    /// The shell's own files, and the lines there that have it load the script. Empty if it looks there by itself.
    own: Vec<(PathBuf, String)>,
}

/// Runs the command.
pub fn run(completions: &Completions, global: &arguments::Global, printer: &Printer) -> Result<Outcome, Failure> {
    let shell = completions.shell.or_else(Shell::own).ok_or(Mistake::Completing(CompletingMistake::NoShell))?;
    if !completions.install && !completions.uninstall {
        printer.raw(shell.script().as_bytes())?;
        return Ok(Outcome::Done);
    }
    let places = places(shell)?;
    let mut work = Work { printer, dry_run: completions.dry_run, written: Vec::new(), removed: Vec::new() };
    if completions.install {
        work.install(shell, &places)?;
    } else {
        work.uninstall(&places)?;
    }
    let changed = !work.written.is_empty() || !work.removed.is_empty();
    if global.json {
        let texts =
            |paths: &[PathBuf]| paths.iter().map(|path| path.to_string_lossy().into_owned()).collect::<Vec<_>>();
        let (written, removed) = (texts(&work.written), texts(&work.removed));
        printer.document(
            "completions",
            json!({ "shell": shell.name(), "dry_run": completions.dry_run, "written": written, "removed": removed }),
        )?;
    } else if !changed {
        printer.summary(&Completing::Nothing { installed: completions.install }.into())?;
    } else if completions.install && !completions.dry_run {
        printer.note(&Completing::Next { shell: shell.name() }.into());
    }
    Ok(Outcome::Done)
}

/// What is done, or only said.
struct Work<'a> {
    printer: &'a Printer,
    dry_run: bool,
    written: Vec<PathBuf>,
    removed: Vec<PathBuf>,
}

impl Work<'_> {
    fn install(&mut self, shell: Shell, places: &Places) -> Result<(), Failure> {
        // What cannot be changed is found before anything is.
        for (path, _) in &places.own {
            read(path)?;
        }
        if read(&places.script)?.as_deref() != Some(shell.script().as_str()) {
            self.write(&places.script, &shell.script())?;
            self.say(InstallStep::Write(&places.script))?;
            self.written.push(places.script.clone());
        }
        for (path, lines) in &places.own {
            let before = read(path)?;
            let after = block::with(before.as_deref().unwrap_or_default(), lines);
            if before.as_deref() == Some(after.as_str()) {
                continue;
            }
            let copy = self.keep(path, before.as_deref())?;
            self.write(path, &after)?;
            self.say(InstallStep::Add { path, lines: &block::marked(lines), copy: copy.as_deref() })?;
            self.written.push(path.clone());
        }
        Ok(())
    }

    fn uninstall(&mut self, places: &Places) -> Result<(), Failure> {
        for (path, _) in &places.own {
            let Some(before) = read(path)? else { continue };
            let after = block::without(&before);
            if after == before {
                continue;
            }
            if let Some(copy) = self.keep(path, Some(&before))? {
                self.write(path, &after)?;
                self.say(InstallStep::Cut { path, copy: &copy })?;
                self.written.push(path.clone());
            }
        }
        if places.script.exists() {
            if !self.dry_run {
                std::fs::remove_file(&places.script).map_err(Error::file(FileOperation::Remove, &places.script))?;
            }
            self.say(InstallStep::Remove(&places.script))?;
            self.removed.push(places.script.clone());
        }
        Ok(())
    }

    /// Keeps a copy of a file beside it, and says where.
    fn keep(&self, path: &Path, text: Option<&str>) -> Result<Option<PathBuf>, Failure> {
        let Some(text) = text else { return Ok(None) };
        let mut copy = path.as_os_str().to_owned();
        copy.push(".before-aosbox");
        let copy = PathBuf::from(copy);
        self.write(&copy, text)?;
        Ok(Some(copy))
    }

    fn write(&self, path: &Path, text: &str) -> Result<(), Failure> {
        if self.dry_run {
            return Ok(());
        }
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(Error::file(FileOperation::CreateFolder, folder))?;
        }
        // A file of the shell's own may be a link into a folder of such files: that is where it is written.
        Ok(std::fs::write(path, text).map_err(Error::file(FileOperation::Write, path))?)
    }

    fn say(&self, step: InstallStep<'_>) -> Result<(), Failure> {
        self.printer.summary(&Message::Completing(Completing::InstallStep { step, dry_run: self.dry_run }))
    }
}

fn read(path: &Path) -> Result<Option<String>, Failure> {
    match std::fs::read(path) {
        Ok(bytes) => match String::from_utf8(bytes) {
            Ok(text) => Ok(Some(text)),
            Err(_) => Err(Mistake::Completing(CompletingMistake::NotText(path.to_owned())).into()),
        },
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::file(FileOperation::Read, path)(error).into()),
    }
}

/// Where a shell of this user looks for completions.
fn places(shell: Shell) -> Result<Places, Failure> {
    let folders = directories::BaseDirs::new().ok_or(Mistake::NoHome)?;
    let home = folders.home_dir();
    let variable = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    // Shells keep to the places of Unix on macOS, too.
    let data = variable("XDG_DATA_HOME").unwrap_or_else(|| home.join(".local").join("share"));
    let settings = variable("XDG_CONFIG_HOME").unwrap_or_else(|| home.join(".config"));
    Ok(match shell {
        Shell::Bash => {
            let folder = variable("BASH_COMPLETION_USER_DIR").unwrap_or_else(|| data.join("bash-completion"));
            Places { script: folder.join("completions").join("aosbox"), own: Vec::new() }
        }
        Shell::Fish => {
            Places { script: settings.join("fish").join("completions").join("aosbox.fish"), own: Vec::new() }
        }
        Shell::Zsh => {
            let folder = data.join("zsh").join("site-functions");
            let lines = format!(
                "fpath=({} $fpath)\n(( $+functions[compdef] )) || {{ autoload -Uz compinit && compinit }}\n\
                 autoload -Uz _aosbox && compdef _aosbox aosbox\n",
                quoted(&folder, "'\\''")
            );
            let own = variable("ZDOTDIR").unwrap_or_else(|| home.to_owned()).join(".zshrc");
            Places { script: folder.join("_aosbox"), own: vec![(own, lines)] }
        }
        Shell::Pwsh => {
            let script = folders.data_local_dir().join("aosbox").join("completions").join("aosbox.ps1");
            let quoted = quoted(&script, "''");
            let lines = format!("if (Test-Path {quoted}) {{ . {quoted} }}\n");
            let own = powershell_profiles(&settings).into_iter().map(|path| (path, lines.clone())).collect();
            Places { script, own }
        }
    })
}

/// The files that PowerShell reads when it begins: on Windows there are two PowerShells, of which the newer may not be there.
fn powershell_profiles(settings: &Path) -> Vec<PathBuf> {
    let users = directories::UserDirs::new();
    match users.as_ref().and_then(|users| users.document_dir()).filter(|_| cfg!(windows)) {
        Some(documents) => {
            let newer = documents.join("PowerShell");
            let older = documents.join("WindowsPowerShell");
            let there = [newer].into_iter().filter(|folder| folder.is_dir());
            there.chain([older]).map(|folder| folder.join("profile.ps1")).collect()
        }
        None => vec![settings.join("powershell").join("profile.ps1")],
    }
}

/// A path between single quotes, within which a quote is written like this.
fn quoted(path: &Path, quote: &str) -> String {
    format!("'{}'", path.to_string_lossy().replace('\'', quote))
}
