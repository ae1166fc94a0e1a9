//! TLS before a server, with certificates that are made for the test.

use std::{
    io,
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
};

use http_body_util::{BodyExt, Full};
use hyper::{header, service::service_fn};
use hyper_util::rt::{TokioExecutor, TokioIo};
use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    runtime::Runtime,
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        crypto::aws_lc_rs,
        pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer},
        sign::{CertifiedKey, SingleCertAndKey},
    },
};

use super::server::{Forward, Server};

/// The name that servers of these tests have.
pub const ADDRESS: &str = "127.0.0.1";

/// What a server shows, and the key to it.
pub struct Identity {
    certificate: CertificateDer<'static>,
    /// The certificate as a file holds it.
    pub pem: String,
    key: KeyPair,
}

/// What a certificate is to say.
pub struct Wanted {
    /// The name it is for.
    pub name: &'static str,
    /// The years from and to whose beginnings it is valid.
    pub years: (i32, i32),
    /// Whether it is an authority's.
    pub is_authority: bool,
}

impl Default for Wanted {
    fn default() -> Self {
        Self { name: ADDRESS, years: (2000, 3000), is_authority: false }
    }
}

impl Wanted {
    fn parameters(&self) -> CertificateParams {
        let mut parameters = CertificateParams::new([self.name.to_owned()]).expect("a name");
        parameters.not_before = rcgen::date_time_ymd(self.years.0, 1, 1);
        parameters.not_after = rcgen::date_time_ymd(self.years.1, 1, 1);
        if self.is_authority {
            parameters.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        }
        parameters
    }

    /// A certificate that has signed itself.
    pub fn by_itself(&self) -> Identity {
        let key = KeyPair::generate().expect("a key");
        Identity::of(&self.parameters().self_signed(&key).expect("a certificate"), key)
    }
}

impl Identity {
    fn of(certificate: &rcgen::Certificate, key: KeyPair) -> Self {
        Self { certificate: certificate.der().clone(), pem: certificate.pem(), key }
    }

    /// The same certificate in the hands of somebody who has another key.
    pub fn stolen(&self) -> Self {
        let key = KeyPair::generate().expect("a key");
        Self { certificate: self.certificate.clone(), pem: self.pem.clone(), key }
    }

    fn config(&self) -> ServerConfig {
        let provider = aws_lc_rs::default_provider();
        let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(self.key.serialize_der()));
        let key = provider.key_provider.load_private_key(key).expect("a key");
        // Whether the key belongs to the certificate is not asked here.
        let shown = CertifiedKey::new(vec![self.certificate.clone()], key);
        ServerConfig::builder_with_provider(provider.into())
            .with_safe_default_protocol_versions()
            .expect("versions")
            .with_no_client_auth()
            .with_cert_resolver(Arc::new(SingleCertAndKey::from(shown)))
    }
}

/// Somebody who signs certificates. All of them have one name, as one that is made again at home has.
pub struct Authority {
    issuer: Issuer<'static, KeyPair>,
    /// Its own certificate as a file holds it.
    pub pem: String,
}

impl Authority {
    /// A new one.
    pub fn new() -> Self {
        let mut parameters = Wanted { is_authority: true, name: "authority.example", ..Wanted::default() }.parameters();
        parameters.distinguished_name.push(DnType::CommonName, "an authority at home");
        let key = KeyPair::generate().expect("a key");
        let pem = parameters.self_signed(&key).expect("a certificate").pem();
        Self { issuer: Issuer::new(parameters, key), pem }
    }

    /// A certificate that it has signed.
    pub fn sign(&self, wanted: &Wanted) -> Identity {
        let key = KeyPair::generate().expect("a key");
        Identity::of(&wanted.parameters().signed_by(&key, &self.issuer).expect("a certificate"), key)
    }
}

/// How a front talks to those who come.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// TLS; what comes through it is handed on as it is.
    Bytes,
    /// The same; who comes without TLS is told so in plain http, as Go's servers do.
    Telling,
    /// HTTP/2 over TLS, whose requests are handed on.
    Http2,
}

/// TLS before a server; it stops when dropped.
pub struct Front {
    address: SocketAddr,
    connections: Arc<AtomicUsize>,
    runtime: Option<Runtime>,
}

impl Front {
    /// Stands before a server.
    pub fn start(identity: &Identity, manner: Manner, server: &Server) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .thread_name("front")
            .enable_all()
            .build()
            .expect("threads for the front");
        let listener = runtime.block_on(TcpListener::bind((ADDRESS, 0))).expect("a port of loopback");
        let address = listener.local_addr().expect("a bound port has a number");
        let mut config = identity.config();
        if manner == Manner::Http2 {
            config.alpn_protocols = vec![b"h2".to_vec()];
        }
        let (acceptor, behind) = (TlsAcceptor::from(Arc::new(config)), server.endpoint());
        let connections = Arc::new(AtomicUsize::new(0));
        let counted = connections.clone();
        runtime.spawn(async move {
            loop {
                let Ok((stream, _)) = listener.accept().await else { continue };
                counted.fetch_add(1, SeqCst);
                let (acceptor, behind) = (acceptor.clone(), behind.clone());
                // What becomes of a connection is the client's matter.
                tokio::spawn(async move { drop(serve(stream, acceptor, manner, behind).await) });
            }
        });
        Self { address, connections, runtime: Some(runtime) }
    }

    /// Its address for clients, with another scheme if need be.
    pub fn endpoint(&self, scheme: &str) -> String {
        format!("{scheme}://{}", self.address)
    }

    /// How many connections were begun.
    pub fn connections(&self) -> usize {
        self.connections.load(SeqCst)
    }
}

impl Drop for Front {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

async fn serve(mut stream: TcpStream, acceptor: TlsAcceptor, manner: Manner, behind: String) -> io::Result<()> {
    if manner == Manner::Telling {
        let mut first = [0];
        stream.peek(&mut first).await?;
        // Every connection of TLS begins with this byte.
        if first != [0x16] {
            let mut request = Vec::new();
            while !request.ends_with(b"\r\n\r\n") && stream.read_buf(&mut request).await? > 0 {}
            let told = b"HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n";
            stream.write_all(told).await?;
            return stream.shutdown().await;
        }
    }
    let mut encrypted = acceptor.accept(stream).await?;
    if manner != Manner::Http2 {
        let mut server = TcpStream::connect(behind.trim_start_matches("http://")).await?;
        return tokio::io::copy_bidirectional(&mut encrypted, &mut server).await.map(drop);
    }
    let forward = Forward::to(behind);
    let serve = service_fn(move |request: hyper::Request<hyper::body::Incoming>| {
        let forward = forward.clone();
        async move {
            let (mut head, body) = request.into_parts();
            let body = body.collect().await.map_err(io::Error::other)?.to_bytes();
            // Signatures hold for the name that the client has addressed, which has another place here.
            if let Some(name) = head.uri.authority() {
                head.headers.insert(header::HOST, name.as_str().try_into().map_err(io::Error::other)?);
            }
            let answer = forward.perform(hyper::Request::from_parts(head, body)).await.map_err(io::Error::other)?;
            Ok::<_, io::Error>(answer.map(Full::new))
        }
    });
    let connection = hyper::server::conn::http2::Builder::new(TokioExecutor::new());
    connection.serve_connection(TokioIo::new(encrypted), serve).await.map_err(io::Error::other)
}
