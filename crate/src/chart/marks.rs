//! Ball, path and landing of up to four runs, drawn over the surface for browsers without WebGL2.

use super::failed;
use super::style::{Colour, Series, Style, faint, filled};
use super::view::SurfaceView;
use crate::error::{Error, Result};
use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, IntoDrawingArea};
use plotters::element::{Circle, PathElement, Polygon};
use plotters::prelude::DrawingBackend;
use plotters::style::ShapeStyle;

/// Numbers a point: shares of the way along columns and rows, level, and how clearly it is seen (0 to 1).
pub const MARK_STRIDE: usize = 4;

/// Radius of a ball in CSS pixels.
const RADIUS: f64 = 7.0;

/// Steps of opacity that are told apart along a path.
const OPACITIES: f64 = 4.0;

/// A run's marks: its path, the ball last; the point of the sheet below the ball; where its next step would land.
#[derive(Clone, Copy, Debug)]
struct Run<'a> {
    path: &'a [[f32; MARK_STRIDE]],
    foot: Option<[f32; MARK_STRIDE]>,
    landing: Option<[f32; MARK_STRIDE]>,
    series: Series,
}

/// The marks of up to four runs.
#[derive(Clone, Debug)]
pub struct SurfaceMarks<'a> {
    runs: Vec<Run<'a>>,
}

impl<'a> SurfaceMarks<'a> {
    /// `marks` holds [`MARK_STRIDE`] numbers a point, in parts that end with a point whose first number is NaN: of each run its
    /// path, then the point of the sheet below the ball, then the landing; parts may be empty. `series` says who each run is. A
    /// run alone walks in white.
    ///
    /// # Errors
    /// Names `marks` if they do not hold three parts for each of one to four runs.
    pub fn new(marks: &'a [f32], series: &[Series]) -> Result<Self> {
        let (points, rest) = marks.as_chunks::<MARK_STRIDE>();
        let mut parts: Vec<_> = points.split(|point| point[0].is_nan()).collect();
        parts.pop();
        if !rest.is_empty() || series.len() > 4 || parts.len() != 3 * series.len() {
            let problem =
                format!("must be 3 parts for each of at most 4 runs, got {} for {}", parts.len(), series.len());
            return Err(Error::new("marks", problem));
        }
        let (parts, _) = parts.as_chunks::<3>();
        let runs = parts.iter().zip(series);
        let runs = runs.map(|([path, foot, landing], series)| Run {
            path,
            foot: foot.first().copied(),
            landing: landing.first().copied(),
            series: *series,
        });
        Ok(Self { runs: runs.collect() })
    }

    /// Draws them over what is there, the lead last; O(points).
    ///
    /// # Errors
    /// Names `chart` if the backend fails.
    pub fn draw<DB: DrawingBackend>(&self, backend: DB, style: &Style, view: &SurfaceView) -> Result<()> {
        let area = backend.into_drawing_area();
        let canvas = Canvas { area: &area, style, view };
        let is_alone = self.runs.len() == 1;
        for run in self.runs.iter().rev() {
            canvas.draw_run(run, is_alone)?;
        }
        area.present().map_err(failed)
    }
}

struct Canvas<'a, DB: DrawingBackend> {
    area: &'a DrawingArea<DB, Shift>,
    style: &'a Style,
    view: &'a SurfaceView,
}

impl<DB: DrawingBackend> Canvas<'_, DB> {
    fn draw_run(&self, run: &Run<'_>, is_alone: bool) -> Result<()> {
        let colour = self.style.series(run.series);
        let line = if is_alone { Colour(255, 255, 255) } else { colour };
        let rim = if is_alone { self.style.ink } else { Colour(255, 255, 255) };
        for (width, colour, strength) in [(3.5, rim, 0.35), (2.0, line, 1.0)] {
            for (part, opacity) in stretches(run.path) {
                let pen = faint(self.style.stroke(colour, width), strength * opacity);
                self.line(part.iter().copied(), pen)?;
            }
        }
        if let Some(landing) = run.landing.and_then(|landing| self.pixel(landing)) {
            let ring = Circle::new(landing, self.style.px(RADIUS), self.style.stroke(colour, 1.75));
            self.area.draw(&ring).map_err(failed)?;
        }
        let Some(ball) = run.path.last() else { return Ok(()) };
        let seen = f64::from(ball[3]).clamp(0.35, 1.0);
        self.line(run.foot.into_iter().chain([*ball]), faint(self.style.stroke(self.style.ink, 1.5), seen))?;
        let Some(centre) = self.pixel(*ball) else { return Ok(()) };
        let dark = colour.mix(Colour(0, 0, 0), 0.35);
        self.shape(run.series, centre, faint(filled(colour), seen), faint(self.style.stroke(dark, 1.0), seen))
    }

    /// A ball, or the shape of a run beside it.
    fn shape(&self, series: Series, centre: (i32, i32), fill: ShapeStyle, rim: ShapeStyle) -> Result<()> {
        let corners: &[(f64, f64)] = match series {
            Series::Lead | Series::Plain | Series::Skip => {
                let radius = self.style.px(RADIUS);
                self.area.draw(&Circle::new(centre, radius, fill)).map_err(failed)?;
                return self.area.draw(&Circle::new(centre, radius, rim)).map_err(failed);
            }
            Series::First => &[(0.0, -1.25), (1.1, 0.0), (0.0, 1.25), (-1.1, 0.0)],
            Series::Second => &[(0.0, -1.2), (1.15, 0.9), (-1.15, 0.9)],
            Series::Third => &[(-0.95, -0.95), (0.95, -0.95), (0.95, 0.95), (-0.95, 0.95)],
        };
        let at = |(x, y): &(f64, f64)| (centre.0 + self.style.px(RADIUS * x), centre.1 + self.style.px(RADIUS * y));
        let mut corners: Vec<(i32, i32)> = corners.iter().map(at).collect();
        self.area.draw(&Polygon::new(corners.clone(), fill)).map_err(failed)?;
        corners.push(corners[0]);
        self.area.draw(&PathElement::new(corners, rim)).map_err(failed)
    }

    fn line(&self, points: impl Iterator<Item = [f32; MARK_STRIDE]>, pen: ShapeStyle) -> Result<()> {
        let places: Vec<_> = points.filter_map(|point| self.pixel(point)).collect();
        if places.len() < 2 {
            return Ok(());
        }
        self.area.draw(&PathElement::new(places, pen)).map_err(failed)
    }

    /// What has no place is left out, not drawn somewhere.
    fn pixel(&self, [right, up, level, _]: [f32; MARK_STRIDE]) -> Option<(i32, i32)> {
        let place = [right, up, level].map(f64::from);
        place.iter().all(|part| part.is_finite()).then(|| self.style.pixel(self.view.place(place)))
    }
}

/// A path in stretches of one opacity, each beginning where the one before ended.
fn stretches(path: &[[f32; MARK_STRIDE]]) -> Vec<(&[[f32; MARK_STRIDE]], f64)> {
    let step = |point: &[f32; MARK_STRIDE]| (f64::from(point[3]).clamp(0.0, 1.0) * OPACITIES).ceil();
    let mut found = Vec::new();
    let mut from = 0;
    for at in 1..path.len() {
        let is_last = at + 1 == path.len();
        if is_last || step(&path[at + 1]) != step(&path[at]) {
            found.push((&path[from..=at], step(&path[at]).max(1.0) / OPACITIES));
            from = at;
        }
    }
    found
}
