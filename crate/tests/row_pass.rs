//! One row looked at closely: the passes of training against the twin in double precision, and the chain rule for single
//! parameters against the gradient, against differences and against a sum over every path.

use downhill::diagnostics::{Factor, FactorKind, central_difference, chain};
use downhill::network::{Activation, Alpha, Init, Loss, Mlp, MlpConfig, Residual, ResidualKind};
use downhill::random::{Random, Stream};
use downhill::samples::{RowTargets, Samples};

/// As in `twins.rs`, beside the largest entry of a layer.
const VALUES: f64 = 2e-5;
const GRADIENTS: f64 = 1e-4;

fn network(widths: &[usize], activation: Activation, kind: ResidualKind, learn_alpha: bool) -> Mlp {
    let residual = Residual { kind, alpha: Alpha::Value(0.7), learn_alpha };
    Mlp::new(MlpConfig { widths: widths.to_vec(), activation, leaky_slope: 0.1, residual }).unwrap()
}

fn rows(mlp: &Mlp, random: &mut Random) -> Samples {
    let inputs: Vec<f32> = (0..5 * mlp.inputs()).map(|_| random.normal() as f32).collect();
    let labels: Vec<u16> = (0..5).map(|_| random.below(mlp.outputs()) as u16).collect();
    let targets = RowTargets::Classes { classes: mlp.outputs(), labels: &labels };
    Samples::from_rows(&inputs, mlp.inputs(), targets).unwrap()
}

fn cases() -> impl Iterator<Item = (Mlp, Samples, Vec<f32>, Random)> {
    let shapes: [&[usize]; 3] = [&[3, 5, 5, 5, 5, 5, 4], &[2, 9, 9, 3, 3, 2], &[4, 2]];
    let activations = [Activation::Tanh, Activation::Softplus, Activation::LeakyRelu];
    let kinds = ResidualKind::ALL.into_iter().flat_map(|kind| [(kind, false), (kind, true)]);
    kinds.flat_map(move |(kind, learn)| {
        shapes.into_iter().flat_map(move |widths| {
            activations.into_iter().map(move |activation| {
                let mut random = Random::new(widths.len() as u32, Stream::Init);
                let mlp = network(widths, activation, kind, learn);
                let samples = rows(&mlp, &mut random);
                let params = Init::FanInUniform.initialise(&mlp, &mut random);
                // Small weights would make every skip the strongest path.
                let params = params.into_iter().map(|param| 2.0 * param).collect();
                (mlp, samples, params, random)
            })
        })
    })
}

fn precise(params: &[f32]) -> Vec<f64> {
    params.iter().copied().map(f64::from).collect()
}

#[test]
fn a_row_is_what_its_twin_in_double_precision_says() {
    for (mlp, samples, params, _) in cases() {
        for row in 0..samples.rows() {
            let pass = mlp.pass_of_row(&params, &samples, row, Loss::SoftmaxCe);
            let name = format!("{:?} row {row}", mlp.config());
            let near = |ours: &[f32], twin: &[f64], tolerance: f64, what: &str| {
                let size = twin.iter().fold(1e-3, |size: f64, value| size.max(value.abs()));
                for (ours, twin) in ours.iter().zip(twin) {
                    assert!((f64::from(*ours) - twin).abs() < tolerance * size, "{name}: {what} {ours} {twin}");
                }
            };
            let one = samples.subset(&[row]);
            let (loss, grads) = mlp.precise_layers(&precise(&params), &one, Loss::SoftmaxCe, |seen| {
                let place = pass.units_of(seen.layer);
                assert_eq!(place.len(), seen.z.len(), "{name}");
                near(&pass.z[place.clone()], seen.z, VALUES, "z");
                near(&pass.hidden[place.clone()], seen.h, VALUES, "h");
                near(&pass.delta[place], seen.delta, GRADIENTS, "delta");
            });
            near(&pass.grads, &grads, GRADIENTS, "gradient");
            assert!((pass.loss - loss).abs() < 1e-5 * loss.max(1.0), "{name}");
            let inputs: Vec<f32> = (0..mlp.inputs()).map(|feature| samples.feature(feature)[row]).collect();
            assert_eq!(pass.hidden[pass.units_of(0)], inputs);
        }
    }
}

#[test]
fn each_unit_of_a_chain_has_the_derivative_of_all_its_paths_and_the_last_product_is_that_of_all_factors() {
    for (mlp, samples, params, mut random) in cases() {
        let pass = mlp.pass_of_row(&params, &samples, 0, Loss::SoftmaxCe);
        let weights = mlp.layers()[mlp.layers().len() - 1].biases.end;
        for _ in 0..20 {
            let entry = random.below(weights);
            let chain = chain(&mlp, &params, &pass, entry).unwrap();
            let product: f64 = chain.factors.iter().map(|factor| factor.value).product();
            let end = chain.factors[chain.factors.len() - 1];
            assert!((end.product - product).abs() <= 1e-12 * product.abs());
            // The last unit with all its paths, times what stands between it and the parameter, is the derivative.
            let at = chain.factors.iter().rposition(|factor| !factor.all_paths.is_nan()).unwrap();
            let rest: f64 = chain.factors[at + 1..].iter().map(|factor| factor.value).product();
            let derivative = chain.factors[at].all_paths * rest;
            let grad = f64::from(pass.grads[entry]);
            assert!((derivative - grad).abs() < 1e-5 * grad.abs() + 1e-9, "{:?}: {derivative} {grad}", mlp.config());
            let one = samples.subset(&[0]);
            let difference = central_difference(&mlp, &mut precise(&params), &one, Loss::SoftmaxCe, entry);
            assert!((difference.value - grad).abs() < 1e-4 * grad.abs() + 1e-6, "{difference:?} {grad}");
            assert!(difference.resolution > 0.0 && difference.resolution < 1e-8);
        }
    }
}

