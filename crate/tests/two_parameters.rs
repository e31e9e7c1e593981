//! Runs of two parameters: formulas, and networks of which two parameters are free. The surface is the truth about them, so
//! what gradient descent does there is known exactly.

use downhill::experiment::{ProblemChoice, Spec};
use downhill::network::{Activation, Loss, MlpConfig, Residual};
use downhill::objective::{ClosedForm, Free};
use downhill::optimizer::{Momentum, OptimizerConfig, SgdConfig};
use downhill::samples::{RowTargets, Samples};
use downhill::training::{Problem, Rows, Schedule, Trainer, TrainerConfig};

fn config(optimizer: OptimizerConfig, learning_rate: f32) -> TrainerConfig {
    TrainerConfig {
        optimizer,
        learning_rate,
        schedule: Schedule::default(),
        clip: None,
        gradient_noise: 0.0,
        batch_size: 0,
        seed: 1,
    }
}

fn on(form: ClosedForm, start: [f32; 2], momentum: f64, learning_rate: f64) -> Trainer {
    let momentum = if momentum > 0.0 { Momentum::classic(momentum) } else { Momentum::None };
    let rule = OptimizerConfig::Sgd(SgdConfig { momentum, ..SgdConfig::default() });
    Trainer::new(Problem::ClosedForm { form, start }, &config(rule, learning_rate as f32)).unwrap()
}

#[test]
fn quadratics_diverge_exactly_above_the_limit() {
    // Cohen et al. 2021: 2/λ, with a heavy ball (2 + 2μ)/λ; the bowl's λ is 10, the ravine's 50.
    for (form, lambda) in [(ClosedForm::Bowl, 10.0), (ClosedForm::Ravine, 50.0)] {
        for momentum in [0.0, 0.5, 0.9] {
            let limit = (2.0 + 2.0 * momentum) / lambda;
            let mut below = on(form, [0.0, 1.0], momentum, 0.99 * limit);
            below.advance(2000);
            assert!(below.params()[1].abs() < 1e-3, "μ {momentum}, .99 of the limit: {:?}", below.params());
            let mut above = on(form, [0.0, 1.0], momentum, 1.01 * limit);
            above.advance(2000);
            assert!(above.params()[1].abs() > 1e3, "μ {momentum}, 1.01 of the limit: {:?}", above.params());
        }
    }
}

#[test]
fn the_pit_traps_small_steps_and_lets_larger_ones_out() {
    for start in 0..10 {
        // Off the axis: on it the pit can kick a ball back for ever.
        let start = [5.0 + 0.1 * start as f32, 0.3];
        let end = |momentum, rate| {
            let mut trainer = on(ClosedForm::Pit, start, momentum, rate);
            trainer.advance(3000);
            (
                trainer.blow_up().is_some() || trainer.params()[0].abs() > 100.0,
                [trainer.params()[0], trainer.params()[1]],
            )
        };
        for rate in [0.001, 0.01, 0.034] {
            let (gone, [x, y]) = end(0.0, rate);
            assert!(!gone && (x - 3.929_83).abs() < 2e-3 && y.abs() < 1e-3, "{rate}: {x} {y}");
        }
        for rate in [0.1, 1.0, 1.99] {
            let (gone, [x, y]) = end(0.0, rate);
            assert!(!gone && x.abs() < 1e-3 && y.abs() < 1e-3, "{rate}: {x} {y}");
        }
        assert!(end(0.0, 2.02).0);
        // A heavy ball leaves where a light one is trapped.
        assert!((end(0.9, 0.001).1[0] - 3.929_83).abs() < 2e-3 && end(0.9, 0.005).1[0].abs() < 1e-2);
        assert!((end(0.0, 0.005).1[0] - 3.929_83).abs() < 2e-3);
    }
}

#[test]
fn the_time_to_leave_a_saddle_is_the_logarithm_of_the_distance_from_it() {
    for (offset, expected) in [(1e-2, 43), (1e-4, 91), (1e-6, 139), (1e-8, 188)] {
        let mut trainer = on(ClosedForm::Saddle4, [1.0, offset], 0.0, 0.1);
        let steps = (1..400).find(|_| trainer.step().is_ok() && trainer.params()[1].abs() > 0.5).unwrap();
        assert!((steps - expected as i64).abs() <= 3, "{offset}: {steps}");
    }
}

