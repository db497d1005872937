# shellcheck shell=bash
# The Rust toolchain, which these scripts use and do not install.
# Sourced after lib/engine.sh, not run; the caller sets the shell's options.

rust_root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

# Where cargo puts what it builds.
CARGO_TARGET=${CARGO_TARGET_DIR:-$rust_root/target}

# ensure_rust: a cargo that is new enough, and a C compiler and linker for it.
ensure_rust() {
	local wanted found
	wanted=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' "$rust_root/Cargo.toml")
	found=$(cd "$rust_root" && rustc --version 2>/dev/null | cut -d ' ' -f 2) || true
	if [ -z "$found" ] || ! command -v cargo >/dev/null; then
		die "Rust $wanted or newer is needed; https://rustup.rs says how to install it"
	fi
	if [ "$(printf '%s\n' "$wanted" "$found" | sort -V | head -n 1)" != "$wanted" ]; then
		die "Rust $wanted or newer is needed, this is $found; with rustup: rustup update stable"
	fi
	command -v cc >/dev/null || ensure_packages gcc libc6-dev
}

# build_swarmctl: the release binary; prints where it is.
build_swarmctl() {
	ensure_rust
	say "building swarmctl"
	(cd "$rust_root" && cargo build --release --locked) >&2
	printf '%s\n' "$CARGO_TARGET/release/swarmctl"
}
