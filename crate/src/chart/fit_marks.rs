//! What pictures of a fit share: the words and colours that come with the numbers, and the marks of rows.
//!
//! A class is told by shape and colour, a part of the rows by fill: training rows are filled, validation rows hollow, test
//! rows hollow with a dot.

use super::failed;
use super::style::{Colour, Style, filled};
use crate::error::{Error, Result};
use plotters::coord::Shift;
use plotters::drawing::DrawingArea;
use plotters::element::{Circle, PathElement, Polygon};
use plotters::prelude::DrawingBackend;
use serde::Deserialize;

/// Numbers a row has in a picture of a fit: x, y, what was wanted, what was answered (class or number each), and the part of
/// the rows it belongs to (0 training, 1 validation, 2 test).
pub const ROW_STRIDE: usize = 5;

/// CSS pixels: half the height of a mark.
const RADIUS: f64 = 3.4;

/// Where to draw, in which units to label, and in which colours.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FitLabels {
    /// The ends of x and y in the units of the numbers drawn: x₀, x₁, y₀, y₁.
    pub window: [f64; 4],
    /// Mean and deviation of x and of y: a label at x reads `mean + deviation · x`. None leaves numbers as they are.
    pub units: Vec<[f64; 2]>,
    /// Colours of the classes, `#rrggbb`; they come round again where there are more classes. Numbers from low to high go
    /// from the first to the second.
    pub colours: Vec<String>,
    /// Classes there are; 0 if the answers are numbers.
    pub classes: usize,
    /// The numbers that get the first and the second colour, where answers are numbers.
    pub range: [f64; 2],
}

/// [`FitLabels`], checked.
#[derive(Clone, Debug)]
pub(super) struct Setting {
    pub(super) x: [f64; 2],
    pub(super) y: [f64; 2],
    units: [[f64; 2]; 2],
    colours: Vec<Colour>,
    pub(super) classes: usize,
    range: [f64; 2],
}

impl Setting {
    /// # Errors
    /// Names `window`, `units`, `colours` or `range` and what it accepts.
    pub(super) fn new(labels: &FitLabels) -> Result<Self> {
        let [x0, x1, y0, y1] = labels.window;
        let rises = |low: f64, high: f64| low < high && low.is_finite() && high.is_finite();
        if !(rises(x0, x1) && rises(y0, y1)) {
            return Err(Error::new("window", "must be two rising pairs of finite numbers"));
        }
        let unit = |axis: usize| labels.units.get(axis).copied().unwrap_or([0.0, 1.0]);
        let units = [unit(0), unit(1)];
        if units.iter().any(|[mean, deviation]| !(mean.is_finite() && *deviation > 0.0 && deviation.is_finite())) {
            return Err(Error::new("units", "must be finite means and positive deviations"));
        }
        let colours: Option<Vec<Colour>> = labels.colours.iter().map(|colour| Colour::parse(colour.trim())).collect();
        let Some(colours) = colours.filter(|colours| colours.len() >= 2) else {
            return Err(Error::new("colours", "must be at least two colours #rrggbb"));
        };
        if labels.classes == 0 && labels.range != [0.0; 2] && !rises(labels.range[0], labels.range[1]) {
            return Err(Error::new("range", "must be two rising numbers"));
        }
        Ok(Self { x: [x0, x1], y: [y0, y1], units, colours, classes: labels.classes, range: labels.range })
    }

    /// The ends of an axis (0 is x) in measured units.
    pub(super) fn measured(&self, axis: usize) -> [f64; 2] {
        let [mean, deviation] = self.units[axis];
        [self.x, self.y][axis].map(|end| mean + deviation * end)
    }

    pub(super) fn class(&self, class: usize) -> Colour {
        self.colours[class % self.colours.len()]
    }

