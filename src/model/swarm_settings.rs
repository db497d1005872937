//! What a swarm (swarm mode) is to be as a whole: how long its nodes' certificates within it last, and whether its managers are locked.

use std::fmt;
use std::time::Duration;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::format_duration;

/// How a swarm is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SwarmSettings {
    /// How long the certificates last by which its nodes know each other; engines renew them by themselves.
    pub cert_expiry: Duration,
    /// Whether a manager whose engine restarted needs the unlock key.
    pub autolock: bool,
}

impl SwarmSettings {
    /// What a swarm that is set as `seen` lacks.
    pub fn lacks(&self, seen: &Self) -> Option<String> {
        let expiry = (seen.cert_expiry != self.cert_expiry).then(|| format!("certificates within it last {}", format_duration(seen.cert_expiry)));
        let lock = (seen.autolock != self.autolock).then(|| format!("autolock is {}", on_or_off(seen.autolock)));
        let lacking: Vec<_> = expiry.into_iter().chain(lock).collect();
        (!lacking.is_empty()).then(|| lacking.join(", "))
    }
}

fn on_or_off(set: bool) -> &'static str {
    if set { "on" } else { "off" }
}

impl fmt::Display for SwarmSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "certificates within it last {}, autolock {}", format_duration(self.cert_expiry), on_or_off(self.autolock))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_swarm_lacks_is_what_differs() {
        let settings = |hours: u64, autolock| SwarmSettings { cert_expiry: Duration::from_secs(hours * 3600), autolock };
        let wanted = settings(720, true);
        assert_eq!(wanted.lacks(&wanted), None);
        assert_eq!(wanted.lacks(&settings(2160, true)).as_deref(), Some("certificates within it last 90d"));
        assert_eq!(wanted.lacks(&settings(1, false)).as_deref(), Some("certificates within it last 1h, autolock is off"));
        assert_eq!(wanted.to_string(), "certificates within it last 30d, autolock on");
    }
}
