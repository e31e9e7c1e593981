//! Installing Debian packages, where that is ours to do: on Debian, as root. Everywhere else the caller says what to install.

use std::fs;
use std::path::Path;

use crate::run::{self, Result};

/// True where `install` may be called.
pub(crate) fn may_install() -> bool {
    cfg!(target_os = "linux")
        && Path::new("/etc/debian_version").exists()
        && run::find(&["apt-get"]).is_some()
        && is_root()
}

/// Installs packages by name. The package lists are fetched once a process.
pub(crate) fn install(packages: &[&str]) -> Result<()> {
    static LISTS: std::sync::Once = std::sync::Once::new();
    let mut lists = Ok(());
    LISTS.call_once(|| lists = run::run_quietly(&mut run::command("apt-get", &["update", "-qq"])));
    lists?;
    // Another installation may be under way, ours or the system's.
    let mut arguments = vec!["-o", "DPkg::Lock::Timeout=600", "install", "-qq", "-y", "--no-install-recommends"];
    arguments.extend_from_slice(packages);
    run::run_quietly(run::command("apt-get", &arguments).env("DEBIAN_FRONTEND", "noninteractive"))
}

/// The effective user id of this process is 0 (the standard library has no call for it).
fn is_root() -> bool {
    fs::read_to_string("/proc/self/status")
        .ok()
        .and_then(|status| {
            let ids = status.lines().find_map(|line| line.strip_prefix("Uid:"))?.to_owned();
            ids.split_whitespace().nth(1).map(|effective| effective == "0")
        })
        .unwrap_or(false)
}
