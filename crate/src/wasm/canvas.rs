//! plotters' canvas, measured by the canvas itself.

use super::measured::{Measured, TextWidth};
use crate::error::{Error, Result};
use plotters_backend::BackendTextStyle;
use plotters_canvas::CanvasBackend;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// A canvas knows how wide its text is.
impl TextWidth for CanvasRenderingContext2d {
    fn width<S: BackendTextStyle>(&self, text: &str, style: &S) -> f64 {
        // The same font as `CanvasBackend::draw_text` sets.
        self.set_font(&format!("{} {}px {}", style.style().as_str(), style.size(), style.family().as_str()));
        // A canvas that cannot measure (none is known) still gets a chart: 0.6 em is the width of a digit.
        let guess = 0.6 * style.size() * text.chars().count() as f64;
        self.measure_text(text).map_or(guess, |size| size.width())
    }
}

/// plotters' canvas with the canvas' own measure.
pub(super) type MeasuredCanvas = Measured<CanvasBackend, CanvasRenderingContext2d>;

impl MeasuredCanvas {
    /// # Errors
    /// Names `canvas` if it has no 2-D context (it may have one for WebGL already).
    pub(super) fn new(canvas: HtmlCanvasElement) -> Result<Self> {
        let context = canvas.get_context("2d").ok().flatten().and_then(|context| context.dyn_into().ok());
        let ruler: CanvasRenderingContext2d =
            context.ok_or_else(|| Error::new("canvas", "must be able to draw in two dimensions"))?;
        // Steep zig-zags would otherwise end in long spikes.
        ruler.set_line_join("round");
        let backend = CanvasBackend::with_canvas_object(canvas)
            .ok_or_else(|| Error::new("canvas", "must be able to draw in two dimensions"))?;
        Ok(Self { backend, ruler })
    }
}
