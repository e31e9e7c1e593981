//! Numbers only: deterministic elementary functions, kernels on vectors of rows, sums and norms.
//!
//! Every function gives the same bits on every platform: no platform mathematics, no fused multiply-add, one fixed order
//! of summation. This module knows nothing of networks.

pub mod decimal;
pub mod dual;
pub mod eigen;
pub mod elementary;
pub mod linear;
pub mod norm;
pub mod packed;
pub mod row;
pub(crate) mod shortest;
pub mod simd;
