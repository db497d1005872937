//! `export` and `import` of a cluster, without hosts: what goes along, what is refused, and that nothing is half there.

mod support;

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;

use support::{Program, Sandbox};
use swarmctl::model::{CaStage, CarriedKeys, Secret};
use swarmctl::state::{self, CaKey, CarriedFile, ClusterDir, Holder, Manifest, Pair, Store};
use swarmctl::{pki, spec};
use time::OffsetDateTime;

const SPEC: &str = "apiVersion: swarmctl/v1\nname: lab\nssh: { user: root, port: 1 }\nnodes:\n  - { name: a, address: 127.0.0.1, role: manager }\n";
const PASSPHRASE: [&str; 2] = ["--passphrase-file", "right"];

fn lab() -> (Sandbox, ClusterDir) {
    lab_with(SPEC)
}

fn lab_with(spec: &str) -> (Sandbox, ClusterDir) {
    let sandbox = Sandbox::new();
    sandbox.write("right", "open sesame\n");
    sandbox.write("wrong", "open barley\n");
    let dir = sandbox.settle(spec);
    (sandbox, dir)
}

/// A run in another store, as a colleague has it.
fn elsewhere<'a>(sandbox: &'a Sandbox, args: &[&str]) -> Program<'a> {
    sandbox.program(args).env("SWARMCTL_HOME", other_store(sandbox))
}

fn other_store(sandbox: &Sandbox) -> PathBuf {
    sandbox.work().join("other")
}

fn other(sandbox: &Sandbox) -> ClusterDir {
    Store::open(&other_store(sandbox)).expect("it can be opened").at(&"lab".parse().expect("a name"))
}

fn export(sandbox: &Sandbox, keys: &str) {
    sandbox.program([&["export", "lab.swarmctl", "-q", "--keys", keys], &PASSPHRASE[..]].concat()).run();
}

fn import<'a>(sandbox: &'a Sandbox, more: &[&str]) -> Program<'a> {
    elsewhere(sandbox, &[&["import", "lab.swarmctl"], &PASSPHRASE[..], more].concat())
}

/// Nothing of a cluster is in the other store, not even half of one.
fn nothing_came(sandbox: &Sandbox) {
    let left: Vec<_> = fs::read_dir(other_store(sandbox).join("clusters")).into_iter().flatten().map(|entry| entry.expect("it can be read").path()).collect();
    assert_eq!(left, Vec::<PathBuf>::new());
}

/// A file as `export` would write it, of files of one's own.
fn forged(sandbox: &Sandbox, files: &[(&str, &str)]) {
    let files: Vec<_> = files.iter().map(|(name, text)| CarriedFile { name: (*name).to_owned(), content: Secret::new(*text) }).collect();
    let manifest = Manifest::new(&"lab".parse().expect("a name"), CarriedKeys::None, OffsetDateTime::now_utc());
    let archive = state::pack(&manifest, &files).expect("it can be packed");
    sandbox.write("lab.swarmctl", pki::seal_archive(&archive, &Secret::new("open sesame")).expect("it can be sealed").expose());
}

#[test]
fn all_keys_make_the_same_cluster_elsewhere() {
    let (sandbox, dir) = lab();
    let stderr = "wrote cluster `lab` with all its keys into lab.swarmctl\n  next: `swarmctl import FILE` where it is to go on\n";
    sandbox.program([&["export", "lab.swarmctl", "--keys", "all"], &PASSPHRASE[..]].concat()).stderr(stderr).run();
    let stderr = "cluster `lab` (1 node) is in the store, with all its keys\n  next: `swarmctl verify -c lab`\n";
    import(&sandbox, &[]).stderr(stderr).run();
    let there = other(&sandbox);
    assert_eq!(there.spec().expect("it can be read"), dir.spec().expect("it can be read"));
    assert_eq!(there.record().expect("it can be read"), dir.record().expect("it can be read"));
    assert_eq!(there.trust_pem().expect("it can be read"), dir.trust_pem().expect("it can be read"));
    assert!(matches!(there.ca_key(), Ok(Some(CaKey::Plain(_)))) && matches!(there.client(), Ok(Some(_))));
    assert_eq!(fs::metadata(sandbox.work().join("lab.swarmctl")).expect("it is there").permissions().mode() & 0o777, 0o600);
    elsewhere(&sandbox, &["certs", "issue", "ci", "-q"]).run();
}

