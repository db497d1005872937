//! One live connection: ssh's master process, what runs over it, what is forwarded through it.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ffi::OsString;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use backon::{ExponentialBuilder, Retryable};
use openssh::{Child, ControlPersist, ForwardType, Session, SessionBuilder, Socket, Stdio};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWriteExt};
use tokio::net::UnixStream;
use tokio::sync::{Mutex, OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use crate::model::{Access, Secret};
use crate::transport::lines::Lines;
use crate::transport::{BoxIo, Error, Heard, HeardFn, Output, Result};

use super::client::shell_word;
use super::host_keys::HostKeys;
use super::options::Options;
use super::refusal::{self, Refusal};
use super::scripts::{Job, LOGIN, Login};
use super::{DialTo, SshSettings};

/// sshd allows ten sessions a connection (`MaxSessions`); these two sum up to eight.
const SCRIPTS_AT_ONCE: usize = 3;
const STREAMS_AT_ONCE: usize = 5;
/// What a login may take beyond the connect timeout, which ends with the key exchange.
const LOGIN_GRACE: Duration = Duration::from_secs(10);
const DIAL_DEADLINE: Duration = Duration::from_secs(10);
/// A master whose swarmctl was killed ends after this long without use. Forwards do not count as use, hence the length.
// Evaluated by the compiler: it is not zero.
const IDLE_SECONDS: NonZeroUsize = NonZeroUsize::new(900).unwrap();
/// Most bytes of a script's output that are taken in.
const STDOUT_LIMIT: u64 = 4 << 20;
const STDERR_LIMIT: u64 = 256 << 10;
const STDERR_LINES: usize = 20;
const DOCKER_SOCKET: &str = "/var/run/docker.sock";

/// A connection to a host.
pub(super) struct Connection {
    session: Arc<Session>,
    scripts: Semaphore,
    streams: Arc<Semaphore>,
    forwards: Mutex<HashMap<DialTo, PathBuf>>,
}

impl Connection {
    /// Starts ssh and waits until it is logged in.
    pub async fn open(settings: &SshSettings) -> Result<Self> {
        let options = Options::write(settings)?;
        let keys = HostKeys::prepare(settings)?;
        let builder = builder(settings, &options, &keys);
        let backoff =
            ExponentialBuilder::default().with_min_delay(Duration::from_millis(150)).with_max_delay(Duration::from_secs(2)).with_jitter().without_max_times();
        let begun = Instant::now();
        let attempt = || log_in(&builder, settings, &options);
        let worth_another = |refusal: &Refusal| refusal.dropped && begun.elapsed() < settings.connect_timeout;
        let session = attempt.retry(backoff).when(worth_another).await.map_err(|refusal| refusal.error)?;
        Ok(Self {
            session: Arc::new(session),
            scripts: Semaphore::new(SCRIPTS_AT_ONCE),
            streams: Arc::new(Semaphore::new(STREAMS_AT_ONCE)),
            forwards: Mutex::default(),
        })
    }

    /// Finds out what the login may do.
    pub async fn login(&self) -> Result<Login> {
        let job = Job {
            what: "find out how to become root".to_owned(),
            deadline: Duration::from_secs(20),
            sudo: false,
            script: LOGIN.to_owned(),
            raw_args: &[],
            args: vec![],
            stdin: vec![],
        };
        let output = self.run(&job).await?;
        let text = String::from_utf8_lossy(&output.stdout);
        let has = |word: &str| text.lines().any(|line| line == word);
        let access = match () {
            () if has("root") => Access::Root,
            () if has("sudo") => Access::Sudo,
            () if has("sudo-password") => Access::SudoPassword,
            () if has("no-sudo") => Access::NoSudo,
            () => {
                let said: String = text.chars().filter(|c| !c.is_control()).take(200).collect();
                return Err(Error::Answer { what: "`sh`".to_owned(), source: format!("the login shell printed `{said}`").into() });
            }
        };
        Ok(Login { access, docker_socket: access == Access::Root || has("docker-socket") })
    }

    /// Runs a script to its end.
    pub async fn run(&self, job: &Job) -> Result<Output> {
        // The semaphore is never closed; if it were, running without a permit would do no harm.
        let _permit = self.scripts.acquire().await.ok();
        let begun = Instant::now();
        let Ok(ended) = timeout(job.deadline, self.run_to_end(job)).await else {
            return Err(Error::Timeout { what: job.what.clone(), seconds: job.deadline.as_secs() });
        };
        let stdout = ended?;
        let round_trip_ms = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
        Ok(Output { stdout, round_trip_ms })
    }

    async fn run_to_end(&self, job: &Job) -> Result<Vec<u8>> {
        let mut child = match spawn(&self.session, job).await {
            Ok(child) => child,
            Err(error) => return Err(self.broken(&job.what, &error).await),
        };
        let (stdin, stdout, stderr) = (child.stdin().take(), child.stdout().take(), child.stderr().take());
        let write = async move {
            let Some(mut stdin) = stdin else { return };
            for part in &job.stdin {
                // A script that ended early says itself why.
                if stdin.write_all(Secret::expose(part)).await.is_err() {
                    return;
                }
            }
        };
        let ((), stdout, stderr) = tokio::join!(write, read_some(stdout, STDOUT_LIMIT), read_some(stderr, STDERR_LIMIT));
        // A login shell that refuses to run anything says so on standard output.
        let failed = |status| Err(command_failed(&job.what, status, if stderr.is_empty() { &stdout } else { &stderr }));
        match child.wait().await {
            Ok(status) if status.success() && stdout.len() as u64 >= STDOUT_LIMIT => {
                Err(Error::Answer { what: job.what.clone(), source: format!("it is longer than {STDOUT_LIMIT} bytes").into() })
            }
            Ok(status) if status.success() => Ok(stdout),
            Ok(status) => failed(status.code()),
            // The library's word for exit status 127, whoever it came from.
            Err(openssh::Error::Remote(_)) => failed(Some(127)),
            Err(openssh::Error::RemoteProcessTerminated) if self.session.check().await.is_ok() => failed(None),
            Err(error) => Err(self.broken(&job.what, &error).await),
        }
    }

    /// Runs a user's command and passes on its lines; `None` is one that was killed. Once it has been sent nobody knows how far it is, so that a lost
    /// connection is told and nothing tried again.
    pub async fn run_command(&self, words: &[OsString], heard: HeardFn<'_>) -> Result<Option<i32>> {
        // As in `run`.
        let _permit = self.scripts.acquire().await.ok();
        let what = "run the command";
        let Some((program, args)) = words.split_first() else { return Ok(Some(0)) };
        let mut command = self.session.raw_command(shell_word(program));
        command.raw_args(args.iter().map(|word| shell_word(word))).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = match command.spawn().await {
            Ok(child) => child,
            Err(error) => return Err(self.broken(what, &error).await),
        };
        let (stdout, stderr) = (child.stdout().take(), child.stderr().take());
        tokio::join!(pass_on(stdout, Heard::Stdout, heard), pass_on(stderr, Heard::Stderr, heard));
        match child.wait().await {
            Ok(status) => Ok(status.code()),
            Err(openssh::Error::Remote(_)) => Ok(Some(127)),
            Err(openssh::Error::RemoteProcessTerminated) if self.session.check().await.is_ok() => Ok(None),
            Err(error) => Err(self.broken(what, &error).await),
        }
    }

    /// A failure of the connection itself, or of one session on it.
    async fn broken(&self, what: &str, error: &openssh::Error) -> Error {
        let what = what.to_owned();
        if matches!(error, openssh::Error::Disconnected) || self.session.check().await.is_err() {
            return Error::ConnectionLost { what };
        }
        Error::CommandFailed { what, status: None, message: with_source(error), lines: vec![] }
    }

    /// A stream to something on the host.
    pub async fn dial(&self, to: DialTo, login: Login) -> Result<BoxIo> {
        let dialed = match to {
            DialTo::DockerSocket if !login.docker_socket => match login.access {
                Access::Root | Access::Sudo => timeout(DIAL_DEADLINE, self.dial_by_command()).await,
                Access::SudoPassword | Access::NoSudo => return Err(refused(to, "the login may not open it and cannot become root")),
            },
            _ => timeout(DIAL_DEADLINE, self.dial_by_forward(to)).await,
        };
        dialed.unwrap_or_else(|_| Err(Error::Timeout { what: format!("open {}", name(to)), seconds: DIAL_DEADLINE.as_secs() }))
    }

    async fn dial_by_forward(&self, to: DialTo) -> Result<BoxIo> {
        let mut forwards = self.forwards.lock().await;
        let path = match forwards.entry(to) {
            Entry::Occupied(made) => made.into_mut(),
            Entry::Vacant(vacant) => {
                let path = self.forward(to).await?;
                vacant.insert(path)
            }
        };
        // A forward ends with its master.
        let stream = UnixStream::connect(path).await.map_err(|_| lost(to))?;
        Ok(Box::new(stream))
    }

    async fn forward(&self, to: DialTo) -> Result<PathBuf> {
        let (file, remote) = match to {
            DialTo::DockerSocket => ("docker".to_owned(), Socket::from(Path::new(DOCKER_SOCKET))),
            DialTo::Loopback(port) => (port.to_string(), Socket::new("127.0.0.1", port.get())),
        };
        // Beside the control socket, whose path is longer: it fits, and goes when the connection does.
        let path = self.session.control_socket().with_file_name(file);
        let made = self.session.request_port_forward(ForwardType::Local, path.as_path(), remote).await;
        match made {
            Ok(()) => Ok(path),
            Err(openssh::Error::Disconnected) => Err(lost(to)),
            Err(error) if self.session.check().await.is_ok() => Err(refused(to, &with_source(&error))),
            Err(_) => Err(lost(to)),
        }
    }

    async fn dial_by_command(&self) -> Result<BoxIo> {
        let to = DialTo::DockerSocket;
        // The semaphore is never closed.
        let permit = Arc::clone(&self.streams).acquire_owned().await.map_err(|_| lost(to))?;
        let mut command = Arc::clone(&self.session).arc_command("sudo");
        command.args(["-n", "--", "docker", "--host", "unix:///var/run/docker.sock", "system", "dial-stdio"]);
        let spawned = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().await;
        let mut child = match spawned {
            Ok(child) => child,
            Err(error) if self.session.check().await.is_ok() => return Err(refused(to, &with_source(&error))),
            Err(_) => return Err(lost(to)),
        };
        let (Some(stdout), Some(stdin)) = (child.stdout().take(), child.stdin().take()) else {
            return Err(refused(to, "the command has no pipes"));
        };
        tokio::spawn(reap(child, permit));
        Ok(Box::new(tokio::io::join(stdout, stdin)))
    }

    /// Ends the connection. What goes wrong here is of no use to anybody.
    pub async fn close(self) {
        if let Some(session) = Arc::into_inner(self.session) {
            let _ = session.close().await;
        }
    }
}

fn builder(settings: &SshSettings, options: &Options, keys: &HostKeys) -> SessionBuilder {
    let mut builder = SessionBuilder::default();
    builder
        .config_file(&options.config)
        .known_hosts_check(keys.check.clone())
        .user_known_hosts_file(&keys.file)
        .control_directory(&settings.runtime_dir)
        .control_persist(ControlPersist::IdleFor(IDLE_SECONDS));
    if let Some(user) = &settings.ssh.user {
        builder.user(user.clone());
    }
    if let Some(port) = settings.ssh.port {
        builder.port(port.get());
    }
    if let Some(identity) = &settings.ssh.identity {
        builder.keyfile(identity);
    }
    builder
}

async fn log_in(builder: &SessionBuilder, settings: &SshSettings, options: &Options) -> Result<Session, Refusal> {
    let limit = settings.connect_timeout + LOGIN_GRACE;
    let connecting = timeout(limit, builder.connect_mux(settings.address.as_str())).await;
    let final_refusal = |error| Err(Refusal { error, dropped: false });
    match connecting {
        Ok(Ok(session)) => Ok(session),
        Ok(Err(openssh::Error::Connect(error))) if error.kind() == std::io::ErrorKind::NotFound && !ssh_is_there() => final_refusal(Error::SshMissing),
        Ok(Err(openssh::Error::Connect(error))) => {
            let jump_said = options.jump_log.as_ref().and_then(|log| std::fs::read_to_string(log).ok());
            Err(refusal::read(settings, &error.to_string(), jump_said.as_deref()))
        }
        Ok(Err(openssh::Error::Master(source))) => final_refusal(Error::LocalFile { path: settings.runtime_dir.display().to_string(), source }),
        Ok(Err(error)) => final_refusal(Error::Unreachable { target: refusal::target(settings), reason: with_source(&error) }),
        Err(_) => final_refusal(Error::Unreachable { target: refusal::target(settings), reason: format!("no login within {} s", limit.as_secs()) }),
    }
}

fn ssh_is_there() -> bool {
    std::env::var_os("PATH").is_some_and(|path| std::env::split_paths(&path).any(|dir| dir.join("ssh").is_file()))
}

async fn spawn<'a>(session: &'a Session, job: &Job) -> Result<Child<&'a Session>, openssh::Error> {
    let mut command = session.command(if job.sudo { "sudo" } else { "sh" });
    if job.sudo {
        command.args(["-n", "--", "sh"]);
    }
    command.args(["-c", &job.script, "sh"]).raw_args(job.raw_args).args(&job.args);
    command.stdin(if job.stdin.is_empty() { Stdio::null() } else { Stdio::piped() });
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().await
}

