//! What happened to a run, marked in its curve: by a shape each, not by colour alone.

use super::axes::Plot;
use super::failed;
use super::style::{Colour, Style, filled};
use crate::error::{Error, Result};
use plotters::coord::Shift;
use plotters::drawing::DrawingArea;
use plotters::element::{Circle, PathElement, Polygon, Rectangle};
use plotters::prelude::DrawingBackend;
use serde::Deserialize;

/// More marks than this would hide the curve.
const MAX_EVENTS: usize = 64;
/// CSS pixels: half the width of a mark.
const HALF: f64 = 4.0;

/// What it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Happening {
    /// The learning rate was changed by hand: a line and a triangle.
    Rate,
    /// The ball was put down by hand: a line and a disc.
    Drop,
    /// A weight was set by hand: the same.
    Weight,
    /// Another run leaves: a line and a diamond.
    Branch,
    /// A run left the numbers: a cross.
    Diverged,
    /// The validation loss was at its lowest: a ring on its curve.
    Best,
    /// The test was opened: a square at what it said.
    Test,
}

/// A mark at a step.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// The step.
    pub step: f64,
    /// What it was.
    pub kind: Happening,
    /// The loss or accuracy that was met there, for what lies on a curve.
    #[serde(default)]
    pub value: Option<f64>,
}

/// Whether these can be drawn.
///
/// # Errors
/// Names `events` if there are more than 64 or a step is not a finite number.
pub(super) fn check(events: &[Event]) -> Result<()> {
    if events.len() > MAX_EVENTS {
        return Err(Error::new("events", format!("must be at most {MAX_EVENTS}, got {}", events.len())));
    }
    match events.iter().position(|event| !event.step.is_finite()) {
        None => Ok(()),
        Some(at) => Err(Error::new(format!("events[{at}].step"), "must be a finite number")),
    }
}

/// Draws the marks whose steps lie on the axis. `ends` are the lower and the upper end of the axis upwards, `height` says where a
/// value lies on it.
pub(super) fn draw<DB: DrawingBackend>(
    events: &[Event],
    area: &DrawingArea<DB, Shift>,
    plot: &Plot<'_, DB>,
    style: &Style,
    (last_step, ends): (f64, [f64; 2]),
    height: impl Fn(f64) -> f64,
) -> Result<()> {
    let half = style.px(HALF);
    let shape = |corners: &[(i32, i32)], (x, y): (i32, i32), colour: Colour| {
        let corners: Vec<_> = corners.iter().map(|(right, down)| (x + right * half / 4, y + down * half / 4)).collect();
        area.draw(&Polygon::new(corners, filled(colour))).map_err(failed)
    };
    for event in events.iter().filter(|event| (0.0..=last_step).contains(&event.step)) {
        let (x, top) = plot.backend_coord(&(event.step, ends[1]));
        let (_, base) = plot.backend_coord(&(event.step, ends[0]));
        // What has a place on a curve stands there, at the edge if it lies beyond.
        let place = event.value.map(&height).filter(|at| at.is_finite()).map(|at| at.clamp(ends[0], ends[1]));
        let there = place.map_or((x, top + half), |at| plot.backend_coord(&(event.step, at)));
        if matches!(event.kind, Happening::Rate | Happening::Drop | Happening::Weight | Happening::Branch) {
            let line =
                PathElement::new(vec![(x, top), (x, base)], style.stroke(style.soft.mix(style.panel, 0.45), 1.0));
            area.draw(&line).map_err(failed)?;
        }
        match event.kind {
            Happening::Rate => shape(&[(-4, 0), (4, 0), (0, 6)], (x, top), style.soft)?,
            Happening::Branch => shape(&[(0, -1), (4, 3), (0, 7), (-4, 3)], (x, top), style.soft)?,
            Happening::Drop | Happening::Weight => {
                area.draw(&Circle::new((x, top + half), half * 3 / 4, filled(style.soft))).map_err(failed)?;
            }
            Happening::Diverged => {
                let stroke = style.stroke(style.accent, 2.0);
                for (from, to) in [((-1, -1), (1, 1)), ((-1, 1), (1, -1))] {
                    let ends = [from, to].map(|(right, down)| (there.0 + right * half, there.1 + down * half));
                    area.draw(&PathElement::new(ends.to_vec(), stroke)).map_err(failed)?;
                }
            }
            Happening::Best => {
                area.draw(&Circle::new(there, half + style.px(1.0), filled(style.panel))).map_err(failed)?;
                area.draw(&Circle::new(there, half, style.stroke(style.ink, 2.0))).map_err(failed)?;
            }
            Happening::Test => {
                let square = |half: i32| [(there.0 - half, there.1 - half), (there.0 + half, there.1 + half)];
                area.draw(&Rectangle::new(square(half + style.px(1.0)), filled(style.panel))).map_err(failed)?;
                area.draw(&Rectangle::new(square(half), filled(style.ink))).map_err(failed)?;
            }
        }
    }
    Ok(())
}
