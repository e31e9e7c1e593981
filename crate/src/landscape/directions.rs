//! How to choose the two directions of a picture.

use super::plane::{Plane, PlaneKind};
use crate::error::{Error, Result};
use crate::math::eigen::symmetric_eigen;
use crate::math::norm::norm;
use crate::network::Mlp;
use crate::random::Random;

/// Points of a path that are used for its main directions; the cost grows with their square.
const MOST_POINTS: usize = 128;

/// Numbers in the points that are used, 32 MiB: large networks use fewer points.
const MOST_NUMBERS: usize = 4 << 20;

impl Plane {
    /// The plane through `params` along two random directions, each row of weights scaled to the length of the same row
    /// of `params` (`d · |w| / (|d| + 1e-10)`), biases and learned α zero: filter normalisation as in Li et al. 2018.
    ///
    /// # Errors
    /// Names a direction if all weights are zero, or the network has so few of them that the two directions coincide.
    ///
    /// # Panics
    /// If `params` has another length than the network's parameters.
    pub fn random(mlp: &Mlp, params: &[f32], random: &mut Random) -> Result<Self> {
        assert_eq!(params.len(), mlp.param_count(), "the parameters belong to another network");
        let [d1, d2] = [0, 1].map(|_| filter_normalised(mlp, params, random));
        Self::new(PlaneKind::Random, params.to_vec(), d1, d2)
    }

    /// The plane of a path's two main directions: principal components of its points around the last one (Li et al.
    /// 2018), as orthonormal directions whose entry of largest absolute value is positive. It is drawn so that the whole
    /// path is in the picture.
    ///
    /// The components come from the Gram matrix of the points; of more than 128 points (fewer for more than 32,768
    /// parameters) evenly spaced ones are used, the last one always. Cost: a scalar product for each pair of points.
    ///
    /// # Errors
    /// Names `path` if it has fewer than three points, does not move, or runs along a straight line: then there is no
    /// second direction.
    pub fn of_path(points: &[&[f32]]) -> Result<Self> {
        let Some((&last, _)) = points.split_last() else {
            return Err(Error::new("path", "needs at least three points, got 0"));
        };
        if points.len() < 3 {
            return Err(Error::new("path", format!("needs at least three points, got {}", points.len())));
        }
        let offsets: Vec<Vec<f64>> = thinned(points)
            .map(|point| point.iter().zip(last).map(|(p, l)| f64::from(*p) - f64::from(*l)).collect())
            .collect();
        let n = offsets.len();
        let mut gram = vec![0.0; n * n];
        for i in 0..n {
            for j in i..n {
                let product: f64 = offsets[i].iter().zip(&offsets[j]).map(|(x, y)| x * y).sum();
                gram[i * n + j] = product;
                gram[j * n + i] = product;
            }
        }
        let trace: f64 = (0..n).map(|i| gram[i * n + i]).sum();
        if !(trace > 0.0 && trace.is_finite()) {
            return Err(Error::new("path", "must move by finite distances: all its points are the same"));
        }
        let eigen = symmetric_eigen(&gram, n);
        let [first, second] = [n - 1, n - 2];
        // Below that, f32 parameters do not say in which direction the path bends.
        if eigen.values[second] <= 1e-12 * eigen.values[first] {
            return Err(Error::new("path", "must bend: a straight path has only one direction"));
        }
        let [d1, d2] = [first, second].map(|index| combine(&offsets, &eigen.vectors[index]));
        let plane = Self::new(PlaneKind::Path, last.to_vec(), d1, d2)?;
        let explained = [first, second].map(|index| eigen.values[index] / trace);
        Ok(plane.with_explained(explained).framing(points.iter().copied()))
    }
}

/// Every k-th point counted from the last one, at most [`MOST_POINTS`] of them and at most [`MOST_NUMBERS`] in all; three
/// at least if there are so many.
fn thinned<'a>(points: &[&'a [f32]]) -> impl Iterator<Item = &'a [f32]> {
    let params = points[0].len().max(1);
    let stride = points.len().div_ceil((MOST_NUMBERS / params).clamp(6, MOST_POINTS));
    let first = (points.len() - 1) % stride;
    points[first..].iter().step_by(stride).copied()
}

