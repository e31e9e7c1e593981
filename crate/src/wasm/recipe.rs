//! What another program needs to make the runs of a link again.

use super::convert::checked_link;
use crate::error::Result;
use crate::experiment;
use wasm_bindgen::prelude::wasm_bindgen;

/// The runs of a link: see `facts` and `numbers`.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Recipe(experiment::Recipe);

#[wasm_bindgen]
impl Recipe {
    /// Makes the runs of a link again. `file` is the table of a data set that the core does not carry.
    ///
    /// # Errors
    /// Names the field of the link that is not accepted.
    #[wasm_bindgen(constructor)]
    pub fn new(link: &str, file: Option<Vec<u8>>) -> Result<Self> {
        experiment::Recipe::new(&checked_link(link)?, file.as_deref()).map(Self)
    }

    /// A JSON object: settings, shapes, and where in `numbers` weights, rows and curves stand.
    #[must_use]
    pub fn facts(&self) -> String {
        self.0.facts.clone()
    }

    /// All long lists, one after the other.
    #[must_use]
    pub fn numbers(&self) -> Vec<f32> {
        self.0.numbers.clone()
    }
}
