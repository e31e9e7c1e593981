//! Laws that hold for every network, whatever its numbers.

use downhill::network::{Activation, Alpha, Init, Loss, Mlp, MlpConfig, Residual, ResidualKind, Workspace};
use downhill::random::{Random, Stream};
use downhill::samples::{RowTargets, Samples};

fn mlp(widths: &[usize], activation: Activation, residual: Residual) -> Mlp {
    Mlp::new(MlpConfig { widths: widths.to_vec(), activation, leaky_slope: 0.1, residual }).unwrap()
}

fn skip(kind: ResidualKind, alpha: Alpha) -> Residual {
    Residual { kind, alpha, learn_alpha: false }
}

fn samples(rows: usize, outputs: usize) -> Samples {
    let mut random = Random::new(5, Stream::Data);
    let inputs: Vec<f32> = (0..rows * 2).map(|_| random.normal() as f32).collect();
    let values: Vec<f32> = (0..rows * outputs).map(|_| random.normal() as f32).collect();
    Samples::from_rows(&inputs, 2, RowTargets::Values { outputs, values: &values }).unwrap()
}

fn init(mlp: &Mlp, seed: u32) -> Vec<f32> {
    Init::FanInUniform.initialise(mlp, &mut Random::new(seed, Stream::Init))
}

fn predictions(mlp: &Mlp, params: &[f32], samples: &Samples) -> Vec<f32> {
    let mut out = Vec::new();
    mlp.predict(params, samples, &mut Workspace::new(mlp), &mut out);
    out
}

#[test]
fn blocks_of_weight_zero_are_the_identity() {
    for (kind, alpha) in [ResidualKind::Preact, ResidualKind::Postact, ResidualKind::Preact2]
        .into_iter()
        .flat_map(|kind| [0.5, 1.0].map(|alpha| (kind, alpha)))
    {
        let deep = mlp(&[2, 6, 6, 6, 6, 6, 3], Activation::Relu, skip(kind, Alpha::Value(alpha)));
        let shallow = mlp(&[2, 6, 3], Activation::Relu, Residual::default());
        let mut params = init(&deep, 1);
        let (first, last) = (deep.layers()[0].biases.end, deep.layers()[5].weights.start);
        params[first..last].fill(0.0);
        let outer: Vec<f32> = [&params[..first], &params[last..]].concat();
        let rows = samples(19, 3);
        assert_eq!(predictions(&deep, &params, &rows), predictions(&shallow, &outer, &rows), "{}", kind.name());
    }
}

#[test]
fn alpha_zero_leaves_the_hidden_weights_without_a_gradient() {
    let network = mlp(&[2, 5, 5, 5, 1], Activation::Tanh, skip(ResidualKind::Preact, Alpha::Value(0.0)));
    let params = init(&network, 2);
    let mut grads = vec![1.0; params.len()];
    network.loss_and_gradient(&params, &samples(30, 1), Loss::Mse, &mut Workspace::new(&network), &mut grads);
    for layer in &network.layers()[1..3] {
        assert!(grads[layer.weights.start..layer.biases.end].iter().all(|&grad| grad == 0.0));
    }
    assert!(grads[network.layers()[0].weights.clone()].iter().any(|&grad| grad != 0.0));
}

#[test]
fn a_row_is_answered_the_same_alone_and_among_others() {
    for activation in Activation::ALL {
        let network = mlp(&[2, 7, 7, 7, 3], activation, skip(ResidualKind::Postact, Alpha::InverseSqrtBlocks));
        let params = init(&network, 3);
        let rows = samples(150, 3);
        let together = predictions(&network, &params, &rows);
        for row in [0, 7, 8, 63, 64, 149] {
            let alone = predictions(&network, &params, &rows.subset(&[row]));
            assert_eq!(alone, together[row * 3..row * 3 + 3], "{} row {row}", activation.name());
        }
    }
}

#[test]
fn the_order_of_rows_changes_roundings_only() {
    let network = mlp(&[2, 9, 9, 2], Activation::Silu, Residual::default());
    let params = init(&network, 4);
    let rows = samples(100, 2);
    let mut order: Vec<usize> = (0..100).collect();
    Random::new(6, Stream::Batches).shuffle(&mut order);
    let run = |samples: &Samples| {
        let mut grads = vec![0.0; params.len()];
        let loss =
            network.loss_and_gradient(&params, samples, Loss::BceLogits, &mut Workspace::new(&network), &mut grads);
        (loss, grads)
    };
    let (loss, grads) = run(&rows);
    let (shuffled_loss, shuffled_grads) = run(&rows.subset(&order));
    assert!((loss - shuffled_loss).abs() < 1e-6 * loss);
    assert!(grads.iter().zip(&shuffled_grads).all(|(left, right)| (left - right).abs() < 1e-6));
    assert_eq!(run(&rows), (loss, grads), "the same rows in the same order give the same bits");
}

