//! Adagrad (Duchi, Hazan & Singer 2011).

use super::check_range;
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
pub struct Adagrad {
    config: AdagradConfig,
    sum: Vec<f32>,
}

impl Adagrad {
    pub(super) fn new(config: &AdagradConfig, param_count: usize) -> Self {
        Self { config: config.clone(), sum: vec![config.initial_accumulator_value as f32; param_count] }
    }

    pub(super) fn step(&mut self, step: u64, learning_rate: f32, params: &mut [f32], grads: &[f32]) {
        let rate = (f64::from(learning_rate) / (1.0 + (step - 1) as f64 * self.config.lr_decay)) as f32;
        let (decay, eps) = (self.config.weight_decay as f32, self.config.eps as f32);
        for ((w, g), s) in params.iter_mut().zip(grads).zip(&mut self.sum) {
            let g = g + decay * *w;
            *s += g * g;
            *w -= rate * (g / (s.sqrt() + eps));
        }
    }

    pub(super) fn state(&self) -> Vec<&[f32]> {
        vec![&self.sum]
    }
}
