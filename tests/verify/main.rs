//! The weather: a healthy cluster, one fault after the other put into it, and what verify says to each.

mod attention;
mod clear_sky;
mod consul_servers;
mod discovery;
mod endpoints;
mod managers;
mod nodes;
mod standalone;
mod swarm_mode;

use swarmctl::model::{Check, Finding, NodeName, Severity};

use clear_sky::Sky;

/// A fault, and the finding that must be among those it leads to.
struct Weather {
    name: &'static str,
    fault: fn(&mut Sky),
    check: Check,
    at: Option<&'static str>,
    says: &'static str,
    hint: &'static str,
}

fn name(text: &str) -> NodeName {
    text.parse().unwrap()
}

/// Lets each weather in on its own and gathers every one that was told otherwise.
fn assert_told(clear: fn() -> Sky, table: &[Weather], severity: Severity) {
    let mut wrong = Vec::new();
    for weather in table {
        let mut sky = clear();
        (weather.fault)(&mut sky);
        let findings = sky.verify().findings;
        let wanted =
            Finding { check: weather.check, node: weather.at.map(name), severity, message: weather.says.to_owned(), hint: Some(weather.hint.to_owned()) };
        if !findings.contains(&wanted) {
            let told: Vec<_> = findings.iter().filter(|f| f.severity != Severity::Ok).collect();
            wrong.push(format!("{}\n  wanted {wanted:?}\n  told   {told:#?}", weather.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
