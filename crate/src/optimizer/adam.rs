//! Adam (Kingma & Ba 2015).

use super::{Real, check_range};
use crate::error::Result;

/// Options of [`Adam`].
#[derive(Clone, Debug, PartialEq)]
pub struct AdamConfig {
    /// How much of the old averages of g and g² stays at each step.
    pub betas: [f64; 2],
    /// Added to the root, outside it.
    pub eps: f64,
    /// λ: `λ·w` is added to the gradient.
    pub weight_decay: f64,
    /// Whether the greatest average of g² so far is used (Reddi, Kale & Kumar 2018).
    pub amsgrad: bool,
}

impl Default for AdamConfig {
    fn default() -> Self {
        Self { betas: [0.9, 0.999], eps: 1e-8, weight_decay: 0.0, amsgrad: false }
    }
}

impl AdamConfig {
    pub(super) fn check(&self) -> Result<()> {
        check_range("betas[0]", self.betas[0], 0.0, 1.0)?;
        check_range("betas[1]", self.betas[1], 0.0, 1.0)?;
        check_range("eps", self.eps, 0.0, f64::INFINITY)?;
        check_range("weight_decay", self.weight_decay, 0.0, f64::INFINITY)
    }
}

/// `m ← β₁·m + (1 − β₁)·g`, `v ← β₂·v + (1 − β₂)·g²`, then
/// `w ← w − η / (1 − β₁ᵗ) · m / (√v / √(1 − β₂ᵗ) + ε)`.
#[derive(Clone, Debug, PartialEq)]
pub struct Adam<T = f32> {
    pub(super) config: AdamConfig,
    mean: Vec<T>,
    square: Vec<T>,
    greatest: Vec<T>,
}

impl<T: Real> Adam<T> {
    pub(super) fn new(config: &AdamConfig, param_count: usize) -> Self {
        let memory = |used: bool| vec![T::ZERO; if used { param_count } else { 0 }];
        Self { config: config.clone(), mean: memory(true), square: memory(true), greatest: memory(config.amsgrad) }
    }

    pub(super) fn step(&mut self, step: u64, learning_rate: T, params: &mut [T], grads: &[T]) {
        let [beta1, beta2] = self.config.betas;
        // In f64: 1 − β₂ᵗ loses half its digits in f32 at the first steps.
        let rate = T::from_f64(learning_rate.to_f64() / (1.0 - libm::pow(beta1, step as f64)));
        let root = T::from_f64((1.0 - libm::pow(beta2, step as f64)).sqrt());
        let (eps, decay) = (T::from_f64(self.config.eps), T::from_f64(self.config.weight_decay));
        let (new1, kept2, new2) = (T::from_f64(1.0 - beta1), T::from_f64(beta2), T::from_f64(1.0 - beta2));
        let memories = self.mean.iter_mut().zip(&mut self.square);
        for (index, ((w, g), (m, v))) in params.iter_mut().zip(grads).zip(memories).enumerate() {
            let g = *g + decay * *w;
            *m += new1 * (g - *m);
            *v = kept2 * *v + new2 * (g * g);
            let square = match self.greatest.get_mut(index) {
                Some(greatest) => {
                    *greatest = greatest.max(*v);
                    *greatest
                }
                None => *v,
            };
            *w -= rate * (*m / (square.sqrt() / root + eps));
        }
    }

    pub(super) fn state(&self) -> Vec<&[T]> {
        vec![&self.mean, &self.square, &self.greatest]
    }
}
