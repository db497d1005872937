# power-off.sh: lets the host power off and does not wait for it.
systemctl --no-block poweroff
