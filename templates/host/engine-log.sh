# engine-log.sh LINES: the engine's last log lines beyond the usual.
if command -v journalctl >/dev/null 2>&1; then
	journalctl --unit docker.service --lines 200 --output cat --no-pager | grep -v level=info | tail -n "$1"
fi
