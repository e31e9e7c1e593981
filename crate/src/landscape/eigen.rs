//! Eigenvalues of small symmetric matrices.

/// Eigenvalues (descending) and unit eigenvectors of a symmetric matrix of order `n`, given row by row.
///
/// Cyclic Jacobi rotations (Golub & Van Loan, section 8.5): slower than a reduction, but short, accurate to about 10⁻¹⁵ of
/// the largest eigenvalue, and nothing but `+ - * / sqrt`. Cost: about 50 n³ operations.
pub(super) fn symmetric(matrix: &[f64], n: usize) -> Vec<(f64, Vec<f64>)> {
    let mut a = matrix.to_vec();
    // Row i becomes the i-th eigenvector.
    let mut vectors = vec![0.0; n * n];
    let negligible = f64::EPSILON * (0..n).map(|i| a[i * n + i].abs()).fold(0.0, f64::max);
    (0..n).for_each(|i| vectors[i * n + i] = 1.0);
    // Quadratic convergence: far fewer sweeps are needed; the bound is for inputs that are not numbers.
    for _ in 0..60 {
        let mut rotated = false;
        for p in 0..n {
            for q in p + 1..n {
                if a[p * n + q].abs() > negligible {
                    rotate(&mut a, &mut vectors, n, p, q);
                    rotated = true;
                }
            }
        }
        if !rotated {
            break;
        }
    }
    let mut pairs: Vec<(f64, Vec<f64>)> =
        (0..n).map(|i| (a[i * n + i], vectors[i * n..(i + 1) * n].to_vec())).collect();
    pairs.sort_by(|left, right| right.0.total_cmp(&left.0));
    pairs
}

/// Makes the entry (p, q), which is not zero, zero.
fn rotate(a: &mut [f64], vectors: &mut [f64], n: usize, p: usize, q: usize) {
    let (pp, qq, pq) = (a[p * n + p], a[q * n + q], a[p * n + q]);
    let theta = (qq - pp) / (2.0 * pq);
    // The smaller root of t² + 2θt - 1; for huge θ the square is infinite and t becomes 0.
    let t = theta.signum() / (theta.abs() + (theta * theta + 1.0).sqrt());
    let cos = 1.0 / (t * t + 1.0).sqrt();
    let sin = t * cos;
    for k in 0..n {
        let (kp, kq) = (a[k * n + p], a[k * n + q]);
        a[k * n + p] = cos * kp - sin * kq;
        a[k * n + q] = sin * kp + cos * kq;
    }
    for matrix in [a, vectors] {
        for k in 0..n {
            let (pk, qk) = (matrix[p * n + k], matrix[q * n + k]);
            matrix[p * n + k] = cos * pk - sin * qk;
            matrix[q * n + k] = sin * pk + cos * qk;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Random, Stream};

    #[test]
    fn a_known_matrix() {
        let pairs = symmetric(&[2.0, 1.0, 1.0, 2.0], 2);
        assert!((pairs[0].0 - 3.0).abs() < 1e-14 && (pairs[1].0 - 1.0).abs() < 1e-14);
        assert!((pairs[0].1[0] - pairs[0].1[1]).abs() < 1e-14);
    }

    #[test]
    fn vectors_are_orthonormal_and_rebuild_the_matrix() {
        let n = 12;
        let mut random = Random::new(1, Stream::Data);
        let half: Vec<f64> = (0..n * n).map(|_| random.normal()).collect();
        let matrix: Vec<f64> = (0..n * n).map(|i| half[i] + half[i % n * n + i / n]).collect();
        let pairs = symmetric(&matrix, n);
        assert!(pairs.windows(2).all(|pair| pair[0].0 >= pair[1].0));
        for i in 0..n {
            for j in 0..n {
                let product: f64 = (0..n).map(|k| pairs[i].1[k] * pairs[j].1[k]).sum();
                assert!((product - f64::from(u8::from(i == j))).abs() < 1e-13);
                let rebuilt: f64 = pairs.iter().map(|(value, vector)| value * vector[i] * vector[j]).sum();
                assert!((rebuilt - matrix[i * n + j]).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn nothing_and_no_numbers_end() {
        assert!(symmetric(&[], 0).is_empty());
        assert_eq!(symmetric(&[0.0; 9], 3).iter().map(|pair| pair.0).sum::<f64>(), 0.0);
        assert_eq!(symmetric(&[f64::NAN; 9], 3).len(), 3);
    }
}
