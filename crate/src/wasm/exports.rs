//! Charts as SVG files: the page's drawings with a title and a description inside, for paper and for readers.
//!
//! plotters' SVG writer would measure labels by adding elements to the page; here their width is estimated, and only the room left
//! for them depends on it.

use super::convert::object;
use super::measured::{Measured, TextWidth};
use crate::chart::{ClusterMap, ContourMap, FitLine, FitMap, FitScatter, GradientBars, LossChart, Style};
use crate::error::{Error, Result};
use plotters::backend::SVGBackend;
use plotters_backend::BackendTextStyle;
use serde::Deserialize;
use wasm_bindgen::prelude::wasm_bindgen;

/// Pixels along a side at most: what a poster needs.
const MAX_SIDE: u32 = 8192;

/// Size in CSS pixels, look, and words of a file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sheet {
    width: f64,
    height: f64,
    title: String,
    description: String,
}

/// Draws into a file and puts the words in.
fn file(sheet_json: &str, style_json: &str, draw: impl FnOnce(Svg<'_>, &Style) -> Result<()>) -> Result<String> {
    let sheet: Sheet = object("sheet", sheet_json)?;
    let style = Style::from_json(style_json)?;
    let pixels = |name: &str, length: f64| {
        let side = (length * style.scale).round();
        if (1.0..=f64::from(MAX_SIDE)).contains(&side) {
            Ok(side as u32)
        } else {
            Err(Error::new(name, format!("must be 1 to {MAX_SIDE} pixels after scaling, got {side}")))
        }
    };
    let size = (pixels("width", sheet.width)?, pixels("height", sheet.height)?);
    let mut text = String::new();
    draw(Measured { backend: SVGBackend::with_string(&mut text, size), ruler: Estimate }, &style)?;
    let (head, body) = text.split_once('>').ok_or_else(|| Error::new("chart", "could not be drawn"))?;
    // The file is shown at its size in CSS pixels, whatever it was drawn with.
    let head = head.replacen(&format!("width=\"{}\"", size.0), &format!("width=\"{}\"", sheet.width), 1).replacen(
        &format!("height=\"{}\"", size.1),
        &format!("height=\"{}\"", sheet.height),
        1,
    );
    let (title, description) = (escaped(&sheet.title), escaped(&sheet.description));
    Ok(format!("{head} role=\"img\">\n<title>{title}</title>\n<desc>{description}</desc>{body}"))
}

/// Text that can be no markup. Characters that XML does not allow are left out.
fn escaped(text: &str) -> String {
    let allowed = text.chars().filter(|c| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}'));
    let mut safe = String::new();
    for character in allowed {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            other => safe.push(other),
        }
    }
    safe
}

/// Loss or accuracy against step: see `draw_loss_chart`. The sheet is `{"width", "height", "title", "description"}` in CSS pixels, the
/// style that of `ChartStyle`.
///
/// # Errors
/// Names the argument that is wrong.
#[wasm_bindgen]
pub fn svg_loss_chart(curves: &[f32], labels_json: &str, sheet_json: &str, style_json: &str) -> Result<String> {
    let chart = LossChart::new(curves, object("labels", labels_json)?)?;
    file(sheet_json, style_json, |svg, style| chart.draw(svg, style))
}

/// log₁₀ of the gradient norm of each layer: see `draw_gradient_chart`.
///
/// # Errors
/// Names the argument that is wrong.
#[wasm_bindgen]
pub fn svg_gradient_chart(
    log10_norms: &[f32],
    previous: Option<Vec<f32>>,
    labels_json: &str,
    sheet_json: &str,
    style_json: &str,
) -> Result<String> {
    let previous = previous.unwrap_or_default();
    let chart = GradientBars::new(log10_norms, &previous, object("labels", labels_json)?)?;
    file(sheet_json, style_json, |svg, style| chart.draw(svg, style))
}

