#!/bin/sh
# Behaves as the entrypoint of the official Consul image, in what swarmctl can run into: the words that become `consul …`,
# the owner of the two directories, and the user that Consul runs as.
set -e

data=${CONSUL_DATA_DIR:-/consul/data}
config=${CONSUL_CONFIG_DIR:-/consul/config}

if [ -n "$CONSUL_LOCAL_CONFIG" ]; then
	printf '%s\n' "$CONSUL_LOCAL_CONFIG" >"$config/local.json"
fi

case $1 in
agent)
	shift
	# CONSUL_BIND and CONSUL_CLIENT are whole options, or nothing.
	# shellcheck disable=SC2086
	set -- consul agent -data-dir="$data" -config-dir="$config" $CONSUL_BIND $CONSUL_CLIENT "$@"
	;;
-*) set -- consul "$@" ;;
*)
	# Every subcommand names itself in its help; `version` has none.
	if [ "$1" = version ] || consul --help "$1" 2>&1 | grep -q "consul $1"; then
		set -- consul "$@"
	fi
	;;
esac

if [ "$1" = consul ] && [ -z "${CONSUL_DISABLE_PERM_MGMT+set}" ]; then
	# As in the official image this ends the container where a directory is mounted read-only and is somebody else's.
	for dir in "$data" "$config"; do
		if [ "$(stat -c %u "$dir")" != "$(id -u consul)" ]; then
			chown consul:consul "$dir"
		fi
	done
	# busybox's su execs the shell and the shell execs Consul: the process stays PID 1 and gets the signals. -m keeps the
	# environment; -- keeps su from reading Consul's options as its own.
	exec su -m -s /bin/sh -- consul -c 'exec "$@"' sh "$@"
fi

exec "$@"
