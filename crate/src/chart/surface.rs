//! The loss surface in three dimensions, for browsers without WebGL2.
//!
//! Drawn cell by cell from the back to the front: right for a height field seen in parallel projection, and all that a
//! 2-D canvas can do. Some fifty milliseconds at 64×64 cells, so it is a picture to turn by hand, not an animation.

use super::colour_map::viridis;
use super::style::{Colour, Style, faint, filled};
use super::ticks::signed;
use super::{axes, failed};
use crate::error::{Error, Result};
use plotters::chart::{ChartBuilder, ChartContext};
use plotters::coord::Shift;
use plotters::coord::cartesian::Cartesian3d;
use plotters::coord::types::RangedCoordf64;
use plotters::drawing::DrawingArea;
use plotters::element::{Circle, PathElement, Rectangle};
use plotters::prelude::DrawingBackend;
use plotters::series::SurfaceSeries;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use serde::Deserialize;

/// The most columns or rows of a surface.
const MAX_SIDE: usize = 512;

/// The height of the box around the surface, in lengths of its sides.
const BOX_HEIGHT: f64 = 0.55;

/// CSS pixels around the surface.
const MARGIN: f64 = 14.0;

/// CSS pixels: the legend's place at the right.
const LEGEND: f64 = 56.0;

/// How far a cell reaches under the next one, in cells.
const OVERLAP: f64 = 0.25;

/// Contour lines between the lowest and the highest point.
const CONTOURS: f64 = 14.0;

type Space<'a, DB> = ChartContext<'a, DB, Cartesian3d<RangedCoordf64, RangedCoordf64, RangedCoordf64>>;

/// The words of the drawing.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SurfaceLabels {
    /// What the heights are: "loss" or "log₁₀ loss".
    pub height: String,
}

/// Heights over a rectangle of the plane, the walked path, and the ball.
#[derive(Clone, Debug)]
pub struct Surface<'a> {
    heights: &'a [f32],
    columns: usize,
    rows: usize,
    extent: [f64; 4],
    marks: &'a [f32],
    labels: SurfaceLabels,
    low: f64,
    high: f64,
}

impl<'a> Surface<'a> {
    /// `heights` is row-major, `[b][a]`, with `columns` values of a per row, over `extent` = [a₀, a₁, b₀, b₁].
    /// `marks` holds (a, b, height) of the path's points, the last of which is the ball; it may be empty. After a point of three
    /// NaN may stand where the next step would land, and after further ones the paths of up to three other runs.
    ///
    /// Heights are drawn as they are: taking logarithms and capping is the caller's. Cells with a corner that is not finite
    /// are left out.
    ///
    /// # Errors
    /// Names `columns`, `heights`, `extent` or `marks` if their sizes do not fit together or the surface is over 512 wide.
    pub fn new(
        heights: &'a [f32],
        columns: usize,
        extent: &[f32],
        marks: &'a [f32],
        labels: SurfaceLabels,
    ) -> Result<Self> {
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
        if !marks.len().is_multiple_of(3) {
            return Err(Error::new("marks", format!("must have 3 numbers a point, got {}", marks.len())));
        }
        let finite = || heights.iter().filter(|height| height.is_finite()).map(|height| f64::from(*height));
        let low = finite().fold(f64::INFINITY, f64::min);
        let high = finite().fold(f64::NEG_INFINITY, f64::max);
        let (low, high) = match (low, high) {
            (low, high) if low < high => (low, high),
            (low, high) if low == high => (low - 0.5, high + 0.5),
            _ => (0.0, 1.0),
        };
        let extent = [a0, a1, b0, b1].map(f64::from);
        Ok(Self { heights, columns, rows, extent, marks, labels, low, high })
    }

    /// Draws it, turned by `yaw` and seen from `pitch` above the horizon (radians; π/2 looks straight down). O(cells).
    ///
    /// # Errors
    /// Names `yaw` or `pitch` if it is not finite, `chart` if the backend fails.
    pub fn draw<DB: DrawingBackend>(&self, backend: DB, style: &Style, yaw: f64, pitch: f64) -> Result<()> {
        for (name, angle) in [("yaw", yaw), ("pitch", pitch)] {
            if !angle.is_finite() {
                return Err(Error::new(name, "must be a finite angle"));
            }
        }
        let Some(area) = axes::ground(backend, style)? else { return Ok(()) };
        let mut space = self.space(&area, style, yaw, pitch)?;
        self.draw_cells(&mut space, style)?;
        self.draw_marks(&mut space, style)?;
        self.draw_legend(&area, style)?;
        area.present().map_err(failed)
    }

