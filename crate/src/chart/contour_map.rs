//! The loss surface from above, for paper: bands between contour lines, the walked paths, and what each colour means.

use super::contour_lines::contour_lines;
use super::style::{Colour, OVERLAP, Style, filled};
use super::ticks::{self, Ticks, signed};
use super::{axes, colour_map::viridis, failed};
use crate::error::{Error, Result};
use plotters::coord::Shift;
use plotters::drawing::DrawingArea;
use plotters::element::{Circle, PathElement, Rectangle};
use plotters::prelude::DrawingBackend;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use serde::Deserialize;

/// The most columns or rows.
const MAX_SIDE: usize = 512;
/// The most contour lines.
const MAX_LEVELS: usize = 64;
/// CSS pixels around the map: left for the labels of b, right for the legend, above, below for the labels of a.
const LEFT: f64 = 64.0;
const RIGHT: f64 = 92.0;
const TOP: f64 = 12.0;
const BOTTOM: f64 = 44.0;
/// CSS pixels: width of the legend's bar, and its distance from the map.
const BAR: f64 = 14.0;
const GAP: f64 = 16.0;

/// The words and choices of the drawing.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MapLabels {
    /// What lies along the first direction.
    pub a: String,
    /// What lies along the second direction.
    pub b: String,
    /// What the heights are.
    pub height: String,
    /// Losses at the ends of the colours, `low < high`.
    pub low: f64,
    /// See `low`.
    pub high: f64,
    /// Losses of the contour lines, ascending.
    pub levels: Vec<f64>,
    /// Whether colours follow the logarithm of the loss; then `low` is above 0.
    pub logarithmic: bool,
}

/// Losses over a rectangle of the plane, and paths in it.
#[derive(Clone, Debug)]
pub struct ContourMap<'a> {
    heights: &'a [f32],
    columns: usize,
    rows: usize,
    extent: [f64; 4],
    paths: Vec<Vec<(f64, f64)>>,
    labels: MapLabels,
}

impl<'a> ContourMap<'a> {
    /// `heights` is row-major, `[b][a]`, with `columns` losses a row, over `extent` = [a₀, a₁, b₀, b₁]. `paths` holds (a, b) of each
    /// point of up to four paths, that of the ball first; a pair of NaN stands between two of them.
    ///
    /// # Errors
    /// Names the argument that is wrong.
    pub fn new(heights: &'a [f32], columns: usize, extent: &[f32], paths: &[f32], labels: MapLabels) -> Result<Self> {
        if !(2..=MAX_SIDE).contains(&columns) {
            return Err(Error::new("columns", format!("must be 2 to {MAX_SIDE}, got {columns}")));
        }
        let rows = heights.len() / columns;
        if !heights.len().is_multiple_of(columns) || !(2..=MAX_SIDE).contains(&rows) {
            let problem = format!("must be 2 to {MAX_SIDE} rows of {columns}, got {} values", heights.len());
            return Err(Error::new("heights", problem));
        }
        let &[a0, a1, b0, b1] = extent else {
            return Err(Error::new("extent", format!("must be a0, a1, b0, b1, got {} values", extent.len())));
        };
        if !(a0 < a1 && b0 < b1 && [a0, a1, b0, b1].iter().all(|end| end.is_finite())) {
            return Err(Error::new("extent", "must be finite, with a0 < a1 and b0 < b1"));
        }
        if !paths.len().is_multiple_of(2) {
            return Err(Error::new("paths", format!("must have 2 numbers a point, got {}", paths.len())));
        }
        let MapLabels { low, high, levels, logarithmic, .. } = &labels;
        if !(low.is_finite() && high.is_finite() && low < high && (!logarithmic || *low > 0.0)) {
            return Err(Error::new("low", "must be finite and below high, and above 0 if colours are logarithmic"));
        }
        if levels.len() > MAX_LEVELS || !levels.iter().all(|level| level.is_finite()) || !levels.is_sorted() {
            return Err(Error::new("levels", format!("must be at most {MAX_LEVELS} finite losses, ascending")));
        }
        let points: Vec<_> = paths.chunks_exact(2).map(|point| (f64::from(point[0]), f64::from(point[1]))).collect();
        let paths = points.split(|point| point.0.is_nan()).map(<[_]>::to_vec).collect();
        Ok(Self { heights, columns, rows, extent: [a0, a1, b0, b1].map(f64::from), paths, labels })
    }

