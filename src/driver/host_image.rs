//! The image that hosts are made from: its Dockerfile, its name, and how the engine's own builder makes it.

use std::collections::VecDeque;
use std::fmt::Write as _;
use std::time::Duration;

use bollard::query_parameters::{BuildImageOptionsBuilder, CreateImageOptionsBuilder};
use bollard::{body_full, models};
use futures_util::{Stream, StreamExt as _};
use minijinja::{Environment, UndefinedBehavior, context};

use crate::transport::{self, ProgressFn};

use super::local::Local;
use super::{Error, Result};

const TEMPLATE: &str = include_str!("../../templates/driver/Dockerfile");

/// How many of the builder's last lines an error carries.
const LAST_LINES: usize = 20;

/// How long a builder or a registry may be silent. Installing packages is the longest silence: a slow mirror says nothing for a while.
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

/// Pulls `base` unless the engine has it.
pub(super) async fn ensure_base(local: &Local, base: &str) -> Result<()> {
    if local.has_image(base).await? {
        return Ok(());
    }
    let (name, tag) = name_and_tag(base);
    let options = CreateImageOptionsBuilder::default().from_image(name).tag(tag).build();
    let what = format!("pull `{base}`");
    let mut stream = std::pin::pin!(local.docker().create_image(Some(options), None, None));
    while let Some(item) = next(&what, &mut stream).await? {
        item.map_err(|e| Error::Pull { base: base.to_owned(), reason: reason(local.explain(&what, e)) })?;
    }
    Ok(())
}

/// Builds `image` from `base`; `progress` is told the builder's steps.
pub(super) async fn build(local: &Local, image: &str, base: &str, progress: &ProgressFn) -> Result<()> {
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
    let mut stream = std::pin::pin!(local.docker().build_image(options, None, Some(context)));
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
                return Err(Error::Build { image: image.to_owned(), reason: reason(local.explain(&what, error)), lines: lines.into_vec() });
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

/// Name and tag as the engine's pull wants them; without a tag it would pull every one there is.
fn name_and_tag(reference: &str) -> (&str, &str) {
    if let Some((name, digest)) = reference.split_once('@') {
        return (name, digest);
    }
    match reference.rsplit_once(':') {
        // A colon before the last slash is a registry's port.
        Some((name, tag)) if !tag.contains('/') => (name, tag),
        _ => (reference, "latest"),
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
    fn a_reference_is_taken_apart_as_the_engine_means_it() {
        assert_eq!(name_and_tag("debian:bookworm"), ("debian", "bookworm"));
        assert_eq!(name_and_tag("localhost:5000/debian"), ("localhost:5000/debian", "latest"));
        assert_eq!(name_and_tag("debian@sha256:abc"), ("debian", "sha256:abc"));
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
