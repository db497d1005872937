//! YAML text to a tree in which every value knows its place. Only what a spec needs: no aliases (so no alias can blow it up), no tags, one document.

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, ScanError};

/// Far deeper than any spec; deeper text is refused before it is held.
const DEEPEST: usize = 32;

/// A place in the text, both from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) line: usize,
    pub(super) column: usize,
}

impl From<Marker> for Mark {
    fn from(marker: Marker) -> Self {
        Self { line: marker.line(), column: marker.col() + 1 }
    }
}

/// A value and its place.
#[derive(Debug)]
pub(super) struct Tree {
    pub(super) mark: Mark,
    pub(super) content: Content,
}

/// A value.
#[derive(Debug)]
pub(super) enum Content {
    /// A scalar as it is written; what it means depends on what is wanted. Only plain ones can be other than text.
    Scalar {
        text: String,
        plain: bool,
    },
    List(Vec<Tree>),
    Map(Vec<(Tree, Tree)>),
}

impl Tree {
    /// Whether there is nothing, or a plain `null`.
    pub(super) fn is_null(&self) -> bool {
        matches!(&self.content, Content::Scalar { text, plain: true } if matches!(text.as_str(), "" | "~" | "null" | "Null" | "NULL"))
    }
}

/// Why a text has no tree.
#[derive(Debug)]
pub(super) struct SyntaxError {
    pub(super) mark: Mark,
    pub(super) message: String,
    pub(super) hint: Option<&'static str>,
}

impl SyntaxError {
    fn new(mark: impl Into<Mark>, message: impl Into<String>, hint: impl Into<Option<&'static str>>) -> Self {
        Self { mark: mark.into(), message: message.into(), hint: hint.into() }
    }
}

impl From<ScanError> for SyntaxError {
    fn from(error: ScanError) -> Self {
        Self::new(*error.marker(), format!("this is not YAML: {}", error.info()), None)
    }
}

/// The one document in `text`; `None` if there is none.
pub(super) fn parse(text: &str) -> Result<Option<Tree>, SyntaxError> {
    let mut events = Parser::new_from_str(text);
    let mut tree = None;
    while let Some(next) = events.next_event() {
        match next? {
            (Event::StreamStart | Event::StreamEnd | Event::DocumentEnd | Event::Nothing, _) => {}
            (Event::DocumentStart(_), span) if tree.is_some() => {
                return Err(SyntaxError::new(span.start, "a second document begins here", "a spec is one document"));
            }
            (Event::DocumentStart(_), _) => {
                let (event, mark) = next_of(&mut events)?;
                tree = Some(node(event, mark, &mut events, 0)?);
            }
            (_, span) => return Err(SyntaxError::new(span.start, "this is outside of the document", None)),
        }
    }
    Ok(tree)
}

type Events<'a> = Parser<'a, saphyr_parser::StrInput<'a>>;

fn next_of<'a>(events: &mut Events<'a>) -> Result<(Event<'a>, Mark), SyntaxError> {
    match events.next_event() {
        Some(Ok((event, span))) => Ok((event, span.start.into())),
        Some(Err(error)) => Err(error.into()),
        None => Err(SyntaxError::new(Mark { line: 1, column: 1 }, "the text ends too early", None)),
    }
}

fn node(event: Event<'_>, mark: Mark, events: &mut Events<'_>, depth: usize) -> Result<Tree, SyntaxError> {
    if depth > DEEPEST {
        return Err(SyntaxError::new(mark, format!("nested deeper than {DEEPEST} levels"), None));
    }
    refuse_references(&event, mark)?;
    let content = match event {
        Event::Scalar(text, ..) if text.contains(breaks_in_yaml_1_1) => {
            return Err(SyntaxError::new(
                mark,
                "this has a line break of YAML 1.1 (U+0085, U+2028 or U+2029)",
                "other programs read it otherwise, take it out",
            ));
        }
        Event::Scalar(text, style, ..) => Content::Scalar { text: text.into_owned(), plain: style == ScalarStyle::Plain },
        Event::SequenceStart(..) => list(events, depth)?,
        Event::MappingStart(..) => map(events, depth)?,
        _ => return Err(SyntaxError::new(mark, "a value is missing here", None)),
    };
    Ok(Tree { mark, content })
}

fn list(events: &mut Events<'_>, depth: usize) -> Result<Content, SyntaxError> {
    let mut items = Vec::new();
    loop {
        match next_of(events)? {
            (Event::SequenceEnd, _) => return Ok(Content::List(items)),
            (event, mark) => items.push(node(event, mark, events, depth + 1)?),
        }
    }
}

fn map(events: &mut Events<'_>, depth: usize) -> Result<Content, SyntaxError> {
    let mut entries = Vec::new();
    loop {
        let key = match next_of(events)? {
            (Event::MappingEnd, _) => return Ok(Content::Map(entries)),
            (event, mark) => node(event, mark, events, depth + 1)?,
        };
        let (event, mark) = next_of(events)?;
        entries.push((key, node(event, mark, events, depth + 1)?));
    }
}

fn refuse_references(event: &Event<'_>, mark: Mark) -> Result<(), SyntaxError> {
    let (anchor, tagged) = match event {
        Event::Alias(_) => return Err(SyntaxError::new(mark, "a spec has no aliases (`*name`)", "write the value out")),
        Event::Scalar(_, _, anchor, tag) | Event::SequenceStart(anchor, tag) | Event::MappingStart(anchor, tag) => (*anchor != 0, tag.is_some()),
        _ => (false, false),
    };
    if anchor {
        return Err(SyntaxError::new(mark, "a spec has no anchors (`&name`)", "write the value out where it is wanted"));
    }
    if tagged {
        return Err(SyntaxError::new(mark, "a spec has no tags (`!name`)", "leave it out"));
    }
    Ok(())
}

/// A character that ends a line in YAML 1.1, as the store's writer takes it, and is text in 1.2: no two programs need agree on it.
pub(super) fn breaks_in_yaml_1_1(c: char) -> bool {
    matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}')
}
