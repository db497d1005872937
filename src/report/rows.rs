//! The rows of `version`, `ps`, `ls` and of the list of clusters. Programs get the same values by name.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{ApiVersion, ClusterName, DocumentKind, Driver, NodeName, Orchestrator, Role};

use super::Listing;

/// A row of `swarmctl version`: swarmctl itself, or a manager.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct VersionRow {
    /// The manager; `None` for swarmctl itself.
    pub node: Option<NodeName>,
    /// `swarm/1.2.9`; `None` if it did not say.
    pub version: Option<String>,
    /// Its highest API version.
    pub api: Option<ApiVersion>,
    /// `primary`, `replica`, `leader`, `reachable`.
    pub role: Option<String>,
    /// Why it did not say.
    pub error: Option<String>,
}

impl Listing for VersionRow {
    const KIND: DocumentKind = DocumentKind::Version;
    const HEADER: &'static [&'static str] = &["COMPONENT", "VERSION", "API", "ROLE"];

    fn cells(&self) -> Vec<String> {
        let component = self.node.as_ref().map_or("swarmctl", NodeName::as_str).to_owned();
        let api = self.api.map(|api| api.to_string());
        vec![component, self.version.clone().unwrap_or_default(), api.unwrap_or_default(), self.role.clone().unwrap_or_default()]
    }

    fn error(&self) -> Option<&str> {
        self.error.as_deref()
    }
}

/// A row of `swarmctl ps`: a container somewhere in the cluster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ContainerRow {
    /// The node it is on.
    pub node: String,
    /// Its name.
    pub name: String,
    /// Its id, in full.
    pub id: String,
    /// Image reference.
    pub image: String,
    /// `running`, `exited (1)`, `Up 3 minutes`.
    pub status: String,
}

impl Listing for ContainerRow {
    const KIND: DocumentKind = DocumentKind::Ps;
    const HEADER: &'static [&'static str] = &["NODE", "NAME", "IMAGE", "STATUS", "CONTAINER ID"];

    fn cells(&self) -> Vec<String> {
        let short = self.id.chars().take(12).collect();
        vec![self.node.clone(), self.name.clone(), self.image.clone(), self.status.clone(), short]
    }
}

/// A row of `swarmctl ls`: a node.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct NodeRow {
    /// Its name.
    pub node: NodeName,
    /// Its roles.
    pub roles: Vec<Role>,
    /// Where the operator reaches it.
    pub address: Option<String>,
    /// What the orchestrator makes of it: `primary`, `replica`, `leader`, `reachable`, `worker`.
    pub place: Option<String>,
    /// How the orchestrator finds it: `Healthy`, `Pending`, `ready`, `down`.
    pub state: Option<String>,
    /// Engine version; `None` if it did not say.
    pub engine: Option<String>,
    /// Days until its certificate ends.
    pub cert_days: Option<i64>,
    /// Why its engine did not say.
    pub error: Option<String>,
}

impl Listing for NodeRow {
    const KIND: DocumentKind = DocumentKind::Nodes;
    const HEADER: &'static [&'static str] = &["NODE", "ROLES", "ADDRESS", "PLACE", "STATE", "ENGINE", "CERT DAYS"];

    fn cells(&self) -> Vec<String> {
        let roles: Vec<_> = self.roles.iter().map(|role| role.as_str()).collect();
        vec![
            self.node.to_string(),
            roles.join(","),
            self.address.clone().unwrap_or_default(),
            self.place.clone().unwrap_or_default(),
            self.state.clone().unwrap_or_default(),
            self.engine.clone().unwrap_or_default(),
            self.cert_days.map(|days| days.to_string()).unwrap_or_default(),
        ]
    }

    fn error(&self) -> Option<&str> {
        self.error.as_deref()
    }
}

/// A row of the list of clusters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ClusterRow {
    /// Its name.
    pub cluster: ClusterName,
    /// Whether it is the one that is meant where none is named.
    pub default: bool,
    /// Who schedules; `None` if its spec cannot be read.
    pub orchestrator: Option<Orchestrator>,
    /// Where its hosts come from.
    pub driver: Option<Driver>,
    /// How many nodes it has.
    pub nodes: Option<usize>,
    /// Why its spec cannot be read.
    pub error: Option<String>,
}

impl Listing for ClusterRow {
    const KIND: DocumentKind = DocumentKind::Clusters;
    const HEADER: &'static [&'static str] = &["CLUSTER", "ORCHESTRATOR", "DRIVER", "NODES", "DEFAULT"];

    fn cells(&self) -> Vec<String> {
        let nodes = self.nodes.map(|nodes| nodes.to_string());
        vec![
            self.cluster.to_string(),
            self.orchestrator.map_or("", Orchestrator::as_str).to_owned(),
            self.driver.map_or("", Driver::as_str).to_owned(),
            nodes.unwrap_or_default(),
            if self.default { "yes" } else { "" }.to_owned(),
        ]
    }

    fn error(&self) -> Option<&str> {
        self.error.as_deref()
    }
}

