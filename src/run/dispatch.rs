//! From a request to the exit code: the one place where what went wrong is told.

use crate::cli::{self, Invocation, Request};
use crate::model::{Exit, Failure};
use crate::report::{Color, Output, Settings, Ui, Verbosity};

use super::ended::{Ended, Result};
use super::session::Session;
use super::{
    add_node, apply, certs, clusters, config, context, destroy, docker, doctor, env, exec, expiry, export, failover, generate, history, import, init, inspect,
    ip, lock, logs, ls, migrate, power, ps, remove_node, role, scp, ssh, status, unlock_key, upgrade, verify, version,
};

/// Does what was asked for and tells how it went.
pub async fn run(invocation: &Invocation) -> Exit {
    let ui = Ui::new(&settings(&invocation.globals));
    match dispatch(invocation, &ui).await {
        Ok(exit) => exit,
        Err(Ended::Told { failures, exit }) => {
            ui.failures(&failures, exit);
            exit
        }
        Err(Ended::Bug(error)) => {
            ui.bug(&format!("{error:#}"));
            Exit::Failed
        }
    }
}

async fn dispatch(invocation: &Invocation, ui: &Ui) -> Result<Exit> {
    match &invocation.request {
        Request::Config(request) => config::config(request, ui),
        Request::Completions(shell) => generate::completions(*shell, ui),
        Request::Man(request) => generate::man(request, ui),
        request => {
            let session = Session::open(&invocation.globals, ui)?;
            let ended = with_store(request, &session).await;
            // Whichever verb it was and however it ended; only what is being taken away needs no renewal.
            if !matches!(request, Request::Destroy(_)) {
                expiry::warn(&session);
            }
            ended
        }
    }
}

/// The verbs that are about the store and its clusters.
async fn with_store(request: &Request, session: &Session<'_>) -> Result<Exit> {
    match request {
        Request::Init(request) => init::init(request, session).await,
        Request::Plan(request) => apply::plan(request, session).await,
        Request::Apply(request) => apply::apply(request, session).await,
        Request::AddNode(request) => add_node::add_node(request, session).await,
        Request::RemoveNode(request) => remove_node::remove_node(request, session).await,
        Request::Promote(request) => role::promote(request, session).await,
        Request::Demote(request) => role::demote(request, session).await,
        Request::Verify(request) => verify::verify(request, session).await,
        Request::Version => version::version(session).await,
        Request::Ps(request) => ps::ps(request, session).await,
        Request::Ls(request) => ls::ls(request, session).await,
        Request::Status(request) => status::status(request, session).await,
        Request::Env(request) => env::env(request, session).await,
        Request::Docker(request) => docker::docker(request, session).await,
        Request::Context(request) => context::context(request, session),
        Request::Ssh(request) => ssh::ssh(request, session),
        Request::Scp(request) => scp::scp(request, session),
        Request::Logs(request) => logs::logs(request, session).await,
        Request::Exec(request) => exec::exec(request, session).await,
        Request::Ip(request) => ip::ip(request, session),
        Request::Clusters(request) => clusters::clusters(request, session).await,
        Request::Export(request) => export::export(request, session).await,
        Request::Import(request) => import::import(request, session).await,
        Request::Lock(request) => lock::lock(*request, session).await,
        Request::Inspect(request) => inspect::inspect(request, session),
        Request::History(request) => history::history(request, session),
        Request::Certs(request) => certs::certs(request, session).await,
        Request::Failover(request) => failover::failover(request, session).await,
        Request::Start(request) => power::start(request, session).await,
        Request::Stop(request) => power::stop(request, session).await,
        Request::Restart(request) => power::restart(request, session).await,
        Request::Upgrade(request) => upgrade::upgrade(request, session).await,
        Request::Migrate(request) => migrate::migrate(request, session).await,
        Request::UnlockKey(request) => unlock_key::unlock_key(request, session).await,
        Request::Destroy(request) => destroy::destroy(request, session).await,
        Request::Doctor(request) => doctor::doctor(request, session).await,
        Request::Config(_) | Request::Completions(_) | Request::Man(_) => Ok(Exit::Ok),
    }
}

/// Tells programs that their arguments are wrong; people read it from `error` itself.
pub fn refused(error: &clap::Error, output: cli::Output) {
    let text = error.render().to_string();
    let cause = text.lines().next().unwrap_or_default();
    let failure = Failure::new(cause.strip_prefix("error: ").unwrap_or(cause), Exit::Usage).hint("`-h` after a command shows its flags");
    Ui::new(&Settings { output: form(output), ..Settings::default() }).told(&[failure], Exit::Usage);
}

fn form(output: cli::Output) -> Output {
    match output {
        cli::Output::Text => Output::Text,
        cli::Output::Json => Output::Json,
        cli::Output::JsonLines => Output::JsonLines,
    }
}

fn settings(globals: &cli::Globals) -> Settings {
    let output = form(globals.output);
    let verbosity = match globals.verbosity {
        cli::Verbosity::Quiet => Verbosity::Quiet,
        cli::Verbosity::Normal => Verbosity::Normal,
        cli::Verbosity::Verbose => Verbosity::Verbose,
    };
    let color = match globals.color {
        cli::Color::Auto => Color::Auto,
        cli::Color::Always => Color::Always,
        cli::Color::Never => Color::Never,
    };
    Settings { output, verbosity, color, no_input: globals.no_input }
}
