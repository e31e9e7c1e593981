//! Data: made from formulas, bundled or brought by the user; split by a seed, standardised with training statistics.
//!
//! A [`Dataset`] is all that training and pictures need: three disjoint sets of rows in the units the network sees, and
//! the names that belong to them. This module knows nothing of networks, files or browsers: the bytes of a table that is
//! not inside the program are handed in.

mod bundled;
mod clue;
pub mod csv;
mod functions;
mod kind;
mod labels;
mod own;
mod rows;
mod split;
mod standardize;
mod synthetic;
mod table;

pub use kind::{DatasetKind, Features};
pub use labels::LabelOrder;
pub use own::{MAX_TABLE_LENGTH, OwnTable, brought};
pub use split::{Split, SplitRows};
pub use standardize::Standardisation;

use crate::error::{Error, Result};
use crate::math::shortest::Shortest;
use crate::random::{Random, Stream};
use crate::samples::{RowTargets, Samples};
use rows::{Answers, Rows};

pub(crate) use own::is_table;

/// What there is to learn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// One of two classes: one output, its sign decides.
    Binary,
    /// One of this many classes: one output a class, the largest decides.
    Multiclass(usize),
    /// This many real numbers.
    Regression(usize),
}

impl Task {
    /// What it is called.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Binary => "binary",
            Self::Multiclass(_) => "multiclass",
            Self::Regression(_) => "regression",
        }
    }

    /// How many numbers the network must put out.
    #[must_use]
    pub const fn outputs(self) -> usize {
        match self {
            Self::Binary => 1,
            Self::Multiclass(outputs) | Self::Regression(outputs) => outputs,
        }
    }
}

/// What to make or load.
#[derive(Clone, Debug, PartialEq)]
pub struct DatasetConfig {
    /// The source.
    pub kind: DatasetKind,
    /// Which columns of a table are inputs.
    pub features: Features,
    /// How many rows a synthetic source makes, at most [`DatasetConfig::MAX_SAMPLES`]. Real data has its own number.
    pub samples: usize,
    /// Jitter of a synthetic source, 0 to 1, in the units of the inputs (standard deviation 1); see the source.
    pub noise: f64,
    /// Share of the training rows that get a wrong class, 0 to 1. Numbers to be estimated are left alone.
    pub label_noise: f64,
    /// Whether training rows keep their own answers.
    pub label_order: LabelOrder,
    /// Seed of points, split and labels.
    pub seed: u32,
    /// Shares of training, validation and test.
    pub split: Split,
}

impl DatasetConfig {
    /// More rows than a picture can show, and still a small table.
    pub const MAX_SAMPLES: usize = 100_000;
}

/// Rows to learn from and rows to be examined on.
#[derive(Clone, Debug, PartialEq)]
pub struct Dataset {
    /// The source.
    pub kind: DatasetKind,
    /// Rows the network learns from.
    pub train: Samples,
    /// Rows watched while it learns.
    pub validation: Samples,
    /// Rows for the end.
    pub test: Samples,
    /// What each input measures, for example `bill_length_mm`.
    pub feature_names: Vec<String>,
    /// What the answer is, for example `species` or `body_mass_g`.
    pub target_name: String,
    /// The name of each class; none in a regression.
    pub class_names: Vec<String>,
    /// How measured units became the units of the inputs.
    pub standardisation: Standardisation,
    /// How the measured unit became the unit of the answer, one pair; none for classes.
    pub target_standardisation: Option<Standardisation>,
    /// What there is to learn.
    pub task: Task,
    /// Rows of the source left out because a value is missing.
    pub dropped_rows: usize,
    /// Which row of the source, dropped rows not counted, is in which part.
    pub rows: SplitRows,
    /// Places within `train` of the rows that label noise gave a wrong class, in ascending order.
    pub flipped: Vec<usize>,
}

impl Dataset {
    /// Makes or loads the rows, splits them and brings them to scale: [`Dataset::with_file`] without a file.
    ///
    /// # Errors
    /// As [`Dataset::with_file`].
    pub fn new(config: &DatasetConfig) -> Result<Self> {
        Self::with_file(config, None)
    }

