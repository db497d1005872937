//! What can be wrong with a certificate as it was served.

use time::OffsetDateTime;

use crate::model::{Host, ServedCert};
use crate::pki::covers;

use super::findings::{Diagnosis, RERUN};

/// Everything wrong with a server's certificate that `names` dial, the gravest first. Said of `certificate …`.
pub(super) fn server(cert: &ServedCert, names: &[Host], now: OffsetDateTime) -> Vec<Diagnosis> {
    let mut faults = Vec::new();
    if !cert.chains {
        faults.push(Diagnosis::new(format!("certificate is not the cluster CA's but of `{}`", cert.issuer), reissue()));
    }
    faults.extend(date(cert, now));
    faults.extend(names.iter().filter(|name| !covers(&cert.sans, name)).map(|name| missing_name(cert, name)));
    if !cert.server_auth {
        faults.push(Diagnosis::new("certificate lacks serverAuth", reissue()));
    }
    faults
}

/// The fault of a certificate that is also to be shown as a client's: managers, agents and Consul call others with the pair they serve with.
pub(super) fn client(cert: &ServedCert) -> Option<Diagnosis> {
    (!cert.client_auth).then(|| Diagnosis::new("certificate lacks clientAuth", reissue()))
}

/// Whether the certificate is out of its dates by some clock.
pub(super) fn date(cert: &ServedCert, clock: OffsetDateTime) -> Option<Diagnosis> {
    if clock > cert.not_after {
        return Some(Diagnosis::new(format!("certificate expired on {}", cert.not_after.date()), reissue()));
    }
    let hint = format!("set the clocks (`timedatectl set-ntp true`); if they are right, {RERUN}");
    (clock < cert.not_before).then(|| Diagnosis::new(format!("certificate is not valid before {}", moment(cert.not_before)), hint))
}

fn missing_name(cert: &ServedCert, name: &Host) -> Diagnosis {
    let names = if cert.sans.is_empty() { "it names nothing".to_owned() } else { format!("it names {}", cert.sans.join(", ")) };
    Diagnosis::new(format!("certificate does not name {name} ({names})"), reissue())
}

fn reissue() -> String {
    format!("{RERUN}: it issues the certificate anew")
}

/// To the minute, because a clock that is wrong is often wrong by less than a day.
fn moment(at: OffsetDateTime) -> String {
    format!("{} {:02}:{:02} UTC", at.date(), at.hour(), at.minute())
}
