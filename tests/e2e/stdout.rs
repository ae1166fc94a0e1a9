//! Nothing is on standard output but results: a command that fails writes nothing there, and with `--json` one document of the error.

use crate::support::program::Computer;

/// Every command in a way that fails on a computer without a login, and the exit code.
const FAILING: &[(&[&str], i32)] = &[
    (&["login", "--status"], 10),
    (&["login", "/no/such/store"], 1),
    (&["login", "ftp://x/y"], 2),
    (&["backup", "."], 10),
    (&["schedule", "set", "--every", "7min"], 2),
    (&["schedule", "set", "--at", "someday"], 2),
    (&["setup"], 2),
    (&["status"], 10),
    (&["pause", "soon"], 2),
    (&["stop"], 10),
    (&["select", "show", "photoes"], 2),
    (&["select", "add", "no-such-thing"], 2),
    (&["select", "remove", "documents"], 2),
    (&["select", "tree"], 2),
    (&["select", "estimate"], 2),
    (&["filter", "add", "--larger-than", "big"], 2),
    (&["filter", "edit", "3", "--exclude", "*.tmp"], 2),
    (&["filter", "remove", "3"], 2),
    (&["filter", "auto-exclude", "remove", "/no/such/exclusion"], 2),
    (&["dual", "enable", "/no/such/drive"], 10),
    (&["dual", "show"], 10),
    (&["dual", "sync"], 10),
    (&["dual", "verify"], 10),
    (&["dual", "filter", "remove", "3"], 2),
    (&["ls"], 10),
    (&["find", "x"], 10),
    (&["versions", "x"], 10),
    (&["runs"], 10),
    (&["diff", "1"], 10),
    (&["cat", "x"], 10),
    (&["restore", "x"], 10),
    (&["check"], 10),
    (&["log", "--since", "soonish"], 2),
    (&["help", "nonsense"], 2),
    (&["config", "check", "--config", "no/such/../wrong.toml"], 2),
];

#[test]
fn a_command_that_fails_writes_no_result() {
    let computer = Computer::new();
    std::fs::create_dir_all(computer.at("no/such")).expect("made");
    std::fs::write(computer.at("no/wrong.toml"), "[backup\n").expect("written");
    for (arguments, code) in FAILING {
        let plain = computer.run(arguments).expect_code(*code);
        assert_eq!(plain.stdout, "", "{plain}");
        assert!(plain.stderr.contains("error: "), "{plain}");
        let json = computer.run(&[arguments, &["--json"][..]].concat()).expect_code(*code);
        assert!(json.json()["error"]["kind"].is_string(), "{json}");
        assert_eq!(json.stdout.lines().count(), 1, "{json}");
    }
}

#[test]
fn what_the_command_line_cannot_be_is_said_on_standard_error() {
    let computer = Computer::new();
    let commands = commands();
    assert!(commands.len() >= 20, "{commands:?}");
    for command in &commands {
        let outcome = computer.run(&[command, "--no-such-option"]).expect_code(2);
        assert_eq!(outcome.stdout, "", "{outcome}");
        assert!(!outcome.stderr.is_empty(), "{outcome}");
        // Every command is here in some way that fails; those that cannot fail so are few.
        let cannot_fail = ["logout", "resume", "conditions", "doctor", "completions"];
        let is_tried = FAILING.iter().any(|(arguments, _)| arguments[0] == command);
        assert!(is_tried || cannot_fail.contains(&command.as_str()), "{command} is in no list");
    }
}

/// The commands that the help names.
fn commands() -> Vec<String> {
    let help = Computer::new().ok(&["--help", "--lang", "en"]).stdout;
    let (_, list) = help.split_once("Commands:").expect("a list of commands");
    let list = list.lines().skip(1).take_while(|line| line.starts_with("  "));
    list.filter_map(|line| line.strip_prefix("  ").filter(|line| !line.starts_with(' ')))
        .filter_map(|line| line.split_whitespace().next().map(str::to_owned))
        .collect()
}
