//! `cargo xtask wasm`: the core as WebAssembly, with its JavaScript and types, in `www/pkg/`, and what `cargo xtask package` packs:
//! the same with everything that programs other than the page ask for, in `target/pkg/`.
//!
//! The page's core is cut in two, for several first pictures, so that each waits for no more than it needs (`split/`).
//!
//! The standard library for wasm32 comes from rustup. Where rustup cannot bring it, Debian's own compiler builds it from Debian's
//! sources (`rustc-web`); where that is impossible, too, the one line to type is printed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use wasm_bindgen_cli_support::Bindgen;

use crate::names::Names;
use crate::run::{self, Result};
use crate::{debian, halves, names, project};

const TARGET: &str = "wasm32-unknown-unknown";

/// Debian's compiler, the sources of its standard library, and the linker for wasm.
const DEBIAN_PACKAGES: &[&str] = &["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm"];

/// Whose standard library is used.
enum Toolchain {
    Rustup,
    /// Debian's compiler builds the standard library along with the crate.
    Debian,
}

/// One module: what of the crate is in it, and for which machines. Its files are `NAME.js`, `NAME.d.ts` and `NAME_bg.wasm`.
struct Module {
    name: &'static str,
    /// Cargo features, all of them named: none comes by default.
    features: &'static str,
    lanes: Lanes,
    aim: Aim,
    /// What [`HALVED`] calls it, if it is cut.
    cut_as: Option<&'static str>,
}

/// What the compiler works for.
#[derive(Clone, Copy)]
enum Aim {
    Fast,
    Light,
    Lightest,
}

/// How four numbers at a time are worked on; the bits are the same.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lanes {
    /// Fixed-width SIMD, as `.cargo/config.toml` says for every build for wasm32.
    Simd,
    /// Plain numbers, for engines without SIMD.
    Scalar,
}

/// What `.cargo/config.toml` says of weight, for the core without SIMD.
const SMALL: &[&str] = &[
    "-Cllvm-args=-inline-threshold=100 -unroll-runtime=false -unroll-allow-partial=false",
    "-Cno-vectorize-loops",
    "-Cno-vectorize-slp",
];

/// What workers and the first picture need.
const CORE: Module = Module {
    name: "downhill",
    features: "engine,halves,whole",
    lanes: Lanes::Simd,
    aim: Aim::Fast,
    cut_as: Some("downhill"),
};
/// The same for engines without SIMD. Its JavaScript is that of the core, so it has the core's name until it is written.
const SCALAR: Module = Module { lanes: Lanes::Scalar, cut_as: None, ..CORE };
/// What it is called beside the core.
const SCALAR_FILE: &str = "downhill_scalar_bg.wasm";
/// What the first picture of the story needs, a run down a formula, for every engine. It is called through the core's JavaScript, too.
const FIRST: Module = Module {
    name: "downhill",
    features: "engine,halves",
    lanes: Lanes::Scalar,
    aim: Aim::Lightest,
    cut_as: Some("first"),
};
/// What it is called beside the core.
const FIRST_FILE: &str = "first_bg.wasm";
/// All that can be set, as JSON.
const SCHEMA_FILE: &str = "schema.json";
/// What plotters draws, loaded when there is something to draw. One build for every engine: drawing gains nothing from SIMD, and the
/// canvas takes more time than the code.
const CHARTS: Module =
    Module { name: "charts", features: "curves", lanes: Lanes::Scalar, aim: Aim::Light, cut_as: None };
/// What the lesson's small instruments compute with: clusters, and one unit by itself.
const INSTRUMENTS: Module =
    Module { name: "instruments", features: "clusters,neuron", lanes: Lanes::Scalar, aim: Aim::Light, cut_as: None };
/// Pictures of what a network answers, and the clusters, loaded when their card is seen; built as the charts.
const FITS: Module = Module { name: "fits", features: "fits,clusters,tables", ..CHARTS };
/// A run made again and checked, fetched when somebody asks. Doubles gain nothing from SIMD.
const VERIFY: Module =
    Module { name: "verify", features: "verify,whole", lanes: Lanes::Scalar, aim: Aim::Light, cut_as: None };
/// Charts as SVG files, fetched when somebody wants one.
const EXPORTS: Module =
    Module { name: "exports", features: "exports", lanes: Lanes::Scalar, aim: Aim::Light, cut_as: None };
/// The core with the doors that the page does not use.
const PACKAGE: Module = Module {
    name: "downhill",
    features: "bundled-data,clusters,engine,networks,reference-cases,whole,words",
    lanes: Lanes::Simd,
    aim: Aim::Fast,
    cut_as: None,
};

