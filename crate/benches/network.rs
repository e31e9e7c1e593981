//! How fast the network runs natively: `cargo bench -p downhill --bench network`.
//!
//! Prints GFLOP/s, counting two operations a weight and row forward and six forward and backward, as the median of many
//! short runs. Activations are not counted, so narrow networks cannot reach the rate of their multiplications alone.

use downhill::network::{Activation, Init, Loss, Mlp, MlpConfig, Residual, Workspace};
use downhill::random::{Random, Stream};
use downhill::samples::{RowTargets, Samples};
use std::hint::black_box;
use std::time::Instant;

fn main() {
    println!("{:<24}{:>6}{:>16}{:>22}", "network", "rows", "forward", "forward + backward");
    measure("2-16-16-1 tanh", &[2, 16, 16, 1], Activation::Tanh, 500);
    measure("2-(16x50)-1 tanh", &[[2].as_slice(), &[16; 50], &[1]].concat(), Activation::Tanh, 200);
    measure("64-64-64-10 relu", &[64, 64, 64, 10], Activation::Relu, 1797);
    measure("2-16-16-1 sigmoid", &[2, 16, 16, 1], Activation::Sigmoid, 500);
    measure("2-16-16-1 tanh, batch 1", &[2, 16, 16, 1], Activation::Tanh, 1);
    measure("2-16-16-1 relu", &[2, 16, 16, 1], Activation::Relu, 500);
}

fn measure(name: &str, widths: &[usize], activation: Activation, rows: usize) {
    let config = MlpConfig { widths: widths.to_vec(), activation, leaky_slope: 0.0, residual: Residual::default() };
    let mlp = Mlp::new(config).expect("a valid network");
    let outputs = mlp.outputs();
    let mut random = Random::new(1, Stream::Data);
    let inputs: Vec<f32> = (0..rows * widths[0]).map(|_| random.normal() as f32).collect();
    let labels: Vec<u16> = (0..rows).map(|_| random.below(outputs.max(2)) as u16).collect();
    let targets = RowTargets::Classes { classes: outputs.max(2), labels: &labels };
    let samples = Samples::from_rows(&inputs, widths[0], targets).expect("valid rows");
    let loss = if outputs == 1 { Loss::Mse } else { Loss::SoftmaxCe };
    mlp.check(&samples, loss).expect("a fitting loss");
    let params = Init::XavierNormal.initialise(&mlp, &mut Random::new(1, Stream::Init));
    let mut workspace = Workspace::new(&mlp);
    let mut grads = vec![0.0; mlp.param_count()];
    let weights: usize = mlp.layers().iter().map(|layer| layer.fan_in * layer.fan_out).sum();
    let work = (weights * rows) as f64;
    let forward = rate(2.0 * work, || mlp.loss(black_box(&params), &samples, loss, &mut workspace));
    let both =
        rate(6.0 * work, || mlp.loss_and_gradient(black_box(&params), &samples, loss, &mut workspace, &mut grads));
    println!("{name:<24}{rows:>6}{forward:>11.1} GF/s{both:>17.1} GF/s");
}

/// Median rate in 10⁹ operations a second over 60 runs of about 5 ms.
fn rate(operations: f64, mut run: impl FnMut() -> f64) -> f64 {
    let start = Instant::now();
    let mut warm = 0_u32;
    while start.elapsed().as_millis() < 50 {
        black_box(run());
        warm += 1;
    }
    let repeats = (warm / 10).max(1);
    let mut rates: Vec<f64> = (0..60)
        .map(|_| {
            let start = Instant::now();
            for _ in 0..repeats {
                black_box(run());
            }
            operations * f64::from(repeats) / start.elapsed().as_secs_f64() / 1e9
        })
        .collect();
    rates.sort_by(f64::total_cmp);
    rates[rates.len() / 2]
}
