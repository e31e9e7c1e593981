//! Steps and nothing else: no curve, no path, no way back. For whoever keeps the parameters.

use crate::error::{Error, Result};
use crate::network::{Loss, Mlp, Workspace};
use crate::optimizer::{Optimizer, OptimizerConfig};
use crate::samples::Samples;

/// What is minimised: the loss of a network on some rows. Whether the parts fit is for [`Mlp::check`] to say, once.
#[derive(Clone, Copy, Debug)]
pub struct Fit<'a> {
    /// The shape of the network.
    pub mlp: &'a Mlp,
    /// All rows.
    pub samples: &'a Samples,
    /// What is minimised over the rows of a batch.
    pub loss: Loss,
}

/// Which rows each step looks at: the next `size` of a list of rows, from its beginning again after its end. The last batch
/// before the end may be smaller.
#[derive(Clone, Debug, PartialEq)]
pub struct BatchOrder {
    rows: Vec<usize>,
    size: usize,
}

impl BatchOrder {
    /// Batches of `size` of `rows`; both empty means that every step looks at all rows.
    ///
    /// # Errors
    /// Names `order` if it holds a row number that is not below `row_count`, `batch_size` if only one of both is given.
    pub fn new(rows: &[u32], size: usize, row_count: usize) -> Result<Self> {
        if rows.is_empty() != (size == 0) {
            let problem = "must be 0 (all rows at every step) without an order of rows, and above 0 with one";
            return Err(Error::new("batch_size", problem));
        }
        if let Some(at) = rows.iter().position(|&row| row as usize >= row_count) {
            let problem = format!("must be a row number below {row_count}, got {}", rows[at]);
            return Err(Error::new(format!("order[{at}]"), problem));
        }
        Ok(Self { rows: rows.iter().map(|&row| row as usize).collect(), size })
    }
}

/// An optimizer with its memory, and the scratch of its steps. Nothing is allocated after the first step.
#[derive(Clone, Debug)]
pub struct Descent {
    optimizer: Optimizer,
    batch: Samples,
    grads: Vec<f32>,
}

impl Descent {
    /// An optimizer that has made no step, for `fit`.
    ///
    /// # Errors
    /// Names the option of `config` that is out of its range.
    pub fn new(config: &OptimizerConfig, fit: Fit<'_>) -> Result<Self> {
        config.check()?;
        let count = fit.mlp.param_count();
        Ok(Self {
            optimizer: Optimizer::new(config, count),
            batch: fit.samples.with_capacity(0),
            grads: vec![0.0; count],
        })
    }

