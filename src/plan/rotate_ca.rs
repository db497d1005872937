//! `certs rotate-ca`: another CA for a cluster that goes on working, in four stages, a plan each. Everyone trusts both CAs before the first leaf of the new
//! one is served, and everyone serves the new one's before the former is dropped, so that at no moment anybody is refused. How far it is stands in the store;
//! which nodes a stage has reached is read from the nodes themselves.

use crate::model::{CaRotation, CaStage, ClientName, Plan, Step, StepId};

use super::nodes::{Inputs, NEEDED};
use super::rotate::{Renew, Rotation, client, round};

/// How far a change of CAs is, and whom it concerns beside the nodes.
#[derive(Debug, Clone, Copy)]
pub struct Progress<'a> {
    /// As the store has it.
    pub rotation: &'a CaRotation,
    /// The named clients whose certificates are not the issuing CA's.
    pub clients: &'a [ClientName],
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
