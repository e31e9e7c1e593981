//! A clue that holds in class and nowhere else: is it a person, or only somebody's chair?
//!
//! Two numbers a picture: how much it looks like a person, which is true and blurred, and whether a chair is in it, which is
//! sharp. In the rooms where homework and mock exam come from nearly everyone on a chair is a person; the final exam is held
//! elsewhere, where half of all chairs are empty. A network that learns the chair is found out there and not before (shortcut
//! learning: Geirhos et al. 2020).

use super::rows::{Answers, Rows};
use crate::random::{Random, Stream};

/// Half the distance of the two classes in what a picture looks like, and its blur: a threshold is right in 84 of 100.
const LOOK: f64 = 0.7;
const BLUR: f64 = 0.7;
/// Chairs are seen clearly.
const CHAIR_BLUR: f64 = 0.15;
/// Share of pictures from class in which the chair tells the truth.
const TELLS: f64 = 0.95;

/// Makes `count` pictures as in class, nobody and somebody in turn. `noise` is the standard deviation of a further jitter of both
/// numbers.
pub(super) fn points(count: usize, noise: f64, random: &mut Random) -> Rows {
    let labels: Vec<u16> = (0..count).map(|row| (row % 2) as u16).collect();
    let inputs = labels
        .iter()
        .flat_map(|&label| {
            let side = if label == 1 { 1.0 } else { -1.0 };
            let chair = if random.uniform_in(0.0, 1.0) < TELLS { side } else { -side };
            let look = side * LOOK + BLUR * random.normal() + noise * random.normal();
            [look, chair + CHAIR_BLUR * random.normal() + noise * random.normal()]
        })
        .collect();
    let texts = |texts: [&str; 2]| texts.map(String::from).to_vec();
    let answers = Answers::Classes { labels, names: texts(["nobody", "person"]) };
    let feature_names = texts(["looks_like_a_person", "chair"]);
    Rows { inputs, features: 2, answers, dropped: 0, feature_names, target_name: "picture".to_owned() }
}

/// Moves the pictures of `rows` to other rooms: every second chair of a class, in an order by chance, is empty there or has
/// somebody beside it.
pub(super) fn elsewhere(source: &mut Rows, rows: &[usize], seed: u32) {
    let Answers::Classes { labels, .. } = &source.answers else { return };
    let mut random = Random::new(seed, Stream::Elsewhere);
    for class in 0..2 {
        let mut of_class: Vec<usize> = rows.iter().copied().filter(|&row| labels[row] == class).collect();
        random.shuffle(&mut of_class);
        for (place, row) in of_class.into_iter().enumerate() {
            let chair = &mut source.inputs[2 * row + 1];
            *chair = chair.abs().copysign(if place % 2 == 0 { 1.0 } else { -1.0 });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_class_the_chair_tells_and_elsewhere_it_says_nothing() {
        let mut rows = points(4000, 0.0, &mut Random::new(3, Stream::Data));
        let test: Vec<usize> = (0..4000).filter(|row| row % 4 > 1).collect();
        let truth = |rows: &Rows, at: &[usize]| {
            let Answers::Classes { labels, .. } = &rows.answers else { panic!("classes expected") };
            let right = |&&row: &&usize| (rows.inputs[2 * row + 1] > 0.0) == (labels[row] == 1);
            at.iter().filter(right).count() as f64 / at.len() as f64
        };
        assert!((truth(&rows, &test) - TELLS).abs() < 0.02);
        let looks = |rows: &Rows| rows.inputs.iter().step_by(2).copied().collect::<Vec<_>>();
        let before = looks(&rows);
        elsewhere(&mut rows, &test, 3);
        assert_eq!((truth(&rows, &test), looks(&rows)), (0.5, before));
        let class: Vec<usize> = (0..4000).filter(|row| row % 4 < 2).collect();
        assert!((truth(&rows, &class) - TELLS).abs() < 0.02);
    }

    #[test]
    fn pictures_are_centred_with_about_unit_variance() {
        let rows = points(4000, 0.0, &mut Random::new(4, Stream::Data));
        for axis in 0..2 {
            let values = || rows.inputs.iter().skip(axis).step_by(2);
            let mean = values().sum::<f64>() / 4000.0;
            let variance = values().map(|value| (value - mean) * (value - mean)).sum::<f64>() / 4000.0;
            assert!(mean.abs() < 0.06 && (0.9..1.1).contains(&variance), "{axis} {mean} {variance}");
        }
    }
}
