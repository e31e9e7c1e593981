//! The network in double precision, row by row: plain and slow. The fast passes are checked against it, and curvature is
//! computed with it, because differences of curvatures do not survive f32.
//!
//! Length: forward, backward and losses are one pass, and are checked by reading them side by side.

use super::residual::Join;
use super::{Alpha, Loss, Mlp};
use crate::math::dual::{Dual, Number};
use crate::samples::{Samples, Targets};

/// Rows of data as the double-precision passes read them.
pub trait PreciseRows {
    /// How many rows there are.
    fn rows(&self) -> usize;

    /// One input.
    fn input(&self, row: usize, feature: usize) -> f64;

    /// One target; for [`Loss::SoftmaxCe`] the class number, whatever the output.
    fn target(&self, row: usize, output: usize) -> f64;
}

impl PreciseRows for Samples {
    fn rows(&self) -> usize {
        Self::rows(self)
    }

    fn input(&self, row: usize, feature: usize) -> f64 {
        f64::from(self.feature(feature)[row])
    }

    fn target(&self, row: usize, output: usize) -> f64 {
        match self.targets() {
            Targets::Classes { labels, .. } => f64::from(labels[row]),
            Targets::Values { values, .. } => f64::from(values[output * self.padded_rows() + row]),
        }
    }
}

/// A network in double precision, with its constants as exact as they are known.
#[derive(Clone, Debug)]
pub struct PreciseMlp<'a> {
    mlp: &'a Mlp,
    /// Slope of [`super::Activation::LeakyRelu`] below zero.
    pub leaky_slope: f64,
    /// α of every block, where they are not learned. 1/√B is not rounded to f32 first.
    pub alphas: Vec<f64>,
    /// δ of [`Loss::Huber`]; `None` takes the one of the loss.
    pub huber_delta: Option<f64>,
}

impl Mlp {
    /// This network in double precision, with the constants of its configuration.
    #[must_use]
    pub fn precise(&self) -> PreciseMlp<'_> {
        let blocks = self.block_count();
        let alphas = match &self.config().residual.alpha {
            Alpha::InverseSqrtBlocks => vec![1.0 / (blocks.max(1) as f64).sqrt(); blocks],
            Alpha::InverseBlocks => vec![1.0 / blocks.max(1) as f64; blocks],
            other => other.values(blocks).into_iter().map(f64::from).collect(),
        };
        PreciseMlp { mlp: self, leaky_slope: f64::from(self.config().leaky_slope), alphas, huber_delta: None }
    }

    /// [`PreciseMlp::loss`] of this network.
    ///
    /// # Panics
    /// As [`PreciseMlp::loss`].
    #[must_use]
    pub fn precise_loss(&self, params: &[f64], samples: &Samples, loss: Loss) -> f64 {
        self.precise().loss(params, samples, loss)
    }

    /// [`PreciseMlp::gradient`] of this network.
    ///
    /// # Panics
    /// As [`PreciseMlp::loss`].
    #[must_use]
    pub fn precise_gradient(&self, params: &[f64], samples: &Samples, loss: Loss) -> (f64, Vec<f64>) {
        self.precise().gradient(params, samples, loss)
    }

    /// [`PreciseMlp::layers`] of this network.
    ///
    /// # Panics
    /// As [`PreciseMlp::loss`].
    #[must_use]
    pub fn precise_layers(
        &self,
        params: &[f64],
        samples: &Samples,
        loss: Loss,
        see: impl FnMut(LayerRow<'_>),
    ) -> (f64, Vec<f64>) {
        self.precise().layers(params, samples, loss, see)
    }

    /// [`PreciseMlp::hessian_vector_product`] of this network.
    ///
    /// # Panics
    /// As [`PreciseMlp::hessian_vector_product`].
    #[must_use]
    pub fn hessian_vector_product(&self, params: &[f64], samples: &Samples, loss: Loss, vector: &[f64]) -> Vec<f64> {
        self.precise().hessian_vector_product(params, samples, loss, vector)
    }
}

