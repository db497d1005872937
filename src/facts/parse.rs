//! Reads what `facts.sh` printed. A host may print anything: nothing here panics, what is kept is bounded, and text that a person
//! will see has no control characters.

use std::collections::BTreeMap;
use std::net::IpAddr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use time::OffsetDateTime;

use crate::model::{Disk, HeldBy, InitSystem, LeafFacts, Listener, LockSeen, Os, PackageManager, Serial, UnitFacts};

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
    pub interfaces: BTreeMap<String, Vec<IpAddr>>,
    pub reached_at: Option<IpAddr>,
    pub listeners: Vec<Listener>,
    pub disk: Disk,
    pub dockerd: bool,
    pub unit: Option<UnitFacts>,
    pub daemon_json: Option<String>,
    pub engine_saved: bool,
    pub engine_applied: Option<String>,
    pub consul_applied: Option<Serial>,
    pub leaf: Option<LeafFacts>,
    pub consul_files: BTreeMap<String, String>,
    pub store_files: BTreeMap<String, String>,
    pub member_of: Option<String>,
    pub lock: LockSeen,
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
        interfaces: interfaces(&answer),
        reached_at: answer.first("connection").and_then(|line| line.split(' ').nth(2)).and_then(|word| word.parse().ok()),
        listeners: listeners(&answer),
        disk: Disk { engine_root: free(&answer, "disk-engine")?, etc: free(&answer, "disk-etc")? },
        dockerd: answer.first("dockerd").is_some(),
        unit: unit(&answer)?,
        daemon_json: answer.file("daemon-json", "daemon.json")?,
        engine_saved: answer.first("engine-saved").is_some(),
        engine_applied: answer.file("engine-applied", "engine.applied")?.map(|text| printable(&text)),
        consul_applied: answer.file("consul-applied", "consul.applied")?.and_then(|text| text.trim().parse().ok()),
        leaf: leaf(&answer)?,
        consul_files: answer.all("consul-file").filter_map(hashed_file).collect(),
        store_files: answer.all("store-file").filter_map(hashed_file).collect(),
        member_of: answer.file("cluster", "cluster name")?.map(|text| printable(&text)),
        lock: lock_seen(&answer)?,
    })
}

/// Which endpoints a host does not reach, by their number, with what it says of them.
pub(super) fn unreached(output: &[u8]) -> Result<BTreeMap<usize, String>, Error> {
    let text = String::from_utf8_lossy(output);
    let answer = Answer::new(&text);
    if answer.first("end").is_none() {
        return Err(Error::CutShort);
    }
    let line = |line: &str| line.split_once(' ').and_then(|(number, why)| Some((number.parse().ok()?, printable(why))));
    Ok(answer.all("unreached").filter_map(line).collect())
}

/// The lock on a host, where nothing else was asked for.
pub(super) fn lock(output: &[u8]) -> Result<LockSeen, Error> {
    let text = String::from_utf8_lossy(output);
    let answer = Answer::new(&text);
    if answer.first("end").is_none() {
        return Err(Error::CutShort);
    }
    lock_seen(&answer)
}

fn lock_seen(answer: &Answer<'_>) -> Result<LockSeen, Error> {
    let held = answer.file("lock-held", "lock")?.map(|text| HeldBy::read(&text));
    Ok(LockSeen { held, last: answer.file("lock-last", "mark of the last run")?.unwrap_or_default() })
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
pub(super) struct Answer<'a>(BTreeMap<&'a str, Vec<&'a str>>);

impl<'a> Answer<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let mut lines: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for line in text.lines().take(LINES) {
            let (key, value) = line.split_once(' ').unwrap_or((line, ""));
            lines.entry(key).or_default().push(value);
        }
        Self(lines)
    }

    pub(super) fn first(&self, key: &str) -> Option<&'a str> {
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
    let by_ip = answer.all("address").filter_map(lasting_address).map(|(_, ip)| ip);
    let by_hostname = answer.all("addresses").flat_map(str::split_whitespace).filter_map(|word| word.parse().ok());
    let mut found: Vec<IpAddr> = Vec::new();
    for address in by_ip.chain(by_hostname) {
        if !found.contains(&address) {
            found.push(address);
        }
    }
    found
}

fn interfaces(answer: &Answer<'_>) -> BTreeMap<String, Vec<IpAddr>> {
    let mut found: BTreeMap<String, Vec<IpAddr>> = BTreeMap::new();
    for (interface, ip) in answer.all("address").filter_map(lasting_address) {
        found.entry(printable(interface)).or_default().push(ip);
    }
    found
}

