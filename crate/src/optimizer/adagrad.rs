//! Adagrad (Duchi, Hazan & Singer 2011).

use super::{Real, check_range};
use crate::error::Result;

/// Options of [`Adagrad`].
#[derive(Clone, Debug, PartialEq)]
pub struct AdagradConfig {
    /// The rate of step t is η / (1 + (t − 1)·lr_decay).
    pub lr_decay: f64,
    /// λ: `λ·w` is added to the gradient.
    pub weight_decay: f64,
    /// Where the sum of squares starts.
    pub initial_accumulator_value: f64,
    /// Added to the root, outside it.
    pub eps: f64,
}

impl Default for AdagradConfig {
    fn default() -> Self {
        Self { lr_decay: 0.0, weight_decay: 0.0, initial_accumulator_value: 0.0, eps: 1e-10 }
    }
}

impl AdagradConfig {
    pub(super) fn check(&self) -> Result<()> {
        check_range("lr_decay", self.lr_decay, 0.0, f64::INFINITY)?;
        check_range("weight_decay", self.weight_decay, 0.0, f64::INFINITY)?;
        check_range("initial_accumulator_value", self.initial_accumulator_value, 0.0, f64::INFINITY)?;
        check_range("eps", self.eps, 0.0, f64::INFINITY)
    }
}

/// `s ← s + g²`, then `w ← w − η·g / (√s + ε)`.
#[derive(Clone, Debug, PartialEq)]
pub struct Adagrad<T = f32> {
    pub(super) config: AdagradConfig,
    sum: Vec<T>,
}

impl<T: Real> Adagrad<T> {
    pub(super) fn new(config: &AdagradConfig, param_count: usize) -> Self {
        Self { config: config.clone(), sum: vec![T::from_f64(config.initial_accumulator_value); param_count] }
    }

    pub(super) fn step(&mut self, step: u64, learning_rate: T, params: &mut [T], grads: &[T]) {
        let rate = T::from_f64(learning_rate.to_f64() / (1.0 + (step - 1) as f64 * self.config.lr_decay));
        let (decay, eps) = (T::from_f64(self.config.weight_decay), T::from_f64(self.config.eps));
        for ((w, g), s) in params.iter_mut().zip(grads).zip(&mut self.sum) {
            let g = *g + decay * *w;
            *s += g * g;
            *w -= rate * (g / (s.sqrt() + eps));
        }
    }

    pub(super) fn state(&self) -> Vec<&[T]> {
        vec![&self.sum]
    }
}
