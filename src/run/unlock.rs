//! The way to the CA's key: in the store as it is, in the store under a passphrase, or in a file that is named. It is gone only where something is to be
//! issued, and before anything is touched.

use std::path::Path;

use time::OffsetDateTime;
use tokio::sync::OnceCell;

use crate::cli::CaKeyArgs;
use crate::execute::CaAccess;
use crate::model::{Exit, Failure, Need, Plan, Secret, Step};
use crate::pki::{self, Ca};
use crate::report::Ui;
use crate::state::{CaKey, ClusterDir, KeptKey};

use super::ended::{Ended, Result};
use super::passphrase;

/// How often a passphrase may be typed.
const ATTEMPTS: usize = 3;

/// Whether a plan issues anything with a CA that is there.
pub(super) fn needs_ca_key(plan: &Plan) -> bool {
    plan.steps
        .iter()
        .any(|step| step.need != Need::Kept && matches!(step.step, Step::InstallLeaf { .. } | Step::IssueClient { .. } | Step::ReissueClients { .. }))
}

/// Whether a plan unlocks a swarm's managers, or restarts engines whose managers may be locked then.
fn uses_unlock_key(plan: &Plan) -> bool {
    plan.steps.iter().any(|step| step.need != Need::Kept && restarts_managers(&step.step))
}

fn restarts_managers(step: &Step) -> bool {
    matches!(
        step,
        Step::UnlockSwarm
            | Step::ConfigureEngine { .. }
            | Step::RestorePair { .. }
            | Step::UpgradeEngine { .. }
            | Step::ReturnEngine { .. }
            | Step::AwaitWell { .. }
    )
}

/// Whether a plan keeps an unlock key, or may find out that it has to.
fn keeps_unlock_key(plan: &Plan) -> bool {
    plan.steps.iter().any(|step| step.need != Need::Kept && matches!(step.step, Step::UnlockSwarm | Step::KeepUnlockKey | Step::RotateUnlockKey))
}

/// What opens a cluster's CA key, for one run. A passphrase is looked for once.
pub(super) struct Unlock<'a> {
    args: &'a CaKeyArgs,
    dir: ClusterDir,
    ui: &'a Ui,
    passphrase: OnceCell<Secret>,
}

impl<'a> Unlock<'a> {
    /// Nothing is opened or asked for yet.
    pub(super) fn new(args: &'a CaKeyArgs, dir: &ClusterDir, ui: &'a Ui) -> Self {
        Self { args, dir: dir.clone(), ui, passphrase: OnceCell::new() }
    }

    /// What a run that issues needs: the opened key of the CA that is there, or the passphrase that is named for one that is to be made.
    pub(super) async fn access(&self) -> Result<CaAccess> {
        match self.dir.ca_key()? {
            None => Ok(CaAccess { passphrase: self.named_passphrase().await?.cloned(), ..CaAccess::default() }),
            // It is read again where it is used, and held no longer than that; that it is of no use is better known before anything is touched.
            Some(CaKey::Plain(_)) => self.ca().await.map(|_| CaAccess::default()),
            Some(_) => Ok(CaAccess { key: Some(self.key().await?), ..CaAccess::default() }),
        }
    }

    /// The issuing CA, ready to issue; its `pem` is the trust bundle in force.
    pub(super) async fn ca(&self) -> Result<Ca> {
        Ok(self.opened(OffsetDateTime::now_utc()).await?.0)
    }

    /// The issuing CA's key, opened.
    pub(super) async fn key(&self) -> Result<Secret> {
        Ok(self.opened(OffsetDateTime::now_utc()).await?.1)
    }

    /// The same, with what a plan needs of the swarm's unlock key.
    pub(super) async fn with_unlock_key(&self, plan: &Plan, mut access: CaAccess) -> Result<CaAccess> {
        if uses_unlock_key(plan) {
            access.unlock_keys = self.unlock_keys().await?;
        }
        if keeps_unlock_key(plan) {
            access.unlock_passphrase = self.unlock_passphrase().await?;
        }
        Ok(access)
    }

