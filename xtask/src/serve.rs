//! `cargo xtask serve`: builds the page and serves it on this machine only, on a free port.

use crate::run::{self, Result};
use crate::{build, node};

/// Builds, then serves `dist/` until it is stopped (Ctrl+C).
pub(crate) fn serve() -> Result<()> {
    build::build()?;
    run::run(&mut node::script("xtask/server.js", &["dist"]))
}
