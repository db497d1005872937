//! The `swarmctl` program, run in a place of its own with nothing inherited that could change what it does.

use std::ffi::{OsStr, OsString};
use std::io::{Read, Write};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::documents;
use super::expect::{assert_matches, without_times};

/// How long a run may take unless the test says otherwise.
const DEADLINE: Duration = Duration::from_secs(60);
const POLL: Duration = Duration::from_millis(5);

/// A place for runs that belong together: home, store and working directory. Gone when dropped.
pub struct Sandbox {
    dir: TempDir,
}

impl Sandbox {
    /// An empty one. Its path is short, because sockets are made in it.
    pub fn new() -> Self {
        let dir = tempfile::Builder::new().prefix("swarmctl-").rand_bytes(4).tempdir_in("/tmp").expect("a directory can be made in /tmp");
        for name in ["home", "store", "work", "run", "tmp"] {
            std::fs::DirBuilder::new().mode(0o700).create(dir.path().join(name)).expect("the directory is new");
        }
        Self { dir }
    }

    /// The working directory of runs.
    pub fn work(&self) -> PathBuf {
        self.dir.path().join("work")
    }

    /// `SWARMCTL_HOME` of runs.
    pub fn store(&self) -> PathBuf {
        self.dir.path().join("store")
    }

    /// `HOME` of runs.
    pub fn home(&self) -> PathBuf {
        self.dir.path().join("home")
    }

    /// Writes a file in the working directory.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.work().join(name);
        std::fs::write(&path, content).expect("the sandbox can be written to");
        path
    }

    /// `swarmctl ARGS`, to be run here.
    pub fn program<A: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = A>) -> Program<'_> {
        let args = args.into_iter().map(|arg| arg.as_ref().to_owned()).collect();
        Program { sandbox: self, args, env: Vec::new(), stdin: Vec::new(), stdout: None, stderr: None, status: 0, deadline: DEADLINE }
    }

    /// A shell script, run here with nothing inherited either and `swarmctl` on its PATH. Its output as it is; panics if it fails.
    pub fn shell(&self, script: &str) -> String {
        let program = Path::new(env!("CARGO_BIN_EXE_swarmctl")).parent().expect("it is in a directory");
        let path = std::env::var_os("PATH").unwrap_or_default();
        let path = std::env::join_paths(std::iter::once(program.to_owned()).chain(std::env::split_paths(&path))).expect("the parts are of a PATH");
        let mut command = Command::new("bash");
        command.args(["-euo", "pipefail", "-c", script]).env_clear().current_dir(self.work()).envs(self.places()).env("PATH", path);
        let output = command.output().expect("the tests on real hosts need bash");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        assert!(output.status.success(), "`{script}` failed: {}{}", text(&output.stdout), text(&output.stderr));
        text(&output.stdout)
    }

    fn places(&self) -> [(&'static str, PathBuf); 6] {
        let of = |name| self.dir.path().join(name);
        [
            ("HOME", of("home")),
            ("SWARMCTL_HOME", of("store")),
            ("XDG_RUNTIME_DIR", of("run")),
            ("TMPDIR", of("tmp")),
            ("LANG", "C.UTF-8".into()),
            ("TERM", "xterm".into()),
        ]
    }

    /// Output with what differs from run to run replaced: `[DIR]` for this place, `[TIME]` for times.
    fn settled(&self, output: &[u8]) -> String {
        let text = String::from_utf8_lossy(output);
        without_times(&text.replace(&*self.dir.path().to_string_lossy(), "[DIR]"))
    }
}

/// One run to be: what goes in, and what must come out. Unless told otherwise both outputs must be empty and the status 0.
#[must_use = "nothing runs until `run`, `output` or `spawn`"]
pub struct Program<'a> {
    sandbox: &'a Sandbox,
    args: Vec<OsString>,
    env: Vec<(OsString, OsString)>,
    stdin: Vec<u8>,
    stdout: Option<String>,
    stderr: Option<String>,
    status: i32,
    deadline: Duration,
}

impl<'a> Program<'a> {
    /// Sets an environment variable.
    pub fn env(mut self, key: impl AsRef<OsStr>, value: impl AsRef<OsStr>) -> Self {
        self.env.push((key.as_ref().to_owned(), value.as_ref().to_owned()));
        self
    }

    /// What is on standard input.
    pub fn stdin(mut self, text: impl AsRef<[u8]>) -> Self {
        text.as_ref().clone_into(&mut self.stdin);
        self
    }