#[test]
fn a_dropped_ball_is_an_event_of_the_run() {
    let spec = Spec { problem: ProblemChoice::Himmelblau, learning_rate: 0.005, ..Spec::default() };
    for optimizer in ["momentum", "adam"] {
        let rule = OptimizerConfig::from_name(optimizer).unwrap();
        let mut trainer = Trainer::new(spec.problem_with(None).unwrap(), &config(rule.clone(), 0.005)).unwrap();
        trainer.advance(20);
        let before = trainer.digest();
        trainer.drop_ball([4.0, -3.0]).unwrap();
        assert_eq!((trainer.steps(), trainer.params()), (20, &[4.0, -3.0][..]));
        assert_ne!(trainer.digest(), before);
        // The trail begins anew, the curve goes on.
        assert_eq!(trainer.path().iter().map(|point| point.step).collect::<Vec<_>>(), [20]);
        assert_eq!((trainer.path()[0].params.clone(), trainer.curve().len()), (vec![4.0, -3.0], 21));
        // At rest: the optimizer has forgotten, as in a fresh run.
        let fresh = Problem::ClosedForm { form: ClosedForm::Himmelblau, start: [4.0, -3.0] };
        let mut fresh = Trainer::new(fresh, &config(rule, 0.005)).unwrap();
        trainer.advance(13);
        fresh.advance(13);
        assert_eq!(trainer.params(), fresh.params(), "{optimizer}");

        let mut digests = vec![trainer.digest()];
        trainer.set_learning_rate(0.002).unwrap();
        trainer.advance(30);
        digests.push(trainer.digest());
        // Back to a step before the drop and on again: the ball is dropped again.
        for step in [33, 20, 19, 3, 0] {
            trainer.rewind_to(step);
            trainer.advance(33 - step);
            assert_eq!(trainer.digest(), digests[0], "{optimizer} from {step}");
        }
        trainer.advance(30);
        assert_eq!(trainer.digest(), digests[1]);
        trainer.rewind_to(20);
        assert_eq!(trainer.params(), [4.0, -3.0]);

        // Another drop forgets what was recorded for later; reset starts where the ball lies.
        trainer.rewind_to(10);
        trainer.drop_ball([-1.0, 1.0]).unwrap();
        trainer.advance(40);
        assert_eq!(trainer.learning_rate(), 0.005);
        let end = trainer.params().to_vec();
        trainer.reset();
        assert_eq!((trainer.steps(), trainer.params(), trainer.path().len()), (0, &[-1.0, 1.0][..], 1));
        trainer.advance(40);
        assert_eq!(trainer.params(), end);
        trainer.rewind_to(0);
        assert_eq!(trainer.params(), [-1.0, 1.0]);
    }
}

#[test]
fn a_ball_can_be_put_back_after_it_has_flown_off() {
    let mut trainer = on(ClosedForm::Rosenbrock, [2.0, -1.0], 0.0, 0.1);
    trainer.advance(100);
    let blow_up = trainer.blow_up().expect("a tenth is far too much here");
    assert_eq!(blow_up.layer, None);
    trainer.drop_ball([1.0, 1.0]).unwrap();
    assert_eq!((trainer.blow_up(), trainer.advance(5), trainer.params()), (None, 5, &[1.0, 1.0][..]));
    for place in [[f32::NAN, 0.0], [0.0, f32::INFINITY]] {
        let field = trainer.drop_ball(place).unwrap_err().field;
        assert_eq!(field, if place[0].is_nan() { "a" } else { "b" });
    }
    assert_eq!(Spec::default().trainer().unwrap().drop_ball([0.0, 0.0]).unwrap_err().field, "problem");
}

#[test]
fn frozen_parameters_do_not_move_under_any_rule() {
    let model = MlpConfig {
        widths: vec![1, 3, 1],
        activation: Activation::Tanh,
        leaky_slope: 0.0,
        residual: Residual::default(),
    };
    let targets = RowTargets::Values { outputs: 1, values: &[0.5, -1.0, 2.0] };
    let train = Samples::from_rows(&[0.0, 1.0, 2.0], 1, targets).unwrap();
    let params: Vec<f32> = (0..10).map(|at| 0.1 * (at + 1) as f32).collect();
    for name in ["sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw"] {
        let mut rule = OptimizerConfig::from_name(name).unwrap();
        if let OptimizerConfig::Sgd(config) = &mut rule {
            config.weight_decay = 0.1;
        }
        let problem = Problem::Partial {
            rows: Rows { train: train.clone(), validation: None, test: None },
            model: model.clone(),
            loss: Loss::Mse,
            free: Free::new(params.clone(), vec![7, 1]).unwrap(),
            window: None,
        };
        let mut trainer = Trainer::new(problem, &config(rule, 0.01)).unwrap();
        let first = trainer.train_loss();
        assert_eq!(trainer.params(), [params[7], params[1]]);
        trainer.advance(50);
        assert!(trainer.train_loss() < first, "{name}");
        for (at, (now, then)) in trainer.all_params().iter().zip(&params).enumerate() {
            assert_eq!(now != then, [1, 7].contains(&at), "{name}: parameter {at}");
        }
    }
}

#[test]
fn bad_problems_name_what_is_wrong() {
    let rule = || OptimizerConfig::from_name("sgd").unwrap();
    let field = |problem| Trainer::new(problem, &config(rule(), 0.1)).unwrap_err().field;
    assert_eq!(field(Problem::ClosedForm { form: ClosedForm::Bowl, start: [0.0, f32::NAN] }), "start_b");
    let targets = RowTargets::Values { outputs: 1, values: &[0.5] };
    let partial = |places: Vec<usize>, count| Problem::Partial {
        rows: Rows { train: Samples::from_rows(&[1.0], 1, targets).unwrap(), validation: None, test: None },
        model: MlpConfig {
            widths: vec![1, 1],
            activation: Activation::Tanh,
            leaky_slope: 0.0,
            residual: Residual::default(),
        },
        loss: Loss::Mse,
        free: Free::new(vec![0.0; count], places).unwrap(),
        window: None,
    };
    assert_eq!(field(partial(vec![0], 3)), "params");
    assert!(Trainer::new(partial(vec![0], 2), &config(rule(), 0.1)).is_ok());
}
