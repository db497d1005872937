//! `config`: an example spec, the schemas, and whether a spec is right.

use crate::cli::{ConfigRequest, SchemaRequest, SpecSource};
use crate::model::{DocumentKind, Exit};
use crate::report::{self, KindRow, SpecChecked, Ui};
use crate::spec::{self, Overrides};

use super::ended::Result;
use super::spec_source::read;

/// Prints or checks.
pub(super) fn config(request: &ConfigRequest, ui: &Ui) -> Result<Exit> {
    match request {
        ConfigRequest::Example { orchestrator } => ui.data(spec::example(*orchestrator))?,
        ConfigRequest::Schema(SchemaRequest { list: true, .. }) => ui.list(&kinds())?,
        ConfigRequest::Schema(SchemaRequest { of: Some(kind), .. }) => ui.data(format!("{:#}\n", report::schema(*kind)))?,
        ConfigRequest::Schema(SchemaRequest { of: None, .. }) => ui.data(format!("{:#}\n", spec::schema()))?,
        ConfigRequest::Validate { file } => {
            let cluster = read(file, &Overrides::default())?;
            let file = match file {
                SpecSource::File(path) => Some(path.clone()),
                SpecSource::Stdin => None,
            };
            ui.spec_checked(&SpecChecked { file, nodes: cluster.nodes.len(), cluster: cluster.name })?;
        }
    }
    Ok(Exit::Ok)
}

fn kinds() -> Vec<KindRow> {
    DocumentKind::ALL.iter().map(|&kind| KindRow { name: kind, printed_by: kind.meaning().to_owned() }).collect()
}
