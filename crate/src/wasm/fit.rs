//! What the network of a session answers, as plain numbers for the module of the fits.

use super::session::Session;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
impl Session {
    /// All rows of `train`, `validation` or else `test`, as they lie in memory: what `Answers.set_rows` takes. Nothing if there are
    /// none.
    #[must_use]
    pub fn rows_of(&self, part: &str) -> Vec<f32> {
        self.trainer.rows_of(part)
    }

    /// What `Answers` is made from. Nothing for a formula.
    #[must_use]
    pub fn task_numbers(&self) -> Vec<f64> {
        self.trainer.task_numbers()
    }

    /// The outputs of the network for any inputs, `[row][inputs]` to `[row][outputs]`. It changes nothing about the run.
    #[must_use]
    pub fn outputs(&self, inputs: &[f32]) -> Vec<f32> {
        self.trainer.outputs(inputs)
    }
}
