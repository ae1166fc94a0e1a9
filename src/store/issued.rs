//! Credentials of S3 that are handed out for a time: by a command, by an address within a container, or by the machine itself.

use std::{
    ffi::OsString,
    fmt, io,
    net::{IpAddr, Ipv6Addr},
    path::PathBuf,
    sync::Arc,
    time::{Duration, Instant},
};

use http::StatusCode;
use object_store::{CredentialProvider, aws::AwsCredential};
use serde::Deserialize;
use tokio::sync::Mutex;
use zeroize::Zeroizing;

use super::{
    endpoint::is_on_this_computer,
    paced::{Proxy, client},
};
use crate::{
    error::CredentialProblem,
    platform::errand::{End, Errand, Given},
};

/// Where the role of a machine is asked for.
pub const INSTANCE_ADDRESS: &str = "http://169.254.169.254";
/// Where the role of a container is asked for, unless another address is named.
pub const CONTAINER_ADDRESS: &str = "http://169.254.170.2";
/// The addresses of containers that speak plain http, beside those of this computer.
const CONTAINER_HOSTS: [&str; 2] = ["169.254.170.2", "169.254.170.23"];
const CONTAINER_HOST_IPV6: Ipv6Addr = Ipv6Addr::new(0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x23);

/// A command may have to ask a server itself.
const COMMAND_TIMEOUT: Duration = Duration::from_secs(60);
/// Such addresses are near, or nobody is there.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(1);
const ANSWER_TIMEOUT: Duration = Duration::from_secs(10);
const ATTEMPTS: u32 = 3;
/// They are renewed this long before they end, or after half of a shorter life.
const MARGIN: Duration = Duration::from_secs(300);
/// What has ended by this computer's clock is good for this long: the clock may be wrong.
const SHORTEST_LIFE: Duration = Duration::from_secs(60);

/// Who hands credentials out.
#[derive(Clone)]
pub struct Issuer {
    /// Who.
    pub from: IssuedBy,
    /// The time now, in seconds since 1970.
    pub now: fn() -> i64,
}

/// Who hands credentials out.
#[derive(Clone)]
pub enum IssuedBy {
    /// A command writes them to its standard output, in the form of `credential_process`.
    Command {
        /// How it is named to people: it may have secrets among its arguments.
        name: String,
        /// The command.
        errand: Errand,
        /// Variables of this process that it does not find.
        withheld: Vec<OsString>,
    },
    /// An address answers with them.
    Container {
        /// The address.
        address: String,
        /// What it is shown.
        token: ContainerToken,
    },
    /// The machine has a role, which this address tells.
    Instance {
        /// The address.
        address: String,
    },
}

/// What the address of a container is shown.
#[derive(Clone)]
pub enum ContainerToken {
    /// Nothing.
    None,
    /// This.
    Text(Zeroizing<String>),
    /// What stands in a file, which changes from time to time.
    File(PathBuf),
}

impl fmt::Debug for Issuer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.from {
            IssuedBy::Command { .. } => "a command",
            IssuedBy::Container { .. } => "a container",
            IssuedBy::Instance { .. } => "the machine",
        })
    }
}

/// Credentials as they are handed out; commands and addresses differ in one name.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Issued {
    access_key_id: String,
    secret_access_key: String,
    #[serde(alias = "Token")]
    session_token: Option<String>,
    expiration: Option<String>,
}

struct Kept {
    credential: Arc<AwsCredential>,
    /// When they are renewed, and when they end.
    times: Option<(Instant, Instant)>,
}

/// Hands them on to the client, and renews them in time.
pub struct IssuedCredentials {
    issuer: Issuer,
    kept: Mutex<Option<Kept>>,
}

impl fmt::Debug for IssuedCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IssuedCredentials").field("issuer", &self.issuer).finish_non_exhaustive()
    }
}

impl IssuedCredentials {
    /// Those of an issuer, who is asked when they are first needed.
    pub fn new(issuer: Issuer) -> Self {
        Self { issuer, kept: Mutex::new(None) }
    }

