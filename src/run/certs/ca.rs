//! `certs ca`: a CA that was made elsewhere, the key taken away, the key under a passphrase.

use std::path::Path;

use time::OffsetDateTime;

use crate::cli::{CaKeyArgs, CertsCaExportRequest, CertsCaImportRequest, CertsCaPassphraseRequest, NewPassphrase};
use crate::model::{CertDetails, Exit, Failure, Secret};
use crate::pki;
use crate::report::{Deed, ImportedRole};
use crate::run::ended::{Ended, Result};
use crate::run::session::Session;
use crate::run::unlock::Unlock;
use crate::run::{passphrase as words, place};
use crate::state::{self, CaKey, ClusterDir, Holder, KeptKey, Pair, UnlockKey};

/// Brings a CA: the first of a cluster, the one that a cluster changes to, or the key of the one that it has.
pub(super) async fn import(request: &CertsCaImportRequest, session: &Session<'_>) -> Result<Exit> {
    let dir = match &session.globals.cluster {
        // It need not be there yet.
        Some(name) => session.store.at(name),
        None => place::only(&session.store)?,
    };
    session.store.check_writable()?;
    let now = OffsetDateTime::now_utc();
    let args = CaKeyArgs::from(&request.passphrase);
    let unlock = Unlock::new(&args, &dir, session.ui);
    let cert = read_text(&request.cert, "certificate")?;
    let chain = request.chain.as_deref().map(|path| read_text(path, "chain")).transpose()?;
    let key = read(&request.key, "key")?;
    let opened = if pki::is_sealed(&key) { unlock.open(&key).await? } else { private_key(&key) };
    let bundle = pki::check_import(&cert, chain.as_deref(), &opened, now)?;
    let kept = unlock.seal(&opened).await?;
    let _lock = dir.lock(&Holder::this_process("certs ca import", now))?;
    let role = take_in(&dir, &Pair { cert_pem: bundle.clone(), key_pem: kept }, now)?;
    let CertDetails { subject, not_after, .. } = pki::details(bundle.as_bytes())?;
    session.ui.deed(&Deed::CaImported { cluster: dir.name().clone(), subject, not_after, role })?;
    Ok(Exit::Ok)
}

fn take_in(dir: &ClusterDir, ca: &Pair, now: OffsetDateTime) -> Result<ImportedRole> {
    let Some(present) = dir.trust_pem()? else {
        dir.create()?;
        dir.write_ca(ca)?;
        return Ok(ImportedRole::First);
    };
    if dir.rotation()?.is_none() && pki::issuing_certificate(&present)? == pki::issuing_certificate(&ca.cert_pem)? {
        if !matches!(dir.ca_key()?, Some(CaKey::Offline)) {
            let failure = Failure::new(format!("it is the CA of cluster `{}` already", dir.name()), Exit::Failed);
            return Err(Ended::with(failure.hint("`swarmctl certs ca passphrase` puts its key under another passphrase")));
        }
        dir.write_ca_key(&ca.key_pem)?;
        return Ok(ImportedRole::KeyReturned);
    }
    dir.begin_rotation(ca, now)?;
    Ok(ImportedRole::Next)
}

/// Copies the CA into a directory, and takes its key out of the store once the copy was read back.
pub(super) fn export(request: &CertsCaExportRequest, session: &Session<'_>) -> Result<Exit> {
    let place = place::chosen(session)?;
    place.needs_tls()?;
    let dir = &place.dir;
    let _lock = if request.offline {
        session.store.check_writable()?;
        Some(dir.lock(&Holder::this_process("certs ca export", OffsetDateTime::now_utc()))?)
    } else {
        None
    };
    settled(dir)?;
    let ca_pem = dir.trust_pem()?.ok_or_else(|| no_ca(dir))?;
    let key = match dir.ca_key()? {
        Some(CaKey::Plain(key)) => {
            // What is given away and then removed must be the right one.
            pki::Ca::load(&ca_pem, &key, OffsetDateTime::now_utc())?;
            key
        }
        Some(CaKey::Sealed(key)) => key,
        Some(CaKey::Offline) => return Err(offline(dir)),
        None => return Err(no_ca(dir)),
    };
    let files = [(request.to.join("ca.pem"), ca_pem.as_bytes()), (request.to.join("ca-key.pem"), key.expose())];
    for (path, bytes) in &files {
        if !request.force && std::fs::read(path).map_or(path.exists(), |there| there != *bytes) {
            let failure = Failure::new(format!("`{}` is there already and differs", path.display()), Exit::Failed);
            return Err(Ended::with(failure.hint("choose another directory, or overwrite it with `--force`")));
        }
    }
    state::make_private_dir(&request.to)?;
    for (path, bytes) in &files {
        state::write_private(path, bytes)?;
    }
    if request.offline {
        for (path, bytes) in &files {
            let back = std::fs::read(path).map(Secret::new).map_err(|source| state::Error::Read { path: path.clone(), source })?;
            if back.expose() != *bytes {
                let failure = Failure::new(format!("`{}` does not read as it was written; the key is still in the store", path.display()), Exit::Failed);
                return Err(Ended::with(failure.hint("export it to another place")));
            }
        }
        dir.remove_ca_key()?;
    }
    session.ui.deed(&Deed::CaExported { cluster: place.cluster.name.clone(), dir: request.to.clone(), key_in_store: !request.offline })?;
    Ok(Exit::Ok)
}