#[test]
fn no_key_goes_along_unless_it_is_asked_for_and_what_is_missing_is_told() {
    let (sandbox, _) = lab();
    sandbox.program([&["export", "lab.swarmctl", "-q"], &PASSPHRASE[..]].concat()).run();
    let stderr = "\
cluster `lab` (1 node) is in the store, without a key
  missing: the operator's certificate: `swarmctl apply -c lab --ca-key FILE` issues another one
  missing: the CA's key: `--ca-key FILE` names it where something is issued; `swarmctl certs ca import -c lab --cert FILE --key FILE` brings it
  next: `swarmctl verify -c lab`
";
    import(&sandbox, &[]).stderr(stderr).run();
    let there = other(&sandbox);
    assert!(matches!(there.ca_key(), Ok(Some(CaKey::Offline))) && matches!(there.client(), Ok(None)));
}

#[test]
fn the_operator_s_key_goes_along_without_the_ca_s() {
    let (sandbox, _) = lab();
    export(&sandbox, "client");
    let stdout = "\
{
  \"schemaVersion\": 1,
  \"kind\": \"cluster-imported\",
  \"cluster\": \"lab\",
  \"nodes\": [
    \"a\"
  ],
  \"keys\": \"client\",
  \"missing\": [
    {
      \"what\": \"the CA's key\",
      \"hint\": \"`--ca-key FILE` names it where something is issued; `swarmctl certs ca import -c lab --cert FILE --key FILE` brings it\"
    }
  ]
}
";
    import(&sandbox, &["-o", "json"]).stdout(stdout).run();
    elsewhere(&sandbox, &["env"]).stdout("export [..]\n...\n").run();
}

#[test]
fn a_ca_key_under_a_passphrase_stays_under_it() {
    let (sandbox, dir) = lab();
    let Ok(Some(CaKey::Plain(key))) = dir.ca_key() else { panic!("it is plain") };
    dir.write_ca_key(&pki::seal_key(&key, &Secret::new("of the CA")).expect("it can be sealed")).expect("the sandbox can be written to");
    export(&sandbox, "all");
    import(&sandbox, &["-q"]).run();
    assert!(matches!(other(&sandbox).ca_key(), Ok(Some(CaKey::Sealed(key))) if pki::open_key(&key, &Secret::new("of the CA")).is_ok()));
}

#[test]
fn paths_below_the_home_directory_follow_it_and_files_that_are_not_here_are_named() {
    let home = Sandbox::new();
    let spec = SPEC.replace("port: 1", &format!("port: 1, identity: {}/id", home.home().display()));
    home.write("right", "open sesame\n");
    home.settle(&spec);
    export(&home, "all");
    let there = Sandbox::new();
    there.write("right", "open sesame\n");
    fs::copy(home.work().join("lab.swarmctl"), there.work().join("lab.swarmctl")).expect("the sandbox can be written to");
    let stderr = "\
cluster `lab` (1 node) is in the store, with all its keys
  missing: [DIR]/home/id: `ssh.identity` in the spec names it: put it there, or name another one with `swarmctl init -f FILE`
  next: `swarmctl verify -c lab`
";
    there.program([&["import", "lab.swarmctl"], &PASSPHRASE[..]].concat()).stderr(stderr).run();
}

#[test]
fn a_pipe_carries_it_as_well_and_variables_say_the_passphrase() {
    let (sandbox, _) = lab();
    let ran = sandbox.program(["export", "-"]).env("SWARMCTL_KEYS", "client").env("SWARMCTL_PASSPHRASE_COMMAND", "cat right").output();
    assert!(ran.stderr.is_empty() && ran.stdout.starts_with("-----BEGIN SWARMCTL CLUSTER-----\n"), "{}", ran.stderr);
    elsewhere(&sandbox, &["import", "-", "-q"]).stdin(&ran.stdout).env("SWARMCTL_PASSPHRASE_FILE", "right").run();
    assert!(other(&sandbox).exists());
    let stderr = "error: an export is no JSON document\nhint: leave `--output` out, or name a file\n";
    sandbox.program(["export", "-", "-o", "json"]).stdout("{\n...\n").stderr(stderr).status(2).run();
}

#[test]
fn no_key_of_the_store_can_be_read_in_the_file() {
    let (sandbox, dir) = lab();
    export(&sandbox, "all");
    let file = fs::read_to_string(sandbox.work().join("lab.swarmctl")).expect("it is there");
    let key = fs::read_to_string(dir.path().join("pki/ca-key.pem")).expect("it is there");
    assert!(key.lines().all(|line| !file.contains(line)) && !file.contains("127.0.0.1"));
}

