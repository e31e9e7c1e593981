//! Heights of the mountain for the sampling worker.

use super::convert::count;
use crate::error::{Error, Result};
use crate::experiment::{Ground, Spec};
use crate::landscape::{self, Plane, PlaneKind};
use wasm_bindgen::prelude::wasm_bindgen;

/// The most points of a row: more than a screen has.
const MAX_POINTS: usize = 4096;

/// The loss over a plane, row by row.
#[wasm_bindgen]
#[derive(Debug)]
pub struct SurfaceSampler {
    ground: Ground,
}

#[wasm_bindgen]
impl SurfaceSampler {
    /// A sampler for what a spec (JSON) minimises, over its training rows. The vectors of a plane are as long as the run
    /// has parameters that train: two for the problems of two parameters. `file` is the table
    /// of its data set, as for a session.
    ///
    /// # Errors
    /// Names the field whose value is not accepted, `file` if it is missing or not wanted, or the line and column of it
    /// that cannot be read.
    #[wasm_bindgen(constructor)]
    pub fn new(spec_json: &str, file: Option<Vec<u8>>) -> Result<Self> {
        Ok(Self { ground: Ground::new(&Spec::from_json(spec_json)?, file.as_deref())? })
    }

    /// Which rows the losses of the rows to come are taken over: `train` or `validation`. The plane stays.
    ///
    /// # Errors
    /// Names `rows` if it is another word, or if the problem has no such rows; then the old ones stay.
    pub fn use_rows(&mut self, rows: &str) -> Result<()> {
        self.ground.use_rows(rows)
    }

    /// From now on losses are taken over the mini-batch that the run looks at in the step that leaves `step` (from 0): the
    /// ground under the ball in stochastic gradient descent. The plane stays. Steps in ascending order are cheap.
    ///
    /// # Errors
    /// Names `step` unless it is a whole number from 0, `batch_size` if each step of this run takes all rows.
    pub fn use_batch(&mut self, step: f64) -> Result<()> {
        self.ground.use_batch(count("step", step)?)
    }

    /// What one height costs over all training rows, in multiplications with their additions.
    #[must_use]
    pub fn work_per_height(&self) -> f64 {
        self.ground.work_per_height() as f64
    }

    /// The plane of the rows to come, as a session laid it.
    ///
    /// # Errors
    /// Names `origin`, `d1`, `d2` or `plane` if the vectors span no plane or belong to another network.
    pub fn set_plane(&mut self, origin: Vec<f32>, d1: Vec<f32>, d2: Vec<f32>) -> Result<()> {
        // How the directions were chosen makes no difference to heights.
        let plane = Plane::new(PlaneKind::Random, origin, d1, d2)?;
        self.ground.set_plane(plane)
    }

    /// Losses over the chosen rows (all training rows, if none were chosen) at (a, b) for each of `a_values`, at most 4096;
    /// they may be infinite or NaN.
    ///
    /// # Errors
    /// Names `a_values` if there are too many, `plane` if there is none yet.
    pub fn row(&mut self, a_values: &[f32], b: f32) -> Result<Vec<f32>> {
        if a_values.len() > MAX_POINTS {
            let problem = format!("must be at most {MAX_POINTS} numbers, got {}", a_values.len());
            return Err(Error::new("a_values", problem));
        }
        let mut losses = vec![0.0; a_values.len()];
        self.ground.row(a_values, b, &mut losses)?;
        Ok(losses)
    }
}

/// Counts on a grid of heights, row by row with `columns` a row: how many points inside are lower than their eight
/// neighbours, and the share of steps away from the middle that go down, 0 to 1.
///
/// # Errors
/// Names `heights` unless they are a grid of at least 3 by 3 points.
#[wasm_bindgen]
pub fn relief(heights: &[f32], columns: u32) -> Result<Vec<f64>> {
    let seen = landscape::relief(heights, columns as usize)?;
    Ok(vec![seen.minima as f64, seen.downward])
}
