//! `certs`: what certificates a cluster has, and how they stand. A file a verb; `census` finds certificates, `target` says which are meant.

mod census;
mod check;
mod dispatch;
mod ls;
mod show;
mod target;

pub(super) use dispatch::certs;
