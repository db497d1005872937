//! Consul over its HTTP API: its leader, its certificates, and the lock that makes a standalone manager the primary.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hyper::Method;
use serde::Deserialize;
use tokio::time::{Instant, sleep};

use super::http::{Call, Http};
use crate::model::ConsulPeer;
use crate::transport::{Error, Result};

/// The deadline of a call; one that needs Consul's leader waits for an election, which takes about five seconds by default.
const WITHIN: Duration = Duration::from_secs(10);

/// How long another manager may take to get the lock: several of its waits.
const UNTIL_TAKEN: Duration = Duration::from_secs(20);

const BETWEEN_LOOKS: Duration = Duration::from_millis(200);

/// The managers' lock: classicswarm, cli/manage.go, `leaderElectionPath`.
const LOCK: &str = "/v1/kv/docker/swarm/leader?consistent=";

/// `HOST:PORT` of Consul's leader; empty while there is none.
pub async fn leader(http: &Http) -> Result<String> {
    http.get(Call { what: "ask Consul for its leader", path: "/v1/status/leader", within: WITHIN }).await
}

/// The servers' list of themselves, as the leader has it.
pub async fn peers(http: &Http) -> Result<Vec<ConsulPeer>> {
    #[derive(Deserialize)]
    #[serde(rename_all = "PascalCase")]
    struct Configuration {
        servers: Vec<ConsulPeer>,
    }
    let call = Call { what: "ask Consul for its servers", path: "/v1/operator/raft/configuration", within: WITHIN };
    http.get(call).await.map(|found: Configuration| found.servers)
}

/// Takes a server out of that list: it votes no more, and its data is not asked for any more.
pub async fn drop_peer(http: &Http, server: &str) -> Result<()> {
    // An IPv6 address stands in brackets, which a query must not hold as they are.
    let address = server.replace('[', "%5B").replace(']', "%5D");
    let path = format!("/v1/operator/raft/peer?address={address}");
    http.tell(Call { what: "take a server out of Consul's list", path: &path, within: WITHIN }, Method::DELETE).await
}

/// Takes an engine out of the list on which its agent keeps it: an entry ends by itself only after three minutes.
pub async fn forget_engine(http: &Http, engine: &str) -> Result<()> {
    let address = engine.replace('[', "%5B").replace(']', "%5D");
    let path = format!("/v1/kv/docker/swarm/nodes/{address}");
    http.tell(Call { what: "take an engine out of Consul", path: &path, within: WITHIN }, Method::DELETE).await
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
    #[serde(default)]
    flags: u64,
    session: Option<String>,
}

/// Who held the lock, and the session by which it did.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Holder {
    address: String,
    /// What marks the key as a lock: whoever acquires it wants to find that again.
    flags: u64,
    session: String,
}

/// Takes the lock away from the manager that holds it until another one has it, and gives back the former's address; `None` where nobody held it.
///
/// The lock is released in its holder's name, and its session lives on: where a session ends instead, Consul keeps the replicas out for its lock delay (1 ms),
/// they wait for 5 s then (vendored consul/api/lock.go, `DefaultLockRetryTime`), and the former, which campaigns again at once, has it back. Should it be the
/// faster one all the same, the lock is taken away again. No request fails meanwhile: managers go on with the primary they know. Measured on Swarm 1.2.9.
pub async fn yield_primary(http: &Http) -> Result<Option<String>> {
    yield_within(http, UNTIL_TAKEN).await
}

async fn yield_within(http: &Http, within: Duration) -> Result<Option<String>> {
    let Some(former) = primary(http).await? else { return Ok(None) };
    let began = Instant::now();
    let mut released = None;
    let mut now = Some(former.clone());
    loop {
        match now {
            Some(other) if other.address != former.address => return Ok(Some(former.address)),
            Some(same) if released.as_ref() != Some(&same.session) => {
                release(http, &same).await?;
                released = Some(same.session);
            }
            // Nobody has it yet.
            Some(_) | None => {}
        }
        if began.elapsed() > within {
            return Err(Error::Timeout { what: "see another manager become the primary".to_owned(), seconds: within.as_secs() });
        }
        sleep(BETWEEN_LOOKS).await;
        now = primary(http).await?;
    }
}

async fn primary(http: &Http) -> Result<Option<Holder>> {
    let call = Call { what: "ask Consul which manager is the primary", path: LOCK, within: WITHIN };
    let entries: Vec<Entry> = match http.get(call).await {
        // No manager has ever stood for election.
        Err(Error::Api { status: Some(404), .. }) => return Ok(None),
        other => other?,
    };
    entries.into_iter().find_map(holder).transpose()
}

/// Releases the lock as its holder would: the value and the flags stay what they are.
async fn release(http: &Http, holder: &Holder) -> Result<()> {
    let path = format!("/v1/kv/docker/swarm/leader?release={}&flags={}", holder.session, holder.flags);
    http.put_text(Call { what: "take the lock away from the primary", path: &path, within: WITHIN }, &holder.address).await
}

