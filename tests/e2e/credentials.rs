//! Where the keys of an S3 store come from when nobody types them: variables, AWS's files, commands, containers, the machine.

use std::{
    fs,
    io::{BufRead, BufReader, Write},
    net::TcpListener,
    path::PathBuf,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use crate::support::{
    program::{Computer, Outcome, text},
    server::{ACCESS_KEY, SECRET_KEY, Server},
    tree::Tree,
};

/// A computer that has no variables for the store, with AWS's files in a folder of their own, and a server.
struct Desk {
    computer: Computer,
    server: Server,
    tree: Tree,
}

/// A server of a machine that nobody listens at.
const NO_MACHINE: (&str, &str) = ("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://127.0.0.1:1");

impl Desk {
    fn new(seed: u64) -> Self {
        Self { computer: Computer::new(), server: Server::start(), tree: Tree::compact(seed) }
    }

    fn file(&self, name: &str) -> PathBuf {
        self.computer.at(name)
    }

    fn write(&self, name: &str, content: &str) {
        fs::write(self.file(name), content).expect("written");
    }

    /// Runs the program with these variables and none of the store's keys.
    fn run(&self, variables: &[(&str, &str)], arguments: &[&str]) -> Outcome {
        let (config, credentials) = (self.file("config"), self.file("credentials"));
        let mut all = vec![
            ("AWS_ACCESS_KEY_ID", ""),
            ("AWS_SECRET_ACCESS_KEY", ""),
            ("AWS_CONFIG_FILE", text(&config)),
            ("AWS_SHARED_CREDENTIALS_FILE", text(&credentials)),
            NO_MACHINE,
        ];
        all.extend(variables);
        self.computer.run_with(&all, arguments)
    }

    /// Makes the account with an address on the command line.
    fn login(&self, variables: &[(&str, &str)]) -> Outcome {
        let endpoint = self.server.endpoint();
        self.run(variables, &["login", self.server.store(), "--create", "--device", "laptop", "--endpoint", &endpoint])
    }

    fn backup(&self, variables: &[(&str, &str)]) -> Outcome {
        self.run(variables, &["backup", text(self.tree.folder())])
    }

    /// Both, which must succeed.
    #[track_caller]
    fn assert_works(&self, variables: &[(&str, &str)]) {
        self.login(variables).expect_code(0);
        self.backup(variables).expect_code(0);
        self.run(variables, &["check", "--read-data"]).expect_code(0);
    }

    /// A login that finds no credentials, says so at once, in both forms, and asks the store for nothing.
    #[track_caller]
    fn assert_none(&self, variables: &[(&str, &str)], says: &[&str]) {
        let began = Instant::now();
        let refused = self.login(variables).expect_code(1);
        assert!(began.elapsed() < Duration::from_secs(30), "somebody waits for this\n{refused}");
        for text in says {
            assert!(refused.stderr.contains(text), "{text:?} is not said\n{refused}");
        }
        assert!(refused.stderr.contains("hint:") && !refused.mentions(SECRET_KEY), "{refused}");
        let json = [variables, &[("AOSBOX_JSON", "true")]].concat();
        assert_eq!(self.login(&json).expect_code(1).json()["error"]["kind"], "store_credentials");
        assert_eq!(self.server.faults().requests(), 0, "{refused}");
    }
}

fn keys(profile: &str) -> String {
    format!("[{profile}]\naws_access_key_id = {ACCESS_KEY}\naws_secret_access_key = {SECRET_KEY}\n")
}

const WRONG_KEYS: &str = "[default]\naws_access_key_id = AKIDOTHER\naws_secret_access_key = of another store\n";

#[test]
fn a_key_of_the_default_profile() {
    let desk = Desk::new(311);
    desk.write("credentials", &keys("default"));
    desk.assert_works(&[]);
    // What is given by variables counts for more.
    let other = [("AWS_ACCESS_KEY_ID", "AKIDOTHER"), ("AWS_SECRET_ACCESS_KEY", "of another store")];
    let refused = desk.backup(&other).expect_code(1);
    assert!(refused.stderr.contains("denied"), "{refused}");
    // A token that belongs to no key of the file is not sent with it.
    desk.backup(&[("AWS_SESSION_TOKEN", "of another key")]).expect_code(0);
}

#[cfg(target_os = "linux")]
#[test]
fn the_files_lie_in_the_home_folder() {
    let desk = Desk::new(312);
    fs::create_dir(desk.file("home/.aws")).expect("made");
    desk.write("home/.aws/config", &keys("default"));
    desk.assert_works(&[("AWS_CONFIG_FILE", ""), ("AWS_SHARED_CREDENTIALS_FILE", "")]);
}

#[test]
fn a_named_profile_is_remembered_by_the_login() {
    let desk = Desk::new(313);
    desk.write("credentials", &format!("{WRONG_KEYS}{}", keys("work")));
    desk.login(&[("AWS_PROFILE", "work")]).expect_code(0);
    // A scheduled backup has no variables of a shell.
    desk.backup(&[]).expect_code(0);
    let refused = desk.backup(&[("AWS_PROFILE", "default")]).expect_code(1);
    assert!(refused.stderr.contains("denied"), "{refused}");
    let login = desk.run(&[], &["login", desk.server.store()]);
    login.expect_code(0);
    desk.backup(&[]).expect_code(0);
    // The profile goes away later.
    desk.write("credentials", WRONG_KEYS);
    let refused = desk.backup(&[]).expect_code(1);
    assert!(refused.stderr.contains("there is no profile work"), "{refused}");
}

#[test]
fn region_and_address_of_a_profile_hold_and_variables_are_remembered() {
    let place = |desk: &Desk, config: String, variables: &[(&str, &str)]| {
        desk.write("credentials", &keys("work"));
        desk.write("config", &config);
        let variables = [variables, &[("AWS_PROFILE", "work")]].concat();
        desk.run(&variables, &["login", desk.server.store(), "--create", "--device", "laptop"]).expect_code(0);
        desk.backup(&[]).expect_code(0);
    };
    let desk = Desk::new(314);
    let endpoint = desk.server.endpoint();
    place(&desk, format!("[profile work]\nregion = eu-central-1\nendpoint_url = {endpoint}\n"), &[]);
    let desk = Desk::new(315);
    let endpoint = desk.server.endpoint();
    let services =
        format!("[services local]\nsqs =\n  endpoint_url = http://127.0.0.1:1\ns3 =\n  endpoint_url = {endpoint}\n");
    place(&desk, format!("[profile work]\nservices = local\nendpoint_url = http://127.0.0.1:2\n{services}"), &[]);
    let desk = Desk::new(316);
    let endpoint = desk.server.endpoint();
    place(&desk, "[profile work]\nendpoint_url = http://127.0.0.1:2\n".to_owned(), &[("AWS_ENDPOINT_URL", &endpoint)]);
    let told = desk.run(&[], &["doctor", "--json"]).json();
    let account = told["checks"].as_array().expect("a list").iter().find(|found| found["check"] == "account");
    assert_eq!(account.map(|found| &found["state"]), Some(&"well".into()), "{told:#}");
}

#[test]
fn what_is_missing_is_named() {
    let desk = Desk::new(317);
    desk.assert_none(&[], &["no credentials", "AWS_ACCESS_KEY_ID", "~/.aws", "aosbox login STORE"]);
    desk.assert_none(&[("AWS_EC2_METADATA_DISABLED", "true")], &["no credentials"]);
    desk.assert_none(&[("AWS_PROFILE", "work")], &["no profile work", "aws configure"]);
    desk.assert_none(&[("AWS_ACCESS_KEY_ID", ACCESS_KEY)], &["AWS_SECRET_ACCESS_KEY is missing"]);
    desk.write("credentials", &format!("{}[half]\naws_access_key_id = x\n", keys("default")));
    desk.assert_none(&[("AWS_PROFILE", "wrok")], &["no profile wrok", "default, half"]);
    desk.assert_none(&[("AWS_PROFILE", "half")], &["aws_secret_access_key is missing", "half"]);
    // Other kinds of stores have nothing to do with it.
    let store = desk.file("store");
    desk.run(&[("AWS_PROFILE", "wrok")], &["login", text(&store), "--create"]).expect_code(0);
}

#[test]
fn a_storage_account_of_azure_must_be_named() {
    let computer = Computer::new();
    let refused = computer.run(&["login", "az://aos/account", "--create"]).expect_code(1);
    assert!(
        refused.stderr.contains("which storage account") && refused.stderr.contains("AZURE_STORAGE_ACCOUNT_NAME"),
        "{refused}"
    );
    let refused = computer.run(&["login", "az://aos/account", "--create", "--json"]).expect_code(1);
    assert_eq!(refused.json()["error"]["kind"], "store_credentials", "{refused}");
}

#[cfg(unix)]
mod commands {
    use std::os::unix::fs::PermissionsExt;

    use super::*;
    use crate::support::faults::Class;

    /// A command that hands out keys and counts how often it did.
    fn script(desk: &Desk, name: &str, more: &str) -> String {
        let path = desk.file(name);
        let counted = desk.file("counted");
        let json = format!(
            "{{\"Version\": 1,\n \"AccessKeyId\": \"{ACCESS_KEY}\", \"SecretAccessKey\": \"{SECRET_KEY}\"{more}}}"
        );
        let script = format!("#!/bin/sh\necho \"$*\" >> '{}'\ncat <<'END'\n{json}\nEND\n", counted.display());
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(&path, script).expect("written");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("a mode");
        text(&path).to_owned()
    }

    fn counted(desk: &Desk) -> Vec<String> {
        let counted = fs::read_to_string(desk.file("counted")).unwrap_or_default();
        counted.lines().map(str::to_owned).collect()
    }

    #[test]
    fn a_command_of_the_profile_hands_them_out() {
        let desk = Desk::new(321);
        let command = script(&desk, "hand out.sh", "");
        desk.write("config", &format!("[profile work]\ncredential_process = \"{command}\" --for 'a backup'\n"));
        desk.login(&[("AWS_PROFILE", "work")]).expect_code(0);
        assert_eq!(counted(&desk), ["--for a backup"], "once, however many requests there are");
        desk.backup(&[]).expect_code(0);
        assert_eq!(counted(&desk).len(), 2);
        assert!(desk.server.faults().count(Class::All) > 4);
    }

    #[test]
    fn what_has_ended_by_this_computers_clock_is_used_all_the_same() {
        let desk = Desk::new(322);
        // By this computer's clock it has ended already: it is good for half a minute.
        let command = script(&desk, "hand-out", ", \"SessionToken\": \"t\", \"Expiration\": \"2001-01-01T00:00:00Z\"");
        desk.write("config", &format!("[default]\ncredential_process = {command}\n"));
        desk.assert_works(&[]);
        assert_eq!(counted(&desk).len(), 3, "once for each command");
    }

    #[test]
    fn a_command_that_fails_is_heard() {
        let desk = Desk::new(323);
        let config = |line: &str| desk.write("config", &format!("[default]\ncredential_process = {line}\n"));
        config("sh -c 'echo the vault is locked >&2; exit 3'");
        desk.assert_none(&[], &["`sh`", "the vault is locked"]);
        config("sh -c 'exit 3'");
        desk.assert_none(&[], &["`sh`", "exit code 3"]);
        config("echo key=x");
        desk.assert_none(&[], &["what echo hands out", "AccessKeyId"]);
        config("/nowhere/at/all");
        desk.assert_none(&[], &["/nowhere/at/all"]);
    }

    #[test]
    fn roles_and_single_sign_on_come_from_awss_command_line() {
        let desk = Desk::new(324);
        let sso = "sso_session = mine\nsso_account_id = 123456789012\nsso_role_name = backup\n";
        let role = "role_arn = arn:aws:iam::123456789012:role/backup\nsource_profile = default\n";
        let session = "[sso-session mine]\nsso_region = eu-central-1\nsso_start_url = https://mine.example/start\n";
        desk.write("config", &format!("[profile sso]\n{sso}[profile role]\n{role}{session}"));
        desk.write("credentials", WRONG_KEYS);
        let path = |folder: &str| format!("{}:/usr/bin:/bin", text(&desk.file(folder)));
        let without = path("none");
        let says = ["aws configure export-credentials --profile sso", "is not there", "install it"];
        desk.assert_none(&[("AWS_PROFILE", "sso"), ("PATH", &without)], &says);

        script(&desk, "bin/aws", ", \"SessionToken\": \"t\", \"Expiration\": \"2999-01-01T00:00:00+00:00\"");
        let with = path("bin");
        desk.login(&[("AWS_PROFILE", "role"), ("PATH", &with)]).expect_code(0);
        desk.backup(&[("PATH", &with)]).expect_code(0);
        desk.backup(&[("PATH", &with), ("AWS_PROFILE", "sso")]).expect_code(0);
        let asked = ["role", "role", "sso"]
            .map(|name| format!("configure export-credentials --format process --profile {name}"));
        assert_eq!(counted(&desk), asked);

        let failing = desk.file("bin/aws");
        fs::write(&failing, "#!/bin/sh\necho 'Token has expired and refresh failed' >&2\nexit 255\n").expect("written");
        let refused = desk.backup(&[("PATH", &with)]).expect_code(1);
        assert!(refused.stderr.contains("Token has expired") && refused.stderr.contains("aws sso login"), "{refused}");
    }
}

/// An address near by that hands out keys, and keeps what it was asked with.
struct Neighbour {
    address: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Neighbour {
    /// Answers by a request's first line and headers: a status and a text.
    fn start(answer: impl Fn(&str) -> (u16, String) + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let asked = Arc::<Mutex<Vec<String>>>::default();
        let kept = asked.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(mut stream) = stream else { return };
                let reader = BufReader::new(stream.try_clone().expect("a stream"));
                let lines = reader.lines().map_while(Result::ok).take_while(|line| !line.is_empty());
                let head = lines.collect::<Vec<_>>().join("\n");
                let (status, body) = answer(&head);
                kept.lock().expect("nobody panics").push(head);
                let length = body.len();
                let answer =
                    format!("HTTP/1.1 {status} x\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}");
                let _gone = stream.write_all(answer.as_bytes());
            }
        });
        Self { address, asked }
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().expect("nobody panics").clone()
    }
}

