//! JSON that the program prints, held to the schemas that it prints.

use boon::{Compiler, Schemas};
use serde_json::Value;
use swarmctl::model::DocumentKind;
use swarmctl::report;

/// Why `document` is not what its kind's schema says, if it is not.
pub fn wrong_with(document: &Value) -> Option<String> {
    let kind: DocumentKind = match document["kind"].as_str().map(str::parse) {
        Some(Ok(kind)) => kind,
        _ => return Some(format!("no kind that is listed: {document}")),
    };
    let (mut schemas, mut compiler, name) = (Schemas::new(), Compiler::new(), format!("swarmctl:{}", kind.as_str()));
    compiler.add_resource(&name, report::schema(kind)).expect("its name is a URL");
    let place = compiler.compile(&name, &mut schemas).unwrap_or_else(|error| panic!("the schema of `{}`: {error:#}", kind.as_str()));
    schemas.validate(document, place).err().map(|error| format!("{error:#}\n{document:#}"))
}

/// Panics where standard output holds a document, or lines of them, that its schema does not allow.
pub(super) fn hold(stdout: &[u8]) {
    for document in documents(stdout) {
        if let Some(wrong) = wrong_with(&document) {
            panic!("a document is not what its schema says: {wrong}");
        }
    }
}

/// The documents on standard output; what else is there is none of ours.
fn documents(stdout: &[u8]) -> Vec<Value> {
    let of_ours = |value: &Value| value.get("schemaVersion").is_some();
    if let Ok(whole) = serde_json::from_slice::<Value>(stdout) {
        return Some(whole).into_iter().filter(of_ours).collect();
    }
    stdout.split(|byte| *byte == b'\n').filter_map(|line| serde_json::from_slice(line).ok()).filter(of_ours).collect()
}
