# What the scripts that change the lock need.

# one_at_a_time: so that what is read of the lock still holds when it is changed. It ends with the script.
one_at_a_time() {
	command -v flock >/dev/null 2>&1 || return 0
	exec 8<"$run"
	flock -w 10 8 || fail "the lock in $run is being changed by somebody who does not end"
}

say_held() {
	printf 'held %s\n' "$(printf '%s\n' "$held" | base64 | tr -d '\n')"
}
