//! The two streams and what is written to them: data to standard output, talk to standard error.

use std::io::{self, ErrorKind, Write};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use schemars::JsonSchema;
use serde::Serialize;
use time::OffsetDateTime;
use tokio::sync::mpsc::UnboundedReceiver;

use crate::model::{ClusterName, DocumentKind, Event, Exit, Failure, Plan, Secret, VerifyReport};

use super::board::Board;
use super::document::{document, one_line};
use super::events::{Happening, Teller, event_line};
use super::live::Live;
use super::plain::Plain;
use super::{
    Answer, CaStatus, CertShown, CheckReport, Deed, Error, Listing, Manner, MigrationPlan, Output, Progress, Result, RunSummary, Settings, Shell, ShellScript,
    StatusShown, Surroundings, Verbosity,
};
use super::{certs, failure, list, outcome, plan, status, text, verify};

type Stream = Mutex<Box<dyn Write + Send>>;

/// How often spinners turn and long steps are looked at.
const TICK: Duration = Duration::from_millis(100);

/// The way to the user. Everything that the program prints goes through one of these.
pub struct Ui {
    manner: Manner,
    out: Stream,
    err: Stream,
}

impl Ui {
    /// On this process's streams.
    pub fn new(settings: &Settings) -> Self {
        let manner = Manner::new(settings, &Surroundings::of_this_process());
        Self::on(manner, Box::new(io::stdout()), Box::new(io::stderr()))
    }

    /// On other streams. Live progress still goes to the terminal.
    pub fn on(manner: Manner, out: Box<dyn Write + Send>, err: Box<dyn Write + Send>) -> Self {
        Self { manner, out: Mutex::new(out), err: Mutex::new(err) }
    }

    /// How it speaks.
    pub fn manner(&self) -> &Manner {
        &self.manner
    }

    /// Says something people want to know.
    pub fn note(&self, note: &str) {
        self.tell(&Happening::Note { message: note });
        if self.manner.verbosity > Verbosity::Quiet {
            self.say(&format!("{}\n", text::block(note, "  ")));
        }
    }

    /// Warns.
    pub fn warn(&self, warning: &str) {
        self.tell(&Happening::Warning { message: warning });
        self.say(&(self.manner.stderr.warning(warning) + "\n"));
    }

    /// Says why nothing came of it. Programs get the same as a document of kind `error` on standard output, so this is for runs that have printed no
    /// document of their own.
    pub fn failures(&self, failures: &[Failure], exit: Exit) {
        self.say(&failure::failures_text(failures, self.manner.stderr));
        self.told(failures, exit);
    }

    /// The same for programs alone, where people read it elsewhere.
    pub fn told(&self, failures: &[Failure], exit: Exit) {
        // The run has failed already, and that is what its exit code says.
        let _ = self.either(String::new, || failure::failures_json(failures, exit));
    }

    /// Says on standard error what did not go well in a run whose document, or lines, are printed already.
    pub fn complaints(&self, failures: &[Failure]) {
        self.say(&failure::failures_text(failures, self.manner.stderr));
    }

    /// Says that swarmctl itself is at fault.
    pub fn bug(&self, what: &str) {
        self.say(&failure::bug_text(what, self.manner.stderr));
        self.told(&[Failure::new(what, Exit::Failed)], Exit::Failed);
    }

    /// Shows what happens until all senders are gone. Steps are counted against `plan`. Until it returns, notes and warnings
    /// have to come as events: on a terminal the lines of the progress are redrawn.
    pub async fn follow(&self, plan: &Plan, mut events: UnboundedReceiver<Event>) {
        let mut screen = self.screen(plan);
        let mut teller = (self.manner.output == Output::JsonLines).then(|| Teller::new(plan));
        self.tell(&Happening::plan_began(plan));
        let mut clock = tokio::time::interval(TICK);
        loop {
            tokio::select! {
                event = events.recv() => match event {
                    Some(event) => {
                        if let Some(line) = teller.as_mut().and_then(|teller| teller.line(&event, Instant::now(), OffsetDateTime::now_utc())) {
                            // Where standard output takes nothing, the end of the run says so.
                            drop(self.data(line));
                        }
                        self.show(&mut screen, &event);
                    }
                    None => return,
                },
                _ = clock.tick() => self.tick(&mut screen),
            }
        }
    }

