//! Arguments to requests, and the rules that all flags follow.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::time::Duration;

use clap::error::ErrorKind;
use swarmctl::cli::{self, CarryArgs, ConfigRequest, EnvShell, EnvTarget, InitRequest, Invocation, Output, Request, SpecSource, Verbosity};
use swarmctl::model::{Driver, Orchestrator};
use swarmctl::spec::HostKeyChecking;

fn parse(line: &str) -> Result<Invocation, clap::Error> {
    cli::parse(line.split(' ').map(OsString::from))
}

fn request(line: &str) -> Request {
    parse(line).unwrap_or_else(|e| panic!("{e}")).request
}

fn init(line: &str) -> InitRequest {
    match request(line) {
        Request::Init(init) => *init,
        other => panic!("{other:?}"),
    }
}

fn env(line: &str) -> (EnvTarget, Option<EnvShell>) {
    match request(line) {
        Request::Env(env) => (env.target, env.shell),
        other => panic!("{other:?}"),
    }
}

fn walk(command: &clap::Command, visit: &mut impl FnMut(&clap::Command)) {
    visit(command);
    command.get_subcommands().for_each(|sub| walk(sub, visit));
}

#[test]
fn init_without_arguments_has_defaults_only() {
    let init = init("swarmctl init");
    assert_eq!((init.source, init.dry_run, init.carry), (None, false, CarryArgs::default()));
    assert!(init.overrides.is_empty());
}

#[test]
fn init_takes_a_whole_cluster_as_flags() {
    let line = "swarmctl init --name lab --orchestrator swarm-mode --driver ssh --node m1=ops@10.0.0.1:22,role=manager --node w1=10.0.0.2 \
        --ssh-user root --ssh-port 2222 -i key -J a@b:1,c --host-key-checking strict --image-archive x.tar --swarm-image s --consul-image c \
        --dry-run --concurrency 4 --timeout 1m30s --no-verify";
    let init = init(line);
    let flags = init.overrides;
    assert_eq!((flags.orchestrator, flags.driver), (Some(Orchestrator::SwarmMode), Some(Driver::Ssh)));
    assert_eq!(flags.nodes.iter().map(|n| n.name.as_str()).collect::<Vec<_>>(), ["m1", "w1"]);
    assert_eq!((flags.ssh.user.as_deref(), flags.ssh.port.map(std::num::NonZero::get), flags.ssh.jump.as_deref()), (Some("root"), Some(2222), Some("a@b:1,c")));
    assert_eq!((flags.ssh.identity, flags.archive), (Some("key".into()), Some("x.tar".into())));
    assert_eq!(flags.ssh.host_key_checking, Some(HostKeyChecking::Strict));
    assert_eq!((flags.swarm_image.as_deref(), flags.consul_image.as_deref()), (Some("s"), Some("c")));
    assert_eq!((init.dry_run, init.carry.concurrency.get(), init.carry.timeout, init.carry.no_verify), (true, 4, Some(Duration::from_secs(90)), true));
}

#[test]
fn a_dash_is_standard_input() {
    assert_eq!(init("swarmctl init -f -").source, Some(SpecSource::Stdin));
    assert_eq!(init("swarmctl init -f ./-").source, Some(SpecSource::File("./-".into())));
}

#[test]
fn global_flags_stand_before_or_after_the_verb() {
    for line in ["swarmctl -c lab -o json -q -y --no-input ls", "swarmctl ls -c lab -o json -q -y --no-input"] {
        let globals = parse(line).unwrap().globals;
        assert_eq!(
            (globals.cluster.as_ref().map(swarmctl::model::ClusterName::as_str), globals.output, globals.verbosity),
            (Some("lab"), Output::Json, Verbosity::Quiet)
        );
        assert!(globals.yes && globals.no_input);
    }
}

#[test]
fn env_talks_to_what_is_named_most_particularly() {
    let name = |text: &str| text.parse().unwrap();
    assert_eq!(env("swarmctl env"), (EnvTarget::Cluster, None));
    assert_eq!(env("swarmctl env --manager m1 --shell fish"), (EnvTarget::Manager(name("m1")), Some(EnvShell::Fish)));
    assert_eq!(env("swarmctl env w1 --shell powershell"), (EnvTarget::Engine(name("w1")), Some(EnvShell::PowerShell)));
    assert_eq!(env("swarmctl env -u"), (EnvTarget::Unset, None));
}