    /// The swarm's unlock keys, opened, the one in force first. The one before it comes only where it opens without asking: nobody needs it but a manager that
    /// was away, and one whose passphrase is lost must not stand in the way.
    pub(super) async fn unlock_keys(&self) -> Result<Vec<Secret>> {
        let mut opened = Vec::new();
        for key in self.dir.unlock_keys()? {
            match key.kept {
                KeptKey::Plain(key) => opened.push(key),
                KeptKey::Sealed(sealed) if opened.is_empty() => opened.push(self.open_unlock_key(&sealed).await?),
                KeptKey::Sealed(sealed) => {
                    let passphrase = self.named_or_known_passphrase().await?;
                    opened.extend(passphrase.and_then(|passphrase| pki::open_secret(&sealed, passphrase).ok()));
                }
            }
        }
        Ok(opened)
    }

    async fn open_unlock_key(&self, sealed: &Secret) -> Result<Secret> {
        self.open_by(sealed, |sealed, passphrase| match pki::open_secret(sealed, passphrase) {
            Err(pki::Error::WrongPassphrase) => Err(pki::Error::WrongUnlockPassphrase),
            opened => opened,
        })
        .await
    }

    /// What an unlock key is to be under: the passphrase of the CA's key, or the one that is named.
    async fn unlock_passphrase(&self) -> Result<Option<Secret>> {
        if !matches!(self.dir.ca_key()?, Some(CaKey::Sealed(_))) {
            return Ok(self.named_or_known_passphrase().await?.cloned());
        }
        if self.passphrase.get().is_none() {
            // Only one that opens the CA's key is its passphrase.
            self.key().await?;
        }
        match self.named_or_known_passphrase().await? {
            Some(passphrase) => Ok(Some(passphrase.clone())),
            // The CA's key was opened from a file that is under none.
            None => Ok(Some(passphrase::present(None, self.ui).await?)),
        }
    }

    /// A key for the store, kept as the present one is: under the same passphrase where that has one, or where one is named.
    pub(super) async fn seal(&self, key: &Secret) -> Result<Secret> {
        let is_sealed = matches!(self.dir.ca_key()?, Some(CaKey::Sealed(_)));
        if is_sealed && self.passphrase.get().is_none() {
            // Only one that opens the present key is the same passphrase. That its CA has ended does not matter: another one takes its place.
            let trust_pem = self.dir.trust_pem()?.ok_or_else(|| self.no_ca())?;
            self.opened(pki::details(trust_pem.as_bytes())?.not_before).await?;
        }
        match self.named_or_known_passphrase().await? {
            Some(passphrase) => Ok(pki::seal_key(key, passphrase)?),
            // The present one was opened elsewhere, from a file that is under none.
            None if is_sealed => Ok(pki::seal_key(key, &passphrase::present(None, self.ui).await?)?),
            None => Ok(key.clone()),
        }
    }

    /// A key under a passphrase, opened: by the one that is named or was found before, else by one that is typed.
    pub(super) async fn open(&self, sealed: &Secret) -> Result<Secret> {
        self.open_by(sealed, pki::open_key).await
    }

