//! Principal components of a path.

use super::case::Axes;
use super::input::Input;
use crate::error::Result;
use crate::math::eigen::symmetric_eigen;
use crate::math::norm::{dot_f64, norm_f64};

/// Points of a path: its Gram matrix has as many rows.
const MAX_POINTS: usize = 2000;

/// A component with this share of the largest one's variance keeps half of its digits in the Gram matrix.
const KEPT: f64 = 1e-8;

/// Which path, how many components, around what.
pub(super) struct PcaRequest {
    pub(super) source: Source,
    pub(super) grid: Option<Axes>,
    count: usize,
    centre: Centre,
}

/// Where the path comes from.
pub(super) enum Source {
    Given(Vec<Vec<f64>>),
    /// The walk of that number.
    Walk(usize),
}

#[derive(Clone, Copy)]
enum Centre {
    Last,
    Mean,
}

/// The components of a path.
pub(super) struct Pca {
    /// Unit vectors; the entry of largest absolute value is positive.
    pub(super) directions: Vec<Vec<f64>>,
    /// Their shares of the squared distances from the centre.
    pub(super) ratio: Vec<f64>,
    /// The path in them, `[point][component]`.
    pub(super) coords: Vec<Vec<f64>>,
    pub(super) centre: Vec<f64>,
}

impl PcaRequest {
    /// `walks` are the numbers of steps of the case's walks.
    pub(super) fn read(input: &Input<'_>, param_count: usize, walks: &[usize]) -> Result<Self> {
        let source = match (input.member("trajectory")?, input.member("optimizer")?) {
            (Some(trajectory), _) => {
                let mut points = Vec::new();
                for point in trajectory.items()? {
                    let values = point.numbers()?;
                    if values.len() != param_count {
                        return Err(point.error(format!("needs {param_count} numbers, got {}", values.len())));
                    }
                    points.push(values);
                }
                if !(2..=MAX_POINTS).contains(&points.len()) {
                    return Err(trajectory.error(format!("needs 2 to {MAX_POINTS} points, got {}", points.len())));
                }
                Source::Given(points)
            }
            (None, Some(optimizer)) if walks.is_empty() => return Err(optimizer.error("needs requests.optimizers")),
            (None, Some(optimizer)) => {
                let walk = optimizer.count(walks.len() - 1)?;
                if !(1..MAX_POINTS).contains(&walks[walk]) {
                    let problem = format!("needs a walk of 1 to {} steps, got {}", MAX_POINTS - 1, walks[walk]);
                    return Err(optimizer.error(problem));
                }
                Source::Walk(walk)
            }
            (None, None) => return Err(input.error("needs a trajectory or the number of an optimizer")),
        };
        let centres = |name: &str| match name {
            "last" => Some(Centre::Last),
            "mean" => Some(Centre::Mean),
            _ => None,
        };
        let centre =
            input.member("centre")?.map_or(Ok(Centre::Last), |name| name.choice(centres, &["last", "mean"]))?;
        let count = input.member("k")?.map_or(Ok(2), |count| count.count(param_count))?;
        let grid = if input.member("a")?.is_some() { Some(Axes::read(input)?) } else { None };
        if grid.is_some() && count < 2 {
            return Err(input.required("k")?.error("must be at least 2 for a grid"));
        }
        Ok(Self { source, grid, count, centre })
    }

