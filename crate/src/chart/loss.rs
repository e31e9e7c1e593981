//! Loss or accuracy against step: training solid, validation dashed; of one run, or of several in the colours of their marks.

use super::axes::{self, Footer};
use super::events::{self, Event};
use super::failed;
use super::style::{Series, Style, filled};
use super::ticks::{self, Ticks};
use crate::error::{Error, Result};
use plotters::coord::Shift;
use plotters::drawing::DrawingArea;
use plotters::element::{Circle, PathElement, Polygon};
use plotters::prelude::DrawingBackend;
use plotters::series::{DashedLineSeries, LineSeries};
use serde::Deserialize;

/// Numbers a point of a curve has: step, training loss, training accuracy, validation loss, validation accuracy.
pub const CURVE_STRIDE: usize = 5;

/// From this ratio of the largest to the smallest loss on, a linear axis would show the late part as a flat line.
const LOGARITHMIC_FROM: f64 = 100.0;

/// The same where several runs are told apart: it is the late part that they differ in.
const LOGARITHMIC_RACE_FROM: f64 = 10.0;

/// Of several runs one may climb without end. The axis reaches this many times the highest start, or the others could not be
/// told apart; a curve that goes on above it ends in an arrowhead.
const HEADROOM: f64 = 1.5;

/// CSS pixels: half the width of a run's mark.
const MARK: f64 = 4.5;

/// CSS pixels: the dots of what the test rows say, and how much ink is in their colour.
const DOT: f64 = 2.0;
const INKY: f64 = 0.5;

/// What is drawn against the step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// On a logarithmic axis if it falls far.
    #[default]
    Loss,
    /// From 0 to 1.
    Accuracy,
}

/// How losses become heights.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LossAxis {
    /// Logarithmic if the loss falls far.
    #[default]
    Auto,
    /// Linear.
    Linear,
    /// Logarithmic, unless a loss is not above 0.
    Log,
}

/// One curve of a chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CurveLabel {
    /// How many points it has.
    pub points: usize,
    /// Whose colour and mark it has.
    pub series: Series,
}

/// The words of the chart and what belongs to whom.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LossLabels {
    /// The word for step.
    pub step: String,
    /// What is drawn.
    pub measure: Measure,
    /// The curves in the order of their points. The first is the run of the spec.
    pub curves: Vec<CurveLabel>,
    /// Of which of them the validation rows are drawn, too.
    pub validation: usize,
    /// What the test rows say of the first one since they were opened: step, value, step, value …, of what is drawn.
    pub test: Vec<f64>,
    /// What happened on the way.
    pub events: Vec<Event>,
    /// How losses become heights.
    pub axis: LossAxis,
}

/// Curves of one run, or of several.
#[derive(Clone, Debug)]
pub struct LossChart<'a> {
    points: &'a [f32],
    labels: LossLabels,
}

/// One curve with the numbers it is drawn from.
#[derive(Clone, Copy)]
struct Curve<'a> {
    points: &'a [f32],
    series: Series,
}

impl<'a> LossChart<'a> {
    /// `points` holds [`CURVE_STRIDE`] numbers a point, curve after curve, steps ascending in each. NaN (no validation rows)
    /// leaves a gap.
    ///
    /// # Errors
    /// Names `curves` if they do not hold as many points as their labels say, `events` if there are too many.
    pub fn new(points: &'a [f32], labels: LossLabels) -> Result<Self> {
        events::check(&labels.events)?;
        let told = labels.curves.iter().try_fold(0_usize, |sum, curve| sum.checked_add(curve.points));
        if told.and_then(|told| told.checked_mul(CURVE_STRIDE)) != Some(points.len()) {
            let told = told.map_or("too many".to_owned(), |told| told.to_string());
            let problem = format!("must have {CURVE_STRIDE} numbers for each of {told} points, got {}", points.len());
            return Err(Error::new("curves", problem));
        }
        Ok(Self { points, labels })
    }

