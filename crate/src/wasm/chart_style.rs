//! How every drawing looks.

use crate::chart::Style;
use crate::error::Result;
use wasm_bindgen::prelude::wasm_bindgen;

/// Colours, font and pixels per CSS pixel of a chart.
#[wasm_bindgen]
#[derive(Debug)]
pub struct ChartStyle {
    pub(super) style: Style,
}

#[wasm_bindgen]
impl ChartStyle {
    /// Reads `{"scale":2,"ink":"#…","soft":…,"line":…,"plain":…,"skip":…,"accent":…,"runs":[…,…,…],"panel":…,"font":"sans-serif"}`.
    ///
    /// # Errors
    /// Names the field that is wrong.
    #[wasm_bindgen(constructor)]
    pub fn new(json: &str) -> Result<Self> {
        Ok(Self { style: Style::from_json(json)? })
    }
}
