//! Points on a plane made from formulas: two classes, two inputs.
//!
//! Shapes follow TensorFlow Playground (`playground/src/dataset.ts`) and scikit-learn (`make_moons`), moved and scaled to
//! about mean 0 and variance 1 by constants computed here from the formulas, because learning rates are only comparable
//! on data of one scale. Each point draws the same random numbers whatever the noise is, so turning the noise moves
//! points but never reshuffles them.

use std::f64::consts::PI;

use super::kind::DatasetKind;
use super::rows::{Answers, Rows};
use crate::random::Random;

/// Makes `count` points, classes in turn (0, 1, 0, 1, …), or `None` if `kind` is not such a shape.
///
/// `noise` is the standard deviation of a normal jitter in the units of the inputs; in those of scikit-learn's
/// definition for `moons`; for `two_gaussians` it sets the spread of the clouds instead. The one cloud of
/// `random_labels` is all jitter already, whatever the noise.
pub(super) fn points(kind: DatasetKind, count: usize, noise: f64, random: &mut Random) -> Option<Rows> {
    let shape: fn(f64, usize, &mut Random) -> [f64; 2] = match kind {
        DatasetKind::Circle => circle,
        DatasetKind::Spiral => spiral,
        DatasetKind::Moons => moons,
        DatasetKind::Xor => xor,
        DatasetKind::TwoGaussians | DatasetKind::RandomLabels => centre,
        _ => return None,
    };
    let mut inputs = Vec::with_capacity(2 * count);
    let mut labels = Vec::with_capacity(count);
    for row in 0..count {
        let class = row % 2;
        let in_class = (count - class).div_ceil(2);
        // Middle of the row's share of the curve, so that no point lies on the common end of two arms.
        let along = ((row / 2) as f64 + 0.5) / in_class as f64;
        let place = shape(along, class, random);
        let jitter = [random.normal(), random.normal()];
        inputs.extend(with_noise(kind, place, jitter, class, noise));
        labels.push(class as u16);
    }
    let feature_names = ["x1", "x2"].map(String::from).to_vec();
    let answers = Answers::Classes { labels, names: ["A", "B"].map(String::from).to_vec() };
    Some(Rows { inputs, features: 2, answers, dropped: 0, feature_names, target_name: "class".to_owned() })
}

/// Adds the jitter and brings the point to the scale of the inputs.
fn with_noise(kind: DatasetKind, place: [f64; 2], jitter: [f64; 2], class: usize, noise: f64) -> [f64; 2] {
    let moved = |scale: f64| [0, 1].map(|axis| place[axis] * scale + noise * jitter[axis]);
    match kind {
        // The size for which the learning rates of the depth presets were measured.
        DatasetKind::Circle => moved(1.6),
        // E x² = E r² / 2 = 25/6 for r uniform in 0..5.
        DatasetKind::Spiral => moved((6.0_f64 / 25.0).sqrt()),
        // E x² of |x| uniform in 0.3..5.3: 25/3 + 0.3·5 + 0.09.
        DatasetKind::Xor => moved((25.0_f64 / 3.0 + 1.59).sqrt().recip()),
        DatasetKind::Moons => {
            let raw = moved(1.0);
            // Means ½ and ¼. Var x = ½ + ¼; Var y = (½ - 4/π²) + (2/π - ¼)².
            let mean_height = 2.0 / PI;
            let variance = [0.75, 0.5 - mean_height * mean_height + (mean_height - 0.25) * (mean_height - 0.25)];
            [(raw[0] - 0.5) / variance[0].sqrt(), (raw[1] - 0.25) / variance[1].sqrt()]
        }
        // Playground's clouds: centres (2, 2) and (-2, -2), variance 0.5 to 4 as its noise goes from 0 to 0.5.
        DatasetKind::TwoGaussians => {
            let variance = 0.5 + 7.0 * noise;
            let centre = if class == 0 { 2.0 } else { -2.0 };
            jitter.map(|normal| (centre + variance.sqrt() * normal) / (4.0 + variance).sqrt())
        }
        DatasetKind::RandomLabels => jitter,
        _ => place,
    }
}

/// A disc of radius 0.5 (class 0) inside a ring from 0.7 to 1 (class 1), uniform over the area.
fn circle(_: f64, class: usize, random: &mut Random) -> [f64; 2] {
    let (inner, outer) = if class == 0 { (0.0, 0.5) } else { (0.7, 1.0) };
    let radius = random.uniform_in(inner * inner, outer * outer).sqrt();
    polar(radius, random.uniform_in(0.0, 2.0 * PI))
}

/// Two arms of 1¾ turns, half a turn apart.
fn spiral(along: f64, class: usize, _: &mut Random) -> [f64; 2] {
    polar(5.0 * along, 1.75 * 2.0 * PI * along + PI * class as f64)
}

/// Two half circles that reach into each other (`sklearn.datasets.make_moons`).
fn moons(along: f64, class: usize, _: &mut Random) -> [f64; 2] {
    let (sin, cos) = (libm::sin(PI * along), libm::cos(PI * along));
    if class == 0 { [cos, sin] } else { [1.0 - cos, 0.5 - sin] }
}

