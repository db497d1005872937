//! `certs ls`: every certificate of the cluster, where it lives.

use time::OffsetDateTime;

use crate::cli::CertsLsRequest;
use crate::model::{Exit, Node, Standing};
use crate::run::ended::Result;
use crate::run::place::{self, Place};
use crate::run::session::Session;

use super::census::{Census, Found};

/// Lists them. An endpoint that does not answer has its row too, and the exit code says so.
pub(super) async fn ls(request: &CertsLsRequest, session: &Session<'_>) -> Result<Exit> {
    let place = place::chosen(session)?;
    let now = OffsetDateTime::now_utc();
    let found = if request.nodes.is_empty() {
        everything(&place, now).await?
    } else {
        let nodes = request.nodes.iter().map(|name| place.node(name)).collect::<Result<Vec<_>>>()?;
        leaves(Census::of(&place, now)?.served(&nodes).await?)
    };
    let rows: Vec<_> = found.into_iter().map(|found| found.row).collect();
    session.ui.list(&rows)?;
    if !place.cluster.has_tls() {
        session.ui.note("the engines are reached by SSH alone: no node has a certificate");
    }
    Ok(if rows.iter().any(|row| row.state == Standing::Unseen) { Exit::SomeNodes } else { Exit::Ok })
}

/// All that there is: the CA, the clients, and what the nodes serve.
pub(super) async fn everything(place: &Place, now: OffsetDateTime) -> Result<Vec<Found>> {
    let census = Census::of(place, now)?;
    let mut found = census.cas();
    found.extend(census.operator()?);
    found.extend(census.clients()?);
    let nodes: Vec<&Node> = place.cluster.nodes.iter().collect();
    found.extend(leaves(census.served(&nodes).await?));
    Ok(found)
}

/// The leaves: what is served above them is the CA's, and has its rows.
pub(super) fn leaves(served: Vec<Vec<Found>>) -> Vec<Found> {
    served.into_iter().filter_map(|chain| chain.into_iter().next()).collect()
}