fn handed_out() -> String {
    format!(
        "{{\"Code\":\"Success\",\"AccessKeyId\":\"{ACCESS_KEY}\",\"SecretAccessKey\":\"{SECRET_KEY}\",\"Token\":\"t\",\
         \"Expiration\":\"2999-01-01T00:00:00Z\"}}"
    )
}

#[test]
fn a_container_has_an_address_that_hands_them_out() {
    let desk = Desk::new(331);
    let neighbour = Neighbour::start(|head| match head.to_lowercase().contains("authorization: let me in") {
        true => (200, handed_out()),
        false => (401, String::new()),
    });
    let address = format!("{}/v1/credentials", neighbour.address);
    let full = ("AWS_CONTAINER_CREDENTIALS_FULL_URI", address.as_str());
    desk.assert_none(&[full], &[&address, "401", "AWS_CONTAINER_"]);
    desk.assert_none(&[full, ("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "nowhere")], &["nowhere"]);
    desk.assert_none(
        &[("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://192.0.2.1/x")],
        &["http://192.0.2.1/x", "plain http"],
    );
    desk.assert_none(&[("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://127.0.0.1:1/x")], &["not reached"]);
    desk.assert_works(&[full, ("AWS_CONTAINER_AUTHORIZATION_TOKEN", "let me in")]);
    desk.write("token", "let me in\n");
    let file = desk.file("token");
    // No proxy is told of it, while the store would be asked through one if it were not excepted.
    let token = ("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", text(&file));
    let proxy = [("HTTP_PROXY", "http://127.0.0.1:1"), ("NO_PROXY", "localhost")];
    let endpoint = desk.server.endpoint().replace("127.0.0.1", "localhost");
    let backup = ["backup", text(desk.tree.folder()), "--endpoint", &endpoint];
    desk.run(&[&[full, token][..], &proxy].concat(), &backup).expect_code(0);
    assert!(neighbour.asked().iter().all(|head| head.starts_with("GET /v1/credentials ")), "{:#?}", neighbour.asked());
    // A profile counts for more than the container.
    desk.write("credentials", WRONG_KEYS);
    let refused = desk.backup(&[full, token]).expect_code(1);
    assert!(refused.stderr.contains("denied"), "{refused}");
}

#[test]
fn a_machine_has_a_role() {
    let desk = Desk::new(332);
    let role = "/latest/meta-data/iam/security-credentials/";
    let machine = |knows_tokens: bool| {
        Neighbour::start(move |head| {
            let line = head.lines().next().unwrap_or_default();
            let is_allowed = !knows_tokens || head.to_lowercase().contains("x-aws-ec2-metadata-token: the token");
            match line.split(' ').collect::<Vec<_>>()[..] {
                ["PUT", "/latest/api/token", _] if knows_tokens => (200, "the token".to_owned()),
                ["GET", path, _] if path == role && is_allowed => (200, "backup\n".to_owned()),
                ["GET", path, _] if path == format!("{role}backup") && is_allowed => (200, handed_out()),
                ["GET", ..] if !is_allowed => (401, String::new()),
                _ => (404, String::new()),
            }
        })
    };
    let newer = machine(true);
    desk.assert_works(&[("AWS_EC2_METADATA_SERVICE_ENDPOINT", &newer.address)]);
    assert_eq!(newer.asked().len(), 3 * 3, "{:#?}", newer.asked());
    let older = machine(false);
    desk.backup(&[("AWS_EC2_METADATA_SERVICE_ENDPOINT", &older.address)]).expect_code(0);
    let none = Neighbour::start(|_| (404, String::new()));
    let refused = desk.backup(&[("AWS_EC2_METADATA_SERVICE_ENDPOINT", &none.address)]).expect_code(1);
    assert!(refused.stderr.contains("no credentials"), "{refused}");
}
