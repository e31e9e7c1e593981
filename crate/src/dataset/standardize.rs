//! Shift and scale that bring every number to mean 0 and deviation 1, measured on training rows only.
//!
//! Measuring them on all rows would let the sealed test rows leak into training.

/// `input = (measured - mean) / deviation`, one pair a feature.
#[derive(Clone, Debug, PartialEq)]
pub struct Standardisation {
    /// Mean of each feature, in its own unit.
    pub mean: Vec<f64>,
    /// Population standard deviation of each feature, in its own unit; 1 for a feature that never changes (that differs
    /// by no more than rounding).
    pub deviation: Vec<f64>,
}

impl Standardisation {
    /// Leaves everything as it is: for synthetic data, which is made in the right scale.
    #[must_use]
    pub fn identity(features: usize) -> Self {
        Self { mean: vec![0.0; features], deviation: vec![1.0; features] }
    }

    /// Measures `rows` of `inputs` (`[row][feature]`).
    #[must_use]
    pub fn measure(inputs: &[f64], features: usize, rows: &[usize]) -> Self {
        let mut measured = Self::identity(features);
        let count = rows.len() as f64;
        for feature in 0..features {
            let value = |&row: &usize| inputs[row * features + feature];
            let mean = rows.iter().map(value).sum::<f64>() / count;
            let variance = rows.iter().map(|row| (value(row) - mean) * (value(row) - mean)).sum::<f64>() / count;
            measured.mean[feature] = mean;
            measured.deviation[feature] = usable(variance.sqrt(), mean);
        }
        measured
    }

    /// Measures all features together, for numbers of one unit such as the pixels of a picture: a pixel that is rarely
    /// used stays small, where a scale of its own would blow it up.
    #[must_use]
    pub fn measure_together(inputs: &[f64], features: usize, rows: &[usize]) -> Self {
        let values = || rows.iter().flat_map(|row| &inputs[row * features..(row + 1) * features]);
        let count = (rows.len() * features) as f64;
        let mean = values().sum::<f64>() / count;
        let variance = values().map(|value| (value - mean) * (value - mean)).sum::<f64>() / count;
        Self { mean: vec![mean; features], deviation: vec![usable(variance.sqrt(), mean); features] }
    }

    /// `inputs` (`[row][feature]`) in the units the network sees.
    #[must_use]
    pub fn apply(&self, inputs: &[f64]) -> Vec<f32> {
        let scaled = |row: &[f64]| {
            let columns = row.iter().zip(&self.mean).zip(&self.deviation);
            columns.map(|((value, mean), deviation)| ((value - mean) / deviation) as f32).collect::<Vec<_>>()
        };
        inputs.chunks_exact(self.mean.len()).flat_map(scaled).collect()
    }
}

/// Share of the mean below which a deviation is rounding: that of equal numbers is about 1e-14 of it.
const ROUNDING: f64 = 1e-12;

/// The deviation to divide by.
fn usable(deviation: f64, mean: f64) -> f64 {
    if deviation > ROUNDING * mean.abs() { deviation } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn training_rows_get_mean_zero_and_deviation_one() {
        let inputs = [1.0, 10.0, 3.0, 10.0, 5.0, 10.0, 100.0, 99.0];
        let measured = Standardisation::measure(&inputs, 2, &[0, 1, 2]);
        assert_eq!(measured.mean, [3.0, 10.0]);
        assert_eq!(measured.deviation, [(8.0_f64 / 3.0).sqrt(), 1.0]);
        let scaled = measured.apply(&inputs);
        assert_eq!(scaled[2..4], [0.0, 0.0]);
        assert!((f64::from(scaled[0]).powi(2) + f64::from(scaled[4]).powi(2) - 3.0).abs() < 1e-6);
    }

    #[test]
    fn rows_outside_training_change_nothing() {
        let mut inputs = [1.0, 3.0, 5.0, 7.0];
        let before = Standardisation::measure(&inputs, 1, &[0, 2]);
        inputs[1] = 1e9;
        inputs[3] = -1e9;
        assert_eq!(before, Standardisation::measure(&inputs, 1, &[0, 2]));
    }

    #[test]
    fn a_constant_is_not_blown_up_by_its_rounding() {
        let inputs = [0.1, 1e9 + 0.1].repeat(1000);
        let all: Vec<usize> = (0..1000).collect();
        let measured = Standardisation::measure(&inputs, 2, &all);
        assert_eq!(measured.deviation, [1.0, 1.0]);
        assert!(measured.apply(&inputs).iter().all(|value| value.abs() < 1e-4));
        // Small but real differences count.
        let inputs: Vec<f64> = (0..1000).map(|row| 1.0 + f64::from(row) * 1e-9).collect();
        assert!(Standardisation::measure(&inputs, 1, &all).deviation[0] < 1e-6);
    }

    #[test]
    fn numbers_of_one_unit_share_their_scale() {
        let measured = Standardisation::measure_together(&[0.0, 2.0, 4.0, 6.0, 100.0, 100.0], 2, &[0, 1]);
        assert_eq!(measured, Standardisation { mean: vec![3.0; 2], deviation: vec![5.0_f64.sqrt(); 2] });
    }
}
