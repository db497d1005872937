//! Steps on a node: its engine, its images.

use crate::model::{EngineChange, ImageSource, NodeName};
use crate::transport::{Action, ProgressFn};

use super::Error;
use super::unlock;
use super::workshop::Workshop;

/// Does what one action of the host's is.
pub(super) async fn act(shop: &Workshop, node: &NodeName, action: Action) -> Result<(), Error> {
    shop.links.host_mut(node).await?.act(action).await?;
    Ok(())
}

/// Installs the engine's package and notes that swarmctl did.
pub(super) async fn install_engine(shop: &Workshop, node: &NodeName, package: &str) -> Result<(), Error> {
    act(shop, node, Action::InstallPackage { package: package.to_owned() }).await?;
    shop.note(node, |n| n.engine_installed = true)
}

/// Restarts the engine with its configuration and, where it serves TLS, the certificate in force.
pub(super) async fn configure_engine(shop: &Workshop, node: &NodeName, change: &EngineChange) -> Result<(), Error> {
    let EngineChange { bridge, daemon_json, settled, drop_in, applied, contents: _ } = change.clone();
    let applied = if shop.cluster.has_tls() {
        let pair = shop.pair(node).ok_or(Error::Missing { what: "certificate of the node" })?;
        EngineChange::stamp(&applied, &pair.dir)
    } else {
        applied
    };
    act(shop, node, Action::ApplyEngine { bridge, daemon_json, settled, drop_in, applied }).await?;
    shop.serves_tls(node);
    unlock::unlock_again(shop, node).await
}

/// Removes an image that swarmctl brought, and forgets that it did: one of that name that comes later is not its own.
pub(super) async fn remove_image(shop: &Workshop, node: &NodeName, image: &str) -> Result<(), Error> {
    shop.links.engine_by_socket_mut(node).await?.remove_image(image).await?;
    shop.note(node, |n| {
        n.images_brought.remove(image);
    })
}

/// Brings images, and notes that swarmctl does, so that `destroy` may take them away.
pub(super) async fn bring_images(shop: &Workshop, node: &NodeName, images: &[String], source: &ImageSource, progress: ProgressFn) -> Result<(), Error> {
    let engine = shop.engine(node).await?;
    let failed = |error| Error::Image { source: error, from: source.clone() };
    // Noted first: what a run that is killed has brought would else be taken for the host's own by the next one.
    match source {
        ImageSource::Archive { path } => {
            // An archive comes as a whole, so that there may be more in it than was asked for.
            let coming = engine.arriving(images, path).await.map_err(failed)?;
            shop.note(node, |n| n.images_brought.extend(coming))?;
            engine.load(images, path, progress).await.map_err(failed)?;
        }
        ImageSource::Registry => {
            shop.note(node, |n| n.images_brought.extend(images.iter().cloned()))?;
            for image in images {
                engine.pull(image, progress.clone()).await.map_err(failed)?;
            }
        }
    }
    Ok(())
}
