//! The program's arguments as a whole: the verbs, and the way from arguments to a request.

use std::ffi::OsString;

use clap::builder::Resettable;
use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand};
use clap_complete::Shell;

use crate::spec::printable;

use super::add_node::{AddNodeArgs, AddNodeRequest};
use super::apply::{ApplyRequest, PlanRequest};
use super::certs::{CertsArgs, CertsRequest};
use super::clusters::{ClustersArgs, ClustersRequest};
use super::config::{ConfigArgs, ConfigRequest};
use super::destroy::DestroyRequest;
use super::docker::{ContextArgs, ContextRequest, DockerArgs, DockerRequest};
use super::doctor::DoctorRequest;
use super::env::{EnvArgs, EnvRequest};
use super::exec::ExecRequest;
use super::exit_codes;
use super::export::ExportRequest;
use super::failover::FailoverRequest;
use super::foreign;
use super::globals::{GlobalArgs, Globals};
use super::history::HistoryRequest;
use super::import::{ImportArgs, ImportRequest};
use super::init::{InitArgs, InitRequest};
use super::inspect::InspectRequest;
use super::lock::{LockArgs, LockRequest};
use super::logs::LogsRequest;
use super::ls::LsRequest;
use super::man::ManRequest;
use super::migrate::{MigrateArgs, MigrateRequest};
use super::power::{RestartRequest, StartRequest, StopRequest};
use super::ps::PsRequest;
use super::remove_node::RemoveNodeRequest;
use super::role::{DemoteRequest, PromoteRequest};
use super::ssh::{IpRequest, ScpRequest, SshRequest};
use super::status::StatusRequest;
use super::unlock_key::UnlockKeyRequest;
use super::upgrade::UpgradeRequest;
use super::verify::VerifyRequest;

const EXAMPLES: &str = "\
Examples:
  swarmctl init --driver docker --count 3 --name lab     a cluster of local containers, to try out
  swarmctl config example > cluster.yaml                 a spec to begin with
  swarmctl init -f cluster.yaml --dry-run                what would be done to your machines
  swarmctl init -f cluster.yaml                          do it, and check it
  eval \"$(swarmctl env)\"; docker ps                      let the docker client talk to the cluster";

const COMPLETIONS: &str = "\
Examples:
  swarmctl completions bash > ~/.local/share/bash-completion/completions/swarmctl
  swarmctl completions fish > ~/.config/fish/completions/swarmctl.fish";

/// Examples before usage: most readers want to copy a line.
const HELP: &str = "\
{about-with-newline}
{before-help}{usage-heading} {usage}

{all-args}{after-help}";

/// Says which swarmctl this is: `SwarmKit` has a tool of the same name.
const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), " (", env!("CARGO_PKG_REPOSITORY"), "; not the swarmctl of SwarmKit)");

/// Takes machines reachable by SSH to a TLS-secured Docker Swarm
///
/// A spec, or flags, name the machines; `init` brings the cluster about in one command, `verify` checks it. Data goes to stdout,
/// everything else to stderr. Every flag is also a variable: `SWARMCTL_` and its name. A flag wins over its variable, the variable
/// over the spec, the spec over the default.
#[derive(Debug, Parser)]
#[command(name = "swarmctl", version = VERSION, before_help = EXAMPLES, subcommand_required = true, arg_required_else_help = true)]
struct App {
    #[command(flatten)]
    globals: GlobalArgs,
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    Init(Box<InitArgs>),
    Plan(PlanRequest),
    Apply(ApplyRequest),
    AddNode(Box<AddNodeArgs>),
    RemoveNode(RemoveNodeRequest),
    Promote(PromoteRequest),
    Demote(DemoteRequest),
    Verify(VerifyRequest),
    /// Show the versions of swarmctl and of every manager
    #[command(before_help = "Examples:\n  swarmctl version\n  swarmctl version -o json")]
    Version,
    Ps(PsRequest),
    Ls(LsRequest),
    Status(StatusRequest),
    Env(EnvArgs),
    Docker(DockerArgs),
    Context(ContextArgs),
    Ssh(SshRequest),
    Scp(ScpRequest),
    Exec(ExecRequest),
    Logs(LogsRequest),
    Ip(IpRequest),
    Inspect(InspectRequest),
    History(HistoryRequest),
    Clusters(ClustersArgs),
    Export(ExportRequest),
    Import(ImportArgs),
    Lock(LockArgs),
    Certs(CertsArgs),
    Failover(FailoverRequest),
    Start(StartRequest),
    Stop(StopRequest),
    Restart(RestartRequest),
    Upgrade(Box<UpgradeRequest>),
    Migrate(MigrateArgs),
    UnlockKey(UnlockKeyRequest),
    Destroy(DestroyRequest),
    Doctor(DoctorRequest),
    Config(ConfigArgs),
    /// Print a completion script
    #[command(before_help = COMPLETIONS)]
    Completions {
        /// The shell to complete in
        shell: Shell,
    },
    Man(ManRequest),
}

