# install-package.sh PACKAGE: installs the engine's package by apt-get and starts the engine. It goes on when the connection is
# lost: a package that is half installed is worse than one that nobody waits for.
package=$1

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

give_up() {
	tail -n 15 "$log" >&2
	fail "apt-get: $(grep '^E: ' "$log" | tail -n 1)"
}

# The lists at hand are mostly good enough; where they are absent or point at files that are gone, they are fetched.
# Without its recommendations an engine may come without the roots that registries are checked against.
if ! apt install --no-install-recommends "$package" ca-certificates; then
	update || give_up
	apt install --no-install-recommends "$package" ca-certificates || give_up
fi
# Some releases ship the client, through which users that are not root reach the engine, by itself.
command -v docker >/dev/null 2>&1 || apt install --no-install-recommends docker-cli || :

if ! systemctl enable --now docker.service >"$log" 2>&1; then
	journalctl --unit docker.service --lines 15 --output cat --no-pager >&2 || :
	fail "\`$package\` is installed, but the engine does not start: $(tail -n 1 "$log")"
fi
