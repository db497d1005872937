# install-version.sh PACKAGE VERSION PORTS: the engine's package at this version, newer or older, and the engine running what is installed then and listening on
# the ports. The package restarts the engine by itself; where it does not, or the engine does not come up by that, it is restarted here.
package=$1
version=$2
ports=$3

leave() {
	status=$?
	[ "$held" = no ] || release_ports
	rm -f "$log"
	[ -z "$reason" ] || echo "$reason" >&2
	exit "$status"
}
trap leave EXIT

# runs_what_is_installed: whether the engine was started since its program was last replaced.
runs_what_is_installed() {
	pid=$(systemctl show --property MainPID --value docker.service 2>/dev/null)
	case $(readlink "/proc/$pid/exe" 2>/dev/null) in
	*' (deleted)' | '') return 1 ;;
	esac
}

cursor=$(journalctl --lines 1 --output cat --show-cursor --quiet 2>/dev/null | sed -n 's/^-- cursor: //p')
hold_ports
apt install --no-install-recommends --allow-downgrades "$package=$version" || apt_failed
tries=0
until up "$ports" || [ "$tries" -ge 60 ]; do
	tries=$((tries + 1))
	sleep 0.1
done
if ! up "$ports" || ! runs_what_is_installed; then
	restart "$ports" || give_up_with_last_words
fi
