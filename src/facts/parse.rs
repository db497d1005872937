//! Reads what `facts.sh` printed. A host may print anything: nothing here panics, what is kept is bounded, and text that a person
//! will see has no control characters.

use std::collections::BTreeMap;
use std::net::IpAddr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use time::OffsetDateTime;

use crate::model::{Disk, InitSystem, LeafFacts, Listener, Os, PackageManager, UnitFacts};

use super::Error;

/// Most lines of an answer that are read, and most characters of a word of it that are kept.
const LINES: usize = 20_000;
const WORD: usize = 300;

/// What a host says about itself.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct HostReport {
    pub os: Os,
    pub machine_id: Option<String>,
    pub arch: String,
    pub init: InitSystem,
    pub packages: PackageManager,
    /// The middle of the script's run, in milliseconds since 1970.
    pub clock_ms: i64,
    pub addresses: Vec<IpAddr>,
    pub reached_at: Option<IpAddr>,
    pub listeners: Vec<Listener>,
    pub disk: Disk,
    pub dockerd: bool,
    pub unit: Option<UnitFacts>,
    pub daemon_json: Option<String>,
    pub engine_applied: Option<String>,
    pub leaf: Option<LeafFacts>,
    pub consul_files: BTreeMap<String, String>,
    pub member_of: Option<String>,
}

/// Reads a whole answer.
pub(super) fn parse(output: &[u8]) -> Result<HostReport, Error> {
    let text = String::from_utf8_lossy(output);
    let answer = Answer::new(&text);
    if answer.first("end").is_none() {
        return Err(Error::CutShort);
    }
    if let Some(path) = answer.first("too-large") {
        return Err(Error::TooLarge(printable(path)));
    }
    Ok(HostReport {
        os: os(&answer.file("os-release", "os-release")?.unwrap_or_default()),
        machine_id: answer.word("machine-id"),
        arch: answer.word("arch").ok_or(Error::Missing("architecture"))?,
        init: init(&answer.word("init").ok_or(Error::Missing("init system"))?),
        packages: if answer.first("packages") == Some("apt") { PackageManager::Apt } else { PackageManager::None },
        clock_ms: clock_ms(&answer)?,
        addresses: addresses(&answer),
        reached_at: answer.first("connection").and_then(|line| line.split(' ').nth(2)).and_then(|word| word.parse().ok()),
        listeners: listeners(&answer),
        disk: Disk { engine_root: free(&answer, "disk-engine")?, etc: free(&answer, "disk-etc")? },
        dockerd: answer.first("dockerd").is_some(),
        unit: unit(&answer)?,
        daemon_json: answer.file("daemon-json", "daemon.json")?,
        engine_applied: answer.file("engine-applied", "engine.applied")?.map(|text| printable(&text)),
        leaf: leaf(&answer)?,
        consul_files: answer.all("consul-file").filter_map(consul_file).collect(),
        member_of: answer.file("cluster", "cluster name")?.map(|text| printable(&text)),
    })
}

/// Text for people: without control characters or ones that turn the writing direction, and not endless.
pub(super) fn printable(text: &str) -> String {
    let turns = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let mut kept = String::new();
    for c in text.trim().chars().take(WORD) {
        if c.is_control() || turns(c) { kept.extend(c.escape_default()) } else { kept.push(c) }
    }
    kept
}

/// The lines, by their first word.
struct Answer<'a>(BTreeMap<&'a str, Vec<&'a str>>);

impl<'a> Answer<'a> {
    fn new(text: &'a str) -> Self {
        let mut lines: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for line in text.lines().take(LINES) {
            let (key, value) = line.split_once(' ').unwrap_or((line, ""));
            lines.entry(key).or_default().push(value);
        }
        Self(lines)
    }

    fn first(&self, key: &str) -> Option<&'a str> {
        self.0.get(key).and_then(|values| values.first()).copied()
    }

    fn all(&self, key: &str) -> impl Iterator<Item = &'a str> {
        self.0.get(key).into_iter().flatten().copied()
    }

    fn word(&self, key: &str) -> Option<String> {
        self.first(key).map(printable).filter(|word| !word.is_empty())
    }

    /// A file's content; `what` names it in the error.
    fn file(&self, key: &str, what: &'static str) -> Result<Option<String>, Error> {
        let Some(encoded) = self.first(key) else { return Ok(None) };
        let bytes = STANDARD.decode(encoded).map_err(|_| Error::Unreadable(what))?;
        String::from_utf8(bytes).map(Some).map_err(|_| Error::Unreadable(what))
    }
}

fn os(text: &str) -> Os {
    let value = |key: &str| {
        let line = text.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix('='))?;
        Some(printable(line.trim().trim_matches(['"', '\''])))
    };
    Os {
        id: value("ID").unwrap_or_else(|| "unknown".to_owned()),
        version: value("VERSION_ID").unwrap_or_default(),
        pretty: value("PRETTY_NAME").unwrap_or_else(|| "an unknown system".to_owned()),
    }
}

fn init(name: &str) -> InitSystem {
    if name == "systemd" { InitSystem::Systemd } else { InitSystem::Other(name.to_owned()) }
}

