//! One row on its way through the network and back, as plain numbers.

use super::convert::count;
use super::session::Session;
use crate::diagnostics::{central_difference, chain};
use crate::error::{Error, Result};
use crate::network::{Join, Loss, Mlp, RowPass};
use crate::samples::{Samples, Targets};
use crate::training::Trainer;
use wasm_bindgen::prelude::wasm_bindgen;

/// One row of the data on its way through the network and back. Layer 0 are the inputs, D is the last one; arrays over units
/// hold all layers from 0 on, one after another.
#[wasm_bindgen]
#[derive(Debug)]
pub struct RowReading {
    mlp: Mlp,
    params: Vec<f32>,
    row: Samples,
    loss: Loss,
    pass: RowPass,
}

#[wasm_bindgen]
impl RowReading {
    /// n_0 … n_D: how many units each layer has.
    #[must_use]
    pub fn widths(&self) -> Vec<u32> {
        self.mlp.config().widths.iter().map(|&width| width as u32).collect()
    }

    /// The skips: from layer, to layer, from layer, to layer …
    #[must_use]
    pub fn skips(&self) -> Vec<u32> {
        let mut ends = Vec::new();
        for (join, layer) in self.mlp.joins().iter().zip(1_u32..) {
            match join {
                Join::Plain => {}
                Join::SkipSum { from, .. } => ends.extend([*from as u32, layer]),
                Join::SkipHidden { .. } => ends.extend([layer - 1, layer]),
            }
        }
        ends
    }

    /// h of every unit: inputs, hidden units, outputs z_D.
    #[must_use]
    pub fn values(&self) -> Vec<f32> {
        self.pass.hidden.clone()
    }

    /// ∂L/∂z of every unit for this row's loss; 0 for the inputs.
    #[must_use]
    pub fn deltas(&self) -> Vec<f32> {
        self.pass.delta.clone()
    }

    /// The parameters of layers `first` … `last`, laid out as in the flat vector: weights row-major `[out][in]`, then biases.
    ///
    /// # Errors
    /// Names `first` or `last` unless they are layers in their order.
    pub fn params(&self, first: f64, last: f64) -> Result<Vec<f32>> {
        self.part_of(&self.params, first, last)
    }

    /// The derivatives of this row's loss by those parameters.
    ///
    /// # Errors
    /// As [`RowReading::params`].
    pub fn grads(&self, first: f64, last: f64) -> Result<Vec<f32>> {
        self.part_of(&self.pass.grads, first, last)
    }

    /// The loss of this row.
    #[must_use]
    pub fn loss(&self) -> f64 {
        self.pass.loss
    }

    /// The answer given: probabilities of the classes, or of the one class, or values.
    #[must_use]
    pub fn answers(&self) -> Vec<f64> {
        self.loss.answers(&self.pass.hidden[self.pass.units_of(self.mlp.layers().len())])
    }

    /// The answer wanted: the number of a class, or values.
    #[must_use]
    pub fn targets(&self) -> Vec<f32> {
        match self.row.targets() {
            Targets::Classes { labels, .. } => labels.iter().copied().map(f32::from).collect(),
            // One row, padded to a group each.
            Targets::Values { values, .. } => values.chunks(self.row.padded_rows()).map(|column| column[0]).collect(),
        }
    }

    /// The chain rule for parameter `entry` of the flat vector. Four numbers come first: ∂L/∂w as backpropagation has it,
    /// the central difference of the loss in double precision, what rounding makes of that for a derivative of 0, and the
    /// number of paths from w to the outputs. Then six for each factor from the loss to w: its kind (0 loss, 1 weight,
    /// 2 slope φ′, 3 skip, 4 α, 5 input), layer, unit from 0, value, the product so far, and ∂L/∂z of the unit the chain has
    /// come to over all paths, or NaN. A learned α has no factors.
    ///
    /// # Errors
    /// Names `entry` unless it is the number of a parameter.
    pub fn chain(&self, entry: f64) -> Result<Vec<f64>> {
        let entry = place("entry", entry, self.params.len() - 1, "must be the number of a parameter")?;
        let mut precise: Vec<f64> = self.params.iter().copied().map(f64::from).collect();
        let difference = central_difference(&self.mlp, &mut precise, &self.row, self.loss, entry);
        let chain = chain(&self.mlp, &self.params, &self.pass, entry);
        let paths = chain.as_ref().map_or(f64::NAN, |chain| chain.paths);
        let mut numbers = vec![f64::from(self.pass.grads[entry]), difference.value, difference.resolution, paths];
        for factor in chain.iter().flat_map(|chain| &chain.factors) {
            let [layer, unit] = [factor.layer, factor.unit].map(|number| number as f64);
            numbers.extend([f64::from(factor.kind as u8), layer, unit, factor.value, factor.product, factor.all_paths]);
        }
        Ok(numbers)
    }
}

impl RowReading {
    fn new(trainer: &Trainer, part: &str, row: u64) -> Result<Self> {
        let (Some(mlp), Some(loss)) = (trainer.mlp(), trainer.loss()) else {
            return Err(Error::new("problem", "is a formula: there is no network to look into"));
        };
        let samples = match part {
            "train" => trainer.train_rows(),
            "validation" => trainer.validation_rows(),
            _ => return Err(Error::new("part", format!("must be train or validation, got {part}"))),
        };
        let rows = samples.map_or(0, Samples::rows);
        let samples = samples.filter(|_| row < rows as u64);
        let samples = samples.ok_or_else(|| Error::new("row", format!("must be below {rows}, got {row}")))?;
        let (params, row) = (trainer.all_params(), samples.subset(&[row as usize]));
        let pass = mlp.pass_of_row(&params, &row, 0, loss);
        Ok(Self { mlp: mlp.clone(), params, row, loss, pass })
    }

    fn part_of(&self, numbers: &[f32], first: f64, last: f64) -> Result<Vec<f32>> {
        let layers = self.mlp.layers();
        let problem = "must be the number of a layer from 1, `first` not above `last`";
        let last = place("last", last - 1.0, layers.len() - 1, problem)?;
        let first = place("first", first - 1.0, last, problem)?;
        Ok(numbers[layers[first].weights.start..layers[last].biases.end].to_vec())
    }
}

#[wasm_bindgen]
impl Session {
    /// One row of the data (`train` or `validation`; the test rows stay sealed) on its way through the network and back, at the
    /// present weights.
    ///
    /// # Errors
    /// Names `part` unless it is one of the two, `row` unless it is the number of a row there, `problem` if it is a formula.
    pub fn read_row(&self, part: &str, row: f64) -> Result<RowReading> {
        RowReading::new(&self.trainer, part, count("row", row)?)
    }
}

/// A whole number up to `greatest`.
fn place(field: &str, value: f64, greatest: usize, problem: &str) -> Result<usize> {
    if value.trunc() == value && (0.0..=greatest as f64).contains(&value) {
        return Ok(value as usize);
    }
    Err(Error::new(field, problem))
}
