//! What happens on a terminal: questions, live progress, and Ctrl-C.

mod support;

use support::{Sandbox, Terminal};

/// Nothing listens on port 1, so the node is found to be unreachable at once.
const SPEC: &str = "apiVersion: swarmctl/v1\nname: lab\nssh: { user: root, port: 1 }\nnodes:\n  - { name: a, address: 127.0.0.1, role: manager }\n";
const SHOWS_CURSOR: &str = "\u{1b}[?25h";
const HIDES_CURSOR: &str = "\u{1b}[?25l";

/// Answers the questions for orchestrator and login name with what is offered.
fn accept_offers(terminal: &mut Terminal<'_>) {
    terminal.wait_for("Orchestrator");
    terminal.wait_for("swarm-mode");
    terminal.press("\r");
    terminal.wait_for("Login name on the nodes");
    terminal.press("\r");
}

#[test]
fn init_without_nodes_asks_for_orchestrator_login_and_nodes() {
    let sandbox = Sandbox::new();
    let mut terminal = sandbox.program(["init"]).on_terminal();
    accept_offers(&mut terminal);
    terminal.wait_for("Node 1 (NAME=USER@HOST, empty to end)");
    terminal.press("a=127.0.0.1:1\r");
    terminal.wait_for("Node 2 (NAME=USER@HOST, empty to end)");
    terminal.press("\r");
    terminal.wait_for("cannot reach root@127.0.0.1:1 by SSH: Connection refused");
    assert_eq!(terminal.wait().status.code(), Some(6));
}

#[test]
fn the_orchestrator_that_is_chosen_is_taken() {
    let sandbox = Sandbox::new();
    let mut terminal = sandbox.program(["init"]).on_terminal();
    terminal.wait_for("Orchestrator");
    terminal.wait_for("swarm-mode");
    terminal.press("\u{1b}[B\r");
    terminal.wait_for("Login name on the nodes");
    terminal.press("\r");
    terminal.wait_for("Node 1");
    terminal.press("a=127.0.0.1:1,role=discovery\r");
    terminal.wait_for("Node 2");
    terminal.press("\r");
    terminal.wait_for("swarm-mode has no role `discovery`");
    assert_eq!(terminal.wait().status.code(), Some(2));
}

#[test]
fn an_entry_that_is_no_node_is_asked_for_again() {
    let sandbox = Sandbox::new();
    let mut terminal = sandbox.program(["init", "--orchestrator", "standalone", "--ssh-user", "root"]).on_terminal();
    terminal.wait_for("Node 1");
    terminal.press("\r");
    terminal.wait_for("a cluster has at least one node");
    terminal.press("Bad=host\r");
    terminal.wait_for("a name has only lower-case letters, digits and `-`, not 'B'");
    terminal.press("\u{3}");
    assert_eq!(terminal.wait().status.code(), Some(130));
}

#[test]
fn what_flags_say_is_not_asked_for() {
    let sandbox = Sandbox::new();
    let mut terminal = sandbox.program(["init", "--orchestrator", "standalone", "--ssh-user", "root"]).on_terminal();
    terminal.wait_for("Node 1");
    terminal.press("\u{3}");
    let ran = terminal.wait();
    assert!(!ran.stdout.contains("Orchestrator") && !ran.stdout.contains("Login name"), "{}", ran.stdout);
}

#[test]
fn nobody_is_asked_who_does_not_want_to_be() {
    let refusals = [(&["init", "--no-input"][..], "error: no nodes are named"), (&["destroy", "--no-input"], "error: cannot ask for the cluster's name")];
    for (args, stderr) in refusals {
        let sandbox = Sandbox::new();
        if args[0] == "destroy" {
            sandbox.settle(SPEC);
        }
        let mut terminal = sandbox.program(args.iter().copied().chain(["--color", "never"])).on_terminal();
        terminal.wait_for(stderr);
        assert_eq!(terminal.wait().status.code(), Some(2));
    }
}

