//! What people and scripts see: plans, progress, outcomes, findings, tables and questions. The only module that prints: standard output is data, standard
//! error is talk. Text that came from elsewhere is made harmless before it reaches a terminal.

mod answer;
mod board;
mod ca_change;
mod certs;
mod deed;
mod doctor;
mod document;
mod error;
mod executed;
mod failure;
mod history;
mod inspect;
mod list;
mod live;
mod logs;
mod manner;
mod migration;
mod outcome;
mod plain;
mod plan;
mod prompt;
mod rows;
mod shell;
mod style;
mod text;
mod ui;
mod verify;

pub use answer::{AddressShown, Answer};
pub use ca_change::{CaChange, CaStatus, stage_line};
pub use certs::{CertRow, CertShown, CheckReport, CheckRow};
pub use deed::{Deed, ImportedRole, MadeCert, Missing, SkippedMachine};
pub use doctor::{Ailment, Checkup};
pub use error::{Error, Result};
pub use executed::{Executed, ExecutedNode, Said};
pub use history::{RunOutcome, RunRow, RunShown, StepRow};
pub use inspect::{CertsInspected, ClientInspected, ClusterHead, ClusterInspected, NodeInspected, OneNodeInspected, SshInspected};
pub use list::Listing;
pub use logs::{LogShown, Logs};
pub use manner::{Color, Manner, Output, Progress, Settings, Surroundings, Terminals, Verbosity};
pub use migration::{BecomingRow, MigrationPlan};
pub use outcome::RunSummary;
pub use rows::{ClusterRow, ContainerRow, NodeRow, VersionRow};
pub use shell::{Shell, ShellScript};
pub use style::Style;
pub use ui::Ui;
