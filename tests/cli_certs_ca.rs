//! `certs ca`, and what opens the CA's key: a CA of one's own, the key under a passphrase, the key elsewhere.

mod support;

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;

use support::{Ran, Sandbox};
use swarmctl::model::{CaStage, Secret};
use swarmctl::pki;
use swarmctl::state::{CaKey, ClusterDir, Store};

const SPEC: &str = "apiVersion: swarmctl/v1\nname: lab\nssh: { user: root, port: 1 }\nnodes:\n  - { name: a, address: 127.0.0.1, role: manager }\n";
const PASSPHRASE: &str = "open sesame";

fn lab() -> (Sandbox, ClusterDir) {
    let sandbox = Sandbox::new();
    let dir = sandbox.settle(SPEC);
    (sandbox, dir)
}

/// A cluster whose CA key is under `PASSPHRASE`; the file `right` has it, the file `wrong` another.
fn sealed() -> (Sandbox, ClusterDir) {
    let (sandbox, dir) = lab();
    sandbox.write("right", format!("{PASSPHRASE}\n"));
    sandbox.write("wrong", "open barley\n");
    let Some(CaKey::Plain(key)) = key(&dir) else { panic!("it is plain") };
    dir.write_ca_key(&pki::seal_key(&key, &Secret::new(PASSPHRASE)).expect("it can be sealed")).expect("the sandbox can be written to");
    (sandbox, dir)
}

/// A cluster whose CA key is in `safe/ca-key.pem` and not in the store.
fn offline() -> (Sandbox, ClusterDir) {
    let (sandbox, dir) = lab();
    sandbox.program(["certs", "ca", "export", "--offline", "--to", "safe", "-q"]).run();
    (sandbox, dir)
}

fn key(dir: &ClusterDir) -> Option<CaKey> {
    dir.ca_key().expect("it can be read")
}

fn opens(dir: &ClusterDir, passphrase: &str) -> bool {
    matches!(key(dir), Some(CaKey::Sealed(key)) if pki::open_key(&key, &Secret::new(passphrase)).is_ok())
}

fn openssl(sandbox: &Sandbox, args: &[&str]) -> String {
    let output = Command::new("openssl").args(args).current_dir(sandbox.work()).output().expect("the tests need openssl");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(output.status.success(), "openssl {args:?}: {}", text(&output.stderr));
    text(&output.stdout)
}

/// A CA of somebody's, `NAME.pem` and `NAME.key`.
fn make_ca(sandbox: &Sandbox, name: &str, key: &[&str], more: &[&str]) {
    let (cert, key_file, subject) = (format!("{name}.pem"), format!("{name}.key"), format!("/O=Example/CN={name}"));
    let args = ["req", "-x509", "-nodes", "-keyout", &key_file, "-out", &cert, "-subj", &subject, "-days", "3650"];
    openssl(sandbox, &[&args, key, more].concat());
}

const EC: [&str; 4] = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"];
const RSA: [&str; 2] = ["-newkey", "rsa:2048"];
const SIGNS: [&str; 2] = ["-addext", "keyUsage=critical,keyCertSign,cRLSign"];

fn import<'a>(sandbox: &'a Sandbox, name: &str, more: &[&str]) -> support::Program<'a> {
    let (cert, key) = (format!("{name}.pem"), format!("{name}.key"));
    let args = ["certs", "ca", "import", "-c", "lab", "--cert", &cert, "--key", &key];
    sandbox.program([&args, more].concat())
}

fn at(sandbox: &Sandbox) -> ClusterDir {
    Store::open(&sandbox.store()).expect("it can be opened").at(&"lab".parse().expect("a name"))
}

/// Nothing that was printed tells a passphrase or a key.
fn tells_no_secret(ran: &Ran) {
    for secret in [PASSPHRASE, "open barley", "PRIVATE KEY-----\nM"] {
        assert!(!ran.stdout.contains(secret) && !ran.stderr.contains(secret), "{}{}", ran.stdout, ran.stderr);
    }
}

fn mode(path: impl AsRef<Path>) -> u32 {
    fs::metadata(path).expect("it is there").permissions().mode() & 0o777
}

// --- What opens the key.

