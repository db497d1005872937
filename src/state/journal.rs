//! The journal: what each run began and how it ended, one JSON object a line, on the disk before the next thing happens. It holds titles and causes and
//! no secret, because steps have none.

use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use time::macros::format_description;

use crate::model::{Failure, NodeName, PlannedStep, StepId};

use super::files;
use super::lock::this_user;
use super::{Error, Result};

const HINT: &str = "move it away: it is the history, and no run needs it";

/// How many of the steps of a run that was cut off are named when it is told.
const NAMED: usize = 3;

/// A line of the journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// When.
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    /// The run's id: the same for all its lines.
    pub run: String,
    /// The run's verb.
    pub verb: String,
    /// What happened.
    #[serde(flatten)]
    pub happened: Happened,
}

/// What a line tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", rename_all_fields = "camelCase", tag = "event")]
pub enum Happened {
    /// A run began.
    RunStarted {
        /// Who began it, `USER@HOST`.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        by: Option<String>,
    },
    /// A step is about to be done.
    Started {
        /// The step.
        #[serde(flatten)]
        step: StepRef,
    },
    /// A step was done.
    Done {
        /// The step.
        #[serde(flatten)]
        step: StepRef,
        /// How long it took.
        took_ms: u64,
    },
    /// A step failed.
    Failed {
        /// The step.
        #[serde(flatten)]
        step: StepRef,
        /// How long it took.
        took_ms: u64,
        /// Why.
        error: String,
    },
    /// A run came to its end.
    RunEnded {
        /// Which.
        end: RunEnd,
    },
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RunEnd {
    /// All of it was done.
    Done,
    /// Some of it failed.
    Failed,
    /// Stopped at a step's boundary by the operator.
    Interrupted,
}

/// A step, as the journal names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepRef {
    /// Its number in the run's plan.
    pub id: StepId,
    /// Its node; `None` is the operator's machine.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub node: Option<NodeName>,
    /// Its kind, as in the plan's JSON.
    pub step: String,
    /// What it does, in words.
    pub title: String,
}

impl From<&PlannedStep> for StepRef {
    fn from(planned: &PlannedStep) -> Self {
        let step = planned.step.kind().as_str().to_owned();
        Self { id: planned.id, node: planned.node.clone(), step, title: planned.step.describe() }
    }
}

/// A run that was cut off: killed, or the machine went down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnfinishedRun {
    /// Its verb.
    pub verb: String,
    /// When it began.
    pub since: OffsetDateTime,
    /// Steps that were begun and did not end.
    pub begun: Vec<StepRef>,
}

impl fmt::Display for UnfinishedRun {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let since = self.since.format(format_description!("[year]-[month]-[day] [hour]:[minute] UTC")).map_err(|_| fmt::Error)?;
        write!(f, "the last run (`{}`, {since}) was cut off", self.verb)?;
        for (number, step) in self.begun.iter().take(NAMED).enumerate() {
            f.write_str(if number == 0 { " in " } else { "; " })?;
            if let Some(node) = &step.node {
                write!(f, "{node}: ")?;
            }
            f.write_str(&step.title)?;
        }
        match self.begun.len().checked_sub(NAMED) {
            Some(more @ 1..) => write!(f, "; and {more} more"),
            _ => Ok(()),
        }
    }
}

/// A cluster's journal.
#[derive(Debug, Clone)]
pub struct Journal {
    path: PathBuf,
}

impl Journal {
    pub(super) fn at(path: PathBuf) -> Self {
        Self { path }
    }

    /// Every entry, oldest first. A last line without an end is no entry: the run was cut while it wrote it.
    pub fn entries(&self) -> Result<Vec<Entry>> {
        let text = self.whole_lines()?;
        text.lines().enumerate().map(|(index, line)| self.entry(index + 1, line)).collect()
    }

    /// The last run, if it was cut off. Only its own lines are read for that, so older ones cannot stand in the way.
    pub fn last_unfinished(&self) -> Result<Option<UnfinishedRun>> {
        let text = self.whole_lines()?;
        let mut ended = Vec::new();
        let mut begun = Vec::new();
        let lines: Vec<&str> = text.lines().collect();
        for (index, line) in lines.iter().enumerate().rev() {
            let entry = self.entry(index + 1, line)?;
            match entry.happened {
                Happened::RunEnded { .. } => return Ok(None),
                Happened::Done { step, .. } | Happened::Failed { step, .. } => ended.push(step.id),
                Happened::Started { step } if !ended.contains(&step.id) => begun.push(step),
                Happened::Started { .. } => {}
                Happened::RunStarted { .. } => {
                    begun.reverse();
                    return Ok(Some(UnfinishedRun { verb: entry.verb, since: entry.at, begun }));
                }
            }
        }
        Ok(None)
    }

