//! One run and those beside it, for the training worker.
//!
//! Length: the one handle of a run, with every method the training worker calls.

use super::convert::count;
use super::plane::PlaneData;
use super::status::Status;
use crate::error::{Error, Result};
use crate::experiment::{self, CurvatureGauge, Others, Spec};
use crate::json::Json;
use crate::landscape::{Plane, PlaneKind};
use crate::network::Mlp;
use crate::samples::Samples;
use crate::training::{PathPoint, Trainer};
use wasm_bindgen::prelude::wasm_bindgen;

/// One run: a network, its data, and the way it has walked; and the branches of its spec, which walk beside it.
///
/// Methods that take `run` are about the run of the spec, the lead, if it is left out or 0; or about the branch of this number,
/// counted from 1. They throw an error about `run` if it is not there (yet): see `runs`.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Session {
    pub(super) trainer: Trainer,
    pub(super) others: Others,
    pub(super) spec: Spec,
    pub(super) plane: Option<Plane>,
    /// A branch that is seen in a plane of its own, and that plane.
    pub(super) second: Option<(u32, Plane)>,
    #[cfg_attr(not(feature = "whole"), allow(dead_code, reason = "its methods are the whole core's: `curvature.rs`"))]
    pub(super) gauge: CurvatureGauge,
    /// The path of each run as seen from `plane`. Kept, because a path holds up to 64 MiB of parameters.
    pub(super) trails: Vec<Vec<TrailPoint>>,
}

/// A point of the path as seen from a plane.
#[derive(Clone, Copy, Debug)]
pub(super) struct TrailPoint {
    step: u64,
    a: f64,
    b: f64,
    loss: f64,
    distance: f64,
}

#[wasm_bindgen]
impl Session {
    /// The run of a spec (JSON, fields left out have their default) at step 0, and its branches. `file` holds the bytes of the table of a
    /// data set that is not inside: `iris`, `wine` and `digits` in the page's core, and `own` everywhere.
    ///
    /// # Errors
    /// Names the field whose value is not accepted, `file` if it is missing or not wanted, or the line and column of it
    /// that cannot be read.
    #[wasm_bindgen(constructor)]
    pub fn new(spec_json: &str, file: Option<Vec<u8>>) -> Result<Self> {
        let spec = Spec::from_json(spec_json)?;
        let mut trainer = spec.trainer_with(file.as_deref())?;
        let others = Others::new(&spec, &mut trainer)?;
        Ok(Self {
            trainer,
            others,
            spec,
            plane: None,
            second: None,
            gauge: CurvatureGauge::default(),
            trails: Vec::new(),
        })
    }

    /// Numbers of the runs that are there by now, beside the lead: branches that have started.
    #[must_use]
    pub fn runs(&self) -> Vec<u32> {
        self.others.runs().map(|(index, _)| index as u32).collect()
    }

    /// Steps that the runs have made together: every one that has not blown up before and is not catching up.
    #[must_use]
    pub fn clock(&self) -> f64 {
        self.others.clock() as f64
    }

