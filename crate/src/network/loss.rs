//! Losses and their gradients by the network's outputs.

use crate::math::elementary as vector;
use crate::math::simd::{Rows, lane_mask};
use wide::{CmpEq, CmpGt, CmpLe, f32x4};

/// What is minimised: a mean over all rows and outputs ([`Loss::SoftmaxCe`]: over rows), as in PyTorch.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Loss {
    /// (z − y)²
    Mse,
    /// ½ (z − y)²
    HalfMse,
    /// |z − y|; its derivative at 0 is 0
    Mae,
    /// ½ (z − y)² up to |z − y| = delta, delta · (|z − y| − ½ delta) beyond
    Huber {
        /// Where the parabola turns into a line.
        delta: f32,
    },
    /// Binary cross-entropy of sigmoid(z), computed from the logit z: max(z, 0) − z y + ln(1 + e^(−|z|))
    BceLogits,
    /// Cross-entropy of softmax(z), computed from the logits: ln Σ e^z − z_class
    SoftmaxCe,
}

impl Loss {
    /// Every loss; [`Loss::Huber`] with delta 1.
    pub const ALL: [Self; 6] =
        [Self::Mse, Self::HalfMse, Self::Mae, Self::Huber { delta: 1.0 }, Self::BceLogits, Self::SoftmaxCe];

    /// The name used in specs and reference cases.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Mse => "mse",
            Self::HalfMse => "half_mse",
            Self::Mae => "mae",
            Self::Huber { .. } => "huber",
            Self::BceLogits => "bce_logits",
            Self::SoftmaxCe => "softmax_ce",
        }
    }

    /// The loss of that [`Loss::name`].
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|loss| loss.name() == name)
    }

    /// How many terms the mean runs over.
    pub(crate) fn terms(self, rows: usize, outputs: usize) -> f64 {
        match self {
            Self::SoftmaxCe => rows as f64,
            _ => (rows * outputs) as f64,
        }
    }

    /// Sum of the loss terms of a tile.
    ///
    /// `outputs` is `[group][n_D]`; `targets` is the same for losses on values, and one class number a group for
    /// softmax. Lanes from `rows` on are padding and do not count.
    pub(crate) fn sum(self, outputs: &[Rows], targets: &[Rows], width: usize, rows: usize) -> f64 {
        match self {
            Self::Mse => sum_terms(outputs, targets, width, rows, |z, y| (z - y) * (z - y)),
            Self::HalfMse => sum_terms(outputs, targets, width, rows, |z, y| f32x4::HALF * ((z - y) * (z - y))),
            Self::Mae => sum_terms(outputs, targets, width, rows, |z, y| (z - y).abs()),
            Self::Huber { delta } => {
                let delta = f32x4::splat(delta);
                sum_terms(outputs, targets, width, rows, |z, y| {
                    let distance = (z - y).abs();
                    let square = f32x4::HALF * distance * distance;
                    distance.cmp_le(delta).blend(square, delta * (distance - f32x4::HALF * delta))
                })
            }
            Self::BceLogits => sum_terms(outputs, targets, width, rows, |z, y| {
                let positive = z.cmp_gt(f32x4::ZERO).blend(z, f32x4::ZERO);
                positive - z * y + vector::ln_1p_exp_neg(z.abs())
            }),
            Self::SoftmaxCe => {
                let mut sums = [f32x4::ZERO; 2];
                for (group, (z, class)) in outputs.chunks_exact(width).zip(targets).enumerate() {
                    for half in 0..2 {
                        let shares = Shares::new(z, half);
                        let term = vector::ln_1p(shares.others) + (shares.max - at_class(z, class[half], half));
                        sums[half] += counted(term, group, half, rows);
                    }
                }
                total(sums)
            }
        }
    }

    /// Writes `scale · ∂(sum of terms)/∂z` to `delta`; padding lanes get 0.
    pub(crate) fn gradient(
        self,
        outputs: &[Rows],
        targets: &[Rows],
        width: usize,
        rows: usize,
        scale: f32,
        delta: &mut [Rows],
    ) {
        let scale = f32x4::splat(scale);
        match self {
            Self::Mse => {
                terms(outputs, targets, width, rows, delta, |z, y| scale * (f32x4::splat(2.0) * (z - y)));
            }
            Self::HalfMse => terms(outputs, targets, width, rows, delta, |z, y| scale * (z - y)),
            Self::Mae => terms(outputs, targets, width, rows, delta, |z, y| clamp(z - y, f32x4::ZERO, scale)),
            Self::Huber { delta: bound } => {
                let bound = f32x4::splat(bound);
                terms(outputs, targets, width, rows, delta, |z, y| clamp(z - y, bound, bound) * scale);
            }
            Self::BceLogits => {
                // (1 − y)·sigmoid(z) − y·sigmoid(−z): sigmoid(z) − y without its cancellation where the answer is right.
                terms(outputs, targets, width, rows, delta, |z, y| {
                    let (share, rest) = vector::sigmoid_pair(z);
                    scale * ((f32x4::ONE - y) * share - y * rest)
                });
            }
            Self::SoftmaxCe => {
                let groups = outputs.chunks_exact(width).zip(delta.chunks_exact_mut(width)).zip(targets);
                for (group, ((z, delta), class)) in groups.enumerate() {
                    for half in 0..2 {
                        let shares = Shares::new(z, half);
                        let mut rest = f32x4::ZERO;
                        for (index, (z, delta)) in z.iter().zip(delta.iter_mut()).enumerate() {
                            let hit = class[half].cmp_eq(f32x4::splat(index as f32));
                            let share = vector::exp(z[half] - shares.max) / (f32x4::ONE + shares.others);
                            rest += hit.blend(f32x4::ZERO, share);
                            delta[half] = counted(scale * share, group, half, rows);
                        }
                        // share − 1 of the right class, without the cancellation where it is nearly 1.
                        for (index, delta) in delta.iter_mut().enumerate() {
                            let hit = class[half].cmp_eq(f32x4::splat(index as f32));
                            delta[half] = counted(hit.blend(-(scale * rest), delta[half]), group, half, rows);
                        }
                    }
                }
            }
        }
    }
}

