//! Whole states at growing distance, so that any step can be reached again by a short replay.

use super::state::State;

/// Every state at a multiple of this many steps is offered for keeping: the longest replay of the recent past.
const STRIDE: u64 = 8;

/// Memory for all snapshots of a run, in bytes.
const BUDGET: usize = 64 << 20;

/// Snapshots of one run in ascending order. The first one is where the run started and is always kept.
///
/// When there are too many, the one is dropped whose gap, once it is gone, is smallest in proportion to its age; so
/// distances grow with age, and the replay to a step s of n takes at most about (n − s) / count · log n steps.
#[derive(Clone, Debug)]
pub(super) struct Snapshots {
    states: Vec<State>,
    capacity: usize,
}

impl Snapshots {
    pub(super) fn new(start: State) -> Self {
        let capacity = (BUDGET / start.bytes().max(1)).clamp(4, 256);
        Self { states: vec![start], capacity }
    }

    /// Whether a state at `step` is offered for keeping.
    pub(super) fn wants(&self, step: u64) -> bool {
        step.is_multiple_of(STRIDE) && self.latest().step < step
    }

    pub(super) fn push(&mut self, state: State) {
        self.states.push(state);
        if self.states.len() > self.capacity {
            self.thin();
        }
    }

    /// Keeps `state` as the latest one, in place of one of the same step.
    pub(super) fn replace_latest(&mut self, state: State) {
        if self.latest().step == state.step {
            self.states.pop();
        }
        self.push(state);
    }

    /// The latest state at or before `step`, if there is one.
    pub(super) fn latest_until(&self, step: u64) -> Option<&State> {
        let later = self.states.partition_point(|state| state.step <= step);
        self.states[..later].last()
    }

    /// Where the run started.
    pub(super) fn first(&self) -> &State {
        &self.states[0]
    }

    /// The latest state.
    pub(super) fn latest(&self) -> &State {
        &self.states[self.states.len() - 1]
    }

    /// Forgets everything after `step`; the first state stays.
    pub(super) fn truncate(&mut self, step: u64) {
        let later = self.states.partition_point(|state| state.step <= step);
        self.states.truncate(later.max(1));
    }

    fn thin(&mut self) {
        let steps: Vec<u64> = self.states.iter().map(|state| state.step).collect();
        let now = steps[steps.len() - 1];
        let cost = |at: usize| (steps[at + 1] - steps[at - 1]) as f64 / (now - steps[at] + STRIDE) as f64;
        // Neither the first nor the last may go. Of equals the oldest goes.
        let cheapest = (1..steps.len() - 1).min_by(|&left, &right| cost(left).total_cmp(&cost(right)));
        if let Some(at) = cheapest {
            self.states.remove(at);
        }
    }

    #[cfg(test)]
    fn steps(&self) -> Vec<u64> {
        self.states.iter().map(|state| state.step).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::optimizer::{Optimizer, OptimizerConfig, SgdConfig};

    fn state(step: u64) -> State {
        State {
            step,
            params: vec![0.0; 4],
            optimizer: Optimizer::new(&OptimizerConfig::Sgd(SgdConfig::default()), 4),
            batches: None,
        }
    }

    #[test]
    fn gaps_grow_with_age_and_memory_is_bounded() {
        let mut snapshots = Snapshots { states: vec![state(0)], capacity: 32 };
        let end = 100_000;
        for step in 1..=end {
            if snapshots.wants(step) {
                snapshots.push(state(step));
            }
        }
        let steps = snapshots.steps();
        assert!(steps.len() <= 32 && steps[0] == 0 && steps[steps.len() - 1] == end, "{steps:?}");
        for pair in steps.windows(2) {
            // The replay into a gap is at most this share of the way back to it.
            let share = (pair[1] - pair[0]) as f64 / (end - pair[0] + STRIDE) as f64;
            assert!(share < 0.75, "{share} {steps:?}");
        }
        assert!(steps[steps.len() - 1] - steps[steps.len() - 3] <= 4 * STRIDE, "{steps:?}");
    }

    #[test]
    fn truncating_leaves_the_latest_state_before_a_step() {
        let mut snapshots = Snapshots::new(state(0));
        for step in 1..=40 {
            if snapshots.wants(step) {
                snapshots.push(state(step));
            }
        }
        for (step, latest) in [(99, 40), (24, 24), (23, 16), (7, 0), (0, 0)] {
            snapshots.truncate(step);
            assert_eq!(snapshots.latest().step, latest);
        }
        assert_eq!(snapshots.steps(), [0]);
    }
}
