# What every script that speaks to apt needs. Each goes on when the connection is lost: a package that is half installed is worse than one that nobody
# waits for.
command -v apt-get >/dev/null 2>&1 || fail "there is no apt-get on the host"
trap '' HUP PIPE
log=$(mktemp)
trap 'rm -f "$log"' EXIT

apt() {
	DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=60 -o Dpkg::Options::=--force-confold "$@" >"$log" 2>&1 </dev/null
}

# apt's timeout is for dpkg's lock; the one on the lists is waited for here.
update() {
	tries=0
	until apt update; do
		tries=$((tries + 1))
		if [ "$tries" -ge 12 ] || ! grep -q 'Could not get lock' "$log"; then
			return 1
		fi
		sleep 5
	done
}

apt_failed() {
	tail -n 15 "$log" >&2
	fail "apt-get: $(grep '^E: ' "$log" | tail -n 1)"
}