    /// What standard output must be; see `expect` for gaps.
    pub fn stdout(mut self, text: impl Into<String>) -> Self {
        self.stdout = Some(text.into());
        self
    }

    /// What standard error must be; see `expect` for gaps.
    pub fn stderr(mut self, text: impl Into<String>) -> Self {
        self.stderr = Some(text.into());
        self
    }

    /// What the exit status must be.
    pub fn status(mut self, status: i32) -> Self {
        self.status = status;
        self
    }

    /// How long the run may take.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = deadline;
        self
    }

    /// Runs, and panics unless all comes out as it must.
    pub fn run(self) -> Ran {
        let (status, stdout, stderr) = (self.status, self.stdout.clone().unwrap_or_default(), self.stderr.clone().unwrap_or_default());
        let ran = self.output();
        // The message says most where a run failed.
        assert_matches("stderr", &stderr, &ran.stderr);
        assert_matches("stdout", &stdout, &ran.stdout);
        assert_eq!(ran.status.code(), Some(status), "the exit status is not what was expected");
        ran
    }

    /// Runs, whatever comes out.
    pub fn output(self) -> Ran {
        let deadline = self.deadline;
        self.spawn().wait(deadline)
    }

    /// Starts, for tests that do something while it runs.
    pub fn spawn(self) -> Running<'a> {
        let words = self.words();
        let mut command = Command::new(&words[0]);
        command.args(&words[1..]);
        let input = self.stdin.clone();
        let (running, stdin) = self.start(command, Stdio::piped());
        // A thread of its own, because the program may write much before it reads; it may also end without reading.
        std::thread::spawn(move || stdin.map(|mut stdin| stdin.write_all(&input)));
        running
    }

    /// The program and its arguments.
    pub(super) fn words(&self) -> Vec<OsString> {
        [OsString::from(env!("CARGO_BIN_EXE_swarmctl"))].into_iter().chain(self.args.iter().cloned()).collect()
    }

    /// Starts `command` in the sandbox, with this run's variables.
    pub(super) fn start(self, mut command: Command, stdin: Stdio) -> (Running<'a>, Option<ChildStdin>) {
        let dir = self.sandbox.dir.path();
        command.env_clear().current_dir(dir.join("work"));
        // What a machine needs to run anything at all, the engine it has, and where coverage is written.
        for key in ["PATH", "DOCKER_HOST", "LLVM_PROFILE_FILE"] {
            if let Some(value) = std::env::var_os(key) {
                command.env(key, value);
            }
        }
        command.envs(self.sandbox.places()).envs(self.env);
        let mut child = command.stdin(stdin).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program can be run");
        let stdin = child.stdin.take();
        let stdout = Captured::from(child.stdout.take().expect("it is piped"));
        let stderr = Captured::from(child.stderr.take().expect("it is piped"));
        (Running { sandbox: self.sandbox, child, stdout, stderr }, stdin)
    }
}

/// What came out of a run, times and paths replaced.
#[derive(Debug)]
pub struct Ran {
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
    /// How it ended.
    pub status: ExitStatus,
}

/// What is sent to a run.
#[derive(Debug, Clone, Copy)]
pub enum Signal {
    /// Ctrl-C.
    Interrupt,
    /// An orderly end.
    Terminate,
    /// The end at once.
    Kill,
}

/// A run that has not ended. Killed when dropped.
pub struct Running<'a> {
    sandbox: &'a Sandbox,
    child: Child,
    stdout: Captured,
    stderr: Captured,
}