    /// The colour of a wanted or answered class or number on this ground; the ground itself where there is none.
    pub(super) fn colour(&self, value: f32, ground: Colour) -> Colour {
        if self.classes > 0 {
            return if value >= 0.0 { self.class(value as usize) } else { ground };
        }
        let [low, high] = self.range;
        let share = (f64::from(value) - low) / (high - low);
        if !share.is_finite() {
            return ground;
        }
        let share = share.clamp(0.0, 1.0);
        // Both arms leave the ground: the middle of the range is pale.
        if share < 0.5 { self.class(0).mix(ground, 2.0 * share) } else { self.class(1).mix(ground, 2.0 - 2.0 * share) }
    }
}

/// # Errors
/// Names `rows` if its length is not a multiple of [`ROW_STRIDE`].
pub(super) fn check_rows(numbers: &[f32]) -> Result<()> {
    if numbers.len().is_multiple_of(ROW_STRIDE) {
        return Ok(());
    }
    Err(Error::new("rows", format!("must have {ROW_STRIDE} numbers a row, got {}", numbers.len())))
}

/// Where a picture stands on its canvas, in pixels: the rectangle that its window fills.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Placed {
    /// The left edge.
    pub left: i32,
    /// The upper edge.
    pub top: i32,
    /// From the left edge to the right one.
    pub width: i32,
    /// From the upper edge to the lower one.
    pub height: i32,
}

/// Which part of the rows a mark stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Train,
    Validation,
    Test,
}

impl Part {
    pub(super) fn of(number: f32) -> Self {
        if number == 0.0 {
            Self::Train
        } else if number == 1.0 {
            Self::Validation
        } else {
            Self::Test
        }
    }
}

/// Corners of the shapes of classes 1, 2, … around the middle; class 0 is a circle. They come round again.
const SHAPES: [&[(f64, f64)]; 5] = [
    &[(0.0, -1.2), (1.1, 0.8), (-1.1, 0.8)],
    &[(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)],
    &[(0.0, -1.25), (1.25, 0.0), (0.0, 1.25), (-1.25, 0.0)],
    &[(0.0, 1.2), (1.1, -0.8), (-1.1, -0.8)],
    &[(-0.6, -1.1), (0.6, -1.1), (1.2, 0.0), (0.6, 1.1), (-0.6, 1.1), (-1.2, 0.0)],
];

/// Draws the mark of a row at a pixel.
pub(super) fn mark<DB: DrawingBackend>(
    area: &DrawingArea<DB, Shift>,
    style: &Style,
    at: (i32, i32),
    class: usize,
    part: Part,
    colour: Colour,
) -> Result<()> {
    let (inside, edge, width) =
        if part == Part::Train { (colour, style.panel, 0.8) } else { (style.panel, colour, 1.5) };
    let (fill, line) = (filled(inside), style.stroke(edge, width));
    match class % (SHAPES.len() + 1) {
        0 => {
            area.draw(&Circle::new(at, style.px(RADIUS), fill)).map_err(failed)?;
            area.draw(&Circle::new(at, style.px(RADIUS), line)).map_err(failed)?;
        }
        shape => {
            let corner = |&(x, y): &(f64, f64)| (at.0 + style.px(RADIUS * x), at.1 + style.px(RADIUS * y));
            let mut corners: Vec<(i32, i32)> = SHAPES[shape - 1].iter().map(corner).collect();
            area.draw(&Polygon::new(corners.clone(), fill)).map_err(failed)?;
            corners.push(corners[0]);
            area.draw(&PathElement::new(corners, line)).map_err(failed)?;
        }
    }
    if part == Part::Test {
        area.draw(&Circle::new(at, style.px(1.2), filled(colour))).map_err(failed)?;
    }
    Ok(())
}

/// A ring around a row that is answered wrong.
pub(super) fn ring<DB: DrawingBackend>(area: &DrawingArea<DB, Shift>, style: &Style, at: (i32, i32)) -> Result<()> {
    area.draw(&Circle::new(at, style.px(RADIUS + 3.0), style.stroke(style.ink, 1.4))).map_err(failed)
}
