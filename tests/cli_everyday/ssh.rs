//! `ssh`, `scp`, `ip`.

use std::fs;

use crate::lab::{lab, on_path, refuses_bad_names, stand_in};

#[test]
fn ssh_takes_over_with_the_node_s_configuration_and_its_exit_status() {
    let sandbox = lab();
    stand_in(&sandbox, "ssh", "");
    let expected = "<-F>\n<[DIR]/store/clusters/lab/ssh/w1.conf>\n<-->\n<127.0.0.2>\n";
    on_path(&sandbox, sandbox.program(["ssh", "w1"])).stdout(expected).status(42).run();
    let config = fs::read_to_string(sandbox.store().join("clusters/lab/ssh/w1.conf")).expect("it was written");
    let known = sandbox.store().join("clusters/lab/known_hosts");
    let told = format!("StrictHostKeyChecking yes\nUserKnownHostsFile \"{}\"\nUser ops\nPort 1\nIdentityFile \"/keys/id\"\n", known.display());
    assert!(config.contains("BatchMode yes\n") && config.contains(&told), "{config}");
}

#[test]
fn the_words_of_a_command_reach_ssh_quoted_for_the_login_s_shell() {
    let sandbox = lab();
    stand_in(&sandbox, "ssh", "");
    let expected = "<-F>\n<[..]w1.conf>\n<-tt>\n<-->\n<127.0.0.2>\n<printf>\n<%s>\n<'a b'>\n<'it'\\''s'>\n<'$HOME; id'>\n<-rf>\n<''>\n<--yes>\n<'ü'>\n";
    let args = ["ssh", "w1", "-t", "--", "printf", "%s", "a b", "it's", "$HOME; id", "-rf", "", "--yes", "ü"];
    on_path(&sandbox, sandbox.program(args)).stdout(expected).status(42).run();
}

#[test]
fn without_an_ssh_program_it_is_said_what_to_install() {
    let sandbox = lab();
    let stderr = "error: the `ssh` program was not found\nhint: install the OpenSSH client (Debian, Ubuntu: `apt install openssh-client`)\n";
    for args in [&["ssh", "w1"][..], &["scp", "a", "w1:"]] {
        on_path(&sandbox, sandbox.program(args)).stderr(stderr).status(6).run();
    }
}

#[test]
fn a_node_that_is_not_there_is_told_with_those_that_are() {
    let sandbox = lab();
    let stderr = "error: cluster `lab` has no node `w9`\nhint: its nodes are m1, w1\n";
    for args in [&["ssh", "w9"][..], &["ssh", "w9", "--", "id"], &["scp", "w9:a", "."], &["ip", "w9"]] {
        sandbox.program(args).stderr(stderr).status(4).run();
    }
}

#[test]
fn what_is_no_node_s_name_never_gets_to_a_shell_or_the_terminal() {
    let sandbox = lab();
    refuses_bad_names(&sandbox, |name| ["ssh", name].map(str::to_owned).into());
    refuses_bad_names(&sandbox, |name| ["ip", name].map(str::to_owned).into());
}

#[test]
fn scp_takes_over_and_paths_are_neither_options_nor_hosts() {
    let sandbox = lab();
    stand_in(&sandbox, "scp", "");
    let head = "<-F>\n<[DIR]/store/clusters/lab/ssh/w1.conf>\n<-s>\n";
    let to = format!("{head}<-r>\n<-->\n<./-rf>\n<127.0.0.2:/var/tmp/a b>\n");
    on_path(&sandbox, sandbox.program(["scp", "-r", "--", "-rf", "w1:/var/tmp/a b"])).stdout(to).status(42).run();
    let from = format!("{head}<-->\n<127.0.0.2:x;id>\n<././a:b>\n");
    on_path(&sandbox, sandbox.program(["scp", "w1:x;id", "./a:b"])).stdout(from).status(42).run();
}

#[test]
fn a_copy_has_one_end_on_a_node_and_one_here() {
    let sandbox = lab();
    let here = "error: neither SRC nor DST is on a node\nhint: write the one that is as `NODE:PATH`\n";
    sandbox.program(["scp", "a", "b"]).stderr(here).status(2).run();
    let both = "error: SRC and DST are both on nodes\nhint: copy to this machine first, then to the other node\n";
    sandbox.program(["scp", "m1:a", "w1:b"]).stderr(both).status(2).run();
    let ran = sandbox.program(["scp", "a b:c", "w1:"]).output();
    assert_eq!(ran.status.code(), Some(2));
    assert!(ran.stderr.contains("what stands before the colon is no node"), "{}", ran.stderr);
}

#[test]
fn an_address_is_a_line_for_people_and_a_document_for_programs() {
    let sandbox = lab();
    sandbox.program(["ip", "m1"]).stdout("127.0.0.1\n").run();
    sandbox.program(["ip", "m1", "--advertise"]).stdout("10.9.0.1\n").run();
    sandbox.program(["ip", "w1", "--advertise"]).stdout("127.0.0.2\n").run();
    let document = "{\n  \"schemaVersion\": 1,\n  \"kind\": \"ip\",\n  \"node\": \"w1\",\n  \"address\": \"127.0.0.2\"\n}\n";
    sandbox.program(["ip", "w1", "-o", "json"]).stdout(document).run();
}
