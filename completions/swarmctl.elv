
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
            cand verify 'Check a cluster'
            cand version 'Show the versions of swarmctl and of every manager'
            cand ps 'List containers with the node each runs on'
            cand ls 'List the cluster''s nodes, with their roles and their state'
            cand env 'Print the variables that make the docker client talk to the cluster'
            cand destroy 'Take a cluster away: what swarmctl made is removed, what it found is restored'
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
            cand -c 'The cluster that is meant; needed if the store has several'
            cand --cluster 'The cluster that is meant; needed if the store has several'
            cand --home 'Directory of the store [default: swarmctl in the XDG state directory]'
            cand -o 'What stdout is written as'
            cand --output 'What stdout is written as'
            cand --color 'When to use colour'
            cand --dry-run 'Show the plan and change nothing'
            cand --detailed-exitcode 'With `--dry-run`: end with 10 if changes are pending'
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
        &'swarmctl;verify'= {
            cand --deploy 'Also run containers of this image through the manager, show where they land, remove them'
            cand --containers 'How many containers `--deploy` runs [default: as many as nodes in the pool]'
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
            cand verify 'Check a cluster'
            cand version 'Show the versions of swarmctl and of every manager'
            cand ps 'List containers with the node each runs on'
            cand ls 'List the cluster''s nodes, with their roles and their state'
            cand env 'Print the variables that make the docker client talk to the cluster'
            cand destroy 'Take a cluster away: what swarmctl made is removed, what it found is restored'
            cand config 'Examples, checks and the schema of specs'
            cand completions 'Print a completion script'
            cand man 'Print the manual page, or write all pages into a directory'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'swarmctl;help;init'= {
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
        &'swarmctl;help;destroy'= {
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
