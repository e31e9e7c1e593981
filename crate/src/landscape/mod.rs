//! The mountain: planes through the space of parameters, and the loss over them.
//!
//! A picture has two directions, a network hundreds. Every plane therefore can say how much it leaves out: how far a
//! place is from it, and which share of a vector lies in it. This module knows nothing of training or browsers.

mod directions;
mod heights;
mod kind;
mod plane;
mod principal;
mod relief;
mod sampler;

pub use crate::objective::ClosedForm;
pub use heights::Heights;
pub use kind::PlaneKind;
pub use plane::{Explained, Plane, Projection};
pub use principal::{Centring, random_walk_shares};
pub use relief::{Relief, relief};
pub use sampler::Sampler;
