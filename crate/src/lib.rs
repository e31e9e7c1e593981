//! A real, tiny neural network, its optimizers and its loss surface.

#[cfg(feature = "charts")]
pub mod chart;
pub mod clusters;
pub mod dataset;
pub mod diagnostics;
pub mod error;
pub mod experiment;
pub mod landscape;
pub mod math;
pub mod network;
pub mod objective;
pub mod optimizer;
pub mod random;
pub mod samples;
pub mod training;
#[cfg(target_arch = "wasm32")]
pub mod wasm;

pub use error::{Error, Result};