/// The loss surface from above: `heights` row-major `[b][a]`, `extent` a₀, a₁, b₀, b₁, `paths` a, b of each point, pairs of NaN
/// between paths. Labels: `{"a", "b", "height": words, "low", "high": losses at the ends of the colours, "levels": losses of the
/// lines, "logarithmic": whether colours follow the logarithm}`.
///
/// # Errors
/// Names the argument that is wrong.
#[wasm_bindgen]
pub fn svg_contour_map(
    heights: &[f32],
    columns: usize,
    extent: &[f32],
    paths: &[f32],
    labels_json: &str,
    sheet_json: &str,
    style_json: &str,
) -> Result<String> {
    let map = ContourMap::new(heights, columns, extent, paths, object("labels", labels_json)?)?;
    file(sheet_json, style_json, |svg, style| map.draw(svg, style))
}

/// What a network answers over two inputs: `field` has answer and probability of each point of a grid, `[row][column]` from the low
/// ends (empty for none), `rows` x, y, wanted, answered and part (0 training, 1 validation, 2 test) each, all in the units of the
/// network; [`crate::chart::FitLabels`] as JSON say how labels are made of them. See `draw_fit_map`.
///
/// # Errors
/// Names the argument that is wrong.
#[wasm_bindgen]
pub fn svg_fit_map(
    field: &[f32],
    columns: usize,
    rows: &[f32],
    labels_json: &str,
    sheet_json: &str,
    style_json: &str,
) -> Result<String> {
    let chart = FitMap::new(field, columns, rows, &object("labels", labels_json)?)?;
    file(sheet_json, style_json, |svg, style| chart.draw(svg, style).map(|_| ()))
}

/// Answers over one input, from its low end to its high end; arguments as for `svg_fit_map`. See `draw_fit_line`.
///
/// # Errors
/// Names the argument that is wrong.
#[wasm_bindgen]
pub fn svg_fit_line(
    field: &[f32],
    rows: &[f32],
    labels_json: &str,
    sheet_json: &str,
    style_json: &str,
) -> Result<String> {
    let chart = FitLine::new(field, rows, &object("labels", labels_json)?)?;
    file(sheet_json, style_json, |svg, style| chart.draw(svg, style).map(|_| ()))
}

/// Answered against wanted numbers; arguments as for `svg_fit_map`. See `draw_fit_scatter`.
///
/// # Errors
/// Names the argument that is wrong.
#[wasm_bindgen]
pub fn svg_fit_scatter(rows: &[f32], labels_json: &str, sheet_json: &str, style_json: &str) -> Result<String> {
    let chart = FitScatter::new(rows, &object("labels", labels_json)?)?;
    file(sheet_json, style_json, |svg, style| chart.draw(svg, style).map(|_| ()))
}

/// Points (x, y and number of the centre, −1 for none, each) and centres (x and y each), in the units of the network; labels as for
/// `svg_fit_map`. See `draw_cluster_map`.
///
/// # Errors
/// Names the argument that is wrong.
#[wasm_bindgen]
pub fn svg_cluster_map(
    points: &[f32],
    centres: &[f32],
    labels_json: &str,
    sheet_json: &str,
    style_json: &str,
) -> Result<String> {
    let chart = ClusterMap::new(points, centres, &object("labels", labels_json)?)?;
    file(sheet_json, style_json, |svg, style| chart.draw(svg, style).map(|_| ()))
}

/// Widths of a text that nobody measures: a file is read by many programs, each with fonts of its own.
struct Estimate;

impl TextWidth for Estimate {
    fn width<S: BackendTextStyle>(&self, text: &str, style: &S) -> f64 {
        // Chinese characters are as wide as high; digits and most letters about 0.6 of it.
        let ems: f64 = text.chars().map(|character| if character > '\u{2e7f}' { 1.0 } else { 0.6 }).sum();
        ems * style.size()
    }
}

type Svg<'a> = Measured<SVGBackend<'a>, Estimate>;