    /// Makes up to `steps` steps from `params`, in place, the first one on the first batch of `order`, and returns how many
    /// were made. It stops where the loss of a batch is not a finite number; `params` are then those that gave it.
    ///
    /// Cost of a step: [`Mlp::loss_and_gradient`] on the batch, a copy of its rows, and one pass over the parameters.
    ///
    /// # Panics
    /// If `params` or `fit` belong to another network than the descent was made for.
    pub fn advance(
        &mut self,
        fit: Fit<'_>,
        workspace: &mut Workspace,
        params: &mut [f32],
        learning_rate: f32,
        order: &BatchOrder,
        steps: u64,
    ) -> u64 {
        let Fit { mlp, samples, loss } = fit;
        let mut next = 0;
        for step in 0..steps {
            let loss = if order.size == 0 {
                mlp.loss_and_gradient(params, samples, loss, workspace, &mut self.grads)
            } else {
                let end = (next + order.size).min(order.rows.len());
                let rows = &order.rows[next..end];
                next = if end == order.rows.len() { 0 } else { end };
                let (batch, grads) = (&mut self.batch, &mut self.grads);
                mlp.loss_and_gradient_of_rows(params, samples, rows, loss, workspace, batch, grads)
            };
            if !loss.is_finite() {
                return step;
            }
            self.optimizer.step(learning_rate, params, &self.grads);
        }
        steps
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::{Activation, MlpConfig, Residual};
    use crate::samples::RowTargets;

    /// (w·x + c − y)² on four points of the line y = 2x + 1.
    fn line() -> (Mlp, Samples) {
        let config = MlpConfig {
            widths: vec![1, 1],
            activation: Activation::Identity,
            leaky_slope: 0.0,
            residual: Residual::default(),
        };
        let targets = RowTargets::Values { outputs: 1, values: &[1.0, 3.0, 5.0, 7.0] };
        (Mlp::new(config).unwrap(), Samples::from_rows(&[0.0, 1.0, 2.0, 3.0], 1, targets).unwrap())
    }

    /// From (w, c) = (0, 0): the parameters after `steps` and how many steps were made.
    fn walk(name: &str, rate: f32, order: (&[u32], usize), calls: &[u64]) -> ([f32; 2], u64) {
        let (mlp, samples) = line();
        let fit = Fit { mlp: &mlp, samples: &samples, loss: Loss::Mse };
        let mut descent = Descent::new(&OptimizerConfig::from_name(name).unwrap(), fit).unwrap();
        let order = BatchOrder::new(order.0, order.1, 4).unwrap();
        let (mut params, mut workspace) = ([0.0; 2], Workspace::new(&mlp));
        let made =
            calls.iter().map(|&steps| descent.advance(fit, &mut workspace, &mut params, rate, &order, steps)).sum();
        (params, made)
    }

    #[test]
    fn one_row_a_step_in_the_order_asked_for() {
        // Row 1: g = 2(0 − 3)·(1, 1). Row 0 from (0.6, 0.6): g = 2(0.6 − 1)·(0, 1). Row 1 again from (0.6, 0.68).
        let (params, made) = walk("sgd", 0.1, (&[1, 0], 1), &[3]);
        assert_eq!(made, 3);
        for (param, expected) in params.iter().zip([0.6 + 0.344, 0.68 + 0.344]) {
            assert!((param - expected).abs() < 1e-6, "{params:?}");
        }
    }

    #[test]
    fn the_last_batch_before_the_end_may_be_smaller() {
        let (mixed, _) = walk("sgd", 0.05, (&[0, 1, 2], 2), &[2]);
        let (mlp, samples) = line();
        let (mut params, mut grads, mut workspace) = ([0.0; 2], [0.0; 2], Workspace::new(&mlp));
        for rows in [[0, 1].as_slice(), &[2]] {
            mlp.loss_and_gradient(&params, &samples.subset(rows), Loss::Mse, &mut workspace, &mut grads);
            params.iter_mut().zip(grads).for_each(|(w, g)| *w -= 0.05 * g);
        }
        assert_eq!(mixed, params);
    }

    #[test]
    fn full_batches_find_the_line_with_every_rule() {
        for (name, rate, steps) in [("sgd", 0.1, 400), ("momentum", 0.05, 400), ("adam", 0.1, 1000)] {
            let (params, made) = walk(name, rate, (&[], 0), &[steps]);
            assert_eq!(made, steps);
            assert!((params[0] - 2.0).abs() < 1e-3 && (params[1] - 1.0).abs() < 1e-3, "{name} {params:?}");
        }
    }

    #[test]
    fn the_memory_of_the_optimizer_stays_between_calls() {
        assert_eq!(walk("adam", 0.1, (&[], 0), &[10]), walk("adam", 0.1, (&[], 0), &[4, 6]));
        assert_eq!(walk("momentum", 0.1, (&[0, 1], 1), &[8]), walk("momentum", 0.1, (&[0, 1], 1), &[6, 2]));
    }

    #[test]
    fn a_run_that_leaves_the_numbers_says_where() {
        let (params, made) = walk("sgd", 1e4, (&[], 0), &[1000]);
        assert!(made < 20, "{made}");
        let (mlp, samples) = line();
        let loss = mlp.loss(&params, &samples, Loss::Mse, &mut Workspace::new(&mlp));
        assert!(!loss.is_finite(), "{loss}");
    }

    #[test]
    fn an_impossible_order_is_named() {
        let field = |rows: &[u32], size| BatchOrder::new(rows, size, 4).unwrap_err().field;
        assert_eq!(field(&[0, 4], 1), "order[1]");
        assert_eq!(field(&[0, 1], 0), "batch_size");
        assert_eq!(field(&[], 2), "batch_size");
    }
}
