//! A network of any shape on any data, for programs that keep the parameters themselves.

use super::convert::count;
use crate::error::{Error, Result};
use crate::experiment::{read_network, read_optimizer};
use crate::landscape::{Plane, PlaneKind, Sampler};
use crate::network::{Init, Loss, Mlp, Workspace};
use crate::random::{Random, Stream};
use crate::samples::{RowTargets, Samples};
use crate::training::{BatchOrder, Descent, Fit};
use wasm_bindgen::prelude::wasm_bindgen;

/// The most points of a surface: 16 MiB of losses.
const MAX_POINTS: usize = 1 << 22;

/// A multilayer perceptron with residual blocks, a loss, and the rows to fit.
///
/// Parameters are one flat `Float32Array` that the caller keeps: layers in order, each its weights row by row
/// (`[out][in]`), then its biases; learned skip gates at the very end.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Network {
    mlp: Mlp,
    loss: Loss,
    workspace: Workspace,
    samples: Option<Samples>,
    /// Made for the first surface.
    sampler: Option<Sampler>,
    descent: Option<Descent>,
}

#[wasm_bindgen]
impl Network {
    /// A network without data yet, from JSON as in a reference case (`docs/reference-cases.md`):
    /// `{"model": {"widths": [2, 16, 1], "activation": "tanh"}, "loss": {"kind": "mse"}}`.
    ///
    /// # Errors
    /// Names the field whose value is not accepted, for example `model.widths[1]`.
    #[wasm_bindgen(constructor)]
    pub fn new(config_json: &str) -> Result<Self> {
        let (mlp, loss) = read_network(config_json)?;
        let workspace = Workspace::new(&mlp);
        Ok(Self { mlp, loss, workspace, samples: None, sampler: None, descent: None })
    }

