//! The same bits everywhere: digests of short runs, pinned once and compared here on the host, in Node (`tests/wasm/`) and in every
//! browser (`tests/browser/`).
//!
//! `BLESS=1 cargo test --test digests` writes them anew. That changes what existing links replay: say so in the changelog.

use std::path::PathBuf;

use downhill::experiment::decode_link;
use serde_json::Value;

fn file() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../tests/golden/digests.json")
}

#[test]
fn runs_end_in_the_pinned_bits() {
    let text = std::fs::read_to_string(file()).expect("tests/golden/digests.json is there");
    let runs: Vec<Value> = serde_json::from_str(&text).expect("a list of runs");
    assert!(!runs.is_empty());
    let mut lines = Vec::new();
    let mut changed = Vec::new();
    for run in &runs {
        let link = run["link"].as_str().expect("a link");
        let steps = run["steps"].as_u64().expect("a number of steps");
        let (spec, problems) = decode_link(link);
        assert!(problems.is_empty(), "{link}: {problems:?}");
        let mut trainer = spec.trainer().expect("a decoded spec is valid");
        assert_eq!(trainer.advance(steps), steps, "{link} blew up");
        let digest = trainer.digest();
        if run["digest"] != digest.as_str() {
            changed.push(format!("{link}: {} is now {digest}", run["digest"]));
        }
        lines.push(format!("  {{ \"link\": \"{link}\", \"steps\": {steps}, \"digest\": \"{digest}\" }}"));
    }
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(file(), format!("[\n{}\n]\n", lines.join(",\n"))).expect("tests/golden is writable");
    } else {
        assert!(changed.is_empty(), "{}", changed.join("\n"));
    }
}
