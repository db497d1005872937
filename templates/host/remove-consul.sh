# remove-consul.sh: Consul's configuration, and what it was noted to have read, are there no more.
rm -rf "$state/consul" "$state/consul.applied"
