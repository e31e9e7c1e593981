//! The ends of the Hessian's spectrum.

use super::answers::{number, numbers};
use super::objective::Objective;
use super::pca::fix_sign_and_length;
use crate::math::eigen::{lanczos_extremes, symmetric_eigen};
use crate::random::{Random, Stream};
use serde_json::{Value, json};

/// Up to this many parameters the whole Hessian is computed.
const DENSE: usize = 400;
/// An eigenvalue counts as negative below −10⁻⁹ of the largest: nearer to 0 its sign is rounding.
const NEGLIGIBLE: f64 = 1e-9;
/// Lanczos stops when both ends are known to a thousandth, or after this many products.
const TOLERANCE: f64 = 1e-3;
const MAX_PRODUCTS: usize = 400;
/// Numbers that its vectors may hold together: 256 MB.
const MAX_BASIS_NUMBERS: usize = 32 << 20;

/// `top`, `bottom` and `ratio` = |bottom| / |top|; of a small Hessian also `trace`, `negative_count` and `top_vector`; of a
/// large one `errors`, the bounds that Lanczos' method states for top and bottom.
pub(super) fn curvature(objective: &Objective, params: &[f64]) -> Value {
    let n = params.len();
    if n > DENSE {
        // The start only has to be in general position; a fixed seed keeps the answer the same every time.
        let mut random = Random::new(0, Stream::Plane);
        let start: Vec<f64> = (0..n).map(|_| random.normal()).collect();
        let product = |vector: &[f64]| objective.hessian_product(params, vector);
        let found = lanczos_extremes(product, &start, TOLERANCE, MAX_PRODUCTS.min(MAX_BASIS_NUMBERS / n));
        return json!({
            "top": number(found.top),
            "bottom": number(found.bottom),
            "ratio": number(found.bottom.abs() / found.top.abs()),
            "errors": numbers(found.errors),
        });
    }
    let mut unit = vec![0.0; n];
    let mut matrix = Vec::with_capacity(n * n);
    for column in 0..n {
        unit[column] = 1.0;
        matrix.extend(objective.hessian_product(params, &unit));
        unit[column] = 0.0;
    }
    for row in 0..n {
        for column in 0..row {
            let mean = 0.5 * (matrix[row * n + column] + matrix[column * n + row]);
            (matrix[row * n + column], matrix[column * n + row]) = (mean, mean);
        }
    }
    let trace: f64 = (0..n).map(|entry| matrix[entry * n + entry]).sum();
    let mut eigen = symmetric_eigen(&matrix, n);
    let (bottom, top) = (eigen.values[0], eigen.values[n - 1]);
    let threshold = -NEGLIGIBLE * top.abs().max(bottom.abs());
    let mut top_vector = std::mem::take(&mut eigen.vectors[n - 1]);
    fix_sign_and_length(&mut top_vector);
    json!({
        "top": number(top),
        "bottom": number(bottom),
        "ratio": number(bottom.abs() / top.abs()),
        "trace": number(trace),
        "negative_count": eigen.values.iter().filter(|value| **value < threshold).count(),
        "top_vector": numbers(top_vector),
    })
}