    /// Whether no run can go on.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.others.is_over(&self.trainer)
    }

    /// Makes up to `steps` steps of runs that are behind the clock; whether all have caught up.
    ///
    /// # Errors
    /// Names `steps` unless it is a whole number from 0.
    pub fn catch_up(&mut self, steps: f64) -> Result<bool> {
        Ok(self.others.catch_up(&mut self.trainer, count("steps", steps)?))
    }

    /// Makes up to `steps` steps of all runs and returns how many were made: fewer once all have blown up. Runs that are
    /// behind catch up first.
    ///
    /// # Errors
    /// Names `steps` unless it is a whole number from 0.
    pub fn advance(&mut self, steps: f64) -> Result<f64> {
        Ok(self.others.advance(&mut self.trainer, count("steps", steps)?) as f64)
    }

    /// The learning rate from the next step on, also of branches without one of their own. It belongs to this step of the
    /// run: a replay changes it there, too.
    ///
    /// # Errors
    /// Names `learning_rate` unless it is a positive finite number.
    pub fn set_learning_rate(&mut self, rate: f64) -> Result<()> {
        self.others.set_learning_rate(&mut self.trainer, rate as f32)
    }

    /// Back to step 0 with the same seed; the learning rate stays as it is now, from the first step on.
    pub fn reset(&mut self) {
        self.others.reset(&mut self.trainer);
        self.trails.clear();
    }

    /// Puts the ball down at (a, b) of an exact plane: sets the two parameters of a run that has no more, and forgets the
    /// optimizer's memory. It belongs to this step of the run: a replay does it there, too. With branches, the runs go back
    /// to step 0 first and all start at (a, b).
    ///
    /// # Errors
    /// Names `problem` unless exactly two numbers train, `a` or `b` unless it is a finite number.
    pub fn drop_ball(&mut self, a: f64, b: f64) -> Result<()> {
        self.others.drop_ball(&mut self.trainer, [a as f32, b as f32])?;
        self.trails.clear();
        Ok(())
    }

    /// Gives one weight of the lead, by its number in the flat vector, another value. It belongs to this step of the run: a replay
    /// does it there, too. Branches that have left before keep theirs.
    ///
    /// # Errors
    /// Names `weight` unless it is a whole number below the number of parameters, `value` unless it is a finite number.
    pub fn set_weight(&mut self, weight: f64, value: f64) -> Result<()> {
        self.others.set_weight(&mut self.trainer, count("weight", weight)? as usize, value as f32)?;
        self.trails.clear();
        Ok(())
    }

    /// The present loss over the mini-batch that the next step will look at; NaN if each step takes all rows.
    pub fn next_batch_loss(&mut self) -> f64 {
        self.trainer.next_batch_loss().unwrap_or(f64::NAN)
    }

    /// How far the losses of an epoch's mini-batches lie from that of all rows at the present place (root mean square); NaN if
    /// each step takes all rows.
    pub fn batch_spread(&mut self) -> f64 {
        self.trainer.batch_spread().unwrap_or(f64::NAN)
    }

    /// Goes back to an earlier step, to the bit. A later one changes nothing.
    ///
    /// # Errors
    /// Names `step` unless it is a whole number from 0.
    pub fn rewind_to(&mut self, step: f64) -> Result<()> {
        self.others.rewind_to(&mut self.trainer, count("step", step)?);
        self.trails.clear();
        Ok(())
    }

    /// Goes back to the latest step at or before this one that is reached without making steps again, however long the run: from there
    /// on `advance` leads to it, to the bit, and can be left on the way.
    ///
    /// # Errors
    /// Names `step` unless it is a whole number from 0.
    pub fn rewind_near(&mut self, step: f64) -> Result<()> {
        self.others.rewind_near(&mut self.trainer, count("step", step)?);
        self.trails.clear();
        Ok(())
    }

    /// Lays the plane of the mountain, for all runs. A run of two parameters has one plane, `exact`, whatever is asked for: all there
    /// is. Otherwise through the present weights: `random`, `hessian` (eigenvectors of the largest and the smallest
    /// curvature), `weights` (two single ones: see `choose_weights`); or `path` and `path_mean` along the main directions
    /// of the paths walked and of a rehearsal of up to `ahead` steps, centred on its end or its mean; or `ends` from the
    /// start to the present place. Where there is no path the plane is a random one.
    ///
    /// # Errors
    /// Names `kind` or `ahead` if its value is not accepted, `d1` if all weights are zero, `weight_a` or `weight_b` if there
    /// is no such parameter.
    pub fn lay_plane(&mut self, kind: &str, ahead: f64) -> Result<PlaneData> {
        let kind = plane_kind(kind)?;
        let weights = [self.spec.weight_a, self.spec.weight_b].map(|weight| weight as usize);
        let plane = {
            let others: Vec<&Trainer> = self.others.runs().map(|(_, run)| run).collect();
            let (ahead, seed) = (count("ahead", ahead)?, self.spec.seed);
            experiment::lay_common_plane(&self.trainer, &others, kind, weights, ahead, seed)?
        };
        let data = PlaneData::new(&plane);
        self.plane = Some(plane);
        self.second = None;
        self.trails.clear();
        Ok(data)
    }

    /// Where a run stands.
    ///
    /// # Errors
    /// Names `run`.
    pub fn status(&mut self, run: Option<u32>) -> Result<Status> {
        let plane = seen_in(self.plane.as_ref(), self.second.as_ref(), run);
        Ok(Status::of(chosen(&mut self.trainer, &mut self.others, run)?, plane))
    }

    /// The curve so far: step, training loss and accuracy, validation loss and accuracy for each point.
    ///
    /// # Errors
    /// Names `run`.
    pub fn curve(&mut self, run: Option<u32>) -> Result<Vec<f32>> {
        let points = chosen(&mut self.trainer, &mut self.others, run)?.curve();
        let numbers = points.iter().flat_map(|point| {
            let figures = point.figures;
            [
                point.step as f64,
                figures.train_loss,
                figures.train_accuracy,
                figures.validation_loss,
                figures.validation_accuracy,
            ]
        });
        Ok(numbers.map(|number| number as f32).collect())
    }

    /// The path so far in the plane: step, a, b, training loss, distance from the plane for each point. The last one is
    /// the present.
    ///
    /// # Errors
    /// Names `plane` if none has been laid, or `run`.
    pub fn trail(&mut self, run: Option<u32>) -> Result<Vec<f32>> {
        let trainer = chosen(&mut self.trainer, &mut self.others, run)?;
        let present =
            PathPoint { step: trainer.steps(), loss: trainer.train_loss(), params: trainer.params().to_vec() };
        let plane = seen_in(self.plane.as_ref(), self.second.as_ref(), run);
        let plane = plane.ok_or_else(|| Error::new("plane", "must be laid before there is a trail"))?;
        let walked = trainer.path();
        let index = run.unwrap_or(0) as usize;
        self.trails.resize(self.trails.len().max(index + 1), Vec::new());
        let trail = &mut self.trails[index];
        *trail = walked.iter().map(|point| known(trail, point).unwrap_or_else(|| seen(plane, point))).collect();
        let is_due = walked.last().is_some_and(|last| last.step == present.step);
        let end = (!is_due).then(|| seen(plane, &present));
        let points = trail.iter().copied().chain(end);
        Ok(points
            .flat_map(|point| [point.step as f64, point.a, point.b, point.loss, point.distance])
            .map(|number| number as f32)
            .collect())
    }

    /// log₁₀ ‖∂L/∂W‖ of each layer at the present weights, over all training rows; −∞ is an exact zero.
    ///
    /// # Errors
    /// Names `run`.
    pub fn layer_gradients(&mut self, run: Option<u32>) -> Result<Vec<f32>> {
        let norms = chosen(&mut self.trainer, &mut self.others, run)?.layer_gradients();
        Ok(norms.into_iter().map(|norm| norm as f32).collect())
    }

    /// Data and network in numbers, as JSON: name, task (`binary`, `multiclass` or `regression`), rows {train, validation,
    /// test}, dropped_rows (left out because a value is missing), flipped_rows (training rows with a wrong label),
    /// feature_names, target_name, class_names (none in a regression), layers, parameters, blocks.
    #[must_use]
    pub fn dataset_summary(&self) -> String {
        let rows = |samples: Option<&Samples>| samples.map_or(0, Samples::rows);
        let (trainer, mlp, data) = (&self.trainer, self.trainer.mlp(), self.trainer.data());
        Json::object(|json| {
            json.text("name", data.map_or(self.spec.problem.name(), |data| data.kind.name()));
            json.text("task", data.map_or("", |data| data.task.name()));
            json.inner("rows", |json| {
                json.plain("train", rows(trainer.train_rows()));
                json.plain("validation", rows(trainer.validation_rows()));
                json.plain("test", rows(trainer.test_rows()));
            });
            json.plain("dropped_rows", data.map_or(0, |data| data.dropped_rows));
            json.plain("flipped_rows", data.map_or(0, |data| data.flipped.len()));
            json.texts("feature_names", data.map_or(&[][..], |data| &data.feature_names));
            json.text("target_name", data.map_or("", |data| &data.target_name));
            json.texts("class_names", data.map_or(&[][..], |data| &data.class_names));
            json.plain("layers", mlp.map_or(0, |mlp| mlp.layers().len()));
            json.plain("parameters", trainer.params().len());
            json.plain("blocks", mlp.map_or(0, Mlp::block_count));
        })
    }

    /// Share of the test rows answered right, 0 to 1; NaN in a regression. Training never looks at them, and the page
    /// only on request.
    pub fn test_accuracy(&mut self) -> f64 {
        self.trainer.test_accuracy()
    }

    /// Loss over the test rows.
    pub fn test_loss(&mut self) -> f64 {
        self.trainer.test_loss()
    }

    /// A fingerprint of the state, 8 hexadecimal characters: the same in every browser for the same run.
    ///
    /// # Errors
    /// Names `run`.
    pub fn digest(&mut self, run: Option<u32>) -> Result<String> {
        Ok(chosen(&mut self.trainer, &mut self.others, run)?.digest())
    }

    /// A fingerprint of all runs together; that of a lead alone is its own.
    #[must_use]
    pub fn digest_of_all(&self) -> String {
        self.others.digest(&self.trainer)
    }
}

