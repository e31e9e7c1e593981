//! The curvature under a run, and what it says about the learning rate: the danger marks of the dial.

use crate::diagnostics::{Curvature, CurvatureMeter, Trace, hessian_trace};
use crate::optimizer::RateLimits;
use crate::random::{Random, Stream};
use crate::training::Trainer;

/// What the limits of a reading rest on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LimitKind {
    /// The Hessian: exact where the loss is a quadratic, a description of where it hovers elsewhere (Cohen et al. 2021).
    Hessian,
    /// The Hessian divided by the step sizes that an adaptive rule has now. They follow the gradients, so a larger rate
    /// does not diverge at once; it makes them shrink (Cohen et al. 2022).
    Preconditioned,
    /// Nothing yet: an adaptive rule that has made no step has no step sizes.
    None,
}

impl LimitKind {
    /// Its name towards the page.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Hessian => "hessian",
            Self::Preconditioned => "preconditioned",
            Self::None => "none",
        }
    }
}

/// Curvature at one place of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// Of the loss over all training rows, by the parameters that train.
    pub hessian: Curvature,
    /// Of P^-½ H P^-½ for an adaptive rule with step sizes 1/P.
    pub preconditioned: Option<Curvature>,
    /// Marks for the learning rate.
    pub limits: RateLimits,
    /// What they rest on.
    pub kind: LimitKind,
}

/// Reads the curvature of a run again and again, each time from where it was found before. Reading changes nothing about
/// the run.
#[derive(Clone, Debug, Default)]
pub struct CurvatureGauge {
    hessian: CurvatureMeter,
    preconditioned: CurvatureMeter,
}

impl CurvatureGauge {
    /// Curvature and limits at the run's present place, for about `budget` operations; at least two products with the
    /// Hessian (four for an adaptive rule) are made even if they cost more. How exact the curvature is it says itself. A
    /// run whose loss is not finite reads NaN.
    pub fn read(&mut self, trainer: &Trainer, budget: f64) -> Reading {
        let count = trainer.params().len();
        let optimizer = trainer.optimizer();
        let diagonal = optimizer.preconditioner();
        let searches = if diagonal.is_some() { 2.0 } else { 1.0 };
        let products = (budget / trainer.hessian_product_work() / searches) as usize;
        let hessian = self.hessian.measure(count, products, &mut |vector| trainer.hessian_product(vector));
        let preconditioned = diagonal.map(|diagonal| {
            let scale: Vec<f64> = diagonal.iter().map(|entry| 1.0 / entry.sqrt()).collect();
            let scaled = |vector: &[f64]| vector.iter().zip(&scale).map(|(v, s)| v * s).collect::<Vec<f64>>();
            self.preconditioned
                .measure(count, products, &mut |vector| scaled(&trainer.hessian_product(&scaled(vector))))
        });
        let (kind, steepest) = match &preconditioned {
            Some(curvature) => (LimitKind::Preconditioned, curvature.lambda_max),
            None if optimizer.is_adaptive() => (LimitKind::None, f64::NAN),
            None => (LimitKind::Hessian, hessian.lambda_max),
        };
        let limits = if steepest.is_nan() {
            RateLimits { smooth: f64::NAN, diverge: f64::NAN }
        } else {
            optimizer.rate_limits(steepest)
        };
        Reading { hessian, preconditioned, limits, kind }
    }

    /// The curvature alone.
    pub fn read_hessian(&mut self, trainer: &Trainer, budget: f64) -> Curvature {
        let products = (budget / trainer.hessian_product_work()) as usize;
        self.hessian.measure(trainer.params().len(), products, &mut |vector| trainer.hessian_product(vector))
    }

    /// Unit vectors of λ_max and λ_min of the last reading's Hessian.
    #[must_use]
    pub fn vectors(&self) -> Option<&[Vec<f64>; 2]> {
        self.hessian.vectors()
    }
}

