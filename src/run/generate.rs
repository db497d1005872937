//! `completions` and `man`: what is made from the command line itself.

use std::fs;

use crate::cli::{self, ManRequest};
use crate::model::{Exit, Failure};
use crate::report::Ui;

use super::ended::{Ended, Result};

/// Prints a completion script.
pub(super) fn completions(shell: cli::Shell, ui: &Ui) -> Result<Exit> {
    ui.data(cli::completions(shell))?;
    Ok(Exit::Ok)
}

/// Prints the program's page, or writes all pages into a directory.
pub(super) fn man(request: &ManRequest, ui: &Ui) -> Result<Exit> {
    let pages = cli::man_pages();
    let Some(dir) = &request.to else {
        // The first page is the program's own.
        ui.data(pages.into_iter().next().map(|(_, text)| text).unwrap_or_default())?;
        return Ok(Exit::Ok);
    };
    for (name, text) in pages {
        let path = dir.join(name);
        let failed = |error: std::io::Error| Ended::with(Failure::new(format!("`{}` cannot be written: {error}", path.display()), Exit::Failed));
        fs::create_dir_all(dir).and_then(|()| fs::write(&path, text)).map_err(failed)?;
    }
    Ok(Exit::Ok)
}
