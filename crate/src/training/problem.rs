//! What a run minimises.

use super::engine::Objective;
use super::network_objective::NetworkObjective;
use crate::dataset::Dataset;
use crate::error::{Error, Result};
use crate::math::shortest::Shortest;
use crate::network::{Init, Loss, Mlp, MlpConfig};
use crate::objective::{ClosedForm, Free, Window};
use crate::random::{Random, Stream};
use crate::samples::Samples;

/// What a run minimises, and where it starts.
#[allow(clippy::large_enum_variant, reason = "a run has one of them: a box would save nothing")]
#[derive(Clone, Debug, PartialEq)]
pub enum Problem {
    /// The loss of a network on data, by all its parameters.
    Network {
        /// What is learned.
        data: Dataset,
        /// The shape of the network; inputs and outputs must fit the data.
        model: MlpConfig,
        /// What is minimised.
        loss: Loss,
        /// How the first weights are drawn.
        init: Init,
        /// What the first weights are multiplied by; 1 leaves them as they are.
        gain: f32,
    },
    /// The loss of a network by some of its parameters; the others are frozen. With two free ones the loss surface is the
    /// whole truth about the run.
    Partial {
        /// What is learned.
        rows: Rows,
        /// The shape of the network.
        model: MlpConfig,
        /// What is minimised.
        loss: Loss,
        /// Which parameters move, and where all of them start.
        free: Free,
        /// Where to look, if two are free.
        window: Option<Window>,
    },
    /// The value of a formula.
    ClosedForm {
        /// The formula.
        form: ClosedForm,
        /// The place of the first step.
        start: [f32; 2],
    },
}

/// Rows without the names and units of a [`Dataset`].
#[derive(Clone, Debug, PartialEq)]
pub struct Rows {
    /// Rows the network learns from.
    pub train: Samples,
    /// Rows watched while it learns, if there are any.
    pub validation: Option<Samples>,
    /// Rows for the end, if there are any.
    pub test: Option<Samples>,
}

/// Rows of either kind of problem that has rows.
#[allow(clippy::large_enum_variant, reason = "a run has one of them: a box would save nothing")]
#[derive(Clone, Debug)]
pub(super) enum Source {
    Dataset(Dataset),
    Rows(Rows),
}

impl Source {
    pub(super) fn train(&self) -> &Samples {
        match self {
            Self::Dataset(data) => &data.train,
            Self::Rows(rows) => &rows.train,
        }
    }

    pub(super) fn validation(&self) -> Option<&Samples> {
        match self {
            Self::Dataset(data) => Some(&data.validation),
            Self::Rows(rows) => rows.validation.as_ref(),
        }
    }

    pub(super) fn test(&self) -> Option<&Samples> {
        match self {
            Self::Dataset(data) => Some(&data.test),
            Self::Rows(rows) => rows.test.as_ref(),
        }
    }
}

/// What is minimised, and the first parameters. `batch_size` is the room for mini-batches, `seed` that of the weights.
pub(super) fn objective(problem: Problem, batch_size: usize, seed: u32) -> Result<(Objective, Vec<f32>)> {
    let network = |source, mlp, loss, free| -> Result<Objective> {
        let network = NetworkObjective::new(source, mlp, loss, free, batch_size)?;
        Ok(Objective::Network(Box::new(network)))
    };
    if !crate::WHOLE && !matches!(problem, Problem::ClosedForm { .. }) {
        return Err(Error::new("problem", "must be a formula: this core has no networks"));
    }
    match problem {
        Problem::Network { data, model, loss, init, gain } => {
            let mlp = Mlp::new(model)?;
            let mut params = init.initialise(&mlp, &mut Random::new(seed, Stream::Init));
            mlp.scale_weights(&mut params, gain)?;
            Ok((network(Source::Dataset(data), mlp, loss, None)?, params))
        }
        Problem::Partial { rows, model, loss, free, window: _ } => {
            let mlp = Mlp::new(model)?;
            if free.all().len() != mlp.param_count() {
                let problem = format!("must be {} numbers, got {}", mlp.param_count(), free.all().len());
                return Err(Error::new("params", problem));
            }
            let mut params = vec![0.0; free.places().len()];
            free.pick_into(free.all(), &mut params);
            Ok((network(Source::Rows(rows), mlp, loss, Some(free))?, params))
        }
        Problem::ClosedForm { form, start } => {
            for (name, value) in ["start_a", "start_b"].into_iter().zip(start) {
                if !value.is_finite() {
                    return Err(Error::new(name, format!("must be a finite number, got {}", Shortest::from(value))));
                }
            }
            Ok((Objective::ClosedForm(form), start.to_vec()))
        }
    }
}
