//! Where the store is.

use std::ffi::OsString;
use std::path::PathBuf;

use super::{Error, Result};

/// The places that a store could have, as the environment tells them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Places {
    /// `SWARMCTL_HOME`.
    pub swarmctl_home: Option<OsString>,
    /// The user's state directory (`$XDG_STATE_HOME`, `~/.local/state`); some systems have none.
    pub state_dir: Option<PathBuf>,
    /// The user's data directory, for those.
    pub data_dir: Option<PathBuf>,
}

impl Places {
    /// The places of the user who runs this.
    pub fn of_this_user() -> Self {
        let base = directories::BaseDirs::new();
        Self {
            swarmctl_home: std::env::var_os("SWARMCTL_HOME"),
            state_dir: base.as_ref().and_then(|b| b.state_dir()).map(ToOwned::to_owned),
            data_dir: base.as_ref().map(|b| b.data_local_dir().to_owned()),
        }
    }

    /// The store's root: `SWARMCTL_HOME` as it is, else `swarmctl` in the state directory, else in the data directory. An empty variable is no variable.
    pub fn root(&self) -> Result<PathBuf> {
        if let Some(home) = self.swarmctl_home.as_ref().filter(|home| !home.is_empty()) {
            return Ok(PathBuf::from(home));
        }
        self.state_dir.as_ref().or(self.data_dir.as_ref()).map(|dir| dir.join("swarmctl")).ok_or(Error::NoPlace)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places() -> Places {
        Places { swarmctl_home: Some("/s".into()), state_dir: Some("/h/.local/state".into()), data_dir: Some("/h/.local/share".into()) }
    }

    #[test]
    fn the_variable_comes_first_and_is_taken_as_it_is() {
        assert_eq!(places().root().unwrap(), PathBuf::from("/s"));
    }

    #[test]
    fn an_empty_variable_is_no_variable() {
        let places = Places { swarmctl_home: Some(OsString::new()), ..places() };
        assert_eq!(places.root().unwrap(), PathBuf::from("/h/.local/state/swarmctl"));
    }

    #[test]
    fn without_a_state_directory_the_data_directory_serves() {
        let places = Places { swarmctl_home: None, state_dir: None, ..places() };
        assert_eq!(places.root().unwrap(), PathBuf::from("/h/.local/share/swarmctl"));
    }

    #[test]
    fn without_any_place_there_is_no_store() {
        assert!(matches!(Places::default().root(), Err(Error::NoPlace)));
    }
}
