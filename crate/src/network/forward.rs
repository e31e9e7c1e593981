//! The forward pass: loss and predictions.

use super::few_rows::FEW_ROWS;
use super::lanes::Lanes;
use super::residual::Join;
use super::workspace::{Workspace, load_inputs, load_targets};
use super::{Loss, Mlp};
use crate::math::simd::{Rows, TILE_ROWS};
use crate::math::{linear, packed};
use crate::samples::{ROW_GROUP, Samples};

/// Rows `first..first + rows` of a set of samples, taken through the network together.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tile {
    pub(super) first: usize,
    pub(super) rows: usize,
}

/// Rows from which on finding bounds costs less than the guards that they save.
const WORTH_BOUNDING: usize = 32;

impl Tile {
    pub(super) fn all(samples: &Samples) -> impl Iterator<Item = Self> + use<> {
        let count = samples.rows();
        (0..count).step_by(TILE_ROWS).map(move |first| Self { first, rows: TILE_ROWS.min(count - first) })
    }

    pub(super) fn groups(self) -> usize {
        self.rows.div_ceil(ROW_GROUP)
    }

    pub(super) fn lanes(self) -> Lanes<'static> {
        Lanes::Rows { groups: self.groups() }
    }
}

/// Appends the first `rows` rows of `outputs` (`[group][width]`) to `out` as `[row][width]`.
pub(super) fn append_rows(outputs: &[Rows], width: usize, rows: usize, out: &mut Vec<f32>) {
    for row in 0..rows {
        let group = &outputs[row / ROW_GROUP * width..][..width];
        out.extend(group.iter().map(|unit| unit[row % ROW_GROUP / 4].as_array_ref()[row % 4]));
    }
}

impl Mlp {
    /// The loss of `params` over all rows of `samples`.
    ///
    /// Cost: two operations for each weight and row, and one φ for each hidden unit and row. Terms are summed in f32 within
    /// 64 rows and in f64 beyond. A network that leaves the numbers answers with an infinity or NaN.
    ///
    /// # Panics
    /// If `params` has another length than [`Mlp::param_count`], or the samples do not fit ([`Mlp::check`]).
    pub fn loss(&self, params: &[f32], samples: &Samples, loss: Loss, workspace: &mut Workspace) -> f64 {
        if samples.rows() <= FEW_ROWS {
            return self.loss_of_few_rows(params, samples, loss, workspace, |_| {});
        }
        workspace.prepare_forward();
        self.load_params(params, samples, workspace);
        let mut sum = 0.0;
        for tile in Tile::all(samples) {
            self.forward_tile(samples, tile, workspace);
            sum += self.tile_loss(samples, tile, loss, workspace);
        }
        sum / loss.terms(samples.rows(), self.outputs())
    }

    /// Writes the outputs z_D of all rows to `out`, `[row][output]`.
    ///
    /// # Panics
    /// As [`Mlp::loss`].
    pub fn predict(&self, params: &[f32], samples: &Samples, workspace: &mut Workspace, out: &mut Vec<f32>) {
        workspace.prepare_forward();
        self.load_params(params, samples, workspace);
        out.clear();
        for tile in Tile::all(samples) {
            self.forward_tile(samples, tile, workspace);
            self.append_outputs(tile, workspace, out);
        }
    }

    /// [`Mlp::loss`] and [`Mlp::predict`] in one pass.
    ///
    /// # Panics
    /// As [`Mlp::loss`].
    pub fn loss_and_predictions(
        &self,
        params: &[f32],
        samples: &Samples,
        loss: Loss,
        workspace: &mut Workspace,
        out: &mut Vec<f32>,
    ) -> f64 {
        out.clear();
        if samples.rows() <= FEW_ROWS {
            return self.loss_of_few_rows(params, samples, loss, workspace, |outputs| out.extend_from_slice(outputs));
        }
        workspace.prepare_forward();
        self.load_params(params, samples, workspace);
        let mut sum = 0.0;
        for tile in Tile::all(samples) {
            self.forward_tile(samples, tile, workspace);
            sum += self.tile_loss(samples, tile, loss, workspace);
            self.append_outputs(tile, workspace, out);
        }
        sum / loss.terms(samples.rows(), self.outputs())
    }

    fn append_outputs(&self, tile: Tile, workspace: &Workspace, out: &mut Vec<f32>) {
        let width = self.outputs();
        append_rows(workspace.z.get(self.layers().len(), tile.groups() * width), width, tile.rows, out);
    }

    pub(super) fn load_params(&self, params: &[f32], samples: &Samples, workspace: &mut Workspace) {
        self.pack_into(params, &mut workspace.packed);
        self.alphas_into(params, &mut workspace.alphas);
        if samples.rows() < WORTH_BOUNDING {
            workspace.bounded.fill(false);
        } else {
            self.bound_layers(linear::largest_size(samples.inputs()), workspace);
        }
    }

