//! What was done on this machine: a sentence for people, a document for programs. No key is in any of them.

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::Serialize;
use time::OffsetDateTime;
use time::macros::format_description;

use crate::model::{CarriedKeys, ClientName, ClusterName, Host, NodeName, Serial};

use super::document::named_document;
use super::text;

/// A certificate that was made, as programs are told of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MadeCert {
    /// The name in it.
    pub name: String,
    /// Its serial.
    pub serial: Serial,
    /// When it ends.
    #[serde(with = "time::serde::rfc3339")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub not_after: OffsetDateTime,
}

/// One deed. Its kind is the `DocumentKind` of that name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum Deed {
    /// A client's certificate was issued.
    Issued {
        /// The cluster.
        cluster: ClusterName,
        /// The certificate.
        #[serde(flatten)]
        cert: MadeCert,
        /// Where it was also written to.
        #[serde(skip_serializing_if = "Option::is_none")]
        dir: Option<PathBuf>,
    },
    /// A client's certificate was written into a directory.
    Exported {
        /// The cluster.
        cluster: ClusterName,
        /// Whose; `None` is the operator's.
        name: Option<ClientName>,
        /// The directory.
        dir: PathBuf,
    },
    /// A context of the docker client's was made.
    #[serde(rename = "docker-context")]
    Context {
        /// The cluster.
        cluster: ClusterName,
        /// Whose certificate; `None` is the operator's.
        name: Option<ClientName>,
        /// The context.
        context: String,
        /// What it talks to.
        host: String,
    },
    /// A context of the docker client's was removed.
    #[serde(rename = "docker-context-removed")]
    ContextRemoved {
        /// The context.
        context: String,
    },
    /// A key made elsewhere was certified.
    Signed {
        /// The cluster.
        cluster: ClusterName,
        /// The certificate.
        #[serde(flatten)]
        cert: MadeCert,
        /// Names and addresses in it.
        sans: Vec<Host>,
        /// The certificate itself, PEM.
        cert_pem: String,
        /// Its file, if it is not on standard output.
        #[serde(skip_serializing_if = "Option::is_none")]
        file: Option<PathBuf>,
    },
    /// Another cluster is meant where none is named.
    DefaultCluster {
        /// Which; `None` is none.
        cluster: Option<ClusterName>,
    },
    /// A cluster got another name, in the store alone.
    ClusterRenamed {
        /// The one it had.
        from: ClusterName,
        /// The one it has.
        to: ClusterName,
    },
    /// A cluster was removed from the store alone.
    ClusterForgotten {
        /// The cluster.
        cluster: ClusterName,
        /// Its nodes, where what swarmctl made stays; none where its spec could not be read.
        nodes: Vec<NodeName>,
    },
    /// A cluster was written into a file.
    ClusterExported {
        /// The cluster.
        cluster: ClusterName,
        /// The file.
        file: PathBuf,
        /// Which keys are in it.
        keys: CarriedKeys,
    },
    /// A cluster was taken into the store.
    ClusterImported {
        /// The cluster.
        cluster: ClusterName,
        /// Its nodes.
        nodes: Vec<NodeName>,
        /// Which keys came with it.
        keys: CarriedKeys,
        /// What it takes to go on and did not come with it.
        missing: Vec<Missing>,
    },
    /// docker-machine's machines became a cluster.
    MachinesImported {
        /// The cluster.
        cluster: ClusterName,
        /// Its nodes.
        nodes: Vec<NodeName>,
        /// What is otherwise than docker-machine had it, or needs a hand.
        notes: Vec<String>,
        /// The machines that were left out, and why.
        skipped: Vec<SkippedMachine>,
    },
    /// The lock on a cluster's managers was taken away.
    LockReleased {
        /// The cluster.
        cluster: ClusterName,
        /// The nodes on which somebody held it.
        nodes: Vec<NodeName>,
        /// Those that could not be asked, or on which it could not be taken away.
        kept: Vec<NodeName>,
    },
    /// A CA was brought.
    CaImported {
        /// The cluster.
        cluster: ClusterName,
        /// The CA's subject.
        subject: String,
        /// When it ends.
        #[serde(with = "time::serde::rfc3339")]
        #[schemars(with = "String", extend("format" = "date-time"))]
        not_after: OffsetDateTime,
        /// What became of it.
        role: ImportedRole,
    },
    /// The CA was copied out of the store.
    CaExported {
        /// The cluster.
        cluster: ClusterName,
        /// The directory.
        dir: PathBuf,
        /// Whether the key is still in the store.
        key_in_store: bool,
    },
    /// The CA's key is under a passphrase, or is not any more.
    #[serde(rename = "ca-passphrase")]
    CaKeySealed {
        /// The cluster.
        cluster: ClusterName,
        /// Whether it is.
        sealed: bool,
    },
}

/// Something that a cluster is missing after it came in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Missing {
    /// What.
    pub what: String,
    /// What helps.
    pub hint: String,
}

/// A machine of docker-machine's that was left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SkippedMachine {
    /// Its name, as its directory has it.
    pub machine: String,
    /// Why.
    pub cause: String,
}

/// What becomes of a CA that was brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ImportedRole {
    /// The cluster's first.
    First,
    /// The one that the cluster changes to.
    Next,
    /// The cluster's own, whose key came back into the store.
    KeyReturned,
}

impl Deed {
    /// The document.
    pub(super) fn json(&self) -> String {
        named_document(self)
    }

