//! What holds for every verb: data on stdout, exit codes, colour, variables in place of flags; and what the program prints of itself.

mod support;

use std::process::{Command, Stdio};

use support::Sandbox;
use swarmctl::cli;

const SPEC: &str = "apiVersion: swarmctl/v1\nname: lab\nnodes: [{ name: a, address: 10.0.0.1, role: manager }]\n";

const NOT_THERE: &str = "error: there is no cluster `x`\nhint: make one: `swarmctl init`\n";

#[test]
fn the_examples_are_specs_without_problems() {
    for orchestrator in ["standalone", "swarm-mode"] {
        let sandbox = Sandbox::new();
        let example = sandbox.program(["config", "example", "--orchestrator", orchestrator]).stdout("...\n").run().stdout;
        assert!(example.contains("apiVersion: swarmctl/v1\n"), "{example}");
        sandbox.write("cluster.yaml", example);
        sandbox.program(["config", "validate"]).stderr("cluster.yaml: cluster `lab`, [..] nodes, no problems\n").run();
    }
}

#[test]
fn the_schema_is_one_json_document() {
    let schema = Sandbox::new().program(["config", "schema"]).stdout("...\n").run().stdout;
    let schema: serde_json::Value = serde_json::from_str(&schema).expect("it is JSON");
    assert!(schema["properties"]["nodes"].is_object(), "{schema}");
}

#[test]
fn completions_and_manual_pages_are_those_in_the_repository() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let committed = |path: &str| std::fs::read_to_string(root.join(path)).expect("the file is committed");
    Sandbox::new().program(["completions", "bash"]).stdout(committed("completions/swarmctl.bash")).run();
    Sandbox::new().program(["man"]).stdout(committed("man/swarmctl.1")).run();
}

#[test]
fn all_manual_pages_are_written_into_a_directory() {
    let sandbox = Sandbox::new();
    sandbox.program(["man", "--to", "pages/man1"]).run();
    let written = std::fs::read_dir(sandbox.work().join("pages/man1")).expect("it was made").count();
    assert_eq!(written, cli::man_pages().len());
}

#[test]
fn manual_pages_that_cannot_be_written_are_named() {
    let sandbox = Sandbox::new();
    sandbox.write("file", "");
    let stderr = "error: `file/swarmctl.1` cannot be written: File exists (os error 17)\n";
    sandbox.program(["man", "--to", "file"]).stderr(stderr).status(1).run();
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let swarmctl = env!("CARGO_BIN_EXE_swarmctl");
    for args in ["completions bash", "man", "config schema"] {
        let line = format!("set -o pipefail; {swarmctl} {args} | head -1");
        let output = Command::new("bash").args(["-c", &line]).stdin(Stdio::null()).output().expect("bash can be run");
        assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""), "{args}");
        assert_eq!(String::from_utf8_lossy(&output.stdout).lines().count(), 1, "{args}");
    }
}

#[test]
fn a_full_disk_behind_stdout_is_a_failure() {
    let full = std::fs::File::options().write(true).open("/dev/full").expect("Linux has it");
    let output = Command::new(env!("CARGO_BIN_EXE_swarmctl")).args(["config", "schema"]).stdout(full).output().expect("the program can be run");
    let stderr = "error: could not write to standard output: No space left on device (os error 28)\n";
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(1), stderr));
}

#[test]
fn an_error_for_programs_is_a_document_on_stdout_as_well() {
    let stdout = r#"{
  "schemaVersion": 1,
  "kind": "error",
  "exit": 4,
  "failures": [
    {
      "cause": "there is no cluster `x`",
      "hint": "make one: `swarmctl init`",
      "exit": 4
    }
  ]
}
"#;
    for verb in ["verify", "version", "ps", "ls", "env", "destroy"] {
        Sandbox::new().program([verb, "-c", "x", "-o", "json"]).stdout(stdout).stderr(NOT_THERE).status(4).run();
    }
}

#[test]
fn each_form_for_programs_has_the_same_document() {
    let sandbox = Sandbox::new();
    sandbox.write("cluster.yaml", SPEC);
    let one_line = r#"{"schemaVersion": 1,"kind": "spec-checked","file": "cluster.yaml","cluster": "lab","nodes": 1}"#;
    sandbox.program(["config", "validate", "-o", "jsonl"]).stdout(format!("{one_line}\n")).run();
    let whole = sandbox.program(["config", "validate", "-o", "json"]).stdout("...").run().stdout;
    let read = |text: &str| serde_json::from_str::<serde_json::Value>(text).expect("it is JSON");
    assert_eq!(read(&whole), read(one_line));
}

