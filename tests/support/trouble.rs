//! What can be wrong with a host.

use super::hosts::Hosts;

/// What a user may do as root.
#[derive(Debug, Clone, Copy)]
pub enum Sudo {
    /// Everything, without a password.
    Free,
    /// Everything, but with a password.
    Password,
    /// Nothing.
    None,
}

impl Hosts {
    /// Adds a user who logs in with the hosts' key.
    pub fn add_user(&self, i: usize, name: &str, sudo: Sudo) {
        let rule = match sudo {
            Sudo::Free => format!("{name} ALL=(ALL) NOPASSWD: ALL"),
            Sudo::Password => format!("{name} ALL=(ALL) ALL"),
            Sudo::None => String::new(),
        };
        let script = r#"set -e
            useradd --create-home --shell /bin/sh "$1"
            install -d -m 0700 -o "$1" "/home/$1/.ssh"
            install -m 0600 -o "$1" /root/.ssh/authorized_keys "/home/$1/.ssh/authorized_keys"
            echo "$2" >"/etc/sudoers.d/$1""#;
        self.exec(i, &["sh", "-c", script, "sh", name, &rule]);
    }

    /// Lets packets to a port vanish; the host itself still reaches it.
    pub fn block_port(&self, i: usize, port: u16) {
        self.exec(i, &["iptables", "-I", "INPUT", "!", "-i", "lo", "-p", "tcp", "--dport", &port.to_string(), "-j", "DROP"]);
    }

    /// Undoes `block_port`.
    pub fn unblock_port(&self, i: usize, port: u16) {
        self.exec(i, &["iptables", "-D", "INPUT", "!", "-i", "lo", "-p", "tcp", "--dport", &port.to_string(), "-j", "DROP"]);
    }

    /// Lets packets to a port vanish that come from this machine; other hosts still reach it.
    pub fn block_port_for_operator(&self, i: usize, port: u16) {
        let gateway = self.gateway().to_string();
        self.exec(i, &["iptables", "-I", "INPUT", "-s", &gateway, "-p", "tcp", "--dport", &port.to_string(), "-j", "DROP"]);
    }

    /// Lets something else listen on a port: a second sshd.
    pub fn occupy_port(&self, i: usize, port: u16) {
        self.exec(i, &["/usr/sbin/sshd", "-p", &port.to_string(), "-o", &format!("PidFile=/run/other-{port}.pid")]);
    }

    /// Undoes `occupy_port`.
    pub fn free_port(&self, i: usize, port: u16) {
        self.exec(i, &["sh", "-c", "kill $(cat \"/run/other-$1.pid\")", "sh", &port.to_string()]);
    }

    /// Stops the engine, and what would start it again.
    pub fn stop_engine(&self, i: usize) {
        self.exec(i, &["systemctl", "stop", "docker.socket", "docker.service"]);
    }

    /// Undoes `stop_engine`, however often the engine was started lately.
    pub fn start_engine(&self, i: usize) {
        self.exec(i, &["sh", "-c", "systemctl reset-failed docker.service docker.socket; systemctl start docker.service"]);
    }

    /// Leaves no room in a directory: a small file system over it, full. The engine is stopped meanwhile, as the directory may be its own.
    pub fn fill_disk(&self, i: usize, dir: &str) {
        self.stop_engine(i);
        self.exec(i, &["sh", "-c", r#"mkdir -p "$1" && mount -t tmpfs -o size=16m tmpfs "$1""#, "sh", dir]);
        self.start_engine(i);
        self.exec(i, &["sh", "-c", r#"dd if=/dev/zero of="$1/full" bs=64k 2>/dev/null || true"#, "sh", dir]);
    }

    /// Undoes `fill_disk`.
    pub fn empty_disk(&self, i: usize, dir: &str) {
        self.stop_engine(i);
        self.exec(i, &["umount", "-l", dir]);
        self.start_engine(i);
    }

    /// Leaves no room where /etc is; what it holds stays.
    pub fn fill_etc(&self, i: usize) {
        let script = r"set -e
            cp -a /etc /run/etc
            mount -t tmpfs -o size=8m tmpfs /etc
            cp -a /run/etc/. /etc
            rm -rf /run/etc
            dd if=/dev/zero of=/etc/full bs=4k 2>/dev/null || true";
        self.exec(i, &["sh", "-c", script]);
    }

    /// Undoes `fill_etc`.
    pub fn empty_etc(&self, i: usize) {
        self.exec(i, &["umount", "-l", "/etc"]);
    }

    /// Takes the engine off the host, as far as anybody can see.
    pub fn remove_engine(&self, i: usize) {
        let script = "systemctl stop docker.socket docker.service; systemctl disable docker.service; \
            apt-get remove -y docker.io >/dev/null; systemctl daemon-reload";
        self.exec(i, &["sh", "-c", script]);
    }

    /// Makes the host a machine that was installed anew: other SSH host keys.
    pub fn change_host_keys(&self, i: usize) {
        self.exec(i, &["sh", "-c", "rm /etc/ssh/ssh_host_*; systemctl restart ssh-host-keys ssh"]);
    }

    /// Lets `date` on the host be off by so many seconds. The kernel's clock is the machine's and stays as it is.
    pub fn skew_date(&self, i: usize, seconds: i64) {
        let script = format!("#!/bin/sh\nexec /usr/bin/date -d \"now {seconds:+} seconds\" \"$@\"\n");
        self.write(i, "/usr/local/bin/date", script.as_bytes());
        self.exec(i, &["chmod", "755", "/usr/local/bin/date"]);
    }

    /// Undoes `skew_date`.
    pub fn true_date(&self, i: usize) {
        self.exec(i, &["rm", "/usr/local/bin/date"]);
    }
}
