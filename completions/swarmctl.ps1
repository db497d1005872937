
using namespace System.Management.Automation
using namespace System.Management.Automation.Language

Register-ArgumentCompleter -Native -CommandName 'swarmctl' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $commandElements = $commandAst.CommandElements
    $command = @(
        'swarmctl'
        for ($i = 1; $i -lt $commandElements.Count; $i++) {
            $element = $commandElements[$i]
            if ($element -isnot [StringConstantExpressionAst] -or
                $element.StringConstantType -ne [StringConstantType]::BareWord -or
                $element.Value.StartsWith('-') -or
                $element.Value -eq $wordToComplete) {
                break
        }
        $element.Value
    }) -join ';'

    $completions = @(switch ($command) {
        'swarmctl' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Directory of the store [default: swarmctl in the XDG state directory]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Ask nothing, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('init', 'init', [CompletionResultType]::ParameterValue, 'Bring a cluster about, or bring it back to its spec')
            [CompletionResult]::new('plan', 'plan', [CompletionResultType]::ParameterValue, 'Show the difference between a cluster''s spec and what is there')
            [CompletionResult]::new('apply', 'apply', [CompletionResultType]::ParameterValue, 'Bring a cluster that exists to its spec')
            [CompletionResult]::new('add-node', 'add-node', [CompletionResultType]::ParameterValue, 'Add nodes to a cluster, several at once')
            [CompletionResult]::new('remove-node', 'remove-node', [CompletionResultType]::ParameterValue, 'Take nodes out of a cluster, and put their hosts back as they were found')
            [CompletionResult]::new('promote', 'promote', [CompletionResultType]::ParameterValue, 'Make a node a manager')
            [CompletionResult]::new('demote', 'demote', [CompletionResultType]::ParameterValue, 'Let a manager be a worker')
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Check a cluster')
            [CompletionResult]::new('version', 'version', [CompletionResultType]::ParameterValue, 'Show the versions of swarmctl and of every manager')
            [CompletionResult]::new('ps', 'ps', [CompletionResultType]::ParameterValue, 'List containers with the node each runs on')
            [CompletionResult]::new('ls', 'ls', [CompletionResultType]::ParameterValue, 'List the cluster''s nodes, with their roles and their state')
            [CompletionResult]::new('env', 'env', [CompletionResultType]::ParameterValue, 'Print the variables that make the docker client talk to the cluster')
            [CompletionResult]::new('docker', 'docker', [CompletionResultType]::ParameterValue, 'Run the docker client against the cluster, or one of its engines')
            [CompletionResult]::new('context', 'context', [CompletionResultType]::ParameterValue, 'Make and remove contexts of the docker client''s')
            [CompletionResult]::new('ssh', 'ssh', [CompletionResultType]::ParameterValue, 'Log in to a node, or run a command there')
            [CompletionResult]::new('scp', 'scp', [CompletionResultType]::ParameterValue, 'Copy files to a node or from it')
            [CompletionResult]::new('exec', 'exec', [CompletionResultType]::ParameterValue, 'Run a command on many nodes at once')
            [CompletionResult]::new('logs', 'logs', [CompletionResultType]::ParameterValue, 'Show what swarmctl''s own containers say, or an engine''s journal')
            [CompletionResult]::new('ip', 'ip', [CompletionResultType]::ParameterValue, 'Print a node''s address')
            [CompletionResult]::new('inspect', 'inspect', [CompletionResultType]::ParameterValue, 'Show all that the store knows of the cluster or of a node, as one JSON document')
            [CompletionResult]::new('history', 'history', [CompletionResultType]::ParameterValue, 'Show what runs did: who, when, on which nodes, with what outcome')
            [CompletionResult]::new('clusters', 'clusters', [CompletionResultType]::ParameterValue, 'List, choose and forget clusters of the store')
            [CompletionResult]::new('certs', 'certs', [CompletionResultType]::ParameterValue, 'List, renew and issue certificates, and keep the CA')
            [CompletionResult]::new('failover', 'failover', [CompletionResultType]::ParameterValue, 'Let another manager be the primary, before the primary''s node is worked on')
            [CompletionResult]::new('migrate', 'migrate', [CompletionResultType]::ParameterValue, 'Move a standalone cluster to swarm mode, on a cluster that goes on working')
            [CompletionResult]::new('unlock-key', 'unlock-key', [CompletionResultType]::ParameterValue, 'Print the key that unlocks the managers of a swarm')
            [CompletionResult]::new('destroy', 'destroy', [CompletionResultType]::ParameterValue, 'Take a cluster away: what swarmctl made is removed, what it found is restored')
            [CompletionResult]::new('doctor', 'doctor', [CompletionResultType]::ParameterValue, 'Check what swarmctl needs on this machine: clients, keys, the store')
            [CompletionResult]::new('config', 'config', [CompletionResultType]::ParameterValue, 'Examples, checks and the schema of specs')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print a completion script')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Print the manual page, or write all pages into a directory')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'swarmctl;init' {
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'The spec; `-` is standard input')
            [CompletionResult]::new('--file', '--file', [CompletionResultType]::ParameterName, 'The spec; `-` is standard input')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many nodes are worked on at once')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Give up on a step that takes longer on a node, as in `90s` or `5m`')
            [CompletionResult]::new('--gone', '--gone', [CompletionResultType]::ParameterName, 'A node is gone for good, and the spec leaves it out; the flag repeated for each')
            [CompletionResult]::new('--name', '--name', [CompletionResultType]::ParameterName, 'The cluster''s name')
            [CompletionResult]::new('--orchestrator', '--orchestrator', [CompletionResultType]::ParameterName, 'Who schedules containers')
            [CompletionResult]::new('--driver', '--driver', [CompletionResultType]::ParameterName, 'Where hosts come from')
            [CompletionResult]::new('--node', '--node', [CompletionResultType]::ParameterName, 'A node, the flag repeated for each: NAME=[USER@]HOST[:PORT][,role=manager|discovery]…[,availability=active|drain]')
            [CompletionResult]::new('--count', '--count', [CompletionResultType]::ParameterName, 'Number of hosts that the docker driver makes: one manager, the others workers')
            [CompletionResult]::new('--swarm-image', '--swarm-image', [CompletionResultType]::ParameterName, 'Image of the standalone manager and agent')
            [CompletionResult]::new('--consul-image', '--consul-image', [CompletionResultType]::ParameterName, 'Image of Consul')
            [CompletionResult]::new('--image-archive', '--image-archive', [CompletionResultType]::ParameterName, 'Load images from this `docker save` archive, pull none')
            [CompletionResult]::new('--ssh-user', '--ssh-user', [CompletionResultType]::ParameterName, 'Login name')
            [CompletionResult]::new('--ssh-port', '--ssh-port', [CompletionResultType]::ParameterName, 'Port')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Private key file')
            [CompletionResult]::new('--ssh-key', '--ssh-key', [CompletionResultType]::ParameterName, 'Private key file')
            [CompletionResult]::new('-J', '-J ', [CompletionResultType]::ParameterName, 'Host to go through: [USER@]HOST[:PORT], several separated by commas')
            [CompletionResult]::new('--jump', '--jump', [CompletionResultType]::ParameterName, 'Host to go through: [USER@]HOST[:PORT], several separated by commas')
            [CompletionResult]::new('--host-key-checking', '--host-key-checking', [CompletionResultType]::ParameterName, 'How unknown host keys are met; a changed key is always refused')
            [CompletionResult]::new('--ca-key', '--ca-key', [CompletionResultType]::ParameterName, 'The CA''s key, where it is not in the store or cannot be opened there')
            [CompletionResult]::new('--ca-passphrase-file', '--ca-passphrase-file', [CompletionResultType]::ParameterName, 'File whose first line is the passphrase of the CA''s key')
            [CompletionResult]::new('--ca-passphrase-command', '--ca-passphrase-command', [CompletionResultType]::ParameterName, 'Command that prints the passphrase, if no file is named; `sh -c` runs it')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Directory of the store [default: swarmctl in the XDG state directory]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show the plan and change nothing')
            [CompletionResult]::new('--detailed-exitcode', '--detailed-exitcode', [CompletionResultType]::ParameterName, 'End with 10 if changes are pending')
            [CompletionResult]::new('--no-verify', '--no-verify', [CompletionResultType]::ParameterName, 'Do not check the cluster at the end')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Ask nothing, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'swarmctl;plan' {
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'The spec; `-` is standard input')
            [CompletionResult]::new('--file', '--file', [CompletionResultType]::ParameterName, 'The spec; `-` is standard input')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many nodes are worked on at once')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Directory of the store [default: swarmctl in the XDG state directory]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--detailed-exitcode', '--detailed-exitcode', [CompletionResultType]::ParameterName, 'End with 10 if changes are pending')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Ask nothing, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'swarmctl;apply' {
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'The spec; `-` is standard input')
            [CompletionResult]::new('--file', '--file', [CompletionResultType]::ParameterName, 'The spec; `-` is standard input')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many nodes are worked on at once')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Give up on a step that takes longer on a node, as in `90s` or `5m`')
            [CompletionResult]::new('--ca-key', '--ca-key', [CompletionResultType]::ParameterName, 'The CA''s key, where it is not in the store or cannot be opened there')
            [CompletionResult]::new('--ca-passphrase-file', '--ca-passphrase-file', [CompletionResultType]::ParameterName, 'File whose first line is the passphrase of the CA''s key')
            [CompletionResult]::new('--ca-passphrase-command', '--ca-passphrase-command', [CompletionResultType]::ParameterName, 'Command that prints the passphrase, if no file is named; `sh -c` runs it')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Directory of the store [default: swarmctl in the XDG state directory]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--no-verify', '--no-verify', [CompletionResultType]::ParameterName, 'Do not check the cluster at the end')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Ask nothing, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'swarmctl;add-node' {
            [CompletionResult]::new('--role', '--role', [CompletionResultType]::ParameterName, 'What the nodes do beside being in the pool; the flag repeated for each')
            [CompletionResult]::new('--availability', '--availability', [CompletionResultType]::ParameterName, 'Whether containers are placed on them')
            [CompletionResult]::new('--label', '--label', [CompletionResultType]::ParameterName, 'A label, KEY=VALUE; the flag repeated for each')
            [CompletionResult]::new('--count', '--count', [CompletionResultType]::ParameterName, 'So many hosts that the docker driver makes: NAME-1, NAME-2, …, going on where the cluster''s nodes end')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many nodes are worked on at once')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Give up on a step that takes longer on a node, as in `90s` or `5m`')
            [CompletionResult]::new('--ca-key', '--ca-key', [CompletionResultType]::ParameterName, 'The CA''s key, where it is not in the store or cannot be opened there')
            [CompletionResult]::new('--ca-passphrase-file', '--ca-passphrase-file', [CompletionResultType]::ParameterName, 'File whose first line is the passphrase of the CA''s key')
            [CompletionResult]::new('--ca-passphrase-command', '--ca-passphrase-command', [CompletionResultType]::ParameterName, 'Command that prints the passphrase, if no file is named; `sh -c` runs it')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Directory of the store [default: swarmctl in the XDG state directory]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show the plan and change nothing')
            [CompletionResult]::new('--no-verify', '--no-verify', [CompletionResultType]::ParameterName, 'Do not check the cluster at the end')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Ask nothing, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'swarmctl;remove-node' {
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many nodes are worked on at once')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Give up on a step that takes longer on a node, as in `90s` or `5m`')
            [CompletionResult]::new('--ca-key', '--ca-key', [CompletionResultType]::ParameterName, 'The CA''s key, where it is not in the store or cannot be opened there')
            [CompletionResult]::new('--ca-passphrase-file', '--ca-passphrase-file', [CompletionResultType]::ParameterName, 'File whose first line is the passphrase of the CA''s key')
            [CompletionResult]::new('--ca-passphrase-command', '--ca-passphrase-command', [CompletionResultType]::ParameterName, 'Command that prints the passphrase, if no file is named; `sh -c` runs it')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Directory of the store [default: swarmctl in the XDG state directory]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'Go on where containers of yours run on a node (standalone), which stay there; and where a node cannot be reached: nothing is done on it, the cluster forgets it')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Go on where containers of yours run on a node (standalone), which stay there; and where a node cannot be reached: nothing is done on it, the cluster forgets it')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show the plan and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Ask nothing, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'swarmctl;promote' {
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Give up on a step that takes longer on a node, as in `90s` or `5m`')
            [CompletionResult]::new('--ca-key', '--ca-key', [CompletionResultType]::ParameterName, 'The CA''s key, where it is not in the store or cannot be opened there')
            [CompletionResult]::new('--ca-passphrase-file', '--ca-passphrase-file', [CompletionResultType]::ParameterName, 'File whose first line is the passphrase of the CA''s key')
            [CompletionResult]::new('--ca-passphrase-command', '--ca-passphrase-command', [CompletionResultType]::ParameterName, 'Command that prints the passphrase, if no file is named; `sh -c` runs it')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Directory of the store [default: swarmctl in the XDG state directory]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show the plan and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Ask nothing, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'swarmctl;demote' {
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Give up on a step that takes longer on a node, as in `90s` or `5m`')
            [CompletionResult]::new('--ca-key', '--ca-key', [CompletionResultType]::ParameterName, 'The CA''s key, where it is not in the store or cannot be opened there')
            [CompletionResult]::new('--ca-passphrase-file', '--ca-passphrase-file', [CompletionResultType]::ParameterName, 'File whose first line is the passphrase of the CA''s key')
            [CompletionResult]::new('--ca-passphrase-command', '--ca-passphrase-command', [CompletionResultType]::ParameterName, 'Command that prints the passphrase, if no file is named; `sh -c` runs it')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Directory of the store [default: swarmctl in the XDG state directory]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show the plan and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Ask nothing, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'swarmctl;verify' {
            [CompletionResult]::new('--deploy', '--deploy', [CompletionResultType]::ParameterName, 'Also run containers of this image through the manager, show where they land, remove them; in swarm mode as a service')
            [CompletionResult]::new('--containers', '--containers', [CompletionResultType]::ParameterName, 'How many containers `--deploy` runs [default: as many as nodes in the pool; in swarm mode one on each]')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Directory of the store [default: swarmctl in the XDG state directory]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Ask nothing, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'swarmctl;version' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Directory of the store [default: swarmctl in the XDG state directory]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Ask nothing, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'swarmctl;ps' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Directory of the store [default: swarmctl in the XDG state directory]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('-a', '-a', [CompletionResultType]::ParameterName, 'Also those that do not run')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'Also those that do not run')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Ask nothing, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'swarmctl;ls' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Directory of the store [default: swarmctl in the XDG state directory]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--clusters', '--clusters', [CompletionResultType]::ParameterName, 'List the clusters of the store instead')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Ask nothing, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'swarmctl;env' {
            [CompletionResult]::new('--manager', '--manager', [CompletionResultType]::ParameterName, 'Talk to the cluster through this manager')
            [CompletionResult]::new('--shell', '--shell', [CompletionResultType]::ParameterName, 'The shell to print for [default: the one in SHELL]')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Directory of the store [default: swarmctl in the XDG state directory]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('-u', '-u', [CompletionResultType]::ParameterName, 'Print what unsets the variables')
            [CompletionResult]::new('--unset', '--unset', [CompletionResultType]::ParameterName, 'Print what unsets the variables')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Ask nothing, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'swarmctl;docker' {
            [CompletionResult]::new('--node', '--node', [CompletionResultType]::ParameterName, 'Talk to the engine of this node, not to the cluster')
            [CompletionResult]::new('--manager', '--manager', [CompletionResultType]::ParameterName, 'Talk to the cluster through this manager')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Directory of the store [default: swarmctl in the XDG state directory]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Ask nothing, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'swarmctl;context' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Directory of the store [default: swarmctl in the XDG state directory]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Ask nothing, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Make a context, or bring one that swarmctl made up to date')
            [CompletionResult]::new('rm', 'rm', [CompletionResultType]::ParameterValue, 'Remove a context that swarmctl made')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'swarmctl;context;create' {
            [CompletionResult]::new('--node', '--node', [CompletionResultType]::ParameterName, 'Talk to the engine of this node, not to the cluster')
            [CompletionResult]::new('--manager', '--manager', [CompletionResultType]::ParameterName, 'Talk to the cluster through this manager')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Directory of the store [default: swarmctl in the XDG state directory]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Ask nothing, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'swarmctl;context;rm' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Directory of the store [default: swarmctl in the XDG state directory]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Ask nothing, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'swarmctl;context;help' {
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Make a context, or bring one that swarmctl made up to date')
            [CompletionResult]::new('rm', 'rm', [CompletionResultType]::ParameterValue, 'Remove a context that swarmctl made')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'swarmctl;context;help;create' {
            break
        }
        'swarmctl;context;help;rm' {
            break
        }
        'swarmctl;context;help;help' {
            break
        }
        'swarmctl;ssh' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Directory of the store [default: swarmctl in the XDG state directory]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('-t', '-t', [CompletionResultType]::ParameterName, 'Give the command a terminal')
            [CompletionResult]::new('--tty', '--tty', [CompletionResultType]::ParameterName, 'Give the command a terminal')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Ask nothing, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'swarmctl;scp' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Directory of the store [default: swarmctl in the XDG state directory]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'Directories too, with all that is in them')
            [CompletionResult]::new('--recursive', '--recursive', [CompletionResultType]::ParameterName, 'Directories too, with all that is in them')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Ask nothing, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'swarmctl;exec' {
            [CompletionResult]::new('--role', '--role', [CompletionResultType]::ParameterName, 'The nodes of this role, unless nodes are named')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Give up on a step that takes longer on a node, as in `90s` or `5m`')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many nodes are worked on at once')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Directory of the store [default: swarmctl in the XDG state directory]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Ask nothing, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'swarmctl;logs' {
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'How many of the last lines')
            [CompletionResult]::new('--lines', '--lines', [CompletionResultType]::ParameterName, 'How many of the last lines')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Directory of the store [default: swarmctl in the XDG state directory]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'Go on with what comes, until Ctrl-C')
            [CompletionResult]::new('--follow', '--follow', [CompletionResultType]::ParameterName, 'Go on with what comes, until Ctrl-C')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s journal on those nodes instead')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Ask nothing, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'swarmctl;ip' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Directory of the store [default: swarmctl in the XDG state directory]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--advertise', '--advertise', [CompletionResultType]::ParameterName, 'Where the other nodes reach it, not where you do')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Ask nothing, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'swarmctl;inspect' {
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'Print this template instead')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Directory of the store [default: swarmctl in the XDG state directory]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Ask nothing, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'swarmctl;history' {
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'How many of the last runs')
            [CompletionResult]::new('--last', '--last', [CompletionResultType]::ParameterName, 'How many of the last runs')
            [CompletionResult]::new('--run', '--run', [CompletionResultType]::ParameterName, 'Show the steps of this run; `last` is the newest')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Directory of the store [default: swarmctl in the XDG state directory]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Ask nothing, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'swarmctl;clusters' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Directory of the store [default: swarmctl in the XDG state directory]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Ask nothing, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('ls', 'ls', [CompletionResultType]::ParameterValue, 'List the clusters of the store, as `swarmctl ls --clusters` does')
            [CompletionResult]::new('use', 'use', [CompletionResultType]::ParameterValue, 'Choose the cluster that is meant where none is named')
            [CompletionResult]::new('rm', 'rm', [CompletionResultType]::ParameterValue, 'Forget a cluster without touching its hosts')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'swarmctl;clusters;ls' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Directory of the store [default: swarmctl in the XDG state directory]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Ask nothing, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'swarmctl;clusters;use' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Directory of the store [default: swarmctl in the XDG state directory]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--none', '--none', [CompletionResultType]::ParameterName, 'Choose none')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Ask nothing, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'swarmctl;clusters;rm' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Directory of the store [default: swarmctl in the XDG state directory]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Ask nothing, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'swarmctl;clusters;help' {
            [CompletionResult]::new('ls', 'ls', [CompletionResultType]::ParameterValue, 'List the clusters of the store, as `swarmctl ls --clusters` does')
            [CompletionResult]::new('use', 'use', [CompletionResultType]::ParameterValue, 'Choose the cluster that is meant where none is named')
            [CompletionResult]::new('rm', 'rm', [CompletionResultType]::ParameterValue, 'Forget a cluster without touching its hosts')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'swarmctl;clusters;help;ls' {
            break
        }
        'swarmctl;clusters;help;use' {
            break
        }
        'swarmctl;clusters;help;rm' {
            break
        }
        'swarmctl;clusters;help;help' {
            break
        }
        'swarmctl;certs' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Directory of the store [default: swarmctl in the XDG state directory]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Ask nothing, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('ls', 'ls', [CompletionResultType]::ParameterValue, 'List the cluster''s certificates, each where it lives')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show a certificate in full, or each of a bundle')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'See whether certificates end soon')
            [CompletionResult]::new('rotate', 'rotate', [CompletionResultType]::ParameterValue, 'Issue the nodes'' certificates anew, on a cluster that goes on working')
            [CompletionResult]::new('rotate-ca', 'rotate-ca', [CompletionResultType]::ParameterValue, 'Give the cluster another CA, on a cluster that goes on working')
            [CompletionResult]::new('san', 'san', [CompletionResultType]::ParameterValue, 'Change the names and addresses that a node''s certificate is valid for')
            [CompletionResult]::new('issue', 'issue', [CompletionResultType]::ParameterValue, 'Issue a certificate for a person or a job')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Copy a client''s certificate, its key and the CA out of the store')
            [CompletionResult]::new('sign', 'sign', [CompletionResultType]::ParameterValue, 'Sign a certificate for a key that was made elsewhere')
            [CompletionResult]::new('ca', 'ca', [CompletionResultType]::ParameterValue, 'Bring a CA of your own, take the key away, or put it under a passphrase')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'swarmctl;certs;ls' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Directory of the store [default: swarmctl in the XDG state directory]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Ask nothing, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'swarmctl;certs;show' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Directory of the store [default: swarmctl in the XDG state directory]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--pem', '--pem', [CompletionResultType]::ParameterName, 'Print the certificates as PEM')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Ask nothing, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'swarmctl;certs;check' {
            [CompletionResult]::new('--within', '--within', [CompletionResultType]::ParameterName, 'Only certificates that end within this time, as in `30d`')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Directory of the store [default: swarmctl in the XDG state directory]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Ask nothing, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'swarmctl;certs;rotate' {
            [CompletionResult]::new('--older-than', '--older-than', [CompletionResultType]::ParameterName, 'Only certificates that were issued longer ago, as in `90d`')
            [CompletionResult]::new('--within', '--within', [CompletionResultType]::ParameterName, 'Only certificates that end within this time, as in `30d`')
            [CompletionResult]::new('--parallel', '--parallel', [CompletionResultType]::ParameterName, 'How many workers at once; managers and discovery nodes always come one by one')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Give up on a step that takes longer on a node, as in `90s` or `5m`')
            [CompletionResult]::new('--ca-key', '--ca-key', [CompletionResultType]::ParameterName, 'The CA''s key, where it is not in the store or cannot be opened there')
            [CompletionResult]::new('--ca-passphrase-file', '--ca-passphrase-file', [CompletionResultType]::ParameterName, 'File whose first line is the passphrase of the CA''s key')
            [CompletionResult]::new('--ca-passphrase-command', '--ca-passphrase-command', [CompletionResultType]::ParameterName, 'Command that prints the passphrase, if no file is named; `sh -c` runs it')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Directory of the store [default: swarmctl in the XDG state directory]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show the plan and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Ask nothing, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'swarmctl;certs;rotate-ca' {
            [CompletionResult]::new('--parallel', '--parallel', [CompletionResultType]::ParameterName, 'How many workers at once; managers and discovery nodes always come one by one')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Give up on a step that takes longer on a node, as in `90s` or `5m`')
            [CompletionResult]::new('--ca-key', '--ca-key', [CompletionResultType]::ParameterName, 'The CA''s key, where it is not in the store or cannot be opened there')
            [CompletionResult]::new('--ca-passphrase-file', '--ca-passphrase-file', [CompletionResultType]::ParameterName, 'File whose first line is the passphrase of the CA''s key')
            [CompletionResult]::new('--ca-passphrase-command', '--ca-passphrase-command', [CompletionResultType]::ParameterName, 'Command that prints the passphrase, if no file is named; `sh -c` runs it')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Directory of the store [default: swarmctl in the XDG state directory]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--status', '--status', [CompletionResultType]::ParameterName, 'Say how far it is')
            [CompletionResult]::new('--resume', '--resume', [CompletionResultType]::ParameterName, 'Go on with a change of CAs that is under way, and begin none')
            [CompletionResult]::new('--abort', '--abort', [CompletionResultType]::ParameterName, 'Go back to the former CA')
            [CompletionResult]::new('--now', '--now', [CompletionResultType]::ParameterName, 'Trust the new CA alone at once: certificates of the former one are refused from then on, and managers do not answer while it changes')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show the plan and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Ask nothing, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'swarmctl;certs;san' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Directory of the store [default: swarmctl in the XDG state directory]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Ask nothing, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add names or addresses, and issue the certificate anew')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'swarmctl;certs;san;add' {
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Give up on a step that takes longer on a node, as in `90s` or `5m`')
            [CompletionResult]::new('--ca-key', '--ca-key', [CompletionResultType]::ParameterName, 'The CA''s key, where it is not in the store or cannot be opened there')
            [CompletionResult]::new('--ca-passphrase-file', '--ca-passphrase-file', [CompletionResultType]::ParameterName, 'File whose first line is the passphrase of the CA''s key')
            [CompletionResult]::new('--ca-passphrase-command', '--ca-passphrase-command', [CompletionResultType]::ParameterName, 'Command that prints the passphrase, if no file is named; `sh -c` runs it')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Directory of the store [default: swarmctl in the XDG state directory]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show the plan and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Ask nothing, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'swarmctl;certs;san;help' {
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add names or addresses, and issue the certificate anew')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'swarmctl;certs;san;help;add' {
            break
        }
        'swarmctl;certs;san;help;help' {
            break
        }
        'swarmctl;certs;issue' {
            [CompletionResult]::new('--ttl', '--ttl', [CompletionResultType]::ParameterName, 'How long it is valid, as in `30d` or `720h` [default: as long as the nodes'' certificates]')
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'Also write `ca.pem`, `cert.pem` and `key.pem` into this directory')
            [CompletionResult]::new('--ca-key', '--ca-key', [CompletionResultType]::ParameterName, 'The CA''s key, where it is not in the store or cannot be opened there')
            [CompletionResult]::new('--ca-passphrase-file', '--ca-passphrase-file', [CompletionResultType]::ParameterName, 'File whose first line is the passphrase of the CA''s key')
            [CompletionResult]::new('--ca-passphrase-command', '--ca-passphrase-command', [CompletionResultType]::ParameterName, 'Command that prints the passphrase, if no file is named; `sh -c` runs it')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Directory of the store [default: swarmctl in the XDG state directory]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Ask nothing, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'swarmctl;certs;export' {
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'The directory; `-` is standard output, which gets a tar archive')
            [CompletionResult]::new('--docker-context', '--docker-context', [CompletionResultType]::ParameterName, 'Make a context of the docker client''s, in DOCKER_CONFIG or ~/.docker [default name: the cluster''s]')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Directory of the store [default: swarmctl in the XDG state directory]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'Overwrite what is there and is no earlier export')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Overwrite what is there and is no earlier export')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Ask nothing, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'swarmctl;certs;sign' {
            [CompletionResult]::new('--csr', '--csr', [CompletionResultType]::ParameterName, 'The certificate request; `-` is standard input')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'The name in the certificate [default: the request''s common name]')
            [CompletionResult]::new('--ttl', '--ttl', [CompletionResultType]::ParameterName, 'How long it is valid, as in `30d` or `720h` [default: as long as the nodes'' certificates]')
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'Where the certificate goes; `-` is standard output')
            [CompletionResult]::new('--ca-key', '--ca-key', [CompletionResultType]::ParameterName, 'The CA''s key, where it is not in the store or cannot be opened there')
            [CompletionResult]::new('--ca-passphrase-file', '--ca-passphrase-file', [CompletionResultType]::ParameterName, 'File whose first line is the passphrase of the CA''s key')
            [CompletionResult]::new('--ca-passphrase-command', '--ca-passphrase-command', [CompletionResultType]::ParameterName, 'Command that prints the passphrase, if no file is named; `sh -c` runs it')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Directory of the store [default: swarmctl in the XDG state directory]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--server', '--server', [CompletionResultType]::ParameterName, 'Make it good for servers too, under the names that the request has')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Ask nothing, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'swarmctl;certs;ca' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Directory of the store [default: swarmctl in the XDG state directory]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Ask nothing, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Bring a CA that was made elsewhere')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Copy the CA out of the store')
            [CompletionResult]::new('passphrase', 'passphrase', [CompletionResultType]::ParameterValue, 'Put the CA''s key under a passphrase, change that, or remove it')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'swarmctl;certs;ca;import' {
            [CompletionResult]::new('--cert', '--cert', [CompletionResultType]::ParameterName, 'The CA''s certificate, PEM')
            [CompletionResult]::new('--key', '--key', [CompletionResultType]::ParameterName, 'Its key, PEM: PKCS#8 (also under a passphrase, and then it is kept so), PKCS#1 or SEC1')
            [CompletionResult]::new('--chain', '--chain', [CompletionResultType]::ParameterName, 'The certificates above an intermediate, each followed by the one that signed it')
            [CompletionResult]::new('--ca-passphrase-file', '--ca-passphrase-file', [CompletionResultType]::ParameterName, 'File whose first line is the passphrase of the CA''s key')
            [CompletionResult]::new('--ca-passphrase-command', '--ca-passphrase-command', [CompletionResultType]::ParameterName, 'Command that prints the passphrase, if no file is named; `sh -c` runs it')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Directory of the store [default: swarmctl in the XDG state directory]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Ask nothing, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'swarmctl;certs;ca;export' {
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'The directory that gets `ca.pem` and `ca-key.pem`')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Directory of the store [default: swarmctl in the XDG state directory]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Take the key out of the store')
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'Overwrite files that are there and differ')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Overwrite files that are there and differ')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Ask nothing, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'swarmctl;certs;ca;passphrase' {
            [CompletionResult]::new('--new-passphrase-file', '--new-passphrase-file', [CompletionResultType]::ParameterName, 'File whose first line is the new passphrase')
            [CompletionResult]::new('--new-passphrase-command', '--new-passphrase-command', [CompletionResultType]::ParameterName, 'Command that prints the new passphrase, if no file is named; `sh -c` runs it')
            [CompletionResult]::new('--ca-passphrase-file', '--ca-passphrase-file', [CompletionResultType]::ParameterName, 'File whose first line is the passphrase of the CA''s key')
            [CompletionResult]::new('--ca-passphrase-command', '--ca-passphrase-command', [CompletionResultType]::ParameterName, 'Command that prints the passphrase, if no file is named; `sh -c` runs it')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Directory of the store [default: swarmctl in the XDG state directory]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--remove', '--remove', [CompletionResultType]::ParameterName, 'Keep the key without a passphrase')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Ask nothing, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'swarmctl;certs;ca;help' {
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Bring a CA that was made elsewhere')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Copy the CA out of the store')
            [CompletionResult]::new('passphrase', 'passphrase', [CompletionResultType]::ParameterValue, 'Put the CA''s key under a passphrase, change that, or remove it')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'swarmctl;certs;ca;help;import' {
            break
        }
        'swarmctl;certs;ca;help;export' {
            break
        }
        'swarmctl;certs;ca;help;passphrase' {
            break
        }
        'swarmctl;certs;ca;help;help' {
            break
        }
        'swarmctl;certs;help' {
            [CompletionResult]::new('ls', 'ls', [CompletionResultType]::ParameterValue, 'List the cluster''s certificates, each where it lives')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show a certificate in full, or each of a bundle')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'See whether certificates end soon')
            [CompletionResult]::new('rotate', 'rotate', [CompletionResultType]::ParameterValue, 'Issue the nodes'' certificates anew, on a cluster that goes on working')
            [CompletionResult]::new('rotate-ca', 'rotate-ca', [CompletionResultType]::ParameterValue, 'Give the cluster another CA, on a cluster that goes on working')
            [CompletionResult]::new('san', 'san', [CompletionResultType]::ParameterValue, 'Change the names and addresses that a node''s certificate is valid for')
            [CompletionResult]::new('issue', 'issue', [CompletionResultType]::ParameterValue, 'Issue a certificate for a person or a job')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Copy a client''s certificate, its key and the CA out of the store')
            [CompletionResult]::new('sign', 'sign', [CompletionResultType]::ParameterValue, 'Sign a certificate for a key that was made elsewhere')
            [CompletionResult]::new('ca', 'ca', [CompletionResultType]::ParameterValue, 'Bring a CA of your own, take the key away, or put it under a passphrase')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'swarmctl;certs;help;ls' {
            break
        }
        'swarmctl;certs;help;show' {
            break
        }
        'swarmctl;certs;help;check' {
            break
        }
        'swarmctl;certs;help;rotate' {
            break
        }
        'swarmctl;certs;help;rotate-ca' {
            break
        }
        'swarmctl;certs;help;san' {
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add names or addresses, and issue the certificate anew')
            break
        }
        'swarmctl;certs;help;san;add' {
            break
        }
        'swarmctl;certs;help;issue' {
            break
        }
        'swarmctl;certs;help;export' {
            break
        }
        'swarmctl;certs;help;sign' {
            break
        }
        'swarmctl;certs;help;ca' {
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Bring a CA that was made elsewhere')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Copy the CA out of the store')
            [CompletionResult]::new('passphrase', 'passphrase', [CompletionResultType]::ParameterValue, 'Put the CA''s key under a passphrase, change that, or remove it')
            break
        }
        'swarmctl;certs;help;ca;import' {
            break
        }
        'swarmctl;certs;help;ca;export' {
            break
        }
        'swarmctl;certs;help;ca;passphrase' {
            break
        }
        'swarmctl;certs;help;help' {
            break
        }
        'swarmctl;failover' {
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'The manager that is to be the primary [default: whichever takes over]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Give up on a step that takes longer on a node, as in `90s` or `5m`')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Directory of the store [default: swarmctl in the XDG state directory]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show the plan and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Ask nothing, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'swarmctl;migrate' {
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'Who is to schedule: `swarm-mode`')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Give up on a step that takes longer on a node, as in `90s` or `5m`')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Directory of the store [default: swarmctl in the XDG state directory]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--finish', '--finish', [CompletionResultType]::ParameterName, 'Take away what standalone needs, once all nodes are in the swarm; with `--to`, in the same run')
            [CompletionResult]::new('--back', '--back', [CompletionResultType]::ParameterName, 'Leave the swarm again: the cluster is standalone as before')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show the plan and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Ask nothing, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'swarmctl;unlock-key' {
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Give up on a step that takes longer on a node, as in `90s` or `5m`')
            [CompletionResult]::new('--ca-passphrase-file', '--ca-passphrase-file', [CompletionResultType]::ParameterName, 'File whose first line is the passphrase of the CA''s key')
            [CompletionResult]::new('--ca-passphrase-command', '--ca-passphrase-command', [CompletionResultType]::ParameterName, 'Command that prints the passphrase, if no file is named; `sh -c` runs it')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Directory of the store [default: swarmctl in the XDG state directory]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--rotate', '--rotate', [CompletionResultType]::ParameterName, 'Let the swarm have another key first')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Ask nothing, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'swarmctl;destroy' {
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many nodes are worked on at once')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Directory of the store [default: swarmctl in the XDG state directory]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show the plan and change nothing')
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'Take the cluster away even if nodes cannot be reached; what is on those stays there')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Take the cluster away even if nodes cannot be reached; what is on those stays there')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Ask nothing, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'swarmctl;doctor' {
            [CompletionResult]::new('--bundle', '--bundle', [CompletionResultType]::ParameterName, 'Write an archive for a bug report too: versions, what `verify` finds, specs, records and journals, without keys, tokens and passwords')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Directory of the store [default: swarmctl in the XDG state directory]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Ask nothing, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'swarmctl;config' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Directory of the store [default: swarmctl in the XDG state directory]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Ask nothing, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('example', 'example', [CompletionResultType]::ParameterValue, 'Print a commented spec to begin with')
            [CompletionResult]::new('validate', 'validate', [CompletionResultType]::ParameterValue, 'Check a spec without reaching any node')
            [CompletionResult]::new('schema', 'schema', [CompletionResultType]::ParameterValue, 'Print the JSON Schema of a spec, for editors')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'swarmctl;config;example' {
            [CompletionResult]::new('--orchestrator', '--orchestrator', [CompletionResultType]::ParameterName, 'The orchestrator to show')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Directory of the store [default: swarmctl in the XDG state directory]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Ask nothing, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'swarmctl;config;validate' {
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'The spec; `-` is standard input')
            [CompletionResult]::new('--file', '--file', [CompletionResultType]::ParameterName, 'The spec; `-` is standard input')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Directory of the store [default: swarmctl in the XDG state directory]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Ask nothing, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'swarmctl;config;schema' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Directory of the store [default: swarmctl in the XDG state directory]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Ask nothing, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'swarmctl;config;help' {
            [CompletionResult]::new('example', 'example', [CompletionResultType]::ParameterValue, 'Print a commented spec to begin with')
            [CompletionResult]::new('validate', 'validate', [CompletionResultType]::ParameterValue, 'Check a spec without reaching any node')
            [CompletionResult]::new('schema', 'schema', [CompletionResultType]::ParameterValue, 'Print the JSON Schema of a spec, for editors')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'swarmctl;config;help;example' {
            break
        }
        'swarmctl;config;help;validate' {
            break
        }
        'swarmctl;config;help;schema' {
            break
        }
        'swarmctl;config;help;help' {
            break
        }
        'swarmctl;completions' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Directory of the store [default: swarmctl in the XDG state directory]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Ask nothing, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'swarmctl;man' {
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'Write the pages of all commands into this directory')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'The cluster that is meant; needed if the store has several')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Directory of the store [default: swarmctl in the XDG state directory]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout is written as')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say also what is kept and what each node answers')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer questions that ask for consent with yes')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Ask nothing, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'swarmctl;help' {
            [CompletionResult]::new('init', 'init', [CompletionResultType]::ParameterValue, 'Bring a cluster about, or bring it back to its spec')
            [CompletionResult]::new('plan', 'plan', [CompletionResultType]::ParameterValue, 'Show the difference between a cluster''s spec and what is there')
            [CompletionResult]::new('apply', 'apply', [CompletionResultType]::ParameterValue, 'Bring a cluster that exists to its spec')
            [CompletionResult]::new('add-node', 'add-node', [CompletionResultType]::ParameterValue, 'Add nodes to a cluster, several at once')
            [CompletionResult]::new('remove-node', 'remove-node', [CompletionResultType]::ParameterValue, 'Take nodes out of a cluster, and put their hosts back as they were found')
            [CompletionResult]::new('promote', 'promote', [CompletionResultType]::ParameterValue, 'Make a node a manager')
            [CompletionResult]::new('demote', 'demote', [CompletionResultType]::ParameterValue, 'Let a manager be a worker')
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Check a cluster')
            [CompletionResult]::new('version', 'version', [CompletionResultType]::ParameterValue, 'Show the versions of swarmctl and of every manager')
            [CompletionResult]::new('ps', 'ps', [CompletionResultType]::ParameterValue, 'List containers with the node each runs on')
            [CompletionResult]::new('ls', 'ls', [CompletionResultType]::ParameterValue, 'List the cluster''s nodes, with their roles and their state')
            [CompletionResult]::new('env', 'env', [CompletionResultType]::ParameterValue, 'Print the variables that make the docker client talk to the cluster')
            [CompletionResult]::new('docker', 'docker', [CompletionResultType]::ParameterValue, 'Run the docker client against the cluster, or one of its engines')
            [CompletionResult]::new('context', 'context', [CompletionResultType]::ParameterValue, 'Make and remove contexts of the docker client''s')
            [CompletionResult]::new('ssh', 'ssh', [CompletionResultType]::ParameterValue, 'Log in to a node, or run a command there')
            [CompletionResult]::new('scp', 'scp', [CompletionResultType]::ParameterValue, 'Copy files to a node or from it')
            [CompletionResult]::new('exec', 'exec', [CompletionResultType]::ParameterValue, 'Run a command on many nodes at once')
            [CompletionResult]::new('logs', 'logs', [CompletionResultType]::ParameterValue, 'Show what swarmctl''s own containers say, or an engine''s journal')
            [CompletionResult]::new('ip', 'ip', [CompletionResultType]::ParameterValue, 'Print a node''s address')
            [CompletionResult]::new('inspect', 'inspect', [CompletionResultType]::ParameterValue, 'Show all that the store knows of the cluster or of a node, as one JSON document')
            [CompletionResult]::new('history', 'history', [CompletionResultType]::ParameterValue, 'Show what runs did: who, when, on which nodes, with what outcome')
            [CompletionResult]::new('clusters', 'clusters', [CompletionResultType]::ParameterValue, 'List, choose and forget clusters of the store')
            [CompletionResult]::new('certs', 'certs', [CompletionResultType]::ParameterValue, 'List, renew and issue certificates, and keep the CA')
            [CompletionResult]::new('failover', 'failover', [CompletionResultType]::ParameterValue, 'Let another manager be the primary, before the primary''s node is worked on')
            [CompletionResult]::new('migrate', 'migrate', [CompletionResultType]::ParameterValue, 'Move a standalone cluster to swarm mode, on a cluster that goes on working')
            [CompletionResult]::new('unlock-key', 'unlock-key', [CompletionResultType]::ParameterValue, 'Print the key that unlocks the managers of a swarm')
            [CompletionResult]::new('destroy', 'destroy', [CompletionResultType]::ParameterValue, 'Take a cluster away: what swarmctl made is removed, what it found is restored')
            [CompletionResult]::new('doctor', 'doctor', [CompletionResultType]::ParameterValue, 'Check what swarmctl needs on this machine: clients, keys, the store')
            [CompletionResult]::new('config', 'config', [CompletionResultType]::ParameterValue, 'Examples, checks and the schema of specs')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print a completion script')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Print the manual page, or write all pages into a directory')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'swarmctl;help;init' {
            break
        }
        'swarmctl;help;plan' {
            break
        }
        'swarmctl;help;apply' {
            break
        }
        'swarmctl;help;add-node' {
            break
        }
        'swarmctl;help;remove-node' {
            break
        }
        'swarmctl;help;promote' {
            break
        }
        'swarmctl;help;demote' {
            break
        }
        'swarmctl;help;verify' {
            break
        }
        'swarmctl;help;version' {
            break
        }
        'swarmctl;help;ps' {
            break
        }
        'swarmctl;help;ls' {
            break
        }
        'swarmctl;help;env' {
            break
        }
        'swarmctl;help;docker' {
            break
        }
        'swarmctl;help;context' {
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Make a context, or bring one that swarmctl made up to date')
            [CompletionResult]::new('rm', 'rm', [CompletionResultType]::ParameterValue, 'Remove a context that swarmctl made')
            break
        }
        'swarmctl;help;context;create' {
            break
        }
        'swarmctl;help;context;rm' {
            break
        }
        'swarmctl;help;ssh' {
            break
        }
        'swarmctl;help;scp' {
            break
        }
        'swarmctl;help;exec' {
            break
        }
        'swarmctl;help;logs' {
            break
        }
        'swarmctl;help;ip' {
            break
        }
        'swarmctl;help;inspect' {
            break
        }
        'swarmctl;help;history' {
            break
        }
        'swarmctl;help;clusters' {
            [CompletionResult]::new('ls', 'ls', [CompletionResultType]::ParameterValue, 'List the clusters of the store, as `swarmctl ls --clusters` does')
            [CompletionResult]::new('use', 'use', [CompletionResultType]::ParameterValue, 'Choose the cluster that is meant where none is named')
            [CompletionResult]::new('rm', 'rm', [CompletionResultType]::ParameterValue, 'Forget a cluster without touching its hosts')
            break
        }
        'swarmctl;help;clusters;ls' {
            break
        }
        'swarmctl;help;clusters;use' {
            break
        }
        'swarmctl;help;clusters;rm' {
            break
        }
        'swarmctl;help;certs' {
            [CompletionResult]::new('ls', 'ls', [CompletionResultType]::ParameterValue, 'List the cluster''s certificates, each where it lives')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show a certificate in full, or each of a bundle')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'See whether certificates end soon')
            [CompletionResult]::new('rotate', 'rotate', [CompletionResultType]::ParameterValue, 'Issue the nodes'' certificates anew, on a cluster that goes on working')
            [CompletionResult]::new('rotate-ca', 'rotate-ca', [CompletionResultType]::ParameterValue, 'Give the cluster another CA, on a cluster that goes on working')
            [CompletionResult]::new('san', 'san', [CompletionResultType]::ParameterValue, 'Change the names and addresses that a node''s certificate is valid for')
            [CompletionResult]::new('issue', 'issue', [CompletionResultType]::ParameterValue, 'Issue a certificate for a person or a job')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Copy a client''s certificate, its key and the CA out of the store')
            [CompletionResult]::new('sign', 'sign', [CompletionResultType]::ParameterValue, 'Sign a certificate for a key that was made elsewhere')
            [CompletionResult]::new('ca', 'ca', [CompletionResultType]::ParameterValue, 'Bring a CA of your own, take the key away, or put it under a passphrase')
            break
        }
        'swarmctl;help;certs;ls' {
            break
        }
        'swarmctl;help;certs;show' {
            break
        }
        'swarmctl;help;certs;check' {
            break
        }
        'swarmctl;help;certs;rotate' {
            break
        }
        'swarmctl;help;certs;rotate-ca' {
            break
        }
        'swarmctl;help;certs;san' {
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add names or addresses, and issue the certificate anew')
            break
        }
        'swarmctl;help;certs;san;add' {
            break
        }
        'swarmctl;help;certs;issue' {
            break
        }
        'swarmctl;help;certs;export' {
            break
        }
        'swarmctl;help;certs;sign' {
            break
        }
        'swarmctl;help;certs;ca' {
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Bring a CA that was made elsewhere')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Copy the CA out of the store')
            [CompletionResult]::new('passphrase', 'passphrase', [CompletionResultType]::ParameterValue, 'Put the CA''s key under a passphrase, change that, or remove it')
            break
        }
        'swarmctl;help;certs;ca;import' {
            break
        }
        'swarmctl;help;certs;ca;export' {
            break
        }
        'swarmctl;help;certs;ca;passphrase' {
            break
        }
        'swarmctl;help;failover' {
            break
        }
        'swarmctl;help;migrate' {
            break
        }
        'swarmctl;help;unlock-key' {
            break
        }
        'swarmctl;help;destroy' {
            break
        }
        'swarmctl;help;doctor' {
            break
        }
        'swarmctl;help;config' {
            [CompletionResult]::new('example', 'example', [CompletionResultType]::ParameterValue, 'Print a commented spec to begin with')
            [CompletionResult]::new('validate', 'validate', [CompletionResultType]::ParameterValue, 'Check a spec without reaching any node')
            [CompletionResult]::new('schema', 'schema', [CompletionResultType]::ParameterValue, 'Print the JSON Schema of a spec, for editors')
            break
        }
        'swarmctl;help;config;example' {
            break
        }
        'swarmctl;help;config;validate' {
            break
        }
        'swarmctl;help;config;schema' {
            break
        }
        'swarmctl;help;completions' {
            break
        }
        'swarmctl;help;man' {
            break
        }
        'swarmctl;help;help' {
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}
