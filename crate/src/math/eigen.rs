//! Eigenvalues of symmetric matrices: all of a small one, the two ends of a large one.

use super::norm::{dot_f64, norm_f64};

/// Eigenvalues in ascending order, with unit eigenvectors.
#[derive(Clone, Debug, PartialEq)]
pub struct Eigen {
    /// λ₀ ≤ λ₁ ≤ …
    pub values: Vec<f64>,
    /// The vector of each value.
    pub vectors: Vec<Vec<f64>>,
}

/// All eigenvalues and eigenvectors of a symmetric matrix of order `n`, row by row.
///
/// Householder reduction to a tridiagonal matrix, then implicit QL (Golub & Van Loan 2013, sections 8.3.1 and 8.3.5). Errors
/// are about 10⁻¹⁵ of the largest eigenvalue. Cost: about 9 n³ operations. A matrix with a NaN gives NaN values.
#[must_use]
pub fn symmetric_eigen(matrix: &[f64], n: usize) -> Eigen {
    let mut rows: Vec<Vec<f64>> = matrix.chunks_exact(n.max(1)).map(<[f64]>::to_vec).collect();
    // Row i of `basis` becomes the i-th eigenvector.
    let mut basis = identity(n);
    for column in 0..n.saturating_sub(2) {
        reflect(&mut rows, &mut basis, column);
    }
    let diagonal = (0..n).map(|i| rows[i][i]).collect();
    let off_diagonal = (1..n).map(|i| rows[i][i - 1]).collect();
    tridiagonal_eigen(diagonal, off_diagonal, basis)
}

fn identity(n: usize) -> Vec<Vec<f64>> {
    (0..n).map(|i| (0..n).map(|j| f64::from(u8::from(i == j))).collect()).collect()
}

/// One Householder reflection H = I − 2vvᵀ: makes `column` zero below its subdiagonal, rows ← H·rows·H, and
/// basis ← H·basis.
fn reflect(rows: &mut [Vec<f64>], basis: &mut [Vec<f64>], column: usize) {
    let n = rows.len();
    let mut v: Vec<f64> = (0..n).map(|i| if i > column { rows[i][column] } else { 0.0 }).collect();
    let length = norm_f64(&v);
    if norm_f64(&v[column + 2..]) == 0.0 {
        return;
    }
    v[column + 1] += if v[column + 1] < 0.0 { -length } else { length };
    let scale = 1.0 / norm_f64(&v);
    v.iter_mut().for_each(|entry| *entry *= scale);
    // rows − 2v(rows·v)ᵀ − 2(rows·v)vᵀ + 4(vᵀ·rows·v)vvᵀ = rows − vwᵀ − wvᵀ
    let product: Vec<f64> = rows.iter().map(|row| dot_f64(row, &v)).collect();
    let twist = dot_f64(&product, &v);
    let w: Vec<f64> = product.iter().zip(&v).map(|(p, v)| 2.0 * (p - twist * v)).collect();
    for (i, row) in rows.iter_mut().enumerate() {
        for (entry, (vj, wj)) in row.iter_mut().zip(v.iter().zip(&w)) {
            *entry -= v[i] * wj + w[i] * vj;
        }
    }
    let mut along = vec![0.0; n];
    for (row, v) in basis.iter().zip(&v).skip(column + 1) {
        along.iter_mut().zip(row).for_each(|(along, entry)| *along += 2.0 * v * entry);
    }
    for (row, v) in basis.iter_mut().zip(&v).skip(column + 1) {
        row.iter_mut().zip(&along).for_each(|(entry, along)| *entry -= v * along);
    }
}

