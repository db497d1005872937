//! Consul over its HTTP API: its leader, its certificates, and the lock that makes a standalone manager the primary.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hyper::Method;
use serde::Deserialize;

use super::http::{Call, Http};
use crate::transport::{Error, Result};

/// The deadline of a call; one that needs Consul's leader waits for an election, which takes about five seconds by default.
const WITHIN: Duration = Duration::from_secs(10);

/// The managers' lock: classicswarm, cli/manage.go, `leaderElectionPath`.
const LOCK: &str = "/v1/kv/docker/swarm/leader?consistent=";

/// `HOST:PORT` of Consul's leader; empty while there is none.
pub async fn leader(http: &Http) -> Result<String> {
    http.get(Call { what: "ask Consul for its leader", path: "/v1/status/leader", within: WITHIN }).await
}

/// Lets Consul read its configuration and its certificate files again, without a restart. Connections stay; new ones get the new certificate, and are
/// believed by the new CAs (measured on Consul 1.8.7).
pub async fn reload(http: &Http) -> Result<()> {
    http.tell(Call { what: "let Consul read its certificate again", path: "/v1/agent/reload", within: WITHIN }, Method::PUT).await
}

/// A key as Consul gives it; `session` is absent while nobody holds it.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Entry {
    value: Option<String>,
    session: Option<String>,
}

/// Who held the lock, and the session by which it did.
#[derive(Debug, PartialEq, Eq)]
struct Holder {
    address: String,
    session: String,
}

/// Takes the lock away from the manager that holds it, so that another one takes it at once, and gives back that manager's address; `None` where nobody
/// held it. The manager whose lock it was notices, and campaigns again.
pub async fn yield_primary(http: &Http) -> Result<Option<String>> {
    let call = Call { what: "ask Consul which manager is the primary", path: LOCK, within: WITHIN };
    let entries: Vec<Entry> = match http.get(call).await {
        // No manager has ever stood for election.
        Err(Error::Api { status: Some(404), .. }) => return Ok(None),
        other => other?,
    };
    let Some(holder) = entries.into_iter().find_map(holder).transpose()? else { return Ok(None) };
    let path = format!("/v1/session/destroy/{}", holder.session);
    http.tell(Call { what: "take the primary's lock away", path: &path, within: WITHIN }, Method::PUT).await?;
    Ok(Some(holder.address))
}

/// Who holds a key, if anybody does. What goes into a path is checked first.
fn holder(entry: Entry) -> Option<Result<Holder>> {
    let session = entry.session.filter(|session| !session.is_empty())?;
    if !session.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-') {
        return Some(Err(unreadable("it names a session that is none")));
    }
    let value = STANDARD.decode(entry.value.unwrap_or_default()).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    Some(match value.filter(|address| address.chars().all(|c| c.is_ascii_graphic())) {
        Some(address) => Ok(Holder { address, session }),
        None => Err(unreadable("the primary's address is no text")),
    })
}

fn unreadable(why: &str) -> Error {
    Error::Answer { what: "the question who is the primary".to_owned(), source: why.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Option<Result<Holder>> {
        holder(serde_json::from_str(json).expect("an entry"))
    }

    #[test]
    fn the_holder_of_the_lock_is_an_address_and_a_session() {
        // As Consul 1.8.7 gives it.
        let held = read(
            r#"{"LockIndex":1,"Key":"docker/swarm/leader","Flags":3304740253564472344,"Value":"MTAuMC4wLjE6MzM3Ng==",
                "Session":"adf4238a-882b-9ddc-4a9d-5b6758e4159e","CreateIndex":16,"ModifyIndex":16}"#,
        );
        let holder = Holder { address: "10.0.0.1:3376".into(), session: "adf4238a-882b-9ddc-4a9d-5b6758e4159e".into() };
        assert_eq!(held.and_then(Result::ok), Some(holder));
    }

    #[test]
    fn a_key_without_a_session_is_held_by_nobody() {
        assert!(read(r#"{"Key":"docker/swarm/leader","Value":"MTAuMC4wLjE6MzM3Ng=="}"#).is_none());
        assert!(read(r#"{"Key":"docker/swarm/leader","Value":null,"Session":""}"#).is_none());
    }

    #[test]
    fn nothing_that_is_no_session_goes_into_a_path() {
        assert!(matches!(read(r#"{"Value":"","Session":"../../kv/docker"}"#), Some(Err(Error::Answer { .. }))));
    }

    #[test]
    fn an_address_that_is_no_text_is_an_error() {
        assert!(matches!(read(r#"{"Value":"%%%","Session":"ab"}"#), Some(Err(_))));
        assert!(matches!(read(r#"{"Value":"Gxsb","Session":"ab"}"#), Some(Err(_))));
    }
}
