//! From text to cluster in one go, where no flag comes between.

use crate::model::Cluster;

use super::{Draft, Error, SourceContext};

/// A spec's text as the cluster that it describes: what [`Draft::read`] and [`Draft::validate`] do when no flag comes between.
///
/// # Errors
/// All problems of the spec.
pub fn parse(bytes: &[u8], context: &SourceContext) -> Result<Cluster, Error> {
    Draft::read(bytes, context)?.validate()
}