impl PreciseMlp<'_> {
    /// The network it is about.
    #[must_use]
    pub fn mlp(&self) -> &Mlp {
        self.mlp
    }

    /// The loss over all rows. Cost: one multiplication and addition in double precision for each weight and row.
    ///
    /// # Panics
    /// If `params` has another length than [`Mlp::param_count`], or the rows do not fit ([`Mlp::check`]).
    #[must_use]
    pub fn loss(&self, params: &[f64], rows: &impl PreciseRows, loss: Loss) -> f64 {
        Pass::new(self, params).run(rows, loss, None, unseen)
    }

    /// The loss and its derivative along `direction`, carried forward together in dual numbers. Cost: two to three times that
    /// of [`PreciseMlp::loss`].
    ///
    /// # Panics
    /// As [`PreciseMlp::loss`], or if `direction` has another length than `params`.
    #[must_use]
    pub fn loss_and_slope(&self, params: &[f64], rows: &impl PreciseRows, loss: Loss, direction: &[f64]) -> (f64, f64) {
        let Dual { real, slope } = Pass::new(self, &along(params, direction)).run(rows, loss, None, unseen);
        (real, slope)
    }

    /// The loss and its gradient. Cost: three times that of [`PreciseMlp::loss`].
    ///
    /// # Panics
    /// As [`PreciseMlp::loss`].
    #[must_use]
    pub fn gradient(&self, params: &[f64], rows: &impl PreciseRows, loss: Loss) -> (f64, Vec<f64>) {
        self.layers(params, rows, loss, |_| {})
    }

    /// [`PreciseMlp::gradient`] that shows every layer l = 1 … D of every row to `see`.
    ///
    /// # Panics
    /// As [`PreciseMlp::loss`].
    #[must_use]
    pub fn layers(
        &self,
        params: &[f64],
        rows: &impl PreciseRows,
        loss: Loss,
        mut see: impl FnMut(LayerRow<'_>),
    ) -> (f64, Vec<f64>) {
        let mut grads = vec![0.0; params.len()];
        let mut pass = Pass::new(self, params);
        let depth = self.mlp.layers().len();
        let value = pass.run(rows, loss, Some(&mut grads), |pass| {
            for layer in 1..=depth {
                let h = if layer < depth { &pass.hidden[layer] } else { &pass.z[layer] };
                see(LayerRow { layer, z: &pass.z[layer], h, delta: &pass.delta[layer] });
            }
        });
        (value, grads)
    }

    /// The exact product of the loss's Hessian with `vector`: the gradient carried through in dual numbers (Pearlmutter
    /// 1994). Cost: about four gradients, in double precision.
    ///
    /// # Panics
    /// As [`PreciseMlp::loss`], or if `vector` has another length than `params`.
    #[must_use]
    pub fn hessian_vector_product(
        &self,
        params: &[f64],
        rows: &impl PreciseRows,
        loss: Loss,
        vector: &[f64],
    ) -> Vec<f64> {
        let params = along(params, vector);
        let mut grads = vec![Dual::default(); params.len()];
        Pass::new(self, &params).run(rows, loss, Some(&mut grads), unseen);
        grads.into_iter().map(|grad| grad.slope).collect()
    }
}

/// For passes at which nobody looks: one function, so that all of them are one piece of code.
fn unseen<T>(_: &Pass<'_, T>) {}

/// Parameters that move along a direction.
fn along(params: &[f64], direction: &[f64]) -> Vec<Dual> {
    assert_eq!(params.len(), direction.len(), "the direction belongs to another network");
    params.iter().zip(direction).map(|(&real, &slope)| Dual { real, slope }).collect()
}

/// What one layer does with one row, in double precision.
#[derive(Clone, Copy, Debug)]
pub struct LayerRow<'a> {
    /// Layer number l, 1 … D.
    pub layer: usize,
    /// z_l
    pub z: &'a [f64],
    /// h_l: φ(z_l), after a post-activation block the running sum, in the last layer z_D.
    pub h: &'a [f64],
    /// ∂L/∂z_l of the mean loss.
    pub delta: &'a [f64],
}

/// One row's way through the network and back. Index l of the arrays is layer l; index 0 holds the inputs.
struct Pass<'a, T> {
    mlp: &'a Mlp,
    leaky_slope: f64,
    huber_delta: Option<f64>,
    params: &'a [T],
    alphas: Vec<T>,
    z: Vec<Vec<T>>,
    value: Vec<Vec<T>>,
    hidden: Vec<Vec<T>>,
    delta: Vec<Vec<T>>,
}

