# shellcheck shell=bash
# The images that tests run on hosts, made on this machine, since a registry may not be in reach.
# Sourced after lib/engine.sh, not run; the caller sets the shell's options.

CONSUL_IMAGE=swarmctl-test/consul:1.8.7
# The last release of Debian that has Consul.
CONSUL_SUITE=bullseye
RECIPE_LABEL=io.swarmctl.test.recipe

test_images_root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

# download_packages SUITE DIR PKG...: a suite's packages into DIR, by lists of its own, so that this machine's apt neither
# learns of the suite nor has its installed versions preferred to the suite's.
download_packages() {
	local suite=$1 dir=$2
	shift 2
	local apt=$dir/apt keyring=/usr/share/keyrings/debian-archive-keyring.gpg mirror
	ensure_packages debian-archive-keyring
	mirror=$(debian_mirror)
	mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial" "$apt/none"
	: >"$apt/status"
	printf 'deb [signed-by=%s] %s %s main\n' "$keyring" "$mirror" "$suite" >"$apt/sources.list"
	local options=(
		-q
		-o "Dir::Etc::sourcelist=$apt/sources.list" -o "Dir::Etc::sourceparts=$apt/none"
		-o "Dir::Etc::preferencesparts=$apt/none"
		-o "Dir::State::Lists=$apt/lists" -o "Dir::State::status=$apt/status" -o "Dir::Cache=$apt/cache"
		# Package lists and nothing beside them, whatever this machine's own apt fetches.
		-o "Acquire::Languages=none" -o "Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false"
		# apt's own user may not look into a temporary directory that is ours alone.
		-o "APT::Sandbox::User=$(id -un)"
	)
	apt-get "${options[@]}" update >&2
	(cd "$dir" && apt-get "${options[@]}" download "$@" >&2)
}

# consul_context DIR: lays out what the Dockerfile copies.
consul_context() {
	local dir=$1 deb file from
	mkdir -p "$dir/debs" "$dir/unpacked" "$dir/root/bin"
	download_packages "$CONSUL_SUITE" "$dir/debs" consul busybox-static libc6
	for deb in "$dir"/debs/*.deb; do
		dpkg-deb -x "$deb" "$dir/unpacked"
	done
	cp "$dir/unpacked/usr/bin/consul" "$dir/unpacked/bin/busybox" "$dir/root/bin/"
	# Of the C library: the loader under the name that is written in the binary, the two libraries it needs, and the ones
	# that look up users and hosts, which nothing names.
	(
		cd "$dir/unpacked" || exit
		find lib lib64 -name 'ld-linux*.so.*' -o -name libc.so.6 -o -name libpthread.so.0 \
			-o -name libnss_files.so.2 -o -name libnss_dns.so.2 -o -name libresolv.so.2
	) | while read -r file; do
		from=$dir/unpacked/$file
		# The loader's name is an absolute link, which would lead to this machine's own.
		case $(readlink "$from") in
		/*) from=$dir/unpacked$(readlink "$from") ;;
		esac
		mkdir -p "$dir/root/$(dirname "$file")"
		cp -L "$from" "$dir/root/$file"
	done
	cp "$test_images_root/tests/images/consul/Dockerfile" "$test_images_root/tests/images/consul/docker-entrypoint.sh" "$dir/"
	# Packages and lists need not travel to the engine.
	rm -rf "$dir/debs" "$dir/unpacked"
}

# ensure_consul_image: the real Consul, in an image that behaves as the official one; made again when its recipe changed.
ensure_consul_image() {
	local recipe
	recipe=$(cd "$test_images_root" &&
		cat scripts/lib/test-images.sh tests/images/consul/Dockerfile tests/images/consul/docker-entrypoint.sh | sha256sum)
	recipe=${recipe%% *}
	ensure_engine
	if [ "$(docker image inspect -f "{{index .Config.Labels \"$RECIPE_LABEL\"}}" "$CONSUL_IMAGE" 2>/dev/null)" = "$recipe" ]; then
		return 0
	fi
	say "building $CONSUL_IMAGE from the packages of $CONSUL_SUITE"
	# A subshell, so that its trap is its own.
	(
		dir=$(mktemp -d)
		trap 'rm -rf "$dir"' EXIT
		consul_context "$dir"
		# No network: nothing is fetched here, and an engine whose default bridge is broken or absent will do.
		if ! docker build --network none --label "$RECIPE_LABEL=$recipe" -t "$CONSUL_IMAGE" "$dir" >"$dir/log" 2>&1; then
			tail -n 20 "$dir/log" >&2
			die "building $CONSUL_IMAGE failed"
		fi
	)
}

# save_image IMAGE FILE: `docker save`, seen whole or not at all; skipped when FILE holds this very image already.
save_image() {
	local image=$1 file=$2 id held
	id=$(docker image inspect -f '{{.Id}}' "$image")
	if [ -f "$file" ]; then
		# Compared by id, not by time: a build from the engine's cache is as old as the cache. One of the two files names
		# it, whichever store the engine has; the other may be absent, which makes tar fail.
		held=$(tar -xOf "$file" manifest.json index.json 2>/dev/null || true)
		case $held in
		*"${id#sha256:}"*) case $held in *"\"$image\""*) return 0 ;; esac ;;
		esac
	fi
	say "saving $image to $file"
	mkdir -p "$(dirname "$file")"
	# Beside the target, because a rename is only whole within one filesystem.
	docker save -o "$file.$$" "$image"
	mv -f "$file.$$" "$file"
}