#[test]
fn wrong_arguments_are_a_document_for_programs_too() {
    let expected = serde_json::json!({
        "schemaVersion": 1,
        "kind": "error",
        "exit": 2,
        "failures": [{ "cause": "unexpected argument '--dryrun' found", "hint": "`-h` after a command shows its flags", "exit": 2 }]
    });
    for (args, variable) in [(&["-o", "json"][..], ""), (&["--output=json"], ""), (&["-ojson"], "text"), (&[], "json"), (&["-o", "jsonl"], "json")] {
        let ran = Sandbox::new().program([&["init", "--dryrun"], args].concat()).env("SWARMCTL_OUTPUT", variable).output();
        assert_eq!(serde_json::from_str::<serde_json::Value>(&ran.stdout).ok().as_ref(), Some(&expected), "{args:?}");
        assert!(ran.stderr.starts_with("error: unexpected argument '--dryrun' found\n") && ran.status.code() == Some(2), "{ran:?}");
    }
    for args in [&["init", "--dryrun"][..], &["init", "--dryrun", "-o", "text"], &["exec", "--dryrun", "--", "-o", "json"]] {
        Sandbox::new().program(args).stderr("error: [..]\n...\n").status(2).run();
    }
}

#[test]
fn a_pipe_has_no_colour_unless_it_is_asked_for() {
    let run = |args: &[&str], no_color: &str| {
        let args = [&["ls", "-c", "x"], args].concat();
        Sandbox::new().program(args).env("NO_COLOR", no_color).stderr("...\n").status(4).run().stderr
    };
    let colored = "\u{1b}[1;31merror:\u{1b}[0m there is no cluster `x`\n\u{1b}[1mhint:\u{1b}[0m make one: `swarmctl init`\n";
    assert_eq!(run(&[], ""), NOT_THERE);
    assert_eq!(run(&["--color", "never"], ""), NOT_THERE);
    assert_eq!(run(&["--color", "always"], ""), colored);
    assert_eq!(run(&["--color", "always"], "1"), colored);
}

#[test]
fn quiet_leaves_errors_and_takes_notes() {
    let sandbox = Sandbox::new();
    sandbox.write("cluster.yaml", SPEC);
    sandbox.program(["config", "validate", "-q"]).run();
    sandbox.program(["ls", "-c", "x", "-q"]).stderr(NOT_THERE).status(4).run();
}

#[test]
fn a_variable_says_what_its_flag_says() {
    let run = |line: &str, variable: Option<(&str, &str)>| {
        let sandbox = Sandbox::new();
        let program = sandbox.program(line.split(' '));
        let ran = match variable {
            Some((key, value)) => program.env(key, value).output(),
            None => program.output(),
        };
        (ran.status.code(), ran.stdout, ran.stderr)
    };
    let table = [
        ("ls -c x", "ls", ("SWARMCTL_CLUSTER", "x")),
        ("ls -c x -o json", "ls -c x", ("SWARMCTL_OUTPUT", "json")),
        ("ls -c x --color always", "ls -c x", ("SWARMCTL_COLOR", "always")),
        ("env --unset", "env", ("SWARMCTL_UNSET", "1")),
        ("config example --orchestrator swarm-mode", "config example", ("SWARMCTL_ORCHESTRATOR", "swarm-mode")),
        ("config validate -f no.yaml", "config validate", ("SWARMCTL_FILE", "no.yaml")),
        ("man --to pages", "man", ("SWARMCTL_TO", "pages")),
    ];
    for (flags, bare, variable) in table {
        assert_eq!(run(flags, None), run(bare, Some(variable)), "{flags}");
    }
}

#[test]
fn an_empty_variable_is_one_that_is_not_set() {
    for variable in ["SWARMCTL_HOME", "SWARMCTL_CLUSTER", "SWARMCTL_OUTPUT", "SWARMCTL_QUIET"] {
        let stderr = "error: there is no cluster yet\nhint: make one: `swarmctl init`\n";
        Sandbox::new().program(["ls"]).env(variable, "").stderr(stderr).status(4).run();
    }
}

#[test]
fn wrong_usage_ends_with_2_and_points_to_the_help() {
    let table = [
        (&["inti"][..], "error: unrecognized subcommand 'inti'"),
        (&["init", "--dryrun"], "error: unexpected argument '--dryrun' found"),
        (&["init", "--timeout", "5"], "error: invalid value '5' for '--timeout <DURATION>': `5` is not a duration, write it like `20s`, `5m` or `1m30s`"),
        (&["ls", "-o", "yaml"], "error: invalid value 'yaml' for '--output <FORM>'"),
        (&["ls", "-c", "../x"], "error: invalid value '../x' for '--cluster <NAME>': [..]"),
        (&["-q", "-v", "ls"], "error: `--quiet` and `--verbose` contradict each other"),
    ];
    for (args, first) in table {
        let stderr = format!("{first}\n...\nFor more information, try '--help'.\n");
        Sandbox::new().program(args).stderr(stderr).status(2).run();
    }
}

#[test]
fn help_goes_to_stdout() {
    for args in [&["--help"][..], &["-h"], &["help"], &["init", "--help"], &["--version"]] {
        Sandbox::new().program(args).stdout("...\n").run();
    }
}
