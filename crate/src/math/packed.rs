//! The parameters of a dense layer in the order in which the kernels of [`linear`](super::linear) read them.
//!
//! A *packed* layer has its (fan_in + 1) · fan_out numbers in the order in which the kernels read them: blocks of four
//! units (their biases first, then for every input unit the four weights side by side), then the units left over, each
//! `[bias, weights…]`. It is a permutation of the layer's parameters, so what is done to all of them alike (a step along
//! a direction, say) can be done to packed ones.

use super::simd::transpose;
use wide::f32x4;

/// Units that a block computes together.
pub const BLOCK: usize = 4;

/// Packs weights `[fan_out][fan_in]` and biases.
pub fn pack(weights: &[f32], biases: &[f32], packed: &mut [f32]) {
    let (fan_in, fan_out) = (weights.len() / biases.len(), biases.len());
    let blocked = fan_out - fan_out % BLOCK;
    let (mut blocks, mut rest) = packed.split_at_mut(blocked * (fan_in + 1));
    let (mut rows, left) = weights.split_at(blocked * fan_in);
    for biases in biases[..blocked].as_chunks::<BLOCK>().0 {
        let (block, next) = blocks.split_at_mut(BLOCK * (fan_in + 1));
        let (row, below) = rows.split_at(BLOCK * fan_in);
        (blocks, rows) = (next, below);
        let (first, columns) = block.split_at_mut(BLOCK);
        first.copy_from_slice(biases);
        pack_block(row, fan_in, columns);
    }
    for (row, bias) in left.chunks_exact(fan_in).zip(&biases[blocked..]) {
        let (unit, next) = rest.split_at_mut(fan_in + 1);
        unit[0] = *bias;
        unit[1..].copy_from_slice(row);
        rest = next;
    }
}

/// The inverse of [`pack`].
pub fn unpack(packed: &[f32], weights: &mut [f32], biases: &mut [f32]) {
    let (fan_in, fan_out) = (weights.len() / biases.len(), biases.len());
    let blocked = fan_out - fan_out % BLOCK;
    let (mut blocks, mut rest) = packed.split_at(blocked * (fan_in + 1));
    let (mut rows, left) = weights.split_at_mut(blocked * fan_in);
    for biases in biases[..blocked].as_chunks_mut::<BLOCK>().0 {
        let (block, next) = blocks.split_at(BLOCK * (fan_in + 1));
        let (row, below) = rows.split_at_mut(BLOCK * fan_in);
        (blocks, rows) = (next, below);
        let (first, columns) = block.split_at(BLOCK);
        biases.copy_from_slice(first);
        unpack_block(columns, fan_in, row);
    }
    for (row, bias) in left.chunks_exact_mut(fan_in).zip(&mut biases[blocked..]) {
        let (unit, next) = rest.split_at(fan_in + 1);
        *bias = unit[0];
        row.copy_from_slice(&unit[1..]);
        rest = next;
    }
}

/// Four rows of weights side by side, four columns at a time.
fn pack_block(rows: &[f32], fan_in: usize, columns: &mut [f32]) {
    let (r0, r1, r2, r3) = four_rows(rows, fan_in);
    let (fours, rest) = columns.as_chunks_mut::<{ BLOCK * BLOCK }>();
    let done = fours.len() * BLOCK;
    let sources = r0.as_chunks().0.iter().zip(r1.as_chunks().0).zip(r2.as_chunks().0).zip(r3.as_chunks().0);
    for (four, (((a, b), c), d)) in fours.iter_mut().zip(sources) {
        let columns = transpose([f32x4::new(*a), f32x4::new(*b), f32x4::new(*c), f32x4::new(*d)]);
        for (out, column) in four.as_chunks_mut::<BLOCK>().0.iter_mut().zip(columns) {
            *out = column.to_array();
        }
    }
    for (out, at) in rest.as_chunks_mut::<BLOCK>().0.iter_mut().zip(done..) {
        *out = [r0[at], r1[at], r2[at], r3[at]];
    }
}

fn unpack_block(columns: &[f32], fan_in: usize, rows: &mut [f32]) {
    let (first, second) = rows.split_at_mut(2 * fan_in);
    let ((r0, r1), (r2, r3)) = (first.split_at_mut(fan_in), second.split_at_mut(fan_in));
    let (fours, rest) = columns.as_chunks::<{ BLOCK * BLOCK }>();
    let done = fours.len() * BLOCK;
    let targets = (r0.as_chunks_mut().0.iter_mut().zip(r1.as_chunks_mut().0))
        .zip(r2.as_chunks_mut().0.iter_mut().zip(r3.as_chunks_mut().0));
    for (four, ((a, b), (c, d))) in fours.iter().zip(targets) {
        let columns = four.as_chunks::<BLOCK>().0;
        let rows = transpose([0, 1, 2, 3].map(|at| f32x4::new(columns[at])));
        let rows = rows.map(f32x4::to_array);
        (*a, *b, *c, *d) = (rows[0], rows[1], rows[2], rows[3]);
    }
    for (column, at) in rest.as_chunks::<BLOCK>().0.iter().zip(done..) {
        (r0[at], r1[at], r2[at], r3[at]) = (column[0], column[1], column[2], column[3]);
    }
}

