//! A data set before it is split: plain rows in 64-bit numbers.

/// Rows as a source gives them.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Rows {
    /// `[row][feature]`.
    pub(super) inputs: Vec<f64>,
    /// Numbers in one row.
    pub(super) features: usize,
    /// What belongs to each row.
    pub(super) answers: Answers,
    /// Rows of the source that were left out because a value is missing.
    pub(super) dropped: usize,
    pub(super) feature_names: Vec<String>,
    /// What the answer is: a species, a body mass.
    pub(super) target_name: String,
}

/// The right answer of each row.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Answers {
    /// A class, below `names.len()`.
    Classes { labels: Vec<u16>, names: Vec<String> },
    /// A number.
    Values(Vec<f64>),
}
