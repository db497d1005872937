//! `certs rotate-ca`: another CA for a cluster that goes on working, in four stages, a plan each. Everyone trusts both CAs before the first leaf of the new
//! one is served, and everyone serves the new one's before the former is dropped, so that at no moment anybody is refused. How far it is stands in the store;
//! which nodes a stage has reached is read from the nodes themselves.

use crate::model::{CaRotation, CaStage, ClientName, Need, NodeName, Plan, Step, StepId};

use super::nodes::{Inputs, NEEDED, pair};
use super::rotate::{Renew, Rotation, client, round};

/// How far a change of CAs is, and whom it concerns beside the nodes.
#[derive(Debug, Clone, Copy)]
pub struct Progress<'a> {
    /// As the store has it.
    pub rotation: &'a CaRotation,
    /// The named clients whose certificates are not the issuing CA's.
    pub clients: &'a [ClientName],
    /// Whether clients have been given their new certificates.
    pub hand_over: HandOver,
}

/// Whether the stage `clients` may be left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HandOver {
    /// Somebody has to be given a new certificate first.
    Wait,
    /// Everybody has theirs.
    Done,
}

/// Whether a node has the pair and the trusted CAs that the store wants it to have; `None` where it was not looked at.
pub fn holds_its_pair(inputs: Inputs<'_>, node: &NodeName) -> Option<bool> {
    let (node, facts) = (inputs.cluster.node(node)?, inputs.facts.get(node)?);
    Some(pair(inputs, node, facts).1 == Need::Kept)
}

/// The plan of the stage that is reached; its last step enters the next one. `rotation` says how the nodes are visited.
///
/// # Errors
/// As `init`'s.
pub fn rotate_ca(inputs: Inputs<'_>, progress: Progress<'_>, rotation: Rotation<'_>) -> Result<Plan, super::Error> {
    let mut plan = Plan::new(inputs.cluster.name.clone(), "certs rotate-ca");
    let rotation = Rotation { nodes: None, renew: Renew::OnlyWhatDoesNotHold, ..rotation };
    let stage = progress.rotation.stage;
    let reached = match stage {
        CaStage::Trust | CaStage::Drop => {
            let trusted = plan.push(None, Step::TrustAtClients, NEEDED, &[]);
            round(&mut plan, inputs, rotation, &[trusted])?
        }
        CaStage::Leaves => round(&mut plan, inputs, rotation, &[])?,
        CaStage::Clients => clients(&mut plan, inputs, progress.clients),
    };
    if stage == CaStage::Clients && progress.hand_over == HandOver::Wait {
        return Ok(plan);
    }
    let end = stage.next().map_or(Step::EndCaRotation, |stage| Step::EnterCaStage { stage });
    plan.push(None, end, NEEDED, &reached);
    Ok(plan)
}

fn clients(plan: &mut Plan, inputs: Inputs<'_>, names: &[ClientName]) -> Vec<StepId> {
    let mut issued = vec![plan.push(None, Step::IssueClient { days: inputs.cluster.certs.leaf_days }, client(inputs, Renew::OnlyWhatDoesNotHold), &[])];
    if !names.is_empty() {
        issued.push(plan.push(None, Step::ReissueClients { names: names.to_vec() }, NEEDED, &[]));
    }
    issued
}
