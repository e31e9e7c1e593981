//! How many answers are right.

use super::Loss;
use crate::samples::Targets;

/// The share of rows whose class is answered right, 0 to 1; NaN for targets that are not classes.
///
/// `logits` are the outputs z_D as [`super::Mlp::predict`] writes them, `[row][output]`. With one output the answer is
/// class 1 where z > 0, or z > ½ if the network was trained with a loss on values, whose targets are 0 and 1; with several
/// outputs it is the first greatest one. A row with a NaN among its outputs is never right.
#[must_use]
pub fn accuracy(logits: &[f32], targets: &Targets, loss: Loss) -> f64 {
    let Targets::Classes { labels, .. } = targets else { return f64::NAN };
    if labels.is_empty() {
        return f64::NAN;
    }
    let outputs = logits.len() / labels.len();
    let right = logits
        .chunks_exact(outputs.max(1))
        .zip(labels)
        .filter(|(row, label)| decide(row, loss) == Some(usize::from(**label)))
        .count();
    right as f64 / labels.len() as f64
}

/// The class that the outputs of one row answer, by the rule of [`accuracy`]; `None` if one of them is NaN.
#[must_use]
pub fn decide(outputs: &[f32], loss: Loss) -> Option<usize> {
    if outputs.iter().any(|z| z.is_nan()) {
        return None;
    }
    if let [z] = outputs {
        let border = if matches!(loss, Loss::BceLogits | Loss::SoftmaxCe) { 0.0 } else { 0.5 };
        return Some(usize::from(*z > border));
    }
    Some((1..outputs.len()).fold(0, |best, class| if outputs[class] > outputs[best] { class } else { best }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_output_answers_by_its_sign() {
        let targets = Targets::Classes { classes: 2, labels: vec![0, 1, 1, 0] };
        assert_eq!(accuracy(&[-1.0, 2.0, 0.0, f32::NAN], &targets, Loss::BceLogits), 0.5);
        // Values that should be 0 and 1 are told apart in the middle.
        assert_eq!(accuracy(&[0.4, 0.6, 0.4, 0.6], &targets, Loss::Mse), 0.5);
        assert_eq!(accuracy(&[0.4, 0.6, 0.4, 0.6], &targets, Loss::BceLogits), 0.5);
        assert_eq!(accuracy(&[0.4, 0.6, 0.6, 0.4], &targets, Loss::Huber { delta: 1.0 }), 1.0);
    }

    #[test]
    fn several_outputs_answer_by_the_greatest() {
        let targets = Targets::Classes { classes: 3, labels: vec![2, 0] };
        assert_eq!(accuracy(&[0.0, 1.0, 2.0, 5.0, 5.0, 1.0], &targets, Loss::SoftmaxCe), 1.0);
        assert!(accuracy(&[0.0], &Targets::Values { outputs: 1, values: vec![0.0; 8] }, Loss::Mse).is_nan());
    }
}
