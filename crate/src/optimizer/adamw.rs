//! Adam with decoupled weight decay (Loshchilov & Hutter 2019).

use super::{Adam, AdamConfig, Real};

/// Options of [`AdamW`].
#[derive(Clone, Debug, PartialEq)]
pub struct AdamWConfig {
    /// As in [`AdamConfig::betas`].
    pub betas: [f64; 2],
    /// As in [`AdamConfig::eps`].
    pub eps: f64,
    /// λ: before each step, `w ← (1 − η·λ)·w`.
    pub weight_decay: f64,
    /// As in [`AdamConfig::amsgrad`].
    pub amsgrad: bool,
}

impl Default for AdamWConfig {
    fn default() -> Self {
        Self { betas: [0.9, 0.999], eps: 1e-8, weight_decay: 0.01, amsgrad: false }
    }
}

impl AdamWConfig {
    /// The rule with its decay, for checking, since the ranges are the same.
    pub(super) fn adam(&self) -> AdamConfig {
        AdamConfig { betas: self.betas, eps: self.eps, weight_decay: self.weight_decay, amsgrad: self.amsgrad }
    }
}

/// Shrinks the weights, then steps as [`Adam`] without decay.
#[derive(Clone, Debug, PartialEq)]
pub struct AdamW<T = f32> {
    weight_decay: f64,
    pub(super) adam: Adam<T>,
}

impl<T: Real> AdamW<T> {
    pub(super) fn new(config: &AdamWConfig, param_count: usize) -> Self {
        let adam = AdamConfig { weight_decay: 0.0, ..config.adam() };
        Self { weight_decay: config.weight_decay, adam: Adam::new(&adam, param_count) }
    }

    pub(super) fn step(&mut self, step: u64, learning_rate: T, params: &mut [T], grads: &[T]) {
        let kept = T::from_f64(1.0 - learning_rate.to_f64() * self.weight_decay);
        params.iter_mut().for_each(|w| *w *= kept);
        self.adam.step(step, learning_rate, params, grads);
    }

    pub(super) fn set_config(&mut self, config: &AdamWConfig) {
        self.weight_decay = config.weight_decay;
        self.adam.config = AdamConfig { weight_decay: 0.0, ..config.adam() };
    }

    pub(super) fn state(&self) -> Vec<&[T]> {
        self.adam.state()
    }
}
