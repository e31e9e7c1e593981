//! Numbers to be estimated from one or two others: regressions made from formulas.
//!
//! The plane and the hills follow TensorFlow Playground (`playground/src/dataset.ts`), their inputs divided by √12 so that
//! they have variance 1; those of the sine over ±3 by √3, for the same reason: learning rates are only comparable on data of one
//! scale. Each point draws the same random numbers whatever the noise is.

use super::kind::DatasetKind;
use super::rows::{Answers, Rows};
use crate::random::Random;

/// The inputs of Playground's points are uniform in ±6.
const RADIUS: f64 = 6.0;

/// Centres of the hills (+1) and hollows (−1), in Playground's units.
const HILLS: [([f64; 2], f64); 6] = [
    ([-4.0, 2.5], 1.0),
    ([0.0, 2.5], -1.0),
    ([4.0, 2.5], 1.0),
    ([-4.0, -2.5], -1.0),
    ([0.0, -2.5], 1.0),
    ([4.0, -2.5], -1.0),
];

/// Makes `count` points, or `None` if `kind` is not such a function.
///
/// `noise` is a standard deviation: of the answer for `sine`; for the others, as in Playground, of the place at which the
/// answer is taken, in units of the inputs.
pub(super) fn points(kind: DatasetKind, count: usize, noise: f64, random: &mut Random) -> Option<Rows> {
    let (mut inputs, mut values) = (Vec::new(), Vec::with_capacity(count));
    for row in 0..count {
        let height = match kind {
            DatasetKind::Sine => {
                // The middle of the row's share of ±3.
                let x = 6.0 * (row as f64 + 0.5) / count as f64 - 3.0;
                inputs.push(x / 3.0_f64.sqrt());
                values.push(libm::sin(x) + noise * random.normal());
                continue;
            }
            DatasetKind::Plane => plane,
            DatasetKind::MultiGauss => hills,
            _ => return None,
        };
        let scale = RADIUS / 3.0_f64.sqrt();
        let place = [(); 2].map(|()| random.uniform_in(-RADIUS, RADIUS));
        inputs.extend(place.map(|coordinate| coordinate / scale));
        values.push(height(place.map(|coordinate| coordinate + scale * noise * random.normal())));
    }
    let names: &[&str] = if kind == DatasetKind::Sine { &["x"] } else { &["x1", "x2"] };
    Some(Rows {
        inputs,
        features: names.len(),
        answers: Answers::Values(values),
        dropped: 0,
        feature_names: names.iter().map(ToString::to_string).collect(),
        target_name: "y".to_owned(),
    })
}

/// The sum of both, −1 to 1 as it goes from −10 to 10.
fn plane([x, y]: [f64; 2]) -> f64 {
    (x + y) / 10.0
}

/// Cones of height 1 and radius 2 around [`HILLS`]; the steepest one counts where two meet.
fn hills([x, y]: [f64; 2]) -> f64 {
    let cone = |([cx, cy], sign): ([f64; 2], f64)| {
        let distance = ((x - cx) * (x - cx) + (y - cy) * (y - cy)).sqrt();
        sign * (1.0 - distance / 2.0).max(0.0)
    };
    HILLS.map(cone).into_iter().fold(0.0, |highest: f64, next| if next.abs() > highest.abs() { next } else { highest })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Stream;

    fn make(kind: DatasetKind, noise: f64) -> (Vec<f64>, Vec<f64>) {
        let rows = points(kind, 4000, noise, &mut Random::new(3, Stream::Data)).unwrap();
        match rows.answers {
            Answers::Values(values) => (rows.inputs, values),
            Answers::Classes { .. } => panic!("values expected"),
        }
    }

    fn variance(values: impl Iterator<Item = f64>) -> f64 {
        let values: Vec<f64> = values.collect();
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / values.len() as f64
    }

    #[test]
    fn the_sine_is_the_sine_over_six() {
        let (inputs, values) = make(DatasetKind::Sine, 0.0);
        let root = 3.0_f64.sqrt();
        assert!(inputs.iter().zip(&values).all(|(x, y)| ((root * x).sin() - y).abs() < 1e-15));
        assert!(inputs[0] > -root && inputs[0] < -1.729 && (inputs[0] + inputs[3999]).abs() < 1e-12);
        assert!((variance(inputs.into_iter()) - 1.0).abs() < 1e-5);
    }

    #[test]
    fn inputs_on_the_plane_have_unit_variance_and_the_heights_are_playgrounds() {
        for kind in [DatasetKind::Plane, DatasetKind::MultiGauss] {
            let (inputs, values) = make(kind, 0.0);
            for axis in 0..2 {
                let measured = variance(inputs.iter().copied().skip(axis).step_by(2));
                // Five standard errors of the variance of a uniform number: 5·√(0.8/4000).
                assert!((measured - 1.0).abs() < 0.071, "{measured}");
            }
            assert!(values.iter().all(|value| value.abs() <= 1.2));
        }
        assert_eq!([plane([6.0, 4.0]), plane([-6.0, -4.0]), plane([3.0, -3.0])], [1.0, -1.0, 0.0]);
        // At a centre, half way down, outside, and where a hill and a hollow are equally far.
        assert_eq!([hills([4.0, 2.5]), hills([0.0, 2.5]), hills([4.0, 3.5]), hills([4.0, 5.0])], [1.0, -1.0, 0.5, 0.0]);
        assert_eq!(hills([-2.0, 2.5]), 0.0);
        let (_, values) = make(DatasetKind::MultiGauss, 0.0);
        let hit = values.iter().filter(|&&value| value != 0.0).count() as f64 / 4000.0;
        // Six discs of radius 2 in a square of side 12, five standard errors.
        assert!((hit - 6.0 * std::f64::consts::PI * 4.0 / 144.0).abs() < 0.04, "{hit}");
    }

    #[test]
    fn noise_has_its_size_and_moves_no_input() {
        for (kind, expected) in [(DatasetKind::Sine, 0.1), (DatasetKind::Plane, 0.1 * 24.0_f64.sqrt() / 10.0)] {
            let (clean, noisy) = (make(kind, 0.0), make(kind, 0.1));
            assert_eq!(clean.0, noisy.0);
            let shifts = clean.1.iter().zip(&noisy.1).map(|(clean, noisy)| noisy - clean);
            // Five standard errors of a deviation: 5·σ/√8000.
            assert!((variance(shifts).sqrt() / expected - 1.0).abs() < 0.056, "{kind:?}");
        }
    }
}
