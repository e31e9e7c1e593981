//! `cargo xtask wasm`: the core as WebAssembly, with its JavaScript and types, in `www/pkg/`.
//!
//! The standard library for wasm32 comes from rustup. Where rustup cannot bring it, Debian's own compiler builds it from Debian's
//! sources (`rustc-web`); where that is impossible, too, the one line to type is printed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use wasm_bindgen_cli_support::Bindgen;

use crate::run::{self, Result};
use crate::{debian, project};

const TARGET: &str = "wasm32-unknown-unknown";

/// Where [`package`] writes.
pub(crate) const PACKAGE: &str = "target/pkg";

/// Debian's compiler, the sources of its standard library, and the linker for wasm.
const DEBIAN_PACKAGES: &[&str] = &["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm"];

/// Whose standard library is used.
enum Toolchain {
    Rustup,
    /// Debian's compiler builds the standard library along with the crate.
    Debian,
}

/// Writes the page's core: `www/pkg/downhill.js`, `downhill.d.ts` and `downhill_bg.wasm`, without what only programs need.
pub(crate) fn build() -> Result<()> {
    write("www/pkg", &["--no-default-features"])
}

/// Writes the core with everything that it offers, for programs, to [`PACKAGE`].
pub(crate) fn package() -> Result<()> {
    write(PACKAGE, &[])
}

fn write(folder: &str, features: &[&str]) -> Result<()> {
    let wasm = compile(features)?;
    convert(&wasm, &project::at(folder)).map_err(|error| format!("wasm-bindgen: {error}"))?;
    let size = fs::metadata(project::at(folder).join("downhill_bg.wasm")).map_or(0, |file| file.len());
    eprintln!("{folder}/downhill_bg.wasm: {} kB", size / 1000);
    Ok(())
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

fn compile(features: &[&str]) -> Result<PathBuf> {
    let mut arguments = vec!["build", "--package", "downhill", "--lib", "--release", "--target", TARGET];
    arguments.extend(features);
    let (mut command, folder) = match toolchain()? {
        Toolchain::Rustup => (run::cargo(&arguments), "target/wasm"),
        Toolchain::Debian => {
            arguments.push("-Zbuild-std=std,panic_abort");
            (debian_cargo(&arguments), "target/wasm-debian")
        }
    };
    run::run(for_wasm(&mut command, folder))?;
    Ok(project::at(folder).join(TARGET).join("release/downhill.wasm"))
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

fn convert(wasm: &Path, folder: &Path) -> Result<()> {
    let mut bindgen = Bindgen::new();
    let bindgen = bindgen.input_path(wasm).out_name("downhill").web(true).map_err(|error| format!("{error:#}"))?;
    bindgen
        .typescript(true)
        // The library's default is true, and then `init()` would not know where its wasm is.
        .omit_default_module_path(false)
        .remove_producers_section(true)
        .remove_name_section(true)
        .generate(folder)
        .map_err(|error| format!("{error:#}"))
}