/// The plane that a run is drawn over.
fn seen_in<'a>(plane: Option<&'a Plane>, second: Option<&'a (u32, Plane)>, run: Option<u32>) -> Option<&'a Plane> {
    second.filter(|(of, _)| run == Some(*of)).map(|(_, own)| own).or(plane)
}

/// The lead, or a branch.
pub(super) fn chosen<'a>(lead: &'a mut Trainer, others: &'a mut Others, run: Option<u32>) -> Result<&'a mut Trainer> {
    match run.unwrap_or(0) {
        0 => Ok(lead),
        index => others
            .run_mut(index as usize)
            .ok_or_else(|| Error::new("run", format!("must be 0 or a branch that has started, got {index}"))),
    }
}

fn plane_kind(name: &str) -> Result<PlaneKind> {
    PlaneKind::from_name(name).ok_or_else(|| {
        let names: Vec<&str> = PlaneKind::ALL.iter().map(|kind| kind.name()).collect();
        Error::new("kind", format!("must be one of {}", names.join(", ")))
    })
}

fn seen(plane: &Plane, point: &PathPoint) -> TrailPoint {
    let place = plane.project(&point.params);
    TrailPoint { step: point.step, a: place.a, b: place.b, loss: point.loss, distance: place.distance }
}

/// The point as it was seen before. Steps are unique on a path, and a path that was left is forgotten.
fn known(trail: &[TrailPoint], point: &PathPoint) -> Option<TrailPoint> {
    trail.binary_search_by_key(&point.step, |seen| seen.step).ok().map(|at| trail[at])
}
