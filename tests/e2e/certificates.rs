//! Servers with certificates of their own, as people have them at home: reached over TLS with `--ca-certificate`, and refused in words
//! that say why.

use std::{fs, path::Path};

use crate::support::{
    compare::assert_same,
    front::{Authority, Front, Identity, Manner, Wanted},
    program::{Computer, Outcome, text},
    server::Server,
    tree::Tree,
};

/// No more than the first look and what is asked beside it: who tries again makes many.
const FEW: usize = 3;

/// A computer, and a server that speaks plain http.
struct Desk {
    computer: Computer,
    server: Server,
}

impl Desk {
    fn new() -> Self {
        Self { computer: Computer::new(), server: Server::start() }
    }

    fn front(&self, identity: &Identity) -> Front {
        Front::start(identity, Manner::Bytes, &self.server)
    }

    fn write(&self, name: &str, content: &str) {
        fs::write(self.computer.at(name), content).expect("written");
    }

    /// Makes the account at an address.
    fn create(&self, endpoint: &str, further: &[&str]) -> Outcome {
        self.create_with(&[], endpoint, further)
    }

    fn create_with(&self, variables: &[(&str, &str)], endpoint: &str, further: &[&str]) -> Outcome {
        let login = ["login", self.server.store(), "--create", "--device", "laptop", "--region", "us-east-1"];
        self.computer.run_with(variables, &[&login[..], &["--endpoint", endpoint], further].concat())
    }

    /// Makes the account and goes through it, there and back, by what the login has kept.
    #[track_caller]
    fn assert_works(&self, front: &Front, seed: u64) {
        self.create(&front.endpoint("https"), &["--ca-certificate", "trusted.pem"]).expect_code(0);
        self.assert_goes_on(front, seed);
    }

    #[track_caller]
    fn assert_goes_on(&self, front: &Front, seed: u64) {
        let before = front.connections();
        let tree = Tree::compact(seed);
        self.computer.ok(&["backup", text(tree.folder())]);
        let listed = self.computer.ok(&["ls", text(tree.folder())]);
        assert!(!listed.stdout.is_empty(), "{listed}");
        let to = self.computer.at("restored");
        self.computer.ok(&["restore", text(tree.folder()), "--to", text(&to), "--verify"]);
        assert_same(tree.folder(), &to.join(tree.folder().file_name().expect("a name")));
        assert!(front.connections() > before, "nothing went through the front");
    }

    /// A login that is refused at once, in words of either language and in JSON.
    #[track_caller]
    fn assert_refused(&self, front: &Front, further: &[&str], kind: Refused) {
        let server = front.endpoint("https").replace("https://", "");
        self.assert_told(front, &front.endpoint("https"), &server, further, kind);
    }

    #[track_caller]
    fn assert_told(&self, front: &Front, endpoint: &str, server: &str, further: &[&str], kind: Refused) {
        let Refused { english, japanese, hint } = kind;
        let before = front.connections();
        let refused = self.create(endpoint, further).expect_code(1);
        let began = front.connections() - before;
        assert!(began <= FEW, "{began} connections\n{refused}");
        let message = refused.stderr.lines().find(|line| line.contains(server)).unwrap_or_default();
        assert!(message.contains(english), "{english:?} is not said\n{refused}");
        let said = joined(&refused.stderr);
        assert!(said.contains("hint:") && said.contains(hint), "{hint:?} is no hint\n{refused}");
        let refused = self.create(endpoint, &[further, &["--lang", "ja"]].concat()).expect_code(1);
        assert!(refused.stderr.contains(japanese), "{japanese:?} is not said\n{refused}");
        let told = self.create(endpoint, &[further, &["--json"]].concat()).expect_code(1).json();
        assert_eq!(told["error"]["kind"], "connection", "{told:#}");
    }
}

