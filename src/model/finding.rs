//! What verify saw: findings, each with its cause and the command that mends it.

use schemars::JsonSchema;
use serde::Serialize;

use super::NodeName;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// As it should be.
    Ok,
    /// Works, but wants attention.
    Warning,
    /// Does not work, or is not safe.
    Error,
}

/// What was checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Check {
    /// A manager's `version` says `swarm/…`.
    Version,
    /// A manager's `info`: nodes, roles.
    Info,
    /// A manager's `ps`: each node's agent.
    Ps,
    /// A certificate as served.
    Certificate,
    /// Plain and certificate-less connections are refused.
    Refusal,
    /// The engine itself.
    Engine,
    /// Consul.
    Discovery,
    /// A trial deployment.
    Deploy,
}

impl Check {
    /// The word for it in tables and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Version => "version",
            Self::Info => "info",
            Self::Ps => "ps",
            Self::Certificate => "certificate",
            Self::Refusal => "refusal",
            Self::Engine => "engine",
            Self::Discovery => "discovery",
            Self::Deploy => "deploy",
        }
    }
}

/// One thing verify saw.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Finding {
    /// What was checked.
    pub check: Check,
    /// Where.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub node: Option<NodeName>,
    /// How bad.
    pub severity: Severity,
    /// What was seen, in a sentence without a full stop.
    pub message: String,
    /// What mends it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
}

/// All findings of one verify.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct VerifyReport {
    /// The findings, by check and node.
    pub findings: Vec<Finding>,
}

impl VerifyReport {
    /// The worst severity, `Ok` if there is no finding.
    pub fn worst(&self) -> Severity {
        self.findings.iter().map(|f| f.severity).max().unwrap_or(Severity::Ok)
    }

    /// Whether nothing is wrong (warnings are no fault).
    pub fn is_healthy(&self) -> bool {
        self.worst() < Severity::Error
    }
}