    /// The sentences.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Issued { cluster, cert, dir: None } => {
                format!("issued `{}`, valid until {}\nnext: `swarmctl certs export {} -c {cluster} --to DIR`", cert.name, day(cert.not_after), cert.name)
            }
            Self::Issued { cert, dir: Some(dir), .. } => {
                format!("issued `{}`, valid until {}, and wrote it into {}", cert.name, day(cert.not_after), dir.display())
            }
            Self::Exported { cluster, name, dir } => format!("wrote the certificate of {} of cluster `{cluster}` into {}", whose(name.as_ref()), dir.display()),
            Self::Context { context, host, .. } => format!("made the docker context `{context}` ({host})\nnext: `docker --context {context} ps`"),
            Self::ContextRemoved { context } => format!("removed the docker context `{context}`"),
            Self::DefaultCluster { cluster: Some(cluster) } => format!("`{cluster}` is meant where no cluster is named"),
            Self::DefaultCluster { cluster: None } => "no cluster is meant where none is named, unless it is the only one".to_owned(),
            Self::ClusterRenamed { from, to } => format!(
                "cluster `{from}` is named `{to}` from now on; its hosts were not touched\n\
                 next: `eval \"$(swarmctl env -c {to})\"` in shells that spoke to it by its former name"
            ),
            Self::ClusterForgotten { cluster, .. } => format!("forgot the cluster `{cluster}`; its hosts were not touched"),
            Self::LockReleased { cluster, nodes, kept } => {
                let released = if nodes.is_empty() { format!("nobody holds cluster `{cluster}`") } else { format!("took the lock away from {}", names(nodes)) };
                let stays = if kept.is_empty() { String::new() } else { format!("; it may still be on {}", names(kept)) };
                released + &stays
            }
            Self::Signed { cert, sans, file, .. } => {
                let sans: Vec<_> = sans.iter().map(Host::as_str).collect();
                let named = if sans.is_empty() { String::new() } else { format!(" for {}", sans.join(", ")) };
                let place = file.as_ref().map(|file| format!(", into {}", file.display())).unwrap_or_default();
                format!("signed `{}`{named}, valid until {}{place}", cert.name, day(cert.not_after))
            }
            Self::CaImported { cluster, subject, not_after, role: ImportedRole::First } => {
                format!("cluster `{cluster}` has the CA {subject}, valid until {}\nnext: `swarmctl init`", day(*not_after))
            }
            Self::CaImported { cluster, subject, not_after, role: ImportedRole::Next } => {
                format!("cluster `{cluster}` changes to the CA {subject}, valid until {}\nnext: `swarmctl certs rotate-ca -c {cluster}`", day(*not_after))
            }
            Self::CaImported { cluster, subject, role: ImportedRole::KeyReturned, .. } => {
                format!("the key of cluster `{cluster}`'s CA {subject} is in the store again")
            }
            Self::CaExported { cluster, dir, key_in_store: true } => format!("wrote the CA of cluster `{cluster}` with its key into {}", dir.display()),
            Self::CaExported { cluster, dir, key_in_store: false } => format!(
                "wrote the CA of cluster `{cluster}` with its key into {dir} and took the key out of the store\n\
                 from now on `--ca-key {dir}/ca-key.pem` is needed by certs issue, sign, rotate and rotate-ca, and by init where it has to issue",
                dir = dir.display()
            ),
            Self::ClusterExported { cluster, file, keys } => {
                format!("wrote cluster `{cluster}` {} into {}\nnext: `swarmctl import FILE` where it is to go on", with(*keys), file.display())
            }
            Self::ClusterImported { cluster, nodes, keys, missing } => {
                let lacks: String = missing.iter().map(|Missing { what, hint }| format!("\nmissing: {what}: {hint}")).collect();
                format!(
                    "cluster `{cluster}` ({}) is in the store, {}{lacks}\nnext: `swarmctl verify -c {cluster}`",
                    text::count(nodes.len(), "node"),
                    with(*keys)
                )
            }
            Self::MachinesImported { cluster, nodes, notes, .. } => {
                let notes: String = notes.iter().map(|note| format!("\n{}", text::one_line(note))).collect();
                let size = text::count(nodes.len(), "node");
                format!(
                    "cluster `{cluster}` ({size}) is in the store; no machine was touched{notes}\nnext: `swarmctl plan -c {cluster}` shows what would change"
                )
            }
            Self::CaKeySealed { cluster, sealed: true } => format!("the CA key of cluster `{cluster}` is under the passphrase"),
            Self::CaKeySealed { cluster, sealed: false } => format!("the CA key of cluster `{cluster}` is under no passphrase"),
        }
    }
}

fn names(nodes: &[NodeName]) -> String {
    nodes.iter().map(NodeName::as_str).collect::<Vec<_>>().join(", ")
}

fn whose(name: Option<&ClientName>) -> String {
    name.map_or_else(|| "the operator".to_owned(), |name| format!("`{name}`"))
}

fn with(keys: CarriedKeys) -> &'static str {
    match keys {
        CarriedKeys::None => "without a key",
        CarriedKeys::Client => "with the operator's key",
        CarriedKeys::All => "with all its keys",
    }
}

fn day(at: OffsetDateTime) -> String {
    at.format(format_description!("[year]-[month]-[day] [hour]:[minute] UTC")).unwrap_or_default()
}