/// The interface and the address in a line of `ip -o addr`, if it is one by which others may know the host: not a container network's, which come and
/// go with the engine, and not one that the host itself gives up after a while.
fn lasting_address(line: &str) -> Option<(&str, IpAddr)> {
    let mut words = line.split_whitespace();
    let interface = words.nth(1)?.split('@').next()?;
    let words: Vec<_> = words.collect();
    let after = |key: &str| words.iter().position(|word| *word == key).and_then(|at| words.get(at + 1)).copied();
    let passing = words.iter().any(|word| matches!(*word, "temporary" | "deprecated" | "tentative" | "dadfailed"));
    let bridge = interface.strip_prefix("br-").is_some_and(|id| id.len() == 12 && id.bytes().all(|b| b.is_ascii_hexdigit()));
    if passing || bridge || interface.starts_with("docker") || interface.starts_with("veth") || after("scope") != Some("global") {
        return None;
    }
    Some((interface, after("inet").or_else(|| after("inet6"))?.split('/').next()?.parse().ok()?))
}

fn listeners(answer: &Answer<'_>) -> Vec<Listener> {
    let by_ss = answer.all("listener").filter_map(|line| {
        let local = line.split_whitespace().nth(3)?;
        let process = line.split_once("users:((").and_then(|(_, users)| holders(users));
        Some(Listener { port: local.rsplit_once(':')?.1.parse().ok()?, process })
    });
    let by_proc = answer.all("socket").filter_map(|hex| Some(Listener { port: u16::from_str_radix(hex, 16).ok()?, process: None }));
    // One that listens on IPv4 and IPv6 is one listener.
    let one_a_port: BTreeMap<_, _> = by_ss.chain(by_proc).map(|listener| (listener.port, listener)).collect();
    one_a_port.into_values().collect()
}

/// The programs that hold a socket, each once. A program that the engine is about to execute holds the engine's for a moment, beside it.
fn holders(users: &str) -> Option<String> {
    let mut names: Vec<&str> = Vec::new();
    for name in users.split('"').skip(1).step_by(2) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    (!names.is_empty()).then(|| printable(&names.join(", ")))
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
    let dir = answer.first("leaf-dir").and_then(|dir| dir.parse().ok());
    let files = (answer.file("leaf-cert", "cert.pem")?, answer.file("leaf-ca", "ca.pem")?);
    let (Some(dir), (Some(cert_pem), Some(ca_pem))) = (dir, files) else { return Ok(None) };
    Ok(Some(LeafFacts { dir, cert_pem, ca_pem, switched_at: answer.first("leaf-switched").and_then(time_of) }))
}

