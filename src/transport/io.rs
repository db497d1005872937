//! One kind of stream for every way to an endpoint: a TCP connection, a forwarded socket, a command's two pipes.

use tokio::io::{AsyncRead, AsyncWrite};

/// Bytes both ways.
pub trait Io: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin + ?Sized> Io for T {}

/// A stream whose origin does not matter.
pub type BoxIo = Box<dyn Io>;
