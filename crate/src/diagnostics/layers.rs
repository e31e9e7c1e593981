//! What every layer does with the data and what reaches it on the way back.

use crate::math::norm::norm_f64;
use crate::network::{Activation, LayerRow, Loss, Mlp, PreciseMlp, PreciseRows, Workspace};
use crate::samples::Samples;
use std::ops::Range;

/// The figures of one layer. Norms are Euclidean (Frobenius); means and deviations run over rows and units together and
/// divide by their number.
#[derive(Clone, Debug, PartialEq)]
pub struct LayerStatistics {
    /// ‖∂L/∂W_l‖
    pub grad_w_norm: f64,
    /// ‖∂L/∂b_l‖
    pub grad_b_norm: f64,
    /// Both together.
    pub grad_norm: f64,
    /// ‖W_l‖
    pub w_norm: f64,
    /// ‖∂L/∂z_l‖ over all rows, of the mean loss.
    pub delta_norm: f64,
    /// Mean of z_l.
    pub z_mean: f64,
    /// Standard deviation of z_l.
    pub z_std: f64,
    /// √(mean of z_l²)
    pub z_rms: f64,
    /// Mean of h_l: φ(z_l), after a post-activation block the running sum, in the last layer z_l.
    pub h_mean: f64,
    /// Standard deviation of h_l.
    pub h_std: f64,
    /// √(mean of h_l²)
    pub h_rms: f64,
    /// √(mean over units of the variance of h over rows): 0 = all inputs look alike.
    pub h_sample_std: f64,
    /// Relu only: share of h that is 0.
    pub zero_fraction: Option<f64>,
    /// Relu only: units that are 0 on every row.
    pub dead_units: Option<usize>,
    /// Tanh (|h| > 0.99) and sigmoid (h > 0.99 or h < 0.01) only: share of h that hardly moves.
    pub saturated_fraction: Option<f64>,
}

/// The figures of all layers at one place, with the loss and the gradient they belong to.
#[derive(Clone, Debug, PartialEq)]
pub struct NetworkStatistics {
    /// The loss.
    pub loss: f64,
    /// Its gradient, flat.
    pub gradient: Vec<f32>,
    /// One entry a layer, from input to output.
    pub layers: Vec<LayerStatistics>,
}

/// The same in double precision, and the outputs.
#[derive(Clone, Debug, PartialEq)]
pub struct PreciseStatistics {
    /// The loss.
    pub loss: f64,
    /// Its gradient, flat.
    pub gradient: Vec<f64>,
    /// z_D, `[row][output]`.
    pub predictions: Vec<f64>,
    /// One entry a layer, from input to output.
    pub layers: Vec<LayerStatistics>,
}

/// log₁₀ of a norm; `None` for an exact 0, which in f32 means "below 10⁻⁴⁵", not "small".
#[must_use]
pub fn log10_norm(norm: f64) -> Option<f64> {
    (norm != 0.0).then(|| libm::log10(norm))
}

/// Runs the network forward and back over all rows and looks at every layer.
///
/// Loss and gradient are those of training, in f32. The figures of the layers are taken in double precision: in a deep plain
/// network all rows come to look alike, and what is left of their difference lies below the digits of f32. Only a gradient
/// that training does not see at all, because all of it is below the range of f32, is an exact 0 here too.
///
/// Cost: a gradient, and another one in double precision, one row at a time.
///
/// # Panics
/// As [`Mlp::loss_and_gradient`].
#[must_use]
pub fn network_statistics(
    mlp: &Mlp,
    params: &[f32],
    samples: &Samples,
    loss: Loss,
    workspace: &mut Workspace,
) -> NetworkStatistics {
    let mut gradient = vec![0.0; mlp.param_count()];
    let loss_seen = mlp.loss_and_gradient(params, samples, loss, workspace, &mut gradient);
    let precise_params: Vec<f64> = params.iter().copied().map(f64::from).collect();
    let precise = precise_statistics(&mlp.precise(), &precise_params, samples, loss, &gradient);
    NetworkStatistics { loss: loss_seen, gradient, layers: precise.layers }
}

