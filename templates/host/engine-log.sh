# engine-log.sh LINES: the engine's last log lines.
if command -v journalctl >/dev/null 2>&1; then
	journalctl --unit docker.service --lines "$1" --output cat --no-pager
fi
