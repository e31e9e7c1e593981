//! Points and the centres that they have chosen, in a plane of two of their numbers.

use super::axes;
use super::failed;
use super::fit_map::{edge, frame};
use super::fit_marks::{FitLabels, Part, Placed, Setting, mark};
use super::style::{Style, faint, filled};
use crate::error::{Error, Result};
use plotters::element::{Circle, PathElement};
use plotters::prelude::DrawingBackend;

/// CSS pixels: half the size of a centre's cross.
const ARM: f64 = 6.0;

/// Points, centres, and who belongs to whom.
#[derive(Clone, Debug)]
pub struct ClusterMap<'a> {
    points: &'a [f32],
    centres: &'a [f32],
    setting: Setting,
}

impl<'a> ClusterMap<'a> {
    /// `points` holds x, y and the number of the centre (−1: none yet), `centres` x and y.
    ///
    /// # Errors
    /// Names `points`, `centres`, or the entry of `labels` that is wrong.
    pub fn new(points: &'a [f32], centres: &'a [f32], labels: &FitLabels) -> Result<Self> {
        if !centres.len().is_multiple_of(2) {
            return Err(Error::new("centres", format!("must have 2 numbers a centre, got {}", centres.len())));
        }
        let count = (centres.len() / 2) as f32;
        if !points.len().is_multiple_of(3) || points.chunks_exact(3).any(|point| !(-1.0..count).contains(&point[2])) {
            return Err(Error::new(
                "points",
                format!("must have 2 numbers and a centre from -1 and below {count} each"),
            ));
        }
        Ok(Self { points, centres, setting: Setting::new(labels)? })
    }

    /// Draws it and says where; O(points). A line goes from each point to its centre: the squares of their lengths add up to the inertia,
    /// where the points have no more than these two numbers.
    ///
    /// # Errors
    /// Names `chart` if the backend fails.
    pub fn draw<DB: DrawingBackend>(&self, backend: DB, style: &Style) -> Result<Placed> {
        let Some(area) = axes::ground(backend, style)? else { return Ok(Placed::default()) };
        let square = frame(&area, style, &self.setting)?;
        edge(&area, style, &square)?;
        let pixel = |place: &[f32]| square.pixel(&self.setting, place[0], place[1]);
        let centre = |group: f32| (group >= 0.0).then(|| &self.centres[2 * group as usize..][..2]);
        for point in self.points.chunks_exact(3) {
            let ends = (pixel(point), centre(point[2]).and_then(pixel));
            if let (Some(from), Some(to)) = ends {
                let line = faint(style.stroke(self.setting.class(point[2] as usize), 1.0), 0.35);
                area.draw(&PathElement::new([from, to], line)).map_err(failed)?;
            }
        }
        for point in self.points.chunks_exact(3) {
            let Some(at) = pixel(point) else { continue };
            if point[2] < 0.0 {
                // Nobody has told these points anything, and they have not chosen yet.
                area.draw(&Circle::new(at, style.px(3.0), filled(style.soft.mix(style.panel, 0.45))))
                    .map_err(failed)?;
            } else {
                let group = point[2] as usize;
                mark(&area, style, at, group, Part::Train, self.setting.class(group))?;
            }
        }
        for (group, place) in self.centres.chunks_exact(2).enumerate() {
            let Some((x, y)) = pixel(place) else { continue };
            let arm = style.px(ARM);
            let strokes = [[(x - arm, y - arm), (x + arm, y + arm)], [(x - arm, y + arm), (x + arm, y - arm)]];
            // Pale, dark and coloured: seen on every ground.
            for (colour, width) in [(style.panel, 7.5), (style.ink, 5.0), (self.setting.class(group), 2.5)] {
                for stroke in strokes {
                    area.draw(&PathElement::new(stroke, style.stroke(colour, width))).map_err(failed)?;
                }
            }
        }
        area.present().map_err(failed)?;
        Ok(square)
    }
}
