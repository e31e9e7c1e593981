//! A logarithm of each layer as bars (log₁₀ ‖∂L/∂W‖, say), with another run's bars beside them if there is one, and below them how
//! many of its units are blocked.

use super::axes::{self, Footer, Plot};
use super::failed;
use super::style::{Colour, Series, Style, filled};
use super::ticks::{self, Ticks};
use crate::error::{Error, Result};
use plotters::element::{PathElement, Rectangle};
use plotters::prelude::DrawingBackend;
use plotters::series::DashedLineSeries;
use serde::Deserialize;

/// The most layers a chart can show: 100 hidden ones and the output.
const MAX_LAYERS: usize = 101;

/// CSS pixels: the row under the lowest grid line where exact zeros are marked.
const ZERO_ROW: f64 = 12.0;

/// CSS pixels: the least distance between two marks of exact zeros.
const ZERO_SPACING: f64 = 9.0;

/// CSS pixels: the row of blocked units, and its boxes.
const BLOCKED_ROW: f64 = 13.0;
const BLOCKED_BOX: f64 = 8.0;

/// How much of the ground is in the colour of units that are blocked on some rows only, and in that of a box.
const PALE: f64 = 0.62;
const FAINT: f64 = 0.88;

/// log₁₀ of the norm where the axis ends at least, unless said otherwise: a fixed foot keeps the bars of different runs comparable.
const FOOT: f64 = -9.0;

/// Decades: every bar is at least this high.
const LEAST_BAR: f64 = 0.25;

/// The words of the chart and whose bars they are.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct GradientLabels {
    /// The word for layer.
    pub layer: String,
    /// What is said of gradients that are exactly zero: "below float range".
    pub below: String,
    /// Which network's colour the bars have.
    pub series: Series,
    /// Which network's colour the bars of the run before have.
    pub previous_series: Series,
    /// What theory expects, as a dashed line.
    pub theory: Option<Theory>,
    /// Where the axis ends at least; −9 if not said.
    pub foot: Option<f64>,
    /// The word for what is blocked: "dead" or "saturated".
    pub blocked_word: String,
    /// Two numbers a layer: the share of units that are blocked on every row, and that of rows and units together. Empty: no row of
    /// boxes.
    pub blocked: Vec<f64>,
    /// The same of the run before.
    pub previous_blocked: Vec<f64>,
}

/// A line over the hidden layers through the top of the last one's bar.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Theory {
    /// Decades of each layer on the way back.
    pub slope: f64,
    /// Whose bars it is about.
    pub bars: Side,
}

/// Which of two runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The run before.
    Previous,
    /// The run of now.
    Now,
}

/// Gradient norms of all layers of one run, or of two side by side.
#[derive(Clone, Debug)]
pub struct GradientBars<'a> {
    norms: &'a [f32],
    previous: &'a [f32],
    labels: GradientLabels,
}

impl<'a> GradientBars<'a> {
    /// `norms` and `previous` (empty if there is none) hold log₁₀ of a norm per layer, layer 1 first.
    ///
    /// −∞ says that the gradient is exactly zero. It gets a mark of its own under the axis: the shortest bar would still
    /// claim a size. +∞ is a bar of full height in the accent colour, NaN is left out.
    ///
    /// # Errors
    /// Names `log10_norms` or `previous` if there are more than 101 layers.
    pub fn new(norms: &'a [f32], previous: &'a [f32], labels: GradientLabels) -> Result<Self> {
        for (name, values) in [("log10_norms", norms), ("previous", previous)] {
            if values.len() > MAX_LAYERS {
                return Err(Error::new(name, format!("must be at most {MAX_LAYERS} layers, got {}", values.len())));
            }
        }
        Ok(Self { norms, previous, labels })
    }

