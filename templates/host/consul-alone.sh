# consul-alone.sh DATA SERVER: when Consul starts with this data next, it is the only server (IP:PORT), whoever was one before. It takes the
# file away when it has read it.
id=$(cat "$1/node-id")
[ -d "$1/raft" ] || fail "there is no data of a server in $1"
printf '[{"id": "%s", "address": "%s", "non_voter": false}]\n' "$id" "$2" >"$1/raft/.peers.json"
mv -f "$1/raft/.peers.json" "$1/raft/peers.json"
