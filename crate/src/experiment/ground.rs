//! What a mountain stands on: the objective of a spec over training rows, validation rows or one mini-batch.

use super::spec::Spec;
use crate::error::{Error, Result};
use crate::landscape::{Heights, Plane};
use crate::network::{Loss, Mlp};
use crate::objective::Free;
use crate::samples::Samples;
use crate::training::{BatchRows, Problem};

/// What an activation costs, in multiplications with their additions: both were timed in one run (docs/measurements.md).
const ACTIVATION_WORK: usize = 12;

/// What a formula of two parameters costs, generously.
const FORMULA_WORK: usize = 50;

/// Samples the objective of a spec over a plane, on rows that can be changed: two mountains in one plane, or the ground
/// that moves from batch to batch. It draws the same batches as the run and changes nothing about it.
#[derive(Clone, Debug)]
pub struct Ground {
    heights: Heights,
    plane: Option<Plane>,
    rows: Option<Rows>,
}

/// What is needed to change rows; a formula has none.
#[derive(Clone, Debug)]
struct Rows {
    mlp: Mlp,
    loss: Loss,
    free: Option<Free>,
    train: Samples,
    validation: Option<Samples>,
    /// `None` if each step takes all rows.
    batches: Option<BatchRows>,
}

impl Ground {
    /// The training rows of `spec`; `file` as for [`Spec::trainer_with`].
    ///
    /// # Errors
    /// As [`Spec::trainer_with`].
    pub fn new(spec: &Spec, file: Option<&[u8]>) -> Result<Self> {
        let (mlp, loss, free, train, validation) = match spec.problem_with(file)? {
            Problem::ClosedForm { form, .. } => {
                return Ok(Self { heights: Heights::of_formula(form), plane: None, rows: None });
            }
            _ if !crate::WHOLE => return Err(Error::new("problem", "must be a formula: this core has no networks")),
            Problem::Network { data, model, loss, .. } => {
                (Mlp::new(model)?, loss, None, data.train, Some(data.validation))
            }
            Problem::Partial { rows, model, loss, free, .. } => {
                (Mlp::new(model)?, loss, Some(free), rows.train, rows.validation)
            }
        };
        let batches = BatchRows::new(train.rows(), spec.batch_size as usize, spec.seed);
        let heights = Heights::of_network(mlp.clone(), train.clone(), loss, free.clone())?;
        Ok(Self { heights, plane: None, rows: Some(Rows { mlp, loss, free, train, validation, batches }) })
    }

    /// Takes losses over the `train` or the `validation` rows from now on. The plane stays.
    ///
    /// # Errors
    /// Names `rows` if it is another word, or if there are no such rows.
    pub fn use_rows(&mut self, name: &str) -> Result<()> {
        let samples = match (name, &self.rows) {
            ("train", None) => return Ok(()),
            ("train", Some(rows)) => rows.train.clone(),
            ("validation", Some(Rows { validation: Some(samples), .. })) => samples.clone(),
            ("validation", _) => return Err(Error::new("rows", "must be train: this problem has no validation rows")),
            _ => return Err(Error::new("rows", "must be train or validation")),
        };
        self.stand_on(samples)
    }

    /// Takes losses over the mini-batch of the step that leaves `step`. The plane stays. Cost: a shuffle for each epoch
    /// since the batch asked for before, or since the start if that was a later one.
    ///
    /// # Errors
    /// Names `batch_size` if each step takes all rows.
    pub fn use_batch(&mut self, step: u64) -> Result<()> {
        let Some(Rows { train, batches: Some(batches), .. }) = self.rows.as_mut().filter(|_| crate::WHOLE) else {
            return Err(Error::new("batch_size", "must be from 1 and below the number of rows for a batch of its own"));
        };
        let samples = train.subset(batches.of_step(step));
        self.stand_on(samples)
    }

    /// Chooses the plane of the next rows.
    ///
    /// # Errors
    /// As [`Heights::set_plane`].
    pub fn set_plane(&mut self, plane: Plane) -> Result<()> {
        self.heights.set_plane(plane.clone())?;
        self.plane = Some(plane);
        Ok(())
    }

    /// As [`Heights::row`].
    ///
    /// # Errors
    /// Names `plane` if none has been set.
    ///
    /// # Panics
    /// If `a` and `out` differ in length.
    pub fn row(&mut self, a: &[f32], b: f32, out: &mut [f32]) -> Result<()> {
        self.heights.row(a, b, out)
    }

    /// What one height costs over all training rows, in multiplications with their additions: counted, not timed, so that
    /// whoever chooses by it how fine a mountain is chooses alike on every machine.
    #[must_use]
    pub fn work_per_height(&self) -> usize {
        let Some(Rows { mlp, train, .. }) = self.rows.as_ref().filter(|_| crate::WHOLE) else { return FORMULA_WORK };
        let layers = mlp.layers();
        let weights: usize = layers.iter().map(|layer| layer.fan_in * layer.fan_out).sum();
        let hidden: usize = layers.iter().rev().skip(1).map(|layer| layer.fan_out).sum();
        (weights + ACTIVATION_WORK * hidden) * train.rows()
    }

