//! The loss surface in three dimensions, for browsers without WebGL2.
//!
//! Drawn cell by cell from the back to the front: right for a height field seen in parallel projection, and all that a
//! 2-D canvas can do. Ball and path are another drawing (`marks.rs`): they move at every step, the land does not.

use super::colour_map::viridis;
use super::style::{Colour, Style, faint, filled};
use super::view::SurfaceView;
use super::{axes, failed};
use crate::error::{Error, Result};
use plotters::coord::Shift;
use plotters::drawing::DrawingArea;
use plotters::element::{PathElement, Polygon};
use plotters::prelude::DrawingBackend;
use plotters::style::ShapeStyle;

/// The most columns or rows of a surface.
const MAX_SIDE: usize = 512;

/// Contour lines at most: a surface has some thirteen.
const MAX_CONTOURS: usize = 200;

/// The height of level 1, in lengths of the rectangle's longer side.
const HEIGHT: f64 = 0.475;

/// How far the cut edge of the land goes below level 0.
const GROUND: f64 = -0.105;

/// How far a cell reaches under the next one, in cells: cells that only touch leave the ground shining through.
const OVERLAP: f64 = 0.25;

/// Meshes of the second surface along a side: whole cells each, so that its lines are rows of measured points.
const MESHES: usize = 16;

/// Levels over a rectangle of the plane, and a second surface over them.
#[derive(Clone, Debug)]
pub struct Surface<'a> {
    levels: &'a [f32],
    columns: usize,
    rows: usize,
    contours: &'a [f32],
    veil: Option<(&'a [f32], Colour)>,
}

/// A corner of a cell: shares of the way along columns and rows, and the level.
type Corner = [f64; 3];

impl<'a> Surface<'a> {
    /// `levels` is row-major, `[b][a]`, with `columns` values of a per row: 0 at the lowest drawn loss, 1 at the highest. What is
    /// above 1 is cut flat there and looks like a cut. `contours` are the levels of the contour lines.
    ///
    /// # Errors
    /// Names `columns`, `levels` or `contours` if they do not fit together, hold anything but finite numbers, or are too many.
    pub fn new(levels: &'a [f32], columns: usize, contours: &'a [f32]) -> Result<Self> {
        if !(2..=MAX_SIDE).contains(&columns) {
            return Err(Error::new("columns", format!("must be 2 to {MAX_SIDE}, got {columns}")));
        }
        let rows = levels.len() / columns;
        if !levels.len().is_multiple_of(columns) || !(2..=MAX_SIDE).contains(&rows) {
            let problem = format!("must be 2 to {MAX_SIDE} rows of {columns}, got {} values", levels.len());
            return Err(Error::new("levels", problem));
        }
        for (name, numbers) in [("levels", levels), ("contours", contours)] {
            if !numbers.iter().all(|number| number.is_finite()) {
                return Err(Error::new(name, "must be finite: what is above the cap has a level above 1"));
            }
        }
        if contours.len() > MAX_CONTOURS {
            return Err(Error::new("contours", format!("must be at most {MAX_CONTOURS}, got {}", contours.len())));
        }
        Ok(Self { levels, columns, rows, contours, veil: None })
    }

    /// Lays a second surface of the same points over it, as a translucent mesh of one colour (`#rrggbb`); none if `levels` is
    /// empty. Where it runs below the first one, its lines shine through.
    ///
    /// # Errors
    /// Names `veil` or `veil_colour`.
    pub fn with_veil(mut self, levels: &'a [f32], colour: &str) -> Result<Self> {
        if levels.is_empty() {
            return Ok(self);
        }
        if levels.len() != self.levels.len() || !levels.iter().all(|level| level.is_finite()) {
            let problem = format!("must be {} finite levels, got {}", self.levels.len(), levels.len());
            return Err(Error::new("veil", problem));
        }
        let colour = Colour::parse(colour)
            .ok_or_else(|| Error::new("veil_colour", format!("must be a colour like #d9482b, got '{colour}'")))?;
        self.veil = Some((levels, colour));
        Ok(self)
    }

