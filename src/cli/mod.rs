//! The command line: arguments to a [`Request`] of plain values. No file is read here and nothing is reached; what can be parsed at the edge is.

mod add_node;
mod app;
mod apply;
mod ca_key;
mod carry;
mod certs;
mod chapters;
mod clusters;
mod complete;
mod config;
mod destroy;
mod docker;
mod doctor;
mod env;
mod exec;
mod exit_codes;
mod export;
mod failover;
mod foreign;
mod generate;
mod globals;
mod history;
mod import;
mod init;
mod inspect;
mod logs;
mod ls;
mod man;
mod migrate;
mod ps;
mod remove_node;
mod role;
mod ssh;
mod status;
mod unlock_key;
mod values;
mod verify;

pub use add_node::AddNodeRequest;
pub use app::{Invocation, Request, command, parse};
pub use apply::{ApplyRequest, PlanRequest};
pub use ca_key::{CaKeyArgs, NewPassphraseArgs, PassphraseArgs, PassphraseSource};
pub use carry::CarryArgs;
pub use certs::{
    CaCourse, CertsCaExportRequest, CertsCaImportRequest, CertsCaPassphraseRequest, CertsCaRequest, CertsCheckRequest, CertsExportRequest, CertsIssueRequest,
    CertsLsRequest, CertsRequest, CertsRotateCaRequest, CertsRotateRequest, CertsSanRequest, CertsShowRequest, CertsSignRequest, ChangeArgs, ContextName,
    ContextNameError, ExportTo, NewPassphrase, SignFor,
};
pub use clap_complete::Shell;
pub use clusters::ClustersRequest;
pub use complete::{Names, NamesOf, NamesWanted, candidates, completions};
pub use config::{ConfigRequest, SchemaRequest};
pub use destroy::DestroyRequest;
pub use docker::{ContextRequest, DockerRequest};
pub use doctor::DoctorRequest;
pub use env::{EnvRequest, EnvShell, EnvTarget};
pub use exec::{ExecRequest, NodeRole};
pub use export::{ExportFile, ExportPassphraseArgs, ExportRequest};
pub use failover::FailoverRequest;
pub use generate::man_pages;
pub use globals::{Color, Globals, Output, Verbosity, output_meant};
pub use history::HistoryRequest;
pub use import::{ImportMachinesRequest, ImportRequest};
pub use init::InitRequest;
pub use inspect::InspectRequest;
pub use logs::{LogsOf, LogsRequest};
pub use ls::LsRequest;
pub use man::ManRequest;
pub use migrate::{MigrateCourse, MigrateRequest};
pub use ps::PsRequest;
pub use remove_node::RemoveNodeRequest;
pub use role::{DemoteRequest, PromoteRequest, RoleArgs};
pub use ssh::{IpRequest, ScpEnd, ScpRequest, SshRequest};
pub use status::StatusRequest;
pub use unlock_key::UnlockKeyRequest;
pub use values::SpecSource;
pub use verify::VerifyRequest;