/// Keeps the permit until the command has ended, not only its stream.
async fn reap(child: Child<Arc<Session>>, permit: OwnedSemaphorePermit) {
    let _ = child.wait().await;
    drop(permit);
}

/// What comes, up to `limit`; what is beyond it is read and thrown away, so that the command does not hang on a full pipe.
async fn read_some<R: AsyncRead + Unpin>(stream: Option<R>, limit: u64) -> Vec<u8> {
    let mut kept = Vec::new();
    if let Some(mut stream) = stream {
        // A pipe that breaks is a connection that breaks, which the command's end tells better.
        let _ = (&mut stream).take(limit).read_to_end(&mut kept).await;
        let _ = tokio::io::copy(&mut stream, &mut tokio::io::sink()).await;
    }
    kept
}

/// Passes on lines as they come.
async fn pass_on<R: AsyncRead + Unpin>(stream: Option<R>, from: Heard, heard: HeardFn<'_>) {
    let Some(mut stream) = stream else { return };
    let (mut lines, mut buffer) = (Lines::new(from, heard), [0; 8192]);
    // A pipe that breaks is told by the command's end.
    while let Ok(count @ 1..) = stream.read(&mut buffer).await {
        lines.add(&buffer[..count]);
    }
    lines.end();
}

/// A script's last line on standard error says why it failed; the ones before it are detail.
fn command_failed(what: &str, status: Option<i32>, said: &[u8]) -> Error {
    let text = String::from_utf8_lossy(said);
    let clean = |line: &str| line.chars().filter(|c| !c.is_control()).take(500).collect::<String>();
    let mut lines: Vec<_> = text.lines().map(clean).filter(|line| !line.trim().is_empty()).collect();
    let message = lines.pop().unwrap_or_else(|| match status {
        Some(status) => format!("it ended with status {status} and said nothing"),
        None => "it was killed on the host".to_owned(),
    });
    let lines = lines.split_off(lines.len().saturating_sub(STDERR_LINES));
    Error::CommandFailed { what: what.to_owned(), status, message, lines }
}

