# shellcheck shell=bash
# The bench's part on swarm mode: `init` against the same by hand on all hosts at once, and how its time grows with the cluster.
# Sourced after lib/bench-hosts.sh, not run; the caller sets the shell's options, BENCH_WORK, `swarmctl` and `host_image`, and has timed().

# swarm_hosts COUNT: that many fresh hosts, named in BENCH_NODES.
swarm_hosts() {
	local i
	BENCH_NODES=()
	for ((i = 1; i <= $1; i++)); do
		BENCH_NODES+=("node-$i")
	done
	# shellcheck disable=SC2154 # the caller's
	fresh_hosts "$host_image"
}

# swarm_spec MANAGERS ACCESS: of all hosts; the first ones are managers.
swarm_spec() {
	local i=0 node roles
	printf '%s\n' 'apiVersion: swarmctl/v1' 'name: bench' 'orchestrator: swarm-mode' "ssh: { user: root, identity: $BENCH_WORK/key }" "engine: { access: $2 }" 'nodes:'
	for node in "${BENCH_NODES[@]}"; do
		i=$((i + 1))
		roles=
		[ "$i" -gt "$1" ] || roles=', roles: [manager]'
		printf '  - { name: %s, address: %s%s }\n' "$node" "$(address_of "$BENCH-$node")" "$roles"
	done
}

# swarm_init_s COUNT MANAGERS ACCESS: how long `init` takes on fresh hosts, to a green verify.
swarm_init_s() {
	local took
	swarm_hosts "$1"
	swarm_spec "$2" "$3" >"$BENCH_WORK/swarm.yaml"
	rm -rf "$SWARMCTL_HOME"
	# shellcheck disable=SC2154 # the caller's
	timed "$BENCH_WORK/swarm" "$swarmctl" init -f "$BENCH_WORK/swarm.yaml"
	read -r took _ <"$BENCH_WORK/swarm"
	printf '%s\n' "$took"
}

# swarm_by_hand_s COUNT MANAGERS
swarm_by_hand_s() {
	local node took hosts=()
	swarm_hosts "$1"
	for node in "${BENCH_NODES[@]}"; do
		hosts+=("$node=$(address_of "$BENCH-$node")")
	done
	rm -rf "$BENCH_WORK/by-hand"
	mkdir -m 0700 "$BENCH_WORK/by-hand"
	# shellcheck disable=SC2154 # the caller's
	timed "$BENCH_WORK/hand" "$root/scripts/bench-by-hand" "$BENCH_WORK/by-hand" "$BENCH_WORK/key" "$2" "${hosts[@]}"
	read -r took _ <"$BENCH_WORK/hand"
	printf '%s\n' "$took"
}

# run_swarm_mode: four hosts, three of them managers, both ways; then more of them. Prints JSON.
run_swarm_mode() {
	jq -n --argjson init "$(swarm_init_s 4 3 tls)" --argjson hand "$(swarm_by_hand_s 4 3)" \
		--argjson five "$(swarm_init_s 5 5 tls)" --argjson sixteen "$(swarm_init_s 16 3 tls)" \
		--argjson ssh "$(swarm_init_s 4 3 ssh)" --argjson ssh_sixteen "$(swarm_init_s 16 3 ssh)" \
		'{ swarm_init_s: $init, swarm_by_hand_s: $hand, swarm_five_managers_s: $five, swarm_sixteen_s: $sixteen,
		  swarm_ssh_init_s: $ssh, swarm_ssh_sixteen_s: $ssh_sixteen }'
}
