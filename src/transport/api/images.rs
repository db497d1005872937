//! Images onto an engine: pulled by it, or sent to it in an archive. Either tells how far it is.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use bollard::errors::Error as BollardError;
use bollard::models::CreateImageInfo;
use bollard::query_parameters::{CreateImageOptions, ImportImageOptions, ListImagesOptions};
use futures_util::{Stream, StreamExt as _, TryStreamExt as _};
use tokio::fs::File;
use tokio::time::timeout;
use tokio_util::io::ReaderStream;

use super::client::Api;
use crate::transport::{Error, ProgressFn, Result};

/// How long a transfer may stand still. An engine that unpacks a large layer says nothing meanwhile.
const IDLE: Duration = Duration::from_secs(180);

const INSPECT: Duration = Duration::from_secs(15);

/// How much of an archive is read at once.
const CHUNK: usize = 256 * 1024;

/// Lets the engine pull an image.
pub async fn pull(api: &Api, image: &str, progress: &ProgressFn) -> Result<()> {
    let what = format!("pull `{image}`");
    let (name, tag) = pull_parameters(image);
    let options = CreateImageOptions { from_image: Some(name.to_owned()), tag: Some(tag.to_owned()), ..Default::default() };
    let mut answers = api.docker().create_image(Some(options), None, None);
    let mut layers = Layers::default();
    while let Some(info) = next(api, &what, &mut answers, || 0).await? {
        if let Some((done, total)) = layers.update(&info) {
            progress(done, Some(total));
        }
    }
    Ok(())
}

/// The names that an archive would bring to the engine: those that it does not have. None where `load` would send nothing.
pub(super) async fn arriving(api: &Api, images: &[String], archive: &Path) -> Result<BTreeSet<String>> {
    if missing(api, images).await?.is_empty() {
        return Ok(BTreeSet::new());
    }
    let unreadable = |source| Error::LocalFile { path: archive.display().to_string(), source };
    let path = archive.to_owned();
    let read = tokio::task::spawn_blocking(move || super::archive::names(&path)).await;
    let listed = read.map_err(io::Error::other).and_then(|names| names).map_err(unreadable)?;
    let before = names(api).await?;
    Ok(listed.difference(&before).cloned().collect())
}

/// Sends an archive, unless all of `images` are there already, and makes sure that they are there afterwards.
pub(super) async fn load(api: &Api, images: &[String], archive: &Path, progress: &ProgressFn) -> Result<()> {
    if missing(api, images).await?.is_empty() {
        return Ok(());
    }
    let held = send(api, archive, progress).await?;
    let missing = missing(api, images).await?;
    if missing.is_empty() {
        return Ok(());
    }
    let held = if held.is_empty() { "no image with a name".to_owned() } else { quoted(held.iter()) };
    Err(Error::Api { what: format!("load {}", quoted(missing)), status: None, message: format!("the archive `{}` holds {held}", archive.display()) })
}

fn quoted<'a>(images: impl IntoIterator<Item = &'a String>) -> String {
    images.into_iter().map(|i| format!("`{i}`")).collect::<Vec<_>>().join(", ")
}

/// Sends an archive; answers with the names of what was in it.
async fn send(api: &Api, archive: &Path, progress: &ProgressFn) -> Result<BTreeSet<String>> {
    let unreadable = |source| Error::LocalFile { path: archive.display().to_string(), source };
    let file = File::open(archive).await.map_err(unreadable)?;
    let total = file.metadata().await.map_err(unreadable)?.len();
    let sent = Arc::new(AtomicU64::new(0));
    let (counter, tell) = (sent.clone(), progress.clone());
    let body = ReaderStream::with_capacity(file, CHUNK).inspect_ok(move |chunk| {
        let length = chunk.len() as u64;
        tell(counter.fetch_add(length, Ordering::Relaxed) + length, Some(total));
    });

    let what = format!("load the archive `{}`", archive.display());
    let mut answers = Box::pin(api.docker().import_image_stream(ImportImageOptions::default(), body, None));
    let mut held = BTreeSet::new();
    while let Some(info) = next(api, &what, &mut answers, || sent.load(Ordering::Relaxed)).await? {
        held.extend(info.stream.as_deref().and_then(loaded_name).map(str::to_owned));
    }
    Ok(held)
}

/// The names of all images that the engine holds.
async fn names(api: &Api) -> Result<BTreeSet<String>> {
    let listed = api.call("list the images", INSPECT, api.docker().list_images(None::<ListImagesOptions>)).await?;
    Ok(listed.into_iter().flat_map(|image| image.repo_tags).collect())
}

/// Those of `images` that the engine lacks.
async fn missing<'a>(api: &Api, images: &'a [String]) -> Result<Vec<&'a String>> {
    let mut missing = Vec::new();
    for image in images {
        if !is_there(api, image).await? {
            missing.push(image);
        }
    }
    Ok(missing)
}

