//! The shape of a network: layers, their places in the flat parameter vector, residual blocks.

use super::residual::Join;
use super::{Activation, Alpha, Loss, Residual};
use crate::error::{Error, Result};
use crate::math::shortest::Shortest;
use crate::samples::{Samples, Targets};
use std::ops::Range;

/// What a network is made of.
#[derive(Clone, Debug, PartialEq)]
pub struct MlpConfig {
    /// Layer widths n_0 … n_D: inputs, hidden layers, outputs.
    pub widths: Vec<usize>,
    /// φ of the hidden layers; the output layer has none.
    pub activation: Activation,
    /// Slope of [`Activation::LeakyRelu`] below zero; ignored by the others.
    pub leaky_slope: f32,
    /// The skips.
    pub residual: Residual,
}

/// The place of one layer in the flat parameter vector.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layer {
    /// Inputs of each unit.
    pub fan_in: usize,
    /// Units.
    pub fan_out: usize,
    /// Weights, row-major `[fan_out][fan_in]`.
    pub weights: Range<usize>,
    /// Biases, `[fan_out]`.
    pub biases: Range<usize>,
}

/// Which weight or bias a parameter of the flat vector is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its layer, from 1.
    pub layer: usize,
    /// The unit of the layer before that it reads, from 0; `None` for a bias.
    pub from: Option<usize>,
    /// Its unit, from 0.
    pub to: usize,
}

/// A multilayer perceptron. Holds no parameters: it says how to read a flat vector of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Mlp {
    config: MlpConfig,
    layers: Vec<Layer>,
    joins: Vec<Join>,
    block_count: usize,
    param_count: usize,
}

impl Mlp {
    /// The greatest number of weight layers D.
    pub const MAX_LAYERS: usize = 256;
    /// The greatest width of a layer, inputs and outputs included.
    pub const MAX_WIDTH: usize = 1024;
    /// The greatest number of parameters.
    pub const MAX_PARAMETERS: usize = 4_000_000;

    /// Checks the configuration and lays out the parameters.
    ///
    /// # Errors
    /// Names `widths`, `leaky_slope` or `residual.alpha` and says what it accepts.
    pub fn new(config: MlpConfig) -> Result<Self> {
        let depth = config.widths.len().saturating_sub(1);
        if !(1..=Self::MAX_LAYERS).contains(&depth) {
            let problem = format!("must have 2 to {} entries, got {}", Self::MAX_LAYERS + 1, config.widths.len());
            return Err(Error::new("widths", problem));
        }
        for (index, &width) in config.widths.iter().enumerate() {
            if !(1..=Self::MAX_WIDTH).contains(&width) {
                let problem = format!("must be 1 to {}, got {width}", Self::MAX_WIDTH);
                return Err(Error::new(format!("widths[{index}]"), problem));
            }
        }
        if !config.leaky_slope.is_finite() {
            return Err(Error::new("leaky_slope", "must be a finite number"));
        }
        let (layers, weight_count) = lay_out(&config.widths);
        let joins = Join::plan(config.residual.kind, &config.widths);
        let block_count = joins.iter().filter_map(|join| join.block()).count();
        check_alpha(&config.residual.alpha, block_count)?;
        let param_count = weight_count + if config.residual.learn_alpha { block_count } else { 0 };
        if param_count > Self::MAX_PARAMETERS {
            let problem = format!("give {param_count} parameters, at most {} are allowed", Self::MAX_PARAMETERS);
            return Err(Error::new("widths", problem));
        }
        Ok(Self { config, layers, joins, block_count, param_count })
    }

    /// What the network was made from.
    #[must_use]
    pub fn config(&self) -> &MlpConfig {
        &self.config
    }

    /// Length of the flat parameter vector.
    #[must_use]
    pub fn param_count(&self) -> usize {
        self.param_count
    }

    /// The layers from input to output; index 0 is layer 1.
    #[must_use]
    pub fn layers(&self) -> &[Layer] {
        &self.layers
    }

    /// What parameter `entry` of the flat vector is; `None` for a learned α, which is no part of a layer, and beyond the last one.
    #[must_use]
    pub fn place_of(&self, entry: usize) -> Option<Place> {
        let index = self.layers.iter().position(|layer| entry < layer.biases.end)?;
        let (layer, Layer { fan_in, weights, biases, .. }) = (index + 1, &self.layers[index]);
        Some(match entry.checked_sub(biases.start) {
            Some(to) => Place { layer, from: None, to },
            None => Place { layer, from: Some((entry - weights.start) % fan_in), to: (entry - weights.start) / fan_in },
        })
    }

