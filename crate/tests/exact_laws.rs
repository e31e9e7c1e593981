//! Laws of gradient descent that are known exactly: the article's neuron, the pit, ravines, saddles, the largest safe rates.
//!
//! Numbers: Goh 2017 (rates of convergence), Cohen et al. 2021 (limits), and sums done by hand.

use downhill::landscape::ClosedForm;
use downhill::math::eigen::symmetric_eigen;
use downhill::network::{Activation, Loss, Mlp, MlpConfig, Residual, Workspace};
use downhill::optimizer::{Momentum, Optimizer, OptimizerConfig, SgdConfig};
use downhill::random::{Random, Stream};
use downhill::samples::{RowTargets, Samples};

fn sgd(factor: f64) -> OptimizerConfig {
    let momentum = if factor == 0.0 { Momentum::None } else { Momentum::classic(factor) };
    OptimizerConfig::Sgd(SgdConfig { momentum, weight_decay: 0.0 })
}

/// The places of a ball on a surface, the start included; it stops where a number is no longer finite.
fn walk(form: ClosedForm, start: [f64; 2], rate: f64, momentum: f64, steps: usize) -> Vec<[f64; 2]> {
    let mut optimizer = Optimizer::new(&sgd(momentum), 2);
    let mut place = start.map(|value| value as f32);
    let mut path = vec![start];
    for _ in 0..steps {
        let [x, y] = place.map(f64::from);
        let gradient = form.gradient(x, y).map(|slope| slope as f32);
        optimizer.step(rate as f32, &mut place, &gradient);
        path.push(place.map(f64::from));
        if place.iter().any(|value| !value.is_finite()) {
            break;
        }
    }
    path
}

fn distance([x, y]: [f64; 2], [to_x, to_y]: [f64; 2]) -> f64 {
    (x - to_x).hypot(y - to_y)
}

/// The neuron of the article that the project grew from: three inputs, one weight each, wanted 0.6.
fn article() -> (Mlp, Samples, Vec<f32>) {
    let config = MlpConfig {
        widths: vec![3, 1],
        activation: Activation::Identity,
        leaky_slope: 0.0,
        residual: Residual::default(),
    };
    let targets = RowTargets::Values { outputs: 1, values: &[0.6] };
    (Mlp::new(config).unwrap(), Samples::from_rows(&[0.1, 0.1, 0.4], 3, targets).unwrap(), vec![0.5, 0.1, 0.4, 0.0])
}

#[test]
fn the_articles_neuron_is_computed_exactly() {
    let (mlp, samples, params) = article();
    let mut workspace = Workspace::new(&mlp);
    let close = |got: &[f32], expected: &[f64]| {
        let is_close = got.iter().zip(expected).all(|(got, expected)| (f64::from(*got) - expected).abs() < 1e-6);
        assert!(is_close && got.len() == expected.len(), "{got:?}, expected {expected:?}");
    };
    let mut output = Vec::new();
    mlp.predict(&params, &samples, &mut workspace, &mut output);
    close(&output, &[0.22]);
    let mut grads = vec![0.0; 4];
    let error = mlp.loss_and_gradient(&params, &samples, Loss::Mae, &mut workspace, &mut grads);
    assert!((error - 0.38).abs() < 1e-6);
    // The article prints 0.1 0.2 0.4 for this direction, a slip.
    close(&grads, &[-0.1, -0.1, -0.4, -1.0]);
    let square = mlp.loss_and_gradient(&params, &samples, Loss::Mse, &mut workspace, &mut grads);
    assert!((square - 0.38 * 0.38).abs() < 1e-6);
    close(&grads, &[-0.076, -0.076, -0.304, -0.76]);
}

/// The neuron without a bias: λ = 2 x·x = 0.36. One step of 1/λ = 2.778 answers 0.6; beyond 2/λ = 5.556 it diverges. With a
/// bias that learns, λ = 2.36 and the limit is 0.847.
#[test]
fn the_articles_neuron_converges_up_to_its_limit() {
    let (mlp, samples, start) = article();
    let curvature = |vector: &[f64]| mlp.hessian_vector_product(&[0.0; 4], &samples, Loss::Mse, vector);
    let hessian: Vec<f64> =
        (0..4).flat_map(|at| curvature(&[0, 1, 2, 3].map(|entry| f64::from(u8::from(entry == at))))).collect();
    assert!((symmetric_eigen(&hessian, 4).values[3] - 2.36).abs() < 1e-6);
    let weights: Vec<f64> = hessian.chunks_exact(4).take(3).flat_map(|row| row[..3].to_vec()).collect();
    assert!((symmetric_eigen(&weights, 3).values[2] - 0.36).abs() < 1e-6);

    let mut workspace = Workspace::new(&mlp);
    let mut error_after = |rate: f64, steps: usize, trained: usize| {
        let (mut params, mut grads) = (start.clone(), vec![0.0; 4]);
        let mut optimizer = Optimizer::new(&sgd(0.0), trained);
        for _ in 0..steps {
            mlp.loss_and_gradient(&params, &samples, Loss::Mse, &mut workspace, &mut grads);
            optimizer.step(rate as f32, &mut params[..trained], &grads[..trained]);
        }
        mlp.loss(&params, &samples, Loss::Mae, &mut workspace)
    };
    assert!(error_after(1.0 / 0.36, 1, 3) < 1e-6);
    for (limit, trained) in [(2.0 / 0.36, 3), (2.0 / 2.36, 4)] {
        // Each step's rounding lives on for fifty steps.
        assert!(error_after(0.99 * limit, 2000, trained) < 1e-5);
        assert!(error_after(1.01 * limit, 2000, trained) > 1e6);
    }
}