#[test]
fn a_key_under_a_passphrase_is_opened_by_a_file_a_command_or_a_variable() {
    let (sandbox, _) = sealed();
    for flags in [&["--ca-passphrase-file", "right"][..], &["--ca-passphrase-command", "cat right; echo more"]] {
        tells_no_secret(&sandbox.program([&["certs", "issue", "alice"], flags].concat()).stderr("issued `alice`[..]\n...\n").run());
    }
    for (variable, value) in [("SWARMCTL_CA_PASSPHRASE_FILE", "right"), ("SWARMCTL_CA_PASSPHRASE_COMMAND", "cat right")] {
        sandbox.program(["certs", "issue", "alice", "-q"]).env(variable, value).run();
    }
}

#[test]
fn a_wrong_passphrase_issues_nothing_and_says_what_to_give() {
    let (sandbox, dir) = sealed();
    for flags in [&["--ca-passphrase-file", "wrong"][..], &["--ca-passphrase-command", "cat wrong"]] {
        let stderr = "error: the passphrase does not open the CA key\nhint: give the passphrase by --ca-passphrase-file, --ca-passphrase-command, or at the prompt; `man swarmctl-certs` says what to do if it is lost\n";
        tells_no_secret(&sandbox.program([&["certs", "issue", "alice"], flags].concat()).stderr(stderr).status(1).run());
    }
    assert!(dir.named_clients().expect("they can be read").is_empty());
}

#[test]
fn without_a_terminal_and_without_a_source_the_flags_are_named() {
    let (sandbox, _) = sealed();
    let stderr = "\
error: cannot ask for the passphrase of the CA key without a terminal
hint: say it with `--ca-passphrase-file FILE` or `--ca-passphrase-command COMMAND`
";
    sandbox.program(["certs", "issue", "alice"]).stderr(stderr).status(2).run();
}

#[test]
fn a_source_that_gives_no_passphrase_is_named_and_its_words_are_not_told() {
    let (sandbox, _) = sealed();
    sandbox.write("empty", "\n");
    let table = [
        (["--ca-passphrase-file", "none"], "error: the passphrase file `none` cannot be read: No such file or directory (os error 2)\nhint: [..]\n"),
        (["--ca-passphrase-file", "empty"], "error: the passphrase file `empty` has an empty first line\nhint: [..]\n"),
        (["--ca-passphrase-command", "cat right; exit 3"], "error: the passphrase command failed (exit status: 3)\nhint: [..]\n"),
        (["--ca-passphrase-command", "true"], "error: the passphrase command's output has an empty first line\nhint: [..]\n"),
    ];
    for (flags, stderr) in table {
        tells_no_secret(&sandbox.program([&["certs", "issue", "alice"][..], &flags].concat()).stderr(stderr).status(2).run());
    }
}

#[test]
fn on_a_terminal_the_passphrase_is_asked_for_until_it_is_right() {
    let (sandbox, dir) = sealed();
    let mut terminal = sandbox.program(["certs", "issue", "alice", "--color", "never"]).on_terminal();
    terminal.wait_for("Passphrase of the CA key");
    terminal.press_until("open barley\r", "the passphrase does not open the CA key");
    terminal.wait_for("Passphrase of the CA key");
    terminal.press_until("open sesame\r", "issued `alice`");
    let ran = terminal.wait();
    assert_eq!(ran.status.code(), Some(0));
    assert_eq!(dir.named_clients().expect("they can be read").len(), 1);
}

#[test]
fn ctrl_c_at_the_passphrase_ends_with_130_and_the_terminal_shows_what_is_typed_again() {
    let (sandbox, _) = sealed();
    let mut terminal = sandbox.program(["certs", "issue", "alice"]).on_terminal();
    terminal.wait_for("Passphrase of the CA key");
    terminal.press("\u{3}");
    assert_eq!(terminal.wait().status.code(), Some(130));
}

#[test]
fn a_key_that_is_not_in_the_store_is_asked_for_by_its_flag() {
    let (sandbox, _) = offline();
    let stderr = "\
error: the CA key of cluster `lab` is not in the store, and something is to be issued with it
hint: name it with `--ca-key FILE` or SWARMCTL_CA_KEY
";
    sandbox.program(["certs", "issue", "alice"]).stderr(stderr).status(2).run();
    sandbox.program(["certs", "issue", "alice", "--ca-key", "safe/ca-key.pem", "-q"]).run();
    sandbox.program(["certs", "issue", "alice", "-q"]).env("SWARMCTL_CA_KEY", "safe/ca-key.pem").run();
}

