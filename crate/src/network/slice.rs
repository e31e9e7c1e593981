//! The loss along a plane of parameter space, with all that does not change from point to point done once.

use super::forward::Tile;
use super::workspace::load_inputs;
use super::{Loss, Mlp, Workspace};
use crate::math::linear;
use crate::math::simd::{ROWS_ZERO, Rows};
use crate::samples::{ROW_GROUP, Samples};

/// The loss at θ(a, b) = origin + b·d2 + a·d1.
///
/// Packing is a permutation, so θ is computed packed. The sums of layer 1 are linear in θ, hence in a and b: they are
/// kept for the three vectors, and a point costs one multiplication and addition for each unit and row instead of a
/// matrix product. Memory: four numbers for each row and unit of layer 1.
#[derive(Clone, Debug)]
pub(crate) struct Slice {
    origin: Vec<f32>,
    d1: Vec<f32>,
    d2: Vec<f32>,
    /// origin + b·d2.
    base: Vec<f32>,
    /// Sums of layer 1 for origin, d1, d2 and base, `[group][unit]`, all groups of rows.
    first: [Vec<Rows>; 4],
    /// The largest |input|.
    input_bound: f32,
}

impl Mlp {
    /// Prepares the plane through `origin` along `d1` and `d2` over the rows of `samples`.
    ///
    /// Cost: three forward passes of layer 1.
    ///
    /// # Panics
    /// If a vector has another length than [`Mlp::param_count`].
    pub(crate) fn slice(
        &self,
        origin: &[f32],
        d1: &[f32],
        d2: &[f32],
        samples: &Samples,
        workspace: &mut Workspace,
    ) -> Slice {
        workspace.prepare_forward();
        let packed = [origin, d1, d2].map(|vector| {
            let mut packed = vec![0.0; vector.len()];
            self.pack_into(vector, &mut packed);
            packed
        });
        let units = self.layers()[0].fan_out;
        let empty = || vec![ROWS_ZERO; samples.rows().div_ceil(ROW_GROUP) * units];
        let mut first = [empty(), empty(), empty(), empty()];
        let mut inputs = workspace.value.take(0);
        for tile in Tile::all(samples) {
            load_inputs(samples, tile.first, tile.rows, &mut inputs);
            for (packed, sums) in packed.iter().zip(&mut first) {
                self.first_sums(packed, tile, &inputs, &mut sums[place(tile, units)]);
            }
        }
        workspace.value.put(0, inputs);
        let [origin, d1, d2] = packed;
        let input_bound = linear::largest_size(samples.inputs());
        Slice { base: origin.clone(), origin, d1, d2, first, input_bound }
    }

    fn first_sums(&self, packed: &[f32], tile: Tile, inputs: &[Rows], out: &mut [Rows]) {
        let layer = &self.layers()[0];
        let packed = &packed[layer.weights.start..layer.biases.end];
        linear::multiply(packed, layer.fan_in, layer.fan_out, &inputs[..tile.groups() * layer.fan_in], out);
    }

    /// The loss at (a, b), b being that of the last [`Slice::set_b`]. `samples` are those of [`Mlp::slice`].
    ///
    /// Cost: as [`Mlp::loss`], layer 1 all but free.
    pub(crate) fn slice_loss(
        &self,
        slice: &Slice,
        a: f32,
        samples: &Samples,
        loss: Loss,
        workspace: &mut Workspace,
    ) -> f64 {
        linear::along(&slice.base, a, &slice.d1, &mut workspace.packed);
        let mut alphas = std::mem::take(&mut workspace.alphas);
        self.alphas_into(&workspace.packed, &mut alphas);
        workspace.alphas = alphas;
        self.bound_layers(slice.input_bound, workspace);
        let units = self.layers()[0].fan_out;
        let mut sum = 0.0;
        for tile in Tile::all(samples) {
            let place = place(tile, units);
            let mut z = workspace.z.take(1);
            let [_, d1, _, base] = &slice.first;
            linear::rows_along(&base[place.clone()], a, &d1[place.clone()], &mut z[..place.len()]);
            workspace.z.put(1, z);
            self.complete_layer(0, tile.lanes(), workspace);
            self.forward_from(1, tile.lanes(), workspace);
            sum += self.tile_loss(samples, tile, loss, workspace);
        }
        sum / loss.terms(samples.rows(), self.outputs())
    }
}

impl Slice {
    /// Goes to another row of the plane. Cost: one pass over the parameters and over the sums of layer 1.
    pub(crate) fn set_b(&mut self, b: f32) {
        linear::along(&self.origin, b, &self.d2, &mut self.base);
        let [origin, _, d2, base] = &mut self.first;
        linear::rows_along(origin, b, d2, base);
    }
}

fn place(tile: Tile, units: usize) -> std::ops::Range<usize> {
    let start = tile.first / ROW_GROUP * units;
    start..start + tile.groups() * units
}
