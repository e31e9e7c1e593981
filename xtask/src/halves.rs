//! `cargo xtask halve`, and the end of `cargo xtask wasm`: modules of `www/pkg/` in two, once for each first picture (`split/`).

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::run::{self, Result};
use crate::split::{self, Symbols};
use crate::{node, project};

/// A module that is cut in two: `MODULE_bg.wasm` becomes `NAME_lead_bg.wasm`, what a first picture runs, and `NAME_rest_bg.wasm`.
struct Halved {
    module: &'static str,
    name: &'static str,
    /// What the picture shows, as `firstPicture` in `www/state/faces.js` calls it.
    picture: &'static str,
}
/// Each half fits only the other one of its cut. The core is cut once for its own beginning, and for each kind of link and of the
/// story's steps.
const HALVED: &[Halved] = &[
    Halved { module: "downhill", name: "downhill", picture: "default" },
    Halved { module: "downhill", name: "numbers", picture: "numbers" },
    Halved { module: "downhill", name: "networks", picture: "networks" },
    Halved { module: "downhill", name: "races", picture: "races" },
    Halved { module: "downhill", name: "told_networks", picture: "told_networks" },
    Halved { module: "downhill", name: "told_races", picture: "told_races" },
    Halved { module: "downhill", name: "told_twins", picture: "told_twins" },
    Halved { module: "downhill", name: "told_grounds", picture: "told_grounds" },
    Halved { module: "first", name: "first", picture: "formula" },
];
/// The halves of a cut for tests: all that can go is in the rest.
const BARE: &str = "target/bare";
/// Makes a first picture, and writes what it ran.
const FIRST_PICTURE: &str = "xtask/first_picture.js";

/// Cuts modules of `www/pkg/` in two. The script imports the page's own workers, which look for their JavaScript there.
pub(crate) fn halve() -> Result<()> {
    let folder = project::at("www/pkg");
    let read = |name: &str| {
        let file = folder.join(format!("{name}_bg.wasm"));
        fs::read(&file).map_err(at(&file))
    };
    for Halved { module, name, picture } in HALVED {
        let whole = read(module)?;
        let halves = split::split(&whole, &stretches_of(picture, &whole)?, &symbols_of(module)?)?;
        write_halves(&folder.join(name), halves)?;
    }
    let whole = read("downhill")?;
    let mut run = split::beginnings(&whole)?;
    run.extend(stretches_of("none", &whole)?);
    write_halves(&project::at(BARE), split::split(&whole, &run, &symbols_of("downhill")?)?)
}

/// Where it stands what the linker says of a module's data.
fn symbols_file(module: &str) -> PathBuf {
    project::at("target/symbols").join(format!("{module}.json"))
}

/// Writes down what the linker says of a module's data, and the module without it; gives back where that is.
pub(crate) fn tell_symbols(linked: &Path, module: &str) -> Result<PathBuf> {
    let (symbols, plain) = split::symbols(&fs::read(linked).map_err(at(linked))?)?;
    let file = symbols_file(module);
    fs::create_dir_all(file.parent().unwrap_or(&file)).map_err(at(&file))?;
    fs::write(&file, symbols.to_json()).map_err(at(&file))?;
    let wasm = file.with_extension("wasm");
    fs::write(&wasm, plain).map_err(at(&wasm))?;
    Ok(wasm)
}

fn symbols_of(module: &str) -> Result<Symbols> {
    let file = symbols_file(module);
    Symbols::of_json(&fs::read_to_string(&file).map_err(at(&file))?)
}

/// What a first picture runs of a module.
fn stretches_of(picture: &str, wasm: &[u8]) -> Result<HashSet<usize>> {
    const MARKED: &str = "target/marked.wasm";
    const LIST: &str = "target/run.json";
    let marked = project::at(MARKED);
    fs::write(&marked, split::marked(wasm)?).map_err(at(&marked))?;
    run::run_quietly(&mut node::script(FIRST_PICTURE, &[MARKED, LIST, picture]))?;
    let list = project::at(LIST);
    let run = fs::read(&list).map_err(at(&list))?;
    serde_json::from_slice(&run).map_err(|error| format!("{LIST}: {error}"))
}

/// Writes both halves: `PATH_lead_bg.wasm` and `PATH_rest_bg.wasm`.
fn write_halves(path: &Path, (lead, rest): (Vec<u8>, Vec<u8>)) -> Result<()> {
    for (half, bytes) in [("lead", lead), ("rest", rest)] {
        let file = PathBuf::from(format!("{}_{half}_bg.wasm", path.display()));
        fs::write(&file, &bytes).map_err(at(&file))?;
        eprintln!("{}: {} kB", file.strip_prefix(project::root()).unwrap_or(&file).display(), bytes.len() / 1000);
    }
    Ok(())
}

fn at(path: &Path) -> impl FnOnce(std::io::Error) -> String {
    let path = path.display().to_string();
    move |error| format!("{path}: {error}")
}