/// Forty balls that start to the right of the pit, a little off its axis.
fn forty_starts() -> impl Iterator<Item = [f64; 2]> {
    let mut random = Random::new(31, Stream::Data);
    (0..40).map(move |_| [random.uniform_in(5.0, 6.0), random.uniform_in(-0.1, 0.1)])
}

const PIT: [f64; 2] = [3.929_83, 0.0];

#[derive(Debug, Default, PartialEq)]
struct Ends {
    trapped: usize,
    bouncing: usize,
    at_the_bottom: usize,
    diverged: usize,
}

fn ends(rate: f64, momentum: f64, steps: usize) -> Ends {
    let mut ends = Ends::default();
    for start in forty_starts() {
        let path = walk(ClosedForm::Pit, start, rate, momentum, steps);
        let end = path[path.len() - 1];
        let settled =
            |at: [f64; 2]| path[path.len().saturating_sub(20)..].iter().all(|place| distance(*place, at) < 1e-3);
        if !end.iter().all(|value| value.abs() < 1e3) {
            ends.diverged += 1;
        } else if settled(PIT) {
            ends.trapped += 1;
        } else if settled([0.0, 0.0]) {
            ends.at_the_bottom += 1;
        } else {
            ends.bouncing += 1;
        }
    }
    ends
}

/// Two minima, one law: a minimum holds a ball only below 2/λ, and λ is 57.006 in the pit and 1 at the bottom of the bowl.
#[test]
fn a_small_step_is_trapped_a_larger_one_escapes_and_a_huge_one_diverges() {
    let [_, _, steepest] = ClosedForm::Pit.hessian(PIT[0], PIT[1]);
    assert!((steepest - 57.006).abs() < 0.01 && (ClosedForm::Pit.value(PIT[0], PIT[1]) - 0.861_059).abs() < 1e-5);
    for rate in [0.002, 0.01, 0.03, 0.99 * 2.0 / 57.006] {
        assert_eq!(ends(rate, 0.0, 8000), Ends { trapped: 40, ..Ends::default() }, "{rate}");
    }
    for rate in [1.01 * 2.0 / 57.006, 0.04, 0.05, 0.06] {
        let ends = ends(rate, 0.0, 8000);
        assert_eq!((ends.trapped, ends.diverged), (0, 0), "{rate}: {ends:?}");
    }
    for rate in [0.07, 0.1, 0.3, 1.0, 1.5, 0.99 * 2.0] {
        assert_eq!(ends(rate, 0.0, 4000), Ends { at_the_bottom: 40, ..Ends::default() }, "{rate}");
    }
    assert_eq!(ends(1.01 * 2.0, 0.0, 4000), Ends { diverged: 40, ..Ends::default() });
}

#[test]
fn momentum_jumps_the_pit_at_a_rate_that_alone_is_trapped() {
    assert_eq!(ends(0.001, 0.9, 8000), Ends { trapped: 40, ..Ends::default() });
    assert_eq!(ends(0.005, 0.9, 8000), Ends { at_the_bottom: 40, ..Ends::default() });
    assert_eq!(ends(0.005, 0.0, 8000), Ends { trapped: 40, ..Ends::default() });
}

/// The mean factor by which a step shortens the way to 0, between two steps.
fn factor(path: &[[f64; 2]], from: usize, to: usize) -> f64 {
    let size = |step: usize| distance(path[step], [0.0, 0.0]);
    (size(to) / size(from)).powf(1.0 / (to - from) as f64)
}

/// Goh 2017: on a quadratic of condition κ gradient descent shortens the way by (κ−1)/(κ+1) a step at the rate 2/(λ₁+λₙ), the
/// heavy ball by (√κ−1)/(√κ+1) at (2/(√λ₁+√λₙ))² with that factor squared as its momentum.
#[test]
fn best_rates_of_gradient_descent_and_heavy_ball() {
    for (form, steepest) in [(ClosedForm::Bowl, 10.0_f64), (ClosedForm::Ravine, 50.0)] {
        let plain = walk(form, [1.0, 1.0], 2.0 / (1.0 + steepest), 0.0, 100);
        let expected = (steepest - 1.0) / (steepest + 1.0);
        assert!((factor(&plain, 0, 100) / expected - 1.0).abs() < 1e-4, "{}", form.name());

        let root = steepest.sqrt();
        let expected = (root - 1.0) / (root + 1.0);
        let rate = (2.0 / (1.0 + root)).powi(2);
        let ball = walk(form, [1.0, 1.0], rate, expected * expected, 120);
        // At the best rate both roots are equal and the way is t·ρᵗ: take the t out.
        let measured = factor(&ball, 60, 120) / 2.0_f64.powf(1.0 / 60.0);
        assert!((measured / expected - 1.0).abs() < 0.01, "{}: {measured}, expected {expected}", form.name());
    }
}

