//! The `swarmctl` program: parse, run, print the one error, exit.

fn main() {}
