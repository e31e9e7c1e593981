//! Two inputs: what the network answers all over their plane, and the rows on it.

use super::axes;
use super::failed;
use super::fit_marks::{FitLabels, Part, Placed, ROW_STRIDE, Setting, check_rows, mark, ring};
use super::style::{Colour, OVERLAP, Style, filled};
use super::ticks;
use crate::error::{Error, Result};
use plotters::coord::Shift;
use plotters::drawing::DrawingArea;
use plotters::element::{PathElement, Rectangle};
use plotters::prelude::DrawingBackend;
use plotters::style::text_anchor::{HPos, Pos, VPos};

/// Shares of a class' colour in the ground where the network is undecided, and where it is sure.
const UNDECIDED: f64 = 0.14;
const SURE: f64 = 0.52;

/// Steps between them: neighbours of one colour are drawn as one rectangle.
const SHADES: f64 = 16.0;

/// CSS pixels around the square.
const TOP: f64 = 6.0;
const RIGHT: f64 = 6.0;
const BOTTOM: f64 = 20.0;
const GAP: f64 = 6.0;

/// The answers over a plane.
#[derive(Clone, Debug)]
pub struct FitMap<'a> {
    field: &'a [f32],
    columns: usize,
    rows: &'a [f32],
    setting: Setting,
}

impl Placed {
    /// The pixel of a place; none outside the window.
    pub(super) fn pixel(&self, setting: &Setting, x: f32, y: f32) -> Option<(i32, i32)> {
        let share = |value: f32, [low, high]: [f64; 2]| (f64::from(value) - low) / (high - low);
        let (x, y) = (share(x, setting.x), share(y, setting.y));
        let side = f64::from(self.width);
        ((0.0..=1.0).contains(&x) && (0.0..=1.0).contains(&y))
            .then(|| (self.left + (x * side).round() as i32, self.top + ((1.0 - y) * side).round() as i32))
    }
}

impl<'a> FitMap<'a> {
    /// `field` holds an answer and its probability for each point of a grid, `[row][column]` from the low ends; empty for
    /// none. `rows` has [`ROW_STRIDE`] numbers a row.
    ///
    /// # Errors
    /// Names `field`, `rows`, or the entry of `labels` that is wrong.
    pub fn new(field: &'a [f32], columns: usize, rows_drawn: &'a [f32], labels: &FitLabels) -> Result<Self> {
        if field.len() != 2 * columns * columns {
            return Err(Error::new(
                "field",
                format!("must have 2 × {columns} × {columns} numbers, got {}", field.len()),
            ));
        }
        check_rows(rows_drawn)?;
        Ok(Self { field, columns, rows: rows_drawn, setting: Setting::new(labels)? })
    }

    /// Draws it and says where; O(points + rows).
    ///
    /// # Errors
    /// Names `chart` if the backend fails.
    pub fn draw<DB: DrawingBackend>(&self, backend: DB, style: &Style) -> Result<Placed> {
        let Some(area) = axes::ground(backend, style)? else { return Ok(Placed::default()) };
        let square = frame(&area, style, &self.setting)?;
        self.draw_field(&area, style, &square)?;
        edge(&area, style, &square)?;
        // What was learned from lies below what the network is examined on.
        for part in [Part::Train, Part::Validation, Part::Test] {
            for row in self.rows.chunks_exact(ROW_STRIDE).filter(|row| Part::of(row[4]) == part) {
                let Some(at) = square.pixel(&self.setting, row[0], row[1]) else { continue };
                let class = if self.setting.classes > 0 { row[2].max(0.0) as usize } else { 0 };
                let colour = self.setting.colour(row[2], style.ink.mix(style.panel, 0.3));
                mark(&area, style, at, class, part, colour)?;
                if self.setting.classes > 0 && row[2] != row[3] {
                    ring(&area, style, at)?;
                }
            }
        }
        area.present().map_err(failed)?;
        Ok(square)
    }