/// What the program is to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Request {
    /// Bring a cluster about.
    Init(Box<InitRequest>),
    /// Show what a cluster lacks of its spec.
    Plan(PlanRequest),
    /// Bring a cluster that exists to its spec.
    Apply(ApplyRequest),
    /// Add nodes.
    AddNode(Box<AddNodeRequest>),
    /// Take nodes away.
    RemoveNode(RemoveNodeRequest),
    /// Make a node a manager.
    Promote(PromoteRequest),
    /// Let a manager be a worker.
    Demote(DemoteRequest),
    /// Check a cluster.
    Verify(VerifyRequest),
    /// Show versions.
    Version,
    /// List containers.
    Ps(PsRequest),
    /// List nodes, or clusters.
    Ls(LsRequest),
    /// Show how a cluster is.
    Status(StatusRequest),
    /// Print variables for the docker client.
    Env(EnvRequest),
    /// Run the docker client.
    Docker(DockerRequest),
    /// Make and remove contexts of the docker client's.
    Context(ContextRequest),
    /// Log in to a node.
    Ssh(SshRequest),
    /// Copy files to a node or from it.
    Scp(ScpRequest),
    /// Show what swarmctl's own containers say.
    Logs(LogsRequest),
    /// Run a command on many nodes.
    Exec(ExecRequest),
    /// Print a node's address.
    Ip(IpRequest),
    /// List, choose, rename and forget clusters.
    Clusters(ClustersRequest),
    /// Write a cluster into one encrypted file.
    Export(ExportRequest),
    /// Put a cluster into the store.
    Import(ImportRequest),
    /// Show or end the lock on a cluster's managers.
    Lock(LockRequest),
    /// Show all that the store knows of a cluster or a node.
    Inspect(InspectRequest),
    /// Show what runs did.
    History(HistoryRequest),
    /// List, show, check and renew certificates.
    Certs(CertsRequest),
    /// Let another manager be the primary.
    Failover(FailoverRequest),
    /// Switch hosts on.
    Start(StartRequest),
    /// Switch hosts off.
    Stop(StopRequest),
    /// Restart hosts.
    Restart(RestartRequest),
    /// Bring newer engines and images.
    Upgrade(Box<UpgradeRequest>),
    /// Move a cluster to swarm mode.
    Migrate(MigrateRequest),
    /// Print the key that unlocks a swarm's managers.
    UnlockKey(UnlockKeyRequest),
    /// Take a cluster away.
    Destroy(DestroyRequest),
    /// Check this machine.
    Doctor(DoctorRequest),
    /// Examples, checks and the schema of specs.
    Config(ConfigRequest),
    /// Print a completion script.
    Completions(Shell),
    /// Print or write manual pages.
    Man(ManRequest),
}

/// A request, and what holds for every request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invocation {
    /// What holds for every request.
    pub globals: Globals,
    /// What is to be done.
    pub request: Request,
}

/// The command that the program parses, for help, completions and manual pages.
pub fn command() -> clap::Command {
    dress(App::command().after_long_help(exit_codes::section()))
}

/// The layout of help for all commands, and no values of variables in it: they may be another user's, and they change.
fn dress(command: clap::Command) -> clap::Command {
    command.help_template(HELP).mut_args(|arg| without_empty_variable(arg).hide_env_values(true)).mut_subcommands(dress)
}

/// An empty variable is one that is not set: to clap it would be a value.
fn without_empty_variable(arg: clap::Arg) -> clap::Arg {
    let is_empty = arg.get_env().and_then(std::env::var_os).is_some_and(|value| value.is_empty());
    if is_empty { arg.env(Resettable::Reset) } else { arg }
}

