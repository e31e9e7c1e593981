//! Update rules: how a gradient moves the parameters.
//!
//! Conventions, options and defaults are those of `torch.optim`. A rule sees slices of numbers and nothing else: no
//! network, no data, no loss. The learning rate is an argument of every step, because it may change while a run plays.

mod adagrad;
mod adam;
mod adamw;
mod clip;
mod real;
mod rmsprop;
mod sgd;
mod stability;

pub use adagrad::{Adagrad, AdagradConfig};
pub use adam::{Adam, AdamConfig};
pub use adamw::{AdamW, AdamWConfig};
pub use clip::clip_global_norm;
pub use real::Real;
pub use rmsprop::{RmsProp, RmsPropConfig};
pub use sgd::{Momentum, Sgd, SgdConfig};
pub use stability::RateLimits;

use crate::error::{Error, Result};
use crate::math::shortest::Shortest;

/// Which rule, with its options.
#[derive(Clone, Debug, PartialEq)]
pub enum OptimizerConfig {
    /// Gradient descent, with or without momentum.
    Sgd(SgdConfig),
    /// Rates that shrink with the sum of squared gradients.
    Adagrad(AdagradConfig),
    /// Rates by a moving average of squared gradients.
    RmsProp(RmsPropConfig),
    /// Moving averages of gradients and their squares, corrected for their start.
    Adam(AdamConfig),
    /// Adam that shrinks the weights themselves.
    AdamW(AdamWConfig),
}

impl OptimizerConfig {
    /// The name used in specs and reference cases.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Sgd(_) => "sgd",
            Self::Adagrad(_) => "adagrad",
            Self::RmsProp(_) => "rmsprop",
            Self::Adam(_) => "adam",
            Self::AdamW(_) => "adamw",
        }
    }

    /// The rule of that [`OptimizerConfig::name`], with default options. `momentum` and `nesterov` are
    /// [`OptimizerConfig::Sgd`] with a momentum of 0.9.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "sgd" => Self::Sgd(SgdConfig::default()),
            "momentum" => Self::Sgd(SgdConfig { momentum: Momentum::classic(0.9), ..SgdConfig::default() }),
            "nesterov" => Self::Sgd(SgdConfig { momentum: Momentum::Nesterov { factor: 0.9 }, ..SgdConfig::default() }),
            "adagrad" => Self::Adagrad(AdagradConfig::default()),
            "rmsprop" => Self::RmsProp(RmsPropConfig::default()),
            "adam" => Self::Adam(AdamConfig::default()),
            "adamw" => Self::AdamW(AdamWConfig::default()),
            _ => return None,
        })
    }

    /// Whether every option is in its range.
    ///
    /// # Errors
    /// Names the option, for example `betas[1]`.
    pub fn check(&self) -> Result<()> {
        match self {
            Self::Sgd(config) => config.check(),
            Self::Adagrad(config) => config.check(),
            Self::RmsProp(config) => config.check(),
            Self::Adam(config) => config.check(),
            Self::AdamW(config) => config.adam().check(),
        }
    }
}

/// A rule and its memory of past gradients. A clone continues the same way.
#[derive(Clone, Debug, PartialEq)]
pub struct Optimizer<T = f32> {
    rule: Rule<T>,
    param_count: usize,
    step_count: u64,
}

#[derive(Clone, Debug, PartialEq)]
enum Rule<T> {
    Sgd(Sgd<T>),
    Adagrad(Adagrad<T>),
    RmsProp(RmsProp<T>),
    Adam(Adam<T>),
    AdamW(AdamW<T>),
}

impl<T: Real> Optimizer<T> {
    /// A rule that has seen no gradient yet, for `param_count` parameters.
    #[must_use]
    pub fn new(config: &OptimizerConfig, param_count: usize) -> Self {
        let rule = match config {
            OptimizerConfig::Sgd(config) => Rule::Sgd(Sgd::new(config, param_count)),
            OptimizerConfig::Adagrad(config) => Rule::Adagrad(Adagrad::new(config, param_count)),
            OptimizerConfig::RmsProp(config) => Rule::RmsProp(RmsProp::new(config, param_count)),
            OptimizerConfig::Adam(config) => Rule::Adam(Adam::new(config, param_count)),
            OptimizerConfig::AdamW(config) => Rule::AdamW(AdamW::new(config, param_count)),
        };
        Self { rule, param_count, step_count: 0 }
    }

    /// The rule of `config` with the memory of this one where it remembers the same things: options have changed, but not
    /// the rule, nor whether it has a velocity, an average or a greatest value. Otherwise it starts anew.
    #[must_use]
    pub fn continued(&self, config: &OptimizerConfig, param_count: usize) -> Self {
        let fresh = Self::new(config, param_count);
        let lengths = |optimizer: &Self| optimizer.state().iter().map(|memory| memory.len()).collect::<Vec<_>>();
        if lengths(self) != lengths(&fresh) {
            return fresh;
        }
        let mut next = self.clone();
        match (&mut next.rule, config) {
            (Rule::Sgd(rule), OptimizerConfig::Sgd(config)) => rule.config = config.clone(),
            (Rule::Adagrad(rule), OptimizerConfig::Adagrad(config)) => rule.config = config.clone(),
            (Rule::RmsProp(rule), OptimizerConfig::RmsProp(config)) => rule.config = config.clone(),
            (Rule::Adam(rule), OptimizerConfig::Adam(config)) => rule.config = config.clone(),
            (Rule::AdamW(rule), OptimizerConfig::AdamW(config)) => rule.set_config(config),
            _ => return fresh,
        }
        next
    }

