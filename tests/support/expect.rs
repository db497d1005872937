//! Expected output with gaps: `[..]` is anything within a line, a line `...` is any number of lines.

/// Whether `actual` is what `expected` says.
pub fn matches(expected: &str, actual: &str) -> bool {
    lines_match(&expected.lines().collect::<Vec<_>>(), &actual.lines().collect::<Vec<_>>())
}

fn lines_match(expected: &[&str], actual: &[&str]) -> bool {
    match (expected, actual) {
        ([], []) => true,
        (["...", rest @ ..], _) => (0..=actual.len()).any(|skipped| lines_match(rest, &actual[skipped..])),
        ([expected, more @ ..], [actual, rest @ ..]) => line_matches(expected, actual) && lines_match(more, rest),
        _ => false,
    }
}

fn line_matches(expected: &str, actual: &str) -> bool {
    let Some((before, after)) = expected.split_once("[..]") else {
        return expected == actual;
    };
    let Some(rest) = actual.strip_prefix(before) else {
        return false;
    };
    let ends = rest.char_indices().map(|(at, _)| at).chain([rest.len()]);
    ends.into_iter().any(|at| line_matches(after, &rest[at..]))
}

/// Panics with both texts if they do not match.
pub fn assert_matches(what: &str, expected: &str, actual: &str) {
    assert!(matches(expected, actual), "{what} is not what was expected\n--- expected\n{expected}\n--- {what}\n{actual}\n---");
}

/// Puts `[TIME]` in place of every time like `2026-11-23T13:53:36Z`, fractions of a second included.
pub fn without_times(text: &str) -> String {
    const SHAPE: &[u8] = b"0000-00-00T00:00:00";
    let mut out = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let bytes = rest.as_bytes();
        let fits = |(shape, byte): (&u8, &u8)| if *shape == b'0' { byte.is_ascii_digit() } else { shape == byte };
        if bytes.len() > SHAPE.len() && SHAPE.iter().zip(bytes).all(fits) {
            out.push_str("[TIME]");
            rest = rest[SHAPE.len()..].trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
            rest = rest.strip_prefix('Z').unwrap_or(rest);
        } else {
            out.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    out
}
