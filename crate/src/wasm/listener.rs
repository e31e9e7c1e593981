//! Somebody who only listens, for the lesson's instrument on the page's own thread.

use crate::clusters;
use wasm_bindgen::prelude::wasm_bindgen;

/// Hears an unbroken stream of syllables (four words of three, by chance) and counts what follows what.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Listener {
    listener: clusters::Listener,
}

#[wasm_bindgen]
impl Listener {
    /// The same seed gives the same stream.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(seed: u32) -> Self {
        Self { listener: clusters::Listener::new(seed) }
    }

    /// Hears so many words more.
    pub fn hear(&mut self, words: usize) {
        self.listener.hear(words);
    }

    /// Syllables heard so far.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn count(&self) -> f64 {
        self.listener.count() as f64
    }

    /// The last `most` syllables, 0 to 11.
    #[must_use]
    pub fn last(&self, most: usize) -> Vec<u8> {
        self.listener.last(most).to_vec()
    }

    /// For each neighbouring pair of the last `most` syllables: the share of the first that was followed by the second.
    #[must_use]
    pub fn shares(&self, most: usize) -> Vec<f64> {
        self.listener.last(most).windows(2).map(|pair| self.listener.share(pair[0], pair[1])).collect()
    }

    /// Where the share is below this, a word ends for the listener.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn parts_below(&self) -> f64 {
        clusters::PARTS_BELOW
    }

    /// Of the pieces into which the stream falls: how many are words, how many are not.
    #[must_use]
    pub fn found(&self) -> Vec<u32> {
        self.listener.found().map(|count| count as u32).to_vec()
    }
}
