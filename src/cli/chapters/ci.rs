//! swarmctl in CI: what a job sets, what it reads, what it does when something goes wrong.

use super::Page;

const SETTINGS: &str = "\
Every flag is a variable of its name. A job sets these once, for every command:

  SWARMCTL_CLUSTER=NAME      the cluster that is meant
  SWARMCTL_HOME=DIR          the store: a directory of the job's own, or one that it keeps from run to run
  SWARMCTL_OUTPUT=json       documents on stdout; jsonl for events too
  SWARMCTL_NO_INPUT=1        no question: where one would be asked, the run ends with 2 and names the flag that answers it
  SWARMCTL_YES=1             consent to what asks for it: destroy, remove-node, migrate, clusters rm, certs rotate-ca --now
  SWARMCTL_TIMEOUT=5m        no step takes longer; it fails, and the run ends with 5
  SWARMCTL_CONCURRENCY=8     so many nodes at once

Without a terminal nothing is asked anyway, and where CI is set neither on one. stdout is data; stderr is talk, plain lines in a job, none but errors with -q.";

const OUTCOMES: &str = "\
The exit code says how it ended, and a number never changes its meaning: see swarmctl(1). A job mostly tells these apart:

  0     go on
  3     preflight refused, nothing was touched: mend what it says
  5     some nodes failed, the others finished: the same command goes on from there
  6     a node was unreachable, or refused the key: the same command, later
  9     another run holds the cluster: the same command, later
  10    changes are pending (plan and --dry-run with --detailed-exitcode)
  130   interrupted at a step's boundary: the same command goes on from there

All that changes a cluster looks first and does what is missing, so a retry is the same command again, also after a job was killed:

  for attempt in 1 2 3; do
    status=0; swarmctl apply >run.json || status=$?
    case $status in 5|6|9|130) sleep 30 ;; *) exit \"$status\" ;; esac
  done
  exit \"$status\"";

const DOCUMENTS: &str = "\
See swarmctl-json(1) for all of them; `swarmctl config schema --of run` has the keys of that one.

  swarmctl verify | jq -e .healthy
  swarmctl ls | jq -r '.items[] | select(.error) | .node'
  swarmctl inspect w1 | jq -r .node.cert.notAfter
  swarmctl plan | jq -r '.steps[] | select(.need == \"do\") | \"\\(.node) \\(.step.step)\"'
  swarmctl apply -o jsonl | jq -r 'select(.event == \"step-failed\") | .failure.cause'
  swarmctl verify -c gone 2>/dev/null | jq -r '.failures[].hint'

Where a command fails and has no other document, stdout has one of the kind error: exit, and of each failure node, step, title, cause, hint, exit.
And `swarmctl inspect --format TEMPLATE` needs no jq.";

const SECRETS: &str = "\
  SSH key                      SWARMCTL_SSH_KEY=FILE, or an agent; in the spec: ssh.identity
  hosts' keys                  SWARMCTL_HOST_KEY_CHECKING=strict with a store that knows them; a changed key is refused always
  the CA key's passphrase      SWARMCTL_CA_PASSPHRASE_FILE=FILE, a file of mode 0600; never an argument
  the CA's key outside         SWARMCTL_CA_KEY=FILE, after `swarmctl certs ca export --offline --to DIR`
  a job that deploys only      needs no store: `swarmctl certs issue ci --to DIR` once, then DOCKER_HOST and DOCKER_CERT_PATH=DIR in the job

No secret is in an argument, a log, a document or the journal; only `swarmctl unlock-key` prints one.";

const EXAMPLE: &str = "\
scripts/ci-example in the sources is a whole job, which swarmctl's own tests run: a cluster of two hosts as local containers, verify, a node added,
certificates rotated, the node removed, everything taken away, also where something fails on the way. It begins so:

  export SWARMCTL_CLUSTER=ci SWARMCTL_OUTPUT=json SWARMCTL_NO_INPUT=1 SWARMCTL_YES=1 SWARMCTL_TIMEOUT=5m
  trap 'swarmctl destroy --force -q >/dev/null' EXIT
  swarmctl init --name ci --driver docker --count 2 --orchestrator swarm-mode
  swarmctl verify | jq -e .healthy";

pub(super) fn page() -> Page {
    let sections = [("SETTINGS", SETTINGS), ("OUTCOMES AND RETRIES", OUTCOMES), ("DOCUMENTS", DOCUMENTS), ("SECRETS", SECRETS), ("EXAMPLE", EXAMPLE)];
    Page { name: "swarmctl-ci", about: "swarmctl in CI jobs", sections: sections.map(|(heading, text)| (heading, text.to_owned())).into() }
}