/// Whether the engine holds an image.
pub async fn is_there(api: &Api, image: &str) -> Result<bool> {
    match api.call("look for an image", INSPECT, api.docker().inspect_image(image)).await {
        Ok(_) => Ok(true),
        Err(Error::Api { status: Some(404), .. }) => Ok(false),
        Err(error) => Err(error),
    }
}

/// The next answer of a stream; an error when neither an answer came nor `moved` moved for too long.
async fn next<T, S>(api: &Api, what: &str, answers: &mut S, moved: impl Fn() -> u64) -> Result<Option<T>>
where
    S: Stream<Item = Result<T, BollardError>> + Unpin,
{
    loop {
        let before = moved();
        match timeout(IDLE, answers.next()).await {
            Ok(answer) => return answer.transpose().map_err(|e| api.explain(what, e)),
            Err(_) if moved() != before => {}
            Err(_) => return Err(Error::Timeout { what: what.to_owned(), seconds: IDLE.as_secs() }),
        }
    }
}

/// What the API takes for an image reference: without a tag it would pull all there are, and a digest goes where the tag does.
fn pull_parameters(image: &str) -> (&str, &str) {
    let (named, digest) = match image.split_once('@') {
        Some((named, digest)) => (named, Some(digest)),
        None => (image, None),
    };
    // A colon before the last slash is a registry's port.
    let (name, tag) = match named.rsplit_once(':') {
        Some((name, tag)) if !tag.contains('/') => (name, tag),
        _ => (named, "latest"),
    };
    (name, digest.unwrap_or(tag))
}

/// The name in an engine's `Loaded image: NAME`; an image without a name has only an id.
fn loaded_name(line: &str) -> Option<&str> {
    line.trim().strip_prefix("Loaded image: ")
}

/// The layers of a pull, summed up over what was told of each so far.
#[derive(Default)]
struct Layers(BTreeMap<String, (u64, u64)>);

impl Layers {
    /// Takes in an answer; gives bytes done and in all if they moved. Only downloads count: unpacking would count each layer twice.
    fn update(&mut self, info: &CreateImageInfo) -> Option<(u64, u64)> {
        let (id, status) = (info.id.as_ref()?, info.status.as_deref()?);
        match status {
            "Downloading" => {
                let detail = info.progress_detail.as_ref()?;
                let bytes = |n: Option<i64>| n.and_then(|n| u64::try_from(n).ok());
                let done = bytes(detail.current)?;
                // Some registries do not tell a layer's size.
                self.0.insert(id.clone(), (done, bytes(detail.total).unwrap_or(done).max(done)));
            }
            "Download complete" | "Pull complete" => {
                let (done, total) = self.0.get_mut(id)?;
                *done = *total;
            }
            _ => return None,
        }
        Some(self.0.values().fold((0, 0), |(done, total), layer| (done + layer.0, total + layer.1)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bollard::models::ProgressDetail;

    fn told(id: &str, status: &str, bytes: Option<(i64, i64)>) -> CreateImageInfo {
        let progress_detail = bytes.map(|(current, total)| ProgressDetail { current: Some(current), total: Some(total) });
        CreateImageInfo { id: Some(id.into()), status: Some(status.into()), progress_detail, ..Default::default() }
    }

    #[test]
    fn layers_are_summed_up() {
        let mut layers = Layers::default();
        assert_eq!(layers.update(&told("a", "Downloading", Some((10, 100)))), Some((10, 100)));
        assert_eq!(layers.update(&told("b", "Downloading", Some((5, 50)))), Some((15, 150)));
        assert_eq!(layers.update(&told("a", "Download complete", None)), Some((105, 150)));
    }

    #[test]
    fn unpacking_does_not_count_again() {
        let mut layers = Layers::default();
        layers.update(&told("a", "Downloading", Some((100, 100))));
        assert_eq!(layers.update(&told("a", "Extracting", Some((1, 100)))), None);
    }

    #[test]
    fn a_reference_without_a_tag_means_latest() {
        assert_eq!(pull_parameters("swarm"), ("swarm", "latest"));
        assert_eq!(pull_parameters("registry:5000/swarm"), ("registry:5000/swarm", "latest"));
    }

    #[test]
    fn a_digest_stands_for_the_tag() {
        assert_eq!(pull_parameters("registry:5000/swarm:1.2.9@sha256:ab"), ("registry:5000/swarm", "sha256:ab"));
    }

    #[test]
    fn a_loaded_name_is_read_and_an_id_is_none() {
        assert_eq!(loaded_name("Loaded image: swarm:1.2.9\n"), Some("swarm:1.2.9"));
        assert_eq!(loaded_name("Loaded image ID: sha256:ab\n"), None);
    }
}