    /// Since when `verb` has been under way: the begin of the first of the last runs, if all of them were `verb`'s and none did all it had to do, because it
    /// was cut off, stopped, or failed.
    pub fn undone_since(&self, verb: &str) -> Result<Option<OffsetDateTime>> {
        let text = self.whole_lines()?;
        let lines: Vec<&str> = text.lines().collect();
        let mut since = None;
        for (index, line) in lines.iter().enumerate().rev() {
            let entry = self.entry(index + 1, line)?;
            match entry.happened {
                Happened::RunStarted { .. } if entry.verb == verb => since = Some(entry.at),
                Happened::RunEnded { end: RunEnd::Done } => break,
                _ if entry.verb != verb => break,
                _ => {}
            }
        }
        Ok(since)
    }

    /// Whether the last run was `verb`'s, was cut off, and had come to a step of this kind.
    pub fn was_cut_off_at(&self, verb: &str, kind: &str) -> Result<bool> {
        let text = self.whole_lines()?;
        for (index, line) in text.lines().enumerate().collect::<Vec<_>>().into_iter().rev() {
            let entry = self.entry(index + 1, line)?;
            match entry.happened {
                _ if entry.verb != verb => return Ok(false),
                Happened::RunStarted { .. } | Happened::RunEnded { .. } => return Ok(false),
                Happened::Started { step } if step.step == kind => return Ok(true),
                _ => {}
            }
        }
        Ok(false)
    }

    /// Begins a run. A line that a cut left without an end is removed first.
    pub fn begin(&self, verb: &str, at: OffsetDateTime) -> Result<RunJournal> {
        let new = !self.path.exists();
        let file = open_for_append(&self.path).map_err(Error::write(&self.path))?;
        if new {
            files::sync_dir(&files::parent(&self.path))?;
        }
        let run = format!("{}-{}", at.unix_timestamp(), std::process::id());
        let journal = RunJournal { path: self.path.clone(), file: Mutex::new(file), run, verb: verb.to_owned() };
        journal.append(at, Happened::RunStarted { by: Some(this_user()) })?;
        Ok(journal)
    }

    fn whole_lines(&self) -> Result<String> {
        let mut bytes = files::read(&self.path)?.unwrap_or_default();
        bytes.truncate(whole_length(&bytes));
        String::from_utf8(bytes).map_err(|_| self.damaged("it is not UTF-8 text".to_owned()))
    }

    fn entry(&self, number: usize, line: &str) -> Result<Entry> {
        serde_json::from_str(line).map_err(|error| self.damaged(format!("line {number}: {error}")))
    }

    fn damaged(&self, problem: String) -> Error {
        Error::Damaged { path: self.path.clone(), problem, hint: HINT.to_owned() }
    }
}

/// The journal of the run that is under way. Every call returns when its line is on the disk; steps of several nodes may call at once.
#[derive(Debug)]
pub struct RunJournal {
    path: PathBuf,
    file: Mutex<File>,
    run: String,
    verb: String,
}

impl RunJournal {
    /// A step is about to be done.
    pub fn started(&self, step: &PlannedStep, at: OffsetDateTime) -> Result<()> {
        self.append(at, Happened::Started { step: step.into() })
    }

    /// A step was done.
    pub fn done(&self, step: &PlannedStep, at: OffsetDateTime, took: Duration) -> Result<()> {
        self.append(at, Happened::Done { step: step.into(), took_ms: millis(took) })
    }

    /// A step failed.
    pub fn failed(&self, step: &PlannedStep, at: OffsetDateTime, took: Duration, failure: &Failure) -> Result<()> {
        self.append(at, Happened::Failed { step: step.into(), took_ms: millis(took), error: failure.cause.clone() })
    }

    /// The run came to its end.
    pub fn end(&self, end: RunEnd, at: OffsetDateTime) -> Result<()> {
        self.append(at, Happened::RunEnded { end })
    }

