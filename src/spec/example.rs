//! A spec to begin with.

use crate::model::Orchestrator;

/// A commented spec that validates; what is commented out shows the defaults.
pub fn example(orchestrator: Orchestrator) -> String {
    match orchestrator {
        Orchestrator::Standalone => include_str!("../../templates/spec/standalone.yaml"),
        Orchestrator::SwarmMode => include_str!("../../templates/spec/swarm-mode.yaml"),
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::{SourceContext, parse};

    const BOTH: [Orchestrator; 2] = [Orchestrator::Standalone, Orchestrator::SwarmMode];

    fn parsed(text: &str) -> Result<crate::model::Cluster, String> {
        parse(text.as_bytes(), &SourceContext { name: "example".to_owned(), ..SourceContext::default() }).map_err(|e| e.to_string())
    }

    /// `#key: value` and `#  key: value` are keys that are left out; `# text` is a comment.
    fn with_all_keys(text: &str) -> String {
        let line = |line: &str| match line.trim_start().strip_prefix('#') {
            Some(key) if !key.starts_with(' ') || key.starts_with("  ") => format!("{}{key}\n", &line[..line.len() - key.len() - 1]),
            _ => format!("{line}\n"),
        };
        text.lines().map(line).collect()
    }

    #[test]
    fn the_example_validates_as_it_is() {
        for orchestrator in BOTH {
            assert_eq!(parsed(&example(orchestrator)).map(|c| c.orchestrator), Ok(orchestrator));
        }
    }

    #[test]
    fn keys_that_are_commented_out_are_in_the_schema_too() {
        for orchestrator in BOTH {
            assert_eq!(parsed(&with_all_keys(&example(orchestrator))).map(|c| c.orchestrator), Ok(orchestrator));
        }
    }

    #[test]
    fn what_is_commented_out_at_the_top_level_shows_defaults() {
        for orchestrator in BOTH {
            let (plain, full) = (parsed(&example(orchestrator)).unwrap(), parsed(&with_all_keys(&example(orchestrator))).unwrap());
            assert_eq!((plain.discovery, plain.manager, plain.certs), (full.discovery, full.manager, full.certs));
        }
    }
}
