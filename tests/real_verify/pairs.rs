//! Certificates that somebody else made in the place of swarmctl's, as one does who renews them by hand: files, then a restart of the engine.

use rcgen::{BasicConstraints, CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair, SanType};
use time::{Duration, OffsetDateTime};

use crate::lab::Lab;

pub fn of_another_name(lab: &Lab, i: usize) {
    install(lab, i, &of_the_cluster(lab), |params| params.subject_alt_names = vec![SanType::DnsName("elsewhere".try_into().expect("a name"))]);
}

pub fn of_another_ca(lab: &Lab, i: usize) {
    let mut params = CertificateParams::default();
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, "somebody else");
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    install(lab, i, &Issuer::new(params, KeyPair::generate().expect("a key can be made")), |_| {});
}

pub fn for_clients_only(lab: &Lab, i: usize) {
    install(lab, i, &of_the_cluster(lab), |params| params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth]);
}

pub fn that_has_expired(lab: &Lab, i: usize) {
    install(lab, i, &of_the_cluster(lab), |params| {
        params.not_before = OffsetDateTime::now_utc() - Duration::days(30);
        params.not_after = OffsetDateTime::now_utc() - Duration::days(1);
    });
}

fn of_the_cluster(lab: &Lab) -> Issuer<'static, KeyPair> {
    let key = KeyPair::from_pem(&lab.of_ca("ca-key.pem")).expect("the CA's key can be read");
    Issuer::from_ca_cert_pem(&lab.of_ca("ca.pem"), key).expect("the CA can be read")
}

/// A pair that is right but for `change`.
fn install(lab: &Lab, i: usize, issuer: &Issuer<'static, KeyPair>, change: impl FnOnce(&mut CertificateParams)) {
    let mut params = CertificateParams::default();
    params.subject_alt_names = vec![SanType::IpAddress(lab.hosts.ip(i).into())];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth, ExtendedKeyUsagePurpose::ClientAuth];
    change(&mut params);
    let key = KeyPair::generate().expect("a key can be made");
    let cert = params.signed_by(&key, issuer).expect("a certificate can be made");
    lab.hosts.write(i, "/etc/swarmctl/tls/current/cert.pem", cert.pem().as_bytes());
    lab.hosts.write(i, "/etc/swarmctl/tls/current/key.pem", key.serialize_pem().as_bytes());
    lab.on(i, "systemctl restart docker");
}
