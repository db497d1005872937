//! What others made: CAs with their chains, keys under passphrases, certificate requests, certificates of any kind, and garbage.

mod bundles;
mod details;
mod fixtures;
mod garbage;
mod import;
mod requests;
mod seal;