/// A text in one line.
fn joined(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What is said of a server that is refused.
struct Refused {
    english: &'static str,
    japanese: &'static str,
    hint: &'static str,
}

#[cfg(not(windows))]
const UNKNOWN: Refused = Refused {
    english: "signed by nobody whom this computer trusts",
    japanese: "信頼する発行元のものではありません",
    hint: "--ca-certificate FILE",
};
const NOT_IN_THE_FILE: Refused = Refused {
    english: "nor signed by one of those in it",
    japanese: "に含まれておらず",
    hint: "aosbox login STORE --ca-certificate FILE",
};

#[test]
fn an_authority_of_ones_own_is_trusted_and_kept_by_the_login() {
    let (desk, authority) = (Desk::new(), Authority::new());
    let front = desk.front(&authority.sign(&Wanted::default()));
    desk.write("trusted.pem", &format!("What it is for.\n{}", authority.pem));
    desk.assert_works(&front, 401);
    // In full, for commands that are run elsewhere.
    let profile = desk.computer.at("profiles/default.toml");
    let profile = fs::read_to_string(profile).expect("a profile");
    let kept: toml::Table = profile.parse().expect("a profile");
    let file = desk.computer.at("trusted.pem");
    let kept = Path::new(kept["ca_certificate"].as_str().expect("kept"));
    assert!(kept.is_absolute(), "{profile}");
    assert_eq!(fs::canonicalize(kept).expect("there"), fs::canonicalize(file).expect("there"));
    let told = desk.computer.ok(&["doctor", "--json"]).json();
    let account = told["checks"].as_array().expect("a list").iter().find(|found| found["check"] == "account");
    assert_eq!(account.map(|found| &found["state"]), Some(&"well".into()), "{told:#}");
    // What is given now counts for more, and is not kept.
    desk.write("other.pem", &Authority::new().pem);
    let refused = desk.computer.run(&["ls", "--ca-certificate", "other.pem"]).expect_code(1);
    assert!(refused.stderr.contains(NOT_IN_THE_FILE.english), "{refused}");
    let refused = desk.computer.run_with(&[("AOSBOX_CA_CERTIFICATE", "other.pem")], &["ls"]).expect_code(1);
    assert!(refused.stderr.contains(NOT_IN_THE_FILE.english), "{refused}");
    desk.computer.ok(&["ls"]);
    // The file goes away later.
    fs::remove_file(desk.computer.at("trusted.pem")).expect("removed");
    let refused = desk.computer.run(&["ls"]).expect_code(1);
    assert!(refused.stderr.contains("cannot read") && refused.stderr.contains("trusted.pem"), "{refused}");
}

#[test]
fn a_server_of_http_2_gets_and_gives_the_same() {
    let (desk, authority) = (Desk::new(), Authority::new());
    let front = Front::start(&authority.sign(&Wanted::default()), Manner::Http2, &desk.server);
    desk.write("trusted.pem", &authority.pem);
    desk.assert_works(&front, 402);
}

#[test]
fn a_certificate_that_is_named_itself_is_trusted_whatever_it_says() {
    let wanted = [
        Wanted { name: "nas.example", is_authority: true, ..Wanted::default() },
        Wanted { name: "nas.example", years: (2000, 2001), is_authority: false },
    ];
    for (seed, wanted) in (403..).zip(wanted) {
        let (desk, identity) = (Desk::new(), wanted.by_itself());
        let front = desk.front(&identity);
        desk.write("trusted.pem", &format!("{}{}", Authority::new().pem, identity.pem));
        desk.assert_works(&front, seed);
        // Only for who has the key to it.
        let thief = desk.front(&identity.stolen());
        let refused = desk.computer.run(&["ls", "--endpoint", &thief.endpoint("https")]).expect_code(1);
        assert!(refused.stderr.contains("is refused"), "{refused}");
        assert!(thief.connections() <= FEW, "{refused}");
    }
}

#[test]
fn a_server_that_the_file_does_not_vouch_for_is_refused_at_once() {
    let (desk, authority) = (Desk::new(), Authority::new());
    // An authority of the same name.
    desk.write("other.pem", &Authority::new().pem);
    let other = ["--ca-certificate", "other.pem"];
    desk.assert_refused(&desk.front(&authority.sign(&Wanted::default())), &other, NOT_IN_THE_FILE);
    // As `openssl req -x509` makes them, and as others do.
    for is_authority in [true, false] {
        let identity = Wanted { is_authority, ..Wanted::default() }.by_itself();
        desk.assert_refused(&desk.front(&identity), &other, NOT_IN_THE_FILE);
    }
    assert_eq!(desk.server.faults().requests(), 0);
}

/// What the system trusts is asked of the system, and Wine is not Windows in that.
#[cfg(not(windows))]
#[test]
fn a_server_that_the_system_does_not_trust_is_refused_at_once() {
    let (desk, authority) = (Desk::new(), Authority::new());
    let front = desk.front(&authority.sign(&Wanted::default()));
    desk.assert_refused(&front, &[], UNKNOWN);
    for is_authority in [true, false] {
        let identity = Wanted { is_authority, ..Wanted::default() }.by_itself();
        desk.assert_refused(&desk.front(&identity), &[], UNKNOWN);
    }
    // Where the certificate comes from is told with the server's own address.
    let refused = desk.create(&front.endpoint("https"), &[]).expect_code(1);
    let command = format!("openssl s_client -showcerts -connect {}", front.endpoint("https").replace("https://", ""));
    assert!(joined(&refused.stderr).contains(&command), "{refused}");
    assert_eq!(desk.server.faults().requests(), 0);
}

/// What the system trusts is a file only there.
#[cfg(target_os = "linux")]
#[test]
fn an_empty_option_leads_back_to_what_the_system_trusts() {
    let (desk, authority) = (Desk::new(), Authority::new());
    let front = desk.front(&authority.sign(&Wanted::default()));
    desk.write("trusted.pem", &authority.pem);
    desk.create(&front.endpoint("https"), &["--ca-certificate", "trusted.pem"]).expect_code(0);
    let refused = desk.computer.run(&["doctor", "--ca-certificate", ""]).expect_code(3);
    assert!(joined(&refused.stdout).contains(UNKNOWN.english), "{refused}");
    let file = desk.computer.at("trusted.pem");
    desk.computer
        .run_with(&[("SSL_CERT_FILE", text(&file))], &["login", desk.server.store(), "--ca-certificate", ""])
        .expect_code(0);
    fs::remove_file(desk.computer.at("trusted.pem")).expect("removed");
    let refused = desk.computer.run(&["doctor"]).expect_code(3);
    assert!(joined(&refused.stdout).contains(UNKNOWN.english), "{refused}");
}

#[test]
fn another_name_and_wrong_dates_are_told_as_what_they_are() {
    let (desk, authority) = (Desk::new(), Authority::new());
    desk.write("trusted.pem", &authority.pem);
    let trusted = ["--ca-certificate", "trusted.pem"];
    let named = Wanted { name: "nas.example", ..Wanted::default() };
    let name =
        Refused { english: "is for nas.example", japanese: "nas.example に対するもの", hint: "let --endpoint" };
    desk.assert_refused(&desk.front(&authority.sign(&named)), &trusted, name);
    for (years, english, japanese) in [
        ((2000, 2001), "has expired: 2001-01-01", "有効期限が切れています（2001-01-01"),
        ((2900, 3000), "is not valid before 2900-01-01", "まだ有効ではありません（2900-01-01"),
    ] {
        let identity = authority.sign(&Wanted { years, ..Wanted::default() });
        let told = Refused { english, japanese, hint: "this computer's clock" };
        desk.assert_refused(&desk.front(&identity), &trusted, told);
    }
}

#[test]
fn a_file_that_holds_no_certificate_is_named() {
    let desk = Desk::new();
    let front = desk.front(&Wanted::default().by_itself());
    let endpoint = front.endpoint("https");
    let refused =
        |file: &str, code| desk.create(&endpoint, &["--ca-certificate", file, "--lang", "en"]).expect_code(code);
    let missing = refused("nowhere.pem", 1);
    assert!(missing.stderr.contains("cannot read") && missing.stderr.contains("nowhere.pem"), "{missing}");
    desk.write("empty.pem", "");
    desk.write("text.pem", "no certificate at all");
    for name in ["empty.pem", "text.pem"] {
        let empty = refused(name, 2);
        let said = format!("there is no certificate in {}", desk.computer.at(name).display());
        assert!(empty.stderr.contains(&said) && empty.stderr.contains("hint:"), "{empty}");
    }
    let broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    desk.write("second.pem", &format!("{}{broken}", Authority::new().pem));
    let second = refused("second.pem", 2);
    assert!(second.stderr.contains("certificate 2 in ") && second.stderr.contains("cannot be read"), "{second}");
    for (name, japanese) in [("empty.pem", "証明書がありません"), ("second.pem", "2 番目の証明書を読み取れません")]
    {
        let told = desk.create(&endpoint, &["--ca-certificate", name, "--lang", "ja"]).expect_code(2);
        assert!(told.stderr.contains(japanese), "{told}");
        let told = desk.create(&endpoint, &["--ca-certificate", name, "--json"]).expect_code(2).json();
        assert_eq!(told["error"]["kind"], "certificates");
    }
    assert_eq!(front.connections(), 0);
    // A folder as a store has no use for it.
    let store = desk.computer.at("store");
    desk.computer.ok(&["login", text(&store), "--create", "--ca-certificate", "nowhere.pem"]);
}

#[test]
fn what_the_tools_of_aws_go_by_holds_and_is_kept() {
    for (seed, variable) in (405..).zip([("AWS_CA_BUNDLE", "bundle.pem"), ("AWS_CONFIG_FILE", "config")]) {
        let (desk, authority) = (Desk::new(), Authority::new());
        let front = desk.front(&authority.sign(&Wanted::default()));
        let bundle = desk.computer.at("bundle.pem");
        desk.write("config", &format!("[default]\nca_bundle = {}\n", bundle.display()));
        desk.write("bundle.pem", &authority.pem);
        desk.write("other.pem", &Authority::new().pem);
        let variables = [variable];
        // The option counts for more.
        let endpoint = front.endpoint("https");
        let refused = desk.create_with(&variables, &endpoint, &["--ca-certificate", "other.pem"]).expect_code(1);
        assert!(refused.stderr.contains(NOT_IN_THE_FILE.english), "{refused}");
        desk.create_with(&variables, &endpoint, &[]).expect_code(0);
        desk.assert_goes_on(&front, seed);
    }
}

#[test]
fn http_where_https_is_spoken_and_the_other_way_round() {
    let desk = Desk::new();
    let identity = Wanted::default().by_itself();
    for manner in [Manner::Bytes, Manner::Telling] {
        let front = Front::start(&identity, manner, &desk.server);
        let told = Refused {
            english: "does not answer in plain http",
            japanese: "http に応答しません",
            hint: "let --endpoint begin with https://",
        };
        let server = front.endpoint("https").replace("https://", "");
        desk.assert_told(&front, &front.endpoint("http"), &server, &[], told);
    }
    let told = Refused {
        english: "answers in plain http, not in https",
        japanese: "暗号化されない http で応答しています",
        hint: "the one of https",
    };
    let plain = desk.server.endpoint();
    let front = desk.front(&identity);
    let server = plain.replace("http://", "");
    desk.assert_told(&front, &plain.replace("http://", "https://"), &server, &[], told);
    assert_eq!(desk.server.faults().requests(), 0);
}

#[test]
fn a_certificate_that_was_renewed_is_told_by_the_doctor_and_a_backup() {
    let desk = Desk::new();
    let identity = Wanted::default().by_itself();
    let front = desk.front(&identity);
    desk.write("trusted.pem", &identity.pem);
    desk.assert_works(&front, 407);
    let renewed = Wanted::default().by_itself();
    let front = desk.front(&renewed);
    let endpoint = front.endpoint("https");
    let found = desk.computer.run(&["doctor", "--endpoint", &endpoint]).expect_code(3);
    let said = joined(&found.stdout);
    for words in [NOT_IN_THE_FILE.english, NOT_IN_THE_FILE.hint, "openssl s_client"] {
        assert!(said.contains(words), "{words:?} is not said\n{found}");
    }
    let failed = desk.computer.run(&["backup", text(&desk.computer.at("trusted.pem")), "--endpoint", &endpoint]);
    assert!(failed.code() == Some(1) && failed.stderr.contains(NOT_IN_THE_FILE.english), "{failed}");
    assert!(front.connections() <= 2 * FEW, "{failed}");
    // Another login takes the new one in place of the old, and stays the same device.
    desk.write("renewed.pem", &renewed.pem);
    desk.computer.ok(&["login", desk.server.store(), "--endpoint", &endpoint, "--ca-certificate", "renewed.pem"]);
    desk.computer.ok(&["ls"]);
}

#[cfg(target_os = "linux")]
mod at_a_terminal {
    use super::*;
    use crate::support::terminal::{CTRL_C, DOWN, ENTER, Terminal};

    fn to_the_bucket(terminal: &mut Terminal, front: &Front, bucket: &str) {
        terminal.answer("Where is the backup to be kept?", &format!("{DOWN}{ENTER}"));
        terminal.answer("The server's address", &format!("{}{ENTER}", front.endpoint("https")));
        terminal.answer("The bucket's region", ENTER);
        terminal.answer("The bucket, or a bucket and a prefix", &format!("{bucket}{ENTER}"));
    }

    #[test]
    fn the_set_up_says_what_to_do_and_goes_on_with_it() {
        let (desk, authority) = (Desk::new(), Authority::new());
        let front = desk.front(&authority.sign(&Wanted::default()));
        desk.write("trusted.pem", &authority.pem);
        let documents = desk.computer.at("home/Documents");
        fs::create_dir(&documents).expect("made");
        fs::write(documents.join("letter.txt"), "Dear reader").expect("written");
        let mut terminal = desk.computer.at_terminal(&[], &["setup"]);
        to_the_bucket(&mut terminal, &front, desk.server.place());
        terminal.wait_for("--ca-certificate FILE");
        terminal.press(CTRL_C);
        assert_eq!(terminal.end().0.code(), Some(130));
        assert!(front.connections() <= FEW, "{}", front.connections());

        let mut terminal = desk.computer.at_terminal(&[], &["setup", "--ca-certificate", "trusted.pem"]);
        to_the_bucket(&mut terminal, &front, desk.server.place());
        terminal.answer("How is the backup to be opened", &format!("{DOWN}{ENTER}"));
        terminal.answer("to be called in the backup?", ENTER);
        terminal.answer("type its last five letters", &format!("skip{ENTER}"));
        terminal.answer("What is to be backed up?", ENTER);
        terminal.answer("Another file or folder", ENTER);
        terminal.answer("When do backups begin?", &format!("{DOWN}{DOWN}{ENTER}"));
        terminal.answer("Is there to be a second copy", ENTER);
        terminal.answer("Shall it be done?", ENTER);
        terminal.answer("Back up now?", &format!("{DOWN}{ENTER}"));
        let (status, screen) = terminal.end();
        assert_eq!(status.code(), Some(0), "{screen}");
        assert!(screen.contains("--ca-certificate /"), "{screen}");
        desk.computer.ok(&["backup"]);
    }
}