#[test]
fn a_key_of_another_ca_and_garbage_are_refused_at_once() {
    let (sandbox, dir) = offline();
    make_ca(&sandbox, "other", &EC, &SIGNS);
    sandbox.write("garbage", "hello");
    let table = [
        ("other.key", "error: the key in `other.key` is not that of cluster `lab`'s CA\nhint: [..]`--ca-key FILE`\n"),
        ("garbage", "error: the CA key `garbage` cannot be read: [..]\nhint: [..]\n"),
        ("none", "error: the CA key `none` cannot be read: No such file or directory (os error 2)\nhint: [..]\n"),
    ];
    for (file, stderr) in table {
        sandbox.program(["certs", "issue", "alice", "--ca-key", file]).stderr(stderr).status(2).run();
    }
    assert!(dir.named_clients().expect("they can be read").is_empty());
}

#[test]
fn init_asks_for_the_key_only_where_something_is_to_be_issued_and_looks_first() {
    // The node cannot be reached: that is told before anybody is asked for a key.
    let (sandbox, _) = offline();
    sandbox.program(["init"]).stderr("error: node `a`: cannot reach [..]\nhint: [..]\n").status(6).run();
}

// --- The passphrase.

#[test]
fn a_key_is_put_under_a_passphrase_that_openssl_knows() {
    let (sandbox, dir) = lab();
    sandbox.write("new", "new words\n");
    let stderr = "the CA key of cluster `lab` is under the passphrase\n";
    sandbox.program(["certs", "ca", "passphrase", "--new-passphrase-file", "new"]).stderr(stderr).run();
    assert!(opens(&dir, "new words"));
    assert_eq!(mode(dir.path().join("pki/ca-key.pem")), 0o600);
    let path = dir.path().join("pki/ca-key.pem");
    openssl(&sandbox, &["pkey", "-in", &path.to_string_lossy(), "-passin", "file:new", "-noout"]);
}

#[test]
fn a_passphrase_is_changed_and_removed_by_who_knows_it() {
    let (sandbox, dir) = sealed();
    let change = ["certs", "ca", "passphrase", "--new-passphrase-command", "echo new words", "--ca-passphrase-file"];
    sandbox.program([&change[..], &["wrong"]].concat()).stderr("error: the passphrase does not open the CA key\nhint: [..]\n").status(1).run();
    assert!(opens(&dir, PASSPHRASE));
    sandbox.program([&change[..], &["right", "-q"]].concat()).run();
    assert!(opens(&dir, "new words"));
    let stderr = "the CA key of cluster `lab` is under no passphrase\n";
    sandbox.program(["certs", "ca", "passphrase", "--remove", "--ca-passphrase-command", "echo new words"]).stderr(stderr).run();
    assert!(matches!(key(&dir), Some(CaKey::Plain(_))));
    sandbox.program(["certs", "issue", "alice", "-q"]).run();
}

#[test]
fn a_new_passphrase_is_typed_the_same_twice() {
    let (sandbox, dir) = lab();
    let mut terminal = sandbox.program(["certs", "ca", "passphrase"]).on_terminal();
    terminal.wait_for("New passphrase");
    terminal.press_until("three\r", "Once more");
    terminal.press_until("three\r", "is under the passphrase");
    assert_eq!(terminal.wait().status.code(), Some(0));
    assert!(opens(&dir, "three"));
}

#[test]
fn a_new_passphrase_without_a_terminal_wants_a_source() {
    let (sandbox, dir) = lab();
    let stderr =
        "error: cannot ask for the new passphrase without a terminal\nhint: say it with `--new-passphrase-file FILE` or `--new-passphrase-command COMMAND`\n";
    sandbox.program(["certs", "ca", "passphrase"]).stderr(stderr).status(2).run();
    assert!(matches!(key(&dir), Some(CaKey::Plain(_))));
}

// --- The key elsewhere.

