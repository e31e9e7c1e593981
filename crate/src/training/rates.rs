//! The learning rate of every step: what the dial did, remembered so that a replay does it again, times what the schedule
//! says.

use super::schedule::Schedule;
use crate::error::{Error, Result};
use crate::math::shortest::Shortest;

/// Changes of the learning rate, by the step after which they hold.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Rates {
    /// `(step, rate)` in ascending order; the first one is at step 0.
    events: Vec<(u64, f32)>,
    schedule: Schedule,
}

impl Rates {
    pub(super) fn new(rate: f32, schedule: Schedule) -> Result<Self> {
        schedule.check()?;
        Ok(Self { events: vec![(0, checked(rate)?)], schedule })
    }

    /// The rate of the step that leaves `step`: the dial's, times the schedule's factor.
    pub(super) fn scheduled(&self, step: u64) -> f32 {
        (f64::from(self.at(step)) * self.schedule.factor(step)) as f32
    }

    /// All changes, by the step after which they hold.
    pub(super) fn turns(&self) -> &[(u64, f32)] {
        &self.events
    }

    /// What the dial shows at `step`.
    pub(super) fn at(&self, step: u64) -> f32 {
        let later = self.events.partition_point(|&(at, _)| at <= step);
        self.events[later.saturating_sub(1)].1
    }

    /// From `step` on, `rate` holds. What had been recorded for later is forgotten: the run branches here.
    pub(super) fn set(&mut self, step: u64, rate: f32) -> Result<()> {
        let rate = checked(rate)?;
        let is_same = self.at(step) == rate;
        self.events.retain(|&(at, _)| at < step || at == step && is_same);
        if !is_same || self.events.is_empty() {
            self.events.push((step, rate));
        }
        Ok(())
    }

    /// The turns of another dial.
    pub(super) fn follow(&mut self, other: &Self) {
        self.events.clone_from(&other.events);
    }

    /// Forgets what was recorded for later than `step`.
    pub(super) fn forget_after(&mut self, step: u64) {
        self.events.retain(|&(at, _)| at <= step);
    }
}

fn checked(rate: f32) -> Result<f32> {
    if rate > 0.0 && rate.is_finite() {
        Ok(rate)
    } else {
        Err(Error::new("learning_rate", format!("must be a positive number, got {}", Shortest::from(rate))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::training::Course;

    fn constant(rate: f32) -> Result<Rates> {
        Rates::new(rate, Schedule::default())
    }

    #[test]
    fn the_dial_scales_the_rest_of_the_course() {
        let schedule = Schedule { course: Course::Step, steps: 2, decay: 0.5, warmup: 0 };
        let mut rates = Rates::new(0.25, schedule).unwrap();
        rates.set(3, 0.5).unwrap();
        assert_eq!([0, 1, 2, 3, 4, 6].map(|step| rates.scheduled(step)), [0.25, 0.25, 0.125, 0.25, 0.125, 0.0625]);
        assert_eq!([2, 3, 6].map(|step| rates.at(step)), [0.25, 0.5, 0.5]);
    }

    #[test]
    fn a_change_holds_from_its_step_on() {
        let mut rates = constant(0.1).unwrap();
        rates.set(5, 0.2).unwrap();
        rates.set(9, 0.3).unwrap();
        let seen = [0, 4, 5, 8, 9, 100].map(|step| rates.at(step));
        assert_eq!(seen, [0.1, 0.1, 0.2, 0.2, 0.3, 0.3]);
    }

    #[test]
    fn a_change_forgets_what_was_recorded_for_later() {
        let mut rates = constant(0.1).unwrap();
        rates.set(5, 0.2).unwrap();
        rates.set(3, 0.4).unwrap();
        assert_eq!((rates.at(2), rates.at(5)), (0.1, 0.4));
        rates.set(0, 0.5).unwrap();
        assert_eq!(rates, constant(0.5).unwrap());
        // The same rate again is no change, but it, too, ends the recorded future.
        rates.set(4, 0.6).unwrap();
        rates.set(2, 0.5).unwrap();
        assert_eq!(rates, constant(0.5).unwrap());
    }

    #[test]
    fn only_positive_numbers_are_rates() {
        for rate in [0.0, -0.1, f32::NAN, f32::INFINITY] {
            assert_eq!(constant(rate).unwrap_err().field, "learning_rate");
        }
    }
}
