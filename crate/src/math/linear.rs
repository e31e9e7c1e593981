//! The three matrix products of a dense layer on tiles of rows: W·h + b, Wᵀ·δ and δ·hᵀ.
//!
//! Each result is one sum in one fixed order whatever block of units computes it: first the bias, then unit after unit
//! (or, for δ·hᵀ, group of rows after group, then [`lane_sum`]). The main kernel holds 4 units × 8 rows in registers;
//! larger blocks spill on WebAssembly, which leaves about 15 vector registers.

use super::simd::{Rows, lane_sum, lane_sums};
use wide::f32x4;

/// A matrix rearranged for [`Panels::multiply`]: blocks of four result units (their biases first, then for every input
/// unit the four weights side by side), then the units left over, each `[bias, weights…]`.
#[derive(Clone, Debug, Default)]
pub struct Panels {
    fan_in: usize,
    fan_out: usize,
    blocks: Vec<[f32; 4]>,
    rest: Vec<f32>,
}

impl Panels {
    /// Takes over weights `[fan_out][fan_in]` and biases.
    pub fn pack(&mut self, weights: &[f32], biases: &[f32]) {
        let (fan_in, fan_out) = (weights.len() / biases.len(), biases.len());
        self.clear(fan_in, fan_out);
        for (rows, biases) in weights.chunks(4 * fan_in).zip(biases.chunks(4)) {
            if let &[a, b, c, d] = biases {
                self.blocks.push([a, b, c, d]);
                let (first, second) = rows.split_at(2 * fan_in);
                let ((r0, r1), (r2, r3)) = (first.split_at(fan_in), second.split_at(fan_in));
                let columns = r0.iter().zip(r1).zip(r2).zip(r3);
                self.blocks.extend(columns.map(|(((a, b), c), d)| [*a, *b, *c, *d]));
            } else {
                for (row, bias) in rows.chunks_exact(fan_in).zip(biases) {
                    self.rest.push(*bias);
                    self.rest.extend_from_slice(row);
                }
            }
        }
    }

    /// Takes over the transpose of weights `[fan_out][fan_in]`, without biases: it maps δ back to the layer's input.
    pub fn pack_transposed(&mut self, weights: &[f32], fan_in: usize) {
        let fan_out = weights.len() / fan_in;
        self.clear(fan_out, fan_in);
        for first in (0..fan_in).step_by(4) {
            if first + 4 <= fan_in {
                self.blocks.push([0.0; 4]);
                self.blocks.extend(weights.chunks_exact(fan_in).map(|row| {
                    let row = &row[first..first + 4];
                    [row[0], row[1], row[2], row[3]]
                }));
            } else {
                for column in first..fan_in {
                    self.rest.push(0.0);
                    self.rest.extend(weights.chunks_exact(fan_in).map(|row| row[column]));
                }
            }
        }
    }

    fn clear(&mut self, fan_in: usize, fan_out: usize) {
        (self.fan_in, self.fan_out) = (fan_in, fan_out);
        self.blocks.clear();
        self.rest.clear();
    }

    /// `output[group][unit] = bias + Σ weight · input`, the sum running over the input units in order.
    ///
    /// `input` is `[group][fan_in]`, `output` is `[group][fan_out]`.
    pub fn multiply(&self, input: &[Rows], output: &mut [Rows]) {
        for (block, panel) in self.blocks.chunks_exact(self.fan_in + 1).enumerate() {
            four_units(panel, input, self.fan_in, output, self.fan_out, 4 * block);
        }
        let done = self.fan_out / 4 * 4;
        for (unit, row) in self.rest.chunks_exact(self.fan_in + 1).enumerate() {
            one_unit(row, input, self.fan_in, output, self.fan_out, done + unit);
        }
    }
}

