# apply-engine.sh STAMP PORTS BRIDGE DAEMON-JSON SETTLED DROP-IN <FILES: the last four are sizes, or `-` for no such file.
# The engine's new configuration, and the old one again if the engine does not come up with it.
#
# BRIDGE is what stands with live-restore on: reloaded first, it lets running containers outlive the restart. SETTLED, where the
# final configuration differs from the one for the restart, is reloaded afterwards.
stamp=$1
ports=$2

on_failure() {
	forget_saved
}

begin
receive "$3" stood.bridge
receive "$4" final
receive "$5" settled
receive "$6" drop-in

as_open_as_daemon_json stood.bridge final settled
[ ! -e "$work/drop-in" ] || chmod 644 "$work/drop-in"
save_before

# Until the engine has come up with all of this, no stamp may say that it has.
stage=reloaded
rm -f "$applied_stamp"
if [ -e "$work/stood.bridge" ] && [ "$was_active" = yes ]; then
	keep_containers "$work/stood.bridge"
fi
stage=restarted
put_config "$work/final"
put "$work/drop-in" "$drop_in"
restart "$ports" || give_up_with_last_words
if [ -e "$work/settled" ]; then
	put_config "$work/settled"
	systemctl reload docker.service
fi
printf '%s\n' "$stamp" | dd conv=fsync status=none of="$work/applied"
put "$work/applied" "$applied_stamp"