/// Reads `argv`, the program's name first, and the `SWARMCTL_*` variables.
///
/// # Errors
/// Wrong arguments, and also `--help` and `--version`: print the error as it is, it knows its stream and its exit code.
pub fn parse(argv: impl IntoIterator<Item = OsString>) -> Result<Invocation, clap::Error> {
    let argv: Vec<_> = argv.into_iter().collect();
    read(&argv).map_err(|error| if error.use_stderr() && says_more_than_text(&argv) { without_orders(&error) } else { error })
}

fn read(argv: &[OsString]) -> Result<Invocation, clap::Error> {
    let mut command = command();
    let matches = command.try_get_matches_from_mut(argv).map_err(|error| foreign::answer(&error, argv).unwrap_or(error))?;
    let app = App::from_arg_matches(&matches).map_err(|error| error.format(&mut command))?;
    let globals = app.globals.resolve(&matches).map_err(|error| error.format(&mut command))?;
    let request = app.verb.try_into();
    Ok(Invocation { globals, request: request.map_err(|error: clap::Error| error.format(&mut command))? })
}

/// Whether there is anything in the arguments or variables that a terminal would obey.
fn says_more_than_text(argv: &[OsString]) -> bool {
    let variables = std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("SWARMCTL_")).map(|(_, value)| value);
    argv.iter().cloned().chain(variables).any(|word| {
        let word = word.to_string_lossy();
        printable(&word) != word
    })
}

/// The same error without colours and without what a terminal would obey: clap shows values as they are.
fn without_orders(error: &clap::Error) -> clap::Error {
    let text = error.to_string();
    let lines: Vec<_> = text.strip_prefix("error: ").unwrap_or(&text).split('\n').map(printable).collect();
    clap::Error::raw(error.kind(), lines.join("\n"))
}

impl TryFrom<Verb> for Request {
    type Error = clap::Error;

    fn try_from(verb: Verb) -> Result<Self, clap::Error> {
        Ok(match verb {
            Verb::AddNode(args) => Self::AddNode(Box::new((*args).try_into()?)),
            Verb::Init(args) => Self::Init(Box::new((*args).into())),
            Verb::Plan(request) => Self::Plan(request),
            Verb::Apply(request) => Self::Apply(request),
            Verb::RemoveNode(request) => Self::RemoveNode(request),
            Verb::Promote(request) => Self::Promote(request),
            Verb::Demote(request) => Self::Demote(request),
            Verb::Verify(request) => Self::Verify(request),
            Verb::Version => Self::Version,
            Verb::Ps(request) => Self::Ps(request),
            Verb::Ls(request) => Self::Ls(request),
            Verb::Status(request) => Self::Status(request),
            Verb::Env(args) => Self::Env(args.into()),
            Verb::Docker(args) => Self::Docker(args.into()),
            Verb::Context(args) => Self::Context(args.into()),
            Verb::Ssh(request) => Self::Ssh(request),
            Verb::Scp(request) => Self::Scp(request),
            Verb::Logs(request) => Self::Logs(request),
            Verb::Exec(request) => Self::Exec(request),
            Verb::Ip(request) => Self::Ip(request),
            Verb::Clusters(args) => Self::Clusters(args.into()),
            Verb::Export(request) => Self::Export(request),
            Verb::Import(args) => Self::Import(args.into()),
            Verb::Lock(args) => Self::Lock(args.into()),
            Verb::Inspect(request) => Self::Inspect(request),
            Verb::History(request) => Self::History(request),
            Verb::Certs(args) => Self::Certs(args.into()),
            Verb::Failover(request) => Self::Failover(request),
            Verb::Start(request) => Self::Start(request),
            Verb::Stop(request) => Self::Stop(request),
            Verb::Restart(request) => Self::Restart(request),
            Verb::Upgrade(request) => Self::Upgrade(request),
            Verb::Migrate(args) => Self::Migrate(args.into()),
            Verb::UnlockKey(request) => Self::UnlockKey(request),
            Verb::Destroy(request) => Self::Destroy(request),
            Verb::Doctor(request) => Self::Doctor(request),
            Verb::Config(args) => Self::Config(args.request),
            Verb::Completions { shell } => Self::Completions(shell),
            Verb::Man(request) => Self::Man(request),
        })
    }
}