impl<'a, T: Number> Pass<'a, T> {
    fn new(precise: &PreciseMlp<'a>, params: &'a [T]) -> Self {
        let mlp = precise.mlp;
        assert_eq!(params.len(), mlp.param_count(), "the parameters belong to another network");
        assert_eq!(precise.alphas.len(), mlp.block_count(), "one factor for each block");
        let learned = mlp.learned_alphas();
        let alphas = if learned.is_empty() {
            precise.alphas.iter().copied().map(T::constant).collect()
        } else {
            params[learned].to_vec()
        };
        let units = || mlp.config().widths.iter().map(|&width| vec![T::constant(0.0); width]).collect::<Vec<_>>();
        let (leaky_slope, huber_delta) = (precise.leaky_slope, precise.huber_delta);
        Self {
            mlp,
            leaky_slope,
            huber_delta,
            params,
            alphas,
            z: units(),
            value: units(),
            hidden: units(),
            delta: units(),
        }
    }

    /// The mean loss; with `grads`, its gradient is added there and each row is shown to `see` after its way back.
    #[inline(never)]
    fn run(
        &mut self,
        rows: &impl PreciseRows,
        loss: Loss,
        mut grads: Option<&mut [T]>,
        mut see: impl FnMut(&Self),
    ) -> T {
        let depth = self.mlp.layers().len();
        let terms = loss.terms(rows.rows(), self.mlp.outputs());
        let scale = T::constant(1.0 / terms);
        let huber_delta = match (self.huber_delta, loss) {
            (Some(delta), _) => delta,
            (None, Loss::Huber { delta }) => f64::from(delta),
            (None, _) => 1.0,
        };
        let mut total = T::constant(0.0);
        for row in 0..rows.rows() {
            for (feature, input) in self.hidden[0].iter_mut().enumerate() {
                *input = T::constant(rows.input(row, feature));
            }
            self.forward();
            let target = |output| rows.target(row, output);
            total += row_loss(loss, huber_delta, &self.z[depth], target, &mut self.delta[depth]);
            if let Some(grads) = grads.as_deref_mut() {
                self.delta[depth].iter_mut().for_each(|delta| *delta = *delta * scale);
                self.backward(grads);
                see(self);
            }
        }
        total * scale
    }

    fn forward(&mut self) {
        let (activation, slope) = (self.mlp.config().activation, self.leaky_slope);
        for (index, layer) in self.mlp.layers().iter().enumerate() {
            let number = index + 1;
            let weights = self.params[layer.weights.clone()].chunks_exact(layer.fan_in);
            let biases = &self.params[layer.biases.clone()];
            for (unit, (weights, bias)) in weights.zip(biases).enumerate() {
                let mut sum = *bias;
                for (weight, input) in weights.iter().zip(&self.hidden[index]) {
                    sum += *weight * *input;
                }
                if let Join::SkipSum { from, block } = self.mlp.joins()[index] {
                    sum = self.z[from][unit] + self.alphas[block] * sum;
                }
                self.z[number][unit] = sum;
                let [value, derivative, _] = activation.derivatives(slope, sum.real());
                self.value[number][unit] = sum.lift(value, derivative);
                self.hidden[number][unit] = match self.mlp.joins()[index] {
                    Join::SkipHidden { block } => {
                        self.hidden[index][unit] + self.alphas[block] * self.value[number][unit]
                    }
                    _ => self.value[number][unit],
                };
            }
        }
    }

