//! Where the ball was put down by hand: remembered, so that a replay does it again.

/// Places where the two parameters of a run were set, by the step at which it happened.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Drops {
    /// In ascending order of steps.
    events: Vec<(u64, [f32; 2])>,
}

impl Drops {
    /// The place where the ball was put at `step`, if it was.
    pub(super) fn at(&self, step: u64) -> Option<[f32; 2]> {
        self.events.binary_search_by_key(&step, |&(at, _)| at).ok().map(|index| self.events[index].1)
    }

    /// The last drop at or before `step`.
    pub(super) fn latest(&self, step: u64) -> Option<(u64, [f32; 2])> {
        let later = self.events.partition_point(|&(at, _)| at <= step);
        self.events[..later].last().copied()
    }

    /// At `step` the ball is put there. What had been recorded for later is forgotten: the run branches here.
    pub(super) fn set(&mut self, step: u64, place: [f32; 2]) {
        self.events.retain(|&(at, _)| at < step);
        self.events.push((step, place));
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

    #[test]
    fn a_drop_ends_the_recorded_future() {
        let mut drops = Drops::default();
        drops.set(3, [1.0, 2.0]);
        drops.set(9, [3.0, 4.0]);
        assert_eq!([drops.at(3), drops.at(4), drops.at(9)], [Some([1.0, 2.0]), None, Some([3.0, 4.0])]);
        assert_eq!(drops.latest(8), Some((3, [1.0, 2.0])));
        assert_eq!(drops.latest(2), None);
        drops.set(3, [5.0, 6.0]);
        assert_eq!((drops.at(3), drops.at(9)), (Some([5.0, 6.0]), None));
    }
}