    /// Draws it; O(cells).
    ///
    /// # Errors
    /// Names `chart` if the backend fails.
    pub fn draw<DB: DrawingBackend>(&self, backend: DB, style: &Style, view: &SurfaceView) -> Result<()> {
        let Some(area) = axes::ground(backend, style)? else { return Ok(()) };
        let canvas = Canvas { area: &area, style, view };
        let light = view.light();
        let is_backwards = view.far_ends();
        let (columns, rows) = (self.columns - 1, self.rows - 1);
        for (row, column) in (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column))) {
            // The last cell of a column or row has no neighbour that would cover what reaches beyond it.
            let overlaps = [column + 1 < columns, row + 1 < rows];
            let column = if is_backwards[0] { columns - 1 - column } else { column };
            let row = if is_backwards[1] { rows - 1 - row } else { row };
            let reach = [widened(is_backwards[0], overlaps[0]), widened(is_backwards[1], overlaps[1])];
            self.draw_cell(&canvas, light, column, row, reach)?;
            if let Some((levels, colour)) = self.veil {
                self.draw_mesh(&canvas, levels, colour, column, row)?;
            }
        }
        self.draw_walls(&canvas, is_backwards)?;
        area.present().map_err(failed)
    }

    fn draw_cell<DB: DrawingBackend>(
        &self,
        canvas: &Canvas<'_, DB>,
        light: [f64; 2],
        column: usize,
        row: usize,
        [[left, right], [low, high]]: [[f64; 2]; 2],
    ) -> Result<()> {
        let raw = self.corners(self.levels, column, row);
        let corners = raw.map(|[a, b, level]| [a, b, level.clamp(0.0, 1.0)]);
        let ways = [(left, low), (right, low), (right, high), (left, high)];
        let reach = ways.map(|(across, along)| between(&corners, across, along));
        let is_cut = raw.iter().all(|corner| corner[2] >= 1.0);
        canvas.fill(&reach, filled(self.colour(&corners, light, is_cut)))?;
        if is_cut {
            return Ok(());
        }
        let pen = faint(canvas.style.stroke(Colour(255, 255, 255), 0.75), 0.4);
        for level in self.contours.iter().map(|level| f64::from(*level)) {
            for line in crossings(&corners, level) {
                canvas.line(&line, pen)?;
            }
        }
        Ok(())
    }

    /// The second surface's film and mesh over one cell.
    fn draw_mesh<DB: DrawingBackend>(
        &self,
        canvas: &Canvas<'_, DB>,
        levels: &[f32],
        colour: Colour,
        column: usize,
        row: usize,
    ) -> Result<()> {
        let raw = self.corners(levels, column, row);
        // Above the cap nobody knows how high it is.
        if raw.iter().any(|corner| corner[2] > 1.0) {
            return Ok(());
        }
        let corners = raw.map(|[a, b, level]| [a, b, level.clamp(0.0, 1.0)]);
        let below = self.corners(self.levels, column, row);
        let mean = |corners: &[Corner; 4]| corners.iter().map(|corner| corner[2].clamp(0.0, 1.0)).sum::<f64>() / 4.0;
        let is_above = mean(&corners) >= mean(&below) - 1e-3;
        if is_above {
            canvas.fill(&corners, faint(filled(colour), 0.16))?;
        }
        let pen = faint(canvas.style.stroke(colour, 1.0), if is_above { 0.75 } else { 0.28 });
        let [columns, rows] = [self.columns - 1, self.rows - 1].map(|cells| cells.div_ceil(MESHES).max(1));
        let sides = [
            (row.is_multiple_of(rows), [0, 1]),
            (column.is_multiple_of(columns), [0, 3]),
            (row + 2 == self.rows, [3, 2]),
            (column + 2 == self.columns, [1, 2]),
        ];
        for (_, [from, to]) in sides.into_iter().filter(|side| side.0) {
            canvas.line(&[corners[from], corners[to]], pen)?;
        }
        Ok(())
    }

    /// The land cut open at the two edges that face the viewer.
    fn draw_walls<DB: DrawingBackend>(&self, canvas: &Canvas<'_, DB>, is_backwards: [bool; 2]) -> Result<()> {
        let level = |column: usize, row: usize| f64::from(self.levels[row * self.columns + column]).clamp(0.0, 1.0);
        let near =
            [(self.columns, 0), (self.rows, 1)].map(|(count, axis)| if is_backwards[axis] { 0 } else { count - 1 });
        let share = |index: usize, count: usize| index as f64 / (count - 1) as f64;
        let along_columns = (0..self.columns)
            .map(|column| [share(column, self.columns), share(near[1], self.rows), level(column, near[1])])
            .collect::<Vec<_>>();
        let along_rows = (0..self.rows)
            .map(|row| [share(near[0], self.columns), share(row, self.rows), level(near[0], row)])
            .collect::<Vec<_>>();
        for (top, tone) in [(along_columns, 0.72), (along_rows, 0.6)] {
            let foot = top.iter().rev().map(|[a, b, _]| [*a, *b, GROUND]);
            let wall: Vec<Corner> = top.iter().copied().chain(foot).collect();
            let colour = canvas.style.ink.mix(canvas.style.panel, tone).mix(viridis(0.3), 0.25);
            canvas.fill(&wall, filled(colour))?;
            canvas.line(&top, faint(canvas.style.stroke(Colour(255, 255, 255), 1.0), 0.55))?;
        }
        Ok(())
    }

    /// The corners of a cell, counter-clockwise from its lowest column and row.
    fn corners(&self, levels: &[f32], column: usize, row: usize) -> [Corner; 4] {
        [(0, 0), (1, 0), (1, 1), (0, 1)].map(|(right, up)| {
            let (column, row) = (column + right, row + up);
            let share = |index: usize, count: usize| index as f64 / (count - 1) as f64;
            [share(column, self.columns), share(row, self.rows), f64::from(levels[row * self.columns + column])]
        })
    }

    /// Colour by mean level, darker where the cell leans away from the light.
    fn colour(&self, corners: &[Corner; 4], light: [f64; 2], is_cut: bool) -> Colour {
        let [near, right, far, left] = corners.map(|corner| corner[2]);
        let plain = viridis((near + right + far + left) / 4.0);
        if is_cut {
            // Calmer, so that it says "cut here" and not "a plain".
            let Colour(red, green, blue) = plain;
            let grey = (0.299 * f64::from(red) + 0.587 * f64::from(green) + 0.114 * f64::from(blue)).round() as u8;
            return plain.mix(Colour(grey, grey, grey), 0.5).mix(Colour(0, 0, 0), 0.06);
        }
        let slope_a = (right + far - near - left) / 2.0 * (self.columns - 1) as f64 * HEIGHT;
        let slope_b = (left + far - near - right) / 2.0 * (self.rows - 1) as f64 * HEIGHT;
        let length = (1.0 + slope_a * slope_a + slope_b * slope_b).sqrt();
        let facing = ((0.76 - 0.65 * (slope_a * light[0] + slope_b * light[1])) / length).clamp(0.0, 1.0);
        Colour(0, 0, 0).mix(plain, 0.58 + 0.42 * facing)
    }
}

