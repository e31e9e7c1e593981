//! The licences of everything that is shipped inside `dist/`: the crates compiled into the wasm, the npm packages, and the data.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::project;
use crate::run::{self, Result};

/// npm packages that end up in the built page. Tools stay at home and are not listed.
const SHIPPED_FROM_NPM: &[&str] = &["three", "uqr"];

/// Creator, source and licence of each table.
const DATA: &str = "crate/data/README.md";

/// All licence texts of the page as one readable file.
pub(crate) fn text() -> Result<String> {
    text_with(SHIPPED_FROM_NPM)
}

/// The same for the core alone.
pub(crate) fn of_the_core() -> Result<String> {
    text_with(&[])
}

fn text_with(from_npm: &[&str]) -> Result<String> {
    let mut text = String::from(
        "Downhill is licensed under MIT or Apache-2.0, at your choice. It contains the work of others, under these licences.\n",
    );
    for name in from_npm {
        let folder = project::at("node_modules").join(name);
        let manifest = read_json(&fs::read(folder.join("package.json")).map_err(|error| format!("{name}: {error}"))?)?;
        section(&mut text, name, &word(&manifest["version"]), &word(&manifest["license"]), &folder)?;
    }
    for (name, package) in shipped_crates()? {
        let manifest = word(&package["manifest_path"]);
        let folder = Path::new(&manifest).parent().unwrap_or(Path::new("."));
        section(&mut text, &name, &word(&package["version"]), &word(&package["license"]), folder)?;
    }
    let data = project::at(DATA);
    let data = fs::read_to_string(&data).map_err(|error| format!("{}: {error}", data.display()))?;
    let rule = "=".repeat(80);
    write!(text, "\n{rule}\nData\n{rule}\n\n{}\n", data.trim()).expect("a String takes any text");
    Ok(text)
}

fn section(text: &mut String, name: &str, version: &str, licence: &str, folder: &Path) -> Result<()> {
    if licence.is_empty() {
        return Err(format!("{name} {version} names no licence: it must not be shipped"));
    }
    let rule = "=".repeat(80);
    write!(text, "\n{rule}\n{name} {version} ({licence})\n{rule}\n").expect("a String takes any text");
    let mut files: Vec<_> = fs::read_dir(folder)
        .map_err(|error| format!("{}: {error}", folder.display()))?
        .flatten()
        .filter(|entry| {
            let name = entry.file_name().to_string_lossy().to_uppercase();
            ["LICEN", "COPYING", "NOTICE", "UNLICENSE"].iter().any(|start| name.starts_with(start))
        })
        .map(|entry| entry.path())
        .filter(|path| path.is_file())
        .collect();
    files.sort();
    // Under "MIT OR Apache-2.0" one of both is enough, and the shorter is the one that asks to be repeated.
    let mit: Vec<_> =
        files.iter().filter(|path| path.to_string_lossy().to_uppercase().ends_with("MIT")).cloned().collect();
    for file in if licence.contains(" OR ") && !mit.is_empty() { mit } else { files } {
        let licence = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        write!(text, "\n{}\n", licence.trim()).expect("a String takes any text");
    }
    Ok(())
}

/// The crates linked into the wasm: those that `downhill` needs at run time, without what only ran in the compiler.
fn shipped_crates() -> Result<BTreeMap<String, Value>> {
    let arguments = ["metadata", "--format-version", "1", "--locked", "--filter-platform", "wasm32-unknown-unknown"];
    let metadata = read_json(run::output(&mut run::cargo(&arguments))?.as_bytes())?;
    let packages: BTreeMap<String, &Value> = list(&metadata["packages"]).iter().map(|p| (word(&p["id"]), p)).collect();
    let nodes: BTreeMap<String, &Value> =
        list(&metadata["resolve"]["nodes"]).iter().map(|node| (word(&node["id"]), node)).collect();

    let core = packages.iter().find(|(_, package)| package["name"] == "downhill").ok_or("cargo knows no downhill")?.0;
    let mut waiting = vec![core.clone()];
    let mut shipped = BTreeMap::new();
    while let Some(id) = waiting.pop() {
        for dependency in list(&nodes[&id]["deps"]) {
            let needed_at_run_time = list(&dependency["dep_kinds"]).iter().any(|kind| kind["kind"].is_null());
            let id = word(&dependency["pkg"]);
            let package = packages[&id];
            let is_macro = list(&package["targets"]).iter().any(|target| target["kind"][0] == "proc-macro");
            if needed_at_run_time && !is_macro && shipped.insert(word(&package["name"]), package.clone()).is_none() {
                waiting.push(id);
            }
        }
    }
    Ok(shipped)
}

fn read_json(bytes: &[u8]) -> Result<Value> {
    serde_json::from_slice(bytes).map_err(|error| format!("not JSON: {error}"))
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn word(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
