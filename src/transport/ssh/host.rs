//! A host by SSH, as the rest of the program sees it: it looks, acts, dials, and comes back by itself when looking was all that
//! was lost.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;
use tempfile::TempDir;
use tokio::sync::Mutex;

use crate::model::{Access, Host, NodeName, Port, Ssh};
use crate::transport::{Action, BoxFuture, BoxIo, Error, HeardFn, HostRead, HostWrite, Look, Output, Result};

use super::connection::Connection;
use super::scripts::{Job, Login};

/// How to reach one host.
#[derive(Debug, Clone)]
pub struct SshSettings {
    /// The node; names its files in `runtime_dir`.
    pub node: NodeName,
    /// Where it is.
    pub address: Host,
    /// Login, port, key, jump host, host key policy.
    pub ssh: Ssh,
    /// The `known_hosts` that is read, and in `accept-new` also written: the caller's own copy, so that a dry run leaves the store's alone.
    pub known_hosts: PathBuf,
    /// What `known_hosts` is a copy of: the file that a hint names.
    pub known_hosts_origin: PathBuf,
    /// A private directory with a short path, for control and forwarded sockets; see [`runtime_dir`].
    pub runtime_dir: PathBuf,
    /// How long the host may take to answer.
    pub connect_timeout: Duration,
}

/// What a stream leads to, on the host.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DialTo {
    /// The engine's socket, `/var/run/docker.sock`.
    DockerSocket,
    /// A port of 127.0.0.1.
    Loopback(Port),
}

/// A host reached by SSH.
pub struct SshHost {
    settings: SshSettings,
    login: Login,
    current: Mutex<Option<Arc<Connection>>>,
}

impl SshHost {
    /// Connects, and finds out how commands become root's. Connections that a busy sshd drops are tried again while the time lasts.
    ///
    /// # Errors
    /// ssh's refusal, by its cause; or a login that cannot run a shell.
    pub async fn connect(settings: SshSettings) -> Result<Self> {
        let connection = Connection::open(&settings).await?;
        let login = connection.login().await?;
        Ok(Self { settings, login, current: Mutex::new(Some(Arc::new(connection))) })
    }

    /// A stream to something on the host. Forwards are made once and reused; a connection that died is made anew.
    ///
    /// # Errors
    /// Nobody may open it, or the host is gone. A target that refuses shows on the first read only.
    pub async fn dial(&self, to: DialTo) -> Result<BoxIo> {
        let connection = self.connection().await?;
        match connection.dial(to, self.login).await {
            Err(Error::ConnectionLost { .. }) => self.reconnect(&connection).await?.dial(to, self.login).await,
            other => other,
        }
    }

    /// Ends the connection once the streams over it have ended. Looking at the host afterwards connects again.
    pub async fn close(&self) {
        let last = self.current.lock().await.take();
        if let Some(connection) = last.and_then(Arc::into_inner) {
            connection.close().await;
        }
    }

    async fn look_once_more(&self, look: Look) -> Result<Output> {
        let job = Job::of_look(&look, self.login);
        let connection = self.connection().await?;
        match connection.run(&job).await {
            Err(Error::ConnectionLost { .. }) => self.reconnect(&connection).await?.run(&job).await,
            other => other,
        }
    }

    async fn act_once(&self, action: Action) -> Result<Output> {
        let job = Job::of_action(&action, self.login)?;
        self.connection().await?.run(&job).await
    }

    async fn connection(&self) -> Result<Arc<Connection>> {
        let mut current = self.current.lock().await;
        match &*current {
            Some(connection) => Ok(Arc::clone(connection)),
            None => self.open_into(&mut current).await,
        }
    }

    /// A connection in place of `dead`: the one that somebody else made meanwhile, or a new one.
    async fn reconnect(&self, dead: &Arc<Connection>) -> Result<Arc<Connection>> {
        let mut current = self.current.lock().await;
        match &*current {
            Some(connection) if !Arc::ptr_eq(connection, dead) => Ok(Arc::clone(connection)),
            _ => self.open_into(&mut current).await,
        }
    }

    async fn open_into(&self, current: &mut Option<Arc<Connection>>) -> Result<Arc<Connection>> {
        let connection = Arc::new(Connection::open(&self.settings).await?);
        *current = Some(Arc::clone(&connection));
        Ok(connection)
    }
}

impl HostRead for SshHost {
    fn access(&self) -> Access {
        self.login.access
    }

    fn look(&self, look: Look) -> BoxFuture<'_, Result<Output>> {
        self.look_once_more(look).boxed()
    }
}

impl HostWrite for SshHost {
    fn act(&self, action: Action) -> BoxFuture<'_, Result<Output>> {
        self.act_once(action).boxed()
    }

    fn run<'a>(&'a self, command: &'a [OsString], heard: HeardFn<'a>) -> BoxFuture<'a, Result<Option<i32>>> {
        async move { self.connection().await?.run_command(command, heard).await }.boxed()
    }
}

/// A private directory whose path leaves room for ssh's control sockets, which may be 104 bytes long (macOS) with all that is appended.
///
/// # Errors
/// It cannot be made.
pub fn runtime_dir() -> Result<TempDir> {
    const LONGEST: usize = 40;
    let preferred = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from).filter(|dir| dir.is_absolute() && dir.as_os_str().len() <= LONGEST && dir.is_dir());
    let parent = preferred.unwrap_or_else(|| Path::new("/tmp").to_owned());
    let made = tempfile::Builder::new().prefix("swarmctl-").tempdir_in(&parent);
    made.map_err(|source| Error::LocalFile { path: parent.display().to_string(), source })
}
