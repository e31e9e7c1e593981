//! A multilayer perceptron with residual blocks: forward pass, exact backpropagation, initial parameters.
//!
//! All parameters live in one flat `f32` slice that the caller owns: layers in order, each its weights row-major
//! `[out][in]`, then its biases `[out]`; learned skip gates at the very end. A network ([`Mlp`]) only says how to read
//! that slice. This module knows nothing of optimizers, of time or of where the samples come from.

mod activation;
mod backward;
mod derivatives;
mod few_rows;
mod forward;
mod init;
mod lanes;
mod loss;
mod metrics;
mod mlp;
mod plain_rows;
mod precise;
mod residual;
mod row_pass;
mod slice;
mod workspace;

pub use activation::Activation;
pub use init::Init;
pub use loss::Loss;
pub use metrics::{accuracy, decide};
pub use mlp::{Layer, Mlp, MlpConfig, Place};
pub use precise::{LayerRow, PreciseMlp, PreciseRows};
pub(crate) use residual::Join;
pub use residual::{Alpha, Residual, ResidualKind};
pub use row_pass::RowPass;
pub(crate) use slice::Slice;
pub use workspace::Workspace;
