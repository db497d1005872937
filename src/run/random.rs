//! Randomness for what is pure about it: serials, and the store's id.

use super::ended::{Ended, Result};

/// Random bytes.
pub(super) fn random() -> Result<[u8; 16]> {
    let mut bytes = [0; 16];
    aws_lc_rs::rand::fill(&mut bytes).map_err(|_| Ended::Bug(anyhow::anyhow!("the operating system gave no random bytes")))?;
    Ok(bytes)
}