#[test]
fn an_export_leaves_the_key_in_the_store_unless_it_is_to_go() {
    let (sandbox, dir) = lab();
    sandbox.program(["certs", "ca", "export", "--to", "backup"]).stderr("wrote the CA of cluster `lab` with its key into backup\n").run();
    let work = sandbox.work();
    assert_eq!((mode(work.join("backup")), mode(work.join("backup/ca-key.pem"))), (0o700, 0o600));
    assert!(matches!(key(&dir), Some(CaKey::Plain(key)) if key.expose() == fs::read(work.join("backup/ca-key.pem")).expect("it is there")));
    let stderr = "\
wrote the CA of cluster `lab` with its key into safe and took the key out of the store
  from now on `--ca-key safe/ca-key.pem` is needed by certs issue, sign, rotate and rotate-ca, and by init where it has to issue
";
    sandbox.program(["certs", "ca", "export", "--offline", "--to", "safe"]).stderr(stderr).run();
    assert!(matches!(key(&dir), Some(CaKey::Offline)));
    assert!(!dir.path().join("pki/ca-key.pem").exists());
}

#[test]
fn where_the_copy_cannot_be_written_the_key_stays() {
    let (sandbox, dir) = lab();
    sandbox.write("file", "");
    sandbox.program(["certs", "ca", "export", "--offline", "--to", "file/safe"]).stderr("error: could not write `file/safe`[..]\n...\n").status(1).run();
    sandbox.write("ca-key.pem", "mine");
    let stderr = "error: `./ca-key.pem` is there already and differs\nhint: [..]\n";
    sandbox.program(["certs", "ca", "export", "--offline", "--to", "."]).stderr(stderr).status(1).run();
    assert!(matches!(key(&dir), Some(CaKey::Plain(_))));
}

#[test]
fn a_key_that_is_elsewhere_has_no_passphrase_here_and_is_brought_back_by_import() {
    let (sandbox, dir) = offline();
    let stderr = "error: the CA key of cluster `lab` is not in the store\nhint: `swarmctl certs ca import --cert FILE --key FILE` brings it back\n";
    sandbox.program(["certs", "ca", "passphrase", "--remove"]).stderr(stderr).status(4).run();
    sandbox.program(["certs", "ca", "export", "--to", "again"]).stderr(stderr).status(4).run();
    let back = ["certs", "ca", "import", "--cert", "safe/ca.pem", "--key", "safe/ca-key.pem"];
    sandbox.program(back).stderr("the key of cluster `lab`'s CA O=swarmctl, CN=swarmctl CA lab [..] is in the store again\n").run();
    assert!(matches!(key(&dir), Some(CaKey::Plain(_))));
    sandbox.program(back).stderr("error: it is the CA of cluster `lab` already\nhint: [..]\n").status(1).run();
}

// --- A CA of one's own.

#[test]
fn a_ca_is_brought_before_the_cluster_is_there() {
    for (key_kind, name) in [(&EC[..], "ec"), (&RSA, "rsa")] {
        let sandbox = Sandbox::new();
        make_ca(&sandbox, name, key_kind, &SIGNS);
        let stderr = format!("cluster `lab` has the CA O=Example, CN={name}, valid until [..] UTC\n  next: `swarmctl init`\n");
        import(&sandbox, name, &[]).stderr(stderr).run();
        let dir = at(&sandbox);
        assert!(dir.trust_pem().expect("it can be read").is_some() && matches!(key(&dir), Some(CaKey::Plain(_))));
        assert_eq!(mode(dir.path().join("pki/ca-key.pem")), 0o600);
    }
}

#[test]
fn a_ca_that_is_brought_under_a_passphrase_stays_under_it_and_one_that_is_not_can_be_put_under_one() {
    let sandbox = Sandbox::new();
    sandbox.write("right", format!("{PASSPHRASE}\n"));
    make_ca(&sandbox, "corp", &EC, &SIGNS);
    import(&sandbox, "corp", &["--ca-passphrase-file", "right", "-q"]).run();
    assert!(opens(&at(&sandbox), PASSPHRASE));

    let sandbox = Sandbox::new();
    sandbox.write("right", format!("{PASSPHRASE}\n"));
    make_ca(&sandbox, "corp", &EC, &SIGNS);
    openssl(&sandbox, &["pkcs8", "-topk8", "-in", "corp.key", "-out", "sealed.key", "-passout", "file:right"]);
    fs::rename(sandbox.work().join("sealed.key"), sandbox.work().join("corp.key")).expect("it is there");
    import(&sandbox, "corp", &[]).stderr("error: cannot ask for the passphrase of the CA key without a terminal\nhint: [..]\n").status(2).run();
    import(&sandbox, "corp", &["--ca-passphrase-command", "cat right", "-q"]).run();
    assert!(opens(&at(&sandbox), PASSPHRASE));
}

