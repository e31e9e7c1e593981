//! What a run leaves behind: the curve of its figures and the path of its parameters, in bounded memory.

/// Loss and accuracy of one state. NaN where a figure has no meaning.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figures {
    /// Over all training rows, whatever the batch size.
    pub train_loss: f64,
    /// Share of training rows answered right, 0 to 1.
    pub train_accuracy: f64,
    /// Over the validation rows.
    pub validation_loss: f64,
    /// Share of validation rows answered right.
    pub validation_accuracy: f64,
}

/// The figures at one step.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CurvePoint {
    /// Steps made.
    pub step: u64,
    /// The figures there.
    pub figures: Figures,
}

/// The parameters at one step.
#[derive(Clone, Debug, PartialEq)]
pub struct PathPoint {
    /// Steps made.
    pub step: u64,
    /// Training loss there, over all training rows.
    pub loss: f64,
    /// The flat parameter vector.
    pub params: Vec<f32>,
}

/// Something that belongs to a step.
pub(super) trait AtStep {
    fn step(&self) -> u64;
}

impl AtStep for CurvePoint {
    fn step(&self) -> u64 {
        self.step
    }
}

impl AtStep for PathPoint {
    fn step(&self) -> u64 {
        self.step
    }
}

/// Points at every multiple of a stride from the first one on, which doubles when there are too many: evenly spaced over the whole run, and
/// never more than `capacity` of them.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Record<T> {
    points: Vec<T>,
    /// The step of the first point.
    start: u64,
    stride: u64,
    capacity: usize,
}

impl<T: AtStep> Record<T> {
    /// A record of at most `capacity` points; with 0 it keeps nothing.
    pub(super) fn new(capacity: usize) -> Self {
        Self::starting_at(capacity, 0)
    }

    /// The same for a run whose first step is `start`.
    pub(super) fn starting_at(capacity: usize, start: u64) -> Self {
        Self { points: Vec::new(), start, stride: 1, capacity }
    }

    /// An empty record with the room of this one.
    pub(super) fn starting_at_same_size(&self, start: u64) -> Self {
        Self::starting_at(self.capacity, start)
    }

    /// Whether a point at `step` would be kept.
    pub(super) fn wants(&self, step: u64) -> bool {
        self.capacity > 0
            && (step - self.start).is_multiple_of(self.stride)
            && self.points.last().is_none_or(|last| last.step() < step)
    }

    pub(super) fn push(&mut self, point: T) {
        if self.points.len() == self.capacity {
            self.stride *= 2;
            self.points.retain(|point| (point.step() - self.start).is_multiple_of(self.stride));
        }
        if self.wants(point.step()) {
            self.points.push(point);
        }
    }

    pub(super) fn points(&self) -> &[T] {
        &self.points
    }

    /// Forgets everything after `step`.
    pub(super) fn truncate(&mut self, step: u64) {
        self.points.retain(|point| point.step() <= step);
    }

    /// Forgets `step` itself, too.
    pub(super) fn forget_from(&mut self, step: u64) {
        self.points.retain(|point| point.step() < step);
    }

    pub(super) fn clear(&mut self) {
        self.points.clear();
        self.stride = 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Clone, Debug, PartialEq)]
    struct Mark(u64);

    impl AtStep for Mark {
        fn step(&self) -> u64 {
            self.0
        }
    }

    fn walk(record: &mut Record<Mark>, steps: std::ops::RangeInclusive<u64>) {
        steps
            .filter(|&step| record.wants(step))
            .collect::<Vec<_>>()
            .into_iter()
            .for_each(|step| record.push(Mark(step)));
    }

    fn steps(record: &Record<Mark>) -> Vec<u64> {
        record.points().iter().map(|mark| mark.0).collect()
    }

    #[test]
    fn the_stride_doubles_and_the_whole_run_stays_covered() {
        let mut record = Record::new(4);
        for step in 0..=21 {
            if record.wants(step) {
                record.push(Mark(step));
            }
            assert!(record.points().len() <= 4);
        }
        assert_eq!(steps(&record), [0, 8, 16]);
    }

    #[test]
    fn going_back_and_on_again_gives_the_same_record() {
        let mut straight = Record::new(8);
        walk(&mut straight, 0..=6);
        let mut returned = straight.clone();
        returned.truncate(3);
        assert_eq!(steps(&returned), [0, 1, 2, 3]);
        walk(&mut returned, 2..=6);
        assert_eq!(returned, straight);
    }

    #[test]
    fn a_record_without_room_keeps_nothing() {
        let mut record = Record::new(0);
        assert!(!record.wants(0));
        record.push(Mark(0));
        assert!(record.points().is_empty());
    }
}
