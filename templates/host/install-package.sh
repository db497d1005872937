# install-package.sh PACKAGE: installs the engine's package by apt-get and starts the engine.
package=$1

# The lists at hand are mostly good enough; where they are absent or point at files that are gone, they are fetched.
# Without its recommendations an engine may come without the roots that registries are checked against.
if ! apt install --no-install-recommends "$package" ca-certificates; then
	update || apt_failed
	apt install --no-install-recommends "$package" ca-certificates || apt_failed
fi
# Some releases ship the client, through which users that are not root reach the engine, by itself.
command -v docker >/dev/null 2>&1 || apt install --no-install-recommends docker-cli || :

if ! systemctl enable --now docker.service >"$log" 2>&1; then
	journalctl --unit docker.service --lines 15 --output cat --no-pager >&2 || :
	fail "\`$package\` is installed, but the engine does not start: $(tail -n 1 "$log")"
fi
