//! How a stretch of a run went, in one word: what a class predicts before it presses Play.

use super::history::PathPoint;
use crate::json::Json;

/// Steps shorter than this share of the longest one turn by rounding as much as by slope: they do not count as turns.
const SHORT: f64 = 1e-3;
/// A loss that ends this many times as high as it began has blown up, even where it stays a number.
const BLOWN_UP: f64 = 10.0;
/// A last quarter that moves the loss by less than this share of all there was to fall is flat.
const FLAT: f64 = 0.01;
/// What ends flat, and higher above the lowest known loss than this share of all there was to fall, is stuck.
const ABOVE: f64 = 0.02;
/// A loss that falls by less than this share of itself has hardly moved.
const HARDLY: f64 = 0.05;

/// What became of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The loss left the range of numbers, or ends ten times as high as it began.
    BlowsUp,
    /// More than half of its turns go back against the step before.
    ZigZags,
    /// It came to rest, or hardly moved, above the lowest loss that is known.
    IsStuck,
    /// It came to rest at the lowest loss that is known.
    Settles,
    /// It is still going down.
    GoesDown,
}

impl Outcome {
    /// As in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::BlowsUp => "blows_up",
            Self::ZigZags => "zig_zags",
            Self::IsStuck => "is_stuck",
            Self::Settles => "settles",
            Self::GoesDown => "goes_down",
        }
    }
}

/// An [`Outcome`] and what it was read from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OutcomeReading {
    /// In one word.
    pub outcome: Outcome,
    /// Training loss at the beginning of the stretch.
    pub first: f64,
    /// Training loss at its end.
    pub last: f64,
    /// Share of turns by more than a right angle, 0 to 1; 0 where there was no turn.
    pub reversed: f64,
}

impl OutcomeReading {
    /// All of it as one JSON object; a loss that is no number is `null`.
    #[must_use]
    pub fn to_json(&self) -> String {
        Json::object(|json| {
            json.text("outcome", self.outcome.name());
            json.number("first", self.first);
            json.number("last", self.last);
            json.number("reversed", self.reversed);
        })
    }
}

/// Reads a stretch of a path, its points in the order of their steps; none of fewer than two points. `lowest` is the lowest
/// loss that is known of the surface, NaN where nothing is. Cost: two operations for each parameter and point.
#[must_use]
pub fn read_outcome(path: &[PathPoint], lowest: f64, has_blown_up: bool) -> Option<OutcomeReading> {
    let [begin, .., end] = path else { return None };
    let (first, last) = (begin.loss, end.loss);
    let lowest = path.iter().map(|point| point.loss).fold(lowest, f64::min);
    let reversed = reversed_share(path);
    let quarter = &path[path.len() - path.len().div_ceil(4)..];
    let (low, high) = quarter
        .iter()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), point| (low.min(point.loss), high.max(point.loss)));
    let to_fall = first - lowest;
    let outcome = if has_blown_up || !last.is_finite() || last >= BLOWN_UP * first.max(f64::MIN_POSITIVE) {
        Outcome::BlowsUp
    } else if reversed > 0.5 {
        Outcome::ZigZags
    } else if first - last < HARDLY * first.abs() {
        Outcome::IsStuck
    } else if high - low > FLAT * to_fall {
        Outcome::GoesDown
    } else if last - lowest > ABOVE * to_fall {
        Outcome::IsStuck
    } else {
        Outcome::Settles
    };
    Some(OutcomeReading { outcome, first, last, reversed })
}

/// Share of the turns between one step and the next in which the two point against each other.
fn reversed_share(path: &[PathPoint]) -> f64 {
    let steps: Vec<Vec<f64>> = path
        .windows(2)
        .map(|pair| pair[1].params.iter().zip(&pair[0].params).map(|(to, from)| f64::from(*to) - f64::from(*from)))
        .map(Iterator::collect)
        .collect();
    let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    let squares: Vec<f64> = steps.iter().map(|step| dot(step, step)).collect();
    let short = SHORT * SHORT * squares.iter().copied().fold(0.0, f64::max);
    let (mut turns, mut reversed) = (0_u32, 0_u32);
    for (pair, square) in steps.windows(2).zip(squares.windows(2)) {
        if square[0] > short && square[1] > short {
            turns += 1;
            reversed += u32::from(dot(&pair[0], &pair[1]) < 0.0);
        }
    }
    if turns == 0 { 0.0 } else { f64::from(reversed) / f64::from(turns) }
}
