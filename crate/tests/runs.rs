//! Runs: the same spec gives the same bits, and every step can be reached again.

use downhill::dataset::DatasetKind;
use downhill::experiment::{Preset, Rule, Skip, Spec};
use downhill::training::{Cause, Course, Trainer};

/// Full batch and mini-batches, with and without optimizer memory, with a rate that changes by itself.
fn kinds_of_run() -> Vec<Spec> {
    let base = Spec { dataset: DatasetKind::Spiral, width: 6, hidden_layers: 3, ..Spec::default() };
    let adam = Spec { optimizer: Rule::Adam, learning_rate: 0.01, ..base.clone() };
    let course = Spec { schedule: Course::Cosine, schedule_steps: 300, warmup: 20, clip: 0.5, ..adam.clone() };
    vec![base.clone(), Spec { batch_size: 24, ..base }, adam.clone(), Spec { batch_size: 24, ..adam }, course]
}

fn bits(trainer: &Trainer) -> Vec<u32> {
    trainer.params().iter().map(|param| param.to_bits()).collect()
}

#[test]
fn the_same_spec_gives_the_same_bits_and_another_seed_does_not() {
    for spec in kinds_of_run() {
        let run = |spec: &Spec| {
            let mut trainer = spec.trainer().unwrap();
            assert_eq!(trainer.advance(50), 50);
            (trainer.digest(), bits(&trainer))
        };
        assert_eq!(run(&spec), run(&spec));
        assert_ne!(run(&spec).0, run(&Spec { seed: 8, ..spec.clone() }).0);
        assert_eq!(run(&spec).0.len(), 8);
    }
}

#[test]
fn looking_changes_nothing() {
    for spec in kinds_of_run() {
        let (mut watched, mut alone) = (spec.trainer().unwrap(), spec.trainer().unwrap());
        for _ in 0..30 {
            watched.peek_next();
            watched.figures();
            watched.layer_gradients();
            watched.curve();
            watched.test_accuracy();
            let _ = watched.rehearse(3);
            watched.step().unwrap();
        }
        alone.advance(30);
        assert_eq!(watched.digest(), alone.digest());
        assert_eq!(watched.curve(), alone.curve());
        assert_eq!(watched.path(), alone.path());
    }
}

#[test]
fn the_next_step_lands_where_it_was_seen() {
    for spec in kinds_of_run() {
        let mut trainer = spec.trainer().unwrap();
        for _ in 0..20 {
            let landing = trainer.peek_next().unwrap();
            trainer.step().unwrap();
            assert_eq!(landing.params, trainer.params());
            assert_eq!(landing.loss, trainer.train_loss());
        }
    }
}

#[test]
fn every_step_is_reached_again_exactly() {
    for spec in kinds_of_run() {
        let mut trainer = spec.trainer().unwrap();
        let mut digests = vec![trainer.digest()];
        // The dial moves while the run plays.
        for step in 1..=700 {
            if step % 97 == 0 {
                trainer.set_learning_rate(0.002 * (step % 13 + 1) as f32).unwrap();
            }
            trainer.step().unwrap();
            digests.push(trainer.digest());
        }
        let (end, curve, path) = (trainer.digest(), trainer.curve(), trainer.path().to_vec());
        for step in [699, 650, 523, 512, 98, 97, 96, 8, 7, 1, 0] {
            trainer.rewind_to(step);
            assert_eq!((trainer.steps(), trainer.digest()), (step, digests[step as usize].clone()));
        }
        // Recorded changes of the rate are made again.
        assert_eq!(trainer.advance(700), 700);
        assert_eq!((trainer.digest(), trainer.curve(), trainer.path().to_vec()), (end, curve, path));
    }
}

#[test]
fn snapshots_of_a_long_run_are_thinned_and_still_exact() {
    let spec = Spec { dataset: DatasetKind::Circle, samples: 32, width: 4, hidden_layers: 1, ..Spec::default() };
    let mut trainer = spec.trainer().unwrap();
    let mut marks = Vec::new();
    for step in 1..=6000_u64 {
        trainer.step().unwrap();
        if step % 611 == 0 {
            marks.push((step, trainer.digest()));
        }
    }
    assert!(trainer.curve().len() <= 1025 && trainer.path().len() <= 1024);
    assert_eq!(trainer.curve().last().unwrap().step, 6000);
    for (step, digest) in marks.into_iter().rev() {
        trainer.rewind_to(step);
        assert_eq!(trainer.digest(), digest, "{step}");
    }
}