    fn stand_on(&mut self, samples: Samples) -> Result<()> {
        let Some(rows) = self.rows.as_ref().filter(|_| crate::WHOLE) else { return Ok(()) };
        let mut heights = Heights::of_network(rows.mlp.clone(), samples, rows.loss, rows.free.clone())?;
        if let Some(plane) = &self.plane {
            heights.set_plane(plane.clone())?;
        }
        self.heights = heights;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::{ProblemChoice, lay_plane};
    use crate::landscape::PlaneKind;

    /// The height at a run's own place, over the plane it is in.
    fn height_at_ball(ground: &mut Ground) -> f64 {
        let mut out = [0.0];
        ground.row(&[0.0], 0.0, &mut out).unwrap();
        f64::from(out[0])
    }

    #[test]
    fn rows_and_batches_are_those_of_the_run() {
        for problem in [ProblemChoice::Network, ProblemChoice::Line] {
            let spec = Spec { problem, batch_size: 10, ..Spec::default() };
            let mut trainer = spec.trainer().unwrap();
            let mut ground = Ground::new(&spec, None).unwrap();
            for step in [0, 1, 2, 40, 3] {
                trainer.rewind_to(step);
                trainer.advance(step.saturating_sub(trainer.steps()));
                // A plane through the present parameters.
                let axis = |at: usize| (0..trainer.params().len()).map(|i| f32::from(u8::from(i == at))).collect();
                let plane = Plane::new(PlaneKind::Random, trainer.params().to_vec(), axis(0), axis(1)).unwrap();
                ground.set_plane(plane).unwrap();
                ground.use_rows("train").unwrap();
                assert_eq!(height_at_ball(&mut ground), f64::from(trainer.train_loss() as f32));
                ground.use_rows("validation").unwrap();
                assert_eq!(height_at_ball(&mut ground), f64::from(trainer.figures().validation_loss as f32));
                ground.use_batch(step).unwrap();
                let batch_loss = trainer.next_batch_loss().unwrap();
                assert_eq!(height_at_ball(&mut ground), f64::from(batch_loss as f32), "step {step}");
                assert_ne!(batch_loss, trainer.train_loss());
            }
        }
    }

    #[test]
    fn batches_spread_about_the_loss_of_all_rows_and_less_the_larger_they_are() {
        let mut spreads = Vec::new();
        for batch_size in [4, 16, 64] {
            let spec = Spec { batch_size, ..Spec::default() };
            let mut trainer = spec.trainer().unwrap();
            trainer.advance(30);
            let spread = trainer.batch_spread().unwrap();
            // The same by the ground: batches of the steps to come, at this place.
            let (mut ground, rows) = (Ground::new(&spec, None).unwrap(), trainer.train_rows().unwrap().rows());
            let axis = |at: usize| (0..trainer.params().len()).map(|i| f32::from(u8::from(i == at))).collect();
            ground
                .set_plane(Plane::new(PlaneKind::Random, trainer.params().to_vec(), axis(0), axis(1)).unwrap())
                .unwrap();
            let steps = 30..30 + rows.div_ceil(batch_size as usize) as u64;
            let squares = steps.clone().map(|step| {
                ground.use_batch(step).unwrap();
                (height_at_ball(&mut ground) - trainer.train_loss()).powi(2)
            });
            let expected = (squares.sum::<f64>() / steps.count() as f64).sqrt();
            assert!((spread - expected).abs() < 1e-6, "{spread} {expected}");
            spreads.push(spread);
        }
        // About half each time, since the batch has four times as many rows.
        assert!(spreads.windows(2).all(|pair| pair[1] < 0.75 * pair[0]), "{spreads:?}");
        assert_eq!(Spec::default().trainer().unwrap().batch_spread(), None);
    }

    #[test]
    fn work_is_counted_by_weights_activations_and_rows() {
        let spec = Spec { hidden_layers: 2, width: 5, ..Spec::default() };
        let ground = Ground::new(&spec, None).unwrap();
        let rows = spec.trainer().unwrap().data().unwrap().train.rows();
        // Four features, two classes told apart by one output.
        assert_eq!(ground.work_per_height(), (4 * 5 + 5 * 5 + 5 + 12 * (5 + 5)) * rows);
        let bowl = Spec { problem: ProblemChoice::Bowl, ..Spec::default() };
        assert!(Ground::new(&bowl, None).unwrap().work_per_height() > 0);
    }

    #[test]
    fn every_height_of_an_exact_plane_is_the_loss_of_a_ball_dropped_there() {
        for &problem in ProblemChoice::ALL.iter().filter(|problem| problem.view().is_some()) {
            let spec = Spec { problem, ..Spec::default() };
            let mut trainer = spec.trainer().unwrap();
            let plane = lay_plane(&trainer, PlaneKind::Exact, [0, 1], 0, 0).unwrap();
            assert_eq!(plane.kind(), PlaneKind::Exact);
            let mut ground = Ground::new(&spec, None).unwrap();
            ground.set_plane(plane.clone()).unwrap();
            for (a, b) in [(-1.25, 0.5), (0.3, -0.7), (1.9, 1.1)] {
                let mut out = [0.0];
                ground.row(&[a], b, &mut out).unwrap();
                trainer.drop_ball([a, b]).unwrap();
                assert_eq!(out[0], trainer.train_loss() as f32, "{} at {a}, {b}", problem.name());
                let place = plane.project(trainer.params());
                assert_eq!((place.a as f32, place.b as f32, place.distance), (a, b, 0.0));
            }
        }
    }

    #[test]
    fn what_there_is_not_is_named() {
        let field = |problem, act: fn(&mut Ground) -> Result<()>| {
            let spec = Spec { problem, ..Spec::default() };
            act(&mut Ground::new(&spec, None).unwrap()).unwrap_err().field
        };
        assert_eq!(field(ProblemChoice::Network, |ground| ground.use_rows("tests")), "rows");
        assert_eq!(field(ProblemChoice::Judges, |ground| ground.use_rows("validation")), "rows");
        assert_eq!(field(ProblemChoice::Pit, |ground| ground.use_rows("validation")), "rows");
        assert_eq!(field(ProblemChoice::Network, |ground| ground.use_batch(0)), "batch_size");
        assert_eq!(field(ProblemChoice::Pit, |ground| ground.use_batch(0)), "batch_size");
    }
}
