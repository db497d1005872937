//! Which package each engine came with, and what its host's apt has for it.

use std::collections::BTreeMap;

use futures_util::{StreamExt, stream};

use crate::model::{EngineOrigin, EnginePackage, NodeName};
use crate::transport::{Look, ReadLinks};

use super::Error;
use super::parse::Answer;

/// Where the engines of many nodes came from, `concurrency` of them asked at once; the lists of packages are those at hand. One that fails does not keep the others.
pub async fn engine_origins(links: &dyn ReadLinks, nodes: &[NodeName], concurrency: usize) -> BTreeMap<NodeName, Result<EngineOrigin, Error>> {
    let asked = nodes.iter().map(|node| async move { (node.clone(), engine_origin(links, node).await) });
    stream::iter(asked).buffer_unordered(concurrency.max(1)).collect().await
}

async fn engine_origin(links: &dyn ReadLinks, node: &NodeName) -> Result<EngineOrigin, Error> {
    let output = links.host(node).await?.look(Look::EnginePackage).await?;
    read(&output.stdout)
}

fn read(output: &[u8]) -> Result<EngineOrigin, Error> {
    let text = String::from_utf8_lossy(output);
    let answer = Answer::new(&text);
    if answer.first("end").is_none() {
        return Err(Error::CutShort);
    }
    let word = |key| answer.first(key).map(str::to_owned);
    let Some(name) = word("package") else { return Ok(EngineOrigin::Elsewhere) };
    // They become arguments of apt's, and are shown: nothing but a package's name and version may pass for one.
    let is_plain = |text: &String| !text.starts_with('-') && text.chars().all(|c| c.is_ascii_alphanumeric() || ".+-~:_".contains(c));
    let installed = word("installed").ok_or(Error::Missing("engine's version"))?;
    let newer = word("newer");
    if ![Some(&name), Some(&installed), newer.as_ref()].into_iter().flatten().all(is_plain) {
        return Err(Error::Unreadable("engine's package"));
    }
    let (held, returnable) = (answer.first("held").is_some(), answer.first("returnable").is_some());
    Ok(EngineOrigin::Package(EnginePackage { name, installed, newer, held, returnable }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_is_told_with_what_is_newer() {
        let seen = read(b"package docker.io\ninstalled 20.10.24+dfsg1-1+b3\nnewer 26.1.5+dfsg1-9\nreturnable yes\nend\n").unwrap();
        let expected = EnginePackage {
            name: "docker.io".to_owned(),
            installed: "20.10.24+dfsg1-1+b3".to_owned(),
            newer: Some("26.1.5+dfsg1-9".to_owned()),
            held: false,
            returnable: true,
        };
        assert_eq!(seen, EngineOrigin::Package(expected));
    }

    #[test]
    fn an_engine_that_no_package_owns_is_from_elsewhere() {
        assert_eq!(read(b"end\n").unwrap(), EngineOrigin::Elsewhere);
    }

    #[test]
    fn an_answer_that_was_cut_or_holds_something_else_is_none() {
        assert!(matches!(read(b"package docker.io\n"), Err(Error::CutShort)));
        assert!(matches!(read(b"package -o=x\ninstalled 1\nend\n"), Err(Error::Unreadable(_))));
        assert!(matches!(read(b"package p\ninstalled 1;reboot\nend\n"), Err(Error::Unreadable(_))));
    }
}
