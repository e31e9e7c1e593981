//! Loss against step: training solid, validation dashed.

use super::axes::{self, Footer};
use super::failed;
use super::style::{Series, Style};
use super::ticks;
use crate::error::{Error, Result};
use plotters::prelude::DrawingBackend;
use plotters::series::{DashedLineSeries, LineSeries};
use serde::Deserialize;

/// Numbers a point of a curve has: step, training loss, training accuracy, validation loss, validation accuracy.
pub const CURVE_STRIDE: usize = 5;

/// From this ratio of the largest to the smallest loss on, a linear axis would show the late part as a flat line.
const LOGARITHMIC_FROM: f64 = 100.0;

/// The words of the chart and whose curve it is.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LossLabels {
    /// The word for step.
    pub step: String,
    /// Which network's colour the curve has.
    pub series: Series,
}

/// The loss curve of one run.
#[derive(Clone, Debug)]
pub struct LossCurve<'a> {
    points: &'a [f32],
    labels: LossLabels,
}

impl<'a> LossCurve<'a> {
    /// `points` holds [`CURVE_STRIDE`] numbers a point, steps ascending. NaN (no validation rows) leaves a gap.
    ///
    /// # Errors
    /// Names `curve` if its length is not a multiple of [`CURVE_STRIDE`].
    pub fn new(points: &'a [f32], labels: LossLabels) -> Result<Self> {
        if !points.len().is_multiple_of(CURVE_STRIDE) {
            return Err(Error::new("curve", format!("must have {CURVE_STRIDE} numbers a point, got {}", points.len())));
        }
        Ok(Self { points, labels })
    }

    /// Draws it; O(points).
    ///
    /// # Errors
    /// Names `chart` if the backend fails.
    pub fn draw<DB: DrawingBackend>(&self, backend: DB, style: &Style) -> Result<()> {
        let Some(area) = axes::ground(backend, style)? else { return Ok(()) };
        let last = self.points.chunks_exact(CURVE_STRIDE).map(|point| f64::from(point[0])).fold(1.0, f64::max);
        let losses = || self.runs(1).into_iter().chain(self.runs(3)).flatten().map(|(_, loss)| loss);
        let low = losses().fold(f64::INFINITY, f64::min);
        let high = losses().fold(f64::NEG_INFINITY, f64::max);
        let is_logarithmic = low > 0.0 && high / low >= LOGARITHMIC_FROM && high.is_finite();
        let y = if !low.is_finite() {
            ticks::linear(0.0, 1.0)
        } else if is_logarithmic {
            ticks::logarithmic(low.log10(), high.log10())
        } else {
            // A curve that comes well down shows how far it is from zero.
            ticks::linear(if low > 0.0 && low < 0.5 * high { 0.0 } else { low }, high)
        };
        let height = |loss: f64| if is_logarithmic { loss.log10() } else { loss };
        let place = |run: Vec<(f64, f64)>| run.into_iter().map(|(x, loss)| (x, height(loss))).collect::<Vec<_>>();

        let footer =
            Footer { left: format!("{} 0", self.labels.step), centre: String::new(), right: format!("{last:.0}") };
        let mut plot = axes::draw(&area, style, 0.0..last, &y, 0.0, &footer)?;
        let line = style.stroke(style.series(self.labels.series), 2.0);
        let dashed = style.stroke(style.series(self.labels.series), 1.5);
        for run in self.runs(3).into_iter().map(place) {
            plot.draw_series(DashedLineSeries::new(run, style.px(5.0), style.px(4.0), dashed)).map_err(failed)?;
        }
        for run in self.runs(1).into_iter().map(place) {
            plot.draw_series(LineSeries::new(run, line)).map_err(failed)?;
        }
        area.present().map_err(failed)
    }

    /// The stretches of finite numbers of a column, as (step, value).
    fn runs(&self, column: usize) -> Vec<Vec<(f64, f64)>> {
        let points: Vec<&[f32]> = self.points.chunks_exact(CURVE_STRIDE).collect();
        points
            .split(|point| !point[column].is_finite())
            .filter(|run| !run.is_empty())
            .map(|run| run.iter().map(|point| (f64::from(point[0]), f64::from(point[column]))).collect())
            .collect()
    }
}
