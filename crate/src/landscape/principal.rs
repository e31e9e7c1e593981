//! The plane of a path: its principal components, and how much they mean.

use super::directions::combine;
use super::kind::PlaneKind;
use super::plane::{Explained, Plane};
use crate::error::{Error, Result};
use crate::math::eigen::symmetric_eigen;

/// Points of a path that are used for its main directions; the cost grows with their square.
const MOST_POINTS: usize = 128;

/// Numbers in the points that are used, 32 MiB: large networks use fewer points.
const MOST_NUMBERS: usize = 4 << 20;

/// The point around which a path is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Centring {
    /// Its last point (Li et al. 2018).
    Last,
    /// The mean of its points: principal components in the usual sense.
    Mean,
}

/// The shares of the first two principal components of a random walk of `points` evenly spaced points, in the limit of many
/// dimensions: about .81 and .09 around the last point, .608 and .152 around the mean (Antognini & Sohl-Dickstein 2018).
///
/// There the products of the offsets become their expectations. Around the last point these are the matrix min(i, j) of order
/// m = points − 1, with eigenvalues ¼ / sin²((2k − 1)π / (4m + 2)) and trace m(m + 1)/2; around the mean the eigenvalues are
/// ¼ / sin²(kπ / (2·points)) and the trace (points² − 1)/6.
#[must_use]
pub fn random_walk_shares(points: usize, centring: Centring) -> [f64; 2] {
    let n = points as f64;
    let share = |angle: f64, trace: f64| {
        let sine = libm::sin(angle);
        0.25 / (sine * sine) / trace
    };
    [1.0, 2.0].map(|k| match centring {
        Centring::Last => {
            let m = n - 1.0;
            share((2.0 * k - 1.0) * std::f64::consts::PI / (4.0 * m + 2.0), m * (m + 1.0) / 2.0)
        }
        Centring::Mean => share(k * std::f64::consts::PI / (2.0 * n), (n * n - 1.0) / 6.0),
    })
}

impl Plane {
    /// The plane of a path's two main directions: principal components of its points around `centring`,
    /// as orthonormal directions whose entry of largest absolute value is positive. It is drawn so that the whole
    /// path is in the picture.
    ///
    /// The components come from the Gram matrix of the points; of more than 128 points (fewer for more than 32,768
    /// parameters) evenly spaced ones are used, the last one always. Cost: a scalar product for each pair of points.
    ///
    /// # Errors
    /// Names `path` if it has fewer than three points, does not move, or runs along a straight line: then there is no
    /// second direction.
    pub fn of_path(points: &[&[f32]], centring: Centring) -> Result<Self> {
        let Some((&last, _)) = points.split_last() else {
            return Err(Error::new("path", "needs at least three points, got 0"));
        };
        if points.len() < 3 {
            return Err(Error::new("path", format!("needs at least three points, got {}", points.len())));
        }
        let centre = centre(points, last, centring);
        let offsets: Vec<Vec<f64>> =
            thinned(points).map(|point| point.iter().zip(&centre).map(|(p, c)| f64::from(*p) - c).collect()).collect();
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
        let kind = match centring {
            Centring::Last => PlaneKind::Path,
            Centring::Mean => PlaneKind::PathMean,
        };
        let plane = Self::new(kind, centre.iter().map(|entry| *entry as f32).collect(), d1, d2)?;
        let shares = [first, second].map(|index| eigen.values[index] / trace);
        let explained = Explained { shares, random_walk: random_walk_shares(n, centring) };
        Ok(plane.with_explained(explained).framing(points.iter().copied()))
    }

    /// The same plane, told how much of another path its directions explain, around a centre of that path. They are
    /// orthonormal as those of [`Plane::of_path`].
    #[must_use]
    pub fn explaining(self, points: &[&[f32]], centring: Centring) -> Self {
        let Some((&last, _)) = points.split_last() else { return self };
        let n = thinned(points).count();
        let (mut along, mut total) = ([0.0, 0.0], 0.0);
        let centre = centre(points, last, centring);
        for point in thinned(points) {
            let offset: Vec<f64> =
                point.iter().zip(&centre).map(|(entry, centre)| f64::from(*entry) - centre).collect();
            total += offset.iter().map(|entry| entry * entry).sum::<f64>();
            for (along, direction) in along.iter_mut().zip([self.d1(), self.d2()]) {
                let product: f64 = offset.iter().zip(direction).map(|(entry, d)| entry * f64::from(*d)).sum();
                *along += product * product;
            }
        }
        let shares = along.map(|along| along / total);
        self.with_explained(Explained { shares, random_walk: random_walk_shares(n, centring) })
    }
}

