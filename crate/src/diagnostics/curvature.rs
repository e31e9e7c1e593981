//! The ends of a Hessian's spectrum, cheap enough to be measured again and again while a run goes on.

use crate::math::eigen::{Extremes, lanczos_extremes, symmetric_eigen};
use crate::math::norm::{dot_f64, norm_f64};
use crate::random::{Random, Stream};

/// Up to this many parameters the whole Hessian is computed.
const DENSE: usize = 16;

/// Measured to a thousandth an eigenvalue is good enough for every picture; then no more products are spent.
const TOLERANCE: f64 = 1e-3;

/// How much of a random vector is mixed to the vectors of the last measurement: without it a new outermost eigenvector,
/// orthogonal to the old ones, would never be found.
const FRESH: f64 = 0.1;

/// The ends of a spectrum.
#[derive(Clone, Debug, PartialEq)]
pub struct Curvature {
    /// The largest eigenvalue: how steep the steepest direction bends up.
    pub lambda_max: f64,
    /// The smallest eigenvalue; negative where a direction bends down.
    pub lambda_min: f64,
    /// Within these distances of λ_max and λ_min there is an eigenvalue: norms of the residuals ‖Hv − λv‖.
    pub errors: [f64; 2],
    /// Products with the Hessian that this took.
    pub products: usize,
}

/// Measures curvature, each time starting from the eigenvectors found before. Numbers depend on what was measured before, so
/// nothing that must be the same everywhere may rest on them.
#[derive(Clone, Debug)]
pub struct CurvatureMeter {
    /// Unit vectors of λ_max and λ_min, if something was measured.
    vectors: Option<[Vec<f64>; 2]>,
    random: Random,
}

impl Default for CurvatureMeter {
    fn default() -> Self {
        Self { vectors: None, random: Random::new(0, Stream::Curvature) }
    }
}

impl CurvatureMeter {
    /// λ_max and λ_min of a Hessian of `count` parameters, given its `product` with a vector.
    ///
    /// Up to 16 parameters it is computed whole and exact but for rounding; beyond that by Lanczos' method, until both ends are
    /// known to a thousandth or `max_products` (at least 2) are spent. A Hessian that is not finite gives NaN. Memory: a
    /// vector a product.
    pub fn measure(
        &mut self,
        count: usize,
        max_products: usize,
        product: &mut dyn FnMut(&[f64]) -> Vec<f64>,
    ) -> Curvature {
        let found = if count <= DENSE {
            dense(count, product)
        } else {
            lanczos_extremes(product, &self.start(count), TOLERANCE, max_products.max(2))
        };
        let Extremes { top, bottom, errors, products, vectors } = found;
        self.vectors = (top.is_finite() && bottom.is_finite()).then_some(vectors);
        Curvature { lambda_max: top, lambda_min: bottom, errors, products }
    }

    /// Unit vectors of λ_max and λ_min of the last measurement.
    #[must_use]
    pub fn vectors(&self) -> Option<&[Vec<f64>; 2]> {
        self.vectors.as_ref()
    }

    fn start(&mut self, count: usize) -> Vec<f64> {
        let fresh: Vec<f64> = (0..count).map(|_| self.random.normal()).collect();
        match &self.vectors {
            Some([top, bottom]) if top.len() == count => {
                let scale = FRESH / norm_f64(&fresh);
                fresh.iter().zip(top.iter().zip(bottom)).map(|(fresh, (t, b))| t + b + scale * fresh).collect()
            }
            _ => fresh,
        }
    }
}

fn dense(count: usize, product: &mut dyn FnMut(&[f64]) -> Vec<f64>) -> Extremes {
    let mut matrix = Vec::with_capacity(count * count);
    for column in 0..count {
        let unit: Vec<f64> = (0..count).map(|row| f64::from(u8::from(row == column))).collect();
        matrix.extend(product(&unit));
    }
    let mut eigen = symmetric_eigen(&matrix, count);
    let (top, bottom) = (eigen.values[count - 1], eigen.values[0]);
    // The backward error of the reduction is a small multiple of rounding.
    let error = 4.0 * count as f64 * f64::EPSILON * top.abs().max(bottom.abs());
    let last = eigen.vectors.len() - 1;
    let top_vector = eigen.vectors[last].clone();
    let vectors = [top_vector, std::mem::take(&mut eigen.vectors[0])];
    Extremes { top, bottom, errors: [error, error], products: count, vectors }
}

/// The sum of all eigenvalues, and how far it may be off.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Trace {
    /// The trace, or its estimate.
    pub value: f64,
    /// The standard error of an estimate; 0 if it is exact but for rounding.
    pub standard_error: f64,
    /// Products with the Hessian that this took.
    pub products: usize,
}

