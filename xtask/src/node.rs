//! Node and the npm packages of the lock file.

use std::fs;
use std::process::Command;

use crate::project;
use crate::run::{self, Result};

/// The oldest Node that every package of the lock file accepts.
const OLDEST: (u32, u32) = (20, 19);

/// Checks Node and installs what the project's lock file names, unless exactly that is there.
pub(crate) fn ready() -> Result<()> {
    ready_in(".")
}

/// [`ready`] for the lock file of a folder.
pub(crate) fn ready_in(folder: &str) -> Result<()> {
    let version = run::output(&mut run::command("node", &["--version"])).map_err(|_| {
        "Node is missing: install Node 20.19 or newer (nodejs.org, or your system's packages)".to_owned()
    })?;
    if !is_new_enough(&version) {
        let (major, minor) = OLDEST;
        return Err(format!("Node {version} is too old: install Node {major}.{minor} or newer"));
    }
    let folder = project::at(folder);
    let lock = fs::read(folder.join("package-lock.json")).map_err(|error| format!("package-lock.json: {error}"))?;
    let stamp = folder.join("node_modules/.installed-lock.json");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    run::run(npm(&["ci", "--no-audit", "--no-fund"]).current_dir(&folder))?;
    fs::write(&stamp, lock).map_err(|error| format!("{}: {error}", stamp.display()))
}

/// A program that an installed package brings, run by Node itself: works the same where shell wrappers do not.
pub(crate) fn tool(script: &str, arguments: &[&str]) -> Command {
    self::script(&format!("node_modules/{script}"), arguments)
}

/// A script of this project.
pub(crate) fn script(path: &str, arguments: &[&str]) -> Command {
    let mut command = run::command("node", &[path]);
    command.args(arguments);
    command
}

fn npm(arguments: &[&str]) -> Command {
    run::command(if cfg!(windows) { "npm.cmd" } else { "npm" }, arguments)
}

/// `version` is what `node --version` prints, such as "v20.20.2".
fn is_new_enough(version: &str) -> bool {
    let mut numbers = version.trim_start_matches('v').split('.').map(|part| part.parse().unwrap_or(0));
    (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0)) >= OLDEST
}

#[cfg(test)]
mod tests {
    use super::is_new_enough;

    #[test]
    fn versions_compare_as_numbers() {
        for (version, expected) in
            [("v20.19.0", true), ("v20.9.0", false), ("v22.1.0", true), ("v9.99.0", false), ("", false)]
        {
            assert_eq!(is_new_enough(version), expected, "{version}");
        }
    }
}
