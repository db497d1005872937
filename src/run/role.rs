//! `promote` and `demote`: another role in the spec, then what `init` does.

use time::OffsetDateTime;

use crate::cli::{DemoteRequest, FailoverRequest, InitRequest, PromoteRequest, RoleArgs};
use crate::facts;
use crate::model::{Cluster, Exit, Role};
use crate::plan;
use crate::spec::{self, Overrides};
use crate::state::Holder;

use super::ended::Result;
use super::init::Absent;
use super::place::{self, Place};
use super::reach::{CONNECT_TIMEOUT, Reach};
use super::session::Session;
use super::{failover, init};

/// Makes a node a manager.
pub(super) async fn promote(request: &PromoteRequest, session: &Session<'_>) -> Result<Exit> {
    place::chosen(session)?.node(&request.args.node)?;
    bring_about("promote", &request.args, session).await
}

/// Lets a manager be a worker.
pub(super) async fn demote(request: &DemoteRequest, session: &Session<'_>) -> Result<Exit> {
    let place = place::chosen(session)?;
    if place.node(&request.args.node)?.is(Role::Manager) && !request.args.dry_run {
        let exit = yield_primary(&request.args, &place, session).await?;
        if exit != Exit::Ok {
            return Ok(exit);
        }
    }
    bring_about("demote", &request.args, session).await
}

async fn bring_about(verb: &'static str, args: &RoleArgs, session: &Session<'_>) -> Result<Exit> {
    let dir = place::named_or_only(session)?;
    // The spec is read under the lock: of two runs at once, the other's change would be lost.
    let _lock = if args.dry_run { None } else { Some(dir.lock(&Holder::this_process(verb, OffsetDateTime::now_utc()))?) };
    let former = place::stored(&dir)?.cluster.ok_or_else(|| place::no_spec(dir.name()))?;
    let cluster = with_role(former, verb, args)?;
    let again = InitRequest::again(Overrides::default(), args.carry.clone(), args.ca_key.clone());
    let doing = InitRequest { dry_run: args.dry_run, ..again };
    let absent = Absent::LeftOut { but: vec![args.node.clone()] };
    if args.dry_run {
        return init::show(verb, &doing, (cluster, absent), &dir, session.ui).await;
    }
    init::bring_about(verb, &doing, (cluster, absent), dir, session.ui).await
}

/// The cluster in which the node is what it is to be, as its spec says it.
fn with_role(mut cluster: Cluster, verb: &str, args: &RoleArgs) -> Result<Cluster> {
    if verb == "demote" {
        plan::may_be_no_manager(&cluster, &args.node)?;
    }
    for node in cluster.nodes.iter_mut().filter(|node| node.name == args.node) {
        if verb == "demote" {
            node.roles.remove(&Role::Manager)
        } else {
            node.roles.insert(Role::Manager)
        };
    }
    Ok(place::parse_stored(&spec::to_yaml(&cluster))?)
}

/// Where the node is the primary, another manager takes over first: else nobody leads until the lock of the one that is gone ends.
async fn yield_primary(args: &RoleArgs, place: &Place, session: &Session<'_>) -> Result<Exit> {
    plan::may_be_no_manager(&place.cluster, &args.node)?;
    if plan::may_fail_over(&place.cluster, None).is_err() {
        return Ok(Exit::Ok);
    }
    let reach = Reach::open(&place.cluster, &place.dir, CONNECT_TIMEOUT)?;
    let views = facts::managers(&*reach.links, &place.cluster).await;
    reach.close().await;
    if !views.iter().any(|view| view.node == args.node && view.role.as_deref() == Some("primary")) {
        return Ok(Exit::Ok);
    }
    failover::failover(&FailoverRequest { to: None, dry_run: false, timeout: args.carry.timeout }, session).await
}
