//! Which rows each step looks at: a seeded stream of mini-batches.

use crate::random::{Random, Stream};

/// Mini-batches without replacement: each epoch is a new shuffle of all rows, cut into pieces; the last piece of an
/// epoch may be smaller (PyTorch's `DataLoader` with `drop_last=False`). A clone continues with the same batches.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Batches {
    size: usize,
    order: Vec<u32>,
    next: usize,
    random: Random,
}

impl Batches {
    /// Batches of `size` of `rows` rows, or `None` if each step takes all rows: `size` 0, or not below `rows`.
    pub(super) fn new(rows: usize, size: usize, seed: u32) -> Option<Self> {
        (size > 0 && size < rows).then(|| Self {
            size,
            order: (0..rows as u32).collect(),
            next: rows,
            random: Random::new(seed, Stream::Batches),
        })
    }

    /// Writes the row numbers of the next batch into `rows`.
    pub(super) fn next_into(&mut self, rows: &mut Vec<usize>) {
        if self.next == self.order.len() {
            self.random.shuffle(&mut self.order);
            self.next = 0;
        }
        let end = (self.next + self.size).min(self.order.len());
        rows.clear();
        rows.extend(self.order[self.next..end].iter().map(|&row| row as usize));
        self.next = end;
    }

    /// Rows of a batch.
    pub(super) fn size(&self) -> usize {
        self.size
    }

    /// Bytes that a clone takes.
    pub(super) fn bytes(&self) -> usize {
        size_of_val(self.order.as_slice())
    }
}

/// The mini-batches of a run, by the step that looks at them, without the run.
#[derive(Clone, Debug)]
pub struct BatchRows {
    start: Batches,
    batches: Batches,
    /// The step whose batch comes next.
    step: u64,
    rows: Vec<usize>,
}

impl BatchRows {
    /// The batches of a run with this batch size and seed on `rows` training rows, or `None` if each of its steps takes
    /// all rows.
    #[must_use]
    pub fn new(rows: usize, size: usize, seed: u32) -> Option<Self> {
        let start = Batches::new(rows, size, seed)?;
        Some(Self { batches: start.clone(), start, step: 0, rows: Vec::new() })
    }

    /// Numbers of the training rows that the step from `step` to the next one looks at.
    pub fn of_step(&mut self, step: u64) -> &[usize] {
        if step < self.step {
            self.batches = self.start.clone();
            self.step = 0;
        }
        while self.step <= step {
            self.batches.next_into(&mut self.rows);
            self.step += 1;
        }
        &self.rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn epoch(batches: &mut Batches, count: usize) -> Vec<Vec<usize>> {
        let mut rows = Vec::new();
        (0..count)
            .map(|_| {
                batches.next_into(&mut rows);
                rows.clone()
            })
            .collect()
    }

    #[test]
    fn each_epoch_sees_every_row_once_in_another_order() {
        let mut batches = Batches::new(10, 4, 1).unwrap();
        let (first, second) = (epoch(&mut batches, 3), epoch(&mut batches, 3));
        for batch in [&first, &second] {
            assert_eq!(batch.iter().map(Vec::len).collect::<Vec<_>>(), [4, 4, 2]);
            let mut all = batch.concat();
            all.sort_unstable();
            assert_eq!(all, (0..10).collect::<Vec<_>>());
        }
        assert_ne!(first, second);
    }

    #[test]
    fn a_clone_continues_with_the_same_batches() {
        let mut batches = Batches::new(10, 3, 2).unwrap();
        epoch(&mut batches, 5);
        let mut clone = batches.clone();
        assert_eq!(epoch(&mut batches, 9), epoch(&mut clone, 9));
    }

    #[test]
    fn batches_as_large_as_the_data_are_full_batches() {
        assert_eq!(Batches::new(10, 0, 1), None);
        assert_eq!(Batches::new(10, 10, 1), None);
        assert!(Batches::new(10, 9, 1).is_some());
    }
}
