//! The CA in a cluster's directory: its certificate, its key in whichever form it is kept, and a change of CAs. While one is under way `rotation.json` says
//! who is trusted and who issues; each file is replaced as a whole and in an order in which every cut leaves a store that reads as one state or the next.

use std::path::Path;

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::model::{CaRotation, CaStage, Direction, Secret};

use super::{ClusterDir, Error, Pair, Result, files, pem};

const CA: &str = "pki/ca.pem";
pub(super) const CA_KEY: &str = "pki/ca-key.pem";
const NEXT_CA_KEY: &str = "pki/next-ca-key.pem";
const ROTATION: &str = "pki/rotation.json";
/// Certificates of the CAs that the cluster had before. They vouch for nothing; a host that a change did not reach is known by them.
const FORMER_CAS: &str = "pki/former-cas.pem";
/// The form of `rotation.json` that this swarmctl writes.
const SCHEMA: u32 = 1;

const CA_HINT: &str = "bring it back from a backup: without it no certificate of this cluster can be issued or checked";
const FORMER_HINT: &str = "remove it: it only tells which CAs the cluster had before";
const ROTATION_HINT: &str = "bring it back from a backup: it says which CA is trusted and which one issues";

/// A CA's key as the store has it.
#[derive(Clone)]
pub enum CaKey {
    /// As it is.
    Plain(Secret),
    /// Encrypted with a passphrase (`ENCRYPTED PRIVATE KEY`, PKCS#8).
    Sealed(Secret),
    /// Not here: somebody keeps it elsewhere.
    Offline,
}

impl CaKey {
    fn of(file: Option<Secret>) -> Self {
        const SEAL: &[u8] = b"-----BEGIN ENCRYPTED PRIVATE KEY-----";
        match file {
            None => Self::Offline,
            Some(key) if key.expose().windows(SEAL.len()).any(|part| part == SEAL) => Self::Sealed(key),
            Some(key) => Self::Plain(key),
        }
    }
}

#[derive(Serialize, Deserialize)]
struct RotationFile {
    schema: u32,
    #[serde(flatten)]
    rotation: CaRotation,
}

#[derive(Deserialize)]
struct Form {
    schema: u32,
}

impl ClusterDir {
    /// The trust bundle in force, PEM: what `ca.pem` holds everywhere. The issuing CA comes first.
    pub fn trust_pem(&self) -> Result<Option<String>> {
        match self.rotation()? {
            Some(rotation) => Ok(Some(rotation.bundle())),
            None => pem::text(&self.file(CA), CA_HINT),
        }
    }

    /// The key of the issuing CA; `None` where there is no CA.
    pub fn ca_key(&self) -> Result<Option<CaKey>> {
        let Some(name) = self.issuing_key()? else { return Ok(None) };
        let (path, file) = self.read_key_file(name)?;
        Ok(Some(CaKey::of(file.map(|key| pem::whole(&path, key, CA_HINT)).transpose()?)))
    }

    /// Keeps the first CA of a cluster. The certificate comes last: without it there is no CA.
    pub fn write_ca(&self, ca: &Pair) -> Result<()> {
        files::make_dir(&self.file("pki"))?;
        files::replace(&self.file(CA_KEY), ca.key_pem.expose())?;
        files::replace(&self.file(CA), ca.cert_pem.as_bytes())
    }

    /// Puts the issuing CA's key in another form in the place of the one there is.
    pub fn write_ca_key(&self, key: &Secret) -> Result<()> {
        match self.issuing_key()? {
            Some(name) => files::replace(&self.file(name), key.expose()),
            None => Err(pem::damaged(&self.file(CA), "it is missing", CA_HINT)),
        }
    }

    /// Takes the issuing CA's key out of the store.
    pub fn remove_ca_key(&self) -> Result<()> {
        self.issuing_key()?.map_or(Ok(()), |name| files::remove(&self.file(name)))
    }

    /// The change of CAs that is under way.
    pub fn rotation(&self) -> Result<Option<CaRotation>> {
        let path = self.file(ROTATION);
        files::read_text(&path, ROTATION_HINT)?.map(|text| parse(&path, &text)).transpose()
    }

    /// Begins to change to another CA: from here on both are trusted. Its key is on the disk before anything speaks of it.
    ///
    /// # Errors
    /// Also where a change is under way already, or there is no CA yet.
    pub fn begin_rotation(&self, next: &Pair, now: OffsetDateTime) -> Result<CaRotation> {
        self.rotate_to(next, CaStage::Trust, now)
    }

    /// Puts the next stage in the place of the one that is reached.
    pub fn write_rotation(&self, rotation: &CaRotation) -> Result<()> {
        // A struct of strings and words always serializes.
        let mut json = serde_json::to_vec_pretty(&RotationFile { schema: SCHEMA, rotation: rotation.clone() }).unwrap_or_default();
        json.push(b'\n');
        files::replace(&self.file(ROTATION), &json)
    }

    /// Turns the change of CAs round; `None` where there is none or it is too late, and then nothing changed.
    pub fn turn_rotation_back(&self) -> Result<Option<CaRotation>> {
        let Some(back) = self.rotation()?.and_then(|rotation| rotation.turned_back()) else { return Ok(None) };
        self.write_rotation(&back)?;
        Ok(Some(back))
    }

