//! How a connection to a node is made: straight to its port where that works, else through SSH, with TLS on top.

use std::future::Future;
use std::io;
use std::path::PathBuf;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use futures_util::future::{Either, select};
use rustls::ClientConfig;
use rustls::pki_types::ServerName;
use socket2::{SockRef, TcpKeepalive};
use tokio::net::{TcpStream, UnixStream};
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use crate::model::{Host, Port};

use super::credentials::CredentialSlot;
use super::reason;
use crate::transport::{BoxFuture, BoxIo, DialTo, Error, Result};

/// How long the straight way has before the way through SSH is tried beside it.
const HEAD_START: Duration = Duration::from_millis(400);

/// The deadline of a TCP connection, and of the TLS handshake (or whatever makes a connection good) after it.
pub(super) const CONNECT: Duration = Duration::from_secs(5);

/// How long a connection may be silent before the other side is asked whether it is still there, and how often it is.
const ASK_AFTER: Duration = Duration::from_secs(5);
const ASK_TIMES: u32 = 3;

/// The way to a node through SSH, opened when it is first asked for.
pub trait Tunnel: Send + Sync {
    fn dial(&self, to: DialTo) -> BoxFuture<'_, Result<BoxIo>>;
}

/// What was found out about the way to a node, for all of its ports.
#[derive(Clone, Default)]
pub struct Route(Arc<AtomicBool>);

impl Route {
    fn is_tunnelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    fn remember_tunnelled(&self, tunnelled: bool) {
        self.0.store(tunnelled, Ordering::Relaxed);
    }
}

/// A TCP port of a node.
#[derive(Clone)]
pub struct Endpoint {
    host: Host,
    port: Port,
    route: Route,
    tunnel: Arc<dyn Tunnel>,
}

/// Why the way through SSH came to nothing.
enum Missed {
    /// There is no way through SSH.
    NoWay(Error),
    /// The host was reached, and the connection closed at once: that is all one sees of a port on which nothing listens.
    Closed,
    /// Something listens, and this went wrong with it.
    Answered(io::Error),
}

impl Endpoint {
    pub fn new(host: Host, port: Port, route: Route, tunnel: Arc<dyn Tunnel>) -> Self {
        Self { host, port, route, tunnel }
    }

    /// The host that is dialled, and that a certificate must name.
    pub fn host(&self) -> &Host {
        &self.host
    }

    /// `HOST:PORT`.
    pub fn address(&self) -> String {
        self.host.with_port(self.port)
    }

    /// Connects and lets `finish` make the connection good. Directly, TCP's word that it is connected decides; through SSH, where a connection to a
    /// closed port is made all the same, `finish` decides. Where the straight way was slow and SSH won, SSH is tried first from then on; a refusal costs no time
    /// and may only mean that an engine is restarting.
    pub(super) async fn open<T, F, Fut>(&self, finish: F) -> Result<T>
    where
        F: Fn(BoxIo) -> Fut + Sync,
        Fut: Future<Output = io::Result<T>>,
    {
        // Boxed, because every way holds `finish`'s future, and callers hold several of these.
        if self.route.is_tunnelled() { Box::pin(self.open_tunnel_first(&finish)).await } else { Box::pin(self.open_directly_first(&finish)).await }
    }

    async fn open_directly_first<T, F, Fut>(&self, finish: &F) -> Result<T>
    where
        F: Fn(BoxIo) -> Fut,
        Fut: Future<Output = io::Result<T>>,
    {
        let mut direct = pin!(self.connect());
        let refused = match timeout(HEAD_START, direct.as_mut()).await {
            Ok(Ok(io)) => return self.finish_directly(io, finish).await,
            Ok(Err(error)) => error,
            Err(_slow) => match select(direct, pin!(self.through_tunnel(finish))).await {
                Either::Left((Ok(io), _)) => return self.finish_directly(io, finish).await,
                Either::Left((Err(error), tunnel)) => return tunnel.await.map_err(|missed| self.failed(&error, missed)),
                Either::Right((Ok(done), _)) => {
                    self.route.remember_tunnelled(true);
                    return Ok(done);
                }
                Either::Right((Err(Missed::NoWay(no_way)), direct)) => match direct.await {
                    Ok(io) => return self.finish_directly(io, finish).await,
                    Err(error) => return Err(self.failed(&error, Missed::NoWay(no_way))),
                },
                Either::Right((Err(missed), _)) => return Err(self.failed(&io::ErrorKind::TimedOut.into(), missed)),
            },
        };
        self.through_tunnel(finish).await.map_err(|missed| self.failed(&refused, missed))
    }

