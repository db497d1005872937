# bridge-engine.sh BRIDGE <FILE: its size.
# The engine takes over, without a restart, what it can: BRIDGE is what stands with live-restore on, so that a container which is started now outlives
# the restart that comes.

on_failure() {
	forget_saved
}

begin
receive "$1" stood.bridge
as_open_as_daemon_json stood.bridge
save_before
stage=reloaded
reload "$work/stood.bridge" true || give_up "the engine does not take live-restore over"
