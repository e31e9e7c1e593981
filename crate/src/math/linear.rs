//! The three matrix products of a dense layer on tiles of rows: W·h + b, Wᵀ·δ and δ·hᵀ.
//!
//! Each result is one sum in one fixed order whatever block of units computes it: first the bias, then unit after unit
//! (or, for δ·hᵀ, group of rows after group, then [`lane_sum`]). The main kernels hold 4 units × 8 rows in registers;
//! larger blocks spill on WebAssembly, which leaves about 15 vector registers. They walk by hand instead of by
//! `chunks_exact`, whose division for every chunk costs as much as ten products, and they are not inlined: engines
//! optimise small functions sooner and better.
//!
//! Parameters come packed: see [`packed`](super::packed).

use super::packed::BLOCK;
use super::simd::{Rows, lane_sum, lane_sums};
use wide::f32x4;

/// `output[group][unit] = bias + Σ weight · input`, the sum running over the input units in order.
///
/// `packed` is a layer of that shape, `input` is `[group][fan_in]`, `output` is `[group][fan_out]`.
pub fn multiply(packed: &[f32], fan_in: usize, fan_out: usize, input: &[Rows], output: &mut [Rows]) {
    let blocked = fan_out - fan_out % BLOCK;
    let (mut blocks, mut rest) = packed.split_at(blocked * (fan_in + 1));
    for unit in (0..blocked).step_by(BLOCK) {
        let (block, next) = blocks.split_at(BLOCK * (fan_in + 1));
        multiply_block(block.as_chunks().0, input, fan_in, output, fan_out, unit);
        blocks = next;
    }
    for unit in blocked..fan_out {
        let (row, next) = rest.split_at(fan_in + 1);
        multiply_unit(row, input, fan_in, output, fan_out, unit);
        rest = next;
    }
}

#[inline(never)]
fn multiply_block(
    block: &[[f32; BLOCK]],
    mut input: &[Rows],
    fan_in: usize,
    mut output: &mut [Rows],
    fan_out: usize,
    unit: usize,
) {
    let Some((biases, weights)) = block.split_first() else { return };
    while output.len() >= fan_out {
        let (x, input_below) = input.split_at(fan_in);
        let (out, output_below) = output.split_at_mut(fan_out);
        let mut sums = biases.map(|bias| [f32x4::splat(bias); 2]);
        // Two pointers that move are fewer instructions than the index of a `zip`.
        let mut x = x.iter();
        for weights in weights {
            let Some(x) = x.next() else { break };
            for (sum, weight) in sums.iter_mut().zip(weights) {
                let weight = f32x4::splat(*weight);
                sum[0] += weight * x[0];
                sum[1] += weight * x[1];
            }
        }
        out[unit..unit + BLOCK].copy_from_slice(&sums);
        (input, output) = (input_below, output_below);
    }
}

/// A single unit, four groups at a time so that eight sums are under way at once.
#[inline(never)]
fn multiply_unit(row: &[f32], mut input: &[Rows], fan_in: usize, mut output: &mut [Rows], fan_out: usize, unit: usize) {
    let Some((bias, weights)) = row.split_first() else { return };
    let bias = [f32x4::splat(*bias); 2];
    while output.len() >= 4 * fan_out {
        let (four, input_below) = input.split_at(4 * fan_in);
        let (out, output_below) = output.split_at_mut(4 * fan_out);
        let (first, second) = four.split_at(2 * fan_in);
        let ((g0, g1), (g2, g3)) = (first.split_at(fan_in), second.split_at(fan_in));
        let mut sums = [bias; 4];
        for ((((weight, x0), x1), x2), x3) in weights.iter().zip(g0).zip(g1).zip(g2).zip(g3) {
            let weight = f32x4::splat(*weight);
            for (sum, x) in sums.iter_mut().zip([x0, x1, x2, x3]) {
                sum[0] += weight * x[0];
                sum[1] += weight * x[1];
            }
        }
        for (group, sum) in sums.into_iter().enumerate() {
            out[group * fan_out + unit] = sum;
        }
        (input, output) = (input_below, output_below);
    }
    while output.len() >= fan_out {
        let (x, input_below) = input.split_at(fan_in);
        let (out, output_below) = output.split_at_mut(fan_out);
        let mut sum = bias;
        for (weight, x) in weights.iter().zip(x) {
            let weight = f32x4::splat(*weight);
            sum[0] += weight * x[0];
            sum[1] += weight * x[1];
        }
        out[unit] = sum;
        (input, output) = (input_below, output_below);
    }
}

