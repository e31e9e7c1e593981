//! A plane on its way from the training worker to the sampling worker.

use crate::landscape::Plane;
use wasm_bindgen::prelude::wasm_bindgen;

/// A plane through the space of parameters and the rectangle of it to draw. Vectors are copies.
#[wasm_bindgen]
#[derive(Debug)]
pub struct PlaneData {
    plane: Plane,
}

impl PlaneData {
    pub(super) fn new(plane: &Plane) -> Self {
        Self { plane: plane.clone() }
    }
}

#[wasm_bindgen]
impl PlaneData {
    /// The parameters at (0, 0).
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn origin(&self) -> Vec<f32> {
        self.plane.origin().to_vec()
    }

    /// The first direction.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn d1(&self) -> Vec<f32> {
        self.plane.d1().to_vec()
    }

    /// The second direction.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn d2(&self) -> Vec<f32> {
        self.plane.d2().to_vec()
    }

    /// Where the drawn rectangle begins along the first direction.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn a_min(&self) -> f64 {
        self.plane.a_range()[0]
    }

    /// Where it ends.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn a_max(&self) -> f64 {
        self.plane.a_range()[1]
    }

    /// Where the drawn rectangle begins along the second direction.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn b_min(&self) -> f64 {
        self.plane.b_range()[0]
    }

    /// Where it ends.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn b_max(&self) -> f64 {
        self.plane.b_range()[1]
    }

    /// Half the longer diagonal of the rectangle, in units of the parameters.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn half_diagonal(&self) -> f64 {
        self.plane.half_diagonal()
    }

    /// Share of the path's variance along the first direction, 0 to 1; NaN for other planes.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn explained_1(&self) -> f64 {
        self.plane.explained().map_or(f64::NAN, |explained| explained.shares[0])
    }

    /// Share of the path's variance along the second direction; NaN for other planes.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn explained_2(&self) -> f64 {
        self.plane.explained().map_or(f64::NAN, |explained| explained.shares[1])
    }

    /// What `explained_1` is for a pure random walk of as many points: the null to hold it against.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn random_walk_1(&self) -> f64 {
        self.plane.explained().map_or(f64::NAN, |explained| explained.random_walk[0])
    }

    /// What `explained_2` is for a pure random walk.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn random_walk_2(&self) -> f64 {
        self.plane.explained().map_or(f64::NAN, |explained| explained.random_walk[1])
    }

    /// What it is, in the words of `Session.lay_plane`; it may differ from what was asked for if there was no path.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn kind(&self) -> String {
        self.plane.kind().name().to_owned()
    }
}