/// [`network_statistics`] in double precision throughout, given the gradient `seen` by training: where that is an exact 0
/// because the true one is below the range of f32, so are the norms. Cost: one gradient in double precision, one row at a time.
///
/// # Panics
/// As [`PreciseMlp::loss`].
#[must_use]
pub fn precise_statistics(
    precise: &PreciseMlp<'_>,
    params: &[f64],
    rows: &impl PreciseRows,
    loss: Loss,
    seen: &[f32],
) -> PreciseStatistics {
    let mlp = precise.mlp();
    let depth = mlp.layers().len();
    let mut sums: Vec<LayerSums> = mlp.layers().iter().map(|layer| LayerSums::new(layer.fan_out)).collect();
    let mut predictions = Vec::with_capacity(rows.rows() * mlp.outputs());
    let (value, gradient) = precise.layers(params, rows, loss, |row| {
        sums[row.layer - 1].add(&row);
        if row.layer == depth {
            predictions.extend_from_slice(row.z);
        }
    });
    let seen_norm = |range: &Range<usize>| {
        let norm = norm_f64(&gradient[range.clone()]);
        let is_below = norm < f64::from(f32::MIN_POSITIVE);
        if is_below && seen[range.clone()].iter().all(|&grad| grad == 0.0) { 0.0 } else { norm }
    };
    let layers = mlp
        .layers()
        .iter()
        .zip(&sums)
        .enumerate()
        .map(|(index, (layer, sums))| {
            let figures = LayerStatistics {
                grad_w_norm: seen_norm(&layer.weights),
                grad_b_norm: seen_norm(&layer.biases),
                grad_norm: seen_norm(&(layer.weights.start..layer.biases.end)),
                w_norm: norm_f64(&params[layer.weights.clone()]),
                ..sums.figures(rows.rows())
            };
            let activation = (index + 1 < depth).then(|| mlp.config().activation);
            sums.with_activation(figures, activation, rows.rows())
        })
        .collect();
    PreciseStatistics { loss: value, gradient, predictions, layers }
}

/// Sums over the rows of one layer. Values are shifted by those of the first row, unit by unit, so that a small
/// deviation survives beside a large mean.
struct LayerSums {
    delta_square: f64,
    units: Vec<UnitSums>,
    first_row_seen: bool,
}

#[derive(Clone, Copy, Debug, Default)]
struct UnitSums {
    z: Moments,
    h: Moments,
    zeros: usize,
    near_one: usize,
    near_zero: usize,
}

#[derive(Clone, Copy, Debug, Default)]
struct Moments {
    shift: f64,
    sum: f64,
    square: f64,
}

impl Moments {
    fn add(&mut self, value: f64) {
        let value = value - self.shift;
        self.sum += value;
        self.square += value * value;
    }

    fn mean(&self, count: f64) -> f64 {
        self.shift + self.sum / count
    }

    /// Population variance over the rows of this unit.
    fn variance(&self, count: f64) -> f64 {
        let mean = self.sum / count;
        (self.square / count - mean * mean).max(0.0)
    }
}

impl LayerSums {
    fn new(width: usize) -> Self {
        Self { delta_square: 0.0, units: vec![UnitSums::default(); width], first_row_seen: false }
    }

    fn add(&mut self, row: &LayerRow<'_>) {
        self.delta_square += row.delta.iter().map(|delta| delta * delta).sum::<f64>();
        for (sums, (&z, &h)) in self.units.iter_mut().zip(row.z.iter().zip(row.h)) {
            if !self.first_row_seen {
                (sums.z.shift, sums.h.shift) = (z, h);
            }
            sums.z.add(z);
            sums.h.add(h);
            sums.zeros += usize::from(h == 0.0);
            sums.near_one += usize::from(h.abs() > 0.99);
            sums.near_zero += usize::from(h < 0.01);
        }
        self.first_row_seen = true;
    }

    fn figures(&self, rows: usize) -> LayerStatistics {
        let (z_mean, z_std, z_rms) = self.over_all(rows, |unit| &unit.z);
        let (h_mean, h_std, h_rms) = self.over_all(rows, |unit| &unit.h);
        let variances: f64 = self.units.iter().map(|unit| unit.h.variance(rows as f64)).sum();
        LayerStatistics {
            grad_w_norm: 0.0,
            grad_b_norm: 0.0,
            grad_norm: 0.0,
            w_norm: 0.0,
            delta_norm: self.delta_square.sqrt(),
            z_mean,
            z_std,
            z_rms,
            h_mean,
            h_std,
            h_rms,
            h_sample_std: (variances / self.units.len() as f64).sqrt(),
            zero_fraction: None,
            dead_units: None,
            saturated_fraction: None,
        }
    }

