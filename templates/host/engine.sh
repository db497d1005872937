# What the two scripts that restart the engine have in common: files replaced whole, containers kept running, and the way back.
# Both go on when the connection is lost, because an engine that is half configured must not stay so.
trap '' HUP PIPE

before=$state/before
daemon_json=/etc/docker/daemon.json
drop_in=/etc/systemd/system/docker.service.d/50-swarmctl.conf
applied_stamp=$state/engine.applied
# A link to the real file stays one.
if [ -L "$daemon_json" ]; then
	daemon_json=$(readlink -f "$daemon_json")
fi
work=
reason=
# How far it came: none, reloaded, restarted. It decides what the way back takes.
stage=none
begun=$(date +%s)
if systemctl is-active --quiet docker.service; then was_active=yes; else was_active=no; fi

# keep FROM TO: a copy, if there is something to copy.
keep() {
	[ ! -e "$1" ] || cp -p "$1" "$2"
}

# put FROM TO: FROM in the place of TO, whole or not at all. Where there is no FROM, there is to be no TO.
put() {
	if [ ! -e "$1" ]; then
		rm -f "$2"
		return
	fi
	(umask 022 && mkdir -p "${2%/*}") || return
	if ! { cp -p "$1" "$2.swarmctl" && mv -f "$2.swarmctl" "$2"; }; then
		rm -f "$2.swarmctl"
		return 1
	fi
}

hash_of() {
	hash=$(sha256sum "$1")
	printf '%s\n' "${hash%% *}"
}

# put_config FILE: a daemon.json of swarmctl's making. It is noted first, so that an edit by somebody else can be told from it.
put_config() {
	hash_of "$1" >>"$before/daemon.json.written"
	put "$1" "$daemon_json"
}

# edited: whether daemon.json is neither what stood before nor anything that swarmctl wrote. Removing it is no edit that could be lost.
edited() {
	[ -e "$daemon_json" ] && ! cmp -s "$daemon_json" "$before/daemon.json" &&
		! grep -q -x "$(hash_of "$daemon_json")" "$before/daemon.json.written" 2>/dev/null
}

engine_says() {
	timeout 10 docker --host unix:///var/run/docker.sock "$@" 2>/dev/null
}

# keep_containers FILE: by a reload with FILE, which has live-restore, makes running containers outlive the restart that follows.
keep_containers() {
	stage=reloaded
	put_config "$1"
	systemctl reload docker.service
	if ! command -v docker >/dev/null 2>&1; then
		sleep 1
		return
	fi
	tries=0
	until [ "$(engine_says info --format '{{.LiveRestoreEnabled}}')" = true ]; do
		tries=$((tries + 1))
		if [ "$tries" -ge 25 ]; then
			[ -z "$(engine_says ps --quiet)" ] || give_up "the engine does not take live-restore over, so that a restart would stop its containers"
			return 0
		fi
		sleep 0.2
	done
}

# listening PORTS: whether every one is being listened on.
listening() {
	for port in $1; do
		hex=$(printf %04X "$port")
		grep -q "^ *[0-9]*: [0-9A-F]*:$hex [0-9A-F]*:0000 0A " /proc/net/tcp /proc/net/tcp6 2>/dev/null || return 1
	done
}

# restart PORTS: restarts the engine and waits until it is there.
restart() {
	systemctl daemon-reload || return
	# An engine that failed before would else be refused its start for a while.
	systemctl reset-failed docker.service docker.socket 2>/dev/null || :
	timeout 90 systemctl restart docker.service 2>/dev/null || return
	tries=0
	until systemctl is-active --quiet docker.service && listening "$1"; do
		tries=$((tries + 1))
		[ "$tries" -lt 50 ] || return 1
		sleep 0.2
	done
}

# The engine's words since this began; where it had none (it could not even be executed), systemd's.
last_words() {
	words=$(journalctl --unit docker.service --identifier dockerd --since "@$begun" --lines 60 --output cat --no-pager 2>/dev/null) || :
	if [ -z "$words" ]; then
		words=$(journalctl --unit docker.service --since "@$begun" --lines 10 --output cat --no-pager 2>/dev/null) || :
	fi
	printf '%s\n' "$words"
}

give_up() {
	reason=$1
	exit 1
}

give_up_with_last_words() {
	words=$(last_words)
	printf '%s\n' "$words" | tail -n 15 >&2 || :
	give_up "the engine did not come up: $(printf '%s\n' "$words" | grep -v level=info | tail -n 1)"
}

begin() {
	mkdir -p "$state"
	chmod 0700 "$state"
	# Of a run that was killed.
	rm -rf "$state"/.work.*
	work=$(mktemp -d "$state/.work.XXXXXX")
	trap finish EXIT
	trap 'give_up interrupted' INT TERM
	keep "$daemon_json" "$work/stood.json"
	keep "$drop_in" "$work/stood.conf"
	keep "$applied_stamp" "$work/stood.applied"
}

# way_back: what stood when this script began, running as it ran. `$work/stood.bridge` is that with live-restore on, if given.
way_back() {
	put "$work/stood.conf" "$drop_in" || return
	if [ "$stage" = restarted ] && [ "$was_active" = yes ] && [ -e "$work/stood.bridge" ]; then
		put "$work/stood.bridge" "$daemon_json" && restart '' || return
		stage=reloaded
	fi
	put "$work/stood.json" "$daemon_json" || return
	case $stage-$was_active in
	reloaded-yes) systemctl reload docker.service || return ;;
	restarted-yes) restart '' || return ;;
	restarted-no) systemctl daemon-reload && systemctl stop docker.service || return ;;
	esac
	put "$work/stood.applied" "$applied_stamp"
}

finish() {
	status=$?
	trap '' INT TERM
	set +e
	if [ "$status" -ne 0 ] && [ "$stage" != none ]; then
		reason=${reason:-"a file could not be written"}
		if way_back; then
			reason="$reason (what stood before is back in force)"
		else
			reason="$reason; and what stood before could not be brought back: $(last_words | tail -n 1)"
		fi
	fi
	[ "$status" -eq 0 ] || on_failure
	rm -rf "$work"
	[ -z "$reason" ] || echo "$reason" >&2
	exit "$status"
}