impl Running<'_> {
    /// Returns once standard error holds `text`; panics when it does not in time or the program ended without it.
    pub fn wait_for(&self, text: &str, deadline: Duration) {
        let came = self.stderr.wait_for(0, text, deadline);
        assert!(came.is_some(), "`{text}` did not come on stderr within {deadline:?}:\n{}", self.sandbox.settled(&self.stderr.so_far()));
    }

    /// Returns once standard error holds `text` after `first`, which has come already.
    pub fn wait_for_after(&self, first: &str, text: &str, deadline: Duration) {
        let from = if first == text { Some(0) } else { self.stderr.wait_for(0, first, deadline) };
        let came = from.and_then(|from| self.stderr.wait_for(from, text, deadline));
        assert!(came.is_some(), "`{text}` did not come on stderr within {deadline:?}:\n{}", self.sandbox.settled(&self.stderr.so_far()));
    }

    /// Whether a whole line of that kind comes on standard error before the program ends or the deadline.
    pub fn says_line(&self, is: impl Fn(&str) -> bool, deadline: Duration) -> bool {
        self.stderr.wait_until(deadline, |bytes| String::from_utf8_lossy(bytes).split_inclusive('\n').any(|line| line.ends_with('\n') && is(line)))
    }

    /// Returns where `text` ends once standard output holds it somewhere after `from`; panics when it does not in time.
    pub(super) fn wait_past(&self, from: usize, text: &str, deadline: Duration) -> usize {
        let came = self.stdout.wait_for(from, text, deadline);
        came.unwrap_or_else(|| panic!("`{text}` did not come within {deadline:?}:\n{:?}", self.sandbox.settled(&self.stdout.so_far())))
    }

    /// Whether `text` comes on standard output after `from` before the deadline; where it ends, then.
    pub(super) fn comes_past(&self, from: usize, text: &str, deadline: Duration) -> Option<usize> {
        self.stdout.wait_for(from, text, deadline)
    }

    /// Whether `text` comes on standard output before the program ends or the deadline.
    pub fn prints(&self, text: &str, deadline: Duration) -> bool {
        self.stdout.wait_for(0, text, deadline).is_some()
    }

    /// Sends a signal.
    pub fn signal(&self, signal: Signal) {
        let name = match signal {
            Signal::Interrupt => "-INT",
            Signal::Terminate => "-TERM",
            Signal::Kill => "-KILL",
        };
        let sent = Command::new("kill").args([name, &self.child.id().to_string()]).status();
        assert!(sent.is_ok_and(|status| status.success()), "the program has ended already");
    }

    /// Waits for the end; kills the program and panics if it does not come in time.
    pub fn wait(mut self, deadline: Duration) -> Ran {
        let end = Instant::now() + deadline;
        let status = loop {
            if let Some(status) = self.child.try_wait().expect("it is this process's child") {
                break status;
            }
            if Instant::now() > end {
                let _ = self.child.kill();
                panic!("the program did not end within {deadline:?}; stderr so far:\n{}", self.sandbox.settled(&self.stderr.so_far()));
            }
            std::thread::sleep(POLL);
        };
        let (stdout, stderr) = (self.stdout.whole(), self.stderr.whole());
        documents::hold(&stdout);
        Ran { stdout: self.sandbox.settled(&stdout), stderr: self.sandbox.settled(&stderr), status }
    }
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        // One that has ended cannot be killed, which is as well.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What came over a pipe so far, and whether it has ended.
type Shared = Arc<(Mutex<(Vec<u8>, bool)>, Condvar)>;

/// Output, read as it comes.
struct Captured {
    shared: Shared,
    reader: Option<JoinHandle<()>>,
}

impl Captured {
    fn from(mut pipe: impl Read + Send + 'static) -> Self {
        let shared = Shared::default();
        let into = shared.clone();
        let reader = std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            loop {
                let count = pipe.read(&mut buffer).unwrap_or(0);
                let mut state = into.0.lock().expect("no holder panics");
                state.0.extend_from_slice(&buffer[..count]);
                state.1 = count == 0;
                into.1.notify_all();
                if count == 0 {
                    return;
                }
            }
        });
        Self { shared, reader: Some(reader) }
    }

    fn so_far(&self) -> Vec<u8> {
        self.shared.0.lock().expect("no holder panics").0.clone()
    }

    /// Where `text` ends, once it is there somewhere after `from`.
    fn wait_for(&self, from: usize, text: &str, deadline: Duration) -> Option<usize> {
        let end = |bytes: &[u8]| bytes[from..].windows(text.len()).position(|window| window == text.as_bytes()).map(|at| from + at + text.len());
        let mut found = None;
        self.wait_until(deadline, |bytes| {
            found = end(bytes);
            found.is_some()
        });
        found
    }

    /// Whether what came so far is as it should be, before the pipe ends or the deadline.
    fn wait_until(&self, deadline: Duration, mut is: impl FnMut(&[u8]) -> bool) -> bool {
        let state = self.shared.0.lock().expect("no holder panics");
        let (state, _) = self.shared.1.wait_timeout_while(state, deadline, |(bytes, ended)| !is(bytes) && !*ended).expect("no holder panics");
        is(&state.0)
    }

    fn whole(&mut self) -> Vec<u8> {
        if let Some(reader) = self.reader.take() {
            reader.join().expect("the reader does not panic");
        }
        self.so_far()
    }
}
