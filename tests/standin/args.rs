//! Command lines as the original reads them: Go's flags, and words before the first flag count as words after the last.

use std::collections::HashMap;
use std::time::Duration;

use crate::log::Log;

/// A command's flags: those that take a value and those that do not, each under all its names.
pub type Usage = (&'static [&'static [&'static str]], &'static [&'static [&'static str]]);

/// `swarm manage`.
pub const MANAGE: Usage = (
    &[
        &["strategy"],
        &["filter", "f"],
        &["host", "H"],
        &["replication-ttl"],
        &["advertise", "addr"],
        &["tlscacert"],
        &["tlscert"],
        &["tlskey"],
        &["engine-refresh-min-interval"],
        &["engine-refresh-max-interval"],
        &["engine-failure-retry"],
        &["engine-refresh-retry"],
        &["heartbeat"],
        &["cluster-driver", "c"],
        &["discovery-opt"],
        &["cluster-opt"],
        &["container-name-refresh-filter"],
    ],
    &[&["replication"], &["tls"], &["tlsverify"], &["api-enable-cors", "cors"], &["refresh-on-node-filter"]],
);

/// `swarm join`.
pub const JOIN: Usage = (&[&["advertise", "addr"], &["heartbeat"], &["ttl"], &["delay"], &["discovery-opt"]], &[]);

/// What a command line said.
#[derive(Debug, Default)]
pub struct Flags {
    values: HashMap<&'static str, Vec<String>>,
    words: Vec<String>,
}

impl Flags {
    /// Reads a command line; none if it has a flag that the command does not know.
    pub fn parse((valued, switches): Usage, words: &[String]) -> Option<Self> {
        let first_flag = words.iter().position(|word| word.starts_with('-')).unwrap_or(words.len());
        let (before, after) = words.split_at(first_flag);
        let mut rest = after.iter().chain(before).cloned().peekable();
        let mut flags = Self::default();
        while let Some(word) = rest.next_if(|word| word.starts_with('-') && word != "-") {
            if word == "--" {
                break;
            }
            let bare = word.trim_start_matches('-');
            let (name, given) = bare.split_once('=').map_or((bare, None), |(name, value)| (name, Some(value.to_owned())));
            let known = |list: &[&[&'static str]]| list.iter().find(|names| names.contains(&name)).map(|names| names[0]);
            let (name, value) = match (known(valued), known(switches)) {
                (Some(name), _) => (name, given.or_else(|| rest.next())?),
                (None, Some(name)) => (name, given.unwrap_or_else(|| "true".to_owned())),
                (None, None) => return None,
            };
            flags.values.entry(name).or_default().push(value);
        }
        flags.words = rest.collect();
        Some(flags)
    }

    /// Every value of a flag.
    pub fn all(&self, name: &str) -> &[String] {
        self.values.get(name).map_or(&[], Vec::as_slice)
    }

    /// The last value of a flag, or of its variable.
    pub fn one(&self, name: &str) -> Option<String> {
        let variable = match name {
            "advertise" => "SWARM_ADVERTISE",
            _ => "",
        };
        self.all(name).last().cloned().or_else(|| std::env::var(variable).ok()).filter(|value| !value.is_empty())
    }

    /// Whether a switch is on.
    pub fn on(&self, name: &str) -> bool {
        self.all(name).last().is_some_and(|value| value == "true")
    }

    /// The discovery URI: the one word there is, or its variable.
    pub fn discovery(&self) -> Option<String> {
        match self.words.as_slice() {
            [uri] => Some(uri.clone()),
            _ => std::env::var("SWARM_DISCOVERY").ok(),
        }
    }

    /// `--discovery-opt KEY=VALUE`, each one.
    pub fn discovery_options(&self, log: Log) -> HashMap<&str, &str> {
        let pair = |option: &'_ String| -> Option<(usize, usize)> { option.find('=').map(|at| (at, option.len())) };
        let options = self.all("discovery-opt");
        options
            .iter()
            .map(|option| match pair(option) {
                Some((at, end)) => (&option[..at], &option[at + 1..end]),
                None => log.fatal("--discovery-opt must contain key=value strings"),
            })
            .collect()
    }

    /// A flag that is a time.
    pub fn duration(&self, name: &str, default: &str, log: Log) -> Duration {
        let text = self.one(name).unwrap_or_else(|| default.to_owned());
        parse_duration(&text).unwrap_or_else(|| log.fatal(&format!("invalid --{name}: time: invalid duration {text:?}")))
    }

    /// `--heartbeat`.
    pub fn heartbeat(&self, log: Log) -> Duration {
        let heartbeat = self.duration("heartbeat", "60s", log);
        if heartbeat < Duration::from_secs(1) {
            log.fatal("--heartbeat should be at least one second");
        }
        heartbeat
    }
}

/// Whether `text` is `HOST:PORT`.
pub fn is_address(text: &str) -> bool {
    let Some((host, port)) = text.rsplit_once(':') else {
        return false;
    };
    let bare = !host.contains(':') || (host.starts_with('[') && host.ends_with(']'));
    bare && port.parse::<u16>().is_ok_and(|port| port > 0)
}

/// Go's spelling of whole times: `1m30s`, `500ms`.
fn parse_duration(text: &str) -> Option<Duration> {
    if text == "0" {
        return Some(Duration::ZERO);
    }
    let mut rest = text;
    let mut total = Duration::ZERO;
    while !rest.is_empty() {
        let (number, tail) = rest.split_at(rest.find(|c: char| !c.is_ascii_digit())?);
        let (unit, tail) = tail.split_at(tail.find(|c: char| c.is_ascii_digit()).unwrap_or(tail.len()));
        let number: u64 = number.parse().ok()?;
        total += match unit {
            "ms" => Duration::from_millis(number),
            "s" => Duration::from_secs(number),
            "m" => Duration::from_secs(number * 60),
            "h" => Duration::from_secs(number * 3600),
            _ => return None,
        };
        rest = tail;
    }
    (!text.is_empty()).then_some(total)
}

/// The same, the other way round.
pub fn go_duration(time: Duration) -> String {
    let (seconds, millis) = (time.as_secs(), time.subsec_millis());
    match (seconds / 3600, seconds / 60 % 60, seconds % 60) {
        (0, 0, 0) => format!("{millis}ms"),
        (0, 0, s) if millis > 0 => format!("{s}.{}s", millis.to_string().trim_end_matches('0')),
        (0, 0, s) => format!("{s}s"),
        (0, m, s) => format!("{m}m{s}s"),
        (h, m, s) => format!("{h}h{m}m{s}s"),
    }
}
