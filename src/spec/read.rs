//! A tree checked against the shape of a document, all problems collected. What comes out holds only what is right, so that it always deserializes,
//! and the values that are right are still checked against each other.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::nearest::{nearest, suggest};
use super::origins::Origins;
use super::problem::{Problems, quoted};
use super::shape::Shape;
use super::tree::{Content, Mark, Tree};

/// Reads trees into JSON, noting places and problems on the way.
pub(super) struct Reader<'a> {
    pub(super) origins: &'a mut Origins,
    pub(super) problems: &'a mut Problems,
}

impl Reader<'_> {
    /// The value of `tree` as `shape` wants it; `None` if it is absent or wrong.
    pub(super) fn read(&mut self, tree: &Tree, shape: &Shape, path: &str) -> Option<Value> {
        self.origins.mark(path, tree.mark);
        if let Shape::Any = shape {
            return self.anything(tree, path);
        }
        if tree.is_null() {
            return None;
        }
        match (shape, &tree.content) {
            (Shape::Text, Content::Scalar { text, .. }) => Some(Value::String(text.clone())),
            (Shape::Truth, Content::Scalar { text, plain: true }) if matches!(plain(text), Some(Value::Bool(_))) => plain(text),
            (Shape::Word(words) | Shape::WordOr(words, _), Content::Scalar { text, .. }) => self.word(text, words, tree.mark, path),
            (Shape::Number(min, max), Content::Scalar { text, plain: true }) if text.parse().is_ok_and(|n: u64| (*min..=*max).contains(&n)) => {
                text.parse::<u64>().ok().map(Value::from)
            }
            (Shape::List(of), Content::List(items)) => Some(self.list(items, of, path)),
            (Shape::Record(keys), Content::Map(entries)) => Some(self.record(entries, keys, path)),
            (Shape::Table(of), Content::Map(entries)) => Some(self.table(entries, of, path)),
            (Shape::WordOr(_, of), Content::Map(_)) => self.read(tree, of, path),
            _ => self.wrong(tree, shape, path),
        }
    }

    fn word(&mut self, text: &str, words: &[String], mark: Mark, path: &str) -> Option<Value> {
        if words.iter().any(|w| w == text) {
            return Some(Value::String(text.to_owned()));
        }
        let (list, is_item) = list_of(path);
        let kind = if is_item { list.trim_end_matches('s') } else { list };
        let hint = suggest(text, words.iter().map(String::as_str));
        self.refuse(mark, path, format!("unknown {kind} {}", quoted(text)), Some(hint))
    }

    /// Items that are wrong are left out; the paths count those that stay, as the deserialized list will.
    fn list(&mut self, items: &[Tree], of: &Shape, path: &str) -> Value {
        let mut read = Vec::new();
        for item in items {
            let item_path = format!("{path}/{}", read.len());
            match self.read(item, of, &item_path) {
                Some(value) => read.push(value),
                None if item.is_null() => {
                    self.wrong(item, of, &item_path);
                }
                None => {}
            }
        }
        Value::Array(read)
    }

    fn record(&mut self, entries: &[(Tree, Tree)], keys: &BTreeMap<String, Shape>, path: &str) -> Value {
        let mut read = Map::new();
        for (key, value) in self.unique(entries, path) {
            let Some(shape) = keys.get(key) else {
                self.unknown_key(key, value.0, keys, path);
                continue;
            };
            if let Some(value) = self.read(value.1, shape, &format!("{path}/{key}")) {
                read.insert(key.to_owned(), value);
            }
        }
        Value::Object(read)
    }

    fn unknown_key(&mut self, key: &str, mark: Mark, keys: &BTreeMap<String, Shape>, path: &str) {
        let known = keys.keys().map(String::as_str);
        if let Some(meant) = nearest(key, known.clone()) {
            self.origins.spoil(&format!("{path}/{meant}"));
        }
        self.refuse(mark, &format!("{path}/{key}"), format!("unknown key {}", quoted(key)), Some(suggest(key, known)));
    }

    fn table(&mut self, entries: &[(Tree, Tree)], of: &Shape, path: &str) -> Value {
        let mut read = Map::new();
        for (key, (_, value)) in self.unique(entries, path) {
            let value_path = format!("{path}/{key}");
            if value.is_null() && *of != Shape::Any {
                self.wrong(value, of, &value_path);
            } else if let Some(value) = self.read(value, of, &value_path) {
                read.insert(key.to_owned(), value);
            }
        }
        Value::Object(read)
    }

    /// The entries with a key of their own, each with the key's place.
    fn unique<'t>(&mut self, entries: &'t [(Tree, Tree)], path: &str) -> Vec<(&'t str, (Mark, &'t Tree))> {
        let (mut first, mut unique) = (BTreeMap::new(), Vec::new());
        for (key, value) in entries {
            let Content::Scalar { text, .. } = &key.content else {
                self.refuse(key.mark, path, "a key must be text".to_owned(), None);
                continue;
            };
            if let Some(line) = first.get(text.as_str()) {
                self.refuse(key.mark, path, format!("duplicate key {}", quoted(text)), Some(format!("first on line {line}")));
            } else {
                first.insert(text.as_str(), key.mark.line);
                unique.push((text.as_str(), (key.mark, value)));
            }
        }
        unique
    }

    fn anything(&mut self, tree: &Tree, path: &str) -> Option<Value> {
        match &tree.content {
            Content::Scalar { text, plain: false } => Some(Value::String(text.clone())),
            Content::Scalar { text, plain: true } => plain(text).or_else(|| self.refuse(tree.mark, path, format!("JSON has no number {}", quoted(text)), None)),
            Content::List(items) => Some(self.list(items, &Shape::Any, path)),
            Content::Map(entries) => Some(self.table(entries, &Shape::Any, path)),
        }
    }

    fn wrong(&mut self, tree: &Tree, shape: &Shape, path: &str) -> Option<Value> {
        let wanted = match shape {
            Shape::Text | Shape::Any => "text".to_owned(),
            Shape::Number(min, max) => format!("a whole number from {min} to {max}"),
            Shape::Word(words) => format!("one of {}", words.iter().map(|w| quoted(w)).collect::<Vec<_>>().join(", ")),
            Shape::Truth => "`true` or `false`".to_owned(),
            Shape::List(_) => "a list".to_owned(),
            Shape::Table(_) | Shape::Record(_) => "a mapping".to_owned(),
            Shape::WordOr(words, _) => format!("{} or a mapping", words.iter().map(|w| quoted(w)).collect::<Vec<_>>().join(", ")),
        };
        let found = match &tree.content {
            _ if tree.is_null() => "nothing".to_owned(),
            Content::Scalar { text, plain: false } if matches!(shape, Shape::Number(..) | Shape::Truth) => format!("the text {}", quoted(text)),
            Content::Scalar { text, .. } => quoted(text),
            Content::List(_) => "a list".to_owned(),
            Content::Map(_) => "a mapping".to_owned(),
        };
        let what = match list_of(path) {
            ("", _) => "the spec".to_owned(),
            (list, true) => format!("an item of {}", quoted(list)),
            (key, false) => quoted(key),
        };
        self.refuse(tree.mark, path, format!("{what} must be {wanted}, not {found}"), None)
    }

    fn refuse(&mut self, mark: Mark, path: &str, message: String, hint: Option<String>) -> Option<Value> {
        self.origins.spoil(path);
        self.problems.push(self.origins.problem_at(mark, message, hint));
        None
    }
}

