//! `swarmctl config`.

use clap::builder::{OsStringValueParser, TypedValueParser as _};
use clap::{Args, Subcommand, ValueHint};

use crate::model::Orchestrator;

use super::values::{self, SpecSource};

const EXAMPLES: &str = "\
Examples:
  swarmctl config example > cluster.yaml
  swarmctl config validate -f cluster.yaml
  swarmctl config schema > swarmctl.schema.json";

/// Examples, checks and the schema of specs
#[derive(Debug, Args)]
#[command(before_help = EXAMPLES)]
pub(super) struct ConfigArgs {
    #[command(subcommand)]
    pub(super) request: ConfigRequest,
}

/// What `config` is to do.
#[derive(Debug, Clone, PartialEq, Eq, Subcommand)]
pub enum ConfigRequest {
    /// Print a commented spec to begin with
    #[command(before_help = "Examples:\n  swarmctl config example --orchestrator swarm-mode > cluster.yaml")]
    Example {
        /// The orchestrator to show
        #[arg(long, env = "SWARMCTL_ORCHESTRATOR", value_name = "KIND", default_value = "standalone", value_parser = values::orchestrator())]
        orchestrator: Orchestrator,
    },
    /// Check a spec without reaching any node
    #[command(before_help = "Examples:\n  swarmctl config validate -f cluster.yaml\n  generate-spec | swarmctl config validate -f -")]
    Validate {
        /// The spec; `-` is standard input
        #[arg(short, long, env = "SWARMCTL_FILE", value_name = "FILE", value_hint = ValueHint::FilePath, default_value = "cluster.yaml")]
        #[arg(value_parser = OsStringValueParser::new().map(SpecSource::from))]
        file: SpecSource,
    },
    /// Print the JSON Schema of a spec, for editors
    #[command(before_help = "Examples:\n  swarmctl config schema > swarmctl.schema.json")]
    Schema,
}
