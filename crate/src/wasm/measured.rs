//! plotters' backends with a measure of text of our own.
//!
//! Left alone, plotters asks its font code how large a label is, and in a browser that appends a `<span>` with a style
//! attribute to the page and forces a layout: slow, at the mercy of the page's style sheet, and forbidden by a strict
//! Content-Security-Policy. `estimate_text_size` is the only door to that font code for a backend that draws its own text,
//! as plotters-canvas and the SVG writer do, so this wrapper closes it.

use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind};

/// How wide a text will be drawn, in the backend's pixels.
pub(super) trait TextWidth {
    fn width<S: BackendTextStyle>(&self, text: &str, style: &S) -> f64;
}

/// `backend` with the measure of text of `ruler`.
pub(super) struct Measured<B, W> {
    pub(super) backend: B,
    pub(super) ruler: W,
}

type Outcome<T, B> = std::result::Result<T, DrawingErrorKind<<B as DrawingBackend>::ErrorType>>;

impl<B: DrawingBackend, W: TextWidth> DrawingBackend for Measured<B, W> {
    type ErrorType = B::ErrorType;

    fn estimate_text_size<S: BackendTextStyle>(&self, text: &str, style: &S) -> Outcome<(u32, u32), B> {
        Ok((self.ruler.width(text, style).ceil() as u32, style.size().ceil() as u32))
    }

    fn get_size(&self) -> (u32, u32) {
        self.backend.get_size()
    }

    fn ensure_prepared(&mut self) -> Outcome<(), B> {
        self.backend.ensure_prepared()
    }

    fn present(&mut self) -> Outcome<(), B> {
        self.backend.present()
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Outcome<(), B> {
        self.backend.draw_pixel(point, color)
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Outcome<(), B> {
        self.backend.draw_line(from, to, style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Outcome<(), B> {
        self.backend.draw_rect(upper_left, bottom_right, style, fill)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Outcome<(), B> {
        self.backend.draw_path(path, style)
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Outcome<(), B> {
        self.backend.draw_circle(center, radius, style, fill)
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Outcome<(), B> {
        self.backend.fill_polygon(path, style)
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, place: BackendCoord) -> Outcome<(), B> {
        self.backend.draw_text(text, style, place)
    }
}