    /// Makes or loads the rows, splits them and brings them to scale. Cost: linear in rows.
    ///
    /// `file` holds the bytes of the table for a [`DatasetKind`] that has one ([`DatasetKind::file`]); where the program
    /// carries that table, it may be left out. Of a user's own table the last column is the answer: classes, or numbers
    /// if one has a fraction or more than 20 differ; the other columns are inputs and hold numbers. At most 8 MiB,
    /// 256 columns, 100,000 rows and 100 classes are taken; memory is at most a few times the bytes of the file.
    ///
    /// # Errors
    /// Names `samples`, `noise`, `label_noise`, `split` or `file` and what it accepts, or the line and column of a table
    /// and what is wanted there.
    pub fn with_file(config: &DatasetConfig, file: Option<&[u8]>) -> Result<Self> {
        Self::with_own(config, "", file)
    }

    /// The same; of a user's own table a link may hold the rows, so that no file is needed, or what its answer is.
    ///
    /// # Errors
    /// As [`Dataset::with_file`].
    pub fn with_own(config: &DatasetConfig, own: &str, file: Option<&[u8]>) -> Result<Self> {
        if !(1..=DatasetConfig::MAX_SAMPLES).contains(&config.samples) {
            let problem = format!("must be 1 to {}, got {}", DatasetConfig::MAX_SAMPLES, config.samples);
            return Err(Error::new("samples", problem));
        }
        for (name, share) in [("noise", config.noise), ("label_noise", config.label_noise)] {
            if !(0.0..=1.0).contains(&share) {
                return Err(Error::new(name, format!("must be 0 to 1, got {}", Shortest::from(share))));
            }
        }
        let table = bundled::rows(config.kind, config.features, own, file)?;
        let is_table = table.is_some();
        let mut source = match table {
            Some(rows) => rows,
            None => made(config)?,
        };
        let rows = split(&source.answers, config)?;
        if config.kind == DatasetKind::Chairs {
            clue::elsewhere(&mut source, &rows.test, config.seed);
        }
        if config.label_order == LabelOrder::Shuffled {
            labels::shuffle(&mut source.answers, &rows.train, config.seed);
        }
        let flipped = labels::flip(&mut source.answers, &rows.train, config.label_noise, config.seed);

        let features = source.features;
        let standardisation = match config.kind {
            DatasetKind::Digits => Standardisation::measure_together(&source.inputs, features, &rows.train),
            _ if is_table => Standardisation::measure(&source.inputs, features, &rows.train),
            _ => Standardisation::identity(features),
        };
        let inputs = standardisation.apply(&source.inputs);
        let (task, class_names, target_standardisation, all) = match source.answers {
            Answers::Classes { labels, names } => {
                let targets = RowTargets::Classes { classes: names.len(), labels: &labels };
                let task = if names.len() == 2 { Task::Binary } else { Task::Multiclass(names.len()) };
                (task, names, None, Samples::from_rows(&inputs, features, targets)?)
            }
            Answers::Values(values) => {
                let scale = if is_table {
                    Standardisation::measure(&values, 1, &rows.train)
                } else {
                    Standardisation::identity(1)
                };
                let targets = RowTargets::Values { outputs: 1, values: &scale.apply(&values) };
                (Task::Regression(1), Vec::new(), Some(scale), Samples::from_rows(&inputs, features, targets)?)
            }
        };
        let [train, validation, test] = [&rows.train, &rows.validation, &rows.test].map(|part| all.subset(part));
        Ok(Self {
            kind: config.kind,
            train,
            validation,
            test,
            feature_names: source.feature_names,
            target_name: source.target_name,
            class_names,
            standardisation,
            target_standardisation,
            task,
            dropped_rows: source.dropped,
            rows,
            flipped,
        })
    }
}

