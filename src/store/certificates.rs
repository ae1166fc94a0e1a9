//! Which servers are trusted over TLS, where the user names certificates in place of the system's; and why one is not.

use std::{
    error::Error as StdError,
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use rustls::{
    AlertDescription, CertificateError, ClientConfig, DigitallySignedStruct, InvalidMessage, RootCertStore,
    SignatureScheme,
    client::{
        WebPkiServerVerifier,
        danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    },
    crypto::aws_lc_rs,
    pki_types::{CertificateDer, ServerName, UnixTime, pem::PemObject},
};

use crate::{
    error::{CertificatesMistake, ConnectionProblem, Error, Result},
    model::FileOperation,
};

/// What the verifier says of a certificate that is an authority's and a server's at once, as those are that people make for their own
/// server. It has no name for that but this text.
const OWN_AUTHORITY: &str = "CaUsedAsEndEntity";
/// How servers of https say, in plain http, what they were sent: Go's, nginx, Apache.
const WANT_HTTPS: [&str; 3] =
    ["HTTP request to an HTTPS server", "HTTP request was sent to HTTPS port", "speaking plain HTTP to an SSL"];

/// The certificates of a file, which are trusted and no others.
#[derive(Debug, Clone)]
pub struct Certificates {
    path: PathBuf,
    config: ClientConfig,
}

impl Certificates {
    /// Reads a file of one or more certificates in PEM form; what else is in it counts for nothing.
    pub fn read(path: &Path) -> Result<Self> {
        let text = std::fs::read(path).map_err(Error::file(FileOperation::Read, path))?;
        let config = config(&text).map_err(|mistake| Error::Certificates { path: path.to_owned(), mistake })?;
        Ok(Self { path: path.to_owned(), config })
    }

    /// Where they come from.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// How connections are made that trust them.
    pub fn config(&self) -> ClientConfig {
        self.config.clone()
    }
}

fn config(text: &[u8]) -> Result<ClientConfig, CertificatesMistake> {
    let (mut roots, mut known) = (RootCertStore::empty(), Vec::new());
    for certificate in CertificateDer::pem_slice_iter(text) {
        let unreadable = |words: String| CertificatesMistake::Unreadable(known.len() + 1, words);
        let certificate = certificate.map_err(|error| unreadable(error.to_string()))?;
        roots.add(certificate.clone()).map_err(|error| unreadable(error.to_string()))?;
        known.push(certificate);
    }
    if known.is_empty() {
        return Err(CertificatesMistake::Empty);
    }
    let unusable = |error: &dyn ToString| CertificatesMistake::Unreadable(1, error.to_string());
    let provider = Arc::new(aws_lc_rs::default_provider());
    let authorities = WebPkiServerVerifier::builder_with_provider(roots.into(), provider.clone());
    let authorities = authorities.build().map_err(|error| unusable(&error))?;
    let versions = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let mut config = versions
        .map_err(|error| unusable(&error))?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(Verifier { known, authorities }))
        .with_no_client_auth();
    // What the client offers by itself where it makes its own configuration.
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}

/// Trusts what one of the certificates has signed, and each of them by itself as a server's: many that people make for their own server
/// have another name, or are an authority's at the same time.
#[derive(Debug)]
struct Verifier {
    known: Vec<CertificateDer<'static>>,
    authorities: Arc<WebPkiServerVerifier>,
}

impl ServerCertVerifier for Verifier {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        // That the server has the key to it is proved by the signatures below.
        if self.known.iter().any(|known| known == end_entity) {
            return Ok(ServerCertVerified::assertion());
        }
        let verified = self.authorities.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now);
        verified.map_err(|error| match error {
            // An authority that was made anew has the name of the one before it, and another key.
            rustls::Error::InvalidCertificate(CertificateError::BadSignature) => CertificateError::UnknownIssuer.into(),
            error => error,
        })
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.authorities.verify_tls12_signature(message, certificate, signed)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.authorities.verify_tls13_signature(message, certificate, signed)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.authorities.supported_verify_schemes()
    }
}

/// That a server is not talked to, on its way through the client of the store.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{server}: {problem}")]
pub struct Untalkable {
    /// Its name and port.
    pub server: String,
    /// Why.
    pub problem: ConnectionProblem,
}

