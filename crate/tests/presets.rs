//! The presets keep their promises, over twelve seeds where the promise is about chance.

use downhill::experiment::{Preset, Skip, Spec};
use downhill::training::Trainer;

fn seeded(name: &str) -> impl Iterator<Item = Spec> {
    let spec = Preset::named(name).unwrap().spec();
    (0..12).map(move |seed| Spec { seed, ..spec.clone() })
}

/// The first step, in tens, at which training accuracy passes 0.95.
fn steps_to_learn(spec: &Spec, at_most: u64) -> Option<u64> {
    let mut trainer = spec.trainer().unwrap();
    (0..at_most / 10).find_map(|_| {
        trainer.advance(10);
        (trainer.figures().train_accuracy > 0.95).then(|| trainer.steps())
    })
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    (values[values.len() / 2] + values[(values.len() - 1) / 2]) / 2.0
}

#[test]
fn the_first_run_learns_the_penguins() {
    for spec in seeded("first_run") {
        assert!(steps_to_learn(&spec, 400).is_some(), "seed {}", spec.seed);
    }
}

#[test]
fn the_very_first_run_falls_fast_then_slowly() {
    let mut trainer = Spec::default().trainer().unwrap();
    let start = trainer.train_loss();
    trainer.advance(30);
    let soon = trainer.figures();
    trainer.advance(270);
    let end = trainer.figures();
    assert!(soon.train_loss < 0.4 * start && end.train_loss < 0.3 * soon.train_loss, "{start} {soon:?} {end:?}");
    assert!(end.train_accuracy > 0.97 && end.validation_accuracy > 0.95 && trainer.test_accuracy() > 0.9);
}

#[test]
fn adam_untangles_the_spiral() {
    let learned = seeded("spiral").filter_map(|spec| steps_to_learn(&spec, 600)).count();
    assert!(learned >= 10, "{learned} of 12");
}

#[test]
fn the_gradient_of_thirty_plain_layers_vanishes() {
    let (mut second_layer, mut ratio, mut stuck) = (Vec::new(), Vec::new(), 0);
    for spec in seeded("vanishing_gradient") {
        let mut trainer = spec.trainer().unwrap();
        assert_eq!((trainer.mlp().unwrap().layers().len(), trainer.data().unwrap().train.rows()), (30, 128));
        let gradients = trainer.layer_gradients();
        second_layer.push(gradients[1]);
        ratio.push(gradients[1] - gradients[28]);
        trainer.advance(300);
        let figures = trainer.figures();
        let is_flat = (figures.train_loss - std::f64::consts::LN_2).abs() < 1e-3;
        stuck += usize::from(is_flat && figures.train_accuracy < 0.55);
    }
    assert!(stuck >= 10, "{stuck} of 12");
    // Two independent implementations measured 10^-8.3 [-8.9, -7.6], and 10^-6 ± 1 against layer D - 1.
    let (second_layer, ratio) = (median(second_layer), median(ratio));
    assert!((-8.9..-7.6).contains(&second_layer) && (-7.0..-5.0).contains(&ratio), "{second_layer} {ratio}");
}

#[test]
fn the_scaled_skip_rescues_them() {
    let mut learned = Vec::new();
    for spec in seeded("skip_rescues") {
        let gradients = spec.trainer().unwrap().layer_gradients();
        let inner = &gradients[1..29];
        let spread = inner.iter().fold(f64::MIN, |a, &b| a.max(b)) - inner.iter().fold(f64::MAX, |a, &b| a.min(b));
        assert!(spread < 1.0, "seed {}: {gradients:?}", spec.seed);
        learned.extend(steps_to_learn(&spec, 120));
    }
    assert!(learned.len() >= 10, "{learned:?}");
}

#[test]
fn the_careless_skip_learns_nothing_and_mostly_explodes() {
    let mut exploded = 0;
    for spec in seeded("careless_skip") {
        let mut trainer = spec.trainer().unwrap();
        // Ten to the sixth after fifty layers, against 0.7 of a network that guesses.
        assert!(trainer.train_loss() > 1e3, "seed {}", spec.seed);
        trainer.advance(300);
        exploded += usize::from(trainer.blow_up().is_some());
        assert!(trainer.figures().train_accuracy < 0.6, "seed {}", spec.seed);
    }
    assert!(exploded >= 8, "{exploded} of 12");
}

