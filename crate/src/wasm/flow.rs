//! What goes through the layers of a run and comes back, as plain numbers.

use super::session::{Session, chosen};
use crate::diagnostics::layer_flow;
use crate::error::Result;
use crate::network::Workspace;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
impl Session {
    /// Five numbers a layer, at the present weights and over all training rows: log₁₀ of the root mean square of its outputs h,
    /// log₁₀ ‖∂L/∂h‖ by all ways that lead on (in pre-activation blocks h is then the sum that is handed on), its number of units, how many are dead (ReLU: 0 on every row) or saturated (tanh, sigmoid: within 0.01 of their
    /// ends on every row), and the share of rows and units together that are. −∞ is an exact zero; NaN where nothing is defined. Nothing for a formula.
    /// Cost: a gradient.
    ///
    /// # Errors
    /// Names `run`.
    pub fn layer_flow(&mut self, run: Option<u32>) -> Result<Vec<f32>> {
        let trainer = chosen(&mut self.trainer, &mut self.others, run)?;
        let (Some(mlp), Some(loss), Some(rows)) = (trainer.mlp(), trainer.loss(), trainer.train_rows()) else {
            return Ok(Vec::new());
        };
        let layers = layer_flow(mlp, &trainer.all_params(), rows, loss, &mut Workspace::new(mlp));
        let numbers = layers.iter().zip(mlp.layers()).flat_map(|(flow, layer)| {
            let [units, share] = flow.blocked.map_or([f64::NAN; 2], |blocked| [blocked.units as f64, blocked.share]);
            [libm::log10(flow.h_rms), libm::log10(flow.upstream_norm), layer.fan_out as f64, units, share]
        });
        Ok(numbers.map(|number| number as f32).collect())
    }
}