/// Four squares of side 5, 0.3 away from the axes; the class is the sign of x·y (class 0: equal signs).
fn xor(_: f64, class: usize, random: &mut Random) -> [f64; 2] {
    let first = random.uniform_in(-5.0, 5.0);
    let second = random.uniform_in(0.0, 5.0);
    let sign = if (first >= 0.0) == (class == 0) { 1.0 } else { -1.0 };
    let padded = |size: f64| size + 0.3_f64.copysign(size);
    [padded(first), padded(sign * second)]
}

/// Clouds are all jitter around their centres: see [`with_noise`].
fn centre(_: f64, _: usize, _: &mut Random) -> [f64; 2] {
    [0.0, 0.0]
}

/// Playground measures its angle from the vertical axis.
fn polar(radius: f64, angle: f64) -> [f64; 2] {
    [radius * libm::sin(angle), radius * libm::cos(angle)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Stream;

    const SHAPES: [DatasetKind; 6] = [
        DatasetKind::Circle,
        DatasetKind::Spiral,
        DatasetKind::Moons,
        DatasetKind::Xor,
        DatasetKind::TwoGaussians,
        DatasetKind::RandomLabels,
    ];

    fn make(kind: DatasetKind, count: usize, noise: f64) -> Rows {
        points(kind, count, noise, &mut Random::new(5, Stream::Data)).unwrap()
    }

    fn labels(rows: &Rows) -> &[u16] {
        match &rows.answers {
            Answers::Classes { labels, .. } => labels,
            Answers::Values(_) => panic!("classes expected"),
        }
    }

    fn places(rows: &Rows) -> impl Iterator<Item = (u16, f64, f64)> {
        labels(rows).iter().zip(rows.inputs.chunks_exact(2)).map(|(&label, place)| (label, place[0], place[1]))
    }

    #[test]
    fn classes_are_balanced_and_about_centred_with_unit_variance() {
        for kind in SHAPES {
            let rows = make(kind, 2001, 0.0);
            assert_eq!(labels(&rows).iter().filter(|&&label| label == 1).count(), 1000);
            for axis in 0..2 {
                let values = || rows.inputs.iter().skip(axis).step_by(2);
                let mean = values().sum::<f64>() / 2001.0;
                let variance = values().map(|value| (value - mean) * (value - mean)).sum::<f64>() / 2001.0;
                // The circle keeps the factor 1.6 of its presets, which gives a variance of 0.56. The clouds' mean and
                // the arms' lopsided ends are within sampling error.
                let range = if kind == DatasetKind::Circle { 0.5..0.62 } else { 0.85..1.15 };
                assert!(mean.abs() < 0.12 && range.contains(&variance), "{kind:?} {axis} {mean} {variance}");
            }
        }
    }

    #[test]
    fn chance_labels_say_nothing_of_the_place() {
        let rows = make(DatasetKind::RandomLabels, 4000, 0.3);
        let mut sums = [[0.0; 2]; 2];
        for (label, x, y) in places(&rows) {
            sums[usize::from(label)][0] += x / 2000.0;
            sums[usize::from(label)][1] += y / 2000.0;
        }
        // The means of the classes differ by no more than five standard errors: 5·√(2/2000).
        assert!((0..2).all(|axis| (sums[0][axis] - sums[1][axis]).abs() < 0.158), "{sums:?}");
        assert_eq!(rows, make(DatasetKind::RandomLabels, 4000, 0.0));
    }

    #[test]
    fn clean_circle_and_xor_keep_their_classes_apart() {
        for (label, x, y) in places(&make(DatasetKind::Circle, 1000, 0.0)) {
            let radius = (x * x + y * y).sqrt() / 1.6;
            assert!(if label == 0 { radius < 0.5 } else { (0.7..=1.0 + 1e-12).contains(&radius) }, "{radius}");
        }
        for (label, x, y) in places(&make(DatasetKind::Xor, 1000, 0.0)) {
            assert_eq!(label == 0, x * y > 0.0);
            assert!(x.abs().min(y.abs()) > 0.09);
        }
    }

    #[test]
    fn spiral_arms_are_mirror_images_and_start_apart() {
        let rows = make(DatasetKind::Spiral, 100, 0.0);
        for pair in rows.inputs.chunks_exact(4) {
            assert!((pair[0] + pair[2]).abs() < 1e-12 && (pair[1] + pair[3]).abs() < 1e-12);
        }
        assert!(rows.inputs[0].hypot(rows.inputs[1]) > 0.02);
    }

    #[test]
    fn noise_moves_points_by_its_size_and_reshuffles_nothing() {
        for kind in [DatasetKind::Circle, DatasetKind::Spiral, DatasetKind::Xor] {
            let (clean, noisy, noisier) = (make(kind, 4000, 0.0), make(kind, 4000, 0.1), make(kind, 4000, 0.2));
            let shifts: Vec<f64> = noisy.inputs.iter().zip(&clean.inputs).map(|(a, b)| a - b).collect();
            let deviation = (shifts.iter().map(|shift| shift * shift).sum::<f64>() / 8000.0).sqrt();
            assert!((deviation - 0.1).abs() < 0.004, "{kind:?} {deviation}");
            for ((clean, noisier), shift) in clean.inputs.iter().zip(&noisier.inputs).zip(&shifts) {
                assert!((noisier - clean - 2.0 * shift).abs() < 1e-12);
            }
        }
    }
}
