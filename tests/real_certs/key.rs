//! The CA's key where it is not at hand: nothing is touched without it.

use crate::ending::ca_that_has_ended;
use crate::lab::Lab;

pub fn sealed(lab: &Lab) {
    lab.sandbox.write("passphrase", "open sesame");
    lab.sandbox.write("wrong", "open barley");
    lab.done(&["certs", "ca", "passphrase", "--new-passphrase-file", "passphrase"]);
    let (asked, guessed) = ("--ca-passphrase-file", "the passphrase does not open the CA key");
    lab.refused(&[
        (&["certs", "rotate"], 2, asked),
        (&["certs", "rotate", "--ca-passphrase-file", "wrong"], 1, guessed),
        (&["certs", "rotate-ca"], 2, asked),
        (&["certs", "rotate-ca", "--now", "--yes"], 2, asked),
        (&["certs", "rotate-ca", "--now", "--yes", "--ca-passphrase-file", "wrong"], 1, guessed),
        (&["certs", "san", "add", "node-3", "x.example.org"], 2, asked),
        (&["certs", "issue", "alice"], 2, asked),
    ]);
    lab.done(&["certs", "ca", "passphrase", "--remove", "--ca-passphrase-file", "passphrase"]);
}

pub fn offline(lab: &Lab) {
    lab.done(&["certs", "ca", "export", "--offline", "--to", "safe"]);
    lab.refused(&[
        (&["certs", "rotate"], 2, "name it with `--ca-key FILE` or SWARMCTL_CA_KEY"),
        (&["certs", "rotate", "--ca-key", "nowhere.pem"], 2, "the CA key `nowhere.pem` cannot be read"),
        (&["certs", "rotate", "--ca-key", "safe/ca.pem"], 2, "the CA key `safe/ca.pem` cannot be read"),
    ]);
    lab.done(&["certs", "ca", "import", "--cert", "safe/ca.pem", "--key", "safe/ca-key.pem"]);
}

pub fn ended_ca(lab: &Lab) {
    let (ca, key) = ca_that_has_ended();
    lab.sandbox.write("ended.pem", ca.pem());
    lab.sandbox.write("ended.key", key.expose());
    lab.refused(&[(&["certs", "ca", "import", "--cert", "ended.pem", "--key", "ended.key"], 1, "have it renewed, then import it")]);
}