/// The unit vector along a weighted sum, its entry of largest absolute value positive.
fn combine(vectors: &[Vec<f64>], weights: &[f64]) -> Vec<f32> {
    let mut sum = vec![0.0_f64; vectors[0].len()];
    for (vector, weight) in vectors.iter().zip(weights) {
        sum.iter_mut().zip(vector).for_each(|(sum, entry)| *sum += weight * entry);
    }
    let length = sum.iter().map(|entry| entry * entry).sum::<f64>().sqrt();
    let largest = sum.iter().fold(0.0_f64, |largest, &entry| if entry.abs() > largest.abs() { entry } else { largest });
    let scale = length * if largest < 0.0 { -1.0 } else { 1.0 };
    sum.iter().map(|entry| (entry / scale) as f32).collect()
}

fn filter_normalised(mlp: &Mlp, params: &[f32], random: &mut Random) -> Vec<f32> {
    let mut direction = vec![0.0; params.len()];
    for layer in mlp.layers() {
        let rows = params[layer.weights.clone()].chunks_exact(layer.fan_in);
        for (out, row) in direction[layer.weights.clone()].chunks_exact_mut(layer.fan_in).zip(rows) {
            out.fill_with(|| random.normal() as f32);
            let scale = norm(row) / (norm(out) + 1e-10);
            out.iter_mut().for_each(|entry| *entry = (f64::from(*entry) * scale) as f32);
        }
    }
    direction
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::{Activation, Init, MlpConfig, Residual};
    use crate::random::Stream;

    fn network() -> (Mlp, Vec<f32>) {
        let config = MlpConfig {
            widths: vec![2, 5, 5, 1],
            activation: Activation::Tanh,
            leaky_slope: 0.0,
            residual: Residual::default(),
        };
        let mlp = Mlp::new(config).unwrap();
        let params = Init::FanInUniform.initialise(&mlp, &mut Random::new(1, Stream::Init));
        (mlp, params)
    }

    fn views(points: &[Vec<f32>]) -> Vec<&[f32]> {
        points.iter().map(Vec::as_slice).collect()
    }

    #[test]
    fn random_directions_are_as_long_as_the_weights_row_by_row() {
        let (mlp, params) = network();
        let plane = Plane::random(&mlp, &params, &mut Random::new(1, Stream::Plane)).unwrap();
        for direction in [plane.d1(), plane.d2()] {
            for layer in mlp.layers() {
                assert!(direction[layer.biases.clone()].iter().all(|&entry| entry == 0.0));
                let rows = direction[layer.weights.clone()].chunks(layer.fan_in);
                for (row, weights) in rows.zip(params[layer.weights.clone()].chunks(layer.fan_in)) {
                    assert!((norm(row) / norm(weights) - 1.0).abs() < 1e-6);
                }
            }
        }
        assert_eq!((plane.a_range(), plane.explained()), ([-1.0, 1.0], None));
        let zeros = vec![0.0; params.len()];
        assert_eq!(Plane::random(&mlp, &zeros, &mut Random::new(1, Stream::Plane)).unwrap_err().field, "d1");
    }

    #[test]
    fn a_path_in_a_known_plane_gives_that_plane_back() {
        // An arc in the plane of two orthonormal vectors u and v of R⁸, longer along u.
        let u: Vec<f32> = (0..8).map(|i| if i < 4 { 0.5 } else { 0.0 }).collect();
        let v: Vec<f32> = (0..8).map(|i| if i < 4 { 0.0 } else { -0.5 }).collect();
        let points: Vec<Vec<f32>> = (0..40)
            .map(|i| {
                let t = i as f32 / 39.0;
                (0..8).map(|k| 1.0 + 5.0 * t * u[k] + 2.0 * (t - t * t) * v[k]).collect()
            })
            .collect();
        let plane = Plane::of_path(&views(&points)).unwrap();
        let [first, second] = plane.explained().unwrap();
        assert!((first + second - 1.0).abs() < 1e-6 && first > second);
        for point in &points {
            let place = plane.project(point);
            assert!(place.distance < 1e-5);
            let ([a0, a1], [b0, b1]) = (plane.a_range(), plane.b_range());
            assert!((a0..a1).contains(&place.a) && (b0..b1).contains(&place.b));
        }
        assert!(plane.share_inside(&u) > 1.0 - 1e-6 && plane.share_inside(&v) > 1.0 - 1e-6);
        for direction in [plane.d1(), plane.d2()] {
            assert!((norm(direction) - 1.0).abs() < 1e-6);
            let largest = direction.iter().fold(0.0_f32, |l, &d| if d.abs() > l.abs() { d } else { l });
            assert!(largest > 0.0);
        }
    }

    #[test]
    fn main_directions_agree_with_power_iteration_on_the_covariance() {
        let mut random = Random::new(4, Stream::Plane);
        // A walk whose steps are longest in a few of twenty dimensions.
        let mut at = [0.0_f32; 20];
        let points: Vec<Vec<f32>> = (0..100)
            .map(|_| {
                at.iter_mut().enumerate().for_each(|(k, x)| *x += random.normal() as f32 / (1 + k) as f32);
                at.to_vec()
            })
            .collect();
        let plane = Plane::of_path(&views(&points)).unwrap();

        // Independent: power iteration with deflation on the 20 × 20 second moments around the last point.
        let last = points[99].clone();
        let mut moments = vec![[0.0_f64; 20]; 20];
        for point in &points {
            for i in 0..20 {
                for j in 0..20 {
                    moments[i][j] += f64::from(point[i] - last[i]) * f64::from(point[j] - last[j]);
                }
            }
        }
        let trace: f64 = (0..20).map(|i| moments[i][i]).sum();
        for (direction, explained) in [plane.d1(), plane.d2()].into_iter().zip(plane.explained().unwrap()) {
            let mut vector = [1.0_f64; 20];
            let mut value = 0.0;
            for _ in 0..2000 {
                let product: Vec<f64> =
                    moments.iter().map(|row| row.iter().zip(&vector).map(|(m, v)| m * v).sum()).collect();
                value = product.iter().map(|x| x * x).sum::<f64>().sqrt();
                (0..20).for_each(|i| vector[i] = product[i] / value);
            }
            let cosine: f64 = vector.iter().zip(direction).map(|(v, &d)| v * f64::from(d)).sum();
            assert!((cosine.abs() - 1.0).abs() < 1e-6 && (value / trace - explained).abs() < 1e-6);
            for i in 0..20 {
                for j in 0..20 {
                    moments[i][j] -= value * vector[i] * vector[j];
                }
            }
        }
    }

    #[test]
    fn a_random_walk_explains_four_fifths_without_meaning_anything() {
        let mut random = Random::new(5, Stream::Plane);
        let mut at = vec![0.0_f32; 2000];
        let points: Vec<Vec<f32>> = (0..100)
            .map(|_| {
                at.iter_mut().for_each(|x| *x += random.normal() as f32);
                at.clone()
            })
            .collect();
        let [first, second] = Plane::of_path(&views(&points)).unwrap().explained().unwrap();
        assert!((first - 0.81).abs() < 0.02 && (second - 0.09).abs() < 0.02, "{first} {second}");
    }

    #[test]
    fn long_paths_are_thinned_and_keep_their_last_point() {
        let points: Vec<Vec<f32>> = (0..1000).map(|i| vec![i as f32, (i * i) as f32 / 1000.0, 0.0]).collect();
        let kept: Vec<&[f32]> = thinned(&views(&points)).collect();
        assert!(kept.len() <= MOST_POINTS && kept.len() > MOST_POINTS / 2);
        assert_eq!(*kept.last().unwrap(), points[999]);
        assert_eq!(Plane::of_path(&views(&points)).unwrap().origin(), points[999]);

        let large: Vec<Vec<f32>> = (0..50).map(|i| vec![i as f32; 400_000]).collect();
        let kept: Vec<&[f32]> = thinned(&views(&large)).collect();
        assert_eq!(
            kept.iter().map(|point| point[0]).collect::<Vec<_>>(),
            [4.0, 9.0, 14.0, 19.0, 24.0, 29.0, 34.0, 39.0, 44.0, 49.0]
        );
    }

    #[test]
    fn paths_without_two_directions_are_refused_with_a_reason() {
        let problem = |points: &[Vec<f32>]| Plane::of_path(&views(points)).unwrap_err().to_string();
        assert_eq!(problem(&[]), "path: needs at least three points, got 0");
        assert_eq!(problem(&[vec![0.0], vec![1.0]]), "path: needs at least three points, got 2");
        assert!(problem(&vec![vec![1.0, 2.0]; 5]).contains("all its points are the same"));
        let straight: Vec<Vec<f32>> = (0..5).map(|i| vec![i as f32, 2.0 * i as f32]).collect();
        assert!(problem(&straight).contains("must bend"));
    }
}
