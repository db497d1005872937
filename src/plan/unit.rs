//! The engine's systemd unit: what it starts, and the drop-in that starts the same without the flags that daemon.json takes over.
//!
//! dockerd stops with `specified both as a flag and in the configuration file` when a setting stands in both places (measured on Engine 20.10), and
//! distribution units pass `-H fd://`; Debian's dockerd is /usr/sbin/dockerd, upstream's /usr/bin/dockerd. So the unit's own command is kept and only
//! what clashes leaves it.

use std::collections::BTreeSet;

/// Path of swarmctl's drop-in; the file of that name is left out when the unit's own command is looked for.
pub(super) const DROP_IN: &str = "/etc/systemd/system/docker.service.d/50-swarmctl.conf";

/// Flags that daemon.json takes over: name, and whether a value follows.
const TAKEN_OVER: [(&str, Value); 11] = [
    ("-H", Value::Follows),
    ("--host", Value::Follows),
    ("--tls", Value::Attached),
    ("--tlsverify", Value::Attached),
    ("--tlscacert", Value::Follows),
    ("--tlscert", Value::Follows),
    ("--tlskey", Value::Follows),
    ("--live-restore", Value::Attached),
    ("--registry-mirror", Value::Follows),
    ("--insecure-registry", Value::Follows),
    ("--label", Value::Follows),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Value {
    /// `--flag VALUE` or `--flag=VALUE`.
    Follows,
    /// `--flag` or `--flag=VALUE`.
    Attached,
}

/// A unit's command, with the flags that daemon.json takes over set apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Command {
    /// The command line without them.
    pub(super) rest: String,
    /// Values of `-H`.
    pub(super) hosts: Vec<String>,
    /// Values of `--registry-mirror`.
    pub(super) mirrors: Vec<String>,
    /// Values of `--insecure-registry`.
    pub(super) insecure: Vec<String>,
    /// Values of `--label`.
    pub(super) labels: Vec<String>,
    /// Names of the flags that were set apart.
    pub(super) flags: BTreeSet<&'static str>,
}

/// Reads the command in force from `systemctl cat docker.service`: the last `ExecStart=` that no later empty one resets, swarmctl's own drop-in aside.
pub(super) fn command(unit: &str) -> Option<Command> {
    let mut own = false;
    let mut line = String::new();
    let mut found = None;
    for raw in unit.lines() {
        if let Some(path) = raw.strip_prefix("# /") {
            own = DROP_IN.strip_prefix('/') == Some(path.trim());
            continue;
        }
        if own {
            continue;
        }
        if let Some(start) = raw.strip_suffix('\\') {
            line.push_str(start);
            line.push(' ');
            continue;
        }
        line.push_str(raw);
        if let Some(value) = line.trim_start().strip_prefix("ExecStart=") {
            found = (!value.trim().is_empty()).then(|| value.trim().to_owned());
        }
        line.clear();
    }
    found.map(|text| split(&text))
}

/// swarmctl's own drop-in, as `systemctl cat docker.service` shows it.
pub(super) fn own_drop_in(unit: &str) -> Option<String> {
    let begin = unit.find(&format!("# {DROP_IN}\n"))? + DROP_IN.len() + 3;
    // What follows is another file, under a line with its path.
    let end = unit[begin..].find("\n# /").map_or(unit.len(), |at| begin + at);
    Some(format!("{}\n", unit[begin..end].trim_end()))
}

fn split(text: &str) -> Command {
    let mut command = Command::default();
    let mut rest: Vec<&str> = Vec::new();
    let mut words = text.split_whitespace();
    while let Some(word) = words.next() {
        let (flag, attached) = match word.split_once('=') {
            Some((flag, value)) => (flag, Some(value)),
            None => (word, None),
        };
        let Some((name, takes)) = TAKEN_OVER.iter().find(|(name, _)| *name == flag) else {
            rest.push(word);
            continue;
        };
        command.flags.insert(name);
        let value = attached.or_else(|| (*takes == Value::Follows).then(|| words.next()).flatten()).unwrap_or_default().trim_matches(['"', '\'']);
        match flag {
            "-H" | "--host" => command.hosts.push(value.to_owned()),
            "--registry-mirror" => command.mirrors.push(value.to_owned()),
            "--insecure-registry" => command.insecure.push(value.to_owned()),
            "--label" => command.labels.push(value.to_owned()),
            _ => {}
        }
    }
    command.rest = rest.join(" ");
    command
}

