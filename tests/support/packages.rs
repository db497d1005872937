//! Packages of an engine that hosts can be offered: what is installed on one, repacked under other versions, in a repository that is a directory of each host's.

use super::docker::docker;
use super::hosts::Hosts;

/// Repacks the installed engine as VERSION into the repository; with `broken`, one whose program ends at once.
const REPACK: &str = r#"set -e
version=$1 broken=$2 package=docker.io
root=$(mktemp -d) && mkdir "$root/DEBIAN" && chmod 755 "$root"
dpkg --listfiles "$package" | while read -r path; do
    if [ -d "$path" ]; then mkdir -p "$root$path"
    elif [ -e "$path" ]; then mkdir -p "$root$(dirname "$path")" && cp -a "$path" "$root$path"; fi
done
for script in preinst postinst prerm postrm conffiles; do
    [ ! -e "/var/lib/dpkg/info/$package.$script" ] || cp -p "/var/lib/dpkg/info/$package.$script" "$root/DEBIAN/$script"
done
dpkg-query --status "$package" | awk -v version="$version" '
    /^Conffiles:/ { skip = 1; next } /^[^ ]/ { skip = 0 } skip || /^Status:/ { next }
    /^Version:/ { print "Version: " version; next } { print }' >"$root/DEBIAN/control"
if [ "$broken" = broken ]; then printf '#!/bin/sh\necho "this engine is broken" >&2\nexit 1\n' >"$root/usr/sbin/dockerd"; fi
mkdir -p /srv/engines
dpkg-deb --root-owner-group -Zgzip -z1 --build "$root" "/srv/engines/$version.deb" >/dev/null
{ cat "$root/DEBIAN/control"; echo "Filename: ./$version.deb"; echo "Size: $(stat -c %s "/srv/engines/$version.deb")"
  echo "SHA256: $(sha256sum "/srv/engines/$version.deb" | cut -d ' ' -f 1)"; echo; } >"/srv/engines/$version.control"
rm -r "$root""#;

/// Lets apt know of these versions and of nothing else.
const OFFER: &str = r#"set -e
rm -rf /etc/apt/sources.list /etc/apt/sources.list.d/*
cd /srv/engines && : >Packages
for version; do cat "$version.control" >>Packages; done
echo 'deb [trusted=yes] file:/srv/engines ./' >/etc/apt/sources.list.d/engines.list"#;

impl Hosts {
    /// The version of the engine's package on a host.
    pub fn engine_version(&self, i: usize) -> String {
        self.exec(i, &["dpkg-query", "--show", "--showformat", "${Version}", "docker.io"])
    }

    /// Makes packages of the first host's engine and brings them to all hosts: the version that is installed, a newer one, and a still newer one that is broken.
    pub fn make_engines(&self) -> [String; 3] {
        let installed = self.engine_version(0);
        let versions = [installed.clone(), format!("{installed}+new1"), format!("{installed}+new2")];
        for (version, kind) in versions.iter().zip(["whole", "whole", "broken"]) {
            self.exec(0, &["sh", "-c", REPACK, "sh", version, kind]);
        }
        let dir = tempfile::tempdir().expect("a directory can be made");
        let local = dir.path().join("engines").display().to_string();
        docker(&["cp", &format!("{}:/srv/engines", self.container(0)), &local]);
        for i in 1..self.len() {
            docker(&["cp", &local, &format!("{}:/srv/engines", self.container(i))]);
        }
        versions
    }

    /// Lets every host's apt have these versions of the engine's package; the lists are fetched by whoever wants to know.
    pub fn offer_engines(&self, versions: &[&str]) {
        for i in 0..self.len() {
            self.exec(i, &[&["sh", "-c", OFFER, "sh"], versions].concat());
        }
    }
}