/// `difference` inside ±`threshold`, ±`bound` outside; 0 stays 0 and NaN stays NaN.
fn clamp(difference: f32x4, threshold: f32x4, bound: f32x4) -> f32x4 {
    let above = difference.cmp_gt(threshold).blend(bound, difference);
    (-difference).cmp_gt(threshold).blend(-bound, above)
}

fn sum_terms(
    outputs: &[Rows],
    targets: &[Rows],
    width: usize,
    rows: usize,
    term: impl Fn(f32x4, f32x4) -> f32x4,
) -> f64 {
    let mut sums = [f32x4::ZERO; 2];
    for (group, (z, y)) in outputs.chunks_exact(width).zip(targets.chunks_exact(width)).enumerate() {
        for (z, y) in z.iter().zip(y) {
            for half in 0..2 {
                sums[half] += counted(term(z[half], y[half]), group, half, rows);
            }
        }
    }
    total(sums)
}

fn terms(
    outputs: &[Rows],
    targets: &[Rows],
    width: usize,
    rows: usize,
    out: &mut [Rows],
    term: impl Fn(f32x4, f32x4) -> f32x4,
) {
    let groups = outputs.chunks_exact(width).zip(targets.chunks_exact(width)).zip(out.chunks_exact_mut(width));
    for (group, ((z, y), out)) in groups.enumerate() {
        for ((z, y), out) in z.iter().zip(y).zip(out) {
            for half in 0..2 {
                out[half] = counted(term(z[half], y[half]), group, half, rows);
            }
        }
    }
}

/// `value` where the lane is a real row, 0 where it is padding.
fn counted(value: f32x4, group: usize, half: usize, rows: usize) -> f32x4 {
    lane_mask(group, half, rows).map_or(value, |mask| mask.blend(value, f32x4::ZERO))
}

/// Adds up lanes in the fixed order of rows.
fn total(sums: [f32x4; 2]) -> f64 {
    sums.iter().flat_map(|sum| sum.to_array()).map(f64::from).sum()
}

/// Σ e^z of a row as e^max·(1 + others): where one class is nearly certain, `others` keeps the digits of the rest.
struct Shares {
    max: f32x4,
    others: f32x4,
}

impl Shares {
    fn new(z: &[Rows], half: usize) -> Self {
        let mut max = z[0][half];
        let mut others = f32x4::ZERO;
        for z in &z[1..] {
            let z = z[half];
            max = z.cmp_gt(max).blend(z, max);
        }
        let mut found = f32x4::ZERO;
        for z in z {
            let z = z[half];
            let first_max = z.cmp_eq(max) & found.cmp_eq(f32x4::ZERO);
            others += first_max.blend(f32x4::ZERO, vector::exp(z - max));
            found = first_max.blend(f32x4::ONE, found);
        }
        Self { max, others }
    }
}

fn at_class(z: &[Rows], class: f32x4, half: usize) -> f32x4 {
    let mut found = f32x4::ZERO;
    for (index, z) in z.iter().enumerate() {
        found = class.cmp_eq(f32x4::splat(index as f32)).blend(z[half], found);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_again() {
        for loss in Loss::ALL {
            assert_eq!(Loss::from_name(loss.name()), Some(loss));
        }
    }
}
