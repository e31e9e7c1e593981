//! The fast passes in f32 against their plain twins in double precision, on random networks of every shape.
//!
//! `evaluate` answers with f32 numbers where they keep their tolerance and with double precision where no f32 can; here the f32
//! core stands alone. The networks are well conditioned (weights that neither explode nor die), so what is seen is rounding: typical
//! are 1e-7 to 1e-6.

use downhill::network::{Activation, Alpha, Init, Loss, Mlp, MlpConfig, Residual, ResidualKind, Workspace};
use downhill::random::{Random, Stream};
use downhill::samples::{RowTargets, Samples};

/// Relative errors of loss and predictions, and of each layer's gradient, in vector norms.
const VALUES: f64 = 2e-5;
const GRADIENTS: f64 = 1e-4;
/// Beside a gradient this much smaller than the largest, terms that cancel leave only rounding.
const NEGLIGIBLE: f64 = 1e-9;

struct Case {
    mlp: Mlp,
    loss: Loss,
    samples: Samples,
    params: Vec<f32>,
    name: String,
}

fn pick<T: Copy>(random: &mut Random, items: &[T]) -> T {
    items[random.below(items.len())]
}

/// Sizes beside every edge of the kernels: groups of eight rows, tiles of 64, panels of units.
fn rows(random: &mut Random) -> usize {
    pick(random, &[1, 2, 7, 8, 9, 15, 16, 17, 63, 64, 65, 71, 128, 129, 200])
}

fn samples(loss: Loss, rows: usize, features: usize, outputs: usize, random: &mut Random) -> Samples {
    let inputs: Vec<f32> = (0..rows * features).map(|_| random.normal() as f32).collect();
    if loss == Loss::SoftmaxCe {
        let labels: Vec<u16> = (0..rows).map(|_| random.below(outputs) as u16).collect();
        return Samples::from_rows(&inputs, features, RowTargets::Classes { classes: outputs, labels: &labels })
            .unwrap();
    }
    let mut target = || if loss == Loss::BceLogits { random.below(2) as f32 } else { random.normal() as f32 };
    let values: Vec<f32> = (0..rows * outputs).map(|_| target()).collect();
    Samples::from_rows(&inputs, features, RowTargets::Values { outputs, values: &values }).unwrap()
}

fn case(activation: Activation, loss: Loss, kind: ResidualKind, depth: usize, random: &mut Random) -> Case {
    let width = 1 + random.below(20);
    let mut widths = vec![1 + random.below(9)];
    for _ in 1..depth {
        widths.push(if random.below(4) == 0 { 1 + random.below(20) } else { width });
    }
    widths.push(1 + random.below(6));
    let alpha = pick(random, &[0, 1, 2]);
    let alpha = [Alpha::InverseSqrtBlocks, Alpha::InverseBlocks, Alpha::Value(0.25)][alpha].clone();
    let residual = Residual { kind, alpha, learn_alpha: random.below(2) == 0 };
    let name = format!("{} {} {residual:?} {widths:?}", activation.name(), loss.name());
    let mlp = Mlp::new(MlpConfig { widths, activation, leaky_slope: 0.125, residual }).unwrap();
    let count = rows(random);
    let samples = samples(loss, count, mlp.inputs(), mlp.outputs(), random);
    let params = Init::FanInUniform.initialise(&mlp, random);
    Case { mlp, loss, samples, params, name: format!("{name}, {count} rows") }
}

fn norm<'a>(values: impl IntoIterator<Item = &'a f64>) -> f64 {
    values.into_iter().map(|value| value * value).sum::<f64>().sqrt()
}

fn difference(left: &[f32], right: &[f64]) -> f64 {
    norm(&left.iter().zip(right).map(|(left, right)| f64::from(*left) - right).collect::<Vec<_>>())
}

