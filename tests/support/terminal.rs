//! A run on a terminal. The terminal is made by the `script` command, which every Debian and Ubuntu has, so no crate is needed for it.

use std::ffi::OsString;
use std::io::Write;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::process::{ChildStdin, Command, Stdio};
use std::time::Duration;

use super::program::{Program, Ran, Running};

/// How long a text may take to come.
const DEADLINE: Duration = Duration::from_secs(30);

/// A run whose three streams are one terminal: what it shows is its `stdout`.
pub struct Terminal<'a> {
    running: Running<'a>,
    keys: ChildStdin,
    seen: usize,
}

impl<'a> Program<'a> {
    /// Starts on a terminal of 120 columns.
    pub fn on_terminal(self) -> Terminal<'a> {
        let mut line = OsString::from("stty cols 120 rows 30 && exec");
        for word in self.words() {
            let quoted = word.as_bytes().split(|b| *b == b'\'').collect::<Vec<_>>().join(&b"'\\''"[..]);
            line.push(OsString::from_vec([&b" '"[..], &quoted, b"'"].concat()));
        }
        let mut script = Command::new("script");
        script.args(["--quiet", "--return", "--command"]).arg(line).arg("/dev/null");
        let (running, keys) = self.start(script, Stdio::piped());
        Terminal { running, keys: keys.expect("it is piped"), seen: 0 }
    }
}

impl Terminal<'_> {
    /// Returns once the terminal shows `text`, after what was waited for before.
    pub fn wait_for(&mut self, text: &str) {
        self.seen = self.running.wait_past(self.seen, text, DEADLINE);
    }

    /// Presses keys: `\r` is Enter, `\x03` Ctrl-C, `\x1b[B` the arrow down.
    pub fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).expect("the terminal is there while the program runs");
    }

    /// Presses keys until the terminal shows `text`. For what is not shown while it is typed: such a question drops what was pressed before it had
    /// switched the echo off.
    pub fn press_until(&mut self, keys: &str, text: &str) {
        for _ in 0..DEADLINE.as_secs() {
            self.press(keys);
            if let Some(seen) = self.running.comes_past(self.seen, text, Duration::from_secs(1)) {
                self.seen = seen;
                return;
            }
        }
        self.wait_for(text);
    }

    /// Waits for the end.
    pub fn wait(self) -> Ran {
        self.running.wait(DEADLINE)
    }
}
