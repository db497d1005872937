# What the two scripts that restart the engine have in common: files replaced whole, containers kept running, and the way back.
# Both go on when the connection is lost, because an engine that is half configured must not stay so.
trap '' HUP PIPE

# And so one of them may find another at work.
alone

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
cursor=
# Whether published ports are held.
held=no
# Whether this call saved what stood before swarmctl.
saved=no
if systemctl is-active --quiet docker.service; then was_active=yes; else was_active=no; fi
# An engine that opens the socket by itself takes the file away from systemd, which does not notice: the two begin anew together.
units=docker.service
if systemctl is-active --quiet docker.socket; then units="docker.socket docker.service"; fi

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

# receive SIZE NAME: a file from standard input, or none where the size is `-`.
receive() {
	[ "$1" = - ] || take "$1" "$work/$2"
}

# as_open_as_daemon_json NAME...: what was received may be read by whoever may read daemon.json.
as_open_as_daemon_json() {
	mode=644
	[ ! -e "$daemon_json" ] || mode=$(stat -c %a "$daemon_json")
	for file; do
		[ ! -e "$work/$file" ] || chmod "$mode" "$work/$file"
	done
}

# save FROM NAME: what stood before swarmctl, or that there was nothing.
save() {
	if [ -e "$1" ]; then
		cp -p "$1" "$before.new/$2"
	else
		: >"$before.new/$2.absent"
	fi
}

# save_before: what stands, before the first change. An edit that somebody made since is noted.
save_before() {
	if [ ! -d "$before" ]; then
		rm -rf "$before.new"
		mkdir "$before.new"
		save "$daemon_json" daemon.json
		save "$drop_in" dropin
		keep "$work/stood.bridge" "$before.new/daemon.json.bridge"
		[ "$was_active" = yes ] || : >"$before.new/engine.inactive"
		saved=yes
		mv "$before.new" "$before"
	elif edited; then
		# From now on the edit is part of what swarmctl writes, and no longer to be told from it.
		: >"$before/daemon.json.edited"
	fi
}

