//! The same bits everywhere: digests of runs, pinned once and compared here on the host, in Node (`tests/wasm/`) and in every
//! browser (`tests/browser/`).
//!
//! Each entry of `tests/golden/digests.json` is a link and the digests after 1, 10, 100 and 1000 steps. A run that blows up
//! stands at its last good step, so its later digests are all of that state; `blow_up` is the step that could not be made.
//!
//! `BLESS=1 cargo test --test digests` writes them anew. That changes what existing links replay: say so in the changelog.

use std::fmt::Write;
use std::path::PathBuf;

use downhill::experiment::decode_link;
use serde_json::{Value, json};

/// Steps after which a digest is taken.
const MARKS: [u64; 4] = [1, 10, 100, 1000];

fn file() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../tests/golden/digests.json")
}

/// The digests of one run at [`MARKS`], and where it blew up.
fn measured(link: &str) -> Value {
    let (spec, problems) = decode_link(link);
    assert!(problems.is_empty(), "{link}: {problems:?}");
    let mut trainer = spec.trainer().expect("a decoded spec is valid");
    let mut digests = serde_json::Map::new();
    for mark in MARKS {
        // After a blow-up the steps made fall behind the mark, and no more are made.
        trainer.advance(mark - trainer.steps());
        digests.insert(mark.to_string(), trainer.digest().into());
    }
    match trainer.blow_up() {
        Some(blow_up) => json!({ "link": link, "digests": digests, "blow_up": blow_up.step }),
        None => json!({ "link": link, "digests": digests }),
    }
}

#[test]
fn runs_pass_through_the_pinned_bits() {
    let text = std::fs::read_to_string(file()).expect("tests/golden/digests.json is there");
    let runs: Vec<Value> = serde_json::from_str(&text).expect("a list of runs");
    assert!(runs.len() >= 20, "{} runs", runs.len());
    let now: Vec<Value> = runs.iter().map(|run| measured(run["link"].as_str().expect("a link"))).collect();
    if std::env::var_os("BLESS").is_some() {
        let lines: Vec<String> = now.iter().map(line).collect();
        std::fs::write(file(), format!("[\n{}\n]\n", lines.join(",\n"))).expect("tests/golden is writable");
        return;
    }
    let changed: Vec<String> = runs
        .iter()
        .zip(&now)
        .filter(|(then, now)| then != now)
        .map(|(then, now)| format!("{then}\nis now {now}"))
        .collect();
    assert!(changed.is_empty(), "{}", changed.join("\n"));
}

/// One run on one line, the marks in ascending order: a difference of versions shows which run changed.
fn line(run: &Value) -> String {
    let mut line = format!("  {{ \"link\": {}, \"digests\": {{ ", run["link"]);
    let digests: Vec<String> =
        MARKS.iter().map(|mark| format!("\"{mark}\": {}", run["digests"][mark.to_string()])).collect();
    line += &digests.join(", ");
    line += " }";
    if let Some(step) = run["blow_up"].as_u64() {
        // Writing to a string cannot fail.
        let _ = write!(line, ", \"blow_up\": {step}");
    }
    line + " }"
}
