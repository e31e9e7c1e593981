//! Points that find groups by themselves, for the page's own thread.

use crate::clusters::{self, StartRule};
use crate::error::{Error, Result};
use wasm_bindgen::prelude::wasm_bindgen;

/// k-means, one half-step at a time: every point chooses the nearest centre, then every centre moves to the mean of its
/// points. An equal distance goes to the first centre, a centre without points stays where it is.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Clusters {
    clusters: clusters::Clusters,
}

#[wasm_bindgen]
impl Clusters {
    /// Takes points row by row (`[point][feature]`) and draws the first centres among them: by `plus_plus` (far points are
    /// likelier) or as `random_points`. The same seed gives the same centres.
    ///
    /// # Errors
    /// Names `points`, `features`, `clusters` or `start` and what it accepts.
    #[wasm_bindgen(constructor)]
    pub fn new(points: &[f32], features: usize, clusters: usize, start: &str, seed: u32) -> Result<Self> {
        let rule =
            StartRule::from_name(start).ok_or_else(|| Error::new("start", "must be plus_plus or random_points"))?;
        Ok(Self { clusters: clusters::Clusters::new(&wide(points), features, clusters, rule, seed)? })
    }

    /// What the next half-step will do: `assign`, `move` or `rest`.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn next(&self) -> String {
        self.clusters.next().name().to_owned()
    }

    /// The sum of squared distances of points to their centres; no half-step makes it larger.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn inertia(&self) -> f64 {
        self.clusters.inertia()
    }

    /// Makes the next half-step and returns its name; `rest` changes nothing.
    pub fn half_step(&mut self) -> String {
        self.clusters.half_step().name().to_owned()
    }

    /// Makes half-steps until all is at rest, at most so many, and returns how many were made.
    pub fn settle(&mut self, at_most: usize) -> usize {
        self.clusters.settle(at_most)
    }

    /// All points, `[point][feature]`.
    #[must_use]
    pub fn points(&self) -> Vec<f32> {
        narrow(self.clusters.points())
    }

    /// All centres, `[centre][feature]`.
    #[must_use]
    pub fn centres(&self) -> Vec<f32> {
        narrow(self.clusters.centres())
    }

    /// The centre of each point, from 0; −1 for a point that has not chosen yet.
    #[must_use]
    pub fn labels(&self) -> Vec<i16> {
        self.clusters.labels().map(|label| label.map_or(-1, |label| label as i16)).collect()
    }

    /// Adds a point and returns its number; it chooses at the next assignment.
    ///
    /// # Errors
    /// Names `point` or `points` and what it accepts.
    pub fn add_point(&mut self, point: &[f32]) -> Result<usize> {
        self.clusters.add_point(&wide(point))
    }

    /// Moves a point; it keeps its centre until the next assignment.
    ///
    /// # Errors
    /// Names `index` or `point` and what it accepts.
    pub fn move_point(&mut self, index: usize, point: &[f32]) -> Result<()> {
        self.clusters.move_point(index, &wide(point))
    }

    /// Takes a point away; those behind it move up by one number.
    ///
    /// # Errors
    /// Names `index` or `points` and what it accepts.
    pub fn remove_point(&mut self, index: usize) -> Result<()> {
        self.clusters.remove_point(index)
    }

    /// Puts a centre somewhere else; points choose anew at the next assignment.
    ///
    /// # Errors
    /// Names `index` or `point` and what it accepts.
    pub fn move_centre(&mut self, index: usize, point: &[f32]) -> Result<()> {
        self.clusters.move_centre(index, &wide(point))
    }
}

fn wide(numbers: &[f32]) -> Vec<f64> {
    numbers.iter().copied().map(f64::from).collect()
}

fn narrow(numbers: &[f64]) -> Vec<f32> {
    numbers.iter().map(|&number| number as f32).collect()
}
