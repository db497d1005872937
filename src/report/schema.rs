//! JSON Schemas of the documents, from the types that are printed, so that the two cannot drift apart.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde_json::{Map, Value, json};

use crate::model::DocumentKind;

use super::ca_change::CaStatus;
use super::certs::{CertRow, CertShown, Checked};
use super::document::{Document, SCHEMA_VERSION};
use super::events::EventBody;
use super::failure::Failures;
use super::list::Items;
use super::plan::PlanShown;
use super::shell::Variables;
use super::spec_checked::SpecChecked;
use super::ui::UnlockKeyShown;
use super::verify::Verified;
use super::{
    AddressShown, Checkup, ClusterInspected, ClusterRow, ContainerRow, Deed, Executed, KindRow, LockRow, Logs, MigrationPlan, NodeRow, OneNodeInspected,
    RunRow, RunShown, RunSummary, StatusShown, VersionRow,
};

/// The schema of a kind of document (JSON Schema 2020-12). What it does not name may come in a later version: keys are added, none is taken away.
pub fn schema(kind: DocumentKind) -> Value {
    match kind {
        DocumentKind::Error => document::<Failures<'_>>(kind),
        DocumentKind::Event => document::<EventBody<'_>>(kind),
        DocumentKind::Plan => document::<PlanShown<'_>>(kind),
        DocumentKind::Run => document::<RunSummary>(kind),
        DocumentKind::Migration => document::<MigrationPlan<'_>>(kind),
        DocumentKind::Verify => document::<Verified<'_>>(kind),
        DocumentKind::Nodes => list::<NodeRow>(kind),
        DocumentKind::Clusters => list::<ClusterRow>(kind),
        DocumentKind::Ps => list::<ContainerRow>(kind),
        DocumentKind::Version => list::<VersionRow>(kind),
        DocumentKind::Status => document::<StatusShown>(kind),
        DocumentKind::Lock => list::<LockRow>(kind),
        DocumentKind::Ip => document::<AddressShown>(kind),
        DocumentKind::Exec => document::<Executed>(kind),
        DocumentKind::Logs => document::<Logs>(kind),
        DocumentKind::History => list::<RunRow>(kind),
        DocumentKind::HistoryRun => document::<RunShown>(kind),
        DocumentKind::Cluster => document::<ClusterInspected>(kind),
        DocumentKind::Node => document::<OneNodeInspected>(kind),
        DocumentKind::Certs => list::<CertRow>(kind),
        DocumentKind::CertsShow => list::<CertShown>(kind),
        DocumentKind::CertsCheck => document::<Checked<'_>>(kind),
        DocumentKind::CaStatus => document::<CaStatus>(kind),
        DocumentKind::Env => document::<Variables<'_>>(kind),
        DocumentKind::UnlockKey => document::<UnlockKeyShown<'_>>(kind),
        DocumentKind::Issued
        | DocumentKind::Exported
        | DocumentKind::Signed
        | DocumentKind::CaImported
        | DocumentKind::CaExported
        | DocumentKind::CaPassphrase
        | DocumentKind::DockerContext
        | DocumentKind::DockerContextRemoved
        | DocumentKind::DefaultCluster
        | DocumentKind::ClusterRenamed
        | DocumentKind::ClusterForgotten
        | DocumentKind::ClusterExported
        | DocumentKind::ClusterImported
        | DocumentKind::MachinesImported
        | DocumentKind::LockReleased => deed(kind),
        DocumentKind::Doctor => document::<Checkup>(kind),
        DocumentKind::SpecChecked => document::<SpecChecked>(kind),
        DocumentKind::DocumentKinds => list::<KindRow>(kind),
    }
}

fn document<T: JsonSchema>(kind: DocumentKind) -> Value {
    let schema = SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<Document<'_, T>>();
    headed(schema.to_value(), kind)
}

fn list<T: JsonSchema>(kind: DocumentKind) -> Value {
    document::<Items<'_, T>>(kind)
}

/// Deeds are one type, whose forms name themselves.
fn deed(kind: DocumentKind) -> Value {
    let settings = SchemaSettings::draft2020_12().for_serialize().with(|settings| settings.inline_subschemas = true);
    let mut all: Schema = settings.into_generator().into_root_schema_for::<Deed>();
    let forms = all.get_mut("oneOf").map(Value::take);
    let is_meant = |form: &Value| form["properties"]["kind"]["const"] == kind.as_str();
    let form = forms.as_ref().and_then(Value::as_array).and_then(|forms| forms.iter().find(|form| is_meant(form))).cloned().unwrap_or_default();
    headed(form, kind)
}

/// The schema with the two keys that every document begins with, and a title.
fn headed(schema: Value, kind: DocumentKind) -> Value {
    let mut whole = match schema {
        Value::Object(whole) => whole,
        _ => Map::new(),
    };
    whole.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    whole.insert("title".to_owned(), json!(format!("swarmctl {}", kind.as_str())));
    whole.insert("description".to_owned(), json!(format!("Printed by: {}.", kind.meaning())));
    if let Some(Value::Object(properties)) = whole.get_mut("properties") {
        properties.insert("schemaVersion".to_owned(), json!({ "const": SCHEMA_VERSION }));
        properties.insert("kind".to_owned(), json!({ "const": kind.as_str() }));
    }
    if let Some(Value::Array(required)) = whole.get_mut("required") {
        required.retain(|key| key != "kind" && key != "schemaVersion");
        required.splice(0..0, [json!("schemaVersion"), json!("kind")]);
    }
    without_unused(whole)
}

/// Definitions that nothing points to are left out: the kind's own was one.
fn without_unused(mut whole: Map<String, Value>) -> Value {
    let Some(Value::Object(mut definitions)) = whole.remove("$defs") else { return Value::Object(whole) };
    loop {
        let text = Value::Object(whole.clone()).to_string() + &Value::Object(definitions.clone()).to_string();
        let before = definitions.len();
        definitions.retain(|name, _| text.contains(&format!("\"#/$defs/{name}\"")));
        if definitions.len() == before {
            break;
        }
    }
    if !definitions.is_empty() {
        whole.insert("$defs".to_owned(), Value::Object(definitions));
    }
    Value::Object(whole)
}