#[test]
fn the_ravine_takes_181_steps_without_momentum_and_39_with_it() {
    let steps_to = |path: &[[f64; 2]]| path.iter().position(|place| distance(*place, [0.0, 0.0]) <= 1e-3).unwrap();
    let plain = walk(ClosedForm::Ravine, [1.0, 1.0], 2.0 / 51.0, 0.0, 400);
    assert!((factor(&plain, 0, 200) / 0.9608 - 1.0).abs() < 1e-4);
    let ball = walk(ClosedForm::Ravine, [1.0, 1.0], 0.0614, 0.566, 400);
    assert!(steps_to(&plain).abs_diff(181) <= 2 && steps_to(&ball).abs_diff(39) <= 2);
}

/// Off a saddle the way grows by 1.1 a step: ln(0.5/y₀)/ln 1.1 + 2 steps until |y| > 0.5.
#[test]
fn leaving_a_saddle_takes_longer_the_nearer_the_start() {
    for (start, expected) in [(1e-2, 43), (1e-4, 91), (1e-6, 139), (1e-8, 188)] {
        let path = walk(ClosedForm::Saddle4, [1.0, start], 0.1, 0.0, 300);
        let left = path.iter().position(|place| place[1].abs() > 0.5).unwrap();
        assert!(left.abs_diff(expected) <= 3, "{start}: {left}");
        assert!(distance(path[300], [0.0, 1.0]) < 1e-3);
    }
}

/// Gradient descent on a quadratic diverges beyond 2/λmax, with momentum μ beyond (2+2μ)/λmax.
#[test]
fn the_largest_safe_rate_is_sharp() {
    for (form, steepest) in [(ClosedForm::Bowl, 10.0), (ClosedForm::Ravine, 50.0)] {
        for momentum in [0.0, 0.5, 0.9] {
            let limit = (2.0 + 2.0 * momentum) / steepest;
            let size_after = |rate: f64| {
                let path = walk(form, [1.0, 1.0], rate, momentum, 2000);
                distance(path[path.len() - 1], [0.0, 0.0])
            };
            assert!(size_after(0.99 * limit) < 1e-6, "{} {momentum}", form.name());
            assert!(size_after(1.01 * limit) > 1e6 || size_after(1.01 * limit).is_nan(), "{} {momentum}", form.name());
        }
    }
}

/// The same law on a network whose loss is a quadratic: a linear one, with λmax from Hessian-vector products.
#[test]
fn the_largest_safe_rate_of_a_linear_network_follows_from_its_hessian() {
    let mut random = Random::new(32, Stream::Data);
    let inputs: Vec<f32> = (0..60).map(|_| random.normal() as f32).collect();
    let values: Vec<f32> = (0..40).map(|_| random.normal() as f32).collect();
    let samples = Samples::from_rows(&inputs, 3, RowTargets::Values { outputs: 2, values: &values }).unwrap();
    let config = MlpConfig {
        widths: vec![3, 2],
        activation: Activation::Identity,
        leaky_slope: 0.0,
        residual: Residual::default(),
    };
    let mlp = Mlp::new(config).unwrap();
    let count = mlp.param_count();
    let unit = |at: usize| (0..count).map(|entry| f64::from(u8::from(entry == at))).collect::<Vec<_>>();
    let hessian: Vec<f64> = (0..count)
        .flat_map(|at| mlp.hessian_vector_product(&vec![0.0; count], &samples, Loss::Mse, &unit(at)))
        .collect();
    let steepest = symmetric_eigen(&hessian, count).values[count - 1];

    let mut workspace = Workspace::new(&mlp);
    for momentum in [0.0, 0.5, 0.9] {
        let mut gradient_after = |rate: f64| {
            let (mut params, mut grads) = (vec![1.0; count], vec![0.0; count]);
            let mut optimizer = Optimizer::new(&sgd(momentum), count);
            for _ in 0..2000 {
                mlp.loss_and_gradient(&params, &samples, Loss::Mse, &mut workspace, &mut grads);
                optimizer.step(rate as f32, &mut params, &grads);
            }
            grads.iter().map(|grad| grad.abs()).sum::<f32>()
        };
        let limit = (2.0 + 2.0 * momentum) / steepest;
        assert!(gradient_after(0.99 * limit) < 1e-5, "{momentum}");
        let beyond = gradient_after(1.01 * limit);
        assert!(beyond > 1e6 || beyond.is_nan(), "{momentum}: {beyond}");
    }
}
