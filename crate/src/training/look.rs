//! What a run shows of itself, without changing.

use super::blow_up::BlowUp;
use super::digest::Digest;
use super::drops::Placed;
use super::engine::Objective;
use super::history::{CurvePoint, Figures, PathPoint};
use super::network_objective::NetworkObjective;
use super::problem::Source;
use super::trainer::Trainer;
use crate::dataset::Dataset;
use crate::math::norm::norm;
use crate::network::{Loss, Mlp};
use crate::objective::{ClosedForm, Free, Window};
use crate::optimizer::Optimizer;
use crate::samples::Samples;

/// A fingerprint of several runs, in their order, as 8 hexadecimal characters; that of one run is its [`Trainer::digest`].
pub fn digest_of<'a>(runs: impl IntoIterator<Item = &'a Trainer>) -> String {
    let hashes: Vec<u64> = runs.into_iter().map(|run| run.state.digest()).collect();
    let [hash] = hashes[..] else {
        let mut digest = Digest::new();
        hashes.into_iter().for_each(|hash| digest.integer(hash));
        return short(digest.finish());
    };
    short(hash)
}

fn short(hash: u64) -> String {
    format!("{:08x}", (hash >> 32) as u32 ^ hash as u32)
}

impl Trainer {
    /// Steps made.
    #[must_use]
    pub fn steps(&self) -> u64 {
        self.state.step
    }

    /// The numbers that train: the flat parameter vector of a network, or the free ones of it, or the two of a formula.
    #[must_use]
    pub fn params(&self) -> &[f32] {
        &self.state.params
    }

    /// All parameters of the network, frozen ones included; of a formula its two.
    #[must_use]
    pub fn all_params(&self) -> Vec<f32> {
        self.network().map_or_else(|| self.state.params.clone(), |network| network.whole(&self.state.params))
    }

    /// The network; a formula has none.
    #[must_use]
    pub fn mlp(&self) -> Option<&Mlp> {
        self.network().map(|network| &network.mlp)
    }

    /// The loss of the network; a formula has none.
    #[must_use]
    pub fn loss(&self) -> Option<Loss> {
        self.network().map(|network| network.loss)
    }

    /// Which parameters of the network train, if not all of them.
    #[must_use]
    pub fn free(&self) -> Option<&Free> {
        self.network().and_then(NetworkObjective::free)
    }

    /// The formula, if that is what this run minimises.
    #[must_use]
    pub fn closed_form(&self) -> Option<ClosedForm> {
        match self.engine.objective {
            Objective::ClosedForm(form) => Some(form),
            Objective::Network(_) => None,
        }
    }

    /// Where to look, if exactly two numbers train: the picture over them is the whole truth then.
    #[must_use]
    pub fn window(&self) -> Option<Window> {
        self.window.filter(|_| self.state.params.len() == 2)
    }

    /// The data with its names and units, if the problem came with them.
    #[must_use]
    pub fn data(&self) -> Option<&Dataset> {
        match &self.network()?.source {
            Source::Dataset(data) => Some(data),
            Source::Rows(_) => None,
        }
    }

    /// The rows a network learns from; a formula has none.
    #[must_use]
    pub fn train_rows(&self) -> Option<&Samples> {
        self.network().map(|network| network.source.train())
    }

    /// The rows that are only looked at.
    #[must_use]
    pub fn validation_rows(&self) -> Option<&Samples> {
        self.network()?.source.validation()
    }

    /// The rows for the end.
    #[must_use]
    pub fn test_rows(&self) -> Option<&Samples> {
        self.network()?.source.test()
    }

    /// The exact product of the Hessian of the training loss here with `vector`, over all training rows, in double
    /// precision. Cost: about four gradients of a network.
    ///
    /// # Panics
    /// If `vector` has another length than [`Trainer::params`].
    #[must_use]
    pub fn hessian_product(&self, vector: &[f64]) -> Vec<f64> {
        assert_eq!(vector.len(), self.state.params.len(), "the direction belongs to another run");
        self.engine.objective.hessian_product(&self.state.params, vector)
    }

    /// The step that this run began with: 0, or that of its branching.
    #[must_use]
    pub fn first_step(&self) -> u64 {
        self.snapshots.first().step
    }

    /// η as the dial shows it; the next step takes [`Trainer::scheduled_rate`].
    #[must_use]
    pub fn learning_rate(&self) -> f32 {
        self.rates.at(self.state.step)
    }

    /// What the dial showed, or will show as far as it is known, at a step.
    #[must_use]
    pub fn learning_rate_at(&self, step: u64) -> f32 {
        self.rates.at(step)
    }

    /// What the dial shows from which step on, in order; the first one holds from step 0.
    pub fn dial_turns(&self) -> impl Iterator<Item = (u64, f32)> {
        self.rates.turns().iter().copied()
    }

