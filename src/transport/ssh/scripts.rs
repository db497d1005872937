//! Which script answers a look or does an action: its arguments, what it reads on standard input, how long it may take.

use std::time::Duration;

use crate::model::{Access, Secret, StoreId};
use crate::transport::{Action, Error, LockUse, Look, Result};

/// What the first command on a host found out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Login {
    /// How commands become root's.
    pub access: Access,
    /// Whether the login itself may open the engine's socket.
    pub docker_socket: bool,
}

/// The first command: prints the access, then whether the engine's socket is open to the login.
pub(super) const LOGIN: &str = include_str!("../../../templates/host/login.sh");

/// What every other script begins with.
const PRELUDE: &str = include_str!("../../../templates/host/prelude.sh");
/// What the scripts that restart the engine need.
const ENGINE: &str = include_str!("../../../templates/host/engine.sh");

/// What both scripts that change the lock need.
const LOCKING: &str = include_str!("../../../templates/host/locking.sh");
/// What the scripts that speak to apt need.
const APT: &str = include_str!("../../../templates/host/apt.sh");

/// The script that looks.
fn look_script(look: &Look) -> &'static str {
    match look {
        Look::Facts => include_str!("../../../templates/host/facts.sh"),
        Look::EnginePackage => include_str!("../../../templates/host/engine-package.sh"),
        Look::Boot => include_str!("../../../templates/host/boot.sh"),
        Look::EngineLog { .. } => include_str!("../../../templates/host/engine-log.sh"),
        Look::Reach { .. } => include_str!("../../../templates/host/reach.sh"),
        Look::Lock => include_str!("../../../templates/host/lock.sh"),
    }
}

/// The script that acts.
fn action_script(action: &Action) -> &'static str {
    match action {
        Action::Claim { .. } => include_str!("../../../templates/host/claim.sh"),
        Action::InstallPackage { .. } => include_str!("../../../templates/host/install-package.sh"),
        Action::RefreshPackages => include_str!("../../../templates/host/refresh-packages.sh"),
        Action::InstallVersion { .. } => include_str!("../../../templates/host/install-version.sh"),
        Action::Reboot => include_str!("../../../templates/host/reboot.sh"),
        Action::PowerOff => include_str!("../../../templates/host/power-off.sh"),
        Action::InstallPair { .. } => include_str!("../../../templates/host/install-pair.sh"),
        Action::RevertPair { .. } => include_str!("../../../templates/host/revert-pair.sh"),
        Action::RemovePairs => include_str!("../../../templates/host/remove-pairs.sh"),
        Action::NoteConsul { .. } => include_str!("../../../templates/host/note-consul.sh"),
        Action::BridgeEngine { .. } => include_str!("../../../templates/host/bridge-engine.sh"),
        Action::LeaveConsulAlone { .. } => include_str!("../../../templates/host/consul-alone.sh"),
        Action::ApplyEngine { .. } => include_str!("../../../templates/host/apply-engine.sh"),
        Action::ReloadEngine { .. } => include_str!("../../../templates/host/reload-engine.sh"),
        Action::RemoveConsul => include_str!("../../../templates/host/remove-consul.sh"),
        Action::RestoreEngine => include_str!("../../../templates/host/restore-engine.sh"),
        Action::TakeLock { .. } => include_str!("../../../templates/host/take-lock.sh"),
        Action::LeaveLock { .. } => include_str!("../../../templates/host/leave-lock.sh"),
        Action::WriteFiles { .. } => include_str!("../../../templates/host/write-files.sh"),
    }
}

/// A script, ready to run.
pub(super) struct Job {
    /// For errors: `could not …`.
    pub what: String,
    /// How long it may take.
    pub deadline: Duration,
    /// The words before the script: `sudo -n --` or nothing.
    pub sudo: bool,
    /// The script.
    pub script: String,
    /// Words that the login shell expands: only `"$SSH_CONNECTION"`, which sudo would strip from the environment.
    pub raw_args: &'static [&'static str],
    /// Its arguments.
    pub args: Vec<String>,
    /// What it reads, one after the other; the arguments tell the sizes.
    pub stdin: Vec<Secret>,
}