fn four_rows(rows: &[f32], fan_in: usize) -> (&[f32], &[f32], &[f32], &[f32]) {
    let (first, second) = rows.split_at(2 * fan_in);
    let ((r0, r1), (r2, r3)) = (first.split_at(fan_in), second.split_at(fan_in));
    (r0, r1, r2, &r3[..fan_in])
}

/// Packs the transpose of weights `[fan_out][fan_in]`, without biases: it maps δ back to the layer's input.
/// `packed` has (fan_out + 1) · fan_in numbers.
pub fn pack_transposed(weights: &[f32], fan_in: usize, packed: &mut [f32]) {
    let fan_out = weights.len() / fan_in;
    let blocked = fan_in - fan_in % BLOCK;
    let (blocks, rest) = packed.split_at_mut(blocked * (fan_out + 1));
    for (first, block) in (0..blocked).step_by(BLOCK).zip(blocks.chunks_exact_mut(BLOCK * (fan_out + 1))) {
        let (zeros, columns) = block.split_at_mut(BLOCK);
        zeros.fill(0.0);
        for (out, row) in columns.as_chunks_mut::<BLOCK>().0.iter_mut().zip(weights.chunks_exact(fan_in)) {
            out.copy_from_slice(&row[first..first + BLOCK]);
        }
    }
    for (column, unit) in (blocked..fan_in).zip(rest.chunks_exact_mut(fan_out + 1)) {
        unit[0] = 0.0;
        for (out, row) in unit[1..].iter_mut().zip(weights.chunks_exact(fan_in)) {
            *out = row[column];
        }
    }
}

/// A bound on |bias + Σ weight · input| over all units of a packed layer whose inputs lie within ±`input_bound`, rounding
/// included; infinite or NaN if a parameter is.
#[must_use]
pub fn output_bound(packed: &[f32], fan_in: usize, fan_out: usize, input_bound: f32) -> f32 {
    // Sums of up to 10⁴ terms round by less than this share.
    const ROUNDING: f32 = 1.001;
    let blocked = fan_out - fan_out % BLOCK;
    let (mut blocks, mut rest) = packed.split_at(blocked * (fan_in + 1));
    let mut largest = f32x4::ZERO;
    let bound = f32x4::splat(input_bound);
    for _ in (0..blocked).step_by(BLOCK) {
        let (block, next) = blocks.split_at(BLOCK * (fan_in + 1));
        let (biases, weights) = block.split_at(BLOCK);
        let mut sum = f32x4::ZERO;
        for weights in weights.as_chunks::<BLOCK>().0 {
            sum += f32x4::new(*weights).abs();
        }
        let biases = f32x4::new([biases[0], biases[1], biases[2], biases[3]]);
        largest = largest.fast_max(biases.abs() + bound * sum);
        blocks = next;
    }
    let mut bound = largest.to_array().into_iter().fold(0.0, f32::max);
    for _ in blocked..fan_out {
        let (row, next) = rest.split_at(fan_in + 1);
        let sum: f32 = row[1..].iter().map(|weight| weight.abs()).sum();
        bound = bound.max(row[0].abs() + input_bound * sum);
        rest = next;
    }
    ROUNDING * bound
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(count: usize, seed: usize) -> Vec<f32> {
        (0..count).map(|index| ((index * 37 + seed * 101) % 19) as f32 - 9.0).collect()
    }

    #[test]
    fn packing_is_undone_for_all_leftovers() {
        for (fan_in, fan_out) in (1..=9).flat_map(|i| (1..=9).map(move |o| (i, o))) {
            let (weights, biases) = (numbers(fan_in * fan_out, 5), numbers(fan_out, 6));
            let mut packed = vec![f32::NAN; (fan_in + 1) * fan_out];
            pack(&weights, &biases, &mut packed);
            let (mut weights_back, mut biases_back) = (vec![f32::NAN; weights.len()], vec![f32::NAN; fan_out]);
            unpack(&packed, &mut weights_back, &mut biases_back);
            assert_eq!((weights, biases), (weights_back, biases_back));
        }
    }

    #[test]
    fn a_bound_is_reached_by_the_unit_with_the_largest_weights() {
        let weights = [1.0, -2.0, 0.5, 0.5, 3.0, 3.0, 0.0, 0.0, -4.0, 3.0];
        let mut packed = vec![0.0; 15];
        pack(&weights, &[0.0, 0.0, -1.0, 0.0, 0.25], &mut packed);
        let bound = output_bound(&packed, 2, 5, 2.0);
        assert!((14.25..14.3).contains(&bound), "{bound}");
        packed[3] = f32::INFINITY;
        assert_eq!(output_bound(&packed, 2, 5, 2.0), f32::INFINITY);
    }
}
