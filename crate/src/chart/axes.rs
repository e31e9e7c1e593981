//! The quiet frame shared by the charts: grid lines from left to right, labels left of them, two words below.

use super::failed;
use super::style::Style;
use super::ticks::Ticks;
use crate::error::Result;
use plotters::chart::{ChartBuilder, ChartContext};
use plotters::coord::Shift;
use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::types::RangedCoordf64;
use plotters::drawing::{DrawingArea, IntoDrawingArea};
use plotters::element::PathElement;
use plotters::prelude::DrawingBackend;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use std::ops::Range;

/// CSS pixels: above the topmost line, so that its label is not cut.
const TOP: f64 = 8.0;
/// CSS pixels: right of the last value.
const RIGHT: f64 = 4.0;
/// CSS pixels: the line of words below.
const BOTTOM: f64 = 20.0;
/// CSS pixels: between a label and its line.
const GAP: f64 = 8.0;
/// CSS pixels: the least room for labels, so that the plot does not move when they change a little.
const LEAST_LEFT: f64 = 36.0;

pub(super) type Plot<'a, DB> = ChartContext<'a, DB, Cartesian2d<RangedCoordf64, RangedCoordf64>>;

/// The words below a chart.
pub(super) struct Footer {
    pub(super) left: String,
    pub(super) centre: String,
    pub(super) right: String,
}

/// The whole backend as an area filled with the ground colour; none if it has no pixels.
pub(super) fn ground<DB: DrawingBackend>(backend: DB, style: &Style) -> Result<Option<DrawingArea<DB, Shift>>> {
    let (width, height) = backend.get_size();
    if width == 0 || height == 0 {
        return Ok(None);
    }
    let area = backend.into_drawing_area();
    area.fill(&style.panel.rgb()).map_err(failed)?;
    Ok(Some(area))
}

/// Grid lines and labels on `area`, and the coordinates to draw in. `below` CSS pixels stay free under the lowest line.
pub(super) fn draw<'a, DB: DrawingBackend>(
    area: &'a DrawingArea<DB, Shift>,
    style: &Style,
    x: Range<f64>,
    y: &Ticks,
    below: f64,
    footer: &Footer,
) -> Result<Plot<'a, DB>> {
    let right = style.label(Pos::new(HPos::Right, VPos::Center));
    let mut widest = 0;
    for label in &y.labels {
        widest = area.estimate_text_size(label, &right).map_err(failed)?.0.max(widest);
    }
    let left = (widest as i32 + style.px(GAP + 2.0)).max(style.px(LEAST_LEFT));
    let (_, height) = area.dim_in_pixel();
    let room = f64::from(height as i32 - style.px(TOP) - style.px(BOTTOM)).max(1.0);
    let under = (y.high() - y.low()) * (f64::from(style.px(below)) / room).min(0.5);

    let mut plot = ChartBuilder::on(area)
        .margin_top(style.px(TOP))
        .margin_right(style.px(RIGHT))
        .y_label_area_size(left)
        .x_label_area_size(style.px(BOTTOM))
        .build_cartesian_2d(x.clone(), y.low() - under..y.high())
        .map_err(failed)?;

    let grid = style.stroke(style.line, 1.0);
    plot.draw_series(y.at.iter().map(|at| PathElement::new(vec![(x.start, *at), (x.end, *at)], grid)))
        .map_err(failed)?;
    for (at, label) in y.at.iter().zip(&y.labels) {
        let (edge, height) = plot.backend_coord(&(x.start, *at));
        area.draw_text(label, &right, (edge - style.px(GAP), height)).map_err(failed)?;
    }
    let (start, base) = plot.backend_coord(&(x.start, y.low() - under));
    let (end, _) = plot.backend_coord(&(x.end, y.low()));
    let base = base + style.px(5.0);
    for (text, side, place) in [
        (footer.left.as_str(), HPos::Left, start),
        (footer.centre.as_str(), HPos::Center, i32::midpoint(start, end)),
        (footer.right.as_str(), HPos::Right, end),
    ] {
        if !text.is_empty() {
            area.draw_text(text, &style.label(Pos::new(side, VPos::Top)), (place, base)).map_err(failed)?;
        }
    }
    Ok(plot)
}