#[test]
fn hidden_units_may_change_places() {
    for kind in ResidualKind::ALL {
        let network = mlp(&[2, 6, 6, 6, 6, 2], Activation::Silu, skip(kind, Alpha::InverseSqrtBlocks));
        let params = init(&network, 12);
        let order = [4, 0, 5, 2, 1, 3];
        // With skips, unit i of one layer is added to unit i of the next: all hidden layers have to change places alike.
        let mut moved = params.clone();
        for (number, layer) in network.layers().iter().enumerate() {
            let is_last = number + 1 == network.layers().len();
            for unit in 0..layer.fan_out {
                let to = if is_last { unit } else { order[unit] };
                moved[layer.biases.start + to] = params[layer.biases.start + unit];
                for input in 0..layer.fan_in {
                    let from = if number == 0 { input } else { order[input] };
                    moved[layer.weights.start + to * layer.fan_in + from] =
                        params[layer.weights.start + unit * layer.fan_in + input];
                }
            }
        }
        assert_ne!(moved, params);
        let rows = samples(33, 2);
        let pairs = predictions(&network, &params, &rows).into_iter().zip(predictions(&network, &moved, &rows));
        pairs.for_each(|(left, right)| assert!((left - right).abs() < 1e-5, "{}: {left} {right}", kind.name()));
    }
}

#[test]
fn a_workspace_remembers_nothing() {
    let network = mlp(&[2, 5, 5, 5, 2], Activation::Gelu, skip(ResidualKind::Preact2, Alpha::Value(1.0)));
    let (first, second) = (init(&network, 7), init(&network, 8));
    let rows = samples(70, 2);
    let mut used = Workspace::new(&network);
    let mut grads = vec![0.0; first.len()];
    network.loss_and_gradient(&second, &samples(3, 2), Loss::Mae, &mut used, &mut grads);
    let loss = network.loss_and_gradient(&first, &rows, Loss::Mse, &mut used, &mut grads);
    let mut fresh = vec![0.0; first.len()];
    assert_eq!(loss, network.loss_and_gradient(&first, &rows, Loss::Mse, &mut Workspace::new(&network), &mut fresh));
    assert_eq!(grads, fresh);
    assert_eq!(loss, network.loss(&first, &rows, Loss::Mse, &mut used), "forward alone gives the same loss");
}

#[test]
fn what_leaves_the_numbers_is_noticed() {
    let network = mlp(&[2, 4, 1], Activation::Relu, Residual::default());
    let mut params = init(&network, 9);
    params[0] = f32::NAN;
    assert!(network.loss(&params, &samples(9, 1), Loss::Mse, &mut Workspace::new(&network)).is_nan());
    params[0] = 3e38;
    let mut grads = vec![0.0; params.len()];
    let loss =
        network.loss_and_gradient(&params, &samples(9, 1), Loss::HalfMse, &mut Workspace::new(&network), &mut grads);
    assert!(!loss.is_finite() && grads.iter().any(|grad| !grad.is_finite()));
}

/// Glorot & Bengio 2010, He et al. 2015: what a layer does to the mean square of its input at initialisation.
#[test]
fn initialisation_keeps_the_promised_size() {
    let depth = 10;
    for (init, activation, factor) in [
        (Init::HeNormal, Activation::Relu, 1.0),
        (Init::XavierNormal, Activation::Relu, 0.5),
        (Init::XavierUniform, Activation::Identity, 1.0),
        (Init::LecunNormal, Activation::Identity, 1.0),
        (Init::FanInUniform, Activation::Identity, 1.0 / 3.0),
        (Init::Orthogonal, Activation::Identity, 1.0),
    ] {
        let network = mlp(&[256; 12], activation, Residual::default());
        let mut random = Random::new(11, Stream::Init);
        let mut params = init.initialise(&network, &mut random);
        network.layers().iter().for_each(|layer| params[layer.biases.clone()].fill(0.0));
        let precise: Vec<f64> = params.iter().copied().map(f64::from).collect();
        let inputs: Vec<f32> = (0..256 * 4).map(|_| random.normal() as f32).collect();
        let targets = RowTargets::Values { outputs: 256, values: &[0.0; 256 * 4] };
        let rows = Samples::from_rows(&inputs, 256, targets).unwrap();
        let mut squares = vec![0.0; depth + 2];
        let _ = network.precise_layers(&precise, &rows, Loss::Mse, |row| {
            squares[row.layer] += row.z.iter().map(|z| z * z).sum::<f64>();
        });
        let measured = (squares[depth + 1] / squares[1]).powf(1.0 / depth as f64);
        assert!((measured / factor - 1.0).abs() < 0.05, "{} {}: {measured}", init.name(), activation.name());
    }
}
