//! `cargo xtask package`: the core for programs, as an npm package that can be published as it lies there, in `dist/pkg/`.

use std::fs;
use std::path::Path;

use crate::run::Result;
use crate::{licences, project, wasm};

/// What wasm-bindgen wrote.
const BUILT: &[&str] = &["downhill.js", "downhill.d.ts", "downhill_bg.wasm", "downhill_bg.wasm.d.ts"];
/// What is written by hand.
const WRITTEN: &[&str] = &["package.json", "README.md", "node.js"];
const LICENCES: &[&str] = &["LICENSE-MIT", "LICENSE-APACHE"];

/// Compiles the package's module to `target/pkg/` and puts the package together.
pub(crate) fn package() -> Result<()> {
    wasm::package()?;
    let folder = project::at("dist/pkg");
    // A file of a former build would be published, too.
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(at(&folder))?;
    }
    fs::create_dir_all(&folder).map_err(at(&folder))?;
    for (from, names) in [("target/pkg", BUILT), ("crate/npm", WRITTEN), (".", LICENCES)] {
        for name in names {
            let file = project::at(from).join(name);
            fs::copy(&file, folder.join(name)).map_err(at(&file))?;
        }
    }
    let manifest = folder.join("package.json");
    let version = format!("\"version\": \"{}\"", env!("CARGO_PKG_VERSION"));
    if !fs::read_to_string(&manifest).map_err(at(&manifest))?.contains(&version) {
        return Err(format!("crate/npm/package.json is not of this version: expected {version}"));
    }
    let third = folder.join("THIRD-PARTY.txt");
    fs::write(&third, licences::of_the_core()?).map_err(at(&third))
}

fn at(path: &Path) -> impl FnOnce(std::io::Error) -> String {
    let path = path.display().to_string();
    move |error| format!("{path}: {error}")
}
