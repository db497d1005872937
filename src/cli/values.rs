//! Parsers of values that several verbs take.

use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::model::{Availability, CarriedKeys, Driver, HostError, Orchestrator, Port, Role, SshTarget};
use crate::spec::{DurationError, HostKeyChecking, parse_duration};

/// Where a spec is read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SpecSource {
    /// A file.
    File(PathBuf),
    /// Standard input, written `-`.
    Stdin,
}

impl From<std::ffi::OsString> for SpecSource {
    fn from(text: std::ffi::OsString) -> Self {
        if text == "-" { Self::Stdin } else { Self::File(text.into()) }
    }
}

/// A flag without a value: what its variable may say. An empty variable is one that is not set.
pub(super) fn switch(text: &str) -> Result<bool, String> {
    match text.to_ascii_lowercase().as_str() {
        "1" | "true" | "yes" | "on" => Ok(true),
        "" | "0" | "false" | "no" | "off" => Ok(false),
        _ => Err("expected `1` or `0`".to_owned()),
    }
}

/// One of the words that stand for a `T`.
fn words<T: Copy + Send + Sync + 'static, const N: usize>(known: [(&'static str, T); N]) -> impl TypedValueParser<Value = T> {
    let value = move |text: String| known.iter().find(|(word, _)| *word == text).map(|(_, value)| *value).ok_or("unknown word");
    PossibleValuesParser::new(known.map(|(word, _)| word)).try_map(value)
}

pub(super) fn orchestrator() -> impl TypedValueParser<Value = Orchestrator> {
    words([Orchestrator::Standalone, Orchestrator::SwarmMode].map(|o| (o.as_str(), o)))
}

/// What a cluster can be moved to.
pub(super) fn migration_target() -> impl TypedValueParser<Value = Orchestrator> {
    words([(Orchestrator::SwarmMode.as_str(), Orchestrator::SwarmMode)])
}

pub(super) fn carried_keys() -> impl TypedValueParser<Value = CarriedKeys> {
    words([CarriedKeys::None, CarriedKeys::Client, CarriedKeys::All].map(|keys| (keys.as_str(), keys)))
}

pub(super) fn driver() -> impl TypedValueParser<Value = Driver> {
    words([Driver::Ssh, Driver::Docker].map(|d| (d.as_str(), d)))
}

pub(super) fn role() -> impl TypedValueParser<Value = Role> {
    words([Role::Manager, Role::Discovery].map(|role| (role.as_str(), role)))
}

pub(super) fn availability() -> impl TypedValueParser<Value = Availability> {
    words([Availability::Active, Availability::Drain].map(|word| (word.as_str(), word)))
}

/// A label; the spec's rules for its parts hold later.
pub(super) fn label(text: &str) -> Result<(String, String), String> {
    let parts = text.split_once('=').ok_or("expected KEY=VALUE")?;
    Ok((parts.0.to_owned(), parts.1.to_owned()))
}

pub(super) fn host_key_checking() -> impl TypedValueParser<Value = HostKeyChecking> {
    words([("accept-new", HostKeyChecking::AcceptNew), ("strict", HostKeyChecking::Strict)])
}

pub(super) fn port(text: &str) -> Result<Port, HostError> {
    text.parse().map_err(|_| HostError::Port(text.to_owned()))
}

pub(super) fn user(text: &str) -> Result<String, HostError> {
    if SshTarget::is_user(text) { Ok(text.to_owned()) } else { Err(HostError::User(text.to_owned())) }
}

/// Hosts to go through, separated by commas as ssh's `-J` takes them.
pub(super) fn jump(text: &str) -> Result<String, HostError> {
    text.split(',').try_for_each(|hop| SshTarget::from_str(hop).map(drop))?;
    Ok(text.to_owned())
}

pub(super) fn duration(text: &str) -> Result<Duration, DurationError> {
    parse_duration(text)
}
