//! `cargo xtask build`: the page, ready for any folder of any host, in `dist/`.

use crate::run::{self, Result};
use crate::{node, wasm};

/// Writes `dist/`.
pub(crate) fn build() -> Result<()> {
    node::ready()?;
    wasm::build()?;
    site()
}

fn site() -> Result<()> {
    run::run(&mut node::tool("vite/bin/vite.js", &["build"]))
}
