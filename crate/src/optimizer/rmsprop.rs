//! RMSProp (Tieleman & Hinton 2012; centred variant of Graves 2013).

use super::{Real, check_range};
use crate::error::Result;

/// Options of [`RmsProp`].
#[derive(Clone, Debug, PartialEq)]
pub struct RmsPropConfig {
    /// How much of the old average stays at each step.
    pub alpha: f64,
    /// Added to the root, outside it.
    pub eps: f64,
    /// λ: `λ·w` is added to the gradient.
    pub weight_decay: f64,
    /// μ of a heavy ball that runs on the scaled gradient.
    pub momentum: f64,
    /// Whether the average gradient's square is taken off the average square.
    pub centered: bool,
}

impl Default for RmsPropConfig {
    fn default() -> Self {
        Self { alpha: 0.99, eps: 1e-8, weight_decay: 0.0, momentum: 0.0, centered: false }
    }
}

impl RmsPropConfig {
    pub(super) fn check(&self) -> Result<()> {
        check_range("alpha", self.alpha, 0.0, 1.0)?;
        check_range("eps", self.eps, 0.0, f64::INFINITY)?;
        check_range("weight_decay", self.weight_decay, 0.0, f64::INFINITY)?;
        check_range("momentum", self.momentum, 0.0, 1.0)
    }
}

/// `s ← α·s + (1 − α)·g²`, then `w ← w − η·g / (√s + ε)`.
#[derive(Clone, Debug, PartialEq)]
pub struct RmsProp<T = f32> {
    pub(super) config: RmsPropConfig,
    square: Vec<T>,
    mean: Vec<T>,
    velocity: Vec<T>,
}

impl<T: Real> RmsProp<T> {
    pub(super) fn new(config: &RmsPropConfig, param_count: usize) -> Self {
        let memory = |used: bool| vec![T::ZERO; if used { param_count } else { 0 }];
        Self {
            config: config.clone(),
            square: memory(true),
            mean: memory(config.centered),
            velocity: memory(config.momentum > 0.0),
        }
    }

    pub(super) fn step(&mut self, learning_rate: T, params: &mut [T], grads: &[T]) {
        let config = &self.config;
        let (decay, eps, momentum) =
            (T::from_f64(config.weight_decay), T::from_f64(config.eps), T::from_f64(config.momentum));
        let (kept, new) = (T::from_f64(config.alpha), T::from_f64(1.0 - config.alpha));
        for (index, (w, g)) in params.iter_mut().zip(grads).enumerate() {
            let g = *g + decay * *w;
            let square = &mut self.square[index];
            *square = kept * *square + new * (g * g);
            let variance = match self.mean.get_mut(index) {
                Some(mean) => {
                    *mean += new * (g - *mean);
                    *square - *mean * *mean
                }
                None => *square,
            };
            let scaled = g / (variance.sqrt() + eps);
            match self.velocity.get_mut(index) {
                Some(velocity) => {
                    *velocity = momentum * *velocity + scaled;
                    *w -= learning_rate * *velocity;
                }
                None => *w -= learning_rate * scaled,
            }
        }
    }

    pub(super) fn state(&self) -> Vec<&[T]> {
        vec![&self.square, &self.mean, &self.velocity]
    }
}
