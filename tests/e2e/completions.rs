//! Completions: what the program says can follow, bash putting it in place, and installing the scripts.

use std::fs;

use crate::support::{
    program::{Computer, text},
    tree::Tree,
};

/// The words that can stand behind others, and the line that says what the shell adds.
fn offered(computer: &Computer, words: &[&str]) -> (String, Vec<String>) {
    let told = computer.ok(&[&["complete", "--"], words].concat());
    let mut lines = told.stdout.lines();
    let kind = lines.next().expect("a first line").to_owned();
    (kind, lines.map(|line| line.split('\t').next().unwrap_or_default().to_owned()).collect())
}

#[test]
fn commands_options_and_values_are_completed() {
    let computer = Computer::new();
    let words = |words: &[&str]| offered(&computer, words);
    assert_eq!(words(&["ba"]), (":".into(), vec!["backup".into()]));
    assert_eq!(words(&["filter", "auto-exclude", "o"]), (":".into(), vec!["on".into(), "off".into()]));
    assert_eq!(words(&["backup", "--dr"]), (":".into(), vec!["--dry-run".into()]));
    assert_eq!(words(&["--color", "a"]), (":".into(), vec!["auto".into(), "always".into()]));
    assert_eq!(words(&["ls", "--color=a"]), (":".into(), vec!["--color=auto".into(), "--color=always".into()]));
    assert_eq!(words(&["restore", "x", "--replace", "ne"]), (":".into(), vec!["newer".into(), "never".into()]));
    assert_eq!(words(&["restore", "--to", ""]), (":folders".into(), vec![]));
    assert_eq!(words(&["restore", "a", "b", ""]), (":files".into(), vec![]));
    assert_eq!(words(&["find", "--category", "pi"]), (":".into(), vec!["pictures".into()]));
    assert_eq!(words(&["select", "add", "mail", "画"]), (":files".into(), vec!["画像ファイル".into()]));
    assert_eq!(words(&["help", "filter", "te"]), (":".into(), vec!["test".into()]));
    assert!(words(&[""]).1.contains(&"restore".into()) && !words(&[""]).1.contains(&"complete".into()));
    // Some shells cannot hand over an empty word.
    let told = computer.ok(&["complete", "--next", "--", "filter", "auto-exclude"]);
    assert!(told.stdout.contains("\nlist\t"), "{told}");
    let told = computer.ok(&["complete", "--lang", "ja", "--", "backup", "--dry"]);
    assert!(told.stdout.contains("--dry-run\t実際には行わず"), "{told}");
}

#[test]
fn what_this_computer_knows_is_completed() {
    let filters = "[[filter]]\nexclude = \"*.tmp\"\n\n[[filter]]\nlarger_than = \"2GB\"\n";
    let computer = Computer::with_settings(&[filters]);
    assert_eq!(offered(&computer, &["restore", "--device", ""]), (":".into(), vec![]));
    let store = tempfile::tempdir().expect("a folder for the store");
    computer.create_account(text(store.path()), None, "花子 no laptop").expect_code(0);
    let tree = Tree::compact(311);
    computer.ok(&["backup", text(tree.folder())]);
    assert_eq!(offered(&computer, &["--account", ""]).1, ["default"]);
    assert_eq!(offered(&computer, &["restore", "--device", ""]).1, ["花子 no laptop"]);
    assert_eq!(offered(&computer, &["--account", "other", "restore", "--device", ""]).1, Vec::<String>::new());
    let told = computer.ok(&["complete", "--", "filter", "remove", ""]);
    assert!(told.stdout.contains("\n1\t") && told.stdout.contains("*.tmp") && told.stdout.contains("\n2\t"), "{told}");
    // Nothing is made, nothing is asked of the store.
    fs::remove_dir_all(store.path()).expect("removed");
    assert_eq!(offered(&computer, &["ls", "--device", ""]).1, ["花子 no laptop"]);
}

