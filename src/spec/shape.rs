//! What may stand where in a spec, taken from the v1 schema, so that the types, the printed schema and the checks cannot drift apart.

use std::collections::BTreeMap;

use serde_json::Value;

/// What a value must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Shape {
    /// Any text.
    Text,
    /// A whole number from `.0` to `.1`.
    Number(u64, u64),
    /// `true` or `false`.
    Truth,
    /// One of these words.
    Word(Vec<String>),
    /// A list.
    List(Box<Shape>),
    /// A mapping with any keys.
    Table(Box<Shape>),
    /// A mapping with these keys and no others.
    Record(BTreeMap<String, Shape>),
    /// One of these words, or something else.
    WordOr(Vec<String>, Box<Shape>),
    /// Anything that JSON can say.
    Any,
}

impl Shape {
    /// The shape that a JSON Schema as schemars writes it for the v1 types describes.
    pub(super) fn from_schema(schema: &Value) -> Self {
        shape(schema, schema)
    }
}

fn shape(schema: &Value, root: &Value) -> Shape {
    if let Some(target) = schema["$ref"].as_str().and_then(|r| r.strip_prefix('#')).and_then(|p| root.pointer(p)) {
        return shape(target, root);
    }
    if let Some(words) = words(schema) {
        return Shape::Word(words);
    }
    if let Some(any) = schema["anyOf"].as_array() {
        let mut present = any.iter().filter(|s| s["type"] != "null").map(|s| shape(s, root));
        return match (present.next(), present.next()) {
            (Some(Shape::Word(words)), Some(other)) => Shape::WordOr(words, Box::new(other)),
            (first, _) => first.unwrap_or(Shape::Any),
        };
    }
    match type_of(schema) {
        Some("string") => Shape::Text,
        Some("boolean") => Shape::Truth,
        Some("integer") => Shape::Number(schema["minimum"].as_u64().unwrap_or(0), schema["maximum"].as_u64().unwrap_or(u64::MAX)),
        Some("array") => Shape::List(Box::new(shape(&schema["items"], root))),
        Some("object") => match schema["properties"].as_object() {
            Some(keys) => Shape::Record(keys.iter().map(|(key, value)| (key.clone(), shape(value, root))).collect()),
            None => Shape::Table(Box::new(shape(&schema["additionalProperties"], root))),
        },
        _ => Shape::Any,
    }
}

/// The type beside `null`, which stands for an absent value everywhere.
fn type_of(schema: &Value) -> Option<&str> {
    match &schema["type"] {
        Value::String(name) => Some(name),
        Value::Array(names) => names.iter().filter_map(Value::as_str).find(|name| *name != "null"),
        _ => None,
    }
}

/// The words of an enum: schemars writes `enum`, or `oneOf` with a `const` each where variants are documented.
fn words(schema: &Value) -> Option<Vec<String>> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    if let Some(values) = schema["enum"].as_array() {
        return Some(values.iter().filter_map(text).collect());
    }
    if let Some(variants) = schema["oneOf"].as_array() {
        return Some(variants.iter().flat_map(|v| words(v).unwrap_or_default()).collect());
    }
    text(&schema["const"]).map(|word| vec![word])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::schema;

    fn anything(shape: &Shape, path: &str, found: &mut Vec<String>) {
        match shape {
            Shape::Any => found.push(path.to_owned()),
            Shape::List(of) | Shape::Table(of) | Shape::WordOr(_, of) => anything(of, path, found),
            Shape::Record(keys) => keys.iter().for_each(|(key, of)| anything(of, &format!("{path}/{key}"), found)),
            Shape::Text | Shape::Truth | Shape::Number(..) | Shape::Word(_) => {}
        }
    }

    #[test]
    fn only_daemon_json_keys_take_anything() {
        let mut found = Vec::new();
        anything(&Shape::from_schema(&schema()), "", &mut found);
        assert_eq!(found, ["/engine/config"]);
    }

    #[test]
    fn enums_and_bounds_come_through() {
        let Shape::Record(keys) = Shape::from_schema(&schema()) else { panic!("a document is a record") };
        assert_eq!(keys["orchestrator"], Shape::Word(vec!["standalone".into(), "swarm-mode".into()]));
        assert!(matches!(&keys["discovery"], Shape::WordOr(words, of) if words == &["static"] && matches!(&**of, Shape::Record(_))));
        let Shape::Record(engine) = &keys["engine"] else { panic!("`engine` is a record") };
        assert_eq!(engine["port"], Shape::Number(1, 65535));
    }
}