/// Writes the modules of the page to `www/pkg/`.
pub(crate) fn build() -> Result<()> {
    let (folder, new) = (project::at("www/pkg"), project::at("target/wasm-new"));
    let toolchain = toolchain()?;
    write(&CORE, &toolchain, &new)?;
    let names = names::of(&new, CORE.name)?;
    names::give(&names, &new, CORE.name)?;
    write(&CHARTS, &toolchain, &new)?;
    write(&INSTRUMENTS, &toolchain, &new)?;
    write(&FITS, &toolchain, &new)?;
    write(&EXPORTS, &toolchain, &new)?;
    write(&VERIFY, &toolchain, &new)?;
    add_scalar(&toolchain, &names, &new)?;
    add_first(&toolchain, &names, &new)?;
    write_schema(&new)?;
    // Changed as a whole: files of a former build under another name would be shipped, too.
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(at(&folder))?;
    }
    fs::rename(&new, &folder).map_err(at(&folder))?;
    halves::halve()
}

/// Writes the package for other programs to `target/pkg/`.
pub(crate) fn package() -> Result<()> {
    write(&PACKAGE, &toolchain()?, &project::at("target/pkg"))
}

fn write(module: &Module, toolchain: &Toolchain, folder: &Path) -> Result<()> {
    let mut wasm = compile(module, toolchain)?;
    if let Some(name) = module.cut_as {
        wasm = halves::tell_symbols(&wasm, name)?;
    }
    convert(&wasm, module.name, folder).map_err(|error| format!("wasm-bindgen: {error}"))?;
    let file = folder.join(format!("{}_bg.wasm", module.name));
    let size = fs::metadata(&file).map_err(at(&file))?.len();
    eprintln!("{}: {} kB", file.strip_prefix(project::root()).unwrap_or(&file).display(), size / 1000);
    Ok(())
}

/// Both builds of the core are called through one set of JavaScript, so theirs must be the same.
fn add_scalar(toolchain: &Toolchain, names: &Names, folder: &Path) -> Result<()> {
    let scalar = project::at("target/wasm-scalar");
    write(&SCALAR, toolchain, &scalar)?;
    names::give(names, &scalar, SCALAR.name)?;
    let glue = |folder: &Path| {
        let file = folder.join("downhill.js");
        fs::read(&file).map_err(at(&file))
    };
    if glue(folder)? != glue(&scalar)? {
        return Err(format!(
            "the builds with and without SIMD want different JavaScript: compare downhill.js in {} and {}",
            folder.display(),
            scalar.display()
        ));
    }
    let file = folder.join(SCALAR_FILE);
    fs::copy(scalar.join("downhill_bg.wasm"), &file).map(|_| ()).map_err(at(&file))
}

/// The small core. It lacks some of the core's functions and has none of its own; a test calls it through the core's JavaScript.
fn add_first(toolchain: &Toolchain, names: &Names, folder: &Path) -> Result<()> {
    let first = project::at("target/wasm-first");
    write(&FIRST, toolchain, &first)?;
    names::give(names, &first, FIRST.name)?;
    let file = folder.join(FIRST_FILE);
    fs::copy(first.join("downhill_bg.wasm"), &file).map(|_| ()).map_err(at(&file))
}

/// The schema with its words, which the core does without.
fn write_schema(folder: &Path) -> Result<()> {
    let program = ["--package", "downhill", "--bin", "schema", "--no-default-features", "--features", "words"];
    let json = run::output(&mut run::cargo(&[&["run", "--quiet", "--profile", "tool"], &program[..]].concat()))?;
    let file = folder.join(SCHEMA_FILE);
    fs::write(&file, json).map_err(at(&file))
}

fn at(path: &Path) -> impl FnOnce(std::io::Error) -> String {
    let path = path.display().to_string();
    move |error| format!("{path}: {error}")
}

/// Clippy for the code that only wasm32 sees. Debian's compiler has none, so there it is left out, and said.
pub(crate) fn clippy() -> Result<bool> {
    match toolchain()? {
        Toolchain::Rustup => {
            let arguments =
                ["clippy", "--quiet", "--package", "downhill", "--lib", "--target", TARGET, "--", "-D", "warnings"];
            run::run(for_wasm(&mut run::cargo(&arguments), "target/wasm")).map(|()| true)
        }
        Toolchain::Debian => Ok(false),
    }
}

