//! Answers that are numbers: over the one input there is, or against what was wanted.

use super::axes::{self, Footer, Plot};
use super::failed;
use super::fit_marks::{FitLabels, Part, Placed, ROW_STRIDE, Setting, check_rows, mark};
use super::style::Style;
use super::ticks::{self, signed};
use crate::error::{Error, Result};
use plotters::element::PathElement;
use plotters::prelude::DrawingBackend;

/// The answers over one input, and the rows.
#[derive(Clone, Debug)]
pub struct FitLine<'a> {
    field: &'a [f32],
    rows: &'a [f32],
    setting: Setting,
}

impl<'a> FitLine<'a> {
    /// `field` holds an answer and one more number for each of at least two evenly spaced places between the ends of x. Of
    /// `rows` ([`ROW_STRIDE`] numbers each) x and the wanted number are drawn.
    ///
    /// # Errors
    /// Names `field`, `rows`, or the entry of `labels` that is wrong.
    pub fn new(field: &'a [f32], rows_drawn: &'a [f32], labels: &FitLabels) -> Result<Self> {
        if field.len() < 4 || !field.len().is_multiple_of(2) {
            return Err(Error::new(
                "field",
                format!("must have 2 numbers for each of 2 places or more, got {}", field.len()),
            ));
        }
        check_rows(rows_drawn)?;
        Ok(Self { field, rows: rows_drawn, setting: Setting::new(labels)? })
    }

    /// Draws it and says where the window is; O(places + rows). What lies above or below the window is cut off.
    ///
    /// # Errors
    /// Names `chart` if the backend fails.
    pub fn draw<DB: DrawingBackend>(&self, backend: DB, style: &Style) -> Result<Placed> {
        let Some(area) = axes::ground(backend, style)? else { return Ok(Placed::default()) };
        let [x0, x1] = self.setting.x;
        let [low, high] = self.setting.measured(1);
        let y = ticks::linear(low, high);
        let [left, right] = self.setting.measured(0).map(|end| short(end, self.setting.measured(0)));
        let footer = Footer { left, centre: String::new(), right };
        let plot = axes::draw(&area, style, x0..x1, &y, 0.0, &footer)?;
        for part in [Part::Train, Part::Validation, Part::Test] {
            for row in self.rows.chunks_exact(ROW_STRIDE).filter(|row| Part::of(row[4]) == part) {
                let (x, wanted) = (f64::from(row[0]), f64::from(row[2]));
                if (x0..=x1).contains(&x) && (y.low()..=y.high()).contains(&wanted) {
                    mark(&area, style, plot.backend_coord(&(x, wanted)), 0, part, self.setting.class(0))?;
                }
            }
        }
        let last = (self.field.len() / 2 - 1) as f64;
        let answers = self.field.chunks_exact(2).enumerate();
        let line: Vec<(f64, f64)> =
            answers.map(|(index, answer)| (x0 + (x1 - x0) * index as f64 / last, f64::from(answer[0]))).collect();
        let stroke = style.stroke(style.accent, 2.5);
        for pair in line.windows(2) {
            if let Some(inside) = cut(pair[0], pair[1], y.low(), y.high()) {
                area.draw(&PathElement::new(inside.map(|place| plot.backend_coord(&place)), stroke)).map_err(failed)?;
            }
        }
        let placed = placed(&plot, self.setting.x, self.setting.y);
        area.present().map_err(failed)?;
        Ok(placed)
    }
}

/// Answered against wanted numbers.
#[derive(Clone, Debug)]
pub struct FitScatter<'a> {
    rows: &'a [f32],
    setting: Setting,
}

impl<'a> FitScatter<'a> {
    /// Of `rows` ([`ROW_STRIDE`] numbers each) the wanted and the answered number are drawn; the window holds the former
    /// along both axes.
    ///
    /// # Errors
    /// Names `rows`, or the entry of `labels` that is wrong.
    pub fn new(rows_drawn: &'a [f32], labels: &FitLabels) -> Result<Self> {
        check_rows(rows_drawn)?;
        Ok(Self { rows: rows_drawn, setting: Setting::new(labels)? })
    }