/// Every verb that has a question: on a terminal it names the flag that answers it, and waits for nobody.
#[test]
fn with_no_input_each_question_is_an_error_that_names_its_flag() {
    let table = [
        (&["init"][..], "--node"),
        (&["destroy"], "--yes"),
        (&["remove-node", "b"], "--yes"),
        (&["clusters", "rm", "lab"], "--yes"),
        (&["certs", "rotate-ca", "--now"], "--yes"),
        (&["certs", "ca", "passphrase"], "--new-passphrase-file"),
    ];
    for (args, flag) in table {
        let sandbox = Sandbox::new();
        if args != ["init"] {
            sandbox.settle(&format!("{SPEC}  - {{ name: b, address: 127.0.0.2 }}\n"));
        }
        let ran = sandbox.program(args).env("SWARMCTL_NO_INPUT", "1").env("NO_COLOR", "1").on_terminal().wait();
        // The terminal shows both streams as one.
        assert!(ran.stdout.contains(flag) && ran.status.code() == Some(2), "{args:?}: {ran:?}");
    }
}

#[test]
fn in_a_ci_job_and_on_a_dumb_terminal_nobody_is_asked() {
    for (key, value) in [("CI", "true"), ("TERM", "dumb")] {
        let sandbox = Sandbox::new();
        let mut terminal = sandbox.program(["init", "--color", "never"]).env(key, value).on_terminal();
        terminal.wait_for("error: no nodes are named");
        assert_eq!(terminal.wait().status.code(), Some(2));
    }
}

#[test]
fn ctrl_c_in_a_question_ends_with_130_and_shows_the_cursor_again() {
    let sandbox = Sandbox::new();
    for (args, question) in [(&["init"][..], "swarm-mode"), (&["init", "--orchestrator", "standalone"], "Login name")] {
        let mut terminal = sandbox.program(args).on_terminal();
        terminal.wait_for(question);
        terminal.press("\u{3}");
        let ran = terminal.wait();
        assert_eq!(ran.status.code(), Some(130), "{:?}", ran.stdout);
        assert!(ran.stdout.rfind(SHOWS_CURSOR) > ran.stdout.rfind(HIDES_CURSOR), "the cursor is hidden: {:?}", ran.stdout);
    }
}

#[test]
fn destroy_wants_the_cluster_s_name_typed() {
    let sandbox = Sandbox::new();
    let dir = sandbox.settle(SPEC);
    let mut terminal = sandbox.program(["destroy", "--force"]).on_terminal();
    terminal.wait_for("Type `lab` to destroy it");
    terminal.press("lab\r");
    terminal.wait_for("this machine");
    let ran = terminal.wait();
    assert_eq!(ran.status.code(), Some(0), "{}", ran.stdout);
    assert!(!dir.exists(), "the cluster is still there");
}

#[test]
fn another_name_than_the_cluster_s_destroys_nothing() {
    let sandbox = Sandbox::new();
    let dir = sandbox.settle(SPEC);
    for typed in ["lap\r", "\r"] {
        let mut terminal = sandbox.program(["destroy", "--force"]).on_terminal();
        terminal.wait_for("Type `lab` to destroy it");
        terminal.press(typed);
        terminal.wait_for("the name that was typed is not the cluster's; nothing was touched");
        assert_eq!(terminal.wait().status.code(), Some(1));
        assert!(dir.exists(), "the cluster is gone");
    }
}

#[test]
fn progress_on_a_terminal_is_redrawn_and_leaves_the_cursor_shown() {
    let sandbox = Sandbox::new();
    sandbox.settle(SPEC);
    let ran = sandbox.program(["destroy", "--yes", "--force"]).on_terminal().wait();
    assert!(ran.stdout.contains("\u{1b}[2K"), "nothing was redrawn: {:?}", ran.stdout);
    assert!(!ran.stdout.contains("forget the cluster … done"), "plain lines on a terminal: {:?}", ran.stdout);
    assert!(ran.stdout.rfind(SHOWS_CURSOR) >= ran.stdout.rfind(HIDES_CURSOR), "the cursor is hidden: {:?}", ran.stdout);
}

#[test]
fn a_terminal_has_colour_unless_no_color_is_set() {
    for (no_color, is_colored) in [("", true), ("1", false)] {
        let sandbox = Sandbox::new();
        let ran = sandbox.program(["ls", "-c", "x"]).env("NO_COLOR", no_color).on_terminal().wait();
        assert_eq!(ran.stdout.contains("\u{1b}["), is_colored, "NO_COLOR={no_color}: {:?}", ran.stdout);
    }
}
