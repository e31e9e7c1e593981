//! Drawings of numbers: the loss curve, the gradient that reaches each layer, what a network answers, points that find groups, the
//! loss surface where there is no WebGL2.
//!
//! Every drawing is generic over plotters' `DrawingBackend` and sees slices only. The same code draws on a canvas, into an
//! SVG file and into snapshot tests. It knows no network, no page and no language: the few words in a drawing come in with
//! the numbers, and titles belong to the page, where they can be read aloud and translated.
//!
//! plotters counts in whole pixels, and curves drawn at one pixel a CSS pixel look stepped. So every length here is
//! multiplied by [`Style::scale`]: the canvas gets `scale` pixels for each CSS pixel, and the browser shrinks it.

mod axes;
mod cluster_map;
mod colour_map;
mod contour_lines;
mod contour_map;
mod events;
mod fit_line;
mod fit_map;
mod fit_marks;
mod gradient;
mod loss;
mod marks;
mod style;
mod surface;
mod ticks;
mod view;

pub use cluster_map::ClusterMap;
pub use colour_map::viridis;
pub use contour_map::{ContourMap, MapLabels};
pub use events::{Event, Happening};
pub use fit_line::{FitLine, FitScatter};
pub use fit_map::FitMap;
pub use fit_marks::{FitLabels, Placed, ROW_STRIDE};
pub use gradient::{GradientBars, GradientLabels, Side, Theory};
pub use loss::{CURVE_STRIDE, CurveLabel, LossAxis, LossChart, LossLabels, Measure};
pub use marks::{MARK_STRIDE, SurfaceMarks};
pub use style::{Colour, Series, Style};
pub use surface::Surface;
pub use view::SurfaceView;

use crate::error::Error;

/// A backend that failed (a canvas without a 2-D context, a file that cannot be written).
fn failed(error: impl std::fmt::Display) -> Error {
    Error::new("chart", format!("could not be drawn: {error}"))
}
