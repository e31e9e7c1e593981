//! Sums and norms that neither underflow nor overflow where the numbers themselves do not.

/// Euclidean norm, accumulated in f64: the squares of f32 numbers from 10⁻⁴⁵ to 10³⁸ all fit there.
#[must_use]
pub fn norm(values: &[f32]) -> f64 {
    squared_norm(values).sqrt()
}

/// Sum of squares in f64, in order.
#[must_use]
pub fn squared_norm(values: &[f32]) -> f64 {
    values.iter().map(|&value| f64::from(value) * f64::from(value)).sum()
}

/// Scalar product in f64, in order.
#[must_use]
pub fn dot(left: &[f32], right: &[f32]) -> f64 {
    left.iter().zip(right).map(|(&l, &r)| f64::from(l) * f64::from(r)).sum()
}

/// Scalar product of double-precision vectors, in order.
#[must_use]
pub fn dot_f64(left: &[f64], right: &[f64]) -> f64 {
    left.iter().zip(right).map(|(l, r)| l * r).sum()
}

/// Euclidean norm of a double-precision vector.
#[must_use]
pub fn norm_f64(values: &[f64]) -> f64 {
    dot_f64(values, values).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn norms_of_tiny_and_huge_numbers_are_exact() {
        for scale in [1e-44_f32, 1e-27, 1.0, 1e37] {
            let expected = f64::from(3.0 * scale).hypot(f64::from(4.0 * scale));
            assert!((norm(&[3.0 * scale, 4.0 * scale]) / expected - 1.0).abs() < 1e-15, "{scale}");
        }
        assert_eq!(norm(&[]), 0.0);
        assert_eq!(dot(&[1.0, 2.0], &[3.0, 4.0]), 11.0);
    }
}
