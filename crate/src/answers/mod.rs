//! What a network answers, read off its outputs: classes, probabilities, numbers in measured units; all over a window of its
//! inputs, or row by row with a verdict.
//!
//! It knows no run: rows, outputs and [`Task`] numbers come from [`crate::training::Trainer`], in the same session or from another thread.
//! Inputs are in the units the network sees, wanted and answered numbers in measured units; [`Frame`] has what is needed to
//! read the former.

mod task;
mod verdict;

pub use task::Task;
pub use verdict::Verdict;

use crate::error::{Error, Result};
use crate::math::elementary::exp;
use crate::network::{Loss, decide};
use crate::samples::ROW_GROUP;
use wide::f32x4;

/// The most points along a side of [`Answers::points`].
pub const MAX_COLUMNS: usize = 257;

/// Room around the rows in a window, as a share of their extent.
const MARGIN: f64 = 0.08;

/// What a picture of the answers is drawn in.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    /// Numbers a row has.
    pub inputs: usize,
    /// Classes to tell apart; 0 if the answer is a number.
    pub classes: usize,
    /// The ends of the first input, in the network's units, that hold all training and validation rows.
    pub x: [f64; 2],
    /// The same of the second input, as long as `x`, so that a picture of both is square; −1 and 1 if there is none.
    pub y: [f64; 2],
    /// The ends of the wanted numbers, in measured units; 0 and 1 for classes.
    pub wanted: [f64; 2],
    /// Mean and deviation that turn each of the first two inputs into measured units: `mean + deviation · input`.
    pub units: Vec<[f64; 2]>,
}

/// The rows of a run, and what its outputs mean.
#[derive(Clone, Debug)]
pub struct Answers {
    task: Task,
    /// Training, validation and test rows, `[row][inputs + 1]`, as the network sees them; empty where they are not known.
    parts: [Vec<f32>; 3],
}

impl Answers {
    /// Without rows yet.
    #[must_use]
    pub fn new(task: Task) -> Self {
        Self { task, parts: Default::default() }
    }

    /// Takes the rows of part 0 (training), 1 (validation) or 2 (test): `numbers` as [`crate::training::Trainer::rows_of`] gives them
    /// for so many `rows`.
    ///
    /// # Errors
    /// Names `part`, or `rows` unless they are as many, with finite inputs and an answer that there is.
    pub fn set_rows(&mut self, part: usize, rows: usize, numbers: &[f32]) -> Result<()> {
        let Task { inputs, classes, .. } = self.task;
        let padded = rows.next_multiple_of(ROW_GROUP);
        let is_possible = |wanted: &f32| classes == 0 || (0.0..classes as f32).contains(wanted);
        let wanted = numbers.get(inputs * padded..).and_then(|wanted| wanted.get(..rows));
        let wanted =
            wanted.filter(|wanted| wanted.iter().all(is_possible) && numbers.iter().all(|number| number.is_finite()));
        let Some(wanted) = wanted else {
            let problem = format!("must be {rows} rows of {inputs} finite inputs and a class or number");
            return Err(Error::new("rows", problem));
        };
        let row = |row: usize| (0..inputs).map(move |input| numbers[input * padded + row]).chain([wanted[row]]);
        *self.parts.get_mut(part).ok_or_else(|| unknown(part))? = (0..rows).flat_map(row).collect();
        Ok(())
    }

    /// What to draw in. It looks at no test row.
    #[must_use]
    pub fn frame(&self) -> Frame {
        let Task { inputs, classes, .. } = self.task;
        let watched = || self.parts[..2].iter().flat_map(|rows| rows.chunks_exact(inputs + 1));
        let ends = |feature: usize| extent(watched().map(|row| f64::from(row[feature])));
        let (x, y) = if inputs == 1 {
            (ends(0), [-1.0, 1.0])
        } else {
            let pair = [ends(0), ends(1)];
            let half = pair.map(|[low, high]| (high - low) / 2.0).into_iter().fold(0.0, f64::max);
            let square = pair.map(|[low, high]| f64::midpoint(low, high)).map(|middle| [middle - half, middle + half]);
            (square[0], square[1])
        };
        let wanted = if classes > 0 { [0.0, 1.0] } else { extent(watched().map(|row| self.wanted(row))) };
        let units = self.task.units.iter().copied().take(2).collect();
        Frame { inputs, classes, x, y, wanted, units }
    }

