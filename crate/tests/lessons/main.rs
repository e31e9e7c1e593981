//! Every lesson over many seeds: slow, so it runs on demand only, and keeps what it saw in `docs/presets.md`.
//!
//! `cargo test -p downhill --test lessons -- --ignored --nocapture`; with `LESSONS=2,13` only those, without writing the table.

mod deep;
mod planes;
mod shallow;
mod support;

use std::path::Path;
use std::process::Command;
use support::Table;

const HEAD: &str = "# Lessons over many seeds

What the lessons promise, and what the core does: median [least, greatest] over twelve seeds of data and weights (fewer where it says
so), full batch, in f32. Written by a test:

    cargo test -p downhill --test lessons -- --ignored

\"Expected\" are measurements of two other implementations (NumPy and PyTorch, other generators and seeds), so bands are held by at least
ten of twelve seeds or by the median, as the last column says. \"D\" counts weight layers; \"plain\" is a network without skips.

Lessons 0, 1, 1b, 15 and 16 are exact: `crate/tests/exact_laws.rs` holds them on every run.
";

type Lesson = fn(&mut Table);

const LESSONS: [(&str, Lesson); 14] = [
    ("2", shallow::rates_on_a_network),
    ("3", shallow::a_bounded_gradient_bounces),
    ("4", deep::the_gradient_vanishes),
    ("5", deep::the_skip_rescues),
    ("6", deep::the_careless_skip),
    ("7", deep::degradation),
    ("8", deep::initialisation_alone),
    ("9", deep::sigmoid_is_worse),
    ("10", deep::explosions),
    ("11", deep::all_weights_positive),
    ("12", shallow::too_little_and_too_much),
    ("13", shallow::the_edge_of_stability),
    ("14", planes::landscapes),
    ("17", planes::double_descent),
];

#[test]
#[ignore = "takes ten minutes: cargo test -p downhill --test lessons -- --ignored"]
fn every_lesson_holds_over_many_seeds() {
    let mut table = Table::default();
    let chosen = std::env::var("LESSONS").ok();
    for (number, lesson) in LESSONS {
        if chosen.as_ref().is_none_or(|chosen| chosen.split(',').any(|chosen| chosen == number)) {
            lesson(&mut table);
        }
    }
    if chosen.is_none() {
        write(&table);
    }
    assert!(table.missed().is_empty(), "missed:\n{}", table.missed().join("\n"));
}

fn write(table: &Table) {
    let date = Command::new("date").args(["-u", "+%Y-%m-%d"]).output().map(|output| output.stdout).unwrap_or_default();
    let date = String::from_utf8_lossy(&date);
    let text = format!(
        "{HEAD}\nLast run: {}.\n\n| lesson | seen | expected | holds |\n|---|---|---|---|\n{}\n",
        date.trim(),
        table.text()
    );
    std::fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/presets.md"), text).unwrap();
}
