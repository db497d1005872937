//! `doctor`: what is wrong on this machine. `programs` looks at the clients, `store` at the store and its clusters; `bundle` packs what a bug report needs, and
//! `redact` takes out of it what must not be seen.

mod bundle;
mod command;
mod programs;
mod redact;
mod store;

pub(super) use command::doctor;
