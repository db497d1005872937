//! What is seen before anything is touched. Every fault stands alone on hosts that are in order otherwise, and no host is changed by the refusal.

use std::fs;

use crate::support::{Cases, Hosts, Sandbox, Sudo, assert_untouched, fresh_key};
use crate::with_addresses;

/// One fault.
struct Fault {
    name: &'static str,
    make: fn(&Hosts),
    mend: fn(&Hosts),
    /// After `init --file cluster.yaml`.
    flags: &'static [&'static str],
    /// What stands in the spec of node-2.
    node: &'static str,
    stderr: &'static str,
    status: i32,
}

/// A fault that is none yet.
const NONE: Fault = Fault { name: "", make: |_| {}, mend: |_| {}, flags: &[], node: "", stderr: "", status: 3 };

const FAULTS: &[Fault] = &[
    Fault {
        name: "the wrong SSH port",
        node: "ssh: { port: 2222 }",
        stderr: "error: node `node-2`: cannot reach root@[IP2]:2222 by SSH: Connection refused\n\
            hint: check that the host is up and that `ssh -p 2222 root@[IP2]` works",
        status: 6,
        ..NONE
    },
    Fault {
        name: "a key that is refused",
        node: "ssh: { identity: other }",
        stderr: "error: node `node-2`: root@[IP2] refused the login: Permission denied (publickey)\n\
            hint: check that `ssh root@[IP2]` works without a question; name the key with `--ssh-key` or load it into the agent",
        status: 6,
        ..NONE
    },
    Fault {
        name: "a host key that is not known, where only known ones are taken",
        flags: &["--host-key-checking", "strict"],
        stderr: "error: node `node-1`: the host key of root@[IP1] is not known\n\
            hint: pin it in the spec with `hostKey`, or allow new ones with `--host-key-checking accept-new`\n\
            error: node `node-2`: the host key of root@[IP2] is not known\n\
            hint: pin it in the spec with `hostKey`, or allow new ones with `--host-key-checking accept-new`",
        status: 6,
        ..NONE
    },
    Fault {
        name: "a host key that is not the pinned one",
        node: "ssh: { hostKey: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA }",
        stderr: "error: node `node-2`: the host key of root@[IP2] is not the one that the spec pins\n\
            hint: if the host was really reinstalled, put its new key into the spec (`hostKey`); if not, somebody may be in between",
        status: 6,
        ..NONE
    },
    Fault {
        name: "a login that may not use sudo",
        make: |hosts| hosts.add_user(1, "plain", Sudo::None),
        node: "ssh: { user: plain }",
        // sudo asks whoever it does not know for a password, too.
        stderr: "error: node `node-2`: sudo asks for a password\n\
            hint: allow the login `NOPASSWD: ALL` in /etc/sudoers.d, or name root as the SSH user",
        status: 6,
        ..NONE
    },
    Fault {
        name: "a login on a host without sudo",
        make: |hosts| drop(hosts.exec(1, &["mv", "/usr/bin/sudo", "/usr/bin/no-sudo"])),
        mend: |hosts| drop(hosts.exec(1, &["mv", "/usr/bin/no-sudo", "/usr/bin/sudo"])),
        node: "ssh: { user: plain }",
        stderr: "error: node `node-2`: the login is not root's and may not use sudo\n\
            hint: install and allow sudo for it, or name root as the SSH user",
        status: 6,
        ..NONE
    },
    Fault {
        name: "a login whose sudo wants a password",
        make: |hosts| hosts.add_user(1, "asked", Sudo::Password),
        node: "ssh: { user: asked }",
        stderr: "error: node `node-2`: sudo asks for a password\n\
            hint: allow the login `NOPASSWD: ALL` in /etc/sudoers.d, or name root as the SSH user",
        status: 6,
        ..NONE
    },
    Fault {
        name: "no room in /etc",
        make: |hosts| hosts.fill_etc(1),
        mend: |hosts| hosts.empty_etc(1),
        stderr: "error: node `node-2`: the disk that holds /etc is full (0 KiB left)\nhint: make room on the host",
        ..NONE
    },
    Fault {
        name: "no room for images",
        make: |hosts| hosts.fill_disk(1, "/var/lib/docker"),
        mend: |hosts| hosts.empty_disk(1, "/var/lib/docker"),
        stderr: "error: node `node-2`: the disk that holds the engine's images is full (0 MiB left)\n\
            hint: make room on the host: `docker system df` shows what takes it",
        ..NONE
    },
    Fault {
        name: "a clock that is a day behind",
        make: |hosts| hosts.skew_date(1, -86_400),
        mend: |hosts| hosts.true_date(1),
        stderr: "error: node `node-2`: its clock is 86[..] s behind this machine's; certificates would not be valid yet, or not any more\n\
            hint: set the clock: `timedatectl set-ntp true` on the host, or check this machine's",
        ..NONE
    },
    Fault {
        name: "ports that something else holds",
        make: |hosts| [2376, 3376, 8501].iter().for_each(|port| hosts.occupy_port(0, *port)),
        mend: |hosts| [2376, 3376, 8501].iter().for_each(|port| hosts.free_port(0, *port)),
        stderr: "error: node `node-1`: port 2376, which the engine's TLS needs, is taken by `sshd`\n\
            hint: stop that program, or choose another port in the spec; `ss -ltnp sport = :2376` on the host shows it\n\
            error: node `node-1`: port 3376, which the manager needs, is taken by `sshd`\n\
            hint: stop that program, or choose another port in the spec; `ss -ltnp sport = :3376` on the host shows it\n\
            error: node `node-1`: port 8501, which Consul needs, is taken by `sshd`\n\
            hint: stop that program, or choose another port in the spec; `ss -ltnp sport = :8501` on the host shows it",
        ..NONE
    },
    Fault {
        name: "a host that belongs to another cluster",
        make: |hosts| drop(hosts.exec(1, &["sh", "-c", "mkdir /etc/swarmctl && echo prod >/etc/swarmctl/cluster"])),
        mend: |hosts| drop(hosts.exec(1, &["rm", "-r", "/etc/swarmctl"])),
        stderr: "error: node `node-2`: the host belongs to cluster `prod`\nhint: run `swarmctl destroy -c prod` first; if no store has that cluster any more, remove /etc/swarmctl/cluster on the host",
        ..NONE
    },
    Fault {
        name: "an engine that is in a swarm",
        make: |hosts| drop(hosts.exec(1, &["docker", "swarm", "init", "--advertise-addr", "eth0"])),
        mend: |hosts| drop(hosts.exec(1, &["docker", "swarm", "leave", "--force"])),
        stderr: "error: node `node-2`: its engine is in a swarm; standalone needs live-restore, which cannot be combined with that\n\
            hint: set `orchestrator: swarm-mode`, or leave that swarm: `docker swarm leave --force` on the host",
        ..NONE
    },
    Fault {
        name: "somebody else's container of swarmctl's name",
        make: |hosts| drop(hosts.exec(1, &["sh", "-c", "tar -c -T /dev/null | docker import - empty && docker create --name swarmctl-agent empty true"])),
        mend: |hosts| drop(hosts.exec(1, &["docker", "rm", "swarmctl-agent"])),
        stderr: "error: node `node-2`: a container named `swarmctl-agent` is there and is not this cluster's\nhint: rename it: `docker rename` on the host",
        ..NONE
    },
    Fault {
        name: "an engine that serves somebody else's certificates",
        make: |hosts| {
            let theirs = br#"{"tlsverify": true, "tlscacert": "/x/ca.pem", "tlscert": "/x/cert.pem", "tlskey": "/x/key.pem"}"#;
            hosts.write(1, "/etc/docker/daemon.json", theirs);
        },
        mend: |hosts| drop(hosts.exec(1, &["rm", "/etc/docker/daemon.json"])),
        stderr: "error: node `node-2`: its engine serves TLS already, with /x/ca.pem, /x/cert.pem, /x/key.pem\n\
            hint: set `engine: { tls: replace }` to put the cluster's certificates in their place; `destroy` puts the former back",
        ..NONE
    },
    Fault {
        name: "a daemon.json that is none",
        make: |hosts| hosts.write(1, "/etc/docker/daemon.json", b"{\n  \"debug\": true,\n}\n"),
        mend: |hosts| drop(hosts.exec(1, &["rm", "/etc/docker/daemon.json"])),
        stderr: "error: node `node-2`: its /etc/docker/daemon.json cannot be read: trailing comma at line 3 column 1\nhint: mend the file on the host",
        ..NONE
    },
    Fault {
        name: "an engine that is down and does not come up",
        make: |hosts| hosts.stop_engine(1),
        mend: |hosts| hosts.start_engine(1),
        stderr: "error: node `node-2`: its engine is installed but does not answer: cannot connect to the engine's socket on [IP2]: [..]\n...\n\
            hint: see `journalctl -u docker` on the host; start it, or remove the package",
        ..NONE
    },
    Fault {
        name: "an archive of images that is not there",
        flags: &["--image-archive", "nowhere.tar"],
        stderr: "error: the archive of images `[DIR]/work/nowhere.tar` cannot be read: No such file or directory (os error 2)\n\
            hint: name another with `--image-archive` or `images.archive`; without one the nodes pull from a registry",
        ..NONE
    },
    // The last one: the host is gone for the others.
    Fault {
        name: "a host that is down",
        make: |hosts| hosts.kill(1),
        stderr: "error: node `node-2`: cannot reach root@[IP2] by SSH: [..]\n\
            hint: check that the host is up and that `ssh root@[IP2]` works",
        status: 6,
        ..NONE
    },
];

