//! The mountain: planes through the space of parameters, and the loss over them.
//!
//! A picture has two directions, a network hundreds. Every plane therefore can say how much it leaves out: how far a
//! place is from it, and which share of a vector lies in it. This module knows nothing of training or browsers.

mod directions;
mod heights;
mod plane;
mod sampler;

pub use crate::objective::ClosedForm;
pub use heights::Heights;
pub use plane::{Plane, PlaneKind, Projection};
pub use sampler::Sampler;
