//! What a network answers, for the page: made from the plain numbers of a `Session` in another thread.

use crate::answers::{self, Task, Verdict};
use crate::error::Result;
use wasm_bindgen::prelude::wasm_bindgen;

/// The rows of a run, and what its outputs mean. Parts of the rows: 0 training, 1 validation, 2 test.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Answers {
    answers: answers::Answers,
}

#[wasm_bindgen]
impl Answers {
    /// From `Session.task_numbers`; without rows yet.
    ///
    /// # Errors
    /// Names `task` if these are no such numbers.
    #[wasm_bindgen(constructor)]
    pub fn new(task: &[f64]) -> Result<Self> {
        Ok(Self { answers: answers::Answers::new(Task::from_numbers(task)?) })
    }

    /// So many rows of a part: `numbers` as `Session.rows_of` gives them.
    ///
    /// # Errors
    /// Names `part` or `rows`.
    pub fn set_rows(&mut self, part: usize, rows: usize, numbers: &[f32]) -> Result<()> {
        self.answers.set_rows(part, rows, numbers)
    }

    /// What to draw the answers in: inputs, classes (0: the answer is a number), both ends of the first input, of the second
    /// one and of the wanted numbers, then mean and deviation of each of the first two inputs.
    #[must_use]
    pub fn frame(&self) -> Vec<f64> {
        let frame = self.answers.frame();
        let counts = [frame.inputs as f64, frame.classes as f64];
        let numbers = [counts, frame.x, frame.y, frame.wanted].concat();
        [&numbers[..], frame.units.as_flattened()].concat()
    }

    /// At most `most` rows of a part: inputs and wanted answer in measured units, `[row][inputs + 1]`.
    ///
    /// # Errors
    /// Names `part`.
    pub fn rows(&self, part: usize, most: usize) -> Result<Vec<f32>> {
        self.answers.rows(part, most)
    }

    /// What to ask `Session.outputs` for the answers to all rows of a part.
    ///
    /// # Errors
    /// Names `part`.
    pub fn inputs(&self, part: usize) -> Result<Vec<f32>> {
        self.answers.inputs(part)
    }

    /// What to ask `Session.outputs` for the answers over the window, `columns` or their square.
    ///
    /// # Errors
    /// Names `columns` or `inputs` and what it accepts.
    pub fn points(&self, columns: usize) -> Result<Vec<f32>> {
        self.answers.points(columns)
    }

    /// The answers to at most `most` rows: class and its probability, or number and NaN, `[row][2]`.
    ///
    /// # Errors
    /// Names `part` or `outputs`.
    pub fn answers(&self, part: usize, most: usize, outputs: &[f32]) -> Result<Vec<f32>> {
        self.answers.answers(part, most, outputs)
    }

    /// The answers over the window: `[column][2]` with one input, `[row][column][2]` with two.
    ///
    /// # Errors
    /// Names `outputs` unless each of `points` places has as many.
    pub fn field(&self, points: usize, outputs: &[f32]) -> Result<Vec<f32>> {
        self.answers.field(points, outputs)
    }

    /// How good the answers to all rows of a part are. Of numbers: rows, root of the mean squared error, deviation of what
    /// was wanted. Of classes: rows, rows answered right, the commonest mistake (wanted and answered class and rows; −1, −1
    /// and 0 if there is none), then rows of each class by answer, `[wanted][answered]`.
    ///
    /// # Errors
    /// Names `part` or `outputs`.
    pub fn verdict(&self, part: usize, outputs: &[f32]) -> Result<Vec<f64>> {
        Ok(match self.answers.verdict(part, outputs)? {
            Verdict::Values { rows, error, spread } => vec![rows as f64, error, spread],
            Verdict::Classes { rows, right, table, worst } => {
                let mistake = worst.map_or([-1.0, -1.0, 0.0], |mistake| mistake.map(|number| number as f64));
                let cells = table.concat().into_iter().map(|count| count as f64);
                [rows as f64, right as f64].into_iter().chain(mistake).chain(cells).collect()
            }
        })
    }
}
