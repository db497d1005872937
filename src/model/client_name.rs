//! Names of clients: what a person or a job is called in its certificate, and a file name in the store.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Why a text is not a client's name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ClientNameError {
    /// The text is empty.
    #[error("a client's name must not be empty")]
    Empty,
    /// Longer than a common name may be (RFC 5280, appendix A.1, allows 64).
    #[error("a client's name has at most 63 characters, this one has {0}")]
    TooLong(usize),
    /// A character that a path, a shell or a certificate's subject could read as something else.
    #[error("a client's name has only letters, digits and `.`, `_`, `@`, `-`, not {0:?}")]
    Character(char),
    /// At the start a hyphen reads as an option and a point as a hidden file.
    #[error("a client's name must not begin with `-` or `.`")]
    Start,
}

/// The name of a client that has a certificate of its own: 1 to 63 of `a-z A-Z 0-9 . _ @ -`, neither `-` nor `.` first. Mail addresses fit.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
pub struct ClientName(String);

impl ClientName {
    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for ClientName {
    type Err = ClientNameError;

    fn from_str(text: &str) -> Result<Self, ClientNameError> {
        if text.is_empty() {
            return Err(ClientNameError::Empty);
        }
        if let Some(c) = text.chars().find(|c| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '@' | '-'))) {
            return Err(ClientNameError::Character(c));
        }
        if text.len() > 63 {
            return Err(ClientNameError::TooLong(text.len()));
        }
        if text.starts_with(['-', '.']) {
            return Err(ClientNameError::Start);
        }
        Ok(Self(text.to_owned()))
    }
}

impl TryFrom<String> for ClientName {
    type Error = ClientNameError;

    fn try_from(text: String) -> Result<Self, ClientNameError> {
        text.parse()
    }
}

impl From<ClientName> for String {
    fn from(name: ClientName) -> Self {
        name.0
    }
}

impl fmt::Display for ClientName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_jobs_and_mail_addresses_are_names() {
        for text in ["alice", "Alice.B", "ci_job-7", "alice@example.org", "7", &"a".repeat(63)] {
            assert_eq!(text.parse::<ClientName>().map(|name| name.to_string()), Ok(text.to_owned()));
        }
    }

    #[test]
    fn what_a_path_a_shell_or_a_subject_could_misread_is_no_name() {
        let hostile =
            ["a b", "../x", "a/b", "a\\b", "a\nb", "a\0b", "a'b", "a\"b", "$(x)", "a;b", "a,CN=b", "a=b", "a+b", "é", "ａ", "a\u{202e}b", "a\u{200b}"];
        for text in hostile {
            assert!(matches!(text.parse::<ClientName>(), Err(ClientNameError::Character(_))), "{text:?}");
        }
    }

    #[test]
    fn a_name_neither_hides_nor_passes_for_an_option() {
        for text in ["-rf", "-", "--to", ".", "..", ".hidden", "..."] {
            assert_eq!(text.parse::<ClientName>(), Err(ClientNameError::Start), "{text:?}");
        }
    }

    #[test]
    fn a_name_has_a_length() {
        assert_eq!("".parse::<ClientName>(), Err(ClientNameError::Empty));
        assert_eq!("a".repeat(300).parse::<ClientName>(), Err(ClientNameError::TooLong(300)));
    }

    #[test]
    fn a_stored_name_is_checked_like_a_typed_one() {
        assert!(serde_json::from_str::<ClientName>("\"../x\"").is_err());
    }
}
