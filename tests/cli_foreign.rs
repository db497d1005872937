//! Words that people bring along from docker-machine and other tools are answered by name.

mod support;

use support::Sandbox;

fn answered(args: &[&str], stderr: &str) {
    let ran = Sandbox::new().program(args).output();
    assert_eq!((ran.status.code(), ran.stdout.as_str()), (Some(2), ""), "{args:?}");
    assert_eq!(ran.stderr, stderr, "{args:?}");
}

#[test]
fn a_verb_that_has_its_like_here_is_answered_with_it() {
    let table = [
        (
            "create --driver virtualbox m1",
            "error: there is no `create`\nhint: docker-machine's `create` is here `swarmctl add-node NAME USER@HOST`, and `swarmctl init` for a cluster's first nodes\n",
        ),
        (
            "rm -f m1",
            "error: there is no `rm`\nhint: docker-machine's `rm` is here `swarmctl remove-node NAME`; `swarmctl destroy` takes the whole cluster away\n",
        ),
        ("regenerate-certs m1", "error: there is no `regenerate-certs`\nhint: docker-machine's `regenerate-certs` is here `swarmctl certs rotate`\n"),
        ("config m1", "error: `config` is about specs, and has no `m1`\nhint: docker-machine's `config` is here `swarmctl env NAME`\n"),
        ("nodes", "error: there is no `nodes`\nhint: other tools' `nodes` is here `swarmctl ls`\n"),
    ];
    for (line, stderr) in table {
        answered(&line.split(' ').collect::<Vec<_>>(), stderr);
    }
}

#[test]
fn every_verb_of_docker_machine_is_there_or_answered_by_name() {
    // `start`, `stop`, `restart` and `upgrade` are commands of their own.
    let verbs = [
        "active",
        "config",
        "create",
        "env",
        "inspect",
        "ip",
        "kill",
        "ls",
        "mount",
        "provision",
        "regenerate-certs",
        "rm",
        "scp",
        "ssh",
        "status",
        "url",
        "version",
        "help",
    ];
    for verb in verbs {
        let error = swarmctl::cli::parse(["swarmctl", verb, "m1"].map(Into::into));
        let known = swarmctl::cli::command().get_subcommands().any(|command| command.get_name() == verb && verb != "config") || verb == "help";
        let said = error.err().map(|error| error.to_string()).unwrap_or_default();
        assert!(known || said.contains(&format!("\nhint: docker-machine's `{verb}` is here ")), "{verb}: {said}");
    }
}

#[test]
fn a_flag_that_has_its_like_here_is_answered_with_it() {
    let table = [
        ("--swarm-master", "docker-machine's flag of that name is here `--role manager` with `add-node`, and `roles: [manager]` in a spec"),
        ("--swarm", "docker-machine's flag of that name is here needless: every node is in the Swarm"),
        ("--swarm-discovery=token://x", "docker-machine's flag of that name is here `discovery` in a spec; left out, swarmctl runs Consul itself"),
        ("--generic-ip-address=10.0.0.1", "docker-machine's flag of that name is here the HOST of `swarmctl add-node NAME USER@HOST`"),
        ("--generic-ssh-user=ops", "docker-machine's flag of that name is here the USER of `swarmctl add-node NAME USER@HOST`"),
        ("--engine-storage-driver=x", "docker-machine's flag of that name is here `engine` in a spec: `swarmctl config schema` has all that it takes"),
    ];
    for (flag, hint) in table {
        let name = flag.split('=').next().unwrap();
        answered(&["add-node", "m1", flag], &format!("error: there is no `{name}`\nhint: {hint}\n"));
    }
}

#[test]
fn a_word_that_nobody_knows_still_gets_the_nearest_one() {
    let ran = Sandbox::new().program(["inti"]).output();
    assert!(ran.stderr.contains("'init'") && ran.status.code() == Some(2), "{}", ran.stderr);
}
