# take-lock.sh STORE SIZE SEEN-SIZE <FILES: takes the lock for a run of a store; the files are what the run says of itself, and what the run before it was
# seen to have left (- where nobody looked). A lock that a killed run of the same store has left is taken over. Prints `taken`; or `held` and by whom, in
# base64, if it is another store; or `changed` if another run has come and gone since.
incoming=
trap 'rm -rf "$incoming"' EXIT
trap 'exit 1' HUP INT TERM
mkdir -p "$run"
chmod 0700 "$run"
incoming=$(mktemp -d "$run/.new.XXXXXX")
take "$2" "$incoming/lock"
[ "$3" = - ] || take "$3" "$incoming/seen"
one_at_a_time

held=$(cat "$run/lock" 2>/dev/null) || held=
case $held in
'' | "{\"store\":\"$1\","*) ;;
*)
	say_held
	exit 0
	;;
esac
last=$(cat "$run/last" 2>/dev/null) || last=
if [ -e "$incoming/seen" ] && [ "$last" != "$(cat "$incoming/seen")" ]; then
	echo changed
	exit 0
fi
if [ -e "$run/lock" ]; then
	mv -f "$incoming/lock" "$run/lock"
elif ! ln "$incoming/lock" "$run/lock" 2>/dev/null; then
	# Only where hosts have no flock.
	held=$(cat "$run/lock")
	say_held
	exit 0
fi
echo taken
