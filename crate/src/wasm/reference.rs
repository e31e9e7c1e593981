//! Reference cases, for whoever wants to hold the core's numbers against another implementation.

use crate::error::Result;
use crate::experiment;
use wasm_bindgen::prelude::wasm_bindgen;

/// Evaluates a reference case (JSON) and returns its answers (JSON); the form is described in `docs/reference-cases.md`.
///
/// # Errors
/// Names the field of the case that is missing or wrong.
#[wasm_bindgen]
pub fn evaluate(case: &str) -> Result<String> {
    experiment::evaluate(case)
}