    /// Draws them; O(points).
    ///
    /// # Errors
    /// Names `chart` if the backend fails.
    pub fn draw<DB: DrawingBackend>(&self, backend: DB, style: &Style) -> Result<()> {
        let Some(area) = axes::ground(backend, style)? else { return Ok(()) };
        let steps = self.points.chunks_exact(CURVE_STRIDE).map(|point| f64::from(point[0]));
        let last = steps.filter(|step| step.is_finite()).fold(1.0, f64::max);
        let scale = self.scale();
        let footer =
            Footer { left: format!("{} 0", self.labels.step), centre: String::new(), right: format!("{last:.0}") };
        let mut plot = axes::draw(&area, style, 0.0..last, &scale.ticks, 0.0, &footer)?;

        let curves: Vec<Curve<'_>> = self.curves().collect();
        let is_race = curves.len() > 1;
        let colour = |at: usize| curves.get(at).map_or(style.soft, |curve| style.series(curve.series));
        let validation = self.held_back(curves.get(self.labels.validation));
        let test = self.test();
        let looks =
            [(&validation[..], 5.0, colour(self.labels.validation)), (&test[..], DOT, colour(0).mix(style.ink, INKY))];
        for (stretches, dash, colour) in looks {
            let stroke = style.stroke(colour, 1.5);
            for stretch in stretches.iter().flat_map(|stretch| scale.places(stretch)) {
                plot.draw_series(DashedLineSeries::new(stretch, style.px(dash), style.px(4.0), stroke))
                    .map_err(failed)?;
            }
        }
        // The lead last: where curves meet, it is the one to be seen.
        for curve in curves.iter().rev() {
            let line = style.stroke(style.series(curve.series), 2.0);
            let stretches = curve.stretches(self.training());
            for stretch in stretches.iter().flat_map(|stretch| scale.places(stretch)) {
                plot.draw_series(LineSeries::new(stretch, line)).map_err(failed)?;
            }
            if is_race {
                let shown = stretches.iter().flat_map(|stretch| scale.places(stretch)).flatten().last();
                let end = stretches.last().and_then(|stretch| stretch.last());
                if let Some((shown, (_, value))) = shown.zip(end) {
                    let is_above = scale.height(*value) > scale.ticks.high();
                    curve.mark(&area, style, plot.backend_coord(&shown), is_above)?;
                }
            }
        }
        let ends = [scale.ticks.low(), scale.ticks.high()];
        events::draw(&self.labels.events, &area, &plot, style, (last, ends), |value| scale.height(value))?;
        area.present().map_err(failed)
    }

    fn curves(&self) -> impl Iterator<Item = Curve<'a>> {
        let mut rest = self.points;
        self.labels.curves.iter().map(move |label| {
            let (points, after) = rest.split_at(label.points * CURVE_STRIDE);
            rest = after;
            Curve { points, series: label.series }
        })
    }

    fn training(&self) -> usize {
        if self.labels.measure == Measure::Loss { 1 } else { 2 }
    }

    /// What the validation rows say.
    fn held_back(&self, curve: Option<&Curve<'_>>) -> Vec<Vec<(f64, f64)>> {
        curve.map_or_else(Vec::new, |curve| curve.stretches(self.training() + 2))
    }

    /// What the test rows say: a stretch from where they were opened.
    fn test(&self) -> [Vec<(f64, f64)>; 1] {
        let points = self.labels.test.chunks_exact(2).map(|point| (point[0], point[1]));
        [points.filter(|point| point.0.is_finite() && point.1.is_finite()).collect()]
    }

    /// The axis upwards: it holds every curve, except what climbs out of sight of the others.
    fn scale(&self) -> Scale {
        if self.labels.measure == Measure::Accuracy {
            return Scale { ticks: ticks::linear(0.0, 1.0), is_logarithmic: false };
        }
        let trained = || self.curves().flat_map(|curve| curve.stretches(self.training()));
        let held_back = self.held_back(self.curves().nth(self.labels.validation).as_ref());
        let losses: Vec<f64> = trained().chain(held_back).chain(self.test()).flatten().map(|(_, loss)| loss).collect();
        let low = losses.iter().copied().fold(f64::INFINITY, f64::min);
        let mut high = losses.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        if self.labels.curves.len() > 1 {
            let starts = self.curves().filter_map(|curve| Some(curve.stretches(self.training()).first()?.first()?.1));
            let start = starts.fold(f64::NEG_INFINITY, f64::max);
            if start > 0.0 {
                high = high.min(HEADROOM * start);
            }
        }
        let ratio = if self.labels.curves.len() > 1 { LOGARITHMIC_RACE_FROM } else { LOGARITHMIC_FROM };
        let can_be_logarithmic = low > 0.0 && high > low && high.is_finite();
        let is_logarithmic = can_be_logarithmic
            && match self.labels.axis {
                LossAxis::Auto => high / low >= ratio,
                LossAxis::Linear => false,
                LossAxis::Log => true,
            };
        let ticks = if !low.is_finite() {
            ticks::linear(0.0, 1.0)
        } else if is_logarithmic {
            ticks::logarithmic(low.log10(), high.log10())
        } else {
            // A curve that comes well down shows how far it is from zero.
            ticks::linear(if low > 0.0 && low < 0.5 * high { 0.0 } else { low }, high)
        };
        Scale { ticks, is_logarithmic }
    }
}

