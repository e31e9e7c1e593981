//! Everything that the rest of a run depends on.

use super::batches::Batches;
use super::digest::Digest;
use crate::optimizer::Optimizer;

/// A state from which a run goes on bit for bit: parameters, optimizer memory, place in the stream of batches.
#[derive(Clone, Debug)]
pub(super) struct State {
    /// Steps made.
    pub(super) step: u64,
    pub(super) params: Vec<f32>,
    pub(super) optimizer: Optimizer,
    /// `None` if each step takes all rows.
    pub(super) batches: Option<Batches>,
}

impl State {
    /// Bytes that a clone takes.
    pub(super) fn bytes(&self) -> usize {
        let optimizer: usize = self.optimizer.state().iter().map(|slice| size_of_val(*slice)).sum();
        size_of::<Self>()
            + size_of_val(self.params.as_slice())
            + optimizer
            + self.batches.as_ref().map_or(0, Batches::bytes)
    }

    /// Fingerprint of step, parameters and optimizer memory.
    pub(super) fn digest(&self) -> u64 {
        let mut digest = Digest::new();
        digest.integer(self.step);
        digest.numbers(&self.params);
        digest.integer(self.optimizer.step_count());
        for slice in self.optimizer.state() {
            digest.numbers(slice);
        }
        digest.finish()
    }
}