    /// Prints a plan.
    pub fn plan(&self, plan: &Plan) -> Result<()> {
        self.either(|| plan::plan_text(plan, self.manner.verbosity, self.manner.stdout), || plan::plan_json(plan))
    }

    /// Prints the plan of a move to swarm mode, and what nodes become.
    pub fn migration(&self, migration: &MigrationPlan<'_>) -> Result<()> {
        match self.manner.output {
            Output::Text if migration.becoming.is_empty() => self.plan(migration.plan),
            Output::Text => {
                self.data(list::list_text(&migration.becoming) + "\n")?;
                self.plan(migration.plan)
            }
            Output::Json | Output::JsonLines => self.either(String::new, || document(DocumentKind::Migration, migration)),
        }
    }

    /// Prints how a run came out; what failed is said on standard error.
    pub fn outcome(&self, summary: &RunSummary) -> Result<()> {
        match self.manner.output {
            Output::Text if self.manner.verbosity == Verbosity::Quiet => {}
            Output::Text => {
                self.data(outcome::outcome_text(summary, self.manner.stdout))?;
                summary.verified.as_ref().map_or(Ok(()), |report| self.verdict(&summary.cluster, report))?;
            }
            Output::Json | Output::JsonLines => self.either(String::new, || outcome::outcome_json(summary))?,
        }
        self.say(&failure::failures_text(&summary.failures(), self.manner.stderr));
        Ok(())
    }

    /// Prints what verify saw.
    pub fn verify(&self, cluster: &ClusterName, report: &VerifyReport) -> Result<()> {
        self.either(|| verify::verify_text(cluster, report, self.manner.verbosity, self.manner.stdout), || verify::verify_json(cluster, report))
    }

    /// The verify at the end of a run: what is wrong and the verdict; all of it only to those who want to hear more.
    fn verdict(&self, cluster: &ClusterName, report: &VerifyReport) -> Result<()> {
        let verbosity = if self.manner.verbosity == Verbosity::Verbose { Verbosity::Verbose } else { Verbosity::Quiet };
        self.data(verify::verify_text(cluster, report, verbosity, self.manner.stdout))
    }

    /// Prints how a cluster is.
    pub fn status(&self, shown: &StatusShown) -> Result<()> {
        self.either(|| status::status_text(shown, self.manner.stdout), || document(DocumentKind::Status, shown))
    }

    /// Prints a list.
    pub fn list<R: Listing>(&self, rows: &[R]) -> Result<()> {
        self.either(|| list::list_text(rows), || list::list_json(rows))
    }

    /// Prints an answer.
    pub fn answer<A: Answer>(&self, answer: &A) -> Result<()> {
        self.either(|| answer.text(), || document(A::KIND, answer))
    }

    /// Prints which certificates end soon.
    pub fn checked(&self, report: &CheckReport) -> Result<()> {
        self.either(|| certs::check_text(report), || certs::check_json(report))
    }

    /// Prints certificates in full.
    pub fn certificates(&self, shown: &[CertShown]) -> Result<()> {
        self.either(|| certs::show_text(shown, self.manner.stdout), || certs::show_json(shown))
    }

    /// Prints variables for a shell.
    pub fn shell(&self, script: &ShellScript, shell: Shell) -> Result<()> {
        self.either(|| script.text(shell), || script.json())
    }

    /// Prints a key that was asked for by name; the only secret that is ever printed.
    pub fn unlock_key(&self, cluster: &ClusterName, key: &Secret) -> Result<()> {
        let key = key.expose_str().unwrap_or_default();
        self.either(|| format!("{key}\n"), || document(DocumentKind::UnlockKey, &UnlockKeyShown { cluster, unlock_key: key }))
    }

    /// Says how far a change of CAs is.
    pub fn ca_status(&self, status: &CaStatus) -> Result<()> {
        self.either(|| status.text(), || status.json())
    }

