# revert-pair.sh DIR: puts the pair of a directory that is still there back in force. Whoever has started since the switch away from it is
# then older than the link, and so known to need a restart.
tls=$state/tls
link=$tls/.current.new

alone
if [ ! -d "$tls/$1" ]; then
	fail "the former certificate ($tls/$1) is not there any more"
fi
if [ "$(readlink "$tls/current")" = "$1" ]; then
	exit 0
fi
trap 'rm -f "$link"' EXIT
trap 'exit 1' HUP INT TERM
# It may be noted as read by Consul, which has perhaps read the other one since: a run that was killed in between has not noted that.
rm -f "$state/consul.applied"
# Directories go by age, and this one is to outlast the one that failed.
touch "$tls/$1"
ln -sf "$1" "$link"
mv -f -T "$link" "$tls/current"
# What was switched is told, for whoever restarts what reads it.
echo reverted
