//! The three matrix products of a dense layer for a single row: W·h + b, Wᵀ·δ and δ·hᵀ.
//!
//! Vectors run over units instead of rows, and over weights as they lie, `[fan_out][fan_in]`: nothing is packed, which for
//! a few rows would cost more than the products. Four units at a time share each vector of inputs.

use super::simd::{lane_sum, lane_sums};
use wide::f32x4;

/// `output[unit] = bias + Σ weight · input`. The lengths of `input` and `output` are fan_in and fan_out.
///
/// Each sum runs over the inputs four lanes apart, then over [`lane_sum`], then over what is left of the inputs.
#[inline(never)]
pub fn multiply(weights: &[f32], biases: &[f32], input: &[f32], output: &mut [f32]) {
    let fan_in = input.len();
    let (inputs, input_rest) = input.as_chunks::<4>();
    let done = fan_in - input_rest.len();
    let (bias_blocks, bias_rest) = biases.as_chunks::<4>();
    let (outputs, output_rest) = output.as_chunks_mut::<4>();
    let mut weights = weights;
    for (output, biases) in outputs.iter_mut().zip(bias_blocks) {
        let (block, below) = weights.split_at(4 * fan_in);
        weights = below;
        let [r0, r1, r2, r3] = rows_of(block, fan_in);
        let mut sums = [f32x4::ZERO; 4];
        let columns = inputs.iter().zip(r0.as_chunks().0).zip(r1.as_chunks().0).zip(r2.as_chunks().0);
        for ((((h, w0), w1), w2), w3) in columns.zip(r3.as_chunks().0) {
            let h = f32x4::new(*h);
            sums[0] += f32x4::new(*w0) * h;
            sums[1] += f32x4::new(*w1) * h;
            sums[2] += f32x4::new(*w2) * h;
            sums[3] += f32x4::new(*w3) * h;
        }
        let mut sum = f32x4::new(*biases) + lane_sums(sums);
        for (k, h) in (done..fan_in).zip(input_rest) {
            sum += f32x4::new([r0[k], r1[k], r2[k], r3[k]]) * f32x4::splat(*h);
        }
        *output = sum.to_array();
    }
    for ((output, bias), row) in output_rest.iter_mut().zip(bias_rest).zip(weights.chunks_exact(fan_in)) {
        let (weights, weight_rest) = row.as_chunks::<4>();
        let mut sum = f32x4::ZERO;
        for (w, h) in weights.iter().zip(inputs) {
            sum += f32x4::new(*w) * f32x4::new(*h);
        }
        *output = bias + lane_sum(sum);
        for (w, h) in weight_rest.iter().zip(input_rest) {
            *output += w * h;
        }
    }
}

/// `output[input unit] = Σ δ · weight`, the sum running over the units in order, four of them added at once.
#[inline(never)]
pub fn multiply_transposed(weights: &[f32], delta: &[f32], output: &mut [f32]) {
    output.fill(0.0);
    let fan_in = output.len();
    let (deltas, delta_rest) = delta.as_chunks::<4>();
    let mut weights = weights;
    for &[d0, d1, d2, d3] in deltas {
        let (block, below) = weights.split_at(4 * fan_in);
        weights = below;
        let [r0, r1, r2, r3] = rows_of(block, fan_in);
        let (outputs, output_rest) = output.as_chunks_mut::<4>();
        let splats = [d0, d1, d2, d3].map(f32x4::splat);
        let columns = outputs.iter_mut().zip(r0.as_chunks().0).zip(r1.as_chunks().0).zip(r2.as_chunks().0);
        for ((((out, w0), w1), w2), w3) in columns.zip(r3.as_chunks().0) {
            let first = f32x4::new(*w0) * splats[0] + f32x4::new(*w1) * splats[1];
            let second = f32x4::new(*w2) * splats[2] + f32x4::new(*w3) * splats[3];
            *out = (f32x4::new(*out) + (first + second)).to_array();
        }
        let done = fan_in - output_rest.len();
        for (k, out) in (done..fan_in).zip(output_rest) {
            *out += (r0[k] * d0 + r1[k] * d1) + (r2[k] * d2 + r3[k] * d3);
        }
    }
    for (row, delta) in weights.chunks_exact(fan_in).zip(delta_rest) {
        add_scaled(row, *delta, output);
    }
}