    /// Draws it. O(points · levels).
    ///
    /// # Errors
    /// Names `chart` if the backend fails.
    pub fn draw<DB: DrawingBackend>(&self, backend: DB, style: &Style) -> Result<()> {
        let Some(area) = axes::ground(backend, style)? else { return Ok(()) };
        let (width, height) = area.dim_in_pixel();
        let frame = Frame {
            left: style.px(LEFT),
            right: (width as i32 - style.px(RIGHT)).max(style.px(LEFT) + 1),
            top: style.px(TOP),
            bottom: (height as i32 - style.px(BOTTOM)).max(style.px(TOP) + 1),
            extent: self.extent,
        };
        self.draw_bands(&area, &frame, style)?;
        self.draw_lines(&area, &frame, style)?;
        self.draw_paths(&area, &frame, style)?;
        self.draw_axes(&area, &frame, style)?;
        self.draw_legend(&area, &frame, style)?;
        area.present().map_err(failed)
    }

    fn height(&self, column: usize, row: usize) -> f64 {
        f64::from(self.heights[row * self.columns + column])
    }

    /// Where between the ends of the colours a loss lies, 0 to 1.
    fn share(&self, loss: f64) -> f64 {
        let MapLabels { low, high, logarithmic, .. } = self.labels;
        let scaled = |value: f64| if logarithmic { value.max(f64::MIN_POSITIVE).log10() } else { value };
        ((scaled(loss) - scaled(low)) / (scaled(high) - scaled(low))).clamp(0.0, 1.0)
    }

    /// The colour between contour lines: that of the band's middle. The band of number k lies above k lines.
    fn band_colour(&self, band: usize) -> Colour {
        let MapLabels { low, high, levels, .. } = &self.labels;
        let below = if band == 0 { *low } else { levels[band - 1] };
        let above = levels.get(band).unwrap_or(high);
        viridis(f64::midpoint(self.share(below), self.share(*above)))
    }

    /// One rectangle for each stretch of a row that lies in one band; each reaches below those to the right and above ([`OVERLAP`]).
    fn draw_bands<DB: DrawingBackend>(
        &self,
        area: &DrawingArea<DB, Shift>,
        frame: &Frame,
        style: &Style,
    ) -> Result<()> {
        let more = style.px(OVERLAP);
        let (columns, rows) = (self.columns - 1, self.rows - 1);
        let band = |column: usize, row: usize| {
            let corners = [(0, 0), (1, 0), (0, 1), (1, 1)];
            let sum: f64 = corners.iter().map(|(right, up)| self.height(column + right, row + up)).sum();
            // What is no number is left bare.
            (sum / 4.0).is_finite().then(|| self.labels.levels.partition_point(|level| *level <= sum / 4.0))
        };
        let x = |column: usize| frame.x_at(column as f64 / columns as f64);
        let y = |row: usize| frame.y_at(row as f64 / rows as f64);
        for row in 0..rows {
            let mut start = 0;
            while start < columns {
                let here = band(start, row);
                let end = (start + 1..columns).find(|column| band(*column, row) != here).unwrap_or(columns);
                if let Some(number) = here {
                    let far = ((x(end) + more).min(frame.right), (y(row + 1) - more).max(frame.top));
                    let corners = [(x(start), far.1), (far.0, y(row))];
                    area.draw(&Rectangle::new(corners, filled(self.band_colour(number)))).map_err(failed)?;
                }
                start = end;
            }
        }
        Ok(())
    }

    fn draw_lines<DB: DrawingBackend>(
        &self,
        area: &DrawingArea<DB, Shift>,
        frame: &Frame,
        style: &Style,
    ) -> Result<()> {
        let look = super::style::faint(style.stroke(Colour(255, 255, 255), 0.8), 0.75);
        let (right, up) = ((self.columns - 1) as f64, (self.rows - 1) as f64);
        for level in &self.labels.levels {
            for line in contour_lines(self.heights, self.columns, *level) {
                let points: Vec<_> =
                    line.into_iter().map(|(x, y)| (frame.x_at(x / right), frame.y_at(y / up))).collect();
                area.draw(&PathElement::new(points, look)).map_err(failed)?;
            }
        }
        Ok(())
    }

    /// Each path as far as it lies on the map, from its ring to its ball.
    fn draw_paths<DB: DrawingBackend>(
        &self,
        area: &DrawingArea<DB, Shift>,
        frame: &Frame,
        style: &Style,
    ) -> Result<()> {
        let colours = [style.accent, style.runs[0], style.runs[1], style.runs[2]];
        let white = Colour(255, 255, 255);
        for (path, colour) in self.paths.iter().zip(colours).rev() {
            let (Some(first), Some(last)) = (path.first(), path.last()) else { continue };
            for stretch in path.split(|point| !frame.holds(*point)).filter(|stretch| stretch.len() > 1) {
                let points: Vec<_> = stretch.iter().map(|point| frame.place(*point)).collect();
                for (colour, width) in [(Colour(29, 33, 38), 3.4), (white, 1.8)] {
                    area.draw(&PathElement::new(points.clone(), style.stroke(colour, width))).map_err(failed)?;
                }
            }
            for (point, radius, fill) in [(first, 3.0, white), (last, 6.0, colour)] {
                if frame.holds(*point) {
                    let place = frame.place(*point);
                    area.draw(&Circle::new(place, style.px(radius + 1.5), filled(white))).map_err(failed)?;
                    area.draw(&Circle::new(place, style.px(radius), filled(fill))).map_err(failed)?;
                    area.draw(&Circle::new(place, style.px(radius), style.stroke(Colour(29, 33, 38), 0.8)))
                        .map_err(failed)?;
                }
            }
        }
        Ok(())
    }

