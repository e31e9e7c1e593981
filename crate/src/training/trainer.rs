//! One run: what it minimises, its optimizer, and the way from step to step.

use super::batches::Batches;
use super::blow_up::BlowUp;
use super::clip::Clip;
use super::drops::{Drops, Placed};
use super::engine::Engine;
use super::history::{CurvePoint, PathPoint, Record};
use super::noise::Noise;
use super::problem::{Problem, objective};
use super::rates::Rates;
use super::schedule::Schedule;
use super::snapshots::Snapshots;
use super::state::State;
use crate::error::{Error, Result};
use crate::math::shortest::Shortest;
use crate::objective::Window;
use crate::optimizer::{Optimizer, OptimizerConfig};

/// Points of a curve or path at most; more would not be seen.
pub(super) const MAX_POINTS: usize = 1024;

/// Memory for the parameters of a path, in bytes.
const PATH_BUDGET: usize = 64 << 20;

/// How a run walks.
#[derive(Clone, Debug, PartialEq)]
pub struct TrainerConfig {
    /// The rule of a step.
    pub optimizer: OptimizerConfig,
    /// η of the first step; see [`Trainer::set_learning_rate`].
    pub learning_rate: f32,
    /// The planned course of the learning rate.
    pub schedule: Schedule,
    /// The greatest Euclidean norm of a gradient that the optimizer sees, if there is a limit.
    pub clip: Option<f64>,
    /// Standard deviation of what is added to each derivative of a step over all rows; 0 for none.
    pub gradient_noise: f64,
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
/// A branch ([`Trainer::branch`]) is such a run, too; it starts at a step of another one.
///
/// Determinism: the state after n steps depends on the data, the configuration and the recorded changes of the learning
/// rate, and on nothing else; not on how often somebody looked, nor on the way there.
///
/// Memory is bounded: at most 64 MiB each for path and snapshots, or the few states they need at least if one is larger.
#[derive(Debug)]
pub struct Trainer {
    pub(super) engine: Engine,
    pub(super) state: State,
    /// The optimizer without memory: a ball that is put down is at rest.
    pub(super) fresh_optimizer: Optimizer,
    pub(super) rates: Rates,
    pub(super) drops: Drops,
    pub(super) window: Option<Window>,
    pub(super) blow_up: Option<BlowUp>,
    pub(super) snapshots: Snapshots,
    pub(super) curve: Record<CurvePoint>,
    pub(super) path: Record<PathPoint>,
}

impl Trainer {
    /// A run at its start: draws the first weights, if there are any to draw, and evaluates them.
    ///
    /// # Errors
    /// Names the part of problem or configuration that is out of range or does not fit the data.
    #[inline(never)] // One copy in the page's core, whoever calls it.
    pub fn new(problem: Problem, config: &TrainerConfig) -> Result<Self> {
        let rates = Rates::new(config.learning_rate, config.schedule)?;
        config.optimizer.check()?;
        let window = match &problem {
            Problem::Network { .. } => None,
            Problem::Partial { window, .. } => *window,
            Problem::ClosedForm { form, .. } => Some(form.window()),
        };
        let noise = Noise::new(config.gradient_noise, config.seed)?;
        let (objective, params) = objective(problem, config.batch_size, config.seed)?;
        let rows = objective.network().map_or(0, |network| network.source.train().rows());
        let optimizer = Optimizer::new(&config.optimizer, params.len());
        let batches = Batches::new(rows, config.batch_size, config.seed);
        let batch_room = if batches.is_some() { config.batch_size } else { 0 };
        let path_capacity = (PATH_BUDGET / size_of_val(params.as_slice())).clamp(16, MAX_POINTS);
        let state = State { step: 0, params, optimizer: optimizer.clone(), batches };
        let mut trainer = Self {
            engine: Engine::new(objective, batch_room, Clip::new(config.clip)?, noise),
            snapshots: Snapshots::new(state.clone()),
            curve: Record::new(MAX_POINTS),
            path: Record::new(path_capacity),
            blow_up: None,
            fresh_optimizer: optimizer,
            drops: Drops::default(),
            window,
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
    #[inline(never)]
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

    /// The latest step at or before `step` whose state is kept: back to there is no work.
    #[must_use]
    pub fn kept_until(&self, step: u64) -> u64 {
        self.snapshots.latest_until(step).unwrap_or(self.snapshots.first()).step
    }

    /// Back to step 0 with the same seed. The learning rate stays as it is now, from the first step on; a ball that was
    /// dropped starts where it was dropped last, and single weights where the seed has drawn them.
    pub fn reset(&mut self) {
        let rate = self.learning_rate();
        let drop = self.drops.latest(self.state.step);
        self.drops.clear();
        self.rewind_to(0);
        // A rate that held a moment ago is a valid one.
        let _ = self.rates.set(0, rate);
        if let Some((_, place)) = drop {
            // A branch starts later than at step 0.
            self.drops.set(self.state.step, Placed::Ball(place));
            self.apply_drop();
            self.snapshots.replace_latest(self.state.clone());
        }
        self.curve.clear();
        self.path.clear();
        self.record();
    }

    /// Puts the ball down somewhere else: sets the two parameters, and forgets the optimizer's memory, for the ball is at
    /// rest. Like a change of the learning rate this belongs to this step of the run: a replay makes it again, and what was
    /// recorded for later steps is forgotten.
    ///
    /// # Errors
    /// Names `problem` unless exactly two numbers train, `a` or `b` if it is not finite.
    pub fn drop_ball(&mut self, place: [f32; 2]) -> Result<()> {
        if self.state.params.len() != 2 {
            let problem = format!("must have two parameters for a ball to be dropped, got {}", self.state.params.len());
            return Err(Error::new("problem", problem));
        }
        for (name, value) in ["a", "b"].into_iter().zip(place) {
            if !value.is_finite() {
                return Err(Error::new(name, format!("must be a finite number, got {}", Shortest::from(value))));
            }
        }
        self.place(Placed::Ball(place));
        Ok(())
    }

    /// Gives one parameter, by its place in the flat vector, another value. All others stay, and so does what the optimizer
    /// remembers of each. Like [`Trainer::drop_ball`] this belongs to this step of the run.
    ///
    /// # Errors
    /// Names `weight` unless it is below the number of parameters, `value` unless it is a finite number.
    pub fn set_weight(&mut self, weight: usize, value: f32) -> Result<()> {
        let parameters = self.state.params.len();
        if weight >= parameters {
            return Err(Error::new(
                "weight",
                format!("must be below the number of parameters, {parameters}, got {weight}"),
            ));
        }
        if !value.is_finite() {
            return Err(Error::new("value", format!("must be a finite number, got {}", Shortest::from(value))));
        }
        self.place(Placed::Weight { at: weight, value });
        Ok(())
    }

    /// Records a change by hand at the present step and makes it.
    fn place(&mut self, placed: Placed) {
        let step = self.state.step;
        self.drops.set(step, placed);
        self.rates.forget_after(step);
        self.snapshots.truncate(step);
        self.apply_drop();
        self.snapshots.replace_latest(self.state.clone());
        // What stood at this step was the place before it.
        self.curve.forget_from(step);
        self.path.forget_from(step);
        self.blow_up = self.engine.check_loss(&self.state).err();
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
        self.drops.forget_after(self.state.step);
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
        self.engine.step(&mut next, self.scheduled_rate()).ok()?;
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
            fresh_optimizer: self.fresh_optimizer.clone(),
            rates: self.rates.clone(),
            drops: self.drops.clone(),
            window: self.window,
            blow_up: self.blow_up,
            snapshots: Snapshots::new(self.state.clone()),
            curve: Record::new(0),
            path: self.path.clone(),
        };
        ahead.advance(steps);
        ahead
    }

    /// From this state to the next, without a trace in curve, path and snapshots.
    fn make_step(&mut self) -> std::result::Result<(), BlowUp> {
        let rate = self.scheduled_rate();
        self.engine.step(&mut self.state, rate)?;
        self.apply_drop();
        self.engine.check_loss(&self.state)
    }

    /// The state is a new one; what was put elsewhere by hand at this step lies there.
    fn apply_drop(&mut self) {
        self.engine.forget();
        for placed in self.drops.at(self.state.step) {
            match placed {
                Placed::Ball(place) => {
                    self.state.params.copy_from_slice(&place);
                    self.state.optimizer = self.fresh_optimizer.clone();
                }
                Placed::Weight { at, value } => self.state.params[at] = value,
            }
        }
    }

    /// Exactly to `step`, which this run has been at.
    fn return_to(&mut self, step: u64) {
        self.snapshots.truncate(step);
        self.curve.truncate(step);
        self.path.truncate(step);
        self.state = self.snapshots.latest().clone();
        self.engine.forget();
        self.replay_to(step);
    }

    /// Steps that were made before.
    pub(super) fn replay_to(&mut self, step: u64) {
        // What went well the first time goes well again.
        while self.state.step < step && self.make_step().is_ok() {}
    }

    pub(super) fn record(&mut self) {
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
