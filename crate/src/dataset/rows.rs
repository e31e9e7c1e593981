//! A data set before it is split: plain rows in 64-bit numbers.

/// Labelled rows as a source gives them.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Rows {
    /// `[row][feature]`.
    pub(super) inputs: Vec<f64>,
    /// Numbers in one row.
    pub(super) features: usize,
    /// Class of each row, below `class_names.len()`.
    pub(super) labels: Vec<u16>,
    /// Rows of the source that were left out because a value is missing.
    pub(super) dropped: usize,
    pub(super) feature_names: Vec<String>,
    pub(super) class_names: Vec<String>,
}
