//! Who trains, who validates, who tests: a seeded split that keeps the mix of classes.

use crate::error::{Error, Result};
use crate::random::Random;

/// Shares of the rows, which add up to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Split {
    /// Rows the network learns from: its homework.
    pub train: f64,
    /// Rows that are only looked at while it learns: the mock exam.
    pub validation: f64,
    /// Rows that stay sealed until the end: the final exam.
    pub test: f64,
}

impl Default for Split {
    /// Half for training, a quarter each for validation and test: with 256 samples this is 128 training rows.
    fn default() -> Self {
        Self { train: 0.5, validation: 0.25, test: 0.25 }
    }
}

/// Row numbers of the three parts: disjoint, complete, each in ascending order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SplitRows {
    /// Rows that train.
    pub train: Vec<usize>,
    /// Rows that validate.
    pub validation: Vec<usize>,
    /// Rows that test.
    pub test: Vec<usize>,
}

impl Split {
    /// Training gets `train`, validation and test half of the rest each.
    #[must_use]
    pub fn with_train_share(train: f64) -> Self {
        let rest = (1.0 - train) / 2.0;
        Self { train, validation: rest, test: rest }
    }

    /// Splits the rows of each class by these shares (stratified). A class of three or more rows is in every part, however
    /// small its share, unless that is 0.
    ///
    /// # Errors
    /// Names `split` if a share is negative or not finite, if they do not add up to 1, or if a part would be empty.
    pub fn rows(&self, labels: &[u16], random: &mut Random) -> Result<SplitRows> {
        let shares = [self.train, self.validation, self.test];
        let total: f64 = shares.iter().sum();
        if shares.iter().any(|share| !(0.0..=1.0).contains(share)) || !(total - 1.0).abs().le(&1e-9) {
            return Err(Error::new("split", "must be three shares from 0 to 1 that add up to 1"));
        }
        // Of which part each row is. Going through it brings the rows in order, and a sorter is thousands of bytes of program.
        let mut part_of = vec![0; labels.len()];
        let classes = labels.iter().max().map_or(0, |&last| usize::from(last) + 1);
        for class in 0..classes {
            let mut rows: Vec<usize> = (0..labels.len()).filter(|&row| usize::from(labels[row]) == class).collect();
            random.shuffle(&mut rows);
            // Rounding the two cuts, not the three sizes, loses no row.
            let cut = |share: f64| ((rows.len() as f64 * share).round() as usize).min(rows.len());
            let least = |share: f64| usize::from(share > 0.0 && rows.len() >= 3);
            let [first, second, third] = shares.map(least);
            let train_end = cut(self.train).clamp(first, rows.len() - second - third);
            let validation_end = cut(self.train + self.validation).clamp(train_end + second, rows.len() - third);
            for (place, &row) in rows.iter().enumerate() {
                part_of[row] = usize::from(place >= train_end) + usize::from(place >= validation_end);
            }
        }
        let [train, validation, test] =
            [0, 1, 2].map(|part| (0..labels.len()).filter(|&row| part_of[row] == part).collect::<Vec<_>>());
        if [&train, &validation, &test].into_iter().any(Vec::is_empty) {
            let problem = format!("needs rows for training, validation and test, got {} rows", labels.len());
            return Err(Error::new("split", problem));
        }
        Ok(SplitRows { train, validation, test })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Stream;

    fn random(seed: u32) -> Random {
        Random::new(seed, Stream::Split)
    }

    #[test]
    fn parts_are_disjoint_complete_and_seeded() {
        let labels: Vec<u16> = (0..137).map(|row| row % 3).collect();
        let split = Split { train: 0.6, validation: 0.25, test: 0.15 };
        let parts = split.rows(&labels, &mut random(1)).unwrap();
        let mut all = [parts.train.clone(), parts.validation.clone(), parts.test.clone()].concat();
        all.sort_unstable();
        assert_eq!(all, (0..137).collect::<Vec<_>>());
        assert_eq!(parts, split.rows(&labels, &mut random(1)).unwrap());
        assert_ne!(parts, split.rows(&labels, &mut random(2)).unwrap());
    }

    #[test]
    fn every_part_keeps_the_mix_of_classes() {
        // 200 rows of class 0, 40 of class 1.
        let labels: Vec<u16> = (0..240).map(|row| u16::from(row % 6 == 0)).collect();
        let parts = Split::default().rows(&labels, &mut random(3)).unwrap();
        let ones = |rows: &[usize]| rows.iter().filter(|&&row| labels[row] == 1).count();
        assert_eq!([parts.train.len(), parts.validation.len(), parts.test.len()], [120, 60, 60]);
        assert_eq!([ones(&parts.train), ones(&parts.validation), ones(&parts.test)], [20, 10, 10]);
    }

    #[test]
    fn a_small_share_still_gets_a_row_of_each_class() {
        let labels = [0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1];
        for train in [0.001, 0.02, 0.5, 0.98, 0.999] {
            let parts = Split::with_train_share(train).rows(&labels, &mut random(4)).unwrap();
            for part in [&parts.train, &parts.validation, &parts.test] {
                assert!((0..2).all(|class| part.iter().any(|&row| labels[row] == class)), "{train} {parts:?}");
            }
            assert_eq!(parts.train.len() + parts.validation.len() + parts.test.len(), 11);
        }
        let parts = Split { train: 0.9, validation: 0.1, test: 0.0 }.rows(&labels, &mut random(4));
        assert!(parts.is_err());
    }

    #[test]
    fn bad_shares_and_too_few_rows_are_named() {
        let labels = [0, 0, 0, 0, 1, 1, 1, 1];
        for (train, validation, test) in [(0.5, 0.5, 0.5), (1.5, -0.25, -0.25), (f64::NAN, 0.5, 0.5), (0.9, 0.1, 0.0)] {
            let split = Split { train, validation, test };
            assert_eq!(split.rows(&labels, &mut random(1)).unwrap_err().field, "split");
        }
        assert_eq!(Split::default().rows(&[], &mut random(1)).unwrap_err().field, "split");
        // Two rows cannot be in three parts.
        assert_eq!(Split::default().rows(&[0, 0], &mut random(1)).unwrap_err().field, "split");
    }
}