    async fn current(&self) -> Result<Arc<AwsCredential>, CredentialProblem> {
        let mut kept = self.kept.lock().await;
        let now = Instant::now();
        if let Some(kept) = &*kept
            && kept.times.is_none_or(|(renewed, _)| now < renewed)
        {
            return Ok(kept.credential.clone());
        }
        match self.issuer.ask().await {
            Ok(issued) => {
                let life = issued.expiration.as_deref().map(|time| self.issuer.life(time));
                let token = issued.session_token.filter(|token| !token.is_empty());
                let credential = Arc::new(AwsCredential {
                    key_id: issued.access_key_id,
                    secret_key: issued.secret_access_key,
                    token,
                });
                let times = life.map(|life| (now + life - MARGIN.min(life / 2), now + life));
                *kept = Some(Kept { credential: credential.clone(), times });
                Ok(credential)
            }
            // Those that there are may last until the issuer answers again.
            Err(problem) => match &*kept {
                Some(kept) if kept.times.is_none_or(|(_, ends)| now < ends) => {
                    tracing::warn!(%problem, "credentials are not renewed");
                    Ok(kept.credential.clone())
                }
                _ => Err(problem),
            },
        }
    }
}

#[async_trait::async_trait]
impl CredentialProvider for IssuedCredentials {
    type Credential = AwsCredential;

    async fn get_credential(&self) -> object_store::Result<Arc<AwsCredential>> {
        let failed = |problem| object_store::Error::Generic { store: "S3", source: Box::new(problem) };
        self.current().await.map_err(failed)
    }
}

impl Issuer {
    /// How long credentials last that end at this time.
    fn life(&self, ends: &str) -> Duration {
        let seconds = ends.parse::<jiff::Timestamp>().map_or(0, |ends| ends.as_second().saturating_sub((self.now)()));
        u64::try_from(seconds).map(Duration::from_secs).unwrap_or_default().max(SHORTEST_LIFE)
    }

    async fn ask(&self) -> Result<Issued, CredentialProblem> {
        match &self.from {
            IssuedBy::Command { name, errand, withheld } => {
                let (name, errand, withheld) = (name.clone(), errand.clone(), withheld.clone());
                let run = tokio::task::spawn_blocking(move || run(&name, &errand, withheld));
                run.await.unwrap_or(Err(CredentialProblem::Nowhere))
            }
            IssuedBy::Container { address, token } => container(address, token).await,
            IssuedBy::Instance { address } => instance(address.trim_end_matches('/')).await,
        }
    }
}

/// What a command writes.
fn run(name: &str, errand: &Errand, withheld: Vec<OsString>) -> Result<Issued, CredentialProblem> {
    let mut written = Zeroizing::new(String::new());
    let mut complaint = String::new();
    let given = Given {
        input: String::new(),
        variables: Vec::new(),
        withheld,
        timeout: COMMAND_TIMEOUT,
        is_unwanted: &|| false,
    };
    let ended = errand.run(given, &mut |heard| {
        if !heard.is_error {
            // Ends of lines stand between the words of JSON, never within them.
            written.push_str(&heard.line);
        } else if !heard.line.is_empty() {
            complaint = heard.line;
        }
    });
    let failed = |said: String| CredentialProblem::CommandFailed { command: name.to_owned(), said };
    match ended {
        Ok(End::Code(0)) => parse(name, &written),
        Ok(_) if !complaint.is_empty() => Err(failed(complaint)),
        Ok(end) => {
            let code = if let End::Code(code) = end { Some(code) } else { None };
            Err(CredentialProblem::CommandEnded { command: name.to_owned(), code })
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Err(CredentialProblem::NoCommand { command: name.to_owned() })
        }
        Err(error) => Err(failed(error.to_string())),
    }
}

fn parse(from: &str, text: &str) -> Result<Issued, CredentialProblem> {
    serde_json::from_str(text).map_err(|_| CredentialProblem::Unreadable { from: from.to_owned() })
}

