//! One unit by itself, for the instruments of the lesson on the page's own thread.

use crate::diagnostics::{self, Wrongness, evenly, response};
use crate::error::{Error, Result};
use crate::network::Activation;
use wasm_bindgen::prelude::wasm_bindgen;

/// Σ wᵢxᵢ + b through an activation, with its error against a target. `wrongness` is everywhere one of `absolute`, `squared` and
/// `cross_entropy`; an unknown name throws.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Neuron {
    neuron: diagnostics::Neuron,
}

#[wasm_bindgen]
impl Neuron {
    /// # Errors
    /// Names `inputs`, `weights`, `bias` or `activation` and what it accepts.
    #[wasm_bindgen(constructor)]
    pub fn new(inputs: Vec<f64>, weights: Vec<f64>, bias: f64, activation: &str) -> Result<Self> {
        Ok(Self { neuron: diagnostics::Neuron::new(inputs, weights, bias, activation_of(activation)?)? })
    }

    /// Σ wᵢxᵢ + b
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn sum(&self) -> f64 {
        self.neuron.sum()
    }

    /// φ(sum)
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn answer(&self) -> f64 {
        self.neuron.answer()[0]
    }

    /// φ′(sum)
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn slope(&self) -> f64 {
        self.neuron.answer()[1]
    }

    /// 2/λ for the squared error of a unit that says its sum: the largest rate at which descent comes to rest.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn squared_limit(&self) -> f64 {
        self.neuron.squared_limit()
    }

    /// wᵢxᵢ of every input.
    #[must_use]
    pub fn products(&self) -> Vec<f64> {
        self.neuron.products().collect()
    }

    /// The weights as they are now.
    #[must_use]
    pub fn weights(&self) -> Vec<f64> {
        self.neuron.weights().to_vec()
    }

    /// How wrong the answer is.
    ///
    /// # Errors
    /// Names `wrongness`.
    pub fn wrong_by(&self, wrongness: &str, target: f64) -> Result<f64> {
        Ok(wrongness_of(wrongness)?.of(self.neuron.answer()[0], target)[0])
    }

    /// ∂(wrongness)/∂wᵢ of every weight.
    ///
    /// # Errors
    /// Names `wrongness`.
    pub fn gradient(&self, wrongness: &str, target: f64) -> Result<Vec<f64>> {
        Ok(self.neuron.gradient(wrongness_of(wrongness)?, target))
    }

    /// One step of gradient descent.
    ///
    /// # Errors
    /// Names `wrongness`.
    pub fn step(&mut self, wrongness: &str, target: f64, rate: f64) -> Result<()> {
        self.neuron.step(wrongness_of(wrongness)?, target, rate);
        Ok(())
    }

    /// The wrongness at `count` values of weight `index` from `low` to `high`.
    ///
    /// # Errors
    /// Names `wrongness`.
    pub fn valley(
        &self,
        index: usize,
        low: f64,
        high: f64,
        count: usize,
        wrongness: &str,
        target: f64,
    ) -> Result<Vec<f64>> {
        Ok(self.neuron.valley(index, [low, high], count, wrongness_of(wrongness)?, target))
    }
}

/// φ and φ′ at `count` places from `low` to `high`: value and slope in turn.
///
/// # Errors
/// Names `activation` and what it accepts.
#[wasm_bindgen]
pub fn responses(activation: &str, low: f64, high: f64, count: usize) -> Result<Vec<f64>> {
    let activation = activation_of(activation)?;
    Ok(evenly([low, high], count).flat_map(|z| response(activation, z)).collect())
}

fn activation_of(name: &str) -> Result<Activation> {
    Activation::from_name(name).ok_or_else(|| Error::new("activation", "must be one of the schema's names"))
}

fn wrongness_of(name: &str) -> Result<Wrongness> {
    Wrongness::from_name(name).ok_or_else(|| Error::new("wrongness", "must be absolute, squared or cross_entropy"))
}
