//! The loss of a network on rows, as a function of the parameters that train: all of them, or a chosen few.

use super::blow_up::{gradient_layer, parameter_layer};
use super::problem::Source;
use crate::error::Result;
use crate::math::norm::norm;
use crate::network::{Loss, Mlp, Workspace, accuracy};
use crate::objective::Free;
use crate::samples::Samples;

/// Evaluates one network on its rows. Memory is allocated once.
#[derive(Clone, Debug)]
pub(super) struct NetworkObjective {
    pub(super) source: Source,
    pub(super) mlp: Mlp,
    pub(super) loss: Loss,
    workspace: Workspace,
    outputs: Vec<f32>,
    /// The mini-batch of the present step.
    batch: Samples,
    partial: Option<Partial>,
}

/// What is needed if not all parameters train: the full vectors.
#[derive(Clone, Debug)]
struct Partial {
    free: Free,
    params: Vec<f32>,
    grads: Vec<f32>,
}

/// A set of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Train,
    Validation,
    Test,
}

impl NetworkObjective {
    /// `batch_size` is the room for mini-batches; 0 if there are none.
    pub(super) fn new(source: Source, mlp: Mlp, loss: Loss, free: Option<Free>, batch_size: usize) -> Result<Self> {
        for samples in [Some(source.train()), source.validation(), source.test()].into_iter().flatten() {
            mlp.check(samples, loss)?;
        }
        let partial =
            free.map(|free| Partial { params: free.all().to_vec(), grads: vec![0.0; free.all().len()], free });
        let (workspace, batch) = (Workspace::new(&mlp), source.train().with_capacity(batch_size));
        Ok(Self { source, mlp, loss, workspace, outputs: Vec::new(), batch, partial })
    }

    /// How many numbers train.
    pub(super) fn param_count(&self) -> usize {
        self.free().map_or(self.mlp.param_count(), |free| free.places().len())
    }

    pub(super) fn free(&self) -> Option<&Free> {
        self.partial.as_ref().map(|partial| &partial.free)
    }

    /// All parameters of the network at these free ones.
    pub(super) fn whole(&self, params: &[f32]) -> Vec<f32> {
        self.free().map_or_else(|| params.to_vec(), |free| free.whole(params))
    }

    /// Writes the gradient over all training rows to `grads` and returns their loss and accuracy.
    pub(super) fn gradient(&mut self, params: &[f32], grads: &mut [f32]) -> (f64, f64) {
        let Self { source, mlp, loss, workspace, outputs, partial, .. } = self;
        let samples = source.train();
        let mut run = |params: &[f32], grads: &mut [f32]| {
            mlp.loss_gradient_and_predictions(params, samples, *loss, workspace, grads, outputs)
        };
        let loss = match partial {
            None => run(params, grads),
            Some(partial) => partial.gradient(params, grads, run),
        };
        (loss, accuracy(outputs, samples.targets(), self.loss))
    }

    /// The same over the mini-batch of these rows, without their accuracy.
    pub(super) fn batch_gradient(&mut self, params: &[f32], rows: &[usize], grads: &mut [f32]) -> f64 {
        let Self { source, mlp, loss, workspace, batch, partial, .. } = self;
        let samples = source.train();
        let mut run = |params: &[f32], grads: &mut [f32]| {
            mlp.loss_and_gradient_of_rows(params, samples, rows, *loss, workspace, batch, grads)
        };
        match partial {
            None => run(params, grads),
            Some(partial) => partial.gradient(params, grads, run),
        }
    }

    /// Loss and accuracy over a set of rows; NaN if there is none.
    pub(super) fn measure(&mut self, params: &[f32], part: Part) -> (f64, f64) {
        let Self { source, mlp, loss, workspace, outputs, partial, .. } = self;
        let samples = match part {
            Part::Train => Some(source.train()),
            Part::Validation => source.validation(),
            Part::Test => source.test(),
        };
        let Some(samples) = samples else { return (f64::NAN, f64::NAN) };
        let params = placed(partial, params);
        let loss = mlp.loss_and_predictions(params, samples, *loss, workspace, outputs);
        (loss, accuracy(outputs, samples.targets(), self.loss))
    }

