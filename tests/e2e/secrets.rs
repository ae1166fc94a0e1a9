//! Nothing that is secret leaves the computer, and nothing that opens the account lies about on it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::support::{
    compare::assert_same,
    faults::{Class, Fault},
    files::{contents, holds, holds_bytes, state},
    program::{Computer, IMPATIENT, Outcome, text},
    scene::{Restored, backup},
    server::{SECRET_KEY, Server},
    tree::{Tree, noise},
};

const PASSWORD: &str = "correct-horse-battery-staple";
const LOG: &str = "[log]\ndir = \"log\"\nlevel = \"trace\"\n";

/// Words that nobody but the user may see, in names and contents.
const WORDS: [&str; 9] = [
    "salary-of-everybody",
    "給与明細",
    "diagnosis-letter",
    "the treasure lies under the old oak",
    "宝物は古い樫の木の下",
    "Yamada Hanako",
    "山田花子",
    "hanako@example.jp",
    "hanakos-laptop",
];

#[test]
fn no_stored_object_holds_a_name_or_a_content() {
    let server = Server::start();
    let computer = Computer::new();
    let login = ["login", server.store(), "--create", "--name", WORDS[5], "--email", WORDS[7], "--device", WORDS[8]];
    computer.run_with(&[("AOSBOX_PASSWORD", PASSWORD)], &at(&server, &login)).expect_code(0);
    let tree = Tree::compact(71);
    tree.write("salary-of-everybody.ods", "the treasure lies under the old oak\n".repeat(300).as_bytes());
    tree.write("給与明細/diagnosis-letter", "宝物は古い樫の木の下".as_bytes());
    tree.write("Yamada Hanako/山田花子.txt", &utf16("宝物は古い樫の木の下 the treasure lies under the old oak"));
    let photo = noise(&mut fastrand::Rng::with_seed(71), 50_000);
    tree.write("photo.jpg", &photo);
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("/home/hanakos-laptop/hanako@example.jp", tree.folder().join("link"))
            .expect("a link");
        let file = tree.folder().join("photo.jpg");
        let _attributes_may_not_be_kept_here = xattr::set(file, "user.diagnosis-letter", "山田花子".as_bytes()).is_ok();
    }
    backup(&computer, &tree);
    fs::remove_file(tree.folder().join("給与明細/diagnosis-letter")).expect("removed");
    backup(&computer, &tree);

    // The search finds what is there to be found.
    let own = contents(tree.folder());
    assert!(
        own.values().any(|bytes| holds(bytes, WORDS[4])) && own.values().any(|bytes| holds_bytes(bytes, &photo[..16]))
    );

    let stored = server.objects().all();
    assert!(stored.len() >= 6, "{:?}", stored.keys());
    let names_in_tree = own.keys().filter_map(|path| path.file_name()?.to_str()).filter(|name| name.len() > 5);
    let key = kept_key(&computer);
    let words: Vec<&str> = WORDS.iter().copied().chain(names_in_tree).chain([PASSWORD, SECRET_KEY, &key]).collect();
    for (object, bytes) in &stored {
        for word in &words {
            assert!(!holds(bytes, word), "{object} holds {word}");
            assert!(!object.contains(word), "{object} is named after {word}");
        }
        for start in (0..photo.len() - 16).step_by(1000) {
            assert!(!holds_bytes(bytes, &photo[start..start + 16]), "{object} holds the photo");
        }
    }
    // What was sent and is stored no more counts as well.
    for request in server.faults().log() {
        for word in &words {
            assert!(!holds(&request.body, word) && !request.target.contains(word), "{} sends {word}", request.target);
        }
    }
}

