//! `cargo xtask build`: the page, ready for any folder of any host, in `dist/`, and the same page as one file.

use std::fs;

use crate::run::{self, Result};
use crate::{licences, node, project, wasm};

/// The page as one file, as it is called in `dist/` and in `vite.single.config.js`.
const SINGLE_FILE: &str = "downhill.html";

/// Writes `dist/`.
pub(crate) fn build() -> Result<()> {
    node::ready()?;
    wasm::build()?;
    let vite = |config| run::run(&mut node::tool("vite/bin/vite.js", &["build", "--config", config]));
    vite("vite.config.js")?;
    // The single file carries the licences inside, so they come before it.
    fs::write(project::at("dist/licences.txt"), licences::text()?)
        .map_err(|error| format!("dist/licences.txt: {error}"))?;
    vite("vite.single.config.js")?;
    let from = project::at("target/single").join(SINGLE_FILE);
    fs::copy(&from, project::at("dist").join(SINGLE_FILE))
        .map(|_| ())
        .map_err(|error| format!("{}: {error}", from.display()))
}