fn clock_ms(answer: &Answer<'_>) -> Result<i64, Error> {
    let read = |key| answer.first(key).and_then(time_of).map(|at| at.unix_timestamp_nanos() / 1_000_000);
    let (Some(begin), Some(end)) = (read("clock-begin"), read("clock-end")) else { return Err(Error::Missing("clock")) };
    i64::try_from(begin.midpoint(end)).map_err(|_| Error::Unreadable("clock"))
}

/// `SECONDS.NANOSECONDS`; a `date` or `stat` that knows no nanoseconds prints something else behind the point.
fn time_of(text: &str) -> Option<OffsetDateTime> {
    let (seconds, fraction) = text.split_once('.').unwrap_or((text, ""));
    let seconds: i64 = seconds.parse().ok()?;
    let nanoseconds = if fraction.len() == 9 { fraction.parse::<u32>().unwrap_or(0) } else { 0 };
    let whole = OffsetDateTime::from_unix_timestamp(seconds).ok()?;
    whole.checked_add(time::Duration::nanoseconds(i64::from(nanoseconds)))
}

fn addresses(answer: &Answer<'_>) -> Vec<IpAddr> {
    let by_ip = answer.all("address").filter_map(lasting_address);
    let by_hostname = answer.all("addresses").flat_map(str::split_whitespace).filter_map(|word| word.parse().ok());
    let mut found: Vec<IpAddr> = Vec::new();
    for address in by_ip.chain(by_hostname) {
        if !found.contains(&address) {
            found.push(address);
        }
    }
    found
}

/// The address in a line of `ip -o addr`, if it is one by which others may know the host: not a container network's, which come and
/// go with the engine, and not one that the host itself gives up after a while.
fn lasting_address(line: &str) -> Option<IpAddr> {
    let mut words = line.split_whitespace();
    let interface = words.nth(1)?.split('@').next()?;
    let words: Vec<_> = words.collect();
    let after = |key: &str| words.iter().position(|word| *word == key).and_then(|at| words.get(at + 1)).copied();
    let passing = words.iter().any(|word| matches!(*word, "temporary" | "deprecated" | "tentative" | "dadfailed"));
    let bridge = interface.strip_prefix("br-").is_some_and(|id| id.len() == 12 && id.bytes().all(|b| b.is_ascii_hexdigit()));
    if passing || bridge || interface.starts_with("docker") || interface.starts_with("veth") || after("scope") != Some("global") {
        return None;
    }
    after("inet").or_else(|| after("inet6"))?.split('/').next()?.parse().ok()
}

fn listeners(answer: &Answer<'_>) -> Vec<Listener> {
    let by_ss = answer.all("listener").filter_map(|line| {
        let local = line.split_whitespace().nth(3)?;
        let process = line.split_once("((\"").and_then(|(_, rest)| rest.split('"').next()).map(printable);
        Some(Listener { port: local.rsplit_once(':')?.1.parse().ok()?, process })
    });
    let by_proc = answer.all("socket").filter_map(|hex| Some(Listener { port: u16::from_str_radix(hex, 16).ok()?, process: None }));
    // One that listens on IPv4 and IPv6 is one listener.
    let one_a_port: BTreeMap<_, _> = by_ss.chain(by_proc).map(|listener| (listener.port, listener)).collect();
    one_a_port.into_values().collect()
}

/// Free bytes in a line of `df -P -k`: the field before the percentage, because a device's name may hold spaces.
fn free(answer: &Answer<'_>, key: &str) -> Result<u64, Error> {
    let line = answer.first(key).ok_or(Error::Missing("free space"))?;
    let words: Vec<_> = line.split_whitespace().collect();
    let percent = words.iter().position(|word| word.strip_suffix('%').is_some_and(|number| number.parse::<u8>().is_ok()));
    let kilobytes = percent.and_then(|at| words.get(at.checked_sub(1)?)?.parse::<u64>().ok());
    kilobytes.map(|number| number.saturating_mul(1024)).ok_or(Error::Unreadable("free space"))
}

fn unit(answer: &Answer<'_>) -> Result<Option<UnitFacts>, Error> {
    let text = answer.file("unit", "docker.service")?;
    Ok(text.map(|text| UnitFacts { text, active: answer.first("unit-active") == Some("active") }))
}

/// The leaf in force; a link that leads to no whole pair is none.
fn leaf(answer: &Answer<'_>) -> Result<Option<LeafFacts>, Error> {
    let serial = answer.first("leaf-serial").and_then(|serial| serial.parse().ok());
    let files = (answer.file("leaf-cert", "cert.pem")?, answer.file("leaf-ca", "ca.pem")?);
    let (Some(serial), (Some(cert_pem), Some(ca_pem))) = (serial, files) else { return Ok(None) };
    Ok(Some(LeafFacts { serial, cert_pem, ca_pem, switched_at: answer.first("leaf-switched").and_then(time_of) }))
}

fn consul_file(line: &str) -> Option<(String, String)> {
    let (hash, name) = line.split_once(' ')?;
    let is_hash = hash.len() == 64 && hash.bytes().all(|b| b.is_ascii_hexdigit());
    is_hash.then(|| (printable(name), hash.to_ascii_lowercase()))
}