    /// The components of `path`, from the eigenvectors of its Gram matrix: points are few, parameters many.
    pub(super) fn components(&self, path: &[Vec<f64>]) -> Pca {
        let centre = match self.centre {
            Centre::Last => path[path.len() - 1].clone(),
            Centre::Mean => (0..path[0].len())
                .map(|entry| path.iter().map(|point| point[entry]).sum::<f64>() / path.len() as f64)
                .collect(),
        };
        let moved: Vec<Vec<f64>> =
            path.iter().map(|point| point.iter().zip(&centre).map(|(p, c)| p - c).collect()).collect();
        let total: f64 = moved.iter().map(|point| dot_f64(point, point)).sum();
        let (mut directions, mut ratio): (Vec<Vec<f64>>, Vec<f64>) = (Vec::new(), Vec::new());
        // A Gram matrix has the squares of the path's extents, and what is 10⁸ times smaller than the largest is lost in it. So
        // components are found in turns: the large ones of a turn are taken off the path before the next.
        let (mut rest, wanted) = (moved.clone(), self.count.min(path.len()));
        while directions.len() < wanted {
            let gram: Vec<f64> = rest.iter().flat_map(|left| rest.iter().map(|right| dot_f64(left, right))).collect();
            let eigen = symmetric_eigen(&gram, path.len());
            let top = eigen.values[path.len() - 1];
            let pairs = eigen.values.iter().zip(&eigen.vectors).rev();
            // NaN ends the search, too: then each turn takes one component, all 0.
            let large = pairs.take_while(|(value, _)| **value > KEPT * top).count().max(1);
            let found = directions.len();
            for (value, weights) in eigen.values.iter().zip(&eigen.vectors).rev().take(large.min(wanted - found)) {
                directions.push(component(&rest, weights, *value, &directions));
                ratio.push(if total > 0.0 { value.max(0.0) / total } else { 0.0 });
            }
            for point in &mut rest {
                take_off(point, &directions[found..]);
            }
        }
        let coords =
            moved.iter().map(|point| directions.iter().map(|direction| dot_f64(point, direction)).collect()).collect();
        Pca { directions, ratio, coords, centre }
    }
}

/// Σ weight · point, as a unit vector at right angles to the `earlier` ones, its sign fixed. Where the path has no extent left
/// every such vector will do: the one nearest to an axis. 0 if the path is not finite.
fn component(moved: &[Vec<f64>], weights: &[f64], value: f64, earlier: &[Vec<f64>]) -> Vec<f64> {
    let mut direction = vec![0.0; moved[0].len()];
    if value.is_nan() {
        return direction;
    }
    for (point, weight) in moved.iter().zip(weights) {
        direction.iter_mut().zip(point).for_each(|(entry, point)| *entry += weight * point);
    }
    let size = norm_f64(&direction);
    take_off(&mut direction, earlier);
    if norm_f64(&direction) <= 0.5 * size || size == 0.0 {
        direction = free_axis(earlier, moved[0].len());
    }
    fix_sign_and_length(&mut direction);
    direction
}

/// The axis that reaches farthest out of the span of `earlier`, without its part inside.
fn free_axis(earlier: &[Vec<f64>], length: usize) -> Vec<f64> {
    let inside = |axis: usize| earlier.iter().map(|direction| direction[axis] * direction[axis]).sum::<f64>();
    let axis = (0..length).min_by(|left, right| inside(*left).total_cmp(&inside(*right))).unwrap_or(0);
    let mut direction = vec![0.0; length];
    direction[axis] = 1.0;
    take_off(&mut direction, earlier);
    direction
}

/// Takes the parts along `earlier` unit vectors off, twice for stability (Giraud et al. 2005).
fn take_off(direction: &mut [f64], earlier: &[Vec<f64>]) {
    for earlier in earlier.iter().chain(earlier) {
        let along = dot_f64(direction, earlier);
        direction.iter_mut().zip(earlier).for_each(|(entry, earlier)| *entry -= along * earlier);
    }
}

/// Makes a vector one of length 1 whose entry of largest absolute value is positive; the first of them, if several are as
/// large but for rounding.
pub(super) fn fix_sign_and_length(vector: &mut [f64]) {
    let size = vector.iter().fold(0.0, |size: f64, entry| size.max(entry.abs()));
    let largest = vector.iter().find(|entry| entry.abs() >= (1.0 - 1e-9) * size).copied().unwrap_or(0.0);
    let length = dot_f64(vector, vector).sqrt();
    let factor = if largest < 0.0 { -1.0 / length } else { 1.0 / length };
    vector.iter_mut().for_each(|entry| *entry *= factor);
}
