//! A canvas that measures text itself.
//!
//! Left alone, plotters asks its font code how large a label is, and in a browser that appends a `<span>` with a style
//! attribute to the page and forces a layout: slow, at the mercy of the page's style sheet, and forbidden by a strict
//! Content-Security-Policy. The canvas knows how wide its text is. `estimate_text_size` is the only door to that font code
//! for a backend that draws its own text, as plotters-canvas does, so this wrapper closes it.

use crate::error::{Error, Result};
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind};
use plotters_canvas::CanvasBackend;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

type Failure = <CanvasBackend as DrawingBackend>::ErrorType;
type Drawn = std::result::Result<(), DrawingErrorKind<Failure>>;

/// plotters' canvas with the canvas' own measure of text.
pub(super) struct MeasuredCanvas {
    canvas: CanvasBackend,
    context: CanvasRenderingContext2d,
}

impl MeasuredCanvas {
    /// # Errors
    /// Names `canvas` if it has no 2-D context (it may have one for WebGL already).
    pub(super) fn new(canvas: HtmlCanvasElement) -> Result<Self> {
        let context = canvas.get_context("2d").ok().flatten().and_then(|context| context.dyn_into().ok());
        let context: CanvasRenderingContext2d =
            context.ok_or_else(|| Error::new("canvas", "must be able to draw in two dimensions"))?;
        // Steep zig-zags would otherwise end in long spikes.
        context.set_line_join("round");
        let canvas = CanvasBackend::with_canvas_object(canvas)
            .ok_or_else(|| Error::new("canvas", "must be able to draw in two dimensions"))?;
        Ok(Self { canvas, context })
    }
}

impl DrawingBackend for MeasuredCanvas {
    type ErrorType = Failure;

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> std::result::Result<(u32, u32), DrawingErrorKind<Failure>> {
        // The same font as `CanvasBackend::draw_text` sets.
        self.context.set_font(&format!("{} {}px {}", style.style().as_str(), style.size(), style.family().as_str()));
        // A canvas that cannot measure (none is known) still gets a chart: 0.6 em is the width of a digit.
        let guess = 0.6 * style.size() * text.chars().count() as f64;
        let width = self.context.measure_text(text).map_or(guess, |size| size.width());
        Ok((width.ceil() as u32, style.size().ceil() as u32))
    }

    fn get_size(&self) -> (u32, u32) {
        self.canvas.get_size()
    }

    fn ensure_prepared(&mut self) -> Drawn {
        self.canvas.ensure_prepared()
    }

    fn present(&mut self) -> Drawn {
        self.canvas.present()
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Drawn {
        self.canvas.draw_pixel(point, color)
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.canvas.draw_line(from, to, style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn {
        self.canvas.draw_rect(upper_left, bottom_right, style, fill)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        self.canvas.draw_path(path, style)
    }

    fn draw_circle<S: BackendStyle>(&mut self, center: BackendCoord, radius: u32, style: &S, fill: bool) -> Drawn {
        self.canvas.draw_circle(center, radius, style, fill)
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        self.canvas.fill_polygon(path, style)
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, place: BackendCoord) -> Drawn {
        self.canvas.draw_text(text, style, place)
    }
}
