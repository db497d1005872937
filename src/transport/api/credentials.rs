//! What the operator shows to a TLS endpoint, and what it believes of one.

use std::sync::Arc;

use rustls::ClientConfig;
use rustls::client::Resumption;
use tokio::sync::watch;

use crate::model::Secret;
use crate::pki;

use crate::transport::{Error, Result};

/// The operator's certificate and key, and the cluster's CA as the only root. Kept in memory; it has no `Debug`.
pub struct Credentials {
    mutual: Arc<ClientConfig>,
    ca_pem: String,
}

impl Credentials {
    /// Credentials from PEM.
    pub fn new(ca_pem: &str, cert_pem: &str, key: &Secret) -> Result<Self> {
        let mut config = pki::client_config(ca_pem, Some((cert_pem, key))).map_err(|e| Error::Credentials(e.to_string()))?;
        // A resumed session shows neither side's certificate again, and what is served now is what verify wants to see.
        config.resumption = Resumption::disabled();
        Ok(Self { mutual: Arc::new(config), ca_pem: ca_pem.to_owned() })
    }

    /// The client with the operator's pair.
    pub(super) fn mutual(&self) -> Arc<ClientConfig> {
        self.mutual.clone()
    }

    /// The cluster's CA.
    pub(super) fn ca_pem(&self) -> &str {
        &self.ca_pem
    }
}

/// Where every connection finds the credentials of the moment: they may be made, or rotated, while a run is under way.
#[derive(Clone)]
pub struct CredentialSlot(watch::Sender<Option<Arc<Credentials>>>);

impl CredentialSlot {
    pub fn new(credentials: Option<Credentials>) -> Self {
        Self(watch::Sender::new(credentials.map(Arc::new)))
    }

    pub fn set(&self, credentials: Credentials) {
        self.0.send_replace(Some(Arc::new(credentials)));
    }

    pub(super) fn get(&self) -> Result<Arc<Credentials>> {
        self.0.borrow().clone().ok_or_else(|| Error::Credentials("there are none yet".to_owned()))
    }
}
