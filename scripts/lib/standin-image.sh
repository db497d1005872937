# shellcheck shell=bash
# The image that stands in for Swarm 1.2.9 in tests: tests/standin, built here, in an image laid out as the original.
# Sourced after lib/engine.sh, not run; the caller sets the shell's options.

STANDIN_IMAGE=swarmctl-test/swarm:1.2.9
STANDIN_RECIPE_LABEL=io.swarmctl.test.recipe

standin_root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

# standin_binary: builds the program and prints where it is.
standin_binary() {
	# The program is a test target, so its file name ends in a hash that only cargo knows.
	(cd "$standin_root" && cargo build --quiet --test standin --message-format json) |
		sed -n 's/.*"name":"standin".*"executable":"\([^"]*\)".*/\1/p'
}

# standin_context BINARY DIR: lays out what the Dockerfile copies: the program, and the libraries it names.
standin_context() {
	local binary=$1 root=$2/root library
	mkdir -p "$root"
	strip -o "$root/swarm" "$binary"
	ldd "$binary" | sed -n 's/.*\(=> \|^\s*\)\(\/[^ ]*\) (0x.*/\2/p' | while read -r library; do
		mkdir -p "$root$(dirname "$library")"
		cp -L "$library" "$root$library"
	done
	cp "$standin_root/tests/images/swarm/Dockerfile" "$2/"
}

# ensure_standin_image: made again when the program or the recipe changed.
ensure_standin_image() {
	ensure_packages binutils
	local binary recipe
	binary=$(standin_binary)
	[ -x "$binary" ] || die "cargo did not build the stand-in for Swarm"
	recipe=$(cat "$binary" "$standin_root/scripts/lib/standin-image.sh" "$standin_root/tests/images/swarm/Dockerfile" | sha256sum)
	recipe=${recipe%% *}
	ensure_engine
	if [ "$(docker image inspect -f "{{index .Config.Labels \"$STANDIN_RECIPE_LABEL\"}}" "$STANDIN_IMAGE" 2>/dev/null)" = "$recipe" ]; then
		return 0
	fi
	say "building $STANDIN_IMAGE"
	# A subshell, so that its trap is its own.
	(
		dir=$(mktemp -d)
		trap 'rm -rf "$dir"' EXIT
		standin_context "$binary" "$dir"
		if ! docker build --network none --label "$STANDIN_RECIPE_LABEL=$recipe" -t "$STANDIN_IMAGE" "$dir" >"$dir/log" 2>&1; then
			tail -n 20 "$dir/log" >&2
			die "building $STANDIN_IMAGE failed"
		fi
	)
	# Every change of the program makes an image; the ones that lost their name would pile up.
	docker image prune --force --filter "label=$STANDIN_RECIPE_LABEL" >/dev/null
}
