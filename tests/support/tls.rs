//! A TLS server on the loopback that serves a certificate and does nothing else.

use std::io::{ErrorKind, Read as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, Stream};
use swarmctl::pki::Issued;

/// How long a client may be silent.
const PATIENCE: Duration = Duration::from_secs(5);

/// A server; gone when dropped.
pub struct TlsServer {
    address: SocketAddr,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl TlsServer {
    /// Serves a certificate of swarmctl's on `host`, on any port where `port` is 0.
    pub fn serve(host: &str, port: u16, issued: &Issued) -> Self {
        Self::serve_pem(host, port, &issued.cert_pem, issued.key.expose())
    }

    /// Serves a chain, PEM.
    pub fn serve_pem(host: &str, port: u16, chain: &str, key: &[u8]) -> Self {
        let chain = CertificateDer::pem_slice_iter(chain.as_bytes()).collect::<Result<Vec<_>, _>>().expect("it is PEM");
        let key = PrivateKeyDer::from_pem_slice(key).expect("it is a key");
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let config = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().expect("the provider has them");
        let config = Arc::new(config.with_no_client_auth().with_single_cert(chain, key).expect("the key is the certificate's"));
        let listener = TcpListener::bind((host, port)).expect("the port is free");
        let address = listener.local_addr().expect("it is bound");
        let stop = Arc::new(AtomicBool::new(false));
        let told = stop.clone();
        let thread = std::thread::spawn(move || {
            for client in listener.incoming() {
                if told.load(Ordering::Relaxed) {
                    return;
                }
                // What a client does wrong is its own affair.
                let _ = client.and_then(|client| shake(client, &config));
            }
        });
        Self { address, stop, thread: Some(thread) }
    }

    /// Its port.
    pub fn port(&self) -> u16 {
        self.address.port()
    }
}

impl Drop for TlsServer {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        // The thread wakes when somebody comes.
        let _ = TcpStream::connect(self.address);
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

/// Shakes hands and waits until the client goes.
fn shake(mut client: TcpStream, config: &Arc<ServerConfig>) -> std::io::Result<()> {
    client.set_read_timeout(Some(PATIENCE))?;
    let mut connection = ServerConnection::new(config.clone()).map_err(std::io::Error::other)?;
    match Stream::new(&mut connection, &mut client).read(&mut [0]) {
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => Ok(()),
        other => other.map(drop),
    }
}
