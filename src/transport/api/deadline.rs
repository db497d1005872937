//! Nothing is waited for without an end.

use std::time::Duration;

use crate::transport::{Error, Result};

/// Waits for `work` no longer than `within`.
pub(super) async fn deadline<T>(what: &str, within: Duration, work: impl Future<Output = Result<T>>) -> Result<T> {
    match tokio::time::timeout(within, work).await {
        Ok(done) => done,
        Err(_) => Err(Error::Timeout { what: what.to_owned(), seconds: within.as_secs() }),
    }
}
