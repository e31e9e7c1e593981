//! Double-precision gradients and Hessian-vector products against central differences.

use downhill::network::{Activation, Alpha, Init, Loss, Mlp, MlpConfig, Residual, ResidualKind};
use downhill::random::{Random, Stream};
use downhill::samples::{RowTargets, Samples};

fn max_difference(left: &[f64], right: &[f64]) -> f64 {
    left.iter().zip(right).map(|(l, r)| (l - r).abs()).fold(0.0, f64::max)
}

#[test]
fn precise_gradients_and_hessian_products_match_differences() {
    let mut random = Random::new(4, Stream::Data);
    let inputs: Vec<f32> = (0..20).map(|_| random.normal() as f32).collect();
    let values: Vec<f32> = (0..30).map(|_| random.uniform() as f32).collect();
    let labels: Vec<u16> = (0..10).map(|row| row % 3).collect();
    let with_values = Samples::from_rows(&inputs, 2, RowTargets::Values { outputs: 3, values: &values }).unwrap();
    let with_classes = Samples::from_rows(&inputs, 2, RowTargets::Classes { classes: 3, labels: &labels }).unwrap();
    for (activation, loss, kind) in Activation::ALL
        .into_iter()
        .flat_map(|a| Loss::ALL.map(|loss| (a, loss)))
        .flat_map(|(a, loss)| ResidualKind::ALL.map(|kind| (a, loss, kind)))
    {
        let samples = if loss == Loss::SoftmaxCe { &with_classes } else { &with_values };
        let residual = Residual { kind, alpha: Alpha::Value(0.7), learn_alpha: true };
        let config = MlpConfig { widths: vec![2, 4, 4, 4, 4, 3], activation, leaky_slope: 0.1, residual };
        let mlp = Mlp::new(config).unwrap();
        let params: Vec<f64> = Init::FanInUniform.initialise(&mlp, &mut random).into_iter().map(f64::from).collect();
        let direction: Vec<f64> = params.iter().map(|_| random.normal()).collect();
        let name = format!("{} {} {}", activation.name(), loss.name(), kind.name());

        let h = 1e-6;
        let moved = |step: f64| -> Vec<f64> { params.iter().zip(&direction).map(|(p, d)| p + step * d).collect() };
        let (_, gradient) = mlp.precise_gradient(&params, samples, loss);
        let slope: f64 = gradient.iter().zip(&direction).map(|(g, d)| g * d).sum();
        let loss_at = |step| mlp.precise_loss(&moved(step), samples, loss);
        let measured = (loss_at(h) - loss_at(-h)) / (2.0 * h);
        assert!((slope - measured).abs() < 1e-7, "{name}: {slope} {measured}");

        let product = mlp.hessian_vector_product(&params, samples, loss, &direction);
        let gradient_at = |step| mlp.precise_gradient(&moved(step), samples, loss).1;
        let measured: Vec<f64> =
            gradient_at(h).iter().zip(gradient_at(-h)).map(|(above, below)| (above - below) / (2.0 * h)).collect();
        assert!(max_difference(&product, &measured) < 1e-7, "{name}");
    }
}