    fn append(&self, at: OffsetDateTime, happened: Happened) -> Result<()> {
        let entry = Entry { at, run: self.run.clone(), verb: self.verb.clone(), happened };
        // A struct of strings and numbers always serializes.
        let mut line = serde_json::to_vec(&entry).unwrap_or_default();
        line.push(b'\n');
        // A panic elsewhere does not make the file less usable.
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        append_whole(&mut file, &line).map_err(Error::write(&self.path))
    }
}

/// Writes a line and waits for the disk; of a line that did not fit nothing stays, so that the next one does not run into it.
fn append_whole(file: &mut File, line: &[u8]) -> io::Result<()> {
    let before = file.metadata()?.len();
    if let Err(error) = file.write_all(line) {
        file.set_len(before)?;
        return Err(error);
    }
    file.sync_data()
}

fn millis(took: Duration) -> u64 {
    u64::try_from(took.as_millis()).unwrap_or(u64::MAX)
}

fn open_for_append(path: &Path) -> io::Result<File> {
    let mut file = fs::OpenOptions::new().read(true).append(true).create(true).mode(0o600).open(path)?;
    let length = file.seek(SeekFrom::End(0))?;
    let mut last = [b'\n'];
    if length > 0 {
        file.seek(SeekFrom::End(-1))?;
        file.read_exact(&mut last)?;
    }
    if last != [b'\n'] {
        file.set_len(whole_length(&fs::read(path)?) as u64)?;
    }
    Ok(file)
}

