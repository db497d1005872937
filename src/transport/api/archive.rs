//! A `docker save` archive on this machine: which images are in it.

use std::collections::BTreeSet;
use std::fs::File;
use std::io;
use std::path::Path;

use serde::Deserialize;
use tar::Archive;

/// Where an archive lists its images (OCI image spec's predecessor, `docker save` since 1.10).
const MANIFEST: &str = "manifest.json";

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Image {
    repo_tags: Option<Vec<String>>,
}

/// The names of the images in an archive; none if it does not list them.
///
/// # Errors
/// When it cannot be read, or is no archive.
pub(super) fn names(path: &Path) -> io::Result<BTreeSet<String>> {
    let mut archive = Archive::new(File::open(path)?);
    // What is not looked at is skipped, not read.
    for entry in archive.entries_with_seek()? {
        let entry = entry?;
        if entry.path()?.as_ref() == Path::new(MANIFEST) {
            let images: Vec<Image> = serde_json::from_reader(entry)?;
            return Ok(images.into_iter().flat_map(|image| image.repo_tags.unwrap_or_default()).collect());
        }
    }
    Ok(BTreeSet::new())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn archive(files: &[(&str, &str)]) -> tempfile::NamedTempFile {
        let file = tempfile::NamedTempFile::new().unwrap();
        let mut builder = tar::Builder::new(file.reopen().unwrap());
        for (name, content) in files {
            let mut header = tar::Header::new_gnu();
            header.set_size(content.len() as u64);
            header.set_mode(0o644);
            builder.append_data(&mut header, name, content.as_bytes()).unwrap();
        }
        builder.finish().unwrap();
        file
    }

    #[test]
    fn an_archive_names_its_images_behind_whatever_else_is_in_it() {
        let file = archive(&[
            ("layer.tar", "bytes"),
            (MANIFEST, r#"[{"Config":"a.json","RepoTags":["swarm:1.2.9"]},{"RepoTags":null},{"RepoTags":["consul:1.20"]}]"#),
        ]);
        assert_eq!(names(file.path()).unwrap(), ["consul:1.20", "swarm:1.2.9"].map(str::to_owned).into());
    }

    #[test]
    fn an_archive_without_a_list_names_none_and_what_is_no_archive_is_an_error() {
        assert!(names(archive(&[("layer.tar", "bytes")]).path()).unwrap().is_empty());
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), [b'x'; 2048]).unwrap();
        assert!(names(file.path()).is_err());
    }
}
