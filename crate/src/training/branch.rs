//! Branches: another way on from a step of a run.

use super::clip::Clip;
use super::history::Record;
use super::noise::Noise;
use super::rates::Rates;
use super::snapshots::Snapshots;
use super::trainer::{MAX_POINTS, Trainer, TrainerConfig};
use crate::error::{Error, Result};
use crate::optimizer::Optimizer;

impl Trainer {
    /// A run of its own that stands at `step` of this one and goes on by `config`; this run stays as it is.
    ///
    /// What goes on: the parameters; the optimizer's memory if the new rule remembers the same things (another rate or
    /// decay of the same rule does, Adam after gradient descent starts with nothing); the stream of mini-batches if their
    /// size is the same, else a new stream of the same seed. The schedule counts the steps of the whole run, not those of
    /// the branch, and the dial's changes before `step` are not made again: so a branch whose `config` changes nothing makes
    /// the same steps as this run with the dial left alone, bit for bit.
    ///
    /// Path, curve and snapshots begin here, within the bounds of any run ([`Trainer`]): a branch goes back to `step` and no
    /// further. Cost: a copy of the engine and a replay as in [`Trainer::rewind_to`].
    ///
    /// # Errors
    /// Names `step` if this run has not been there, or the part of `config` that is out of range.
    pub fn branch(&self, step: u64, config: &TrainerConfig) -> Result<Self> {
        if step > self.state.step {
            let problem = format!("must be 0 to {}, where the run stands, got {step}", self.state.step);
            return Err(Error::new("step", problem));
        }
        let Some(start) = self.snapshots.latest_until(step) else {
            let problem = format!("must be {} or more, where this branch begins, got {step}", self.first_step());
            return Err(Error::new("step", problem));
        };
        config.optimizer.check()?;
        let rates = Rates::new(config.learning_rate, config.schedule)?;
        let clip = Clip::new(config.clip)?;
        let noise = Noise::new(config.gradient_noise, config.seed)?;

        let mut branch = Self {
            engine: self.engine.clone(),
            state: start.clone(),
            fresh_optimizer: self.fresh_optimizer.clone(),
            rates: self.rates.clone(),
            drops: self.drops.clone(),
            window: self.window,
            blow_up: None,
            snapshots: Snapshots::new(start.clone()),
            curve: Record::starting_at(MAX_POINTS, step),
            path: self.path.starting_at_same_size(step),
        };
        branch.engine.forget();
        branch.replay_to(step);

        let state = &mut branch.state;
        state.optimizer = state.optimizer.continued(&config.optimizer, state.params.len());
        state.batches = branch.engine.objective.continued_batches(state.batches.take(), config.batch_size, config.seed);
        branch.engine.make_room(if state.batches.is_some() { config.batch_size } else { 0 });
        branch.fresh_optimizer = Optimizer::new(&config.optimizer, branch.state.params.len());
        branch.engine.clip = clip;
        branch.engine.noise = noise;
        branch.rates = rates;
        branch.drops.forget_after(step);
        branch.snapshots = Snapshots::new(branch.state.clone());
        branch.blow_up = branch.engine.check_loss(&branch.state).err();
        branch.record();
        Ok(branch)
    }

    /// Turns the dial at the same steps as `other` from where this run starts; the schedule stays its own.
    pub fn follow_dial_of(&mut self, other: &Self) {
        self.rates.follow(&other.rates);
    }
}
