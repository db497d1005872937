//! `certs show`: a certificate in full.

use time::OffsetDateTime;

use crate::cli::CertsShowRequest;
use crate::model::{CertText, Exit, Failure};
use crate::report::{CertShown, Output};
use crate::run::ended::{Ended, Result};
use crate::run::place::Place;
use crate::run::session::Session;

use super::census::Found;
use super::target::{Member, Target};

/// Shows what the target has.
pub(super) async fn show(request: &CertsShowRequest, session: &Session<'_>) -> Result<Exit> {
    let targets = Target::all_of(std::slice::from_ref(&request.target), session)?;
    let now = OffsetDateTime::now_utc();
    let (mut shown, mut failures) = (Vec::new(), Vec::new());
    for target in &targets {
        for found in target.look(now).await?.into_iter().flatten() {
            match shown_of(found) {
                Ok(cert) => join(&mut shown, cert),
                Err((place, why)) => failures.push(failure(target, &place, why)),
            }
        }
    }
    if shown.is_empty() {
        targets.iter().filter_map(Target::place).try_for_each(Place::needs_tls)?;
        let none = || Failure::new("there is no such certificate yet", Exit::NotFound).hint("`swarmctl init` makes what a cluster needs");
        return Err(if failures.is_empty() { Ended::with(none()) } else { Ended::all(failures, Exit::Unreachable) });
    }
    if request.pem && session.ui.manner().output == Output::Text {
        session.ui.data(shown.iter().map(|cert| cert.pem.as_str()).collect::<String>())?;
    } else {
        session.ui.certificates(&shown)?;
    }
    for failure in &failures {
        session.ui.warn(&failure.cause);
    }
    Ok(if failures.is_empty() { Exit::Ok } else { Exit::SomeNodes })
}

fn failure(target: &Target, place: &str, why: String) -> Failure {
    match target {
        Target::In(_, Member::Node(node)) => Failure::new(format!("its {place} shows no certificate: {why}"), Exit::Unreachable).on(node),
        _ => Failure::new(why, Exit::Unreachable),
    }
}

/// What is shown of it, or where it is and why it could not be seen.
fn shown_of(found: Found) -> Result<CertShown, (String, String)> {
    let Found { row, pem } = found;
    let (seen, state) = (row.seen, row.state);
    match (seen.cert, pem) {
        (Some(CertText::Whole(cert)), Some(pem)) => {
            let days_left = seen.days_left.unwrap_or_default();
            Ok(CertShown { owner: seen.owner, kinds: vec![seen.kind], cert, issuer_serial: seen.issuer_serial, days_left, state, expected: row.expected, pem })
        }
        _ => Err((seen.kind.as_str().to_owned(), seen.error.unwrap_or_else(|| "only a note of it is kept".to_owned()))),
    }
}

/// What several endpoints of a node serve is shown once.
fn join(shown: &mut Vec<CertShown>, cert: CertShown) {
    match shown.iter_mut().find(|other| other.pem == cert.pem && other.owner == cert.owner && other.kinds != cert.kinds) {
        Some(other) => other.kinds.extend(cert.kinds),
        None => shown.push(cert),
    }
}
