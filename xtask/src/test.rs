//! `cargo xtask test [STEP…]`: every check there is, browsers included, in the order in which they fail fastest.

use std::process::Command;
use std::time::Instant;

use crate::browsers::{self, Engine};
use crate::run::{self, Result};
use crate::{build, node, package, project, tidy, wasm};

/// How a step ended when it did not fail.
enum Outcome {
    Passed,
    /// Not run, or not all of it, and why.
    Skipped(String),
    /// Passed, but what is named here failed once before it did.
    Unsteady(String),
}

use Outcome::{Passed, Skipped, Unsteady};

type Work = fn(&Context) -> Result<Outcome>;

/// Name and work of each step; `cargo xtask test NAME…` runs only those named.
const STEPS: &[(&str, Work)] = &[
    ("format", |_| format()),
    ("clippy", |_| clippy()),
    ("clippy-wasm", |_| clippy_wasm()),
    ("tidy", |_| passed(tidy::tidy())),
    ("core", |_| core()),
    ("docs", |_| docs()),
    ("crate", |_| packed_crate()),
    ("build", |_| passed(build::build().and_then(|()| package::package()))),
    ("types", |_| types()),
    ("biome", |_| passed(run::run(&mut node::tool("@biomejs/biome/bin/biome", &["ci", "--error-on-warnings"])))),
    ("unit", |_| node_tests("tests/unit", &[])),
    ("wasm", |_| node_tests("tests/wasm", &[])),
    ("browser", browser),
];

/// Of a problem in the summary; all of it stands where its step ended.
const MOST_LINES: usize = 12;

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
            Ok(Unsteady(what)) => ("UNSTEADY", format!("passed, but failed once: {what}")),
            Err(problem) => ("FAILED", problem.lines().take(MOST_LINES).collect::<Vec<_>>().join("\n")),
        };
        match outcome {
            Ok(Passed | Unsteady(_)) => passed += 1,
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

/// The crate as it would be published: packed, unpacked and built by itself. Warnings say which tests stay at home.
fn packed_crate() -> Result<Outcome> {
    for name in ["LICENSE-MIT", "LICENSE-APACHE"] {
        let read = |path: String| std::fs::read(project::at(&path)).map_err(|error| format!("{path}: {error}"));
        if read(name.to_owned())? != read(format!("crate/{name}"))? {
            return Err(format!("crate/{name} differs from {name}"));
        }
    }
    passed(run::run_quietly(&mut run::cargo(&["package", "--package", "downhill", "--allow-dirty"])))
}

/// As many projects as there are worlds: Node, the page, the workers, which have no document, and the service worker.
fn types() -> Result<Outcome> {
    for project in [".", "www", "www/engine", "www/offline"] {
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

    let files = test_files("tests/browser", &context.filters)?;
    let all: Vec<&Engine> = engines.into_iter().filter(|engine| engine.problem.is_empty()).collect();
    let outcome = match run_in_browsers(&files, &all) {
        Ok(()) => Passed,
        Err(problem) => look_again(&all, &problem)?,
    };
    match missing.is_empty() {
        true => Ok(outcome),
        false => skip(missing.join("\n")),
    }
}

/// Where the reporter of the browser tests leaves what failed.
const FAILURES: &str = "target/browser_failures.txt";

/// More files than this that fail are no accident.
const MOST_ACCIDENTS: usize = 4;

/// A line of the reporter's.
struct Failure {
    engine: String,
    file: String,
    /// The test, and why it failed.
    told: String,
}

/// What failed in the run that has just ended.
fn failures() -> Vec<Failure> {
    let told = std::fs::read_to_string(project::at(FAILURES)).unwrap_or_default();
    let parts = told.lines().map(|line| line.splitn(3, '\t').map(str::to_owned).collect::<Vec<_>>());
    parts
        .filter_map(|parts| <[String; 3]>::try_from(parts).ok())
        .map(|[engine, file, told]| Failure { engine, file, told: told.replace('\t', ": ") })
        .collect()
}

/// For the summary: a line each.
fn list(failures: &[Failure]) -> String {
    failures.iter().map(|Failure { engine, file, told }| format!("\n    {file} ({engine}): {told}")).collect()
}

/// One process for all files: an engine is started once, and browsers that share two cores never measure each other.
fn run_in_browsers(files: &[String], engines: &[&Engine]) -> Result<()> {
    let mut command = run::command(
        "node",
        &[
            "--test-reporter=spec",
            "--test-reporter-destination=stdout",
            "--test-reporter=./tests/browser/support/failures.js",
            &format!("--test-reporter-destination={FAILURES}"),
            "tests/browser/support/every.js",
        ],
    );
    command.args(files);
    for engine in engines {
        let name = engine.name.to_uppercase();
        command.env(format!("{name}_BROWSER"), &engine.browser).env(format!("{name}_DRIVER"), &engine.driver);
    }
    run::run(&mut on_virtual_display(command))
}

/// A browser, its driver and a busy machine fail now and then where the page does not. What failed is run once more, by itself and in
/// the engine that it failed in; what then passes is told in the summary as unsteady and is to be mended, and what fails again has
/// failed. Where too much failed, or nobody knows what, there is no second look at `problem`.
fn look_again(engines: &[&Engine], problem: &str) -> Result<Outcome> {
    let first = failures();
    let mut files: Vec<(&str, &str)> = first.iter().map(|failure| (&*failure.engine, &*failure.file)).collect();
    files.dedup();
    if files.is_empty() || files.len() > MOST_ACCIDENTS || files.iter().any(|(_, file)| *file == "unknown") {
        return Err(format!("{problem}{}", list(&first)));
    }
    let mut again = Vec::new();
    for (name, file) in &files {
        println!("\n── browser: {file} ({name}) once more ──");
        let own: Vec<&Engine> =
            engines.iter().copied().filter(|engine| *name == "every" || engine.name == *name).collect();
        if let Err(problem) = run_in_browsers(&[(*file).to_owned()], &own) {
            again.push(format!("{problem}{}", list(&failures())));
        }
    }
    match again.is_empty() {
        true => Ok(Unsteady(list(&first))),
        false => Err(format!("failed twice; the first time:{}\nand then: {}", list(&first), again.join("\n"))),
    }
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

/// Node's own runner over a folder, one file at a time.
fn node_tests(folder: &str, filters: &[String]) -> Result<Outcome> {
    let mut command =
        run::command("node", &["--test", "--test-reporter=spec", "--test-concurrency=1", "--test-timeout=900000"]);
    passed(run::run(command.args(test_files(folder, filters)?)))
}

/// The `*.test.js` files of a folder. No file at all is an error: a check that checks nothing must not pass.
fn test_files(folder: &str, filters: &[String]) -> Result<Vec<String>> {
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
    Ok(files)
}

/// Makes sure that rustup's component behind `cargo NAME` is there.
fn component(name: &str, component: &str) -> Result<()> {
    if run::output(&mut run::cargo(&[name, "--version"])).is_ok() {
        return Ok(());
    }
    run::run(&mut run::command("rustup", &["component", "add", component]))
        .map_err(|_| format!("cargo {name} is missing; type: rustup component add {component}"))
}
