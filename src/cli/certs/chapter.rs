//! The chapter on certificates, for help and the manual: which command, what restarts, what to do when a key is lost.

/// The chapter, as sections: a heading with a colon, then indented lines.
pub(super) const CHAPTER: &str = "\
Which command:
  something ends soon                        swarmctl certs rotate --within 30d
  every leaf anew                            swarmctl certs rotate
  another name or address                    swarmctl certs san add NODE NAME|IP
  a person or a job                          swarmctl certs issue NAME, swarmctl certs export NAME --to DIR
  a key that was made elsewhere              swarmctl certs sign --csr FILE
  another CA, in peace                       swarmctl certs rotate-ca
  the CA's key has leaked                    swarmctl certs rotate-ca --now
  a CA of your own                           swarmctl certs ca import, before init or before rotate-ca
  the CA's key out of the store              swarmctl certs ca export --offline, then --ca-key FILE
  the CA's key under a passphrase            swarmctl certs ca passphrase
  all of them have expired                   swarmctl init

What restarts:
  engine       once a round, with live-restore: containers go on running (in swarm mode they restart with it)
  Consul       nothing: it reads its files again
  agent        once a round
  manager      once a round, the primary last and after a replica took its place: one of several managers always answers
  copies       contexts of the docker client's that swarmctl made follow by themselves; what `certs export --to` wrote is exported again
  A leaf takes one round over the nodes, a change of the CA three. A node has its turn when the one before it serves what it was given and is Healthy.

When a laptop with the CA's key is lost:
  Whoever has the key can make certificates that the cluster believes. Bring the store back from a backup or a colleague, then:
  swarmctl certs rotate-ca --now             the former CA is trusted no more; nodes refuse each other until all are done, containers go on
  swarmctl certs rotate-ca                   if the key was under a passphrase that nobody knows: nobody is refused meanwhile
  Without any copy of the store, who can still log in to the hosts removes /etc/swarmctl/cluster on each and runs `swarmctl init` with the same spec: it
  makes a new CA, and what runs goes on.

When nobody knows the passphrase of the CA's key any more:
  Certificates of nodes and clients go on being good, and another CA takes nothing from the former one's key:
  swarmctl certs ca export --offline --to DIR   the key, which nobody can open, leaves the store
  swarmctl unlock-key --rotate                  in a locked swarm, whose unlock key was under that passphrase too
  swarmctl certs rotate-ca                      with --ca-passphrase-file its key is put under a new passphrase";