    /// Length of the flat parameter vector.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn param_count(&self) -> usize {
        self.mlp.param_count()
    }

    /// First parameters, drawn from `seed` by the rule of that name (`he_normal`, `xavier_uniform`, …).
    ///
    /// # Errors
    /// Names `init` if there is no such rule.
    pub fn initial_params(&self, init: &str, seed: u32) -> Result<Vec<f32>> {
        let rule = Init::from_name(init).ok_or_else(|| {
            let names = Init::ALL.map(Init::name).join(", ");
            Error::new("init", format!("must be one of {names}, got {init:?}"))
        })?;
        Ok(rule.initialise(&self.mlp, &mut Random::new(seed, Stream::Init)))
    }

    /// The rows of all calls to come: `inputs` `[row][feature]`, `targets` `[row][output]`, or for `softmax_ce` one class
    /// number a row. The optimizer forgets its steps.
    ///
    /// # Errors
    /// Names `x` or `y` and what is wrong there.
    pub fn set_data(&mut self, inputs: &[f32], targets: &[f32]) -> Result<()> {
        let (features, outputs) = (self.mlp.inputs(), self.mlp.outputs());
        let samples = if self.loss == Loss::SoftmaxCe {
            let labels = class_numbers(targets, outputs)?;
            Samples::from_rows(inputs, features, RowTargets::Classes { classes: outputs, labels: &labels })?
        } else {
            Samples::from_rows(inputs, features, RowTargets::Values { outputs, values: targets })?
        };
        self.mlp.check(&samples, self.loss)?;
        self.samples = Some(samples);
        self.sampler = None;
        self.descent = None;
        Ok(())
    }

    /// The loss over all rows; infinite or NaN where the network leaves the range of numbers.
    ///
    /// # Errors
    /// Names `params` or `data`.
    pub fn loss(&mut self, params: &[f32]) -> Result<f64> {
        self.check_params(params)?;
        let samples = given(self.samples.as_ref())?;
        Ok(self.mlp.loss(params, samples, self.loss, &mut self.workspace))
    }

    /// The gradient of the loss over all rows, in the order of the parameters.
    ///
    /// # Errors
    /// Names `params` or `data`.
    pub fn gradient(&mut self, params: &[f32]) -> Result<Vec<f32>> {
        self.check_params(params)?;
        let samples = given(self.samples.as_ref())?;
        let mut grads = vec![0.0; params.len()];
        self.mlp.loss_and_gradient(params, samples, self.loss, &mut self.workspace, &mut grads);
        Ok(grads)
    }

    /// The outputs `[row][output]` for `inputs` `[row][feature]`, before any sigmoid or softmax.
    ///
    /// # Errors
    /// Names `params` or `x`.
    pub fn predict(&mut self, params: &[f32], inputs: &[f32]) -> Result<Vec<f32>> {
        self.check_params(params)?;
        // Rows without an answer: zeros stand for it, and nobody looks at them.
        let zeros = vec![0.0; inputs.len() / self.mlp.inputs()];
        let targets = RowTargets::Values { outputs: 1, values: &zeros };
        let samples = Samples::from_rows(inputs, self.mlp.inputs(), targets)?;
        let mut outputs = Vec::new();
        self.mlp.predict(params, &samples, &mut self.workspace, &mut outputs);
        Ok(outputs)
    }

    /// Losses at `origin + a·d1 + b·d2`, `[b][a]`, at most 4194304 of them; they may be infinite or NaN.
    ///
    /// # Errors
    /// Names `origin`, `d1` or `d2` if they span no plane, `plane` if they belong to another network, `a_values` if there are
    /// too many points, `data` if there is none.
    pub fn surface(
        &mut self,
        origin: Vec<f32>,
        d1: Vec<f32>,
        d2: Vec<f32>,
        a_values: &[f32],
        b_values: &[f32],
    ) -> Result<Vec<f32>> {
        let points = a_values.len().saturating_mul(b_values.len());
        if points > MAX_POINTS {
            let problem = format!("and b_values may give {MAX_POINTS} points at most, got {points}");
            return Err(Error::new("a_values", problem));
        }
        // How the directions were chosen makes no difference to heights.
        let plane = Plane::new(PlaneKind::Random, origin, d1, d2)?;
        if self.sampler.is_none() {
            let samples = given(self.samples.as_ref())?;
            self.sampler = Some(Sampler::new(self.mlp.clone(), samples.clone(), self.loss)?);
        }
        let sampler = given(self.sampler.as_mut())?;
        sampler.set_plane(&plane)?;
        let mut losses = vec![0.0; points];
        for (&b, row) in b_values.iter().zip(losses.chunks_exact_mut(a_values.len().max(1))) {
            sampler.row(a_values, b, row)?;
        }
        Ok(losses)
    }

    /// The rule of the steps to come, from JSON as in a reference case: `{"kind": "adam", "betas": [0.9, 0.99]}`. It has made
    /// no step yet.
    ///
    /// # Errors
    /// Names the option that is unknown or out of its range, or `data` if there is none.
    pub fn set_optimizer(&mut self, optimizer_json: &str) -> Result<()> {
        let config = read_optimizer(optimizer_json)?;
        let samples = given(self.samples.as_ref())?;
        self.descent = Some(Descent::new(&config, Fit { mlp: &self.mlp, samples, loss: self.loss })?);
        Ok(())
    }

    /// Makes up to `steps` steps, changes `params` in place, and returns how many were made: fewer if the loss of a batch is
    /// not a finite number, and `params` are then those that gave it. The optimizer's memory goes on from call to call.
    ///
    /// Each step takes the next `batch_size` of the row numbers in `order`, from its beginning again after its end. With
    /// `batch_size` 0 and an empty `order` every step takes all rows.
    ///
    /// # Errors
    /// Names `params`, `learning_rate`, `steps`, `order` or `batch_size` if its value is not accepted, `data` or
    /// `optimizer` if there is none yet.
    pub fn train(
        &mut self,
        params: &mut [f32],
        learning_rate: f32,
        steps: f64,
        order: &[u32],
        batch_size: usize,
    ) -> Result<f64> {
        self.check_params(params)?;
        if !(learning_rate > 0.0 && learning_rate.is_finite()) {
            let problem = format!("must be a positive finite number, got {learning_rate}");
            return Err(Error::new("learning_rate", problem));
        }
        let steps = count("steps", steps)?;
        let fit = Fit { mlp: &self.mlp, samples: given(self.samples.as_ref())?, loss: self.loss };
        let order = BatchOrder::new(order, batch_size, fit.samples.rows())?;
        let descent = self.descent.as_mut().ok_or_else(|| Error::new("optimizer", "must be set before training"))?;
        Ok(descent.advance(fit, &mut self.workspace, params, learning_rate, &order, steps) as f64)
    }

    fn check_params(&self, params: &[f32]) -> Result<()> {
        let wanted = self.mlp.param_count();
        if params.len() == wanted {
            return Ok(());
        }
        Err(Error::new("params", format!("must be {wanted} numbers, got {}", params.len())))
    }
}

fn given<T>(data: Option<T>) -> Result<T> {
    data.ok_or_else(|| Error::new("data", "must be set first"))
}

fn class_numbers(targets: &[f32], classes: usize) -> Result<Vec<u16>> {
    let label = |(row, &target): (usize, &f32)| {
        if target >= 0.0 && target < classes as f32 && target.trunc() == target {
            Ok(target as u16)
        } else {
            let problem = format!("must be a class number below {classes}, got {target}");
            Err(Error::new(format!("y[{row}]"), problem))
        }
    };
    targets.iter().enumerate().map(label).collect()
}
