//! Backpropagation: the exact gradient of the loss by every parameter.

use super::few_rows::FEW_ROWS;
use super::forward::{Tile, append_rows};
use super::lanes::Lanes;
use super::residual::Join;
use super::{Loss, Mlp, Workspace};
use crate::math::norm::dot;
use crate::math::simd::Rows;
use crate::math::{linear, packed};
use crate::samples::Samples;

/// What one layer looked like on one tile, on the way back; arrays are `[group][unit]`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LayerTile<'a> {
    /// Layer number l, 1 … D.
    pub(crate) layer: usize,
    /// z_l; lanes from `rows` on are padding.
    pub(crate) z: &'a [Rows],
    /// h_l, what the layer above reads; z_D in the last layer. Padded as z.
    pub(crate) hidden: &'a [Rows],
    /// ∂L/∂h_l of the mean loss; padding is 0. What a skip brings back to z_l is not in it.
    pub(crate) upstream: &'a [Rows],
    /// ∂L/∂z_l of the mean loss; padding is 0.
    pub(crate) delta: &'a [Rows],
    /// Real rows of the tile.
    pub(crate) rows: usize,
}

impl Mlp {
    /// The loss of `params` over all rows of `samples`, and its gradient in `grads`.
    ///
    /// Cost: six operations for each weight and row. The gradient is accumulated in f32 in a fixed order (rows of a tile,
    /// then tile after tile; up to seven rows one after another), so the same samples in the same order give the same
    /// bits.
    ///
    /// # Panics
    /// If `params` or `grads` has another length than [`Mlp::param_count`], or the samples do not fit ([`Mlp::check`]).
    pub fn loss_and_gradient(
        &self,
        params: &[f32],
        samples: &Samples,
        loss: Loss,
        workspace: &mut Workspace,
        grads: &mut [f32],
    ) -> f64 {
        if samples.rows() <= FEW_ROWS && self.block_count() == 0 {
            return self.loss_and_gradient_of_plain_rows(params, samples, 0..samples.rows(), loss, workspace, grads);
        }
        if samples.rows() <= FEW_ROWS {
            return self.loss_and_gradient_of_few_rows(params, samples, loss, workspace, grads, |_| {});
        }
        self.loss_and_gradient_seen(params, samples, loss, workspace, grads, &mut |_| {})
    }

    /// [`Mlp::loss_and_gradient`] over the rows of those numbers. `batch` is scratch from [`Samples::with_capacity`]: a few rows
    /// of a network without skips are read where they lie, all others are copied there first.
    ///
    /// # Panics
    /// As [`Mlp::loss_and_gradient`], and if a row number is out of range.
    #[allow(clippy::too_many_arguments, reason = "the scratch of two owners")]
    pub fn loss_and_gradient_of_rows(
        &self,
        params: &[f32],
        samples: &Samples,
        rows: &[usize],
        loss: Loss,
        workspace: &mut Workspace,
        batch: &mut Samples,
        grads: &mut [f32],
    ) -> f64 {
        if (1..=FEW_ROWS).contains(&rows.len()) && self.block_count() == 0 {
            let rows = rows.iter().copied();
            return self.loss_and_gradient_of_plain_rows(params, samples, rows, loss, workspace, grads);
        }
        samples.gather_into(rows, batch);
        self.loss_and_gradient(params, batch, loss, workspace, grads)
    }

    /// [`Mlp::loss_and_gradient`] that also writes the outputs z_D to `out` as [`Mlp::predict`] does, at no further pass.
    ///
    /// # Panics
    /// As [`Mlp::loss_and_gradient`].
    pub fn loss_gradient_and_predictions(
        &self,
        params: &[f32],
        samples: &Samples,
        loss: Loss,
        workspace: &mut Workspace,
        grads: &mut [f32],
        out: &mut Vec<f32>,
    ) -> f64 {
        out.clear();
        if samples.rows() <= FEW_ROWS {
            let see = |outputs: &[f32]| out.extend_from_slice(outputs);
            return self.loss_and_gradient_of_few_rows(params, samples, loss, workspace, grads, see);
        }
        let depth = self.layers().len();
        self.loss_and_gradient_seen(params, samples, loss, workspace, grads, &mut |seen| {
            if seen.layer == depth {
                append_rows(seen.z, self.outputs(), seen.rows, out);
            }
        })
    }

