//! The docker command, and who owns what tests make with it.

use std::io::Write;
use std::process::{Command, Output, Stdio};

/// The label on every container and network that a test made; its value is the owner.
pub const OWNER_LABEL: &str = "io.swarmctl.test.owner";

/// Runs `docker ARGS`; its output, trimmed. Panics with docker's words if it fails.
pub fn docker(args: &[&str]) -> String {
    succeeded("docker", args, &try_docker(args, b""))
}

/// Runs `docker ARGS` with something on standard input.
pub fn try_docker(args: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new("docker")
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the tests on real hosts need the docker command");
    // A command that does not read its input may have closed it.
    let _ = child.stdin.take().expect("it is piped").write_all(input);
    child.wait_with_output().expect("docker's output can be read")
}

/// Standard output of what must have succeeded.
pub fn succeeded(program: &str, args: &[&str], output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
    assert!(output.status.success(), "`{program} {}` failed: {}{}", args.join(" "), text(&output.stdout), text(&output.stderr));
    text(&output.stdout)
}

/// This process, so that no later process with the same number passes for it: `PID-START`.
pub fn owner() -> String {
    let pid = std::process::id();
    format!("{pid}-{}", started(pid).unwrap_or_default())
}

/// Whether the process that made something is still there.
pub fn is_alive(owner: &str) -> bool {
    let parsed = owner.split_once('-').and_then(|(pid, start)| Some((pid.parse().ok()?, start)));
    parsed.is_some_and(|(pid, start)| started(pid).is_some_and(|now| now == start))
}

/// When a process was started, in the kernel's ticks.
fn started(pid: u32) -> Option<String> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // The second field is the program's name in parentheses and may hold anything; the time is the 22nd.
    let (_, fields) = stat.rsplit_once(") ")?;
    fields.split(' ').nth(19).map(str::to_owned)
}

/// Removes what killed test runs left behind.
pub fn sweep() {
    let filter = format!("label={OWNER_LABEL}");
    let format = format!("{{{{.ID}}}} {{{{.Label \"{OWNER_LABEL}\"}}}}");
    let stale = |list: &[&str]| -> Vec<String> {
        let args = [list, &["--filter", &filter, "--format", &format]].concat();
        let listed = docker(&args);
        let pairs = listed.lines().filter_map(|line| line.split_once(' '));
        pairs.filter(|(_, owner)| !is_alive(owner)).map(|(id, _)| id.to_owned()).collect()
    };
    remove(&stale(&["ps", "-a"]), &stale(&["network", "ls"]));
}

/// Removes containers with their volumes, and networks. What is gone already is no failure: another run may sweep at the same time.
pub fn remove(containers: &[String], networks: &[String]) {
    let all = |command: &[&'static str], names: &[String]| {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        if !names.is_empty() {
            try_docker(&[command, &names].concat(), b"");
        }
    };
    all(&["rm", "--force", "--volumes"], containers);
    all(&["network", "rm"], networks);
}
