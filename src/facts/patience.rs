//! How long one look at a whole cluster may take: whoever has not answered by then is told as silent, and holds nobody else up.

use std::time::Duration;

use tokio::time::{Instant, timeout_at};

/// The end of a look.
#[derive(Debug, Clone, Copy)]
pub struct Patience(Option<(Instant, Duration)>);

impl Patience {
    /// As long as each question may take by itself.
    pub fn endless() -> Self {
        Self(None)
    }

    /// So long from now on, for all questions together.
    pub fn of(within: Duration) -> Self {
        Self(Instant::now().checked_add(within).map(|until| (until, within)))
    }

    /// Waits for an answer, or says that there was none.
    pub(super) async fn wait<T>(self, answer: impl Future<Output = T>) -> Result<T, String> {
        match self.0 {
            None => Ok(answer.await),
            // The words are those by which verify knows a silent endpoint.
            Some((until, within)) => timeout_at(until, answer).await.map_err(|_| format!("no answer in time ({} s)", within.as_secs_f64())),
        }
    }
}