/// Adds δ·hᵀ to the sums of the weights and δ to those of the biases.
#[inline(never)]
pub fn add_outer(delta: &[f32], input: &[f32], weight_sums: &mut [f32], bias_sums: &mut [f32]) {
    for (bias, delta) in bias_sums.iter_mut().zip(delta) {
        *bias += delta;
    }
    let fan_in = input.len();
    let (inputs, input_rest) = input.as_chunks::<4>();
    let mut sums = weight_sums;
    for delta in delta {
        let (row, below) = sums.split_at_mut(fan_in);
        sums = below;
        let splat = f32x4::splat(*delta);
        let (fours, rest) = row.as_chunks_mut::<4>();
        let mut inputs = inputs.iter();
        for sum in fours {
            let Some(input) = inputs.next() else { break };
            *sum = (f32x4::new(*sum) + splat * f32x4::new(*input)).to_array();
        }
        for (sum, input) in rest.iter_mut().zip(input_rest) {
            *sum += delta * input;
        }
    }
}

/// δ·hᵀ and δ themselves, whatever was there before.
pub fn set_outer(delta: &[f32], input: &[f32], weight_grads: &mut [f32], bias_grads: &mut [f32]) {
    bias_grads.copy_from_slice(delta);
    for (grads, delta) in weight_grads.chunks_exact_mut(input.len()).zip(delta) {
        let (fours, rest) = input.as_chunks::<4>();
        let (grads, grads_rest) = grads.as_chunks_mut::<4>();
        let splat = f32x4::splat(*delta);
        for (grad, value) in grads.iter_mut().zip(fours) {
            *grad = (splat * f32x4::new(*value)).to_array();
        }
        for (grad, value) in grads_rest.iter_mut().zip(rest) {
            *grad = delta * value;
        }
    }
}

/// `into ← into + factor · values`.
#[inline(always)]
fn add_scaled(values: &[f32], factor: f32, into: &mut [f32]) {
    let (fours, rest) = values.as_chunks::<4>();
    let (into, into_rest) = into.as_chunks_mut::<4>();
    let splat = f32x4::splat(factor);
    for (into, values) in into.iter_mut().zip(fours) {
        *into = (f32x4::new(*into) + splat * f32x4::new(*values)).to_array();
    }
    for (into, value) in into_rest.iter_mut().zip(rest) {
        *into += factor * value;
    }
}

fn rows_of(block: &[f32], fan_in: usize) -> [&[f32]; 4] {
    let (first, second) = block.split_at(2 * fan_in);
    let ((r0, r1), (r2, r3)) = (first.split_at(fan_in), second.split_at(fan_in));
    [r0, r1, r2, r3]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Small whole numbers: every product and sum is exact, so any order gives the same result.
    fn numbers(count: usize, seed: usize) -> Vec<f32> {
        (0..count).map(|index| ((index * 37 + seed * 101) % 19) as f32 - 9.0).collect()
    }

    #[test]
    fn products_equal_plain_loops_for_all_leftovers() {
        for (fan_in, fan_out) in (1..=9).flat_map(|i| (1..=9).map(move |o| (i, o))) {
            let (weights, biases) = (numbers(fan_in * fan_out, 1), numbers(fan_out, 2));
            let (input, delta) = (numbers(fan_in, 3), numbers(fan_out, 4));
            let (mut output, mut back) = (vec![f32::NAN; fan_out], vec![f32::NAN; fan_in]);
            multiply(&weights, &biases, &input, &mut output);
            multiply_transposed(&weights, &delta, &mut back);
            let (mut weight_sums, mut bias_sums) = (vec![1.0; fan_in * fan_out], vec![2.0; fan_out]);
            add_outer(&delta, &input, &mut weight_sums, &mut bias_sums);
            for unit in 0..fan_out {
                let row = &weights[unit * fan_in..][..fan_in];
                let sum: f32 = row.iter().zip(&input).map(|(w, h)| w * h).sum();
                assert_eq!((output[unit], bias_sums[unit]), (biases[unit] + sum, 2.0 + delta[unit]));
                for k in 0..fan_in {
                    assert_eq!(weight_sums[unit * fan_in + k], 1.0 + delta[unit] * input[k]);
                }
            }
            for k in 0..fan_in {
                let sum: f32 = (0..fan_out).map(|unit| weights[unit * fan_in + k] * delta[unit]).sum();
                assert_eq!(back[k], sum);
            }
        }
    }
}
