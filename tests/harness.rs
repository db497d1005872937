//! The test support itself: what other tests take for granted.

mod support;

use support::{Sandbox, matches};

#[test]
fn a_gap_stands_for_anything_within_its_line() {
    assert!(matches("took [..] s\n", "took 1.2 s\n"));
    assert!(!matches("took [..] s", "took 1.2\nor 3 s"));
}

#[test]
fn three_dots_stand_for_any_number_of_lines() {
    assert!(matches("a\n...\nz\n", "a\nb\nc\nz\n"));
    assert!(matches("a\n...\n", "a\n"));
    assert!(!matches("a\n...\nz\n", "a\nb\n"));
}

#[test]
fn nothing_expected_means_nothing_may_come() {
    assert!(!matches("", "\n"));
}

#[test]
#[should_panic(expected = "exit status")]
fn a_run_that_ends_otherwise_than_expected_is_a_failure() {
    Sandbox::new().program(["--version"]).stdout("...").stderr("...").status(99).run();
}