#[test]
#[cfg(unix)]
fn bash_completes_with_the_script() {
    let computer = Computer::new();
    let folder = std::path::Path::new(env!("CARGO_BIN_EXE_aosbox")).parent().expect("a folder");
    let completed = |line: &str| {
        let script = format!(
            "PATH={:?}:$PATH; eval \"$(aosbox completions bash)\"; COMP_WORDS=({line}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); \
             _aosbox; printf '%s\\n' \"${{COMPREPLY[@]}}\"",
            folder
        );
        let told = std::process::Command::new("bash")
            .args(["--norc", "-c", &script])
            .env("AOSBOX_CONFIG", computer.settings())
            .env("LC_ALL", "C.UTF-8")
            .output()
            .expect("bash is there");
        String::from_utf8(told.stdout).expect("text").trim_end().replace('\n', " ")
    };
    assert_eq!(completed("aosbox bac"), "backup");
    assert_eq!(completed("aosbox restore --replace ne"), "newer never");
    // Bash takes these apart, and puts back only what stands behind =.
    assert_eq!(completed("aosbox ls --color = al"), "always");
    assert_eq!(completed("aosbox ls --color ="), "auto always never");
    assert_eq!(completed("aosbox find --category 財"), "財務・会計ファイル");
    assert_eq!(completed("aosbox find --category 電"), r"電子書籍と\ PDF\ と年賀状ソフト");
}

/// Installs, installs again, takes away; what the shell's own file said before is there after.
fn comes_and_goes(shell: &str, script: &str, own: Option<&str>) {
    let computer = Computer::new();
    let home = computer.at("home");
    let (script, own) = (home.join(script), own.map(|own| home.join(own)));
    if let Some(own) = &own {
        fs::create_dir_all(own.parent().expect("a folder")).expect("made");
        fs::write(own, "# mine").expect("written");
    }
    let planned = computer.ok(&["completions", shell, "--install", "--dry-run"]);
    assert!(planned.mentions(text(&script)) && planned.stdout.contains("Would write"), "{planned}");
    assert!(!script.exists(), "{planned}");
    let told = computer.ok(&["completions", shell, "--install"]);
    assert!(told.mentions(text(&script)) && told.mentions("--uninstall"), "{told}");
    assert_eq!(fs::read_to_string(&script).expect("installed"), computer.ok(&["completions", shell]).stdout);
    let first = own.as_ref().map(|own| fs::read_to_string(own).expect("text"));
    if let (Some(own), Some(first)) = (&own, &first) {
        assert!(
            first.starts_with("# mine\n# >>> aosbox")
                && first.contains(text(script.parent().expect("a folder")))
                && told.mentions(text(own)),
            "{first}\n{told}"
        );
        let mut copy = own.clone().into_os_string();
        copy.push(".before-aosbox");
        assert_eq!(fs::read_to_string(copy).expect("a copy"), "# mine");
    }
    let told = computer.ok(&["completions", shell, "--install"]);
    assert!(told.mentions("already"), "{told}");
    assert_eq!(own.as_ref().map(|own| fs::read_to_string(own).expect("text")), first);
    let told = computer.ok(&["completions", shell, "--uninstall", "--json"]).json();
    assert_eq!((&told["shell"], &told["removed"][0]), (&shell.into(), &text(&script).into()), "{told}");
    assert!(!script.exists());
    if let Some(own) = &own {
        assert_eq!(fs::read_to_string(own).expect("text"), "# mine\n");
    }
    let told = computer.ok(&["completions", shell, "--uninstall"]);
    assert!(told.mentions("no completions"), "{told}");
}

#[cfg_attr(windows, ignore = "these are files of Unix shells")]
#[test]
fn completions_come_and_go() {
    comes_and_goes("bash", ".local/share/bash-completion/completions/aosbox", None);
    comes_and_goes("fish", ".config/fish/completions/aosbox.fish", None);
    comes_and_goes("zsh", ".local/share/zsh/site-functions/_aosbox", Some(".zshrc"));
    #[cfg(target_os = "linux")]
    comes_and_goes("powershell", ".local/share/aosbox/completions/aosbox.ps1", Some(".config/powershell/profile.ps1"));
}

#[test]
fn the_shell_is_found_from_its_variable() {
    let computer = Computer::new();
    let told = computer.run_with(&[("SHELL", "/usr/bin/fish")], &["completions"]).expect_code(0);
    assert_eq!(told.stdout, computer.ok(&["completions", "fish"]).stdout);
    let refused = computer.run_with(&[("SHELL", "/bin/ksh")], &["completions", "--install"]).expect_code(2);
    assert!(refused.stderr.contains("completions bash --install"), "{refused}");
}

#[cfg_attr(windows, ignore = "these are files of Unix shells")]
#[test]
fn a_file_that_is_no_text_is_left_alone() {
    let computer = Computer::new();
    let own = computer.at("home").join(".zshrc");
    fs::write(&own, b"\xff\xfe#\0").expect("written");
    let refused = computer.run(&["completions", "zsh", "--install"]).expect_code(2);
    assert!(refused.mentions(text(&own)), "{refused}");
    assert_eq!(fs::read(&own).expect("there"), b"\xff\xfe#\0");
    assert!(!computer.at("home/.local/share/zsh").exists());
}
