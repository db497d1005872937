//! Every certificate of a cluster where it lives: in the store, and as endpoints serve it.

use time::OffsetDateTime;

use crate::facts::{self, Served};
use crate::model::{CertDetails, CertKind, CertNote, CertSeen, CertText, Node, NodeName, Serial, Standing, days_left};
use crate::pki;
use crate::report::CertRow;
use crate::run::ended::Result;
use crate::run::place::Place;
use crate::run::reach::{CONNECT_TIMEOUT, Reach};
use crate::state::{NamedClient, Signed};
use crate::verify::standing;

/// A certificate taken apart, and as PEM.
pub(super) type Read = (CertDetails, String);

/// A certificate that was found, and as PEM where it is there itself.
pub(super) struct Found {
    pub(super) row: CertRow,
    pub(super) pem: Option<String>,
}

/// The certificates of one cluster, at one moment.
pub(super) struct Census<'a> {
    place: &'a Place,
    /// Each CA of the trust bundle, the one that issues first.
    bundle: Vec<Read>,
    now: OffsetDateTime,
}

impl<'a> Census<'a> {
    /// Gets ready to look; only the trust bundle is read.
    pub(super) fn of(place: &'a Place, now: OffsetDateTime) -> Result<Self> {
        let pems = place.stored.ca_pem.as_deref().map(pki::certificates).transpose()?.unwrap_or_default();
        let bundle = pems.into_iter().map(|pem| Ok((pki::details(pem.as_bytes())?, pem))).collect::<Result<_>>()?;
        Ok(Self { place, bundle, now })
    }

    /// The certificates of the CA, or of both while it is changed.
    pub(super) fn cas(&self) -> Vec<Found> {
        let role = |(i, (cert, pem)): (usize, &Read)| {
            let state = match i {
                _ if self.now > cert.not_after => Standing::Expired,
                _ if self.now < cert.not_before => Standing::NotYetValid,
                0 => Standing::Issues,
                _ => Standing::Trusted,
            };
            self.found("cluster", CertKind::Ca, (cert.clone(), pem.clone()), |_| (state, None))
        };
        self.bundle.iter().enumerate().map(role).collect()
    }

    /// The operator's certificate.
    pub(super) fn operator(&self) -> Result<Option<Found>> {
        self.place.stored.client_pem.as_deref().map(|pem| self.kept("operator", pem)).transpose()
    }

    /// A certificate that was issued to somebody by name.
    pub(super) fn client(&self, client: &NamedClient) -> Result<Found> {
        self.kept(client.name.as_str(), &client.pair.cert_pem)
    }

    /// Every certificate that was issued to somebody by name, and what was only signed.
    pub(super) fn clients(&self) -> Result<Vec<Found>> {
        let dir = &self.place.dir;
        let mut found = dir.named_clients()?.iter().map(|client| self.client(client)).collect::<Result<Vec<_>>>()?;
        found.extend(dir.signed()?.into_iter().map(|signed| self.signed(signed)));
        Ok(found)
    }

    /// What the endpoints of these nodes serve now, each with what comes after the leaf; all nodes are asked at once.
    pub(super) async fn served(&self, nodes: &[&Node]) -> Result<Vec<Vec<Found>>> {
        let reach = Reach::open(&self.place.cluster, &self.place.dir, CONNECT_TIMEOUT)?;
        let served = facts::served(&*reach.links, &self.place.cluster, nodes).await;
        reach.close().await;
        Ok(served.into_iter().map(|endpoint| self.endpoint(endpoint)).collect())
    }

    fn endpoint(&self, served: Served) -> Vec<Found> {
        let Served { node, kind, chain } = served;
        let expected = self.expected(&node);
        let found = |(i, read): (usize, Read)| {
            let expected = expected.filter(|_| i == 0);
            let cert = read.0.clone();
            self.found(node.as_str(), kind.into(), read, |issuer| (standing(&cert, issuer, expected, self.now), expected.cloned()))
        };
        match chain.and_then(|chain| read_chain(&chain).map_err(|error| error.to_string())) {
            Ok(chain) => chain.into_iter().enumerate().map(found).collect(),
            Err(error) => vec![unseen(node.as_str(), kind.into(), error, expected.cloned())],
        }
    }

    /// The serial that the store expects a node to serve.
    fn expected(&self, node: &NodeName) -> Option<&Serial> {
        Some(&self.place.stored.record.as_ref()?.nodes.get(node)?.leaf.as_ref()?.serial)
    }

    /// A certificate that the store holds; it is the one by being there.
    fn kept(&self, owner: &str, pem: &str) -> Result<Found> {
        let cert = pki::details(pem.as_bytes())?;
        let state = |issuer: Option<&Serial>| (standing(&cert, issuer, Some(&cert.serial), self.now), None);
        Ok(self.found(owner, CertKind::Client, (cert.clone(), pem.to_owned()), state))
    }

    /// The note of a certificate has its issuer's name only, which no two CAs that swarmctl made share.
    fn signed(&self, signed: Signed) -> Found {
        let Signed { name, serial, subject, issuer, not_after } = signed;
        let ca = self.bundle.iter().map(|(ca, _)| ca).find(|ca| ca.subject == issuer);
        let state = match ca {
            None => Standing::Foreign,
            Some(_) if self.now > not_after => Standing::Expired,
            Some(_) => Standing::AsExpected,
        };
        let seen = CertSeen {
            owner: name,
            kind: CertKind::Signed,
            cert: Some(CertText::Noted(CertNote { subject, issuer, serial, not_after })),
            issuer_serial: ca.map(|ca| ca.serial.clone()),
            days_left: Some(days_left(not_after, self.now)),
            error: None,
        };
        Found { row: CertRow { seen, state, expected: None }, pem: None }
    }

    /// A certificate, with the CA of the bundle that signed it; `state` judges by that CA.
    fn found(&self, owner: &str, kind: CertKind, read: Read, state: impl FnOnce(Option<&Serial>) -> (Standing, Option<Serial>)) -> Found {
        let issuer = self.bundle.iter().find(|(_, ca)| pki::signed_by(&read.1, ca)).map(|(ca, _)| &ca.serial);
        let (state, expected) = state(issuer);
        let mut found = alone(owner, kind, read, self.now);
        found.row.seen.issuer_serial = issuer.cloned();
        found.row.state = state;
        found.row.expected = expected;
        found
    }
}

/// A certificate of no cluster's.
pub(super) fn alone(owner: &str, kind: CertKind, (cert, pem): Read, now: OffsetDateTime) -> Found {
    let days_left = Some(days_left(cert.not_after, now));
    let seen = CertSeen { owner: owner.to_owned(), kind, cert: Some(CertText::Whole(cert)), issuer_serial: None, days_left, error: None };
    Found { row: CertRow { seen, state: Standing::Unrecorded, expected: None }, pem: Some(pem) }
}

/// A certificate that could not be seen.
pub(super) fn unseen(owner: &str, kind: CertKind, error: String, expected: Option<Serial>) -> Found {
    let seen = CertSeen { owner: owner.to_owned(), kind, cert: None, issuer_serial: None, days_left: None, error: Some(error) };
    Found { row: CertRow { seen, state: Standing::Unseen, expected }, pem: None }
}

/// Certificates as they came over the wire.
pub(super) fn read_chain(chain: &[Vec<u8>]) -> pki::Result<Vec<Read>> {
    chain.iter().map(|der| Ok((pki::details(der)?, pki::to_pem(der)?))).collect()
}
