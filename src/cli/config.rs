//! `swarmctl config`.

use clap::builder::{OsStringValueParser, PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand, ValueHint};

use crate::model::{DocumentKind, Orchestrator};

use super::values::{self, SpecSource, switch};

const EXAMPLES: &str = "\
Examples:
  swarmctl config example > cluster.yaml
  swarmctl config validate -f cluster.yaml
  swarmctl config schema > swarmctl.schema.json
  swarmctl config schema --of run";

/// Examples and checks of specs, and JSON Schemas
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
    /// Print a JSON Schema: of a spec, for editors; of a document that `--output json` prints, for programs
    #[command(before_help = SCHEMA_EXAMPLES)]
    Schema(SchemaRequest),
}

const SCHEMA_EXAMPLES: &str = "\
Examples:
  swarmctl config schema > swarmctl.schema.json
  swarmctl config schema --list
  swarmctl config schema --of run";

/// Which schema is printed.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct SchemaRequest {
    /// The kind of document, as its `kind` says it; without one, a spec
    #[arg(long, env = "SWARMCTL_OF", value_name = "KIND", value_parser = document_kind())]
    pub of: Option<DocumentKind>,
    /// List the kinds of documents, and the commands that print them
    #[arg(long, env = "SWARMCTL_LIST", value_parser = switch, conflicts_with = "of")]
    pub list: bool,
}

/// Takes the word of a kind, and has them all for completions.
fn document_kind() -> impl TypedValueParser<Value = DocumentKind> {
    PossibleValuesParser::new(DocumentKind::ALL.iter().map(|kind| kind.as_str())).try_map(|word| word.parse::<DocumentKind>())
}