    /// Ends the change of CAs: the one that stays is the cluster's CA. Cut off, it can be done again; until `rotation.json` goes, that is what counts.
    ///
    /// # Errors
    /// Also where the last stage is not reached.
    pub fn finish_rotation(&self) -> Result<()> {
        let Some(rotation) = self.rotation()? else { return Ok(()) };
        if rotation.stage != CaStage::Drop {
            return Err(Error::RotationUnderWay { cluster: self.name().clone(), stage: rotation.stage });
        }
        if rotation.direction == Direction::Forward {
            self.remember(&rotation.from_pem)?;
            match files::read(&self.file(NEXT_CA_KEY))?.map(Secret::new) {
                Some(key) => files::replace(&self.file(CA_KEY), key.expose())?,
                // The former CA's key must not stand beside a certificate that is not its own.
                None => files::remove(&self.file(CA_KEY))?,
            }
            files::replace(&self.file(CA), rotation.to_pem.as_bytes())?;
        }
        files::remove(&self.file(ROTATION))?;
        files::remove(&self.file(NEXT_CA_KEY))
    }

    /// Certificates of the CAs that the cluster had before, PEM, oldest first.
    pub fn former_cas_pem(&self) -> Result<String> {
        Ok(pem::text(&self.file(FORMER_CAS), FORMER_HINT)?.unwrap_or_default())
    }

    /// Keeps the certificate of a CA that goes, once.
    fn remember(&self, ca_pem: &str) -> Result<()> {
        let former = self.former_cas_pem()?;
        if former.contains(ca_pem.trim()) {
            return Ok(());
        }
        files::replace(&self.file(FORMER_CAS), format!("{former}{}\n", ca_pem.trim()).as_bytes())
    }

    /// Makes another CA the only one at once: a change of CAs that begins in its last stage. `finish_rotation` ends it when all nodes have come to it; until
    /// then whoever goes on knows that the CA which is to come is there already.
    ///
    /// # Errors
    /// Also where a change is under way already, or there is no CA yet.
    pub fn replace_ca(&self, next: &Pair, now: OffsetDateTime) -> Result<CaRotation> {
        if let (None, Some(former)) = (self.rotation()?, self.trust_pem()?) {
            // No node trusts the new one yet: they are known by the former one.
            self.remember(&former)?;
        }
        self.rotate_to(next, CaStage::Drop, now)
    }

    /// Brings the change of CAs that is under way to its last stage at once, whatever nodes have come to.
    pub fn drop_former_ca(&self) -> Result<()> {
        let Some(rotation) = self.rotation()? else { return Ok(()) };
        self.remember(&rotation.from_pem)?;
        self.write_rotation(&CaRotation { stage: CaStage::Drop, ..rotation })
    }

    /// Removes the key of a CA that no change speaks of: one that was cut off before it began or after it ended.
    pub(super) fn sweep_next_ca_key(&self) -> Result<()> {
        let (key, rotation) = (self.file(NEXT_CA_KEY), self.file(ROTATION));
        let is_there = |path: &Path| path.try_exists().map_err(Error::read(path));
        if is_there(&key)? && !is_there(&rotation)? { files::remove(&key) } else { Ok(()) }
    }

    fn rotate_to(&self, next: &Pair, stage: CaStage, now: OffsetDateTime) -> Result<CaRotation> {
        if let Some(rotation) = self.rotation()? {
            return Err(Error::RotationUnderWay { cluster: self.name().clone(), stage: rotation.stage });
        }
        let from = self.trust_pem()?.ok_or_else(|| pem::damaged(&self.file(CA), "it is missing", CA_HINT))?;
        let rotation = CaRotation { stage, ..CaRotation::begin(&from, &next.cert_pem, now.truncate_to_second()) };
        files::replace(&self.file(NEXT_CA_KEY), next.key_pem.expose())?;
        self.write_rotation(&rotation)?;
        Ok(rotation)
    }

    /// Where the issuing CA's key is, if it is here. `ca-key.pem` is that of the CA which the cluster had before a change, whichever way it goes.
    fn issuing_key(&self) -> Result<Option<&'static str>> {
        let Some(rotation) = self.rotation()? else {
            return Ok(self.trust_pem()?.map(|_| CA_KEY));
        };
        let of_former = (rotation.stage == CaStage::Trust) == (rotation.direction == Direction::Forward);
        Ok(Some(if of_former { CA_KEY } else { NEXT_CA_KEY }))
    }
}

fn parse(path: &Path, text: &str) -> Result<CaRotation> {
    let damaged = |error: serde_json::Error| pem::damaged(path, &error.to_string(), ROTATION_HINT);
    let form: Form = serde_json::from_str(text).map_err(damaged)?;
    if form.schema > SCHEMA {
        return Err(Error::NewerSchema { path: path.to_owned(), found: form.schema, known: SCHEMA });
    }
    serde_json::from_str::<RotationFile>(text).map(|file| file.rotation).map_err(damaged)
}

#[cfg(test)]
mod tests;
