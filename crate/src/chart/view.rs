//! From the plane and its heights to the drawing: a parallel projection, as whoever turns the picture has chosen it.

use crate::error::{Error, Result};

/// Where a place of the drawn rectangle appears: right = along the columns, up = along the rows, level = its height.
///
/// A parallel projection is affine, so eight numbers say all of it. Who holds the camera makes them; this module only uses
/// them, and the page reads places from pixels by the very same numbers.
#[derive(Clone, Copy, Debug)]
pub struct SurfaceView {
    origin: [f64; 2],
    columns: [f64; 2],
    rows: [f64; 2],
    level: [f64; 2],
    /// Horizontal direction towards the viewer, along columns and rows; of length 1.
    toward: [f64; 2],
}

impl SurfaceView {
    /// `view` holds, in CSS pixels from the upper left corner: x and y of the first column in the first row at level 0, then how
    /// far x and y go from the first column to the last, from the first row to the last, and from level 0 to level 1.
    ///
    /// # Errors
    /// Names `view` if it has not eight finite numbers.
    pub fn new(view: &[f64]) -> Result<Self> {
        let &[x, y, xa, ya, xb, yb, xh, yh] = view else {
            return Err(Error::new("view", format!("must be 8 numbers, got {}", view.len())));
        };
        if !view.iter().all(|part| part.is_finite()) {
            return Err(Error::new("view", "must hold finite numbers only"));
        }
        // To the right on the screen is a direction of the plane; towards the viewer is a quarter turn from it.
        let length = (xa * xa + xb * xb).sqrt().max(f64::MIN_POSITIVE);
        let toward = [xb / length, -xa / length];
        Ok(Self { origin: [x, y], columns: [xa, ya], rows: [xb, yb], level: [xh, yh], toward })
    }

    /// CSS pixels of a place: shares of the way along columns and rows, and a level.
    pub(super) fn place(&self, [right, up, level]: [f64; 3]) -> [f64; 2] {
        [0, 1].map(|axis| {
            self.origin[axis] + self.columns[axis] * right + self.rows[axis] * up + self.level[axis] * level
        })
    }

    /// For columns and rows, whether the farthest are those with the highest index.
    pub(super) fn far_ends(&self) -> [bool; 2] {
        self.toward.map(|part| part < 0.0)
    }

    /// Horizontal direction towards the light, which stays at the viewer's left hand: slopes read alike from every side.
    pub(super) fn light(&self) -> [f64; 2] {
        const ASIDE: f64 = 0.95;
        let [a, b] = self.toward;
        let (sine, cosine) = ASIDE.sin_cos();
        // To the right on the screen is (-b, a).
        [cosine * a + sine * b, cosine * b - sine * a]
    }
}
