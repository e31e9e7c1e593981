//! Looking into a network: is its gradient right, what do its layers do, and what does theory expect of them?

mod chain;
mod curvature;
mod flow;
mod gradient_check;
mod layers;
pub mod mean_field;
mod neuron;

pub use chain::{Chain, Factor, FactorKind, chain};
pub use curvature::{Curvature, CurvatureMeter, Trace, hessian_trace};
pub use flow::{Blocked, LayerFlow, layer_flow};
pub use gradient_check::{Difference, GradientCheck, central_difference, gradient_check};
pub use layers::{
    LayerStatistics, NetworkStatistics, PreciseStatistics, log10_norm, network_statistics, precise_statistics,
};
pub use neuron::{Neuron, Wrongness, evenly, response};
