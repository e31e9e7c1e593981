//! The end of a run that left the range of numbers: which step, which layer, what.

use crate::network::Mlp;
use std::fmt;

/// What was the first number that is not finite.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Cause {
    /// The loss after this step (for step 0: before the first one).
    Loss,
    /// The gradient that this step needed.
    Gradient,
    /// A weight or bias that this step made.
    Parameter,
}

impl Cause {
    /// Its name towards the page.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Loss => "loss",
            Self::Gradient => "gradient",
            Self::Parameter => "parameter",
        }
    }
}

/// Training stopped at the first number that is not finite. The trainer stands at the last good step, the one before
/// [`BlowUp::step`]; if not even the first weights have a finite loss, both are 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BlowUp {
    /// The step that could not be made.
    pub step: u64,
    /// What was not finite.
    pub cause: Cause,
    /// The layer where it was met first, 1 to D: for the loss in forward direction, for the gradient in backward
    /// direction, for parameters the lowest. `None` if it was no layer's (a learned α).
    pub layer: Option<usize>,
}

impl fmt::Display for BlowUp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "step {}: the {} is not a finite number", self.step, self.cause.name())?;
        self.layer.map_or(Ok(()), |layer| write!(f, " (layer {layer})"))
    }
}

impl std::error::Error for BlowUp {}

/// The lowest layer of `values` (a flat parameter vector or gradient) with a number that is not finite, in the order
/// that `layers` are visited.
fn layer_of_first(mlp: &Mlp, values: &[f32], mut layers: impl Iterator<Item = usize>) -> Option<usize> {
    layers.find(|&number| {
        let layer = &mlp.layers()[number - 1];
        values[layer.weights.start..layer.biases.end].iter().any(|value| !value.is_finite())
    })
}

/// The lowest layer with a parameter that is not finite.
pub(super) fn parameter_layer(mlp: &Mlp, params: &[f32]) -> Option<usize> {
    layer_of_first(mlp, params, 1..=mlp.layers().len())
}

/// The layer where backpropagation, which comes from the last one, met the first number that is not finite.
pub(super) fn gradient_layer(mlp: &Mlp, grads: &[f32]) -> Option<usize> {
    layer_of_first(mlp, grads, (1..=mlp.layers().len()).rev())
}

/// Whether all values are finite.
pub(super) fn all_finite(values: &[f32]) -> bool {
    values.iter().all(|value| value.is_finite())
}
