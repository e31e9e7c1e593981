//! Mean-field theory of wide random networks: how large signals and gradients become with depth.
//!
//! With weights of variance `σw²/fan_in` and biases of variance `σb²`, the mean square of the pre-activations of an infinitely
//! wide layer follows `q ← σw² E φ(√q g)² + σb²`, g standard normal, to a fixed point q\*; each layer multiplies the mean square
//! of the gradient by `χ = σw² E φ′(√q* g)²` (Poole et al. 2016; Schoenholz et al. 2017). χ < 1: gradients vanish; χ > 1: they
//! explode; the depth that a signal survives is of the order of `ξ = 1/|ln χ|`.
//!
//! Expectations are trapezoid sums over g in ±10 at 2001 points: for smooth integrands that fall like exp(−g²/2) this is exact to
//! about 1e-12, and for ReLU's kink at 0, which is a grid point, as well. Cost: about 4000 evaluations of φ an iteration.

use crate::error::{Error, Result};

/// The activations whose theory is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MeanFieldActivation {
    /// tanh.
    Tanh,
    /// max(0, z).
    Relu,
    /// 1/(1 + exp(−z)).
    Sigmoid,
}

impl MeanFieldActivation {
    fn value(self, z: f64) -> f64 {
        match self {
            Self::Tanh => libm::tanh(z),
            Self::Relu => z.max(0.0),
            Self::Sigmoid => 1.0 / (1.0 + libm::exp(-z)),
        }
    }

    /// φ′(z)².
    fn squared_slope(self, z: f64) -> f64 {
        match self {
            Self::Tanh => {
                let h = libm::tanh(z);
                square(1.0 - h * h)
            }
            // At the kink the mean of its two sides, which is what the trapezoid rule must see.
            Self::Relu if z == 0.0 => 0.5,
            Self::Relu => f64::from(z > 0.0),
            Self::Sigmoid => {
                let h = 1.0 / (1.0 + libm::exp(-z));
                square(h * (1.0 - h))
            }
        }
    }
}

/// The fixed point of one setting.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MeanField {
    /// q\*, the mean square of the pre-activations deep in the network. 0 where signals die out, infinite where they grow for ever.
    pub q_star: f64,
    /// χ, the factor of the mean square of the gradient per layer.
    pub chi: f64,
    /// ξ = 1/|ln χ| in layers; infinite at the critical point χ = 1.
    pub depth_scale: f64,
}

/// Iterations after which a length still moving is taken for its limit (0 or infinity) or its last value.
const ITERATIONS: usize = 20_000;

/// q\*, χ and ξ for weights of variance `weight_variance / fan_in` and biases of variance `bias_variance`.
///
/// # Errors
/// Names `weight_variance` or `bias_variance` if it is negative or not finite.
pub fn mean_field(activation: MeanFieldActivation, weight_variance: f64, bias_variance: f64) -> Result<MeanField> {
    for (field, value) in [("weight_variance", weight_variance), ("bias_variance", bias_variance)] {
        if !(value >= 0.0 && value.is_finite()) {
            return Err(Error::new(field, format!("must be a finite number of at least 0, got {value}")));
        }
    }
    let mut q = 1.0;
    for _ in 0..ITERATIONS {
        let next = weight_variance * expect(q, |z| square(activation.value(z))) + bias_variance;
        let moved = (next - q).abs();
        q = next;
        if moved <= 1e-15 * q || !(1e-300..=1e300).contains(&q) {
            break;
        }
    }
    // A length that still creeps down like 1/layer, as tanh's does at its critical point, dies out in the end.
    let q_star = if q < 1e-3 && bias_variance == 0.0 && activation.squared_slope(0.0) * weight_variance <= 1.0 {
        0.0
    } else if q > 1e300 {
        f64::INFINITY
    } else {
        q
    };
    let chi = if q_star.is_finite() {
        weight_variance * expect(q_star, |z| activation.squared_slope(z))
    } else {
        // Only ReLU grows without bound, and its slope does not depend on the length.
        weight_variance * 0.5
    };
    Ok(MeanField { q_star, chi, depth_scale: 1.0 / libm::log(chi).abs() })
}

/// Layers after which the slope is read: as many as the deepest network has.
const DEEPEST: usize = 100;

/// Decades that theory expects a gradient to change by with each layer on the way back, ½ log₁₀ χ, in a wide plain network of equally
/// wide layers with fresh weights and biases of 0. `init` and `activation` are names of a spec; `gain` multiplies the weights of every
/// start but `normal`, whose `fan_in · Var W` is `variance`. `None` where there is no such theory: other activations, starts that are
/// not random, those with random biases, and networks in which signals die. Cost: up to 100 sums, some 20 ms.
#[must_use]
pub fn gradient_slope(activation: &str, init: &str, gain: f64, variance: f64) -> Option<f64> {
    let activation = match activation {
        "tanh" => MeanFieldActivation::Tanh,
        "relu" => MeanFieldActivation::Relu,
        "sigmoid" => MeanFieldActivation::Sigmoid,
        _ => return None,
    };
    // Between layers of one width Glorot's mean of both is LeCun's fan-in.
    let weight_variance = match init {
        "normal" => variance,
        "xavier" | "xavier_uniform" | "lecun" | "lecun_uniform" | "orthogonal" => square(gain),
        "he" | "he_uniform" => 2.0 * square(gain),
        _ => return None,
    };
    if !(weight_variance >= 0.0 && weight_variance.is_finite()) {
        return None;
    }
    // Not to the fixed point: near the critical variance it is thousands of layers away, and a page waits for this.
    let mut q = 1.0;
    for _ in 0..DEEPEST {
        let next = weight_variance * expect(q, |z| square(activation.value(z)));
        let has_settled = (next - q).abs() <= 1e-12 * q;
        q = next;
        if has_settled {
            break;
        }
    }
    let slope = 0.5 * libm::log10(weight_variance * expect(q, |z| activation.squared_slope(z)));
    slope.is_finite().then_some(slope)
}