fn check(case: &Case) {
    let Case { mlp, loss, samples, params, name } = case;
    let mut workspace = Workspace::new(mlp);
    let (mut grads, mut outputs) = (vec![f32::NAN; params.len()], Vec::new());
    let value = mlp.loss_and_gradient(params, samples, *loss, &mut workspace, &mut grads);
    mlp.predict(params, samples, &mut workspace, &mut outputs);
    assert_eq!(value, mlp.loss(params, samples, *loss, &mut workspace), "{name}: forward alone");

    let precise: Vec<f64> = params.iter().copied().map(f64::from).collect();
    let mut expected_outputs = Vec::new();
    let (expected, expected_grads) = mlp.precise_layers(&precise, samples, *loss, |row| {
        if row.layer == mlp.layers().len() {
            expected_outputs.extend_from_slice(row.z);
        }
    });
    assert!((value - expected).abs() <= VALUES * expected.abs().max(1e-3), "{name}: loss {value}, expected {expected}");
    let error = difference(&outputs, &expected_outputs) / norm(&expected_outputs);
    assert!(error < VALUES, "{name}: predictions {error}");

    let blocks = mlp.layers().iter().flat_map(|layer| [layer.weights.clone(), layer.biases.clone()]);
    let largest = expected_grads.iter().fold(1e-25, |largest: f64, grad| largest.max(grad.abs()));
    for block in blocks.chain([mlp.learned_alphas()]) {
        let size = norm(&expected_grads[block.clone()]).max(NEGLIGIBLE * largest);
        let error = difference(&grads[block.clone()], &expected_grads[block.clone()]) / size;
        assert!(error < GRADIENTS, "{name}: gradient {block:?} {error} of {size:e}");
    }
}

#[test]
fn every_activation_loss_and_residual_kind_at_random_sizes() {
    let mut random = Random::new(21, Stream::Data);
    for activation in Activation::ALL {
        for loss in Loss::ALL {
            for kind in ResidualKind::ALL {
                let depth = 1 + random.below(9);
                check(&case(activation, loss, kind, depth, &mut random));
            }
        }
    }
}

#[test]
fn up_to_a_hundred_layers() {
    let mut random = Random::new(22, Stream::Data);
    for activation in Activation::ALL {
        for kind in [ResidualKind::Preact, ResidualKind::Postact, ResidualKind::Preact2] {
            let (depth, loss) = (20 + random.below(81), pick(&mut random, &Loss::ALL));
            check(&case(activation, loss, kind, depth, &mut random));
        }
    }
}

#[test]
fn wide_layers() {
    let mut random = Random::new(23, Stream::Data);
    for (index, widths) in
        [vec![64, 128, 10], vec![3, 97, 33, 1], vec![2, 256, 5], vec![31, 1, 65, 2]].into_iter().enumerate()
    {
        let residual = Residual::default();
        let config = MlpConfig { widths, activation: Activation::Tanh, leaky_slope: 0.0, residual };
        let mlp = Mlp::new(config).unwrap();
        let loss = [Loss::SoftmaxCe, Loss::BceLogits][index % 2];
        let samples = samples(loss, 130, mlp.inputs(), mlp.outputs(), &mut random);
        let params = Init::HeNormal.initialise(&mlp, &mut random);
        check(&Case { name: format!("{:?}", mlp.config().widths), mlp, loss, samples, params });
    }
}

/// Weights that vanish or explode on purpose: the norm of every layer's gradient over sixty orders of magnitude.
#[test]
fn gradients_of_any_size_keep_their_digits() {
    let mut random = Random::new(24, Stream::Data);
    for (activation, scale, depth) in
        [(Activation::Tanh, 0.3, 60), (Activation::Relu, 0.5, 50), (Activation::Relu, 2.5, 40)]
    {
        let residual = Residual::default();
        let widths = [&[2][..], &vec![16; depth - 1], &[1]].concat();
        let mlp = Mlp::new(MlpConfig { widths, activation, leaky_slope: 0.0, residual }).unwrap();
        let samples = samples(Loss::Mae, 40, 2, 1, &mut random);
        let mut params = Init::HeNormal.initialise(&mlp, &mut random);
        params.iter_mut().for_each(|param| *param *= scale);
        let precise: Vec<f64> = params.iter().copied().map(f64::from).collect();
        let (_, expected) = mlp.precise_gradient(&precise, &samples, Loss::Mae);
        let mut grads = vec![0.0; params.len()];
        mlp.loss_and_gradient(&params, &samples, Loss::Mae, &mut Workspace::new(&mlp), &mut grads);
        for (number, layer) in mlp.layers().iter().enumerate() {
            let size = norm(&expected[layer.weights.clone()]);
            let error = difference(&grads[layer.weights.clone()], &expected[layer.weights.clone()]);
            // f32 ends at 10^-38; what is smaller may be 0.
            let lost = size < 1e-35;
            assert!(
                lost || error < GRADIENTS * size,
                "{} {scale} layer {number}: {error:e} of {size:e}",
                activation.name()
            );
        }
    }
}