/// The trace of a Hessian of `count` parameters: entry by entry if that takes no more than `max_products`, else the mean of
/// zᵀHz over that many (at least 2) vectors z of random signs (Hutchinson 1989), whose spread gives the standard error.
pub fn hessian_trace(
    count: usize,
    max_products: usize,
    random: &mut Random,
    product: &mut dyn FnMut(&[f64]) -> Vec<f64>,
) -> Trace {
    if count <= max_products.max(2) {
        let entry = |at: usize| {
            let unit: Vec<f64> = (0..count).map(|row| f64::from(u8::from(row == at))).collect();
            product(&unit)[at]
        };
        return Trace { value: (0..count).map(entry).sum(), standard_error: 0.0, products: count };
    }
    let products = max_products.max(2);
    let draws: Vec<f64> = (0..products)
        .map(|_| {
            let signs: Vec<f64> = (0..count).map(|_| if random.uniform() < 0.5 { -1.0 } else { 1.0 }).collect();
            dot_f64(&product(&signs), &signs)
        })
        .collect();
    let n = products as f64;
    let value = draws.iter().sum::<f64>() / n;
    let variance = draws.iter().map(|draw| (draw - value) * (draw - value)).sum::<f64>() / (n - 1.0);
    Trace { value, standard_error: (variance / n).sqrt(), products }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A symmetric matrix with a known spectrum −1 … 10 that turns slowly with `angle`.
    fn spectrum(count: usize) -> Vec<f64> {
        (0..count).map(|at| if at + 1 == count { 10.0 } else { -1.0 + 5.0 * at as f64 / count as f64 }).collect()
    }

    /// R diag Rᵀ v, R a chain of plane rotations by `angle`.
    fn product(values: &[f64], angle: f64, vector: &[f64]) -> Vec<f64> {
        let (sin, cos) = angle.sin_cos();
        let mut v = vector.to_vec();
        let turn = |v: &mut [f64], at: usize, sin: f64| {
            (v[at], v[at + 1]) = (cos * v[at] + sin * v[at + 1], cos * v[at + 1] - sin * v[at]);
        };
        (0..v.len() - 1).for_each(|at| turn(&mut v, at, sin));
        v.iter_mut().zip(values).for_each(|(v, value)| *v *= value);
        (0..v.len() - 1).rev().for_each(|at| turn(&mut v, at, -sin));
        v
    }

    #[test]
    fn small_hessians_are_exact() {
        let mut meter = CurvatureMeter::default();
        let values = spectrum(12);
        let seen = meter.measure(12, 0, &mut |v| product(&values, 0.7, v));
        assert!((seen.lambda_max - 10.0).abs() < 1e-12 && (seen.lambda_min + 1.0).abs() < 1e-12, "{seen:?}");
        assert!(seen.errors[0] < 1e-12 && seen.products == 12);
        // Also where a coordinate axis is an eigenvector, which a start along it would never leave.
        let seen = meter.measure(2, 0, &mut |v| vec![v[0], 10.0 * v[1]]);
        assert_eq!((seen.lambda_max, seen.lambda_min), (10.0, 1.0));
    }

    #[test]
    fn errors_are_true_and_a_warm_start_saves_products() {
        let (count, values) = (300, spectrum(300));
        let mut meter = CurvatureMeter::default();
        let cold = meter.measure(count, 200, &mut |v| product(&values, 0.3, v));
        for budget in [4, 8, 16] {
            let short = CurvatureMeter::default().measure(count, budget, &mut |v| product(&values, 0.3, v));
            assert_eq!(short.products, budget);
            // There is an eigenvalue that near; 10 stands alone, so near it that is 10 itself.
            assert!(short.errors[0] > 1.0 || (short.lambda_max - 10.0).abs() <= short.errors[0], "{short:?}");
        }
        assert!((cold.lambda_max - 10.0).abs() <= 0.01 && (cold.lambda_min + 1.0).abs() <= 0.01, "{cold:?}");
        // The Hessian has turned a little.
        let warm = meter.measure(count, 200, &mut |v| product(&values, 0.3003, v));
        assert!(warm.products < cold.products, "{} {}", warm.products, cold.products);
        let tracked = meter.measure(count, 8, &mut |v| product(&values, 0.3004, v));
        assert!((tracked.lambda_max - 10.0).abs() < 0.01, "{tracked:?}");
    }

    #[test]
    fn a_new_steepest_direction_is_found_after_a_warm_start() {
        let mut meter = CurvatureMeter::default();
        let diagonal =
            |top: f64| (0..100).map(|at| if at == 7 { top } else { 0.01 * f64::from(at) }).collect::<Vec<_>>();
        meter.measure(100, 100, &mut |v| product(&diagonal(3.0), 0.0, v));
        let mut seen = meter.measure(100, 8, &mut |v| product(&diagonal(0.5), 0.0, v));
        for _ in 0..4 {
            let values: Vec<f64> = (0..100).map(|at| if at == 60 { 5.0 } else { 0.01 * f64::from(at) }).collect();
            seen = meter.measure(100, 8, &mut |v| product(&values, 0.0, v));
        }
        assert!((seen.lambda_max - 5.0).abs() < 0.01, "{seen:?}");
    }

    #[test]
    fn what_is_not_finite_is_nan_and_forgotten() {
        let mut meter = CurvatureMeter::default();
        let seen = meter.measure(40, 10, &mut |v| vec![f64::NAN; v.len()]);
        assert!(seen.lambda_max.is_nan() && meter.vectors().is_none());
        let values = spectrum(40);
        let seen = meter.measure(40, 40, &mut |v| product(&values, 0.2, v));
        assert!((seen.lambda_max - 10.0).abs() < 0.02);
    }

    #[test]
    fn the_trace_is_exact_or_within_its_standard_error() {
        let values = spectrum(200);
        let sum: f64 = values.iter().sum();
        let mut random = Random::new(3, Stream::Curvature);
        let exact = hessian_trace(200, 200, &mut random, &mut |v| product(&values, 0.4, v));
        assert!((exact.value - sum).abs() < 1e-9 && exact.standard_error == 0.0);
        let mut within = 0;
        for _ in 0..40 {
            let estimate = hessian_trace(200, 25, &mut random, &mut |v| product(&values, 0.4, v));
            assert!(estimate.standard_error > 0.0 && estimate.products == 25);
            within += usize::from((estimate.value - sum).abs() < 2.0 * estimate.standard_error);
        }
        // Student's t with 24 degrees of freedom: 94.3 % lie within two standard errors; fewer than 32 of 40 is 10⁻⁴.
        assert!(within >= 32, "{within} of 40");
    }
}