/// The drop-in that is wanted: `None` where the unit already starts the engine as it must.
pub(super) fn drop_in(command: Option<&Command>, min_api: Option<&str>) -> Option<String> {
    let exec = command.filter(|c| !c.flags.is_empty()).map(|c| format!("ExecStart=\nExecStart={}\n", c.rest)).unwrap_or_default();
    let env = min_api.map(|v| format!("Environment=DOCKER_MIN_API_VERSION={v}\n")).unwrap_or_default();
    (!exec.is_empty() || !env.is_empty()).then(|| format!("# Written by swarmctl; `swarmctl destroy` removes it.\n[Service]\n{exec}{env}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const DEBIAN: &str = "# /lib/systemd/system/docker.service\n[Service]\nType=notify\nExecStart=/usr/sbin/dockerd -H fd:// --containerd=/run/containerd/containerd.sock $DOCKER_OPTS\nExecReload=/bin/kill -s HUP $MAINPID\n";

    #[test]
    fn the_units_own_command_is_kept_without_its_hosts() {
        let command = command(DEBIAN).expect("a command");
        assert_eq!(command.rest, "/usr/sbin/dockerd --containerd=/run/containerd/containerd.sock $DOCKER_OPTS");
        assert_eq!(command.hosts, ["fd://"]);
    }

    #[test]
    fn a_later_drop_in_resets_the_command_and_swarmctls_own_is_not_read_back() {
        let text = format!(
            "{DEBIAN}\n# /etc/systemd/system/docker.service.d/10-site.conf\n[Service]\nExecStart=\nExecStart=/opt/dockerd \\\n  --host=fd:// \\\n  --debug\n\n# {DROP_IN}\n[Service]\nExecStart=\nExecStart=/wrong\n"
        );
        assert_eq!(command(&text).expect("a command").rest, "/opt/dockerd --debug");
    }

    #[test]
    fn flags_that_daemon_json_takes_over_leave_the_command_and_hand_on_their_values() {
        let c = command("ExecStart=/usr/bin/dockerd --tls --tlscert /a.pem --live-restore -H tcp://0.0.0.0:2375 --registry-mirror=https://m --debug\n");
        let c = c.expect("a command");
        assert_eq!((c.rest.as_str(), c.hosts, c.mirrors), ("/usr/bin/dockerd --debug", vec!["tcp://0.0.0.0:2375".to_owned()], vec!["https://m".to_owned()]));
    }

    #[test]
    fn labels_of_the_command_are_handed_on_too() {
        let c = command("ExecStart=/usr/bin/dockerd --label provider=generic --storage-driver overlay2 --label=disk=ssd\n").expect("a command");
        assert_eq!((c.rest.as_str(), c.labels), ("/usr/bin/dockerd --storage-driver overlay2", vec!["provider=generic".to_owned(), "disk=ssd".to_owned()]));
    }

    #[test]
    fn swarmctls_own_drop_in_is_read_as_it_was_written() {
        let written = drop_in(command(DEBIAN).as_ref(), None).expect("one");
        assert_eq!(own_drop_in(&format!("{DEBIAN}\n# {DROP_IN}\n{written}\n# /etc/x.conf\n[Service]\n")), Some(written.clone()));
        assert_eq!(own_drop_in(&format!("{DEBIAN}# {DROP_IN}\n{written}")), Some(written));
        assert_eq!(own_drop_in(DEBIAN), None);
    }

    #[test]
    fn no_drop_in_is_written_where_nothing_clashes() {
        let plain = command("ExecStart=/usr/bin/dockerd --debug\n");
        assert_eq!(drop_in(plain.as_ref(), None), None);
        assert!(drop_in(plain.as_ref(), Some("1.24")).expect("one").ends_with("[Service]\nEnvironment=DOCKER_MIN_API_VERSION=1.24\n"));
    }
}
