//! The arithmetic of a run: figures and gradients of a state, and the step from one state to the next.

use super::batches::Batches;
use super::blow_up::{BlowUp, Cause, all_finite};
use super::clip::Clip;
use super::history::Figures;
use super::network_objective::{NetworkObjective, Part};
use super::noise::Noise;
use super::state::State;
use crate::objective::ClosedForm;

/// What is minimised, as a function of the parameters that train.
#[derive(Clone, Debug)]
pub(super) enum Objective {
    Network(Box<NetworkObjective>),
    ClosedForm(ClosedForm),
}

/// Evaluates states of one objective. It remembers what it has computed for the present state, so that drawing a run
/// costs no second pass; call [`Engine::forget`] whenever the present state changes.
#[derive(Clone, Debug)]
pub(super) struct Engine {
    pub(super) objective: Objective,
    /// Loss and accuracy of the present state on the training rows.
    train: Option<(f64, f64)>,
    validation: Option<(f64, f64)>,
    /// Gradient of the present state over all training rows, if `has_grads`.
    grads: Vec<f32>,
    has_grads: bool,
    /// Scratch of a mini-batch step.
    batch_rows: Vec<usize>,
    batch_grads: Vec<f32>,
    pub(super) clip: Clip,
    pub(super) noise: Noise,
}

impl Engine {
    /// `batch_size` is the room for mini-batches; 0 if there are none.
    pub(super) fn new(objective: Objective, batch_size: usize, clip: Clip, noise: Noise) -> Self {
        let params = objective.param_count();
        Self {
            objective,
            train: None,
            validation: None,
            grads: vec![0.0; params],
            has_grads: false,
            batch_rows: Vec::with_capacity(batch_size),
            batch_grads: vec![0.0; if batch_size > 0 { params } else { 0 }],
            clip,
            noise,
        }
    }

    /// Room for mini-batches of another size; 0 if there are none.
    pub(super) fn make_room(&mut self, batch_size: usize) {
        let params = self.objective.param_count();
        self.batch_rows = Vec::with_capacity(batch_size);
        self.batch_grads.resize(if batch_size > 0 { params } else { 0 }, 0.0);
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
            self.train = Some(self.objective.gradient(params, &mut self.grads));
            self.has_grads = true;
        }
        &self.grads
    }

    /// log10 of the norm of each layer's weight gradient; −∞ for an exact 0. A formula has no layers.
    pub(super) fn layer_gradients(&mut self, params: &[f32]) -> Vec<f64> {
        self.gradient(params);
        match self.objective.inside() {
            Objective::Network(network) => network.layer_norms(&self.grads),
            Objective::ClosedForm(_) => Vec::new(),
        }
    }

    /// Loss and accuracy over all training rows.
    pub(super) fn train(&mut self, params: &[f32]) -> (f64, f64) {
        let objective = &mut self.objective;
        *self.train.get_or_insert_with(|| objective.measure(params, Part::Train))
    }

    /// Losses and accuracies of the present state.
    pub(super) fn figures(&mut self, params: &[f32]) -> Figures {
        let (train_loss, train_accuracy) = self.train(params);
        let objective = &mut self.objective;
        let (validation_loss, validation_accuracy) =
            *self.validation.get_or_insert_with(|| objective.measure(params, Part::Validation));
        Figures { train_loss, train_accuracy, validation_loss, validation_accuracy }
    }

    /// Loss and accuracy over the test rows.
    pub(super) fn test(&mut self, params: &[f32]) -> (f64, f64) {
        self.objective.measure(params, Part::Test)
    }

    /// Training loss of parameters that are not the present ones.
    pub(super) fn loss_at(&mut self, params: &[f32]) -> f64 {
        match self.objective.inside_mut() {
            Objective::Network(network) => network.train_loss(params),
            Objective::ClosedForm(form) => value(*form, params),
        }
    }

    /// Loss of the present state over some of the training rows.
    pub(super) fn batch_loss(&mut self, params: &[f32], rows: &[usize]) -> f64 {
        match self.objective.inside_mut() {
            Objective::Network(network) => network.batch_loss(params, rows),
            Objective::ClosedForm(form) => value(*form, params),
        }
    }

    /// Moves `state`, the present one or a clone of it, one step on. What is remembered still belongs to the present
    /// state. A state that could not be moved is broken.
    pub(super) fn step(&mut self, state: &mut State, learning_rate: f32) -> Result<(), BlowUp> {
        let Some(batches) = &mut state.batches else {
            self.gradient(&state.params);
            let loss = self.train(&state.params).0;
            self.check(state, loss, &self.grads, false)?;
            let grads = self.noise.apply(state.step, &self.grads);
            state.optimizer.step(learning_rate, &mut state.params, self.clip.apply(grads));
            return self.finish(state);
        };
        batches.next_into(&mut self.batch_rows);
        let loss = self.objective.batch_gradient(&state.params, &self.batch_rows, &mut self.batch_grads);
        self.check(state, loss, &self.batch_grads, true)?;
        state.optimizer.step(learning_rate, &mut state.params, self.clip.apply(&self.batch_grads));
        self.finish(state)
    }

    /// The gradient that the optimizer sees in the step after `state`, the present one: of its rows, with noise, clipped.
    pub(super) fn seen_gradient(&mut self, state: &State) -> Vec<f32> {
        let Some(mut batches) = state.batches.clone() else {
            self.gradient(&state.params);
            let grads = self.noise.apply(state.step, &self.grads);
            return self.clip.apply(grads).to_vec();
        };
        batches.next_into(&mut self.batch_rows);
        self.objective.batch_gradient(&state.params, &self.batch_rows, &mut self.batch_grads);
        self.clip.apply(&self.batch_grads).to_vec()
    }

    /// Whether the full training loss of the present state is a number. In full-batch runs this is the forward pass of
    /// the next step, made early: a run stops where it breaks, not one step later.
    pub(super) fn check_loss(&mut self, state: &State) -> Result<(), BlowUp> {
        if state.batches.is_some() {
            return Ok(());
        }
        self.gradient(&state.params);
        let loss = self.train(&state.params).0;
        if loss.is_finite() { Ok(()) } else { Err(self.loss_blow_up(state, false)) }
    }

    fn check(&self, state: &State, loss: f64, grads: &[f32], in_batch: bool) -> Result<(), BlowUp> {
        if !loss.is_finite() {
            return Err(self.loss_blow_up(state, in_batch));
        }
        if all_finite(grads) {
            return Ok(());
        }
        let layer = self.objective.network().and_then(|network| network.gradient_layer(grads));
        Err(BlowUp { step: state.step + 1, cause: Cause::Gradient, layer })
    }

    fn loss_blow_up(&self, state: &State, in_batch: bool) -> BlowUp {
        let layer = self.objective.network().map(|network| network.overflow_layer(&state.params, in_batch));
        BlowUp { step: state.step, cause: Cause::Loss, layer }
    }

    fn finish(&self, state: &mut State) -> Result<(), BlowUp> {
        state.step += 1;
        if all_finite(&state.params) {
            return Ok(());
        }
        let layer = self.objective.network().and_then(|network| network.parameter_layer(&state.params));
        Err(BlowUp { step: state.step, cause: Cause::Parameter, layer })
    }
}

