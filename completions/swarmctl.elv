
set edit:completion:arg-completer[swarmctl] = { |@words|
    var index = (count $words)
    set index = (- $index 1)

    put (env _CLAP_IFS="\n" _CLAP_COMPLETE_INDEX=(to-string $index) SWARMCTL_COMPLETE="elvish" swarmctl -- $@words) | to-lines
}

