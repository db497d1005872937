# engine-package.sh: which package the engine's program came with, its version, and what apt has for it, by the lists at hand. Lines of a key and a value, as in
# facts.sh. Changes nothing. `end` is the last line of an answer that is whole.
set +e

program=$(command -v dockerd 2>/dev/null)
package=
if command -v dpkg-query >/dev/null 2>&1 && command -v apt-cache >/dev/null 2>&1 && [ -n "$program" ]; then
	for path in "$(readlink -f "$program")" "$program"; do
		[ -n "$package" ] || package=$(dpkg-query --search "$path" 2>/dev/null | grep -v '^diversion' | head -n 1 | cut -d : -f 1)
	done
fi
if [ -n "$package" ]; then
	installed=$(dpkg-query --show --showformat '${Version}' "$package")
	candidate=$(apt-cache policy "$package" 2>/dev/null | sed -n 's/^ *Candidate: //p')
	echo "package $package"
	echo "installed $installed"
	if [ -n "$candidate" ] && [ "$candidate" != '(none)' ] && dpkg --compare-versions "$candidate" gt "$installed"; then
		echo "newer $candidate"
	fi
	if apt-mark showhold "$package" 2>/dev/null | grep -q .; then
		echo 'held yes'
	fi
	if apt-get -q --print-uris download "$package=$installed" >/dev/null 2>&1; then
		echo 'returnable yes'
	fi
fi
echo end