impl Job {
    /// A look goes without root where root cannot be had, and sees less then.
    pub fn of_look(look: &Look, login: Login) -> Self {
        let (what, raw_args, args): (_, &[&str], _) = match look {
            Look::Facts => ("look at the host", &["\"$SSH_CONNECTION\""], vec![]),
            Look::Lock => ("read the cluster's lock", &[], vec![]),
            Look::EnginePackage => ("ask for the engine's package", &[], vec![]),
            Look::Boot => ("ask when the host booted", &[], vec![]),
            Look::EngineLog { lines } => ("read the engine's log", &[], vec![lines.to_string()]),
            Look::Reach { endpoints } => {
                let words = endpoints.iter().flat_map(|(host, port)| [host.to_string(), port.to_string()]);
                ("try the discovery store from the host", &[], words.collect())
            }
        };
        Self {
            what: what.to_owned(),
            deadline: Duration::from_secs(20),
            sudo: login.access == Access::Sudo,
            script: format!("{PRELUDE}{}", look_script(look)),
            raw_args,
            args,
            stdin: vec![],
        }
    }

    /// An action needs root.
    pub fn of_action(action: &Action, login: Login) -> Result<Self> {
        let what = action.what();
        let no_root = |message: &str| Err(Error::CommandFailed { what: action.what(), status: None, message: message.to_owned(), lines: vec![] });
        match login.access {
            Access::Root | Access::Sudo => {}
            Access::SudoPassword => return no_root("sudo asks for a password on the host"),
            Access::NoSudo => return no_root("the login is not root's, and there is no sudo on the host"),
        }
        let shared = match action {
            Action::InstallPackage { .. } | Action::RefreshPackages => APT.to_owned(),
            Action::InstallVersion { .. } => format!("{ENGINE}{APT}"),
            Action::BridgeEngine { .. } | Action::ApplyEngine { .. } | Action::ReloadEngine { .. } | Action::RestoreEngine => ENGINE.to_owned(),
            Action::TakeLock { .. } | Action::LeaveLock { .. } => LOCKING.to_owned(),
            _ => String::new(),
        };
        let script = format!("{PRELUDE}{shared}{}", action_script(action));
        let (args, stdin) = input(action);
        Ok(Self { what, deadline: deadline(action), sudo: login.access == Access::Sudo, script, raw_args: &[], args, stdin })
    }
}

/// How long an action may take; the scripts that restart the engine end by themselves before that.
fn deadline(action: &Action) -> Duration {
    Duration::from_secs(match action {
        Action::Claim { .. }
        | Action::InstallPair { .. }
        | Action::RevertPair { .. }
        | Action::NoteConsul { .. }
        | Action::LeaveConsulAlone { .. }
        | Action::RemoveConsul
        | Action::RemovePairs
        | Action::TakeLock { .. }
        | Action::LeaveLock { .. }
        | Action::Reboot
        | Action::PowerOff
        | Action::WriteFiles { .. } => 30,
        Action::BridgeEngine { .. } | Action::ReloadEngine { .. } => 90,
        Action::InstallPackage { .. } | Action::RefreshPackages => 300,
        Action::InstallVersion { .. } => 600,
        Action::ApplyEngine { .. } | Action::RestoreEngine => 240,
    })
}

