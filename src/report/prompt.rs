//! Questions, asked only on a terminal. Each has a flag that answers it, which the refusal names.

use std::io::{self, ErrorKind, Write};

use dialoguer::{Input, Password, Select};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::oneshot;

use crate::model::{ClusterName, Orchestrator, Secret};

use super::{Error, Result, Ui};

impl Ui {
    /// Asks for nodes, one entry `NAME=USER@HOST` after the other, until an empty one; `check` refuses an entry and says why.
    pub async fn ask_nodes<F>(&self, check: F) -> Result<Vec<String>>
    where
        F: Fn(&str) -> Result<(), String> + Clone + Send + 'static,
    {
        self.need_terminal("nodes", "--node")?;
        let mut nodes = Vec::new();
        loop {
            let (prompt, check, may_end) = (format!("Node {} (NAME=USER@HOST, empty to end)", nodes.len() + 1), check.clone(), !nodes.is_empty());
            let validate = move |entry: &String| match entry.trim() {
                "" if may_end => Ok(()),
                "" => Err("a cluster has at least one node".to_owned()),
                entry => check(entry),
            };
            let entry = ask(move || Input::<String>::new().with_prompt(prompt).allow_empty(true).validate_with(validate).interact_text()).await?;
            match entry.trim() {
                "" => return Ok(nodes),
                entry => nodes.push(entry.to_owned()),
            }
        }
    }

    /// Asks who schedules.
    pub async fn ask_orchestrator(&self) -> Result<Orchestrator> {
        self.need_terminal("the orchestrator", "--orchestrator")?;
        let choices = [Orchestrator::Standalone, Orchestrator::SwarmMode];
        let names = choices.map(Orchestrator::as_str);
        let chosen = ask(move || Select::new().with_prompt("Orchestrator").items(names).default(0).interact()).await?;
        // Select gives the place of one of its items.
        Ok(choices[chosen])
    }

    /// Asks for the login name on the nodes that do not name one.
    pub async fn ask_user(&self, default: &str) -> Result<String> {
        self.need_terminal("the login name", "--ssh-user")?;
        let default = default.to_owned();
        ask(move || Input::<String>::new().with_prompt("Login name on the nodes").default(default).interact_text()).await
    }

    /// Has the cluster's name typed before something is done that is not undone easily; whether it was the right one.
    pub async fn confirm_name(&self, cluster: &ClusterName, what: &str) -> Result<bool> {
        self.need_terminal("the cluster's name as a confirmation", "--yes")?;
        let prompt = format!("Type `{cluster}` to {what}");
        let typed = ask(move || Input::<String>::new().with_prompt(prompt).allow_empty(true).interact_text()).await?;
        Ok(typed.trim() == cluster.as_str())
    }

    /// Asks for the passphrase that the CA's key is under.
    pub async fn ask_passphrase(&self) -> Result<Secret> {
        self.need_terminal("the passphrase of the CA key", "--ca-passphrase-file")?;
        secret(|| Password::new().with_prompt("Passphrase of the CA key").interact()).await
    }

    /// Asks for a passphrase that the CA's key is to be put under, until it is typed the same twice.
    pub async fn ask_new_passphrase(&self) -> Result<Secret> {
        self.need_terminal("the new passphrase", "--new-passphrase-file")?;
        secret(|| Password::new().with_prompt("New passphrase").with_confirmation("Once more", "that was another one").interact()).await
    }

    /// Asks for the passphrase that an export is under.
    pub async fn ask_export_passphrase(&self) -> Result<Secret> {
        self.need_terminal("the passphrase of the export", "--passphrase-file")?;
        secret(|| Password::new().with_prompt("Passphrase of the export").interact()).await
    }

    /// Asks for a passphrase that an export is to be put under, until it is typed the same twice.
    pub async fn ask_new_export_passphrase(&self) -> Result<Secret> {
        self.need_terminal("a passphrase for the export", "--passphrase-file")?;
        secret(|| Password::new().with_prompt("Passphrase for the export").with_confirmation("Once more", "that was another one").interact()).await
    }

    fn need_terminal(&self, what: &'static str, flag: &'static str) -> Result<()> {
        if self.manner().can_ask { Ok(()) } else { Err(Error::NoTerminal { what, flag }) }
    }
}

/// Asks for something that is not shown. Ctrl-C leaves the terminal as the prompt had set it, which is without an echo.
async fn secret(prompt: impl FnOnce() -> dialoguer::Result<String> + Send + 'static) -> Result<Secret> {
    let answer = ask(prompt).await;
    if matches!(answer, Err(Error::Interrupted)) {
        // Where there is no `stty`, nothing else can be done about it without unsafe code.
        let _ = std::process::Command::new("stty").arg("echo").status();
    }
    answer.map(Secret::new)
}

/// Asks on a thread of its own, which nobody waits for when Ctrl-C is what comes instead of an answer. The prompts hide the cursor and leave it hidden
/// when they are cut, so it is shown again here.
async fn ask<T: Send + 'static>(prompt: impl FnOnce() -> dialoguer::Result<T> + Send + 'static) -> Result<T> {
    let mut interrupt = signal(SignalKind::interrupt()).map_err(Error::Prompt)?;
    let (sender, answer) = oneshot::channel();
    std::thread::spawn(move || {
        // The receiver is gone only after Ctrl-C.
        let _ = sender.send(prompt());
    });
    let answer = tokio::select! {
        answer = answer => answer,
        _ = interrupt.recv() => return Err(interrupted()),
    };
    match answer {
        Ok(Ok(answer)) => Ok(answer),
        Ok(Err(dialoguer::Error::IO(error))) if error.kind() == ErrorKind::Interrupted => Err(interrupted()),
        Ok(Err(dialoguer::Error::IO(error))) => Err(Error::Prompt(error)),
        Err(_) => Err(Error::Prompt(io::Error::other("the prompt broke off"))),
    }
}

fn interrupted() -> Error {
    // A terminal that takes nothing has no cursor either.
    let _ = io::stderr().write_all(b"\x1b[?25h\n");
    Error::Interrupted
}

#[cfg(test)]
mod tests {
    use crate::model::{Exit, Explain, Failure};
    use crate::report::{Manner, Settings, Surroundings};

    use super::*;

    fn ui_in_a_pipe() -> Ui {
        Ui::on(Manner::new(&Settings::default(), &Surroundings::default()), Box::new(io::sink()), Box::new(io::sink()))
    }

    #[tokio::test]
    async fn without_a_terminal_a_question_is_an_error_that_names_the_flag() {
        let error = ui_in_a_pipe().confirm_name(&"lab".parse().unwrap(), "destroy it").await.unwrap_err();
        let failure = Failure::from_error(&error);
        assert_eq!(failure.cause, "cannot ask for the cluster's name as a confirmation without a terminal");
        assert_eq!((failure.hint.as_deref(), error.exit()), (Some("say it with `--yes`"), Exit::Usage));
    }

    #[tokio::test]
    async fn every_question_needs_a_terminal() {
        let ui = ui_in_a_pipe();
        assert!(matches!(ui.ask_nodes(|_| Ok(())).await, Err(Error::NoTerminal { flag: "--node", .. })));
        assert!(matches!(ui.ask_orchestrator().await, Err(Error::NoTerminal { flag: "--orchestrator", .. })));
        assert!(matches!(ui.ask_user("root").await, Err(Error::NoTerminal { flag: "--ssh-user", .. })));
    }
}
