# shellcheck shell=bash
# The image of the hosts that tests run on: the docker driver's own template on the local base image.
# Sourced after lib/engine.sh, not run; the caller sets the shell's options.

HOST_IMAGE=swarmctl-test/host:bookworm
HOST_RECIPE_LABEL=io.swarmctl.test.recipe

host_image_root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

# ensure_host_image BASE: made again when the template or the base changed.
ensure_host_image() {
	local base=$1 template=$host_image_root/templates/driver/Dockerfile log recipe
	recipe=$( (docker image inspect -f '{{.Id}}' "$base" && cat "$template") | sha256sum)
	recipe=${recipe%% *}
	if [ "$(docker image inspect -f "{{index .Config.Labels \"$HOST_RECIPE_LABEL\"}}" "$HOST_IMAGE" 2>/dev/null)" = "$recipe" ]; then
		return 0
	fi
	say "building $HOST_IMAGE on $base"
	log=$(mktemp)
	# The template has no other placeholder and the context no other file.
	if ! sed "s|{{ base }}|$base|" "$template" |
		DOCKER_BUILDKIT=0 docker build --label "$HOST_RECIPE_LABEL=$recipe" -t "$HOST_IMAGE" - >"$log" 2>&1; then
		tail -n 20 "$log" >&2
		die "building $HOST_IMAGE failed"
	fi
	rm -f "$log"
}
