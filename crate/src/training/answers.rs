//! What a run learns from and what its network answers, as plain numbers: [`crate::answers`] makes sense of them elsewhere, so
//! that the part of the library that trains need not carry it.

use super::trainer::Trainer;
use crate::network::{Loss, Workspace};
use crate::samples::Targets;

impl Trainer {
    /// All rows of a `part` (`train`, `validation` or else `test`) as the network sees them and as they lie in memory: the inputs
    /// `[feature][padded_rows]` of [`crate::samples::Samples`], then the wanted classes `[row]` or numbers `[output][padded_rows]`. Nothing if
    /// there are no such rows.
    #[must_use]
    pub fn rows_of(&self, part: &str) -> Vec<f32> {
        let samples = match part {
            "train" => self.train_rows(),
            "validation" => self.validation_rows(),
            _ => self.test_rows(),
        };
        let mut numbers = Vec::new();
        if let Some(samples) = samples {
            numbers.extend_from_slice(samples.inputs());
            match samples.targets() {
                Targets::Classes { labels, .. } => numbers.extend(labels.iter().copied().map(f32::from)),
                Targets::Values { values, .. } => numbers.extend_from_slice(values),
            }
        }
        numbers
    }

    /// What [`crate::answers::Task`] is read from: inputs, classes (0 if the answer is a number) and 1 if outputs are logits, 0 if
    /// not; then mean and deviation of each input as it was measured, and of a wanted number, if they were standardised.
    /// Nothing for a formula.
    #[must_use]
    pub fn task_numbers(&self) -> Vec<f64> {
        let Some(train) = self.train_rows() else { return Vec::new() };
        let classes = if let Targets::Classes { classes, .. } = train.targets() { *classes } else { 0 };
        let is_logits = matches!(self.loss(), Some(Loss::BceLogits | Loss::SoftmaxCe));
        let mut numbers = vec![train.features() as f64, classes as f64, f64::from(u8::from(is_logits))];
        if let Some(data) = self.data() {
            for input in 0..train.features() {
                numbers.push(data.standardisation.mean[input]);
                numbers.push(data.standardisation.deviation[input]);
            }
            if let Some(wanted) = &data.target_standardisation {
                numbers.push(wanted.mean[0]);
                numbers.push(wanted.deviation[0]);
            }
        }
        numbers
    }

    /// The outputs z_D of the network at the present weights for any inputs, `[row][inputs]` to `[row][n_D]`; an incomplete
    /// last row is left out, and a formula answers nothing. The same arithmetic as in training; nothing about the run changes.
    #[must_use]
    pub fn outputs(&self, inputs: &[f32]) -> Vec<f32> {
        let mut outputs = Vec::new();
        if let (Some(mlp), Some(loss), Some(train)) = (self.mlp(), self.loss(), self.train_rows()) {
            // The loss comes along for nothing: this pass is a part of every core, `Mlp::predict` would be one more.
            let (samples, mut workspace) = (train.with_inputs(inputs), Workspace::new(mlp));
            mlp.loss_and_predictions(&self.all_params(), &samples, loss, &mut workspace, &mut outputs);
        }
        outputs
    }
}