#[test]
fn no_output_no_log_and_no_other_file_holds_a_secret() {
    let server = Server::start();
    let computer = Computer::with_settings(&[LOG, IMPATIENT]);
    let run = |arguments: &[&str]| computer.run_with(&[("AOSBOX_PASSWORD", PASSWORD)], arguments);
    let create = ["login", server.store(), "--create", "--name", "Tester", "--device", "laptop", "--json"];
    let created = run(&at(&server, &create)).expect_code(0);
    let recovery_key = created.json()["recovery_key"].as_str().expect("it is shown once").to_owned();
    let tree = Tree::compact(72);
    let folder = text(tree.folder());
    let to = tempfile::tempdir().expect("a folder to restore into");
    let to = text(to.path());

    let mut outcomes = vec![run(&["login", "--status"]), run(&["login", "--status", "--json"])];
    for arguments in [
        &["backup", folder, "-vv"][..],
        &["backup", folder, "--json", "--progress", "json"],
        &["ls", "--long"],
        &["ls", folder, "--json"],
        &["versions", folder, "--json"],
        &["restore", folder, "--to", to, "-vv"],
        &["check", "--read-data", "--json", "-vv"],
    ] {
        outcomes.push(run(arguments).expect_code(0));
    }
    outcomes.push(run(&at(&server, &["login", server.store(), "--json"])).expect_code(0));
    // What goes wrong is told without them, too.
    let all = [("AOSBOX_PASSWORD", "another-password"), ("AWS_SECRET_ACCESS_KEY", "another-secret-key")];
    outcomes.push(computer.run_with(&all[..1], &at(&server, &["login", server.store()])).expect_code(10));
    outcomes.push(computer.run_with(&all[1..], &["check", "--json"]).expect_code(1));
    for (fault, arguments) in [
        (Fault::Status(403), &["backup", folder, "--json"][..]),
        (Fault::Status(403), &["check"]),
        (Fault::Status(500), &["ls", "--device", "laptop"]),
    ] {
        server.faults().fail_from(Class::All, 1, fault);
        outcomes.push(run(arguments).expect_code(1));
        server.faults().reset();
    }

    let key = kept_key(&computer);
    let raw = data_encoding::HEXLOWER.decode(key.as_bytes()).expect("the key is kept in hexadecimal");
    let forms = [
        key.clone(),
        key.to_uppercase(),
        data_encoding::BASE64_NOPAD.encode(&raw),
        data_encoding::BASE32_NOPAD.encode(&raw),
        format!("{raw:?}").trim_matches(['[', ']']).to_owned(),
        PASSWORD.to_owned(),
        SECRET_KEY.to_owned(),
        "another-password".to_owned(),
        "another-secret-key".to_owned(),
        recovery_key.clone(),
        recovery_key[5..].replace('-', ""),
    ];
    let holds_secret = |bytes: &[u8]| {
        forms.iter().find(|form| holds(bytes, form)).or_else(|| holds_bytes(bytes, &raw).then_some(&forms[0]))
    };
    for outcome in &outcomes {
        assert_eq!(holds_secret(outcome.stdout.as_bytes()), None, "{outcome}");
        assert_eq!(holds_secret(outcome.stderr.as_bytes()), None, "{outcome}");
    }
    assert_eq!(holds_secret(created.stderr.as_bytes()), None, "{created}");
    assert_eq!(holds_secret(created.stdout.replace(&recovery_key, "").as_bytes()), None, "{created}");

    let kept = contents(computer.folder());
    let logs: Vec<_> = kept.iter().filter(|(path, _)| path.starts_with("log")).collect();
    assert!(logs.iter().any(|(_, bytes)| holds(bytes, "backup")), "{:?}", kept.keys());
    let credentials = credential_file(&computer);
    for (path, bytes) in &kept {
        if computer.at(path) == credentials {
            assert!(!holds(bytes, PASSWORD) && !holds(bytes, SECRET_KEY) && !holds(bytes, &recovery_key));
        } else {
            assert_eq!(holds_secret(bytes), None, "{} holds it", path.display());
        }
    }
}

#[cfg(unix)]
#[test]
fn files_with_secrets_are_their_owners_alone() {
    let computer = Computer::new();
    computer.ok(&["backup", "--quickstart", text(&computer.settings())]);
    let recovery = contents(computer.folder()).into_keys().find(|path| path.ends_with("recovery-key.txt"));
    let recovery = computer.at(recovery.expect("a quick start keeps the recovery key"));
    for file in [credential_file(&computer), recovery] {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(&file).expect("the file is there").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{}", file.display());
    }
}

#[test]
fn a_wrong_password_opens_nothing_and_changes_nothing() {
    let server = Server::start();
    let owner = Computer::new();
    owner.create_account(server.store(), Some(&server), "laptop").expect_code(0);
    backup(&owner, &Tree::compact(73));
    let stranger = Computer::new();
    let before = (server.objects().all(), stranger.state());
    let arguments = at(&server, &["login", server.store(), "--device", "stranger"]);
    let refused = stranger.run_with(&[("AOSBOX_PASSWORD", "Password")], &arguments).expect_code(10);
    assert!(refused.stderr.contains("password is wrong"), "{refused}");
    let arguments = at(&server, &["login", server.store(), "--device", "stranger", "--json"]);
    let refused = stranger.run_with(&[("AOSBOX_PASSWORD", "Password")], &arguments).expect_code(10);
    assert_eq!(refused.json()["error"]["kind"], "wrong_password", "{refused}");
    assert_eq!((server.objects().all(), stranger.state()), before);
    stranger.run(&["ls"]).expect_code(10);
}