    /// Inputs of the network, n_0.
    #[must_use]
    pub fn inputs(&self) -> usize {
        self.layers[0].fan_in
    }

    /// Outputs of the network, n_D.
    #[must_use]
    pub fn outputs(&self) -> usize {
        self.layers[self.layers.len() - 1].fan_out
    }

    /// B, the number of residual blocks.
    #[must_use]
    pub fn block_count(&self) -> usize {
        self.block_count
    }

    /// Where learned α stand in the flat vector; empty if they are not learned.
    #[must_use]
    pub fn learned_alphas(&self) -> Range<usize> {
        self.layers[self.layers.len() - 1].biases.end..self.param_count
    }

    /// α of every block: learned ones from `params`, the others from the configuration.
    #[must_use]
    pub fn alphas(&self, params: &[f32]) -> Vec<f32> {
        let learned = self.learned_alphas();
        if learned.is_empty() { self.config.residual.alpha.values(self.block_count) } else { params[learned].to_vec() }
    }

    /// [`Mlp::alphas`] without a new vector.
    pub(crate) fn alphas_into(&self, params: &[f32], out: &mut Vec<f32>) {
        let learned = self.learned_alphas();
        if !learned.is_empty() {
            out.clear();
            out.extend_from_slice(&params[learned]);
        } else if out.len() != self.block_count {
            *out = self.config.residual.alpha.values(self.block_count);
        }
    }

    /// Multiplies the weights of every layer by `gain`; biases and learned α stay.
    ///
    /// # Errors
    /// Names `gain` unless it is a finite number from 0.
    pub fn scale_weights(&self, params: &mut [f32], gain: f32) -> Result<()> {
        if !(gain >= 0.0 && gain.is_finite()) {
            return Err(Error::new("gain", format!("must be a finite number from 0, got {}", Shortest::from(gain))));
        }
        let weights = self.layers.iter().map(|layer| layer.weights.clone());
        weights.flatten().for_each(|place| params[place] *= gain);
        Ok(())
    }

    /// Whether z_l itself goes on from layer l, counted from 1, to layers above: a block has added to it, or a skip starts there.
    #[must_use]
    pub(crate) fn hands_on_sum(&self, layer: usize) -> bool {
        let starts_here = |join: &Join| matches!(join, Join::SkipSum { from, .. } if *from == layer);
        matches!(self.joins()[layer - 1], Join::SkipSum { .. }) || self.joins().iter().any(starts_here)
    }

    pub(crate) fn joins(&self) -> &[Join] {
        &self.joins
    }

    /// Whether this network can be trained on `samples` with `loss`. Call it once; the loops behind it cannot fail.
    ///
    /// # Errors
    /// Names `x` (number of features), `y` (kind or number of targets) or `loss.delta`.
    pub fn check(&self, samples: &Samples, loss: Loss) -> Result<()> {
        if samples.rows() == 0 {
            return Err(Error::new("x", "needs at least one row"));
        }
        if samples.features() != self.inputs() {
            let problem = format!("needs {} numbers a row, got {}", self.inputs(), samples.features());
            return Err(Error::new("x", problem));
        }
        if let Loss::Huber { delta } = loss
            && !(delta > 0.0 && delta.is_finite())
        {
            return Err(Error::new("loss.delta", format!("must be a positive number, got {}", Shortest::from(delta))));
        }
        let outputs = self.outputs();
        match (loss, samples.targets()) {
            (Loss::SoftmaxCe, Targets::Classes { classes, .. }) if *classes == outputs => Ok(()),
            (Loss::SoftmaxCe, _) => {
                Err(Error::new("y", format!("softmax_ce needs class numbers below the {outputs} outputs")))
            }
            (_, Targets::Values { outputs: given, .. }) if *given == outputs => Ok(()),
            (_, Targets::Values { outputs: given, .. }) => {
                Err(Error::new("y", format!("needs {outputs} numbers a row, got {given}")))
            }
            (_, Targets::Classes { classes: 2, .. }) if outputs == 1 => Ok(()),
            (_, Targets::Classes { .. }) => {
                let problem = format!("{} takes class numbers only for 2 classes and 1 output", loss.name());
                Err(Error::new("y", problem))
            }
        }
    }
}

fn lay_out(widths: &[usize]) -> (Vec<Layer>, usize) {
    let mut offset = 0;
    let layers = widths
        .windows(2)
        .map(|pair| {
            let (fan_in, fan_out) = (pair[0], pair[1]);
            let weights = offset..offset + fan_in * fan_out;
            let biases = weights.end..weights.end + fan_out;
            offset = biases.end;
            Layer { fan_in, fan_out, weights, biases }
        })
        .collect();
    (layers, offset)
}

