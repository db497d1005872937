//! `inspect`: a document as it is, or a template filled with it.

use minijinja::{Environment, UndefinedBehavior};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use crate::model::{CertDetails, DocumentKind, Host, LeafRecord, NodeName, NodeRecord, Role};

use super::document::{document, one_line};
use super::{Error, Output, Result, RunRow, Ui, text};

/// All that is known of a cluster.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ClusterInspected {
    /// Name, orchestrator, driver.
    pub cluster: ClusterHead,
    /// Where clients connect to the cluster.
    pub endpoints: Vec<String>,
    /// Its nodes, in the spec's order.
    pub nodes: Vec<NodeInspected>,
    /// Its own certificates.
    pub certs: CertsInspected,
    /// The spec in force.
    pub spec: Value,
    /// The journal's last run.
    pub last_run: Option<RunRow>,
}

/// A cluster in few words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ClusterHead {
    /// Its name.
    pub name: String,
    /// Who schedules.
    pub orchestrator: String,
    /// Where its hosts come from.
    pub driver: String,
    /// When it was made; RFC 3339.
    pub created_at: Option<String>,
    /// Its directory in the store.
    pub store: String,
}

/// The certificates that are the cluster's, not a node's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CertsInspected {
    /// The CA that issues.
    pub ca: Option<CertDetails>,
    /// The operator's.
    pub operator: Option<CertDetails>,
    /// Those of people and jobs, by name.
    pub clients: Vec<ClientInspected>,
    /// The stage of the change of CAs that is under way.
    pub rotation: Option<String>,
}

/// A certificate of a person or a job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ClientInspected {
    /// Its name.
    pub name: String,
    /// The certificate.
    pub cert: Option<CertDetails>,
}

/// All that is known of a node.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct NodeInspected {
    /// Its name.
    pub name: NodeName,
    /// Where the operator reaches it.
    pub address: Option<Host>,
    /// Where the other nodes do.
    pub advertise: Option<Host>,
    /// Its roles.
    pub roles: Vec<Role>,
    /// In the pool or not.
    pub availability: String,
    /// How SSH gets there.
    pub ssh: SshInspected,
    /// Its labels.
    pub labels: std::collections::BTreeMap<String, String>,
    /// Where clients connect to it, by kind.
    pub endpoints: std::collections::BTreeMap<String, String>,
    /// The certificate that it was given last.
    pub cert: Option<LeafRecord>,
    /// What swarmctl did to it.
    pub record: Option<NodeRecord>,
}

/// How SSH gets to a node; what is `None` is left to ssh and its configuration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SshInspected {
    /// Login name.
    pub user: Option<String>,
    /// Port.
    pub port: Option<u16>,
    /// Private key file.
    pub identity: Option<String>,
    /// Host to go through.
    pub jump: Option<String>,
}

/// A node with the cluster that it is of.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct OneNodeInspected {
    /// Its cluster.
    pub cluster: ClusterHead,
    /// The node.
    pub node: NodeInspected,
    /// The last run that had steps on it.
    pub last_run: Option<RunRow>,
}

impl Ui {
    /// Prints the document, in either form of output.
    pub fn inspected<T: Serialize + JsonSchema>(&self, kind: DocumentKind, body: &T, format: Option<&str>) -> Result<()> {
        let document = document(kind, body);
        let Some(format) = format else { return self.data(if self.manner().output == Output::JsonLines { one_line(&document) } else { document }) };
        // It is our own JSON, which always reads.
        let values: Value = serde_json::from_str(&document).unwrap_or_default();
        let filled = fill(format, &values).map_err(Error::Template)?;
        self.data(if filled.ends_with('\n') { filled } else { filled + "\n" })
    }
}

/// A name that is not in the document is an error and not nothing: it is misspelt.
fn fill(template: &str, values: &Value) -> Result<String, minijinja::Error> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    let filled = environment.template_from_str(&unescaped(template))?.render(minijinja::value::Serde(values))?;
    Ok(text::harmless(&filled))
}

/// `\n` and `\t` as people write them in a shell's single quotes.
fn unescaped(template: &str) -> String {
    template.replace("\\n", "\n").replace("\\t", "\t")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn filled(template: &str) -> Result<String, String> {
        let values = json!({ "node": { "name": "w1", "address": "10.0.0.1", "advertise": null, "bad": "a\u{1b}[2Jb" }, "roles": ["manager"] });
        fill(template, &values).map_err(|error| error.to_string())
    }

    #[test]
    fn values_fill_the_template() {
        assert_eq!(filled("{{ node.name }}\\t{{ node.address }}").as_deref(), Ok("w1\t10.0.0.1"));
        assert_eq!(filled("{% for role in roles %}{{ role }}\\n{% endfor %}").as_deref(), Ok("manager\n"));
        assert_eq!(filled("{{ node.advertise or node.address }}").as_deref(), Ok("10.0.0.1"));
        assert_eq!(filled("{{ roles | tojson }}").as_deref(), Ok("[\"manager\"]"));
    }

    #[test]
    fn what_is_not_there_and_what_is_no_template_are_errors() {
        assert!(filled("{{ node.adress }}").unwrap_err().contains("undefined"));
        assert!(filled("{{ node.name ").is_err());
    }

    #[test]
    fn nothing_in_a_value_drives_the_terminal() {
        assert_eq!(filled("{{ node.bad }}").as_deref(), Ok("a\\u{1b}[2Jb"));
    }
}