/// What the address of a container answers.
async fn container(address: &str, token: &ContainerToken) -> Result<Issued, CredentialProblem> {
    let refused = |message: String| CredentialProblem::Address { address: address.to_owned(), message };
    if !may_be_asked(address) {
        return Err(refused("plain http".to_owned()));
    }
    let token = match token {
        ContainerToken::None => None,
        ContainerToken::Text(text) => Some(text.clone()),
        ContainerToken::File(path) => {
            let text =
                std::fs::read_to_string(path).map_err(|error| refused(format!("{}: {error}", path.display())))?;
            Some(Zeroizing::new(text.trim().to_owned()))
        }
    };
    let asker = Asker::new(address)?;
    let answer = asker.ask(address, |client| {
        let request = client.get(address);
        match &token {
            Some(token) => request.header(http::header::AUTHORIZATION, token.as_str()),
            None => request,
        }
    });
    parse(address, &answer.await?)
}

/// Whether an address may hand out credentials: over TLS, or on this computer, or at one of the addresses of containers.
fn may_be_asked(address: &str) -> bool {
    let Ok(url) = url::Url::parse(address) else { return false };
    let is_container = match url.host() {
        Some(url::Host::Ipv4(host)) => CONTAINER_HOSTS.iter().any(|known| known.parse() == Ok(IpAddr::V4(host))),
        Some(url::Host::Ipv6(host)) => host == CONTAINER_HOST_IPV6,
        _ => false,
    };
    url.scheme() == "https" || (url.scheme() == "http" && (is_container || is_on_this_computer(address)))
}

/// What the machine says of its role.
async fn instance(address: &str) -> Result<Issued, CredentialProblem> {
    const TOKEN: &str = "X-aws-ec2-metadata-token";
    let asker = Asker::new(address)?;
    let token = format!("{address}/latest/api/token");
    let token = asker.ask(&token, |client| client.put(&token).header("X-aws-ec2-metadata-token-ttl-seconds", "600"));
    let token = match token.await {
        Ok(token) => Some(token),
        // Nobody is there: this is no such machine.
        Err(CredentialProblem::Silent { .. }) => return Err(CredentialProblem::Nowhere),
        // Those that speak the older form know of no tokens.
        Err(_) => None,
    };
    let get = async |path: &str| {
        let url = format!("{address}/latest/meta-data/iam/security-credentials/{path}");
        let answer = asker.ask(&url, |client| match &token {
            Some(token) => client.get(&url).header(TOKEN, token.as_str()),
            None => client.get(&url),
        });
        answer.await
    };
    let roles = match get("").await {
        Ok(roles) => roles,
        // A machine without a role.
        Err(CredentialProblem::Address { .. } | CredentialProblem::Silent { .. }) => {
            return Err(CredentialProblem::Nowhere);
        }
        Err(problem) => return Err(problem),
    };
    match roles.lines().next().map(str::trim) {
        Some(role) if !role.is_empty() => parse(address, &get(role).await?),
        _ => Err(CredentialProblem::Nowhere),
    }
}

/// Asks an address nearby, never through a proxy.
struct Asker {
    client: reqwest::Client,
}

impl Asker {
    fn new(address: &str) -> Result<Self, CredentialProblem> {
        let built = client(Some(&Proxy::Direct))
            .and_then(|builder| builder.connect_timeout(CONNECT_TIMEOUT).timeout(ANSWER_TIMEOUT).build());
        let failed = |error: reqwest::Error| CredentialProblem::Address {
            address: address.to_owned(),
            message: error.without_url().to_string(),
        };
        Ok(Self { client: built.map_err(failed)? })
    }

    /// Asks, and again where that may help.
    async fn ask(
        &self,
        address: &str,
        request: impl Fn(&reqwest::Client) -> reqwest::RequestBuilder,
    ) -> Result<Zeroizing<String>, CredentialProblem> {
        let address = || address.to_owned();
        let mut attempt = 0;
        loop {
            attempt += 1;
            let problem = match request(&self.client).send().await {
                Ok(answer) if answer.status().is_success() => match answer.text().await {
                    Ok(text) => return Ok(Zeroizing::new(text)),
                    Err(error) => silent(address(), &error),
                },
                Ok(answer) if answer.status() >= StatusCode::INTERNAL_SERVER_ERROR && attempt < ATTEMPTS => continue,
                Ok(answer) => {
                    let message = answer.status().to_string();
                    return Err(CredentialProblem::Address { address: address(), message });
                }
                // Where nobody listens, nobody will.
                Err(error) if error.is_connect() => return Err(silent(address(), &error)),
                Err(error) => silent(address(), &error),
            };
            if attempt >= ATTEMPTS {
                return Err(problem);
            }
        }
    }
}