fn centre(points: &[&[f32]], last: &[f32], centring: Centring) -> Vec<f64> {
    match centring {
        Centring::Last => last.iter().copied().map(f64::from).collect(),
        Centring::Mean => {
            let (mut sum, mut count) = (vec![0.0; last.len()], 0.0);
            for point in thinned(points) {
                sum.iter_mut().zip(point).for_each(|(sum, entry)| *sum += f64::from(*entry));
                count += 1.0;
            }
            sum.into_iter().map(|sum| sum / count).collect()
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::norm::norm;
    use crate::random::{Random, Stream};

    fn views(points: &[Vec<f32>]) -> Vec<&[f32]> {
        points.iter().map(Vec::as_slice).collect()
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
        let plane = Plane::of_path(&views(&points), Centring::Last).unwrap();
        let [first, second] = plane.explained().unwrap().shares;
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
        let plane = Plane::of_path(&views(&points), Centring::Last).unwrap();

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
        for (direction, explained) in [plane.d1(), plane.d2()].into_iter().zip(plane.explained().unwrap().shares) {
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
        for count in [10, 100] {
            let mut at = vec![0.0_f32; 20_000];
            let points: Vec<Vec<f32>> = (0..count)
                .map(|_| {
                    at.iter_mut().for_each(|x| *x += random.normal() as f32);
                    at.clone()
                })
                .collect();
            for (centring, limit) in [(Centring::Last, [0.81, 0.09]), (Centring::Mean, [0.608, 0.152])] {
                let seen = Plane::of_path(&views(&points), centring).unwrap().explained().unwrap();
                for which in [0, 1] {
                    // Twenty thousand dimensions are nearly infinitely many.
                    let (share, null) = (seen.shares[which], seen.random_walk[which]);
                    assert!((share - null).abs() < 0.01, "{count} points, {centring:?}: {seen:?}");
                    assert!(count < 100 || (null - limit[which]).abs() < 0.002, "{centring:?}: {seen:?}");
                }
            }
        }
        // The closed form against the matrix that it is the spectrum of.
        for count in [3, 8, 40] {
            let m = count - 1;
            let products: Vec<f64> = (0..m * m).map(|at| ((at / m).min(at % m) + 1) as f64).collect();
            let values = symmetric_eigen(&products, m).values;
            let total: f64 = values.iter().sum();
            let [first, second] = random_walk_shares(count, Centring::Last);
            assert!((first - values[m - 1] / total).abs() < 1e-12 && (second - values[m - 2] / total).abs() < 1e-12);
        }
    }

    #[test]
    fn around_the_mean_the_plane_goes_through_the_middle_of_the_path() {
        let points: Vec<Vec<f32>> = (0..30).map(|i| vec![i as f32, (i * i) as f32 / 30.0, 1.0]).collect();
        let plane = Plane::of_path(&views(&points), Centring::Mean).unwrap();
        assert_eq!(plane.kind(), PlaneKind::PathMean);
        assert!((plane.origin()[0] - 14.5).abs() < 1e-5 && plane.origin()[2] == 1.0);
        let [first, second] = plane.explained().unwrap().shares;
        assert!((first + second - 1.0).abs() < 1e-9);
        for point in &points {
            let place = plane.project(point);
            assert!(place.distance < 1e-4 && plane.a_range()[0] < place.a && place.a < plane.a_range()[1]);
        }
    }

    #[test]
    fn long_paths_are_thinned_and_keep_their_last_point() {
        let points: Vec<Vec<f32>> = (0..1000).map(|i| vec![i as f32, (i * i) as f32 / 1000.0, 0.0]).collect();
        let kept: Vec<&[f32]> = thinned(&views(&points)).collect();
        assert!(kept.len() <= MOST_POINTS && kept.len() > MOST_POINTS / 2);
        assert_eq!(*kept.last().unwrap(), points[999]);
        assert_eq!(Plane::of_path(&views(&points), Centring::Last).unwrap().origin(), points[999]);

        let large: Vec<Vec<f32>> = (0..50).map(|i| vec![i as f32; 400_000]).collect();
        let kept: Vec<&[f32]> = thinned(&views(&large)).collect();
        assert_eq!(
            kept.iter().map(|point| point[0]).collect::<Vec<_>>(),
            [4.0, 9.0, 14.0, 19.0, 24.0, 29.0, 34.0, 39.0, 44.0, 49.0]
        );
    }

    #[test]
    fn paths_without_two_directions_are_refused_with_a_reason() {
        let problem = |points: &[Vec<f32>]| Plane::of_path(&views(points), Centring::Last).unwrap_err().to_string();
        assert_eq!(problem(&[]), "path: needs at least three points, got 0");
        assert_eq!(problem(&[vec![0.0], vec![1.0]]), "path: needs at least three points, got 2");
        assert!(problem(&vec![vec![1.0, 2.0]; 5]).contains("all its points are the same"));
        let straight: Vec<Vec<f32>> = (0..5).map(|i| vec![i as f32, 2.0 * i as f32]).collect();
        assert!(problem(&straight).contains("must bend"));
    }
}
