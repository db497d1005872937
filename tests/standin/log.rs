//! Log lines in the form the original prints them, on standard output as it does.

use std::io::Write;

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// How much a line matters; the names are what is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Fatal,
    Error,
    Info,
    Debug,
}

/// Which lines are printed.
#[derive(Debug, Clone, Copy)]
pub struct Log {
    least: Level,
}

impl Default for Log {
    fn default() -> Self {
        Self { least: Level::Info }
    }
}

impl Log {
    /// With the lines of level debug.
    pub fn verbose() -> Self {
        Self { least: Level::Debug }
    }

    pub fn debug(self, message: &str, fields: &[(&str, &str)]) {
        self.line(Level::Debug, message, fields);
    }

    pub fn info(self, message: &str, fields: &[(&str, &str)]) {
        self.line(Level::Info, message, fields);
    }

    pub fn error(self, message: &str, fields: &[(&str, &str)]) {
        self.line(Level::Error, message, fields);
    }

    /// Says why and ends the program.
    pub fn fatal(self, message: &str) -> ! {
        self.line(Level::Fatal, message, &[]);
        std::process::exit(1);
    }

    fn line(self, level: Level, message: &str, fields: &[(&str, &str)]) {
        if level <= self.least {
            let level = format!("{level:?}").to_lowercase();
            let fields = fields.iter().fold(String::new(), |line, (key, value)| format!("{line}{key}={value:?} "));
            plain(&format!("time=\"{}\" level={level} msg={message:?} {fields}", now()));
        }
    }
}

/// A line without level and time.
pub fn plain(text: &str) {
    // A log that nobody reads must not stop the program.
    let _ = writeln!(std::io::stdout(), "{text}");
}

/// The time as the original writes it, to the second.
pub fn now() -> String {
    let now = OffsetDateTime::now_utc();
    now.replace_nanosecond(0).ok().and_then(|whole| whole.format(&Rfc3339).ok()).unwrap_or_default()
}

/// Ends the program as a Go panic does.
pub fn panic(message: &str) -> ! {
    let _ = writeln!(std::io::stderr(), "panic: {message}\n\ngoroutine 1 [running]:");
    std::process::exit(2);
}
