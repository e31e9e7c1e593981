//! Lines of equal height over a grid: marching squares, its segments joined into long lines.

use std::collections::HashMap;

/// The sides of a cell in the order below, right, above, left.
const SIDES: usize = 4;

/// The lines at `level` over `heights` (row-major, `columns` a row, at least 2 × 2) as points (column, row) between the grid's
/// points, linear along each edge. A closed line ends where it began. Cells with a corner that is not finite are left out, and in a
/// saddle cell the mean of the corners decides which two are joined. O(points).
pub(super) fn contour_lines(heights: &[f32], columns: usize, level: f64) -> Vec<Vec<(f64, f64)>> {
    let rows = heights.len() / columns;
    // An edge is named by its lower or left point and its direction; it lies between at most two cells.
    let mut meets: HashMap<usize, Vec<usize>> = HashMap::new();
    let mut order = Vec::new();
    for row in 0..rows - 1 {
        for column in 0..columns - 1 {
            for (from, to) in segments(heights, columns, column, row, level) {
                for (edge, other) in [(from, to), (to, from)] {
                    meets.entry(edge).or_insert_with(|| {
                        order.push(edge);
                        Vec::new()
                    });
                    meets.entry(edge).and_modify(|others| others.push(other));
                }
            }
        }
    }
    let point = |edge: usize| crossing(heights, columns, edge, level);
    let mut lines = Vec::new();
    // Lines with ends first, from one of their ends; what is left is closed.
    let ends: Vec<usize> = order.iter().copied().filter(|edge| meets[edge].len() == 1).collect();
    for start in ends.into_iter().chain(order) {
        let mut line = vec![point(start)];
        let mut here = start;
        while let Some(next) = meets.get_mut(&here).and_then(Vec::pop) {
            if let Some(back) = meets.get_mut(&next)
                && let Some(place) = back.iter().position(|edge| *edge == here)
            {
                back.swap_remove(place);
            }
            line.push(point(next));
            here = next;
        }
        if line.len() > 1 {
            lines.push(line);
        }
    }
    lines
}

/// The pieces of the line in one cell, as pairs of edges.
fn segments(heights: &[f32], columns: usize, column: usize, row: usize, level: f64) -> Vec<(usize, usize)> {
    let at = |right: usize, up: usize| f64::from(heights[(row + up) * columns + column + right]);
    let corners = [at(0, 0), at(1, 0), at(1, 1), at(0, 1)];
    if !corners.iter().all(|height| height.is_finite()) {
        return Vec::new();
    }
    let horizontal = |up: usize| 2 * ((row + up) * columns + column);
    let vertical = |right: usize| 2 * (row * columns + column + right) + 1;
    let edges = [horizontal(0), vertical(1), horizontal(1), vertical(0)];
    let is_above = corners.map(|height| height > level);
    let crossed: Vec<usize> = (0..SIDES).filter(|side| is_above[*side] != is_above[(side + 1) % SIDES]).collect();
    match crossed[..] {
        [from, to] => vec![(edges[from], edges[to])],
        [below, right, above, left] => {
            let is_middle_above = corners.iter().sum::<f64>() / 4.0 > level;
            // The corner (0, 0) is cut off if the middle is on the other side.
            if is_middle_above == is_above[0] {
                vec![(edges[below], edges[right]), (edges[above], edges[left])]
            } else {
                vec![(edges[below], edges[left]), (edges[right], edges[above])]
            }
        }
        _ => Vec::new(),
    }
}

/// Where the level is met on an edge.
fn crossing(heights: &[f32], columns: usize, edge: usize, level: f64) -> (f64, f64) {
    let (first, is_vertical) = (edge / 2, edge % 2 == 1);
    let second = if is_vertical { first + columns } else { first + 1 };
    let (low, high) = (f64::from(heights[first]), f64::from(heights[second]));
    let share = (level - low) / (high - low);
    let (column, row) = ((first % columns) as f64, (first / columns) as f64);
    if is_vertical { (column, row + share) } else { (column + share, row) }
}

#[cfg(test)]
mod tests {
    use super::contour_lines;

    /// A cone around the middle of a square grid.
    fn cone(side: u16) -> Vec<f32> {
        let middle = f32::from(side - 1) / 2.0;
        (0..side)
            .flat_map(|row| (0..side).map(move |column| (f32::from(column) - middle).hypot(f32::from(row) - middle)))
            .collect()
    }

    #[test]
    fn a_cone_has_one_closed_circle() {
        let lines = contour_lines(&cone(41), 41, 12.3);
        assert_eq!(lines.len(), 1);
        assert_eq!(lines[0].first(), lines[0].last());
        for (x, y) in &lines[0] {
            // Linear along an edge of length 1: the error is at most 1 / (8 r).
            assert!(((x - 20.0).hypot(y - 20.0) - 12.3).abs() < 1.0 / (8.0 * 11.0));
        }
    }

    #[test]
    fn a_slope_has_a_straight_line_from_side_to_side() {
        let slope: Vec<f32> = (0..5_u8).flat_map(|_| (0..5_u8).map(f32::from)).collect();
        let lines = contour_lines(&slope, 5, 2.5);
        assert_eq!(lines, [(0..5_u8).map(|row| (2.5, f64::from(row))).collect::<Vec<_>>()]);
    }

    #[test]
    fn a_saddle_is_cut_where_its_middle_says() {
        let lines = |level: f64| contour_lines(&[1.0, 0.0, 0.0, 1.0], 2, level);
        let ends = |level: f64| {
            let mut sums: Vec<f64> = lines(level).iter().map(|line| line.iter().map(|(x, y)| x + y).sum()).collect();
            sums.sort_by(f64::total_cmp);
            sums
        };
        // Below the middle's height the high corners are joined: each line cuts off a low one, (1, 0) or (0, 1).
        assert_eq!(ends(0.25), [2.0, 2.0]);
        assert_eq!(ends(0.75), [0.5, 3.5]);
    }

    #[test]
    fn what_is_no_number_has_no_line() {
        let mut cone = cone(9);
        cone[40] = f32::NAN;
        cone[41] = f32::INFINITY;
        let lines = contour_lines(&cone, 9, 3.0);
        assert!(!lines.is_empty());
        assert!(lines.iter().flatten().all(|(x, y)| x.is_finite() && y.is_finite()));
        assert!(contour_lines(&[f32::NAN; 4], 2, 0.0).is_empty());
    }
}
