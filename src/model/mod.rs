//! The nouns every other module speaks in: values only, no I/O, no clock, no other module of this crate.

mod address;
mod carried_keys;
mod cert;
mod cert_seen;
mod client_name;
mod cluster;
mod container;
mod discovery;
mod document;
mod duration;
mod engine_package;
mod event;
mod exit;
mod explain;
mod facts;
mod finding;
mod hosts;
mod migration;
mod name;
mod node_lock;
mod observation;
mod own_address;
mod plan;
mod quorum;
mod rotation;
mod secret;
mod serial;
mod step;
mod step_kind;
mod stored;
mod swarm_node;
mod swarm_settings;
mod validity;
mod word_list;

pub use address::{Host, HostError, Port, SshTarget};
pub use carried_keys::CarriedKeys;
pub use cert::CertDetails;
pub use cert_seen::{CertKind, CertNote, CertSeen, CertText, Nearness, Standing, days_left};
pub use client_name::{ClientName, ClientNameError};
pub use cluster::{
    Availability, CertAlgorithm, CertPolicy, Cluster, Driver, EngineAccess, EnginePolicy, HostKeyPolicy, Images, InstallPolicy, ManagerPolicy, Node,
    Orchestrator, Role, Ssh, Strategy, SwarmPolicy, TlsPolicy,
};
pub use container::{ContainerRole, ContainerSpec, Mount, labels};
pub use discovery::{Discovery, ExternalStore, StoreFiles, StoreKind, StoreUrl, StoreUrlError};
pub use document::DocumentKind;
pub use duration::{DurationError, format_duration, parse_duration};
pub use engine_package::{EngineOrigin, EnginePackage};
pub use event::{Event, NodeOutcome, NodeStatus, StepOutcome};
pub use exit::Exit;
pub use explain::{Explain, Failure};
pub use facts::{
    Access, ApiVersion, ContainerFacts, Disk, EngineFacts, EngineState, InitSystem, LeafFacts, Listener, NodeFacts, Os, PackageManager, SwarmMembership,
    UnitFacts,
};
pub use finding::{Check, Finding, Severity, VerifyReport};
pub use hosts::{HostSeen, HostsSeen};
pub use migration::{Becoming, EngineReload, Migration, MigrationStage};
pub use name::{ClusterName, NameError, NodeName};
pub use node_lock::{HeldBy, LockAnswer, LockHolder, LockSeen, StoreId, StoreIdError};
pub use observation::{
    ConsulPeer, ConsulView, Deployment, EndpointKind, EndpointProbe, EngineView, ListedContainer, ManagerView, Observations, PlainAnswer, PoolNode, Refusal,
    ServedCert, SwarmModeNode, SwarmModeView, SwarmRole, SwarmTask,
};
pub use own_address::{NoSuchAddress, OwnAddress, OwnAddressError};
pub use plan::{Need, Plan, PlannedStep, StepId};
pub use quorum::{Quorum, QuorumOf};
pub use rotation::{CaRotation, CaStage, Direction};
pub use secret::Secret;
pub use serial::{Serial, SerialError};
pub use step::{EngineChange, ImageSource, LeafRequest, NodeCheck, OwnContainer, Step, Wellness};
pub use step_kind::StepKind;
pub use stored::{LeafRecord, NodeRecord, Record, Stored};
pub use swarm_node::{SwarmJoinRole, SwarmNodeSettings, SwarmPlace};
pub use swarm_settings::SwarmSettings;
pub use validity::{Validity, ValidityError};
