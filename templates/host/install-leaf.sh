# install-leaf.sh SERIAL CA-SIZE CERT-SIZE KEY-SIZE <FILES: a pair into a directory of its own, then one switch to it. Whoever
# reads meanwhile sees the old pair or the new one, never half of each; a failure before the switch leaves the old one.
serial=$1
tls=$state/tls
new=$tls/.$serial.new
link=$tls/.current.new

trap 'rm -rf "$new" "$link"' EXIT
trap 'exit 1' HUP INT TERM
mkdir -p "$tls"
chmod 0700 "$state" "$tls"
rm -rf "$new"
mkdir "$new"
take "$2" "$new/ca.pem"
take "$3" "$new/cert.pem"
take "$4" "$new/key.pem"

# A directory under its final name is whole: it was renamed to it.
if [ ! -d "$tls/$serial" ]; then
	mv "$new" "$tls/$serial"
fi
# Switching again would make the pair look younger than whoever reads it already.
if [ "$(readlink "$tls/current")" != "$serial" ]; then
	ln -sf "$serial" "$link"
	mv -f -T "$link" "$tls/current"
fi

# The two before stay for the way back. Names are serials: hexadecimal digits.
kept=0
# shellcheck disable=SC2012 # sorted by age, which find cannot do
ls -1t "$tls" | while read -r name; do
	case $name in
	"$serial" | current | '' | *[!0-9a-f]*) continue ;;
	esac
	kept=$((kept + 1))
	[ "$kept" -le 2 ] || rm -rf "${tls:?}/$name"
done
