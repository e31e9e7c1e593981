//! Which of two numbers answers: what the f32 core has, or its double-precision twin.
//!
//! The core answers as long as it keeps a fifth of the tolerance that a float32 core is held to. Where rounding to f32 itself is what
//! goes wrong (a chaotic deep network, a loss that is nearly 0, an overflow on the way to a number that f32 could hold) the
//! double-precision number stands instead, and its name is noted: the answers say so.

use super::optimizers::Walk;
use crate::math::norm::norm_f64;
use std::ops::Range;

/// Tolerances, relative in vector norms: a fifth of those published in `docs/reference-cases.md`.
pub(super) const VALUES: f64 = 2e-5;
pub(super) const GRADIENTS: f64 = 1e-4;
const WALKS: f64 = 4e-3;

/// Below this share of the whole, a part of a gradient is what cancellation has left.
const NEGLIGIBLE: f64 = 1e-9;

/// Chooses, and remembers where f32 was not enough.
#[derive(Debug, Default)]
pub(super) struct Agreement {
    in_double: Vec<String>,
}

impl Agreement {
    /// Names of the answers that are in double precision.
    pub(super) fn in_double(&self) -> &[String] {
        &self.in_double
    }

    /// `single` if it is within `tolerance` of `double`, or if `double` is where f32 ends.
    pub(super) fn choose(&mut self, name: &str, single: Vec<f64>, double: Vec<f64>, tolerance: f64) -> Vec<f64> {
        self.choose_by_parts(name, single, double, tolerance, &[])
    }

    /// [`Agreement::choose`] for a vector in which each of `parts` must agree by itself.
    pub(super) fn choose_by_parts(
        &mut self,
        name: &str,
        single: Vec<f64>,
        double: Vec<f64>,
        tolerance: f64,
        parts: &[Range<usize>],
    ) -> Vec<f64> {
        let floor = NEGLIGIBLE * norm_f64(&double);
        let agrees =
            |part: &Range<usize>, floor| agrees(&single[part.clone()], &double[part.clone()], tolerance, floor);
        let whole = 0..double.len();
        if leaves_range(&double) || agrees(&whole, 0.0) && parts.iter().all(|part| agrees(part, floor)) {
            return single;
        }
        self.note(name);
        double
    }

    /// The walk in f32 if each of its places and values agrees, else the one in double precision.
    pub(super) fn choose_walk<'a>(&mut self, name: &str, single: &'a Walk, double: &'a Walk) -> &'a Walk {
        let outside = double.path.iter().any(|place| leaves_range(place)) || leaves_range(&double.losses);
        let near = |(place, precise): (&Vec<f64>, &Vec<f64>)| agrees(place, precise, WALKS, 0.0);
        let same = |(value, precise): (&f64, &f64)| agrees(&[*value], &[*precise], WALKS, 0.0);
        let agrees =
            single.path.iter().zip(&double.path).all(near) && single.losses.iter().zip(&double.losses).all(same);
        if outside || agrees {
            return single;
        }
        self.note(name);
        double
    }

    fn note(&mut self, name: &str) {
        self.in_double.push(name.to_owned());
    }
}

/// Whether f32 cannot hold the largest entry: it is infinite there, or NaN.
pub(super) fn leaves_range(double: &[f64]) -> bool {
    double.iter().any(|value| value.is_nan() || value.abs() > f64::from(f32::MAX))
}

/// ‖single − double‖ ≤ tolerance · ‖double‖, or at most `floor`; what is below the range of f32 agrees with what f32 has there.
fn agrees(single: &[f64], double: &[f64], tolerance: f64, floor: f64) -> bool {
    let size = norm_f64(double);
    let difference = norm_f64(&single.iter().zip(double).map(|(single, double)| single - double).collect::<Vec<_>>());
    difference <= (tolerance * size).max(tolerance * floor) || size < f64::from(f32::MIN_POSITIVE) && difference <= size
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_core_answers_where_it_keeps_the_tolerance() {
        let mut agreement = Agreement::default();
        assert_eq!(agreement.choose("a", vec![1.000_01], vec![1.0], VALUES), [1.000_01]);
        assert_eq!(agreement.choose("b", vec![1.000_1], vec![1.0], VALUES), [1.0]);
        assert_eq!(agreement.choose("c", vec![f64::NAN], vec![2.0], VALUES), [2.0]);
        assert_eq!(agreement.in_double(), ["b", "c"]);
    }

    #[test]
    fn where_f32_ends_its_own_answer_stands() {
        let mut agreement = Agreement::default();
        assert_eq!(agreement.choose("large", vec![f64::INFINITY], vec![1e39], VALUES), [f64::INFINITY]);
        assert_eq!(agreement.choose("small", vec![0.0, 0.0], vec![1e-50, 1e-60], VALUES), [0.0, 0.0]);
        assert!(agreement.in_double().is_empty());
    }

    #[test]
    fn a_part_can_fail_alone() {
        let mut agreement = Agreement::default();
        let (single, double) = (vec![1.0, 2e-3], vec![1.0, 1e-3]);
        assert_eq!(agreement.choose("whole", single.clone(), double.clone(), 1e-2), single);
        assert_eq!(agreement.choose_by_parts("parts", single, double.clone(), 1e-2, &[0..1, 1..2]), double);
        assert_eq!(agreement.in_double(), ["parts"]);
    }
}
