//! Training in time: steps, what they leave behind, and the exact way back to any of them.
//!
//! Rests on determinism: a state is its parameters, its optimizer's memory and its place in the stream of batches, so a
//! snapshot and a short replay reach every step again bit for bit. This module knows nothing of pictures or browsers.

mod answers;
mod batches;
mod blow_up;
mod branch;
mod clip;
mod descent;
mod digest;
mod drops;
mod engine;
mod history;
mod last_update;
mod look;
mod network_objective;
mod noise;
mod outcome;
mod problem;
mod rates;
mod schedule;
mod snapshots;
mod state;
mod trainer;

pub use batches::BatchRows;
pub use blow_up::{BlowUp, Cause};
pub use descent::{BatchOrder, Descent, Fit};
pub use history::{CurvePoint, Figures, PathPoint};
pub use last_update::Update;
pub use look::digest_of;
pub use outcome::{Outcome, OutcomeReading, read_outcome};
pub use problem::{Problem, Rows};
pub use schedule::{Course, Schedule};
pub use trainer::{Landing, Trainer, TrainerConfig};
