# reload-engine.sh STAMP LIVE-RESTORE DAEMON-JSON DROP-IN <FILES: the last two are sizes, or `-` for no such file.
# The engine takes a configuration over without a restart: one that differs from what it has in live-restore alone. The drop-in counts
# from its next start on. What stood is put back, and reloaded, if live-restore does not come to be what it shall.
stamp=$1

on_failure() {
	systemctl daemon-reload || :
	systemctl reload docker.service || :
}

begin
take "$3" "$work/final"
[ "$4" = - ] || take "$4" "$work/drop-in"
mode=644
[ ! -e "$daemon_json" ] || mode=$(stat -c %a "$daemon_json")
chmod "$mode" "$work/final"
[ ! -e "$work/drop-in" ] || chmod 644 "$work/drop-in"
[ "$was_active" = yes ] || give_up "the engine does not run"
[ -d "$before" ] || give_up "swarmctl has not configured this engine yet"
if edited; then
	# From now on the edit is part of what swarmctl writes, and no longer to be told from it.
	: >"$before/daemon.json.edited"
fi

stage=reloaded
rm -f "$applied_stamp"
put "$work/drop-in" "$drop_in"
rmdir "${drop_in%/*}" 2>/dev/null || :
systemctl daemon-reload
reload "$work/final" "$2" || give_up "the engine does not take live-restore over"
printf '%s\n' "$stamp" | dd conv=fsync status=none of="$work/applied"
put "$work/applied" "$applied_stamp"
