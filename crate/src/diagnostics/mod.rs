//! Looking into a network: is its gradient right, and what do its layers do?

mod gradient_check;
mod layers;

pub use gradient_check::{GradientCheck, gradient_check};
pub use layers::{LayerStatistics, NetworkStatistics, log10_norm, network_statistics};
