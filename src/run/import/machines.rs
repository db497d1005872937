//! docker-machine's machines: its store is read, and nothing in it or on a machine is touched.

use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use time::OffsetDateTime;

use crate::cli::ImportMachinesRequest;
use crate::model::{ClusterName, Exit, Failure, Secret};
use crate::pki;
use crate::report::{Deed, SkippedMachine};
use crate::run::ended::{Ended, Result};
use crate::run::session::{Session, working_dir};
use crate::run::spec_source::home;
use crate::spec::{self, Machine};
use crate::state::{Holder, Pair};

use super::command::must_be_free;

/// The name of a cluster that is not given one.
const DEFAULT_NAME: &str = "machine";
/// The most bytes that a machine's `config.json` may have.
const MOST_BYTES: u64 = 1 << 20;

/// Makes a cluster of the machines that can be taken over, and names the others.
pub(super) fn import(request: &ImportMachinesRequest, session: &Session<'_>) -> Result<Exit> {
    let now = OffsetDateTime::now_utc();
    let store = machine_store(request)?;
    let name = name(request, session);
    let place = session.store.at(&name);
    let _lock = place.lock(&Holder::this_process("import", now))?;
    must_be_free(&place, &session.store)?;
    let (machines, mut skipped) = machines(&store)?;
    if machines.is_empty() {
        return Err(none(&store, &skipped));
    }
    let adoption = spec::adopt(&name, request.orchestrator, machines)?;
    let mut remarks = adoption.notes;
    skipped.extend(adoption.skipped.into_iter().map(|(machine, cause)| SkippedMachine { machine, cause }));
    let incoming = place.prepare()?;
    match ca(&store, now) {
        Ok(ca) => incoming.dir().write_ca(&ca)?,
        Err(cause) => remarks.push(format!("docker-machine's CA is not taken over: {cause}; `apply` makes another one")),
    }
    // A cluster with a spec is one that was begun, so it comes last.
    incoming.dir().write_spec(&spec::to_yaml(&adoption.cluster))?;
    let dir = incoming.settle()?;
    session.touch(&dir);
    let nodes = adoption.cluster.nodes.into_iter().map(|node| node.name).collect();
    let complaints: Vec<_> = skipped.iter().map(complaint).collect();
    session.ui.deed(&Deed::MachinesImported { cluster: name, nodes, notes: remarks, skipped })?;
    session.ui.complaints(&complaints);
    Ok(if complaints.is_empty() { Exit::Ok } else { Exit::SomeNodes })
}

/// The name that is given, in whichever way.
fn name(request: &ImportMachinesRequest, session: &Session<'_>) -> ClusterName {
    let given = request.name.clone().or_else(|| session.globals.cluster.clone());
    // A word that is a name.
    given.unwrap_or_else(|| DEFAULT_NAME.parse().expect("a DNS label"))
}

/// The store that is named, else the one that docker-machine itself would take.
fn machine_store(request: &ImportMachinesRequest) -> Result<PathBuf> {
    let named = request.dir.clone().or_else(|| std::env::var_os("MACHINE_STORAGE_PATH").filter(|path| !path.is_empty()).map(PathBuf::from));
    let store = named.or_else(|| Some(home()?.join(".docker/machine")));
    let store =
        store.ok_or_else(|| Ended::with(Failure::new("there is no home directory to look for docker-machine's store in", Exit::Usage).hint(NAME_IT)))?;
    // Paths of keys go into the spec, which is read from anywhere.
    Ok(working_dir()?.join(store))
}

const NAME_IT: &str = "name it: `swarmctl import docker-machine DIR`";

/// The machines of a store by name, and those that cannot be taken over.
fn machines(store: &Path) -> Result<(Vec<Machine>, Vec<SkippedMachine>)> {
    let dir = store.join("machines");
    let unreadable = |error: io::Error| {
        let cause = if error.kind() == io::ErrorKind::NotFound {
            format!("there is no docker-machine store at `{}`", store.display())
        } else {
            format!("`{}` cannot be read: {error}", dir.display())
        };
        Ended::with(Failure::new(cause, Exit::Usage).hint(NAME_IT))
    };
    let mut dirs = Vec::new();
    for entry in fs::read_dir(&dir).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        if entry.path().is_dir() {
            dirs.push(entry.path());
        }
    }
    dirs.sort();
    let (mut read, mut skipped) = (Vec::new(), Vec::new());
    for dir in dirs {
        let machine = dir.file_name().unwrap_or_default().to_string_lossy().into_owned();
        match machine_in(&dir, &machine) {
            Ok(machine) => read.push(machine),
            Err(cause) => skipped.push(SkippedMachine { machine, cause }),
        }
    }
    Ok((read, skipped))
}

fn machine_in(dir: &Path, name: &str) -> std::result::Result<Machine, String> {
    let config = dir.join("config.json");
    let mut bytes = Vec::new();
    let read = fs::File::open(&config).and_then(|file| file.take(MOST_BYTES + 1).read_to_end(&mut bytes));
    match read {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Err("it has no config.json".to_owned()),
        Err(error) => return Err(format!("its config.json cannot be read: {error}")),
        Ok(_) if bytes.len() as u64 > MOST_BYTES => return Err("its config.json is too large to be one".to_owned()),
        Ok(_) => {}
    }
    let mut machine = spec::read_machine(name, &bytes).map_err(|error| error.to_string())?;
    machine.identity = identity(dir, machine.identity.as_deref())?;
    Ok(machine)
}

/// The key that lets in: the machine's own, as docker-machine keeps it, wherever its store was when the path was written down. Without one it is ssh's affair.
fn identity(dir: &Path, named: Option<&Path>) -> std::result::Result<Option<PathBuf>, String> {
    let own = dir.join(named.and_then(Path::file_name).unwrap_or("id_rsa".as_ref()));
    let is_ours = |path: &Path| path.to_str().is_some_and(|text| !text.contains(char::is_control));
    match named {
        _ if own.is_file() && is_ours(&own) => Ok(Some(own)),
        None => Ok(None),
        Some(named) if named.is_absolute() && named.is_file() && is_ours(named) => Ok(Some(named.to_owned())),
        Some(named) => Err(format!("its SSH key {:?} is not there", named.to_string_lossy())),
    }
}

/// docker-machine's CA, if certificates can be issued by it.
fn ca(store: &Path, now: OffsetDateTime) -> std::result::Result<Pair, String> {
    let read = |name: &str| {
        let path = store.join("certs").join(name);
        fs::read(&path).map_err(|error| format!("`{}` cannot be read: {error}", path.display()))
    };
    let cert = String::from_utf8(read("ca.pem")?).map_err(|_| "its certificate is not PEM".to_owned())?;
    let key_pem = Secret::new(read("ca-key.pem")?);
    let cert_pem = pki::check_import(&cert, None, &key_pem, now).map_err(|error| Failure::from_error(&error).cause)?;
    Ok(Pair { cert_pem, key_pem })
}

fn complaint(skipped: &SkippedMachine) -> Failure {
    // A name that is none may hold anything; quoted so, it stays on its line.
    Failure::new(format!("machine {:?} is left out: {}", skipped.machine, skipped.cause), Exit::SomeNodes)
}

fn none(store: &Path, skipped: &[SkippedMachine]) -> Ended {
    let failure = Failure::new(format!("no machine in `{}` can be taken over", store.display()), Exit::Failed).hint(NAME_IT);
    Ended::all(skipped.iter().map(|skipped| Failure { exit: Exit::Failed, ..complaint(skipped) }).chain([failure]).collect(), Exit::Failed)
}
