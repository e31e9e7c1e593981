//! The only error type of the crate: which field is wrong, and what it accepts.

use std::fmt;

/// A value that cannot be used, named by the field it was given for.
///
/// Errors arise only where outside values enter (a spec, a link, a case, a file). Everything behind that door works on
/// checked values and cannot fail, so an error always means: change this field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// The field as its writer knows it, for example `learning_rate` or `model.widths[2]`.
    pub field: String,
    /// What is wrong and which values are accepted, as the rest of a sentence: `must be 1 to 100, got 900`.
    pub problem: String,
}

impl Error {
    /// An error about `field`; `problem` says what it accepts.
    #[must_use]
    pub fn new(field: impl Into<String>, problem: impl Into<String>) -> Self {
        Self { field: field.into(), problem: problem.into() }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.field, self.problem)
    }
}

impl std::error::Error for Error {}

/// `Result` with the crate's [`Error`].
pub type Result<T> = std::result::Result<T, Error>;
