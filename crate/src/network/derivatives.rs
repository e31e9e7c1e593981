//! Losses and activations with their first and second derivatives, in double precision.

use super::{Activation, Loss};

impl Loss {
    /// A term of this loss, its first and its second derivative by z. Not for [`Loss::SoftmaxCe`], whose terms depend on
    /// all outputs of a row.
    pub(crate) fn derivatives(self, huber_delta: f64, z: f64, y: f64) -> [f64; 3] {
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
            Self::Huber { .. } if d.abs() <= huber_delta => [0.5 * d * d, d, 1.0],
            Self::Huber { .. } => [huber_delta * (d.abs() - 0.5 * huber_delta), huber_delta * sign, 0.0],
            Self::BceLogits => {
                let share = sigmoid(z);
                let value = (if z > 0.0 { z } else { 0.0 }) - z * y + libm::log1p(libm::exp(-z.abs()));
                // sigmoid(z) − y without its cancellation where the answer is right.
                [value, (1.0 - y) * share - y * sigmoid(-z), share * sigmoid(-z)]
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
        assert_eq!(Loss::Mae.derivatives(1.0, 1.0, 1.0)[1], 0.0);
        assert_eq!(Loss::Huber { delta: 1.0 }.derivatives(1.0, 2.0, 1.0), [0.5, 1.0, 1.0]);
    }
}
