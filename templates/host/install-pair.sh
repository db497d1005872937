# install-pair.sh DIR CA-SIZE CERT-SIZE KEY-SIZE <FILES: a pair and what it trusts into a directory of its own, then one switch to it.
# Whoever reads meanwhile sees the old files or the new ones, never some of each; a failure before the switch leaves the old ones.
# Where the last two sizes are `-`, the pair stays the one in force and only ca.pem is new: keys do not travel for that.
dir=$1
tls=$state/tls
new=$tls/.$dir.new
link=$tls/.current.new

# same NAME: the file in force, copied.
same() {
	dd if="$tls/$former/$1" conv=fsync status=none of="$new/$1" || fail "there is no whole pair in force whose $1 could stay"
}

alone
trap 'rm -rf "$new" "$link"' EXIT
trap 'exit 1' HUP INT TERM
mkdir -p "$tls"
chmod 0700 "$state" "$tls"
rm -rf "$new"
mkdir "$new"
former=$(readlink "$tls/current") || former=
take "$2" "$new/ca.pem"
if [ "$3" != - ]; then
	take "$3" "$new/cert.pem"
	take "$4" "$new/key.pem"
else
	[ -n "$former" ] || fail "there is no certificate in force that could stay"
	same cert.pem
	same key.pem
fi

# A directory under its final name is whole: it was renamed to it.
if [ ! -d "$tls/$dir" ]; then
	mv "$new" "$tls/$dir"
fi
# Switching again would make the pair look younger than whoever reads it already.
if [ "$former" != "$dir" ]; then
	ln -sf "$dir" "$link"
	mv -f -T "$link" "$tls/current"
fi

# The two before stay for the way back. Names are serials: hexadecimal digits.
kept=0
# shellcheck disable=SC2012 # sorted by age, which find cannot do
ls -1t "$tls" | while read -r name; do
	case $name in
	"$dir" | current | '' | *[!0-9a-f]*) continue ;;
	esac
	kept=$((kept + 1))
	[ "$kept" -le 2 ] || rm -rf "${tls:?}/$name"
done
