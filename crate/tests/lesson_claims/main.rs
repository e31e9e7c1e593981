//! What the Lesson says in chapters 2, 5 and 8 to 16, held over seeds.
//!
//! Every link of chapters 9 to 16 stands here (`tests/unit/lesson_links.test.js` sees to it): what the words promise of it must come true
//! for the seed of the link and for at least ten of twelve others. Numbers that are printed are computed again by the page's own core in
//! `tests/unit/`.

mod depth;
mod fitting;
mod layers;
mod training;

use downhill::experiment::{Spec, decode_link, runs};
use downhill::training::Trainer;

pub(crate) fn spec(link: &str) -> Spec {
    let (spec, problems) = decode_link(link);
    assert!(problems.is_empty(), "{link}: {problems:?}");
    spec
}

/// The runs of a spec after so many steps, that of the spec itself first.
pub(crate) fn race(spec: &Spec, steps: u64) -> Vec<Trainer> {
    let mut runs = runs(spec, None, &spec.branches).unwrap();
    for run in &mut runs {
        run.advance(steps);
    }
    runs
}

pub(crate) fn walked(link: &str, steps: u64) -> Trainer {
    race(&spec(link), steps).remove(0)
}

/// Holds for the link's own seed, and for ten of twelve others.
pub(crate) fn over_seeds(link: &str, holds: impl Fn(&Spec) -> bool) {
    over_seeds_at_least(10, link, holds);
}

pub(crate) fn over_seeds_at_least(least: usize, link: &str, holds: impl Fn(&Spec) -> bool) {
    let spec = spec(link);
    assert!(holds(&spec), "{link}");
    let held: Vec<u32> = (100..112).filter(|&seed| holds(&Spec { seed, ..spec.clone() })).collect();
    assert!(held.len() >= least, "{link}: holds for {held:?} of 100 to 111");
}

pub(crate) fn has_learned(run: &mut Trainer) -> bool {
    run.blow_up().is_none() && run.train_loss() < 0.1
}

/// A coin toss, or next to it.
pub(crate) fn knows_nothing(run: &mut Trainer) -> bool {
    run.blow_up().is_some() || run.train_loss() > 0.5
}

pub(crate) fn losses_at(spec: &Spec, steps: &[u64]) -> Vec<(f64, f64)> {
    let mut run = race(spec, 0).remove(0);
    let mut read = |&step: &u64| {
        run.advance(step - run.steps());
        let figures = run.figures();
        (figures.train_loss, figures.validation_loss)
    };
    steps.iter().map(&mut read).collect()
}
