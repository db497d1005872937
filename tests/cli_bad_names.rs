//! Names that are none, wherever they come from: flags and arguments, specs, hosts and engines. They never reach a shell, and never a terminal as they are.

mod support;

use std::ffi::OsString;
use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use clap::error::ErrorKind;
use support::Sandbox;
use swarmctl::cli;
use swarmctl::model::{
    Check, Cluster, ConsulPeer, ConsulView, EngineView, Finding, Host, ManagerView, NodeName, Observations, Orchestrator, PoolNode, Quorum, QuorumOf, Severity,
    SwarmModeNode, SwarmModeView, SwarmRole, VerifyReport,
};
use swarmctl::report::{ContainerRow, HeldBy, Manner, NodeRow, Output, Progress, RunOutcome, RunRow, StatusShown, Style, Ui, Verbosity, VersionRow};
use swarmctl::spec::{self, SourceContext};
use swarmctl::verify::verify;
use time::OffsetDateTime;

/// What a terminal obeys: clear, a title, a link, a C1 control, a turn of direction, a line of its own.
const HOSTILE: &str = "a\u{1b}[2J\u{1b}]0;x\u{7}\u{9b}31m\u{202e}b\r\nerror: all is lost";

fn bad_names() -> Vec<String> {
    let names = [
        "",
        " ",
        "a b",
        "-rf",
        "--all",
        "m1;id",
        "$(id)",
        "`id`",
        "'m1'",
        "\"m1\"",
        "m1\nw1",
        "../w1",
        "knoten-ü",
        "大",
        "a\u{1b}[2J",
        "\u{9b}2J",
        "\u{202e}x",
    ];
    names.map(str::to_owned).into_iter().chain(["x".repeat(300)]).collect()
}

/// Characters that a terminal obeys, in what is to be printed.
fn obeyed(text: &str) -> Option<char> {
    text.chars().find(|c| (c.is_control() && *c != '\n') || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
}

/// A value for what else must be said on the line.
fn sample(value: &str) -> &'static str {
    match value {
        "NODE" => "w1",
        "DST" => "w1:",
        "ROLE|NODE" => "agent",
        "IMAGE" => "i",
        _ => "x",
    }
}

fn value_name(arg: &clap::Arg) -> String {
    arg.get_value_names().and_then(|names| names.first()).map(ToString::to_string).unwrap_or_default()
}

/// Lines of every verb that takes a name, with the bad one in its place.
fn lines(command: &clap::Command, path: &[String], bad: &str, found: &mut Vec<Vec<String>>) {
    for sub in command.get_subcommands().filter(|sub| sub.get_name() != "help") {
        lines(sub, &[path, &[sub.get_name().to_owned()]].concat(), bad, found);
    }
    if command.has_subcommands() {
        return;
    }
    for arg in command.get_arguments().filter(|arg| matches!(value_name(arg).as_str(), "NODE" | "NAME" | "ROLE|NODE")) {
        let mut line = path.to_vec();
        let mut last = Vec::new();
        for other in command.get_arguments().filter(|other| other.get_id() != arg.get_id() && other.is_required_set()) {
            let value = sample(&value_name(other)).to_owned();
            match other.get_long() {
                _ if other.is_last_set() => last = vec!["--".to_owned(), value],
                Some(long) => line.push(format!("--{long}={value}")),
                None => line.push(value),
            }
        }
        line.push(arg.get_long().map_or_else(|| bad.to_owned(), |long| format!("--{long}={bad}")));
        line.extend(last);
        found.push(line);
    }
}

