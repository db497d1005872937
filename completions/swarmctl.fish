# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_swarmctl_global_optspecs
    string join \n c/cluster= home= o/output= q/quiet v/verbose color= y/yes no-input h/help V/version
end

function __fish_swarmctl_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_swarmctl_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_swarmctl_using_subcommand
    set -l cmd (__fish_swarmctl_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c swarmctl -n "__fish_swarmctl_needs_command" -s c -l cluster -d 'The cluster that is meant; needed if the store has several' -r
complete -c swarmctl -n "__fish_swarmctl_needs_command" -l home -d 'Directory of the store [default: swarmctl in the XDG state directory]' -r -f -a "(__fish_complete_directories)"
complete -c swarmctl -n "__fish_swarmctl_needs_command" -s o -l output -d 'What stdout is written as' -r -f -a "text\t'For people'
json\t'For programs, with a schemaVersion'"
complete -c swarmctl -n "__fish_swarmctl_needs_command" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that has it, unless `NO_COLOR` is set'
always\t'Even in a pipe'
never\t'Not at all'"
complete -c swarmctl -n "__fish_swarmctl_needs_command" -s q -l quiet -d 'Say nothing but errors'
complete -c swarmctl -n "__fish_swarmctl_needs_command" -s v -l verbose -d 'Say also what is kept and what each node answers'
complete -c swarmctl -n "__fish_swarmctl_needs_command" -s y -l yes -d 'Answer questions that ask for consent with yes'
complete -c swarmctl -n "__fish_swarmctl_needs_command" -l no-input -d 'Ask nothing, even on a terminal'
complete -c swarmctl -n "__fish_swarmctl_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c swarmctl -n "__fish_swarmctl_needs_command" -s V -l version -d 'Print version'
complete -c swarmctl -n "__fish_swarmctl_needs_command" -f -a "init" -d 'Bring a cluster about, or bring it back to its spec'
complete -c swarmctl -n "__fish_swarmctl_needs_command" -f -a "plan" -d 'Show the difference between a cluster\'s spec and what is there'
complete -c swarmctl -n "__fish_swarmctl_needs_command" -f -a "apply" -d 'Bring a cluster that exists to its spec'
complete -c swarmctl -n "__fish_swarmctl_needs_command" -f -a "add-node" -d 'Add nodes to a cluster, several at once'
complete -c swarmctl -n "__fish_swarmctl_needs_command" -f -a "remove-node" -d 'Take nodes out of a cluster, and put their hosts back as they were found'
complete -c swarmctl -n "__fish_swarmctl_needs_command" -f -a "promote" -d 'Make a node a manager'
complete -c swarmctl -n "__fish_swarmctl_needs_command" -f -a "demote" -d 'Let a manager be a worker'
complete -c swarmctl -n "__fish_swarmctl_needs_command" -f -a "verify" -d 'Check a cluster'
complete -c swarmctl -n "__fish_swarmctl_needs_command" -f -a "version" -d 'Show the versions of swarmctl and of every manager'
complete -c swarmctl -n "__fish_swarmctl_needs_command" -f -a "ps" -d 'List containers with the node each runs on'
complete -c swarmctl -n "__fish_swarmctl_needs_command" -f -a "ls" -d 'List the cluster\'s nodes, with their roles and their state'
complete -c swarmctl -n "__fish_swarmctl_needs_command" -f -a "env" -d 'Print the variables that make the docker client talk to the cluster'
complete -c swarmctl -n "__fish_swarmctl_needs_command" -f -a "docker" -d 'Run the docker client against the cluster, or one of its engines'
complete -c swarmctl -n "__fish_swarmctl_needs_command" -f -a "context" -d 'Make and remove contexts of the docker client\'s'
complete -c swarmctl -n "__fish_swarmctl_needs_command" -f -a "ssh" -d 'Log in to a node, or run a command there'
complete -c swarmctl -n "__fish_swarmctl_needs_command" -f -a "scp" -d 'Copy files to a node or from it'
complete -c swarmctl -n "__fish_swarmctl_needs_command" -f -a "exec" -d 'Run a command on many nodes at once'
complete -c swarmctl -n "__fish_swarmctl_needs_command" -f -a "logs" -d 'Show what swarmctl\'s own containers say, or an engine\'s journal'
complete -c swarmctl -n "__fish_swarmctl_needs_command" -f -a "ip" -d 'Print a node\'s address'
complete -c swarmctl -n "__fish_swarmctl_needs_command" -f -a "inspect" -d 'Show all that the store knows of the cluster or of a node, as one JSON document'
complete -c swarmctl -n "__fish_swarmctl_needs_command" -f -a "history" -d 'Show what runs did: who, when, on which nodes, with what outcome'
complete -c swarmctl -n "__fish_swarmctl_needs_command" -f -a "clusters" -d 'List, choose and forget clusters of the store'
complete -c swarmctl -n "__fish_swarmctl_needs_command" -f -a "certs" -d 'List, renew and issue certificates, and keep the CA'
complete -c swarmctl -n "__fish_swarmctl_needs_command" -f -a "failover" -d 'Let another manager be the primary, before the primary\'s node is worked on'
complete -c swarmctl -n "__fish_swarmctl_needs_command" -f -a "migrate" -d 'Move a standalone cluster to swarm mode, on a cluster that goes on working'
complete -c swarmctl -n "__fish_swarmctl_needs_command" -f -a "unlock-key" -d 'Print the key that unlocks the managers of a swarm'
complete -c swarmctl -n "__fish_swarmctl_needs_command" -f -a "destroy" -d 'Take a cluster away: what swarmctl made is removed, what it found is restored'
complete -c swarmctl -n "__fish_swarmctl_needs_command" -f -a "doctor" -d 'Check what swarmctl needs on this machine: clients, keys, the store'
complete -c swarmctl -n "__fish_swarmctl_needs_command" -f -a "config" -d 'Examples, checks and the schema of specs'
complete -c swarmctl -n "__fish_swarmctl_needs_command" -f -a "completions" -d 'Print a completion script'
complete -c swarmctl -n "__fish_swarmctl_needs_command" -f -a "man" -d 'Print the manual page, or write all pages into a directory'
complete -c swarmctl -n "__fish_swarmctl_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand init" -s f -l file -d 'The spec; `-` is standard input' -r -F
complete -c swarmctl -n "__fish_swarmctl_using_subcommand init" -l concurrency -d 'How many nodes are worked on at once' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand init" -l timeout -d 'Give up on a step that takes longer on a node, as in `90s` or `5m`' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand init" -l gone -d 'A node is gone for good, and the spec leaves it out; the flag repeated for each' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand init" -l name -d 'The cluster\'s name' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand init" -l orchestrator -d 'Who schedules containers' -r -f -a "standalone\t''
swarm-mode\t''"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand init" -l driver -d 'Where hosts come from' -r -f -a "ssh\t''
docker\t''"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand init" -l node -d 'A node, the flag repeated for each: NAME=[USER@]HOST[:PORT][,role=manager|discovery]…[,availability=active|drain]' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand init" -l count -d 'Number of hosts that the docker driver makes: one manager, the others workers' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand init" -l swarm-image -d 'Image of the standalone manager and agent' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand init" -l consul-image -d 'Image of Consul' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand init" -l image-archive -d 'Load images from this `docker save` archive, pull none' -r -F
complete -c swarmctl -n "__fish_swarmctl_using_subcommand init" -l ssh-user -d 'Login name' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand init" -l ssh-port -d 'Port' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand init" -s i -l ssh-key -d 'Private key file' -r -F
complete -c swarmctl -n "__fish_swarmctl_using_subcommand init" -s J -l jump -d 'Host to go through: [USER@]HOST[:PORT], several separated by commas' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand init" -l host-key-checking -d 'How unknown host keys are met; a changed key is always refused' -r -f -a "accept-new\t''
strict\t''"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand init" -l ca-key -d 'The CA\'s key, where it is not in the store or cannot be opened there' -r -F
complete -c swarmctl -n "__fish_swarmctl_using_subcommand init" -l ca-passphrase-file -d 'File whose first line is the passphrase of the CA\'s key' -r -F
complete -c swarmctl -n "__fish_swarmctl_using_subcommand init" -l ca-passphrase-command -d 'Command that prints the passphrase, if no file is named; `sh -c` runs it' -r -f -a "(__fish_complete_command)"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand init" -s c -l cluster -d 'The cluster that is meant; needed if the store has several' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand init" -l home -d 'Directory of the store [default: swarmctl in the XDG state directory]' -r -f -a "(__fish_complete_directories)"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand init" -s o -l output -d 'What stdout is written as' -r -f -a "text\t'For people'
json\t'For programs, with a schemaVersion'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand init" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that has it, unless `NO_COLOR` is set'
always\t'Even in a pipe'
never\t'Not at all'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand init" -l dry-run -d 'Show the plan and change nothing'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand init" -l detailed-exitcode -d 'End with 10 if changes are pending'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand init" -l no-verify -d 'Do not check the cluster at the end'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand init" -s q -l quiet -d 'Say nothing but errors'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand init" -s v -l verbose -d 'Say also what is kept and what each node answers'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand init" -s y -l yes -d 'Answer questions that ask for consent with yes'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand init" -l no-input -d 'Ask nothing, even on a terminal'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand init" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand plan" -s f -l file -d 'The spec; `-` is standard input' -r -F
complete -c swarmctl -n "__fish_swarmctl_using_subcommand plan" -l concurrency -d 'How many nodes are worked on at once' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand plan" -s c -l cluster -d 'The cluster that is meant; needed if the store has several' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand plan" -l home -d 'Directory of the store [default: swarmctl in the XDG state directory]' -r -f -a "(__fish_complete_directories)"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand plan" -s o -l output -d 'What stdout is written as' -r -f -a "text\t'For people'
json\t'For programs, with a schemaVersion'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand plan" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that has it, unless `NO_COLOR` is set'
always\t'Even in a pipe'
never\t'Not at all'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand plan" -l detailed-exitcode -d 'End with 10 if changes are pending'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand plan" -s q -l quiet -d 'Say nothing but errors'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand plan" -s v -l verbose -d 'Say also what is kept and what each node answers'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand plan" -s y -l yes -d 'Answer questions that ask for consent with yes'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand plan" -l no-input -d 'Ask nothing, even on a terminal'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand plan" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand apply" -s f -l file -d 'The spec; `-` is standard input' -r -F
complete -c swarmctl -n "__fish_swarmctl_using_subcommand apply" -l concurrency -d 'How many nodes are worked on at once' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand apply" -l timeout -d 'Give up on a step that takes longer on a node, as in `90s` or `5m`' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand apply" -l ca-key -d 'The CA\'s key, where it is not in the store or cannot be opened there' -r -F
complete -c swarmctl -n "__fish_swarmctl_using_subcommand apply" -l ca-passphrase-file -d 'File whose first line is the passphrase of the CA\'s key' -r -F
complete -c swarmctl -n "__fish_swarmctl_using_subcommand apply" -l ca-passphrase-command -d 'Command that prints the passphrase, if no file is named; `sh -c` runs it' -r -f -a "(__fish_complete_command)"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand apply" -s c -l cluster -d 'The cluster that is meant; needed if the store has several' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand apply" -l home -d 'Directory of the store [default: swarmctl in the XDG state directory]' -r -f -a "(__fish_complete_directories)"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand apply" -s o -l output -d 'What stdout is written as' -r -f -a "text\t'For people'
json\t'For programs, with a schemaVersion'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand apply" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that has it, unless `NO_COLOR` is set'
always\t'Even in a pipe'
never\t'Not at all'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand apply" -l no-verify -d 'Do not check the cluster at the end'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand apply" -s q -l quiet -d 'Say nothing but errors'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand apply" -s v -l verbose -d 'Say also what is kept and what each node answers'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand apply" -s y -l yes -d 'Answer questions that ask for consent with yes'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand apply" -l no-input -d 'Ask nothing, even on a terminal'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand apply" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand add-node" -l role -d 'What the nodes do beside being in the pool; the flag repeated for each' -r -f -a "manager\t''
discovery\t''"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand add-node" -l availability -d 'Whether containers are placed on them' -r -f -a "active\t''
drain\t''"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand add-node" -l label -d 'A label, KEY=VALUE; the flag repeated for each' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand add-node" -l count -d 'So many hosts that the docker driver makes: NAME-1, NAME-2, …, going on where the cluster\'s nodes end' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand add-node" -l concurrency -d 'How many nodes are worked on at once' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand add-node" -l timeout -d 'Give up on a step that takes longer on a node, as in `90s` or `5m`' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand add-node" -l ca-key -d 'The CA\'s key, where it is not in the store or cannot be opened there' -r -F
complete -c swarmctl -n "__fish_swarmctl_using_subcommand add-node" -l ca-passphrase-file -d 'File whose first line is the passphrase of the CA\'s key' -r -F
complete -c swarmctl -n "__fish_swarmctl_using_subcommand add-node" -l ca-passphrase-command -d 'Command that prints the passphrase, if no file is named; `sh -c` runs it' -r -f -a "(__fish_complete_command)"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand add-node" -s c -l cluster -d 'The cluster that is meant; needed if the store has several' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand add-node" -l home -d 'Directory of the store [default: swarmctl in the XDG state directory]' -r -f -a "(__fish_complete_directories)"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand add-node" -s o -l output -d 'What stdout is written as' -r -f -a "text\t'For people'
json\t'For programs, with a schemaVersion'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand add-node" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that has it, unless `NO_COLOR` is set'
always\t'Even in a pipe'
never\t'Not at all'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand add-node" -l dry-run -d 'Show the plan and change nothing'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand add-node" -l no-verify -d 'Do not check the cluster at the end'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand add-node" -s q -l quiet -d 'Say nothing but errors'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand add-node" -s v -l verbose -d 'Say also what is kept and what each node answers'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand add-node" -s y -l yes -d 'Answer questions that ask for consent with yes'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand add-node" -l no-input -d 'Ask nothing, even on a terminal'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand add-node" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand remove-node" -l concurrency -d 'How many nodes are worked on at once' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand remove-node" -l timeout -d 'Give up on a step that takes longer on a node, as in `90s` or `5m`' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand remove-node" -l ca-key -d 'The CA\'s key, where it is not in the store or cannot be opened there' -r -F
complete -c swarmctl -n "__fish_swarmctl_using_subcommand remove-node" -l ca-passphrase-file -d 'File whose first line is the passphrase of the CA\'s key' -r -F
complete -c swarmctl -n "__fish_swarmctl_using_subcommand remove-node" -l ca-passphrase-command -d 'Command that prints the passphrase, if no file is named; `sh -c` runs it' -r -f -a "(__fish_complete_command)"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand remove-node" -s c -l cluster -d 'The cluster that is meant; needed if the store has several' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand remove-node" -l home -d 'Directory of the store [default: swarmctl in the XDG state directory]' -r -f -a "(__fish_complete_directories)"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand remove-node" -s o -l output -d 'What stdout is written as' -r -f -a "text\t'For people'
json\t'For programs, with a schemaVersion'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand remove-node" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that has it, unless `NO_COLOR` is set'
always\t'Even in a pipe'
never\t'Not at all'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand remove-node" -s f -l force -d 'Go on where containers of yours run on a node (standalone), which stay there; and where a node cannot be reached: nothing is done on it, the cluster forgets it'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand remove-node" -l dry-run -d 'Show the plan and change nothing'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand remove-node" -s q -l quiet -d 'Say nothing but errors'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand remove-node" -s v -l verbose -d 'Say also what is kept and what each node answers'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand remove-node" -s y -l yes -d 'Answer questions that ask for consent with yes'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand remove-node" -l no-input -d 'Ask nothing, even on a terminal'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand remove-node" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand promote" -l timeout -d 'Give up on a step that takes longer on a node, as in `90s` or `5m`' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand promote" -l ca-key -d 'The CA\'s key, where it is not in the store or cannot be opened there' -r -F
complete -c swarmctl -n "__fish_swarmctl_using_subcommand promote" -l ca-passphrase-file -d 'File whose first line is the passphrase of the CA\'s key' -r -F
complete -c swarmctl -n "__fish_swarmctl_using_subcommand promote" -l ca-passphrase-command -d 'Command that prints the passphrase, if no file is named; `sh -c` runs it' -r -f -a "(__fish_complete_command)"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand promote" -s c -l cluster -d 'The cluster that is meant; needed if the store has several' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand promote" -l home -d 'Directory of the store [default: swarmctl in the XDG state directory]' -r -f -a "(__fish_complete_directories)"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand promote" -s o -l output -d 'What stdout is written as' -r -f -a "text\t'For people'
json\t'For programs, with a schemaVersion'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand promote" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that has it, unless `NO_COLOR` is set'
always\t'Even in a pipe'
never\t'Not at all'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand promote" -l dry-run -d 'Show the plan and change nothing'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand promote" -s q -l quiet -d 'Say nothing but errors'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand promote" -s v -l verbose -d 'Say also what is kept and what each node answers'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand promote" -s y -l yes -d 'Answer questions that ask for consent with yes'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand promote" -l no-input -d 'Ask nothing, even on a terminal'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand promote" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand demote" -l timeout -d 'Give up on a step that takes longer on a node, as in `90s` or `5m`' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand demote" -l ca-key -d 'The CA\'s key, where it is not in the store or cannot be opened there' -r -F
complete -c swarmctl -n "__fish_swarmctl_using_subcommand demote" -l ca-passphrase-file -d 'File whose first line is the passphrase of the CA\'s key' -r -F
complete -c swarmctl -n "__fish_swarmctl_using_subcommand demote" -l ca-passphrase-command -d 'Command that prints the passphrase, if no file is named; `sh -c` runs it' -r -f -a "(__fish_complete_command)"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand demote" -s c -l cluster -d 'The cluster that is meant; needed if the store has several' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand demote" -l home -d 'Directory of the store [default: swarmctl in the XDG state directory]' -r -f -a "(__fish_complete_directories)"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand demote" -s o -l output -d 'What stdout is written as' -r -f -a "text\t'For people'
json\t'For programs, with a schemaVersion'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand demote" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that has it, unless `NO_COLOR` is set'
always\t'Even in a pipe'
never\t'Not at all'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand demote" -l dry-run -d 'Show the plan and change nothing'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand demote" -s q -l quiet -d 'Say nothing but errors'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand demote" -s v -l verbose -d 'Say also what is kept and what each node answers'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand demote" -s y -l yes -d 'Answer questions that ask for consent with yes'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand demote" -l no-input -d 'Ask nothing, even on a terminal'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand demote" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand verify" -l deploy -d 'Also run containers of this image through the manager, show where they land, remove them; in swarm mode as a service' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand verify" -l containers -d 'How many containers `--deploy` runs [default: as many as nodes in the pool; in swarm mode one on each]' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand verify" -s c -l cluster -d 'The cluster that is meant; needed if the store has several' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand verify" -l home -d 'Directory of the store [default: swarmctl in the XDG state directory]' -r -f -a "(__fish_complete_directories)"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand verify" -s o -l output -d 'What stdout is written as' -r -f -a "text\t'For people'
json\t'For programs, with a schemaVersion'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand verify" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that has it, unless `NO_COLOR` is set'
always\t'Even in a pipe'
never\t'Not at all'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand verify" -s q -l quiet -d 'Say nothing but errors'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand verify" -s v -l verbose -d 'Say also what is kept and what each node answers'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand verify" -s y -l yes -d 'Answer questions that ask for consent with yes'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand verify" -l no-input -d 'Ask nothing, even on a terminal'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand verify" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand version" -s c -l cluster -d 'The cluster that is meant; needed if the store has several' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand version" -l home -d 'Directory of the store [default: swarmctl in the XDG state directory]' -r -f -a "(__fish_complete_directories)"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand version" -s o -l output -d 'What stdout is written as' -r -f -a "text\t'For people'
json\t'For programs, with a schemaVersion'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand version" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that has it, unless `NO_COLOR` is set'
always\t'Even in a pipe'
never\t'Not at all'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand version" -s q -l quiet -d 'Say nothing but errors'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand version" -s v -l verbose -d 'Say also what is kept and what each node answers'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand version" -s y -l yes -d 'Answer questions that ask for consent with yes'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand version" -l no-input -d 'Ask nothing, even on a terminal'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand version" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand ps" -s c -l cluster -d 'The cluster that is meant; needed if the store has several' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand ps" -l home -d 'Directory of the store [default: swarmctl in the XDG state directory]' -r -f -a "(__fish_complete_directories)"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand ps" -s o -l output -d 'What stdout is written as' -r -f -a "text\t'For people'
json\t'For programs, with a schemaVersion'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand ps" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that has it, unless `NO_COLOR` is set'
always\t'Even in a pipe'
never\t'Not at all'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand ps" -s a -l all -d 'Also those that do not run'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand ps" -s q -l quiet -d 'Say nothing but errors'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand ps" -s v -l verbose -d 'Say also what is kept and what each node answers'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand ps" -s y -l yes -d 'Answer questions that ask for consent with yes'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand ps" -l no-input -d 'Ask nothing, even on a terminal'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand ps" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand ls" -s c -l cluster -d 'The cluster that is meant; needed if the store has several' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand ls" -l home -d 'Directory of the store [default: swarmctl in the XDG state directory]' -r -f -a "(__fish_complete_directories)"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand ls" -s o -l output -d 'What stdout is written as' -r -f -a "text\t'For people'
json\t'For programs, with a schemaVersion'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand ls" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that has it, unless `NO_COLOR` is set'
always\t'Even in a pipe'
never\t'Not at all'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand ls" -l clusters -d 'List the clusters of the store instead'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand ls" -s q -l quiet -d 'Say nothing but errors'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand ls" -s v -l verbose -d 'Say also what is kept and what each node answers'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand ls" -s y -l yes -d 'Answer questions that ask for consent with yes'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand ls" -l no-input -d 'Ask nothing, even on a terminal'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand ls" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand env" -l manager -d 'Talk to the cluster through this manager' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand env" -l shell -d 'The shell to print for [default: the one in SHELL]' -r -f -a "bash\t'bash, and other POSIX shells'
zsh\t'zsh'
fish\t'fish'
powershell\t'`PowerShell`'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand env" -s c -l cluster -d 'The cluster that is meant; needed if the store has several' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand env" -l home -d 'Directory of the store [default: swarmctl in the XDG state directory]' -r -f -a "(__fish_complete_directories)"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand env" -s o -l output -d 'What stdout is written as' -r -f -a "text\t'For people'
json\t'For programs, with a schemaVersion'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand env" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that has it, unless `NO_COLOR` is set'
always\t'Even in a pipe'
never\t'Not at all'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand env" -s u -l unset -d 'Print what unsets the variables'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand env" -s q -l quiet -d 'Say nothing but errors'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand env" -s v -l verbose -d 'Say also what is kept and what each node answers'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand env" -s y -l yes -d 'Answer questions that ask for consent with yes'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand env" -l no-input -d 'Ask nothing, even on a terminal'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand env" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand docker" -l node -d 'Talk to the engine of this node, not to the cluster' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand docker" -l manager -d 'Talk to the cluster through this manager' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand docker" -s c -l cluster -d 'The cluster that is meant; needed if the store has several' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand docker" -l home -d 'Directory of the store [default: swarmctl in the XDG state directory]' -r -f -a "(__fish_complete_directories)"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand docker" -s o -l output -d 'What stdout is written as' -r -f -a "text\t'For people'
json\t'For programs, with a schemaVersion'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand docker" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that has it, unless `NO_COLOR` is set'
always\t'Even in a pipe'
never\t'Not at all'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand docker" -s q -l quiet -d 'Say nothing but errors'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand docker" -s v -l verbose -d 'Say also what is kept and what each node answers'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand docker" -s y -l yes -d 'Answer questions that ask for consent with yes'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand docker" -l no-input -d 'Ask nothing, even on a terminal'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand docker" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand context; and not __fish_seen_subcommand_from create rm help" -s c -l cluster -d 'The cluster that is meant; needed if the store has several' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand context; and not __fish_seen_subcommand_from create rm help" -l home -d 'Directory of the store [default: swarmctl in the XDG state directory]' -r -f -a "(__fish_complete_directories)"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand context; and not __fish_seen_subcommand_from create rm help" -s o -l output -d 'What stdout is written as' -r -f -a "text\t'For people'
json\t'For programs, with a schemaVersion'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand context; and not __fish_seen_subcommand_from create rm help" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that has it, unless `NO_COLOR` is set'
always\t'Even in a pipe'
never\t'Not at all'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand context; and not __fish_seen_subcommand_from create rm help" -s q -l quiet -d 'Say nothing but errors'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand context; and not __fish_seen_subcommand_from create rm help" -s v -l verbose -d 'Say also what is kept and what each node answers'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand context; and not __fish_seen_subcommand_from create rm help" -s y -l yes -d 'Answer questions that ask for consent with yes'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand context; and not __fish_seen_subcommand_from create rm help" -l no-input -d 'Ask nothing, even on a terminal'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand context; and not __fish_seen_subcommand_from create rm help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand context; and not __fish_seen_subcommand_from create rm help" -f -a "create" -d 'Make a context, or bring one that swarmctl made up to date'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand context; and not __fish_seen_subcommand_from create rm help" -f -a "rm" -d 'Remove a context that swarmctl made'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand context; and not __fish_seen_subcommand_from create rm help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand context; and __fish_seen_subcommand_from create" -l node -d 'Talk to the engine of this node, not to the cluster' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand context; and __fish_seen_subcommand_from create" -l manager -d 'Talk to the cluster through this manager' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand context; and __fish_seen_subcommand_from create" -s c -l cluster -d 'The cluster that is meant; needed if the store has several' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand context; and __fish_seen_subcommand_from create" -l home -d 'Directory of the store [default: swarmctl in the XDG state directory]' -r -f -a "(__fish_complete_directories)"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand context; and __fish_seen_subcommand_from create" -s o -l output -d 'What stdout is written as' -r -f -a "text\t'For people'
json\t'For programs, with a schemaVersion'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand context; and __fish_seen_subcommand_from create" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that has it, unless `NO_COLOR` is set'
always\t'Even in a pipe'
never\t'Not at all'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand context; and __fish_seen_subcommand_from create" -s q -l quiet -d 'Say nothing but errors'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand context; and __fish_seen_subcommand_from create" -s v -l verbose -d 'Say also what is kept and what each node answers'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand context; and __fish_seen_subcommand_from create" -s y -l yes -d 'Answer questions that ask for consent with yes'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand context; and __fish_seen_subcommand_from create" -l no-input -d 'Ask nothing, even on a terminal'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand context; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand context; and __fish_seen_subcommand_from rm" -s c -l cluster -d 'The cluster that is meant; needed if the store has several' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand context; and __fish_seen_subcommand_from rm" -l home -d 'Directory of the store [default: swarmctl in the XDG state directory]' -r -f -a "(__fish_complete_directories)"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand context; and __fish_seen_subcommand_from rm" -s o -l output -d 'What stdout is written as' -r -f -a "text\t'For people'
json\t'For programs, with a schemaVersion'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand context; and __fish_seen_subcommand_from rm" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that has it, unless `NO_COLOR` is set'
always\t'Even in a pipe'
never\t'Not at all'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand context; and __fish_seen_subcommand_from rm" -s q -l quiet -d 'Say nothing but errors'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand context; and __fish_seen_subcommand_from rm" -s v -l verbose -d 'Say also what is kept and what each node answers'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand context; and __fish_seen_subcommand_from rm" -s y -l yes -d 'Answer questions that ask for consent with yes'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand context; and __fish_seen_subcommand_from rm" -l no-input -d 'Ask nothing, even on a terminal'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand context; and __fish_seen_subcommand_from rm" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand context; and __fish_seen_subcommand_from help" -f -a "create" -d 'Make a context, or bring one that swarmctl made up to date'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand context; and __fish_seen_subcommand_from help" -f -a "rm" -d 'Remove a context that swarmctl made'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand context; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand ssh" -s c -l cluster -d 'The cluster that is meant; needed if the store has several' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand ssh" -l home -d 'Directory of the store [default: swarmctl in the XDG state directory]' -r -f -a "(__fish_complete_directories)"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand ssh" -s o -l output -d 'What stdout is written as' -r -f -a "text\t'For people'
json\t'For programs, with a schemaVersion'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand ssh" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that has it, unless `NO_COLOR` is set'
always\t'Even in a pipe'
never\t'Not at all'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand ssh" -s t -l tty -d 'Give the command a terminal'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand ssh" -s q -l quiet -d 'Say nothing but errors'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand ssh" -s v -l verbose -d 'Say also what is kept and what each node answers'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand ssh" -s y -l yes -d 'Answer questions that ask for consent with yes'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand ssh" -l no-input -d 'Ask nothing, even on a terminal'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand ssh" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand scp" -s c -l cluster -d 'The cluster that is meant; needed if the store has several' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand scp" -l home -d 'Directory of the store [default: swarmctl in the XDG state directory]' -r -f -a "(__fish_complete_directories)"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand scp" -s o -l output -d 'What stdout is written as' -r -f -a "text\t'For people'
json\t'For programs, with a schemaVersion'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand scp" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that has it, unless `NO_COLOR` is set'
always\t'Even in a pipe'
never\t'Not at all'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand scp" -s r -l recursive -d 'Directories too, with all that is in them'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand scp" -s q -l quiet -d 'Say nothing but errors'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand scp" -s v -l verbose -d 'Say also what is kept and what each node answers'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand scp" -s y -l yes -d 'Answer questions that ask for consent with yes'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand scp" -l no-input -d 'Ask nothing, even on a terminal'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand scp" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand exec" -l role -d 'The nodes of this role, unless nodes are named' -r -f -a "manager\t'Managers'
worker\t'All that are no managers'
discovery\t'Nodes with a Consul server'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand exec" -l timeout -d 'Give up on a step that takes longer on a node, as in `90s` or `5m`' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand exec" -l concurrency -d 'How many nodes are worked on at once' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand exec" -s c -l cluster -d 'The cluster that is meant; needed if the store has several' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand exec" -l home -d 'Directory of the store [default: swarmctl in the XDG state directory]' -r -f -a "(__fish_complete_directories)"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand exec" -s o -l output -d 'What stdout is written as' -r -f -a "text\t'For people'
json\t'For programs, with a schemaVersion'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand exec" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that has it, unless `NO_COLOR` is set'
always\t'Even in a pipe'
never\t'Not at all'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand exec" -s q -l quiet -d 'Say nothing but errors'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand exec" -s v -l verbose -d 'Say also what is kept and what each node answers'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand exec" -s y -l yes -d 'Answer questions that ask for consent with yes'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand exec" -l no-input -d 'Ask nothing, even on a terminal'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand exec" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand logs" -s n -l lines -d 'How many of the last lines' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand logs" -s c -l cluster -d 'The cluster that is meant; needed if the store has several' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand logs" -l home -d 'Directory of the store [default: swarmctl in the XDG state directory]' -r -f -a "(__fish_complete_directories)"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand logs" -s o -l output -d 'What stdout is written as' -r -f -a "text\t'For people'
json\t'For programs, with a schemaVersion'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand logs" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that has it, unless `NO_COLOR` is set'
always\t'Even in a pipe'
never\t'Not at all'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand logs" -s f -l follow -d 'Go on with what comes, until Ctrl-C'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand logs" -l engine -d 'The engine\'s journal on those nodes instead'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand logs" -s q -l quiet -d 'Say nothing but errors'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand logs" -s v -l verbose -d 'Say also what is kept and what each node answers'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand logs" -s y -l yes -d 'Answer questions that ask for consent with yes'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand logs" -l no-input -d 'Ask nothing, even on a terminal'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand logs" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand ip" -s c -l cluster -d 'The cluster that is meant; needed if the store has several' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand ip" -l home -d 'Directory of the store [default: swarmctl in the XDG state directory]' -r -f -a "(__fish_complete_directories)"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand ip" -s o -l output -d 'What stdout is written as' -r -f -a "text\t'For people'
json\t'For programs, with a schemaVersion'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand ip" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that has it, unless `NO_COLOR` is set'
always\t'Even in a pipe'
never\t'Not at all'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand ip" -l advertise -d 'Where the other nodes reach it, not where you do'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand ip" -s q -l quiet -d 'Say nothing but errors'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand ip" -s v -l verbose -d 'Say also what is kept and what each node answers'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand ip" -s y -l yes -d 'Answer questions that ask for consent with yes'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand ip" -l no-input -d 'Ask nothing, even on a terminal'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand ip" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand inspect" -l format -d 'Print this template instead' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand inspect" -s c -l cluster -d 'The cluster that is meant; needed if the store has several' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand inspect" -l home -d 'Directory of the store [default: swarmctl in the XDG state directory]' -r -f -a "(__fish_complete_directories)"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand inspect" -s o -l output -d 'What stdout is written as' -r -f -a "text\t'For people'
json\t'For programs, with a schemaVersion'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand inspect" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that has it, unless `NO_COLOR` is set'
always\t'Even in a pipe'
never\t'Not at all'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand inspect" -s q -l quiet -d 'Say nothing but errors'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand inspect" -s v -l verbose -d 'Say also what is kept and what each node answers'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand inspect" -s y -l yes -d 'Answer questions that ask for consent with yes'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand inspect" -l no-input -d 'Ask nothing, even on a terminal'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand inspect" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand history" -s n -l last -d 'How many of the last runs' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand history" -l run -d 'Show the steps of this run; `last` is the newest' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand history" -s c -l cluster -d 'The cluster that is meant; needed if the store has several' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand history" -l home -d 'Directory of the store [default: swarmctl in the XDG state directory]' -r -f -a "(__fish_complete_directories)"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand history" -s o -l output -d 'What stdout is written as' -r -f -a "text\t'For people'
json\t'For programs, with a schemaVersion'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand history" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that has it, unless `NO_COLOR` is set'
always\t'Even in a pipe'
never\t'Not at all'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand history" -s q -l quiet -d 'Say nothing but errors'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand history" -s v -l verbose -d 'Say also what is kept and what each node answers'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand history" -s y -l yes -d 'Answer questions that ask for consent with yes'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand history" -l no-input -d 'Ask nothing, even on a terminal'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand history" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand clusters; and not __fish_seen_subcommand_from ls use rm help" -s c -l cluster -d 'The cluster that is meant; needed if the store has several' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand clusters; and not __fish_seen_subcommand_from ls use rm help" -l home -d 'Directory of the store [default: swarmctl in the XDG state directory]' -r -f -a "(__fish_complete_directories)"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand clusters; and not __fish_seen_subcommand_from ls use rm help" -s o -l output -d 'What stdout is written as' -r -f -a "text\t'For people'
json\t'For programs, with a schemaVersion'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand clusters; and not __fish_seen_subcommand_from ls use rm help" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that has it, unless `NO_COLOR` is set'
always\t'Even in a pipe'
never\t'Not at all'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand clusters; and not __fish_seen_subcommand_from ls use rm help" -s q -l quiet -d 'Say nothing but errors'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand clusters; and not __fish_seen_subcommand_from ls use rm help" -s v -l verbose -d 'Say also what is kept and what each node answers'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand clusters; and not __fish_seen_subcommand_from ls use rm help" -s y -l yes -d 'Answer questions that ask for consent with yes'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand clusters; and not __fish_seen_subcommand_from ls use rm help" -l no-input -d 'Ask nothing, even on a terminal'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand clusters; and not __fish_seen_subcommand_from ls use rm help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand clusters; and not __fish_seen_subcommand_from ls use rm help" -f -a "ls" -d 'List the clusters of the store, as `swarmctl ls --clusters` does'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand clusters; and not __fish_seen_subcommand_from ls use rm help" -f -a "use" -d 'Choose the cluster that is meant where none is named'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand clusters; and not __fish_seen_subcommand_from ls use rm help" -f -a "rm" -d 'Forget a cluster without touching its hosts'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand clusters; and not __fish_seen_subcommand_from ls use rm help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand clusters; and __fish_seen_subcommand_from ls" -s c -l cluster -d 'The cluster that is meant; needed if the store has several' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand clusters; and __fish_seen_subcommand_from ls" -l home -d 'Directory of the store [default: swarmctl in the XDG state directory]' -r -f -a "(__fish_complete_directories)"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand clusters; and __fish_seen_subcommand_from ls" -s o -l output -d 'What stdout is written as' -r -f -a "text\t'For people'
json\t'For programs, with a schemaVersion'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand clusters; and __fish_seen_subcommand_from ls" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that has it, unless `NO_COLOR` is set'
always\t'Even in a pipe'
never\t'Not at all'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand clusters; and __fish_seen_subcommand_from ls" -s q -l quiet -d 'Say nothing but errors'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand clusters; and __fish_seen_subcommand_from ls" -s v -l verbose -d 'Say also what is kept and what each node answers'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand clusters; and __fish_seen_subcommand_from ls" -s y -l yes -d 'Answer questions that ask for consent with yes'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand clusters; and __fish_seen_subcommand_from ls" -l no-input -d 'Ask nothing, even on a terminal'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand clusters; and __fish_seen_subcommand_from ls" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand clusters; and __fish_seen_subcommand_from use" -s c -l cluster -d 'The cluster that is meant; needed if the store has several' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand clusters; and __fish_seen_subcommand_from use" -l home -d 'Directory of the store [default: swarmctl in the XDG state directory]' -r -f -a "(__fish_complete_directories)"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand clusters; and __fish_seen_subcommand_from use" -s o -l output -d 'What stdout is written as' -r -f -a "text\t'For people'
json\t'For programs, with a schemaVersion'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand clusters; and __fish_seen_subcommand_from use" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that has it, unless `NO_COLOR` is set'
always\t'Even in a pipe'
never\t'Not at all'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand clusters; and __fish_seen_subcommand_from use" -l none -d 'Choose none'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand clusters; and __fish_seen_subcommand_from use" -s q -l quiet -d 'Say nothing but errors'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand clusters; and __fish_seen_subcommand_from use" -s v -l verbose -d 'Say also what is kept and what each node answers'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand clusters; and __fish_seen_subcommand_from use" -s y -l yes -d 'Answer questions that ask for consent with yes'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand clusters; and __fish_seen_subcommand_from use" -l no-input -d 'Ask nothing, even on a terminal'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand clusters; and __fish_seen_subcommand_from use" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand clusters; and __fish_seen_subcommand_from rm" -s c -l cluster -d 'The cluster that is meant; needed if the store has several' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand clusters; and __fish_seen_subcommand_from rm" -l home -d 'Directory of the store [default: swarmctl in the XDG state directory]' -r -f -a "(__fish_complete_directories)"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand clusters; and __fish_seen_subcommand_from rm" -s o -l output -d 'What stdout is written as' -r -f -a "text\t'For people'
json\t'For programs, with a schemaVersion'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand clusters; and __fish_seen_subcommand_from rm" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that has it, unless `NO_COLOR` is set'
always\t'Even in a pipe'
never\t'Not at all'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand clusters; and __fish_seen_subcommand_from rm" -s q -l quiet -d 'Say nothing but errors'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand clusters; and __fish_seen_subcommand_from rm" -s v -l verbose -d 'Say also what is kept and what each node answers'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand clusters; and __fish_seen_subcommand_from rm" -s y -l yes -d 'Answer questions that ask for consent with yes'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand clusters; and __fish_seen_subcommand_from rm" -l no-input -d 'Ask nothing, even on a terminal'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand clusters; and __fish_seen_subcommand_from rm" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand clusters; and __fish_seen_subcommand_from help" -f -a "ls" -d 'List the clusters of the store, as `swarmctl ls --clusters` does'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand clusters; and __fish_seen_subcommand_from help" -f -a "use" -d 'Choose the cluster that is meant where none is named'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand clusters; and __fish_seen_subcommand_from help" -f -a "rm" -d 'Forget a cluster without touching its hosts'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand clusters; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and not __fish_seen_subcommand_from ls show check rotate rotate-ca san issue export sign ca help" -s c -l cluster -d 'The cluster that is meant; needed if the store has several' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and not __fish_seen_subcommand_from ls show check rotate rotate-ca san issue export sign ca help" -l home -d 'Directory of the store [default: swarmctl in the XDG state directory]' -r -f -a "(__fish_complete_directories)"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and not __fish_seen_subcommand_from ls show check rotate rotate-ca san issue export sign ca help" -s o -l output -d 'What stdout is written as' -r -f -a "text\t'For people'
json\t'For programs, with a schemaVersion'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and not __fish_seen_subcommand_from ls show check rotate rotate-ca san issue export sign ca help" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that has it, unless `NO_COLOR` is set'
always\t'Even in a pipe'
never\t'Not at all'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and not __fish_seen_subcommand_from ls show check rotate rotate-ca san issue export sign ca help" -s q -l quiet -d 'Say nothing but errors'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and not __fish_seen_subcommand_from ls show check rotate rotate-ca san issue export sign ca help" -s v -l verbose -d 'Say also what is kept and what each node answers'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and not __fish_seen_subcommand_from ls show check rotate rotate-ca san issue export sign ca help" -s y -l yes -d 'Answer questions that ask for consent with yes'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and not __fish_seen_subcommand_from ls show check rotate rotate-ca san issue export sign ca help" -l no-input -d 'Ask nothing, even on a terminal'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and not __fish_seen_subcommand_from ls show check rotate rotate-ca san issue export sign ca help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and not __fish_seen_subcommand_from ls show check rotate rotate-ca san issue export sign ca help" -f -a "ls" -d 'List the cluster\'s certificates, each where it lives'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and not __fish_seen_subcommand_from ls show check rotate rotate-ca san issue export sign ca help" -f -a "show" -d 'Show a certificate in full, or each of a bundle'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and not __fish_seen_subcommand_from ls show check rotate rotate-ca san issue export sign ca help" -f -a "check" -d 'See whether certificates end soon'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and not __fish_seen_subcommand_from ls show check rotate rotate-ca san issue export sign ca help" -f -a "rotate" -d 'Issue the nodes\' certificates anew, on a cluster that goes on working'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and not __fish_seen_subcommand_from ls show check rotate rotate-ca san issue export sign ca help" -f -a "rotate-ca" -d 'Give the cluster another CA, on a cluster that goes on working'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and not __fish_seen_subcommand_from ls show check rotate rotate-ca san issue export sign ca help" -f -a "san" -d 'Change the names and addresses that a node\'s certificate is valid for'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and not __fish_seen_subcommand_from ls show check rotate rotate-ca san issue export sign ca help" -f -a "issue" -d 'Issue a certificate for a person or a job'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and not __fish_seen_subcommand_from ls show check rotate rotate-ca san issue export sign ca help" -f -a "export" -d 'Copy a client\'s certificate, its key and the CA out of the store'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and not __fish_seen_subcommand_from ls show check rotate rotate-ca san issue export sign ca help" -f -a "sign" -d 'Sign a certificate for a key that was made elsewhere'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and not __fish_seen_subcommand_from ls show check rotate rotate-ca san issue export sign ca help" -f -a "ca" -d 'Bring a CA of your own, take the key away, or put it under a passphrase'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and not __fish_seen_subcommand_from ls show check rotate rotate-ca san issue export sign ca help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from ls" -s c -l cluster -d 'The cluster that is meant; needed if the store has several' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from ls" -l home -d 'Directory of the store [default: swarmctl in the XDG state directory]' -r -f -a "(__fish_complete_directories)"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from ls" -s o -l output -d 'What stdout is written as' -r -f -a "text\t'For people'
json\t'For programs, with a schemaVersion'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from ls" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that has it, unless `NO_COLOR` is set'
always\t'Even in a pipe'
never\t'Not at all'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from ls" -s q -l quiet -d 'Say nothing but errors'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from ls" -s v -l verbose -d 'Say also what is kept and what each node answers'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from ls" -s y -l yes -d 'Answer questions that ask for consent with yes'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from ls" -l no-input -d 'Ask nothing, even on a terminal'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from ls" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from show" -s c -l cluster -d 'The cluster that is meant; needed if the store has several' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from show" -l home -d 'Directory of the store [default: swarmctl in the XDG state directory]' -r -f -a "(__fish_complete_directories)"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from show" -s o -l output -d 'What stdout is written as' -r -f -a "text\t'For people'
json\t'For programs, with a schemaVersion'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from show" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that has it, unless `NO_COLOR` is set'
always\t'Even in a pipe'
never\t'Not at all'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from show" -l pem -d 'Print the certificates as PEM'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say nothing but errors'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say also what is kept and what each node answers'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from show" -s y -l yes -d 'Answer questions that ask for consent with yes'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from show" -l no-input -d 'Ask nothing, even on a terminal'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from check" -l within -d 'Only certificates that end within this time, as in `30d`' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from check" -s c -l cluster -d 'The cluster that is meant; needed if the store has several' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from check" -l home -d 'Directory of the store [default: swarmctl in the XDG state directory]' -r -f -a "(__fish_complete_directories)"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from check" -s o -l output -d 'What stdout is written as' -r -f -a "text\t'For people'
json\t'For programs, with a schemaVersion'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from check" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that has it, unless `NO_COLOR` is set'
always\t'Even in a pipe'
never\t'Not at all'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from check" -s q -l quiet -d 'Say nothing but errors'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from check" -s v -l verbose -d 'Say also what is kept and what each node answers'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from check" -s y -l yes -d 'Answer questions that ask for consent with yes'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from check" -l no-input -d 'Ask nothing, even on a terminal'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from rotate" -l older-than -d 'Only certificates that were issued longer ago, as in `90d`' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from rotate" -l within -d 'Only certificates that end within this time, as in `30d`' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from rotate" -l parallel -d 'How many workers at once; managers and discovery nodes always come one by one' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from rotate" -l timeout -d 'Give up on a step that takes longer on a node, as in `90s` or `5m`' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from rotate" -l ca-key -d 'The CA\'s key, where it is not in the store or cannot be opened there' -r -F
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from rotate" -l ca-passphrase-file -d 'File whose first line is the passphrase of the CA\'s key' -r -F
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from rotate" -l ca-passphrase-command -d 'Command that prints the passphrase, if no file is named; `sh -c` runs it' -r -f -a "(__fish_complete_command)"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from rotate" -s c -l cluster -d 'The cluster that is meant; needed if the store has several' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from rotate" -l home -d 'Directory of the store [default: swarmctl in the XDG state directory]' -r -f -a "(__fish_complete_directories)"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from rotate" -s o -l output -d 'What stdout is written as' -r -f -a "text\t'For people'
json\t'For programs, with a schemaVersion'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from rotate" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that has it, unless `NO_COLOR` is set'
always\t'Even in a pipe'
never\t'Not at all'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from rotate" -l dry-run -d 'Show the plan and change nothing'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from rotate" -s q -l quiet -d 'Say nothing but errors'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from rotate" -s v -l verbose -d 'Say also what is kept and what each node answers'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from rotate" -s y -l yes -d 'Answer questions that ask for consent with yes'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from rotate" -l no-input -d 'Ask nothing, even on a terminal'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from rotate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from rotate-ca" -l parallel -d 'How many workers at once; managers and discovery nodes always come one by one' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from rotate-ca" -l timeout -d 'Give up on a step that takes longer on a node, as in `90s` or `5m`' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from rotate-ca" -l ca-key -d 'The CA\'s key, where it is not in the store or cannot be opened there' -r -F
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from rotate-ca" -l ca-passphrase-file -d 'File whose first line is the passphrase of the CA\'s key' -r -F
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from rotate-ca" -l ca-passphrase-command -d 'Command that prints the passphrase, if no file is named; `sh -c` runs it' -r -f -a "(__fish_complete_command)"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from rotate-ca" -s c -l cluster -d 'The cluster that is meant; needed if the store has several' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from rotate-ca" -l home -d 'Directory of the store [default: swarmctl in the XDG state directory]' -r -f -a "(__fish_complete_directories)"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from rotate-ca" -s o -l output -d 'What stdout is written as' -r -f -a "text\t'For people'
json\t'For programs, with a schemaVersion'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from rotate-ca" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that has it, unless `NO_COLOR` is set'
always\t'Even in a pipe'
never\t'Not at all'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from rotate-ca" -l status -d 'Say how far it is'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from rotate-ca" -l resume -d 'Go on with a change of CAs that is under way, and begin none'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from rotate-ca" -l abort -d 'Go back to the former CA'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from rotate-ca" -l now -d 'Trust the new CA alone at once: certificates of the former one are refused from then on, and managers do not answer while it changes'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from rotate-ca" -l dry-run -d 'Show the plan and change nothing'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from rotate-ca" -s q -l quiet -d 'Say nothing but errors'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from rotate-ca" -s v -l verbose -d 'Say also what is kept and what each node answers'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from rotate-ca" -s y -l yes -d 'Answer questions that ask for consent with yes'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from rotate-ca" -l no-input -d 'Ask nothing, even on a terminal'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from rotate-ca" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from san" -s c -l cluster -d 'The cluster that is meant; needed if the store has several' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from san" -l home -d 'Directory of the store [default: swarmctl in the XDG state directory]' -r -f -a "(__fish_complete_directories)"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from san" -s o -l output -d 'What stdout is written as' -r -f -a "text\t'For people'
json\t'For programs, with a schemaVersion'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from san" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that has it, unless `NO_COLOR` is set'
always\t'Even in a pipe'
never\t'Not at all'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from san" -s q -l quiet -d 'Say nothing but errors'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from san" -s v -l verbose -d 'Say also what is kept and what each node answers'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from san" -s y -l yes -d 'Answer questions that ask for consent with yes'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from san" -l no-input -d 'Ask nothing, even on a terminal'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from san" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from san" -f -a "add" -d 'Add names or addresses, and issue the certificate anew'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from san" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from issue" -l ttl -d 'How long it is valid, as in `30d` or `720h` [default: as long as the nodes\' certificates]' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from issue" -l to -d 'Also write `ca.pem`, `cert.pem` and `key.pem` into this directory' -r -f -a "(__fish_complete_directories)"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from issue" -l ca-key -d 'The CA\'s key, where it is not in the store or cannot be opened there' -r -F
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from issue" -l ca-passphrase-file -d 'File whose first line is the passphrase of the CA\'s key' -r -F
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from issue" -l ca-passphrase-command -d 'Command that prints the passphrase, if no file is named; `sh -c` runs it' -r -f -a "(__fish_complete_command)"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from issue" -s c -l cluster -d 'The cluster that is meant; needed if the store has several' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from issue" -l home -d 'Directory of the store [default: swarmctl in the XDG state directory]' -r -f -a "(__fish_complete_directories)"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from issue" -s o -l output -d 'What stdout is written as' -r -f -a "text\t'For people'
json\t'For programs, with a schemaVersion'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from issue" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that has it, unless `NO_COLOR` is set'
always\t'Even in a pipe'
never\t'Not at all'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from issue" -s q -l quiet -d 'Say nothing but errors'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from issue" -s v -l verbose -d 'Say also what is kept and what each node answers'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from issue" -s y -l yes -d 'Answer questions that ask for consent with yes'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from issue" -l no-input -d 'Ask nothing, even on a terminal'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from issue" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from export" -l to -d 'The directory; `-` is standard output, which gets a tar archive' -r -f -a "(__fish_complete_directories)"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from export" -l docker-context -d 'Make a context of the docker client\'s, in DOCKER_CONFIG or ~/.docker [default name: the cluster\'s]' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from export" -s c -l cluster -d 'The cluster that is meant; needed if the store has several' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from export" -l home -d 'Directory of the store [default: swarmctl in the XDG state directory]' -r -f -a "(__fish_complete_directories)"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from export" -s o -l output -d 'What stdout is written as' -r -f -a "text\t'For people'
json\t'For programs, with a schemaVersion'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from export" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that has it, unless `NO_COLOR` is set'
always\t'Even in a pipe'
never\t'Not at all'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from export" -s f -l force -d 'Overwrite what is there and is no earlier export'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from export" -s q -l quiet -d 'Say nothing but errors'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from export" -s v -l verbose -d 'Say also what is kept and what each node answers'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from export" -s y -l yes -d 'Answer questions that ask for consent with yes'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from export" -l no-input -d 'Ask nothing, even on a terminal'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from sign" -l csr -d 'The certificate request; `-` is standard input' -r -F
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from sign" -l as -d 'The name in the certificate [default: the request\'s common name]' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from sign" -l ttl -d 'How long it is valid, as in `30d` or `720h` [default: as long as the nodes\' certificates]' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from sign" -l to -d 'Where the certificate goes; `-` is standard output' -r -F
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from sign" -l ca-key -d 'The CA\'s key, where it is not in the store or cannot be opened there' -r -F
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from sign" -l ca-passphrase-file -d 'File whose first line is the passphrase of the CA\'s key' -r -F
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from sign" -l ca-passphrase-command -d 'Command that prints the passphrase, if no file is named; `sh -c` runs it' -r -f -a "(__fish_complete_command)"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from sign" -s c -l cluster -d 'The cluster that is meant; needed if the store has several' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from sign" -l home -d 'Directory of the store [default: swarmctl in the XDG state directory]' -r -f -a "(__fish_complete_directories)"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from sign" -s o -l output -d 'What stdout is written as' -r -f -a "text\t'For people'
json\t'For programs, with a schemaVersion'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from sign" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that has it, unless `NO_COLOR` is set'
always\t'Even in a pipe'
never\t'Not at all'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from sign" -l server -d 'Make it good for servers too, under the names that the request has'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from sign" -s q -l quiet -d 'Say nothing but errors'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from sign" -s v -l verbose -d 'Say also what is kept and what each node answers'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from sign" -s y -l yes -d 'Answer questions that ask for consent with yes'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from sign" -l no-input -d 'Ask nothing, even on a terminal'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from sign" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from ca" -s c -l cluster -d 'The cluster that is meant; needed if the store has several' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from ca" -l home -d 'Directory of the store [default: swarmctl in the XDG state directory]' -r -f -a "(__fish_complete_directories)"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from ca" -s o -l output -d 'What stdout is written as' -r -f -a "text\t'For people'
json\t'For programs, with a schemaVersion'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from ca" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that has it, unless `NO_COLOR` is set'
always\t'Even in a pipe'
never\t'Not at all'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from ca" -s q -l quiet -d 'Say nothing but errors'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from ca" -s v -l verbose -d 'Say also what is kept and what each node answers'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from ca" -s y -l yes -d 'Answer questions that ask for consent with yes'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from ca" -l no-input -d 'Ask nothing, even on a terminal'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from ca" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from ca" -f -a "import" -d 'Bring a CA that was made elsewhere'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from ca" -f -a "export" -d 'Copy the CA out of the store'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from ca" -f -a "passphrase" -d 'Put the CA\'s key under a passphrase, change that, or remove it'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from ca" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from help" -f -a "ls" -d 'List the cluster\'s certificates, each where it lives'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show a certificate in full, or each of a bundle'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from help" -f -a "check" -d 'See whether certificates end soon'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from help" -f -a "rotate" -d 'Issue the nodes\' certificates anew, on a cluster that goes on working'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from help" -f -a "rotate-ca" -d 'Give the cluster another CA, on a cluster that goes on working'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from help" -f -a "san" -d 'Change the names and addresses that a node\'s certificate is valid for'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from help" -f -a "issue" -d 'Issue a certificate for a person or a job'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from help" -f -a "export" -d 'Copy a client\'s certificate, its key and the CA out of the store'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from help" -f -a "sign" -d 'Sign a certificate for a key that was made elsewhere'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from help" -f -a "ca" -d 'Bring a CA of your own, take the key away, or put it under a passphrase'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand certs; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand failover" -l to -d 'The manager that is to be the primary [default: whichever takes over]' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand failover" -l timeout -d 'Give up on a step that takes longer on a node, as in `90s` or `5m`' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand failover" -s c -l cluster -d 'The cluster that is meant; needed if the store has several' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand failover" -l home -d 'Directory of the store [default: swarmctl in the XDG state directory]' -r -f -a "(__fish_complete_directories)"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand failover" -s o -l output -d 'What stdout is written as' -r -f -a "text\t'For people'
json\t'For programs, with a schemaVersion'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand failover" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that has it, unless `NO_COLOR` is set'
always\t'Even in a pipe'
never\t'Not at all'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand failover" -l dry-run -d 'Show the plan and change nothing'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand failover" -s q -l quiet -d 'Say nothing but errors'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand failover" -s v -l verbose -d 'Say also what is kept and what each node answers'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand failover" -s y -l yes -d 'Answer questions that ask for consent with yes'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand failover" -l no-input -d 'Ask nothing, even on a terminal'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand failover" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand migrate" -l to -d 'Who is to schedule: `swarm-mode`' -r -f -a "swarm-mode\t''"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand migrate" -l timeout -d 'Give up on a step that takes longer on a node, as in `90s` or `5m`' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand migrate" -s c -l cluster -d 'The cluster that is meant; needed if the store has several' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand migrate" -l home -d 'Directory of the store [default: swarmctl in the XDG state directory]' -r -f -a "(__fish_complete_directories)"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand migrate" -s o -l output -d 'What stdout is written as' -r -f -a "text\t'For people'
json\t'For programs, with a schemaVersion'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand migrate" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that has it, unless `NO_COLOR` is set'
always\t'Even in a pipe'
never\t'Not at all'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand migrate" -l finish -d 'Take away what standalone needs, once all nodes are in the swarm; with `--to`, in the same run'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand migrate" -l back -d 'Leave the swarm again: the cluster is standalone as before'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand migrate" -l dry-run -d 'Show the plan and change nothing'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand migrate" -s q -l quiet -d 'Say nothing but errors'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand migrate" -s v -l verbose -d 'Say also what is kept and what each node answers'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand migrate" -s y -l yes -d 'Answer questions that ask for consent with yes'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand migrate" -l no-input -d 'Ask nothing, even on a terminal'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand migrate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand unlock-key" -l timeout -d 'Give up on a step that takes longer on a node, as in `90s` or `5m`' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand unlock-key" -l ca-passphrase-file -d 'File whose first line is the passphrase of the CA\'s key' -r -F
complete -c swarmctl -n "__fish_swarmctl_using_subcommand unlock-key" -l ca-passphrase-command -d 'Command that prints the passphrase, if no file is named; `sh -c` runs it' -r -f -a "(__fish_complete_command)"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand unlock-key" -s c -l cluster -d 'The cluster that is meant; needed if the store has several' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand unlock-key" -l home -d 'Directory of the store [default: swarmctl in the XDG state directory]' -r -f -a "(__fish_complete_directories)"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand unlock-key" -s o -l output -d 'What stdout is written as' -r -f -a "text\t'For people'
json\t'For programs, with a schemaVersion'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand unlock-key" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that has it, unless `NO_COLOR` is set'
always\t'Even in a pipe'
never\t'Not at all'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand unlock-key" -l rotate -d 'Let the swarm have another key first'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand unlock-key" -s q -l quiet -d 'Say nothing but errors'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand unlock-key" -s v -l verbose -d 'Say also what is kept and what each node answers'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand unlock-key" -s y -l yes -d 'Answer questions that ask for consent with yes'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand unlock-key" -l no-input -d 'Ask nothing, even on a terminal'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand unlock-key" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand destroy" -l concurrency -d 'How many nodes are worked on at once' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand destroy" -s c -l cluster -d 'The cluster that is meant; needed if the store has several' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand destroy" -l home -d 'Directory of the store [default: swarmctl in the XDG state directory]' -r -f -a "(__fish_complete_directories)"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand destroy" -s o -l output -d 'What stdout is written as' -r -f -a "text\t'For people'
json\t'For programs, with a schemaVersion'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand destroy" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that has it, unless `NO_COLOR` is set'
always\t'Even in a pipe'
never\t'Not at all'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand destroy" -l dry-run -d 'Show the plan and change nothing'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand destroy" -s f -l force -d 'Take the cluster away even if nodes cannot be reached; what is on those stays there'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand destroy" -s q -l quiet -d 'Say nothing but errors'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand destroy" -s v -l verbose -d 'Say also what is kept and what each node answers'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand destroy" -s y -l yes -d 'Answer questions that ask for consent with yes'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand destroy" -l no-input -d 'Ask nothing, even on a terminal'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand destroy" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand doctor" -l bundle -d 'Write an archive for a bug report too: versions, what `verify` finds, specs, records and journals, without keys, tokens and passwords' -r -F
complete -c swarmctl -n "__fish_swarmctl_using_subcommand doctor" -s c -l cluster -d 'The cluster that is meant; needed if the store has several' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand doctor" -l home -d 'Directory of the store [default: swarmctl in the XDG state directory]' -r -f -a "(__fish_complete_directories)"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand doctor" -s o -l output -d 'What stdout is written as' -r -f -a "text\t'For people'
json\t'For programs, with a schemaVersion'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand doctor" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that has it, unless `NO_COLOR` is set'
always\t'Even in a pipe'
never\t'Not at all'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand doctor" -s q -l quiet -d 'Say nothing but errors'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand doctor" -s v -l verbose -d 'Say also what is kept and what each node answers'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand doctor" -s y -l yes -d 'Answer questions that ask for consent with yes'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand doctor" -l no-input -d 'Ask nothing, even on a terminal'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand doctor" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand config; and not __fish_seen_subcommand_from example validate schema help" -s c -l cluster -d 'The cluster that is meant; needed if the store has several' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand config; and not __fish_seen_subcommand_from example validate schema help" -l home -d 'Directory of the store [default: swarmctl in the XDG state directory]' -r -f -a "(__fish_complete_directories)"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand config; and not __fish_seen_subcommand_from example validate schema help" -s o -l output -d 'What stdout is written as' -r -f -a "text\t'For people'
json\t'For programs, with a schemaVersion'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand config; and not __fish_seen_subcommand_from example validate schema help" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that has it, unless `NO_COLOR` is set'
always\t'Even in a pipe'
never\t'Not at all'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand config; and not __fish_seen_subcommand_from example validate schema help" -s q -l quiet -d 'Say nothing but errors'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand config; and not __fish_seen_subcommand_from example validate schema help" -s v -l verbose -d 'Say also what is kept and what each node answers'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand config; and not __fish_seen_subcommand_from example validate schema help" -s y -l yes -d 'Answer questions that ask for consent with yes'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand config; and not __fish_seen_subcommand_from example validate schema help" -l no-input -d 'Ask nothing, even on a terminal'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand config; and not __fish_seen_subcommand_from example validate schema help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand config; and not __fish_seen_subcommand_from example validate schema help" -f -a "example" -d 'Print a commented spec to begin with'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand config; and not __fish_seen_subcommand_from example validate schema help" -f -a "validate" -d 'Check a spec without reaching any node'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand config; and not __fish_seen_subcommand_from example validate schema help" -f -a "schema" -d 'Print the JSON Schema of a spec, for editors'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand config; and not __fish_seen_subcommand_from example validate schema help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand config; and __fish_seen_subcommand_from example" -l orchestrator -d 'The orchestrator to show' -r -f -a "standalone\t''
swarm-mode\t''"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand config; and __fish_seen_subcommand_from example" -s c -l cluster -d 'The cluster that is meant; needed if the store has several' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand config; and __fish_seen_subcommand_from example" -l home -d 'Directory of the store [default: swarmctl in the XDG state directory]' -r -f -a "(__fish_complete_directories)"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand config; and __fish_seen_subcommand_from example" -s o -l output -d 'What stdout is written as' -r -f -a "text\t'For people'
json\t'For programs, with a schemaVersion'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand config; and __fish_seen_subcommand_from example" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that has it, unless `NO_COLOR` is set'
always\t'Even in a pipe'
never\t'Not at all'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand config; and __fish_seen_subcommand_from example" -s q -l quiet -d 'Say nothing but errors'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand config; and __fish_seen_subcommand_from example" -s v -l verbose -d 'Say also what is kept and what each node answers'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand config; and __fish_seen_subcommand_from example" -s y -l yes -d 'Answer questions that ask for consent with yes'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand config; and __fish_seen_subcommand_from example" -l no-input -d 'Ask nothing, even on a terminal'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand config; and __fish_seen_subcommand_from example" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand config; and __fish_seen_subcommand_from validate" -s f -l file -d 'The spec; `-` is standard input' -r -F
complete -c swarmctl -n "__fish_swarmctl_using_subcommand config; and __fish_seen_subcommand_from validate" -s c -l cluster -d 'The cluster that is meant; needed if the store has several' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand config; and __fish_seen_subcommand_from validate" -l home -d 'Directory of the store [default: swarmctl in the XDG state directory]' -r -f -a "(__fish_complete_directories)"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand config; and __fish_seen_subcommand_from validate" -s o -l output -d 'What stdout is written as' -r -f -a "text\t'For people'
json\t'For programs, with a schemaVersion'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand config; and __fish_seen_subcommand_from validate" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that has it, unless `NO_COLOR` is set'
always\t'Even in a pipe'
never\t'Not at all'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand config; and __fish_seen_subcommand_from validate" -s q -l quiet -d 'Say nothing but errors'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand config; and __fish_seen_subcommand_from validate" -s v -l verbose -d 'Say also what is kept and what each node answers'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand config; and __fish_seen_subcommand_from validate" -s y -l yes -d 'Answer questions that ask for consent with yes'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand config; and __fish_seen_subcommand_from validate" -l no-input -d 'Ask nothing, even on a terminal'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand config; and __fish_seen_subcommand_from validate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand config; and __fish_seen_subcommand_from schema" -s c -l cluster -d 'The cluster that is meant; needed if the store has several' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand config; and __fish_seen_subcommand_from schema" -l home -d 'Directory of the store [default: swarmctl in the XDG state directory]' -r -f -a "(__fish_complete_directories)"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand config; and __fish_seen_subcommand_from schema" -s o -l output -d 'What stdout is written as' -r -f -a "text\t'For people'
json\t'For programs, with a schemaVersion'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand config; and __fish_seen_subcommand_from schema" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that has it, unless `NO_COLOR` is set'
always\t'Even in a pipe'
never\t'Not at all'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand config; and __fish_seen_subcommand_from schema" -s q -l quiet -d 'Say nothing but errors'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand config; and __fish_seen_subcommand_from schema" -s v -l verbose -d 'Say also what is kept and what each node answers'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand config; and __fish_seen_subcommand_from schema" -s y -l yes -d 'Answer questions that ask for consent with yes'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand config; and __fish_seen_subcommand_from schema" -l no-input -d 'Ask nothing, even on a terminal'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand config; and __fish_seen_subcommand_from schema" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "example" -d 'Print a commented spec to begin with'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "validate" -d 'Check a spec without reaching any node'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "schema" -d 'Print the JSON Schema of a spec, for editors'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand completions" -s c -l cluster -d 'The cluster that is meant; needed if the store has several' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand completions" -l home -d 'Directory of the store [default: swarmctl in the XDG state directory]' -r -f -a "(__fish_complete_directories)"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand completions" -s o -l output -d 'What stdout is written as' -r -f -a "text\t'For people'
json\t'For programs, with a schemaVersion'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand completions" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that has it, unless `NO_COLOR` is set'
always\t'Even in a pipe'
never\t'Not at all'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand completions" -s q -l quiet -d 'Say nothing but errors'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand completions" -s v -l verbose -d 'Say also what is kept and what each node answers'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand completions" -s y -l yes -d 'Answer questions that ask for consent with yes'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand completions" -l no-input -d 'Ask nothing, even on a terminal'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand completions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand man" -l to -d 'Write the pages of all commands into this directory' -r -f -a "(__fish_complete_directories)"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand man" -s c -l cluster -d 'The cluster that is meant; needed if the store has several' -r
complete -c swarmctl -n "__fish_swarmctl_using_subcommand man" -l home -d 'Directory of the store [default: swarmctl in the XDG state directory]' -r -f -a "(__fish_complete_directories)"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand man" -s o -l output -d 'What stdout is written as' -r -f -a "text\t'For people'
json\t'For programs, with a schemaVersion'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand man" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that has it, unless `NO_COLOR` is set'
always\t'Even in a pipe'
never\t'Not at all'"
complete -c swarmctl -n "__fish_swarmctl_using_subcommand man" -s q -l quiet -d 'Say nothing but errors'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand man" -s v -l verbose -d 'Say also what is kept and what each node answers'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand man" -s y -l yes -d 'Answer questions that ask for consent with yes'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand man" -l no-input -d 'Ask nothing, even on a terminal'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand man" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand help; and not __fish_seen_subcommand_from init plan apply add-node remove-node promote demote verify version ps ls env docker context ssh scp exec logs ip inspect history clusters certs failover migrate unlock-key destroy doctor config completions man help" -f -a "init" -d 'Bring a cluster about, or bring it back to its spec'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand help; and not __fish_seen_subcommand_from init plan apply add-node remove-node promote demote verify version ps ls env docker context ssh scp exec logs ip inspect history clusters certs failover migrate unlock-key destroy doctor config completions man help" -f -a "plan" -d 'Show the difference between a cluster\'s spec and what is there'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand help; and not __fish_seen_subcommand_from init plan apply add-node remove-node promote demote verify version ps ls env docker context ssh scp exec logs ip inspect history clusters certs failover migrate unlock-key destroy doctor config completions man help" -f -a "apply" -d 'Bring a cluster that exists to its spec'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand help; and not __fish_seen_subcommand_from init plan apply add-node remove-node promote demote verify version ps ls env docker context ssh scp exec logs ip inspect history clusters certs failover migrate unlock-key destroy doctor config completions man help" -f -a "add-node" -d 'Add nodes to a cluster, several at once'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand help; and not __fish_seen_subcommand_from init plan apply add-node remove-node promote demote verify version ps ls env docker context ssh scp exec logs ip inspect history clusters certs failover migrate unlock-key destroy doctor config completions man help" -f -a "remove-node" -d 'Take nodes out of a cluster, and put their hosts back as they were found'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand help; and not __fish_seen_subcommand_from init plan apply add-node remove-node promote demote verify version ps ls env docker context ssh scp exec logs ip inspect history clusters certs failover migrate unlock-key destroy doctor config completions man help" -f -a "promote" -d 'Make a node a manager'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand help; and not __fish_seen_subcommand_from init plan apply add-node remove-node promote demote verify version ps ls env docker context ssh scp exec logs ip inspect history clusters certs failover migrate unlock-key destroy doctor config completions man help" -f -a "demote" -d 'Let a manager be a worker'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand help; and not __fish_seen_subcommand_from init plan apply add-node remove-node promote demote verify version ps ls env docker context ssh scp exec logs ip inspect history clusters certs failover migrate unlock-key destroy doctor config completions man help" -f -a "verify" -d 'Check a cluster'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand help; and not __fish_seen_subcommand_from init plan apply add-node remove-node promote demote verify version ps ls env docker context ssh scp exec logs ip inspect history clusters certs failover migrate unlock-key destroy doctor config completions man help" -f -a "version" -d 'Show the versions of swarmctl and of every manager'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand help; and not __fish_seen_subcommand_from init plan apply add-node remove-node promote demote verify version ps ls env docker context ssh scp exec logs ip inspect history clusters certs failover migrate unlock-key destroy doctor config completions man help" -f -a "ps" -d 'List containers with the node each runs on'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand help; and not __fish_seen_subcommand_from init plan apply add-node remove-node promote demote verify version ps ls env docker context ssh scp exec logs ip inspect history clusters certs failover migrate unlock-key destroy doctor config completions man help" -f -a "ls" -d 'List the cluster\'s nodes, with their roles and their state'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand help; and not __fish_seen_subcommand_from init plan apply add-node remove-node promote demote verify version ps ls env docker context ssh scp exec logs ip inspect history clusters certs failover migrate unlock-key destroy doctor config completions man help" -f -a "env" -d 'Print the variables that make the docker client talk to the cluster'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand help; and not __fish_seen_subcommand_from init plan apply add-node remove-node promote demote verify version ps ls env docker context ssh scp exec logs ip inspect history clusters certs failover migrate unlock-key destroy doctor config completions man help" -f -a "docker" -d 'Run the docker client against the cluster, or one of its engines'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand help; and not __fish_seen_subcommand_from init plan apply add-node remove-node promote demote verify version ps ls env docker context ssh scp exec logs ip inspect history clusters certs failover migrate unlock-key destroy doctor config completions man help" -f -a "context" -d 'Make and remove contexts of the docker client\'s'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand help; and not __fish_seen_subcommand_from init plan apply add-node remove-node promote demote verify version ps ls env docker context ssh scp exec logs ip inspect history clusters certs failover migrate unlock-key destroy doctor config completions man help" -f -a "ssh" -d 'Log in to a node, or run a command there'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand help; and not __fish_seen_subcommand_from init plan apply add-node remove-node promote demote verify version ps ls env docker context ssh scp exec logs ip inspect history clusters certs failover migrate unlock-key destroy doctor config completions man help" -f -a "scp" -d 'Copy files to a node or from it'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand help; and not __fish_seen_subcommand_from init plan apply add-node remove-node promote demote verify version ps ls env docker context ssh scp exec logs ip inspect history clusters certs failover migrate unlock-key destroy doctor config completions man help" -f -a "exec" -d 'Run a command on many nodes at once'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand help; and not __fish_seen_subcommand_from init plan apply add-node remove-node promote demote verify version ps ls env docker context ssh scp exec logs ip inspect history clusters certs failover migrate unlock-key destroy doctor config completions man help" -f -a "logs" -d 'Show what swarmctl\'s own containers say, or an engine\'s journal'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand help; and not __fish_seen_subcommand_from init plan apply add-node remove-node promote demote verify version ps ls env docker context ssh scp exec logs ip inspect history clusters certs failover migrate unlock-key destroy doctor config completions man help" -f -a "ip" -d 'Print a node\'s address'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand help; and not __fish_seen_subcommand_from init plan apply add-node remove-node promote demote verify version ps ls env docker context ssh scp exec logs ip inspect history clusters certs failover migrate unlock-key destroy doctor config completions man help" -f -a "inspect" -d 'Show all that the store knows of the cluster or of a node, as one JSON document'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand help; and not __fish_seen_subcommand_from init plan apply add-node remove-node promote demote verify version ps ls env docker context ssh scp exec logs ip inspect history clusters certs failover migrate unlock-key destroy doctor config completions man help" -f -a "history" -d 'Show what runs did: who, when, on which nodes, with what outcome'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand help; and not __fish_seen_subcommand_from init plan apply add-node remove-node promote demote verify version ps ls env docker context ssh scp exec logs ip inspect history clusters certs failover migrate unlock-key destroy doctor config completions man help" -f -a "clusters" -d 'List, choose and forget clusters of the store'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand help; and not __fish_seen_subcommand_from init plan apply add-node remove-node promote demote verify version ps ls env docker context ssh scp exec logs ip inspect history clusters certs failover migrate unlock-key destroy doctor config completions man help" -f -a "certs" -d 'List, renew and issue certificates, and keep the CA'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand help; and not __fish_seen_subcommand_from init plan apply add-node remove-node promote demote verify version ps ls env docker context ssh scp exec logs ip inspect history clusters certs failover migrate unlock-key destroy doctor config completions man help" -f -a "failover" -d 'Let another manager be the primary, before the primary\'s node is worked on'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand help; and not __fish_seen_subcommand_from init plan apply add-node remove-node promote demote verify version ps ls env docker context ssh scp exec logs ip inspect history clusters certs failover migrate unlock-key destroy doctor config completions man help" -f -a "migrate" -d 'Move a standalone cluster to swarm mode, on a cluster that goes on working'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand help; and not __fish_seen_subcommand_from init plan apply add-node remove-node promote demote verify version ps ls env docker context ssh scp exec logs ip inspect history clusters certs failover migrate unlock-key destroy doctor config completions man help" -f -a "unlock-key" -d 'Print the key that unlocks the managers of a swarm'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand help; and not __fish_seen_subcommand_from init plan apply add-node remove-node promote demote verify version ps ls env docker context ssh scp exec logs ip inspect history clusters certs failover migrate unlock-key destroy doctor config completions man help" -f -a "destroy" -d 'Take a cluster away: what swarmctl made is removed, what it found is restored'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand help; and not __fish_seen_subcommand_from init plan apply add-node remove-node promote demote verify version ps ls env docker context ssh scp exec logs ip inspect history clusters certs failover migrate unlock-key destroy doctor config completions man help" -f -a "doctor" -d 'Check what swarmctl needs on this machine: clients, keys, the store'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand help; and not __fish_seen_subcommand_from init plan apply add-node remove-node promote demote verify version ps ls env docker context ssh scp exec logs ip inspect history clusters certs failover migrate unlock-key destroy doctor config completions man help" -f -a "config" -d 'Examples, checks and the schema of specs'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand help; and not __fish_seen_subcommand_from init plan apply add-node remove-node promote demote verify version ps ls env docker context ssh scp exec logs ip inspect history clusters certs failover migrate unlock-key destroy doctor config completions man help" -f -a "completions" -d 'Print a completion script'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand help; and not __fish_seen_subcommand_from init plan apply add-node remove-node promote demote verify version ps ls env docker context ssh scp exec logs ip inspect history clusters certs failover migrate unlock-key destroy doctor config completions man help" -f -a "man" -d 'Print the manual page, or write all pages into a directory'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand help; and not __fish_seen_subcommand_from init plan apply add-node remove-node promote demote verify version ps ls env docker context ssh scp exec logs ip inspect history clusters certs failover migrate unlock-key destroy doctor config completions man help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand help; and __fish_seen_subcommand_from context" -f -a "create" -d 'Make a context, or bring one that swarmctl made up to date'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand help; and __fish_seen_subcommand_from context" -f -a "rm" -d 'Remove a context that swarmctl made'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand help; and __fish_seen_subcommand_from clusters" -f -a "ls" -d 'List the clusters of the store, as `swarmctl ls --clusters` does'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand help; and __fish_seen_subcommand_from clusters" -f -a "use" -d 'Choose the cluster that is meant where none is named'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand help; and __fish_seen_subcommand_from clusters" -f -a "rm" -d 'Forget a cluster without touching its hosts'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand help; and __fish_seen_subcommand_from certs" -f -a "ls" -d 'List the cluster\'s certificates, each where it lives'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand help; and __fish_seen_subcommand_from certs" -f -a "show" -d 'Show a certificate in full, or each of a bundle'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand help; and __fish_seen_subcommand_from certs" -f -a "check" -d 'See whether certificates end soon'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand help; and __fish_seen_subcommand_from certs" -f -a "rotate" -d 'Issue the nodes\' certificates anew, on a cluster that goes on working'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand help; and __fish_seen_subcommand_from certs" -f -a "rotate-ca" -d 'Give the cluster another CA, on a cluster that goes on working'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand help; and __fish_seen_subcommand_from certs" -f -a "san" -d 'Change the names and addresses that a node\'s certificate is valid for'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand help; and __fish_seen_subcommand_from certs" -f -a "issue" -d 'Issue a certificate for a person or a job'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand help; and __fish_seen_subcommand_from certs" -f -a "export" -d 'Copy a client\'s certificate, its key and the CA out of the store'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand help; and __fish_seen_subcommand_from certs" -f -a "sign" -d 'Sign a certificate for a key that was made elsewhere'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand help; and __fish_seen_subcommand_from certs" -f -a "ca" -d 'Bring a CA of your own, take the key away, or put it under a passphrase'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "example" -d 'Print a commented spec to begin with'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "validate" -d 'Check a spec without reaching any node'
complete -c swarmctl -n "__fish_swarmctl_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "schema" -d 'Print the JSON Schema of a spec, for editors'
