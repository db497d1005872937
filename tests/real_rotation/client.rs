//! A client of its own: it believes what its CA file says, shows its certificate, asks once, and connects anew each time.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, Stream};

/// How long somebody waits for an answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// What a client has: PEM.
#[derive(Clone)]
pub struct Papers {
    pub ca: String,
    pub cert: String,
    pub key: String,
}

impl Papers {
    /// As a directory has them that is a `DOCKER_CERT_PATH`.
    pub fn read(dir: &Path) -> std::io::Result<Self> {
        // A link may be switched between two files; where it leads to stays what it is.
        let dir = dir.canonicalize()?;
        let file = |name: &str| std::fs::read_to_string(dir.join(name));
        Ok(Self { ca: file("ca.pem")?, cert: file("cert.pem")?, key: file("key.pem")? })
    }

    /// Asks for a path over TLS; what was wrong if the answer is not 200.
    pub fn get(&self, at: SocketAddr, path: &str) -> Result<(), String> {
        let name = ServerName::IpAddress(at.ip().into());
        let mut connection = ClientConnection::new(Arc::new(self.config()), name).map_err(|error| error.to_string())?;
        let mut tcp = connect(at)?;
        answered(&mut Stream::new(&mut connection, &mut tcp), "GET", path)
    }

    /// Panics unless who shows this certificate is turned away.
    pub fn is_turned_away(&self, at: SocketAddr, path: &str) {
        let why = self.get(at, path).expect_err("the certificate is not let in");
        // It may hang up before its alert arrives.
        assert!(!why.contains("answer") && !why.contains("connect:") && !why.contains("peer certificate"), "{at} does something else than refuse: {why}");
    }

    fn config(&self) -> ClientConfig {
        let certificates = |pem: &str| CertificateDer::pem_slice_iter(pem.as_bytes()).collect::<Result<Vec<_>, _>>().expect("it is PEM");
        let mut trusted = RootCertStore::empty();
        for ca in certificates(&self.ca) {
            trusted.add(ca).expect("it is a CA");
        }
        let key = PrivateKeyDer::from_pem_slice(self.key.as_bytes()).expect("it is a key");
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().expect("the provider has them");
        config.with_root_certificates(trusted).with_client_auth_cert(certificates(&self.cert), key).expect("the key is the certificate's")
    }
}

/// Asks for the head of a page without TLS; what was wrong if the answer is not 200.
pub fn head(at: SocketAddr, path: &str) -> Result<(), String> {
    answered(&mut connect(at)?, "HEAD", path)
}

fn connect(at: SocketAddr) -> Result<TcpStream, String> {
    let tcp = TcpStream::connect_timeout(&at, PATIENCE).map_err(|error| format!("cannot connect: {error}"))?;
    tcp.set_read_timeout(Some(PATIENCE)).and_then(|()| tcp.set_write_timeout(Some(PATIENCE))).map_err(|error| error.to_string())?;
    Ok(tcp)
}

fn answered(stream: &mut (impl Read + Write), method: &str, path: &str) -> Result<(), String> {
    let mut said = [0; 12];
    let asked = write!(stream, "{method} {path} HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n").and_then(|()| stream.flush());
    asked.and_then(|()| stream.read_exact(&mut said)).map_err(|error| error.to_string())?;
    let said = String::from_utf8_lossy(&said);
    if said.ends_with(" 200") { Ok(()) } else { Err(format!("the answer begins with `{said}`")) }
}
