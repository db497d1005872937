//! TLS from the files named on the command line, read once at the start, and what goes wrong with it in Go's words.

use std::error::Error as StdError;
use std::io;
use std::sync::Arc;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{AlertDescription, CertificateError, ClientConfig, RootCertStore, ServerConfig};

/// A certificate, its key, and whom to trust.
pub struct Files<'a> {
    pub ca: &'a str,
    pub cert: &'a str,
    pub key: &'a str,
}

type Pair = (Vec<CertificateDer<'static>>, PrivateKeyDer<'static>);

impl Files<'_> {
    /// For requests to others, as oneself.
    pub fn client(&self) -> Result<Arc<ClientConfig>, String> {
        let roots = self.roots()?;
        let (chain, key) = self.pair()?;
        let config = ClientConfig::builder_with_provider(provider())
            .with_safe_default_protocol_versions()
            .map_err(|e| e.to_string())?
            .with_root_certificates(roots)
            .with_client_auth_cert(chain, key)
            .map_err(|e| e.to_string())?;
        Ok(Arc::new(config))
    }

    /// For requests from others, who must show a certificate of the same CA.
    pub fn server(&self) -> Result<Arc<ServerConfig>, String> {
        let roots = Arc::new(self.roots()?);
        let verifier = WebPkiClientVerifier::builder_with_provider(roots, provider()).build().map_err(|e| e.to_string())?;
        let (chain, key) = self.pair()?;
        let config = ServerConfig::builder_with_provider(provider())
            .with_safe_default_protocol_versions()
            .map_err(|e| e.to_string())?
            .with_client_cert_verifier(verifier)
            .with_single_cert(chain, key)
            .map_err(|e| e.to_string())?;
        Ok(Arc::new(config))
    }

    fn roots(&self) -> Result<RootCertStore, String> {
        let pem = std::fs::read(self.ca).map_err(|e| format!("Could not read CA certificate {:?}: {}", self.ca, open_error(self.ca, &e)))?;
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates(CertificateDer::pem_slice_iter(&pem).flatten());
        Ok(roots)
    }

    fn pair(&self) -> Result<Pair, String> {
        let read = || -> Result<Pair, String> {
            let chain = std::fs::read(self.cert).map_err(|e| open_error(self.cert, &e))?;
            let key = std::fs::read(self.key).map_err(|e| open_error(self.key, &e))?;
            let chain = CertificateDer::pem_slice_iter(&chain).collect::<Result<Vec<_>, _>>().map_err(|e| e.to_string())?;
            Ok((chain, PrivateKeyDer::from_pem_slice(&key).map_err(|e| e.to_string())?))
        };
        read().map_err(|why| format!("Couldn't load X509 key pair ({}, {}): {why}. Key encrypted?", self.cert, self.key))
    }
}

fn provider() -> Arc<rustls::crypto::CryptoProvider> {
    Arc::new(rustls::crypto::aws_lc_rs::default_provider())
}

fn open_error(path: &str, error: &io::Error) -> String {
    let why = match error.kind() {
        io::ErrorKind::NotFound => "no such file or directory".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    };
    format!("open {path}: {why}")
}

/// Go's words for a failed connection.
pub fn in_words(error: &(dyn StdError + 'static), host: &str) -> String {
    let mut next = Some(error);
    while let Some(error) = next {
        let inner = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        let tls = inner.and_then(|e| e.downcast_ref::<rustls::Error>()).or_else(|| error.downcast_ref());
        if let Some(tls) = tls {
            return tls_in_words(tls, host);
        }
        next = error.source();
    }
    match error.source() {
        Some(source) => source.to_string(),
        None => error.to_string(),
    }
}

fn tls_in_words(error: &rustls::Error, host: &str) -> String {
    match error {
        rustls::Error::InvalidCertificate(why) => format!("x509: {}", certificate_in_words(why, host)),
        rustls::Error::AlertReceived(AlertDescription::UnknownCA) => "remote error: tls: unknown certificate authority".to_owned(),
        rustls::Error::AlertReceived(AlertDescription::CertificateRequired) => "remote error: tls: certificate required".to_owned(),
        rustls::Error::AlertReceived(_) => "remote error: tls: bad certificate".to_owned(),
        // What is no TLS is nearly always HTTP; Go looks at the bytes and says otherwise of the rest.
        rustls::Error::InvalidMessage(_) => "http: server gave HTTP response to HTTPS client".to_owned(),
        rustls::Error::NoCertificatesPresented => "tls: client didn't provide a certificate".to_owned(),
        other => other.to_string(),
    }
}

fn certificate_in_words(error: &CertificateError, host: &str) -> String {
    match error {
        CertificateError::UnknownIssuer | CertificateError::BadSignature => "certificate signed by unknown authority".to_owned(),
        CertificateError::NotValidForNameContext { presented, .. } => {
            let inside = |name: &String| name.split_once('(').map(|(_, rest)| rest.trim_matches(|c| "()\"".contains(c)).to_owned());
            let (ips, names): (Vec<_>, Vec<_>) = presented.iter().partition(|name| name.starts_with("IpAddress"));
            let of_kind = if host.parse::<std::net::IpAddr>().is_ok() { ips } else { names };
            if of_kind.is_empty() {
                return format!("cannot validate certificate for {host} because it doesn't contain any IP SANs");
            }
            let listed: Vec<_> = of_kind.into_iter().filter_map(inside).collect();
            format!("certificate is valid for {}, not {host}", listed.join(", "))
        }
        CertificateError::Expired | CertificateError::ExpiredContext { .. } | CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            "certificate has expired or is not yet valid".to_owned()
        }
        CertificateError::InvalidPurpose | CertificateError::InvalidPurposeContext { .. } => "certificate specifies an incompatible key usage".to_owned(),
        other => other.to_string(),
    }
}
