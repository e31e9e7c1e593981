//! Heights of the mountain for the sampling worker.

use crate::dataset::Dataset;
use crate::error::{Error, Result};
use crate::experiment::Spec;
use crate::landscape::{Plane, PlaneKind, Sampler};
use crate::network::Mlp;
use wasm_bindgen::prelude::wasm_bindgen;

/// The most points of a row: more than a screen has.
const MAX_POINTS: usize = 4096;

/// The loss over a plane, row by row.
#[wasm_bindgen]
#[derive(Debug)]
pub struct SurfaceSampler {
    sampler: Sampler,
}

#[wasm_bindgen]
impl SurfaceSampler {
    /// A sampler for the network and the training rows of a spec (JSON). `file` is the table of its data set, as for a
    /// session.
    ///
    /// # Errors
    /// Names the field whose value is not accepted, `file` if it is missing or not wanted, or the line and column of it
    /// that cannot be read.
    #[wasm_bindgen(constructor)]
    pub fn new(spec_json: &str, file: Option<Vec<u8>>) -> Result<Self> {
        let spec = Spec::from_json(spec_json)?;
        let data = Dataset::with_file(&spec.dataset_config(), file.as_deref())?;
        let mlp = Mlp::new(spec.model(&data))?;
        let loss = spec.loss(&data)?;
        Ok(Self { sampler: Sampler::new(mlp, data.train, loss)? })
    }

    /// The plane of the rows to come, as a session laid it.
    ///
    /// # Errors
    /// Names `origin`, `d1`, `d2` or `plane` if the vectors span no plane or belong to another network.
    pub fn set_plane(&mut self, origin: Vec<f32>, d1: Vec<f32>, d2: Vec<f32>) -> Result<()> {
        // How the directions were chosen makes no difference to heights.
        let plane = Plane::new(PlaneKind::Random, origin, d1, d2)?;
        self.sampler.set_plane(plane)
    }

    /// Losses over all training rows at (a, b) for each of `a_values`, at most 4096; they may be infinite or NaN.
    ///
    /// # Errors
    /// Names `a_values` if there are too many, `plane` if there is none yet.
    pub fn row(&mut self, a_values: &[f32], b: f32) -> Result<Vec<f32>> {
        if a_values.len() > MAX_POINTS {
            let problem = format!("must be at most {MAX_POINTS} numbers, got {}", a_values.len());
            return Err(Error::new("a_values", problem));
        }
        let mut losses = vec![0.0; a_values.len()];
        self.sampler.row(a_values, b, &mut losses)?;
        Ok(losses)
    }
}
