//! Rows of data in the form the network eats them.
//!
//! Inputs are stored feature by feature (`[feature][padded_rows]`), so that neighbouring numbers belong to neighbouring
//! rows and a vector instruction works on several rows at once. Rows are padded with zeros to a multiple of
//! [`ROW_GROUP`]; the padding is never counted in a loss, a gradient or a statistic.

use crate::error::{Error, Result};

/// Rows are processed in groups of this many (two vectors of four numbers).
pub const ROW_GROUP: usize = 8;

/// What the network should answer, one entry a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Targets {
    /// One of `classes` classes, as numbers `0..classes`, length `rows`.
    Classes {
        /// How many classes there are.
        classes: usize,
        /// The class of each row.
        labels: Vec<u16>,
    },
    /// `outputs` numbers a row, stored `[output][padded_rows]`.
    Values {
        /// How many numbers a row has.
        outputs: usize,
        /// The numbers, padding zero.
        values: Vec<f32>,
    },
}

/// Targets as people write them, row by row; [`Samples::from_rows`] checks and rearranges them.
#[derive(Clone, Copy, Debug)]
pub enum RowTargets<'a> {
    /// Class numbers `0..classes`, one a row.
    Classes {
        /// How many classes there are.
        classes: usize,
        /// The class of each row.
        labels: &'a [u16],
    },
    /// `outputs` numbers a row, `[row][output]`.
    Values {
        /// How many numbers a row has.
        outputs: usize,
        /// The numbers.
        values: &'a [f32],
    },
}

/// Inputs and targets of a set of rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Samples {
    rows: usize,
    features: usize,
    padded_rows: usize,
    inputs: Vec<f32>,
    targets: Targets,
}

impl Samples {
    /// Takes `inputs` row by row (`[row][feature]`).
    ///
    /// # Errors
    /// Names `x` or `y` if there is no row, a length does not fit, a number is not finite or a class is out of range.
    pub fn from_rows(inputs: &[f32], features: usize, targets: RowTargets<'_>) -> Result<Self> {
        if features == 0 || inputs.is_empty() || !inputs.len().is_multiple_of(features) {
            return Err(Error::new("x", format!("needs rows of {features} numbers, got {} numbers", inputs.len())));
        }
        if let Some(at) = inputs.iter().position(|value| !value.is_finite()) {
            return Err(Error::new(format!("x[{}][{}]", at / features, at % features), "must be a finite number"));
        }
        let rows = inputs.len() / features;
        let padded_rows = rows.next_multiple_of(ROW_GROUP);
        Ok(Self {
            rows,
            features,
            padded_rows,
            inputs: columns(inputs, features, rows, padded_rows),
            targets: check_targets(targets, rows, padded_rows)?,
        })
    }

    /// How many rows there are, padding not counted.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// How many numbers one input has.
    #[must_use]
    pub fn features(&self) -> usize {
        self.features
    }

    /// Rows with padding: the distance between two features in [`Samples::inputs`].
    #[must_use]
    pub fn padded_rows(&self) -> usize {
        self.padded_rows
    }

    /// All inputs, `[feature][padded_rows]`.
    #[must_use]
    pub fn inputs(&self) -> &[f32] {
        &self.inputs
    }

    /// One feature of all rows, padding left out.
    #[must_use]
    pub fn feature(&self, feature: usize) -> &[f32] {
        &self.inputs[feature * self.padded_rows..][..self.rows]
    }

    /// What the network should answer.
    #[must_use]
    pub fn targets(&self) -> &Targets {
        &self.targets
    }

    /// A copy of the rows named by number, in that order; a row may come more than once.
    #[must_use]
    pub fn subset(&self, rows: &[usize]) -> Self {
        let mut subset = self.with_capacity(rows.len());
        self.gather_into(rows, &mut subset);
        subset
    }

    /// Other inputs, `[row][feature]`, with targets of the same kind that mean nothing: for whoever asks what a network answers.
    ///
    /// # Panics
    /// If the last row is not whole, or this set is empty.
    #[must_use]
    pub fn with_inputs(&self, inputs: &[f32]) -> Self {
        let rows = inputs.len() / self.features;
        let mut samples = self.subset(&vec![0; rows]);
        samples.inputs = columns(inputs, self.features, rows, samples.padded_rows);
        samples
    }

    /// An empty set of the same kind with room for `rows` rows, to be filled by [`Samples::gather_into`].
    #[must_use]
    pub fn with_capacity(&self, rows: usize) -> Self {
        let padded_rows = rows.next_multiple_of(ROW_GROUP);
        let targets = match &self.targets {
            Targets::Classes { classes, .. } => {
                Targets::Classes { classes: *classes, labels: Vec::with_capacity(rows) }
            }
            Targets::Values { outputs, .. } => {
                Targets::Values { outputs: *outputs, values: Vec::with_capacity(outputs * padded_rows) }
            }
        };
        let inputs = Vec::with_capacity(self.features * padded_rows);
        Self { rows: 0, features: self.features, padded_rows: 0, inputs, targets }
    }

