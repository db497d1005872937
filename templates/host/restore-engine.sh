# restore-engine.sh: puts back what stood before swarmctl, restarts the engine with it, then removes /etc/swarmctl.
#
# An edit that somebody made to daemon.json since swarmctl wrote it is not lost: then nothing is touched, and the message says what to
# do. swarmctl cannot know which of the edited file's keys are wanted.
# forget_state: nothing of swarmctl's stays; only the lock does, where the run that does this holds it.
forget_state() {
	rm -rf "$state"
	rm -f "$run/last"
	rmdir "$run" 2>/dev/null || :
}

if [ ! -d "$before" ]; then
	forget_state
	exit 0
fi
if { [ -e "$before/daemon.json.edited" ] && ! cmp -s "$daemon_json" "$before/daemon.json"; } || edited; then
	fail "\`$daemon_json\` was edited after swarmctl wrote it: make it what it shall be without swarmctl, copy it to $before/daemon.json, then try again"
fi

on_failure() {
	:
}

begin
quiet=$work/quiet
if [ -e "$before/daemon.json.bridge" ]; then
	keep "$before/daemon.json.bridge" "$quiet"
elif [ -e "$before/daemon.json.absent" ]; then
	printf '{"live-restore": true}\n' >"$quiet"
	chmod 644 "$quiet"
fi

if [ -e "$before/engine.inactive" ]; then
	stage=restarted
	put "$before/daemon.json" "$daemon_json"
	put "$before/dropin" "$drop_in"
	systemctl daemon-reload
	systemctl stop docker.service 2>/dev/null
else
	stage=reloaded
	rm -f "$applied_stamp"
	if [ -e "$quiet" ] && [ "$was_active" = yes ]; then
		keep_containers "$quiet"
	fi
	stage=restarted
	put "$before/dropin" "$drop_in"
	if [ -e "$quiet" ]; then
		put_config "$quiet"
		restart '' || give_up_with_last_words
		settle "$quiet" "$before/daemon.json"
	else
		put "$before/daemon.json" "$daemon_json"
		restart '' || give_up_with_last_words
	fi
fi
rmdir "${drop_in%/*}" 2>/dev/null || :
forget_state
work=