    fn draw_axes<DB: DrawingBackend>(&self, area: &DrawingArea<DB, Shift>, frame: &Frame, style: &Style) -> Result<()> {
        let [a0, a1, b0, b1] = self.extent;
        let inside = |Ticks { at, labels }: Ticks, low: f64, high: f64| {
            at.into_iter().zip(labels).filter(move |(at, _)| *at >= low && *at <= high)
        };
        let below = style.label(Pos::new(HPos::Center, VPos::Top));
        for (at, label) in inside(ticks::linear(a0, a1), a0, a1) {
            area.draw_text(&label, &below, (frame.place((at, b0)).0, frame.bottom + style.px(5.0))).map_err(failed)?;
        }
        let beside = style.label(Pos::new(HPos::Right, VPos::Center));
        for (at, label) in inside(ticks::linear(b0, b1), b0, b1) {
            area.draw_text(&label, &beside, (frame.left - style.px(7.0), frame.place((a0, at)).1)).map_err(failed)?;
        }
        let middle = i32::midpoint(frame.left, frame.right);
        area.draw_text(&self.labels.a, &below, (middle, frame.bottom + style.px(23.0))).map_err(failed)?;
        let turned = style.label(Pos::new(HPos::Center, VPos::Center));
        let turned = turned.transform(plotters::style::FontTransform::Rotate270);
        let middle = i32::midpoint(frame.top, frame.bottom);
        area.draw_text(&self.labels.b, &turned, (style.px(12.0), middle)).map_err(failed)
    }

    fn draw_legend<DB: DrawingBackend>(
        &self,
        area: &DrawingArea<DB, Shift>,
        frame: &Frame,
        style: &Style,
    ) -> Result<()> {
        let levels = &self.labels.levels;
        let (left, right) = (frame.right + style.px(GAP), frame.right + style.px(GAP + BAR));
        let top = frame.top + style.px(22.0);
        let y = |share: f64| top + (f64::from(frame.bottom - top) * (1.0 - share)).round() as i32;
        let names = style.label(Pos::new(HPos::Left, VPos::Center));
        let title = style.label(Pos::new(HPos::Left, VPos::Top));
        area.draw_text(&self.labels.height, &title, (left, frame.top)).map_err(failed)?;
        for band in 0..=levels.len() {
            let low = if band == 0 { 0.0 } else { self.share(levels[band - 1]) };
            let high = levels.get(band).map_or(1.0, |level| self.share(*level));
            let corners = [(left, y(high)), (right, y(low))];
            area.draw(&Rectangle::new(corners, filled(self.band_colour(band)))).map_err(failed)?;
        }
        let mut lowest_free = i32::MAX;
        for level in levels {
            let place = y(self.share(*level));
            if place <= lowest_free {
                let text = signed(&format!("{}", (*level * 1e12).round() / 1e12));
                area.draw_text(&text, &names, (right + style.px(6.0), place)).map_err(failed)?;
                lowest_free = place - style.px(14.0);
            }
        }
        Ok(())
    }
}

/// The map's rectangle in pixels, and what it shows.
struct Frame {
    left: i32,
    right: i32,
    top: i32,
    bottom: i32,
    extent: [f64; 4],
}

impl Frame {
    fn x_at(&self, share: f64) -> i32 {
        self.left + (f64::from(self.right - self.left) * share).round() as i32
    }

    fn y_at(&self, share: f64) -> i32 {
        self.bottom - (f64::from(self.bottom - self.top) * share).round() as i32
    }

    fn holds(&self, (a, b): (f64, f64)) -> bool {
        let [a0, a1, b0, b1] = self.extent;
        (a0..=a1).contains(&a) && (b0..=b1).contains(&b)
    }

    fn place(&self, (a, b): (f64, f64)) -> (i32, i32) {
        let [a0, a1, b0, b1] = self.extent;
        (self.x_at((a - a0) / (a1 - a0)), self.y_at((b - b0) / (b1 - b0)))
    }
}