#[test]
fn the_other_verbs_parse() {
    let table = [
        ("swarmctl verify --deploy alpine --containers 3", "Verify(VerifyRequest { deploy: Some(\"alpine\"), containers: Some(3), wait: None })"),
        ("swarmctl version", "Version"),
        ("swarmctl ps -a", "Ps(PsRequest { all: true })"),
        ("swarmctl verify --wait 2m", "Verify(VerifyRequest { deploy: None, containers: None, wait: Some(120s) })"),
        ("swarmctl status", "Status(StatusRequest { watch: false, interval: 5s, timeout: 5s })"),
        ("swarmctl ls --clusters", "Ls(LsRequest { clusters: true, timeout: 5s })"),
        ("swarmctl destroy --dry-run", "Destroy(DestroyRequest { dry_run: true, force: false, concurrency: 32 })"),
        ("swarmctl certs ls m1 w1", "Certs(Ls(CertsLsRequest { nodes: [NodeName(\"m1\"), NodeName(\"w1\")] }))"),
        ("swarmctl certs show ./ca.pem --pem", "Certs(Show(CertsShowRequest { target: \"./ca.pem\", pem: true }))"),
        ("swarmctl certs check", "Certs(Check(CertsCheckRequest { targets: [], within: 2592000s }))"),
        ("swarmctl certs check - h:443 --within 36h", "Certs(Check(CertsCheckRequest { targets: [\"-\", \"h:443\"], within: 129600s }))"),
        ("swarmctl config schema", "Config(Schema(SchemaRequest { of: None, list: false }))"),
        ("swarmctl config schema --of history-run", "Config(Schema(SchemaRequest { of: Some(HistoryRun), list: false }))"),
        ("swarmctl config validate", "Config(Validate { file: File(\"cluster.yaml\") })"),
        ("swarmctl completions zsh", "Completions(Zsh)"),
        ("swarmctl certs export alice --to -", "Certs(Export(CertsExportRequest { name: Some(ClientName(\"alice\")), to: Stdout, force: false }))"),
        ("swarmctl certs export --to ./-", "Certs(Export(CertsExportRequest { name: None, to: Dir(\"./-\"), force: false }))"),
        ("swarmctl certs export --docker-context", "Certs(Export(CertsExportRequest { name: None, to: DockerContext(None), force: false }))"),
        ("swarmctl man --to d", "Man(ManRequest { to: Some(\"d\") })"),
    ];
    for (line, expected) in table {
        assert_eq!(format!("{:?}", request(line)), expected);
    }
    assert_eq!(request("swarmctl config example"), Request::Config(ConfigRequest::Example { orchestrator: Orchestrator::Standalone }));
}

#[test]
fn wrong_values_are_refused_at_the_edge() {
    let table = [
        ("swarmctl init --node Bad=h", "a name has only lower-case letters, digits and `-`, not 'B'"),
        ("swarmctl init --node a=-oProxyCommand", "an address must not begin with `-`"),
        ("swarmctl init --node a=h,role=manger", "did you mean `manager`?"),
        ("swarmctl init --ssh-port 0", "`0` is not a port (1 to 65535)"),
        ("swarmctl init --ssh-user=-x", "`-x` is not a user name"),
        ("swarmctl init --jump=-x", "an address must not begin with `-`"),
        ("swarmctl init --timeout 5", "`5` is not a duration"),
        ("swarmctl certs check --within 30", "`30` is not a duration"),
        ("swarmctl certs ls W1", "a name has only lower-case letters"),
        ("swarmctl certs show", "<NODE|ca|client|NAME|FILE>"),
        ("swarmctl init --concurrency 0", "'--concurrency <N>'"),
        ("swarmctl init --orchestrator swarm", "[possible values: standalone, swarm-mode]"),
        ("swarmctl -c ../x ls", "a name has only"),
        ("swarmctl -q -v ls", "`--quiet` and `--verbose` contradict each other"),
        ("swarmctl inti", "'init'"),
        ("swarmctl init --dryrun", "'--dry-run'"),
    ];
    for (line, expected) in table {
        let error = parse(line).expect_err(line);
        assert_eq!(error.exit_code(), 2, "{line}");
        assert!(error.to_string().contains(expected), "{line}: {error}");
    }
}

