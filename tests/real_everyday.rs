//! The small everyday verbs on a real cluster of two hosts: logging in, copying, commands on many nodes, the docker client, what was done, what is said.

mod support;

use std::fs;
use std::time::{Duration, Instant};

use serde_json::Value;
use support::{Hosts, Ran, Sandbox, Signal, Sudo};

const LONG: Duration = Duration::from_secs(180);

/// A manager that root logs in to, and a worker that is entered by a user with sudo.
struct Lab {
    hosts: Hosts,
    sandbox: Sandbox,
}

impl Lab {
    fn new() -> Self {
        let hosts = Hosts::start(2);
        hosts.add_user(1, "ops", Sudo::Free);
        let sandbox = Sandbox::new();
        sandbox.write("cluster.yaml", hosts.spec("lab").login(1, "ops").yaml());
        let lab = Self { hosts, sandbox };
        lab.ended(&["init", "-q"], 0);
        lab
    }

    fn ended(&self, args: &[&str], status: i32) -> Ran {
        let ran = self.sandbox.program(args).deadline(LONG).output();
        assert_eq!(ran.status.code(), Some(status), "swarmctl {}\n{}\n{}", args.join(" "), ran.stdout, ran.stderr);
        ran
    }

    /// What a run that succeeds says on standard output.
    fn said(&self, args: &[&str]) -> String {
        self.ended(args, 0).stdout
    }

    fn json(&self, args: &[&str]) -> Value {
        let text = self.said(&[&["-o", "json"], args].concat());
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"))
    }
}

#[test]
fn everyday_verbs_work_on_a_real_cluster() {
    let lab = Lab::new();
    words_arrive_as_they_are(&lab);
    a_login_is_interactive_on_a_terminal(&lab);
    only_known_host_keys_are_believed(&lab);
    files_are_copied_whatever_they_are_called(&lab);
    a_command_runs_on_many_nodes(&lab);
    the_docker_client_works(&lab);
    logs_are_shown_and_followed(&lab);
    what_was_done_is_told(&lab);
    a_bug_report_holds_findings_and_no_key(&lab);
    a_dead_node_does_not_keep_the_others(&lab);
    a_cluster_is_forgotten_and_goes_on(&lab);
}

fn words_arrive_as_they_are(lab: &Lab) {
    let words = ["a b", "it's", "$HOME", "`id`", "", "*", "-rf", "ü", "x\ny", "!!"];
    let args = [&["ssh", "node-2", "--", "printf", "<%s>"], &words[..]].concat();
    assert_eq!(lab.said(&args), words.map(|word| format!("<{word}>")).concat());
    assert_eq!(lab.said(&["ssh", "node-2", "--", "id", "-un"]), "ops\n");
    lab.ended(&["ssh", "node-1", "--", "sh", "-c", "exit 7"], 7);
    assert!(lab.said(&["ssh", "node-1", "-t", "--", "tty"]).starts_with("/dev/pts/"));
    let piped = lab.sandbox.program(["ssh", "node-1", "--", "wc", "-c"]).stdin("12345").output();
    assert_eq!(piped.stdout.trim(), "5");
}

fn a_login_is_interactive_on_a_terminal(lab: &Lab) {
    let mut terminal = lab.sandbox.program(["ssh", "node-1"]).on_terminal();
    terminal.wait_for("# ");
    terminal.press("tty; exit 3\r");
    terminal.wait_for("/dev/pts/");
    assert_eq!(terminal.wait().status.code(), Some(3));
}

fn only_known_host_keys_are_believed(lab: &Lab) {
    let known = lab.sandbox.store().join("clusters/lab/known_hosts");
    let keys = fs::read(&known).expect("init learnt them");
    fs::write(&known, "").expect("it is ours");
    let ran = lab.ended(&["ssh", "node-1", "--", "true"], 255);
    assert!(ran.stderr.contains("Host key verification failed"), "{}", ran.stderr);
    assert_eq!(fs::read(&known).expect("it is there"), b"");
    fs::write(&known, keys).expect("it is ours");
}