    /// Rows of a part, at most `most`, evenly spaced: inputs and then the wanted class or number, `[row][inputs + 1]`.
    ///
    /// # Errors
    /// Names `part`.
    pub fn rows(&self, part: usize, most: usize) -> Result<Vec<f32>> {
        let (rows, inputs) = (self.part(part)?, self.task.inputs);
        Ok(chosen(rows, inputs + 1, most)
            .flat_map(|row| row[..inputs].iter().copied().chain([self.wanted(row) as f32]))
            .collect())
    }

    /// The answers to the same rows, two numbers each: the class and the probability that the network gives it (NaN if it
    /// gives none, because its loss is made for numbers), or the number and NaN. A row without an answer has class −1.
    /// `outputs` are those of all rows of the part.
    ///
    /// # Errors
    /// Names `part`, or `outputs` unless each row has as many.
    pub fn answers(&self, part: usize, most: usize, outputs: &[f32]) -> Result<Vec<f32>> {
        let width = self.width(part, outputs)?;
        Ok(chosen(outputs, width, most).flat_map(|row| self.answer(row)).collect())
    }

    /// The inputs of all rows of a part, `[row][inputs]`: what to ask the network for its outputs.
    ///
    /// # Errors
    /// Names `part`.
    pub fn inputs(&self, part: usize) -> Result<Vec<f32>> {
        let inputs = self.task.inputs;
        Ok(self.part(part)?.chunks_exact(inputs + 1).flat_map(|row| row[..inputs].iter().copied()).collect())
    }

    /// Inputs all over the window of [`Answers::frame`]: along the input if there is one, `[row][column]` from the low ends
    /// if there are two.
    ///
    /// # Errors
    /// Names `columns` unless it is 2 to [`MAX_COLUMNS`], `inputs` if the network has more than two.
    pub fn points(&self, columns: usize) -> Result<Vec<f32>> {
        if !(2..=MAX_COLUMNS).contains(&columns) {
            return Err(Error::new("columns", format!("must be 2 to {MAX_COLUMNS}, got {columns}")));
        }
        let Frame { inputs, x, y, .. } = self.frame();
        let place =
            |[low, high]: [f64; 2], index: usize| (low + (high - low) * index as f64 / (columns - 1) as f64) as f32;
        match inputs {
            1 => Ok((0..columns).map(|column| place(x, column)).collect()),
            2 => Ok((0..columns * columns).flat_map(|at| [place(x, at % columns), place(y, at / columns)]).collect()),
            _ => Err(Error::new("inputs", format!("must be 1 or 2 for a picture of all of them, got {inputs}"))),
        }
    }

    /// The answers at `points` places whose outputs these are, two numbers each as in [`Answers::answers`].
    ///
    /// # Errors
    /// Names `outputs` unless each place has as many.
    pub fn field(&self, points: usize, outputs: &[f32]) -> Result<Vec<f32>> {
        Ok(outputs.chunks_exact(width(points, outputs)?).flat_map(|row| self.answer(row)).collect())
    }

    /// How good the answers to all rows of a part are; `outputs` as in [`Answers::answers`].
    ///
    /// # Errors
    /// Names `part`, or `outputs` unless each row has as many.
    pub fn verdict(&self, part: usize, outputs: &[f32]) -> Result<Verdict> {
        let width = self.width(part, outputs)?;
        let rows = self.part(part)?.chunks_exact(self.task.inputs + 1);
        let pairs =
            rows.zip(outputs.chunks_exact(width)).map(|(row, z)| (self.wanted(row), f64::from(self.answer(z)[0])));
        Ok(match self.task.classes {
            0 => Verdict::of_values(pairs),
            classes => Verdict::of_classes(pairs, classes),
        })
    }

    fn part(&self, part: usize) -> Result<&[f32]> {
        self.parts.get(part).map(Vec::as_slice).ok_or_else(|| unknown(part))
    }

    fn width(&self, part: usize, outputs: &[f32]) -> Result<usize> {
        width(self.part(part)?.len() / (self.task.inputs + 1), outputs)
    }

    /// The class of a row, or its number in measured units.
    fn wanted(&self, row: &[f32]) -> f64 {
        let wanted = row[self.task.inputs];
        if self.task.classes > 0 { f64::from(wanted) } else { self.measured(wanted) }
    }

    fn measured(&self, value: f32) -> f64 {
        self.task.wanted[0] + self.task.wanted[1] * f64::from(value)
    }

