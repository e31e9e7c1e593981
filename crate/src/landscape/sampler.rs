//! Heights of the mountain: the loss on points of a plane, row by row.

use super::plane::Plane;
use crate::error::{Error, Result};
use crate::network::{Loss, Mlp, Slice, Workspace};
use crate::samples::Samples;

/// Evaluates the loss of one network on one set of rows along the rows of a grid. Memory is allocated once.
#[derive(Clone, Debug)]
pub struct Sampler {
    mlp: Mlp,
    samples: Samples,
    loss: Loss,
    ground: Option<Ground>,
    workspace: Workspace,
    params: Vec<f32>,
}

/// A plane as it is evaluated.
#[derive(Clone, Debug)]
enum Ground {
    /// With the sums of layer 1 kept: fast, and the network's loss but for rounding.
    Slice(Slice),
    /// Every place as a network of its own: slow, and the network's loss to the bit.
    Places(Plane),
}

impl Sampler {
    /// A sampler without a plane yet.
    ///
    /// # Errors
    /// Names the part that does not fit: see [`Mlp::check`].
    pub fn new(mlp: Mlp, samples: Samples, loss: Loss) -> Result<Self> {
        mlp.check(&samples, loss)?;
        let (workspace, params) = (Workspace::new(&mlp), vec![0.0; mlp.param_count()]);
        Ok(Self { mlp, samples, loss, ground: None, workspace, params })
    }

    /// Chooses the plane of the next rows.
    ///
    /// # Errors
    /// Names `plane` if it belongs to another network.
    pub fn set_plane(&mut self, plane: &Plane) -> Result<()> {
        self.check(plane)?;
        let (origin, d1, d2) = (plane.origin(), plane.d1(), plane.d2());
        let slice = self.mlp.slice(origin, d1, d2, &self.samples, &mut self.workspace);
        self.ground = Some(Ground::Slice(slice));
        Ok(())
    }

    /// As [`Sampler::set_plane`], for a plane that is the whole truth: each height is then, to the bit, the loss of a run that
    /// stands there. Slower; meant for the small networks of which two parameters are all.
    ///
    /// # Errors
    /// As [`Sampler::set_plane`].
    pub fn set_exact_plane(&mut self, plane: Plane) -> Result<()> {
        self.check(&plane)?;
        self.ground = Some(Ground::Places(plane));
        Ok(())
    }

    fn check(&self, plane: &Plane) -> Result<()> {
        let (wanted, got) = (self.mlp.param_count(), plane.origin().len());
        if wanted == got {
            return Ok(());
        }
        Err(Error::new("plane", format!("must have vectors of {wanted} parameters, got {got}")))
    }

    /// Losses at (a, b) for each of `a`, written to `out`. They may be infinite or NaN: a mountain can be that steep. Each
    /// is the network's loss at [`Plane::place_into`] of that point, after [`Sampler::set_plane`] but for rounding: the sums of
    /// layer 1 are those of origin, d1 and d2 put together instead of taken anew. The same point gives the same bits, whatever
    /// row it is asked in.
    ///
    /// # Errors
    /// Names `plane` if none has been set.
    ///
    /// # Panics
    /// If `a` and `out` differ in length.
    pub fn row(&mut self, a: &[f32], b: f32, out: &mut [f32]) -> Result<()> {
        assert_eq!(a.len(), out.len(), "one loss for each point");
        let (samples, loss, workspace) = (&self.samples, self.loss, &mut self.workspace);
        match self.ground.as_mut().ok_or_else(|| Error::new("plane", "must be set before sampling"))? {
            Ground::Slice(slice) => {
                slice.set_b(b);
                for (&a, out) in a.iter().zip(out) {
                    *out = self.mlp.slice_loss(slice, a, samples, loss, workspace) as f32;
                }
            }
            Ground::Places(plane) => {
                for (&a, out) in a.iter().zip(out) {
                    plane.place_into(a, b, &mut self.params);
                    *out = self.mlp.loss(&self.params, samples, loss, workspace) as f32;
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::landscape::PlaneKind;
    use crate::network::{Activation, MlpConfig, Residual};
    use crate::samples::RowTargets;

    /// One linear unit without hidden layers: mean (w x + c - y)² is a parabola in (w, c).
    fn line() -> Sampler {
        let config = MlpConfig {
            widths: vec![1, 1],
            activation: Activation::Identity,
            leaky_slope: 0.0,
            residual: Residual::default(),
        };
        let targets = RowTargets::Values { outputs: 1, values: &[1.0, 3.0, 5.0] };
        let samples = Samples::from_rows(&[0.0, 1.0, 2.0], 1, targets).unwrap();
        Sampler::new(Mlp::new(config).unwrap(), samples, Loss::Mse).unwrap()
    }

    #[test]
    fn heights_are_the_closed_form() {
        let mut sampler = line();
        // y = 2x + 1 is the bottom, at (0, 0) of this plane.
        let plane = Plane::new(PlaneKind::Random, vec![2.0, 1.0], vec![1.0, 0.0], vec![0.0, 1.0]).unwrap();
        sampler.set_plane(&plane).unwrap();
        let a = [-1.0, 0.0, 0.5, 2.0];
        let mut heights = [f32::NAN; 4];
        for b in [-1.0_f32, 0.0, 3.0] {
            sampler.row(&a, b, &mut heights).unwrap();
            for (a, height) in a.iter().zip(heights) {
                // Mean of (a x + b)² over x = 0, 1, 2.
                let expected = b * b + 2.0 * a * b + 5.0 / 3.0 * a * a;
                assert!((height - expected).abs() <= 1e-5 * expected.max(1.0), "{a} {b} {height} {expected}");
            }
        }
    }

    #[test]
    fn a_mountain_beyond_the_numbers_is_infinite_there() {
        let mut sampler = line();
        let plane = Plane::new(PlaneKind::Random, vec![0.0, 0.0], vec![1e30, 0.0], vec![0.0, 1.0]).unwrap();
        sampler.set_plane(&plane).unwrap();
        let mut heights = [0.0; 2];
        sampler.row(&[0.0, 1.0], 0.0, &mut heights).unwrap();
        assert!(heights[0].is_finite() && heights[1] == f32::INFINITY, "{heights:?}");
    }

    #[test]
    fn a_missing_or_foreign_plane_is_named() {
        let mut sampler = line();
        assert_eq!(sampler.row(&[0.0], 0.0, &mut [0.0]).unwrap_err().field, "plane");
        let foreign = Plane::new(PlaneKind::Random, vec![0.0; 3], vec![1.0, 0.0, 0.0], vec![0.0, 1.0, 0.0]).unwrap();
        assert_eq!(sampler.set_plane(&foreign).unwrap_err().field, "plane");
    }
}