#[test]
fn a_way_in_that_is_not_there_is_not_handed_on() {
    let (sandbox, dir) = lab();
    fs::remove_dir_all(dir.client_dir()).or_else(|_| fs::remove_file(dir.client_dir())).expect("it is there");
    let stderr = "error: cluster `lab` has no operator's certificate yet\nhint: `swarmctl apply -c lab` issues one\n";
    sandbox.program([&["export", "lab.swarmctl", "--keys", "client"], &PASSPHRASE[..]].concat()).stderr(stderr).status(4).run();
}

#[test]
fn a_file_that_is_there_is_kept() {
    let (sandbox, _) = lab();
    sandbox.write("lab.swarmctl", "mine");
    let stderr = "error: `lab.swarmctl` is there already\nhint: name another file, or remove it\n";
    sandbox.program([&["export", "lab.swarmctl"], &PASSPHRASE[..]].concat()).stderr(stderr).status(1).run();
    assert_eq!(fs::read_to_string(sandbox.work().join("lab.swarmctl")).expect("it is there"), "mine");
}

#[test]
fn without_a_terminal_and_without_a_source_the_flags_are_named_and_nothing_is_written() {
    let (sandbox, _) = lab();
    let hint = "hint: say it with `--passphrase-file FILE` or `--passphrase-command COMMAND`\n";
    let stderr = format!("error: cannot ask for the passphrase for the export without a terminal\n{hint}");
    sandbox.program(["export", "lab.swarmctl"]).stderr(stderr).status(2).run();
    assert!(!sandbox.work().join("lab.swarmctl").exists());
    export(&sandbox, "none");
    let stderr = format!("error: cannot ask for the passphrase of the export without a terminal\n{hint}");
    elsewhere(&sandbox, &["import", "lab.swarmctl"]).stderr(stderr).status(2).run();
    nothing_came(&sandbox);
}

#[test]
fn on_a_terminal_it_is_typed_twice_and_then_asked_for_until_it_is_right() {
    let (sandbox, _) = lab();
    let mut terminal = sandbox.program(["export", "lab.swarmctl", "--color", "never"]).on_terminal();
    terminal.wait_for("Passphrase for the export");
    terminal.press_until("open sesame\r", "Once more");
    terminal.press_until("open sesame\r", "wrote cluster `lab`");
    assert_eq!(terminal.wait().status.code(), Some(0));
    let mut terminal = elsewhere(&sandbox, &["import", "lab.swarmctl", "--color", "never"]).on_terminal();
    terminal.wait_for("Passphrase of the export");
    terminal.press_until("open barley\r", "the passphrase does not open it");
    terminal.wait_for("Passphrase of the export");
    terminal.press_until("open sesame\r", "is in the store");
    assert_eq!(terminal.wait().status.code(), Some(0));
}

#[test]
fn a_wrong_passphrase_brings_nothing() {
    let (sandbox, _) = lab();
    export(&sandbox, "all");
    let stderr = "\
error: `lab.swarmctl`: the passphrase does not open it, or it was changed on its way
hint: give the passphrase that it was exported under: --passphrase-file, --passphrase-command, or the prompt
";
    elsewhere(&sandbox, &["import", "lab.swarmctl", "--passphrase-file", "wrong"]).stderr(stderr).status(1).run();
    nothing_came(&sandbox);
}

#[test]
fn a_file_that_is_cut_short_or_is_another_one_is_named_before_anything_is_asked() {
    let (sandbox, _) = lab();
    export(&sandbox, "all");
    let whole = fs::read(sandbox.work().join("lab.swarmctl")).expect("it is there");
    let table = [
        (whole[..whole.len() / 2].to_vec(), "it is cut short"),
        (whole[..whole.len() - 3].to_vec(), "it is cut short"),
        (SPEC.as_bytes().to_vec(), "it does not hold a cluster: there is no `BEGIN SWARMCTL CLUSTER` in it"),
        (Vec::new(), "it does not hold a cluster: there is no `BEGIN SWARMCTL CLUSTER` in it"),
    ];
    for (bytes, cause) in table {
        sandbox.write("lab.swarmctl", bytes);
        let stderr = format!("error: `lab.swarmctl`: the export cannot be read: {cause}\nhint: [..]\n");
        elsewhere(&sandbox, &["import", "lab.swarmctl"]).stderr(stderr).status(1).run();
        nothing_came(&sandbox);
    }
    let stderr = "error: `none` cannot be read: No such file or directory (os error 2)\nhint: name the file that `swarmctl export FILE` wrote\n";
    elsewhere(&sandbox, &["import", "none"]).stderr(stderr).status(2).run();
}

