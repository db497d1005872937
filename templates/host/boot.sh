# boot.sh: a word that is another one after each boot. In a container the kernel's is its host's, and so the moment at which the first process began goes with it.
printf '%s-%s' "$(cat /proc/sys/kernel/random/boot_id)" "$(sed 's/.*) //' /proc/1/stat | cut -d ' ' -f 20)"
