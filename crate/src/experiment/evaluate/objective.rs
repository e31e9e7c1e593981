//! What a case minimises: a network's loss on its data, or a closed-form surface. In f32, as training and pictures have it, and in
//! double precision from the numbers as the case gives them.

use crate::network::{Loss, Mlp, PreciseMlp, PreciseRows, Workspace};
use crate::objective::ClosedForm;
use crate::samples::Samples;

/// A function of a flat parameter vector.
pub(super) enum Objective {
    Network(Box<NetworkObjective>),
    Surface(ClosedForm),
}

pub(super) struct NetworkObjective {
    pub(super) mlp: Mlp,
    pub(super) loss: Loss,
    pub(super) rows: Rows,
    constants: Constants,
    samples: Samples,
    batch: Samples,
    workspace: Workspace,
}

/// The constants of a network before they are rounded to f32; `None` where f32 has them exactly or they have a name.
#[derive(Debug, Default)]
pub(super) struct Constants {
    pub(super) leaky_slope: Option<f64>,
    pub(super) huber_delta: Option<f64>,
    pub(super) alphas: Option<Vec<f64>>,
}

/// The data before it is rounded to f32.
#[derive(Debug)]
pub(super) struct Rows {
    pub(super) features: usize,
    /// `[row][feature]`
    pub(super) x: Vec<f64>,
    /// `[row][output]`, or one class number a row.
    pub(super) y: Vec<f64>,
    /// Numbers of `y` in a row.
    pub(super) targets: usize,
}

impl PreciseRows for Rows {
    fn rows(&self) -> usize {
        self.x.len() / self.features
    }

    fn input(&self, row: usize, feature: usize) -> f64 {
        self.x[row * self.features + feature]
    }

    fn target(&self, row: usize, output: usize) -> f64 {
        self.y[row * self.targets + output]
    }
}

/// Some of the rows, by number.
struct Picked<'a>(&'a Rows, &'a [usize]);

impl PreciseRows for Picked<'_> {
    fn rows(&self) -> usize {
        self.1.len()
    }

    fn input(&self, row: usize, feature: usize) -> f64 {
        self.0.input(self.1[row], feature)
    }

    fn target(&self, row: usize, output: usize) -> f64 {
        self.0.target(self.1[row], output)
    }
}

impl Objective {
    pub(super) fn network(mlp: Mlp, samples: Samples, rows: Rows, loss: Loss, constants: Constants) -> Self {
        let (batch, workspace) = (samples.with_capacity(samples.rows()), Workspace::new(&mlp));
        Self::Network(Box::new(NetworkObjective { mlp, loss, rows, constants, samples, batch, workspace }))
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
    pub(super) fn row_count(&self) -> usize {
        match self {
            Self::Network(network) => network.rows.rows(),
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

    /// The value on all rows in double precision.
    pub(super) fn precise_value(&self, params: &[f64]) -> f64 {
        match self {
            Self::Network(network) => network.precise().loss(params, &network.rows, network.loss),
            Self::Surface(form) => form.value(params[0], params[1]),
        }
    }

    /// Writes the gradient on `rows`, or on all rows, to `grads`, in f32.
    pub(super) fn gradient(&mut self, params: &[f32], rows: Option<&[usize]>, grads: &mut [f32]) {
        match self {
            Self::Network(network) => {
                let NetworkObjective { mlp, samples, batch, loss, workspace, .. } = &mut **network;
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

    /// The gradient on `rows`, or on all rows, in double precision.
    pub(super) fn precise_gradient(&self, params: &[f64], rows: Option<&[usize]>) -> Vec<f64> {
        match self {
            Self::Network(network) => match rows {
                Some(picked) => network.precise().gradient(params, &Picked(&network.rows, picked), network.loss).1,
                None => network.precise().gradient(params, &network.rows, network.loss).1,
            },
            Self::Surface(form) => form.gradient(params[0], params[1]).to_vec(),
        }
    }

    /// The product of the Hessian with `vector`, in double precision.
    pub(super) fn hessian_product(&self, params: &[f64], vector: &[f64]) -> Vec<f64> {
        match self {
            Self::Network(network) => {
                network.precise().hessian_vector_product(params, &network.rows, network.loss, vector)
            }
            Self::Surface(form) => {
                let [xx, xy, yy] = form.hessian(params[0], params[1]);
                vec![xx * vector[0] + xy * vector[1], xy * vector[0] + yy * vector[1]]
            }
        }
    }
}

impl NetworkObjective {
    /// The network in double precision, its constants as the case gives them.
    pub(super) fn precise(&self) -> PreciseMlp<'_> {
        let mut precise = self.mlp.precise();
        if let Some(slope) = self.constants.leaky_slope {
            precise.leaky_slope = slope;
        }
        if let Some(alphas) = &self.constants.alphas {
            precise.alphas.clone_from(alphas);
        }
        precise.huber_delta = self.constants.huber_delta;
        precise
    }

    /// Loss, gradient and z_D of every row, in f32.
    pub(super) fn single(&mut self, params: &[f64]) -> (f64, Vec<f32>, Vec<f32>) {
        let params = to_single(params);
        let (mut gradient, mut predictions) = (vec![0.0; params.len()], Vec::new());
        let value = self.mlp.loss_and_gradient(&params, &self.samples, self.loss, &mut self.workspace, &mut gradient);
        self.mlp.predict(&params, &self.samples, &mut self.workspace, &mut predictions);
        (value, gradient, predictions)
    }
}

pub(super) fn to_single(values: &[f64]) -> Vec<f32> {
    values.iter().map(|&value| value as f32).collect()
}

pub(super) fn to_double(values: &[f32]) -> Vec<f64> {
    values.iter().copied().map(f64::from).collect()
}