/// Eigenvalues of a symmetric tridiagonal matrix by implicit QL; `vectors` are rotated along (row i belongs to value i).
fn tridiagonal_eigen(mut d: Vec<f64>, mut e: Vec<f64>, mut vectors: Vec<Vec<f64>>) -> Eigen {
    let n = d.len();
    e.push(0.0);
    for low in 0..n {
        // Convergence is cubic; 50 rounds are only reached by a matrix that is not made of numbers.
        for _ in 0..50 {
            let split = |m: &usize| e[*m].abs() <= f64::EPSILON * (d[*m].abs() + d[*m + 1].abs());
            let m = (low..n - 1).find(split).unwrap_or(n - 1);
            if m == low {
                break;
            }
            let g = (d[low + 1] - d[low]) / (2.0 * e[low]);
            let root = (g * g + 1.0).sqrt();
            let mut g = d[m] - d[low] + e[low] / (g + if g < 0.0 { -root } else { root });
            let (mut sin, mut cos, mut p) = (1.0, 1.0, 0.0);
            let mut vanished = false;
            for i in (low..m).rev() {
                let (f, b) = (sin * e[i], cos * e[i]);
                let r = (f * f + g * g).sqrt();
                e[i + 1] = r;
                if r == 0.0 {
                    d[i + 1] -= p;
                    e[m] = 0.0;
                    vanished = true;
                    break;
                }
                (sin, cos) = (f / r, g / r);
                g = d[i + 1] - p;
                let r = (d[i] - g) * sin + 2.0 * cos * b;
                p = sin * r;
                d[i + 1] = g + p;
                g = cos * r - b;
                let (below, above) = vectors.split_at_mut(i + 1);
                for (x, y) in below[i].iter_mut().zip(&mut above[0]) {
                    (*x, *y) = (cos * *x - sin * *y, sin * *x + cos * *y);
                }
            }
            if !vanished {
                d[low] -= p;
                e[low] = g;
                e[m] = 0.0;
            }
        }
    }
    // By insertion: its square is nothing beside the cube of the rotations, and the library's sort weighs 7 kB.
    let mut order: Vec<usize> = Vec::with_capacity(n);
    for i in 0..n {
        let place = order.partition_point(|&j| d[j].total_cmp(&d[i]).is_le());
        order.insert(place, i);
    }
    Eigen {
        values: order.iter().map(|&i| d[i]).collect(),
        vectors: order.iter().map(|&i| std::mem::take(&mut vectors[i])).collect(),
    }
}

/// The two ends of a spectrum.
#[derive(Clone, Debug, PartialEq)]
pub struct Extremes {
    /// The largest eigenvalue.
    pub top: f64,
    /// The smallest eigenvalue (the most negative one).
    pub bottom: f64,
    /// Bounds for the distance of each to an eigenvalue: the residual norms of the Ritz pairs.
    pub errors: [f64; 2],
    /// Products with the matrix that were needed.
    pub products: usize,
    /// Their Ritz vectors, of length 1: the top one, then the bottom one.
    pub vectors: [Vec<f64>; 2],
}

/// The largest and the smallest eigenvalue of a symmetric operator of order `start.len()`, by Lanczos' method with full
/// reorthogonalisation (Golub & Van Loan 2013, section 10.3).
///
/// Stops when both residuals are below `tolerance` times their eigenvalue's size (or 10⁻¹⁰ of the larger one), or after
/// `max_products`; [`Extremes::errors`] says what was reached: within such a distance of the answer there is an eigenvalue
/// (Parlett 1998, theorem 4.5.1). That it is the outermost one is not proved by that, but only missed if `start` has next to
/// nothing of its vector. Memory: one vector a product. `start` must not be orthogonal to the wanted vectors; a random one is
/// not.
#[must_use]
pub fn lanczos_extremes(
    mut product: impl FnMut(&[f64]) -> Vec<f64>,
    start: &[f64],
    tolerance: f64,
    max_products: usize,
) -> Extremes {
    let length = norm_f64(start);
    let mut basis = vec![start.iter().map(|entry| entry / length).collect::<Vec<f64>>()];
    let (mut diagonal, mut off_diagonal) = (Vec::new(), Vec::new());
    loop {
        let mut next = product(&basis[basis.len() - 1]);
        diagonal.push(dot_f64(&next, &basis[basis.len() - 1]));
        // Twice is enough (Giraud et al. 2005).
        for _ in 0..2 {
            for earlier in &basis {
                let along = dot_f64(&next, earlier);
                next.iter_mut().zip(earlier).for_each(|(entry, earlier)| *entry -= along * earlier);
            }
        }
        let beta = norm_f64(&next);
        let count = diagonal.len();
        let exhausted = count >= max_products.min(start.len()) || beta == 0.0 || beta.is_nan();
        // Ritz values cost count³: look at every eighth step only.
        if exhausted || count.is_multiple_of(8) {
            let ritz = tridiagonal_eigen(diagonal.clone(), off_diagonal.clone(), identity(count));
            let residual = |index: usize| beta * ritz.vectors[index][count - 1].abs();
            let (top, bottom) = (ritz.values[count - 1], ritz.values[0]);
            let errors = [residual(count - 1), residual(0)];
            let floor = 1e-10 * top.abs().max(bottom.abs());
            let good = |value: f64, error: f64| error <= (tolerance * value.abs()).max(floor);
            if exhausted || (good(top, errors[0]) && good(bottom, errors[1])) {
                let vectors = [count - 1, 0].map(|index| combination(&basis, &ritz.vectors[index]));
                return Extremes { top, bottom, errors, products: count, vectors };
            }
        }
        next.iter_mut().for_each(|entry| *entry /= beta);
        basis.push(next);
        off_diagonal.push(beta);
    }
}

