# leave-lock.sh STORE|- changes|nothing: lets go of the lock if that store holds it (- is whoever does). After changes it stays as what the last run has left.
[ -d "$run" ] || exit 0
one_at_a_time

held=$(cat "$run/lock" 2>/dev/null) || held=
case $1:$held in
-:* | *:"{\"store\":\"$1\","*)
	if [ "$2" = changes ]; then
		[ ! -e "$run/lock" ] || mv -f "$run/lock" "$run/last"
	else
		rm -f "$run/lock"
	fi
	;;
esac
if [ ! -e "$state/cluster" ] && [ ! -e "$run/lock" ]; then
	rm -rf "$run"
fi