/// The kernel of 4 units × 8 rows. Not inlined: WebAssembly engines optimise small functions sooner and better.
#[inline(never)]
fn four_units(panel: &[[f32; 4]], input: &[Rows], fan_in: usize, output: &mut [Rows], fan_out: usize, unit: usize) {
    let Some((biases, weights)) = panel.split_first() else { return };
    for (input, output) in input.chunks_exact(fan_in).zip(output.chunks_exact_mut(fan_out)) {
        let mut sums = biases.map(|bias| [f32x4::splat(bias); 2]);
        for (x, weights) in input.iter().zip(weights) {
            for (sum, weight) in sums.iter_mut().zip(weights) {
                let weight = f32x4::splat(*weight);
                sum[0] += weight * x[0];
                sum[1] += weight * x[1];
            }
        }
        output[unit..unit + 4].copy_from_slice(&sums);
    }
}

/// A single unit, four groups at a time so that eight sums are under way at once.
#[inline(never)]
fn one_unit(row: &[f32], input: &[Rows], fan_in: usize, output: &mut [Rows], fan_out: usize, unit: usize) {
    let Some((bias, weights)) = row.split_first() else { return };
    let bias = [f32x4::splat(*bias); 2];
    for (input, output) in input.chunks(4 * fan_in).zip(output.chunks_mut(4 * fan_out)) {
        if input.len() == 4 * fan_in {
            let (first, second) = input.split_at(2 * fan_in);
            let ((g0, g1), (g2, g3)) = (first.split_at(fan_in), second.split_at(fan_in));
            let mut sums = [bias; 4];
            for ((((weight, x0), x1), x2), x3) in weights.iter().zip(g0).zip(g1).zip(g2).zip(g3) {
                let weight = f32x4::splat(*weight);
                for (sum, x) in sums.iter_mut().zip([x0, x1, x2, x3]) {
                    sum[0] += weight * x[0];
                    sum[1] += weight * x[1];
                }
            }
            for (output, sum) in output.chunks_exact_mut(fan_out).zip(sums) {
                output[unit] = sum;
            }
        } else {
            for (input, output) in input.chunks_exact(fan_in).zip(output.chunks_exact_mut(fan_out)) {
                let mut sum = bias;
                for (weight, x) in weights.iter().zip(input) {
                    let weight = f32x4::splat(*weight);
                    sum[0] += weight * x[0];
                    sum[1] += weight * x[1];
                }
                output[unit] = sum;
            }
        }
    }
}

/// Sums of δ·hᵀ over the rows of many tiles, in the order of [`Panels`]: for every block of four units and every input
/// unit the four sums side by side, then the units left over row by row.
#[derive(Clone, Debug, Default)]
pub struct OuterSums {
    fan_in: usize,
    fan_out: usize,
    blocks: Vec<f32x4>,
    rest: Vec<f32>,
}

impl OuterSums {
    /// Starts again from 0 for a layer of that shape.
    pub fn clear(&mut self, fan_in: usize, fan_out: usize) {
        (self.fan_in, self.fan_out) = (fan_in, fan_out);
        self.blocks.clear();
        self.blocks.resize(fan_out / 4 * fan_in, f32x4::ZERO);
        self.rest.clear();
        self.rest.resize(fan_out % 4 * fan_in, 0.0);
    }

    /// Adds the rows of a tile. `delta` is `[group][fan_out]`, `input` is `[group][fan_in]`; padding lanes of `delta` must
    /// be 0.
    pub fn add(&mut self, delta: &[Rows], input: &[Rows]) {
        for (block, sums) in self.blocks.chunks_exact_mut(self.fan_in).enumerate() {
            add_four_units(delta, input, self.fan_out, self.fan_in, 4 * block, sums);
        }
        let done = self.fan_out / 4 * 4;
        for (unit, sums) in self.rest.chunks_exact_mut(self.fan_in).enumerate() {
            add_one_unit(delta, input, self.fan_out, self.fan_in, done + unit, sums);
        }
    }

    /// Writes the sums to `weight_grads`, `[fan_out][fan_in]`.
    pub fn unpack(&self, weight_grads: &mut [f32]) {
        let rows = weight_grads.chunks_mut(4 * self.fan_in);
        for (sums, rows) in self.blocks.chunks_exact(self.fan_in).zip(rows) {
            for (offset, row) in rows.chunks_exact_mut(self.fan_in).enumerate() {
                for (grad, sums) in row.iter_mut().zip(sums) {
                    *grad = sums.as_array_ref()[offset];
                }
            }
        }
        weight_grads[self.blocks.len() * 4..].copy_from_slice(&self.rest);
    }
}