    async fn open_tunnel_first<T, F, Fut>(&self, finish: &F) -> Result<T>
    where
        F: Fn(BoxIo) -> Fut,
        Fut: Future<Output = io::Result<T>>,
    {
        let missed = match self.through_tunnel(finish).await {
            Ok(done) => return Ok(done),
            Err(missed) => missed,
        };
        if let Missed::Answered(error) = &missed {
            return Err(self.error(reason::of_io(error)));
        }
        match timeout(HEAD_START, self.connect()).await {
            Ok(Ok(io)) => self.finish_directly(io, finish).await,
            Ok(Err(error)) => Err(self.failed(&error, missed)),
            Err(_slow) => Err(self.failed(&io::ErrorKind::TimedOut.into(), missed)),
        }
    }

    async fn connect(&self) -> io::Result<BoxIo> {
        let tcp = timeout(CONNECT, TcpStream::connect((self.host.as_str(), self.port.get()))).await??;
        tcp.set_nodelay(true)?;
        notice_death(&tcp)?;
        Ok(Box::new(tcp))
    }

    async fn finish_directly<T, F, Fut>(&self, io: BoxIo, finish: &F) -> Result<T>
    where
        F: Fn(BoxIo) -> Fut,
        Fut: Future<Output = io::Result<T>>,
    {
        self.route.remember_tunnelled(false);
        within(finish(io)).await.map_err(|error| self.error(reason::of_io(&error)))
    }

    async fn through_tunnel<T, F, Fut>(&self, finish: &F) -> Result<T, Missed>
    where
        F: Fn(BoxIo) -> Fut,
        Fut: Future<Output = io::Result<T>>,
    {
        let io = self.tunnel.dial(DialTo::Loopback(self.port)).await.map_err(Missed::NoWay)?;
        match within(finish(io)).await {
            Ok(done) => Ok(done),
            Err(error) if reason::is_hang_up(&error) => Err(Missed::Closed),
            Err(error) => Err(Missed::Answered(error)),
        }
    }

    /// What to say when neither way led there.
    fn failed(&self, direct: &io::Error, missed: Missed) -> Error {
        let directly = reason::of_io(direct);
        let reason = match missed {
            Missed::Answered(error) => reason::of_io(&error),
            Missed::Closed if direct.kind() == io::ErrorKind::ConnectionRefused => directly,
            Missed::Closed => format!("{directly}, and through SSH nothing answers there either"),
            Missed::NoWay(no_way) => format!("{directly}, and there is no way through SSH: {no_way}"),
        };
        self.error(reason)
    }

    fn error(&self, reason: String) -> Error {
        Error::Connect { endpoint: self.address(), reason }
    }
}

/// A host that vanishes says nothing, and the system would wait for it for a quarter of an hour; ssh, too, asks after it every 5 s and gives up after three.
fn notice_death(tcp: &TcpStream) -> io::Result<()> {
    let socket = SockRef::from(tcp);
    socket.set_tcp_keepalive(&TcpKeepalive::new().with_time(ASK_AFTER).with_interval(ASK_AFTER).with_retries(ASK_TIMES))?;
    // Where something was sent and not acknowledged, nobody is asked: there it is this that counts.
    #[cfg(target_os = "linux")]
    socket.set_tcp_user_timeout(Some(ASK_AFTER * ASK_TIMES))?;
    Ok(())
}

async fn within<T>(work: impl Future<Output = io::Result<T>>) -> io::Result<T> {
    timeout(CONNECT, work).await?
}

/// TLS over a connection; `host` is the name that the certificate must have, unless `config` sees that otherwise.
pub(super) async fn tls(io: BoxIo, config: Arc<ClientConfig>, host: &Host) -> io::Result<BoxIo> {
    Ok(Box::new(handshake(io, config, host).await?))
}

/// The same, for those who want to know what was shown.
pub(super) async fn handshake(io: BoxIo, config: Arc<ClientConfig>, host: &Host) -> io::Result<TlsStream<BoxIo>> {
    let name = ServerName::try_from(host.as_str().to_owned()).map_err(io::Error::other)?;
    TlsConnector::from(config).connect(name, io).await
}

/// Where an engine, a manager or Consul is spoken to.
#[derive(Clone)]
pub enum Dialer {
    /// The operator's own engine.
    Local {
        /// Its socket.
        socket: PathBuf,
    },
    /// The engine's socket, through SSH.
    Socket {
        /// The node's SSH.
        tunnel: Arc<dyn Tunnel>,
        /// The node's address, for errors.
        host: Host,
    },
    /// A port that wants the operator's certificate.
    Mutual {
        /// The port.
        endpoint: Endpoint,
        /// The operator's certificate.
        credentials: CredentialSlot,
    },
}

