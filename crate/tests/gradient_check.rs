//! Backpropagation against central differences in double precision, over every activation, loss, residual kind and α.
//!
//! Entries are drawn at random; `tests/twins.rs` compares every entry with backpropagation in double precision.

use downhill::diagnostics::gradient_check;
use downhill::network::{Activation, Alpha, Init, Loss, Mlp, MlpConfig, Residual, ResidualKind};
use downhill::random::{Random, Stream};
use downhill::samples::{RowTargets, Samples};

/// f32 rounding of a gradient through up to 100 layers; typical are 1e-7 to 1e-6.
const TOLERANCE: f64 = 1e-5;

fn samples(loss: Loss, rows: usize, outputs: usize, random: &mut Random) -> Samples {
    let inputs: Vec<f32> = (0..rows * 2).map(|_| random.normal() as f32).collect();
    if loss == Loss::SoftmaxCe {
        let labels: Vec<u16> = (0..rows).map(|_| random.below(outputs) as u16).collect();
        Samples::from_rows(&inputs, 2, RowTargets::Classes { classes: outputs, labels: &labels }).unwrap()
    } else {
        let values: Vec<f32> = (0..rows * outputs).map(|_| random.uniform() as f32).collect();
        Samples::from_rows(&inputs, 2, RowTargets::Values { outputs, values: &values }).unwrap()
    }
}

/// Checks 20 random entries, and all α, of a network with widths 2, `hidden`…, outputs on 70 rows (a full and a part tile).
fn check(activation: Activation, loss: Loss, residual: Residual, hidden: &[usize], seed: u32) {
    let outputs = 3;
    let mut random = Random::new(seed, Stream::Data);
    let samples = samples(loss, 70, outputs, &mut random);
    let mut widths = vec![2];
    widths.extend_from_slice(hidden);
    widths.push(outputs);
    let name = format!("{} {} {residual:?} {widths:?}", activation.name(), loss.name());
    let mlp = Mlp::new(MlpConfig { widths, activation, leaky_slope: 0.1, residual }).unwrap();
    mlp.check(&samples, loss).unwrap();
    let params = Init::FanInUniform.initialise(&mlp, &mut random);
    let mut entries: Vec<usize> = (0..20).map(|_| random.below(mlp.param_count())).collect();
    entries.extend(mlp.learned_alphas());
    let result = gradient_check(&mlp, &params, &samples, loss, &entries);
    assert!(result.relative_error < TOLERANCE, "{name}: {result:?}");
}

fn losses() -> [Loss; 6] {
    Loss::ALL.map(|loss| if let Loss::Huber { .. } = loss { Loss::Huber { delta: 0.3 } } else { loss })
}

#[test]
fn every_activation_loss_and_residual_kind() {
    for (index, activation) in Activation::ALL.into_iter().enumerate() {
        for loss in losses() {
            for kind in ResidualKind::ALL {
                for (turn, hidden) in
                    [&[5][..], &[6, 6, 6, 6], &[7, 7, 3, 4, 3, 5, 5], &[5; 12]].into_iter().enumerate()
                {
                    let residual = Residual { kind, alpha: Alpha::InverseSqrtBlocks, learn_alpha: turn % 2 == 1 };
                    check(activation, loss, residual, hidden, 1 + index as u32);
                }
            }
        }
    }
}

#[test]
fn every_alpha_fixed_and_learned() {
    let hidden = [4, 4, 4, 4, 4];
    for kind in [ResidualKind::Preact, ResidualKind::Postact, ResidualKind::Preact2] {
        let blocks = if kind == ResidualKind::Preact2 { 2 } else { 4 };
        let per_block = (0..blocks).map(|block| 0.3 * block as f32 - 0.4).collect();
        for alpha in [Alpha::Value(0.7), Alpha::InverseSqrtBlocks, Alpha::InverseBlocks, Alpha::PerBlock(per_block)] {
            for learn_alpha in [false, true] {
                let residual = Residual { kind, alpha: alpha.clone(), learn_alpha };
                check(Activation::Gelu, Loss::SoftmaxCe, residual, &hidden, 7);
            }
        }
    }
}

#[test]
fn a_learned_alpha_of_zero_still_gets_a_gradient() {
    for kind in [ResidualKind::Preact, ResidualKind::Postact, ResidualKind::Preact2] {
        let residual = Residual { kind, alpha: Alpha::Value(0.0), learn_alpha: true };
        check(Activation::Tanh, Loss::BceLogits, residual, &[4; 5], 8);
    }
}

#[test]
fn uneven_widths_skip_only_where_they_fit() {
    for kind in ResidualKind::ALL {
        let residual = Residual { kind, alpha: Alpha::Value(1.0), learn_alpha: false };
        check(Activation::Sin, Loss::Mse, residual, &[9, 9, 3, 3, 9, 3, 7, 7, 7], 9);
    }
}

#[test]
fn a_hundred_layers() {
    for kind in [ResidualKind::Preact, ResidualKind::Postact, ResidualKind::Preact2] {
        for activation in [Activation::Tanh, Activation::Silu, Activation::Softplus] {
            let residual = Residual { kind, alpha: Alpha::InverseSqrtBlocks, learn_alpha: true };
            check(activation, Loss::BceLogits, residual, &[6; 99], 11);
        }
    }
}

#[test]
fn linear_networks_without_hidden_layers() {
    for loss in losses() {
        check(Activation::Relu, loss, Residual::default(), &[], 10);
    }
}