/// Who holds a key, if anybody does. What goes into a path is checked first.
fn holder(entry: Entry) -> Option<Result<Holder>> {
    let flags = entry.flags;
    let session = entry.session.filter(|session| !session.is_empty())?;
    if !session.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-') {
        return Some(Err(unreadable("it names a session that is none")));
    }
    let value = STANDARD.decode(entry.value.unwrap_or_default()).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    Some(match value.filter(|address| address.chars().all(|c| c.is_ascii_graphic())) {
        Some(address) => Ok(Holder { address, flags, session }),
        None => Err(unreadable("the primary's address is no text")),
    })
}

fn unreadable(why: &str) -> Error {
    Error::Answer { what: "the question who is the primary".to_owned(), source: why.into() }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;
    use crate::transport::api::canned::Canned;

    /// A Consul whose lock goes, whenever it is released, to the next of these managers.
    fn consul(holders: &'static [&'static str]) -> Canned {
        let turn = Arc::new(Mutex::new(0));
        Canned::serve(move |request| {
            let mut turn = turn.lock().expect("no holder panics");
            if let Some(holder) = request.strip_prefix("PUT /v1/kv/docker/swarm/leader?release=") {
                assert_eq!(holder, format!("{:x}&flags=7", *turn), "a session that was over, or another kind of key");
                *turn += 1;
                return (200, "true".to_owned());
            }
            assert_eq!(request, "GET /v1/kv/docker/swarm/leader?consistent=");
            let Some(holder) = holders.get(*turn) else { return (404, String::new()) };
            (200, format!(r#"[{{"Value":"{}","Flags":7,"Session":"{:x}"}}]"#, STANDARD.encode(holder), *turn))
        })
    }

    #[tokio::test]
    async fn the_lock_is_taken_away_until_another_manager_has_it() {
        let consul = consul(&["10.0.0.1:3376", "10.0.0.1:3376", "10.0.0.2:3376"]);
        assert_eq!(yield_primary(&consul.http()).await.ok(), Some(Some("10.0.0.1:3376".to_owned())));
        assert_eq!(consul.requests().iter().filter(|request| request.starts_with("PUT ")).count(), 2);
    }

    #[tokio::test]
    async fn a_lock_that_nobody_ever_held_is_nothing_to_do() {
        let consul = consul(&[]);
        assert_eq!(yield_primary(&consul.http()).await.ok(), Some(None));
        assert_eq!(consul.requests().len(), 1);
    }

    #[tokio::test]
    async fn a_manager_that_has_no_other_beside_it_keeps_the_lock_and_that_is_told() {
        let consul = consul(&["10.0.0.1:3376"; 1000]);
        let error = yield_within(&consul.http(), Duration::ZERO).await.expect_err("there is no other");
        assert!(matches!(error, Error::Timeout { .. }), "{error}");
    }

    #[tokio::test]
    async fn the_list_of_servers_is_read_and_one_is_taken_out_of_it() {
        // As Consul 1.8.7 gives it.
        let list = r#"{"Servers":[{"ID":"3c0b","Node":"node-1","Address":"10.0.0.1:8300","Leader":true,"ProtocolVersion":"3","Voter":true}],"Index":9}"#;
        let consul = Canned::serve(move |_| (200, list.to_owned()));
        let peer = ConsulPeer { node: "node-1".into(), address: "10.0.0.1:8300".into(), leader: true, voter: true };
        assert_eq!(peers(&consul.http()).await.ok(), Some(vec![peer]));
        assert!(drop_peer(&consul.http(), "[fd00::1]:8300").await.is_ok());
        assert_eq!(consul.requests(), ["GET /v1/operator/raft/configuration", "DELETE /v1/operator/raft/peer?address=%5Bfd00::1%5D:8300"]);
    }

    #[tokio::test]
    async fn an_engine_is_taken_out_by_its_own_key() {
        let consul = Canned::serve(|_| (200, "true".to_owned()));
        assert!(forget_engine(&consul.http(), "10.0.0.3:2376").await.is_ok());
        assert!(forget_engine(&consul.http(), "[fd00::3]:2376").await.is_ok());
        let keys = ["10.0.0.3:2376", "%5Bfd00::3%5D:2376"].map(|key| format!("DELETE /v1/kv/docker/swarm/nodes/{key}"));
        assert_eq!(consul.requests(), keys);
    }

    #[tokio::test]
    async fn consul_is_told_to_read_its_files_again() {
        let consul = Canned::serve(|_| (200, String::new()));
        assert!(reload(&consul.http()).await.is_ok());
        assert_eq!(consul.requests(), ["PUT /v1/agent/reload"]);
    }

    #[tokio::test]
    async fn a_reload_that_fails_says_what_consul_says() {
        let consul = Canned::serve(|_| (500, "Failed to load cert/key pair".to_owned()));
        let error = reload(&consul.http()).await.expect_err("it failed");
        assert_eq!(error.to_string(), "could not let Consul read its certificate again: Failed to load cert/key pair");
    }

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
        let holder = Holder { address: "10.0.0.1:3376".into(), flags: 3_304_740_253_564_472_344, session: "adf4238a-882b-9ddc-4a9d-5b6758e4159e".into() };
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
