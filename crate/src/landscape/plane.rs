//! Planes through the space of parameters, and what a picture over them leaves out.

use super::kind::PlaneKind;
use crate::error::{Error, Result};
use crate::math::norm::{dot, norm, squared_norm};
use crate::objective::Window;

/// A plane `origin + a·d1 + b·d2` and the rectangle of it that is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Plane {
    kind: PlaneKind,
    origin: Vec<f32>,
    d1: Vec<f32>,
    d2: Vec<f32>,
    explained: Option<Explained>,
    a: [f64; 2],
    b: [f64; 2],
    gram: Gram,
}

/// Products of the two directions.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Gram {
    d11: f64,
    d12: f64,
    d22: f64,
    determinant: f64,
}

/// Shares of the squared distances of a path's points from its centre that lie along the two directions of a plane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Explained {
    /// Of this path.
    pub shares: [f64; 2],
    /// Of a pure random walk of as many points in very many dimensions. What is not above that says nothing about a run
    /// (Antognini & Sohl-Dickstein 2018).
    pub random_walk: [f64; 2],
}

/// A place seen from a plane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Projection {
    /// Coordinate along the first direction, in its units.
    pub a: f64,
    /// Coordinate along the second direction.
    pub b: f64,
    /// Euclidean distance from the plane, in units of the parameters.
    pub distance: f64,
}

impl Plane {
    /// Half of a new plane's rectangle, in units of its directions (Li et al. draw from -1 to 1).
    const HALF_EXTENT: f64 = 1.0;

    /// A plane through `origin` along `d1` and `d2`, drawn from -1 to 1 in both.
    ///
    /// # Errors
    /// Names `origin`, `d1` or `d2` if lengths differ, a number is not finite, or the directions do not span a plane.
    pub fn new(kind: PlaneKind, origin: Vec<f32>, d1: Vec<f32>, d2: Vec<f32>) -> Result<Self> {
        for (name, vector) in [("origin", &origin), ("d1", &d1), ("d2", &d2)] {
            if vector.len() != origin.len() {
                let problem = format!("must have {} numbers as the origin has, got {}", origin.len(), vector.len());
                return Err(Error::new(name, problem));
            }
            if vector.iter().any(|value| !value.is_finite()) {
                return Err(Error::new(name, "must hold finite numbers"));
            }
        }
        let (d11, d12, d22) = (squared_norm(&d1), dot(&d1, &d2), squared_norm(&d2));
        let determinant = d11 * d22 - d12 * d12;
        // sin² of the angle between the directions; f32 directions are not better known than that.
        if !(determinant > 1e-10 * d11 * d22 && determinant.is_finite()) {
            let problem = "must not be zero or parallel to d1: two different directions span a plane";
            return Err(Error::new(if d11 > 0.0 { "d2" } else { "d1" }, problem));
        }
        let range = [-Self::HALF_EXTENT, Self::HALF_EXTENT];
        let gram = Gram { d11, d12, d22, determinant };
        Ok(Self { kind, origin, d1, d2, explained: None, a: range, b: range, gram })
    }

    /// The whole space of two parameters, drawn over `window`.
    ///
    /// # Errors
    /// None: two axes always span a plane.
    pub fn exact(window: Window) -> Result<Self> {
        let plane = Self::new(PlaneKind::Exact, vec![0.0; 2], vec![1.0, 0.0], vec![0.0, 1.0])?;
        Ok(Self { a: window.a, b: window.b, ..plane })
    }

    /// How the directions were chosen.
    #[must_use]
    pub fn kind(&self) -> PlaneKind {
        self.kind
    }

    /// The point with coordinates (0, 0).
    #[must_use]
    pub fn origin(&self) -> &[f32] {
        &self.origin
    }

    /// The first direction.
    #[must_use]
    pub fn d1(&self) -> &[f32] {
        &self.d1
    }

    /// The second direction.
    #[must_use]
    pub fn d2(&self) -> &[f32] {
        &self.d2
    }

    /// How much of a path's variance the two directions hold, if the plane comes from a path.
    #[must_use]
    pub fn explained(&self) -> Option<Explained> {
        self.explained
    }