    /// Loss over all training rows.
    pub(super) fn train_loss(&mut self, params: &[f32]) -> f64 {
        let params = placed(&mut self.partial, params);
        self.mlp.loss(params, self.source.train(), self.loss, &mut self.workspace)
    }

    /// Loss over the mini-batch of these rows.
    pub(super) fn batch_loss(&mut self, params: &[f32], rows: &[usize]) -> f64 {
        let Self { source, mlp, loss, workspace, batch, partial, .. } = self;
        source.train().gather_into(rows, batch);
        mlp.loss(placed(partial, params), batch, *loss, workspace)
    }

    /// log10 of the norm of each layer's weights in a gradient, frozen ones left out; −∞ for an exact 0.
    pub(super) fn layer_norms(&self, grads: &[f32]) -> Vec<f64> {
        let whole;
        let grads = match self.free() {
            None => grads,
            Some(free) => {
                whole = free.spread(grads);
                &whole
            }
        };
        self.mlp.layers().iter().map(|layer| libm::log10(norm(&grads[layer.weights.clone()]))).collect()
    }

    /// The layer where the loss left the numbers: the lowest one whose sums overflow, or the last one if only the loss
    /// itself does. With `in_batch` on the rows of the last mini-batch.
    pub(super) fn overflow_layer(&self, params: &[f32], in_batch: bool) -> usize {
        let samples = if in_batch { &self.batch } else { self.source.train() };
        let whole = self.whole(params);
        let overflow = self.mlp.first_overflow(&whole, samples, self.loss, &mut self.workspace.clone());
        overflow.unwrap_or(self.mlp.layers().len())
    }

    /// The layer where backpropagation met the first number that is not finite.
    pub(super) fn gradient_layer(&self, grads: &[f32]) -> Option<usize> {
        gradient_layer(&self.mlp, &self.free().map_or_else(|| grads.to_vec(), |free| free.spread(grads)))
    }

    /// The lowest layer with a parameter that is not finite.
    pub(super) fn parameter_layer(&self, params: &[f32]) -> Option<usize> {
        parameter_layer(&self.mlp, &self.whole(params))
    }

    /// The exact product of the Hessian over all training rows with `vector`; cost as
    /// [`Mlp::hessian_vector_product`].
    pub(super) fn hessian_product(&self, params: &[f32], vector: &[f64]) -> Vec<f64> {
        let params: Vec<f64> = self.whole(params).into_iter().map(f64::from).collect();
        let samples = self.source.train();
        let Some(free) = self.free() else {
            return self.mlp.hessian_vector_product(&params, samples, self.loss, vector);
        };
        let mut direction = vec![0.0; params.len()];
        free.places().iter().zip(vector).for_each(|(&place, &entry)| direction[place] = entry);
        let product = self.mlp.hessian_vector_product(&params, samples, self.loss, &direction);
        free.places().iter().map(|&place| product[place]).collect()
    }
}

impl Partial {
    /// A gradient by the free parameters, given how to compute one by all of them.
    fn gradient(&mut self, params: &[f32], grads: &mut [f32], mut run: impl FnMut(&[f32], &mut [f32]) -> f64) -> f64 {
        self.free.place_into(params, &mut self.params);
        let loss = run(&self.params, &mut self.grads);
        self.free.pick_into(&self.grads, grads);
        loss
    }
}

/// All parameters at these free ones.
fn placed<'a>(partial: &'a mut Option<Partial>, params: &'a [f32]) -> &'a [f32] {
    match partial {
        None => params,
        Some(partial) => {
            partial.free.place_into(params, &mut partial.params);
            &partial.params
        }
    }
}
