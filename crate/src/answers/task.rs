//! What the outputs of a network stand for.

use crate::error::{Error, Result};

/// What goes into a network and what its outputs mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Task {
    /// Numbers a row has.
    pub inputs: usize,
    /// Classes to tell apart; 0 if the answer is a number.
    pub classes: usize,
    /// Whether outputs are logits, because the loss is a cross-entropy.
    pub is_logits: bool,
    /// Mean and deviation of each input.
    pub units: Vec<[f64; 2]>,
    /// Mean and deviation of the wanted numbers.
    pub wanted: [f64; 2],
}

impl Task {
    /// Reads [`crate::training::Trainer::task_numbers`].
    ///
    /// # Errors
    /// Names `task` unless it has counts of at least one input and, if there are units, one pair for each input and at most
    /// one more for the answer.
    pub fn from_numbers(numbers: &[f64]) -> Result<Self> {
        let wrong = || Error::new("task", "must be counts, and means with deviations, of a network with inputs");
        let ([inputs, classes, is_logits], units) = numbers.split_first_chunk().ok_or_else(wrong)?;
        let inputs = *inputs as usize;
        let (pairs, rest) = units.as_chunks();
        if inputs == 0 || !rest.is_empty() || !(pairs.is_empty() || (inputs..=inputs + 1).contains(&pairs.len())) {
            return Err(wrong());
        }
        let measured = |column: usize| pairs.get(column).copied().unwrap_or([0.0, 1.0]);
        Ok(Self {
            inputs,
            classes: *classes as usize,
            is_logits: *is_logits > 0.0,
            units: (0..inputs).map(measured).collect(),
            wanted: measured(inputs),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Task;

    #[test]
    fn numbers_are_read_or_refused() {
        let task = Task::from_numbers(&[2.0, 0.0, 0.0, 1.0, 2.0, 5.0, 6.0, 4.0, 3.0]).unwrap();
        assert_eq!((task.inputs, task.wanted, task.units), (2, [4.0, 3.0], vec![[1.0, 2.0], [5.0, 6.0]]));
        for numbers in [&[1.0, 2.0, 1.0][..], &[1.0, 2.0, 1.0, 0.0, 1.0]] {
            let task = Task::from_numbers(numbers).unwrap();
            assert_eq!(
                (task.classes, task.is_logits, task.units, task.wanted),
                (2, true, vec![[0.0, 1.0]], [0.0, 1.0])
            );
        }
        for numbers in [&[][..], &[0.0, 2.0, 1.0], &[1.0, 2.0, 1.0, 7.0], &[2.0, 2.0, 1.0, 0.0, 1.0]] {
            assert_eq!(Task::from_numbers(numbers).unwrap_err().field, "task");
        }
    }
}
