//! The arithmetic of a run: figures and gradients of a state, and the step from one state to the next.

use super::blow_up::{BlowUp, Cause, all_finite, gradient_layer, parameter_layer};
use super::history::Figures;
use super::state::State;
use crate::dataset::Dataset;
use crate::math::norm::norm;
use crate::network::{Loss, Mlp, Workspace, accuracy};
use crate::samples::Samples;

/// Evaluates states of one network on one data set. It remembers what it has computed for the present state, so that
/// drawing a run costs no second pass; call [`Engine::forget`] whenever the present state changes.
#[derive(Clone, Debug)]
pub(super) struct Engine {
    pub(super) data: Dataset,
    pub(super) mlp: Mlp,
    loss: Loss,
    workspace: Workspace,
    outputs: Vec<f32>,
    /// Loss and accuracy of the present state on the training rows.
    train: Option<(f64, f64)>,
    validation: Option<(f64, f64)>,
    /// Gradient of the present state over all training rows, if `has_grads`.
    grads: Vec<f32>,
    has_grads: bool,
    batch: Batch,
}

/// Scratch of a mini-batch step.
#[derive(Clone, Debug)]
struct Batch {
    rows: Vec<usize>,
    samples: Samples,
    grads: Vec<f32>,
}

impl Engine {
    /// `batch_size` is the room for mini-batches; 0 if there are none.
    pub(super) fn new(data: Dataset, mlp: Mlp, loss: Loss, batch_size: usize) -> Self {
        let params = mlp.param_count();
        Self {
            loss,
            workspace: Workspace::new(&mlp),
            outputs: Vec::new(),
            train: None,
            validation: None,
            grads: vec![0.0; params],
            has_grads: false,
            batch: Batch {
                rows: Vec::with_capacity(batch_size),
                samples: data.train.with_capacity(batch_size),
                grads: vec![0.0; if batch_size > 0 { params } else { 0 }],
            },
            data,
            mlp,
        }
    }

    /// To be called when the present state is another one.
    pub(super) fn forget(&mut self) {
        self.train = None;
        self.validation = None;
        self.has_grads = false;
    }

    /// The gradient over all training rows; their loss and accuracy come with it.
    pub(super) fn gradient(&mut self, params: &[f32]) -> &[f32] {
        if !self.has_grads {
            let loss = self.mlp.loss_gradient_and_predictions(
                params,
                &self.data.train,
                self.loss,
                &mut self.workspace,
                &mut self.grads,
                &mut self.outputs,
            );
            self.train = Some((loss, accuracy(&self.outputs, self.data.train.targets())));
            self.has_grads = true;
        }
        &self.grads
    }

    /// log10 of the norm of each layer's weight gradient; −∞ for an exact 0.
    pub(super) fn layer_gradients(&mut self, params: &[f32]) -> Vec<f64> {
        self.gradient(params);
        let weights = self.mlp.layers().iter().map(|layer| &self.grads[layer.weights.clone()]);
        weights.map(|weights| libm::log10(norm(weights))).collect()
    }

    /// Loss and accuracy over all training rows.
    pub(super) fn train(&mut self, params: &[f32]) -> (f64, f64) {
        let (mlp, samples) = (&self.mlp, &self.data.train);
        *self
            .train
            .get_or_insert_with(|| measure(mlp, params, samples, self.loss, &mut self.workspace, &mut self.outputs))
    }

    /// Losses and accuracies of the present state.
    pub(super) fn figures(&mut self, params: &[f32]) -> Figures {
        let (train_loss, train_accuracy) = self.train(params);
        let (mlp, samples) = (&self.mlp, &self.data.validation);
        let (validation_loss, validation_accuracy) = *self
            .validation
            .get_or_insert_with(|| measure(mlp, params, samples, self.loss, &mut self.workspace, &mut self.outputs));
        Figures { train_loss, train_accuracy, validation_loss, validation_accuracy }
    }

    /// Loss and accuracy over the test rows.
    pub(super) fn test(&mut self, params: &[f32]) -> (f64, f64) {
        measure(&self.mlp, params, &self.data.test, self.loss, &mut self.workspace, &mut self.outputs)
    }

    /// Training loss of parameters that are not the present ones.
    pub(super) fn loss_at(&mut self, params: &[f32]) -> f64 {
        self.mlp.loss(params, &self.data.train, self.loss, &mut self.workspace)
    }

    /// Moves `state`, the present one or a clone of it, one step on. What is remembered still belongs to the present
    /// state. A state that could not be moved is broken.
    pub(super) fn step(&mut self, state: &mut State, learning_rate: f32) -> Result<(), BlowUp> {
        let Some(batches) = &mut state.batches else {
            self.gradient(&state.params);
            let loss = self.train(&state.params).0;
            self.check(state, loss, &self.grads, true)?;
            state.optimizer.step(learning_rate, &mut state.params, &self.grads);
            return self.finish(state);
        };
        batches.next_into(&mut self.batch.rows);
        self.data.train.gather_into(&self.batch.rows, &mut self.batch.samples);
        let (samples, grads) = (&self.batch.samples, &mut self.batch.grads);
        let loss = self.mlp.loss_and_gradient(&state.params, samples, self.loss, &mut self.workspace, grads);
        self.check(state, loss, &self.batch.grads, false)?;
        state.optimizer.step(learning_rate, &mut state.params, &self.batch.grads);
        self.finish(state)
    }

    /// Whether the full training loss of the present state is a number. In full-batch runs this is the forward pass of
    /// the next step, made early: a run stops where it breaks, not one step later.
    pub(super) fn check_loss(&mut self, state: &State) -> Result<(), BlowUp> {
        if state.batches.is_some() {
            return Ok(());
        }
        self.gradient(&state.params);
        let loss = self.train(&state.params).0;
        if loss.is_finite() { Ok(()) } else { Err(self.loss_blow_up(state, true)) }
    }

    fn check(&self, state: &State, loss: f64, grads: &[f32], is_full: bool) -> Result<(), BlowUp> {
        if !loss.is_finite() {
            return Err(self.loss_blow_up(state, is_full));
        }
        if all_finite(grads) {
            return Ok(());
        }
        Err(BlowUp { step: state.step + 1, cause: Cause::Gradient, layer: gradient_layer(&self.mlp, grads) })
    }

    /// The layer is the lowest one whose sums overflow, or the last one if only the loss itself does.
    fn loss_blow_up(&self, state: &State, is_full: bool) -> BlowUp {
        let samples = if is_full { &self.data.train } else { &self.batch.samples };
        let overflow = self.mlp.first_overflow(&state.params, samples, self.loss, &mut self.workspace.clone());
        let layer = overflow.unwrap_or(self.mlp.layers().len());
        BlowUp { step: state.step, cause: Cause::Loss, layer: Some(layer) }
    }

    fn finish(&self, state: &mut State) -> Result<(), BlowUp> {
        state.step += 1;
        if all_finite(&state.params) {
            return Ok(());
        }
        Err(BlowUp { step: state.step, cause: Cause::Parameter, layer: parameter_layer(&self.mlp, &state.params) })
    }
}

fn measure(
    mlp: &Mlp,
    params: &[f32],
    samples: &Samples,
    loss: Loss,
    workspace: &mut Workspace,
    outputs: &mut Vec<f32>,
) -> (f64, f64) {
    let loss = mlp.loss_and_predictions(params, samples, loss, workspace, outputs);
    (loss, accuracy(outputs, samples.targets()))
}