/// Puts the key under a passphrase, or takes that away.
pub(super) async fn passphrase(request: &CertsCaPassphraseRequest, session: &Session<'_>) -> Result<Exit> {
    let place = place::chosen(session)?;
    place.needs_tls()?;
    let dir = &place.dir;
    session.store.check_writable()?;
    let _lock = dir.lock(&Holder::this_process("certs ca passphrase", OffsetDateTime::now_utc()))?;
    settled(dir)?;
    let args = CaKeyArgs::from(&request.passphrase);
    let unlock = Unlock::new(&args, dir, session.ui);
    if matches!(dir.ca_key()?, Some(CaKey::Offline)) {
        return Err(offline(dir));
    }
    let (key, swarm_keys) = (unlock.key().await?, unlock.unlock_keys().await?);
    let passphrase = match &request.new {
        NewPassphrase::None => None,
        NewPassphrase::From(source) => Some(words::new(source.as_ref(), session.ui).await?),
    };
    let kept = passphrase.as_ref().map_or_else(|| Ok(key.clone()), |passphrase| pki::seal_key(&key, passphrase))?;
    // A swarm's unlock keys are kept as this one is.
    let swarm_keys = swarm_keys.iter().map(|key| kept_as(key, passphrase.as_ref())).collect::<Result<Vec<_>>>()?;
    dir.change_keys(&kept, &swarm_keys)?;
    session.ui.deed(&Deed::CaKeySealed { cluster: place.cluster.name.clone(), sealed: request.new != NewPassphrase::None })?;
    Ok(Exit::Ok)
}

/// An unlock key under a passphrase, or as it is.
fn kept_as(key: &Secret, passphrase: Option<&Secret>) -> Result<UnlockKey> {
    let kept = match passphrase {
        Some(passphrase) => KeptKey::Sealed(pki::seal_secret(key, passphrase)?),
        None => KeptKey::Plain(key.clone()),
    };
    Ok(UnlockKey { hash: pki::fingerprint(key.expose()), kept })
}

/// While CAs change there are two keys, and which one issues changes too.
fn settled(dir: &ClusterDir) -> Result<()> {
    match dir.rotation()? {
        Some(rotation) => Err(state::Error::RotationUnderWay { cluster: dir.name().clone(), stage: rotation.stage }.into()),
        None => Ok(()),
    }
}

fn no_ca(dir: &ClusterDir) -> Ended {
    Ended::with(Failure::new(format!("cluster `{}` has no CA yet", dir.name()), Exit::NotFound).hint("`swarmctl init` makes one"))
}

fn offline(dir: &ClusterDir) -> Ended {
    let failure = Failure::new(format!("the CA key of cluster `{}` is not in the store", dir.name()), Exit::NotFound);
    Ended::with(failure.hint("`swarmctl certs ca import --cert FILE --key FILE` brings it back"))
}

fn read(path: &Path, what: &str) -> Result<Secret> {
    let refuse = |error| Ended::with(Failure::new(format!("the {what} `{}` cannot be read: {error}", path.display()), Exit::Usage));
    std::fs::read(path).map(Secret::new).map_err(refuse)
}

fn read_text(path: &Path, what: &str) -> Result<String> {
    let bytes = read(path, what)?;
    let text = bytes.expose_str().map(str::to_owned);
    text.ok_or_else(|| Ended::with(Failure::new(format!("the {what} `{}` is not text", path.display()), Exit::Usage).hint("give PEM files")))
}

/// The private key's own section of a PEM file, which may hold parameters and certificates too.
fn private_key(file: &Secret) -> Secret {
    let text = file.expose_str().unwrap_or_default();
    let section = text.find("PRIVATE KEY-----").and_then(|label| {
        let begin = text[..label].rfind("-----BEGIN ")?;
        let last = label + text[label..].find("-----END ")?;
        let end = last + text[last..].find("PRIVATE KEY-----")? + "PRIVATE KEY-----".len();
        Some(Secret::new([&text.as_bytes()[begin..end], b"\n"].concat()))
    });
    section.unwrap_or_else(|| file.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_key_file_only_the_key_is_kept() {
        let key = "-----BEGIN EC PRIVATE KEY-----\nMHc\n-----END EC PRIVATE KEY-----\n";
        let file =
            format!("-----BEGIN EC PARAMETERS-----\nBgg\n-----END EC PARAMETERS-----\n{key}-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----\nbye\n");
        assert_eq!(private_key(&Secret::new(file)).expose_str(), Some(key));
    }
}