fn files_are_copied_whatever_they_are_called(lab: &Lab) {
    let name = "-rf a:b 'ü' $(id)";
    lab.sandbox.write(name, "content");
    lab.ended(&["scp", "--", &format!("./{name}"), "node-2:/tmp/"], 0);
    assert_eq!(lab.hosts.exec(1, &["cat", &format!("/tmp/{name}")]), "content");
    lab.hosts.exec(1, &["sh", "-c", "mkdir -p '/srv/a b/c'; echo deep >'/srv/a b/c/d'"]);
    lab.ended(&["scp", "-r", "node-2:/srv/a b", "copied"], 0);
    assert_eq!(fs::read_to_string(lab.sandbox.work().join("copied/c/d")).expect("it was copied"), "deep\n");
    assert_ne!(lab.sandbox.program(["scp", "node-2:/nowhere", "."]).output().status.code(), Some(0));
}

fn a_command_runs_on_many_nodes(lab: &Lab) {
    let mut lines: Vec<_> = lab.said(&["exec", "--", "sh", "-c", "id -un; echo \"$1\"", "sh", "a  b"]).lines().map(str::to_owned).collect();
    lines.sort();
    assert_eq!(lines, ["node-1: a  b", "node-1: root", "node-2: a  b", "node-2: ops"]);
    let ran = lab.ended(&["exec", "node-2", "--", "sh", "-c", "printf '\\033[2Jred\\n'; echo bad >&2; exit 3"], 5);
    assert_eq!(ran.stdout, "node-2: \\u{1b}[2Jred\n");
    assert_eq!(ran.stderr, "node-2: bad\nerror: node `node-2`: the command ended with status 3\n");
    assert_eq!(lab.ended(&["exec", "node-1", "--", "no-such-program"], 5).stdout, "");
    let shown = lab.json(&["exec", "--role", "manager", "--", "sh", "-c", "echo out; echo err >&2"]);
    let item = &shown["items"][0];
    assert_eq!((&item["node"], &item["status"], &item["stdout"], &item["stderr"]), (&"node-1".into(), &0.into(), &"out\n".into(), &"err\n".into()));
    let lines = lab.said(&["exec", "node-1", "-o", "jsonl", "--", "echo", "out"]);
    let told: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).expect("a line is a document")).collect();
    assert_eq!((&told[0]["event"], &told[0]["source"], &told[0]["line"]), (&"line".into(), &"stdout".into(), &"out".into()));
    assert_eq!((told.len(), &told[1]["kind"], &told[1]["items"][0]["stdout"]), (2, &"exec".into(), &"out\n".into()));
    let began = Instant::now();
    let ran = lab.ended(&["exec", "--timeout", "1s", "--", "sleep", "60"], 5);
    assert!(ran.stderr.contains("it did not end within 1s") && began.elapsed() < Duration::from_secs(20), "{}", ran.stderr);
    let running = lab.sandbox.program(["exec", "node-1", "--", "sh", "-c", "echo begun; sleep 60"]).spawn();
    assert!(running.prints("node-1: begun", Duration::from_secs(30)));
    running.signal(Signal::Interrupt);
    assert_eq!(running.wait(Duration::from_secs(20)).status.code(), Some(130));
    // More than a pipe holds, and a line without an end.
    let ran = lab.said(&["exec", "node-1", "--", "sh", "-c", "seq 100000; printf end"]);
    assert!(ran.lines().count() == 100_001 && ran.ends_with("node-1: 100000\nnode-1: end\n"));
}

fn the_docker_client_works(lab: &Lab) {
    let names = lab.said(&["docker", "--", "ps", "--format", "{{.Names}}"]);
    assert!(names.contains("node-2/swarmctl-agent"), "{names}");
    let names = lab.said(&["docker", "--node", "node-2", "--", "ps", "--format", "{{.Names}}"]);
    assert_eq!(names, "swarmctl-agent\n");
    lab.ended(&["docker", "--", "inspect", "no-such-thing"], 1);
    let listed =
        lab.sandbox.shell("swarmctl context create -q; docker --context lab ps --format '{{.Names}}'; swarmctl context rm lab -q; docker context ls -q");
    assert!(listed.contains("node-2/swarmctl-agent") && listed.ends_with("default\n"), "{listed}");
}

