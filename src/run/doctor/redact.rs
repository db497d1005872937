//! What must not be seen is taken out: by the names of values, by what texts look like, and by what the store's own keys are.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;

const GONE: &str = "[redacted]";
/// Parts of the names of values that are nobody's business.
const NAMES: [&str; 9] = ["password", "passwd", "passphrase", "secret", "token", "credential", "apikey", "api-key", "api_key"];
/// A shorter line of a key file is no part of a key that could be told from other text.
const TELLING: usize = 16;

/// The lines of the keys in a cluster's directory.
pub(super) struct Keys(BTreeSet<String>);

impl Keys {
    /// Reads every file that holds a key, by its name.
    pub(super) fn of(cluster: &Path) -> Self {
        let mut lines = BTreeSet::new();
        let mut left = vec![cluster.to_owned()];
        while let Some(path) = left.pop() {
            if path.is_dir() {
                left.extend(fs::read_dir(&path).into_iter().flatten().flatten().map(|entry| entry.path()));
            } else if is_key(&path) {
                let text = fs::read(&path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
                lines.extend(text.lines().filter(|line| line.len() >= TELLING && !line.starts_with("-----")).map(str::to_owned));
            }
        }
        Self(lines)
    }

    /// `value` without what must not be seen.
    pub(super) fn without(&self, value: Value) -> Value {
        match value {
            Value::String(text) => Value::String(self.text(&text)),
            Value::Array(items) => items.into_iter().map(|item| self.without(item)).collect(),
            Value::Object(fields) => Value::Object(fields.into_iter().map(|(name, value)| self.field(&name, value)).collect()),
            other => other,
        }
    }

    fn field(&self, name: &str, value: Value) -> (String, Value) {
        let lower = name.to_ascii_lowercase();
        let told = if NAMES.iter().any(|part| lower.contains(part)) && !value.is_null() { GONE.into() } else { self.without(value) };
        (self.text(name), told)
    }

    fn text(&self, text: &str) -> String {
        let text = self.0.iter().fold(text.to_owned(), |text, line| text.replace(line.as_str(), GONE));
        without_logins(&without_tokens(&without_private_keys(&text)))
    }
}

fn is_key(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    name.contains("key") || name.starts_with("id_")
}

/// PEM blocks of private keys; one that does not end goes to the end of the text.
fn without_private_keys(text: &str) -> String {
    let (mut kept, mut rest) = (String::new(), text);
    while let Some(begin) = rest.find("-----BEGIN ") {
        let block = &rest[begin..];
        let end = block.find("-----END ").and_then(|end| Some(end + block[end + 9..].find("-----")? + 9 + 5)).unwrap_or(block.len());
        kept.push_str(&rest[..begin]);
        kept.push_str(if block[..end].contains("PRIVATE KEY") { GONE } else { &block[..end] });
        rest = &block[end..];
    }
    kept + rest
}

/// Join tokens of swarms.
fn without_tokens(text: &str) -> String {
    let mut parts = text.split("SWMTKN-");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |kept, part| kept + GONE + part.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '-'))
}

/// `USER:PASSWORD@` in URLs.
fn without_logins(text: &str) -> String {
    let mut parts = text.split("://");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |kept, part| {
        let end = part.find(|c: char| c.is_whitespace() || matches!(c, '/' | '"' | '\'' | '?' | '#')).unwrap_or(part.len());
        match part[..end].rfind('@') {
            Some(at) => format!("{kept}://{GONE}{}", &part[at..]),
            None => format!("{kept}://{part}"),
        }
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn redacted(value: Value) -> Value {
        Keys(["MHcCAQEEIKEYKEYKEYKEY".to_owned()].into()).without(value)
    }

    #[test]
    fn values_go_by_their_names() {
        let value = json!({ "engine": { "registry-token": "x", "Password": ["a"], "log-level": "warn", "labels": null } });
        assert_eq!(redacted(value), json!({ "engine": { "registry-token": GONE, "Password": GONE, "log-level": "warn", "labels": null } }));
    }

    #[test]
    fn texts_go_by_what_they_look_like() {
        let pem = "-----BEGIN CERTIFICATE-----\nA\n-----END CERTIFICATE-----\n-----BEGIN EC PRIVATE KEY-----\nB\n-----END EC PRIVATE KEY-----\nz";
        assert_eq!(redacted(json!(pem)), json!("-----BEGIN CERTIFICATE-----\nA\n-----END CERTIFICATE-----\n[redacted]\nz"));
        assert_eq!(redacted(json!("-----BEGIN PRIVATE KEY-----\nB")), json!(GONE));
        assert_eq!(redacted(json!("bad token SWMTKN-1-abc-def here")), json!("bad token [redacted] here"));
        assert_eq!(redacted(json!("http://u:p@w@proxy:3128/a@b, tcp://10.0.0.1:1")), json!("http://[redacted]@proxy:3128/a@b, tcp://10.0.0.1:1"));
    }

    #[test]
    fn the_store_s_own_keys_go_wherever_they_are() {
        assert_eq!(redacted(json!(["said MHcCAQEEIKEYKEYKEYKEY."])), json!(["said [redacted]."]));
    }
}
