
use builtin;
use str;

set edit:completion:arg-completer[swarmctl] = {|@words|
    fn spaces {|n|
        builtin:repeat $n ' ' | str:join ''
    }
    fn cand {|text desc|
        edit:complex-candidate $text &display=$text' '(spaces (- 14 (wcswidth $text)))$desc
    }
    var command = 'swarmctl'
    for word $words[1..-1] {
        if (str:has-prefix $word '-') {
            break
        }
        set command = $command';'$word
    }
    var completions = [
        &'swarmctl'= {
            cand -c 'The cluster that is meant; needed if the store has several'
            cand --cluster 'The cluster that is meant; needed if the store has several'
            cand --home 'Directory of the store [default: swarmctl in the XDG state directory]'
            cand -o 'What stdout is written as'
            cand --output 'What stdout is written as'
            cand --color 'When to use colour'
            cand -q 'Say nothing but errors'
            cand --quiet 'Say nothing but errors'
            cand -v 'Say also what is kept and what each node answers'
            cand --verbose 'Say also what is kept and what each node answers'
            cand -y 'Answer questions that ask for consent with yes'
            cand --yes 'Answer questions that ask for consent with yes'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand init 'Bring a cluster about, or bring it back to its spec'
            cand plan 'Show the difference between a cluster''s spec and what is there'
            cand apply 'Bring a cluster that exists to its spec'
            cand add-node 'Add nodes to a cluster, several at once'
            cand remove-node 'Take nodes out of a cluster, and put their hosts back as they were found'
            cand promote 'Make a node a manager'
            cand demote 'Let a manager be a worker'
            cand verify 'Check a cluster'
            cand version 'Show the versions of swarmctl and of every manager'
            cand ps 'List containers with the node each runs on'
            cand ls 'List the cluster''s nodes, with their roles and their state'
            cand env 'Print the variables that make the docker client talk to the cluster'
            cand docker 'Run the docker client against the cluster, or one of its engines'
            cand context 'Make and remove contexts of the docker client''s'
            cand ssh 'Log in to a node, or run a command there'
            cand scp 'Copy files to a node or from it'
            cand exec 'Run a command on many nodes at once'
            cand logs 'Show what swarmctl''s own containers say, or an engine''s journal'
            cand ip 'Print a node''s address'
            cand inspect 'Show all that the store knows of the cluster or of a node, as one JSON document'
            cand history 'Show what runs did: who, when, on which nodes, with what outcome'
            cand clusters 'List, choose and forget clusters of the store'
            cand certs 'List, renew and issue certificates, and keep the CA'
            cand failover 'Let another manager be the primary, before the primary''s node is worked on'
            cand migrate 'Move a standalone cluster to swarm mode, on a cluster that goes on working'
            cand unlock-key 'Print the key that unlocks the managers of a swarm'
            cand destroy 'Take a cluster away: what swarmctl made is removed, what it found is restored'
            cand doctor 'Check what swarmctl needs on this machine: clients, keys, the store'
            cand config 'Examples, checks and the schema of specs'
            cand completions 'Print a completion script'
            cand man 'Print the manual page, or write all pages into a directory'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'swarmctl;init'= {
            cand -f 'The spec; `-` is standard input'
            cand --file 'The spec; `-` is standard input'
            cand --concurrency 'How many nodes are worked on at once'
            cand --timeout 'Give up on a step that takes longer on a node, as in `90s` or `5m`'
            cand --gone 'A node is gone for good, and the spec leaves it out; the flag repeated for each'
            cand --name 'The cluster''s name'
            cand --orchestrator 'Who schedules containers'
            cand --driver 'Where hosts come from'
            cand --node 'A node, the flag repeated for each: NAME=[USER@]HOST[:PORT][,role=manager|discovery]…[,availability=active|drain]'
            cand --count 'Number of hosts that the docker driver makes: one manager, the others workers'
            cand --swarm-image 'Image of the standalone manager and agent'
            cand --consul-image 'Image of Consul'
            cand --image-archive 'Load images from this `docker save` archive, pull none'
            cand --ssh-user 'Login name'
            cand --ssh-port 'Port'
            cand -i 'Private key file'
            cand --ssh-key 'Private key file'
            cand -J 'Host to go through: [USER@]HOST[:PORT], several separated by commas'
            cand --jump 'Host to go through: [USER@]HOST[:PORT], several separated by commas'
            cand --host-key-checking 'How unknown host keys are met; a changed key is always refused'
            cand --ca-key 'The CA''s key, where it is not in the store or cannot be opened there'
            cand --ca-passphrase-file 'File whose first line is the passphrase of the CA''s key'
            cand --ca-passphrase-command 'Command that prints the passphrase, if no file is named; `sh -c` runs it'
            cand -c 'The cluster that is meant; needed if the store has several'
            cand --cluster 'The cluster that is meant; needed if the store has several'
            cand --home 'Directory of the store [default: swarmctl in the XDG state directory]'
            cand -o 'What stdout is written as'
            cand --output 'What stdout is written as'
            cand --color 'When to use colour'
            cand --dry-run 'Show the plan and change nothing'
            cand --detailed-exitcode 'End with 10 if changes are pending'
            cand --no-verify 'Do not check the cluster at the end'
            cand -q 'Say nothing but errors'
            cand --quiet 'Say nothing but errors'
            cand -v 'Say also what is kept and what each node answers'
            cand --verbose 'Say also what is kept and what each node answers'
            cand -y 'Answer questions that ask for consent with yes'
            cand --yes 'Answer questions that ask for consent with yes'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'swarmctl;plan'= {
            cand -f 'The spec; `-` is standard input'
            cand --file 'The spec; `-` is standard input'
            cand --concurrency 'How many nodes are worked on at once'
            cand -c 'The cluster that is meant; needed if the store has several'
            cand --cluster 'The cluster that is meant; needed if the store has several'
            cand --home 'Directory of the store [default: swarmctl in the XDG state directory]'
            cand -o 'What stdout is written as'
            cand --output 'What stdout is written as'
            cand --color 'When to use colour'
            cand --detailed-exitcode 'End with 10 if changes are pending'
            cand -q 'Say nothing but errors'
            cand --quiet 'Say nothing but errors'
            cand -v 'Say also what is kept and what each node answers'
            cand --verbose 'Say also what is kept and what each node answers'
            cand -y 'Answer questions that ask for consent with yes'
            cand --yes 'Answer questions that ask for consent with yes'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'swarmctl;apply'= {
            cand -f 'The spec; `-` is standard input'
            cand --file 'The spec; `-` is standard input'
            cand --concurrency 'How many nodes are worked on at once'
            cand --timeout 'Give up on a step that takes longer on a node, as in `90s` or `5m`'
            cand --ca-key 'The CA''s key, where it is not in the store or cannot be opened there'
            cand --ca-passphrase-file 'File whose first line is the passphrase of the CA''s key'
            cand --ca-passphrase-command 'Command that prints the passphrase, if no file is named; `sh -c` runs it'
            cand -c 'The cluster that is meant; needed if the store has several'
            cand --cluster 'The cluster that is meant; needed if the store has several'
            cand --home 'Directory of the store [default: swarmctl in the XDG state directory]'
            cand -o 'What stdout is written as'
            cand --output 'What stdout is written as'
            cand --color 'When to use colour'
            cand --no-verify 'Do not check the cluster at the end'
            cand -q 'Say nothing but errors'
            cand --quiet 'Say nothing but errors'
            cand -v 'Say also what is kept and what each node answers'
            cand --verbose 'Say also what is kept and what each node answers'
            cand -y 'Answer questions that ask for consent with yes'
            cand --yes 'Answer questions that ask for consent with yes'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'swarmctl;add-node'= {
            cand --role 'What the nodes do beside being in the pool; the flag repeated for each'
            cand --availability 'Whether containers are placed on them'
            cand --label 'A label, KEY=VALUE; the flag repeated for each'
            cand --count 'So many hosts that the docker driver makes: NAME-1, NAME-2, …, going on where the cluster''s nodes end'
            cand --concurrency 'How many nodes are worked on at once'
            cand --timeout 'Give up on a step that takes longer on a node, as in `90s` or `5m`'
            cand --ca-key 'The CA''s key, where it is not in the store or cannot be opened there'
            cand --ca-passphrase-file 'File whose first line is the passphrase of the CA''s key'
            cand --ca-passphrase-command 'Command that prints the passphrase, if no file is named; `sh -c` runs it'
            cand -c 'The cluster that is meant; needed if the store has several'
            cand --cluster 'The cluster that is meant; needed if the store has several'
            cand --home 'Directory of the store [default: swarmctl in the XDG state directory]'
            cand -o 'What stdout is written as'
            cand --output 'What stdout is written as'
            cand --color 'When to use colour'
            cand --dry-run 'Show the plan and change nothing'
            cand --no-verify 'Do not check the cluster at the end'
            cand -q 'Say nothing but errors'
            cand --quiet 'Say nothing but errors'
            cand -v 'Say also what is kept and what each node answers'
            cand --verbose 'Say also what is kept and what each node answers'
            cand -y 'Answer questions that ask for consent with yes'
            cand --yes 'Answer questions that ask for consent with yes'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'swarmctl;remove-node'= {
            cand --concurrency 'How many nodes are worked on at once'
            cand --timeout 'Give up on a step that takes longer on a node, as in `90s` or `5m`'
            cand --ca-key 'The CA''s key, where it is not in the store or cannot be opened there'
            cand --ca-passphrase-file 'File whose first line is the passphrase of the CA''s key'
            cand --ca-passphrase-command 'Command that prints the passphrase, if no file is named; `sh -c` runs it'
            cand -c 'The cluster that is meant; needed if the store has several'
            cand --cluster 'The cluster that is meant; needed if the store has several'
            cand --home 'Directory of the store [default: swarmctl in the XDG state directory]'
            cand -o 'What stdout is written as'
            cand --output 'What stdout is written as'
            cand --color 'When to use colour'
            cand -f 'Go on where containers of yours run on a node (standalone), which stay there; and where a node cannot be reached: nothing is done on it, the cluster forgets it'
            cand --force 'Go on where containers of yours run on a node (standalone), which stay there; and where a node cannot be reached: nothing is done on it, the cluster forgets it'
            cand --dry-run 'Show the plan and change nothing'
            cand -q 'Say nothing but errors'
            cand --quiet 'Say nothing but errors'
            cand -v 'Say also what is kept and what each node answers'
            cand --verbose 'Say also what is kept and what each node answers'
            cand -y 'Answer questions that ask for consent with yes'
            cand --yes 'Answer questions that ask for consent with yes'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'swarmctl;promote'= {
            cand --timeout 'Give up on a step that takes longer on a node, as in `90s` or `5m`'
            cand --ca-key 'The CA''s key, where it is not in the store or cannot be opened there'
            cand --ca-passphrase-file 'File whose first line is the passphrase of the CA''s key'
            cand --ca-passphrase-command 'Command that prints the passphrase, if no file is named; `sh -c` runs it'
            cand -c 'The cluster that is meant; needed if the store has several'
            cand --cluster 'The cluster that is meant; needed if the store has several'
            cand --home 'Directory of the store [default: swarmctl in the XDG state directory]'
            cand -o 'What stdout is written as'
            cand --output 'What stdout is written as'
            cand --color 'When to use colour'
            cand --dry-run 'Show the plan and change nothing'
            cand -q 'Say nothing but errors'
            cand --quiet 'Say nothing but errors'
            cand -v 'Say also what is kept and what each node answers'
            cand --verbose 'Say also what is kept and what each node answers'
            cand -y 'Answer questions that ask for consent with yes'
            cand --yes 'Answer questions that ask for consent with yes'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'swarmctl;demote'= {
            cand --timeout 'Give up on a step that takes longer on a node, as in `90s` or `5m`'
            cand --ca-key 'The CA''s key, where it is not in the store or cannot be opened there'
            cand --ca-passphrase-file 'File whose first line is the passphrase of the CA''s key'
            cand --ca-passphrase-command 'Command that prints the passphrase, if no file is named; `sh -c` runs it'
            cand -c 'The cluster that is meant; needed if the store has several'
            cand --cluster 'The cluster that is meant; needed if the store has several'
            cand --home 'Directory of the store [default: swarmctl in the XDG state directory]'
            cand -o 'What stdout is written as'
            cand --output 'What stdout is written as'
            cand --color 'When to use colour'
            cand --dry-run 'Show the plan and change nothing'
            cand -q 'Say nothing but errors'
            cand --quiet 'Say nothing but errors'
            cand -v 'Say also what is kept and what each node answers'
            cand --verbose 'Say also what is kept and what each node answers'
            cand -y 'Answer questions that ask for consent with yes'
            cand --yes 'Answer questions that ask for consent with yes'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'swarmctl;verify'= {
            cand --deploy 'Also run containers of this image through the manager, show where they land, remove them; in swarm mode as a service'
            cand --containers 'How many containers `--deploy` runs [default: as many as nodes in the pool; in swarm mode one on each]'
            cand -c 'The cluster that is meant; needed if the store has several'
            cand --cluster 'The cluster that is meant; needed if the store has several'
            cand --home 'Directory of the store [default: swarmctl in the XDG state directory]'
            cand -o 'What stdout is written as'
            cand --output 'What stdout is written as'
            cand --color 'When to use colour'
            cand -q 'Say nothing but errors'
            cand --quiet 'Say nothing but errors'
            cand -v 'Say also what is kept and what each node answers'
            cand --verbose 'Say also what is kept and what each node answers'
            cand -y 'Answer questions that ask for consent with yes'
            cand --yes 'Answer questions that ask for consent with yes'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'swarmctl;version'= {
            cand -c 'The cluster that is meant; needed if the store has several'
            cand --cluster 'The cluster that is meant; needed if the store has several'
            cand --home 'Directory of the store [default: swarmctl in the XDG state directory]'
            cand -o 'What stdout is written as'
            cand --output 'What stdout is written as'
            cand --color 'When to use colour'
            cand -q 'Say nothing but errors'
            cand --quiet 'Say nothing but errors'
            cand -v 'Say also what is kept and what each node answers'
            cand --verbose 'Say also what is kept and what each node answers'
            cand -y 'Answer questions that ask for consent with yes'
            cand --yes 'Answer questions that ask for consent with yes'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'swarmctl;ps'= {
            cand -c 'The cluster that is meant; needed if the store has several'
            cand --cluster 'The cluster that is meant; needed if the store has several'
            cand --home 'Directory of the store [default: swarmctl in the XDG state directory]'
            cand -o 'What stdout is written as'
            cand --output 'What stdout is written as'
            cand --color 'When to use colour'
            cand -a 'Also those that do not run'
            cand --all 'Also those that do not run'
            cand -q 'Say nothing but errors'
            cand --quiet 'Say nothing but errors'
            cand -v 'Say also what is kept and what each node answers'
            cand --verbose 'Say also what is kept and what each node answers'
            cand -y 'Answer questions that ask for consent with yes'
            cand --yes 'Answer questions that ask for consent with yes'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'swarmctl;ls'= {
            cand -c 'The cluster that is meant; needed if the store has several'
            cand --cluster 'The cluster that is meant; needed if the store has several'
            cand --home 'Directory of the store [default: swarmctl in the XDG state directory]'
            cand -o 'What stdout is written as'
            cand --output 'What stdout is written as'
            cand --color 'When to use colour'
            cand --clusters 'List the clusters of the store instead'
            cand -q 'Say nothing but errors'
            cand --quiet 'Say nothing but errors'
            cand -v 'Say also what is kept and what each node answers'
            cand --verbose 'Say also what is kept and what each node answers'
            cand -y 'Answer questions that ask for consent with yes'
            cand --yes 'Answer questions that ask for consent with yes'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'swarmctl;env'= {
            cand --manager 'Talk to the cluster through this manager'
            cand --shell 'The shell to print for [default: the one in SHELL]'
            cand -c 'The cluster that is meant; needed if the store has several'
            cand --cluster 'The cluster that is meant; needed if the store has several'
            cand --home 'Directory of the store [default: swarmctl in the XDG state directory]'
            cand -o 'What stdout is written as'
            cand --output 'What stdout is written as'
            cand --color 'When to use colour'
            cand -u 'Print what unsets the variables'
            cand --unset 'Print what unsets the variables'
            cand -q 'Say nothing but errors'
            cand --quiet 'Say nothing but errors'
            cand -v 'Say also what is kept and what each node answers'
            cand --verbose 'Say also what is kept and what each node answers'
            cand -y 'Answer questions that ask for consent with yes'
            cand --yes 'Answer questions that ask for consent with yes'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'swarmctl;docker'= {
            cand --node 'Talk to the engine of this node, not to the cluster'
            cand --manager 'Talk to the cluster through this manager'
            cand -c 'The cluster that is meant; needed if the store has several'
            cand --cluster 'The cluster that is meant; needed if the store has several'
            cand --home 'Directory of the store [default: swarmctl in the XDG state directory]'
            cand -o 'What stdout is written as'
            cand --output 'What stdout is written as'
            cand --color 'When to use colour'
            cand -q 'Say nothing but errors'
            cand --quiet 'Say nothing but errors'
            cand -v 'Say also what is kept and what each node answers'
            cand --verbose 'Say also what is kept and what each node answers'
            cand -y 'Answer questions that ask for consent with yes'
            cand --yes 'Answer questions that ask for consent with yes'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'swarmctl;context'= {
            cand -c 'The cluster that is meant; needed if the store has several'
            cand --cluster 'The cluster that is meant; needed if the store has several'
            cand --home 'Directory of the store [default: swarmctl in the XDG state directory]'
            cand -o 'What stdout is written as'
            cand --output 'What stdout is written as'
            cand --color 'When to use colour'
            cand -q 'Say nothing but errors'
            cand --quiet 'Say nothing but errors'
            cand -v 'Say also what is kept and what each node answers'
            cand --verbose 'Say also what is kept and what each node answers'
            cand -y 'Answer questions that ask for consent with yes'
            cand --yes 'Answer questions that ask for consent with yes'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand create 'Make a context, or bring one that swarmctl made up to date'
            cand rm 'Remove a context that swarmctl made'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'swarmctl;context;create'= {
            cand --node 'Talk to the engine of this node, not to the cluster'
            cand --manager 'Talk to the cluster through this manager'
            cand -c 'The cluster that is meant; needed if the store has several'
            cand --cluster 'The cluster that is meant; needed if the store has several'
            cand --home 'Directory of the store [default: swarmctl in the XDG state directory]'
            cand -o 'What stdout is written as'
            cand --output 'What stdout is written as'
            cand --color 'When to use colour'
            cand -q 'Say nothing but errors'
            cand --quiet 'Say nothing but errors'
            cand -v 'Say also what is kept and what each node answers'
            cand --verbose 'Say also what is kept and what each node answers'
            cand -y 'Answer questions that ask for consent with yes'
            cand --yes 'Answer questions that ask for consent with yes'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'swarmctl;context;rm'= {
            cand -c 'The cluster that is meant; needed if the store has several'
            cand --cluster 'The cluster that is meant; needed if the store has several'
            cand --home 'Directory of the store [default: swarmctl in the XDG state directory]'
            cand -o 'What stdout is written as'
            cand --output 'What stdout is written as'
            cand --color 'When to use colour'
            cand -q 'Say nothing but errors'
            cand --quiet 'Say nothing but errors'
            cand -v 'Say also what is kept and what each node answers'
            cand --verbose 'Say also what is kept and what each node answers'
            cand -y 'Answer questions that ask for consent with yes'
            cand --yes 'Answer questions that ask for consent with yes'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'swarmctl;context;help'= {
            cand create 'Make a context, or bring one that swarmctl made up to date'
            cand rm 'Remove a context that swarmctl made'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'swarmctl;context;help;create'= {
        }
        &'swarmctl;context;help;rm'= {
        }
        &'swarmctl;context;help;help'= {
        }
        &'swarmctl;ssh'= {
            cand -c 'The cluster that is meant; needed if the store has several'
            cand --cluster 'The cluster that is meant; needed if the store has several'
            cand --home 'Directory of the store [default: swarmctl in the XDG state directory]'
            cand -o 'What stdout is written as'
            cand --output 'What stdout is written as'
            cand --color 'When to use colour'
            cand -t 'Give the command a terminal'
            cand --tty 'Give the command a terminal'
            cand -q 'Say nothing but errors'
            cand --quiet 'Say nothing but errors'
            cand -v 'Say also what is kept and what each node answers'
            cand --verbose 'Say also what is kept and what each node answers'
            cand -y 'Answer questions that ask for consent with yes'
            cand --yes 'Answer questions that ask for consent with yes'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'swarmctl;scp'= {
            cand -c 'The cluster that is meant; needed if the store has several'
            cand --cluster 'The cluster that is meant; needed if the store has several'
            cand --home 'Directory of the store [default: swarmctl in the XDG state directory]'
            cand -o 'What stdout is written as'
            cand --output 'What stdout is written as'
            cand --color 'When to use colour'
            cand -r 'Directories too, with all that is in them'
            cand --recursive 'Directories too, with all that is in them'
            cand -q 'Say nothing but errors'
            cand --quiet 'Say nothing but errors'
            cand -v 'Say also what is kept and what each node answers'
            cand --verbose 'Say also what is kept and what each node answers'
            cand -y 'Answer questions that ask for consent with yes'
            cand --yes 'Answer questions that ask for consent with yes'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'swarmctl;exec'= {
            cand --role 'The nodes of this role, unless nodes are named'
            cand --timeout 'Give up on a step that takes longer on a node, as in `90s` or `5m`'
            cand --concurrency 'How many nodes are worked on at once'
            cand -c 'The cluster that is meant; needed if the store has several'
            cand --cluster 'The cluster that is meant; needed if the store has several'
            cand --home 'Directory of the store [default: swarmctl in the XDG state directory]'
            cand -o 'What stdout is written as'
            cand --output 'What stdout is written as'
            cand --color 'When to use colour'
            cand -q 'Say nothing but errors'
            cand --quiet 'Say nothing but errors'
            cand -v 'Say also what is kept and what each node answers'
            cand --verbose 'Say also what is kept and what each node answers'
            cand -y 'Answer questions that ask for consent with yes'
            cand --yes 'Answer questions that ask for consent with yes'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'swarmctl;logs'= {
            cand -n 'How many of the last lines'
            cand --lines 'How many of the last lines'
            cand -c 'The cluster that is meant; needed if the store has several'
            cand --cluster 'The cluster that is meant; needed if the store has several'
            cand --home 'Directory of the store [default: swarmctl in the XDG state directory]'
            cand -o 'What stdout is written as'
            cand --output 'What stdout is written as'
            cand --color 'When to use colour'
            cand -f 'Go on with what comes, until Ctrl-C'
            cand --follow 'Go on with what comes, until Ctrl-C'
            cand --engine 'The engine''s journal on those nodes instead'
            cand -q 'Say nothing but errors'
            cand --quiet 'Say nothing but errors'
            cand -v 'Say also what is kept and what each node answers'
            cand --verbose 'Say also what is kept and what each node answers'
            cand -y 'Answer questions that ask for consent with yes'
            cand --yes 'Answer questions that ask for consent with yes'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'swarmctl;ip'= {
            cand -c 'The cluster that is meant; needed if the store has several'
            cand --cluster 'The cluster that is meant; needed if the store has several'
            cand --home 'Directory of the store [default: swarmctl in the XDG state directory]'
            cand -o 'What stdout is written as'
            cand --output 'What stdout is written as'
            cand --color 'When to use colour'
            cand --advertise 'Where the other nodes reach it, not where you do'
            cand -q 'Say nothing but errors'
            cand --quiet 'Say nothing but errors'
            cand -v 'Say also what is kept and what each node answers'
            cand --verbose 'Say also what is kept and what each node answers'
            cand -y 'Answer questions that ask for consent with yes'
            cand --yes 'Answer questions that ask for consent with yes'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'swarmctl;inspect'= {
            cand --format 'Print this template instead'
            cand -c 'The cluster that is meant; needed if the store has several'
            cand --cluster 'The cluster that is meant; needed if the store has several'
            cand --home 'Directory of the store [default: swarmctl in the XDG state directory]'
            cand -o 'What stdout is written as'
            cand --output 'What stdout is written as'
            cand --color 'When to use colour'
            cand -q 'Say nothing but errors'
            cand --quiet 'Say nothing but errors'
            cand -v 'Say also what is kept and what each node answers'
            cand --verbose 'Say also what is kept and what each node answers'
            cand -y 'Answer questions that ask for consent with yes'
            cand --yes 'Answer questions that ask for consent with yes'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'swarmctl;history'= {
            cand -n 'How many of the last runs'
            cand --last 'How many of the last runs'
            cand --run 'Show the steps of this run; `last` is the newest'
            cand -c 'The cluster that is meant; needed if the store has several'
            cand --cluster 'The cluster that is meant; needed if the store has several'
            cand --home 'Directory of the store [default: swarmctl in the XDG state directory]'
            cand -o 'What stdout is written as'
            cand --output 'What stdout is written as'
            cand --color 'When to use colour'
            cand -q 'Say nothing but errors'
            cand --quiet 'Say nothing but errors'
            cand -v 'Say also what is kept and what each node answers'
            cand --verbose 'Say also what is kept and what each node answers'
            cand -y 'Answer questions that ask for consent with yes'
            cand --yes 'Answer questions that ask for consent with yes'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'swarmctl;clusters'= {
            cand -c 'The cluster that is meant; needed if the store has several'
            cand --cluster 'The cluster that is meant; needed if the store has several'
            cand --home 'Directory of the store [default: swarmctl in the XDG state directory]'
            cand -o 'What stdout is written as'
            cand --output 'What stdout is written as'
            cand --color 'When to use colour'
            cand -q 'Say nothing but errors'
            cand --quiet 'Say nothing but errors'
            cand -v 'Say also what is kept and what each node answers'
            cand --verbose 'Say also what is kept and what each node answers'
            cand -y 'Answer questions that ask for consent with yes'
            cand --yes 'Answer questions that ask for consent with yes'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand ls 'List the clusters of the store, as `swarmctl ls --clusters` does'
            cand use 'Choose the cluster that is meant where none is named'
            cand rm 'Forget a cluster without touching its hosts'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'swarmctl;clusters;ls'= {
            cand -c 'The cluster that is meant; needed if the store has several'
            cand --cluster 'The cluster that is meant; needed if the store has several'
            cand --home 'Directory of the store [default: swarmctl in the XDG state directory]'
            cand -o 'What stdout is written as'
            cand --output 'What stdout is written as'
            cand --color 'When to use colour'
            cand -q 'Say nothing but errors'
            cand --quiet 'Say nothing but errors'
            cand -v 'Say also what is kept and what each node answers'
            cand --verbose 'Say also what is kept and what each node answers'
            cand -y 'Answer questions that ask for consent with yes'
            cand --yes 'Answer questions that ask for consent with yes'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'swarmctl;clusters;use'= {
            cand -c 'The cluster that is meant; needed if the store has several'
            cand --cluster 'The cluster that is meant; needed if the store has several'
            cand --home 'Directory of the store [default: swarmctl in the XDG state directory]'
            cand -o 'What stdout is written as'
            cand --output 'What stdout is written as'
            cand --color 'When to use colour'
            cand --none 'Choose none'
            cand -q 'Say nothing but errors'
            cand --quiet 'Say nothing but errors'
            cand -v 'Say also what is kept and what each node answers'
            cand --verbose 'Say also what is kept and what each node answers'
            cand -y 'Answer questions that ask for consent with yes'
            cand --yes 'Answer questions that ask for consent with yes'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'swarmctl;clusters;rm'= {
            cand -c 'The cluster that is meant; needed if the store has several'
            cand --cluster 'The cluster that is meant; needed if the store has several'
            cand --home 'Directory of the store [default: swarmctl in the XDG state directory]'
            cand -o 'What stdout is written as'
            cand --output 'What stdout is written as'
            cand --color 'When to use colour'
            cand -q 'Say nothing but errors'
            cand --quiet 'Say nothing but errors'
            cand -v 'Say also what is kept and what each node answers'
            cand --verbose 'Say also what is kept and what each node answers'
            cand -y 'Answer questions that ask for consent with yes'
            cand --yes 'Answer questions that ask for consent with yes'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'swarmctl;clusters;help'= {
            cand ls 'List the clusters of the store, as `swarmctl ls --clusters` does'
            cand use 'Choose the cluster that is meant where none is named'
            cand rm 'Forget a cluster without touching its hosts'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'swarmctl;clusters;help;ls'= {
        }
        &'swarmctl;clusters;help;use'= {
        }
        &'swarmctl;clusters;help;rm'= {
        }
        &'swarmctl;clusters;help;help'= {
        }
        &'swarmctl;certs'= {
            cand -c 'The cluster that is meant; needed if the store has several'
            cand --cluster 'The cluster that is meant; needed if the store has several'
            cand --home 'Directory of the store [default: swarmctl in the XDG state directory]'
            cand -o 'What stdout is written as'
            cand --output 'What stdout is written as'
            cand --color 'When to use colour'
            cand -q 'Say nothing but errors'
            cand --quiet 'Say nothing but errors'
            cand -v 'Say also what is kept and what each node answers'
            cand --verbose 'Say also what is kept and what each node answers'
            cand -y 'Answer questions that ask for consent with yes'
            cand --yes 'Answer questions that ask for consent with yes'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand ls 'List the cluster''s certificates, each where it lives'
            cand show 'Show a certificate in full, or each of a bundle'
            cand check 'See whether certificates end soon'
            cand rotate 'Issue the nodes'' certificates anew, on a cluster that goes on working'
            cand rotate-ca 'Give the cluster another CA, on a cluster that goes on working'
            cand san 'Change the names and addresses that a node''s certificate is valid for'
            cand issue 'Issue a certificate for a person or a job'
            cand export 'Copy a client''s certificate, its key and the CA out of the store'
            cand sign 'Sign a certificate for a key that was made elsewhere'
            cand ca 'Bring a CA of your own, take the key away, or put it under a passphrase'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'swarmctl;certs;ls'= {
            cand -c 'The cluster that is meant; needed if the store has several'
            cand --cluster 'The cluster that is meant; needed if the store has several'
            cand --home 'Directory of the store [default: swarmctl in the XDG state directory]'
            cand -o 'What stdout is written as'
            cand --output 'What stdout is written as'
            cand --color 'When to use colour'
            cand -q 'Say nothing but errors'
            cand --quiet 'Say nothing but errors'
            cand -v 'Say also what is kept and what each node answers'
            cand --verbose 'Say also what is kept and what each node answers'
            cand -y 'Answer questions that ask for consent with yes'
            cand --yes 'Answer questions that ask for consent with yes'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'swarmctl;certs;show'= {
            cand -c 'The cluster that is meant; needed if the store has several'
            cand --cluster 'The cluster that is meant; needed if the store has several'
            cand --home 'Directory of the store [default: swarmctl in the XDG state directory]'
            cand -o 'What stdout is written as'
            cand --output 'What stdout is written as'
            cand --color 'When to use colour'
            cand --pem 'Print the certificates as PEM'
            cand -q 'Say nothing but errors'
            cand --quiet 'Say nothing but errors'
            cand -v 'Say also what is kept and what each node answers'
            cand --verbose 'Say also what is kept and what each node answers'
            cand -y 'Answer questions that ask for consent with yes'
            cand --yes 'Answer questions that ask for consent with yes'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'swarmctl;certs;check'= {
            cand --within 'Only certificates that end within this time, as in `30d`'
            cand -c 'The cluster that is meant; needed if the store has several'
            cand --cluster 'The cluster that is meant; needed if the store has several'
            cand --home 'Directory of the store [default: swarmctl in the XDG state directory]'
            cand -o 'What stdout is written as'
            cand --output 'What stdout is written as'
            cand --color 'When to use colour'
            cand -q 'Say nothing but errors'
            cand --quiet 'Say nothing but errors'
            cand -v 'Say also what is kept and what each node answers'
            cand --verbose 'Say also what is kept and what each node answers'
            cand -y 'Answer questions that ask for consent with yes'
            cand --yes 'Answer questions that ask for consent with yes'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'swarmctl;certs;rotate'= {
            cand --older-than 'Only certificates that were issued longer ago, as in `90d`'
            cand --within 'Only certificates that end within this time, as in `30d`'
            cand --parallel 'How many workers at once; managers and discovery nodes always come one by one'
            cand --timeout 'Give up on a step that takes longer on a node, as in `90s` or `5m`'
            cand --ca-key 'The CA''s key, where it is not in the store or cannot be opened there'
            cand --ca-passphrase-file 'File whose first line is the passphrase of the CA''s key'
            cand --ca-passphrase-command 'Command that prints the passphrase, if no file is named; `sh -c` runs it'
            cand -c 'The cluster that is meant; needed if the store has several'
            cand --cluster 'The cluster that is meant; needed if the store has several'
            cand --home 'Directory of the store [default: swarmctl in the XDG state directory]'
            cand -o 'What stdout is written as'
            cand --output 'What stdout is written as'
            cand --color 'When to use colour'
            cand --dry-run 'Show the plan and change nothing'
            cand -q 'Say nothing but errors'
            cand --quiet 'Say nothing but errors'
            cand -v 'Say also what is kept and what each node answers'
            cand --verbose 'Say also what is kept and what each node answers'
            cand -y 'Answer questions that ask for consent with yes'
            cand --yes 'Answer questions that ask for consent with yes'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'swarmctl;certs;rotate-ca'= {
            cand --parallel 'How many workers at once; managers and discovery nodes always come one by one'
            cand --timeout 'Give up on a step that takes longer on a node, as in `90s` or `5m`'
            cand --ca-key 'The CA''s key, where it is not in the store or cannot be opened there'
            cand --ca-passphrase-file 'File whose first line is the passphrase of the CA''s key'
            cand --ca-passphrase-command 'Command that prints the passphrase, if no file is named; `sh -c` runs it'
            cand -c 'The cluster that is meant; needed if the store has several'
            cand --cluster 'The cluster that is meant; needed if the store has several'
            cand --home 'Directory of the store [default: swarmctl in the XDG state directory]'
            cand -o 'What stdout is written as'
            cand --output 'What stdout is written as'
            cand --color 'When to use colour'
            cand --status 'Say how far it is'
            cand --resume 'Go on with a change of CAs that is under way, and begin none'
            cand --abort 'Go back to the former CA'
            cand --now 'Trust the new CA alone at once: certificates of the former one are refused from then on, and managers do not answer while it changes'
            cand --dry-run 'Show the plan and change nothing'
            cand -q 'Say nothing but errors'
            cand --quiet 'Say nothing but errors'
            cand -v 'Say also what is kept and what each node answers'
            cand --verbose 'Say also what is kept and what each node answers'
            cand -y 'Answer questions that ask for consent with yes'
            cand --yes 'Answer questions that ask for consent with yes'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'swarmctl;certs;san'= {
            cand -c 'The cluster that is meant; needed if the store has several'
            cand --cluster 'The cluster that is meant; needed if the store has several'
            cand --home 'Directory of the store [default: swarmctl in the XDG state directory]'
            cand -o 'What stdout is written as'
            cand --output 'What stdout is written as'
            cand --color 'When to use colour'
            cand -q 'Say nothing but errors'
            cand --quiet 'Say nothing but errors'
            cand -v 'Say also what is kept and what each node answers'
            cand --verbose 'Say also what is kept and what each node answers'
            cand -y 'Answer questions that ask for consent with yes'
            cand --yes 'Answer questions that ask for consent with yes'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand add 'Add names or addresses, and issue the certificate anew'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'swarmctl;certs;san;add'= {
            cand --timeout 'Give up on a step that takes longer on a node, as in `90s` or `5m`'
            cand --ca-key 'The CA''s key, where it is not in the store or cannot be opened there'
            cand --ca-passphrase-file 'File whose first line is the passphrase of the CA''s key'
            cand --ca-passphrase-command 'Command that prints the passphrase, if no file is named; `sh -c` runs it'
            cand -c 'The cluster that is meant; needed if the store has several'
            cand --cluster 'The cluster that is meant; needed if the store has several'
            cand --home 'Directory of the store [default: swarmctl in the XDG state directory]'
            cand -o 'What stdout is written as'
            cand --output 'What stdout is written as'
            cand --color 'When to use colour'
            cand --dry-run 'Show the plan and change nothing'
            cand -q 'Say nothing but errors'
            cand --quiet 'Say nothing but errors'
            cand -v 'Say also what is kept and what each node answers'
            cand --verbose 'Say also what is kept and what each node answers'
            cand -y 'Answer questions that ask for consent with yes'
            cand --yes 'Answer questions that ask for consent with yes'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'swarmctl;certs;san;help'= {
            cand add 'Add names or addresses, and issue the certificate anew'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'swarmctl;certs;san;help;add'= {
        }
        &'swarmctl;certs;san;help;help'= {
        }
        &'swarmctl;certs;issue'= {
            cand --ttl 'How long it is valid, as in `30d` or `720h` [default: as long as the nodes'' certificates]'
            cand --to 'Also write `ca.pem`, `cert.pem` and `key.pem` into this directory'
            cand --ca-key 'The CA''s key, where it is not in the store or cannot be opened there'
            cand --ca-passphrase-file 'File whose first line is the passphrase of the CA''s key'
            cand --ca-passphrase-command 'Command that prints the passphrase, if no file is named; `sh -c` runs it'
            cand -c 'The cluster that is meant; needed if the store has several'
            cand --cluster 'The cluster that is meant; needed if the store has several'
            cand --home 'Directory of the store [default: swarmctl in the XDG state directory]'
            cand -o 'What stdout is written as'
            cand --output 'What stdout is written as'
            cand --color 'When to use colour'
            cand -q 'Say nothing but errors'
            cand --quiet 'Say nothing but errors'
            cand -v 'Say also what is kept and what each node answers'
            cand --verbose 'Say also what is kept and what each node answers'
            cand -y 'Answer questions that ask for consent with yes'
            cand --yes 'Answer questions that ask for consent with yes'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'swarmctl;certs;export'= {
            cand --to 'The directory; `-` is standard output, which gets a tar archive'
            cand --docker-context 'Make a context of the docker client''s, in DOCKER_CONFIG or ~/.docker [default name: the cluster''s]'
            cand -c 'The cluster that is meant; needed if the store has several'
            cand --cluster 'The cluster that is meant; needed if the store has several'
            cand --home 'Directory of the store [default: swarmctl in the XDG state directory]'
            cand -o 'What stdout is written as'
            cand --output 'What stdout is written as'
            cand --color 'When to use colour'
            cand -f 'Overwrite what is there and is no earlier export'
            cand --force 'Overwrite what is there and is no earlier export'
            cand -q 'Say nothing but errors'
            cand --quiet 'Say nothing but errors'
            cand -v 'Say also what is kept and what each node answers'
            cand --verbose 'Say also what is kept and what each node answers'
            cand -y 'Answer questions that ask for consent with yes'
            cand --yes 'Answer questions that ask for consent with yes'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'swarmctl;certs;sign'= {
            cand --csr 'The certificate request; `-` is standard input'
            cand --as 'The name in the certificate [default: the request''s common name]'
            cand --ttl 'How long it is valid, as in `30d` or `720h` [default: as long as the nodes'' certificates]'
            cand --to 'Where the certificate goes; `-` is standard output'
            cand --ca-key 'The CA''s key, where it is not in the store or cannot be opened there'
            cand --ca-passphrase-file 'File whose first line is the passphrase of the CA''s key'
            cand --ca-passphrase-command 'Command that prints the passphrase, if no file is named; `sh -c` runs it'
            cand -c 'The cluster that is meant; needed if the store has several'
            cand --cluster 'The cluster that is meant; needed if the store has several'
            cand --home 'Directory of the store [default: swarmctl in the XDG state directory]'
            cand -o 'What stdout is written as'
            cand --output 'What stdout is written as'
            cand --color 'When to use colour'
            cand --server 'Make it good for servers too, under the names that the request has'
            cand -q 'Say nothing but errors'
            cand --quiet 'Say nothing but errors'
            cand -v 'Say also what is kept and what each node answers'
            cand --verbose 'Say also what is kept and what each node answers'
            cand -y 'Answer questions that ask for consent with yes'
            cand --yes 'Answer questions that ask for consent with yes'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'swarmctl;certs;ca'= {
            cand -c 'The cluster that is meant; needed if the store has several'
            cand --cluster 'The cluster that is meant; needed if the store has several'
            cand --home 'Directory of the store [default: swarmctl in the XDG state directory]'
            cand -o 'What stdout is written as'
            cand --output 'What stdout is written as'
            cand --color 'When to use colour'
            cand -q 'Say nothing but errors'
            cand --quiet 'Say nothing but errors'
            cand -v 'Say also what is kept and what each node answers'
            cand --verbose 'Say also what is kept and what each node answers'
            cand -y 'Answer questions that ask for consent with yes'
            cand --yes 'Answer questions that ask for consent with yes'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand import 'Bring a CA that was made elsewhere'
            cand export 'Copy the CA out of the store'
            cand passphrase 'Put the CA''s key under a passphrase, change that, or remove it'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'swarmctl;certs;ca;import'= {
            cand --cert 'The CA''s certificate, PEM'
            cand --key 'Its key, PEM: PKCS#8 (also under a passphrase, and then it is kept so), PKCS#1 or SEC1'
            cand --chain 'The certificates above an intermediate, each followed by the one that signed it'
            cand --ca-passphrase-file 'File whose first line is the passphrase of the CA''s key'
            cand --ca-passphrase-command 'Command that prints the passphrase, if no file is named; `sh -c` runs it'
            cand -c 'The cluster that is meant; needed if the store has several'
            cand --cluster 'The cluster that is meant; needed if the store has several'
            cand --home 'Directory of the store [default: swarmctl in the XDG state directory]'
            cand -o 'What stdout is written as'
            cand --output 'What stdout is written as'
            cand --color 'When to use colour'
            cand -q 'Say nothing but errors'
            cand --quiet 'Say nothing but errors'
            cand -v 'Say also what is kept and what each node answers'
            cand --verbose 'Say also what is kept and what each node answers'
            cand -y 'Answer questions that ask for consent with yes'
            cand --yes 'Answer questions that ask for consent with yes'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'swarmctl;certs;ca;export'= {
            cand --to 'The directory that gets `ca.pem` and `ca-key.pem`'
            cand -c 'The cluster that is meant; needed if the store has several'
            cand --cluster 'The cluster that is meant; needed if the store has several'
            cand --home 'Directory of the store [default: swarmctl in the XDG state directory]'
            cand -o 'What stdout is written as'
            cand --output 'What stdout is written as'
            cand --color 'When to use colour'
            cand --offline 'Take the key out of the store'
            cand -f 'Overwrite files that are there and differ'
            cand --force 'Overwrite files that are there and differ'
            cand -q 'Say nothing but errors'
            cand --quiet 'Say nothing but errors'
            cand -v 'Say also what is kept and what each node answers'
            cand --verbose 'Say also what is kept and what each node answers'
            cand -y 'Answer questions that ask for consent with yes'
            cand --yes 'Answer questions that ask for consent with yes'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'swarmctl;certs;ca;passphrase'= {
            cand --new-passphrase-file 'File whose first line is the new passphrase'
            cand --new-passphrase-command 'Command that prints the new passphrase, if no file is named; `sh -c` runs it'
            cand --ca-passphrase-file 'File whose first line is the passphrase of the CA''s key'
            cand --ca-passphrase-command 'Command that prints the passphrase, if no file is named; `sh -c` runs it'
            cand -c 'The cluster that is meant; needed if the store has several'
            cand --cluster 'The cluster that is meant; needed if the store has several'
            cand --home 'Directory of the store [default: swarmctl in the XDG state directory]'
            cand -o 'What stdout is written as'
            cand --output 'What stdout is written as'
            cand --color 'When to use colour'
            cand --remove 'Keep the key without a passphrase'
            cand -q 'Say nothing but errors'
            cand --quiet 'Say nothing but errors'
            cand -v 'Say also what is kept and what each node answers'
            cand --verbose 'Say also what is kept and what each node answers'
            cand -y 'Answer questions that ask for consent with yes'
            cand --yes 'Answer questions that ask for consent with yes'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'swarmctl;certs;ca;help'= {
            cand import 'Bring a CA that was made elsewhere'
            cand export 'Copy the CA out of the store'
            cand passphrase 'Put the CA''s key under a passphrase, change that, or remove it'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'swarmctl;certs;ca;help;import'= {
        }
        &'swarmctl;certs;ca;help;export'= {
        }
        &'swarmctl;certs;ca;help;passphrase'= {
        }
        &'swarmctl;certs;ca;help;help'= {
        }
        &'swarmctl;certs;help'= {
            cand ls 'List the cluster''s certificates, each where it lives'
            cand show 'Show a certificate in full, or each of a bundle'
            cand check 'See whether certificates end soon'
            cand rotate 'Issue the nodes'' certificates anew, on a cluster that goes on working'
            cand rotate-ca 'Give the cluster another CA, on a cluster that goes on working'
            cand san 'Change the names and addresses that a node''s certificate is valid for'
            cand issue 'Issue a certificate for a person or a job'
            cand export 'Copy a client''s certificate, its key and the CA out of the store'
            cand sign 'Sign a certificate for a key that was made elsewhere'
            cand ca 'Bring a CA of your own, take the key away, or put it under a passphrase'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'swarmctl;certs;help;ls'= {
        }
        &'swarmctl;certs;help;show'= {
        }
        &'swarmctl;certs;help;check'= {
        }
        &'swarmctl;certs;help;rotate'= {
        }
        &'swarmctl;certs;help;rotate-ca'= {
        }
        &'swarmctl;certs;help;san'= {
            cand add 'Add names or addresses, and issue the certificate anew'
        }
        &'swarmctl;certs;help;san;add'= {
        }
        &'swarmctl;certs;help;issue'= {
        }
        &'swarmctl;certs;help;export'= {
        }
        &'swarmctl;certs;help;sign'= {
        }
        &'swarmctl;certs;help;ca'= {
            cand import 'Bring a CA that was made elsewhere'
            cand export 'Copy the CA out of the store'
            cand passphrase 'Put the CA''s key under a passphrase, change that, or remove it'
        }
        &'swarmctl;certs;help;ca;import'= {
        }
        &'swarmctl;certs;help;ca;export'= {
        }
        &'swarmctl;certs;help;ca;passphrase'= {
        }
        &'swarmctl;certs;help;help'= {
        }
        &'swarmctl;failover'= {
            cand --to 'The manager that is to be the primary [default: whichever takes over]'
            cand --timeout 'Give up on a step that takes longer on a node, as in `90s` or `5m`'
            cand -c 'The cluster that is meant; needed if the store has several'
            cand --cluster 'The cluster that is meant; needed if the store has several'
            cand --home 'Directory of the store [default: swarmctl in the XDG state directory]'
            cand -o 'What stdout is written as'
            cand --output 'What stdout is written as'
            cand --color 'When to use colour'
            cand --dry-run 'Show the plan and change nothing'
            cand -q 'Say nothing but errors'
            cand --quiet 'Say nothing but errors'
            cand -v 'Say also what is kept and what each node answers'
            cand --verbose 'Say also what is kept and what each node answers'
            cand -y 'Answer questions that ask for consent with yes'
            cand --yes 'Answer questions that ask for consent with yes'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'swarmctl;migrate'= {
            cand --to 'Who is to schedule: `swarm-mode`'
            cand --timeout 'Give up on a step that takes longer on a node, as in `90s` or `5m`'
            cand -c 'The cluster that is meant; needed if the store has several'
            cand --cluster 'The cluster that is meant; needed if the store has several'
            cand --home 'Directory of the store [default: swarmctl in the XDG state directory]'
            cand -o 'What stdout is written as'
            cand --output 'What stdout is written as'
            cand --color 'When to use colour'
            cand --finish 'Take away what standalone needs, once all nodes are in the swarm; with `--to`, in the same run'
            cand --back 'Leave the swarm again: the cluster is standalone as before'
            cand --dry-run 'Show the plan and change nothing'
            cand -q 'Say nothing but errors'
            cand --quiet 'Say nothing but errors'
            cand -v 'Say also what is kept and what each node answers'
            cand --verbose 'Say also what is kept and what each node answers'
            cand -y 'Answer questions that ask for consent with yes'
            cand --yes 'Answer questions that ask for consent with yes'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'swarmctl;unlock-key'= {
            cand --timeout 'Give up on a step that takes longer on a node, as in `90s` or `5m`'
            cand --ca-passphrase-file 'File whose first line is the passphrase of the CA''s key'
            cand --ca-passphrase-command 'Command that prints the passphrase, if no file is named; `sh -c` runs it'
            cand -c 'The cluster that is meant; needed if the store has several'
            cand --cluster 'The cluster that is meant; needed if the store has several'
            cand --home 'Directory of the store [default: swarmctl in the XDG state directory]'
            cand -o 'What stdout is written as'
            cand --output 'What stdout is written as'
            cand --color 'When to use colour'
            cand --rotate 'Let the swarm have another key first'
            cand -q 'Say nothing but errors'
            cand --quiet 'Say nothing but errors'
            cand -v 'Say also what is kept and what each node answers'
            cand --verbose 'Say also what is kept and what each node answers'
            cand -y 'Answer questions that ask for consent with yes'
            cand --yes 'Answer questions that ask for consent with yes'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'swarmctl;destroy'= {
            cand --concurrency 'How many nodes are worked on at once'
            cand -c 'The cluster that is meant; needed if the store has several'
            cand --cluster 'The cluster that is meant; needed if the store has several'
            cand --home 'Directory of the store [default: swarmctl in the XDG state directory]'
            cand -o 'What stdout is written as'
            cand --output 'What stdout is written as'
            cand --color 'When to use colour'
            cand --dry-run 'Show the plan and change nothing'
            cand -f 'Take the cluster away even if nodes cannot be reached; what is on those stays there'
            cand --force 'Take the cluster away even if nodes cannot be reached; what is on those stays there'
            cand -q 'Say nothing but errors'
            cand --quiet 'Say nothing but errors'
            cand -v 'Say also what is kept and what each node answers'
            cand --verbose 'Say also what is kept and what each node answers'
            cand -y 'Answer questions that ask for consent with yes'
            cand --yes 'Answer questions that ask for consent with yes'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'swarmctl;doctor'= {
            cand --bundle 'Write an archive for a bug report too: versions, what `verify` finds, specs, records and journals, without keys, tokens and passwords'
            cand -c 'The cluster that is meant; needed if the store has several'
            cand --cluster 'The cluster that is meant; needed if the store has several'
            cand --home 'Directory of the store [default: swarmctl in the XDG state directory]'
            cand -o 'What stdout is written as'
            cand --output 'What stdout is written as'
            cand --color 'When to use colour'
            cand -q 'Say nothing but errors'
            cand --quiet 'Say nothing but errors'
            cand -v 'Say also what is kept and what each node answers'
            cand --verbose 'Say also what is kept and what each node answers'
            cand -y 'Answer questions that ask for consent with yes'
            cand --yes 'Answer questions that ask for consent with yes'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'swarmctl;config'= {
            cand -c 'The cluster that is meant; needed if the store has several'
            cand --cluster 'The cluster that is meant; needed if the store has several'
            cand --home 'Directory of the store [default: swarmctl in the XDG state directory]'
            cand -o 'What stdout is written as'
            cand --output 'What stdout is written as'
            cand --color 'When to use colour'
            cand -q 'Say nothing but errors'
            cand --quiet 'Say nothing but errors'
            cand -v 'Say also what is kept and what each node answers'
            cand --verbose 'Say also what is kept and what each node answers'
            cand -y 'Answer questions that ask for consent with yes'
            cand --yes 'Answer questions that ask for consent with yes'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand example 'Print a commented spec to begin with'
            cand validate 'Check a spec without reaching any node'
            cand schema 'Print the JSON Schema of a spec, for editors'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'swarmctl;config;example'= {
            cand --orchestrator 'The orchestrator to show'
            cand -c 'The cluster that is meant; needed if the store has several'
            cand --cluster 'The cluster that is meant; needed if the store has several'
            cand --home 'Directory of the store [default: swarmctl in the XDG state directory]'
            cand -o 'What stdout is written as'
            cand --output 'What stdout is written as'
            cand --color 'When to use colour'
            cand -q 'Say nothing but errors'
            cand --quiet 'Say nothing but errors'
            cand -v 'Say also what is kept and what each node answers'
            cand --verbose 'Say also what is kept and what each node answers'
            cand -y 'Answer questions that ask for consent with yes'
            cand --yes 'Answer questions that ask for consent with yes'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'swarmctl;config;validate'= {
            cand -f 'The spec; `-` is standard input'
            cand --file 'The spec; `-` is standard input'
            cand -c 'The cluster that is meant; needed if the store has several'
            cand --cluster 'The cluster that is meant; needed if the store has several'
            cand --home 'Directory of the store [default: swarmctl in the XDG state directory]'
            cand -o 'What stdout is written as'
            cand --output 'What stdout is written as'
            cand --color 'When to use colour'
            cand -q 'Say nothing but errors'
            cand --quiet 'Say nothing but errors'
            cand -v 'Say also what is kept and what each node answers'
            cand --verbose 'Say also what is kept and what each node answers'
            cand -y 'Answer questions that ask for consent with yes'
            cand --yes 'Answer questions that ask for consent with yes'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'swarmctl;config;schema'= {
            cand -c 'The cluster that is meant; needed if the store has several'
            cand --cluster 'The cluster that is meant; needed if the store has several'
            cand --home 'Directory of the store [default: swarmctl in the XDG state directory]'
            cand -o 'What stdout is written as'
            cand --output 'What stdout is written as'
            cand --color 'When to use colour'
            cand -q 'Say nothing but errors'
            cand --quiet 'Say nothing but errors'
            cand -v 'Say also what is kept and what each node answers'
            cand --verbose 'Say also what is kept and what each node answers'
            cand -y 'Answer questions that ask for consent with yes'
            cand --yes 'Answer questions that ask for consent with yes'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'swarmctl;config;help'= {
            cand example 'Print a commented spec to begin with'
            cand validate 'Check a spec without reaching any node'
            cand schema 'Print the JSON Schema of a spec, for editors'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'swarmctl;config;help;example'= {
        }
        &'swarmctl;config;help;validate'= {
        }
        &'swarmctl;config;help;schema'= {
        }
        &'swarmctl;config;help;help'= {
        }
        &'swarmctl;completions'= {
            cand -c 'The cluster that is meant; needed if the store has several'
            cand --cluster 'The cluster that is meant; needed if the store has several'
            cand --home 'Directory of the store [default: swarmctl in the XDG state directory]'
            cand -o 'What stdout is written as'
            cand --output 'What stdout is written as'
            cand --color 'When to use colour'
            cand -q 'Say nothing but errors'
            cand --quiet 'Say nothing but errors'
            cand -v 'Say also what is kept and what each node answers'
            cand --verbose 'Say also what is kept and what each node answers'
            cand -y 'Answer questions that ask for consent with yes'
            cand --yes 'Answer questions that ask for consent with yes'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'swarmctl;man'= {
            cand --to 'Write the pages of all commands into this directory'
            cand -c 'The cluster that is meant; needed if the store has several'
            cand --cluster 'The cluster that is meant; needed if the store has several'
            cand --home 'Directory of the store [default: swarmctl in the XDG state directory]'
            cand -o 'What stdout is written as'
            cand --output 'What stdout is written as'
            cand --color 'When to use colour'
            cand -q 'Say nothing but errors'
            cand --quiet 'Say nothing but errors'
            cand -v 'Say also what is kept and what each node answers'
            cand --verbose 'Say also what is kept and what each node answers'
            cand -y 'Answer questions that ask for consent with yes'
            cand --yes 'Answer questions that ask for consent with yes'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'swarmctl;help'= {
            cand init 'Bring a cluster about, or bring it back to its spec'
            cand plan 'Show the difference between a cluster''s spec and what is there'
            cand apply 'Bring a cluster that exists to its spec'
            cand add-node 'Add nodes to a cluster, several at once'
            cand remove-node 'Take nodes out of a cluster, and put their hosts back as they were found'
            cand promote 'Make a node a manager'
            cand demote 'Let a manager be a worker'
            cand verify 'Check a cluster'
            cand version 'Show the versions of swarmctl and of every manager'
            cand ps 'List containers with the node each runs on'
            cand ls 'List the cluster''s nodes, with their roles and their state'
            cand env 'Print the variables that make the docker client talk to the cluster'
            cand docker 'Run the docker client against the cluster, or one of its engines'
            cand context 'Make and remove contexts of the docker client''s'
            cand ssh 'Log in to a node, or run a command there'
            cand scp 'Copy files to a node or from it'
            cand exec 'Run a command on many nodes at once'
            cand logs 'Show what swarmctl''s own containers say, or an engine''s journal'
            cand ip 'Print a node''s address'
            cand inspect 'Show all that the store knows of the cluster or of a node, as one JSON document'
            cand history 'Show what runs did: who, when, on which nodes, with what outcome'
            cand clusters 'List, choose and forget clusters of the store'
            cand certs 'List, renew and issue certificates, and keep the CA'
            cand failover 'Let another manager be the primary, before the primary''s node is worked on'
            cand migrate 'Move a standalone cluster to swarm mode, on a cluster that goes on working'
            cand unlock-key 'Print the key that unlocks the managers of a swarm'
            cand destroy 'Take a cluster away: what swarmctl made is removed, what it found is restored'
            cand doctor 'Check what swarmctl needs on this machine: clients, keys, the store'
            cand config 'Examples, checks and the schema of specs'
            cand completions 'Print a completion script'
            cand man 'Print the manual page, or write all pages into a directory'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'swarmctl;help;init'= {
        }
        &'swarmctl;help;plan'= {
        }
        &'swarmctl;help;apply'= {
        }
        &'swarmctl;help;add-node'= {
        }
        &'swarmctl;help;remove-node'= {
        }
        &'swarmctl;help;promote'= {
        }
        &'swarmctl;help;demote'= {
        }
        &'swarmctl;help;verify'= {
        }
        &'swarmctl;help;version'= {
        }
        &'swarmctl;help;ps'= {
        }
        &'swarmctl;help;ls'= {
        }
        &'swarmctl;help;env'= {
        }
        &'swarmctl;help;docker'= {
        }
        &'swarmctl;help;context'= {
            cand create 'Make a context, or bring one that swarmctl made up to date'
            cand rm 'Remove a context that swarmctl made'
        }
        &'swarmctl;help;context;create'= {
        }
        &'swarmctl;help;context;rm'= {
        }
        &'swarmctl;help;ssh'= {
        }
        &'swarmctl;help;scp'= {
        }
        &'swarmctl;help;exec'= {
        }
        &'swarmctl;help;logs'= {
        }
        &'swarmctl;help;ip'= {
        }
        &'swarmctl;help;inspect'= {
        }
        &'swarmctl;help;history'= {
        }
        &'swarmctl;help;clusters'= {
            cand ls 'List the clusters of the store, as `swarmctl ls --clusters` does'
            cand use 'Choose the cluster that is meant where none is named'
            cand rm 'Forget a cluster without touching its hosts'
        }
        &'swarmctl;help;clusters;ls'= {
        }
        &'swarmctl;help;clusters;use'= {
        }
        &'swarmctl;help;clusters;rm'= {
        }
        &'swarmctl;help;certs'= {
            cand ls 'List the cluster''s certificates, each where it lives'
            cand show 'Show a certificate in full, or each of a bundle'
            cand check 'See whether certificates end soon'
            cand rotate 'Issue the nodes'' certificates anew, on a cluster that goes on working'
            cand rotate-ca 'Give the cluster another CA, on a cluster that goes on working'
            cand san 'Change the names and addresses that a node''s certificate is valid for'
            cand issue 'Issue a certificate for a person or a job'
            cand export 'Copy a client''s certificate, its key and the CA out of the store'
            cand sign 'Sign a certificate for a key that was made elsewhere'
            cand ca 'Bring a CA of your own, take the key away, or put it under a passphrase'
        }
        &'swarmctl;help;certs;ls'= {
        }
        &'swarmctl;help;certs;show'= {
        }
        &'swarmctl;help;certs;check'= {
        }
        &'swarmctl;help;certs;rotate'= {
        }
        &'swarmctl;help;certs;rotate-ca'= {
        }
        &'swarmctl;help;certs;san'= {
            cand add 'Add names or addresses, and issue the certificate anew'
        }
        &'swarmctl;help;certs;san;add'= {
        }
        &'swarmctl;help;certs;issue'= {
        }
        &'swarmctl;help;certs;export'= {
        }
        &'swarmctl;help;certs;sign'= {
        }
        &'swarmctl;help;certs;ca'= {
            cand import 'Bring a CA that was made elsewhere'
            cand export 'Copy the CA out of the store'
            cand passphrase 'Put the CA''s key under a passphrase, change that, or remove it'
        }
        &'swarmctl;help;certs;ca;import'= {
        }
        &'swarmctl;help;certs;ca;export'= {
        }
        &'swarmctl;help;certs;ca;passphrase'= {
        }
        &'swarmctl;help;failover'= {
        }
        &'swarmctl;help;migrate'= {
        }
        &'swarmctl;help;unlock-key'= {
        }
        &'swarmctl;help;destroy'= {
        }
        &'swarmctl;help;doctor'= {
        }
        &'swarmctl;help;config'= {
            cand example 'Print a commented spec to begin with'
            cand validate 'Check a spec without reaching any node'
            cand schema 'Print the JSON Schema of a spec, for editors'
        }
        &'swarmctl;help;config;example'= {
        }
        &'swarmctl;help;config;validate'= {
        }
        &'swarmctl;help;config;schema'= {
        }
        &'swarmctl;help;completions'= {
        }
        &'swarmctl;help;man'= {
        }
        &'swarmctl;help;help'= {
        }
    ]
    $completions[$command]
}