fn with_source(error: &openssh::Error) -> String {
    let source = std::error::Error::source(error).map(|source| format!(": {source}"));
    format!("{error}{}", source.unwrap_or_default())
}

fn name(to: DialTo) -> String {
    match to {
        DialTo::DockerSocket => format!("`{DOCKER_SOCKET}`"),
        DialTo::Loopback(port) => format!("port {port}"),
    }
}

fn lost(to: DialTo) -> Error {
    Error::ConnectionLost { what: format!("open {}", name(to)) }
}

fn refused(to: DialTo, reason: &str) -> Error {
    Error::Connect { endpoint: name(to).replace('`', ""), reason: reason.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_is_the_reason_and_the_ones_before_it_are_detail() {
        let failed = command_failed("try", Some(1), b"one\n\x1b[31mtwo\r\n\nthe reason\n");
        let Error::CommandFailed { message, lines, .. } = failed else { panic!("another error") };
        assert_eq!((message.as_str(), lines), ("the reason", vec!["one".to_owned(), "[31mtwo".to_owned()]));
    }

    #[test]
    fn a_script_that_says_nothing_is_named_by_its_status() {
        let failed = command_failed("try", Some(9), b"");
        assert_eq!(failed.to_string(), "could not try: it ended with status 9 and said nothing");
    }

    #[tokio::test]
    async fn output_beyond_the_limit_is_drained_and_not_kept() {
        assert_eq!(read_some(Some(&b"0123456789"[..]), 4).await, b"0123");
    }
}
