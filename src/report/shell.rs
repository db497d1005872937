//! `env`: variables in the words of a shell, quoted so that it takes them as they are.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Serialize, Serializer};

use crate::model::DocumentKind;

use super::document::document;
use super::text;

/// A shell that `env` writes for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shell {
    /// bash, and every other POSIX shell.
    Bash,
    /// zsh.
    Zsh,
    /// fish.
    Fish,
    /// PowerShell.
    PowerShell,
}

/// Variables to set or to unset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShellScript {
    /// Name and value, in order; `None` unsets.
    pub variables: Vec<(String, Option<String>)>,
    /// The command that prints this, as the user would type it.
    pub command: String,
}

impl ShellScript {
    /// The script, with a last line that says how to take it over.
    pub(super) fn text(&self, shell: Shell) -> String {
        let lines = self.variables.iter().map(|(name, value)| shell.line(name, value.as_deref()));
        let last = format!("# to take these over: {}", shell.takes(&text::one_line(&self.command)));
        text::lines(&lines.chain([last]).collect::<Vec<_>>())
    }

    /// The variables for programs; `null` unsets.
    pub(super) fn json(&self) -> String {
        document(DocumentKind::Env, self)
    }
}

/// What the document holds: names and values; `null` unsets.
#[derive(Serialize, JsonSchema)]
pub(super) struct Variables<'a> {
    variables: BTreeMap<&'a str, Option<&'a str>>,
}

impl Serialize for ShellScript {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Variables { variables: self.variables.iter().map(|(name, value)| (name.as_str(), value.as_deref())).collect() }.serialize(serializer)
    }
}

impl Shell {
    /// The shell that `$SHELL` names, if it is one of these.
    pub fn from_path(path: &str) -> Option<Self> {
        match path.rsplit('/').next().unwrap_or_default() {
            "bash" | "sh" | "dash" | "ksh" => Some(Self::Bash),
            "zsh" => Some(Self::Zsh),
            "fish" => Some(Self::Fish),
            "pwsh" | "powershell" => Some(Self::PowerShell),
            _ => None,
        }
    }

    fn line(self, name: &str, value: Option<&str>) -> String {
        match (self, value) {
            (Self::Bash | Self::Zsh, Some(value)) => format!("export {name}='{}'", value.replace('\'', r"'\''")),
            (Self::Bash | Self::Zsh, None) => format!("unset {name}"),
            // A semicolon, because `eval (…)` joins the lines.
            (Self::Fish, Some(value)) => format!("set -gx {name} '{}';", value.replace('\\', r"\\").replace('\'', r"\'")),
            (Self::Fish, None) => format!("set -e {name};"),
            (Self::PowerShell, Some(value)) => format!("$Env:{name} = '{}'", powershell_quoted(value)),
            (Self::PowerShell, None) => format!("Remove-Item -ErrorAction SilentlyContinue Env:\\{name}"),
        }
    }

    fn takes(self, command: &str) -> String {
        match self {
            Self::Bash | Self::Zsh => format!("eval \"$({command})\""),
            Self::Fish => format!("{command} | source"),
            Self::PowerShell => format!("{command} | Out-String | Invoke-Expression"),
        }
    }
}

/// PowerShell takes the typographic quotes for quotes too.
fn powershell_quoted(value: &str) -> String {
    value.chars().flat_map(|c| std::iter::repeat_n(c, if matches!(c, '\'' | '\u{2018}'..='\u{201b}') { 2 } else { 1 })).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn script(path: &str) -> ShellScript {
        let variable = |name: &str, value: &str| (name.to_owned(), Some(value.to_owned()));
        ShellScript {
            variables: vec![
                variable("DOCKER_TLS_VERIFY", "1"),
                variable("DOCKER_HOST", "tcp://10.0.0.11:3376"),
                variable("DOCKER_CERT_PATH", path),
                ("DOCKER_CONTEXT".to_owned(), None),
            ],
            command: "swarmctl env lab".to_owned(),
        }
    }

    const PATH: &str = r"/home/o'neill/a \ b $(x)/client";

    #[test]
    fn for_bash() {
        insta::assert_snapshot!(script(PATH).text(Shell::Bash), @r#"
        export DOCKER_TLS_VERIFY='1'
        export DOCKER_HOST='tcp://10.0.0.11:3376'
        export DOCKER_CERT_PATH='/home/o'\''neill/a \ b $(x)/client'
        unset DOCKER_CONTEXT
        # to take these over: eval "$(swarmctl env lab)"
        "#);
    }

    #[test]
    fn for_zsh_it_is_the_same_as_for_bash() {
        assert_eq!(script(PATH).text(Shell::Zsh), script(PATH).text(Shell::Bash));
    }

    #[test]
    fn for_fish() {
        insta::assert_snapshot!(script(PATH).text(Shell::Fish), @r"
        set -gx DOCKER_TLS_VERIFY '1';
        set -gx DOCKER_HOST 'tcp://10.0.0.11:3376';
        set -gx DOCKER_CERT_PATH '/home/o\'neill/a \\ b $(x)/client';
        set -e DOCKER_CONTEXT;
        # to take these over: swarmctl env lab | source
        ");
    }

    #[test]
    fn for_powershell() {
        insta::assert_snapshot!(script("C:\\Users\\o'neill\\‘x’").text(Shell::PowerShell), @r"
        $Env:DOCKER_TLS_VERIFY = '1'
        $Env:DOCKER_HOST = 'tcp://10.0.0.11:3376'
        $Env:DOCKER_CERT_PATH = 'C:\Users\o''neill\‘‘x’’'
        Remove-Item -ErrorAction SilentlyContinue Env:\DOCKER_CONTEXT
        # to take these over: swarmctl env lab | Out-String | Invoke-Expression
        ");
    }

    #[test]
    fn for_programs() {
        insta::assert_snapshot!(script("/c").json(), @r#"
        {
          "schemaVersion": 1,
          "kind": "env",
          "variables": {
            "DOCKER_CERT_PATH": "/c",
            "DOCKER_CONTEXT": null,
            "DOCKER_HOST": "tcp://10.0.0.11:3376",
            "DOCKER_TLS_VERIFY": "1"
          }
        }
        "#);
    }

    #[test]
    fn bash_takes_every_value_as_it_is() {
        let values = ["a'b", "$(exit 3)", "`exit 3`", "a\nb", r"a\b", "\"", "'; exit 3; '", "é"];
        let variables = values.iter().enumerate().map(|(i, value)| (format!("V{i}"), Some((*value).to_owned()))).collect();
        let print: Vec<_> = (0..values.len()).map(|i| format!("printf '%s\\0' \"$V{i}\"")).collect();
        let script = ShellScript { variables, command: "swarmctl env".to_owned() }.text(Shell::Bash) + &print.join("\n");
        let output = std::process::Command::new("sh").args(["-c", &script]).output().unwrap();
        let taken = String::from_utf8(output.stdout).unwrap();
        assert_eq!(taken.trim_end_matches('\0').split('\0').collect::<Vec<_>>(), values);
    }

    #[test]
    fn a_shell_is_known_by_its_path() {
        assert_eq!(Shell::from_path("/usr/bin/fish"), Some(Shell::Fish));
        assert_eq!(Shell::from_path("/bin/tcsh"), None);
    }
}
