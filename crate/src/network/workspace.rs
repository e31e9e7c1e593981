//! The scratch memory of a forward and a backward pass over one tile of rows.

use super::plain_rows::RowMemory;
use super::{Layer, Mlp, ResidualKind};
use crate::math::simd::{ROWS_ZERO, Rows, TILE_GROUPS};
use crate::samples::{ROW_GROUP, Samples, Targets};
use wide::f32x4;

/// Memory for evaluating one [`Mlp`], to be made once and used again.
///
/// A forward pass holds a few layers of a tile of 64 rows; the first gradient adds room for all layers of it (512 bytes a
/// unit). Nothing here grows with the number of rows.
#[derive(Clone, Debug)]
pub struct Workspace {
    /// Pre-activations z_l; slot of layer l is `l % slots`.
    pub(super) z: Ring,
    /// φ(z_l).
    pub(super) value: Ring,
    /// Running sums h_l of post-activation blocks.
    pub(super) sum: Ring,
    /// ∂L/∂z of the layer at hand, of the layer below, and of the layer a skip waits for.
    pub(super) delta: Vec<Rows>,
    pub(super) upstream: Vec<Rows>,
    pub(super) waiting: Vec<Rows>,
    pub(super) targets: Vec<Rows>,
    /// Outputs and ∂L/∂z_D of a single row, that row in every lane, for the loss.
    pub(super) outputs: Vec<Rows>,
    pub(super) output_delta: Vec<Rows>,
    /// For single rows of a network without skips.
    pub(super) row: RowMemory,
    /// The parameters, each layer packed in its own place (see [`crate::math::linear`]).
    pub(super) packed: Vec<f32>,
    /// Each layer's weights packed transposed.
    pub(super) transposed: Vec<Vec<f32>>,
    /// ∂L/∂(W, b) so far, packed as the parameters are.
    pub(super) sums: Vec<f32>,
    pub(super) alphas: Vec<f32>,
    /// Whether |z_l| is proved to be small enough for the unguarded activation, for each hidden layer.
    pub(super) bounded: Vec<bool>,
    /// A bound on |z_l| of layers 1 … D, in the place of l.
    pub(super) bounds: Vec<f32>,
    depth: usize,
    widest: usize,
    has_sums: bool,
}

impl Workspace {
    /// Memory for `mlp`.
    #[must_use]
    pub fn new(mlp: &Mlp) -> Self {
        let depth = mlp.layers().len();
        let widest = mlp.config().widths.iter().copied().max().unwrap_or(1);
        Self {
            z: Ring::default(),
            value: Ring::default(),
            sum: Ring::default(),
            delta: Vec::new(),
            upstream: Vec::new(),
            waiting: Vec::new(),
            targets: vec![ROWS_ZERO; TILE_GROUPS * mlp.outputs()],
            outputs: vec![ROWS_ZERO; mlp.outputs()],
            output_delta: vec![ROWS_ZERO; mlp.outputs()],
            row: RowMemory::default(),
            packed: vec![0.0; mlp.param_count()],
            transposed: Vec::new(),
            sums: Vec::new(),
            alphas: Vec::new(),
            bounded: vec![false; depth],
            bounds: vec![0.0; depth + 1],
            depth,
            widest,
            has_sums: mlp.config().residual.kind == ResidualKind::Postact,
        }
    }

    /// A forward pass looks back two layers at most.
    pub(super) fn prepare_forward(&mut self) {
        self.reserve(3);
    }

    /// A gradient needs all layers of the tile.
    pub(super) fn prepare_gradient(&mut self, mlp: &Mlp) {
        self.reserve(self.depth + 1);
        let size = TILE_GROUPS * self.widest;
        for buffer in [&mut self.delta, &mut self.upstream, &mut self.waiting] {
            buffer.resize(size, ROWS_ZERO);
        }
        if self.transposed.is_empty() {
            let numbers = |layer: &Layer| (layer.fan_out + 1) * layer.fan_in;
            self.transposed = mlp.layers().iter().map(|layer| vec![0.0; numbers(layer)]).collect();
        }
        self.sums.clear();
        self.sums.resize(mlp.param_count(), 0.0);
    }

    fn reserve(&mut self, slots: usize) {
        let size = TILE_GROUPS * self.widest;
        self.z.reserve(slots, size);
        self.value.reserve(slots, size);
        if self.has_sums {
            self.sum.reserve(slots, size);
        }
    }
}

/// Buffers for layers 0 … D, of which only the last few may have a place of their own.
#[derive(Clone, Debug, Default)]
pub(super) struct Ring {
    slots: Vec<Vec<Rows>>,
}

impl Ring {
    fn reserve(&mut self, slots: usize, size: usize) {
        if self.slots.len() < slots {
            self.slots.resize_with(slots, || vec![ROWS_ZERO; size]);
        }
    }

    pub(super) fn get(&self, layer: usize, size: usize) -> &[Rows] {
        &self.slots[layer % self.slots.len()][..size]
    }

    /// Takes the buffer of a layer out, so that others can be read while it is written; give it back with
    /// [`Ring::put`].
    pub(super) fn take(&mut self, layer: usize) -> Vec<Rows> {
        let slot = layer % self.slots.len();
        std::mem::take(&mut self.slots[slot])
    }

    pub(super) fn put(&mut self, layer: usize, buffer: Vec<Rows>) {
        let slot = layer % self.slots.len();
        self.slots[slot] = buffer;
    }
}

/// Copies rows `first..` of the inputs to `[group][feature]`. Padding lanes repeat the tile's last row, so that a value
/// no row has can never overflow.
pub(super) fn load_inputs(samples: &Samples, first: usize, rows: usize, out: &mut [Rows]) {
    let features = samples.features();
    for feature in 0..features {
        load_column(&samples.feature(feature)[first..first + rows], features, feature, out);
    }
}

/// Copies targets of rows `first..`: values as `[group][output]`, classes as one number a group.
pub(super) fn load_targets(samples: &Samples, first: usize, rows: usize, out: &mut [Rows]) {
    match samples.targets() {
        Targets::Values { outputs, values } => {
            for (output, column) in values.chunks_exact(samples.padded_rows()).enumerate() {
                load_column(&column[first..first + rows], *outputs, output, out);
            }
        }
        Targets::Classes { labels, .. } => {
            for (labels, out) in labels[first..first + rows].chunks(ROW_GROUP).zip(out) {
                // A full group has its length in its type: no loop is left of it.
                *out = match <&[u16; ROW_GROUP]>::try_from(labels) {
                    Ok(labels) => to_rows(&labels.map(f32::from)),
                    Err(_) => to_rows(&padded(labels).map(f32::from)),
                };
            }
        }
    }
}

fn load_column(column: &[f32], stride: usize, at: usize, out: &mut [Rows]) {
    for (values, out) in column.chunks(ROW_GROUP).zip(out.chunks_exact_mut(stride)) {
        out[at] = match <&[f32; ROW_GROUP]>::try_from(values) {
            Ok(values) => to_rows(values),
            Err(_) => to_rows(&padded(values)),
        };
    }
}

/// A part of a group, filled up with its last value.
fn padded<T: Copy>(values: &[T]) -> [T; ROW_GROUP] {
    let mut lanes = [values[values.len() - 1]; ROW_GROUP];
    lanes[..values.len()].copy_from_slice(values);
    lanes
}

fn to_rows(lanes: &[f32; ROW_GROUP]) -> Rows {
    let [a, b, c, d, e, f, g, h] = *lanes;
    [f32x4::new([a, b, c, d]), f32x4::new([e, f, g, h])]
}
