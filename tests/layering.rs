//! Which module may use which, and how modules are cut: the table of ARCHITECTURE.md, held by reading the sources.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// What each module may use; `run` may use all, and so may the crate's root, which only names them.
const ALLOWED: [(&str, &[&str]); 13] = [
    ("model", &[]),
    ("cli", &["model", "spec"]),
    ("spec", &["model"]),
    ("pki", &["model"]),
    ("transport", &["model", "pki"]),
    ("driver", &["model", "transport"]),
    ("facts", &["model", "transport", "pki"]),
    ("plan", &["model", "pki"]),
    ("state", &["model"]),
    ("execute", &["model", "transport", "driver", "state", "pki"]),
    ("verify", &["model", "pki"]),
    ("report", &["model"]),
    ("main", &["cli", "run", "report", "model"]),
];

/// How long a file may be.
const LINES: usize = 500;

#[test]
fn modules_use_only_what_the_table_allows() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let module = module_of(&path);
        if module == "run" || module == "lib" {
            continue;
        }
        let Some((_, allowed)) = ALLOWED.iter().find(|(name, _)| *name == module) else {
            wrong.push(format!("{}: `{module}` is not in the table", path.display()));
            continue;
        };
        for used in uses(&code(&text)) {
            if used != module && !allowed.contains(&used.as_str()) {
                wrong.push(format!("{}: `{module}` may not use `{used}`", path.display()));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn files_are_short() {
    let long: Vec<_> = sources().into_iter().map(|(path, text)| (path, text.lines().count())).filter(|(_, lines)| *lines > LINES).collect();
    assert_eq!(long, []);
}

#[test]
fn a_mod_file_holds_no_code() {
    let is_code = |word: &str| matches!(word, "fn" | "impl" | "static" | "macro_rules");
    let mods = sources().into_iter().filter(|(path, _)| path.ends_with("mod.rs"));
    let with_code: Vec<_> = mods.filter(|(_, text)| words(&code(text)).iter().any(|word| is_code(word))).map(|(path, _)| path).collect();
    assert_eq!(with_code, Vec::<PathBuf>::new());
}

#[test]
fn every_way_to_name_a_module_is_seen() {
    let text = "use crate::model::Node;\nuse crate::{\n    pki::{self, Ca},\n    state,\n};\nfn f() { crate::report::say(\"crate::run\") } // crate::cli\n/* crate::spec */\
        use swarmctl::verify::check;\nlet c = '\"'; crate :: plan :: x;\nlet r = r#\"crate::facts \" \"#; driver::crate_x::y;";
    let expected = ["model", "pki", "plan", "report", "state", "verify"].map(str::to_owned);
    assert_eq!(uses(&code(text)), BTreeSet::from(expected));
}

fn sources() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut dirs = vec![root.clone()];
    while let Some(dir) = dirs.pop() {
        for entry in fs::read_dir(&dir).expect("src can be read") {
            let path = entry.expect("src can be read").path();
            if path.is_dir() {
                dirs.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).expect("sources are text");
                found.push((path.strip_prefix(&root).expect("it is under src").to_owned(), text));
            }
        }
    }
    found.sort();
    found
}

/// The top-level module that a file belongs to.
fn module_of(path: &Path) -> String {
    let first = path.components().next().expect("a file has a name");
    first.as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned()
}

/// The modules of this crate that code names after `crate::`, or after `swarmctl::` as the program does.
fn uses(code: &str) -> BTreeSet<String> {
    let words = words(code);
    let mut found = BTreeSet::new();
    for (at, pair) in words.windows(3).enumerate() {
        if !matches!(pair[0].as_str(), "crate" | "swarmctl") || pair[1] != "::" {
            continue;
        }
        if pair[2] == "{" {
            found.extend(first_of_each(&words[at + 3..]));
        } else {
            found.insert(pair[2].clone());
        }
    }
    found
}

/// The first word of each item in a list that has just been opened.
fn first_of_each(words: &[String]) -> Vec<String> {
    let mut depth = 1;
    let mut begins = true;
    let mut found = Vec::new();
    for word in words {
        match word.as_str() {
            "{" => depth += 1,
            "}" => depth -= 1,
            "," if depth == 1 => {
                begins = true;
                continue;
            }
            _ if depth == 1 && begins => found.push(word.clone()),
            _ => {}
        }
        if depth == 0 {
            break;
        }
        begins = false;
    }
    found
}

/// Identifiers, `::` and single other characters.
fn words(code: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut glued = false;
    for c in code.chars() {
        let joins = c.is_alphanumeric() || c == '_';
        match words.last_mut() {
            Some(last) if glued && joins => last.push(c),
            Some(last) if c == ':' && last == ":" => last.push(c),
            _ if c.is_whitespace() => {}
            _ => words.push(c.to_string()),
        }
        glued = joins;
    }
    words
}

/// A source without its comments and without what is in its strings.
fn code(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let skipped = comment(rest).or_else(|| string(rest, &out)).or_else(|| character(rest));
        if let Some(length) = skipped {
            out.push(' ');
            rest = &rest[length..];
        } else {
            out.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    out
}

/// How long the comment is that `text` begins with.
fn comment(text: &str) -> Option<usize> {
    if text.starts_with("//") {
        return Some(text.find('\n').unwrap_or(text.len()));
    }
    text.starts_with("/*").then(|| text.find("*/").map_or(text.len(), |at| at + 2))
}

/// How long the string is that `text` begins with, raw ones included.
fn string(text: &str, before: &str) -> Option<usize> {
    let in_a_word = before.ends_with(|c: char| c.is_alphanumeric() || c == '_');
    if let Some(raw) = text.strip_prefix('r').filter(|_| !in_a_word) {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        if raw[hashes..].starts_with('"') {
            let end = format!("\"{}", "#".repeat(hashes));
            let body = 1 + hashes + 1;
            return Some(text[body..].find(&end).map_or(text.len(), |at| body + at + end.len()));
        }
    }
    if !text.starts_with('"') {
        return None;
    }
    let mut escaped = false;
    let end = text.char_indices().skip(1).find(|(_, c)| {
        let closes = *c == '"' && !escaped;
        escaped = *c == '\\' && !escaped;
        closes
    });
    Some(end.map_or(text.len(), |(at, _)| at + 1))
}

/// How long the character literal is that `text` begins with; a lifetime is none.
fn character(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('\'')?;
    if inside.starts_with('\\') {
        return inside[2..].find('\'').map(|at| at + 4);
    }
    let first = inside.chars().next()?.len_utf8();
    inside[first..].starts_with('\'').then_some(first + 2)
}
