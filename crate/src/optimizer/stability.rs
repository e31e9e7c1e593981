//! How large a learning rate may be: limits that are exact on quadratics.
//!
//! On a quadratic each eigenvector of the Hessian is a walk of its own, and a rule is stable if the one of the largest
//! eigenvalue λ is. On a loss that is no quadratic λ changes along the way: a rate above the limit does not fly off at once, but
//! bounces to places of lower curvature, and λ hovers about the limit (Cohen et al. 2021, the edge of stability).

use super::{AdamConfig, Momentum, Optimizer, Real, Rule};

/// Two learning rates, positive or infinite.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RateLimits {
    /// Up to here the walk goes straight down along the steepest eigenvector; above it overshoots, and swings or zigzags.
    pub smooth: f64,
    /// Above it diverges.
    pub diverge: f64,
}

impl RateLimits {
    fn new(smooth: f64, diverge: f64, lambda: f64) -> Self {
        let over = |limit: f64| if lambda > 0.0 { limit / lambda } else { f64::INFINITY };
        Self { smooth: over(smooth), diverge: over(diverge) }
    }

    /// Of the heavy ball `v ← μv + g`, `w ← w − ηv`, whose two roots are real and positive up to (1 − √μ)²/λ, and inside the
    /// unit circle up to (2 + 2μ)/λ. At μ = 0 that is 1/λ and 2/λ.
    fn heavy_ball(factor: f64, lambda: f64) -> Self {
        let root = 1.0 - factor.sqrt();
        Self::new(root * root, 2.0 + 2.0 * factor, lambda)
    }

    /// Of Nesterov's form `v ← μv + g`, `w ← w − η(g + μv)`: z² − (1 + μ)qz + μq = 0 with q = 1 − ηλ has real positive roots
    /// down to q = 4μ/(1 + μ)², and roots inside the unit circle down to q = −1/(1 + 2μ).
    fn nesterov(factor: f64, lambda: f64) -> Self {
        let ratio = (1.0 - factor) / (1.0 + factor);
        Self::new(ratio * ratio, (2.0 + 2.0 * factor) / (1.0 + 2.0 * factor), lambda)
    }

    /// Of a moving average `m ← βm + (1 − β)g`, which is a heavy ball with 1 − β of the rate.
    fn average(beta: f64, lambda: f64) -> Self {
        Self::heavy_ball(beta, (1.0 - beta) * lambda)
    }
}

impl<T: Real> Optimizer<T> {
    /// The limits of this rule where the steepest curvature is `lambda`: λ_max of the Hessian, or, for a rule that has a
    /// [`Optimizer::preconditioner`] P, of P^-½ H P^-½. For the latter the limits hold for P as it is now; P follows the
    /// gradients, so a rate above them makes P grow rather than the walk diverge (Cohen et al. 2022). λ of a decay that is
    /// added to the gradient counts as curvature of its own, with a preconditioner only approximately. Clipping is not
    /// considered: a clipped walk cannot fly off.
    #[must_use]
    pub fn rate_limits(&self, lambda: f64) -> RateLimits {
        match &self.rule {
            Rule::Sgd(rule) => {
                let lambda = lambda + rule.config.weight_decay;
                match rule.config.momentum {
                    Momentum::None => RateLimits::heavy_ball(0.0, lambda),
                    Momentum::Classic { factor, dampening } => {
                        RateLimits::heavy_ball(factor, (1.0 - dampening) * lambda)
                    }
                    Momentum::Nesterov { factor } => RateLimits::nesterov(factor, lambda),
                }
            }
            Rule::Adagrad(_) => RateLimits::heavy_ball(0.0, lambda),
            Rule::RmsProp(rule) => RateLimits::heavy_ball(rule.config.momentum, lambda),
            Rule::Adam(rule) => RateLimits::average(rule.config.betas[0], lambda),
            Rule::AdamW(rule) => RateLimits::average(rule.adam.config.betas[0], lambda),
        }
    }

    /// Whether each parameter has a step size of its own.
    #[must_use]
    pub fn is_adaptive(&self) -> bool {
        !matches!(self.rule, Rule::Sgd(_))
    }

