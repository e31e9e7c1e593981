//! How rugged a picture is, counted on its grid.

use crate::error::{Error, Result};

/// What can be counted on a grid of heights (preset 14 of the lessons: with skips a surface is smoother).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Relief {
    /// Points inside the grid that are lower than all their eight neighbours. A finer grid may see more of them.
    pub minima: usize,
    /// Of all steps from a point to a neighbour one further from the middle along an axis, the share that goes down, 0 to 1. A
    /// bowl has none.
    pub downward: f64,
}

/// Counts on `heights`, row by row with `columns` a row. Comparisons with NaN are false: such a point is no minimum, nor is
/// its neighbour, and no step from or to it goes down. Cost: ten comparisons a point.
///
/// # Errors
/// Names `heights` unless they are a grid of at least 3 rows of at least 3 points.
pub fn relief(heights: &[f32], columns: usize) -> Result<Relief> {
    let rows = heights.len() / columns.max(1);
    if columns < 3 || rows < 3 || rows * columns != heights.len() {
        let problem =
            format!("must be at least 3 rows of at least 3 points, got {} in rows of {columns}", heights.len());
        return Err(Error::new("heights", problem));
    }
    let at = |row: usize, column: usize| heights[row * columns + column];
    let is_minimum = |row: usize, column: usize| {
        (0..9)
            .filter(|&place| place != 4)
            .all(|place| at(row + place / 3 - 1, column + place % 3 - 1) > at(row, column))
    };
    let inside = (1..rows - 1).flat_map(|row| (1..columns - 1).map(move |column| (row, column)));
    let minima = inside.filter(|&(row, column)| is_minimum(row, column)).count();

    let (mut steps, mut down) = (0_usize, 0_usize);
    let mut step = |from: f32, to: f32| {
        steps += 1;
        down += usize::from(to < from);
    };
    for row in 0..rows {
        for column in 0..columns {
            let here = at(row, column);
            // Twice the distance from the middle, so that it is a whole number on even grids as well.
            if column + 1 < columns && 2 * column + 1 >= columns {
                step(here, at(row, column + 1));
            }
            if column > 0 && 2 * column < columns {
                step(here, at(row, column - 1));
            }
            if row + 1 < rows && 2 * row + 1 >= rows {
                step(here, at(row + 1, column));
            }
            if row > 0 && 2 * row < rows {
                step(here, at(row - 1, column));
            }
        }
    }
    Ok(Relief { minima, downward: down as f64 / steps as f64 })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(side: usize, height: impl Fn(f64, f64) -> f64) -> Vec<f32> {
        let at = |index: usize| 2.0 * index as f64 / (side - 1) as f64 - 1.0;
        (0..side * side).map(|cell| height(at(cell % side), at(cell / side)) as f32).collect()
    }

    #[test]
    fn a_bowl_has_one_minimum_and_no_way_out_that_goes_down() {
        for side in [3, 24, 25] {
            let relief =
                relief(&grid(side, |x, y| (x - 0.01) * (x - 0.01) + 2.0 * (y - 0.02) * (y - 0.02)), side).unwrap();
            assert_eq!((relief.minima, relief.downward), (1, 0.0), "side {side}");
        }
    }

    #[test]
    fn an_egg_box_has_as_many_minima_as_holes() {
        let wave = |v: f64| (std::f64::consts::PI * 3.0 * v).cos();
        let egg_box = relief(&grid(61, |x, y| wave(x) + wave(y)), 61).unwrap();
        // cos 3πv on −1..1 is lowest at v = ±1 (the border), and ±1/3.
        assert_eq!(egg_box.minima, 4);
        assert!((0.3..0.7).contains(&egg_box.downward), "{egg_box:?}");
        // Seen from its top everything goes down.
        assert_eq!(relief(&grid(25, |x, y| -x * x - y * y), 25).unwrap(), Relief { minima: 0, downward: 1.0 });
        assert_eq!(relief(&grid(25, |_, _| 1.0), 25).unwrap(), Relief { minima: 0, downward: 0.0 });
    }

    #[test]
    fn what_is_no_number_is_no_minimum() {
        let mut bowl = grid(5, |x, y| x * x + y * y);
        bowl[0] = f32::INFINITY;
        assert_eq!(relief(&bowl, 5).unwrap().minima, 1);
        bowl[6] = f32::NAN;
        assert_eq!(relief(&bowl, 5).unwrap().minima, 0);
    }

    #[test]
    fn a_wrong_grid_is_named() {
        for (count, columns) in [(0, 0), (9, 0), (8, 2), (10, 3), (6, 3)] {
            assert_eq!(relief(&vec![0.0; count], columns).unwrap_err().field, "heights", "{count} {columns}");
        }
    }
}