/// An action's arguments and what goes on standard input. Sizes are arguments, so that a stream that was cut short is noticed.
fn input(action: &Action) -> (Vec<String>, Vec<Secret>) {
    match action {
        Action::Claim { cluster } => (vec![cluster.clone()], vec![]),
        Action::InstallPackage { package } => (vec![package.clone()], vec![]),
        Action::InstallPair { dir, ca, leaf } => {
            let files = [Some(ca), leaf.as_ref().map(|leaf| &leaf.cert), leaf.as_ref().map(|leaf| &leaf.key)];
            let sizes = files.iter().map(|file| file.map_or_else(|| "-".to_owned(), size));
            (std::iter::once(dir.to_string()).chain(sizes).collect(), files.into_iter().flatten().cloned().collect())
        }
        Action::InstallVersion { package, version, port } => {
            (vec![package.clone(), version.clone(), port.map(|port| port.to_string()).unwrap_or_default()], vec![])
        }
        Action::RevertPair { to: dir } | Action::NoteConsul { dir } => (vec![dir.to_string()], vec![]),
        Action::BridgeEngine { bridge } => (vec![bridge.len().to_string()], vec![Secret::new(bridge.as_bytes())]),
        Action::LeaveConsulAlone { data, server } => (vec![data.clone(), server.clone()], vec![]),
        Action::ApplyEngine { bridge, daemon_json, settled, drop_in, applied } => {
            let files = [bridge.as_ref(), Some(daemon_json), settled.as_ref(), drop_in.as_ref()];
            let mut args = vec![applied.clone(), tls_ports(daemon_json)];
            args.extend(files.iter().map(|file| file.map_or_else(|| "-".to_owned(), |text| text.len().to_string())));
            (args, files.into_iter().flatten().map(|text| Secret::new(text.as_bytes())).collect())
        }
        Action::ReloadEngine { daemon_json, drop_in, live_restore, applied } => {
            let files = [Some(daemon_json), drop_in.as_ref()];
            let sizes = files.iter().map(|file| file.map_or_else(|| "-".to_owned(), |text| text.len().to_string()));
            let args = [applied.clone(), live_restore.to_string()].into_iter().chain(sizes).collect();
            (args, files.into_iter().flatten().map(|text| Secret::new(text.as_bytes())).collect())
        }
        Action::RemovePairs | Action::RestoreEngine | Action::RemoveConsul | Action::RefreshPackages | Action::Reboot | Action::PowerOff => (vec![], vec![]),
        Action::TakeLock { holder, seen } => {
            let files = [Some(holder.line()), seen.clone()];
            let sizes = files.iter().map(|file| file.as_ref().map_or_else(|| "-".to_owned(), |text| text.len().to_string()));
            let args = std::iter::once(holder.store.as_str().to_owned()).chain(sizes).collect();
            (args, files.into_iter().flatten().map(|text| Secret::new(text.as_bytes())).collect())
        }
        Action::LeaveLock { of, after } => {
            let of = of.as_ref().map_or("-", StoreId::as_str);
            let after = match after {
                LockUse::Changes => "changes",
                LockUse::Nothing => "nothing",
            };
            (vec![of.to_owned(), after.to_owned()], vec![])
        }
        Action::WriteFiles { dir, files } => {
            let words = files.iter().flat_map(|file| [file.name.clone(), size(&file.content)]);
            (std::iter::once(dir.clone()).chain(words).collect(), files.iter().map(|file| file.content.clone()).collect())
        }
    }
}

fn size(content: &Secret) -> String {
    content.expose().len().to_string()
}