/// Adds δ·hᵀ of a tile to `sums`, packed as the layer's parameters are; in the place of a bias the sum of its δ.
///
/// `delta` is `[group][fan_out]`, `input` is `[group][fan_in]`; padding lanes of `delta` must be 0.
pub fn add_outer(delta: &[Rows], input: &[Rows], fan_out: usize, fan_in: usize, sums: &mut [f32]) {
    let blocked = fan_out - fan_out % BLOCK;
    let (mut blocks, mut rest) = sums.split_at_mut(blocked * (fan_in + 1));
    for unit in (0..blocked).step_by(BLOCK) {
        let (block, next) = blocks.split_at_mut(BLOCK * (fan_in + 1));
        add_outer_block(delta, input, fan_out, fan_in, unit, block.as_chunks_mut().0);
        blocks = next;
    }
    for unit in blocked..fan_out {
        let (row, next) = rest.split_at_mut(fan_in + 1);
        add_outer_unit(delta, input, fan_out, fan_in, unit, row);
        rest = next;
    }
}

#[inline(never)]
fn add_outer_block(
    delta: &[Rows],
    input: &[Rows],
    fan_out: usize,
    fan_in: usize,
    unit: usize,
    sums: &mut [[f32; BLOCK]],
) {
    let Some((biases, weights)) = sums.split_first_mut() else { return };
    add_to(biases, lane_sums(delta_sums::<BLOCK>(delta, fan_out, unit)));
    let (pairs, odd) = weights.as_chunks_mut::<2>();
    let mut column = 0;
    for pair in pairs {
        let tile = outer_block::<BLOCK, 2>(delta, input, fan_out, fan_in, unit, column);
        add_to(&mut pair[0], lane_sums(tile.map(|sums| sums[0])));
        add_to(&mut pair[1], lane_sums(tile.map(|sums| sums[1])));
        column += 2;
    }
    for sum in odd {
        add_to(sum, lane_sums(outer_block::<BLOCK, 1>(delta, input, fan_out, fan_in, unit, column).map(|[sum]| sum)));
    }
}

#[inline(never)]
fn add_outer_unit(delta: &[Rows], input: &[Rows], fan_out: usize, fan_in: usize, unit: usize, sums: &mut [f32]) {
    let Some((bias, weights)) = sums.split_first_mut() else { return };
    *bias += lane_sum(delta_sums::<1>(delta, fan_out, unit)[0]);
    let (fours, rest) = weights.as_chunks_mut::<4>();
    let mut column = 0;
    for four in fours {
        let [tile] = outer_block::<1, 4>(delta, input, fan_out, fan_in, unit, column);
        add_to(four, lane_sums(tile));
        column += 4;
    }
    for sum in rest {
        let [[tile]] = outer_block::<1, 1>(delta, input, fan_out, fan_in, unit, column);
        *sum += lane_sum(tile);
        column += 1;
    }
}

#[inline(always)]
fn add_to(sums: &mut [f32; 4], more: f32x4) {
    *sums = (f32x4::new(*sums) + more).to_array();
}

/// Sums of δ over groups for `UNITS` units; the lanes are still to be added up.
#[inline(always)]
fn delta_sums<const UNITS: usize>(delta: &[Rows], fan_out: usize, unit: usize) -> [f32x4; UNITS] {
    let mut sums = [f32x4::ZERO; UNITS];
    let mut at = unit;
    while let Some(delta) = delta.get(at..at + UNITS) {
        for (sum, delta) in sums.iter_mut().zip(delta) {
            *sum = (*sum + delta[0]) + delta[1];
        }
        at += fan_out;
    }
    sums
}

