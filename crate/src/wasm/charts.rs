//! Charts on a canvas of the page.

use super::canvas::MeasuredCanvas;
use super::chart_style::ChartStyle;
use super::convert::object;
use crate::chart::{GradientBars, LossChart, Series, Surface, SurfaceMarks, SurfaceView};
use crate::diagnostics::mean_field;
use crate::error::Result;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlCanvasElement;

/// Draws loss or accuracy against step: 5 numbers a point, as `Session.curve` gives them, one run after the other.
/// Labels: `{"step": word, "measure": "loss" | "accuracy", "axis": "auto" | "linear" | "log", "events": [{"step", "kind": "rate" |
/// "drop" | "weight" | "branch" | "diverged" | "best" | "test", "value": number or null}, …], "curves": [{"points": count, "series": "plain" | "skip" | "lead" |
/// "first" | "second" | "third"}, …], "validation": number of the curve whose validation rows are drawn, "test": [step, value, …] of the first}`, the
/// run of the spec first.
///
/// # Errors
/// Names the argument that is wrong.
#[wasm_bindgen]
pub fn draw_loss_chart(canvas: HtmlCanvasElement, curves: &[f32], labels_json: &str, style: &ChartStyle) -> Result<()> {
    let chart = LossChart::new(curves, object("labels", labels_json)?)?;
    chart.draw(MeasuredCanvas::new(canvas)?, &style.style)
}

/// Draws log₁₀ of a size of each layer, such as its gradient's norm, and of the run before beside it.
/// Labels: `{"layer": word, "below": words for exact zeros, "series": …, "previous_series": "plain" | "skip", "theory":
/// {"slope": decades a layer on the way back, "bars": "previous" | "now"}, "foot": where the axis ends at least, "blocked_word": word,
/// "blocked": [share of units blocked on every row, share of rows and units, …] two a layer, "previous_blocked": the same}`.
///
/// # Errors
/// Names the argument that is wrong.
#[wasm_bindgen]
pub fn draw_gradient_chart(
    canvas: HtmlCanvasElement,
    log10_norms: &[f32],
    previous: Option<Vec<f32>>,
    labels_json: &str,
    style: &ChartStyle,
) -> Result<()> {
    let previous = previous.unwrap_or_default();
    let chart = GradientBars::new(log10_norms, &previous, object("labels", labels_json)?)?;
    chart.draw(MeasuredCanvas::new(canvas)?, &style.style)
}

/// Decades that theory expects a gradient to change by with each layer on the way back through a wide plain network with fresh weights:
/// negative where it vanishes. NaN where there is no such theory. The names are those of a spec.
#[wasm_bindgen]
#[must_use]
pub fn gradient_slope(activation: &str, init: &str, gain: f64, variance: f64) -> f64 {
    mean_field::gradient_slope(activation, init, gain, variance).unwrap_or(f64::NAN)
}

/// Draws a loss surface in three dimensions: `levels` row-major `[b][a]`, 0 to 1 in the drawn range and more above it, `contours`
/// the levels of its lines. `veil` holds the levels of a second surface over the same points or nothing; its colour is `#rrggbb`.
/// `view` says where it stands, in CSS pixels: x, y of the first point at level 0, and how far x, y go over all columns, over all
/// rows, and from level 0 to 1.
///
/// # Errors
/// Names the argument that is wrong.
#[wasm_bindgen]
#[expect(clippy::too_many_arguments, reason = "one call a picture; each argument is named in the generated types")]
pub fn draw_surface_chart(
    canvas: HtmlCanvasElement,
    levels: &[f32],
    columns: usize,
    contours: &[f32],
    veil: &[f32],
    veil_colour: &str,
    view: &[f64],
    style: &ChartStyle,
) -> Result<()> {
    let chart = Surface::new(levels, columns, contours)?.with_veil(veil, veil_colour)?;
    chart.draw(MeasuredCanvas::new(canvas)?, &style.style, &SurfaceView::new(view)?)
}

/// Draws paths, balls and landings over a surface, on a canvas of their own that is clear. `marks` has 4 numbers a point: shares of
/// the way along columns and rows, level, how clearly it is seen; of each run three parts that end with NaN: path (ball last), point
/// of the sheet below the ball, landing. Looks: `["lead" | "first" | "second" | "third", …]`, one a run.
///
/// # Errors
/// Names the argument that is wrong.
#[wasm_bindgen]
pub fn draw_surface_marks(
    canvas: HtmlCanvasElement,
    marks: &[f32],
    looks_json: &str,
    view: &[f64],
    style: &ChartStyle,
) -> Result<()> {
    let looks: Vec<Series> = object("looks", looks_json)?;
    SurfaceMarks::new(marks, &looks)?.draw(MeasuredCanvas::new(canvas)?, &style.style, &SurfaceView::new(view)?)
}
