//! Vectors of rows: the shape in which activations are stored.

use crate::samples::ROW_GROUP;
use wide::{CmpLt, f32x4};

/// One number for each row of a group of [`ROW_GROUP`] rows.
///
/// An array of activations of a tile is `[group][unit]` of these: for one group of rows, the units lie side by side, so
/// that a sum over units walks through memory in order.
pub type Rows = [f32x4; 2];

/// Zeros.
pub const ROWS_ZERO: Rows = [f32x4::ZERO; 2];

/// Groups of rows taken through all layers together, so that their activations stay in the processor's nearest cache.
pub const TILE_GROUPS: usize = 8;

/// Rows of a full tile.
pub const TILE_ROWS: usize = TILE_GROUPS * ROW_GROUP;

/// Which lanes of half a group are real if a tile has `rows` rows; `None` = all of them.
#[inline(always)]
#[must_use]
pub fn lane_mask(group: usize, half: usize, rows: usize) -> Option<f32x4> {
    let first = group * ROW_GROUP + half * 4;
    if first + 4 <= rows {
        return None;
    }
    let lanes = f32x4::new([0.0, 1.0, 2.0, 3.0]);
    Some(lanes.cmp_lt(f32x4::splat(rows as f32 - first as f32)))
}

/// The sum of the four lanes in the one order used everywhere: (0 + 2) + (1 + 3).
#[inline(always)]
#[must_use]
pub fn lane_sum(vector: f32x4) -> f32 {
    let [a, b, c, d] = vector.to_array();
    (a + c) + (b + d)
}

/// [`lane_sum`] of four vectors at once, the same bits.
#[inline(always)]
#[must_use]
pub fn lane_sums([a, b, c, d]: [f32x4; 4]) -> f32x4 {
    // Shuffles written as arrays: compilers know them, and `transpose` goes through memory on WebAssembly.
    let ab = interleave_low(a, b) + interleave_high(a, b);
    let cd = interleave_low(c, d) + interleave_high(c, d);
    join_low(ab, cd) + join_high(ab, cd)
}

/// Rows become columns.
#[inline(always)]
#[must_use]
pub fn transpose([a, b, c, d]: [f32x4; 4]) -> [f32x4; 4] {
    let (ab, cd) = (interleave_low(a, b), interleave_low(c, d));
    let (ab_high, cd_high) = (interleave_high(a, b), interleave_high(c, d));
    [join_low(ab, cd), join_high(ab, cd), join_low(ab_high, cd_high), join_high(ab_high, cd_high)]
}

#[inline(always)]
fn interleave_low(a: f32x4, b: f32x4) -> f32x4 {
    let (a, b) = (a.to_array(), b.to_array());
    f32x4::new([a[0], b[0], a[1], b[1]])
}

#[inline(always)]
fn interleave_high(a: f32x4, b: f32x4) -> f32x4 {
    let (a, b) = (a.to_array(), b.to_array());
    f32x4::new([a[2], b[2], a[3], b[3]])
}

#[inline(always)]
fn join_low(a: f32x4, b: f32x4) -> f32x4 {
    let (a, b) = (a.to_array(), b.to_array());
    f32x4::new([a[0], a[1], b[0], b[1]])
}

#[inline(always)]
fn join_high(a: f32x4, b: f32x4) -> f32x4 {
    let (a, b) = (a.to_array(), b.to_array());
    f32x4::new([a[2], a[3], b[2], b[3]])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masks_cut_at_the_number_of_rows() {
        assert!(lane_mask(0, 0, 4).is_none());
        let kept =
            |group, half, rows| lane_mask(group, half, rows).map(|mask| mask.blend(f32x4::ONE, f32x4::ZERO).to_array());
        assert_eq!(kept(0, 1, 4), Some([0.0; 4]));
        assert_eq!(kept(1, 0, 10), Some([1.0, 1.0, 0.0, 0.0]));
        assert_eq!(kept(1, 1, 15), Some([1.0, 1.0, 1.0, 0.0]));
        assert_eq!(kept(1, 1, 16), None);
    }

    #[test]
    fn four_sums_at_once_have_the_same_bits() {
        let vector = |seed: f32| f32x4::new([1e8 + seed, 1.0, -1e8, seed / 3.0]);
        let vectors = [vector(0.1), vector(2.7), vector(-3.3), vector(1e7)];
        assert_eq!(lane_sums(vectors).to_array(), vectors.map(lane_sum));
    }

    #[test]
    fn transposing_turns_rows_into_columns() {
        let rows = [0.0, 4.0, 8.0, 12.0].map(|first| f32x4::new([first, first + 1.0, first + 2.0, first + 3.0]));
        let columns = transpose(rows).map(|column| column.to_array());
        assert_eq!(columns[1], [1.0, 5.0, 9.0, 13.0]);
        assert_eq!(transpose(transpose(rows)), rows);
    }
}
