//! Wrong answers on purpose: what a network learns from labels that are partly or wholly chance.
//!
//! Only training rows are touched. Validation and test stay clean, so that they tell what was really learned
//! (Zhang et al. 2017, *Understanding deep learning requires rethinking generalization*).

use super::rows::Answers;
use crate::random::{Random, Stream};

/// Whether training rows keep their own answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LabelOrder {
    /// Each row has its own answer.
    Kept,
    /// The answers of all training rows are dealt out anew: as many of each, but to anybody.
    Shuffled,
}

impl LabelOrder {
    /// Every choice.
    pub const ALL: [Self; 2] = [Self::Kept, Self::Shuffled];

    /// Its name in links and cases.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Shuffled => "shuffled",
        }
    }

    /// The choice called `name`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|order| order.name() == name)
    }
}

/// Deals the answers of the `rows` out anew.
pub(super) fn shuffle(answers: &mut Answers, rows: &[usize], seed: u32) {
    let mut from = rows.to_vec();
    Random::new(seed, Stream::LabelOrder).shuffle(&mut from);
    match answers {
        Answers::Classes { labels, .. } => deal(labels, rows, &from),
        Answers::Values(values) => deal(values, rows, &from),
    }
}

/// Each of `rows` gets the answer of its partner in `from`.
fn deal<T: Copy>(answers: &mut [T], rows: &[usize], from: &[usize]) {
    let hand: Vec<T> = from.iter().map(|&row| answers[row]).collect();
    for (&row, answer) in rows.iter().zip(hand) {
        answers[row] = answer;
    }
}

/// Gives a `share` of the `rows` another class, each of the others equally likely, and returns their places within
/// `rows`, in ascending order. Their number is `share · rows`, rounded. Numbers are left alone: they have no class.
///
/// A larger share flips the rows of a smaller one to the same classes, and some more.
pub(super) fn flip(answers: &mut Answers, rows: &[usize], share: f64, seed: u32) -> Vec<usize> {
    let Answers::Classes { labels, names } = answers else { return Vec::new() };
    let mut random = Random::new(seed, Stream::Labels);
    let mut order: Vec<usize> = (0..rows.len()).collect();
    random.shuffle(&mut order);
    order.truncate((share * rows.len() as f64).round() as usize);
    for &place in &order {
        let label = &mut labels[rows[place]];
        let others = names.len() - 1;
        *label = ((usize::from(*label) + 1 + random.below(others)) % names.len()) as u16;
    }
    order.sort_unstable();
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    fn classes(count: usize) -> Answers {
        let names = (0..count).map(|class| class.to_string()).collect();
        Answers::Classes { labels: (0..300).map(|row| (row % count) as u16).collect(), names }
    }

    fn labels(answers: &Answers) -> &[u16] {
        match answers {
            Answers::Classes { labels, .. } => labels,
            Answers::Values(_) => panic!("classes expected"),
        }
    }

    /// Every second row.
    fn train() -> Vec<usize> {
        (0..300).step_by(2).collect()
    }

    fn flipped(count: usize, share: f64, seed: u32) -> (Answers, Vec<usize>) {
        let mut answers = classes(count);
        let places = flip(&mut answers, &train(), share, seed);
        (answers, places)
    }

    #[test]
    fn exactly_the_share_of_training_rows_is_wrong() {
        for (count, share, expected) in [(2, 0.15, 23), (3, 0.5, 75), (10, 0.001, 0), (3, 1.0, 150), (2, 0.0, 0)] {
            let (answers, places) = flipped(count, share, 3);
            let clean = classes(count);
            let wrong: Vec<usize> = (0..300).filter(|&row| labels(&answers)[row] != labels(&clean)[row]).collect();
            assert_eq!((wrong.len(), places.len()), (expected, expected), "{count} {share}");
            assert_eq!(wrong, places.iter().map(|&place| train()[place]).collect::<Vec<_>>());
        }
    }

    #[test]
    fn more_noise_adds_flips_and_changes_none() {
        let (little, few) = flipped(5, 0.1, 4);
        let (much, many) = flipped(5, 0.4, 4);
        assert!(few.iter().all(|place| many.contains(place)));
        assert!(few.iter().all(|&place| labels(&little)[train()[place]] == labels(&much)[train()[place]]));
        assert_ne!(few, flipped(5, 0.1, 5).1);
    }

    #[test]
    fn a_flip_reaches_every_other_class() {
        let (answers, places) = flipped(4, 1.0, 6);
        let mut counts = [0; 4];
        for &place in &places {
            let row = train()[place];
            counts[(usize::from(labels(&answers)[row]) + 4 - row % 4) % 4] += 1;
        }
        assert_eq!(counts[0], 0);
        // 50 each, five standard errors of a binomial with p = 1/3.
        assert!(counts[1..].iter().all(|count| (21..=79).contains(count)), "{counts:?}");
    }

    #[test]
    fn shuffling_keeps_the_counts_and_the_other_rows() {
        let mut answers = classes(3);
        shuffle(&mut answers, &train(), 1);
        let clean = classes(3);
        let count = |answers: &Answers, class| train().iter().filter(|&&row| labels(answers)[row] == class).count();
        for class in 0..3 {
            assert_eq!(count(&answers, class), count(&clean, class));
        }
        assert!((1..300).step_by(2).all(|row| labels(&answers)[row] == labels(&clean)[row]));
        let kept = train().iter().filter(|&&row| labels(&answers)[row] == labels(&clean)[row]).count();
        // A third by chance: 50 of 150, five standard errors.
        assert!((21..=79).contains(&kept), "{kept}");
    }

    #[test]
    fn numbers_are_shuffled_but_not_flipped() {
        let clean: Vec<f64> = (0..300).map(f64::from).collect();
        let mut answers = Answers::Values(clean.clone());
        assert_eq!(flip(&mut answers, &train(), 1.0, 1), Vec::<usize>::new());
        assert_eq!(answers, Answers::Values(clean.clone()));
        shuffle(&mut answers, &train(), 1);
        let Answers::Values(mut values) = answers else { panic!("values expected") };
        assert_ne!(values, clean);
        values.sort_by(f64::total_cmp);
        assert_eq!(values, clean);
    }
}
