//! The project's commands. `cargo xtask` alone lists them.
//!
//! One module a command; what they share stands in `project` (where things are) and `run` (how programs are started).

mod bench;
mod browsers;
mod build;
mod debian;
mod halves;
mod licences;
mod names;
mod node;
mod package;
mod project;
mod run;
mod serve;
mod split;
mod test;
mod tidy;
mod wasm;

use std::process::ExitCode;

use run::Result;

const HELP: &str = "\
cargo xtask COMMAND

  serve               build the page and serve it on this machine, on a free port
  test [STEP…]        run every check, browsers included, or only the steps named
  test browser -- X   run the browser tests whose file names contain X (ENGINES=firefox,webkit chooses engines)
  build               write the page, ready for any folder of any host, the one file and the package, to dist/
  bench [NAME…]       measure the core against the limit of this machine and other libraries (bench/README.md)
  bench frame         measure a frame of the mountain against one of a bare lit mesh, in Chromium
  bench picture       measure how long after asking for another mountain its first picture is drawn
  wasm                compile the core to www/pkg/, which the page imports
  halve               cut the compiled core in two once more, after a change of what the first picture does
  package             write the core with all it offers to programs, as an npm package, to dist/pkg/
  tidy                check import arrows, file lengths and other rules that no compiler knows
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&arguments.iter().map(String::as_str).collect::<Vec<_>>()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("\nxtask: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[&str]) -> Result<()> {
    match arguments {
        ["serve"] => serve::serve(),
        ["test", steps @ ..] => test::test(steps),
        ["tidy"] => tidy::tidy(),
        ["build"] => build::build().and_then(|()| package::package()),
        ["bench", subject @ ("frame" | "picture")] => bench::page(subject),
        ["bench", names @ ..] => bench::bench(names),
        ["wasm"] => wasm::build(),
        ["halve"] => halves::halve(),
        ["package"] => package::package(),
        ["help" | "-h" | "--help"] | [] => {
            print!("{HELP}");
            Ok(())
        }
        _ => Err(format!("unknown command '{}'\n\n{HELP}", arguments.join(" "))),
    }
}
