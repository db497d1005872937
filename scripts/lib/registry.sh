# shellcheck shell=bash
# Pulling an image where it is not known whether a registry can be reached at all.
# Sourced after lib/engine.sh, not run; the caller sets the shell's options.

# Seconds a registry gets to answer at all, and to hand over the whole image.
REGISTRY_ANSWERS_WITHIN=${REGISTRY_ANSWERS_WITHIN:-5}
PULL_WITHIN=${PULL_WITHIN:-120}

# pull_image IMAGE: nothing where the engine has it; else pulls it, or says why it cannot be had and fails.
# Where a registry cannot be reached the pull mostly fails at once; where packets vanish the time limit ends it.
# `manifest inspect` is not used to ask first: it needs its own client settings on older engines.
pull_image() {
	if docker image inspect "$1" >/dev/null 2>&1; then
		return 0
	fi
	say "trying to pull $1"
	local log pid waited=0
	log=$(mktemp)
	timeout "$PULL_WITHIN" docker pull "$1" >"$log" 2>&1 &
	pid=$!
	# The first line ("bookworm: Pulling from …") is the registry's answer.
	while kill -0 "$pid" 2>/dev/null && [ ! -s "$log" ]; do
		if [ "$waited" -ge $((REGISTRY_ANSWERS_WITHIN * 10)) ]; then
			kill "$pid" 2>/dev/null || true
			break
		fi
		sleep 0.1
		waited=$((waited + 1))
	done
	if wait "$pid"; then
		rm -f "$log"
	else
		say "no registry answers: $(tail -n 1 "$log")"
		rm -f "$log"
		return 1
	fi
}
