//! Settings as text: the schema, links, and a seed for a fresh run.

use crate::error::{Error, Result};
use crate::experiment::{self, Spec};
use wasm_bindgen::prelude::wasm_bindgen;

/// The table of all settings, their groups, ranges, words and presets, as JSON.
#[cfg(feature = "words")]
#[wasm_bindgen]
#[must_use]
pub fn schema() -> String {
    experiment::schema()
}

/// Reads the hash of an address, with or without `#`, as JSON `{"spec": {…}, "problems": […]}`. Never throws: what it
/// does not understand falls to its default and is named among the problems.
#[wasm_bindgen]
#[must_use]
pub fn decode_link(text: &str) -> String {
    let (spec, problems) = experiment::decode_link(text);
    experiment::decoded_json(&spec, &problems)
}

/// The shortest link that gives this spec (JSON, fields left out have their default).
///
/// # Errors
/// Names the field whose value is not accepted.
#[wasm_bindgen]
pub fn encode_link(spec_json: &str) -> Result<String> {
    Ok(experiment::encode_link(&Spec::from_json(spec_json)?))
}

/// The settings of each branch of a spec (JSON), in order, as a JSON array of whole specs.
///
/// # Errors
/// Names the field whose value is not accepted, `branches` if the experiment cannot have these.
#[wasm_bindgen]
pub fn branch_specs(spec_json: &str) -> Result<String> {
    let specs: Vec<String> = Spec::from_json(spec_json)?.branch_specs()?.iter().map(Spec::to_json).collect();
    Ok(format!("[{}]", specs.join(",")))
}

/// A seed from the browser's generator of random numbers, for a run that nobody has seen yet.
///
/// # Errors
/// Names `seed` if the browser has no such generator.
#[wasm_bindgen]
pub fn fresh_seed() -> Result<u32> {
    getrandom::u32().map_err(|error| Error::new("seed", format!("could not be drawn: {error}")))
}
