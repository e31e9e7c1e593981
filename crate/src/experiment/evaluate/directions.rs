//! Directions through the space of parameters.

use super::input::Input;
use crate::error::Result;
use crate::math::norm::norm_f64;
use crate::network::Mlp;

/// Directions as given, and what is to be done with them.
pub(super) struct DirectionsRequest {
    raw: Vec<Vec<f64>>,
    filter_normalised: bool,
    bias: Bias,
}

/// What becomes of biases and learned α.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bias {
    /// They stay where they are: the direction is 0 there (Li et al. 2018).
    Zero,
    /// A bias is scaled with the row of weights it belongs to; α as given.
    Row,
    /// As given.
    Keep,
}

impl DirectionsRequest {
    pub(super) fn read(input: &Input<'_>, param_count: usize) -> Result<Self> {
        let raw_input = input.required("raw")?;
        let mut raw = Vec::new();
        for direction in raw_input.items()? {
            let values = direction.numbers()?;
            if values.len() != param_count {
                return Err(direction.error(format!("needs {param_count} numbers, got {}", values.len())));
            }
            raw.push(values);
        }
        if raw.len() != 2 {
            return Err(raw_input.error(format!("needs 2 directions, got {}", raw.len())));
        }
        let norms = |name: &str| ["none", "filter"].iter().position(|known| *known == name);
        let filter_normalised = match input.member("norm")? {
            Some(norm) => norm.choice(norms, &["none", "filter"])? == 1,
            None => true,
        };
        let biases = |name: &str| match name {
            "zero" => Some(Bias::Zero),
            "row" => Some(Bias::Row),
            "keep" => Some(Bias::Keep),
            _ => None,
        };
        let bias = match input.member("bias")? {
            Some(bias) => bias.choice(biases, &["zero", "row", "keep"])?,
            None if filter_normalised => Bias::Zero,
            None => Bias::Keep,
        };
        Ok(Self { raw, filter_normalised, bias })
    }

    /// The directions at `params`; without a network (a surface has no rows) as given.
    pub(super) fn directions(&self, mlp: Option<&Mlp>, params: &[f64]) -> Vec<Vec<f64>> {
        let mut directions = self.raw.clone();
        if let Some(mlp) = mlp {
            directions.iter_mut().for_each(|direction| self.normalise(mlp, params, direction));
        }
        directions
    }

    /// d ← d · |w| / (|d| + 1e-10) for every row of weights, as in Li et al.'s program.
    fn normalise(&self, mlp: &Mlp, params: &[f64], direction: &mut [f64]) {
        for layer in mlp.layers() {
            for unit in 0..layer.fan_out {
                let start = layer.weights.start + unit * layer.fan_in;
                let row = start..start + layer.fan_in;
                let bias = layer.biases.start + unit;
                if self.filter_normalised {
                    let factor = norm_f64(&params[row.clone()]) / (norm_f64(&direction[row.clone()]) + 1e-10);
                    direction[row].iter_mut().for_each(|entry| *entry *= factor);
                    if self.bias == Bias::Row {
                        direction[bias] *= factor;
                    }
                }
                if self.bias == Bias::Zero {
                    direction[bias] = 0.0;
                }
            }
        }
        if self.bias == Bias::Zero {
            direction[mlp.learned_alphas()].fill(0.0);
        }
    }
}
