//! The core's way to its second half. The page's core is cut in two after it is compiled (`xtask/src/split/`): what the first picture
//! needs, and the rest. Whoever calls a function that is not there yet asks the host for the rest, through this import.

use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(raw_module = "../engine/parts.js")]
extern "C" {
    /// Puts the rest in, now.
    fn bring_rest();
}

/// Has the rest brought, if it is not there. Nobody needs to: the import stays only where something calls it.
#[wasm_bindgen]
pub fn complete() {
    bring_rest();
}
