//! A real, tiny neural network, its optimizers and its loss surface.

pub mod error;

pub use error::{Error, Result};