fn compile(module: &Module, toolchain: &Toolchain) -> Result<PathBuf> {
    // Only the kind of library that is asked for: the other one would have to keep every public function.
    let mut arguments = vec!["rustc", "--package", "downhill", "--lib", "--crate-type", "cdylib", "--release"];
    arguments.extend(["--target", TARGET, "--no-default-features", "--features", module.features]);
    let (mut command, folder) = match toolchain {
        Toolchain::Rustup => (run::cargo(&arguments), "target/wasm"),
        Toolchain::Debian => {
            arguments.push("-Zbuild-std=std,panic_abort");
            (debian_cargo(&arguments), "target/wasm-debian")
        }
    };
    for_wasm(&mut command, folder);
    // Without it cargo gives all modules one name, and each build would throw away the one before.
    command.env("__CARGO_DEFAULT_LIB_METADATA", "downhill");
    // Level 3 is no faster than 2 here, and a twentieth heavier (docs/measurements.md).
    let level = match module.aim {
        Aim::Fast => "2",
        Aim::Light => "s",
        Aim::Lightest => "z",
    };
    command.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", level);
    if module.lanes == Lanes::Scalar {
        // Replaces the flags of `.cargo/config.toml`.
        let mut flags = vec!["-Ctarget-feature=-simd128".to_owned()];
        if let Aim::Fast = module.aim {
            flags.extend(SMALL.iter().map(|flag| (*flag).to_owned()));
        }
        flags.extend(without_paths());
        command.env("CARGO_ENCODED_RUSTFLAGS", flags.join("\x1f"));
    } else {
        // Joins the flags of `.cargo/config.toml`.
        command.arg("--config").arg(format!("target.{TARGET}.rustflags={:?}", without_paths()));
    }
    if module.cut_as.is_some() {
        // Of this crate alone: the others are shared with modules that are not cut.
        command.args(["--", "-Clink-arg=--emit-relocs", "-Cstrip=none"]);
    }
    run::run(&mut command)?;
    Ok(project::at(folder).join(TARGET).join("release/downhill.wasm"))
}

/// Messages of a panic name the file of a library without the folder in which this machine keeps it.
fn without_paths() -> Vec<String> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo")));
    let sources = home.and_then(|home| fs::read_dir(home.join("registry/src")).ok());
    let folders = sources.into_iter().flatten().flatten().map(|registry| registry.path());
    folders.map(|folder| format!("--remap-path-prefix={}/=", folder.display())).collect()
}

/// A target folder of its own does not wait for the lock of native builds. The compiler's flags stand in `.cargo/config.toml`;
/// flags of the environment would replace them.
fn for_wasm<'a>(command: &'a mut Command, folder: &str) -> &'a mut Command {
    command.env("CARGO_TARGET_DIR", project::at(folder)).env_remove("RUSTFLAGS").env_remove("CARGO_ENCODED_RUSTFLAGS")
}

fn toolchain() -> Result<Toolchain> {
    if has_std() {
        return Ok(Toolchain::Rustup);
    }
    let add = run::find(&["rustup"]).map(|rustup| run::run(&mut run::command(rustup, &["target", "add", TARGET])));
    if matches!(add, Some(Ok(()))) && has_std() {
        return Ok(Toolchain::Rustup);
    }
    let has_debian = || Path::new("/usr/bin/rustc").exists() && Path::new("/usr/bin/cargo").exists();
    if !(has_debian() && debian_std().is_some()) && debian::may_install() {
        let linker = run::output(&mut run::command("apt-cache", &["pkgnames", "lld-"])).unwrap_or_default();
        let newest = linker.lines().filter_map(|name| name.strip_prefix("lld-")?.parse::<u32>().ok()).max();
        let newest = newest.map_or_else(|| "lld".to_owned(), |version| format!("lld-{version}"));
        let mut packages = DEBIAN_PACKAGES.to_vec();
        packages.push(&newest);
        debian::install(&packages)?;
    }
    if has_debian() && debian_std().is_some() {
        return Ok(Toolchain::Debian);
    }
    Err(format!("the compiler has no standard library for WebAssembly. Type:\n\n    rustup target add {TARGET}\n"))
}

/// True when the active compiler has a standard library for the target.
fn has_std() -> bool {
    run::output(&mut run::command("rustc", &["--print", "target-libdir", "--target", TARGET]))
        .is_ok_and(|folder| fs::read_dir(folder).is_ok_and(|mut files| files.next().is_some()))
}

/// Where Debian keeps the sources of its compiler's standard library.
fn debian_std() -> Option<PathBuf> {
    let sysroot = run::output(&mut run::command("/usr/bin/rustc", &["--print", "sysroot"])).ok()?;
    let library = Path::new(&sysroot).join("lib/rustlib/src/rust/library/std");
    library.exists().then_some(library)
}

/// Debian's cargo, freed of what rustup's cargo hands down to its children.
fn debian_cargo(arguments: &[&str]) -> Command {
    let mut command = run::command("/usr/bin/cargo", arguments);
    let path = std::env::var("PATH").unwrap_or_default();
    command.env("RUSTC", "/usr/bin/rustc").env("RUSTC_BOOTSTRAP", "1").env("PATH", format!("/usr/bin:{path}"));
    for name in ["CARGO", "RUSTUP_TOOLCHAIN", "RUSTUP_HOME"] {
        command.env_remove(name);
    }
    command
}

fn convert(wasm: &Path, name: &str, folder: &Path) -> Result<()> {
    let mut bindgen = Bindgen::new();
    let bindgen = bindgen.input_path(wasm).out_name(name).web(true).map_err(|error| format!("{error:#}"))?;
    bindgen
        .typescript(true)
        // The library's default is true, and then `init()` would not know where its wasm is.
        .omit_default_module_path(false)
        .remove_producers_section(true)
        .remove_name_section(true)
        .generate(folder)
        .map_err(|error| format!("{error:#}"))
}
