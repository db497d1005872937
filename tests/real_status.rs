//! `status` of a real cluster: well, with a container that was stopped, and with a node that is silent.

mod support;

use std::time::{Duration, Instant};

use support::{Hosts, Ran, Sandbox, docker};

const LONG: Duration = Duration::from_secs(180);

fn lab() -> (Hosts, Sandbox) {
    let hosts = Hosts::start(2);
    let sandbox = Sandbox::new();
    sandbox.write("cluster.yaml", hosts.spec("lab").yaml());
    ended(&sandbox, &["init", "-q", "-f", "cluster.yaml"], 0);
    (hosts, sandbox)
}

fn ended(sandbox: &Sandbox, args: &[&str], status: i32) -> Ran {
    let ran = sandbox.program(args).deadline(LONG).output();
    assert_eq!(ran.status.code(), Some(status), "swarmctl {}\n{}\n{}", args.join(" "), ran.stdout, ran.stderr);
    ran
}

#[test]
fn the_page_is_well_then_tells_what_stopped_and_a_silent_node_holds_nobody_up() {
    let (hosts, sandbox) = lab();
    let well = ended(&sandbox, &["status"], 0).stdout;
    assert!(well.starts_with("`lab` is healthy: ") && well.contains("held by       nobody") && well.contains("  init on node-1,node-2: done"), "{well}");

    let mut terminal = sandbox.program(["status", "--watch", "--interval", "200ms"]).env("NO_COLOR", "1").deadline(LONG).on_terminal();
    terminal.wait_for("Ctrl-C ends");
    hosts.exec(1, &["docker", "stop", "swarmctl-agent"]);
    terminal.wait_for("* `lab` is not healthy");
    hosts.exec(1, &["docker", "start", "swarmctl-agent"]);
    ended(&sandbox, &["verify", "-q", "--wait", "2m"], 0);
    terminal.wait_for("* `lab` is healthy");
    terminal.press("\x03");
    assert_eq!(terminal.wait().status.code(), Some(0));

    docker(&["pause", &hosts.container(1)]);
    let began = Instant::now();
    let ran = sandbox.program(["status", "--timeout", "1s", "-o", "json"]).deadline(LONG).output();
    let took = began.elapsed();
    let began = Instant::now();
    let list = sandbox.program(["ls", "--timeout", "1s", "-o", "json"]).deadline(LONG).output();
    let listed_in = began.elapsed();
    docker(&["unpause", &hosts.container(1)]);
    assert_eq!(ran.status.code(), Some(7), "{}", ran.stdout);
    let status: serde_json::Value = serde_json::from_str(&ran.stdout).expect("it is JSON");
    assert!(status["nodes"][1]["error"].is_string() && status["nodes"][0]["engine"].is_string(), "{}", ran.stdout);
    assert!(took < Duration::from_secs(3), "it took {took:?}");
    assert_eq!(list.status.code(), Some(5), "{}", list.stdout);
    let list: serde_json::Value = serde_json::from_str(&list.stdout).expect("it is JSON");
    assert!(list["items"][1]["error"].is_string() && list["items"][0]["state"] == "Healthy", "{list}");
    assert!(listed_in < Duration::from_secs(3), "it took {listed_in:?}");
}