/// The last key of `path`, and whether the path goes on to an item of it.
fn list_of(path: &str) -> (&str, bool) {
    let (parent, last) = path.rsplit_once('/').unwrap_or(("", path));
    if last.parse::<usize>().is_ok() { (list_of(parent).0, true) } else { (last, false) }
}

/// A plain scalar by YAML's core schema; `None` for numbers that JSON lacks.
fn plain(text: &str) -> Option<Value> {
    let radix = |digits: &str, radix| u64::from_str_radix(digits, radix).ok().map(Value::from);
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Some(Value::Null),
        "true" | "True" | "TRUE" => return Some(Value::Bool(true)),
        "false" | "False" | "FALSE" => return Some(Value::Bool(false)),
        _ => {}
    }
    let unsigned = text.trim_start_matches(['+', '-']);
    if matches!(unsigned, ".inf" | ".Inf" | ".INF" | ".nan" | ".NaN" | ".NAN") {
        return None;
    }
    if let Some(number) = text.strip_prefix("0x").and_then(|d| radix(d, 16)).or_else(|| text.strip_prefix("0o").and_then(|d| radix(d, 8))) {
        return Some(number);
    }
    if unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.') && unsigned.contains(|c: char| c.is_ascii_digit()) {
        let whole = text.parse::<i64>().map(Value::from).or_else(|_| text.parse::<u64>().map(Value::from)).ok();
        if let Some(number) = whole.or_else(|| text.parse::<f64>().ok().filter(|n| n.is_finite()).map(Value::from)) {
            return Some(number);
        }
    }
    Some(Value::String(text.to_owned()))
}