    /// Draws it and says where the window is; O(rows). An answer above or below the window stands at its edge, as an arrowhead.
    ///
    /// # Errors
    /// Names `chart` if the backend fails.
    pub fn draw<DB: DrawingBackend>(&self, backend: DB, style: &Style) -> Result<Placed> {
        let Some(area) = axes::ground(backend, style)? else { return Ok(Placed::default()) };
        let [low, high] = self.setting.y;
        let y = ticks::linear(low, high);
        let (low, high) = (y.low(), y.high());
        let [left, right] = [low, high].map(|end| short(end, [low, high]));
        let footer = Footer { left, centre: String::new(), right };
        let plot: Plot<'_, DB> = axes::draw(&area, style, low..high, &y, 0.0, &footer)?;
        let diagonal = [(low, low), (high, high)].map(|place| plot.backend_coord(&place));
        area.draw(&PathElement::new(diagonal, style.stroke(style.soft, 1.25))).map_err(failed)?;
        for part in [Part::Train, Part::Validation, Part::Test] {
            for row in self.rows.chunks_exact(ROW_STRIDE).filter(|row| Part::of(row[4]) == part) {
                let (wanted, answer) = (f64::from(row[2]), f64::from(row[3]));
                if answer.is_nan() || !(low..=high).contains(&wanted) {
                    continue;
                }
                // Shapes 1 and 4 point up and down.
                let shape = if answer > high { 1 } else { 4 * usize::from(answer < low) };
                let at = plot.backend_coord(&(wanted, answer.clamp(low, high)));
                mark(&area, style, at, shape, part, self.setting.class(0))?;
            }
        }
        let placed = placed(&plot, self.setting.y, self.setting.y);
        area.present().map_err(failed)?;
        Ok(placed)
    }
}

/// The pixels between the ends of a window.
fn placed<DB: DrawingBackend>(plot: &Plot<'_, DB>, [x0, x1]: [f64; 2], [y0, y1]: [f64; 2]) -> Placed {
    let ((left, bottom), (right, top)) = (plot.backend_coord(&(x0, y0)), plot.backend_coord(&(x1, y1)));
    Placed { left, top, width: right - left, height: bottom - top }
}

/// An end of an axis with as many decimals as tell the two ends apart by three digits.
fn short(end: f64, [low, high]: [f64; 2]) -> String {
    let decimals = (2.0 - (high - low).log10().floor()).clamp(0.0, 9.0) as usize;
    signed(&format!("{end:.decimals$}"))
}

/// The part of a line between two heights.
fn cut(from: (f64, f64), to: (f64, f64), low: f64, high: f64) -> Option<[(f64, f64); 2]> {
    if !(from.1.is_finite() && to.1.is_finite()) {
        return None;
    }
    // Shares of the way at which the line is within.
    let rise = to.1 - from.1;
    let at = |height: f64| (height - from.1) / rise;
    let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
    if rise == 0.0 {
        return (low..=high).contains(&from.1).then_some([from, to]);
    }
    let (first, second) = if rise > 0.0 { (at(low), at(high)) } else { (at(high), at(low)) };
    enter = enter.max(first);
    leave = leave.min(second);
    let place = |share: f64| (from.0 + share * (to.0 - from.0), from.1 + share * rise);
    (enter < leave).then(|| [place(enter), place(leave)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_cut_at_the_edges() {
        assert_eq!(cut((0.0, 0.0), (1.0, 2.0), 0.0, 1.0), Some([(0.0, 0.0), (0.5, 1.0)]));
        assert_eq!(cut((0.0, 3.0), (1.0, -1.0), 0.0, 2.0), Some([(0.25, 2.0), (0.75, 0.0)]));
        assert_eq!(cut((0.0, 3.0), (1.0, 4.0), 0.0, 2.0), None);
        assert_eq!(cut((0.0, 1.0), (1.0, 1.0), 0.0, 2.0), Some([(0.0, 1.0), (1.0, 1.0)]));
        assert_eq!(cut((0.0, f64::NAN), (1.0, 1.0), 0.0, 2.0), None);
    }

    #[test]
    fn ends_have_the_digits_they_need() {
        assert_eq!(short(171.3, [171.3, 235.0]), "171.3");
        assert_eq!(short(2412.0, [2412.0, 6588.0]), "2412");
        assert_eq!(short(-3.4567, [-3.4567, 3.4]), "−3.46");
    }
}
