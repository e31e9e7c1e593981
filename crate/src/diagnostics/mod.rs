//! Looking into a network: is its gradient right, what do its layers do, and what does theory expect of them?

mod curvature;
mod gradient_check;
mod layers;
pub mod mean_field;

pub use curvature::{Curvature, CurvatureMeter, Trace, hessian_trace};
pub use gradient_check::{GradientCheck, gradient_check};
pub use layers::{
    LayerStatistics, NetworkStatistics, PreciseStatistics, log10_norm, network_statistics, precise_statistics,
};