/// Σ weight · vector.
fn combination(vectors: &[Vec<f64>], weights: &[f64]) -> Vec<f64> {
    let mut sum = vec![0.0; vectors[0].len()];
    for (vector, weight) in vectors.iter().zip(weights) {
        sum.iter_mut().zip(vector).for_each(|(sum, entry)| *sum += weight * entry);
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers between −1 and 1 without a pattern that matters.
    fn scattered(count: usize) -> Vec<f64> {
        (0..count as u32).map(|at| f64::from(at.wrapping_mul(2_654_435_761) >> 8) / f64::from(1 << 23) - 1.0).collect()
    }

    fn full_symmetric(n: usize) -> Vec<f64> {
        let half: Vec<f64> = scattered(n * n).iter().map(|x| x * x * x - 0.3 * x).collect();
        (0..n * n).map(|at| half[at] + half[at % n * n + at / n]).collect()
    }

    #[test]
    fn vectors_are_orthonormal_and_rebuild_the_matrix() {
        for n in [1, 2, 3, 17, 40] {
            let matrix = full_symmetric(n);
            let eigen = symmetric_eigen(&matrix, n);
            assert!(eigen.values.windows(2).all(|pair| pair[0] <= pair[1]));
            for (i, j) in (0..n).flat_map(|i| (0..n).map(move |j| (i, j))) {
                let product = dot_f64(&eigen.vectors[i], &eigen.vectors[j]);
                assert!((product - f64::from(u8::from(i == j))).abs() < 1e-13);
                let rebuilt: f64 = eigen.values.iter().zip(&eigen.vectors).map(|(value, v)| value * v[i] * v[j]).sum();
                assert!((rebuilt - matrix[i * n + j]).abs() < 1e-12, "order {n} entry {i} {j}");
            }
        }
    }

    #[test]
    fn repeated_and_zero_eigenvalues_are_found() {
        let eigen = symmetric_eigen(&[2.0, 0.0, 0.0, 0.0, 2.0, 0.0, 0.0, 0.0, 0.0], 3);
        assert_eq!(eigen.values, [0.0, 2.0, 2.0]);
        assert_eq!(symmetric_eigen(&[0.0; 16], 4).values, [0.0; 4]);
        assert!(symmetric_eigen(&[], 0).values.is_empty());
        assert_eq!(symmetric_eigen(&[f64::NAN; 9], 3).values.len(), 3);
    }

    #[test]
    fn lanczos_finds_both_ends() {
        let n = 120;
        let matrix = full_symmetric(n);
        let all = symmetric_eigen(&matrix, n).values;
        let start = scattered(n);
        let times = |v: &[f64]| -> Vec<f64> { matrix.chunks_exact(n).map(|row| dot_f64(row, v)).collect() };
        let found = lanczos_extremes(times, &start, 1e-6, 200);
        assert!((found.top / all[n - 1] - 1.0).abs() < 1e-9 && (found.bottom / all[0] - 1.0).abs() < 1e-9);
        assert!(found.products < n && found.errors[0] < 1e-5 * found.top);
        for (vector, value, error) in
            [(&found.vectors[0], found.top, found.errors[0]), (&found.vectors[1], found.bottom, found.errors[1])]
        {
            assert!((norm_f64(vector) - 1.0).abs() < 1e-12);
            let rest: Vec<f64> = times(vector).iter().zip(vector).map(|(product, v)| product - value * v).collect();
            assert!(norm_f64(&rest) < 1.001 * error + 1e-11 * value.abs(), "the stated error is the residual");
        }
        // An operator of rank 1 is exhausted at once.
        let found = lanczos_extremes(|v| vec![3.0 * v[0], 0.0, 0.0], &[1.0, 1.0, 1.0], 1e-9, 10);
        assert!((found.top - 3.0).abs() < 1e-12 && found.bottom.abs() < 1e-12);
    }
}