# forget_saved: after a failure, what this call saved is what stands again; the next one saves anew.
forget_saved() {
	[ "$saved" = no ] || rm -rf "$before"
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

# reload FILE true|false: FILE in force without a restart, as far as that goes; returns when live-restore is what it says.
reload() {
	put_config "$1"
	systemctl reload docker.service || return
	if ! command -v docker >/dev/null 2>&1; then
		sleep 1
		return
	fi
	tries=0
	until [ "$(engine_says info --format '{{.LiveRestoreEnabled}}')" = "$2" ]; do
		tries=$((tries + 1))
		[ "$tries" -lt 100 ] || return
		sleep 0.05
	done
}

# runs_containers: whether any container runs; the runtime has a process beside each.
runs_containers() {
	cat /proc/[0-9]*/comm 2>/dev/null | grep -q -E '^(containerd-shim|docker-containe)'
}

# keep_containers BRIDGE: BRIDGE has live-restore, so that running containers outlive the restart that follows. Where none runs there is nothing to keep.
keep_containers() {
	runs_containers || return 0
	if ! reload "$1" true && [ -n "$(engine_says ps --quiet)" ]; then
		give_up "the engine does not take live-restore over, so that a restart would stop its containers"
	fi
}

# settle BRIDGE FILE: from BRIDGE back to FILE, which is the same without live-restore. A key that is only absent leaves the engine as it
# is: live-restore has to be switched off by its name before.
settle() {
	sed 's/"live-restore"[[:space:]]*:[[:space:]]*true/"live-restore": false/' "$1" >"$work/off"
	reload "$work/off" false || :
	put "$2" "$daemon_json" || return
	systemctl reload docker.service
}

# up PORTS: whether the engine is there and listens on every one of the ports. Its unit is of the kind that tells systemd when it is ready.
up() {
	systemctl is-active --quiet docker.service || return
	for port in $1; do
		hex=$(printf %04X "$port")
		grep -q "^ *[0-9]*: [0-9A-F]*:$hex [0-9A-F]*:0000 0A " /proc/net/tcp /proc/net/tcp6 2>/dev/null || return
	done
}

# hold_ports: published ports go on through the engine's restart. An engine that begins empties its chains and fills them again when it has found its
# containers, and refuses meanwhile whoever comes anew (0.3 s, measured on Engine 20.10): a copy of its rules stands behind them until then. It is only
# ever a help, and so nothing here is a failure. Ports of 127.0.0.1 are served by a process of the engine's, which ends with it.
hold_ports() {
	release_ports
	for tables in iptables ip6tables; do
		command -v "$tables-restore" >/dev/null 2>&1 || continue
		nat=$("$tables" -w 5 -t nat -S DOCKER 2>/dev/null | sed -n 's/^-A DOCKER \(.* -j DNAT .*\)$/-A SWARMCTL \1/p')
		[ -n "$nat" ] || continue
		held=yes
		lo=127.0.0.0/8
		[ "$tables" = iptables ] || lo=::1/128
		{
			printf '%s\n' '*nat' ':SWARMCTL - [0:0]' "$nat" '-A PREROUTING -m addrtype --dst-type LOCAL -j SWARMCTL'
			printf '%s\n' "-A OUTPUT ! -d $lo -m addrtype --dst-type LOCAL -j SWARMCTL" COMMIT '*filter' ':SWARMCTL - [0:0]'
			"$tables" -w 5 -S DOCKER | sed -n 's/^-A DOCKER \(.* -j ACCEPT\)$/-A SWARMCTL \1/p'
			printf '%s\n' '-A FORWARD -j SWARMCTL' COMMIT
		} 2>/dev/null | "$tables-restore" --noflush -w 5 2>/dev/null || :
	done
}

# release_ports: undoes hold_ports, also that of a script that was killed.
release_ports() {
	for tables in iptables ip6tables; do
		# This chain comes first and goes last.
		"$tables" -w 5 -t nat -S SWARMCTL >/dev/null 2>&1 || continue
		for place in 'filter FORWARD' 'nat PREROUTING' 'nat OUTPUT'; do
			table=${place% *}
			"$tables" -w 5 -t "$table" -S "${place#* }" | sed -n 's/^-A \(.* -j SWARMCTL\)$/-D \1/p' | while read -r rule; do
				# shellcheck disable=SC2086 # its words
				"$tables" -w 5 -t "$table" $rule
			done
		done
		for table in filter nat; do
			"$tables" -w 5 -t "$table" -F SWARMCTL
			"$tables" -w 5 -t "$table" -X SWARMCTL
		done
	done 2>/dev/null
	held=no
}

# restart PORTS: restarts the engine and waits until it is up.
restart() {
	hold_ports
	begin_anew "$1"
	came=$?
	[ "$held" = no ] || release_ports
	return "$came"
}

begin_anew() {
	cursor=$(journalctl --lines 1 --output cat --show-cursor --quiet 2>/dev/null | sed -n 's/^-- cursor: //p')
	systemctl daemon-reload || return
	# An engine that failed before would else be refused its start for a while.
	systemctl reset-failed docker.service docker.socket 2>/dev/null || :
	# shellcheck disable=SC2086 # one or two words
	timeout 90 systemctl restart $units 2>/dev/null || return
	tries=0
	until up "$1"; do
		tries=$((tries + 1))
		[ "$tries" -lt 200 ] || return 1
		sleep 0.05
	done
}

# last_words: what the log has since the last restart beyond the usual.
last_words() {
	journalctl --unit docker.service ${cursor:+--after-cursor="$cursor"} --lines 100 --output cat --no-pager --quiet 2>/dev/null | grep -v level=info || :
}

give_up() {
	reason=$1
	exit 1
}

# give_up_with_last_words: the engine's own words; where it has none, because it could not even be executed, systemd's.
give_up_with_last_words() {
	words=$(last_words)
	own=$(printf '%s\n' "$words" | grep -v -E '^(docker.service: |(Start|Stopp|Reload)(ing|ed) |Failed to start )') || :
	if [ -n "$own" ]; then
		cause=$(printf '%s\n' "$own" | tail -n 1)
	else
		own=$words
		cause=$(printf '%s\n' "$own" | grep '^docker.service: Failed' | head -n 1)
	fi
	printf '%s\n' "$own" | tail -n 15 >&2 || :
	give_up "the engine did not come up: ${cause:-it does not say why}"
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
	if [ "$was_active" = no ]; then
		put "$work/stood.json" "$daemon_json" && systemctl daemon-reload || return
		systemctl stop docker.service 2>/dev/null || return
	elif [ -e "$work/stood.bridge" ]; then
		if [ "$stage" = restarted ]; then
			put "$work/stood.bridge" "$daemon_json" && restart '' || return
		fi
		settle "$work/stood.bridge" "$work/stood.json" || return
	else
		put "$work/stood.json" "$daemon_json" || return
		[ "$stage" = reloaded ] || restart '' || return
	fi
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
	[ "$held" = no ] || release_ports
	[ "$status" -eq 0 ] || on_failure
	rm -rf "$work"
	[ -z "$reason" ] || echo "$reason" >&2
	exit "$status"
}

