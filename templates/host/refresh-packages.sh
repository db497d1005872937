# refresh-packages.sh: fetches the lists of packages.
update || apt_failed