    /// The drawn range along the first direction.
    #[must_use]
    pub fn a_range(&self) -> [f64; 2] {
        self.a
    }

    /// The drawn range along the second direction.
    #[must_use]
    pub fn b_range(&self) -> [f64; 2] {
        self.b
    }

    pub(super) fn with_explained(self, explained: Explained) -> Self {
        Self { explained: Some(explained), ..self }
    }

    /// The same plane, drawn over a square around (a, b).
    pub(super) fn around(mut self, [a, b]: [f64; 2], half: f64) -> Self {
        (self.a, self.b) = ([a - half, a + half], [b - half, b + half]);
        self
    }

    /// The same plane, drawn in the smallest square that holds all `points` with a margin of a fifth of its side all
    /// around. One unit is as long on both axes, so slopes and angles are not distorted where the directions are
    /// orthonormal. Unchanged if the points do not differ or are not finite.
    #[must_use]
    pub fn framing<'a>(mut self, points: impl IntoIterator<Item = &'a [f32]>) -> Self {
        const MARGIN: f64 = 0.2;
        let (mut a, mut b) = ([f64::INFINITY, f64::NEG_INFINITY], [f64::INFINITY, f64::NEG_INFINITY]);
        for point in points {
            let place = self.project(point);
            a = [a[0].min(place.a), a[1].max(place.a)];
            b = [b[0].min(place.b), b[1].max(place.b)];
        }
        let side = (a[1] - a[0]).max(b[1] - b[0]);
        if side > 0.0 && side.is_finite() {
            let half = side * (0.5 + MARGIN);
            let around = |range: [f64; 2]| [(range[0] + range[1]) / 2.0 - half, (range[0] + range[1]) / 2.0 + half];
            (self.a, self.b) = (around(a), around(b));
        }
        self
    }

    /// Parameters at (a, b), written to `out`.
    ///
    /// # Panics
    /// If `out` has another length than the plane's vectors.
    pub fn place_into(&self, a: f32, b: f32, out: &mut [f32]) {
        assert_eq!(out.len(), self.origin.len(), "the plane belongs to another network");
        let directions = self.d1.iter().zip(&self.d2);
        for ((out, origin), (d1, d2)) in out.iter_mut().zip(&self.origin).zip(directions) {
            *out = (origin + b * d2) + a * d1;
        }
    }

    /// The nearest place on the plane (least squares, since random directions are not quite orthogonal) and its distance.
    /// Cost: three passes over the parameters.
    ///
    /// # Panics
    /// If `params` has another length than the plane's vectors.
    #[must_use]
    pub fn project(&self, params: &[f32]) -> Projection {
        assert_eq!(params.len(), self.origin.len(), "the plane belongs to another network");
        let offset = |index: usize| f64::from(params[index]) - f64::from(self.origin[index]);
        let along = |direction: &[f32]| direction.iter().enumerate().map(|(at, &d)| f64::from(d) * offset(at)).sum();
        let [a, b] = self.gram.solve(along(&self.d1), along(&self.d2));
        // The residual itself, not a difference of squares: near the plane those cancel.
        let residual = |at: usize| offset(at) - a * f64::from(self.d1[at]) - b * f64::from(self.d2[at]);
        let distance = (0..params.len()).map(|at| residual(at) * residual(at)).sum::<f64>().sqrt();
        Projection { a, b, distance }
    }

    /// The share of a vector's squared length that lies in the plane, 0 to 1; NaN for a zero vector.
    ///
    /// # Panics
    /// If `vector` has another length than the plane's vectors.
    #[must_use]
    pub fn share_inside(&self, vector: &[f32]) -> f64 {
        assert_eq!(vector.len(), self.origin.len(), "the plane belongs to another network");
        let length = norm(vector);
        // Of the unit vector: the squares of a gradient of 10^-40 are still numbers in f64, their squares are not.
        let (along_1, along_2) = (dot(&self.d1, vector) / length, dot(&self.d2, vector) / length);
        let [a, b] = self.gram.solve(along_1, along_2);
        (a * along_1 + b * along_2).clamp(0.0, 1.0)
    }

    /// The direction in the plane that goes down most steeply, seen from a gradient: that of its negative projection, as
    /// coordinates along both directions of a vector of unit length. NaN where the gradient has no part in the plane.
    ///
    /// # Panics
    /// If `gradient` has another length than the plane's vectors.
    #[must_use]
    pub fn steepest_descent(&self, gradient: &[f32]) -> [f64; 2] {
        assert_eq!(gradient.len(), self.origin.len(), "the plane belongs to another network");
        // Scaled first, for the reason given in `share_inside`.
        let length = norm(gradient);
        let [a, b] = self.gram.solve(dot(&self.d1, gradient) / length, dot(&self.d2, gradient) / length);
        let Gram { d11, d12, d22, .. } = self.gram;
        let inside = (a * a * d11 + 2.0 * a * b * d12 + b * b * d22).sqrt();
        [-a / inside, -b / inside]
    }

    /// Half the longer diagonal of the drawn rectangle, in units of the parameters.
    #[must_use]
    pub fn half_diagonal(&self) -> f64 {
        let [along_a, along_b] = [self.a, self.b].map(|[low, high]| (high - low) / 2.0);
        let Gram { d11, d12, d22, .. } = self.gram;
        (along_a * along_a * d11 + 2.0 * (along_a * along_b * d12).abs() + along_b * along_b * d22).sqrt()
    }

    /// The share of the way from `start` to `end` that lies in the plane, as [`Plane::share_inside`].
    ///
    /// # Panics
    /// As [`Plane::share_inside`].
    #[must_use]
    pub fn share_of_way(&self, start: &[f32], end: &[f32]) -> f64 {
        let way: Vec<f32> = start.iter().zip(end).map(|(start, end)| end - start).collect();
        self.share_inside(&way)
    }
}