/// The sum over every path, by trying all of them: each hidden unit of a plain network is switched to pass on nothing but
/// what one path needs.
fn sum_of_all_paths(
    mlp: &Mlp,
    params: &[f32],
    pass_slopes: &[Vec<f64>],
    outputs: &[f64],
    layer: usize,
    unit: usize,
) -> f64 {
    if layer == mlp.layers().len() {
        return outputs[unit];
    }
    let above = &mlp.layers()[layer];
    (0..above.fan_out)
        .map(|to| {
            let weight = f64::from(params[above.weights.start + to * above.fan_in + unit]);
            pass_slopes[layer][unit] * weight * sum_of_all_paths(mlp, params, pass_slopes, outputs, layer + 1, to)
        })
        .sum()
}

#[test]
fn a_plain_network_has_as_many_paths_as_its_widths_multiply_to_and_one_path_alone_is_the_derivative() {
    let mut random = Random::new(4, Stream::Init);
    let mlp = network(&[2, 3, 4, 3, 2], Activation::Tanh, ResidualKind::None, false);
    let samples = rows(&mlp, &mut random);
    let params = Init::XavierNormal.initialise(&mlp, &mut random);
    let pass = mlp.pass_of_row(&params, &samples, 1, Loss::SoftmaxCe);
    let paths = |entry: usize| chain(&mlp, &params, &pass, entry).unwrap().paths;
    assert_eq!(paths(mlp.layers()[0].weights.start), 24.0);
    assert_eq!(paths(mlp.layers()[2].biases.start), 2.0);
    assert_eq!(paths(mlp.layers()[3].weights.start), 1.0);

    let slopes: Vec<Vec<f64>> = (0..4)
        .map(|layer| {
            let z = &pass.z[pass.units_of(layer)];
            z.iter().map(|z| Activation::Tanh.derivatives(0.0, f64::from(*z))[1]).collect()
        })
        .collect();
    let outputs: Vec<f64> = pass.delta[pass.units_of(4)].iter().copied().map(f64::from).collect();
    for unit in 0..3 {
        let sum = sum_of_all_paths(&mlp, &params, &slopes, &outputs, 1, unit);
        let delta = f64::from(pass.delta[pass.units_of(1)][unit]);
        assert!((sum - delta).abs() < 1e-5 * delta.abs() + 1e-8, "{sum} {delta}");
    }
    // In the last layer there is one path: its product is the derivative itself.
    let last = &mlp.layers()[3];
    for entry in last.weights.clone() {
        let chain = chain(&mlp, &params, &pass, entry).unwrap();
        let grad = f64::from(pass.grads[entry]);
        assert!((chain.factors[1].product - grad).abs() < 1e-6 * grad.abs() + 1e-10);
        let kinds: Vec<FactorKind> = chain.factors.iter().map(|factor| factor.kind).collect();
        assert_eq!(kinds, [FactorKind::Loss, FactorKind::Input]);
    }
}

#[test]
fn skips_are_ways_of_their_own_and_a_learned_alpha_has_no_chain() {
    let mut random = Random::new(9, Stream::Init);
    // Each block has two units and its skip: 3 · 3 ways, and two outputs; a pair has 2 · 2 and one.
    for (kind, expected) in [(ResidualKind::Preact, 18.0), (ResidualKind::Postact, 18.0), (ResidualKind::Preact2, 10.0)]
    {
        let mlp = network(&[2, 2, 2, 2, 2], Activation::Tanh, kind, true);
        let samples = rows(&mlp, &mut random);
        let params = Init::XavierNormal.initialise(&mlp, &mut random);
        let pass = mlp.pass_of_row(&params, &samples, 0, Loss::SoftmaxCe);
        let first = chain(&mlp, &params, &pass, 0).unwrap();
        assert_eq!(first.paths, expected, "{kind:?}");
        assert_eq!(chain(&mlp, &params, &pass, mlp.learned_alphas().start), None);
        // Without weights in the blocks nothing comes back but over the skips.
        let mut silent = params.clone();
        mlp.layers()[1..3].iter().for_each(|layer| silent[layer.weights.clone()].fill(0.0));
        let pass = mlp.pass_of_row(&silent, &samples, 0, Loss::SoftmaxCe);
        let Factor { product, .. } = *chain(&mlp, &silent, &pass, 0).unwrap().factors.last().unwrap();
        assert!(product != 0.0, "{kind:?}");
    }
}
