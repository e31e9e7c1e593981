//! The limit on the length of a gradient.

use crate::error::{Error, Result};
use crate::math::shortest::Shortest;
use crate::optimizer::clip_global_norm;

/// Shortens gradients on their way to the optimizer. What is shown of a gradient stays as it is.
#[derive(Clone, Debug)]
pub(super) struct Clip {
    max_norm: Option<f64>,
    /// Scratch; the gradient itself belongs to the pictures.
    shortened: Vec<f32>,
}

impl Clip {
    /// A limit on the Euclidean norm, or none.
    ///
    /// # Errors
    /// Names `clip` unless the limit is a positive finite number.
    pub(super) fn new(max_norm: Option<f64>) -> Result<Self> {
        if let Some(max_norm) = max_norm
            && !(max_norm > 0.0 && max_norm.is_finite())
        {
            return Err(Error::new("clip", format!("must be a positive number, got {}", Shortest::from(max_norm))));
        }
        Ok(Self { max_norm, shortened: Vec::new() })
    }

    /// The gradient that the optimizer sees.
    pub(super) fn apply<'a>(&'a mut self, grads: &'a [f32]) -> &'a [f32] {
        let Some(max_norm) = self.max_norm else { return grads };
        self.shortened.clear();
        self.shortened.extend_from_slice(grads);
        clip_global_norm(&mut self.shortened, max_norm);
        &self.shortened
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_gradients_are_shortened_and_without_a_limit_kept() {
        let grads = [3.0, 4.0];
        assert_eq!(Clip::new(None).unwrap().apply(&grads), grads);
        let mut clip = Clip::new(Some(1.0)).unwrap();
        assert!(clip.apply(&grads).iter().zip([0.6, 0.8]).all(|(got, wanted)| (got - wanted).abs() < 1e-6));
        assert_eq!(clip.apply(&[0.25, 0.5]), [0.25, 0.5]);
        for max_norm in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(Clip::new(Some(max_norm)).unwrap_err().field, "clip");
        }
    }
}