fn check_alpha(alpha: &Alpha, blocks: usize) -> Result<()> {
    let problem = match alpha {
        Alpha::Value(value) if !value.is_finite() => "must be a finite number".to_owned(),
        Alpha::PerBlock(values) if values.len() != blocks => {
            format!("needs one number for each of {blocks} blocks, got {}", values.len())
        }
        Alpha::PerBlock(values) if values.iter().any(|value| !value.is_finite()) => {
            "must hold finite numbers".to_owned()
        }
        _ => return Ok(()),
    };
    Err(Error::new("residual.alpha", problem))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::ResidualKind;
    use crate::samples::RowTargets;

    fn config(widths: &[usize]) -> MlpConfig {
        MlpConfig {
            widths: widths.to_vec(),
            activation: Activation::Tanh,
            leaky_slope: 0.01,
            residual: Residual::default(),
        }
    }

    #[test]
    fn parameters_lie_layer_by_layer_with_learned_alphas_last() {
        let residual = Residual { kind: ResidualKind::Preact, alpha: Alpha::Value(0.5), learn_alpha: true };
        let mlp = Mlp::new(MlpConfig { residual, ..config(&[2, 3, 3, 3, 1]) }).unwrap();
        assert_eq!((mlp.layers()[0].weights.clone(), mlp.layers()[0].biases.clone()), (0..6, 6..9));
        assert_eq!((mlp.layers()[3].weights.clone(), mlp.layers()[3].biases.clone()), (33..36, 36..37));
        assert_eq!((mlp.block_count(), mlp.param_count(), mlp.learned_alphas()), (2, 39, 37..39));
    }

    #[test]
    fn every_parameter_of_a_layer_has_one_place_and_an_alpha_has_none() {
        let residual = Residual { kind: ResidualKind::Preact, alpha: Alpha::Value(0.5), learn_alpha: true };
        let mlp = Mlp::new(MlpConfig { residual, ..config(&[2, 3, 3, 3, 1]) }).unwrap();
        let mut entry = 0;
        for (index, &Layer { fan_in, fan_out, .. }) in mlp.layers().iter().enumerate() {
            let weights = (0..fan_out).flat_map(|to| (0..fan_in).map(move |from| (Some(from), to)));
            for (from, to) in weights.chain((0..fan_out).map(|to| (None, to))) {
                assert_eq!(mlp.place_of(entry), Some(Place { layer: index + 1, from, to }));
                entry += 1;
            }
        }
        assert_eq!((entry, mlp.place_of(entry), mlp.place_of(99)), (37, None, None));
    }

    #[test]
    fn a_bad_shape_names_the_entry() {
        let field = |widths: &[usize]| Mlp::new(config(widths)).unwrap_err().field;
        assert_eq!(field(&[]), "widths");
        assert_eq!(field(&[3]), "widths");
        assert_eq!(field(&[2, 0, 1]), "widths[1]");
        assert_eq!(field(&[2, 1_000_000, 1]), "widths[1]");
        assert_eq!(field(&[4; 300]), "widths");
        assert_eq!(field(&[1024; 8]), "widths");
        let residual = Residual { kind: ResidualKind::Preact, alpha: Alpha::PerBlock(vec![1.0]), learn_alpha: false };
        let error = Mlp::new(MlpConfig { residual, ..config(&[2, 3, 3, 3, 1]) }).unwrap_err();
        assert_eq!(error.to_string(), "residual.alpha: needs one number for each of 2 blocks, got 1");
    }

    #[test]
    fn loss_and_targets_must_fit() {
        let binary = RowTargets::Classes { classes: 2, labels: &[0, 1] };
        let samples = Samples::from_rows(&[1.0, 2.0], 1, binary).unwrap();
        let one = Mlp::new(config(&[1, 3, 1])).unwrap();
        let two = Mlp::new(config(&[1, 3, 2])).unwrap();
        assert_eq!(one.check(&samples, Loss::BceLogits), Ok(()));
        assert_eq!(two.check(&samples, Loss::SoftmaxCe), Ok(()));
        assert_eq!(one.check(&samples, Loss::SoftmaxCe).unwrap_err().field, "y");
        assert_eq!(two.check(&samples, Loss::BceLogits).unwrap_err().field, "y");
        assert_eq!(one.check(&samples, Loss::Huber { delta: 0.0 }).unwrap_err().field, "loss.delta");
        assert_eq!(Mlp::new(config(&[2, 1])).unwrap().check(&samples, Loss::Mse).unwrap_err().field, "x");
    }
}
