//! How nodes are found, by the scheme of a URI: `consul://`, or a list in `nodes://` and in a URI without a scheme. The original's etcd, ZooKeeper, file and
//! token are not known here.

use std::collections::BTreeSet;
use std::time::Duration;

use crate::args::{Flags, is_address};
use crate::consul::Consul;
use crate::log::Log;

/// A way to find nodes.
pub enum Discovery {
    /// By Consul.
    Consul(Consul),
    /// These addresses, for good.
    Nodes(BTreeSet<String>),
}

impl Discovery {
    /// Reads a URI and the options; ends the program where the original does.
    pub fn open(uri: &str, flags: &Flags, log: Log) -> Self {
        match uri.split_once("://").unwrap_or(("nodes", uri)) {
            ("consul", rest) => Self::Consul(Consul::open(rest, flags, log)),
            ("nodes", list) => {
                flags.discovery_options(log);
                let wrong = list.split(',').find(|address| !is_address(address));
                if wrong.is_some() {
                    log.fatal("missing port in address, please check you are using the correct discovery (missing token:// ?)");
                }
                Self::Nodes(list.split(',').map(str::to_owned).collect())
            }
            _ => log.fatal("discovery service not supported"),
        }
    }

    /// Says where an engine is; a list takes no more.
    pub async fn register(&self, address: &str, ttl: Duration) -> Result<(), String> {
        match self {
            Self::Consul(consul) => consul.register(address, ttl).await,
            Self::Nodes(_) => Err("not implemented in this discovery service".to_owned()),
        }
    }
}