    async fn open_by(&self, sealed: &Secret, open: fn(&Secret, &Secret) -> pki::Result<Secret>) -> Result<Secret> {
        if let Some(passphrase) = self.named_or_known_passphrase().await? {
            return Ok(open(sealed, passphrase)?);
        }
        let mut left = ATTEMPTS;
        loop {
            let typed = passphrase::present(None, self.ui).await?;
            left -= 1;
            match open(sealed, &typed) {
                Ok(key) => {
                    // It was empty a moment ago, and nobody else fills it.
                    let _ = self.passphrase.set(typed);
                    return Ok(key);
                }
                Err(error @ (pki::Error::WrongPassphrase | pki::Error::WrongUnlockPassphrase)) if left > 0 => self.ui.warn(&error.to_string()),
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// The issuing CA, as it is at a moment, and its key.
    async fn opened(&self, at: OffsetDateTime) -> Result<(Ca, Secret)> {
        let trust_pem = self.dir.trust_pem()?.ok_or_else(|| self.no_ca())?;
        match (self.dir.ca_key()?, &self.args.ca_key) {
            (None, _) => Err(self.no_ca()),
            (Some(CaKey::Plain(key)), _) => Self::paired(&trust_pem, key, at),
            // A passphrase that is named is meant for the key in the store.
            (Some(CaKey::Sealed(_)), Some(file)) if self.args.passphrase.source().is_none() => self.read_file(&trust_pem, file, at).await,
            (Some(CaKey::Sealed(key)), _) => Self::paired(&trust_pem, self.open(&key).await?, at),
            (Some(CaKey::Offline), Some(file)) => self.read_file(&trust_pem, file, at).await,
            (Some(CaKey::Offline), None) => Err(self.offline()),
        }
    }

    fn paired(trust_pem: &str, key: Secret, at: OffsetDateTime) -> Result<(Ca, Secret)> {
        Ok((Ca::load(trust_pem, &key, at)?, key))
    }

    async fn read_file(&self, trust_pem: &str, file: &Path, at: OffsetDateTime) -> Result<(Ca, Secret)> {
        let refuse = |cause: String| {
            Ended::with(Failure::new(cause, Exit::Usage).hint("name the one that `swarmctl certs ca export --to DIR` wrote, with `--ca-key FILE`"))
        };
        let key = std::fs::read(file).map(Secret::new).map_err(|error| refuse(format!("the CA key `{}` cannot be read: {error}", file.display())))?;
        let key = if pki::is_sealed(&key) { self.open(&key).await? } else { key };
        match Ca::load(trust_pem, &key, at) {
            Ok(ca) => Ok((ca, key)),
            Err(pki::Error::KeyMismatch) => Err(refuse(format!("the key in `{}` is not that of cluster `{}`'s CA", file.display(), self.dir.name()))),
            Err(pki::Error::Unreadable { reason, .. }) => Err(refuse(format!("the CA key `{}` cannot be read: {reason}", file.display()))),
            Err(error) => Err(error.into()),
        }
    }

    async fn named_or_known_passphrase(&self) -> Result<Option<&Secret>> {
        match self.passphrase.get() {
            Some(known) => Ok(Some(known)),
            None => self.named_passphrase().await,
        }
    }

    async fn named_passphrase(&self) -> Result<Option<&Secret>> {
        match self.args.passphrase.source() {
            Some(source) => Ok(Some(self.passphrase.get_or_try_init(|| async { passphrase::named(&source).await }).await?)),
            None => Ok(None),
        }
    }

    fn no_ca(&self) -> Ended {
        Ended::with(Failure::new(format!("cluster `{}` has no CA yet", self.dir.name()), Exit::NotFound).hint("`swarmctl init` makes one"))
    }

    fn offline(&self) -> Ended {
        let failure =
            Failure::new(format!("the CA key of cluster `{}` is not in the store, and something is to be issued with it", self.dir.name()), Exit::Usage);
        Ended::with(failure.hint("name it with `--ca-key FILE` or SWARMCTL_CA_KEY"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(steps: &[(Step, Need)]) -> Plan {
        let mut plan = Plan::new("lab".parse().unwrap(), "init");
        for (step, need) in steps {
            plan.push(None, step.clone(), need.clone(), &[]);
        }
        plan
    }

    #[test]
    fn a_plan_that_issues_needs_the_key_and_one_that_keeps_all_certificates_does_not() {
        let todo = Need::Do { reason: None };
        let client = || Step::IssueClient { days: 1 };
        assert!(needs_ca_key(&plan(&[(client(), todo.clone())])));
        assert!(!needs_ca_key(&plan(&[(client(), Need::Kept), (Step::MakeGossipKey, todo.clone()), (Step::MakeCa { days: 1 }, todo)])));
    }
}
