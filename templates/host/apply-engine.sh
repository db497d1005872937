# apply-engine.sh STAMP PORTS BRIDGE DAEMON-JSON SETTLED DROP-IN <FILES: the last four are sizes, or `-` for no such file.
# The engine's new configuration, and the old one again if the engine does not come up with it.
#
# BRIDGE is what stands with live-restore on: reloaded first, it lets running containers outlive the restart. SETTLED, where the
# final configuration differs from the one for the restart, is reloaded afterwards.
stamp=$1
ports=$2
saved=no

on_failure() {
	# What this call saved is what stands again; the next one saves anew.
	[ "$saved" = no ] || rm -rf "$before"
}

# save FROM NAME: what stood before swarmctl, or that there was nothing.
save() {
	if [ -e "$1" ]; then
		cp -p "$1" "$before.new/$2"
	else
		: >"$before.new/$2.absent"
	fi
}

receive() {
	[ "$1" = - ] || take "$1" "$work/$2"
}

begin
receive "$3" stood.bridge
receive "$4" final
receive "$5" settled
receive "$6" drop-in

mode=644
[ ! -e "$daemon_json" ] || mode=$(stat -c %a "$daemon_json")
for file in stood.bridge final settled; do
	[ ! -e "$work/$file" ] || chmod "$mode" "$work/$file"
done
[ ! -e "$work/drop-in" ] || chmod 644 "$work/drop-in"

if [ ! -d "$before" ]; then
	rm -rf "$before.new"
	mkdir "$before.new"
	save "$daemon_json" daemon.json
	save "$drop_in" dropin
	keep "$work/stood.bridge" "$before.new/daemon.json.bridge"
	[ "$was_active" = yes ] || : >"$before.new/engine.inactive"
	saved=yes
	mv "$before.new" "$before"
elif edited; then
	# From now on the edit is part of what swarmctl writes, and no longer to be told from it.
	: >"$before/daemon.json.edited"
fi

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
