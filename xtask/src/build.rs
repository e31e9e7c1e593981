//! `cargo xtask build`: the page, ready for any folder of any host, in `dist/`.

use std::fs;

use crate::run::{self, Result};
use crate::{licences, node, project, wasm};

/// Writes `dist/`.
pub(crate) fn build() -> Result<()> {
    node::ready()?;
    wasm::build()?;
    run::run(&mut node::tool("vite/bin/vite.js", &["build"]))?;
    let licences = licences::text()?;
    fs::write(project::at("dist/licences.txt"), licences).map_err(|error| format!("dist/licences.txt: {error}"))
}