#[test]
fn a_cluster_that_is_there_is_not_replaced() {
    let (sandbox, dir) = lab();
    export(&sandbox, "none");
    let before = fs::read(dir.path().join("pki/ca-key.pem")).expect("it is there");
    let stderr = "\
error: cluster `lab` is in the store already
hint: forget it with `swarmctl clusters rm lab`, or import into another store with `--home DIR`
";
    sandbox.program([&["import", "lab.swarmctl"], &PASSPHRASE[..]].concat()).stderr(stderr).status(2).run();
    assert_eq!(fs::read(dir.path().join("pki/ca-key.pem")).expect("it is there"), before);
}

#[test]
fn a_cluster_that_is_named_must_be_the_one_in_the_file() {
    let (sandbox, _) = lab();
    export(&sandbox, "none");
    let stderr = "\
error: the export holds cluster `lab`, not `prod`
hint: leave `--cluster` and SWARMCTL_CLUSTER out: nodes know their cluster by its name, so that it keeps it
";
    import(&sandbox, &["-c", "prod"]).stderr(stderr).status(2).run();
    nothing_came(&sandbox);
}

#[test]
fn a_cluster_that_another_run_holds_waits() {
    let (sandbox, dir) = lab();
    let _lock = dir.lock(&Holder::this_process("apply", OffsetDateTime::now_utc())).expect("nobody holds it");
    let stderr = "error: cluster `lab` is held by `apply` [..]\nhint: [..]\n";
    sandbox.program([&["export", "lab.swarmctl"], &PASSPHRASE[..]].concat()).stderr(stderr).status(9).run();
}

#[test]
fn a_cluster_amid_a_change_of_its_ca_stays_until_it_has_ended() {
    let (sandbox, dir) = lab();
    let now = OffsetDateTime::now_utc();
    let cluster = spec::parse(SPEC.as_bytes(), &spec::SourceContext::default()).expect("a spec");
    let (next, key_pem) = pki::Ca::make(&cluster.name, &cluster.certs, now, [9; 16]).expect("a CA");
    let rotation = dir.begin_rotation(&Pair { cert_pem: next.pem().to_owned(), key_pem }, now).expect("it begins");
    assert_eq!(rotation.stage, CaStage::Trust);
    let stderr = "error: cluster `lab` is changing its CA already (stage `trust`)\nhint: end it first with `swarmctl certs rotate-ca`\n";
    sandbox.program([&["export", "lab.swarmctl"], &PASSPHRASE[..]].concat()).stderr(stderr).status(1).run();
}

#[test]
fn a_cluster_amid_a_move_to_swarm_mode_stays_until_it_has_ended() {
    let (sandbox, dir) = lab();
    dir.enter_migration(swarmctl::model::MigrationStage::Back, OffsetDateTime::now_utc()).expect("the sandbox can be written to");
    let stderr = "error: cluster `lab` is going back to standalone\nhint: `swarmctl migrate --back -c lab` goes on\n";
    sandbox.program([&["export", "lab.swarmctl"], &PASSPHRASE[..]].concat()).stderr(stderr).status(3).run();
}

#[test]
fn what_no_cluster_has_is_refused_whoever_sealed_it() {
    let (sandbox, _) = lab();
    let yaml = spec::to_yaml(&spec::parse(SPEC.as_bytes(), &spec::SourceContext::default()).expect("a spec"));
    let other_yaml = yaml.replace("name: lab", "name: dev");
    let table: [(&[(&str, &str)], &str); 5] = [
        (&[("pki/rotation.json", "{}")], "`lab.swarmctl`: it holds \"pki/rotation.json\", which is no file of a cluster"),
        (&[("known_hosts", "x")], "`lab.swarmctl` cannot be used: it holds no spec"),
        (&[("cluster.yaml", &other_yaml)], "`lab.swarmctl` cannot be used: its spec is another cluster's"),
        (&[("cluster.yaml", &yaml), ("state.json", "{")], "`lab.swarmctl` cannot be used: `state.json` is damaged: it is cut short at line 1"),
        (&[("cluster.yaml", &yaml), ("pki/ca.pem", "-----BEGIN")], "`lab.swarmctl` cannot be used: `pki/ca.pem` is damaged: it is cut short"),
    ];
    for (files, cause) in table {
        forged(&sandbox, files);
        import(&sandbox, &[]).stderr(format!("error: {cause}\nhint: [..]\n")).status(1).run();
        nothing_came(&sandbox);
    }
}