/// Sums over groups of δ·hᵀ for `UNITS` × `COLUMNS` weights; the lanes are still to be added up. First halves of all
/// groups come before second halves: both at once would not fit in the registers.
#[inline(always)]
fn outer_block<const UNITS: usize, const COLUMNS: usize>(
    delta: &[Rows],
    input: &[Rows],
    fan_out: usize,
    fan_in: usize,
    unit: usize,
    column: usize,
) -> [[f32x4; COLUMNS]; UNITS] {
    let mut sums = [[f32x4::ZERO; COLUMNS]; UNITS];
    for half in 0..2 {
        let (mut at_delta, mut at_input) = (unit, column);
        while let (Some(delta), Some(input)) =
            (delta.get(at_delta..at_delta + UNITS), input.get(at_input..at_input + COLUMNS))
        {
            for (sums, delta) in sums.iter_mut().zip(delta) {
                for (sum, input) in sums.iter_mut().zip(input) {
                    *sum += delta[half] * input[half];
                }
            }
            at_delta += fan_out;
            at_input += fan_in;
        }
    }
    sums
}

/// The largest |value|; NaN may be passed over. 0 if there is none.
#[must_use]
pub fn largest_size(values: &[f32]) -> f32 {
    let (fours, rest) = values.as_chunks::<4>();
    let largest = fours.iter().fold(f32x4::ZERO, |largest, four| largest.fast_max(f32x4::new(*four).abs()));
    largest.to_array().iter().chain(rest).fold(0.0, |largest: f32, value| largest.max(value.abs()))
}

/// `out ← base + factor · direction`, entry by entry, each product rounded before it is added.
pub fn along(base: &[f32], factor: f32, direction: &[f32], out: &mut [f32]) {
    let factors = f32x4::splat(factor);
    let ((bases, base_rest), (directions, direction_rest)) = (base.as_chunks::<4>(), direction.as_chunks::<4>());
    let (outs, out_rest) = out.as_chunks_mut::<4>();
    for ((out, base), direction) in outs.iter_mut().zip(bases).zip(directions) {
        *out = (f32x4::new(*base) + factors * f32x4::new(*direction)).to_array();
    }
    for ((out, base), direction) in out_rest.iter_mut().zip(base_rest).zip(direction_rest) {
        *out = base + factor * direction;
    }
}

/// `out ← base + factor · direction`, entry by entry, of rows.
pub fn rows_along(base: &[Rows], factor: f32, direction: &[Rows], out: &mut [Rows]) {
    let factor = f32x4::splat(factor);
    for ((out, base), direction) in out.iter_mut().zip(base).zip(direction) {
        *out = [base[0] + factor * direction[0], base[1] + factor * direction[1]];
    }
}

/// `into ← scale · into + other`, entry by entry.
pub fn scale_and_add(into: &mut [Rows], scale: f32, other: &[Rows]) {
    let scale = f32x4::splat(scale);
    for (into, other) in into.iter_mut().zip(other) {
        *into = [scale * into[0] + other[0], scale * into[1] + other[1]];
    }
}

/// `into ← into + other`, entry by entry.
pub fn add(into: &mut [Rows], other: &[Rows]) {
    for (into, other) in into.iter_mut().zip(other) {
        *into = [into[0] + other[0], into[1] + other[1]];
    }
}

/// `into ← scale · into`.
pub fn scale(into: &mut [Rows], scale: f32) {
    let scale = f32x4::splat(scale);
    for into in into {
        *into = [scale * into[0], scale * into[1]];
    }
}

