//! One row of data on its way through the network and back, with everything that is met.

use super::lanes::{Lanes, units};
use super::{Loss, Mlp, Workspace};
use crate::samples::Samples;
use std::ops::Range;

/// What the passes that train compute for one row. Units of all layers stand one after another: first the inputs, then layers
/// 1 … D ([`RowPass::units_of`]).
#[derive(Clone, Debug, PartialEq)]
pub struct RowPass {
    /// Where the units of each layer begin; one entry more than there are layers.
    starts: Vec<usize>,
    /// z_l; 0 for the inputs, which have none.
    pub z: Vec<f32>,
    /// h_l, what the layer above reads: the inputs, φ(z_l) or the running sum of a post-activation block; z_D in the last
    /// layer.
    pub hidden: Vec<f32>,
    /// ∂L/∂z_l of this row's loss; 0 for the inputs, where backpropagation ends.
    pub delta: Vec<f32>,
    /// The gradient of this row's loss, laid out as the parameters.
    pub grads: Vec<f32>,
    /// The loss of this row: the mean over its outputs.
    pub loss: f64,
}

impl RowPass {
    /// Where the units of layer 0 (the inputs) … D stand.
    ///
    /// # Panics
    /// If there is no such layer.
    #[must_use]
    pub fn units_of(&self, layer: usize) -> Range<usize> {
        self.starts[layer]..self.starts[layer + 1]
    }
}

impl Loss {
    /// What outputs z_D of a row say: probabilities where this loss makes them (sigmoid of each, or softmax over all), else
    /// the outputs themselves.
    #[must_use]
    pub fn answers(self, outputs: &[f32]) -> Vec<f64> {
        let mut answers: Vec<f64> = outputs.iter().map(|z| f64::from(*z)).collect();
        match self {
            Self::BceLogits => answers.iter_mut().for_each(|z| *z = 1.0 / (1.0 + libm::exp(-*z))),
            Self::SoftmaxCe => {
                let top = answers.iter().fold(f64::NEG_INFINITY, |top, z| top.max(*z));
                let mut sum = 0.0;
                for z in &mut answers {
                    *z = libm::exp(*z - top);
                    sum += *z;
                }
                answers.iter_mut().for_each(|share| *share /= sum);
            }
            _ => {}
        }
        answers
    }
}

impl Mlp {
    /// Takes one row of `samples` through the network and back. The numbers are those of training, in f32: what is too small
    /// for it is 0 here, too. Cost: six operations a weight, and the memory of a [`Workspace`].
    ///
    /// # Panics
    /// As [`Mlp::loss_and_gradient`], or if there is no such row.
    #[must_use]
    pub fn pass_of_row(&self, params: &[f32], samples: &Samples, row: usize, loss: Loss) -> RowPass {
        let mut starts = vec![0];
        starts.extend(self.config().widths.iter().scan(0, |end, width| {
            *end += width;
            Some(*end)
        }));
        let count = starts[starts.len() - 1];
        let [z, mut hidden, delta] = [(); 3].map(|()| vec![0.0; count]);
        for (feature, input) in hidden[..self.inputs()].iter_mut().enumerate() {
            *input = samples.feature(feature)[row];
        }
        let mut pass = RowPass { starts, z, hidden, delta, grads: vec![0.0; self.param_count()], loss: 0.0 };
        let lanes = Lanes::Units { params };
        let (mut workspace, mut outputs) = (Workspace::new(self), Vec::new());
        let row = samples.subset(&[row]);
        pass.loss =
            self.loss_gradient_and_predictions(params, &row, loss, &mut workspace, &mut pass.grads, &mut outputs);
        let depth = self.layers().len();
        for (layer, below) in (1..).zip(self.layers()) {
            let place = pass.units_of(layer);
            let size = lanes.size(place.len());
            pass.z[place.clone()].copy_from_slice(&units(workspace.z.get(layer, size))[..place.len()]);
            let hidden = if layer < depth { units(self.hidden(&workspace, layer, lanes)) } else { &outputs };
            pass.hidden[place.clone()].copy_from_slice(&hidden[..place.len()]);
            // Of a single row ∂L/∂z is ∂L/∂b, as long as α has not been multiplied with it.
            pass.delta[place].copy_from_slice(&workspace.sums[below.biases.clone()]);
        }
        pass
    }
}