/// Rows from a formula.
fn made(config: &DatasetConfig) -> Result<Rows> {
    let random = || Random::new(config.seed, Stream::Data);
    let DatasetConfig { kind, samples, noise, .. } = *config;
    if kind == DatasetKind::Chairs {
        return Ok(clue::points(samples, noise, &mut random()));
    }
    synthetic::points(kind, samples, noise, &mut random())
        .or_else(|| functions::points(kind, samples, noise, &mut random()))
        .ok_or_else(|| Error::new("dataset", format!("has neither a table nor a formula: {}", kind.name())))
}

/// Who trains, validates and tests: by class, or among all rows where there are none.
fn split(answers: &Answers, config: &DatasetConfig) -> Result<SplitRows> {
    let mut random = Random::new(config.seed, Stream::Split);
    match answers {
        Answers::Classes { labels, .. } => config.split.rows(labels, &mut random),
        Answers::Values(values) => config.split.rows(&vec![0; values.len()], &mut random),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::Targets;

    fn config(kind: DatasetKind) -> DatasetConfig {
        DatasetConfig {
            kind,
            features: Features::Picture,
            samples: 256,
            noise: 0.1,
            label_noise: 0.0,
            label_order: LabelOrder::Kept,
            seed: 7,
            split: Split::default(),
        }
    }

    /// A table with a fraction in its last column for [`DatasetKind::Own`], nothing for the others.
    fn file(kind: DatasetKind) -> Option<&'static [u8]> {
        (kind == DatasetKind::Own).then_some(b"a,b,y\n1,5,0.5\n2,3,1\n3,4,2\n4,4,3\n5,1,2\n6,2,1\n7,7,0\n8,0,1\n")
    }

    fn made(config: &DatasetConfig) -> Dataset {
        Dataset::with_file(config, file(config.kind)).unwrap()
    }

    fn mean_and_variance(values: &[f32]) -> (f64, f64) {
        let count = values.len() as f64;
        let mean = values.iter().map(|&value| f64::from(value)).sum::<f64>() / count;
        (mean, values.iter().map(|&value| (f64::from(value) - mean).powi(2)).sum::<f64>() / count)
    }

    #[test]
    fn names_round_trip() {
        for kind in DatasetKind::ALL {
            assert_eq!(DatasetKind::from_name(kind.name()), Some(kind));
        }
        assert_eq!(DatasetKind::from_name("Penguins"), None);
    }

    #[test]
    fn penguins_are_standardised_by_their_training_rows_only() {
        let penguins = Dataset::new(&config(DatasetKind::Penguins)).unwrap();
        assert_eq!((penguins.task, penguins.dropped_rows), (Task::Multiclass(3), 2));
        let sizes = [&penguins.train, &penguins.validation, &penguins.test].map(Samples::rows);
        assert_eq!(sizes.iter().sum::<usize>(), 342);
        for feature in 0..2 {
            let (mean, variance) = mean_and_variance(penguins.train.feature(feature));
            assert!(mean.abs() < 1e-6 && (variance - 1.0).abs() < 1e-5, "{mean} {variance}");
            // The held-out rows are close to that, but not on it: they were not measured.
            let (mean, variance) = mean_and_variance(penguins.validation.feature(feature));
            assert!(mean.abs() > 1e-5 && mean.abs() < 0.4 && (variance - 1.0).abs() < 0.5, "{mean} {variance}");
        }
    }

    #[test]
    fn same_seed_same_rows_and_other_seed_other_rows() {
        for kind in DatasetKind::ALL {
            let first = made(&config(kind));
            assert_eq!(first, made(&config(kind)));
            assert_ne!(first.rows, made(&DatasetConfig { seed: 8, ..config(kind) }).rows);
        }
    }

    #[test]
    fn every_kind_is_split_into_three_disjoint_parts() {
        for kind in DatasetKind::ALL {
            let data = made(&config(kind));
            let SplitRows { train, validation, test } = &data.rows;
            let mut all = [&train[..], validation, test].concat();
            all.sort_unstable();
            assert_eq!(all, (0..all.len()).collect::<Vec<_>>(), "{}", kind.name());
            let sizes = [&data.train, &data.validation, &data.test].map(Samples::rows);
            assert_eq!(sizes, [train.len(), validation.len(), test.len()]);
            assert_eq!(data.feature_names.len(), data.train.features());
            let is_regression = matches!(data.task, Task::Regression(1));
            assert_eq!(data.class_names.is_empty(), is_regression);
            assert_eq!(data.target_standardisation.is_some(), is_regression);
        }
    }

    #[test]
    fn measured_answers_are_standardised_by_their_training_rows_too() {
        let penguins = made(&config(DatasetKind::PenguinMass));
        let Targets::Values { values, .. } = penguins.train.targets() else { panic!("values expected") };
        let (mean, variance) = mean_and_variance(&values[..penguins.train.rows()]);
        assert!(mean.abs() < 1e-6 && (variance - 1.0).abs() < 1e-5, "{mean} {variance}");
        let scale = penguins.target_standardisation.unwrap();
        // Penguins weigh about 4 kg, give or take 800 g.
        assert!((4100.0..4300.0).contains(&scale.mean[0]) && (700.0..900.0).contains(&scale.deviation[0]), "{scale:?}");
    }

    #[test]
    #[cfg(feature = "bundled-data")]
    fn pixels_share_one_scale() {
        let digits = made(&config(DatasetKind::Digits));
        assert_eq!((digits.task, digits.train.features()), (Task::Multiclass(10), 64));
        let scale = &digits.standardisation;
        assert!(scale.mean.iter().all(|mean| mean == &scale.mean[0]) && scale.deviation[63] == scale.deviation[0]);
        // Over all 1797 pictures the mean grey is 4.884 and its deviation 6.017 (numpy over scikit-learn's copy).
        assert!((scale.mean[0] - 4.884).abs() < 0.06 && (scale.deviation[0] - 6.017).abs() < 0.04, "{scale:?}");
    }

    #[test]
    fn wrong_labels_are_in_the_training_rows_alone_and_reshuffle_nothing() {
        for kind in [DatasetKind::Moons, DatasetKind::Penguins] {
            let clean = made(&config(kind));
            let noisy = made(&DatasetConfig { label_noise: 0.15, ..config(kind) });
            let shuffled = made(&DatasetConfig { label_order: LabelOrder::Shuffled, ..config(kind) });
            for other in [&noisy, &shuffled] {
                assert_eq!(
                    (&other.validation, &other.test, &other.rows),
                    (&clean.validation, &clean.test, &clean.rows)
                );
                assert_eq!(other.train.inputs(), clean.train.inputs());
                assert_ne!(other.train.targets(), clean.train.targets());
            }
            let [Targets::Classes { labels: now, .. }, Targets::Classes { labels: before, .. }] =
                [&noisy, &clean].map(|data| data.train.targets())
            else {
                panic!("classes expected")
            };
            let wrong: Vec<usize> = (0..now.len()).filter(|&row| now[row] != before[row]).collect();
            assert_eq!(wrong, noisy.flipped);
            assert_eq!(wrong.len(), (0.15 * now.len() as f64).round() as usize);
        }
    }

    #[test]
    fn the_default_split_leaves_128_training_rows_of_256() {
        let circle = Dataset::new(&config(DatasetKind::Circle)).unwrap();
        assert_eq!([&circle.train, &circle.validation, &circle.test].map(Samples::rows), [128, 64, 64]);
        assert_eq!(circle.task, Task::Binary);
    }

    #[test]
    fn bad_values_name_their_field() {
        let good = config(DatasetKind::Circle);
        let field = |config: DatasetConfig| Dataset::new(&config).unwrap_err().field;
        assert_eq!(field(DatasetConfig { samples: 0, ..good.clone() }), "samples");
        assert_eq!(field(DatasetConfig { samples: usize::MAX, ..good.clone() }), "samples");
        assert_eq!(field(DatasetConfig { noise: f64::NAN, ..good.clone() }), "noise");
        assert_eq!(field(DatasetConfig { label_noise: 1.5, ..good.clone() }), "label_noise");
        assert_eq!(field(DatasetConfig { samples: 2, ..good.clone() }), "split");
        assert_eq!(field(DatasetConfig { kind: DatasetKind::Own, ..good }), "file");
    }
}