    /// Rectangles around the points of the grid, those at the edges half as wide. Each reaches below those to the right and above
    /// ([`OVERLAP`]), which are drawn after it.
    fn draw_field<DB: DrawingBackend>(
        &self,
        area: &DrawingArea<DB, Shift>,
        style: &Style,
        square: &Placed,
    ) -> Result<()> {
        if self.columns < 2 {
            return Ok(());
        }
        let border = |index: usize| {
            let at = (index as f64 - 0.5) / (self.columns - 1) as f64;
            (at.clamp(0.0, 1.0) * f64::from(square.width)).round() as i32
        };
        for (row, answers) in self.field.chunks_exact(2 * self.columns).enumerate() {
            let colours: Vec<Colour> = answers.chunks_exact(2).map(|answer| self.shade(answer, style)).collect();
            let (bottom, top) = (square.top + square.width - border(row), square.top + square.width - border(row + 1));
            let top = (top - style.px(OVERLAP)).max(square.top);
            let mut column = 0;
            for run in colours.chunk_by(|left, right| left == right) {
                let (left, right) = (square.left + border(column), square.left + border(column + run.len()));
                let right = (right + style.px(OVERLAP)).min(square.left + square.width);
                area.draw(&Rectangle::new([(left, top), (right, bottom)], filled(run[0]))).map_err(failed)?;
                column += run.len();
            }
        }
        Ok(())
    }

    /// The colour of an answer: of a class the paler, the less sure.
    fn shade(&self, answer: &[f32], style: &Style) -> Colour {
        let Setting { classes, .. } = self.setting;
        let colour = self.setting.colour(answer[0], style.panel);
        if classes == 0 {
            let steps = |part: u8| ((f64::from(part) / 4.0).round() * 4.0) as u8;
            return Colour(steps(colour.0), steps(colour.1), steps(colour.2)).mix(style.panel, 0.25);
        }
        // A network without probabilities is neither sure nor undecided.
        let chance = 1.0 / classes as f64;
        let sureness = (f64::from(answer[1]) - chance) / (1.0 - chance);
        let sureness = if sureness.is_nan() { 0.5 } else { sureness.clamp(0.0, 1.0) };
        let share = UNDECIDED + (SURE - UNDECIDED) * (sureness * SHADES).round() / SHADES;
        style.panel.mix(colour, share)
    }
}

/// Where labels stand, as shares of a side, and what they say.
type Shares = Vec<(f64, String)>;

/// The greatest square with room for labels, in the middle; labels at round numbers of measured units.
pub(super) fn frame<DB: DrawingBackend>(
    area: &DrawingArea<DB, Shift>,
    style: &Style,
    setting: &Setting,
) -> Result<Placed> {
    let within = |axis: usize| {
        let [low, high] = setting.measured(axis);
        let ticks = ticks::linear(low, high);
        let pairs = ticks.at.into_iter().zip(ticks.labels);
        pairs
            .filter(|(at, _)| (low..=high).contains(at))
            .map(|(at, label)| ((at - low) / (high - low), label))
            .collect()
    };
    let (across, up): (Shares, Shares) = (within(0), within(1));
    let label = style.label(Pos::new(HPos::Right, VPos::Center));
    let mut widest = 0;
    for (_, text) in &up {
        widest = area.estimate_text_size(text, &label).map_err(failed)?.0.max(widest);
    }
    let (width, height) = area.dim_in_pixel();
    let room_left = widest as i32 + style.px(GAP);
    let side =
        (width as i32 - room_left - style.px(RIGHT)).min(height as i32 - style.px(TOP) - style.px(BOTTOM)).max(1);
    let spare = (width as i32 - room_left - style.px(RIGHT) - side).max(0);
    let square = Placed { left: room_left + spare / 2, top: style.px(TOP), width: side, height: side };
    let along = |share: f64| (share * f64::from(side)).round() as i32;
    for (share, text) in &up {
        let at = (square.left - style.px(GAP), square.top + side - along(*share));
        area.draw_text(text, &label, at).map_err(failed)?;
    }
    let below = style.label(Pos::new(HPos::Center, VPos::Top));
    for (share, text) in &across {
        let at = (square.left + along(*share), square.top + side + style.px(5.0));
        area.draw_text(text, &below, at).map_err(failed)?;
    }
    Ok(square)
}

/// A thin line around the picture.
pub(super) fn edge<DB: DrawingBackend>(area: &DrawingArea<DB, Shift>, style: &Style, square: &Placed) -> Result<()> {
    let (left, top) = (square.left, square.top);
    let (right, bottom) = (left + square.width, top + square.width);
    let corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)];
    area.draw(&PathElement::new(corners, style.stroke(style.line, 1.0))).map_err(failed)
}
