//! How to choose the two directions of a picture.

use super::kind::PlaneKind;
use super::plane::Plane;
use crate::error::{Error, Result};
use crate::math::norm::{dot_f64, norm, norm_f64};
use crate::network::Mlp;
use crate::random::Random;

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

    /// The plane from where a run started, `start`, to where it is, `end`, and along a random direction, filter-normalised as in
    /// [`Plane::random`], made orthogonal to that way and as long. `start` is at (0, 0), `end` at (1, 0), and both are well
    /// inside the picture.
    ///
    /// # Errors
    /// Names `path` if start and end are the same or too near each other to say in which direction they lie, `d2` if all
    /// weights are zero.
    ///
    /// # Panics
    /// If a vector has another length than the network's parameters.
    pub fn of_ends(mlp: &Mlp, start: &[f32], end: &[f32], random: &mut Random) -> Result<Self> {
        assert_eq!((start.len(), end.len()), (mlp.param_count(), mlp.param_count()), "vectors of another network");
        let way: Vec<f64> = end.iter().zip(start).map(|(end, start)| f64::from(*end) - f64::from(*start)).collect();
        let length = norm_f64(&way);
        if !(length > 0.0 && length.is_finite()) {
            return Err(Error::new("path", "must lead somewhere: its two ends are the same"));
        }
        let mut across: Vec<f64> = filter_normalised(mlp, end, random).into_iter().map(f64::from).collect();
        // Twice, for the first time leaves rounding of the larger part.
        for _ in 0..2 {
            let along = dot_f64(&across, &way) / (length * length);
            across.iter_mut().zip(&way).for_each(|(across, way)| *across -= along * way);
        }
        let width = norm_f64(&across);
        let d1 = way.iter().map(|entry| *entry as f32).collect();
        let d2 = across.iter().map(|entry| (entry * length / width) as f32).collect();
        Ok(Self::new(PlaneKind::Ends, start.to_vec(), d1, d2)?.around([0.5, 0.0], 1.0))
    }

    /// The plane of two single weights, `first` and `second`: coordinates are their values, all others stay as in `params`. It
    /// is drawn around their present values.
    ///
    /// # Errors
    /// Names `weight_a` or `weight_b` if there is no such parameter, or if both are the same.
    pub fn of_weights(params: &[f32], [first, second]: [usize; 2]) -> Result<Self> {
        for (name, index) in [("weight_a", first), ("weight_b", second)] {
            if index >= params.len() {
                let problem = format!("must be below the number of parameters, {}, got {index}", params.len());
                return Err(Error::new(name, problem));
            }
        }
        if first == second {
            return Err(Error::new("weight_b", format!("must be another one than weight_a, got {second} for both")));
        }
        let unit = |index: usize| {
            let mut unit = vec![0.0; params.len()];
            unit[index] = 1.0;
            unit
        };
        let mut origin = params.to_vec();
        (origin[first], origin[second]) = (0.0, 0.0);
        let here = [first, second].map(|index| f64::from(params[index]));
        // As far as the weights are from 0, and no less than weights usually are.
        let half = 2.0 * here[0].abs().max(here[1].abs()).max(1.0);
        Ok(Self::new(PlaneKind::Weights, origin, unit(first), unit(second))?.around(here, half))
    }

    /// The plane through `params` along two unit eigenvectors of the Hessian there, that of the largest eigenvalue first, each
    /// with its entry of largest absolute value positive. It is drawn `half` to each side.
    ///
    /// # Errors
    /// Names `d1` or `d2` if a vector is not finite, or if both are parallel.
    pub fn of_eigenvectors(params: &[f32], vectors: &[Vec<f64>; 2], half: f64) -> Result<Self> {
        let [d1, d2] = [0, 1].map(|index| combine(&vectors[index..=index], &[1.0]));
        let plane = Self::new(PlaneKind::Hessian, params.to_vec(), d1, d2)?;
        Ok(if half > 0.0 && half.is_finite() { plane.around([0.0, 0.0], half) } else { plane })
    }
}

/// The unit vector along a weighted sum, its entry of largest absolute value positive.
pub(super) fn combine(vectors: &[Vec<f64>], weights: &[f64]) -> Vec<f32> {
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
    fn the_plane_of_two_ends_has_them_in_it_and_is_rectangular() {
        let (mlp, start) = network();
        let end = Init::HeNormal.initialise(&mlp, &mut Random::new(2, Stream::Init));
        let plane = Plane::of_ends(&mlp, &start, &end, &mut Random::new(1, Stream::Plane)).unwrap();
        let (from, to) = (plane.project(&start), plane.project(&end));
        assert!(from.a.abs() < 1e-6 && (to.a - 1.0).abs() < 1e-6 && from.b.abs() < 1e-6 && to.b.abs() < 1e-6);
        assert!(from.distance < 1e-6 && to.distance < 1e-5 && plane.share_of_way(&start, &end) > 1.0 - 1e-6);
        let product: f32 = plane.d1().iter().zip(plane.d2()).map(|(x, y)| x * y).sum();
        assert!(product.abs() < 1e-4 && (norm(plane.d1()) / norm(plane.d2()) - 1.0).abs() < 1e-5);
        assert_eq!((plane.a_range(), plane.b_range()), ([-0.5, 1.5], [-1.0, 1.0]));
        let error = Plane::of_ends(&mlp, &start, &start, &mut Random::new(1, Stream::Plane)).unwrap_err();
        assert_eq!(error.field, "path");
    }

    #[test]
    fn the_plane_of_two_weights_has_their_values_for_coordinates() {
        let (_, params) = network();
        let plane = Plane::of_weights(&params, [7, 3]).unwrap();
        let mut place = vec![0.0; params.len()];
        plane.place_into(0.25, -4.0, &mut place);
        for (at, (got, was)) in place.iter().zip(&params).enumerate() {
            assert_eq!(
                *got,
                if at == 7 {
                    0.25
                } else if at == 3 {
                    -4.0
                } else {
                    *was
                }
            );
        }
        let here = plane.project(&params);
        assert_eq!((here.a as f32, here.b as f32, here.distance), (params[7], params[3], 0.0));
        assert_eq!(Plane::of_weights(&params, [99, 0]).unwrap_err().field, "weight_a");
        assert_eq!(Plane::of_weights(&params, [0, 99]).unwrap_err().field, "weight_b");
        assert_eq!(Plane::of_weights(&params, [4, 4]).unwrap_err().field, "weight_b");
    }
}
