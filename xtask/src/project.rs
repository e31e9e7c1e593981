//! Where things are. All paths are below the folder of the workspace, wherever that was cloned to.

use std::path::{Path, PathBuf};

/// The project's top folder.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the workspace").to_path_buf()
}

/// `path` below the top folder.
pub(crate) fn at(path: &str) -> PathBuf {
    root().join(path)
}

/// True on the machines that must not skip anything.
pub(crate) fn is_ci() -> bool {
    std::env::var("CI").is_ok_and(|value| !value.is_empty() && value != "false" && value != "0")
}
