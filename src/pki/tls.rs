//! The TLS client that talks to the cluster.

use std::sync::Arc;

use rustls::pki_types::PrivateKeyDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::{ClientConfig, RootCertStore};

use crate::model::Secret;

use super::{Error, Result, parse};

/// A client that believes nobody but the certificates in `ca_pem`: the system's roots have no say over engines. `identity` is the client's
/// certificate and key in PEM. The crypto provider is named, because a process default would be a global that anybody can set.
///
/// # Errors
/// When a certificate or the key cannot be read, or the key is not the certificate's.
pub fn client_config(ca_pem: &str, identity: Option<(&str, &Secret)>) -> Result<ClientConfig> {
    let mut roots = RootCertStore::empty();
    for root in parse::bundle(ca_pem.as_bytes(), "the CA certificate")? {
        roots.add(root)?;
    }
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let builder = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?.with_root_certificates(roots);
    let Some((cert_pem, key)) = identity else {
        return Ok(builder.with_no_client_auth());
    };
    let chain = parse::bundle(cert_pem.as_bytes(), "the client certificate")?;
    let key = PrivateKeyDer::from_pem_slice(key.expose()).map_err(|e| Error::unreadable("the client key", e))?;
    Ok(builder.with_client_auth_cert(chain, key)?)
}
