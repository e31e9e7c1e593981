//! Pictures of a fit and of clusters on a canvas of the page. Their `labels` are [`crate::chart::FitLabels`] as JSON:
//! `{"window": [x₀, x₁, y₀, y₁], "units": [[mean, deviation], …], "colours": ["#…", …], "classes": 0, "range": [low, high]}`.
//! Each says which rectangle of the canvas its window fills: left, top, width and height in pixels.

use super::canvas::MeasuredCanvas;
use super::chart_style::ChartStyle;
use super::convert::object;
use crate::chart::{ClusterMap, FitLine, FitMap, FitScatter, Placed};
use crate::error::Result;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlCanvasElement;

/// Draws answers over two inputs: `field` as `Answers.field` gives it (empty for none), `rows` with x, y, wanted,
/// answered and part (0 training, 1 validation, 2 test) each.
///
/// # Errors
/// Names the argument that is wrong.
#[wasm_bindgen]
pub fn draw_fit_map(
    canvas: HtmlCanvasElement,
    field: &[f32],
    columns: usize,
    rows: &[f32],
    labels_json: &str,
    style: &ChartStyle,
) -> Result<Vec<i32>> {
    let chart = FitMap::new(field, columns, rows, &object("labels", labels_json)?)?;
    Ok(edges(chart.draw(MeasuredCanvas::new(canvas)?, &style.style)?))
}

/// Draws answers over one input; arguments as for `draw_fit_map`.
///
/// # Errors
/// Names the argument that is wrong.
#[wasm_bindgen]
pub fn draw_fit_line(
    canvas: HtmlCanvasElement,
    field: &[f32],
    rows: &[f32],
    labels_json: &str,
    style: &ChartStyle,
) -> Result<Vec<i32>> {
    let chart = FitLine::new(field, rows, &object("labels", labels_json)?)?;
    Ok(edges(chart.draw(MeasuredCanvas::new(canvas)?, &style.style)?))
}

/// Draws answered against wanted numbers; arguments as for `draw_fit_map`.
///
/// # Errors
/// Names the argument that is wrong.
#[wasm_bindgen]
pub fn draw_fit_scatter(
    canvas: HtmlCanvasElement,
    rows: &[f32],
    labels_json: &str,
    style: &ChartStyle,
) -> Result<Vec<i32>> {
    let chart = FitScatter::new(rows, &object("labels", labels_json)?)?;
    Ok(edges(chart.draw(MeasuredCanvas::new(canvas)?, &style.style)?))
}

/// Draws points (x, y and centre, −1 for none, each) and centres (x and y each).
///
/// # Errors
/// Names the argument that is wrong.
#[wasm_bindgen]
pub fn draw_cluster_map(
    canvas: HtmlCanvasElement,
    points: &[f32],
    centres: &[f32],
    labels_json: &str,
    style: &ChartStyle,
) -> Result<Vec<i32>> {
    let chart = ClusterMap::new(points, centres, &object("labels", labels_json)?)?;
    Ok(edges(chart.draw(MeasuredCanvas::new(canvas)?, &style.style)?))
}

fn edges(placed: Placed) -> Vec<i32> {
    vec![placed.left, placed.top, placed.width, placed.height]
}