    /// Fills `batch` with the rows named by number. Allocates nothing if `batch` has room (see
    /// [`Samples::with_capacity`]).
    ///
    /// # Panics
    /// If `batch` holds another kind of targets or a row number is out of range.
    pub fn gather_into(&self, rows: &[usize], batch: &mut Self) {
        batch.rows = rows.len();
        batch.features = self.features;
        batch.padded_rows = rows.len().next_multiple_of(ROW_GROUP);
        batch.inputs.clear();
        for feature in self.inputs.chunks_exact(self.padded_rows) {
            gather_column(feature, rows, batch.padded_rows, &mut batch.inputs);
        }
        match (&self.targets, &mut batch.targets) {
            (Targets::Classes { labels: from, .. }, Targets::Classes { labels, .. }) => {
                labels.clear();
                labels.extend(rows.iter().map(|&row| from[row]));
            }
            (Targets::Values { values: from, .. }, Targets::Values { values, .. }) => {
                values.clear();
                for column in from.chunks_exact(self.padded_rows) {
                    gather_column(column, rows, batch.padded_rows, values);
                }
            }
            _ => panic!("the batch was made for another kind of targets"),
        }
    }
}

fn gather_column(column: &[f32], rows: &[usize], padded_rows: usize, out: &mut Vec<f32>) {
    let end = out.len() + padded_rows;
    out.extend(rows.iter().map(|&row| column[row]));
    out.resize(end, 0.0);
}

/// `[row][column]` to `[column][padded_rows]`.
fn columns(row_major: &[f32], width: usize, rows: usize, padded_rows: usize) -> Vec<f32> {
    let mut out = vec![0.0; width * padded_rows];
    for (row, values) in row_major.chunks_exact(width).enumerate().take(rows) {
        for (column, value) in values.iter().enumerate() {
            out[column * padded_rows + row] = *value;
        }
    }
    out
}

fn check_targets(targets: RowTargets<'_>, rows: usize, padded_rows: usize) -> Result<Targets> {
    match targets {
        RowTargets::Classes { classes, labels } => {
            if labels.len() != rows {
                return Err(Error::new("y", format!("needs one class a row ({rows}), got {}", labels.len())));
            }
            match labels.iter().position(|&label| usize::from(label) >= classes) {
                Some(row) => {
                    let problem = format!("must be a class number below {classes}, got {}", labels[row]);
                    Err(Error::new(format!("y[{row}]"), problem))
                }
                None => Ok(Targets::Classes { classes, labels: labels.to_vec() }),
            }
        }
        RowTargets::Values { outputs, values } => {
            if outputs == 0 || values.len() != rows * outputs {
                let problem = format!("needs {outputs} numbers for each of {rows} rows, got {}", values.len());
                return Err(Error::new("y", problem));
            }
            match values.iter().position(|value| !value.is_finite()) {
                Some(at) => {
                    Err(Error::new(format!("y[{}][{}]", at / outputs, at % outputs), "must be a finite number"))
                }
                None => Ok(Targets::Values { outputs, values: columns(values, outputs, rows, padded_rows) }),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn three_rows() -> Samples {
        let targets = RowTargets::Values { outputs: 1, values: &[10.0, 20.0, 30.0] };
        Samples::from_rows(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0], 2, targets).unwrap()
    }

    #[test]
    fn inputs_are_stored_by_feature_and_padded_with_zeros() {
        let samples = three_rows();
        assert_eq!((samples.rows(), samples.features(), samples.padded_rows()), (3, 2, 8));
        assert_eq!(samples.feature(1), [2.0, 4.0, 6.0]);
        assert_eq!(samples.inputs()[..8], [1.0, 3.0, 5.0, 0.0, 0.0, 0.0, 0.0, 0.0]);
    }

    #[test]
    fn subset_takes_rows_in_the_order_asked_for() {
        let subset = three_rows().subset(&[2, 0, 2]);
        assert_eq!(subset.feature(0), [5.0, 1.0, 5.0]);
        let Targets::Values { values, .. } = subset.targets() else { panic!("values expected") };
        assert_eq!(values[..4], [30.0, 10.0, 30.0, 0.0]);
    }

    #[test]
    fn gathering_again_leaves_nothing_behind() {
        let samples = three_rows();
        let mut batch = samples.with_capacity(3);
        samples.gather_into(&[0, 1, 2], &mut batch);
        samples.gather_into(&[1], &mut batch);
        assert_eq!(batch, samples.subset(&[1]));
    }

    #[test]
    fn bad_rows_name_their_field() {
        let values = RowTargets::Values { outputs: 1, values: &[1.0] };
        let problem =
            |inputs: &[f32], features, targets| Samples::from_rows(inputs, features, targets).unwrap_err().field;
        assert_eq!(problem(&[], 1, values), "x");
        assert_eq!(problem(&[1.0, 2.0, 3.0], 2, values), "x");
        assert_eq!(problem(&[1.0, f32::NAN], 2, values), "x[0][1]");
        assert_eq!(problem(&[1.0, 2.0], 1, values), "y");
        assert_eq!(problem(&[1.0], 1, RowTargets::Values { outputs: 1, values: &[f32::INFINITY] }), "y[0][0]");
        assert_eq!(problem(&[1.0], 1, RowTargets::Classes { classes: 2, labels: &[2] }), "y[0]");
        assert_eq!(problem(&[1.0], 1, RowTargets::Classes { classes: 2, labels: &[1, 1] }), "y");
    }
}
