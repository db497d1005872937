//! A change of the cluster's CA: how far it is, and what it means for who is trusted and who issues.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// The stages of a rotation, in their order; each is finished on every node before the next begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CaStage {
    /// Everyone comes to trust both CAs; the former one still issues.
    Trust,
    /// The nodes' leaves are issued anew by the new CA.
    Leaves,
    /// The operator's and the named clients' certificates are issued anew by it.
    Clients,
    /// The former CA is trusted no more.
    Drop,
}

impl CaStage {
    /// The word for it, in messages and in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Trust => "trust",
            Self::Leaves => "leaves",
            Self::Clients => "clients",
            Self::Drop => "drop",
        }
    }

    /// The stage after this one; none after the last.
    pub fn next(self) -> Option<Self> {
        match self {
            Self::Trust => Some(Self::Leaves),
            Self::Leaves => Some(Self::Clients),
            Self::Clients => Some(Self::Drop),
            Self::Drop => None,
        }
    }
}

/// Whether a rotation goes to the new CA or was turned round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// From the CA that the cluster had to the new one.
    Forward,
    /// Back to the one that it had.
    Back,
}

/// A rotation under way. The CA that the cluster had before it stays in the store's `ca.pem` until the rotation ends; `from_pem` and `to_pem` are that CA
/// and the new one, in the order of the direction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Form", into = "Form")]
pub struct CaRotation {
    /// How far it is.
    pub stage: CaStage,
    /// Which way it goes.
    pub direction: Direction,
    /// When it was begun.
    pub began_at: OffsetDateTime,
    /// The CA that is to go, PEM, with its chain where it has one.
    pub from_pem: String,
    /// The CA that is to stay.
    pub to_pem: String,
}

impl CaRotation {
    /// A rotation at its beginning.
    pub fn begin(from_pem: &str, to_pem: &str, began_at: OffsetDateTime) -> Self {
        Self { stage: CaStage::Trust, direction: Direction::Forward, began_at, from_pem: from_pem.to_owned(), to_pem: to_pem.to_owned() }
    }

    /// The CA that issues in this stage, with its chain.
    pub fn issuer_pem(&self) -> &str {
        if self.stage == CaStage::Trust { &self.from_pem } else { &self.to_pem }
    }

    /// The trust bundle of this stage: what `ca.pem` is to hold everywhere. The issuer comes first.
    pub fn bundle(&self) -> String {
        match self.stage {
            CaStage::Trust => joined(&self.from_pem, &self.to_pem),
            CaStage::Leaves | CaStage::Clients => joined(&self.to_pem, &self.from_pem),
            CaStage::Drop => self.to_pem.clone(),
        }
    }

    /// The same rotation, one stage on; `None` after the last.
    pub fn advanced(&self) -> Option<Self> {
        Some(Self { stage: self.stage.next()?, ..self.clone() })
    }

    /// The same, turned round: the CA that was to stay is to go. In `Trust` no leaf is the new CA's yet, so that only its trust is to be taken away.
    /// `None` where it is too late, because the other CA is trusted no more, or where it was turned round already.
    pub fn turned_back(&self) -> Option<Self> {
        let stage = match (self.direction, self.stage) {
            (Direction::Back, _) | (_, CaStage::Drop) => return None,
            (Direction::Forward, CaStage::Trust) => CaStage::Drop,
            (Direction::Forward, CaStage::Leaves | CaStage::Clients) => CaStage::Leaves,
        };
        Some(Self { stage, direction: Direction::Back, began_at: self.began_at, from_pem: self.to_pem.clone(), to_pem: self.from_pem.clone() })
    }
}

fn joined(first: &str, second: &str) -> String {
    format!("{}\n{}\n", first.trim_end(), second.trim_end())
}

/// `rotation.json`.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Form {
    stage: CaStage,
    direction: Direction,
    #[serde(with = "time::serde::rfc3339")]
    began_at: OffsetDateTime,
    from: Side,
    to: Side,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Side {
    cert_pem: String,
}

impl From<Form> for CaRotation {
    fn from(form: Form) -> Self {
        Self { stage: form.stage, direction: form.direction, began_at: form.began_at, from_pem: form.from.cert_pem, to_pem: form.to.cert_pem }
    }
}

impl From<CaRotation> for Form {
    fn from(rotation: CaRotation) -> Self {
        let CaRotation { stage, direction, began_at, from_pem, to_pem } = rotation;
        Self { stage, direction, began_at, from: Side { cert_pem: from_pem }, to: Side { cert_pem: to_pem } }
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    fn rotation(stage: CaStage) -> CaRotation {
        CaRotation { stage, ..CaRotation::begin("OLD\n", "NEW\n", datetime!(2026-03-01 14:02:00 UTC)) }
    }

    #[test]
    fn in_every_stage_the_issuer_is_the_first_that_is_trusted() {
        let seen =
            [CaStage::Trust, CaStage::Leaves, CaStage::Clients, CaStage::Drop].map(|stage| (rotation(stage).bundle(), rotation(stage).issuer_pem().to_owned()));
        let expected = [("OLD\nNEW\n", "OLD\n"), ("NEW\nOLD\n", "NEW\n"), ("NEW\nOLD\n", "NEW\n"), ("NEW\n", "NEW\n")];
        assert_eq!(seen, expected.map(|(bundle, issuer)| (bundle.to_owned(), issuer.to_owned())));
    }

    #[test]
    fn certificates_are_not_glued_together_where_one_has_no_last_line_end() {
        let rotation = CaRotation::begin("OLD", "NEW", datetime!(2026-03-01 14:02:00 UTC));
        assert_eq!(rotation.bundle(), "OLD\nNEW\n");
    }

    #[test]
    fn stages_follow_one_another_and_end() {
        let mut stages = vec![rotation(CaStage::Trust)];
        stages.extend(std::iter::successors(stages[0].advanced(), CaRotation::advanced));
        assert_eq!(stages.iter().map(|r| r.stage.as_str()).collect::<Vec<_>>(), ["trust", "leaves", "clients", "drop"]);
    }

    #[test]
    fn turned_back_early_only_the_trust_in_the_new_ca_goes() {
        let back = rotation(CaStage::Trust).turned_back().unwrap();
        assert_eq!((back.stage, back.bundle().as_str()), (CaStage::Drop, "OLD\n"));
    }

    #[test]
    fn turned_back_later_leaves_are_issued_anew_by_the_former_ca_while_both_are_trusted() {
        for stage in [CaStage::Leaves, CaStage::Clients] {
            let back = rotation(stage).turned_back().unwrap();
            assert_eq!((back.stage, back.bundle().as_str(), back.issuer_pem()), (CaStage::Leaves, "OLD\nNEW\n", "OLD\n"));
        }
    }

    #[test]
    fn what_was_dropped_or_turned_round_already_is_not_turned_back() {
        assert_eq!(rotation(CaStage::Drop).turned_back(), None);
        assert_eq!(rotation(CaStage::Leaves).turned_back().unwrap().turned_back(), None);
    }

    #[test]
    fn a_rotation_reads_as_it_was_written() {
        let json = serde_json::to_value(rotation(CaStage::Leaves)).unwrap();
        let expected = serde_json::json!({
            "stage": "leaves", "direction": "forward", "beganAt": "2026-03-01T14:02:00Z", "from": { "certPem": "OLD\n" }, "to": { "certPem": "NEW\n" }
        });
        assert_eq!(json, expected);
        assert_eq!(serde_json::from_value::<CaRotation>(json).unwrap(), rotation(CaStage::Leaves));
    }
}
