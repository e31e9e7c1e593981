//! What was put elsewhere by hand, the ball or a single weight: remembered, so that a replay does it again.

/// One change of parameters by hand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Placed {
    /// Both parameters of a run that has no more.
    Ball([f32; 2]),
    /// One parameter by its place in the flat vector.
    Weight { at: usize, value: f32 },
}

/// Changes of parameters, by the step at which each happened.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Drops {
    /// In ascending order of steps; of one step in the order in which they were made.
    events: Vec<(u64, Placed)>,
}

impl Drops {
    /// All changes, by step.
    pub(super) fn all(&self) -> &[(u64, Placed)] {
        &self.events
    }

    /// What was changed at `step`, in its order.
    pub(super) fn at(&self, step: u64) -> impl Iterator<Item = Placed> + '_ {
        let from = self.events.partition_point(|&(at, _)| at < step);
        self.events[from..].iter().take_while(move |&&(at, _)| at == step).map(|&(_, placed)| placed)
    }

    /// The last drop of the ball at or before `step`.
    pub(super) fn latest(&self, step: u64) -> Option<(u64, [f32; 2])> {
        let later = self.events.partition_point(|&(at, _)| at <= step);
        self.events[..later].iter().rev().find_map(|&(at, placed)| match placed {
            Placed::Ball(place) => Some((at, place)),
            Placed::Weight { .. } => None,
        })
    }

    /// At `step` this is put there. What had been recorded for later is forgotten: the run branches here. A ball takes the place
    /// of all that was put down at this step, a weight only of itself.
    pub(super) fn set(&mut self, step: u64, placed: Placed) {
        let is_kept = |other: Placed| match (other, placed) {
            (_, Placed::Ball(_)) => false,
            (Placed::Weight { at, .. }, Placed::Weight { at: same, .. }) => at != same,
            (Placed::Ball(_), Placed::Weight { .. }) => true,
        };
        self.events.retain(|&(at, other)| at < step || at == step && is_kept(other));
        self.events.push((step, placed));
    }

    /// Forgets what was recorded for later than `step`.
    pub(super) fn forget_after(&mut self, step: u64) {
        self.events.retain(|&(at, _)| at <= step);
    }

    pub(super) fn clear(&mut self) {
        self.events.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(drops: &Drops, step: u64) -> Vec<Placed> {
        drops.at(step).collect()
    }

    #[test]
    fn a_drop_ends_the_recorded_future() {
        let mut drops = Drops::default();
        drops.set(3, Placed::Ball([1.0, 2.0]));
        drops.set(9, Placed::Ball([3.0, 4.0]));
        assert_eq!([at(&drops, 3).len(), at(&drops, 4).len(), at(&drops, 9).len()], [1, 0, 1]);
        assert_eq!(drops.latest(8), Some((3, [1.0, 2.0])));
        assert_eq!(drops.latest(2), None);
        drops.set(3, Placed::Ball([5.0, 6.0]));
        assert_eq!((at(&drops, 3), at(&drops, 9)), (vec![Placed::Ball([5.0, 6.0])], vec![]));
    }

    #[test]
    fn of_one_weight_the_last_value_of_a_step_counts_and_others_stay() {
        let mut drops = Drops::default();
        let weight = |at, value| Placed::Weight { at, value };
        drops.set(2, weight(7, 1.0));
        drops.set(2, weight(8, 2.0));
        drops.set(2, weight(7, 3.0));
        assert_eq!(at(&drops, 2), [weight(8, 2.0), weight(7, 3.0)]);
        drops.set(4, weight(7, 4.0));
        drops.set(3, weight(1, 0.0));
        assert_eq!((at(&drops, 2).len(), at(&drops, 3), at(&drops, 4)), (2, vec![weight(1, 0.0)], vec![]));
        assert_eq!(drops.latest(9), None);
    }
}
