//! Many cases on one set of hosts: each is tried whatever becomes of the others.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What went wrong, by case.
#[derive(Default)]
pub struct Cases {
    failed: Vec<String>,
}

impl Cases {
    /// Tries one; a panic in it is kept until `end`.
    pub fn try_one(&mut self, name: &str, case: impl FnOnce()) {
        if let Err(panic) = catch_unwind(AssertUnwindSafe(case)) {
            self.failed.push(format!("case `{name}`: {}", words(&*panic)));
        }
    }

    /// Panics with what went wrong, if anything did.
    pub fn end(self) {
        assert!(self.failed.is_empty(), "{} cases failed\n\n{}", self.failed.len(), self.failed.join("\n\n"));
    }
}

fn words(panic: &(dyn Any + Send)) -> &str {
    let owned = panic.downcast_ref::<String>().map(String::as_str);
    owned.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("it panicked")
}