/// How many of twelve seeds hold after so many steps, with the spec changed first.
fn holding(name: &str, steps: u64, change: impl Fn(&mut Spec), holds: impl Fn(&mut Trainer) -> bool) -> usize {
    let run = |mut spec: Spec| {
        change(&mut spec);
        let mut trainer = spec.trainer().unwrap();
        trainer.advance(steps);
        holds(&mut trainer)
    };
    seeded(name).filter(|spec| run(spec.clone())).count()
}

#[test]
fn one_dial_decides_between_crawling_learning_and_breaking() {
    let breaks = |run: &mut Trainer| run.blow_up().is_some();
    let at = |rate| move |spec: &mut Spec| spec.learning_rate = rate;
    assert!(holding("learning_rate", 300, at(0.01), |run| run.train_loss() > 0.05) >= 10);
    assert!(holding("learning_rate", 300, |_| {}, |run| run.train_loss() < 0.035) >= 10);
    let at_half = holding("learning_rate", 300, at(0.5), breaks);
    assert!((3..=9).contains(&at_half), "{at_half}");
    assert_eq!(holding("learning_rate", 300, at(0.7), breaks), 12);
}

#[test]
fn a_bounded_gradient_bounces_and_does_not_break() {
    assert_eq!(holding("bounces", 500, |_| {}, |run| run.blow_up().is_none()), 12);
    assert!(holding("bounces", 500, |_| {}, |run| run.train_loss() > 0.25) >= 10);
    assert!(holding("bounces", 500, |spec| spec.learning_rate = 1.0, |run| run.train_loss() < 0.06) >= 10);
}

#[test]
fn fifty_plain_layers_train_worse_than_five_and_a_skip_takes_that_away() {
    let learned = |run: &mut Trainer| run.train_loss() < 0.02;
    assert!(holding("degradation", 300, |_| {}, |run| run.train_loss() > 0.4) >= 10);
    assert!(holding("degradation", 300, |spec| spec.hidden_layers = 4, learned) >= 10);
    assert!(holding("degradation", 300, |spec| spec.residual = Skip::Scaled, learned) >= 10);
}

#[test]
fn eight_sigmoid_layers_are_too_many_and_three_are_not() {
    let accuracy = |run: &mut Trainer| run.figures().train_accuracy;
    assert!(holding("sigmoid", 1000, |_| {}, |run| accuracy(run) < 0.7) >= 10);
    assert!(holding("sigmoid", 1000, |spec| spec.hidden_layers = 2, |run| accuracy(run) > 0.95) >= 10);
}

#[test]
fn clipping_keeps_the_run_and_most_seeds_learn() {
    assert_eq!(holding("clipping", 300, |_| {}, |run| run.blow_up().is_none()), 12);
    assert!(holding("clipping", 300, |_| {}, |run| run.train_loss() < 0.3) >= 8);
    assert_eq!(holding("clipping", 300, |spec| spec.clip = 0.0, |run| run.blow_up().is_some()), 12);
}

/// What is held of the pair (`tests/lesson_claims`) is held of each: the rough one is its lead, alone.
#[test]
fn the_rough_landscape_is_that_of_the_pair() {
    let [alone, pair] = ["rough_landscape", "two_landscapes"].map(|name| Preset::named(name).unwrap());
    assert_eq!(alone.link, pair.link.replace("&branches=0:skip:scaled", "").replace("&peaks=pair", ""));
}

#[test]
fn behind_steps_the_gradient_is_exactly_nothing_and_only_the_last_layer_moves() {
    for spec in seeded("step_cannot_learn") {
        let mut trainer = spec.trainer().unwrap();
        let gradients = trainer.layer_gradients();
        let (last, behind) = gradients.split_last().unwrap();
        assert!(last.is_finite() && behind.iter().all(|&log10| log10 == f64::NEG_INFINITY), "{gradients:?}");
        let start = trainer.params().to_vec();
        trainer.advance(100);
        let of_last = trainer.mlp().unwrap().layers().last().unwrap().weights.start;
        assert_eq!(trainer.params()[..of_last], start[..of_last], "seed {}", spec.seed);
        assert_ne!(trainer.params()[of_last..], start[of_last..]);
    }
}
