# write-files.sh DIR [NAME SIZE]... <FILES: these files, and no others, in a directory under /etc/swarmctl. All arrive before the
# first is replaced.
dir=$state/$1
shift
incoming=$dir/.new

trap 'rm -rf "$incoming"' EXIT
trap 'exit 1' HUP INT TERM
mkdir -p "$dir"
chmod 0700 "$state" "$dir"
rm -rf "$incoming"
mkdir "$incoming"
while [ "$#" -ge 2 ]; do
	take "$2" "$incoming/$1"
	shift 2
done

for file in "$dir"/*; do
	if [ -f "$file" ] && [ ! -e "$incoming/${file##*/}" ]; then
		rm -f "$file"
	fi
done
for file in "$incoming"/*; do
	[ ! -f "$file" ] || mv -f "$file" "$dir/"
done