/// The TCP ports that the engine is to listen on, by its `hosts`, separated by spaces.
fn tls_ports(daemon_json: &str) -> String {
    let config: serde_json::Value = serde_json::from_str(daemon_json).unwrap_or_default();
    let hosts = config.get("hosts").and_then(serde_json::Value::as_array).into_iter().flatten().filter_map(serde_json::Value::as_str);
    let ports = hosts.filter_map(|host| host.strip_prefix("tcp://")?.rsplit_once(':')?.1.parse::<u16>().ok());
    ports.map(|port| port.to_string()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;
    use crate::model::{LockHolder, Serial};
    use crate::transport::LeafFiles;

    const ROOT: Login = Login { access: Access::Root, docker_socket: true };
    const SUDO: Login = Login { access: Access::Sudo, docker_socket: false };

    fn holder() -> LockHolder {
        let (owner, verb) = ("ops@laptop".to_owned(), "init".to_owned());
        LockHolder { store: StoreId::from_random([0xab; 16]), owner, verb, since: datetime!(2026-03-01 14:02:00 UTC), pid: 4711 }
    }

    fn every_job() -> Vec<Job> {
        let text = String::new;
        let secret = || Secret::new(*b"x");
        let dir = || Serial::from_bytes(&[1]);
        let actions = [
            Action::Claim { cluster: text() },
            Action::InstallPackage { package: text() },
            Action::RefreshPackages,
            Action::InstallVersion { package: text(), version: text(), port: None },
            Action::Reboot,
            Action::PowerOff,
            Action::InstallPair { dir: dir(), ca: secret(), leaf: None },
            Action::RevertPair { to: dir() },
            Action::RemovePairs,
            Action::NoteConsul { dir: dir() },
            Action::BridgeEngine { bridge: text() },
            Action::LeaveConsulAlone { data: text(), server: text() },
            Action::ApplyEngine { bridge: None, daemon_json: text(), settled: None, drop_in: None, applied: text() },
            Action::ReloadEngine { daemon_json: text(), drop_in: None, live_restore: false, applied: text() },
            Action::RemoveConsul,
            Action::RestoreEngine,
            Action::TakeLock { holder: holder(), seen: None },
            Action::LeaveLock { of: None, after: LockUse::Nothing },
            Action::WriteFiles { dir: text(), files: vec![] },
        ];
        let looks = [Look::Facts, Look::EnginePackage, Look::Boot, Look::EngineLog { lines: 1 }, Look::Reach { endpoints: vec![] }, Look::Lock];
        let acting = actions.iter().filter_map(|action| Job::of_action(action, ROOT).ok());
        looks.iter().map(|look| Job::of_look(look, ROOT)).chain(acting).collect()
    }

    #[test]
    fn no_script_is_misread_by_a_login_shell_that_is_not_posix() {
        // Inside single quotes fish takes `\\` and `\'` for escapes; a command line may hold 128 KiB.
        for job in every_job() {
            assert!(!job.script.contains(r"\\") && !job.script.contains(r"\'") && job.script.len() < 32 << 10, "{}", job.what);
        }
        assert_eq!(every_job().len(), 25);
    }

    #[test]
    fn an_action_becomes_roots_by_sudo_or_does_not_run() {
        let act = |access| Job::of_action(&Action::RestoreEngine, Login { access, docker_socket: true });
        assert!(act(Access::Sudo).is_ok_and(|job| job.sudo) && act(Access::Root).is_ok_and(|job| !job.sudo));
        assert!(act(Access::SudoPassword).is_err() && act(Access::NoSudo).is_err());
    }

    #[test]
    fn a_look_goes_without_root_where_root_cannot_be_had() {
        assert!(Job::of_look(&Look::Facts, SUDO).sudo);
        assert!(!Job::of_look(&Look::Facts, Login { access: Access::SudoPassword, docker_socket: false }).sudo);
    }

    #[test]
    fn keys_go_on_standard_input_and_only_their_size_is_an_argument() {
        let secret = |text: &str| Secret::new(text.as_bytes());
        let leaf = LeafFiles { cert: secret("cert"), key: secret("the key") };
        let action = Action::InstallPair { dir: Serial::from_bytes(&[0xab]), ca: secret("ca"), leaf: Some(leaf) };
        let job = Job::of_action(&action, ROOT).expect("root may act");
        assert_eq!(job.args, ["ab", "2", "4", "7"]);
        assert_eq!(job.stdin.iter().map(Secret::expose).collect::<Vec<_>>(), [b"ca".as_slice(), b"cert", b"the key"]);
    }

    #[test]
    fn a_pair_that_stays_does_not_travel() {
        let action = Action::InstallPair { dir: Serial::from_bytes(&[0xab]), ca: Secret::new(*b"two CAs"), leaf: None };
        let job = Job::of_action(&action, ROOT).expect("root may act");
        assert_eq!(job.args, ["ab", "7", "-", "-"]);
        assert_eq!(job.stdin.iter().map(Secret::expose).collect::<Vec<_>>(), [b"two CAs"]);
    }

    #[test]
    fn what_a_run_says_of_itself_goes_on_standard_input() {
        // An owner's name may hold anything, and shells differ in what they make of it.
        let of = |seen: Option<&str>| Job::of_action(&Action::TakeLock { holder: holder(), seen: seen.map(str::to_owned) }, ROOT).expect("root may act");
        let (store, size) = ("ab".repeat(16), holder().line().len().to_string());
        assert_eq!(of(None).args, [store.as_str(), &size, "-"]);
        assert_eq!((of(Some("")).args, of(Some("")).stdin.len()), (vec![store, size, "0".to_owned()], 2));
    }

    #[test]
    fn an_engine_file_that_is_absent_is_a_dash() {
        let action = Action::ApplyEngine {
            bridge: None,
            daemon_json: r#"{"hosts":["unix:///var/run/docker.sock","tcp://0.0.0.0:2376"]}"#.to_owned(),
            settled: None,
            drop_in: Some("[Service]".to_owned()),
            applied: "stamp".to_owned(),
        };
        assert_eq!(Job::of_action(&action, ROOT).expect("root may act").args, ["stamp", "2376", "-", "62", "-", "9"]);
    }
}