#[test]
fn an_intermediate_is_brought_with_its_chain() {
    let sandbox = Sandbox::new();
    make_ca(&sandbox, "root", &EC, &SIGNS);
    let extensions = sandbox.write("ext", "basicConstraints=critical,CA:TRUE,pathlen:0\nkeyUsage=critical,keyCertSign,cRLSign\n");
    openssl(&sandbox, &[&["req", "-new", "-nodes", "-keyout", "issuing.key", "-out", "issuing.csr", "-subj", "/CN=issuing"][..], &EC].concat());
    let sign =
        ["x509", "-req", "-in", "issuing.csr", "-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial", "-days", "365", "-out", "issuing.pem", "-extfile"];
    openssl(&sandbox, &[&sign[..], &[&extensions.to_string_lossy()]].concat());
    make_ca(&sandbox, "stranger", &EC, &SIGNS);
    let stderr = "error: this CA cannot be used: the certificate of `CN=issuing` was not signed by the next of the chain, [..]\nhint: [..]\n";
    import(&sandbox, "issuing", &["--chain", "stranger.pem"]).stderr(stderr).status(1).run();
    assert!(!at(&sandbox).exists());
    import(&sandbox, "issuing", &["--chain", "root.pem", "-q"]).run();
    let trusted = at(&sandbox).trust_pem().expect("it can be read").expect("it is there");
    assert_eq!(pki::certificates(&trusted).expect("certificates").len(), 2);
}

#[test]
fn a_cluster_that_has_a_ca_begins_to_change_to_the_one_that_is_brought() {
    let (sandbox, dir) = lab();
    let before = dir.trust_pem().expect("it can be read").expect("it is there");
    make_ca(&sandbox, "corp", &EC, &SIGNS);
    let stderr = "cluster `lab` changes to the CA O=Example, CN=corp, valid until [..] UTC\n  next: `swarmctl certs rotate-ca -c lab`\n";
    import(&sandbox, "corp", &[]).stderr(stderr).run();
    let rotation = dir.rotation().expect("it can be read").expect("it is there");
    assert_eq!((rotation.stage, rotation.from_pem.as_str()), (CaStage::Trust, before.as_str()));
    // The former CA still issues.
    sandbox.program(["certs", "issue", "alice", "-q"]).run();
    for args in [&["certs", "ca", "passphrase", "--remove"][..], &["certs", "ca", "export", "--offline", "--to", "x"]] {
        sandbox.program(args).stderr("error: cluster `lab` is changing its CA already (stage `trust`)\nhint: [..]\n").status(1).run();
    }
    make_ca(&sandbox, "third", &EC, &SIGNS);
    import(&sandbox, "third", &[]).stderr("error: cluster `lab` is changing its CA already (stage `trust`)\nhint: [..]\n").status(1).run();
}

#[test]
fn programs_get_what_was_done_as_documents_without_a_key() {
    let (sandbox, _) = lab();
    make_ca(&sandbox, "corp", &EC, &SIGNS);
    let head = |kind: &str| format!("{{\n  \"schemaVersion\": 1,\n  \"kind\": \"{kind}\",\n  \"cluster\": \"lab\",\n");
    let document = |args: &[&str], stdout: String| drop(sandbox.program([args, &["-o", "json"]].concat()).stdout(stdout).run());
    document(&["certs", "ca", "passphrase", "--remove"], head("ca-passphrase") + "  \"sealed\": false\n}\n");
    document(&["certs", "ca", "export", "--to", "safe"], head("ca-exported") + "  \"dir\": \"safe\",\n  \"keyInStore\": true\n}\n");
    let imported = "  \"subject\": \"O=Example, CN=corp\",\n  \"notAfter\": \"[TIME]\",\n  \"role\": \"next\"\n}\n";
    document(&["certs", "ca", "import", "--cert", "corp.pem", "--key", "corp.key"], head("ca-imported") + imported);
    document(&["certs", "export", "--to", "out"], head("exported") + "  \"name\": null,\n  \"dir\": \"out\"\n}\n");
    let context = "  \"name\": null,\n  \"context\": \"lab\",\n  \"host\": \"tcp://127.0.0.1:3376\"\n}\n";
    document(&["certs", "export", "--docker-context"], head("docker-context") + context);
}

