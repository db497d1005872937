//! The `swarmctl` program: parse, run, exit; or answer a shell that asks for completions.

use std::process::ExitCode;

use anyhow::Context;

fn main() -> anyhow::Result<ExitCode> {
    if swarmctl::run::complete(&std::env::args_os().collect::<Vec<_>>()) {
        return Ok(ExitCode::SUCCESS);
    }
    let invocation = match swarmctl::cli::parse(std::env::args_os()) {
        Ok(invocation) => invocation,
        // Help and the version come this way too; the error knows its stream and its code.
        Err(error) => {
            if error.use_stderr() {
                swarmctl::run::refused(&error, swarmctl::cli::output_meant(std::env::args_os()));
            }
            error.exit()
        }
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().context("no threads can be started")?;
    let exit = runtime.block_on(swarmctl::run::run(&invocation));
    // A question that was left unanswered still waits on its thread.
    runtime.shutdown_background();
    Ok(ExitCode::from(exit.code()))
}