    /// Coordinates in which the box around the surface just fits into the area. From above, a points right and b up, as on
    /// a map; plotters' third axis points at the viewer, so b runs along it backwards.
    fn space<'b, DB: DrawingBackend>(
        &self,
        area: &'b DrawingArea<DB, Shift>,
        style: &Style,
        yaw: f64,
        pitch: f64,
    ) -> Result<Space<'b, DB>> {
        let (width, height) = area.dim_in_pixel();
        let margin = style.px(MARGIN);
        let legend = style.px(LEGEND);
        let [a0, a1, b0, b1] = self.extent;
        let mut space = ChartBuilder::on(area)
            .margin(margin)
            .margin_right(margin + legend)
            .build_cartesian_3d(a0..a1, self.low..self.high, b1..b0)
            .map_err(failed)?;
        let across = yaw.cos().abs() + yaw.sin().abs();
        let upright = across * pitch.sin().abs() + BOX_HEIGHT * pitch.cos().abs();
        let free = |length: u32, taken: i32| f64::from((length as i32 - taken).max(1));
        let side = (free(width, 2 * margin + legend) / across).min(free(height, 2 * margin) / upright);
        let (side, tall) = (side as i32, (side * BOX_HEIGHT) as i32);
        space.set_3d_pixel_range((side, tall, side));
        space.with_projection(|mut projection| {
            projection.yaw = yaw;
            projection.pitch = pitch;
            projection.into_matrix()
        });
        Ok(space)
    }

    fn draw_cells<DB: DrawingBackend>(&self, space: &mut Space<'_, DB>, style: &Style) -> Result<()> {
        let contour = faint(style.stroke(Colour(255, 255, 255), 0.75), 0.35);
        let step = (self.high - self.low) / CONTOURS;
        let is_backwards = self.far_ends(space);
        let (columns, rows) = (self.columns - 1, self.rows - 1);
        for (row, column) in (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column))) {
            // The last cell of a column or row has no neighbour that would cover what reaches beyond it.
            let overlaps = [column + 1 < columns, row + 1 < rows];
            let column = if is_backwards[0] { columns - 1 - column } else { column };
            let row = if is_backwards[1] { rows - 1 - row } else { row };
            let ([a0, a1], [b0, b1]) = (self.sides(column, self.columns, 0), self.sides(row, self.rows, 2));
            let corners = [(a0, b0, 0, 0), (a1, b0, 1, 0), (a1, b1, 1, 1), (a0, b1, 0, 1)]
                .map(|(a, b, right, up)| (a, self.height(column + right, row + up), b));
            if !corners.iter().all(|corner| corner.1.is_finite()) {
                continue;
            }
            let [a, b] =
                [widened([a0, a1], is_backwards[0], overlaps[0]), widened([b0, b1], is_backwards[1], overlaps[1])];
            let height = |a: f64, b: f64| {
                let (right, up) = ((a - a0) / (a1 - a0), (b - b0) / (b1 - b0));
                let edge = |left: f64, right_end: f64| left + (right_end - left) * right;
                let (low, high) = (edge(corners[0].1, corners[1].1), edge(corners[3].1, corners[2].1));
                (low + (high - low) * up).clamp(self.low, self.high)
            };
            let cell = SurfaceSeries::xoz(a.into_iter(), b.into_iter(), height).style(filled(self.colour(&corners)));
            space.draw_series(cell).map_err(failed)?;
            let lines = contours(&corners, self.low, step).into_iter().map(|line| PathElement::new(line, contour));
            space.draw_series(lines).map_err(failed)?;
        }
        Ok(())
    }

    /// The path on top of everything, and the ball at its own height on a stick that ends on the sheet.
    fn draw_marks<DB: DrawingBackend>(&self, space: &mut Space<'_, DB>, style: &Style) -> Result<()> {
        let [first, second, third] = style.runs;
        // The landing has no line and no filling; the ball comes last, over all others.
        let looks = [(style.accent, 1.5), (first, 1.0), (second, 1.0), (third, 1.0), (style.accent, 1.0)];
        let (points, _) = self.marks.as_chunks::<3>();
        let mut parts: Vec<_> = points.split(|mark| mark.iter().all(|part| part.is_nan())).collect();
        parts.resize(4 + 1, &[]);
        parts.rotate_left(1);
        let radius = style.px(7.0);
        for (index, (part, (colour, width))) in parts.into_iter().zip(looks).enumerate() {
            let points: Vec<_> = part.iter().filter_map(|&mark| self.inside(mark.map(f64::from))).collect();
            let Some(&end) = points.last() else { continue };
            if index > 0 {
                let (a, height, b) = end;
                let line = if index == 4 { Colour(255, 255, 255) } else { colour };
                let foot = self.sheet(a, b);
                let stick = if foot.is_finite() { vec![(a, foot, b), (a, height, b)] } else { vec![] };
                for (path, pen) in [
                    (points.clone(), faint(style.stroke(style.ink, 3.5), 0.35)),
                    (points, style.stroke(line, 2.0)),
                    (stick, style.stroke(style.ink, 1.5)),
                ] {
                    space.draw_series([PathElement::new(path, pen)]).map_err(failed)?;
                }
                space.draw_series([Circle::new(end, radius, filled(colour))]).map_err(failed)?;
            }
            let rim = if index > 0 { colour.mix(Colour(0, 0, 0), 0.35) } else { colour };
            space.draw_series([Circle::new(end, radius, style.stroke(rim, width))]).map_err(failed)?;
        }
        Ok(())
    }

    /// A point (a, b, height) in the drawing's order of axes, kept within the box; `None` if it has no place.
    fn inside(&self, [a, b, height]: [f64; 3]) -> Option<(f64, f64, f64)> {
        let [a0, a1, b0, b1] = self.extent;
        [a, b, height]
            .iter()
            .all(|part| part.is_finite())
            .then(|| (a.clamp(a0, a1), height.clamp(self.low, self.high), b.clamp(b0, b1)))
    }

    /// What the colours mean: a column of them with the highest and the lowest value.
    fn draw_legend<DB: DrawingBackend>(&self, area: &DrawingArea<DB, Shift>, style: &Style) -> Result<()> {
        const STEPS: i32 = 48;
        let (width, height) = area.dim_in_pixel();
        let tall = style.px(120.0).min(height as i32 - 2 * style.px(MARGIN + 30.0));
        if tall < STEPS {
            return Ok(());
        }
        let (right, top) = (width as i32 - style.px(MARGIN), style.px(MARGIN + 30.0));
        let left = right - style.px(8.0);
        for step in 0..STEPS {
            let colour = viridis(1.0 - f64::from(step) / f64::from(STEPS - 1));
            let corners = [(left, top + tall * step / STEPS), (right, top + tall * (step + 1) / STEPS)];
            area.draw(&Rectangle::new(corners, filled(colour))).map_err(failed)?;
        }
        let words = [(&self.labels.height, top - style.px(21.0)), (&self.value(self.high), top - style.px(7.0))];
        for (text, at) in words.into_iter().chain([(&self.value(self.low), top + tall + style.px(9.0))]) {
            area.draw_text(text, &style.label(Pos::new(HPos::Right, VPos::Center)), (right, at)).map_err(failed)?;
        }
        Ok(())
    }

    /// A height as the legend writes it: to a hundredth of the range.
    fn value(&self, height: f64) -> String {
        let range = self.high - self.low;
        let text = if (1e-3..1e6).contains(&range) && height.abs() < 1e6 {
            let decimals = (2.0 - range.log10().floor()).clamp(0.0, 5.0) as usize;
            format!("{height:.decimals$}")
        } else {
            format!("{height:.1e}")
        };
        signed(&text)
    }

    fn height(&self, column: usize, row: usize) -> f64 {
        f64::from(self.heights[row * self.columns + column])
    }

    /// Both ends of a column (`axis` 0) or row (`axis` 2) of cells.
    fn sides(&self, index: usize, count: usize, axis: usize) -> [f64; 2] {
        let (from, to) = (self.extent[axis], self.extent[axis + 1]);
        [index, index + 1].map(|index| from + (to - from) * index as f64 / (count - 1) as f64)
    }

    /// For both axes, whether the farthest cells are those with the highest index.
    fn far_ends<DB: DrawingBackend>(&self, space: &Space<'_, DB>) -> [bool; 2] {
        let [a0, a1, b0, b1] = self.extent;
        // plotters' depth grows away from the viewer.
        let depth = |a, b| space.as_coord_spec().projected_depth(&a, &self.low, &b);
        [depth(a1, b0) > depth(a0, b0), depth(a0, b1) > depth(a0, b0)]
    }

    /// Colour by mean height, a little darker where the cell leans away from the light at the upper left.
    fn colour(&self, corners: &[(f64, f64, f64); 4]) -> Colour {
        let share = |height: f64| (height - self.low) / (self.high - self.low);
        let [near, right, far, left] = corners.map(|corner| share(corner.1));
        let (cells_a, cells_b) = ((self.columns - 1) as f64, (self.rows - 1) as f64);
        let slope_a = (right + far - near - left) / 2.0 * cells_a * BOX_HEIGHT;
        let slope_b = (left + far - near - right) / 2.0 * cells_b * BOX_HEIGHT;
        let facing = (1.0 - 0.5 * slope_a + 0.35 * slope_b) / (1.0 + slope_a * slope_a + slope_b * slope_b).sqrt();
        let light = (0.62 + 0.38 * facing.clamp(0.0, 1.17) / 1.17).min(1.0);
        Colour(0, 0, 0).mix(viridis((near + right + far + left) / 4.0), light)
    }

    /// The drawn sheet's height, interpolated between its corners.
    fn sheet(&self, a: f64, b: f64) -> f64 {
        let [a0, a1, b0, b1] = self.extent;
        let across = (a - a0) / (a1 - a0) * (self.columns - 1) as f64;
        let along = (b - b0) / (b1 - b0) * (self.rows - 1) as f64;
        let (column, row) = ((across as usize).min(self.columns - 2), (along as usize).min(self.rows - 2));
        let (right, up) = (across - column as f64, along - row as f64);
        let edge = |row| self.height(column, row) * (1.0 - right) + self.height(column + 1, row) * right;
        edge(row) * (1.0 - up) + edge(row + 1) * up
    }
}

