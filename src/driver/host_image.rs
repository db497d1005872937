//! The image that hosts are made from: its Dockerfile, its name, and how the engine's own builder makes it.

use std::collections::VecDeque;
use std::fmt::Write as _;
use std::time::Duration;

use bollard::query_parameters::BuildImageOptionsBuilder;
use bollard::{body_full, models};
use futures_util::{Stream, StreamExt as _};
use minijinja::{Environment, UndefinedBehavior, context};

use crate::transport::{self, Api, ProgressFn};

use super::engine::{CALL, present};
use super::{Error, Result};

const TEMPLATE: &str = include_str!("../../templates/driver/Dockerfile");

/// How many of the builder's last lines an error carries.
const LAST_LINES: usize = 20;

/// How long the builder may be silent. Installing packages is the longest silence: a slow mirror says nothing for a while.
const SILENCE: Duration = Duration::from_secs(300);

/// The Dockerfile that makes a host from `base`.
pub(super) fn dockerfile(base: &str) -> Result<String> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    Ok(environment.render_str(TEMPLATE, context! { base })?)
}

/// The image's reference. Its tag is a hash of the Dockerfile, so that a newer swarmctl, or another base, builds another image.
pub(super) fn reference(base: &str) -> Result<String> {
    let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, dockerfile(base)?.as_bytes());
    let mut reference = "swarmctl-host:".to_owned();
    for byte in digest.as_ref().iter().take(6) {
        // Writing to a string cannot fail.
        let _ = write!(reference, "{byte:02x}");
    }
    Ok(reference)
}

/// Whether the engine has that image.
pub(super) async fn is_there(api: &Api, image: &str) -> Result<bool> {
    Ok(present(api.call("look for an image", CALL, api.docker().inspect_image(image)).await)?.is_some())
}

/// Pulls `base` unless the engine has it; `progress` is told the bytes.
pub(super) async fn ensure_base(api: &Api, base: &str, progress: &ProgressFn) -> Result<()> {
    if is_there(api, base).await? {
        return Ok(());
    }
    transport::pull(api, base, progress).await.map_err(|e| Error::Pull { base: base.to_owned(), reason: reason(e) })
}

/// Builds `image` from `base`; `progress` is told the builder's steps.
pub(super) async fn build(api: &Api, image: &str, base: &str, progress: &ProgressFn) -> Result<()> {
    let options = BuildImageOptionsBuilder::default()
        .t(image)
        .rm(true)
        .forcerm(true)
        // An engine may be without a default bridge, or with one that leads nowhere; the machine's own network has the mirror.
        .networkmode("host")
        .build();
    let context = body_full(context_archive(&dockerfile(base)?)?.into());
    let what = format!("build `{image}`");
    let mut lines = LastLines::default();
    let mut stream = std::pin::pin!(api.docker().build_image(options, None, Some(context)));
    while let Some(item) = next(&what, &mut stream).await? {
        match item {
            Ok(models::BuildInfo { stream: Some(text), .. }) => {
                lines.push(&text);
                if let Some((step, of)) = step_of(&text) {
                    progress(step, Some(of));
                }
            }
            Ok(_) => {}
            Err(error) => {
                return Err(Error::Build { image: image.to_owned(), reason: reason(api.explain(&what, error)), lines: lines.into_vec() });
            }
        }
    }
    Ok(())
}

/// The stream's next item, unless it stays away for too long.
async fn next<T>(what: &str, stream: &mut (impl Stream<Item = T> + Unpin)) -> Result<Option<T>> {
    let next = tokio::time::timeout(SILENCE, stream.next()).await;
    next.map_err(|_| transport::Error::Timeout { what: what.to_owned(), seconds: SILENCE.as_secs() }.into())
}

/// The other side's words alone: what was tried is said by the error that they go into.
fn reason(error: transport::Error) -> String {
    match error {
        transport::Error::Api { message, .. } => message,
        other => other.to_string(),
    }
}

/// What the builder gets: an archive with the Dockerfile alone.
fn context_archive(dockerfile: &str) -> Result<Vec<u8>> {
    super::host::archive("Dockerfile", 0o644, dockerfile.as_bytes())
}

/// `Step 3/9 : RUN …` as 3 of 9.
fn step_of(text: &str) -> Option<(u64, u64)> {
    let (step, rest) = text.strip_prefix("Step ")?.split_once('/')?;
    let (of, _) = rest.split_once(' ')?;
    Some((step.parse().ok()?, of.parse().ok()?))
}

/// The last lines of a text that comes in pieces, a line's end being wherever a piece brings it.
#[derive(Default)]
struct LastLines {
    lines: VecDeque<String>,
    open: String,
}

impl LastLines {
    fn push(&mut self, text: &str) {
        for piece in text.split_inclusive(['\n', '\r']) {
            self.open.push_str(piece);
            if piece.ends_with(['\n', '\r']) {
                self.close();
            }
        }
    }

    fn close(&mut self) {
        let line = std::mem::take(&mut self.open);
        let line = line.trim_end();
        if line.is_empty() {
            return;
        }
        if self.lines.len() == LAST_LINES {
            self.lines.pop_front();
        }
        self.lines.push_back(line.to_owned());
    }

    fn into_vec(mut self) -> Vec<String> {
        self.close();
        self.lines.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dockerfile_begins_with_its_base() {
        let text = dockerfile("debian:bookworm").unwrap();
        assert!(text.contains("\nFROM debian:bookworm\n") && !text.contains("{{"), "{text}");
    }

    #[test]
    fn another_base_is_another_image() {
        assert_ne!(reference("debian:bookworm").unwrap(), reference("debian:trixie").unwrap());
    }

    #[test]
    fn the_builders_steps_are_counted() {
        assert_eq!(step_of("Step 3/9 : RUN true\n"), Some((3, 9)));
        assert_eq!(step_of(" ---> Running in 0123\n"), None);
    }

    #[test]
    fn only_the_last_lines_are_kept_and_pieces_make_one_line() {
        let mut lines = LastLines::default();
        for n in 0..30 {
            lines.push(&format!("{n}"));
            lines.push(" done\n\n");
        }
        lines.push("E: the end");
        let lines = lines.into_vec();
        assert_eq!(lines.len(), LAST_LINES);
        assert_eq!(lines.last().map(String::as_str), Some("E: the end"));
        assert_eq!(lines[0], "11 done");
    }
}