fn square(value: f64) -> f64 {
    value * value
}

/// `E f(√q g)` for standard normal g.
fn expect(q: f64, f: impl Fn(f64) -> f64) -> f64 {
    const HALF: i32 = 1000;
    const STEP: f64 = 10.0 / HALF as f64;
    let root = libm::sqrt(q);
    let (mut sum, mut total) = (0.0, 0.0);
    for index in -HALF..=HALF {
        let g = f64::from(index) * STEP;
        let density = libm::exp(-0.5 * g * g);
        sum += density * f(root * g);
        total += density;
    }
    sum / total
}

#[cfg(test)]
mod tests {
    use super::*;
    use MeanFieldActivation::{Relu, Sigmoid, Tanh};

    /// Published or recomputed by independent quadrature: (σw², σb², q*, χ, ξ).
    #[test]
    fn tanh_agrees_with_exact_quadrature() {
        let table = [
            (1.0, 0.05, 0.194, 0.759, 3.63),
            (1.69, 0.09, 0.607, 0.940, 16.1),
            (2.25, 0.0, 0.793, 1.139, 7.68),
            (4.0, 0.05, 2.196, 1.342, 3.40),
            (9.0, 0.0, 6.305, 1.860, 1.61),
        ];
        for (weight_variance, bias_variance, q_star, chi, depth_scale) in table {
            let theory = mean_field(Tanh, weight_variance, bias_variance).unwrap();
            assert!((theory.q_star - q_star).abs() < 1e-3, "q* at {weight_variance}: {theory:?}");
            assert!((theory.chi - chi).abs() < 1e-3, "χ at {weight_variance}: {theory:?}");
            assert!((theory.depth_scale / depth_scale - 1.0).abs() < 0.01, "ξ at {weight_variance}: {theory:?}");
        }
    }

    #[test]
    fn small_tanh_weights_let_every_signal_die() {
        let theory = mean_field(Tanh, 1.0 / 3.0, 0.0).unwrap();
        assert!(theory.q_star < 1e-12 && (theory.chi - 1.0 / 3.0).abs() < 1e-9, "{theory:?}");
    }

    #[test]
    fn sigmoid_nets_always_vanish() {
        for (weight_variance, chi) in [(1.0, 0.056), (4.0, 0.172), (16.0, 0.399)] {
            let theory = mean_field(Sigmoid, weight_variance, 0.0).unwrap();
            assert!((theory.chi - chi).abs() < 2e-3, "{weight_variance}: {theory:?}");
        }
    }

    #[test]
    fn he_is_critical_for_relu_and_twice_as_much_explodes() {
        let he = mean_field(Relu, 2.0, 0.0).unwrap();
        assert!((he.chi - 1.0).abs() < 1e-9, "{he:?}");
        let wild = mean_field(Relu, 4.0, 0.0).unwrap();
        assert!(wild.q_star.is_infinite() && (wild.chi - 2.0).abs() < 1e-9, "{wild:?}");
    }

    #[test]
    fn impossible_variances_are_named() {
        assert_eq!(mean_field(Tanh, -1.0, 0.0).unwrap_err().field, "weight_variance");
        assert_eq!(mean_field(Tanh, 1.0, f64::NAN).unwrap_err().field, "bias_variance");
    }

    #[test]
    fn the_slope_of_a_spec_is_half_the_logarithm_of_chi() {
        let slope = gradient_slope("tanh", "normal", 1.0, 4.0).unwrap();
        let chi = mean_field(MeanFieldActivation::Tanh, 4.0, 0.0).unwrap().chi;
        assert!((slope - 0.5 * chi.log10()).abs() < 1e-9);
        // At the critical variance the fixed point is far, but a hundred layers are soon counted.
        let critical = gradient_slope("tanh", "xavier", 1.0, 9.0).unwrap();
        assert!((-0.01..0.0).contains(&critical), "{critical}");
        // He's start is made so that ReLU's gradients stay.
        assert!(gradient_slope("relu", "he", 1.0, 1.0).unwrap().abs() < 1e-12);
        assert!((gradient_slope("relu", "xavier", 1.0, 9.0).unwrap() - 0.5 * 0.5_f64.log10()).abs() < 1e-12);
        for (activation, init) in [("sin", "xavier"), ("tanh", "zeros"), ("tanh", "uniform"), ("relu", "unit")] {
            assert_eq!(gradient_slope(activation, init, 1.0, 1.0), None, "{activation} {init}");
        }
    }
}
