# What every script begins with. A script that fails says why in its last line on standard error.
set -eu
umask 077
LC_ALL=C
PATH=${PATH:-}:/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin
export LC_ALL PATH

# shellcheck disable=SC2034 # for the script that follows
state=/etc/swarmctl
# shellcheck disable=SC2034 # gone after a reboot
run=/run/swarmctl

fail() {
	echo "$*" >&2 || :
	exit 1
}

# alone: waits for the script of a run that was killed, which may still be at work. Who looks at the host waits for it as well, and sees what it leaves.
alone() {
	command -v flock >/dev/null 2>&1 || return 0
	exec 9>>/run/swarmctl.lock
	flock -w 30 9 || fail "the script of another run is still at work on this host"
}

# take SIZE FILE: the next SIZE bytes of standard input into FILE, on the disk when it returns. Read byte by byte, because
# whatever reads more at once swallows the beginning of the next file.
take() {
	dd ibs=1 obs=65536 count="$1" conv=fsync status=none of="$2" || exit 1
	[ "$(wc -c <"$2")" -eq "$1" ] || fail "the files did not arrive whole"
}

