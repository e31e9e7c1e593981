//! `cargo xtask bench [NAME…]`: the core as a program uses it, against the limit of this machine and other libraries.

use crate::run::{self, Result};
use crate::{node, wasm};

/// Installs what `bench/package.json` names, compiles the core, and runs the workloads named, or all.
pub(crate) fn bench(names: &[&str]) -> Result<()> {
    node::ready_in("bench")?;
    wasm::package()?;
    run::run(&mut node::script("bench/main.js", names))
}