/// The trace of the Hessian at the run's present place, for about `budget` operations: exact if they suffice for all
/// parameters, else estimated with its standard error. The same run and budget give the same estimate.
#[must_use]
pub fn trace(trainer: &Trainer, budget: f64) -> Trace {
    let products = (budget / trainer.hessian_product_work()) as usize;
    let mut random = Random::new(0, Stream::Curvature);
    hessian_trace(trainer.params().len(), products, &mut random, &mut |vector| trainer.hessian_product(vector))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::{ProblemChoice, Rule, Spec};

    #[test]
    fn formulas_and_lines_have_their_known_curvature_and_marks() {
        let mut gauge = CurvatureGauge::default();
        let read = |gauge: &mut CurvatureGauge, problem, optimizer| {
            let spec = Spec { problem, optimizer, momentum: 0.5, ..Spec::default() };
            gauge.read(&spec.trainer().unwrap(), 0.0)
        };
        let bowl = read(&mut gauge, ProblemChoice::Bowl, Rule::Sgd);
        assert_eq!((bowl.hessian.lambda_max, bowl.hessian.lambda_min, bowl.kind), (10.0, 1.0, LimitKind::Hessian));
        assert_eq!(bowl.limits, RateLimits { smooth: 0.1, diverge: 0.2 });
        let ball = read(&mut gauge, ProblemChoice::Bowl, Rule::Momentum);
        assert!((ball.limits.diverge - 0.3).abs() < 1e-12);
        let saddle = read(&mut gauge, ProblemChoice::Saddle, Rule::Sgd);
        assert_eq!((saddle.hessian.lambda_max, saddle.hessian.lambda_min), (1.0, -1.0));
        // 2 (0.1² + 0.4²)
        let judges = read(&mut gauge, ProblemChoice::Judges, Rule::Sgd);
        assert!((judges.hessian.lambda_max - 0.34).abs() < 1e-6 && judges.hessian.lambda_min.abs() < 1e-12);
        let adam = read(&mut gauge, ProblemChoice::Bowl, Rule::Adam);
        assert!(adam.kind == LimitKind::None && adam.limits.diverge.is_nan() && adam.preconditioned.is_none());
    }

    #[test]
    fn a_network_read_in_small_bites_is_known_as_well_as_at_once() {
        let mut trainer = Spec::default().trainer().unwrap();
        let mut gauge = CurvatureGauge::default();
        let bite = 6.0 * trainer.hessian_product_work();
        for _ in 0..40 {
            trainer.advance(2);
            assert!(gauge.read(&trainer, bite).hessian.products <= 6);
        }
        let digest = trainer.digest();
        let tracked = gauge.read(&trainer, bite).hessian;
        let whole = CurvatureGauge::default().read(&trainer, 1e12).hessian;
        assert!((tracked.lambda_max / whole.lambda_max - 1.0).abs() < 0.01, "{tracked:?} {whole:?}");
        assert!((tracked.lambda_max - whole.lambda_max).abs() <= tracked.errors[0] + whole.errors[0]);
        assert_eq!(trainer.digest(), digest);
        // The trace is the sum of what the whole spectrum says.
        let exact = trace(&trainer, 1e12);
        let estimate = trace(&trainer, 20.0 * trainer.hessian_product_work());
        assert!(exact.standard_error == 0.0 && estimate.products == 20);
        assert!((estimate.value - exact.value).abs() < 4.0 * estimate.standard_error, "{estimate:?} {exact:?}");
    }

    #[test]
    fn an_adaptive_rule_is_read_through_its_step_sizes() {
        let spec = Spec { optimizer: Rule::Adam, learning_rate: 0.01, ..Spec::default() };
        let mut trainer = spec.trainer().unwrap();
        trainer.advance(50);
        let reading = CurvatureGauge::default().read(&trainer, 1e12);
        let curvature = reading.preconditioned.unwrap();
        assert_eq!(reading.kind, LimitKind::Preconditioned);
        // (2 + 2β₁)/(1 − β₁) = 38 at β₁ = 0.9 (Cohen et al. 2022).
        assert!((reading.limits.diverge * curvature.lambda_max - 38.0).abs() < 1e-9);
        assert!(curvature.lambda_max > 0.0 && curvature.errors[0] < 0.01 * curvature.lambda_max);
    }
}
