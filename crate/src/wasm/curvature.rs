//! The curvature under a run, as plain numbers.

use super::session::Session;
use crate::error::{Error, Result};
use crate::experiment::Reading;
use crate::json::Shortest;
use wasm_bindgen::prelude::wasm_bindgen;

/// Curvature of the training loss where the run stands, and what it says about the learning rate. NaN where there is no
/// number.
#[wasm_bindgen(getter_with_clone)]
#[derive(Clone, Debug)]
pub struct CurvatureReading {
    /// Steps made.
    #[wasm_bindgen(readonly)]
    pub step: f64,
    /// The largest eigenvalue of the Hessian.
    #[wasm_bindgen(readonly)]
    pub lambda_max: f64,
    /// The smallest eigenvalue of the Hessian.
    #[wasm_bindgen(readonly)]
    pub lambda_min: f64,
    /// Within this distance of `lambda_max` there is an eigenvalue.
    #[wasm_bindgen(readonly)]
    pub lambda_max_error: f64,
    /// Within this distance of `lambda_min` there is an eigenvalue.
    #[wasm_bindgen(readonly)]
    pub lambda_min_error: f64,
    /// The largest eigenvalue of the Hessian divided by an adaptive rule's present step sizes; NaN for other rules.
    #[wasm_bindgen(readonly)]
    pub preconditioned_max: f64,
    /// Within this distance of it there is an eigenvalue.
    #[wasm_bindgen(readonly)]
    pub preconditioned_error: f64,
    /// Products with the Hessian that this took.
    #[wasm_bindgen(readonly)]
    pub products: u32,
    /// Below this learning rate the walk does not overshoot in the steepest direction: 1/λ for gradient descent. Infinite
    /// where nothing bends up.
    #[wasm_bindgen(readonly)]
    pub smooth_limit: f64,
    /// Above this one it diverges there: 2/λ for gradient descent, (2 + 2μ)/λ with a heavy ball.
    #[wasm_bindgen(readonly)]
    pub diverge_limit: f64,
    /// What the limits rest on: `hessian` (exact on quadratics), `preconditioned` (an adaptive rule: they hold for its step
    /// sizes of now, which follow the gradients) or `none` (an adaptive rule before its first step).
    #[wasm_bindgen(readonly)]
    pub limit_kind: String,
}

impl CurvatureReading {
    pub(super) fn new(step: u64, reading: &Reading) -> Self {
        let Reading { hessian, preconditioned, limits, kind } = reading;
        let scaled = preconditioned.as_ref();
        Self {
            step: step as f64,
            lambda_max: hessian.lambda_max,
            lambda_min: hessian.lambda_min,
            lambda_max_error: hessian.errors[0],
            lambda_min_error: hessian.errors[1],
            preconditioned_max: scaled.map_or(f64::NAN, |curvature| curvature.lambda_max),
            preconditioned_error: scaled.map_or(f64::NAN, |curvature| curvature.errors[0]),
            products: (hessian.products + scaled.map_or(0, |curvature| curvature.products)) as u32,
            smooth_limit: limits.smooth,
            diverge_limit: limits.diverge,
            limit_kind: kind.name().to_owned(),
        }
    }
}

#[wasm_bindgen]
impl Session {
    /// The curvature under the run, for about `budget` operations (10⁸ are about a tenth of a second), from where it was
    /// found before: called again and again while the run goes on, a small budget is enough. It changes nothing about the
    /// run, but what it says depends on when it was asked before.
    ///
    /// # Errors
    /// Names `budget` unless it is a number from 0.
    pub fn curvature(&mut self, budget: f64) -> Result<CurvatureReading> {
        let reading = self.gauge.read(&self.trainer, checked_budget(budget)?);
        Ok(CurvatureReading::new(self.trainer.steps(), &reading))
    }
}

/// What programs ask for and the page does not.
#[cfg(feature = "networks")]
#[wasm_bindgen]
impl Session {
    /// The trace of the Hessian and its standard error, 0 if it is exact, for about `budget` operations.
    ///
    /// # Errors
    /// Names `budget` unless it is a number from 0.
    pub fn hessian_trace(&self, budget: f64) -> Result<Vec<f64>> {
        let trace = crate::experiment::trace(&self.trainer, checked_budget(budget)?);
        Ok(vec![trace.value, trace.standard_error])
    }
}

fn checked_budget(budget: f64) -> Result<f64> {
    if budget >= 0.0 {
        return Ok(budget);
    }
    Err(Error::new("budget", format!("must be a number of operations from 0, got {}", Shortest::from(budget))))
}