#[test]
fn a_ca_that_cannot_be_one_is_refused_and_leaves_nothing() {
    let sandbox = Sandbox::new();
    make_ca(&sandbox, "good", &EC, &SIGNS);
    make_ca(&sandbox, "nosign", &EC, &["-addext", "keyUsage=critical,cRLSign"]);
    openssl(
        &sandbox,
        &[
            &["req", "-x509", "-nodes", "-keyout", "leaf.key", "-out", "leaf.pem", "-subj", "/CN=leaf", "-addext", "basicConstraints=critical,CA:FALSE"][..],
            &EC,
        ]
        .concat(),
    );
    sandbox.write("garbage.pem", "hello");
    sandbox.write("garbage.key", "hello");
    let table = [
        ("good.pem", "nosign.key", "error: this CA cannot be used: the CA key does not belong to the CA certificate\nhint: [..]\n"),
        (
            "nosign.pem",
            "nosign.key",
            "error: this CA cannot be used: the CA certificate of `O=Example, CN=nosign` may not sign certificates (no keyCertSign)\nhint: [..]\n",
        ),
        ("leaf.pem", "leaf.key", "error: this CA cannot be used: the CA certificate of `CN=leaf` is not a CA's\nhint: [..]\n"),
        ("garbage.pem", "good.key", "error: this CA cannot be used: the CA certificate cannot be read: [..]\nhint: [..]\n"),
        ("good.pem", "garbage.key", "error: this CA cannot be used: the CA key cannot be read: [..]\nhint: [..]\n"),
    ];
    for (cert, key, stderr) in table {
        sandbox.program(["certs", "ca", "import", "-c", "lab", "--cert", cert, "--key", key]).stderr(stderr).status(1).run();
    }
    sandbox
        .program(["certs", "ca", "import", "-c", "lab", "--cert", "none", "--key", "good.key"])
        .stderr("error: the certificate `none` cannot be read: [..]\n")
        .status(2)
        .run();
    assert!(!at(&sandbox).exists());
}

#[test]
fn an_expired_ca_is_refused() {
    let sandbox = Sandbox::new();
    openssl(&sandbox, &[&["genpkey", "-algorithm", "EC", "-out", "old.key"][..], &EC[2..]].concat());
    openssl(&sandbox, &["req", "-new", "-key", "old.key", "-out", "old.csr", "-subj", "/CN=old"]);
    sandbox.write("old.cnf", "[ca]\ndefault_ca=d\n[d]\ndatabase=index\nserial=serial\nnew_certs_dir=.\ndefault_md=sha256\npolicy=p\nx509_extensions=e\n[p]\ncommonName=supplied\n[e]\nbasicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign\n");
    sandbox.write("index", "");
    sandbox.write("serial", "01\n");
    let dates = ["-startdate", "20200101000000Z", "-enddate", "20210101000000Z"];
    openssl(&sandbox, &[&["ca", "-batch", "-selfsign", "-config", "old.cnf", "-in", "old.csr", "-keyfile", "old.key", "-out", "old.pem"][..], &dates].concat());
    import(&sandbox, "old", &[])
        .stderr("error: this CA cannot be used: the cluster CA expired on 2021-01-01\nhint: have it renewed, then import it\n")
        .status(1)
        .run();
}

#[test]
fn a_store_that_cannot_be_written_is_found_before_anything_is_done() {
    let sandbox = Sandbox::new();
    make_ca(&sandbox, "corp", &EC, &SIGNS);
    let file = sandbox.write("file", "");
    let stderr = "error: the store `[DIR]/work/file/store` cannot be written: Not a directory (os error 20)\nhint: [..]\n";
    import(&sandbox, "corp", &[]).env("SWARMCTL_HOME", file.join("store")).stderr(stderr).status(1).run();
}
