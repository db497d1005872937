//! The list of steps: a variant for each, with what it needs.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::model::{
    Availability, CaStage, ClientName, ContainerRole, ContainerSpec, EngineReload, MigrationStage, NodeName, Port, Serial, SwarmJoinRole, SwarmNodeSettings,
    SwarmPlace, SwarmSettings,
};

use super::{EngineChange, ImageSource, LeafRequest, NodeCheck, OwnContainer, Wellness};

/// One thing to do. Steps hold what they need and no secret: keys and tokens are fetched where the step runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case", rename_all_fields = "camelCase", tag = "step")]
pub enum Step {
    /// Make the cluster's CA in the store.
    MakeCa {
        /// Days until it ends.
        days: u32,
    },
    /// Issue the operator's certificate into the store.
    IssueClient {
        /// Days until it ends.
        days: u32,
    },
    /// Make the key that encrypts Consul's gossip, in the store.
    MakeGossipKey,
    /// Make the docker driver's network.
    CreateNetwork {
        /// Its name.
        network: String,
    },
    /// Make the docker driver's host image.
    BuildHostImage {
        /// Its reference.
        image: String,
        /// What it is made from.
        base: String,
    },
    /// Make a host as a container.
    CreateHost {
        /// Host image.
        image: String,
        /// Network.
        network: String,
    },
    /// Start a host's container that is stopped.
    StartHost {
        /// Its id.
        id: String,
    },
    /// Stop a host's container, in an orderly way.
    StopHost {
        /// Its id.
        id: String,
    },
    /// Say on the node which cluster it belongs to.
    ClaimNode,
    /// Install the engine's package.
    InstallEngine {
        /// Its name.
        package: String,
    },
    /// Fetch the lists of packages that the host's sources have now.
    RefreshPackages,
    /// Install a newer version of the engine's package and let the engine run it.
    UpgradeEngine {
        /// The package.
        package: String,
        /// The version that is installed.
        from: String,
        /// The version to install.
        to: String,
    },
    /// Put the engine's former version back and let the engine run it.
    ReturnEngine {
        /// The package.
        package: String,
        /// The former version.
        to: String,
    },
    /// Wait until the node's engine answers, what swarmctl runs there stays up, and whoever leads has the node as well.
    AwaitWell {
        /// What that takes.
        wellness: Wellness,
    },
    /// Reboot the host and wait until it has come up anew.
    RebootHost,
    /// Power the host off and wait until it is gone.
    PowerOffHost,
    /// Issue a leaf in memory, push it, switch to it in one step.
    InstallLeaf {
        /// What it holds.
        request: LeafRequest,
    },
    /// Put the CAs that are trusted now beside the pair in force, which stays; switched in one step.
    InstallTrust {
        /// Their subjects.
        cas: Vec<String>,
    },
    /// Let a running engine reload a daemon.json with live-restore on: what is started then outlives its restart.
    BridgeEngine {
        /// daemon.json: what stands, with live-restore and the spec's registries.
        bridge: String,
    },
    /// Remove the pairs from the node: its engine is reached by SSH alone.
    RemovePairs,
    /// Write daemon.json and the drop-in, restart the engine, and put everything back if it does not come up.
    ConfigureEngine {
        /// The change.
        change: EngineChange,
    },
    /// Bring images to the node.
    BringImages {
        /// Their references.
        images: Vec<String>,
        /// Where from.
        source: ImageSource,
    },
    /// Write Consul's configuration.
    WriteConsulConfig {
        /// The files, by name.
        files: BTreeMap<String, String>,
        /// Whether `gossip.json` (with the key) goes with it.
        gossip: bool,
    },
    /// Write the files for TLS with a store of somebody else.
    WriteStoreFiles {
        /// SHA-256 (hex) of each, by its name.
        files: BTreeMap<String, String>,
    },
    /// Remove the files for TLS with a store that is not used any more.
    RemoveStoreFiles,
    /// Remove the configuration of a Consul that is not run any more.
    RemoveConsulConfig,
    /// Make and start a container, in place of one of that role that differs.
    RunContainer {
        /// The container.
        container: ContainerSpec,
        /// Id of the one it replaces.
        replaces: Option<String>,
    },
    /// Make a container without starting it: what needs nobody else is done while others are waited for.
    CreateContainer {
        /// The container.
        container: ContainerSpec,
    },
    /// Start a container that is stopped, or was only made so far.
    StartContainer {
        /// Its role.
        role: ContainerRole,
        /// Its id, or the name of one that the same plan makes.
        id: String,
    },
    /// Restart a container that is older than the certificate it reads.
    RestartContainer {
        /// Its role.
        role: ContainerRole,
        /// Its id.
        id: String,
    },
    /// Let Consul read its certificate again; where that is not enough, restart it.
    ReloadConsul {
        /// Its container's id.
        id: String,
    },
    /// Let another manager be the primary in place of this node's, and wait until all know it.
    Failover {
        /// Which one; any other where `None`.
        to: Option<NodeName>,
        /// The managers that must name it.
        managers: Vec<NodeName>,
    },
    /// See that the node serves the certificate in force and is well again.
    CheckNode {
        /// What to look at.
        check: NodeCheck,
    },
    /// Put the node's former pair back in force and restart what reads it.
    RestorePair {
        /// The directory of the former pair.
        to: Serial,
        /// The engine's configuration, which stays.
        change: EngineChange,
        /// The containers that read it.
        containers: Vec<OwnContainer>,
    },
    /// Let the operator's and the named clients' CA files hold what is trusted now.
    TrustAtClients,
    /// Issue the named clients' certificates anew.
    ReissueClients {
        /// Their names.
        names: Vec<ClientName>,
    },
    /// Let the change of CAs come to its next stage.
    EnterCaStage {
        /// That stage.
        stage: CaStage,
    },
    /// End the change of CAs: only one is trusted.
    EndCaRotation,
    /// Wait until Consul has a leader.
    AwaitConsulLeader {
        /// `HOST:PORT` of the Consul asked.
        endpoint: String,
    },
    /// Wait until the node's Consul is one of the servers that vote, with a leader: only then another one may be restarted.
    AwaitConsulServer {
        /// `IP:PORT` by which the servers know it.
        server: String,
        /// The nodes of the others.
        others: Vec<NodeName>,
    },
    /// Where Consul's servers have no leader because most of them are gone for good: let the node's Consul go on alone with the keys it holds.
    RecoverConsul {
        /// Its container's id or name.
        id: String,
        /// `IP:PORT` by which the servers know it.
        server: String,
        /// The directory on the host that holds its data.
        data: PathBuf,
    },
    /// Take servers that are none any more out of Consul's list of those that vote; asked at the node's.
    DropConsulServers {
        /// `IP:PORT` of those that stay.
        stay: Vec<String>,
    },
    /// Make a swarm (swarm mode).
    SwarmInit {
        /// Where the node is in it.
        at: SwarmPlace,
        /// How it is set.
        settings: SwarmSettings,
        /// The UDP port of the traffic between containers, if it is not the engine's own choice.
        #[serde(skip_serializing_if = "Option::is_none")]
        data_path_port: Option<Port>,
    },
    /// Set the swarm as a whole, at a manager of it (swarm mode).
    SetSwarm {
        /// What it is to be.
        settings: SwarmSettings,
    },
    /// Unlock a manager whose engine restarted; the key comes from the store when the step runs.
    UnlockSwarm,
    /// Ask a manager for the swarm's unlock key and keep it in the store.
    KeepUnlockKey,
    /// Let the swarm have another unlock key, and keep that in the store.
    RotateUnlockKey,
    /// Remove the swarm's unlock key from the store: its managers are not locked.
    ForgetUnlockKey,
    /// Join a swarm; the token is fetched from `via` when the step runs.
    SwarmJoin {
        /// As what.
        role: SwarmJoinRole,
        /// Where the node is in it.
        at: SwarmPlace,
        /// The manager that is asked for the token.
        via: NodeName,
        /// `IP:2377` to join at.
        remote: String,
        /// Whether it takes tasks from its first moment on.
        availability: Availability,
    },
    /// Set the node in its swarm: whether it takes tasks, and its labels (swarm mode).
    SetSwarmNode {
        /// The manager that is told.
        via: NodeName,
        /// What it is to be.
        settings: SwarmNodeSettings,
    },
    /// Wait until the swarm has the node as ready, and as reachable where it is a manager.
    AwaitReady,
    /// Let a node of the swarm be a manager or a worker, and wait until it is one.
    SetSwarmRole {
        /// The manager that is told.
        via: NodeName,
        /// The node's id in the swarm: it may not be there to tell it.
        id: String,
        /// What it is to be.
        role: SwarmJoinRole,
    },
    /// Wait until no task runs on a node of the swarm that takes none any more.
    AwaitNoTasks {
        /// The manager that is asked.
        via: NodeName,
        /// The node's id in the swarm.
        id: String,
    },
    /// Take a node that has left the swarm, or is gone, off its list.
    RemoveSwarmNode {
        /// The manager that is told.
        via: NodeName,
        /// The node's id in the swarm.
        id: String,
    },
    /// Take the node's engine out of Consul: managers would look for it until its entry ends.
    ForgetEngine {
        /// The nodes whose Consul may be told.
        via: Vec<NodeName>,
        /// `IP:PORT`, as its agent gave it.
        engine: String,
    },
    /// Let the engine take its configuration over without a restart, and put back what stood if it does not.
    ReloadEngine {
        /// The configuration.
        change: EngineReload,
    },
    /// Let the move from standalone to swarm mode come to a stage; the first one begins it.
    EnterMigration {
        /// That stage.
        stage: MigrationStage,
    },
    /// End the move: the cluster is what this spec says, or standalone as before.
    EndMigration {
        /// The spec of the cluster in swarm mode, as the store keeps it.
        spec: Option<String>,
    },
    /// Leave the swarm.
    SwarmLeave {
        /// Whether the node is a manager, which leaves by force.
        manager: bool,
    },
    /// Remove a container that swarmctl made.
    RemoveContainer {
        /// Its role.
        role: ContainerRole,
        /// Its id.
        id: String,
    },
    /// Remove a volume that swarmctl made.
    RemoveVolume {
        /// Its name.
        volume: String,
    },
    /// Remove an image that swarmctl brought, unless something else uses it.
    RemoveImage {
        /// Its reference.
        image: String,
    },
    /// Put back the engine's configuration as it was found, restart it, and remove swarmctl's files.
    RestoreEngine,
    /// Remove a host of the docker driver.
    RemoveHost {
        /// Its container's id.
        id: String,
    },
    /// Remove the docker driver's network.
    RemoveNetwork {
        /// Its name.
        network: String,
    },
    /// Forget the cluster: remove its directory from the store.
    ForgetCluster,
    /// Forget nodes: the spec in the store is the one without them, and so is the record.
    ForgetNodes {
        /// Their names.
        nodes: Vec<NodeName>,
        /// The spec without them, as the store keeps it.
        spec: String,
    },
}
