//! The ready-made races keep their promises: over twelve seeds where chance has a part in it, once where it has none.

use downhill::experiment::{Preset, Spec, runs};
use downhill::training::Trainer;

/// The runs of a preset after so many steps, the run of the spec first.
fn race(spec: &Spec, steps: u64) -> Vec<Trainer> {
    let mut runs = runs(spec, None, &spec.branches).unwrap();
    for run in &mut runs {
        run.advance(steps);
    }
    runs
}

fn losses(runs: &mut [Trainer]) -> Vec<f64> {
    runs.iter_mut().map(Trainer::train_loss).collect()
}

/// Asks every one of twelve seeds.
fn over_seeds(name: &str, steps: u64, holds: impl Fn(&mut [Trainer]) -> bool) {
    let spec = Preset::named(name).unwrap().spec();
    for seed in 0..12 {
        let mut runs = race(&Spec { seed, ..spec.clone() }, steps);
        assert!(holds(&mut runs), "{name}, seed {seed}: {:?}", losses(&mut runs));
    }
}

#[test]
fn momentum_wins_the_ravine_and_a_rate_just_too_large_loses_it() {
    let spec = Preset::named("race_ravine").unwrap().spec();
    let after_50 = losses(&mut race(&spec, 50));
    // Of 25.5 at the start: heavy ball, then Adam, then the best plain rate (factor 0.9608 a step).
    assert!(after_50[1] < 1e-6 && after_50[2] < 0.01, "{after_50:?}");
    assert!((0.3..0.6).contains(&after_50[0]) && after_50[3] > 1000.0, "{after_50:?}");
}

#[test]
fn there_are_two_ways_out_of_the_pit_and_one_beyond_all() {
    let spec = Preset::named("race_pit").unwrap().spec();
    let after_300 = losses(&mut race(&spec, 300));
    assert!((after_300[0] - 0.861).abs() < 1e-3, "{after_300:?}");
    assert!(after_300[1] < 1e-6 && after_300[2] < 1e-4 && after_300[3] > 1e6, "{after_300:?}");
}

#[test]
fn gradient_descent_is_stuck_on_the_spiral_when_the_others_have_learned_it() {
    over_seeds("race_optimizers", 600, |runs| {
        let losses = losses(runs);
        losses[0] > 0.5 && losses[1..].iter().all(|loss| *loss < 0.25)
    });
}

#[test]
fn of_three_rates_one_crawls_one_learns_and_one_breaks() {
    over_seeds("race_rates", 300, |runs| {
        let losses = losses(runs);
        losses[0] < 0.03 && losses[1] > 0.05 && runs[2].blow_up().is_some()
    });
}

#[test]
fn the_residual_twin_learns_beside_the_plain_one() {
    over_seeds("residual_twin", 300, |runs| {
        let losses = losses(runs);
        (losses[0] - std::f64::consts::LN_2).abs() < 0.01 && losses[1] < 0.05
    });
}

#[test]
fn of_three_ways_to_add_only_the_scaled_one_learns() {
    over_seeds("three_sums", 300, |runs| {
        let losses = losses(runs);
        let starts_far = runs[2].path().first().is_some_and(|start| start.loss > 1000.0);
        losses[0] < 0.1 && losses[1] > 0.6 && losses[2] > 0.6 && starts_far
    });
}

#[test]
fn three_hidden_layers_need_no_skip() {
    over_seeds("skip_not_needed", 300, |runs| {
        let losses = losses(runs);
        losses[0] < 0.05 && losses[1] < 0.05 && losses[0] < 1.1 * losses[1]
    });
}
