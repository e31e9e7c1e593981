//! Data: made from formulas or bundled, split by a seed, standardised with training statistics.
//!
//! A [`Dataset`] is all that training and pictures need: three disjoint sets of rows in the units the network sees, and
//! the names that belong to them. This module knows nothing of networks, files or browsers.

mod bundled;
pub mod csv;
mod rows;
mod split;
mod standardize;
mod synthetic;

pub use split::{Split, SplitRows};
pub use standardize::Standardisation;

use crate::error::{Error, Result};
use crate::random::{Random, Stream};
use crate::samples::{RowTargets, Samples};

/// Where the rows come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DatasetKind {
    /// Palmer penguins: bill length and depth, three species (Gorman et al. 2014, CC0).
    Penguins,
    /// A disc inside a ring.
    Circle,
    /// Two spiral arms.
    Spiral,
    /// Two half moons.
    Moons,
    /// Four squares, opposite ones alike.
    Xor,
    /// Two normal clouds.
    TwoGaussians,
}

impl DatasetKind {
    /// Every kind, in the order they are offered.
    pub const ALL: [Self; 6] = [Self::Penguins, Self::Circle, Self::Spiral, Self::Moons, Self::Xor, Self::TwoGaussians];

    /// Its name in links and cases.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Penguins => "penguins",
            Self::Circle => "circle",
            Self::Spiral => "spiral",
            Self::Moons => "moons",
            Self::Xor => "xor",
            Self::TwoGaussians => "two_gaussians",
        }
    }

    /// The kind called `name`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

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
    /// How many rows a synthetic source makes, at most [`DatasetConfig::MAX_SAMPLES`]. Real data has its own number.
    pub samples: usize,
    /// Jitter of a synthetic source, 0 to 1, in the units of the inputs (standard deviation 1); see the source.
    pub noise: f64,
    /// Seed of points and split.
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
    /// The name of each class.
    pub class_names: Vec<String>,
    /// How measured units became the units of the inputs.
    pub standardisation: Standardisation,
    /// What there is to learn.
    pub task: Task,
    /// Rows of the source left out because a value is missing.
    pub dropped_rows: usize,
    /// Which row of the source, dropped rows not counted, is in which part.
    pub rows: SplitRows,
}

impl Dataset {
    /// Makes or loads the rows, splits them and brings them to scale. Cost: linear in rows.
    ///
    /// # Errors
    /// Names `samples`, `noise` or `split` and what it accepts.
    pub fn new(config: &DatasetConfig) -> Result<Self> {
        if !(1..=DatasetConfig::MAX_SAMPLES).contains(&config.samples) {
            let problem = format!("must be 1 to {}, got {}", DatasetConfig::MAX_SAMPLES, config.samples);
            return Err(Error::new("samples", problem));
        }
        if !(0.0..=1.0).contains(&config.noise) {
            return Err(Error::new("noise", format!("must be 0 to 1, got {}", config.noise)));
        }
        let mut random = Random::new(config.seed, Stream::Data);
        let made = synthetic::points(config.kind, config.samples, config.noise, &mut random);
        let is_synthetic = made.is_some();
        let source = match made {
            Some(rows) => rows,
            None => bundled::penguins()?,
        };
        let rows = config.split.rows(&source.labels, &mut Random::new(config.seed, Stream::Split))?;
        let standardisation = if is_synthetic {
            Standardisation::identity(source.features)
        } else {
            Standardisation::measure(&source.inputs, source.features, &rows.train)
        };

        let inputs = standardisation.apply(&source.inputs);
        let classes = source.class_names.len();
        let targets = RowTargets::Classes { classes, labels: &source.labels };
        let all = Samples::from_rows(&inputs, source.features, targets)?;
        Ok(Self {
            kind: config.kind,
            train: all.subset(&rows.train),
            validation: all.subset(&rows.validation),
            test: all.subset(&rows.test),
            feature_names: source.feature_names,
            class_names: source.class_names,
            standardisation,
            task: if classes == 2 { Task::Binary } else { Task::Multiclass(classes) },
            dropped_rows: source.dropped,
            rows,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(kind: DatasetKind) -> DatasetConfig {
        DatasetConfig { kind, samples: 256, noise: 0.1, seed: 7, split: Split::default() }
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
            let first = Dataset::new(&config(kind)).unwrap();
            assert_eq!(first, Dataset::new(&config(kind)).unwrap());
            let other = Dataset::new(&DatasetConfig { seed: 8, ..config(kind) }).unwrap();
            assert_ne!(first.rows, other.rows);
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
        assert_eq!(field(DatasetConfig { samples: 2, ..good }), "split");
    }
}
