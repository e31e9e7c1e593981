//! How good answers are: right or wrong for classes, off by so much for numbers.

/// How many rows of a part are answered right, or how far the answers are off.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// Of classes.
    Classes {
        /// Rows of the part.
        rows: usize,
        /// Rows answered right.
        right: usize,
        /// How many rows of each class (first index) got each answer. Rows without an answer (NaN) are in none.
        table: Vec<Vec<usize>>,
        /// The commonest mistake: wanted class, answered class, rows. The first one of several.
        worst: Option<[usize; 3]>,
    },
    /// Of numbers.
    Values {
        /// Rows of the part.
        rows: usize,
        /// The root of the mean squared error, in measured units.
        error: f64,
        /// The same of the best answer that is always alike: the deviation of the wanted numbers.
        spread: f64,
    },
}

impl Verdict {
    /// Of pairs of wanted and answered class; a negative answer is none. Cost: pairs and the square of `classes`.
    pub(super) fn of_classes(pairs: impl ExactSizeIterator<Item = (f64, f64)>, classes: usize) -> Self {
        let rows = pairs.len();
        let mut table = vec![vec![0; classes]; classes];
        for (wanted, answer) in pairs.filter(|&(_, answer)| answer >= 0.0) {
            table[wanted as usize][answer as usize] += 1;
        }
        let right = (0..classes).map(|class| table[class][class]).sum();
        let mut worst: Option<[usize; 3]> = None;
        for (wanted, line) in table.iter().enumerate() {
            for (answer, &count) in line.iter().enumerate() {
                if answer != wanted && count > worst.map_or(0, |worst| worst[2]) {
                    worst = Some([wanted, answer, count]);
                }
            }
        }
        Self::Classes { rows, right, table, worst }
    }

    /// Of pairs of wanted and answered number.
    pub(super) fn of_values(pairs: impl ExactSizeIterator<Item = (f64, f64)> + Clone) -> Self {
        let rows = pairs.len();
        let mean = pairs.clone().map(|(wanted, _)| wanted).sum::<f64>() / rows as f64;
        let root = |squares: f64| libm::sqrt(squares / rows as f64);
        Self::Values {
            rows,
            error: root(pairs.clone().map(|(wanted, answer)| (answer - wanted) * (answer - wanted)).sum()),
            spread: root(pairs.map(|(wanted, _)| (wanted - mean) * (wanted - mean)).sum()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_counted_by_hand() {
        let pairs = [(0.0, 0.0), (0.0, 1.0), (1.0, 1.0), (2.0, 1.0), (2.0, 1.0), (1.0, -1.0), (2.0, 2.0)];
        let expected = Verdict::Classes {
            rows: 7,
            right: 3,
            table: vec![vec![1, 1, 0], vec![0, 1, 0], vec![0, 2, 1]],
            worst: Some([2, 1, 2]),
        };
        assert_eq!(Verdict::of_classes(pairs.into_iter(), 3), expected);
        let all_right = Verdict::of_classes([(1.0, 1.0)].into_iter(), 2);
        assert!(matches!(all_right, Verdict::Classes { worst: None, right: 1, .. }), "{all_right:?}");
    }

    #[test]
    fn errors_are_roots_of_mean_squares() {
        let pairs = [(1.0, 4.0), (5.0, 1.0)];
        assert_eq!(
            Verdict::of_values(pairs.into_iter()),
            Verdict::Values { rows: 2, error: 12.5_f64.sqrt(), spread: 2.0 }
        );
    }
}
