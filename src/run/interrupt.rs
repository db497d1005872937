//! Ctrl-C and SIGTERM: the first ends the run at the next step boundary, the second at once.

use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

use crate::model::Exit;

/// Turns true at the first signal. Must be called in the runtime.
pub(super) fn stop_signal() -> std::io::Result<watch::Receiver<bool>> {
    let (stop, receiver) = watch::channel(false);
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::spawn(async move {
        loop {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
            if stop.send_replace(true) {
                std::process::exit(Exit::Interrupted.code().into());
            }
        }
    });
    Ok(receiver)
}