    /// Says what was done on this machine; programs get it as a document.
    pub fn deed(&self, deed: &Deed) -> Result<()> {
        if self.manner.output == Output::Text {
            self.note(&deed.text());
            return Ok(());
        }
        self.either(String::new, || deed.json())
    }

    /// Prints text for people, the document for programs.
    pub(super) fn either(&self, text: impl FnOnce() -> String, document: impl FnOnce() -> String) -> Result<()> {
        self.data(match self.manner.output {
            Output::Text => text(),
            Output::Json => document(),
            Output::JsonLines => one_line(&document()),
        })
    }

    /// Tells programs that want it of something that happened.
    pub(super) fn tell(&self, happening: &Happening<'_>) {
        if self.manner.output == Output::JsonLines {
            // Where standard output takes nothing, the end of the run says so.
            drop(self.data(event_line(happening, OffsetDateTime::now_utc())));
        }
    }

    /// Prints something that is data as it stands: a schema, completions, a man page. A reader that went away (`| head`) has all it wants.
    pub fn data(&self, data: impl AsRef<[u8]>) -> Result<()> {
        self.stream(data).map(drop)
    }

    /// Prints one piece of data of many. False where the reader went away, and no more need be made.
    pub fn stream(&self, data: impl AsRef<[u8]>) -> Result<bool> {
        let mut out = self.out.lock().unwrap_or_else(PoisonError::into_inner);
        match out.write_all(data.as_ref()).and_then(|()| out.flush()) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(false),
            Err(error) => Err(Error::Output(error)),
        }
    }

    pub(super) fn say(&self, lines: &str) {
        let mut err = self.err.lock().unwrap_or_else(PoisonError::into_inner);
        // Where standard error takes nothing, there is no place left to say so.
        let _ = err.write_all(lines.as_bytes()).and_then(|()| err.flush());
    }

    fn screen(&self, plan: &Plan) -> Screen {
        match self.manner.progress {
            Progress::Live => Screen::Live(Live::new(Board::new(Some(plan)), self.manner.stderr)),
            Progress::Plain => Screen::Plain(Plain::new(Board::new(Some(plan)), self.manner.verbosity, self.manner.stderr)),
            Progress::Silent => Screen::Silent,
        }
    }

    fn show(&self, screen: &mut Screen, event: &Event) {
        match (screen, event) {
            (Screen::Live(live), Event::Note { text }) => live.beside(|| self.note(text)),
            (Screen::Live(live), Event::Warning { text }) => live.beside(|| self.warn(text)),
            (Screen::Live(live), event) => live.event(event, Instant::now()),
            (Screen::Plain(plain), event) => self.say(&plain.event(event, Instant::now())),
            (Screen::Silent, Event::Warning { text }) => self.warn(text),
            (Screen::Silent, _) => {}
        }
    }

    fn tick(&self, screen: &mut Screen) {
        match screen {
            Screen::Live(live) => live.tick(),
            Screen::Plain(plain) => self.say(&plain.tick(Instant::now())),
            Screen::Silent => {}
        }
    }
}

/// What the document of an unlock key holds.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct UnlockKeyShown<'a> {
    /// The cluster.
    cluster: &'a ClusterName,
    /// The key.
    unlock_key: &'a str,
}

/// Where progress is shown.
enum Screen {
    Live(Live),
    Plain(Plain),
    Silent,
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::model::{ImageSource, Need, Step, StepId, StepOutcome};
    use crate::report::Style;

    use super::*;

    /// A stream that can be looked at.
    #[derive(Clone, Default)]
    struct Page(Arc<Mutex<Vec<u8>>>);

    impl Write for Page {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    impl Page {
        fn text(&self) -> String {
            String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
        }
    }

    /// A stream that fails in one way.
    struct Broken(ErrorKind);