/// How many bytes belong to lines that have an end.
fn whole_length(bytes: &[u8]) -> usize {
    bytes.iter().rposition(|b| *b == b'\n').map_or(0, |last| last + 1)
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use crate::model::{Exit, Need, Plan, Step};

    use super::super::ClusterDir;
    use super::super::cluster_dir::lab;
    use super::*;

    const AT: OffsetDateTime = datetime!(2026-03-01 14:02:00 UTC);

    fn plan() -> Plan {
        let mut plan = Plan::new("lab".parse().unwrap(), "init");
        let node = "worker-1".parse().unwrap();
        plan.push(None, Step::MakeCa { days: 3650 }, Need::Do { reason: None }, &[]);
        plan.push(Some(&node), Step::ClaimNode, Need::Do { reason: None }, &[]);
        plan
    }

    fn killed_run(dir: &ClusterDir) {
        let plan = plan();
        let run = dir.journal().begin("init", AT).unwrap();
        run.started(&plan.steps[0], AT).unwrap();
        run.done(&plan.steps[0], AT, Duration::from_millis(12)).unwrap();
        run.started(&plan.steps[1], AT).unwrap();
    }

    #[test]
    fn lines_are_json_objects_that_name_run_verb_node_and_step() {
        let (_home, dir) = lab();
        let run = dir.journal().begin("init", AT).unwrap();
        run.started(&plan().steps[1], AT).unwrap();
        run.failed(&plan().steps[1], AT, Duration::from_millis(7), &Failure::new("no space left", Exit::Failed)).unwrap();
        run.end(RunEnd::Failed, AT).unwrap();
        let text = fs::read_to_string(dir.file("journal.jsonl")).unwrap().replace(&run.run, "RUN").replace(&this_user(), "ops@laptop");
        let head = r#"{"at":"2026-03-01T14:02:00Z","run":"RUN","verb":"init","event":"#;
        let step = r#""id":1,"node":"worker-1","step":"claim-node","title":"mark the host as this cluster's""#;
        let expected = [
            format!(r#"{head}"run-started","by":"ops@laptop"}}"#),
            format!(r#"{head}"started",{step}}}"#),
            format!(r#"{head}"failed",{step},"tookMs":7,"error":"no space left"}}"#),
            format!(r#"{head}"run-ended","end":"failed"}}"#),
        ];
        assert_eq!(text.lines().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn entries_read_as_they_were_written() {
        let (_home, dir) = lab();
        killed_run(&dir);
        let entries = dir.journal().entries().unwrap();
        assert_eq!(entries.len(), 4);
        assert_eq!(entries[2].happened, Happened::Done { step: (&plan().steps[0]).into(), took_ms: 12 });
    }

    #[test]
    fn the_journal_is_0600() {
        use std::os::unix::fs::PermissionsExt;
        let (_home, dir) = lab();
        killed_run(&dir);
        assert_eq!(fs::metadata(dir.file("journal.jsonl")).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn a_killed_run_is_told_with_the_steps_it_began_and_did_not_end() {
        let (_home, dir) = lab();
        killed_run(&dir);
        let cut = dir.journal().last_unfinished().unwrap().unwrap();
        assert_eq!(cut.begun, [StepRef::from(&plan().steps[1])]);
        assert_eq!(cut.to_string(), "the last run (`init`, 2026-03-01 14:02 UTC) was cut off in worker-1: mark the host as this cluster's");
    }

    #[test]
    fn what_several_runs_did_not_finish_has_been_under_way_since_the_first() {
        let (_home, dir) = lab();
        let journal = dir.journal();
        let minute = |minutes| AT + time::Duration::minutes(minutes);
        assert_eq!(journal.undone_since("certs rotate").unwrap(), None);
        journal.begin("certs rotate", AT).unwrap().end(RunEnd::Done, minute(1)).unwrap();
        assert_eq!(journal.undone_since("certs rotate").unwrap(), None);
        journal.begin("certs rotate", minute(2)).unwrap();
        journal.begin("certs rotate", minute(3)).unwrap().end(RunEnd::Failed, minute(4)).unwrap();
        assert_eq!(journal.undone_since("certs rotate").unwrap(), Some(minute(2)));
        assert_eq!(journal.undone_since("init").unwrap(), None);
    }

    #[test]
    fn a_run_that_was_cut_off_had_come_to_the_steps_that_it_began_until_another_ends() {
        let (_home, dir) = lab();
        killed_run(&dir);
        let journal = dir.journal();
        assert!(journal.was_cut_off_at("init", "make-ca").unwrap());
        assert!(!journal.was_cut_off_at("init", "end-ca-rotation").unwrap());
        assert!(!journal.was_cut_off_at("destroy", "make-ca").unwrap());
        journal.begin("init", AT).unwrap().end(RunEnd::Done, AT).unwrap();
        assert!(!journal.was_cut_off_at("init", "make-ca").unwrap());
    }

    #[test]
    fn of_many_steps_that_were_begun_the_first_are_named() {
        let begun = vec![StepRef::from(&plan().steps[0]); 5];
        let told = UnfinishedRun { verb: "init".to_owned(), since: AT, begun }.to_string();
        assert_eq!(told.matches("make the cluster CA").count(), 3);
        assert!(told.ends_with("; and 2 more"), "{told}");
    }

    #[test]
    fn a_run_that_came_to_its_end_is_not_unfinished_even_if_the_one_before_was() {
        let (_home, dir) = lab();
        assert_eq!(dir.journal().last_unfinished().unwrap(), None);
        killed_run(&dir);
        dir.journal().begin("init", AT).unwrap().end(RunEnd::Done, AT).unwrap();
        assert_eq!(dir.journal().last_unfinished().unwrap(), None);
    }

    #[test]
    fn a_torn_last_line_is_ignored_and_cut_at_the_next_run() {
        let (_home, dir) = lab();
        killed_run(&dir);
        let path = dir.file("journal.jsonl");
        let whole = fs::read_to_string(&path).unwrap();
        fs::write(&path, format!(r#"{whole}{{"at":"2026-03-0"#)).unwrap();
        assert_eq!(dir.journal().entries().unwrap().len(), 4);
        dir.journal().begin("init", AT).unwrap();
        assert!(fs::read_to_string(&path).unwrap().starts_with(&whole));
        assert_eq!(dir.journal().entries().unwrap().len(), 5);
    }

    #[test]
    fn a_bad_line_of_an_older_run_does_not_stand_in_the_way_of_the_next() {
        let (_home, dir) = lab();
        fs::write(dir.file("journal.jsonl"), "garbage\n").unwrap();
        assert_eq!(dir.journal().entries().unwrap_err().to_string().split(": ").nth(1), Some("line 1"));
        dir.journal().begin("init", AT).unwrap();
        assert_eq!(dir.journal().last_unfinished().unwrap().map(|run| run.begun), Some(Vec::new()));
    }

    #[test]
    fn a_run_can_end_in_a_cluster_that_it_forgot() {
        let (_home, dir) = lab();
        let run = dir.journal().begin("destroy", AT).unwrap();
        dir.forget().unwrap();
        run.end(RunEnd::Done, AT).unwrap();
    }
}
