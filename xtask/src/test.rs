//! `cargo xtask test [STEP…]`: every check there is, browsers included, in the order in which they fail fastest.

use std::process::Command;
use std::time::Instant;

use crate::browsers::{self, Engine};
use crate::run::{self, Result};
use crate::{build, node, project, tidy, wasm};

/// How a step ended when it did not fail.
enum Outcome {
    Passed,
    /// Not run, or not all of it, and why.
    Skipped(String),
}

use Outcome::{Passed, Skipped};

type Work = fn(&Context) -> Result<Outcome>;

/// Name and work of each step; `cargo xtask test NAME…` runs only those named.
const STEPS: &[(&str, Work)] = &[
    ("format", |_| format()),
    ("clippy", |_| clippy()),
    ("clippy-wasm", |_| clippy_wasm()),
    ("tidy", |_| passed(tidy::tidy())),
    ("core", |_| core()),
    ("docs", |_| docs()),
    ("build", |_| passed(build::build().and_then(|()| wasm::package()))),
    ("types", |_| types()),
    ("biome", |_| passed(run::run(&mut node::tool("@biomejs/biome/bin/biome", &["ci", "--error-on-warnings"])))),
    ("unit", |_| node_tests("tests/unit", &[])),
    ("wasm", |_| node_tests("tests/wasm", &[])),
    ("browser", browser),
];

/// What steps share.
struct Context {
    /// Words behind `--`: parts of names of browser test files.
    filters: Vec<String>,
    engines: Option<std::sync::mpsc::Receiver<Result<Vec<Engine>>>>,
}

/// Runs the steps named, or all, and fails at the end if one failed.
pub(crate) fn test(arguments: &[&str]) -> Result<()> {
    let (names, filters) = match arguments.iter().position(|argument| *argument == "--") {
        Some(at) => (&arguments[..at], &arguments[at + 1..]),
        None => (arguments, &[][..]),
    };
    if let Some(unknown) = names.iter().find(|name| STEPS.iter().all(|(step, _)| step != *name)) {
        let known: Vec<&str> = STEPS.iter().map(|(name, _)| *name).collect();
        return Err(format!("unknown step '{unknown}'; there are {}", known.join(", ")));
    }
    let is_wanted = |name: &str| names.is_empty() || names.contains(&name);
    let context = Context {
        filters: filters.iter().map(|filter| (*filter).to_owned()).collect(),
        engines: is_wanted("browser").then(browsers::prepare),
    };
    node::ready()?;

    let mut rows = Vec::new();
    for (name, work) in STEPS.iter().filter(|(name, _)| is_wanted(name)) {
        println!("\n── {name} ──");
        let start = Instant::now();
        let outcome = work(&context);
        if let Err(problem) = &outcome {
            println!("{problem}");
        }
        rows.push((*name, start.elapsed().as_secs_f64(), outcome));
    }
    summarise(&rows)
}

fn summarise(rows: &[(&str, f64, Result<Outcome>)]) -> Result<()> {
    println!("\n── summary ──");
    let (mut passed, mut failed, mut skipped) = (0, 0, 0);
    for (name, seconds, outcome) in rows {
        let (word, note) = match outcome {
            Ok(Passed) => ("passed", String::new()),
            Ok(Skipped(why)) => ("SKIPPED", why.lines().collect::<Vec<_>>().join("; ")),
            Err(problem) => ("FAILED", problem.lines().next().unwrap_or_default().to_owned()),
        };
        match outcome {
            Ok(Passed) => passed += 1,
            Ok(Skipped(_)) => skipped += 1,
            Err(_) => failed += 1,
        }
        println!("{word:>8}  {name:<12} {seconds:6.1} s  {note}");
    }
    println!("\nsteps: {passed} passed, {failed} failed, {skipped} skipped");
    if failed > 0 { Err(format!("{failed} of {} steps failed", rows.len())) } else { Ok(()) }
}

fn passed(result: Result<()>) -> Result<Outcome> {
    result.map(|()| Passed)
}

/// Nothing is skipped in silence, and nothing at all where it counts.
fn skip(why: String) -> Result<Outcome> {
    if project::is_ci() { Err(format!("{why} (a skip is a failure under CI=true)")) } else { Ok(Skipped(why)) }
}

fn format() -> Result<Outcome> {
    component("fmt", "rustfmt")?;
    passed(run::run(&mut run::cargo(&["fmt", "--all", "--", "--check"])))
}