/// Why a request over https failed, if trying again is in vain.
pub fn problem_of_https(error: &reqwest::Error, trusted: Option<&Path>) -> Option<ConnectionProblem> {
    let error = find::<rustls::Error>(error)?;
    match error {
        rustls::Error::InvalidCertificate(refused) => Some(refused_certificate(refused, trusted)),
        rustls::Error::InvalidMessage(InvalidMessage::InvalidContentType) => Some(ConnectionProblem::PlainHttp),
        rustls::Error::PeerIncompatible(_)
        | rustls::Error::AlertReceived(
            AlertDescription::HandshakeFailure
            | AlertDescription::ProtocolVersion
            | AlertDescription::InsufficientSecurity
            | AlertDescription::UnrecognisedName
            | AlertDescription::NoApplicationProtocol
            | AlertDescription::CertificateRequired,
        ) => Some(ConnectionProblem::Handshake(error.to_string())),
        // Anything else may be damage on the way, which passes.
        _ => None,
    }
}

/// Why a request over plain http failed, if trying again is in vain: what came back is no http.
pub fn problem_of_http(error: &reqwest::Error) -> Option<ConnectionProblem> {
    find(error)
        .filter(|error: &&hyper::Error| error.is_parse() && !error.is_parse_status())
        .map(|_| ConnectionProblem::OnlyHttps)
}

/// Whether an answer that refuses a request over plain http does so because https is wanted.
pub fn wants_https(answer: &[u8]) -> bool {
    WANT_HTTPS.iter().any(|words| memchr::memmem::find(answer, words.as_bytes()).is_some())
}

fn refused_certificate(refused: &CertificateError, trusted: Option<&Path>) -> ConnectionProblem {
    let seconds = |time: &UnixTime| i64::try_from(time.as_secs()).ok();
    match refused {
        CertificateError::UnknownIssuer => ConnectionProblem::UnknownIssuer { trusted: trusted.map(Path::to_owned) },
        CertificateError::Other(other) if other.0.to_string() == OWN_AUTHORITY => {
            ConnectionProblem::UnknownIssuer { trusted: trusted.map(Path::to_owned) }
        }
        CertificateError::NotValidForName => ConnectionProblem::OtherName { names: Vec::new() },
        CertificateError::NotValidForNameContext { presented, .. } => {
            ConnectionProblem::OtherName { names: presented.iter().map(|name| bare(name)).collect() }
        }
        CertificateError::Expired => ConnectionProblem::Expired { since: None },
        CertificateError::ExpiredContext { not_after, .. } => ConnectionProblem::Expired { since: seconds(not_after) },
        CertificateError::NotValidYet => ConnectionProblem::NotYetValid { from: None },
        CertificateError::NotValidYetContext { not_before, .. } => {
            ConnectionProblem::NotYetValid { from: seconds(not_before) }
        }
        other => ConnectionProblem::Certificate(other.to_string()),
    }
}

/// A name without the kind of name, `DnsName("nas.local")`, which is how the verifier hands it out.
fn bare(name: &str) -> String {
    let inner = name.split_once('(').and_then(|(_, rest)| rest.strip_suffix(')')).unwrap_or(name);
    inner.trim_matches('"').to_owned()
}

/// An error among the causes of another. Those that the system's errors carry are found in them only by asking for them.
fn find<'a, T: StdError + 'static>(error: &'a (dyn StdError + 'static)) -> Option<&'a T> {
    let mut cause = Some(error);
    while let Some(current) = cause {
        if let Some(found) = current.downcast_ref() {
            return Some(found);
        }
        cause = match current.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
            Some(carried) => Some(carried),
            None => current.source(),
        };
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_bare() {
        for (given, expected) in
            [("DnsName(\"nas.local\")", "nas.local"), ("IpAddress(192.0.2.1)", "192.0.2.1"), ("nas.local", "nas.local")]
        {
            assert_eq!(bare(given), expected);
        }
    }

    #[test]
    fn an_error_is_found_in_those_that_carry_it() {
        let refused = rustls::Error::InvalidCertificate(CertificateError::UnknownIssuer);
        let carried = io::Error::other(io::Error::new(io::ErrorKind::InvalidData, refused.clone()));
        assert_eq!(find::<rustls::Error>(&carried), Some(&refused));
        assert!(find::<rustls::Error>(&io::Error::other("x")).is_none());
    }

    #[test]
    fn a_file_must_hold_certificates_that_can_be_read() {
        let says = |text: &str| config(text.as_bytes()).map(|_| ());
        assert_eq!(says("no certificate"), Err(CertificatesMistake::Empty));
        let key = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n";
        assert_eq!(says(key), Err(CertificatesMistake::Empty));
        for broken in ["AAAA\n-----END CERTIFICATE-----\n", "%%%%\n-----END CERTIFICATE-----\n", "AAAA\n"] {
            let text = format!("-----BEGIN CERTIFICATE-----\n{broken}");
            assert!(matches!(says(&text), Err(CertificatesMistake::Unreadable(1, _))), "{broken}");
        }
    }
}
