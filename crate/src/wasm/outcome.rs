//! How a run went, in a word.

use super::convert::count;
use super::session::Session;
use crate::error::Result;
use crate::training::read_outcome;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
impl Session {
    /// How the run went since step `since`, as JSON: outcome (`blows_up`, `zig_zags`, `is_stuck`, `settles` or `goes_down`),
    /// first and last loss, and the share of turns that went back against the step before; `null` before the first step.
    /// `lowest` is the lowest loss that the page knows of, NaN if none.
    ///
    /// # Errors
    /// Names `since` unless it is a whole number from 0.
    pub fn outcome(&self, since: f64, lowest: f64) -> Result<String> {
        let (since, path) = (count("since", since)?, self.trainer.path());
        let stretch = &path[path.partition_point(|point| point.step < since)..];
        let reading = read_outcome(stretch, lowest, self.trainer.blow_up().is_some());
        Ok(reading.map_or_else(|| "null".to_owned(), |reading| reading.to_json()))
    }
}
