//! A real, tiny neural network, its optimizers and its loss surface, to be trained and looked at.
//!
//! A descent, and the ground under it:
//!
//! ```
//! use downhill::dataset::{Dataset, DatasetConfig, DatasetKind, Features, LabelOrder, Split};
//! use downhill::landscape::{Plane, Sampler};
//! use downhill::network::{Activation, Alpha, Init, Loss, MlpConfig, Residual, ResidualKind};
//! use downhill::optimizer::OptimizerConfig;
//! use downhill::random::{Random, Stream};
//! use downhill::training::{Problem, Schedule, Trainer, TrainerConfig};
//!
//! # fn main() -> downhill::Result<()> {
//! // A disc inside a ring: 128 rows to learn from, 64 to watch, 64 for the end.
//! let data = Dataset::new(&DatasetConfig {
//!     kind: DatasetKind::Circle,
//!     features: Features::Picture,
//!     samples: 256,
//!     noise: 0.0,
//!     label_noise: 0.0,
//!     label_order: LabelOrder::Kept,
//!     seed: 7,
//!     split: Split::default(),
//! })?;
//!
//! // Thirty layers. Without the skip their gradient vanishes and nothing is learned.
//! let residual = Residual { kind: ResidualKind::Preact, alpha: Alpha::InverseSqrtBlocks, learn_alpha: false };
//! let widths = [&[2][..], &[16; 29], &[1]].concat();
//! let problem = Problem::Network {
//!     data: data.clone(),
//!     model: MlpConfig { widths, activation: Activation::Tanh, leaky_slope: 0.0, residual },
//!     loss: Loss::BceLogits,
//!     init: Init::FanInUniform,
//!     gain: 1.0,
//! };
//! let config = TrainerConfig {
//!     optimizer: OptimizerConfig::from_name("sgd").expect("a known rule"),
//!     learning_rate: 0.3,
//!     schedule: Schedule::default(),
//!     clip: None,
//!     gradient_noise: 0.0,
//!     batch_size: 0,
//!     seed: 7,
//! };
//! let mut trainer = Trainer::new(problem, &config)?;
//! let start = trainer.train_loss();
//! trainer.advance(200);
//! assert!(trainer.train_loss() < 0.1 * start);
//!
//! // The same again has the same bits, on every machine; and any step can be reached again exactly.
//! let digest = trainer.digest();
//! trainer.rewind_to(50);
//! trainer.advance(150);
//! assert_eq!(trainer.digest(), digest);
//!
//! // Where it stands, the ground rises in (nearly) every direction: the loss along one line of a random plane.
//! let mlp = trainer.mlp().expect("the problem is a network").clone();
//! let plane = Plane::random(&mlp, trainer.params(), &mut Random::new(7, Stream::Plane))?;
//! let mut sampler = Sampler::new(mlp, data.train, Loss::BceLogits)?;
//! sampler.set_plane(&plane)?;
//! let mut heights = [0.0; 3];
//! sampler.row(&[-1.0, 0.0, 1.0], 0.0, &mut heights)?;
//! assert!((f64::from(heights[1]) - trainer.train_loss()).abs() < 1e-5);
//! assert!(heights[0] > heights[1] && heights[2] > heights[1]);
//! # Ok(())
//! # }
//! ```
//!
//! # Conventions
//!
//! - **Numbers.** Training and surfaces are f32; figures of layers, curvature and theory are f64. Losses are means, as PyTorch's;
//!   optimizers have the options and defaults of `torch.optim`; inputs are in units of one standard deviation.
//! - **Parameters** are one flat slice: layers in order, each its weights `[out][in]` row by row, then its biases; learned factors
//!   of skips at the very end ([`network::Mlp`]).
//! - **Rows** of data are stored feature by feature, `[feature][row]`, padded to whole vectors ([`samples::Samples`]).
//! - **The same bits everywhere.** No platform mathematics, no fused multiply-add, one order of every sum, seeded streams of
//!   random numbers for each purpose ([`random`]).
//! - **Errors** name the field and what it accepts ([`Error`]). They arise only where outside values enter; loops behind that door
//!   cannot fail except by leaving the range of numbers, which is a result ([`training::BlowUp`]). A function that can panic says
//!   when, and it is always a slice of another length than the network's.
//! - **Limits** are constants beside what they limit, such as [`network::Mlp::MAX_PARAMETERS`]; nothing is allocated beyond them.
//!
//! # Where to look
//!
//! | for | see |
//! |---|---|
//! | a run that can be replayed, rewound and branched | [`training::Trainer`] |
//! | a network's loss, gradient, predictions | [`network::Mlp`] |
//! | Hessian-vector products, everything in double precision | [`network::PreciseMlp`] |
//! | the mountain | [`landscape`] |
//! | formulas of two parameters | [`objective::ClosedForm`] |
//! | what layers do, gradient check, mean-field theory | [`diagnostics`] |
//! | what a network's outputs mean, and how good they are | [`answers`] |
//! | one spec for all of it, links, reference cases | [`experiment`] |

pub mod answers;
#[cfg(feature = "drawings")]
pub mod chart;
pub mod clusters;
pub mod dataset;
pub mod diagnostics;
pub mod error;
pub mod experiment;
mod json;
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

/// The example of the crate's README, so that it is tested, too.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

pub use error::{Error, Result};

/// Whether networks are inside; without the feature `whole` there are formulas only. The door of a problem
/// (`experiment::Spec::problem_with`) refuses what is not inside; behind it this constant tells the compiler what cannot happen.
pub(crate) const WHOLE: bool = cfg!(feature = "whole");