#[inline(never)]
fn add_four_units(delta: &[Rows], input: &[Rows], fan_out: usize, fan_in: usize, unit: usize, sums: &mut [f32x4]) {
    let (pairs, odd) = sums.as_chunks_mut::<2>();
    let mut column = 0;
    for pair in pairs {
        let tile = outer_block::<4, 2>(delta, input, fan_out, fan_in, unit, column);
        pair[0] += lane_sums(tile.map(|sums| sums[0]));
        pair[1] += lane_sums(tile.map(|sums| sums[1]));
        column += 2;
    }
    for sum in odd {
        *sum += lane_sums(outer_block::<4, 1>(delta, input, fan_out, fan_in, unit, column).map(|[sum]| sum));
    }
}

#[inline(never)]
fn add_one_unit(delta: &[Rows], input: &[Rows], fan_out: usize, fan_in: usize, unit: usize, sums: &mut [f32]) {
    let (fours, rest) = sums.as_chunks_mut::<4>();
    let mut column = 0;
    for four in fours {
        let [tile] = outer_block::<1, 4>(delta, input, fan_out, fan_in, unit, column);
        *four = (f32x4::new(*four) + lane_sums(tile)).to_array();
        column += 4;
    }
    for sum in rest {
        let [[tile]] = outer_block::<1, 1>(delta, input, fan_out, fan_in, unit, column);
        *sum += lane_sum(tile);
        column += 1;
    }
}

/// Sums over groups of δ·hᵀ for `UNITS` × `COLUMNS` weights; the lanes are still to be added up.
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
    for (delta, input) in delta.chunks_exact(fan_out).zip(input.chunks_exact(fan_in)) {
        let delta = &delta[unit..unit + UNITS];
        let input = &input[column..column + COLUMNS];
        for half in 0..2 {
            for (sums, delta) in sums.iter_mut().zip(delta) {
                for (sum, input) in sums.iter_mut().zip(input) {
                    *sum += delta[half] * input[half];
                }
            }
        }
    }
    sums
}

/// Adds Σ over rows of δ to `bias_grads` (`[fan_out]`).
pub fn add_row_sums(delta: &[Rows], bias_grads: &mut [f32]) {
    let fan_out = bias_grads.len();
    for (unit, grad) in bias_grads.iter_mut().enumerate() {
        let mut sum = f32x4::ZERO;
        for delta in delta.chunks_exact(fan_out) {
            sum += delta[unit][0];
            sum += delta[unit][1];
        }
        *grad += lane_sum(sum);
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
            let mut panels = Panels::default();
            panels.pack(&weights, &biases);
            panels.multiply(&rows(&input), &mut output);
            let mut back = vec![ROWS_ZERO; groups * fan_in];
            panels.pack_transposed(&weights, fan_in);
            panels.multiply(&rows(&delta), &mut back);
            let (mut weight_grads, mut bias_grads) = (vec![1.0; fan_in * fan_out], vec![1.0; fan_out]);
            let mut sums = OuterSums::default();
            sums.clear(fan_in, fan_out);
            sums.add(&rows(&delta), &rows(&input));
            sums.add(&rows(&delta), &rows(&input));
            sums.unpack(&mut weight_grads);
            add_row_sums(&rows(&delta), &mut bias_grads);

            let flat = |rows: &[Rows]| -> Vec<f32> { rows.iter().flatten().flat_map(|v| v.to_array()).collect() };
            let (output, back) = (flat(&output), flat(&back));
            let row_count = groups * 8;
            for unit in 0..fan_out {
                for row in 0..row_count {
                    let sum: f32 = (0..fan_in).map(|k| weights[unit * fan_in + k] * at(&input, fan_in, row, k)).sum();
                    assert_eq!(at(&output, fan_out, row, unit), biases[unit] + sum);
                }
                let sum: f32 = (0..row_count).map(|row| at(&delta, fan_out, row, unit)).sum();
                assert_eq!(bias_grads[unit], 1.0 + sum);
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