fn clippy() -> Result<Outcome> {
    component("clippy", "clippy")?;
    let deny = ["--", "-D", "warnings"];
    let core = [&["clippy", "--quiet", "--package", "downhill", "--all-targets"][..], &deny].concat();
    let xtask =
        [&["clippy", "--quiet", "--package", "xtask", "--profile", "tool", "--all-targets"][..], &deny].concat();
    run::run(&mut run::cargo(&core))?;
    passed(run::run(&mut run::cargo(&xtask)))
}

fn clippy_wasm() -> Result<Outcome> {
    // Not a failure under CI: no install step could bring it, and the code itself is compiled and tested all the same.
    Ok(if wasm::clippy()? {
        Passed
    } else {
        Skipped("Debian's compiler, used for wasm here, has no clippy".to_owned())
    })
}

/// The core's own tests, its documentation's examples, and those of these commands.
fn core() -> Result<Outcome> {
    run::run(&mut run::cargo(&["test", "--package", "downhill"]))?;
    passed(run::run(&mut run::cargo(&["test", "--package", "xtask", "--profile", "tool"])))
}

/// The reference that `cargo doc` writes, links and all.
fn docs() -> Result<Outcome> {
    let arguments = ["doc", "--quiet", "--package", "downhill", "--no-deps"];
    passed(run::run(run::cargo(&arguments).env("RUSTDOCFLAGS", "-D warnings")))
}

/// Three projects, as there are three worlds: Node, the page, and the workers, which have no document.
fn types() -> Result<Outcome> {
    for project in [".", "www", "www/engine"] {
        run::run(&mut node::tool("typescript/bin/tsc", &["--project", project]))?;
    }
    Ok(Passed)
}

fn browser(context: &Context) -> Result<Outcome> {
    let engines =
        context.engines.as_ref().expect("prepared with the step").recv().map_err(|error| error.to_string())??;
    let wanted = std::env::var("ENGINES").unwrap_or_else(|_| "chromium,firefox,webkit".to_owned());
    let engines: Vec<&Engine> =
        engines.iter().filter(|engine| wanted.split(',').any(|name| name == engine.name)).collect();
    let missing: Vec<String> = engines
        .iter()
        .filter(|engine| !engine.problem.is_empty())
        .map(|engine| format!("{}: {}", engine.name, engine.problem))
        .collect();

    let mut command = test_command("tests/browser", &context.filters)?;
    for engine in engines.iter().filter(|engine| engine.problem.is_empty()) {
        let name = engine.name.to_uppercase();
        command.env(format!("{name}_BROWSER"), &engine.browser).env(format!("{name}_DRIVER"), &engine.driver);
    }
    let mut command = on_virtual_display(command);
    run::run(&mut command)?;
    if missing.is_empty() { Ok(Passed) } else { skip(missing.join("\n")) }
}

/// Windows open where they disturb nobody; without the virtual display they open on the desktop.
fn on_virtual_display(command: Command) -> Command {
    let Some(xvfb) = browsers::virtual_display() else { return command };
    let mut outer = run::command(xvfb, &["-a", "-s", "-screen 0 1600x1200x24"]);
    outer.arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        if let Some(value) = value {
            outer.env(name, value);
        }
    }
    outer
}

fn node_tests(folder: &str, filters: &[String]) -> Result<Outcome> {
    passed(run::run(&mut test_command(folder, filters)?))
}

/// Node's own runner over the `*.test.js` files of a folder. No file at all is an error: a check that checks nothing must not pass.
fn test_command(folder: &str, filters: &[String]) -> Result<Command> {
    let mut files: Vec<String> = std::fs::read_dir(project::at(folder))
        .map_err(|error| format!("{folder}: {error}"))?
        .flatten()
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| name.ends_with(".test.js"))
        .filter(|name| filters.is_empty() || filters.iter().any(|filter| name.contains(filter.as_str())))
        .map(|name| format!("{folder}/{name}"))
        .collect();
    files.sort();
    if files.is_empty() {
        return Err(format!("{folder}: no test file to run"));
    }
    // One file at a time: browsers that share two cores measure each other.
    let mut command =
        run::command("node", &["--test", "--test-reporter=spec", "--test-concurrency=1", "--test-timeout=300000"]);
    command.args(files);
    Ok(command)
}

/// Makes sure that rustup's component behind `cargo NAME` is there.
fn component(name: &str, component: &str) -> Result<()> {
    if run::output(&mut run::cargo(&[name, "--version"])).is_ok() {
        return Ok(());
    }
    run::run(&mut run::command("rustup", &["component", "add", component]))
        .map_err(|_| format!("cargo {name} is missing; type: rustup component add {component}"))
}