/// What is drawn on: lengths and places come in CSS pixels.
struct Canvas<'a, DB: DrawingBackend> {
    area: &'a DrawingArea<DB, Shift>,
    style: &'a Style,
    view: &'a SurfaceView,
}

impl<DB: DrawingBackend> Canvas<'_, DB> {
    fn pixels(&self, places: &[Corner]) -> Vec<(i32, i32)> {
        places.iter().map(|place| self.style.pixel(self.view.place(*place))).collect()
    }

    fn fill(&self, corners: &[Corner], fill: ShapeStyle) -> Result<()> {
        self.area.draw(&Polygon::new(self.pixels(corners), fill)).map_err(failed)
    }

    fn line(&self, places: &[Corner], pen: ShapeStyle) -> Result<()> {
        self.area.draw(&PathElement::new(self.pixels(places), pen)).map_err(failed)
    }
}

/// How much of a cell's side is filled: it reaches under its neighbour nearer to the viewer, which is drawn later.
fn widened(is_backwards: bool, overlaps: bool) -> [f64; 2] {
    let more = if overlaps { OVERLAP } else { 0.0 };
    if is_backwards { [-more, 1.0] } else { [0.0, 1.0 + more] }
}

/// A place of a cell, or a little beyond it: shares of the way between its corners.
fn between(corners: &[Corner; 4], across: f64, along: f64) -> Corner {
    let mix = |p: f64, q: f64, share: f64| p + (q - p) * share;
    let [a, b, level] = [0, 1, 2].map(|axis| {
        let low = mix(corners[0][axis], corners[1][axis], across);
        let high = mix(corners[3][axis], corners[2][axis], across);
        mix(low, high, along)
    });
    [a, b, level.clamp(0.0, 1.0)]
}

/// Where a cell's rim crosses a level: the pieces of its contour line.
fn crossings(corners: &[Corner; 4], level: f64) -> Vec<Vec<Corner>> {
    let found: Vec<Corner> = (0..4)
        .filter_map(|side| {
            let (p, q) = (corners[side], corners[(side + 1) % 4]);
            let is_crossed = (p[2] < level) != (q[2] < level);
            let share = (level - p[2]) / (q[2] - p[2]);
            is_crossed.then(|| [0, 1, 2].map(|axis| p[axis] + (q[axis] - p[axis]) * share))
        })
        .collect();
    found.chunks_exact(2).map(<[_]>::to_vec).collect()
}