    /// Draws them; O(layers).
    ///
    /// # Errors
    /// Names `chart` if the backend fails.
    pub fn draw<DB: DrawingBackend>(&self, backend: DB, style: &Style) -> Result<()> {
        let Some(area) = axes::ground(backend, style)? else { return Ok(()) };
        let y = self.ticks();
        let layers = self.norms.len().max(self.previous.len()).max(1);
        let has_zero = self.values().any(is_zero);
        let has_blocked = !(self.labels.blocked.is_empty() && self.labels.previous_blocked.is_empty());
        let signs = [(has_zero, "▽", &self.labels.below), (has_blocked, "■", &self.labels.blocked_word)];
        let said: Vec<String> =
            signs.iter().filter(|sign| sign.0).map(|(_, mark, word)| format!("{mark} {word}")).collect();
        let footer = Footer {
            left: format!("{} 1", self.labels.layer),
            centre: said.join("   "),
            right: if layers > 1 { layers.to_string() } else { String::new() },
        };
        let below_zeros = if has_blocked { BLOCKED_ROW } else { 0.0 };
        let below = below_zeros + if has_zero { ZERO_ROW } else { 0.0 };
        let mut plot = axes::draw(&area, style, 0.0..layers as f64, &y, below, &footer)?;

        // Places within a layer's slot of width 1, as in the mock-ups: a gap of a fifth, twins close together.
        let alone = self.previous.is_empty();
        let rows = [
            Bars {
                values: self.previous,
                blocked: &self.labels.previous_blocked,
                colour: style.series(self.labels.previous_series),
                from: 0.1,
                to: 0.48,
            },
            Bars {
                values: self.norms,
                blocked: &self.labels.blocked,
                colour: style.series(self.labels.series),
                from: if alone { 0.18 } else { 0.52 },
                to: if alone { 0.82 } else { 0.9 },
            },
        ];
        for bars in rows {
            bars.draw(&mut plot, style, &y, below)?;
            for mark in bars.zeros(&plot, style, y.low()) {
                area.draw(&mark).map_err(failed)?;
            }
        }
        if let Some(line) = self.theory(&y) {
            let dashed = style.stroke(style.ink, 1.5);
            plot.draw_series(DashedLineSeries::new(line, style.px(4.0), style.px(4.0), dashed)).map_err(failed)?;
        }
        area.present().map_err(failed)
    }

    /// The ends of the line of theory, as far as it lies on the axis; none where there is nothing to start it from.
    fn theory(&self, y: &Ticks) -> Option<[(f64, f64); 2]> {
        let Theory { slope, bars } = self.labels.theory?;
        let norms = if bars == Side::Previous { self.previous } else { self.norms };
        // From the second layer to the last hidden one: the first and the last weights have other shapes.
        let last = norms.len().checked_sub(2).filter(|&last| last > 1)?;
        let height = f64::from(norms[last]);
        if !(height.is_finite() && slope.is_finite()) {
            return None;
        }
        let end = height + slope * (last - 1) as f64;
        let limit = end.clamp(y.low(), y.high());
        let share = if end == height { 1.0 } else { (limit - height) / (end - height) };
        let from = last as f64 + 0.5;
        Some([(from, height), (from - share * (last - 1) as f64, limit)])
    }

    fn values(&self) -> impl Iterator<Item = f32> {
        self.norms.iter().chain(self.previous).copied()
    }

    /// An axis on which every finite bar has a height that can be seen.
    fn ticks(&self) -> Ticks {
        let foot = self.labels.foot.unwrap_or(FOOT);
        let finite = || self.values().filter(|value| value.is_finite()).map(f64::from);
        let low = finite().fold(f64::INFINITY, f64::min);
        let high = finite().fold(f64::NEG_INFINITY, f64::max);
        if low <= high { ticks::decades((low - LEAST_BAR).min(foot), high.max(0.0)) } else { ticks::decades(foot, 0.0) }
    }
}

/// The bars of one run.
struct Bars<'a> {
    values: &'a [f32],
    blocked: &'a [f64],
    colour: Colour,
    /// Where a bar begins and ends within its layer's slot of width 1.
    from: f64,
    to: f64,
}