#[test]
fn what_can_be_seen_before_is_refused_before_and_no_host_is_touched() {
    let hosts = Hosts::start(2);
    let mut cases = Cases::default();
    cases.try_one("the pinned key", || the_pinned_key_lets_in(&hosts));
    for fault in FAULTS {
        cases.try_one(fault.name, || {
            (fault.make)(&hosts);
            refused(&hosts, fault);
        });
        (fault.mend)(&hosts);
    }
    cases.end();
}

/// Where only known keys are taken, too: the spec's is one.
fn the_pinned_key_lets_in(hosts: &Hosts) {
    let sandbox = Sandbox::new();
    let pin = |i| format!("ssh: {{ hostKey: {} }}", hosts.read(i, "/etc/ssh/ssh_host_ed25519_key.pub"));
    sandbox.write("cluster.yaml", hosts.spec("weather").node(0, &pin(0)).node(1, &pin(1)).yaml());
    sandbox.program(["init", "--dry-run", "--host-key-checking", "strict"]).stderr("reading cluster.yaml").stdout("...").run();
}

fn refused(hosts: &Hosts, fault: &Fault) {
    let sandbox = Sandbox::new();
    let spec = if fault.node.is_empty() { hosts.spec("weather") } else { hosts.spec("weather").node(1, fault.node) };
    sandbox.write("cluster.yaml", spec.yaml());
    fs::copy(fresh_key().path().join("id"), sandbox.work().join("other")).expect("the key can be copied");
    let up: Vec<_> = (0..hosts.len()).filter(|i| hosts.is_up(*i)).collect();
    let before: Vec<_> = up.iter().map(|i| hosts.marks(*i)).collect();
    let args = ["init", "--file", "cluster.yaml"];
    sandbox.program(args.iter().chain(fault.flags)).stderr(with_addresses(hosts, fault.stderr)).status(fault.status).run();
    let after: Vec<_> = up.iter().map(|i| hosts.marks(*i)).collect();
    assert_untouched(&before, &after);
}