impl Curve<'_> {
    /// The stretches of finite numbers of a column, as (step, value).
    fn stretches(&self, column: usize) -> Vec<Vec<(f64, f64)>> {
        let points: Vec<&[f32]> = self.points.chunks_exact(CURVE_STRIDE).collect();
        points
            .split(|point| !point[column].is_finite())
            .filter(|stretch| !stretch.is_empty())
            .map(|stretch| stretch.iter().map(|point| (f64::from(point[0]), f64::from(point[column]))).collect())
            .collect()
    }

    /// The run's mark where its curve ends, so that it is told apart without colour; an arrowhead where it leaves the axis.
    fn mark<DB: DrawingBackend>(
        &self,
        area: &DrawingArea<DB, Shift>,
        style: &Style,
        (x, y): (i32, i32),
        is_above: bool,
    ) -> Result<()> {
        let (colour, ground) = (style.series(self.series), style.panel);
        let half = style.px(MARK);
        let corners: &[(i32, i32)] = match self.series {
            _ if is_above => &[(-2, 3), (0, 0), (2, 3)],
            Series::First => &[(0, -4), (4, 0), (0, 4), (-4, 0)],
            Series::Second => &[(0, -4), (4, 3), (-4, 3)],
            Series::Third => &[(-3, -3), (3, -3), (3, 3), (-3, 3)],
            Series::Plain | Series::Skip | Series::Lead => {
                area.draw(&Circle::new((x, y), half + style.px(1.0), filled(ground))).map_err(failed)?;
                area.draw(&Circle::new((x, y), half, filled(colour))).map_err(failed)?;
                return Ok(());
            }
        };
        let corners: Vec<(i32, i32)> =
            corners.iter().map(|(right, down)| (x + right * half / 4, y + down * half / 4)).collect();
        if is_above {
            return area.draw(&PathElement::new(corners, style.stroke(colour, 2.0))).map_err(failed);
        }
        let mut outline = corners.clone();
        outline.push(corners[0]);
        area.draw(&PathElement::new(outline, style.stroke(ground, 2.0))).map_err(failed)?;
        area.draw(&Polygon::new(corners, filled(colour))).map_err(failed)
    }
}

/// How values become heights.
struct Scale {
    ticks: Ticks,
    is_logarithmic: bool,
}

impl Scale {
    fn height(&self, value: f64) -> f64 {
        if self.is_logarithmic { value.log10() } else { value }
    }

    /// The parts of a stretch below the upper end of the axis, each reaching up to it where the curve crosses it.
    fn places(&self, stretch: &[(f64, f64)]) -> Vec<Vec<(f64, f64)>> {
        let high = self.ticks.high();
        let mut parts: Vec<Vec<(f64, f64)>> = Vec::new();
        let mut part = Vec::new();
        let mut before: Option<(f64, f64)> = None;
        for (step, value) in stretch {
            let here = (*step, self.height(*value));
            if let Some(before) = before.filter(|before| (before.1 > high) != (here.1 > high)) {
                let share = (high - before.1) / (here.1 - before.1);
                part.push((before.0 + share * (here.0 - before.0), high));
            }
            if here.1 > high {
                parts.extend((!part.is_empty()).then(|| std::mem::take(&mut part)));
            } else {
                part.push(here);
            }
            before = Some(here);
        }
        parts.extend((!part.is_empty()).then_some(part));
        parts
    }
}