#[cfg(test)]
mod tests {
    use super::super::list::{list_json, list_text};
    use super::*;

    fn versions() -> Vec<VersionRow> {
        let client = VersionRow { node: None, version: Some("0.1.0".to_owned()), api: None, role: None, error: None };
        let manager = VersionRow {
            node: Some("manager-1".parse().unwrap()),
            version: Some("swarm/1.2.9".to_owned()),
            api: Some(ApiVersion::new(1, 22)),
            role: Some("primary".to_owned()),
            error: None,
        };
        let silent = VersionRow { node: Some("registry".parse().unwrap()), version: None, api: None, role: None, error: Some("no answer\nat all".to_owned()) };
        vec![client, manager, silent]
    }

    fn container(node: &str, name: &str) -> ContainerRow {
        let text = ToOwned::to_owned;
        ContainerRow { node: text(node), name: text(name), id: "0123456789abcdef".repeat(4), image: text("nginx:1.27"), status: text("running") }
    }

    #[test]
    fn versions_are_a_table_with_errors_after_it() {
        insta::assert_snapshot!(list_text(&versions()), @r"
        COMPONENT   VERSION       API    ROLE
        swarmctl    0.1.0         -      -
        manager-1   swarm/1.2.9   1.22   primary
        registry    -             -      -         error: no answer\nat all
        ");
    }

    #[test]
    fn versions_for_programs_have_every_value_by_name() {
        insta::assert_snapshot!(list_json(&versions()[1..2]), @r#"
        {
          "schemaVersion": 1,
          "kind": "version",
          "items": [
            {
              "node": "manager-1",
              "version": "swarm/1.2.9",
              "api": "1.22",
              "role": "primary",
              "error": null
            }
          ]
        }
        "#);
    }

    #[test]
    fn containers_are_listed_with_their_node() {
        insta::assert_snapshot!(list_text(&[container("worker-1", "web"), container("worker-12", "swarmctl-agent")]), @"
        NODE        NAME             IMAGE        STATUS    CONTAINER ID
        worker-1    web              nginx:1.27   running   0123456789ab
        worker-12   swarmctl-agent   nginx:1.27   running   0123456789ab
        ");
    }

    #[test]
    fn an_empty_list_still_has_its_header() {
        assert_eq!(list_text::<ContainerRow>(&[]), "NODE   NAME   IMAGE   STATUS   CONTAINER ID\n");
        assert_eq!(list_json::<ContainerRow>(&[]), "{\n  \"schemaVersion\": 1,\n  \"kind\": \"ps\",\n  \"items\": []\n}\n");
    }

    #[test]
    fn nodes_show_roles_state_and_days() {
        let manager = NodeRow {
            node: "registry".parse().unwrap(),
            roles: vec![Role::Manager, Role::Discovery],
            address: Some("10.0.0.12".to_owned()),
            place: Some("replica".to_owned()),
            state: Some("Healthy".to_owned()),
            engine: Some("20.10.24".to_owned()),
            cert_days: Some(364),
            error: None,
        };
        let worker = NodeRow {
            node: "worker-1".parse().unwrap(),
            roles: Vec::new(),
            place: None,
            state: None,
            engine: None,
            cert_days: None,
            error: Some("unreachable".to_owned()),
            ..manager.clone()
        };
        insta::assert_snapshot!(list_text(&[manager, worker]), @"
        NODE       ROLES               ADDRESS     PLACE     STATE     ENGINE     CERT DAYS
        registry   manager,discovery   10.0.0.12   replica   Healthy   20.10.24   364
        worker-1   -                   10.0.0.12   -         -         -          -           error: unreachable
        ");
    }

    #[test]
    fn a_cluster_that_cannot_be_read_has_its_row_and_says_why() {
        let good = ClusterRow {
            cluster: "lab".parse().unwrap(),
            default: true,
            orchestrator: Some(Orchestrator::Standalone),
            driver: Some(Driver::Ssh),
            nodes: Some(4),
            error: None,
        };
        let bad = ClusterRow {
            cluster: "old".parse().unwrap(),
            default: false,
            orchestrator: None,
            driver: None,
            nodes: None,
            error: Some("`cluster.yaml` is empty".to_owned()),
        };
        insta::assert_snapshot!(list_text(&[good, bad]), @"
        CLUSTER   ORCHESTRATOR   DRIVER   NODES   DEFAULT
        lab       standalone     ssh      4       yes
        old       -              -        -       -         error: `cluster.yaml` is empty
        ");
    }
}
