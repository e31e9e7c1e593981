//! Gradient descent and its heavy-ball variants.

use super::{Real, check_range};
use crate::error::Result;

/// What is remembered of earlier gradients.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Momentum {
    /// Nothing: `w ← w − η·g`.
    #[default]
    None,
    /// Heavy ball (Polyak 1964) as in PyTorch: `v ← μ·v + (1 − d)·g`, then `w ← w − η·v`. The first v is the first
    /// gradient.
    Classic {
        /// μ, 0 ≤ μ < 1
        factor: f64,
        /// d, 0 ≤ d < 1; usually 0
        dampening: f64,
    },
    /// Nesterov 1983 as in PyTorch: `v ← μ·v + g`, then `w ← w − η·(g + μ·v)`.
    Nesterov {
        /// μ, 0 < μ < 1
        factor: f64,
    },
}

impl Momentum {
    /// The heavy ball without dampening.
    #[must_use]
    pub fn classic(factor: f64) -> Self {
        Self::Classic { factor, dampening: 0.0 }
    }
}

/// Options of [`Sgd`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SgdConfig {
    /// Memory of earlier gradients.
    pub momentum: Momentum,
    /// λ: `λ·w` is added to the gradient.
    pub weight_decay: f64,
}

impl SgdConfig {
    pub(super) fn check(&self) -> Result<()> {
        match self.momentum {
            Momentum::None => {}
            Momentum::Classic { factor, dampening } => {
                check_range("momentum", factor, 0.0, 1.0)?;
                check_range("dampening", dampening, 0.0, 1.0)?;
            }
            Momentum::Nesterov { factor } => check_range("momentum", factor, f64::MIN_POSITIVE, 1.0)?,
        }
        check_range("weight_decay", self.weight_decay, 0.0, f64::INFINITY)
    }
}

/// Gradient descent.
#[derive(Clone, Debug, PartialEq)]
pub struct Sgd<T = f32> {
    pub(super) config: SgdConfig,
    velocity: Vec<T>,
}

impl<T: Real> Sgd<T> {
    pub(super) fn new(config: &SgdConfig, param_count: usize) -> Self {
        let remembers = config.momentum != Momentum::None;
        Self { config: config.clone(), velocity: vec![T::ZERO; if remembers { param_count } else { 0 }] }
    }

    pub(super) fn step(&mut self, step: u64, learning_rate: T, params: &mut [T], grads: &[T]) {
        let decay = T::from_f64(self.config.weight_decay);
        let (factor, kept, nesterov) = match self.config.momentum {
            Momentum::None if decay == T::ZERO => {
                plain_step(learning_rate, params, grads);
                return;
            }
            Momentum::None => {
                for (w, g) in params.iter_mut().zip(grads) {
                    *w -= learning_rate * (*g + decay * *w);
                }
                return;
            }
            Momentum::Classic { factor, dampening } => (T::from_f64(factor), T::from_f64(1.0 - dampening), false),
            Momentum::Nesterov { factor } => (T::from_f64(factor), T::ONE, true),
        };
        // The first velocity is the undamped gradient.
        let kept = if step == 1 { T::ONE } else { kept };
        for ((w, g), v) in params.iter_mut().zip(grads).zip(&mut self.velocity) {
            let g = *g + decay * *w;
            *v = factor * *v + kept * g;
            *w -= learning_rate * if nesterov { g + factor * *v } else { *v };
        }
    }

    pub(super) fn state(&self) -> Vec<&[T]> {
        vec![&self.velocity]
    }
}

/// `w ← w − η·g`. A step on one row costs little more than this loop, so it takes four vectors at once.
fn plain_step<T: Real>(learning_rate: T, params: &mut [T], grads: &[T]) {
    let (many, rest) = params.as_chunks_mut::<16>();
    let (many_grads, rest_grads) = grads.as_chunks::<16>();
    for (params, grads) in many.iter_mut().zip(many_grads) {
        for (w, g) in params.iter_mut().zip(grads) {
            *w -= learning_rate * *g;
        }
    }
    for (w, g) in rest.iter_mut().zip(rest_grads) {
        *w -= learning_rate * *g;
    }
}