#[test]
fn every_verb_refuses_what_is_no_name_before_anything_else() {
    let mut command = cli::command();
    command.build();
    let mut count = 0;
    let mut wrong = Vec::new();
    for bad in bad_names() {
        let mut found = Vec::new();
        lines(&command, &["swarmctl".to_owned()], &bad, &mut found);
        for line in found {
            count += 1;
            match cli::parse(line.iter().map(OsString::from)) {
                // Of a flag that takes several, spaces separate them.
                Ok(_) if bad == "a b" && line.iter().any(|word| word.starts_with("--gone") || word.starts_with("--node")) => {}
                // The docker client takes contexts' names of any length; their places have others.
                Ok(_) if bad.len() == 300 && line[1] == "context" => {}
                Ok(_) => wrong.push(format!("{line:?} is taken")),
                Err(error) if matches!(error.kind(), ErrorKind::ValueValidation | ErrorKind::InvalidValue | ErrorKind::UnknownArgument) => {
                    let said = error.to_string();
                    wrong.extend(obeyed(&said).map(|c| format!("{line:?}: {c:?} in {said:?}")));
                }
                Err(error) => wrong.push(format!("{line:?}: {error}")),
            }
        }
    }
    assert!(count > 300, "hardly any verb takes a name: {count}");
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn words_and_flags_that_nobody_knows_are_shown_harmlessly_on_a_terminal_too() {
    let sandbox = Sandbox::new();
    for args in
        [&["a\u{1b}[2J"][..], &["--a\u{1b}[2J"], &["ls", "--a\u{1b}[2J=b"], &["ls", "-o", "a\u{1b}[2J"], &["ssh", "a\u{1b}[2J"], &["config", "a\u{1b}[2J"]]
    {
        let ran = sandbox.program(args).on_terminal().wait();
        assert!(ran.status.code() == Some(2) && !ran.stdout.contains("\u{1b}[2J"), "{args:?}: {:?}", ran.stdout);
    }
}

/// A spec with `bad`, which is quoted as YAML takes it, in one place.
fn specs(bad: &str) -> [(&'static str, String); 7] {
    let quoted = serde_json::to_string(bad).expect("a text is JSON, and JSON is YAML");
    let spec = |name: &str, more: &str, node: &str| format!("apiVersion: swarmctl/v1\nname: {name}\n{more}nodes: [{{ roles: [manager], {node} }}]\n");
    let with = |more: &str| format!("name: m1, address: 10.0.0.1, {more}");
    [
        ("name", spec(&quoted, "", &with(""))),
        ("node", spec("lab", "", &format!("name: {quoted}, address: 10.0.0.1"))),
        ("address", spec("lab", "", &format!("name: m1, address: {quoted}"))),
        ("user", spec("lab", "", &with(&format!("ssh: {{ user: {quoted} }}")))),
        ("advertise", spec("lab", "", &with(&format!("advertise: {quoted}")))),
        ("role", spec("lab", "", &format!("name: m1, address: 10.0.0.1, availability: {quoted}"))),
        ("key", spec("lab", &format!("{quoted}: 1\n"), &with(""))),
    ]
}

#[test]
fn a_spec_with_what_is_no_name_is_refused_and_shown_harmlessly() {
    let mut wrong = Vec::new();
    for bad in bad_names() {
        for (field, text) in specs(&bad) {
            // Long words and letters of any script are hosts and interfaces to somebody; what matters is that nothing else passes.
            match spec::parse(text.as_bytes(), &SourceContext::default()) {
                Err(error) => wrong.extend(obeyed(&error.to_string()).map(|c| format!("{field} {bad:?}: {c:?} in {error}"))),
                Ok(_) => wrong.push(format!("{field}: {bad:?} is taken")),
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn labels_and_values_are_never_shown_as_a_terminal_would_obey_them() {
    let sandbox = Sandbox::new();
    for bad in bad_names() {
        let quoted = serde_json::to_string(&bad).unwrap();
        let text = format!(
            "apiVersion: swarmctl/v1\nname: lab\nnodes: [{{ name: m1, address: 10.0.0.1, roles: [manager], labels: {{ k: {quoted}, {quoted}: v }} }}]\n"
        );
        let ran = sandbox.program(["config", "validate", "-"]).stdin(text).output();
        assert_eq!(obeyed(&(ran.stdout + &ran.stderr)), None, "{bad:?}");
    }
}

/// A stream that can be looked at.
#[derive(Clone, Default)]
struct Page(Arc<Mutex<Vec<u8>>>);

impl Write for Page {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What is printed, on both streams, in both forms.
fn printed(print: impl Fn(&Ui)) -> String {
    let page = Page::default();
    for output in [Output::Text, Output::Json] {
        let style = Style { colored: false, unicode: true };
        let manner = Manner {
            output,
            verbosity: Verbosity::Normal,
            stdout: style,
            stderr: style,
            progress: Progress::Plain,
            can_ask: false,
            shows_stdout: true,
            redraws_stdout: true,
        };
        print(&Ui::on(manner, Box::new(page.clone()), Box::new(page.clone())));
    }
    String::from_utf8(page.0.lock().unwrap().clone()).unwrap()
}

/// Holds what is printed to be harmless, and none of its lines to be the other side's.
fn harmless(print: impl Fn(&Ui)) {
    let text = printed(print);
    assert_eq!(obeyed(&text), None, "{text:?}");
    assert!(text.contains("a\\u{1b}[2J") && !text.lines().any(|line| line.starts_with("error: all is lost")), "{text}");
}

fn node(name: &str) -> NodeName {
    name.parse().unwrap()
}

fn hostile() -> String {
    HOSTILE.to_owned()
}

fn node_row() -> NodeRow {
    NodeRow {
        node: node("m1"),
        roles: Vec::new(),
        address: Some(hostile()),
        place: Some(hostile()),
        state: Some(hostile()),
        engine: Some(hostile()),
        cert_days: None,
        error: Some(hostile()),
    }
}

#[test]
fn what_engines_and_managers_say_of_themselves_is_shown_harmlessly() {
    harmless(|ui| ui.list(&[node_row()]).unwrap());
    harmless(|ui| {
        ui.list(&[VersionRow { node: Some(node("m1")), version: Some(hostile()), api: None, role: Some(hostile()), error: Some(hostile()) }]).unwrap();
    });
    harmless(|ui| ui.list(&[ContainerRow { node: hostile(), name: hostile(), id: hostile(), image: hostile(), status: hostile() }]).unwrap());
}

#[test]
fn the_page_of_status_is_harmless_whatever_is_in_the_journal_or_said_by_nodes() {
    let at = OffsetDateTime::UNIX_EPOCH;
    let run =
        RunRow { run: hostile(), at, by: Some(hostile()), verb: hostile(), nodes: Vec::new(), done: 0, failed: 0, outcome: RunOutcome::Done, took_ms: None };
    let finding = Finding { check: Check::Engine, node: Some(node("m1")), severity: Severity::Error, message: hostile(), hint: Some(hostile()) };
    let status = StatusShown {
        cluster: "lab".parse().unwrap(),
        orchestrator: Orchestrator::Standalone,
        at,
        healthy: false,
        findings: vec![finding],
        nodes: vec![node_row()],
        quorum: Some(Quorum { of: QuorumOf::Consul, leader: Some(hostile()), members: 1, voting: 1, losable: 0 }),
        first_end: None,
        ca_change: None,
        migration: None,
        held_by: Some(HeldBy { pid: 1, who: hostile(), verb: hostile(), since: at }),
        runs: vec![run],
    };
    harmless(|ui| ui.status(&status).unwrap());
}

fn cluster(orchestrator: &str) -> Cluster {
    let text = format!(
        "apiVersion: swarmctl/v1\nname: lab\norchestrator: {orchestrator}\nnodes:\n  - {{ name: m1, address: 10.0.0.1, roles: [manager] }}\n  - {{ name: w1, address: 10.0.0.2 }}\n"
    );
    spec::parse(text.as_bytes(), &SourceContext::default()).unwrap()
}

fn engine() -> EngineView {
    EngineView {
        node: node("m1"),
        hostname: hostile(),
        version: hostile(),
        api: "1.41".parse().unwrap(),
        min_api: "1.12".parse().unwrap(),
        clock_skew_ms: 0,
        own_containers: [(hostile(), true)].into(),
        swarm_state: hostile(),
        swarm_node_id: Some(hostile()),
        swarm_settings: None,
    }
}

fn judged(orchestrator: &str, seen: &Observations) -> VerifyReport {
    let cluster = cluster(orchestrator);
    let addresses = cluster.nodes.iter().filter_map(|node| Some((node.name.clone(), node.advertised()?))).collect();
    verify(&cluster, &addresses, seen, OffsetDateTime::now_utc())
}

#[test]
fn findings_about_hostile_managers_and_a_hostile_consul_are_shown_harmlessly() {
    let line = PoolNode {
        name: hostile(),
        address: hostile(),
        status: hostile(),
        error: Some(hostile()),
        server_version: Some(hostile()),
        containers: Some(hostile()),
    };
    let manager = ManagerView {
        node: node("m1"),
        address: hostile(),
        version: Ok("swarm/1.2.9".to_owned()),
        api: None,
        role: Some(hostile()),
        primary: Some(hostile()),
        pool: Ok(vec![line]),
        running: Ok(vec![hostile()]),
    };
    let seen = Observations {
        engines: [(node("m1"), Ok(engine())), (node("w1"), Err(hostile()))].into(),
        managers: vec![manager],
        consul_leader: Some(Ok(hostile())),
        consul_servers: vec![ConsulView { node: node("m1"), leader: Ok(hostile()) }],
        consul_peers: vec![ConsulPeer { node: hostile(), address: hostile(), leader: true, voter: true }],
        ..Observations::default()
    };
    harmless(|ui| ui.verify(&"lab".parse().unwrap(), &judged("standalone", &seen)).unwrap());
}

#[test]
fn findings_about_a_hostile_swarm_are_shown_harmlessly() {
    let line = SwarmModeNode {
        id: hostile(),
        hostname: hostile(),
        role: SwarmRole::Leader,
        state: hostile(),
        availability: hostile(),
        engine: hostile(),
        address: hostile(),
        labels: [(hostile(), hostile())].into(),
        trust_root: Some(hostile()),
    };
    let seen = Observations {
        engines: [(node("m1"), Ok(engine())), (node("w1"), Err(hostile()))].into(),
        swarm_mode: vec![SwarmModeView { node: node("m1"), nodes: Ok(vec![line]), tasks: vec![hostile()] }],
        ..Observations::default()
    };
    harmless(|ui| ui.verify(&"lab".parse().unwrap(), &judged("swarm-mode", &seen)).unwrap());
}

#[test]
fn an_address_that_is_an_option_is_none() {
    for text in ["-rf", "-oProxyCommand=id", "", "a b", "a\nb"] {
        assert!(text.parse::<Host>().is_err(), "{text:?}");
    }
}
