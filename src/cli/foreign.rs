//! Words of docker-machine's and of other tools: who types one is told what it is here.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};

/// Where a word comes from.
const MACHINE: &str = "docker-machine's";
const OTHERS: &str = "other tools'";

/// A verb, whose it is, and what stands for it.
const VERBS: [(&str, &str, &str); 21] = [
    ("create", MACHINE, "`swarmctl add-node NAME USER@HOST`, and `swarmctl init` for a cluster's first nodes"),
    ("rm", MACHINE, "`swarmctl remove-node NAME`; `swarmctl destroy` takes the whole cluster away"),
    ("url", MACHINE, "`swarmctl env NAME`, which prints it as DOCKER_HOST"),
    ("kill", MACHINE, "`swarmctl stop NAME`"),
    ("provision", MACHINE, "`swarmctl apply`, which brings all nodes back to the spec"),
    ("regenerate-certs", MACHINE, "`swarmctl certs rotate`"),
    ("mount", MACHINE, "`swarmctl scp -r NAME:DIR .`, which copies; nothing is mounted"),
    ("active", MACHINE, "`swarmctl clusters ls`, which says the cluster that is meant where none is named"),
    ("up", OTHERS, "`swarmctl init`"),
    ("down", OTHERS, "`swarmctl destroy`"),
    ("reset", OTHERS, "`swarmctl destroy`"),
    ("join", OTHERS, "`swarmctl add-node NAME USER@HOST`"),
    ("add", OTHERS, "`swarmctl add-node NAME USER@HOST`"),
    ("leave", OTHERS, "`swarmctl remove-node NAME`"),
    ("remove", OTHERS, "`swarmctl remove-node NAME`"),
    ("delete", OTHERS, "`swarmctl remove-node NAME`"),
    ("list", OTHERS, "`swarmctl ls`"),
    ("get", OTHERS, "`swarmctl ls`"),
    ("node", OTHERS, "`swarmctl ls`"),
    ("nodes", OTHERS, "`swarmctl ls`"),
    ("info", OTHERS, "`swarmctl status`"),
];

/// A flag of docker-machine's without its dashes, and what stands for it. One that ends with `-` stands for all that begin so.
const FLAGS: [(&str, &str); 23] = [
    ("swarm", "needless: every node is in the Swarm"),
    ("swarm-master", "`--role manager` with `add-node`, and `roles: [manager]` in a spec"),
    ("swarm-discovery", "`discovery` in a spec; left out, swarmctl runs Consul itself"),
    ("swarm-addr", "`advertise` of the node in a spec"),
    ("swarm-host", "`manager.port` in a spec"),
    ("swarm-strategy", "`manager.strategy` in a spec"),
    ("swarm-", "`manager` in a spec: `swarmctl config schema` has all that it takes"),
    ("generic-ip-address", "the HOST of `swarmctl add-node NAME USER@HOST`"),
    ("generic-ssh-user", "the USER of `swarmctl add-node NAME USER@HOST`"),
    ("generic-ssh-port", "`ssh.port` in a spec, or a port after the host"),
    ("generic-ssh-key", "`--ssh-key` with `swarmctl init`, and `ssh.identity` in a spec"),
    ("generic-engine-port", "`engine.port` in a spec"),
    ("engine-label", "`--label` with `add-node`, and `labels` of the node in a spec"),
    ("engine-", "`engine` in a spec: `swarmctl config schema` has all that it takes"),
    ("tls-san", "`swarmctl certs san add NAME NAME`"),
    ("tls-ca-cert", "`swarmctl certs ca import --cert FILE --key FILE`"),
    ("tls-ca-key", "`swarmctl certs ca import --cert FILE --key FILE`"),
    ("tls-", "needless: the operator's certificate is in the store, and `swarmctl certs export --to DIR` brings it elsewhere"),
    ("storage-path", "`--home DIR`"),
    ("native-ssh", "needless: the system's ssh is what is used"),
    ("github-api-token", "needless: nothing is fetched from there"),
    ("bugsnag-api-token", "needless: nothing is reported to anybody"),
    ("virtualbox-", "the docker driver, if hosts are to be made: `swarmctl init --driver docker --count 3`; others are made elsewhere and reached by SSH"),
];

/// What to say where an argument was not understood, if it is a word that has its like here.
pub(super) fn answer(error: &clap::Error, argv: &[OsString]) -> Option<clap::Error> {
    let word = |kind| match error.get(kind) {
        Some(ContextValue::String(word)) => Some(word.as_str()),
        _ => None,
    };
    let (kind, said) = match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let word = word(ContextKind::InvalidSubcommand)?;
            // docker-machine has another `config`, which takes a machine's name.
            if argv.windows(2).any(|pair| pair[0] == "config" && pair[1] == word) {
                let said = format!("`config` is about specs, and has no `{}`\nhint: {MACHINE} `config` is here `swarmctl env NAME`\n", word.escape_debug());
                return Some(clap::Error::raw(ErrorKind::InvalidSubcommand, said));
            }
            let (verb, whose, here) = VERBS.iter().find(|(verb, ..)| *verb == word)?;
            (ErrorKind::InvalidSubcommand, format!("there is no `{verb}`\nhint: {whose} `{verb}` is here {here}\n"))
        }
        ErrorKind::UnknownArgument => {
            let word = word(ContextKind::InvalidArg)?;
            let word = word.split('=').next()?;
            let name = word.strip_prefix("--")?;
            let (_, here) = FLAGS.iter().find(|(flag, _)| *flag == name || (flag.ends_with('-') && name.starts_with(flag)))?;
            (ErrorKind::UnknownArgument, format!("there is no `{word}`\nhint: {MACHINE} flag of that name is here {here}\n"))
        }
        _ => return None,
    };
    Some(clap::Error::raw(kind, said))
}
