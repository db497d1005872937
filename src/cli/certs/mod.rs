//! `swarmctl certs`: the certificates of a cluster for its whole life. A file a verb.

mod ca;
mod chapter;
mod check;
mod command;
mod export;
mod issue;
mod ls;
mod rotate;
mod rotate_ca;
mod san;
mod show;
mod sign;

pub use ca::{CertsCaExportRequest, CertsCaImportRequest, CertsCaPassphraseRequest, CertsCaRequest, NewPassphrase};
pub use check::CertsCheckRequest;
pub(super) use command::CertsArgs;
pub use command::CertsRequest;
pub use export::{CertsExportRequest, ContextName, ContextNameError, ExportTo};
pub use issue::CertsIssueRequest;
pub use ls::CertsLsRequest;
pub use rotate::{CertsRotateRequest, ChangeArgs};
pub use rotate_ca::{CaCourse, CertsRotateCaRequest};
pub use san::CertsSanRequest;
pub use show::CertsShowRequest;
pub use sign::{CertsSignRequest, SignFor};