    /// From `delta` of the last layer (∂L/∂z_D) to all gradients. While layers above l are done, `delta[l]` collects
    /// ∂L/∂z_l that arrives over sum skips, and `upstream` ∂L/∂h_l.
    fn backward(&mut self, grads: &mut [T]) {
        let (activation, slope) = (self.mlp.config().activation, self.leaky_slope);
        let depth = self.mlp.layers().len();
        let learned = self.mlp.learned_alphas();
        for delta in &mut self.delta[..depth] {
            delta.fill(T::constant(0.0));
        }
        let mut skipped: Vec<T> = Vec::new();
        for (index, layer) in self.mlp.layers().iter().enumerate().rev() {
            let number = index + 1;
            let mut upstream = vec![T::constant(0.0); layer.fan_in];
            let alpha = match self.mlp.joins()[index] {
                Join::SkipSum { from, block } => {
                    for unit in 0..layer.fan_out {
                        let delta = self.delta[number][unit];
                        self.delta[from][unit] += delta;
                        if !learned.is_empty() {
                            let result = self.layer_result(index, unit);
                            grads[learned.start + block] += delta * result;
                        }
                    }
                    self.alphas[block]
                }
                _ => T::constant(1.0),
            };
            for unit in 0..layer.fan_out {
                let delta = alpha * self.delta[number][unit];
                grads[layer.biases.start + unit] += delta;
                for (input, upstream) in upstream.iter_mut().enumerate() {
                    let weight = layer.weights.start + unit * layer.fan_in + input;
                    grads[weight] += delta * self.hidden[index][input];
                    *upstream += delta * self.params[weight];
                }
            }
            if index == 0 {
                break;
            }
            for (upstream, skipped) in upstream.iter_mut().zip(skipped.drain(..)) {
                *upstream += skipped;
            }
            let gate = match self.mlp.joins()[index - 1] {
                Join::SkipHidden { block } => {
                    skipped.clone_from(&upstream);
                    if !learned.is_empty() {
                        for (upstream, value) in upstream.iter().zip(&self.value[index]) {
                            grads[learned.start + block] += *upstream * *value;
                        }
                    }
                    self.alphas[block]
                }
                _ => T::constant(1.0),
            };
            for (unit, upstream) in upstream.into_iter().enumerate() {
                let z = self.z[index][unit];
                let [_, derivative, curvature] = activation.derivatives(slope, z.real());
                self.delta[index][unit] += gate * upstream * z.lift(derivative, curvature);
            }
        }
    }

    /// W h + b of one unit, before it was scaled and added to a skip.
    fn layer_result(&self, index: usize, unit: usize) -> T {
        let layer = &self.mlp.layers()[index];
        let weights = &self.params[layer.weights.clone()][unit * layer.fan_in..][..layer.fan_in];
        let mut sum = self.params[layer.biases.start + unit];
        for (weight, input) in weights.iter().zip(&self.hidden[index]) {
            sum += *weight * *input;
        }
        sum
    }
}

/// The loss terms of one row, and their derivatives by its outputs in `delta`.
fn row_loss<T: Number>(loss: Loss, huber_delta: f64, z: &[T], target: impl Fn(usize) -> f64, delta: &mut [T]) -> T {
    if loss == Loss::SoftmaxCe {
        return softmax_loss(z, target(0) as usize, delta);
    }
    let mut total = T::constant(0.0);
    for (output, (z, delta)) in z.iter().zip(delta).enumerate() {
        let [value, slope, curvature] = loss.derivatives(huber_delta, z.real(), target(output));
        total += z.lift(value, slope);
        *delta = z.lift(slope, curvature);
    }
    total
}

/// ln Σ e^z − z_class and its derivatives. Where the right class is nearly certain, what the others have is kept apart from
/// the 1 beside it, so that neither loses its digits.
fn softmax_loss<T: Number>(z: &[T], class: usize, delta: &mut [T]) -> T {
    let top = (1..z.len()).fold(0, |top, at| if z[at].real() > z[top].real() { at } else { top });
    let mut others = T::constant(0.0);
    for (at, delta) in delta.iter_mut().enumerate() {
        let shifted = z[at] - z[top];
        let exp = libm::exp(shifted.real());
        *delta = shifted.lift(exp, exp);
        if at != top {
            others += *delta;
        }
    }
    let sum = T::constant(1.0) + others;
    delta[class] = T::constant(0.0);
    let mut rest = T::constant(0.0);
    for delta in delta.iter_mut() {
        *delta = *delta / sum;
        rest += *delta;
    }
    delta[class] = -rest;
    others.lift(libm::log1p(others.real()), 1.0 / sum.real()) + (z[top] - z[class])
}
