//! Two ways through the network: many rows side by side, or the units of one row side by side.

use super::Layer;
use crate::math::simd::Rows;
use crate::math::{linear, row};
use crate::samples::ROW_GROUP;

/// What the lanes of a vector run over on the way through the layers.
#[derive(Clone, Copy, Debug)]
pub(super) enum Lanes<'a> {
    /// Rows of a tile: arrays are `[group][unit]`, products are with the packed parameters.
    Rows {
        /// Groups of rows in the tile.
        groups: usize,
    },
    /// Units of a single row: arrays are `[unit / 8]`, lanes beyond the last unit hold what does not matter where they are
    /// values, and 0 where they are gradients. Products are with the parameters as they lie.
    Units {
        /// The flat parameter vector.
        params: &'a [f32],
    },
}

impl Lanes<'_> {
    /// How many vectors hold that many units.
    pub(super) fn size(self, units: usize) -> usize {
        match self {
            Self::Rows { groups } => groups * units,
            Self::Units { .. } => units.div_ceil(ROW_GROUP),
        }
    }

    /// W·h + b. `packed` is the packed layer.
    pub(super) fn multiply(self, layer: &Layer, packed: &[f32], below: &[Rows], out: &mut [Rows]) {
        match self {
            Self::Rows { .. } => linear::multiply(packed, layer.fan_in, layer.fan_out, below, out),
            Self::Units { params } => {
                let (out, padding) = units_mut(out).split_at_mut(layer.fan_out);
                let (weights, biases) = (&params[layer.weights.clone()], &params[layer.biases.clone()]);
                row::multiply(weights, biases, &units(below)[..layer.fan_in], out);
                padding.fill(0.0);
            }
        }
    }

    /// Wᵀ·δ. `transposed` is the layer packed transposed.
    pub(super) fn multiply_transposed(self, layer: &Layer, transposed: &[f32], delta: &[Rows], out: &mut [Rows]) {
        match self {
            Self::Rows { .. } => linear::multiply(transposed, layer.fan_out, layer.fan_in, delta, out),
            Self::Units { params } => {
                let (out, padding) = units_mut(out).split_at_mut(layer.fan_in);
                row::multiply_transposed(&params[layer.weights.clone()], &units(delta)[..layer.fan_out], out);
                padding.fill(0.0);
            }
        }
    }

    /// Adds δ·hᵀ and δ to the layer's place in `sums`: packed for tiles, as parameters lie for a row.
    pub(super) fn add_outer(self, layer: &Layer, delta: &[Rows], below: &[Rows], sums: &mut [f32]) {
        match self {
            Self::Rows { .. } => linear::add_outer(delta, below, layer.fan_out, layer.fan_in, sums),
            Self::Units { .. } => {
                let (weights, biases) = sums.split_at_mut(layer.weights.len());
                row::add_outer(&units(delta)[..layer.fan_out], &units(below)[..layer.fan_in], weights, biases);
            }
        }
    }
}

/// The numbers of a row, unit after unit.
pub(super) fn units(vectors: &[Rows]) -> &[f32] {
    bytemuck::cast_slice(vectors)
}

/// [`units`] to be written.
pub(super) fn units_mut(vectors: &mut [Rows]) -> &mut [f32] {
    bytemuck::cast_slice_mut(vectors)
}
