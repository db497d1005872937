# shellcheck shell=bash
# What the other scripts need of this machine: packages from its own apt, and a Docker Engine that answers.
# Sourced, not run; the caller sets the shell's options.

# Seconds an engine gets to answer after it was started.
ENGINE_DEADLINE=${ENGINE_DEADLINE:-60}

say() { printf '%s\n' "$*" >&2; }

die() {
	say "error: $*"
	exit 1
}

as_root() {
	if [ "$(id -u)" -eq 0 ]; then
		"$@"
	else
		sudo "$@"
	fi
}

package_installed() {
	[ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# Other scripts may be at apt as well: wait for its lock instead of failing. apt talks on stdout, which is data here.
apt_get() {
	as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 "$@" >&2
}

# ensure_packages PKG...: installs what is missing, and only that.
ensure_packages() {
	local package missing=()
	for package in "$@"; do
		package_installed "$package" || missing+=("$package")
	done
	[ "${#missing[@]}" -gt 0 ] || return 0
	say "installing ${missing[*]}"
	# The lists at hand are mostly good enough; where they are absent or point at files that are gone, fetch them and
	# try again, this time with apt's own words.
	if ! apt_get install -y --no-install-recommends "${missing[@]}" 2>/dev/null; then
		apt_get update
		apt_get install -y --no-install-recommends "${missing[@]}"
	fi
}

# mirror_of SUITE: where this machine's apt has that suite of Debian from; nothing where it has none.
mirror_of() {
	# shellcheck disable=SC2016 # apt's own variables, not the shell's
	apt-get indextargets --format '$(CODENAME) $(REPO_URI)' 'Created-By: Packages' 'Origin: Debian' |
		awk -v suite="$1" '$1 == suite && !found { sub("/$", "", $2); print $2; found = 1 }'
}

# debian_mirror: where this machine's apt has Debian itself from, whatever its release. A mirror carries every release that
# is alive, so the others are there as well.
debian_mirror() {
	local mirror
	mirror=$(first_debian_mirror)
	if [ -z "$mirror" ]; then
		# Without its lists apt does not know what its sources are.
		apt_get update
		mirror=$(first_debian_mirror)
	fi
	[ -n "$mirror" ] || die "this machine's apt has no mirror of Debian"
	printf '%s\n' "$mirror"
}

first_debian_mirror() {
	local suite mirror
	# Named, because the sources of updates and security fixes are Debian's too, and carry only those.
	for suite in trixie bookworm bullseye; do
		mirror=$(mirror_of "$suite")
		if [ -n "$mirror" ]; then
			printf '%s\n' "$mirror"
			return 0
		fi
	done
}

engine_answers() { timeout 10 docker info >/dev/null 2>&1; }

# ensure_engine: nothing where an engine answers; else installs Debian's, starts it and waits until it answers.
ensure_engine() {
	if engine_answers; then
		return 0
	fi
	command -v dockerd >/dev/null || [ -x /usr/sbin/dockerd ] || ensure_packages docker.io
	# A client without a daemon, or the other way round, comes from mixed installations.
	command -v docker >/dev/null || ensure_packages docker.io

	local log=''
	if engine_answers; then
		return 0
	elif [ -d /run/systemd/system ]; then
		say "starting docker.service"
		as_root systemctl start docker.service
	else
		log=$(mktemp "${TMPDIR:-/tmp}/dockerd.XXXXXX.log")
		say "starting dockerd, its log is $log"
		# Where one is on its way up already, this one sees its pid file and ends. A session of its own, so that it
		# outlives this script and its terminal; sbin may not be in a user's PATH.
		as_root env "PATH=$PATH:/usr/sbin:/sbin" setsid dockerd >"$log" 2>&1 </dev/null &
	fi

	local deadline=$((SECONDS + ENGINE_DEADLINE))
	until engine_answers; do
		if [ "$SECONDS" -ge "$deadline" ]; then
			[ -z "$log" ] || tail -n 20 "$log" >&2
			die "no Docker Engine answers after $ENGINE_DEADLINE s (as $(id -un): is this user in the group docker?)"
		fi
		sleep 0.2
	done
}
