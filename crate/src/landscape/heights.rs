//! Heights of any mountain over its plane: a network's loss, the loss of a few free parameters, or a formula.

use super::plane::Plane;
use super::sampler::Sampler;
use crate::error::{Error, Result};
use crate::network::{Loss, Mlp};
use crate::objective::{ClosedForm, Free};
use crate::samples::Samples;

/// Evaluates an objective along the rows of a grid over a plane through its parameters, those that train. Memory is
/// allocated once.
#[derive(Clone, Debug)]
pub struct Heights {
    ground: Ground,
    free: Option<Free>,
}

#[derive(Clone, Debug)]
enum Ground {
    Network(Box<Sampler>),
    Formula { form: ClosedForm, plane: Option<Plane> },
}

impl Heights {
    /// The loss of a network on `samples`, by all its parameters or by the `free` ones.
    ///
    /// # Errors
    /// Names the part that does not fit: see [`Mlp::check`]; `params` if `free` belongs to another network.
    pub fn of_network(mlp: Mlp, samples: Samples, loss: Loss, free: Option<Free>) -> Result<Self> {
        if let Some(free) = &free
            && free.all().len() != mlp.param_count()
        {
            let problem = format!("must be {} numbers, got {}", mlp.param_count(), free.all().len());
            return Err(Error::new("params", problem));
        }
        Ok(Self { ground: Ground::Network(Box::new(Sampler::new(mlp, samples, loss)?)), free })
    }

    /// The values of a formula.
    #[must_use]
    pub fn of_formula(form: ClosedForm) -> Self {
        Self { ground: Ground::Formula { form, plane: None }, free: None }
    }

    /// Chooses the plane of the next rows.
    ///
    /// # Errors
    /// Names `plane` if its vectors have another length than there are parameters that train.
    pub fn set_plane(&mut self, plane: Plane) -> Result<()> {
        let dimensions = match (&self.ground, &self.free) {
            (_, Some(free)) => free.places().len(),
            (Ground::Formula { .. }, None) => 2,
            // The sampler knows.
            (Ground::Network(_), None) => plane.origin().len(),
        };
        if plane.origin().len() != dimensions {
            let problem = format!("must have vectors of {dimensions} parameters, got {}", plane.origin().len());
            return Err(Error::new("plane", problem));
        }
        assert!(crate::WHOLE || matches!(self.ground, Ground::Formula { .. }));
        match &mut self.ground {
            Ground::Network(sampler) => {
                let whole = match &self.free {
                    None => plane,
                    // Frozen entries of both directions are 0, so the frozen values stay as they are.
                    Some(free) => Plane::new(
                        plane.kind(),
                        free.whole(plane.origin()),
                        free.spread(plane.d1()),
                        free.spread(plane.d2()),
                    )?,
                };
                // Where two parameters are all there is, the mountain is the truth, not a slice of it.
                if dimensions == 2 { sampler.set_exact_plane(whole) } else { sampler.set_plane(&whole) }
            }
            Ground::Formula { plane: old, .. } => {
                *old = Some(plane);
                Ok(())
            }
        }
    }

    /// Heights at (a, b) for each of `a`, written to `out`; see [`Sampler::row`]. Each is the loss that a run has at that
    /// place: to the bit where there are two parameters, but for rounding on a slice.
    ///
    /// # Errors
    /// Names `plane` if none has been set.
    ///
    /// # Panics
    /// If `a` and `out` differ in length.
    pub fn row(&mut self, a: &[f32], b: f32, out: &mut [f32]) -> Result<()> {
        assert!(crate::WHOLE || matches!(self.ground, Ground::Formula { .. }));
        match &mut self.ground {
            Ground::Network(sampler) => sampler.row(a, b, out),
            Ground::Formula { form, plane } => {
                assert_eq!(a.len(), out.len(), "one height for each point");
                let plane = plane.as_ref().ok_or_else(|| Error::new("plane", "must be set before sampling"))?;
                let mut place = [0.0; 2];
                for (&a, out) in a.iter().zip(out) {
                    plane.place_into(a, b, &mut place);
                    *out = form.value(f64::from(place[0]), f64::from(place[1])) as f32;
                }
                Ok(())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::landscape::PlaneKind;
    use crate::network::{Activation, MlpConfig, Residual, Workspace};
    use crate::samples::RowTargets;

    #[test]
    fn a_formula_has_its_values_over_any_plane_of_its_two_parameters() {
        let mut heights = Heights::of_formula(ClosedForm::Rosenbrock);
        assert_eq!(heights.row(&[0.0], 0.0, &mut [0.0]).unwrap_err().field, "plane");
        let axes = Plane::exact(ClosedForm::Rosenbrock.window()).unwrap();
        heights.set_plane(axes).unwrap();
        let mut out = [f32::NAN; 2];
        heights.row(&[1.0, -1.5], 1.0, &mut out).unwrap();
        assert_eq!(out, [0.0, 162.5]);
        let skewed = Plane::new(PlaneKind::Random, vec![1.0, 1.0], vec![1.0, 1.0], vec![0.0, 2.0]).unwrap();
        heights.set_plane(skewed).unwrap();
        heights.row(&[0.0, 1.0], 0.5, &mut out).unwrap();
        assert_eq!(out, [100.0, 1.0 + 100.0]);
        let foreign = Plane::new(PlaneKind::Random, vec![0.0; 3], vec![1.0, 0.0, 0.0], vec![0.0, 1.0, 0.0]).unwrap();
        assert_eq!(heights.set_plane(foreign).unwrap_err().field, "plane");
    }

    #[test]
    fn free_parameters_move_over_a_plane_of_their_own() {
        let config = MlpConfig {
            widths: vec![3, 1],
            activation: Activation::Identity,
            leaky_slope: 0.0,
            residual: Residual::default(),
        };
        let mlp = Mlp::new(config).unwrap();
        let targets = RowTargets::Values { outputs: 1, values: &[0.6] };
        let samples = Samples::from_rows(&[0.1, 0.1, 0.4], 3, targets).unwrap();
        let free = Free::new(vec![0.5, 0.1, 0.4, 0.0], vec![0, 2]).unwrap();
        let mut heights = Heights::of_network(mlp.clone(), samples.clone(), Loss::Mse, Some(free.clone())).unwrap();
        let window = crate::objective::Window { a: [-1.0, 1.0], b: [-1.0, 1.0] };
        heights.set_plane(Plane::exact(window).unwrap()).unwrap();
        let mut out = [f32::NAN; 3];
        heights.row(&[0.5, -0.25, 7.5], 0.4, &mut out).unwrap();
        let mut workspace = Workspace::new(&mlp);
        for (a, height) in [0.5, -0.25, 7.5].into_iter().zip(out) {
            let loss = mlp.loss(&free.whole(&[a, 0.4]), &samples, Loss::Mse, &mut workspace);
            assert_eq!(height, loss as f32);
        }
        // The article's numbers: 0.22 is answered, 0.6 was wanted.
        assert!((out[0] - 0.38 * 0.38).abs() < 1e-7, "{out:?}");
        let three = Plane::new(PlaneKind::Random, vec![0.0; 3], vec![1.0, 0.0, 0.0], vec![0.0, 1.0, 0.0]).unwrap();
        assert_eq!(heights.set_plane(three).unwrap_err().field, "plane");
        let foreign = Free::new(vec![0.0; 9], vec![0, 1]).unwrap();
        assert_eq!(Heights::of_network(mlp, samples, Loss::Mse, Some(foreign)).unwrap_err().field, "params");
    }
}
