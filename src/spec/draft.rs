//! A spec before it is held to be right: what the file says, with what flags say on top.

use std::path::{Path, PathBuf};

use crate::model::{Cluster, SshTarget};

use super::origins::Origins;
use super::overrides::{NodeFlag, Overrides, SshOverrides};
use super::problem::{Error, Problem, Problems};
use super::read::Reader;
use super::shape::Shape;
use super::tree;
use super::v1::{self, ApiVersion, Document, NodeSsh};

/// The most bytes a spec may have: thousands of nodes fit in.
const MOST_BYTES: usize = 1 << 20;

/// Where a spec's text comes from.
#[derive(Debug, Clone, Default)]
pub struct SourceContext {
    /// What problems call it: the file's path as it was given, or `standard input`.
    pub name: String,
    /// Where its relative paths begin; `None` leaves them as they are.
    pub dir: Option<PathBuf>,
    /// What `~/` stands for; `None` leaves it as it is.
    pub home: Option<PathBuf>,
}

impl SourceContext {
    /// `path` as seen from `dir`, with `~/` as `home`.
    fn resolve(&self, path: &Path) -> PathBuf {
        match (path.strip_prefix("~"), &self.home, &self.dir) {
            (Ok(rest), Some(home), _) => home.join(rest),
            (Err(_), _, Some(dir)) => dir.join(path),
            _ => path.to_owned(),
        }
    }
}

/// A spec that is not validated yet.
#[derive(Debug, Clone)]
pub struct Draft {
    pub(super) document: Document,
    pub(super) origins: Origins,
    pub(super) problems: Problems,
}

impl Draft {
    /// A draft without a file: flags must say everything.
    pub fn empty() -> Self {
        let document = Document { api_version: Some(ApiVersion::V1), ..Document::default() };
        Self { document, origins: Origins::new("arguments"), problems: Problems::default() }
    }

    /// Reads a file's bytes. Problems of single values are kept for [`Draft::validate`], which finds the others.
    ///
    /// # Errors
    /// If the text as a whole cannot be read: too large, not UTF-8, not YAML, empty.
    pub fn read(bytes: &[u8], context: &SourceContext) -> Result<Self, Error> {
        let mut origins = Origins::new(&context.name);
        let tree = tree_of(bytes, &origins).map_err(|problem| {
            let mut problems = Problems::default();
            problems.push(*problem);
            Error::from(problems)
        })?;
        let mut problems = Problems::default();
        let shape = Shape::from_schema(&v1::schema());
        let value = Reader { origins: &mut origins, problems: &mut problems }.read(&tree, &shape, "");
        let mut document = Document::default();
        match value.map(serde_json::from_value) {
            Some(Ok(read)) => document = read,
            Some(Err(error)) => problems.push(origins.problem("", error.to_string(), None)),
            None => return Err(problems.into()),
        }
        for path in document.paths_mut() {
            *path = context.resolve(path);
        }
        Ok(Self { document, origins, problems })
    }

    /// The draft with the flags' values in place of its own. A `--node` with a name that is there changes that node, any other adds one.
    /// Of `context`, `dir` (the working directory) and `home` resolve the flags' paths.
    #[must_use]
    pub fn override_with(mut self, flags: &Overrides, context: &SourceContext) -> Self {
        if let Some(name) = &flags.name {
            self.document.name = Some(name.to_string());
            self.origins.flag("/name", "--name");
        }
        if let Some(orchestrator) = flags.orchestrator {
            self.document.orchestrator = Some(orchestrator);
            self.origins.flag("/orchestrator", "--orchestrator");
        }
        if let Some(driver) = flags.driver {
            self.document.driver = Some(driver);
            self.origins.flag("/driver", "--driver");
        }
        self.override_ssh(&flags.ssh, context);
        self.override_images(flags, context);
        for node in &flags.nodes {
            self.override_node(node);
        }
        if let Some(count) = flags.count {
            self.add_hosts(count);
        }
        self
    }

    fn override_ssh(&mut self, flags: &SshOverrides, context: &SourceContext) {
        if *flags == SshOverrides::default() {
            return;
        }
        let (ssh, origins) = (self.document.ssh.get_or_insert_default(), &mut self.origins);
        set(&mut ssh.user, flags.user.clone(), origins, "/ssh/user", "--ssh-user");
        set(&mut ssh.port, flags.port, origins, "/ssh/port", "--ssh-port");
        set(&mut ssh.identity, flags.identity.as_ref().map(|p| context.resolve(p)), origins, "/ssh/identity", "--ssh-key");
        set(&mut ssh.jump, flags.jump.clone(), origins, "/ssh/jump", "--jump");
        set(&mut ssh.host_key_checking, flags.host_key_checking, origins, "/ssh/hostKeyChecking", "--host-key-checking");
    }

