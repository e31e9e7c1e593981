//! Looking into a network: is its gradient right, and what do its layers do?

mod gradient_check;

pub use gradient_check::{GradientCheck, gradient_check};
