//! What programs rely on: the keys of each document, the ids of steps, the names of events. A change of a snapshot here is a change of the interface.

mod support;

use std::collections::BTreeSet;

use serde_json::Value;
use support::{Sandbox, wrong_with};
use swarmctl::model::{DocumentKind, Exit, Failure, ImageSource, Need, Plan, Step, StepKind};
use swarmctl::report::{self, schema};

#[test]
fn the_schema_of_each_document_is_as_reviewed() {
    for kind in DocumentKind::ALL {
        let mut schema = schema(*kind);
        without_prose(&mut schema);
        insta::assert_snapshot!(kind.as_str(), format!("{schema:#}\n"));
    }
}

#[test]
fn the_ids_of_steps_are_as_reviewed() {
    let ids: Vec<_> = StepKind::ALL.iter().map(|kind| kind.as_str()).collect();
    insta::assert_snapshot!("step-ids", ids.join("\n"));
}

#[test]
fn a_plan_names_its_steps_by_their_ids() {
    let ids: BTreeSet<_> = StepKind::ALL.iter().map(|kind| kind.as_str().to_owned()).collect();
    assert_eq!(consts(&schema(DocumentKind::Plan)["$defs"]["Step"], "step"), ids);
}

#[test]
fn every_deed_is_a_kind_of_its_own() {
    for kind in DocumentKind::ALL {
        let schema = schema(*kind);
        assert_eq!(schema["properties"]["kind"]["const"], kind.as_str(), "{schema:#}");
    }
    let form = schemars::schema_for!(report::Deed).to_value();
    let kinds: BTreeSet<_> = DocumentKind::ALL.iter().map(|kind| kind.as_str().to_owned()).collect();
    assert_eq!(consts(&form, "kind").difference(&kinds).collect::<Vec<_>>(), Vec::<&String>::new());
}

#[test]
fn what_a_schema_does_not_allow_is_found() {
    let mut document = serde_json::json!({ "schemaVersion": 1, "kind": "ip", "node": "a", "address": "10.0.0.1" });
    assert_eq!(wrong_with(&document), None);
    document["address"] = Value::Null;
    assert!(wrong_with(&document).is_some());
    document.as_object_mut().expect("it is one").remove("address");
    assert!(wrong_with(&document).is_some());
}

#[test]
fn the_program_prints_the_schemas() {
    let sandbox = Sandbox::new();
    sandbox.program(["config", "schema", "--of", "run"]).stdout(format!("{:#}\n", schema(DocumentKind::Run))).run();
    let listed = sandbox.program(["config", "schema", "--list"]).stdout("KIND [..] PRINTED BY\n...\n").run().stdout;
    let words: Vec<_> = listed.lines().skip(1).filter_map(|line| line.split_whitespace().next()).collect();
    assert_eq!(words, DocumentKind::ALL.iter().map(|kind| kind.as_str()).collect::<Vec<_>>());
}

#[test]
fn a_failure_says_node_step_cause_hint_and_exit_code() {
    let step = Step::BringImages { images: vec!["swarm:1.2.9".to_owned()], source: ImageSource::Registry };
    let failure = Failure::new("no space left", Exit::SomeNodes).on(&"w1".parse().expect("a name")).during(&step).hint("make room");
    let expected = serde_json::json!({
        "node": "w1", "step": "bring-images", "title": "pull `swarm:1.2.9`", "cause": "no space left", "hint": "make room", "exit": 5
    });
    assert_eq!(serde_json::to_value(&failure).expect("it is data"), expected);
}

#[test]
fn a_step_in_a_plan_is_named_as_in_events() {
    let mut plan = Plan::new("lab".parse().expect("a name"), "init");
    plan.push(None, Step::MakeGossipKey, Need::Kept, &[]);
    let shown = serde_json::to_value(&plan).expect("it is data");
    assert_eq!(shown["steps"][0]["step"]["step"], plan.steps[0].step.kind().as_str());
}

/// Leaves what programs rely on: descriptions go, and words become a list.
fn without_prose(schema: &mut Value) {
    match schema {
        Value::Array(items) => items.iter_mut().for_each(without_prose),
        Value::Object(keys) => {
            // A property may have that name too, and is then no text.
            keys.retain(|key, value| key != "description" || !value.is_string());
            let words =
                keys.get("oneOf").and_then(Value::as_array).and_then(|forms| forms.iter().map(|form| form.get("const").cloned()).collect::<Option<Vec<_>>>());
            if let Some(words) = words {
                keys.remove("oneOf");
                keys.insert("enum".to_owned(), Value::String(words.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" ")));
            }
            keys.values_mut().for_each(without_prose);
        }
        _ => {}
    }
}

/// The words that the forms of a tagged enum have for `tag`.
fn consts(schema: &Value, tag: &str) -> BTreeSet<String> {
    let forms = schema["oneOf"].as_array().unwrap_or_else(|| panic!("no forms: {schema:#}"));
    forms.iter().map(|form| form["properties"][tag]["const"].as_str().unwrap_or_else(|| panic!("no `{tag}`: {form:#}")).to_owned()).collect()
}