#[test]
fn a_recovery_key_sets_a_new_password_and_the_old_one_is_gone() {
    let store = tempfile::tempdir().expect("a folder for the account");
    let store = text(store.path());
    let owner = Computer::new();
    let created = owner.create_account(store, None, "laptop").expect_code(0);
    let key = recovery_key(&created);
    let tree = Tree::compact(74);
    backup(&owner, &tree);

    let computer = Computer::new();
    let arguments = ["login", store, "--recovery-key", "--device", "new"];
    let set = [("AOSBOX_RECOVERY_KEY", key.as_str()), ("AOSBOX_PASSWORD", "a new password")];
    let changed = computer.run_with(&set, &arguments).expect_code(0);
    assert!(!changed.mentions(&key) && !changed.mentions("a new password"), "{changed}");

    let login = ["login", store, "--device", "third"];
    Computer::new().run_with(&[("AOSBOX_PASSWORD", "password")], &login).expect_code(10);
    Computer::new().run_with(&[("AOSBOX_PASSWORD", "a new password")], &login).expect_code(0);
    // The key is the same: those who are logged in stay so, and what was backed up can be restored.
    backup(&owner, &tree);
    let restored = Restored::of(&computer, tree.folder(), &["--device", "laptop"]).expect_code(0);
    assert_same(tree.folder(), &restored.place);
    // The recovery key is good for another time.
    Computer::new().run_with(&set, &arguments).expect_code(0);
}

#[test]
fn a_mistyped_and_a_strange_recovery_key_are_told_apart() {
    let store = tempfile::tempdir().expect("a folder for the account");
    let store = text(store.path());
    let created = Computer::new().create_account(store, None, "laptop").expect_code(0);
    let other = tempfile::tempdir().expect("a folder for another account");
    let other = Computer::new().create_account(text(other.path()), None, "laptop").expect_code(0);
    let (key, strange) = (recovery_key(&created), recovery_key(&other));
    let at = key.len() - 1;
    let mistyped = format!("{}{}", &key[..at], if key.ends_with('A') { "B" } else { "A" });
    let before = state(Path::new(store));
    let computer = Computer::new();
    let nothing = computer.state();
    for (key, code, kind) in [
        (mistyped.as_str(), 2, "not_a_recovery_key"),
        ("hello", 2, "not_a_recovery_key"),
        (&key[..20], 2, "not_a_recovery_key"),
        (strange.as_str(), 10, "wrong_recovery_key"),
    ] {
        let arguments = ["login", store, "--recovery-key", "--json"];
        let refused = computer.run_with(&[("AOSBOX_RECOVERY_KEY", key)], &arguments).expect_code(code);
        assert_eq!(refused.json()["error"]["kind"], kind, "{refused}");
        assert!(!refused.mentions(key), "{refused}");
        let refused = computer.run_with(&[("AOSBOX_RECOVERY_KEY", key)], &arguments[..3]).expect_code(code);
        assert!(refused.stderr.contains("recovery key") && refused.stderr.contains("hint:"), "{refused}");
    }
    assert_eq!(state(Path::new(store)), before);
    assert_eq!(computer.state(), nothing);
}

#[cfg(target_os = "linux")]
#[test]
fn the_recovery_key_is_shown_even_if_the_login_cannot_be_kept() {
    let store = tempfile::tempdir().expect("a folder for the account");
    let computer = Computer::new();
    // Where the folder of secrets must be made, there is a file.
    let data = computer.at("home/.local/share/aosbox");
    fs::create_dir_all(&data).and_then(|()| fs::write(data.join("credentials"), "")).expect("written");
    let created = computer.create_account(text(store.path()), None, "laptop").expect_code(1);
    if store.path().join("format").exists() {
        assert!(created.mentions("AOS1-"), "the account is made and nobody has its recovery key\n{created}");
    }
}

/// Arguments with those that lead to a server.
fn at<'a>(server: &Server, arguments: &[&'a str]) -> Vec<&'a str> {
    let mut arguments = arguments.to_vec();
    // The texts live as long as the test's process.
    arguments.extend(server.arguments().into_iter().map(|argument| &*argument.leak()));
    arguments
}

/// The recovery key that making an account has shown.
fn recovery_key(created: &Outcome) -> String {
    let key = created.stdout.split_whitespace().find(|word| word.starts_with("AOS1-"));
    key.unwrap_or_else(|| panic!("no recovery key\n{created}")).to_owned()
}

/// The file that the account's key is kept in.
fn credential_file(computer: &Computer) -> PathBuf {
    let is_one = |path: &PathBuf| path.parent().is_some_and(|folder| folder.ends_with("credentials"));
    let mut found = contents(computer.folder()).into_keys().filter(is_one);
    let file = found.next().expect("the key is kept in a file");
    assert_eq!(found.next(), None);
    computer.at(file)
}

/// The account's key as it is kept.
fn kept_key(computer: &Computer) -> String {
    let kept = fs::read(credential_file(computer)).expect("the file can be read");
    let kept: serde_json::Value = serde_json::from_slice(&kept).expect("the file is JSON");
    let key = kept["key"].as_str().expect("the key is in it").to_owned();
    assert_eq!(key.len(), 64);
    key
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}