    /// Where the ball was put down, by the step at which it was, in order.
    pub fn ball_drops(&self) -> impl Iterator<Item = (u64, [f32; 2])> {
        self.drops.all().iter().filter_map(|&(step, placed)| match placed {
            Placed::Ball(place) => Some((step, place)),
            Placed::Weight { .. } => None,
        })
    }

    /// Which parameters were set by hand, and to what, by the step at which it was, in order.
    pub fn weights_set(&self) -> impl Iterator<Item = (u64, usize, f32)> {
        self.drops.all().iter().filter_map(|&(step, placed)| match placed {
            Placed::Ball(_) => None,
            Placed::Weight { at, value } => Some((step, at, value)),
        })
    }

    /// The rate of the next step: η times the schedule's factor.
    #[must_use]
    pub fn scheduled_rate(&self) -> f32 {
        self.rates.scheduled(self.state.step)
    }

    /// Why the run cannot go on, if it cannot.
    #[must_use]
    pub fn blow_up(&self) -> Option<BlowUp> {
        self.blow_up
    }

    /// Losses and accuracies here.
    pub fn figures(&mut self) -> Figures {
        self.engine.figures(&self.state.params)
    }

    /// Share of the test rows answered right, 0 to 1; NaN in a regression. Nothing in training looks at them.
    pub fn test_accuracy(&mut self) -> f64 {
        self.engine.test(&self.state.params).1
    }

    /// Loss over the test rows. Nothing in training looks at them.
    pub fn test_loss(&mut self) -> f64 {
        self.engine.test(&self.state.params).0
    }

    /// The gradient here, over all training rows whatever the batch size; laid out as the parameters.
    pub fn gradient(&mut self) -> &[f32] {
        self.engine.gradient(&self.state.params)
    }

    /// The Euclidean norm of [`Trainer::gradient`].
    pub fn gradient_norm(&mut self) -> f64 {
        norm(self.gradient())
    }

    /// log10 of the norm of each layer's weight gradient, layers 1 to D, over all training rows. −∞ is an exact 0: a
    /// gradient below the range of numbers.
    pub fn layer_gradients(&mut self) -> Vec<f64> {
        self.engine.layer_gradients(&self.state.params)
    }

    /// The curve so far, the present step included: at most 1025 points, evenly spaced.
    pub fn curve(&mut self) -> Vec<CurvePoint> {
        let mut points = self.curve.points().to_vec();
        if points.last().is_none_or(|last| last.step < self.state.step) {
            points.push(CurvePoint { step: self.state.step, figures: self.figures() });
        }
        points
    }

    /// The path so far in evenly spaced points, from where the ball was dropped last; the present step is the last one
    /// only if it is due.
    #[must_use]
    pub fn path(&self) -> &[PathPoint] {
        let points = self.path.points();
        let since = self.drops.latest(self.state.step).map_or(0, |(step, _)| step);
        &points[points.partition_point(|point| point.step < since)..]
    }

    /// The training loss here.
    pub fn train_loss(&mut self) -> f64 {
        self.engine.train(&self.state.params).0
    }

    /// A fingerprint of step, parameters and optimizer memory, as 8 hexadecimal characters.
    #[must_use]
    pub fn digest(&self) -> String {
        short(self.state.digest())
    }

    /// Operations that [`Trainer::hessian_product`] takes: four gradients at six operations a parameter and row.
    #[must_use]
    pub fn hessian_product_work(&self) -> f64 {
        const OF_A_FORMULA: f64 = 100.0;
        self.network().map_or(OF_A_FORMULA, |network| {
            24.0 * network.mlp.param_count() as f64 * network.source.train().rows() as f64
        })
    }

    /// The rule of the next step, with its memory.
    #[must_use]
    pub fn optimizer(&self) -> &Optimizer {
        &self.state.optimizer
    }

    /// The loss here over the mini-batch that the next step will look at: the height of the ball on the ground of that
    /// batch. `None` if each step takes all rows.
    pub fn next_batch_loss(&mut self) -> Option<f64> {
        let mut batches = self.state.batches.clone()?;
        let mut rows = Vec::new();
        batches.next_into(&mut rows);
        Some(self.engine.batch_loss(&self.state.params, &rows))
    }

    /// How far the losses of mini-batches lie from the loss of all rows here: the root of the mean squared difference over
    /// the next batches, as many as an epoch has. `None` if each step takes all rows. For batches of b rows it falls about
    /// as 1/√b. Cost: the loss of all rows.
    pub fn batch_spread(&mut self) -> Option<f64> {
        let mut batches = self.state.batches.clone()?;
        let count = self.train_rows()?.rows().div_ceil(batches.size());
        let all = self.train_loss();
        let mut rows = Vec::new();
        let squares = (0..count).map(|_| {
            batches.next_into(&mut rows);
            let gap = self.engine.batch_loss(&self.state.params, &rows) - all;
            gap * gap
        });
        let sum: f64 = squares.sum();
        Some((sum / count as f64).sqrt())
    }

    fn network(&self) -> Option<&NetworkObjective> {
        self.engine.objective.network()
    }
}