/// Σ left · right over all entries and lanes; lanes in f32, the rest in f64.
#[must_use]
pub fn rows_dot(left: &[Rows], right: &[Rows]) -> f64 {
    let mut total = 0.0;
    for (left, right) in left.iter().zip(right) {
        total += f64::from(lane_sum(left[0] * right[0] + left[1] * right[1]));
    }
    total
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::packed::{output_bound, pack, pack_transposed, unpack};
    use crate::math::simd::ROWS_ZERO;

    /// Small whole numbers: every product and sum is exact, so any order gives the same result.
    fn numbers(count: usize, seed: usize) -> Vec<f32> {
        (0..count).map(|index| ((index * 37 + seed * 101) % 19) as f32 - 9.0).collect()
    }

    fn rows(values: &[f32]) -> Vec<Rows> {
        let vector = |chunk: &[f32]| f32x4::new([chunk[0], chunk[1], chunk[2], chunk[3]]);
        values.chunks_exact(8).map(|chunk| [vector(&chunk[..4]), vector(&chunk[4..])]).collect()
    }

    fn at(values: &[f32], width: usize, row: usize, unit: usize) -> f32 {
        values[((row / 8) * width + unit) * 8 + row % 8]
    }

    #[test]
    fn products_equal_plain_loops_for_all_leftovers() {
        for (groups, fan_in, fan_out) in
            (1..=9).flat_map(|g| (1..=6).flat_map(move |i| (1..=9).map(move |o| (g, i, o))))
        {
            let (weights, biases) = (numbers(fan_in * fan_out, 1), numbers(fan_out, 2));
            let (input, delta) = (numbers(groups * fan_in * 8, 3), numbers(groups * fan_out * 8, 4));
            let mut output = vec![ROWS_ZERO; groups * fan_out];
            let mut packed = vec![f32::NAN; (fan_in + 1) * fan_out];
            pack(&weights, &biases, &mut packed);
            multiply(&packed, fan_in, fan_out, &rows(&input), &mut output);
            let mut transposed = vec![f32::NAN; (fan_out + 1) * fan_in];
            let mut back = vec![ROWS_ZERO; groups * fan_in];
            pack_transposed(&weights, fan_in, &mut transposed);
            multiply(&transposed, fan_out, fan_in, &rows(&delta), &mut back);
            let (mut weight_grads, mut bias_grads) = (vec![f32::NAN; fan_in * fan_out], vec![f32::NAN; fan_out]);
            let mut sums = vec![0.0; packed.len()];
            add_outer(&rows(&delta), &rows(&input), fan_out, fan_in, &mut sums);
            add_outer(&rows(&delta), &rows(&input), fan_out, fan_in, &mut sums);
            unpack(&sums, &mut weight_grads, &mut bias_grads);
            let largest = largest_size(&input);
            let bound = output_bound(&packed, fan_in, fan_out, largest);

            let flat = |rows: &[Rows]| -> Vec<f32> { rows.iter().flatten().flat_map(|v| v.to_array()).collect() };
            let (output, back) = (flat(&output), flat(&back));
            let row_count = groups * 8;
            for unit in 0..fan_out {
                for row in 0..row_count {
                    let sum: f32 = (0..fan_in).map(|k| weights[unit * fan_in + k] * at(&input, fan_in, row, k)).sum();
                    assert_eq!(at(&output, fan_out, row, unit), biases[unit] + sum);
                    assert!((biases[unit] + sum).abs() <= bound);
                }
                let sum: f32 = (0..row_count).map(|row| at(&delta, fan_out, row, unit)).sum();
                assert_eq!(bias_grads[unit], 2.0 * sum);
            }
            for k in 0..fan_in {
                for row in 0..row_count {
                    let sum: f32 = (0..fan_out).map(|u| weights[u * fan_in + k] * at(&delta, fan_out, row, u)).sum();
                    assert_eq!(at(&back, fan_in, row, k), sum);
                }
                for unit in 0..fan_out {
                    let sum: f32 =
                        (0..row_count).map(|row| at(&delta, fan_out, row, unit) * at(&input, fan_in, row, k)).sum();
                    assert_eq!(weight_grads[unit * fan_in + k], 2.0 * sum);
                }
            }
        }
    }
}