fn silent(address: String, error: &reqwest::Error) -> CredentialProblem {
    let mut message = String::new();
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(current) = cause {
        // The last says it, and the first of them names the address once more.
        message = current.to_string();
        cause = current.source();
    }
    CredentialProblem::Silent { address, message }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn issuer() -> Issuer {
        Issuer { from: IssuedBy::Instance { address: String::new() }, now: || 1_000_000_000 }
    }

    #[test]
    fn credentials_are_read_in_both_forms() {
        let process = r#"{"Version":1,"AccessKeyId":"A","SecretAccessKey":"s","SessionToken":"t","Expiration":"2026-01-01T00:00:00Z"}"#;
        let address = r#"{"Code":"Success","AccessKeyId":"A","SecretAccessKey":"s","Token":"t","Expiration":"2026-01-01T00:00:00Z"}"#;
        for text in [process, address] {
            let issued = parse("x", text).expect("it is whole");
            assert_eq!((issued.access_key_id.as_str(), issued.session_token.as_deref()), ("A", Some("t")));
        }
        let lasting = parse("x", r#"{"Version":1,"AccessKeyId":"A","SecretAccessKey":"s"}"#).expect("it is whole");
        assert!(lasting.session_token.is_none() && lasting.expiration.is_none());
        assert!(parse("x", r#"{"Version":1,"AccessKeyId":"A"}"#).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn credentials_are_renewed_before_they_end_and_kept_until_then() {
        let folder = tempfile::tempdir().unwrap();
        let key = folder.path().join("key");
        let line = format!(
            r#"printf '{{"AccessKeyId":"%s","SecretAccessKey":"s","Expiration":"2001-09-09T02:46:40Z"}}' "$(cat '{}')""#,
            key.display()
        );
        let line = format!("test -e '{}' && {line}", key.display());
        let from = IssuedBy::Command { name: "x".to_owned(), errand: Errand::Shell(line), withheld: Vec::new() };
        let credentials = IssuedCredentials::new(Issuer { from, ..issuer() });
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let current = || runtime.block_on(credentials.current()).map(|credential| credential.key_id.clone());
        let now = Instant::now();
        let (before, after) = (now.checked_sub(Duration::from_secs(1)).unwrap_or(now), now + Duration::from_secs(600));
        let set = |times| runtime.block_on(credentials.kept.lock()).as_mut().unwrap().times = Some(times);

        std::fs::write(&key, "first").unwrap();
        assert_eq!(current().unwrap(), "first");
        std::fs::write(&key, "second").unwrap();
        assert_eq!(current().unwrap(), "first", "they last an hour");
        set((before, after));
        assert_eq!(current().unwrap(), "second");
        std::fs::remove_file(&key).unwrap();
        set((before, after));
        assert_eq!(current().unwrap(), "second", "nobody renews them, and they have not ended");
        set((before, before));
        assert!(matches!(current(), Err(CredentialProblem::CommandEnded { code: Some(1), .. })));
    }

    #[test]
    fn lives_are_told_from_the_time_of_their_end() {
        assert_eq!(issuer().life("2001-09-09T02:46:40Z"), Duration::from_secs(3600));
        assert_eq!(issuer().life("2001-09-09T01:46:40+00:00"), SHORTEST_LIFE);
        for over in ["1999-01-01T00:00:00Z", "some day"] {
            assert_eq!(issuer().life(over), SHORTEST_LIFE, "{over}");
        }
    }

    #[test]
    fn only_near_or_sealed_addresses_are_asked() {
        for fine in
            ["https://x.example", "http://127.0.0.1:1/c", "http://169.254.170.23/v1", "http://[fd00:ec2::23]/v1"]
        {
            assert!(may_be_asked(fine), "{fine}");
        }
        for other in ["http://192.0.2.1/c", "http://x.example", "ftp://127.0.0.1", "x"] {
            assert!(!may_be_asked(other), "{other}");
        }
    }
}
