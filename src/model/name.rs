//! Names of clusters and nodes: DNS labels, because they become SANs, container labels, directory names and arguments.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Why a text is not a name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// The text is empty.
    #[error("a name must not be empty")]
    Empty,
    /// Longer than a DNS label may be (RFC 1035, 2.3.4).
    #[error("a name has at most 63 characters, this one has {0}")]
    TooLong(usize),
    /// A character that no DNS label has.
    #[error("a name has only lower-case letters, digits and `-`, not {0:?}")]
    Character(char),
    /// A hyphen at an end: not a DNS label, and at the start it would read as an option.
    #[error("a name must begin and end with a letter or a digit")]
    Hyphen,
}

fn check(text: &str) -> Result<(), NameError> {
    if text.is_empty() {
        return Err(NameError::Empty);
    }
    if let Some(c) = text.chars().find(|c| !(c.is_ascii_lowercase() || c.is_ascii_digit() || *c == '-')) {
        return Err(NameError::Character(c));
    }
    if text.len() > 63 {
        return Err(NameError::TooLong(text.len()));
    }
    if text.starts_with('-') || text.ends_with('-') {
        return Err(NameError::Hyphen);
    }
    Ok(())
}

macro_rules! name {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The name as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = NameError;
            fn from_str(text: &str) -> Result<Self, NameError> {
                check(text)?;
                Ok(Self(text.to_owned()))
            }
        }

        impl TryFrom<String> for $name {
            type Error = NameError;
            fn try_from(text: String) -> Result<Self, NameError> {
                check(&text)?;
                Ok(Self(text))
            }
        }

        impl From<$name> for String {
            fn from(name: $name) -> Self {
                name.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }
    };
}

name! {
    /// A node's name: unique in its cluster, a SAN of its certificate.
    NodeName
}

name! {
    /// A cluster's name: its directory in the store and the value of its containers' label.
    ClusterName
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dns_label_is_a_name() {
        assert_eq!("worker-1".parse::<NodeName>().map(|n| n.to_string()), Ok("worker-1".to_owned()));
    }

    #[test]
    fn what_a_shell_or_a_path_could_misread_is_no_name() {
        for text in ["", "-rf", "a b", "a/b", "..", "a\nb", "A", "é", "a-", "$(x)"] {
            assert!(text.parse::<NodeName>().is_err(), "{text:?}");
        }
        assert_eq!("a".repeat(64).parse::<NodeName>(), Err(NameError::TooLong(64)));
    }
}
