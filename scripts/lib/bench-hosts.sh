# shellcheck shell=bash
# What the bench runs on: a network of its own, a registry on it, and fresh hosts with an engine.
# Sourced after lib/engine.sh, not run; the caller sets the shell's options and BENCH_WORK, a directory for keys and logs.

BENCH=swarmctl-bench
BENCH_REGISTRY_IMAGE=swarmctl-bench/registry
# shellcheck disable=SC2034 # for those who source this
STANDALONE_NODES=(manager-1 registry worker-1 worker-2)
# The hosts that there are now.
BENCH_NODES=()

# The options of a host's container: what systemd and an engine need, as the docker driver gives it.
BENCH_HOST_OPTIONS=(
	--cap-add SYS_ADMIN --cap-add NET_ADMIN --cap-add SYS_PTRACE
	--security-opt seccomp=unconfined --security-opt apparmor=unconfined --security-opt systempaths=unconfined
	--tmpfs /run --tmpfs /run/lock --tmpfs /tmp -v /sys/fs/cgroup:/sys/fs/cgroup:rw --cgroupns host
)

# address_of CONTAINER
address_of() {
	docker inspect -f "{{(index .NetworkSettings.Networks \"$BENCH\").IPAddress}}" "$1"
}

remove_hosts() {
	local found
	mapfile -t found < <(docker ps -aq --filter "label=$BENCH=host")
	[ "${#found[@]}" -eq 0 ] || docker rm -fv "${found[@]}" >/dev/null
}

remove_bench() {
	remove_hosts
	docker rm -fv "$BENCH-images" >/dev/null 2>&1 || true
	docker network rm "$BENCH" >/dev/null 2>&1 || true
}

# ensure_registry_image BASE
ensure_registry_image() {
	if docker image inspect "$BENCH_REGISTRY_IMAGE" >/dev/null 2>&1; then
		return 0
	fi
	say "building $BENCH_REGISTRY_IMAGE"
	# The machine's own network: an engine's default bridge may be absent or lead nowhere.
	if ! DOCKER_BUILDKIT=0 docker build --network host -t "$BENCH_REGISTRY_IMAGE" - >"$BENCH_WORK/registry.log" 2>&1 <<-END; then
		FROM $1
		RUN apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends docker-registry && rm -rf /var/lib/apt/lists/*
		# The package's own configuration wants a password.
		RUN printf '%s\n' 'version: 0.1' 'storage: { filesystem: { rootdirectory: /var/lib/docker-registry } }' 'http: { addr: ":5000" }' > /etc/docker/registry/config.yml
		EXPOSE 5000
		CMD ["docker-registry", "serve", "/etc/docker/registry/config.yml"]
	END
		tail -n 20 "$BENCH_WORK/registry.log" >&2
		die "building $BENCH_REGISTRY_IMAGE failed"
	fi
}

# start_registry IMAGE...: a registry that holds the images under their own names, at BENCH_REGISTRY.
start_registry() {
	local image port pushed
	docker network create "$BENCH" >/dev/null
	# Engines take a registry on loopback without TLS as it is; the hosts are told to.
	docker run -d --name "$BENCH-images" --network "$BENCH" -p 127.0.0.1::5000 "$BENCH_REGISTRY_IMAGE" >/dev/null
	# shellcheck disable=SC2034 # for those who source this
	BENCH_REGISTRY=$(address_of "$BENCH-images"):5000
	port=$(docker port "$BENCH-images" 5000/tcp)
	port=${port##*:}
	for image in "$@"; do
		docker tag "$image" "localhost:$port/$image"
		retry 50 docker push -q "localhost:$port/$image" >/dev/null && pushed=yes || pushed=no
		# The name is for the push alone, also where that failed.
		docker rmi "localhost:$port/$image" >/dev/null
		[ "$pushed" = yes ] || die "the bench's registry did not take $image"
	done
}

# retry TIMES COMMAND...: ten tries a second until it succeeds.
retry() {
	local left=$1
	shift
	until "$@" 2>"$BENCH_WORK/retry.log"; do
		left=$((left - 1))
		if [ "$left" -le 0 ]; then
			cat "$BENCH_WORK/retry.log" >&2
			return 1
		fi
		sleep 0.1
	done
}

# fresh_hosts IMAGE: the hosts named in BENCH_NODES, on which nothing was done yet, up, with an engine that answers.
fresh_hosts() {
	remove_hosts
	further_hosts "$1" "${BENCH_NODES[@]}"
}

# further_hosts IMAGE NAME...: the same for these, beside those that there are.
further_hosts() {
	local image=$1 node
	shift
	for node in "$@"; do
		docker create --name "$BENCH-$node" --hostname "$node" --network "$BENCH" --label "$BENCH=host" "${BENCH_HOST_OPTIONS[@]}" "$image" >/dev/null
		tar -C "$BENCH_WORK/authorized" --owner 0 --group 0 --mode 0600 -c authorized_keys | docker cp -q - "$BENCH-$node:/root/.ssh"
		docker start "$BENCH-$node" >/dev/null
	done
	for node in "$@"; do
		retry 300 docker exec "$BENCH-$node" docker info >/dev/null
		retry 300 ssh -F none -i "$BENCH_WORK/key" -o BatchMode=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null \
			-o LogLevel=ERROR "root@$(address_of "$BENCH-$node")" true
	done
}