    fn answer(&self, outputs: &[f32]) -> [f32; 2] {
        if self.task.classes == 0 {
            return [self.measured(outputs[0]) as f32, f32::NAN];
        }
        // The rule goes by whether outputs are logits, whatever their number.
        let loss = if self.task.is_logits { Loss::SoftmaxCe } else { Loss::Mse };
        decide(outputs, loss).map_or([-1.0, f32::NAN], |class| [class as f32, self.probability(outputs, class)])
    }

    /// The softmax of a class, which for one output is that of the pair (0, z).
    fn probability(&self, outputs: &[f32], class: usize) -> f32 {
        match outputs {
            _ if !self.task.is_logits => f32::NAN,
            [z] => share(&[0.0, *z], class),
            _ => share(outputs, class),
        }
    }
}

fn unknown(part: usize) -> Error {
    Error::new("part", format!("must be 0 (training), 1 (validation) or 2 (test), got {part}"))
}

/// Outputs of a row.
fn width(rows: usize, outputs: &[f32]) -> Result<usize> {
    if rows == 0 || outputs.is_empty() || !outputs.len().is_multiple_of(rows) {
        return Err(Error::new("outputs", format!("must be as many for each of {rows} rows, got {}", outputs.len())));
    }
    Ok(outputs.len() / rows)
}

/// The softmax of the greatest of `logits`, which is at `class`.
fn share(logits: &[f32], class: usize) -> f32 {
    let power = |z: f32| exp(f32x4::splat(z - logits[class])).as_array_ref()[0];
    1.0 / logits.iter().map(|&z| power(z)).sum::<f32>()
}

/// Evenly spaced rows, at most `most` of them.
fn chosen(numbers: &[f32], width: usize, most: usize) -> impl Iterator<Item = &[f32]> {
    let count = numbers.len() / width;
    let most = most.min(count);
    (0..most).map(move |index| &numbers[index * count / most * width..][..width])
}

/// The ends of finite numbers with a margin; of one number, or of none, a window of some width.
fn extent(numbers: impl Iterator<Item = f64>) -> [f64; 2] {
    let (low, high) =
        numbers.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), number| (low.min(number), high.max(number)));
    if low > high {
        return [0.0, 1.0];
    }
    let margin = if high > low { MARGIN * (high - low) } else { (0.5 * low.abs()).max(0.5) };
    [low - margin, high + margin]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn probabilities_of_several_classes_are_the_softmax() {
        let logits = [1.0_f32, -2.0, 3.0, 0.5];
        let sum: f64 = logits.iter().map(|&z| f64::from(z).exp()).sum();
        assert!((f64::from(share(&logits, 2)) - 3.0_f64.exp() / sum).abs() < 1e-6);
        assert_eq!(share(&[f32::NEG_INFINITY, 800.0], 1), 1.0);
    }

    #[test]
    fn wrong_rows_parts_and_outputs_are_named() {
        let mut answers = Answers::new(Task::from_numbers(&[1.0, 2.0, 1.0]).unwrap());
        let memory = |input: f32, class: f32| [&[input, 0.25, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, class, 0.0][..]].concat();
        for numbers in [vec![], vec![0.0; 9], memory(f32::NAN, 0.0), memory(0.0, 2.0), memory(0.0, -1.0)] {
            let error = answers.set_rows(0, 2, &numbers).unwrap_err();
            assert_eq!(error.to_string(), "rows: must be 2 rows of 1 finite inputs and a class or number");
        }
        answers.set_rows(0, 2, &memory(0.5, 1.0)).unwrap();
        assert_eq!(answers.rows(0, 9), Ok(vec![0.5, 1.0, 0.25, 0.0]));
        assert_eq!(answers.set_rows(3, 0, &[]).unwrap_err().field, "part");
        assert_eq!(answers.inputs(0), Ok(vec![0.5, 0.25]));
        for outputs in [&[][..], &[1.0], &[1.0, 2.0, 3.0]] {
            assert_eq!(answers.verdict(0, outputs).unwrap_err().field, "outputs");
        }
        assert_eq!(
            answers.verdict(1, &[1.0]).unwrap_err().to_string(),
            "outputs: must be as many for each of 0 rows, got 1"
        );
        assert_eq!(answers.answers(3, 9, &[]).unwrap_err().field, "part");
        // A network that answers no number at all is never right.
        let none = answers.answers(0, 9, &[f32::NAN, 3.0]).unwrap();
        assert!(none[0] == -1.0 && none[1].is_nan() && none[2] == 1.0, "{none:?}");
    }
}
