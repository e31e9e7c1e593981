//! One run: a network, its data, its optimizer, and the way from step to step.

use super::batches::Batches;
use super::blow_up::BlowUp;
use super::engine::Engine;
use super::history::{CurvePoint, Figures, PathPoint, Record};
use super::rates::Rates;
use super::snapshots::Snapshots;
use super::state::State;
use crate::dataset::Dataset;
use crate::error::Result;
use crate::math::norm::norm;
use crate::network::{Init, Loss, Mlp, MlpConfig};
use crate::optimizer::{Optimizer, OptimizerConfig};
use crate::random::{Random, Stream};

/// Points of a curve or path at most; more would not be seen.
const MAX_POINTS: usize = 1024;

/// Memory for the parameters of a path, in bytes.
const PATH_BUDGET: usize = 64 << 20;

/// What a run is made of, besides its data.
#[derive(Clone, Debug, PartialEq)]
pub struct TrainerConfig {
    /// The shape of the network; inputs and outputs must fit the data.
    pub model: MlpConfig,
    /// What is minimised.
    pub loss: Loss,
    /// How the first weights are drawn.
    pub init: Init,
    /// The rule of a step.
    pub optimizer: OptimizerConfig,
    /// η of the first step; see [`Trainer::set_learning_rate`].
    pub learning_rate: f32,
    /// Rows a step looks at; 0, or as many as there are, for all of them.
    pub batch_size: usize,
    /// Seed of weights and batches.
    pub seed: u32,
}

/// Where the next step would land.
#[derive(Clone, Debug, PartialEq)]
pub struct Landing {
    /// The parameters there.
    pub params: Vec<f32>,
    /// The loss over all training rows there; may be infinite or NaN.
    pub loss: f64,
}

/// A run that can go on, look one step ahead, and go back to any of its steps with the same bits.
///
/// Determinism: the state after n steps depends on the data, the configuration and the recorded changes of the learning
/// rate, and on nothing else; not on how often somebody looked, nor on the way there.
///
/// Memory is bounded: at most 64 MiB each for path and snapshots, or the few states they need at least if one is larger.
#[derive(Debug)]
pub struct Trainer {
    engine: Engine,
    state: State,
    rates: Rates,
    blow_up: Option<BlowUp>,
    snapshots: Snapshots,
    curve: Record<CurvePoint>,
    path: Record<PathPoint>,
}

impl Trainer {
    /// Draws the first weights and evaluates them.
    ///
    /// # Errors
    /// Names the part of the configuration that is out of range or does not fit the data.
    pub fn new(data: Dataset, config: TrainerConfig) -> Result<Self> {
        let rates = Rates::new(config.learning_rate)?;
        config.optimizer.check()?;
        let mlp = Mlp::new(config.model)?;
        for samples in [&data.train, &data.validation, &data.test] {
            mlp.check(samples, config.loss)?;
        }
        let params = config.init.initialise(&mlp, &mut Random::new(config.seed, Stream::Init));
        let optimizer = Optimizer::new(&config.optimizer, params.len());
        let batches = Batches::new(data.train.rows(), config.batch_size, config.seed);
        let batch_room = if batches.is_some() { config.batch_size } else { 0 };
        let path_capacity = (PATH_BUDGET / size_of_val(params.as_slice())).clamp(16, MAX_POINTS);
        let state = State { step: 0, params, optimizer, batches };
        let mut trainer = Self {
            engine: Engine::new(data, mlp, config.loss, batch_room),
            snapshots: Snapshots::new(state.clone()),
            curve: Record::new(MAX_POINTS),
            path: Record::new(path_capacity),
            blow_up: None,
            state,
            rates,
        };
        trainer.blow_up = trainer.engine.check_loss(&trainer.state).err();
        trainer.record();
        Ok(trainer)
    }

    /// Makes one step.
    ///
    /// # Errors
    /// At the first number that is not finite the trainer goes back to the last good step and stays there: each further
    /// call returns the same [`BlowUp`], until [`Trainer::rewind_to`], [`Trainer::reset`] or
    /// [`Trainer::set_learning_rate`] takes away its reason.
    pub fn step(&mut self) -> std::result::Result<(), BlowUp> {
        if let Some(blow_up) = self.blow_up {
            return Err(blow_up);
        }
        if let Err(blow_up) = self.make_step() {
            self.return_to(blow_up.step.saturating_sub(1));
            self.blow_up = Some(blow_up);
            return Err(blow_up);
        }
        self.record();
        Ok(())
    }

    /// Makes up to `steps` steps and returns how many were made: fewer after a blow-up, which [`Trainer::blow_up`] then
    /// tells.
    pub fn advance(&mut self, steps: u64) -> u64 {
        (0..steps).take_while(|_| self.step().is_ok()).count() as u64
    }

