# facts.sh "$SSH_CONNECTION": everything that is to be known of a host, as lines of a key and a value; contents of files in base64.
# Changes nothing, and goes on where something cannot be found out: what is absent in the output is not known. `end` is the last
# line of an answer that is whole.
set +e

# Larger files are named instead of being cut: a part of one could be taken for the whole.
size_limit=262144

say() {
	[ -z "$2" ] || printf '%s %s\n' "$1" "$2"
}

file() {
	[ -f "$2" ] && [ -r "$2" ] || return
	if [ "$(wc -c <"$2")" -gt "$size_limit" ]; then
		say too-large "$2"
	else
		printf '%s %s\n' "$1" "$(base64 <"$2" | tr -d '\n')"
	fi
}

# free KEY DIR: free space where DIR is, or will be.
free() {
	dir=$2
	while [ ! -d "$dir" ] && [ "$dir" != / ] && [ -n "$dir" ]; do
		dir=${dir%/*}
	done
	say "$1" "$(df -P -k "${dir:-/}" 2>/dev/null | tail -n 1)"
}

say clock-begin "$(date +%s.%N)"
# The script of a run that was killed may still be at work on the engine: what it leaves is what is to be known.
if [ -r /run/swarmctl.lock ] && command -v flock >/dev/null 2>&1; then
	flock -s -w 12 /run/swarmctl.lock true
fi
say connection "$1"
file os-release /etc/os-release
say machine-id "$(cat /etc/machine-id 2>/dev/null)"
say arch "$(uname -m)"
say init "$(cat /proc/1/comm 2>/dev/null)"
if command -v apt-get >/dev/null 2>&1; then
	say packages apt
fi

if command -v ip >/dev/null 2>&1; then
	ip -o addr show 2>/dev/null | sed 's/^/address /'
else
	say addresses "$(hostname -I 2>/dev/null)"
fi
if command -v ss >/dev/null 2>&1; then
	ss -H -ltnp 2>/dev/null | sed 's/^/listener /'
else
	sed -n 's/^ *[0-9]*: [0-9A-F]*:\([0-9A-F]*\) [0-9A-F]*:0000 0A .*/socket \1/p' /proc/net/tcp /proc/net/tcp6 2>/dev/null
fi

data_root=$(sed -n 's/.*"data-root"[[:space:]]*:[[:space:]]*"\(\/[^"]*\)".*/\1/p' /etc/docker/daemon.json 2>/dev/null | head -n 1)
free disk-engine "${data_root:-/var/lib/docker}"
free disk-etc /etc

say dockerd "$(command -v dockerd 2>/dev/null)"
if command -v systemctl >/dev/null 2>&1; then
	say unit "$(systemctl cat --no-pager docker.service 2>/dev/null | base64 | tr -d '\n')"
	say unit-active "$(systemctl is-active docker.service 2>/dev/null)"
fi
file daemon-json /etc/docker/daemon.json

file cluster "$state/cluster"
if [ -d "$state/before" ]; then
	say engine-saved yes
fi
file engine-applied "$state/engine.applied"
file consul-applied "$state/consul.applied"
link=$state/tls/current
if [ -L "$link" ]; then
	say leaf-dir "$(readlink "$link")"
	say leaf-switched "$(stat -c %.9Y "$link" 2>/dev/null)"
	file leaf-cert "$link/cert.pem"
	file leaf-ca "$link/ca.pem"
fi
# hashes KEY DIR: what is in each file of DIR.
hashes() {
	for path in "$2"/*; do
		if [ -f "$path" ]; then
			hash=$(sha256sum "$path")
			say "$1" "${hash%% *} ${path##*/}"
		fi
	done
}
file lock-held "$run/lock"
file lock-last "$run/last"
hashes consul-file "$state/consul"
hashes store-file "$state/discovery"

say clock-end "$(date +%s.%N)"
echo end