impl Dialer {
    /// A new connection.
    pub(super) async fn dial(&self) -> Result<BoxIo> {
        match self {
            Self::Local { socket } => match UnixStream::connect(socket).await {
                Ok(stream) => Ok(Box::new(stream)),
                Err(error) => Err(Error::Connect { endpoint: self.address(), reason: reason::of_io(&error) }),
            },
            Self::Socket { tunnel, .. } => tunnel.dial(DialTo::DockerSocket).await,
            Self::Mutual { endpoint, credentials } => {
                let config = credentials.get()?.mutual();
                endpoint.open(|io| tls(io, config.clone(), endpoint.host())).await
            }
        }
    }

    /// What is dialled, for errors.
    pub fn address(&self) -> String {
        match self {
            Self::Local { socket } => format!("`{}`", socket.display()),
            Self::Socket { host, .. } => format!("the engine's socket on {host}"),
            Self::Mutual { endpoint, .. } => endpoint.address(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::net::TcpListener;

    /// SSH to this machine, as far as the dialer sees it: `None` is a login that fails.
    struct Loopback(Option<Port>);

    impl Tunnel for Loopback {
        fn dial(&self, _: DialTo) -> BoxFuture<'_, Result<BoxIo>> {
            Box::pin(async move {
                let Some(port) = self.0 else {
                    return Err(Error::SshMissing);
                };
                // As ssh does it: a connection is made whether something listens at its far end or not.
                match TcpStream::connect(("127.0.0.1", port.get())).await {
                    Ok(tcp) => Ok(Box::new(tcp) as BoxIo),
                    Err(_) => Ok(Box::new(tokio::io::duplex(1).0) as BoxIo),
                }
            })
        }
    }

    async fn greeter(word: &'static [u8]) -> Port {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = Port::new(listener.local_addr().unwrap().port()).unwrap();
        tokio::spawn(async move {
            while let Ok((mut tcp, _)) = listener.accept().await {
                let _ = tcp.write_all(word).await;
            }
        });
        port
    }

    async fn closed_port() -> Port {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        Port::new(listener.local_addr().unwrap().port()).unwrap()
    }

    async fn greeting(mut io: BoxIo) -> io::Result<Vec<u8>> {
        let mut word = vec![0; 4];
        io.read_exact(&mut word).await?;
        Ok(word)
    }

    fn endpoint(port: Port, far: Option<Port>) -> Endpoint {
        Endpoint::new("127.0.0.1".parse().unwrap(), port, Route::default(), Arc::new(Loopback(far)))
    }

    #[tokio::test]
    async fn the_straight_way_is_taken_where_it_works() {
        let endpoint = endpoint(greeter(b"near").await, Some(greeter(b"far!").await));
        assert_eq!(endpoint.open(greeting).await.unwrap(), b"near");
        assert!(!endpoint.route.is_tunnelled());
    }

    #[tokio::test]
    async fn a_port_that_refuses_is_reached_through_ssh_and_tried_again_next_time() {
        let endpoint = endpoint(closed_port().await, Some(greeter(b"far!").await));
        assert_eq!(endpoint.open(greeting).await.unwrap(), b"far!");
        assert!(!endpoint.route.is_tunnelled());
    }

    #[tokio::test]
    async fn a_remembered_way_is_taken_first() {
        let endpoint = endpoint(greeter(b"near").await, Some(greeter(b"far!").await));
        endpoint.route.remember_tunnelled(true);
        assert_eq!(endpoint.open(greeting).await.unwrap(), b"far!");
    }

    #[tokio::test]
    async fn a_remembered_way_that_fails_gives_way_to_the_other() {
        let endpoint = endpoint(greeter(b"near").await, Some(closed_port().await));
        endpoint.route.remember_tunnelled(true);
        assert_eq!(endpoint.open(greeting).await.unwrap(), b"near");
        assert!(!endpoint.route.is_tunnelled());
    }

    #[tokio::test]
    async fn a_port_that_is_closed_on_both_ways_is_refused() {
        let endpoint = endpoint(closed_port().await, Some(closed_port().await));
        let error = endpoint.open(greeting).await.unwrap_err().to_string();
        assert_eq!(error, format!("cannot connect to {}: connection refused", endpoint.address()));
    }

    #[tokio::test]
    async fn without_ssh_both_causes_are_told() {
        let endpoint = endpoint(closed_port().await, None);
        let error = endpoint.open(greeting).await.unwrap_err().to_string();
        assert!(error.ends_with("connection refused, and there is no way through SSH: the `ssh` program was not found"), "{error}");
    }
}
