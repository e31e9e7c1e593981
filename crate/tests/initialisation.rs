//! What depth does to signals and gradients at initialisation, against theory: Glorot & Bengio 2010, He et al. 2015, Hanin 2018,
//! Poole et al. 2016, Schoenholz et al. 2017.

use downhill::diagnostics::mean_field::{MeanFieldActivation, mean_field};
use downhill::diagnostics::network_statistics;
use downhill::network::{Activation, Init, Loss, Mlp, MlpConfig, Residual, Workspace};
use downhill::random::{Random, Stream};
use downhill::samples::{RowTargets, Samples};

fn plain(widths: Vec<usize>, activation: Activation) -> Mlp {
    Mlp::new(MlpConfig { widths, activation, leaky_slope: 0.0, residual: Residual::default() }).unwrap()
}

/// Normal inputs of that mean square, and targets so far away on random sides that the mean absolute error sends ±1 back from
/// every output: a gradient that knows nothing of the weights it comes through.
fn independent_rows(rows: usize, features: usize, outputs: usize, size: f64, random: &mut Random) -> Samples {
    let inputs: Vec<f32> = (0..rows * features).map(|_| (size.sqrt() * random.normal()) as f32).collect();
    let sides: Vec<f32> = (0..rows * outputs).map(|_| if random.below(2) == 0 { 1e30 } else { -1e30 }).collect();
    Samples::from_rows(&inputs, features, RowTargets::Values { outputs, values: &sides }).unwrap()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    (values[values.len() / 2] + values[(values.len() - 1) / 2]) / 2.0
}

/// Norms of δ and of weight gradients, layers 1 to D.
fn backward_norms(mlp: &Mlp, params: &[f32], samples: &Samples) -> (Vec<f64>, Vec<f64>) {
    let seen = network_statistics(mlp, params, samples, Loss::Mae, &mut Workspace::new(mlp));
    seen.layers.iter().map(|layer| (layer.delta_norm, layer.grad_w_norm)).unzip()
}

/// Glorot & Bengio: in the linear regime U(±1/√n) shrinks the mean square by 3 a layer, Xavier keeps it, in both directions. What
/// beginners miss: the gradient of the weights is about the same in every layer all the same, because activations shrink one way
/// and δ the other.
#[test]
fn linear_layers_shrink_by_a_third_or_keep_their_size_both_ways() {
    let (width, depth) = (64, 10);
    for (init, factor) in [(Init::FanInUniform, 1.0 / 3.0), (Init::XavierUniform, 1.0), (Init::XavierNormal, 1.0)] {
        let mlp = plain(vec![width; depth + 1], Activation::Identity);
        let (mut forward, mut backward, mut flatness) = (0.0, 0.0, 0.0);
        for seed in 0..12 {
            let mut random = Random::new(seed, Stream::Init);
            let mut params = init.initialise(&mlp, &mut random);
            mlp.layers().iter().for_each(|layer| params[layer.biases.clone()].fill(0.0));
            let samples = independent_rows(32, width, width, 1.0, &mut random);
            let seen = network_statistics(&mlp, &params, &samples, Loss::Mae, &mut Workspace::new(&mlp));
            let steps = (depth - 1) as f64;
            let (first, last) = (&seen.layers[0], &seen.layers[depth - 1]);
            forward += 2.0 * (last.z_rms / first.z_rms).ln() / steps / 12.0;
            backward += 2.0 * (first.delta_norm / last.delta_norm).ln() / steps / 12.0;
            flatness += (first.grad_w_norm / last.grad_w_norm).log10() / 12.0;
        }
        let (forward, backward) = (forward.exp(), backward.exp());
        let name = init.name();
        assert!((forward / factor - 1.0).abs() < 0.05, "{name} forward: {forward}");
        assert!((backward / factor - 1.0).abs() < 0.05, "{name} backward: {backward}");
        assert!(flatness.abs() < 0.15, "{name}: weight gradients differ by 10^{flatness}");
    }
}

/// He et al.: with ReLU, Xavier halves the mean square of δ in each of 29 layers, 10^-4.4 in norm, and He keeps it.
#[test]
fn thirty_relu_layers_keep_delta_with_he_and_lose_it_with_xavier() {
    let depth = 30;
    let mlp = plain(vec![128; depth + 1], Activation::Relu);
    for (init, expected) in [(Init::XavierNormal, -14.5 * 2.0_f64.log10()), (Init::HeNormal, 0.0)] {
        let ratios = (0..12).map(|seed| {
            let mut random = Random::new(seed, Stream::Init);
            let params = init.initialise(&mlp, &mut random);
            let samples = independent_rows(16, 128, 128, 1.0, &mut random);
            let (deltas, _) = backward_norms(&mlp, &params, &samples);
            (deltas[0] / deltas[depth - 1]).log10()
        });
        let ratio = median(ratios.collect());
        assert!((ratio - expected).abs() < 0.3, "{}: 10^{ratio}, expected 10^{expected}", init.name());
    }
}