    /// Goes back to an earlier step, exactly: the nearest snapshot before it, and a replay from there. A later step than
    /// the present one changes nothing.
    ///
    /// Changes of the learning rate that were recorded for later stay: going on from here makes the same run again, until
    /// [`Trainer::set_learning_rate`] starts another one.
    pub fn rewind_to(&mut self, step: u64) {
        if step < self.state.step {
            self.return_to(step);
        }
        self.blow_up = None;
    }

    /// Back to step 0 with the same seed. The learning rate stays as it is now, from the first step on.
    pub fn reset(&mut self) {
        let rate = self.learning_rate();
        self.rewind_to(0);
        // A rate that held a moment ago is a valid one.
        let _ = self.rates.set(0, rate);
        self.curve.clear();
        self.path.clear();
        self.record();
    }

    /// From the next step on, `rate` holds. The change belongs to this step of the run, so a replay makes it again; what
    /// was recorded for later steps is forgotten.
    ///
    /// # Errors
    /// Names `learning_rate` unless it is a positive finite number.
    pub fn set_learning_rate(&mut self, rate: f32) -> Result<()> {
        let before = self.learning_rate();
        self.rates.set(self.state.step, rate)?;
        if rate != before {
            // If the rate was not the reason, the next step finds the same blow-up again.
            self.blow_up = None;
        }
        Ok(())
    }

    /// Where the next step would land. The trainer stays where it is. `None` after a blow-up.
    pub fn peek_next(&mut self) -> Option<Landing> {
        if self.blow_up.is_some() {
            return None;
        }
        let mut next = self.state.clone();
        self.engine.step(&mut next, self.rates.at(self.state.step)).ok()?;
        let loss = self.engine.loss_at(&next.params);
        Some(Landing { params: next.params, loss })
    }

    /// A run of its own that starts here and makes up to `steps` steps. Its path contains this one's; it keeps no curve
    /// and cannot go back to before this step.
    #[must_use]
    pub fn rehearse(&self, steps: u64) -> Self {
        let mut ahead = Self {
            engine: self.engine.clone(),
            state: self.state.clone(),
            rates: self.rates.clone(),
            blow_up: self.blow_up,
            snapshots: Snapshots::new(self.state.clone()),
            curve: Record::new(0),
            path: self.path.clone(),
        };
        ahead.advance(steps);
        ahead
    }

    /// Steps made.
    #[must_use]
    pub fn steps(&self) -> u64 {
        self.state.step
    }

    /// The flat parameter vector.
    #[must_use]
    pub fn params(&self) -> &[f32] {
        &self.state.params
    }

    /// The network.
    #[must_use]
    pub fn mlp(&self) -> &Mlp {
        &self.engine.mlp
    }

    /// The data.
    #[must_use]
    pub fn data(&self) -> &Dataset {
        &self.engine.data
    }

    /// η of the next step.
    #[must_use]
    pub fn learning_rate(&self) -> f32 {
        self.rates.at(self.state.step)
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

    /// Share of the test rows answered right, 0 to 1. Nothing in training looks at them.
    pub fn test_accuracy(&mut self) -> f64 {
        self.engine.test(&self.state.params).1
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

    /// The path so far in evenly spaced points; the present step is the last one only if it is due.
    #[must_use]
    pub fn path(&self) -> &[PathPoint] {
        self.path.points()
    }

    /// The training loss here.
    pub fn train_loss(&mut self) -> f64 {
        self.engine.train(&self.state.params).0
    }

    /// A fingerprint of step, parameters and optimizer memory, as 8 hexadecimal characters.
    #[must_use]
    pub fn digest(&self) -> String {
        let hash = self.state.digest();
        format!("{:08x}", (hash >> 32) as u32 ^ hash as u32)
    }

    /// From this state to the next, without a trace in curve, path and snapshots.
    fn make_step(&mut self) -> std::result::Result<(), BlowUp> {
        let rate = self.learning_rate();
        self.engine.step(&mut self.state, rate)?;
        self.engine.forget();
        self.engine.check_loss(&self.state)
    }

    /// Exactly to `step`, which this run has been at.
    fn return_to(&mut self, step: u64) {
        self.snapshots.truncate(step);
        self.curve.truncate(step);
        self.path.truncate(step);
        self.state = self.snapshots.latest().clone();
        self.engine.forget();
        // What went well the first time goes well again.
        while self.state.step < step && self.make_step().is_ok() {}
    }

    fn record(&mut self) {
        let step = self.state.step;
        if self.curve.wants(step) {
            self.curve.push(CurvePoint { step, figures: self.engine.figures(&self.state.params) });
        }
        if self.path.wants(step) {
            let loss = self.engine.train(&self.state.params).0;
            self.path.push(PathPoint { step, loss, params: self.state.params.clone() });
        }
        if self.snapshots.wants(step) {
            self.snapshots.push(self.state.clone());
        }
    }
}