#[test]
fn a_new_rate_starts_another_run() {
    let spec = &kinds_of_run()[0];
    let mut trainer = spec.trainer().unwrap();
    trainer.advance(20);
    trainer.set_learning_rate(0.5).unwrap();
    trainer.advance(20);
    let first = trainer.digest();
    trainer.rewind_to(10);
    trainer.set_learning_rate(0.05).unwrap();
    trainer.advance(30);
    assert_eq!(trainer.learning_rate(), 0.05);
    assert_ne!(trainer.digest(), first);

    // Reset keeps the rate of now, and only that.
    trainer.reset();
    assert_eq!((trainer.steps(), trainer.learning_rate(), trainer.curve().len()), (0, 0.05, 1));
    trainer.advance(40);
    let mut fresh = Spec { learning_rate: 0.05, ..spec.clone() }.trainer().unwrap();
    fresh.advance(40);
    assert_eq!((trainer.digest(), trainer.curve()), (fresh.digest(), fresh.curve()));
}

#[test]
fn a_rate_must_be_a_positive_number() {
    let mut trainer = Spec::default().trainer().unwrap();
    for rate in [0.0, -1.0, f32::NAN, f32::INFINITY] {
        assert_eq!(trainer.set_learning_rate(rate).unwrap_err().field, "learning_rate");
    }
    assert_eq!(f64::from(trainer.learning_rate()), f64::from(Spec::default().learning_rate as f32));
}

#[test]
fn a_rehearsal_runs_ahead_and_leaves_the_run_alone() {
    for spec in kinds_of_run() {
        let mut trainer = spec.trainer().unwrap();
        trainer.advance(5);
        let before = trainer.digest();
        let ahead = trainer.rehearse(40);
        assert_eq!((trainer.digest(), trainer.steps(), ahead.steps()), (before, 5, 45));
        assert_eq!(ahead.path()[..6], *trainer.path());
        trainer.advance(40);
        assert_eq!(ahead.digest(), trainer.digest());
    }
}

#[test]
fn a_run_that_blows_up_stands_at_its_last_good_step() {
    for batch_size in [0, 32] {
        let spec = Spec { batch_size, ..Preset::named("careless_skip").unwrap().spec() };
        let mut trainer = spec.trainer().unwrap();
        let made = trainer.advance(300);
        let blow_up = trainer.blow_up().expect("the sum of fifty ReLU layers explodes");
        assert!(made < 300 && trainer.steps() + 1 == blow_up.step, "{blow_up:?} after {made}");
        assert!(trainer.params().iter().all(|param| param.is_finite()));
        assert!((1..=50).contains(&blow_up.layer.unwrap()));
        assert_eq!(trainer.curve().last().unwrap().step, trainer.steps());

        // It refuses to go on, finds the same end again, and gets past it with another rate.
        let digest = trainer.digest();
        assert_eq!((trainer.step(), trainer.peek_next()), (Err(blow_up), None));
        trainer.rewind_to(trainer.steps().saturating_sub(3));
        assert_eq!(trainer.blow_up(), None);
        trainer.advance(300);
        assert_eq!((trainer.blow_up(), trainer.digest()), (Some(blow_up), digest));
        trainer.set_learning_rate(1e-12).unwrap();
        assert!(trainer.advance(3) > 0);
    }
}

#[test]
fn the_cause_of_a_blow_up_is_named() {
    // One step of this rate throws the weights out of the range of numbers.
    let mut trainer = Spec::default().trainer().unwrap();
    trainer.set_learning_rate(f32::MAX).unwrap();
    let blow_up = loop {
        if let Err(blow_up) = trainer.step() {
            break blow_up;
        }
    };
    assert!(matches!(blow_up.cause, Cause::Parameter | Cause::Loss), "{blow_up:?}");
    assert!(blow_up.to_string().starts_with(&format!("step {}: the {} is", blow_up.step, blow_up.cause.name())));

    // A hundred unscaled ReLU blocks of width 64 double the sums a hundred times: out of range before the first step.
    let spec = Spec {
        hidden_layers: 100,
        width: 64,
        residual: Skip::Sum,
        activation: downhill::network::Activation::Relu,
        init: downhill::experiment::Start::He,
        ..Spec::default()
    };
    let mut trainer = spec.trainer().unwrap();
    trainer.advance(50);
    let blow_up = trainer.blow_up().unwrap();
    assert!(blow_up.step <= 50 && trainer.params().iter().all(|param| param.is_finite()), "{blow_up:?}");
}