    fn override_images(&mut self, flags: &Overrides, context: &SourceContext) {
        if flags.swarm_image.is_none() && flags.consul_image.is_none() && flags.archive.is_none() {
            return;
        }
        let (images, origins) = (self.document.images.get_or_insert_default(), &mut self.origins);
        set(&mut images.swarm, flags.swarm_image.clone(), origins, "/images/swarm", "--swarm-image");
        set(&mut images.consul, flags.consul_image.clone(), origins, "/images/consul", "--consul-image");
        set(&mut images.archive, flags.archive.as_ref().map(|p| context.resolve(p)), origins, "/images/archive", "--image-archive");
    }

    fn override_node(&mut self, flag: &NodeFlag) {
        let name = flag.name.as_str();
        let index = self.document.nodes.iter().position(|n| n.name.as_deref() == Some(name)).unwrap_or_else(|| self.add_node(name, &format!("--node {name}")));
        let node = &mut self.document.nodes[index];
        let (path, source) = (format!("/nodes/{index}"), format!("--node {name}"));
        if let Some(SshTarget { user, host, port }) = flag.target.clone() {
            node.address = Some(host.to_string());
            self.origins.flag(&format!("{path}/address"), &source);
            if user.is_some() || port.is_some() {
                let ssh: &mut NodeSsh = node.ssh.get_or_insert_default();
                set(&mut ssh.user, user, &mut self.origins, &format!("{path}/ssh/user"), &source);
                set(&mut ssh.port, port, &mut self.origins, &format!("{path}/ssh/port"), &source);
            }
        }
        if !flag.roles.is_empty() {
            (node.role, node.roles) = (None, flag.roles.iter().copied().collect());
            self.origins.flag(&format!("{path}/roles"), &source);
        }
        for (key, value) in &flag.labels {
            node.labels.insert(key.clone(), value.clone());
            self.origins.flag(&format!("{path}/labels/{key}"), &source);
        }
        set(&mut node.availability, flag.availability, &mut self.origins, &format!("{path}/availability"), &source);
    }

    /// A node that only has a name, and its index.
    fn add_node(&mut self, name: &str, source: &str) -> usize {
        let index = self.document.nodes.len();
        self.document.nodes.push(v1::Node { name: Some(name.to_owned()), ..v1::Node::default() });
        self.origins.flag(&format!("/nodes/{index}"), source);
        index
    }

    fn add_hosts(&mut self, count: u16) {
        const FLAG: &str = "--count";
        if !self.document.nodes.is_empty() {
            let hint = Some("name each node, or give only their number".to_owned());
            self.problems.push(Problem { source: FLAG.to_owned(), line: None, column: None, message: "nodes are named already".to_owned(), hint });
            return;
        }
        for number in 0..count {
            let name = if number == 0 { "manager-1".to_owned() } else { format!("worker-{number}") };
            let index = self.add_node(&name, FLAG);
            self.document.nodes[index].role = (number == 0).then_some(crate::model::Role::Manager);
        }
    }

    /// The cluster that the draft describes, with a default for all that it leaves out.
    ///
    /// # Errors
    /// All problems there are, those of reading too.
    pub fn validate(self) -> Result<Cluster, Error> {
        super::validate::cluster(self)
    }
}

fn set<T>(slot: &mut Option<T>, value: Option<T>, origins: &mut Origins, path: &str, flag: &str) {
    if value.is_some() {
        *slot = value;
        origins.flag(path, flag);
    }
}

fn tree_of(bytes: &[u8], origins: &Origins) -> Result<tree::Tree, Box<Problem>> {
    let whole = |message: String, hint: Option<&str>| Box::new(origins.problem("", message, hint.map(str::to_owned)));
    if bytes.len() > MOST_BYTES {
        return Err(whole(format!("the spec has {} bytes, at most {MOST_BYTES} are read", bytes.len()), Some("is this the file that was meant?")));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let before = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        Box::new(origins.problem_at(tree::Mark { line, column }, "this byte is not UTF-8".to_owned(), Some("save the file as UTF-8".to_owned())))
    })?;
    match tree::parse(text) {
        Ok(Some(tree)) if !tree.is_null() => Ok(tree),
        Ok(_) => Err(whole("the spec is empty".to_owned(), None)),
        Err(error) => Err(Box::new(origins.problem_at(error.mark, error.message, error.hint.map(str::to_owned)))),
    }
}
