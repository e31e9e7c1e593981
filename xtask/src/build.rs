//! `cargo xtask build`: the page, ready for any folder of any host, in `dist/`, the same page as one file, and what other pages embed.

use std::fs;

use crate::run::{self, Result};
use crate::{licences, node, project, wasm};

/// Pages as one file: what makes them, where, and what they are called there and in `dist/`.
const SINGLE_FILES: &[(&str, &str, &str)] = &[
    ("vite.single.config.js", "target/single", "downhill.html"),
    ("vite.frame.config.js", "target/frame", "embed.html"),
];

/// Writes `dist/`.
pub(crate) fn build() -> Result<()> {
    node::ready()?;
    wasm::build()?;
    let vite = |config| run::run(&mut node::tool("vite/bin/vite.js", &["build", "--config", config]));
    vite("vite.config.js")?;
    // It empties the folder first; the element for other pages is put beside it.
    vite("vite.embed.config.js")?;
    // Single files carry the licences inside, so these come before them.
    fs::write(project::at("dist/licences.txt"), licences::text()?)
        .map_err(|error| format!("dist/licences.txt: {error}"))?;
    for (config, folder, name) in SINGLE_FILES {
        vite(config)?;
        let from = project::at(folder).join(name);
        fs::copy(&from, project::at("dist").join(name)).map_err(|error| format!("{}: {error}", from.display()))?;
    }
    Ok(())
}
