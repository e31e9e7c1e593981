//! Noise on the gradients of a run that has no mini-batches to be noisy by itself.

use crate::error::{Error, Result};
use crate::math::shortest::Shortest;
use crate::random::{Random, Stream};

/// Adds normal noise to gradients on their way to the optimizer. What is shown of a gradient stays as it is.
///
/// The noise of a step depends on seed and step alone, so there is no state to keep: a replay, a look ahead and a branch meet
/// the same noise at the same step.
#[derive(Clone, Debug)]
pub(super) struct Noise {
    deviation: f64,
    seed: u32,
    /// Scratch; the gradient itself belongs to the pictures.
    noisy: Vec<f32>,
}

impl Noise {
    /// `deviation`: standard deviation of what is added to each derivative; 0 for none.
    ///
    /// # Errors
    /// Names `gradient_noise` unless the deviation is a finite number of at least 0.
    pub(super) fn new(deviation: f64, seed: u32) -> Result<Self> {
        if !(deviation >= 0.0 && deviation.is_finite()) {
            return Err(Error::new(
                "gradient_noise",
                format!("must be a number of at least 0, got {}", Shortest::from(deviation)),
            ));
        }
        Ok(Self { deviation, seed, noisy: Vec::new() })
    }

    /// The gradient of the step after `step` steps.
    pub(super) fn apply<'a>(&'a mut self, step: u64, grads: &'a [f32]) -> &'a [f32] {
        if self.deviation == 0.0 {
            return grads;
        }
        let mut random = Random::at_step(self.seed, Stream::GradientNoise, step);
        self.noisy.clear();
        self.noisy.extend(grads.iter().map(|&entry| (f64::from(entry) + self.deviation * random.normal()) as f32));
        &self.noisy
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noise_has_its_deviation_belongs_to_its_step_and_is_refused_by_name() {
        let mut noise = Noise::new(2.0, 7).unwrap();
        let grads = vec![1.0; 20_000];
        let first = noise.apply(3, &grads).to_vec();
        let mean = first.iter().map(|&entry| f64::from(entry)).sum::<f64>() / 20_000.0;
        let variance = first.iter().map(|&entry| (f64::from(entry) - mean).powi(2)).sum::<f64>() / 20_000.0;
        assert!((mean - 1.0).abs() < 0.06 && (variance / 4.0 - 1.0).abs() < 0.04, "{mean} {variance}");
        assert_ne!(noise.apply(4, &grads), first);
        assert_eq!(noise.apply(3, &grads), first);
        assert_eq!(Noise::new(0.0, 7).unwrap().apply(3, &[0.5]), [0.5]);
        assert_eq!(Noise::new(-1.0, 7).unwrap_err().field, "gradient_noise");
    }
}
