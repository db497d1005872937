//! `config`: an example spec, the schema, and whether a spec is right.

use crate::cli::{ConfigRequest, SpecSource};
use crate::model::Exit;
use crate::report::Ui;
use crate::spec::{self, Overrides};

use super::ended::Result;
use super::spec_source::read;

/// Prints or checks.
pub(super) fn config(request: &ConfigRequest, ui: &Ui) -> Result<Exit> {
    match request {
        ConfigRequest::Example { orchestrator } => ui.data(spec::example(*orchestrator))?,
        ConfigRequest::Schema => ui.data(format!("{:#}\n", spec::schema()))?,
        ConfigRequest::Validate { file } => {
            let cluster = read(file, &Overrides::default())?;
            let name = match file {
                SpecSource::File(path) => path.display().to_string(),
                SpecSource::Stdin => "standard input".to_owned(),
            };
            let nodes = cluster.nodes.len();
            ui.note(&format!("{name}: cluster `{}`, {nodes} node{}, no problems", cluster.name, if nodes == 1 { "" } else { "s" }));
        }
    }
    Ok(Exit::Ok)
}
