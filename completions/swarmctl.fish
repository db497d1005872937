complete --keep-order --exclusive --command swarmctl --arguments "(SWARMCTL_COMPLETE=fish swarmctl -- (commandline --current-process --tokenize --cut-at-cursor) (commandline --current-token))"
