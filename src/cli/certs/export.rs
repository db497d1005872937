//! `swarmctl certs export`.

use std::ffi::OsString;
use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use clap::{Args, ValueHint};

use crate::cli::values::switch;
use crate::model::ClientName;

const EXAMPLES: &str = "\
Examples:
  swarmctl certs export --to ~/lab-certs
  swarmctl certs export alice --to - | ssh alice@laptop 'mkdir -p lab && tar -x -C lab'
  swarmctl certs export --docker-context && docker --context lab ps";

/// Why a text is not the name of a docker context.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ContextNameError {
    /// The docker client takes other names only.
    #[error("`{0}` is not the name of a docker context: two or more letters, digits and `_`, `.`, `+`, `-`, a letter or a digit first")]
    Form(String),
    /// The docker client's own.
    #[error("`default` is the docker client's own context")]
    Default,
}

/// The name of a docker context, by the docker client's rule (docker/cli, cli/context/store: `^[a-zA-Z0-9][a-zA-Z0-9_.+-]+$`, not `default`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContextName(String);

impl ContextName {
    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for ContextName {
    type Err = ContextNameError;

    fn from_str(text: &str) -> Result<Self, ContextNameError> {
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '+' | '-');
        if text.len() < 2 || !text.starts_with(|c: char| c.is_ascii_alphanumeric()) || !text.chars().all(is_part) {
            return Err(ContextNameError::Form(text.to_owned()));
        }
        if text == "default" { Err(ContextNameError::Default) } else { Ok(Self(text.to_owned())) }
    }
}

impl fmt::Display for ContextName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// Where a client's certificate is exported to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExportTo {
    /// A directory.
    Dir(PathBuf),
    /// Standard output, as a tar archive; written `-`.
    Stdout,
    /// A context of the docker client's; without a name, the cluster's.
    DockerContext(Option<ContextName>),
}

/// What `certs export` is to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertsExportRequest {
    /// Whose certificate; `None` is the operator's.
    pub name: Option<ClientName>,
    /// Where to.
    pub to: ExportTo,
    /// What is there already and is no earlier export is overwritten.
    pub force: bool,
}

/// Copy a client's certificate, its key and the CA out of the store
///
/// A directory gets `ca.pem`, `cert.pem` and `key.pem`, mode 0600, as the docker client's DOCKER_CERT_PATH wants them.
#[derive(Debug, Args)]
#[command(before_help = EXAMPLES)]
pub(super) struct ExportArgs {
    /// Whose certificate, as it was issued [default: the operator's]
    #[arg(value_name = "NAME")]
    name: Option<ClientName>,
    #[command(flatten)]
    target: Target,
    /// Overwrite what is there and is no earlier export
    #[arg(short, long, env = "SWARMCTL_FORCE", value_parser = switch)]
    force: bool,
}

#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
struct Target {
    /// The directory; `-` is standard output, which gets a tar archive
    #[arg(long, env = "SWARMCTL_TO", value_name = "DIR", value_hint = ValueHint::DirPath)]
    to: Option<OsString>,
    /// Make a context of the docker client's, in DOCKER_CONFIG or ~/.docker [default name: the cluster's]
    #[arg(long, env = "SWARMCTL_DOCKER_CONTEXT", value_name = "CONTEXT")]
    #[expect(clippy::option_option, reason = "to clap this is a flag whose value may be left out")]
    docker_context: Option<Option<ContextName>>,
}

impl From<ExportArgs> for CertsExportRequest {
    fn from(args: ExportArgs) -> Self {
        let to = match (args.target.docker_context, args.target.to) {
            (Some(context), _) => ExportTo::DockerContext(context),
            (None, Some(to)) if to != "-" => ExportTo::Dir(to.into()),
            (None, _) => ExportTo::Stdout,
        };
        Self { name: args.name, to, force: args.force }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_context_has_a_name_that_the_docker_client_takes() {
        for text in ["lab", "a1", "Lab_1.x+y-z"] {
            assert!(text.parse::<ContextName>().is_ok(), "{text}");
        }
        for text in ["", "a", "-rf", ".hidden", "../x", "a b", "a/b", "é1", "a\nb"] {
            assert_eq!(text.parse::<ContextName>(), Err(ContextNameError::Form(text.to_owned())));
        }
        assert_eq!("default".parse::<ContextName>(), Err(ContextNameError::Default));
    }
}
