//! The kinds of documents that programs get from swarmctl, as one closed list: what is not in it is not printed.

use super::word_list::word_list;

word_list! {
    /// A kind of document, by the word in its `kind`; its meaning says which commands print it. A word is added and none is changed: programs rely on them.
    pub enum DocumentKind {
        Error = "error": "every command that fails and has no other document",
        Event = "event": "every command with `-o jsonl`, a line each time something happens",
        Plan = "plan": "plan, and --dry-run of every command but migrate",
        Run = "run": "init, apply, add-node, remove-node, promote, demote, failover, migrate, destroy, certs rotate, rotate-ca, san add",
        Migration = "migration": "migrate --dry-run",
        Verify = "verify": "verify",
        Nodes = "nodes": "ls",
        Clusters = "clusters": "clusters ls, ls --clusters",
        Ps = "ps": "ps",
        Version = "version": "version",
        Ip = "ip": "ip",
        Exec = "exec": "exec",
        Logs = "logs": "logs",
        History = "history": "history",
        HistoryRun = "history-run": "history --run RUN",
        Cluster = "cluster": "inspect",
        Node = "node": "inspect NODE",
        Certs = "certs": "certs ls",
        CertsShow = "certs-show": "certs show",
        CertsCheck = "certs-check": "certs check",
        CaStatus = "ca-status": "certs rotate-ca --status",
        Env = "env": "env",
        UnlockKey = "unlock-key": "unlock-key",
        Issued = "issued": "certs issue",
        Exported = "exported": "certs export --to DIR",
        Signed = "signed": "certs sign",
        CaImported = "ca-imported": "certs ca import",
        CaExported = "ca-exported": "certs ca export",
        CaPassphrase = "ca-passphrase": "certs ca passphrase",
        DockerContext = "docker-context": "context create, certs export --docker-context",
        DockerContextRemoved = "docker-context-removed": "context rm",
        DefaultCluster = "default-cluster": "clusters use",
        ClusterForgotten = "cluster-forgotten": "clusters rm",
        Doctor = "doctor": "doctor",
        SpecChecked = "spec-checked": "config validate",
        DocumentKinds = "document-kinds": "config schema --list",
    }
}
