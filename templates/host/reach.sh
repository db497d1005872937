# reach.sh [HOST PORT]...: which of these endpoints the host does not reach, as lines of `unreached NUMBER REASON`, counted from 0. One that nothing on the
# host can try is not named. `end` is the last line of an answer that is whole.
set +e
seconds=4

# The first line says what came of it, before bash says which of its lines that was.
by_bash() {
	# shellcheck disable=SC2016 # bash is to expand them
	why=$(timeout "$seconds" bash -c 'exec 3<>"/dev/tcp/$1/$2"' sh "$1" "$2" 2>&1)
	case $? in
	0) return 0 ;;
	124) echo "no answer within $seconds s" ;;
	*) printf '%s\n' "$why" | sed -n '1s/.*: //p' ;;
	esac
}

by_nc() {
	nc -z -w "$seconds" "$1" "$2" >/dev/null 2>&1 || echo "no connection"
}

attempt() {
	if command -v bash >/dev/null 2>&1 && command -v timeout >/dev/null 2>&1; then
		why=$(by_bash "$2" "$3")
	elif command -v nc >/dev/null 2>&1; then
		why=$(by_nc "$2" "$3")
	else
		why=
	fi
	[ -z "$why" ] || printf 'unreached %s %s\n' "$1" "$why"
}

number=0
while [ "$#" -ge 2 ]; do
	attempt "$number" "$1" "$2" &
	number=$((number + 1))
	shift 2
done
wait
echo end