#[test]
fn version_tells_the_project_from_its_namesake() {
    let error = parse("swarmctl --version").unwrap_err();
    assert_eq!((error.kind(), error.exit_code()), (ErrorKind::DisplayVersion, 0));
    assert!(error.to_string().ends_with("(https://github.com/swarmctl/swarmctl; not the swarmctl of SwarmKit)\n"), "{error}");
}

#[test]
fn the_command_is_sound() {
    cli::command().debug_assert();
}

#[test]
fn every_flag_is_a_variable_of_its_name() {
    walk(&cli::command(), &mut |command| {
        for arg in command.get_arguments() {
            if let Some(long) = arg.get_long().filter(|l| !matches!(*l, "help" | "version")) {
                let expected = format!("SWARMCTL_{}", long.to_uppercase().replace('-', "_"));
                assert_eq!(arg.get_env().and_then(|v| v.to_str()), Some(expected.as_str()), "{} --{long}", command.get_name());
            }
        }
    });
}

#[test]
fn a_flag_means_the_same_in_every_verb() {
    // What is brought `--to` a place, past what one gets by `--force`, whether a `--node` is described or meant, what a `--count` makes,
    // whose a `--role` is, and what is wanted of an `--engine`, is the verb's.
    let of_the_verb = ["orchestrator", "to", "force", "node", "count", "role", "engine"];
    let mut helps: BTreeMap<String, String> = BTreeMap::new();
    walk(&cli::command(), &mut |command| {
        for arg in command.get_arguments().filter(|a| a.get_long().is_none_or(|long| !of_the_verb.contains(&long))) {
            if let (Some(long), Some(help)) = (arg.get_long(), arg.get_help()) {
                let first = helps.entry(long.to_owned()).or_insert_with(|| help.to_string());
                assert_eq!(*first, help.to_string(), "{} --{long}", command.get_name());
            }
        }
    });
}

#[test]
fn every_verb_shows_examples() {
    walk(&cli::command(), &mut |command| {
        let examples = command.get_before_help().map(ToString::to_string).unwrap_or_default();
        assert!(examples.starts_with("Examples:\n  "), "{}", command.get_name());
    });
}

/// Variables are the process's own, so each case is a process: this test, run again with `TEST_LINE` set.
#[test]
fn variables_stand_in_for_flags() {
    if let Ok(line) = std::env::var("TEST_LINE") {
        let outcome = parse(&line).map_or_else(|e| e.to_string(), |i| format!("{i:?}"));
        let expected = std::env::var("TEST_EXPECTED").unwrap();
        assert!(outcome.contains(&expected), "{outcome}");
        return;
    }
    let table: [(&str, &str, &str, &str); 13] = [
        ("SWARMCTL_YES", "1", "swarmctl ls", "yes: true"),
        ("SWARMCTL_YES", "", "swarmctl ls", "yes: false"),
        ("SWARMCTL_YES", "maybe", "swarmctl ls", "expected `1` or `0`"),
        ("SWARMCTL_OUTPUT", "json", "swarmctl ls", "output: Json"),
        ("SWARMCTL_OUTPUT", "json", "swarmctl ls -o text", "output: Text"),
        ("SWARMCTL_OUTPUT", "jsonl", "swarmctl ls", "output: JsonLines"),
        ("SWARMCTL_OF", "run", "swarmctl config schema", "of: Some(Run)"),
        ("SWARMCTL_LIST", "1", "swarmctl config schema", "list: true"),
        ("SWARMCTL_QUIET", "1", "swarmctl ls -v", "verbosity: Verbose"),
        ("SWARMCTL_VERBOSE", "1", "swarmctl ls -q", "verbosity: Quiet"),
        ("SWARMCTL_QUIET", "0", "swarmctl ls -v", "verbosity: Verbose"),
        ("SWARMCTL_NODE", "a=10.0.0.1 b=10.0.0.2", "swarmctl init", "NodeName(\"b\")"),
        ("SWARMCTL_FILE", "x.yaml", "swarmctl init", "source: Some(File(\"x.yaml\"))"),
    ];
    for (variable, value, line, expected) in table {
        let status = std::process::Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "variables_stand_in_for_flags", "--quiet"])
            .envs([(variable, value), ("TEST_LINE", line), ("TEST_EXPECTED", expected)])
            .output()
            .unwrap();
        assert!(status.status.success(), "{variable}={value} {line}: {}", String::from_utf8_lossy(&status.stdout));
    }
}