/// Hanin: a He ReLU layer of width n multiplies |h|² by X with E X = 1, but the typical net shrinks, by E ln X a layer.
#[test]
fn narrow_he_networks_shrink_though_their_mean_does_not() {
    let depth = 12;
    for (width, expected) in [(8, -0.396), (16, -0.180), (32, -0.083), (64, -0.041), (128, -0.019)] {
        let mlp = plain(vec![width; depth + 2], Activation::Relu);
        let (mut logarithm, mut mean, mut square, mut count) = (0.0, 0.0, 0.0, 0.0);
        for seed in 0..200 {
            let mut random = Random::new(seed, Stream::Init);
            let params: Vec<f64> = Init::HeNormal.initialise(&mlp, &mut random).into_iter().map(f64::from).collect();
            let samples = independent_rows(1, width, width, 1.0, &mut random);
            let mut squares = vec![0.0; depth + 2];
            let _ = mlp.precise_layers(&params, &samples, Loss::Mae, |row| {
                squares[row.layer] = row.h.iter().map(|h| h * h).sum::<f64>();
            });
            // All units at once are 0 in one layer of 2ⁿ: nothing is left to take a logarithm of.
            for pair in squares[1..=depth].windows(2).filter(|pair| pair[1] > 0.0) {
                let x = pair[1] / pair[0];
                logarithm += x.ln();
                mean += x;
                square += x * x;
                count += 1.0;
            }
        }
        let (mean, square) = (mean / count, square / count);
        // E X is known (1, over those that are not all 0): its error tells most of the error of E ln X.
        let known = 1.0 / (1.0 - 0.5_f64.powi(width as i32));
        let typical = logarithm / count - (mean - known);
        assert!((typical / expected - 1.0).abs() < 0.1, "width {width}: {typical}, expected {expected}");
        assert!(
            (mean - 1.0).abs() < 0.05 && (square / (1.0 + 5.0 / width as f64) - 1.0).abs() < 0.15,
            "{width}: {mean} {square}"
        );
    }
}

/// Measured in tanh networks of 30 layers of width 64, against the infinitely wide ones of the theory.
#[test]
fn mean_field_theory_foretells_signals_and_gradients() {
    let (width, depth, draws) = (64, 30, 24);
    for (weight_variance, bias_variance) in
        [(1.0 / 3.0, 0.0), (1.0, 0.05), (1.69, 0.09), (1.7, 0.05), (2.25, 0.0), (4.0, 0.05)]
    {
        let theory = mean_field(MeanFieldActivation::Tanh, weight_variance, bias_variance).unwrap();
        // Inputs of the size that keeps q where it settles, or small ones where everything dies out.
        let size = ((theory.q_star - bias_variance) / weight_variance).max(1e-4);
        let mlp = plain(vec![width; depth + 1], Activation::Tanh);
        let (mut chi, mut q) = (0.0, 0.0);
        for seed in 0..draws {
            let mut random = Random::new(seed, Stream::Init);
            let init = Init::ScaledNormal { variance: weight_variance as f32 };
            let mut params = init.initialise(&mlp, &mut random);
            for layer in mlp.layers() {
                params[layer.biases.clone()].fill_with(|| (bias_variance.sqrt() * random.normal()) as f32);
            }
            let samples = independent_rows(8, width, width, size, &mut random);
            let seen = network_statistics(&mlp, &params, &samples, Loss::Mae, &mut Workspace::new(&mlp));
            let ratio = seen.layers[0].delta_norm / seen.layers[depth - 2].delta_norm;
            chi += 2.0 * ratio.ln() / (depth - 2) as f64 / f64::from(draws);
            q += seen.layers[4..depth - 1].iter().map(|layer| layer.z_rms.powi(2)).sum::<f64>()
                / (depth - 5) as f64
                / f64::from(draws);
        }
        let chi = chi.exp();
        println!(
            "{weight_variance:.3} {bias_variance}: χ {chi:.3} against {:.3}, q {q:.3} against {:.3}",
            theory.chi, theory.q_star
        );
        assert!((chi - theory.chi).abs() < 0.03, "χ at {weight_variance} {bias_variance}: {chi}, {theory:?}");
        if theory.q_star > 0.0 {
            assert!((q / theory.q_star - 1.0).abs() < 0.03, "q* at {weight_variance} {bias_variance}: {q}, {theory:?}");
        }
    }
}

#[test]
fn sigmoid_layers_lose_the_gradient_as_foretold() {
    let (width, depth) = (64, 12);
    for weight_variance in [1.0, 4.0] {
        let theory = mean_field(MeanFieldActivation::Sigmoid, weight_variance, 0.0).unwrap();
        let mlp = plain(vec![width; depth + 1], Activation::Sigmoid);
        let logs = (0..12).map(|seed| {
            let mut random = Random::new(seed, Stream::Init);
            let params = Init::ScaledNormal { variance: weight_variance as f32 }.initialise(&mlp, &mut random);
            let samples = independent_rows(8, width, width, 0.3, &mut random);
            let (deltas, _) = backward_norms(&mlp, &params, &samples);
            2.0 * (deltas[0] / deltas[depth - 2]).ln() / (depth - 2) as f64
        });
        let chi = (logs.sum::<f64>() / 12.0).exp();
        assert!((chi - theory.chi).abs() < 0.03, "{weight_variance}: {chi}, {theory:?}");
    }
}

/// On the critical line (σb², σw²) of tanh, and at He's variance of ReLU, χ is 1.
#[test]
fn the_critical_line_is_where_it_was_published() {
    for (bias_variance, weight_variance) in [(0.001, 1.189), (0.01, 1.424), (0.05, 1.761), (0.1, 1.986), (0.3, 2.505)] {
        let theory = mean_field(MeanFieldActivation::Tanh, weight_variance, bias_variance).unwrap();
        assert!((theory.chi - 1.0).abs() < 1e-3, "{bias_variance} {weight_variance}: {theory:?}");
    }
    assert!((mean_field(MeanFieldActivation::Tanh, 1.0, 0.0).unwrap().chi - 1.0).abs() < 1e-6);
    assert!((mean_field(MeanFieldActivation::Relu, 2.0, 0.0).unwrap().chi - 1.0).abs() < 1e-9);
}