fn logs_are_shown_and_followed(lab: &Lab) {
    let lines = lab.said(&["logs", "agent", "-n", "3"]);
    let (first, second) = (lines.find("node-1: "), lines.find("node-2: "));
    assert!(first.is_some() && first < second && lines.lines().count() <= 6, "{lines}");
    assert!(lab.said(&["logs", "node-1"]).lines().any(|line| line.starts_with("manager: ")));
    // The login is not root's there.
    assert!(lab.said(&["logs", "node-2", "--engine", "-n", "5"]).lines().count() >= 5);
    let shown = lab.json(&["logs", "consul"]);
    assert!(shown["items"][0]["lines"].as_array().is_some_and(|lines| !lines.is_empty()), "{shown}");
    let following = lab.sandbox.program(["logs", "agent", "-f", "-n", "1", "-v"]).spawn();
    assert!(following.prints("node-2: ", Duration::from_secs(30)));
    following.signal(Signal::Interrupt);
    assert_eq!(following.wait(Duration::from_secs(20)).status.code(), Some(0));
    let following = lab.sandbox.program(["logs", "agent", "-f", "-n", "1", "-v", "-o", "jsonl"]).spawn();
    assert!(following.prints("\"node\": \"node-2\",\"source\": \"agent\"", Duration::from_secs(30)));
    following.signal(Signal::Interrupt);
    assert_eq!(following.wait(Duration::from_secs(20)).status.code(), Some(0));
}

fn what_was_done_is_told(lab: &Lab) {
    let runs = lab.json(&["history"]);
    let run = &runs["items"][0];
    assert_eq!((&run["verb"], &run["outcome"], &run["nodes"]), (&"init".into(), &"done".into(), &serde_json::json!(["node-1", "node-2"])));
    assert!(run["by"].as_str().is_some_and(|by| by.contains('@')), "{run}");
    assert!(lab.said(&["history", "--run", "last"]).contains("issue and install a certificate for node-2"));
    let serial = lab.hosts.exec(1, &["readlink", "/etc/swarmctl/tls/current"]);
    assert_eq!(lab.said(&["inspect", "node-2", "--format", "{{ node.cert.serial }}"]).trim(), serial);
    assert_eq!(lab.said(&["ip", "node-2"]).trim(), lab.hosts.ip(1).to_string());
}

fn a_bug_report_holds_findings_and_no_key(lab: &Lab) {
    lab.ended(&["doctor", "--bundle", "report.tar"], 0);
    let report = lab.sandbox.shell("tar -xOf report.tar");
    assert!(report.contains("swarm/1.2.9") && report.contains("\"verb\":\"init\""), "{report}");
    let keys = lab.sandbox.shell("cd \"$SWARMCTL_HOME/clusters/lab\"; cat pki/ca-key.pem client/key.pem");
    for line in keys.lines() {
        assert!(!report.contains(line), "a key is in it: {report}");
    }
}

fn a_dead_node_does_not_keep_the_others(lab: &Lab) {
    lab.hosts.cut_off(1);
    let began = Instant::now();
    let ran = lab.ended(&["exec", "--concurrency", "1", "--", "hostname"], 5);
    assert_eq!(ran.stdout, "node-1: node-1\n");
    assert!(ran.stderr.starts_with("error: node `node-2`: cannot reach ops@") && began.elapsed() < Duration::from_secs(30), "{}", ran.stderr);
}

fn a_cluster_is_forgotten_and_goes_on(lab: &Lab) {
    let before = lab.hosts.exec(0, &["docker", "ps", "-q"]);
    lab.ended(&["clusters", "rm", "lab", "--yes", "-q"], 0);
    assert_eq!(lab.hosts.exec(0, &["docker", "ps", "-q"]), before);
    assert!(!lab.sandbox.store().join("clusters/lab").exists());
}