fn hashed_file(line: &str) -> Option<(String, String)> {
    let (hash, name) = line.split_once(' ')?;
    let is_hash = hash.len() == 64 && hash.bytes().all(|b| b.is_ascii_hexdigit());
    is_hash.then(|| (printable(name), hash.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A host of a cluster, and the same host before anything was installed, as `facts.sh` printed them.
    const WHOLE: &str = include_str!("fixtures/whole.txt");
    const BARE: &str = include_str!("fixtures/bare.txt");

    fn whole() -> HostReport {
        parse(WHOLE.as_bytes()).expect("the fixture is whole")
    }

    /// The answer with one line more before its last.
    fn with_line(line: &str) -> Result<HostReport, Error> {
        parse(WHOLE.replace("\nend\n", &format!("\n{line}\nend\n")).as_bytes())
    }

    /// The answer with the lines of a key replaced by one.
    fn replacing(key: &str, line: &str) -> Result<HostReport, Error> {
        let others: String = WHOLE.lines().filter(|l| !l.starts_with(key)).flat_map(|l| [l, "\n"]).collect();
        parse(format!("{line}\n{others}").as_bytes())
    }

    #[test]
    fn a_host_of_a_cluster_is_read_whole() {
        let report = whole();
        assert_eq!((report.os.id.as_str(), report.os.version.as_str(), report.arch.as_str()), ("debian", "12", "x86_64"));
        assert_eq!((report.init, report.packages, report.dockerd), (InitSystem::Systemd, PackageManager::Apt, true));
        assert_eq!(report.reached_at, "192.0.2.2".parse().ok());
        assert_eq!((report.member_of.as_deref(), report.engine_applied.as_deref()), (Some("lab"), Some("0a1b")));
        assert!(report.daemon_json.is_some_and(|json| json.ends_with("2376\"]}\n")));
        assert!(report.unit.is_some_and(|unit| unit.active && unit.text.starts_with("# /lib/systemd/system/docker.service\n")));
        assert_eq!(report.consul_files.keys().collect::<Vec<_>>(), ["config.json", "gossip.json"]);
    }

    #[test]
    fn a_host_without_an_engine_has_none_of_its_files() {
        let report = parse(BARE.as_bytes()).expect("the fixture is whole");
        assert_eq!((report.dockerd, report.unit, report.daemon_json, report.leaf, report.member_of), (false, None, None, None, None));
    }

    #[test]
    fn the_clock_is_the_middle_of_the_scripts_run() {
        assert_eq!(whole().clock_ms, 1_795_444_820_141);
    }

    #[test]
    fn the_leaf_is_as_old_as_its_link() {
        let leaf = whole().leaf.expect("there is one");
        assert_eq!((leaf.dir.as_str(), leaf.switched_at.map(OffsetDateTime::unix_timestamp_nanos)), ("aa01", Some(1_795_444_818_755_579_912)));
    }

    #[test]
    fn a_link_to_something_that_is_no_serial_is_no_leaf() {
        assert_eq!(replacing("leaf-dir", "leaf-dir ../../etc").map(|report| report.leaf).ok(), Some(None));
    }

    #[test]
    fn what_consul_has_read_is_a_directory_or_unknown() {
        let read = |line: &str| replacing("consul-applied", line).map(|report| report.consul_applied).ok();
        assert_eq!(whole().consul_applied, "aa01".parse().ok());
        assert_eq!(read("consul-applied Li4vLi4K"), Some(None));
        assert_eq!(read("arch x86_64"), Some(None));
    }

    #[test]
    fn addresses_that_come_and_go_are_not_the_hosts() {
        assert_eq!(whole().addresses, ["192.0.2.2".parse::<IpAddr>().expect("an address")]);
        for line in [
            "5: br-0123456789ab    inet 172.18.0.1/16 scope global br-0123456789ab",
            "2: eth0    inet6 2001:db8::5/64 scope global temporary dynamic",
            "2: eth0    inet6 fe80::1/64 scope link",
            "7: veth1@if6    inet 10.1.1.1/24 scope global veth1",
        ] {
            assert_eq!(lasting_address(line), None, "{line}");
        }
        let lasting = lasting_address("2: eth0@if9    inet6 2001:db8::5/64 scope global dynamic");
        assert_eq!(lasting, Some(("eth0", "2001:db8::5".parse().expect("an address"))));
        assert_eq!(whole().interfaces.into_keys().collect::<Vec<_>>(), ["eth0"]);
    }

    #[test]
    fn listeners_are_known_with_ss_and_without() {
        let listeners = whole().listeners;
        let engine = Listener { port: 2376, process: Some("dockerd".to_owned()) };
        assert!(listeners.contains(&engine) && listeners.iter().filter(|l| l.port == 22).count() == 1);
        assert!(replacing("listener", "socket 0948").is_ok_and(|report| report.listeners == [Listener { port: 2376, process: None }]));
    }

    #[test]
    fn everybody_who_holds_a_socket_is_named_once() {
        assert_eq!(holders(r#""runc",pid=9,fd=7),("dockerd",pid=1,fd=7))"#).as_deref(), Some("runc, dockerd"));
        assert_eq!(holders(r#""nginx",pid=2,fd=6),("nginx",pid=1,fd=6))"#).as_deref(), Some("nginx"));
    }

    #[test]
    fn free_space_is_read_before_the_percentage() {
        let disk = replacing("disk-etc", "disk-etc //server/my share 1000 400 600 40% /mnt").expect("whole").disk;
        assert_eq!((disk.etc, disk.engine_root), (600 * 1024, 72_203_016 * 1024));
    }

    #[test]
    fn a_host_says_which_endpoints_it_does_not_reach_and_why() {
        let read = |text: &str| unreached(text.as_bytes()).ok().map(|found| found.into_iter().map(|(n, why)| format!("{n} {why}")).collect::<Vec<_>>());
        assert_eq!(
            read("unreached 1 Connection refused\nunreached 0 no answer within 4 s\nend\n"),
            Some(vec!["0 no answer within 4 s".to_owned(), "1 Connection refused".to_owned()])
        );
        assert_eq!(read("end\n"), Some(vec![]));
        assert_eq!(read("unreached 0 Connection refused\n"), None);
    }

    #[test]
    fn an_answer_that_was_cut_is_none() {
        assert!(matches!(parse(&WHOLE.as_bytes()[..WHOLE.len() / 2]), Err(Error::CutShort)));
    }

    #[test]
    fn a_configuration_is_read_whole_or_not_at_all() {
        assert!(matches!(with_line("too-large /etc/docker/daemon.json"), Err(Error::TooLarge(path)) if path == "/etc/docker/daemon.json"));
        assert!(matches!(replacing("daemon-json", "daemon-json %%%"), Err(Error::Unreadable("daemon.json"))));
        assert!(matches!(replacing("daemon-json", "daemon-json /w=="), Err(Error::Unreadable("daemon.json"))));
    }

    #[test]
    fn what_a_person_will_see_has_no_control_characters() {
        assert_eq!(printable(" a\u{1b}[31mb\u{202e}c\n"), "a\\u{1b}[31mb\\u{202e}c");
        assert_eq!(printable(&"x".repeat(10_000)).len(), WORD);
    }

    proptest! {
        #[test]
        fn no_answer_makes_the_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400), line in "[a-z-]{0,14} .{0,80}") {
            let _ = parse(&bytes);
            let key = line.split(' ').next().unwrap_or_default();
            if !key.is_empty() {
                let _ = replacing(key, &line);
            }
        }
    }
}
