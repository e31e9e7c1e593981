//! Gradient descent sharpens until the steepest curvature is 2/η, and then hovers there (Cohen et al. 2021).

use downhill::experiment::{CurvatureGauge, LimitKind};
use downhill::network::{Activation, Init, Loss, Mlp, MlpConfig, Residual};
use downhill::objective::Free;
use downhill::optimizer::{Momentum, OptimizerConfig, SgdConfig};
use downhill::random::{Random, Stream};
use downhill::samples::{RowTargets, Samples};
use downhill::training::{Problem, Rows, Schedule, Trainer, TrainerConfig};

/// 32 points of a sine, a network of two hidden layers of 16 tanh units, squared error.
fn sine(seed: u32, momentum: Momentum, learning_rate: f32) -> Trainer {
    let mut random = Random::new(seed, Stream::Data);
    let x: Vec<f32> = (0..32).map(|_| random.uniform_in(-3.0, 3.0) as f32).collect();
    let y: Vec<f32> = x.iter().map(|x| (f64::from(*x).sin() + 0.1 * random.normal()) as f32).collect();
    let train = Samples::from_rows(&x, 1, RowTargets::Values { outputs: 1, values: &y }).unwrap();
    let model = MlpConfig {
        widths: vec![1, 16, 16, 1],
        activation: Activation::Tanh,
        leaky_slope: 0.0,
        residual: Residual::default(),
    };
    let mlp = Mlp::new(model.clone()).unwrap();
    let params = Init::XavierNormal.initialise(&mlp, &mut Random::new(seed, Stream::Init));
    let places = (0..params.len()).collect();
    let problem = Problem::Partial {
        rows: Rows { train, validation: None, test: None },
        model,
        loss: Loss::Mse,
        free: Free::new(params, places).unwrap(),
        window: None,
    };
    let optimizer = OptimizerConfig::Sgd(SgdConfig { momentum, weight_decay: 0.0 });
    let schedule = Schedule::default();
    Trainer::new(
        problem,
        &TrainerConfig { optimizer, learning_rate, schedule, clip: None, gradient_noise: 0.0, batch_size: 0, seed },
    )
    .unwrap()
}

/// η over its own limit, mean over readings at 20 steps that are 7 apart; and how often the loss rose.
fn hovering(mut trainer: Trainer, steps: u64) -> (f64, f64, usize) {
    let mut gauge = CurvatureGauge::default();
    let share = |trainer: &Trainer, gauge: &mut CurvatureGauge| {
        let reading = gauge.read(trainer, 60.0 * trainer.hessian_product_work());
        assert_eq!(reading.kind, LimitKind::Hessian);
        assert!(reading.hessian.errors[0] < 1e-3 * reading.hessian.lambda_max, "{reading:?}");
        f64::from(trainer.learning_rate()) / reading.limits.diverge
    };
    // The first steps leave the sharp place where the weights were drawn.
    trainer.advance(60);
    let first = share(&trainer, &mut gauge);
    let (mut rises, mut loss) = (0, trainer.train_loss());
    for _ in 60..steps {
        trainer.step().unwrap();
        rises += usize::from(trainer.train_loss() > loss);
        loss = trainer.train_loss();
    }
    let readings: Vec<f64> = (0..20)
        .map(|_| {
            trainer.advance(7);
            share(&trainer, &mut gauge)
        })
        .collect();
    (first, readings.iter().sum::<f64>() / readings.len() as f64, rises)
}

#[test]
fn the_steepest_curvature_rises_to_its_limit_and_stays() {
    for seed in [1, 2, 3] {
        for (rate, steps) in [(0.1, 3000), (0.2, 1500)] {
            let (first, last, rises) = hovering(sine(seed, Momentum::None, rate), steps);
            println!("seed {seed} rate {rate}: {first:.3} {last:.3}, {rises} rises");
            assert!((last - 1.0).abs() < 0.02, "seed {seed}, rate {rate}: {first} to {last}");
            // At the smaller rate it has to rise; the larger one's limit may lie below where it began.
            assert!(first < 0.9 || rate > 0.1, "seed {seed}: it was there from the start, {first}");
            assert!(rises > steps as usize / 100, "seed {seed}, rate {rate}: {rises} rises");
        }
    }
}

#[test]
fn with_momentum_it_hovers_about_the_heavy_balls_limit() {
    let (_, last, _) = hovering(sine(1, Momentum::classic(0.5), 0.15), 3000);
    println!("momentum: {last:.3}");
    assert!((last - 1.0).abs() < 0.05, "{last}");
}