    /// Mean, deviation and root mean square over rows and units: the variance is that within units plus that of their
    /// means.
    fn over_all(&self, rows: usize, pick: impl Fn(&UnitSums) -> &Moments) -> (f64, f64, f64) {
        let (count, width) = (rows as f64, self.units.len() as f64);
        let mean = self.units.iter().map(|unit| pick(unit).mean(count)).sum::<f64>() / width;
        let within = self.units.iter().map(|unit| pick(unit).variance(count)).sum::<f64>() / width;
        let square = |value: f64| value * value;
        let between = self.units.iter().map(|unit| square(pick(unit).mean(count) - mean)).sum::<f64>() / width;
        let variance = within + between;
        (mean, variance.sqrt(), (variance + mean * mean).sqrt())
    }

    fn with_activation(
        &self,
        figures: LayerStatistics,
        activation: Option<Activation>,
        rows: usize,
    ) -> LayerStatistics {
        let share = |count: usize| Some(count as f64 / (rows * self.units.len()) as f64);
        let total = |pick: fn(&UnitSums) -> usize| self.units.iter().map(pick).sum::<usize>();
        match activation {
            Some(Activation::Relu) => LayerStatistics {
                zero_fraction: share(total(|unit| unit.zeros)),
                dead_units: Some(self.units.iter().filter(|unit| unit.zeros == rows).count()),
                ..figures
            },
            Some(Activation::Tanh) => {
                LayerStatistics { saturated_fraction: share(total(|unit| unit.near_one)), ..figures }
            }
            Some(Activation::Sigmoid) => {
                let saturated = total(|unit| unit.near_one + unit.near_zero);
                LayerStatistics { saturated_fraction: share(saturated), ..figures }
            }
            _ => figures,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::{MlpConfig, Residual};
    use crate::samples::RowTargets;

    #[test]
    fn figures_of_a_network_done_by_hand() {
        // z_1 = (x, −x), h_1 = relu(z_1), z_2 = h_1 · (1, 1) = |x|, loss = mean z_2² (targets 0).
        let config = MlpConfig {
            widths: vec![1, 2, 1],
            activation: Activation::Relu,
            leaky_slope: 0.0,
            residual: Residual::default(),
        };
        let mlp = Mlp::new(config).unwrap();
        let params = [1.0, -1.0, 0.0, 0.0, 1.0, 1.0, 0.0];
        let targets = RowTargets::Values { outputs: 1, values: &[0.0; 3] };
        let samples = Samples::from_rows(&[1.0, 2.0, 3.0], 1, targets).unwrap();
        let seen = network_statistics(&mlp, &params, &samples, Loss::Mse, &mut Workspace::new(&mlp));
        assert!((seen.loss - 14.0 / 3.0).abs() < 1e-6);
        let [first, last] = &seen.layers[..] else { panic!("two layers") };
        assert_eq!((first.zero_fraction, first.dead_units, first.saturated_fraction), (Some(0.5), Some(1), None));
        assert_eq!((last.zero_fraction, last.dead_units), (None, None));
        let close = |got: f64, expected: f64| assert!((got - expected).abs() < 1e-6, "{got}, expected {expected}");
        close(first.z_mean, 0.0);
        close(first.z_rms, (14.0_f64 / 3.0).sqrt());
        close(first.h_mean, 1.0);
        close(first.h_rms, (14.0_f64 / 6.0).sqrt());
        close(first.h_sample_std, (1.0_f64 / 3.0).sqrt());
        close(first.w_norm, 2.0_f64.sqrt());
        // δ_2 = 2x/3 for x = 1, 2, 3.
        close(last.delta_norm, 2.0 / 3.0 * 14.0_f64.sqrt());
        // ∂L/∂W_2 = Σ δ_2 h_1 = (28/3, 0), ∂L/∂b_2 = 4.
        close(last.grad_w_norm, 28.0 / 3.0);
        close(last.grad_b_norm, 4.0);
        close(last.grad_norm, (28.0_f64 / 3.0).hypot(4.0));
        close(last.z_std, (2.0_f64 / 3.0).sqrt());
    }

    #[test]
    fn an_exact_zero_has_no_logarithm() {
        assert_eq!(log10_norm(0.0), None);
        assert_eq!(log10_norm(1e-8), Some(-8.0));
    }
}
