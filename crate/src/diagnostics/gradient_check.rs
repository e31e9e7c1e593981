//! Is the gradient right? Held against central differences.

use crate::network::{Loss, Mlp, Workspace};
use crate::samples::Samples;

/// How far backpropagation and central differences are apart.
#[derive(Clone, Debug, PartialEq)]
pub struct GradientCheck {
    /// ‖backpropagated − measured‖ / (‖backpropagated‖ + ‖measured‖) over the entries that were checked; 0 if both are 0.
    pub relative_error: f64,
    /// The entry with the largest difference.
    pub worst: usize,
    /// Its backpropagated derivative.
    pub backpropagated: f64,
    /// Its derivative by central differences.
    pub measured: f64,
}

/// A derivative as differences see it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// (L(w + h) − L(w − h)) / 2h
    pub value: f64,
    /// What rounding alone makes of a derivative of 0: ε·L / h. Derivatives below it cannot be told from 0 by differences.
    pub resolution: f64,
}

/// The central difference of the loss in double precision by entry `entry` of the flat vector, with h = 10⁻⁶·max(1, |w|).
/// `params` is moved and put back. Cost: two losses in double precision.
///
/// # Panics
/// If the entry is out of range, or as [`Mlp::precise_loss`].
#[must_use]
pub fn central_difference(mlp: &Mlp, params: &mut [f64], samples: &Samples, loss: Loss, entry: usize) -> Difference {
    let centre = params[entry];
    let step = 1e-6 * centre.abs().max(1.0);
    // In dual numbers, though no slope is wanted: the passes that curvature needs are there anyway, plain ones are not.
    let (precise, nowhere) = (mlp.precise(), vec![0.0; params.len()]);
    let [above, below] = [centre + step, centre - step].map(|value| {
        params[entry] = value;
        precise.loss_and_slope(params, samples, loss, &nowhere).0
    });
    params[entry] = centre;
    Difference { value: (above - below) / (2.0 * step), resolution: f64::EPSILON * above.abs() / step }
}

/// Compares the gradient that training uses (f32 backpropagation) with central differences
/// (L(w + h) − L(w − h)) / 2h of the loss in double precision, at the chosen entries of the flat vector.
///
/// With h = 10⁻⁶·max(1, |w|) the differences are good to about 10⁻⁹, so what is seen is the f32 rounding of the gradient,
/// unless a kink of a relu-like function lies within h. Cost: two losses in double precision an entry.
///
/// # Panics
/// If an entry is out of range, or as [`Mlp::loss`].
#[must_use]
pub fn gradient_check(mlp: &Mlp, params: &[f32], samples: &Samples, loss: Loss, entries: &[usize]) -> GradientCheck {
    let mut grads = vec![0.0; mlp.param_count()];
    mlp.loss_and_gradient(params, samples, loss, &mut Workspace::new(mlp), &mut grads);
    let mut shifted: Vec<f64> = params.iter().copied().map(f64::from).collect();
    GradientCheck::of(entries.iter().map(|&entry| {
        let measured = central_difference(mlp, &mut shifted, samples, loss, entry).value;
        (entry, f64::from(grads[entry]), measured)
    }))
}

impl GradientCheck {
    /// Of entries, each with its backpropagated and its measured derivative.
    pub(crate) fn of(derivatives: impl Iterator<Item = (usize, f64, f64)>) -> Self {
        let mut check = Self { relative_error: 0.0, worst: 0, backpropagated: 0.0, measured: 0.0 };
        let (mut difference_square, mut backpropagated_square, mut measured_square) = (0.0, 0.0, 0.0);
        for (entry, backpropagated, measured) in derivatives {
            // NaN is the largest difference of all.
            if (backpropagated - measured).abs().total_cmp(&(check.backpropagated - check.measured).abs()).is_gt() {
                check = Self { worst: entry, backpropagated, measured, ..check };
            }
            difference_square += (backpropagated - measured) * (backpropagated - measured);
            backpropagated_square += backpropagated * backpropagated;
            measured_square += measured * measured;
        }
        let size = backpropagated_square.sqrt() + measured_square.sqrt();
        check.relative_error = if size == 0.0 { 0.0 } else { difference_square.sqrt() / size };
        check
    }
}
