//! What a case minimises: a network's loss on its data, or a closed-form surface.

use crate::diagnostics::{NetworkStatistics, network_statistics};
use crate::network::{Loss, Mlp, Workspace};
use crate::objective::ClosedForm;
use crate::samples::Samples;

/// A function of a flat parameter vector.
pub(super) enum Objective {
    Network(Box<NetworkObjective>),
    Surface(ClosedForm),
}

pub(super) struct NetworkObjective {
    pub(super) mlp: Mlp,
    samples: Samples,
    batch: Samples,
    loss: Loss,
    workspace: Workspace,
}

impl Objective {
    pub(super) fn network(mlp: Mlp, samples: Samples, loss: Loss) -> Self {
        let (batch, workspace) = (samples.with_capacity(samples.rows()), Workspace::new(&mlp));
        Self::Network(Box::new(NetworkObjective { mlp, samples, batch, loss, workspace }))
    }

    pub(super) fn surface(form: ClosedForm) -> Self {
        Self::Surface(form)
    }

    pub(super) fn param_count(&self) -> usize {
        match self {
            Self::Network(network) => network.mlp.param_count(),
            Self::Surface(_) => 2,
        }
    }

    /// Rows that batches can name; a surface has none.
    pub(super) fn rows(&self) -> usize {
        match self {
            Self::Network(network) => network.samples.rows(),
            Self::Surface(_) => 0,
        }
    }

    /// The value on all rows: f32 for a network, double precision for a surface.
    pub(super) fn value(&mut self, params: &[f64]) -> f64 {
        match self {
            Self::Network(network) => {
                let NetworkObjective { mlp, samples, loss, workspace, .. } = &mut **network;
                mlp.loss(&to_single(params), samples, *loss, workspace)
            }
            Self::Surface(form) => form.value(params[0], params[1]),
        }
    }

    /// Writes the gradient on `rows`, or on all rows, to `grads`.
    pub(super) fn gradient(&mut self, params: &[f32], rows: Option<&[usize]>, grads: &mut [f32]) {
        match self {
            Self::Network(network) => {
                let NetworkObjective { mlp, samples, batch, loss, workspace } = &mut **network;
                let samples = match rows {
                    Some(rows) => {
                        samples.gather_into(rows, batch);
                        &*batch
                    }
                    None => &*samples,
                };
                mlp.loss_and_gradient(params, samples, *loss, workspace, grads);
            }
            Self::Surface(form) => {
                let gradient = form.gradient(f64::from(params[0]), f64::from(params[1]));
                grads.iter_mut().zip(gradient).for_each(|(grad, entry)| *grad = entry as f32);
            }
        }
    }

    /// The product of the Hessian with `vector`, in double precision.
    pub(super) fn hessian_product(&self, params: &[f64], vector: &[f64]) -> Vec<f64> {
        match self {
            Self::Network(network) => {
                network.mlp.hessian_vector_product(params, &network.samples, network.loss, vector)
            }
            Self::Surface(form) => {
                let [xx, xy, yy] = form.hessian(params[0], params[1]);
                vec![xx * vector[0] + xy * vector[1], xy * vector[0] + yy * vector[1]]
            }
        }
    }
}

impl NetworkObjective {
    pub(super) fn statistics(&mut self, params: &[f64]) -> NetworkStatistics {
        network_statistics(&self.mlp, &to_single(params), &self.samples, self.loss, &mut self.workspace)
    }

    /// z_D of every row.
    pub(super) fn predictions(&mut self, params: &[f64]) -> Vec<f32> {
        let mut out = Vec::new();
        self.mlp.predict(&to_single(params), &self.samples, &mut self.workspace, &mut out);
        out
    }
}

pub(super) fn to_single(values: &[f64]) -> Vec<f32> {
    values.iter().map(|&value| value as f32).collect()
}

pub(super) fn to_double(values: &[f32]) -> Vec<f64> {
    values.iter().copied().map(f64::from).collect()
}
