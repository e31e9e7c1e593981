//! Every lesson over many seeds: slow, so it runs on demand only, and keeps what it saw in `docs/presets.md`.
//!
//! `cargo test -p downhill --test lessons -- --ignored --nocapture`; with `LESSONS=2,13` only those. Each lesson writes its own section
//! as soon as it is over, with the date, and leaves the others as they are.

mod deep;
mod planes;
mod shallow;
mod support;

use std::path::PathBuf;
use std::process::Command;
use support::Table;

const HEAD: &str = "# Lessons over many seeds

What the lessons promise, and what the core does: median [least, greatest] over twelve seeds of data and weights (fewer where it says
so), full batch, in f32. Written by a test, lesson by lesson:

    cargo test -p downhill --test lessons -- --ignored

\"Expected\" are measurements of two other implementations with other generators and seeds. A line holds if at least ten of twelve seeds
do (or as many as the lesson promises), or the median where seeds vary; a dash stands where a line is shown beside others and judged
with them. \"D\" counts weight layers, \"plain\" is a network without skips, and a run that is \"not finite\" has left the numbers.

Lessons 0, 1, 1b, 15 and 16 are exact: `crate/tests/exact_laws.rs` holds them on every run.
";

type Lesson = fn(&mut Table);

const LESSONS: [(&str, &str, Lesson); 14] = [
    ("2", "The learning rate on a network", shallow::rates_on_a_network),
    ("3", "A bounded gradient bounces", shallow::a_bounded_gradient_bounces),
    ("4", "The gradient vanishes", deep::the_gradient_vanishes),
    ("5", "The skip rescues it", deep::the_skip_rescues),
    ("6", "The careless skip explodes", deep::the_careless_skip),
    ("7", "Degradation", deep::degradation),
    ("8", "Initialisation alone", deep::initialisation_alone),
    ("9", "Sigmoid is worse", deep::sigmoid_is_worse),
    ("10", "Exploding gradients, clipping", deep::explosions),
    ("11", "Weights from U(0, 1)", deep::all_weights_positive),
    ("12", "Too little, enough, too much, held back", shallow::too_little_and_too_much),
    ("13", "The edge of stability", shallow::the_edge_of_stability),
    ("14", "Landscapes with and without a skip", planes::landscapes),
    ("17", "Double descent", planes::double_descent),
];

#[test]
#[ignore = "takes ten minutes: cargo test -p downhill --test lessons -- --ignored"]
fn every_lesson_holds_over_many_seeds() {
    let chosen = std::env::var("LESSONS").ok();
    let mut missed = Vec::new();
    for (number, title, lesson) in LESSONS {
        if chosen.as_ref().is_none_or(|chosen| chosen.split(',').any(|chosen| chosen == number)) {
            let mut table = Table::default();
            lesson(&mut table);
            write(number, &section(number, title, &table));
            missed.extend_from_slice(table.missed());
        }
    }
    assert!(missed.is_empty(), "missed:\n{}", missed.join("\n"));
}

fn section(number: &str, title: &str, table: &Table) -> String {
    let date = Command::new("date").args(["-u", "+%Y-%m-%d"]).output().map(|output| output.stdout).unwrap_or_default();
    let date = String::from_utf8_lossy(&date);
    let head = format!("## {number} · {title}\n\nSeen on {}.", date.trim());
    format!("{head}\n\n| setting | seen | expected | holds |\n|---|---|---|---|\n{}\n", table.text())
}

/// Puts the section of one lesson in the place of its old one.
fn write(number: &str, section: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../docs/presets.md");
    let old = std::fs::read_to_string(&path).unwrap_or_default();
    let sections = LESSONS.iter().filter_map(|(known, ..)| {
        let start = format!("## {known} · ");
        if *known == number {
            return Some(section.to_owned());
        }
        let from = old.find(&start)?;
        let length = old[from..].find("\n## ").unwrap_or(old.len() - from);
        Some(format!("{}\n", old[from..from + length].trim_end()))
    });
    let sections: Vec<String> = sections.collect();
    std::fs::write(path, format!("{HEAD}\n{}", sections.join("\n"))).unwrap();
}
