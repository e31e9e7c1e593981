//! Reads a reference case from a file (or from standard input) and prints the core's answers as JSON.

use std::io::Read;
use std::process::ExitCode;

fn main() -> ExitCode {
    match run() {
        Ok(answers) => {
            println!("{answers}");
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<String, String> {
    let mut arguments = std::env::args().skip(1);
    let case = match (arguments.next().as_deref(), arguments.next()) {
        (None | Some("-"), None) => {
            let mut text = String::new();
            std::io::stdin().read_to_string(&mut text).map_err(|error| format!("standard input: {error}"))?;
            text
        }
        (Some(path), None) => std::fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?,
        _ => return Err("usage: evaluate [case.json]".to_owned()),
    };
    downhill::experiment::evaluate(&case).map_err(|error| error.to_string())
}
