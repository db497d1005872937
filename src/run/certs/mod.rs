//! `certs`: what certificates a cluster has, how they stand, and how they change. A file a verb; `census` finds certificates, `target` says which are meant,
//! `follow` what goes with a change outside the store, `change` is a change of them on a cluster that goes on working.

mod ca;
mod census;
mod change;
mod check;
mod client_files;
mod dispatch;
mod docker_context;
mod export;
mod follow;
mod issue;
mod ls;
mod rotate;
mod rotate_ca;
mod san;
mod show;
mod sign;
mod target;

pub(super) use dispatch::certs;
pub(super) use docker_context::{Wanted, make as make_context, remove as remove_context};
pub(super) use export::files as client_files;
pub(super) use follow::{contexts_follow, contexts_renamed};