/// A side of a cell that reaches under its neighbour nearer to the viewer, which is drawn later: cells that only touch
/// leave the ground shining through between them.
fn widened([from, to]: [f64; 2], is_backwards: bool, overlaps: bool) -> [f64; 2] {
    let more = if overlaps { OVERLAP * (to - from) } else { 0.0 };
    if is_backwards { [from - more, to] } else { [from, to + more] }
}

/// Where a cell's rim crosses multiples of `step` above `low`: the pieces of contour lines in it.
fn contours(corners: &[(f64, f64, f64); 4], low: f64, step: f64) -> Vec<Vec<(f64, f64, f64)>> {
    let heights = corners.map(|corner| (corner.1 - low) / step);
    let least = heights.iter().copied().fold(f64::INFINITY, f64::min);
    let most = heights.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    // A cell on a cliff would be nothing but lines.
    let levels = (least.ceil() as i64..=most.floor() as i64).take(3);
    levels
        .flat_map(|level| {
            let level = level as f64;
            let crossings: Vec<(f64, f64, f64)> = (0..4)
                .filter_map(|side| {
                    let (from, to) = (side, (side + 1) % 4);
                    let share = (level - heights[from]) / (heights[to] - heights[from]);
                    let is_crossed = (heights[from] < level) != (heights[to] < level);
                    let along = |a: f64, b: f64| a + (b - a) * share;
                    let (p, q) = (corners[from], corners[to]);
                    is_crossed.then(|| (along(p.0, q.0), along(p.1, q.1), along(p.2, q.2)))
                })
                .collect();
            crossings.chunks_exact(2).map(<[_]>::to_vec).collect::<Vec<_>>()
        })
        .collect()
}