    impl Write for Broken {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(self.0.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn manner(output: Output, progress: Progress) -> Manner {
        let style = Style { colored: false, unicode: true };
        let verbosity = if progress == Progress::Silent { Verbosity::Quiet } else { Verbosity::Normal };
        Manner { output, verbosity, stdout: style, stderr: style, progress, can_ask: false, shows_stdout: false, redraws_stdout: false }
    }

    fn ui(output: Output, progress: Progress) -> (Ui, Page, Page) {
        let (out, err) = (Page::default(), Page::default());
        (Ui::on(manner(output, progress), Box::new(out.clone()), Box::new(err.clone())), out, err)
    }

    fn plan() -> Plan {
        let mut plan = Plan::new("lab".parse().unwrap(), "init");
        let pull = Step::BringImages { images: vec!["swarm:1.2.9".to_owned()], source: ImageSource::Registry };
        plan.push(Some(&"worker-1".parse().unwrap()), pull, Need::Do { reason: None }, &[]);
        plan
    }

    async fn followed(output: Output, progress: Progress) -> (String, String) {
        let plan = plan();
        let (ui, out, err) = ui(output, progress);
        let (sender, events) = tokio::sync::mpsc::unbounded_channel();
        let title = "pull `swarm:1.2.9`".to_owned();
        let node = Some("worker-1".parse().unwrap());
        sender.send(Event::Started { id: StepId(0), node: node.clone(), title: title.clone() }).unwrap();
        sender.send(Event::Ended { id: StepId(0), node, title, outcome: StepOutcome::Done { took: Duration::from_millis(1234) } }).unwrap();
        sender.send(Event::Warning { text: "the clock is 3 s off".to_owned() }).unwrap();
        drop(sender);
        ui.follow(&plan, events).await;
        (out.text(), err.text())
    }

    #[tokio::test]
    async fn progress_goes_to_standard_error_and_ends_with_its_senders() {
        let lines = "worker-1: pull `swarm:1.2.9` … done (1.2 s)\nwarning: the clock is 3 s off\n";
        assert_eq!(followed(Output::Text, Progress::Plain).await, (String::new(), lines.to_owned()));
    }

    #[tokio::test]
    async fn quiet_progress_is_only_warnings() {
        assert_eq!(followed(Output::Text, Progress::Silent).await, (String::new(), "warning: the clock is 3 s off\n".to_owned()));
    }

    #[tokio::test]
    async fn each_event_is_a_line_of_json_for_programs_that_want_it() {
        let (out, err) = followed(Output::JsonLines, Progress::Silent).await;
        let events: Vec<serde_json::Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let told: Vec<_> =
            events.iter().map(|event| [&event["event"], &event["step"], &event["node"], &event["kind"]].map(|v| v.as_str().unwrap_or("-"))).collect();
        let step = |event| [event, "bring-images", "worker-1", "event"];
        assert_eq!(told, [["plan-began", "-", "-", "event"], step("step-began"), step("step-done"), ["warning", "-", "-", "event"]]);
        assert_eq!((events[2]["tookMs"].as_u64(), err.as_str()), (Some(1234), "warning: the clock is 3 s off\n"));
    }

    #[test]
    fn a_failure_for_programs_is_data_and_for_people_is_talk() {
        let (ui, out, err) = ui(Output::Json, Progress::Plain);
        ui.failures(&[Failure::new("no such cluster", Exit::NotFound)], Exit::NotFound);
        assert_eq!(err.text(), "error: no such cluster\n");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&out.text()).unwrap()["failures"][0]["cause"], "no such cluster");
    }

    #[test]
    fn a_plan_is_data() {
        let (ui, out, err) = ui(Output::Text, Progress::Plain);
        ui.plan(&Plan::new("lab".parse().unwrap(), "init")).unwrap();
        assert_eq!((out.text().as_str(), err.text().as_str()), ("nothing to do\n", ""));
    }

    #[test]
    fn a_reader_that_went_away_is_no_failure() {
        let ui = Ui::on(manner(Output::Text, Progress::Plain), Box::new(Broken(ErrorKind::BrokenPipe)), Box::new(io::sink()));
        assert!(ui.data("x").is_ok());
    }

    #[test]
    fn a_full_disk_behind_standard_output_is_a_failure() {
        let ui = Ui::on(manner(Output::Text, Progress::Plain), Box::new(Broken(ErrorKind::StorageFull)), Box::new(io::sink()));
        assert!(matches!(ui.data("x"), Err(Error::Output(_))));
    }
}