    /// Packs each layer of `params` in its own place; learned gates follow as they are.
    pub(super) fn pack_into(&self, params: &[f32], packed: &mut [f32]) {
        assert_eq!(params.len(), self.param_count(), "the parameters belong to another network");
        for layer in self.layers() {
            let place = layer.weights.start..layer.biases.end;
            packed::pack(&params[layer.weights.clone()], &params[layer.biases.clone()], &mut packed[place]);
        }
        let learned = self.learned_alphas();
        packed[learned.clone()].copy_from_slice(&params[learned]);
    }

    /// Finds the layers whose pre-activations cannot leave the range in which the activation needs no guard. Only squashing
    /// functions have one, and only they bound the layer above: |h| ≤ 1.
    pub(super) fn bound_layers(&self, input_bound: f32, workspace: &mut Workspace) {
        let Some(limit) = self.config().activation.unguarded_limit() else { return };
        // Bounds of |z_l| and |h_l|.
        let mut sums = std::mem::take(&mut workspace.bounds);
        let mut hidden = input_bound;
        for (index, layer) in self.layers().iter().enumerate() {
            let packed = &workspace.packed[layer.weights.start..layer.biases.end];
            let mut bound = packed::output_bound(packed, layer.fan_in, layer.fan_out, hidden);
            match self.joins()[index] {
                Join::Plain => hidden = 1.0,
                Join::SkipSum { from, block } => {
                    bound = workspace.alphas[block].abs() * bound + sums[from];
                    hidden = 1.0;
                }
                Join::SkipHidden { block } => hidden += workspace.alphas[block].abs(),
            }
            sums[index + 1] = bound;
            // Not a number is not bounded.
            workspace.bounded[index] = bound <= limit;
        }
        workspace.bounds = sums;
    }

    /// Takes a tile through all layers: z_l of layer l is then in `workspace.z`, φ(z_l) in `workspace.value`, the running
    /// sums of post-activation blocks in `workspace.sum`. Layer 0 of `value` holds the inputs.
    pub(super) fn forward_tile(&self, samples: &Samples, tile: Tile, workspace: &mut Workspace) {
        let mut inputs = workspace.value.take(0);
        load_inputs(samples, tile.first, tile.rows, &mut inputs);
        workspace.value.put(0, inputs);
        self.forward_from(0, tile.lanes(), workspace);
    }

    /// Through the layers from number `first` + 1 on.
    pub(super) fn forward_from(&self, first: usize, lanes: Lanes<'_>, workspace: &mut Workspace) {
        for (index, layer) in self.layers().iter().enumerate().skip(first) {
            let mut z = workspace.z.take(index + 1);
            let packed = &workspace.packed[layer.weights.start..layer.biases.end];
            let below = self.hidden(workspace, index, lanes);
            lanes.multiply(layer, packed, below, &mut z[..lanes.size(layer.fan_out)]);
            workspace.z.put(index + 1, z);
            self.complete_layer(index, lanes, workspace);
        }
    }

    /// From W·h + b in `workspace.z` to z_l and h_l.
    pub(super) fn complete_layer(&self, index: usize, lanes: Lanes<'_>, workspace: &mut Workspace) {
        let number = index + 1;
        let size = lanes.size(self.layers()[index].fan_out);
        let mut z = workspace.z.take(number);
        if let Join::SkipSum { from, block } = self.joins()[index] {
            linear::scale_and_add(&mut z[..size], workspace.alphas[block], workspace.z.get(from, size));
        }
        if number < self.layers().len() {
            let mut value = workspace.value.take(number);
            let (activation, slope) = (self.config().activation, self.config().leaky_slope);
            activation.apply(slope, workspace.bounded[index], &z[..size], &mut value[..size]);
            if let Join::SkipHidden { block } = self.joins()[index] {
                let mut sum = workspace.sum.take(number);
                sum[..size].copy_from_slice(&value[..size]);
                let below = self.hidden(workspace, index, lanes);
                linear::scale_and_add(&mut sum[..size], workspace.alphas[block], below);
                workspace.sum.put(number, sum);
            }
            workspace.value.put(number, value);
        }
        workspace.z.put(number, z);
    }

    /// h_l, what layer l + 1 reads: the inputs for l = 0, a running sum after a post-activation block, else φ(z_l).
    pub(super) fn hidden<'a>(&self, workspace: &'a Workspace, layer: usize, lanes: Lanes<'_>) -> &'a [Rows] {
        let size = lanes.size(self.config().widths[layer]);
        match layer.checked_sub(1).map(|index| self.joins()[index]) {
            Some(Join::SkipHidden { .. }) => workspace.sum.get(layer, size),
            _ => workspace.value.get(layer, size),
        }
    }

    /// Sum of the loss terms of a tile that has gone forward; also loads its targets.
    pub(super) fn tile_loss(&self, samples: &Samples, tile: Tile, loss: Loss, workspace: &mut Workspace) -> f64 {
        let width = self.outputs();
        load_targets(samples, tile.first, tile.rows, &mut workspace.targets);
        let outputs = workspace.z.get(self.layers().len(), tile.groups() * width);
        loss.sum(outputs, &workspace.targets, width, tile.rows)
    }
}