    /// The lowest layer whose sums z_l leave the range of numbers on some row of `samples`; `None` if none does.
    ///
    /// # Panics
    /// As [`Mlp::loss_and_gradient`].
    #[must_use]
    pub fn first_overflow(
        &self,
        params: &[f32],
        samples: &Samples,
        loss: Loss,
        workspace: &mut Workspace,
    ) -> Option<usize> {
        let mut first = None;
        let mut grads = vec![0.0; self.param_count()];
        self.loss_and_gradient_seen(params, samples, loss, workspace, &mut grads, &mut |seen| {
            // Padding lanes repeat a real row.
            let is_finite = |rows: &Rows| rows.iter().all(|half| half.as_array_ref().iter().all(|z| z.is_finite()));
            if !seen.z.iter().all(is_finite) {
                first = Some(first.map_or(seen.layer, |first: usize| first.min(seen.layer)));
            }
        });
        first
    }

    /// [`Mlp::loss_and_gradient`] that shows every layer of every tile to `see`, last layer first. One piece of code, whoever looks.
    pub(crate) fn loss_and_gradient_seen(
        &self,
        params: &[f32],
        samples: &Samples,
        loss: Loss,
        workspace: &mut Workspace,
        grads: &mut [f32],
        see: &mut dyn FnMut(LayerTile<'_>),
    ) -> f64 {
        assert_eq!(grads.len(), self.param_count(), "the gradient belongs to another network");
        workspace.prepare_gradient(self);
        self.load_params(params, samples, workspace);
        for (layer, transposed) in self.layers().iter().zip(&mut workspace.transposed).skip(1) {
            packed::pack_transposed(&params[layer.weights.clone()], layer.fan_in, transposed);
        }
        let terms = loss.terms(samples.rows(), self.outputs());
        let mut alpha_grads = vec![0.0; self.block_count()];
        let mut sum = 0.0;
        for tile in Tile::all(samples) {
            self.forward_tile(samples, tile, workspace);
            sum += self.tile_loss(samples, tile, loss, workspace);
            let size = tile.groups() * self.outputs();
            let outputs = workspace.z.get(self.layers().len(), size);
            let delta = &mut workspace.delta[..size];
            loss.gradient(outputs, &workspace.targets, self.outputs(), tile.rows, (1.0 / terms) as f32, delta);
            self.backward_from_outputs(tile.lanes(), workspace, &mut alpha_grads, |workspace, layer| {
                let size = tile.groups() * self.config().widths[layer];
                let z = workspace.z.get(layer, size);
                // The last layer has no φ: its h is z, and nothing lies above it.
                let delta = &workspace.delta[..size];
                let (hidden, upstream) = if layer == self.layers().len() {
                    (z, delta)
                } else {
                    (self.hidden(workspace, layer, tile.lanes()), &workspace.upstream[..size])
                };
                see(LayerTile { layer, z, hidden, upstream, delta, rows: tile.rows });
            });
        }
        for layer in self.layers() {
            let place = layer.weights.start..layer.biases.end;
            let (weights, biases) = grads[place.clone()].split_at_mut(layer.weights.len());
            packed::unpack(&workspace.sums[place], weights, biases);
        }
        self.finish_alphas(params, &workspace.alphas, grads, alpha_grads);
        sum / terms
    }

    /// From ∂L/∂z_D in `workspace.delta` down to layer 1, adding to `workspace.sums`. `see` is called at each layer.
    pub(super) fn backward_from_outputs(
        &self,
        lanes: Lanes<'_>,
        workspace: &mut Workspace,
        alpha_grads: &mut [f64],
        mut see: impl FnMut(&Workspace, usize),
    ) {
        // The layer whose gradient gets `workspace.waiting` added: the start of a skip.
        let mut waiting_for = None;
        for (index, layer) in self.layers().iter().enumerate().rev() {
            let number = index + 1;
            see(workspace, number);
            let (size, size_below) = (lanes.size(layer.fan_out), lanes.size(layer.fan_in));
            let mut sums = std::mem::take(&mut workspace.sums);
            let delta = &workspace.delta[..size];
            let below = self.hidden(workspace, index, lanes);
            lanes.add_outer(layer, delta, below, &mut sums[layer.weights.start..layer.biases.end]);
            workspace.sums = sums;
            if index == 0 {
                break;
            }
            let mut upstream = std::mem::take(&mut workspace.upstream);
            lanes.multiply_transposed(layer, &workspace.transposed[index], delta, &mut upstream[..size_below]);
            if let Join::SkipSum { from, block } = self.joins()[index] {
                linear::scale(&mut upstream[..size_below], workspace.alphas[block]);
                std::mem::swap(&mut workspace.delta, &mut workspace.waiting);
                waiting_for = Some(from);
            }
            if self.config().residual.kind == super::ResidualKind::Postact {
                self.through_hidden_sum(index, size_below, &mut upstream, workspace, &mut waiting_for, alpha_grads);
            }
            let mut delta = std::mem::take(&mut workspace.delta);
            let z = workspace.z.get(index, size_below);
            let value = workspace.value.get(index, size_below);
            let (activation, slope) = (self.config().activation, self.config().leaky_slope);
            activation.chain(slope, z, value, &upstream[..size_below], &mut delta[..size_below]);
            if let Join::SkipHidden { block } = self.joins()[index - 1] {
                linear::scale(&mut delta[..size_below], workspace.alphas[block]);
            } else if waiting_for == Some(index) {
                linear::add(&mut delta[..size_below], &workspace.waiting[..size_below]);
                waiting_for = None;
            }
            workspace.delta = delta;
            workspace.upstream = upstream;
        }
    }

    /// Turns `upstream` into ∂L/∂h_l of layer `number` by what its skip to the layer above brings back, and keeps it for
    /// the layer below if this layer is a block itself.
    fn through_hidden_sum(
        &self,
        number: usize,
        size: usize,
        upstream: &mut [Rows],
        workspace: &mut Workspace,
        waiting_for: &mut Option<usize>,
        alpha_grads: &mut [f64],
    ) {
        if waiting_for.take() == Some(number) {
            linear::add(&mut upstream[..size], &workspace.waiting[..size]);
        }
        if let Join::SkipHidden { block } = self.joins()[number - 1] {
            alpha_grads[block] += linear::rows_dot(&upstream[..size], workspace.value.get(number, size));
            workspace.waiting[..size].copy_from_slice(&upstream[..size]);
            *waiting_for = Some(number - 1);
        }
    }

    /// The layers of sum blocks were differentiated as if α were 1: with G that gradient, ∂L/∂α = ⟨(W, b), G⟩ and
    /// ∂L/∂(W, b) = α·G. The gradients of learned α then go to their places.
    pub(super) fn finish_alphas(&self, params: &[f32], alphas: &[f32], grads: &mut [f32], mut alpha_grads: Vec<f64>) {
        for (layer, join) in self.layers().iter().zip(self.joins()) {
            if let Join::SkipSum { block, .. } = *join {
                let range = layer.weights.start..layer.biases.end;
                alpha_grads[block] = dot(&params[range.clone()], &grads[range.clone()]);
                grads[range].iter_mut().for_each(|grad| *grad *= alphas[block]);
            }
        }
        for (grad, alpha_grad) in grads[self.learned_alphas()].iter_mut().zip(alpha_grads) {
            *grad = alpha_grad as f32;
        }
    }
}