impl Bars<'_> {
    fn slots(&self) -> impl Iterator<Item = (f64, f64)> {
        self.values.iter().enumerate().map(|(layer, value)| (layer as f64, f64::from(*value)))
    }

    /// `below` CSS pixels lie under the floor; boxes take the last of them.
    fn draw<DB: DrawingBackend>(&self, plot: &mut Plot<'_, DB>, style: &Style, y: &Ticks, below: f64) -> Result<()> {
        let bars = self.slots().filter_map(|(layer, value)| {
            let (top, colour) = match value {
                f64::INFINITY => (y.high(), style.accent),
                value if value.is_finite() => (value, self.colour),
                _ => return None,
            };
            Some(Rectangle::new([(layer + self.from, y.low()), (layer + self.to, top)], filled(colour)))
        });
        let mut bars: Vec<Rectangle<(f64, f64)>> = bars.collect();
        let pixels = plot.backend_coord(&(0.0, y.low())).1 - plot.backend_coord(&(0.0, y.high())).1;
        let pixel = (y.high() - y.low()) / f64::from(pixels.max(1));
        let under = |css: f64| y.low() - pixel * f64::from(style.px(css));
        self.boxes(style, under(below - BLOCKED_BOX), under(below), &mut bars);
        plot.draw_series(bars).map_err(failed)?;
        Ok(())
    }

    /// A box a layer between two heights, filled from the left as far as its units are blocked on every row, and paler as far as on some.
    fn boxes(&self, style: &Style, top: f64, bottom: f64, bars: &mut Vec<Rectangle<(f64, f64)>>) {
        let shades = [FAINT, PALE, 0.0].map(|share| filled(self.colour.mix(style.panel, share)));
        for (layer, shares) in self.blocked.chunks_exact(2).take(self.values.len()).enumerate() {
            let left = layer as f64 + self.from;
            for (part, shade) in [1.0, shares[1], shares[0]].into_iter().zip(shades) {
                let right = left + (self.to - self.from) * part.clamp(0.0, 1.0);
                if right > left {
                    bars.push(Rectangle::new([(left, top), (right, bottom)], shade));
                }
            }
        }
    }

    /// Outlined arrowheads for exact zeros, pointing down, out of the chart: one a layer where there is room, else evenly
    /// along each run of zeros. In pixels, so that they look alike at every number of layers.
    fn zeros<DB: DrawingBackend>(
        &self,
        plot: &Plot<'_, DB>,
        style: &Style,
        floor: f64,
    ) -> Vec<PathElement<(i32, i32)>> {
        let pixel = |x: f64| plot.backend_coord(&(x, floor));
        let layers = self.values.len().max(1) as f64;
        let slot = f64::from(pixel(layers).0 - pixel(0.0).0) / layers;
        let spacing = slot.max(f64::from(style.px(ZERO_SPACING)));
        let line = style.stroke(self.colour, 1.25);
        let mark = |centre: f64| {
            let (centre, top) = (centre.round() as i32, pixel(0.0).1 + style.px(4.0));
            let (half, tall) = (style.px(3.5), style.px(6.0));
            let corners = [(centre - half, top), (centre, top + tall), (centre + half, top), (centre - half, top)];
            PathElement::new(corners, line)
        };
        let mut marks = Vec::new();
        let mut layer = 0;
        for run in self.values.chunk_by(|left, right| is_zero(*left) == is_zero(*right)) {
            if is_zero(run[0]) {
                let room = slot * run.len() as f64;
                let count = (room / spacing + 1e-6).floor().max(1.0);
                let start = f64::from(pixel(layer as f64).0) + slot * ((self.from + self.to) / 2.0 - 0.5);
                marks.extend((0..count as usize).map(|index| mark(start + room * (index as f64 + 0.5) / count)));
            }
            layer += run.len();
        }
        marks
    }
}

/// Whether log₁₀ of a norm says that the norm is exactly 0.
fn is_zero(norm: f32) -> bool {
    norm == f32::NEG_INFINITY
}