impl Objective {
    /// Itself: a formula, where there is nothing else. Inlined, or nobody would leave out what cannot happen.
    #[inline(always)]
    fn inside(&self) -> &Self {
        assert!(crate::WHOLE || matches!(self, Self::ClosedForm(_)));
        self
    }

    #[inline(always)]
    fn inside_mut(&mut self) -> &mut Self {
        self.inside();
        self
    }

    /// How many numbers train.
    pub(super) fn param_count(&self) -> usize {
        match self.inside() {
            Self::Network(network) => network.param_count(),
            Self::ClosedForm(_) => 2,
        }
    }

    /// The stream of mini-batches of a run that goes on with batches of `size` rows: the same one, or a new one if they had
    /// another size. A formula has no rows.
    pub(super) fn continued_batches(&self, before: Option<Batches>, size: usize, seed: u32) -> Option<Batches> {
        let rows = self.network().map_or(0, |network| network.source.train().rows());
        let fresh = Batches::new(rows, size, seed)?;
        Some(before.filter(|before| before.size() == fresh.size()).unwrap_or(fresh))
    }

    pub(super) fn network(&self) -> Option<&NetworkObjective> {
        match self.inside() {
            Self::Network(network) => Some(network),
            Self::ClosedForm(_) => None,
        }
    }

    /// Writes the gradient over all training rows to `grads` and returns loss and accuracy.
    fn gradient(&mut self, params: &[f32], grads: &mut [f32]) -> (f64, f64) {
        match self.inside_mut() {
            Self::Network(network) => network.gradient(params, grads),
            Self::ClosedForm(form) => {
                let gradient = form.gradient(f64::from(params[0]), f64::from(params[1]));
                grads.iter_mut().zip(gradient).for_each(|(grad, entry)| *grad = entry as f32);
                (value(*form, params), f64::NAN)
            }
        }
    }

    /// A formula has no rows, so its mini-batches are the whole.
    fn batch_gradient(&mut self, params: &[f32], rows: &[usize], grads: &mut [f32]) -> f64 {
        match self.inside_mut() {
            Self::Network(network) => network.batch_gradient(params, rows, grads),
            Self::ClosedForm(_) => self.gradient(params, grads).0,
        }
    }

    /// Loss and accuracy over a set of rows; NaN where there is none.
    fn measure(&mut self, params: &[f32], part: Part) -> (f64, f64) {
        match self.inside_mut() {
            Self::Network(network) => network.measure(params, part),
            Self::ClosedForm(form) if part == Part::Train => (value(*form, params), f64::NAN),
            Self::ClosedForm(_) => (f64::NAN, f64::NAN),
        }
    }

    /// The exact product of the Hessian at `params` with `vector`.
    pub(super) fn hessian_product(&self, params: &[f32], vector: &[f64]) -> Vec<f64> {
        match self.inside() {
            Self::Network(network) => network.hessian_product(params, vector),
            Self::ClosedForm(form) => {
                let [xx, xy, yy] = form.hessian(f64::from(params[0]), f64::from(params[1]));
                vec![xx * vector[0] + xy * vector[1], xy * vector[0] + yy * vector[1]]
            }
        }
    }
}

fn value(form: ClosedForm, params: &[f32]) -> f64 {
    form.value(f64::from(params[0]), f64::from(params[1]))
}
