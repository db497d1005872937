# reboot.sh: lets the host reboot and does not wait for it.
systemctl --no-block reboot