impl Gram {
    /// The coordinates of a vector whose products with the directions are known.
    fn solve(&self, along_1: f64, along_2: f64) -> [f64; 2] {
        [
            (self.d22 * along_1 - self.d12 * along_2) / self.determinant,
            (self.d11 * along_2 - self.d12 * along_1) / self.determinant,
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Random, Stream};

    fn normals(count: usize, random: &mut Random) -> Vec<f32> {
        (0..count).map(|_| random.normal() as f32).collect()
    }

    fn skewed_plane(random: &mut Random) -> Plane {
        let d1 = normals(50, random);
        // Far from orthogonal.
        let d2: Vec<f32> = normals(50, random).iter().zip(&d1).map(|(n, d)| 0.5 * n + 0.8 * d).collect();
        Plane::new(PlaneKind::Random, normals(50, random), d1, d2).unwrap()
    }

    #[test]
    fn places_project_onto_their_coordinates() {
        let mut random = Random::new(1, Stream::Plane);
        let plane = skewed_plane(&mut random);
        let mut place = vec![0.0; 50];
        for _ in 0..100 {
            let (a, b) = (random.normal() as f32, random.normal() as f32);
            plane.place_into(a, b, &mut place);
            let projection = plane.project(&place);
            assert!((projection.a - f64::from(a)).abs() < 2e-6 && (projection.b - f64::from(b)).abs() < 2e-6);
            assert!(projection.distance < 2e-6, "{projection:?}");
        }
    }

    #[test]
    fn the_projection_is_the_nearest_place() {
        let mut random = Random::new(2, Stream::Plane);
        let plane = skewed_plane(&mut random);
        let params = normals(50, &mut random);
        let nearest = plane.project(&params);
        let distance = |a: f64, b: f64| {
            let mut place = vec![0.0; 50];
            plane.place_into(a as f32, b as f32, &mut place);
            place.iter().zip(&params).map(|(p, q)| f64::from(p - q).powi(2)).sum::<f64>().sqrt()
        };
        assert!((distance(nearest.a, nearest.b) - nearest.distance).abs() < 1e-5);
        for (da, db) in [(0.1, 0.0), (-0.1, 0.0), (0.0, 0.1), (0.0, -0.1), (0.07, -0.07)] {
            assert!(distance(nearest.a + da, nearest.b + db) > nearest.distance);
        }
    }

    #[test]
    fn no_direction_in_the_plane_goes_down_more_steeply() {
        let mut random = Random::new(4, Stream::Plane);
        let plane = skewed_plane(&mut random);
        let gradient = normals(50, &mut random);
        let step = |[a, b]: [f64; 2]| -> Vec<f64> {
            plane.d1().iter().zip(plane.d2()).map(|(x, y)| a * f64::from(*x) + b * f64::from(*y)).collect()
        };
        let fall = |direction| {
            let step = step(direction);
            let length = step.iter().map(|part| part * part).sum::<f64>().sqrt();
            step.iter().zip(&gradient).map(|(part, slope)| part * f64::from(*slope)).sum::<f64>() / length
        };
        let down = plane.steepest_descent(&gradient);
        assert!((step(down).iter().map(|part| part * part).sum::<f64>() - 1.0).abs() < 1e-6);
        for turn in 1..360 {
            let (sin, cos) = f64::from(turn).to_radians().sin_cos();
            assert!(fall([cos, sin]) >= fall(down) - 1e-9, "{turn}°");
        }
        assert!(plane.steepest_descent(&[0.0; 50]).iter().all(|part| part.is_nan()));
    }

    #[test]
    fn the_half_diagonal_reaches_the_farthest_corner() {
        let plane = skewed_plane(&mut Random::new(5, Stream::Plane));
        let corner = |a: f32, b: f32| {
            let mut place = vec![0.0; 50];
            plane.place_into(a, b, &mut place);
            place.iter().zip(plane.origin()).map(|(p, q)| f64::from(p - q).powi(2)).sum::<f64>().sqrt()
        };
        assert!((plane.half_diagonal() - corner(1.0, 1.0).max(corner(1.0, -1.0))).abs() < 1e-5);
    }

    #[test]
    fn shares_are_those_of_pythagoras() {
        let mut random = Random::new(3, Stream::Plane);
        let plane = skewed_plane(&mut random);
        let combination: Vec<f32> = plane.d1().iter().zip(plane.d2()).map(|(x, y)| 2.0 * x - 3.0 * y).collect();
        assert!((plane.share_inside(&combination) - 1.0).abs() < 1e-6);
        let vector = normals(50, &mut random);
        let zero = Plane::new(PlaneKind::Random, vec![0.0; 50], plane.d1.clone(), plane.d2.clone()).unwrap();
        let outside = zero.project(&vector).distance / norm(&vector);
        assert!((plane.share_inside(&vector) - (1.0 - outside * outside)).abs() < 1e-6);
        // A gradient at the edge of the numbers has its share, too; no gradient has none.
        let tiny: Vec<f32> = combination.iter().map(|value| value * 1e-38).collect();
        assert!((plane.share_inside(&tiny) - 1.0).abs() < 1e-4);
        assert!(plane.share_inside(&[0.0; 50]).is_nan());
    }

    #[test]
    fn the_frame_is_a_square_around_all_points() {
        let plane = Plane::new(PlaneKind::Path, vec![0.0; 3], vec![1.0, 0.0, 0.0], vec![0.0, 1.0, 0.0]).unwrap();
        let points: [&[f32]; 3] = [&[0.0, 0.0, 9.0], &[10.0, 1.0, 0.0], &[4.0, -1.0, 0.0]];
        let framed = plane.clone().framing(points);
        assert_eq!((framed.a_range(), framed.b_range()), ([-2.0, 12.0], [-7.0, 7.0]));
        assert_eq!(plane.clone().framing([points[0]]), plane);
    }

    #[test]
    fn vectors_that_span_no_plane_are_named() {
        let field = |origin: &[f32], d1: &[f32], d2: &[f32]| {
            Plane::new(PlaneKind::Random, origin.to_vec(), d1.to_vec(), d2.to_vec()).unwrap_err().field
        };
        assert_eq!(field(&[0.0; 2], &[1.0; 3], &[1.0, 0.0]), "d1");
        assert_eq!(field(&[0.0; 2], &[1.0, 0.0], &[f32::NAN, 1.0]), "d2");
        assert_eq!(field(&[0.0; 2], &[0.0; 2], &[0.0, 1.0]), "d1");
        assert_eq!(field(&[0.0; 2], &[1.0, 2.0], &[-2.0, -4.0]), "d2");
        assert_eq!(field(&[], &[], &[]), "d1");
    }
}