    /// Moves `params` against `grads`.
    ///
    /// # Panics
    /// If a slice has another length than the optimizer was made for.
    pub fn step(&mut self, learning_rate: T, params: &mut [T], grads: &[T]) {
        assert_eq!(params.len(), grads.len(), "one gradient entry for each parameter");
        assert_eq!(params.len(), self.param_count, "the optimizer was made for another network");
        self.step_count += 1;
        match &mut self.rule {
            Rule::Sgd(rule) => rule.step(self.step_count, learning_rate, params, grads),
            Rule::Adagrad(rule) => rule.step(self.step_count, learning_rate, params, grads),
            Rule::RmsProp(rule) => rule.step(learning_rate, params, grads),
            Rule::Adam(rule) => rule.step(self.step_count, learning_rate, params, grads),
            Rule::AdamW(rule) => rule.step(self.step_count, learning_rate, params, grads),
        }
    }

    /// Steps taken so far.
    #[must_use]
    pub fn step_count(&self) -> u64 {
        self.step_count
    }

    /// All numbers the rule remembers besides the step count, for digests; empty slices are memories it does not use.
    #[must_use]
    pub fn state(&self) -> Vec<&[T]> {
        match &self.rule {
            Rule::Sgd(rule) => rule.state(),
            Rule::Adagrad(rule) => rule.state(),
            Rule::RmsProp(rule) => rule.state(),
            Rule::Adam(rule) => rule.state(),
            Rule::AdamW(rule) => rule.state(),
        }
    }
}

/// `value` must be a finite number from `low` up to, not including, `high`.
fn check_range(field: &str, value: f64, low: f64, high: f64) -> Result<()> {
    if value >= low && value < high {
        return Ok(());
    }
    let [low, value] = [low, value].map(Shortest::from);
    let problem = if high.is_finite() {
        format!("must be at least {low} and below {}, got {value}", Shortest::from(high))
    } else {
        format!("must be a finite number, at least {low}, got {value}")
    };
    Err(Error::new(field, problem))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_out_of_range_are_named() {
        let field = |config: OptimizerConfig| config.check().unwrap_err().field;
        assert_eq!(field(OptimizerConfig::Adam(AdamConfig { betas: [0.9, 1.0], ..AdamConfig::default() })), "betas[1]");
        assert_eq!(field(OptimizerConfig::AdamW(AdamWConfig { eps: f64::NAN, ..AdamWConfig::default() })), "eps");
        let momentum = Momentum::Nesterov { factor: 0.0 };
        assert_eq!(field(OptimizerConfig::Sgd(SgdConfig { momentum, ..SgdConfig::default() })), "momentum");
        let negative = RmsPropConfig { weight_decay: -1.0, ..RmsPropConfig::default() };
        assert_eq!(field(OptimizerConfig::RmsProp(negative)), "weight_decay");
        for name in ["sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw"] {
            assert_eq!(OptimizerConfig::from_name(name).unwrap().check(), Ok(()));
        }
    }

    #[test]
    fn memory_goes_on_where_the_rule_remembers_the_same_things() {
        let names = ["sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw"];
        let config = |name| OptimizerConfig::from_name(name).unwrap();
        let families = [("momentum", "nesterov"), ("nesterov", "momentum")];
        for (before, after) in names.into_iter().flat_map(|before| names.map(|after| (before, after))) {
            let mut optimizer = Optimizer::new(&config(before), 2);
            optimizer.step(0.1, &mut [1.0, -2.0], &[0.5, 0.25]);
            let next = optimizer.continued(&config(after), 2);
            if before == after {
                assert_eq!(next, optimizer);
            } else if families.contains(&(before, after)) {
                assert_eq!((next.state(), next.step_count()), (optimizer.state(), 1), "{before} {after}");
            } else {
                assert_eq!(next, Optimizer::new(&config(after), 2), "{before} {after}");
            }
        }
    }

    #[test]
    fn a_clone_continues_the_same_way() {
        for name in ["sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw"] {
            let config = OptimizerConfig::from_name(name).unwrap();
            let mut first = Optimizer::new(&config, 2);
            let mut params = [1.0, -2.0];
            first.step(0.1, &mut params, &[0.5, 0.25]);
            let (mut second, mut other) = (first.clone(), params);
            first.step(0.1, &mut params, &[-0.5, 1.0]);
            second.step(0.1, &mut other, &[-0.5, 1.0]);
            assert_eq!((first, params), (second, other), "{name}");
        }
    }
}
