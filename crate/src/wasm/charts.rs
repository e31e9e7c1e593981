//! Charts on a canvas of the page.

use super::canvas::MeasuredCanvas;
use super::convert::object;
use crate::chart::{GradientBars, LossChart, Style, Surface};
use crate::error::Result;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlCanvasElement;

/// Colours, font and pixels per CSS pixel of a chart.
#[wasm_bindgen]
#[derive(Debug)]
pub struct ChartStyle {
    style: Style,
}

#[wasm_bindgen]
impl ChartStyle {
    /// Reads `{"scale":2,"ink":"#…","soft":…,"line":…,"plain":…,"skip":…,"accent":…,"runs":[…,…,…],"panel":…,"font":"sans-serif"}`.
    ///
    /// # Errors
    /// Names the field that is wrong.
    #[wasm_bindgen(constructor)]
    pub fn new(json: &str) -> Result<Self> {
        Ok(Self { style: Style::from_json(json)? })
    }
}

/// Draws loss or accuracy against step: 5 numbers a point, as `Session.curve` gives them, one run after the other.
/// Labels: `{"step": word, "measure": "loss" | "accuracy", "curves": [{"points": count, "series": "plain" | "skip" | "lead" |
/// "first" | "second" | "third"}, …]}`, the run of the spec first.
///
/// # Errors
/// Names the argument that is wrong.
#[wasm_bindgen]
pub fn draw_loss_chart(canvas: HtmlCanvasElement, curves: &[f32], labels_json: &str, style: &ChartStyle) -> Result<()> {
    let chart = LossChart::new(curves, object("labels", labels_json)?)?;
    chart.draw(MeasuredCanvas::new(canvas)?, &style.style)
}

/// Draws log₁₀ of the gradient norm of each layer, and of the run before beside it.
/// Labels: `{"layer": word, "below": words for exact zeros, "series": …, "previous_series": "plain" | "skip"}`.
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

/// Draws a loss surface in three dimensions: `heights` row-major `[b][a]`, `extent` a₀, a₁, b₀, b₁, `marks` a, b, height
/// for each point of the path, the ball last; angles in radians. Labels: `{"height": what the heights are}`.
///
/// # Errors
/// Names the argument that is wrong.
#[wasm_bindgen]
#[expect(clippy::too_many_arguments, reason = "one call a picture; each argument is named in the generated types")]
pub fn draw_surface_chart(
    canvas: HtmlCanvasElement,
    heights: &[f32],
    columns: usize,
    extent: &[f32],
    marks: &[f32],
    yaw: f64,
    pitch: f64,
    labels_json: &str,
    style: &ChartStyle,
) -> Result<()> {
    let chart = Surface::new(heights, columns, extent, marks, object("labels", labels_json)?)?;
    chart.draw(MeasuredCanvas::new(canvas)?, &style.style, yaw, pitch)
}
