//! How long 1,000 leaves take, keys included.

use std::io::Write as _;
use std::time::Instant;

use swarmctl::model::{CertAlgorithm, CertPolicy, LeafRequest, Validity};
use swarmctl::pki::{Ca, LeafUse};
use time::OffsetDateTime;

const LEAVES: u32 = 1000;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (now, algorithm) = (OffsetDateTime::now_utc(), CertAlgorithm::EcdsaP256);
    let policy = CertPolicy { algorithm, ca_days: 3650, leaf_days: 365 };
    let (ca, _) = Ca::make(&"bench".parse()?, &policy, now, [1; 16])?;
    let sans = ["worker-1", "10.0.0.11", "localhost", "127.0.0.1"].map(str::parse).into_iter().collect::<Result<_, _>>()?;
    let request = LeafRequest { name: "worker-1".to_owned(), sans, valid: Validity::from_days(365) };
    let begun = Instant::now();
    for n in 0..LEAVES {
        let mut random = [0; 16];
        random[12..].copy_from_slice(&n.to_be_bytes());
        ca.issue(&request, LeafUse::Node, algorithm, now, random)?;
    }
    writeln!(std::io::stdout(), "issue {LEAVES} leaves {:.2} s", begun.elapsed().as_secs_f64())?;
    Ok(())
}
