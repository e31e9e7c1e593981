//! `cargo xtask bench [NAME…]`: the core as a program uses it, against the limit of this machine and other libraries;
//! `cargo xtask bench frame`: a frame of the mountain against one of a bare mesh; `bench picture`: how soon the first one comes.

use crate::run::{self, Result};
use crate::{build, node, wasm};

/// Builds the page and measures one subject of it in Chromium: `frame` or `picture`.
pub(crate) fn page(subject: &str) -> Result<()> {
    build::build()?;
    run::run(&mut node::script(&format!("bench/{subject}/main.js"), &[]))
}

/// Installs what `bench/package.json` names, compiles the core, and runs the workloads named, or all.
pub(crate) fn bench(names: &[&str]) -> Result<()> {
    node::ready_in("bench")?;
    wasm::package()?;
    run::run(&mut node::script("bench/main.js", names))
}
