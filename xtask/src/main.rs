//! The project's commands. `cargo xtask` alone lists them.
//!
//! One module a command; what they share stands in `project` (where things are) and `run` (how programs are started).

mod build;
mod debian;
mod node;
mod project;
mod run;
mod wasm;

use std::process::ExitCode;

use run::Result;

const HELP: &str = "\
cargo xtask COMMAND

  build    the page, ready for any folder of any host, in dist/
  wasm     compile the core to www/pkg/ (what the page imports)
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
        ["build"] => build::build(),
        ["wasm"] => wasm::build(),
        ["help" | "-h" | "--help"] | [] => {
            print!("{HELP}");
            Ok(())
        }
        _ => Err(format!("unknown command '{}'\n\n{HELP}", arguments.join(" "))),
    }
}