    /// The diagonal P by which this rule divided its last step, in the form for which [`Optimizer::rate_limits`] hold:
    /// √v̂ + ε, for Adam times its 1 − β₁ᵗ. `None` for gradient descent, and before the first step.
    #[must_use]
    pub fn preconditioner(&self) -> Option<Vec<f64>> {
        if self.step_count == 0 {
            return None;
        }
        let root_of = |square: &T, scale: f64, eps: f64| (square.to_f64() / scale).max(0.0).sqrt() + eps;
        let of_adam = |config: &AdamConfig, state: Vec<&[T]>| {
            let power = |beta: f64| 1.0 - libm::pow(beta, self.step_count as f64);
            let (first, second) = (power(config.betas[0]), power(config.betas[1]));
            let square = if state[2].is_empty() { state[1] } else { state[2] };
            square.iter().map(|square| first * root_of(square, second, config.eps)).collect()
        };
        match &self.rule {
            Rule::Sgd(_) => None,
            Rule::Adagrad(rule) => {
                // Its rate shrinks with the steps; P says so, for the limits are about the rate before that.
                let shrunk = 1.0 + (self.step_count - 1) as f64 * rule.config.lr_decay;
                Some(rule.state()[0].iter().map(|sum| shrunk * root_of(sum, 1.0, rule.config.eps)).collect())
            }
            Rule::RmsProp(rule) => {
                let state = rule.state();
                let variance = |at: usize| {
                    let mean = state[1].get(at).map_or(0.0, |mean| mean.to_f64());
                    (state[0][at].to_f64() - mean * mean).max(0.0).sqrt() + rule.config.eps
                };
                Some((0..state[0].len()).map(variance).collect())
            }
            Rule::Adam(rule) => Some(of_adam(&rule.config, rule.state())),
            Rule::AdamW(rule) => Some(of_adam(&rule.adam.config, rule.state())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::optimizer::{AdagradConfig, OptimizerConfig, RmsPropConfig, SgdConfig};

    fn sgd(momentum: Momentum, weight_decay: f64) -> OptimizerConfig {
        OptimizerConfig::Sgd(SgdConfig { momentum, weight_decay })
    }

    /// |w| after `steps` on f = λw²/2, in double precision, and how often w changed its sign.
    fn walk(config: &OptimizerConfig, lambda: f64, rate: f64, steps: usize) -> (f64, usize) {
        let mut optimizer = Optimizer::<f64>::new(config, 1);
        let mut w = [1.0];
        let mut turns = 0;
        for _ in 0..steps {
            let before = w[0];
            optimizer.step(rate, &mut w, &[lambda * before]);
            turns += usize::from(before * w[0] < 0.0);
        }
        (w[0].abs(), turns)
    }

    #[test]
    fn quadratics_converge_below_and_blow_up_above_and_overshoot_above_the_smooth_limit() {
        let lambda = 7.0;
        for factor in [0.0, 0.25, 0.5, 0.9] {
            let mut rules = vec![sgd(Momentum::classic(factor), 0.0), sgd(Momentum::classic(factor), 0.3)];
            rules.push(sgd(Momentum::Classic { factor, dampening: 0.2 }, 0.0));
            if factor > 0.0 {
                rules.push(sgd(Momentum::Nesterov { factor }, 0.0));
            }
            for rule in rules {
                let limits = Optimizer::<f64>::new(&rule, 1).rate_limits(lambda);
                assert!(walk(&rule, lambda, 0.99 * limits.diverge, 4000).0 < 1e-3, "{rule:?}");
                assert!(walk(&rule, lambda, 1.01 * limits.diverge, 4000).0 > 1e3, "{rule:?}");
                // The first step is not dampened, and may overshoot.
                let first = usize::from(matches!(&rule, OptimizerConfig::Sgd(SgdConfig {
                    momentum: Momentum::Classic { dampening, .. }, ..
                }) if *dampening > 0.0));
                assert!(walk(&rule, lambda, 0.99 * limits.smooth, 300).1 <= first, "{rule:?}");
                assert!(walk(&rule, lambda, 1.05 * limits.smooth, 300).1 > 0, "{rule:?}");
            }
        }
        let plain = Optimizer::<f64>::new(&sgd(Momentum::None, 0.0), 1);
        assert_eq!(plain.rate_limits(4.0), RateLimits { smooth: 0.25, diverge: 0.5 });
        assert_eq!(plain.rate_limits(-1.0), RateLimits { smooth: f64::INFINITY, diverge: f64::INFINITY });
    }

    /// With its preconditioner held fixed an adaptive rule is a heavy ball on P^-½ H P^-½; the gradients that made P are
    /// fed for so long that a few more steps do not change it.
    #[test]
    fn adaptive_rules_have_the_limits_of_their_preconditioned_curvature() {
        let adam = |betas| OptimizerConfig::Adam(AdamConfig { betas, eps: 0.1, ..AdamConfig::default() });
        let rules = [
            adam([0.9, 1.0 - 1e-9]),
            adam([0.0, 1.0 - 1e-9]),
            OptimizerConfig::RmsProp(RmsPropConfig { alpha: 1.0 - 1e-9, momentum: 0.5, ..RmsPropConfig::default() }),
            OptimizerConfig::Adagrad(AdagradConfig { initial_accumulator_value: 1e6, ..AdagradConfig::default() }),
        ];
        for rule in rules {
            let mut made = Optimizer::<f64>::new(&rule, 1);
            // Alternating gradients leave a square and no mean; so many that the later ones do not dilute it.
            for step in 0..200_000 {
                made.step(1e-12, &mut [0.0], &[if step % 2 == 0 { 2.0 } else { -2.0 }]);
            }
            // And none of the mean is left.
            (0..600).for_each(|_| made.step(1e-12, &mut [0.0], &[0.0]));
            let p = made.preconditioner().unwrap()[0];
            let lambda = 5.0;
            let limits = made.rate_limits(lambda / p);
            // So small that P does not notice; whether it shrinks, or grows a thousandfold first.
            let shrinks = |rate: f64| {
                let mut optimizer = made.clone();
                let mut w = [1e-9];
                for _ in 0..3000 {
                    let slope = lambda * w[0];
                    optimizer.step(rate, &mut w, &[slope]);
                    if w[0].abs() > 1e-6 {
                        return false;
                    }
                }
                w[0].abs() < 1e-12
            };
            assert!(shrinks(0.98 * limits.diverge), "{rule:?}");
            assert!(!shrinks(1.02 * limits.diverge), "{rule:?}");
        }
    }

    #[test]
    fn there_is_no_preconditioner_without_a_step_or_for_gradient_descent() {
        for name in ["sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw"] {
            let config = OptimizerConfig::from_name(name).unwrap();
            let mut optimizer = Optimizer::<f32>::new(&config, 2);
            assert_eq!(optimizer.preconditioner(), None, "{name}");
            optimizer.step(0.1, &mut [1.0, 2.0], &[0.5, -2.0]);
            let diagonal = optimizer.preconditioner();
            assert_eq!(diagonal.is_some(), optimizer.is_adaptive(), "{name}");
            if let Some(diagonal) = diagonal {
                assert!((diagonal[1] / diagonal[0] - 4.0).abs() < 1e-4, "{name}: {diagonal:?}");
            }
        }
    }
}
