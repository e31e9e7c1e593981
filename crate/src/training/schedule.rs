//! The planned course of the learning rate.
//!
//! A schedule is a factor for each step: step t + 1 (the one that leaves step t) uses η·f(t), where η is the learning rate
//! that the dial shows. So a turn of the dial scales the rest of the course and does not start it anew, and a replay that
//! turns the dial at the same steps uses the same rates.
//!
//! Factors are those of `torch.optim.lr_scheduler` at epoch t, one epoch a step, in closed form: PyTorch multiplies
//! its way from step to step, which agrees within rounding (`tests/golden/schedules.json`). After the last step of its
//! course a factor stays, where PyTorch goes up again (cosine) or refuses to go on (one cycle).

use crate::error::{Error, Result};
use crate::math::shortest::Shortest;

/// The shape of the course; T is [`Schedule::steps`], d is [`Schedule::decay`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Course {
    /// f = 1
    #[default]
    Constant,
    /// f = d^⌊t / T⌋ (`StepLR`)
    Step,
    /// f = d^(t / T) (`ExponentialLR` with gamma = d^(1/T))
    Exponential,
    /// f = d + (1 − d)·(1 + cos(π t / T)) / 2 up to t = T (`CosineAnnealingLR` with eta_min = d·η; Loshchilov & Hutter 2017)
    Cosine,
    /// f = 1 / √(1 + t / T) (`LambdaLR`)
    InverseSqrt,
    /// From 1/25 up to 1 in the first 30 % of T steps, then down to 4·10⁻⁶, by half cosines (`OneCycleLR` with max_lr = η and
    /// without its cycle of momentum; Smith & Topin 2019)
    OneCycle,
}

impl Course {
    /// Every course, in the order menus show them.
    pub const ALL: [Self; 6] =
        [Self::Constant, Self::Step, Self::Exponential, Self::Cosine, Self::InverseSqrt, Self::OneCycle];

    /// The name used in specs and links.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Constant => "constant",
            Self::Step => "step",
            Self::Exponential => "exponential",
            Self::Cosine => "cosine",
            Self::InverseSqrt => "inverse_sqrt",
            Self::OneCycle => "one_cycle",
        }
    }

    /// The course of that [`Course::name`].
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|course| course.name() == name)
    }
}

/// Where OneCycleLR's rise ends, as a share of T, and the factors of its start and end.
const CYCLE_RISE: f64 = 0.3;
const CYCLE_START: f64 = 1.0 / 25.0;
const CYCLE_END: f64 = CYCLE_START / 1e4;

/// A course with its numbers, and a linear warm-up before it takes hold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Schedule {
    /// The shape.
    pub course: Course,
    /// T: its length in steps, 1 or more.
    pub steps: u32,
    /// d: the factor of each T steps, or the share that a cosine ends at; 0 to 1.
    pub decay: f64,
    /// Steps W of a linear warm-up: the factor is multiplied by (t + 1) / W while that is below 1 (`LinearLR` with
    /// start_factor = 1/W over W − 1 steps, in a `ChainedScheduler`; Goyal et al. 2017). 0 for none.
    pub warmup: u32,
}

impl Default for Schedule {
    /// The same rate at every step.
    fn default() -> Self {
        Self { course: Course::Constant, steps: 1, decay: 1.0, warmup: 0 }
    }
}

impl Schedule {
    /// Whether its numbers are in their ranges.
    ///
    /// # Errors
    /// Names `schedule.steps` or `schedule.decay` and what it accepts.
    pub fn check(&self) -> Result<()> {
        if self.steps == 0 {
            return Err(Error::new("schedule.steps", "must be 1 or more, got 0"));
        }
        if !(0.0..=1.0).contains(&self.decay) {
            return Err(Error::new("schedule.decay", format!("must be 0 to 1, got {}", Shortest::from(self.decay))));
        }
        Ok(())
    }

    /// f(t), the factor of the step that leaves `step`; 0 to 1.
    #[must_use]
    pub fn factor(&self, step: u64) -> f64 {
        let (length, step) = (f64::from(self.steps), step as f64);
        let course = match self.course {
            Course::Constant => 1.0,
            Course::Step => libm::pow(self.decay, (step / length).floor()),
            Course::Exponential => libm::pow(self.decay, step / length),
            Course::Cosine => between(1.0, self.decay, (step / length).min(1.0)),
            Course::InverseSqrt => 1.0 / (1.0 + step / length).sqrt(),
            Course::OneCycle => one_cycle(step, length),
        };
        course * ((step + 1.0) / f64::from(self.warmup.max(1))).min(1.0)
    }
}

/// From `start` to `end` by half a cosine, `share` of the way.
fn between(start: f64, end: f64, share: f64) -> f64 {
    end + (start - end) * 0.5 * (1.0 + libm::cos(std::f64::consts::PI * share))
}

fn one_cycle(step: f64, length: f64) -> f64 {
    let (top, last) = (CYCLE_RISE * length - 1.0, length - 1.0);
    if step <= top {
        between(CYCLE_START, 1.0, step / top)
    } else {
        between(1.0, CYCLE_END, ((step - top) / (last - top)).min(1.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn factors_are_those_of_pytorch() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/golden/schedules.json");
        let golden: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        let tables = golden["tables"].as_array().unwrap();
        let mut seen = std::collections::HashSet::new();
        for table in tables {
            let course = Course::from_name(table["course"].as_str().unwrap()).unwrap();
            seen.insert(course);
            let schedule = Schedule {
                course,
                steps: table["steps"].as_u64().unwrap() as u32,
                decay: table["decay"].as_f64().unwrap(),
                warmup: table["warmup"].as_u64().unwrap() as u32,
            };
            assert_eq!(schedule.check(), Ok(()));
            for (step, rate) in table["rates"].as_array().unwrap().iter().enumerate() {
                let expected = rate.as_f64().unwrap() / table["learning_rate"].as_f64().unwrap();
                let got = schedule.factor(step as u64);
                assert!((got - expected).abs() <= 1e-12, "{schedule:?} step {step}: {got}, expected {expected}");
            }
        }
        assert_eq!(seen.len(), Course::ALL.len());
    }

    #[test]
    fn factors_stay_between_zero_and_one_for_ever() {
        for course in Course::ALL {
            for (steps, decay, warmup) in [(1, 0.0, 0), (1, 1.0, 1), (3, 0.5, 7), (4, 0.1, 2), (1000, 0.9, 100)] {
                let schedule = Schedule { course, steps, decay, warmup };
                for step in (0..2000).chain([u64::from(u32::MAX), 1 << 53]) {
                    let factor = schedule.factor(step);
                    assert!((0.0..=1.0).contains(&factor), "{schedule:?} {step}: {factor}");
                }
                let (end, later) = (schedule.factor(1 << 40), schedule.factor(1 << 41));
                assert!(later <= end, "{schedule:?} rises again");
            }
        }
    }

    #[test]
    fn without_a_schedule_the_rate_is_not_touched() {
        assert!((0..100).all(|step| Schedule::default().factor(step) == 1.0));
    }

    #[test]
    fn numbers_out_of_range_are_named() {
        let field = |schedule: Schedule| schedule.check().unwrap_err().field;
        assert_eq!(field(Schedule { steps: 0, ..Schedule::default() }), "schedule.steps");
        for decay in [-0.1, 1.1, f64::NAN] {
            assert_eq!(field(Schedule { decay, ..Schedule::default() }), "schedule.decay");
        }
    }
}
