//! The presets over surfaces of two parameters show what their words say.

use downhill::experiment::{Preset, Rule, Spec};
use downhill::training::Trainer;

fn named(name: &str) -> Spec {
    Preset::named(name).unwrap().spec()
}

fn walked(spec: &Spec, steps: u64) -> Trainer {
    let mut trainer = spec.trainer().unwrap();
    trainer.advance(steps);
    trainer
}

/// The first step after which `is_there` holds for the two parameters.
fn steps_until(spec: &Spec, is_there: fn(&[f32]) -> bool) -> u64 {
    let mut trainer = spec.trainer().unwrap();
    while !is_there(trainer.params()) {
        trainer.step().unwrap();
    }
    trainer.steps()
}

#[test]
fn three_judges_one_step_and_no_way_back() {
    let at = |learning_rate| Spec { learning_rate, ..named("three_judges") };
    assert!(walked(&named("three_judges"), 10).train_loss() < 1e-4);
    // λ = 2 (0.1² + 0.4²) = 0.34: 1/λ lands in one step, 2/λ = 5.88 is the limit.
    assert!(walked(&at(2.9), 1).train_loss() < 1e-4);
    assert!(walked(&at(5.8), 2000).train_loss() < 1e-4);
    assert!(walked(&at(5.95), 20_000).blow_up().is_some());
}

#[test]
fn the_pit_traps_small_steps_only() {
    let at = |learning_rate| walked(&Spec { learning_rate, ..named("small_pit") }, 2000);
    assert!((walked(&named("small_pit"), 2000).train_loss() - 0.861_059).abs() < 1e-5);
    assert!(at(0.1).train_loss().abs() < 1e-9);
    assert!(at(2.1).blow_up().is_some());
}

#[test]
fn a_heavy_ball_jumps_where_a_light_one_is_trapped() {
    let spec = named("momentum_jumps");
    assert!(walked(&spec, 2000).train_loss().abs() < 1e-9);
    let light = Spec { optimizer: Rule::Sgd, ..spec };
    assert!((walked(&light, 20_000).train_loss() - 0.861_059).abs() < 1e-5);
}

#[test]
fn momentum_shortens_the_ravine() {
    let near = |params: &[f32]| params.iter().map(|value| value * value).sum::<f32>().sqrt() < 1e-3;
    let plain = steps_until(&named("ravine"), near);
    assert!((179..=183).contains(&plain), "{plain}");
    let ball = Spec { optimizer: Rule::Momentum, momentum: 0.566, learning_rate: 0.0614, ..named("ravine") };
    let heavy = steps_until(&ball, near);
    assert!((37..=41).contains(&heavy), "{heavy}");
}

#[test]
fn the_wait_at_the_saddle_grows_with_the_logarithm() {
    let wait = |start_b| steps_until(&Spec { start_b, ..named("saddle_point") }, |params| params[1].abs() > 0.5);
    assert_eq!([1e-2, 1e-4, 1e-6].map(wait), [43, 91, 139]);
}

#[test]
fn noise_shakes_the_ball_out_of_the_pit_for_good() {
    let noisy = named("noise_shakes");
    for seed in 0..20 {
        let end = walked(&Spec { seed, ..noisy.clone() }, 2000).params().to_vec();
        // What is left of the noise in the wide valley swings it by about 10 √(0.02/2) = 1 each way.
        assert!(end[0] < 3.0 && end[0].hypot(end[1]) < 4.5, "seed {seed}: {end:?}");
    }
    let calm = Spec { gradient_noise: 0.0, ..noisy };
    assert!((walked(&calm, 2000).train_loss() - 0.861_059).abs() < 1e-5);
}
