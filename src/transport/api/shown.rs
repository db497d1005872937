//! The certificates that a TLS port serves, seen without believing them: whose they are is for others to judge.

use std::io;

use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::model::{Host, Port};

use super::capture::Capture;
use super::dialer::{CONNECT, Endpoint, tls};
use super::reason;
use crate::transport::{BoxIo, Error, Result};

/// What a node's endpoint serves, in DER, the leaf first; by the way through SSH where its port is not reached.
pub async fn shown(endpoint: &Endpoint) -> Result<Vec<Vec<u8>>> {
    endpoint.open(|io| greeted(io, endpoint.host())).await
}

/// What any TLS port serves, in DER, the leaf first. It is dialled directly: nothing is known of it but where it is.
///
/// # Errors
/// When it is not reached, or does not speak TLS.
pub async fn shown_at(host: &Host, port: Port) -> Result<Vec<Vec<u8>>> {
    let shown = async {
        let tcp = timeout(CONNECT, TcpStream::connect((host.as_str(), port.get()))).await??;
        timeout(CONNECT, greeted(Box::new(tcp), host)).await?
    };
    shown.await.map_err(|error| Error::Connect { endpoint: host.with_port(port), reason: reason::of_io(&error) })
}

/// Shakes hands as a stranger. A server that refuses strangers has shown its certificates by then, and more is not wanted.
async fn greeted(io: BoxIo, host: &Host) -> io::Result<Vec<Vec<u8>>> {
    let capture = Capture::new();
    let client = capture.client().map_err(io::Error::other)?;
    let hands = tls(io, client, host).await;
    match (capture.chain(), hands) {
        (chain, _) if !chain.is_empty() => Ok(chain),
        (_, Err(error)) => Err(error),
        (_, Ok(_)) => Err(io::Error::other("it showed no certificate")),
    }
}
