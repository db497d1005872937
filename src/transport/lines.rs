//! Bytes as they come, told line by line.

use super::{Heard, HeardFn};

/// Where a line without an end is cut.
const LIMIT: usize = 64 << 10;

/// What has come of a stream and is no line yet. One without an end is told in parts, so that it needs no more room than one part.
pub(super) struct Lines<'a> {
    begun: Vec<u8>,
    from: Heard,
    heard: HeardFn<'a>,
}

impl<'a> Lines<'a> {
    pub(super) fn new(from: Heard, heard: HeardFn<'a>) -> Self {
        Self { begun: Vec::new(), from, heard }
    }

    /// More has come.
    pub(super) fn add(&mut self, bytes: &[u8]) {
        for part in bytes.split_inclusive(|b| *b == b'\n') {
            self.begun.extend_from_slice(part);
            if part.ends_with(b"\n") || self.begun.len() > LIMIT {
                (self.heard)(self.from, self.begun.strip_suffix(b"\n").unwrap_or(&self.begun));
                self.begun.clear();
            }
        }
    }

    /// Nothing more comes.
    pub(super) fn end(self) {
        if !self.begun.is_empty() {
            (self.heard)(self.from, &self.begun);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    fn told(parts: &[&[u8]]) -> Vec<String> {
        let told = Mutex::new(Vec::new());
        let heard = |_: Heard, line: &[u8]| told.lock().unwrap().push(String::from_utf8_lossy(line).into_owned());
        let mut lines = Lines::new(Heard::Stdout, &heard);
        for part in parts {
            lines.add(part);
        }
        lines.end();
        told.into_inner().unwrap()
    }

    #[test]
    fn lines_are_told_whole_however_they_come_and_the_last_one_needs_no_end() {
        assert_eq!(told(&[b"on", b"e\ntw", b"o\n\nthree"]), ["one", "two", "", "three"]);
        assert_eq!(told(&[b"", b"one\n"]), ["one"]);
    }

    #[test]
    fn a_line_that_never_ends_is_told_in_parts() {
        let told = told(&[&[b'x'; 8192][..]; 20]);
        assert_eq!((told.len(), told.iter().map(String::len).sum::<usize>()), (3, 20 * 8192));
    }
}
