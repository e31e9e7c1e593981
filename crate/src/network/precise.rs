//! The network in double precision, row by row: plain and slow. The fast passes are checked against it, and curvature is
//! computed with it, because differences of curvatures do not survive f32.

use super::residual::Join;
use super::{Activation, Alpha, Loss, Mlp};
use crate::math::dual::{Dual, Number};
use crate::samples::{Samples, Targets};

impl Mlp {
    /// The loss in double precision.
    ///
    /// # Panics
    /// If `params` has another length than [`Mlp::param_count`], or the samples do not fit ([`Mlp::check`]).
    #[must_use]
    pub fn precise_loss(&self, params: &[f64], samples: &Samples, loss: Loss) -> f64 {
        Pass::new(self, params).run(samples, loss, None, |_| {})
    }

    /// The loss and its gradient in double precision.
    ///
    /// # Panics
    /// As [`Mlp::precise_loss`].
    #[must_use]
    pub fn precise_gradient(&self, params: &[f64], samples: &Samples, loss: Loss) -> (f64, Vec<f64>) {
        self.precise_layers(params, samples, loss, |_| {})
    }

    /// [`Mlp::precise_gradient`] that shows every layer l = 1 … D of every row to `see`.
    ///
    /// # Panics
    /// As [`Mlp::precise_loss`].
    #[must_use]
    pub fn precise_layers(
        &self,
        params: &[f64],
        samples: &Samples,
        loss: Loss,
        mut see: impl FnMut(LayerRow<'_>),
    ) -> (f64, Vec<f64>) {
        let mut grads = vec![0.0; params.len()];
        let mut pass = Pass::new(self, params);
        let depth = self.layers().len();
        let value = pass.run(samples, loss, Some(&mut grads), |pass| {
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
    /// As [`Mlp::precise_loss`], or if `vector` has another length than `params`.
    #[must_use]
    pub fn hessian_vector_product(&self, params: &[f64], samples: &Samples, loss: Loss, vector: &[f64]) -> Vec<f64> {
        assert_eq!(params.len(), vector.len(), "the direction belongs to another network");
        let params: Vec<Dual> = params.iter().zip(vector).map(|(&real, &slope)| Dual { real, slope }).collect();
        let mut grads = vec![Dual::default(); params.len()];
        Pass::new(self, &params).run(samples, loss, Some(&mut grads), |_| {});
        grads.into_iter().map(|grad| grad.slope).collect()
    }
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
    params: &'a [T],
    alphas: Vec<T>,
    z: Vec<Vec<T>>,
    value: Vec<Vec<T>>,
    hidden: Vec<Vec<T>>,
    delta: Vec<Vec<T>>,
}

impl<'a, T: Number> Pass<'a, T> {
    fn new(mlp: &'a Mlp, params: &'a [T]) -> Self {
        assert_eq!(params.len(), mlp.param_count(), "the parameters belong to another network");
        let learned = mlp.learned_alphas();
        let alphas = if learned.is_empty() { fixed_alphas(mlp) } else { params[learned].to_vec() };
        let units = || mlp.config().widths.iter().map(|&width| vec![T::constant(0.0); width]).collect::<Vec<_>>();
        Self { mlp, params, alphas, z: units(), value: units(), hidden: units(), delta: units() }
    }

    /// The mean loss; with `grads`, its gradient is added there and each row is shown to `see` after its way back.
    fn run(&mut self, samples: &Samples, loss: Loss, mut grads: Option<&mut [T]>, mut see: impl FnMut(&Self)) -> T {
        let depth = self.mlp.layers().len();
        let terms = loss.terms(samples.rows(), self.mlp.outputs());
        let scale = T::constant(1.0 / terms);
        let mut total = T::constant(0.0);
        for row in 0..samples.rows() {
            self.load(samples, row);
            self.forward();
            total += row_loss(loss, &self.z[depth], samples, row, &mut self.delta[depth]);
            if let Some(grads) = grads.as_deref_mut() {
                self.delta[depth].iter_mut().for_each(|delta| *delta = *delta * scale);
                self.backward(grads);
                see(self);
            }
        }
        total * scale
    }

    fn load(&mut self, samples: &Samples, row: usize) {
        for (feature, input) in self.hidden[0].iter_mut().enumerate() {
            *input = T::constant(f64::from(samples.feature(feature)[row]));
        }
    }

    fn forward(&mut self) {
        let (activation, slope) = (self.mlp.config().activation, f64::from(self.mlp.config().leaky_slope));
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
        let (activation, slope) = (self.mlp.config().activation, f64::from(self.mlp.config().leaky_slope));
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

/// α in double precision: 1/√B is not rounded to f32 first.
fn fixed_alphas<T: Number>(mlp: &Mlp) -> Vec<T> {
    let blocks = mlp.block_count();
    match &mlp.config().residual.alpha {
        Alpha::InverseSqrtBlocks => vec![T::constant(1.0 / (blocks.max(1) as f64).sqrt()); blocks],
        Alpha::InverseBlocks => vec![T::constant(1.0 / blocks.max(1) as f64); blocks],
        other => other.values(blocks).into_iter().map(|alpha| T::constant(f64::from(alpha))).collect(),
    }
}

/// The loss terms of one row, and their derivatives by its outputs in `delta`.
fn row_loss<T: Number>(loss: Loss, z: &[T], samples: &Samples, row: usize, delta: &mut [T]) -> T {
    let target = |output: usize| match samples.targets() {
        Targets::Classes { labels, .. } => f64::from(labels[row]),
        Targets::Values { values, .. } => f64::from(values[output * samples.padded_rows() + row]),
    };
    if loss == Loss::SoftmaxCe {
        return softmax_loss(z, target(0) as usize, delta);
    }
    let mut total = T::constant(0.0);
    for (output, (z, delta)) in z.iter().zip(delta).enumerate() {
        let [value, slope, curvature] = loss.derivatives(z.real(), target(output));
        total += z.lift(value, slope);
        *delta = z.lift(slope, curvature);
    }
    total
}

fn softmax_loss<T: Number>(z: &[T], class: usize, delta: &mut [T]) -> T {
    let max = z.iter().map(|z| z.real()).fold(f64::NEG_INFINITY, f64::max);
    let mut sum = T::constant(0.0);
    for (z, delta) in z.iter().zip(delta.iter_mut()) {
        let shifted = *z - T::constant(max);
        let exp = libm::exp(shifted.real());
        *delta = shifted.lift(exp, exp);
        sum += *delta;
    }
    for delta in delta.iter_mut() {
        *delta = *delta / sum;
    }
    delta[class] = delta[class] - T::constant(1.0);
    sum.lift(libm::log(sum.real()), 1.0 / sum.real()) + T::constant(max) - z[class]
}

impl Loss {
    /// A term of this loss, its first and its second derivative by z. Not for [`Loss::SoftmaxCe`], whose terms depend on
    /// all outputs of a row.
    fn derivatives(self, z: f64, y: f64) -> [f64; 3] {
        let d = z - y;
        let sign = if d > 0.0 {
            1.0
        } else if d < 0.0 {
            -1.0
        } else {
            d
        };
        match self {
            Self::Mse => [d * d, 2.0 * d, 2.0],
            Self::HalfMse => [0.5 * d * d, d, 1.0],
            Self::Mae => [d.abs(), sign, 0.0],
            Self::Huber { delta } => {
                let delta = f64::from(delta);
                if d.abs() <= delta {
                    [0.5 * d * d, d, 1.0]
                } else {
                    [delta * (d.abs() - 0.5 * delta), delta * sign, 0.0]
                }
            }
            Self::BceLogits => {
                let share = sigmoid(z);
                let value = (if z > 0.0 { z } else { 0.0 }) - z * y + libm::log1p(libm::exp(-z.abs()));
                [value, share - y, share * sigmoid(-z)]
            }
            Self::SoftmaxCe => unreachable!("softmax is not a sum over outputs"),
        }
    }
}

impl Activation {
    /// φ(z), φ′(z) and φ″(z) in double precision; at kinks the derivatives of the side z ≤ 0.
    #[must_use]
    pub fn derivatives(self, leaky_slope: f64, z: f64) -> [f64; 3] {
        match self {
            Self::Identity => [z, 1.0, 0.0],
            Self::Sigmoid => {
                let (value, rest) = (sigmoid(z), sigmoid(-z));
                [value, value * rest, value * rest * (rest - value)]
            }
            Self::Tanh => {
                // 1 − tanh² = 4·sigmoid(2z)·sigmoid(−2z) keeps its digits where tanh is near ±1.
                let value = libm::tanh(z);
                let slope = 4.0 * sigmoid(2.0 * z) * sigmoid(-2.0 * z);
                [value, slope, -2.0 * value * slope]
            }
            Self::Relu if z > 0.0 => [z, 1.0, 0.0],
            Self::LeakyRelu if z > 0.0 => [z, 1.0, 0.0],
            Self::Elu if z > 0.0 => [z, 1.0, 0.0],
            Self::Relu => [if z.is_nan() { z } else { 0.0 }, 0.0, 0.0],
            Self::LeakyRelu => [leaky_slope * z, leaky_slope, 0.0],
            Self::Elu => [libm::expm1(z), libm::exp(z), libm::exp(z)],
            Self::Gelu => {
                let share = 0.5 * libm::erfc(-z * std::f64::consts::FRAC_1_SQRT_2);
                let density = libm::exp(-0.5 * z * z) / (2.0 * std::f64::consts::PI).sqrt();
                [z * share, share + z * density, density * (2.0 - z * z)]
            }
            Self::GeluTanh => {
                // φ = z·g(u) with the gate g = sigmoid(2u), u = √(2/π)(z + 0.044715 z³).
                let factor = 2.0 * (2.0 / std::f64::consts::PI).sqrt();
                let inner = factor * (z + 0.044_715 * z * z * z);
                let (first, second) = (factor * (1.0 + 3.0 * 0.044_715 * z * z), factor * 6.0 * 0.044_715 * z);
                let (gate, rest) = (sigmoid(inner), sigmoid(-inner));
                let slope = gate * rest * first;
                let curvature = gate * rest * (rest - gate) * first * first + gate * rest * second;
                [z * gate, gate + z * slope, 2.0 * slope + z * curvature]
            }
            Self::Silu => {
                let (gate, rest) = (sigmoid(z), sigmoid(-z));
                let slope = gate * rest;
                [z * gate, gate + z * slope, slope * (2.0 + z * (rest - gate))]
            }
            Self::Softplus => {
                let share = sigmoid(z);
                [(if z > 0.0 { z } else { 0.0 }) + libm::log1p(libm::exp(-z.abs())), share, share * sigmoid(-z)]
            }
            Self::Sin => [libm::sin(z), libm::cos(z), -libm::sin(z)],
            Self::Step => [if z > 0.0 { 1.0 } else { 0.0 }, 0.0, 0.0],
        }
    }
}

fn sigmoid(z: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-z))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn derivatives_of_activations_match_differences() {
        for activation in Activation::ALL {
            for step in -40..40 {
                // Never on a kink: 0 is no multiple of 0.13 plus 0.05.
                let z = 0.13 * f64::from(step) + 0.05;
                let h = 1e-5;
                let [_, slope, curvature] = activation.derivatives(0.1, z);
                let [above, below] = [z + h, z - h].map(|z| activation.derivatives(0.1, z));
                let name = activation.name();
                assert!(((above[0] - below[0]) / (2.0 * h) - slope).abs() < 1e-8, "{name} at {z}");
                assert!(((above[1] - below[1]) / (2.0 * h) - curvature).abs() < 1e-8, "{name} at {z}");
            }
        }
    }

    #[test]
    fn derivatives_at_kinks_follow_the_conventions() {
        assert_eq!(Activation::Relu.derivatives(0.1, 0.0)[1], 0.0);
        assert_eq!(Activation::LeakyRelu.derivatives(0.1, 0.0)[1], 0.1);
        assert_eq!(Loss::Mae.derivatives(1.0, 1.0)[1], 0.0);
        assert_eq!(Loss::Huber { delta: 1.0 }.derivatives(2.0, 1.0), [0.5, 1.0, 1.0]);
    }
}
