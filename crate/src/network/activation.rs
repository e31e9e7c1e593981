//! The elementwise functions φ between layers, and their derivatives.

use crate::math::elementary as vector;
use crate::math::simd::Rows;
use wide::{CmpGe, CmpGt, CmpLe, f32x4};

/// The function φ applied to the pre-activations of every hidden layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Activation {
    /// φ(z) = z
    Identity,
    /// φ(z) = 1 / (1 + e⁻ᶻ)
    Sigmoid,
    /// φ(z) = tanh z
    Tanh,
    /// φ(z) = max(z, 0); φ′(0) = 0
    Relu,
    /// φ(z) = z for z > 0, else slope · z; φ′(0) = slope
    LeakyRelu,
    /// φ(z) = z for z > 0, else eᶻ − 1 (Clevert et al. 2016)
    Elu,
    /// φ(z) = z Φ(z), Φ the normal distribution function (Hendrycks & Gimpel 2016)
    Gelu,
    /// The tanh approximation of [`Activation::Gelu`]
    GeluTanh,
    /// φ(z) = z · sigmoid(z)
    Silu,
    /// φ(z) = ln(1 + eᶻ)
    Softplus,
    /// φ(z) = sin z
    Sin,
    /// φ(z) = 1 for z > 0, else 0. Its derivative is 0 everywhere: with it a network cannot learn.
    Step,
}

impl Activation {
    /// Every activation, in the order menus show them.
    pub const ALL: [Self; 12] = [
        Self::Identity,
        Self::Sigmoid,
        Self::Tanh,
        Self::Relu,
        Self::LeakyRelu,
        Self::Elu,
        Self::Gelu,
        Self::GeluTanh,
        Self::Silu,
        Self::Softplus,
        Self::Sin,
        Self::Step,
    ];

    /// The name used in specs, links and reference cases.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Sigmoid => "sigmoid",
            Self::Tanh => "tanh",
            Self::Relu => "relu",
            Self::LeakyRelu => "leaky_relu",
            Self::Elu => "elu",
            Self::Gelu => "gelu",
            Self::GeluTanh => "gelu_tanh",
            Self::Silu => "silu",
            Self::Softplus => "softplus",
            Self::Sin => "sin",
            Self::Step => "step",
        }
    }

    /// The activation of that [`Activation::name`].
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|activation| activation.name() == name)
    }

    /// Within ± this, [`Activation::apply`] may be told that z is bounded; `None` if that makes no difference. Functions
    /// that have a limit answer with numbers within ±1.
    pub(crate) fn unguarded_limit(self) -> Option<f32> {
        match self {
            Self::Tanh => Some(vector::TANH_LIMIT),
            Self::Sigmoid => Some(2.0 * vector::TANH_LIMIT),
            _ => None,
        }
    }

    /// Writes φ(z) for every entry of `z` to `out`. `is_bounded`: all of `z` is known to lie within
    /// ±[`Activation::unguarded_limit`]; the result is the same, only sooner there.
    pub(crate) fn apply(self, leaky_slope: f32, is_bounded: bool, z: &[Rows], out: &mut [Rows]) {
        match self {
            Self::Identity => out.copy_from_slice(z),
            Self::Sigmoid if is_bounded => map(z, out, vector::sigmoid_within_limit),
            Self::Sigmoid => map(z, out, vector::sigmoid_by_tanh),
            Self::Tanh if is_bounded => map(z, out, vector::tanh_within_limit),
            Self::Tanh => map(z, out, vector::tanh),
            // 0 where z ≤ 0; NaN stays.
            Self::Relu => map(z, out, |z| !z.cmp_le(f32x4::ZERO) & z),
            Self::LeakyRelu => {
                let slope = f32x4::splat(leaky_slope);
                map(z, out, |z| z.cmp_gt(f32x4::ZERO).blend(z, slope * z));
            }
            Self::Elu => map(z, out, |z| z.cmp_gt(f32x4::ZERO).blend(z, vector::exp_m1(z))),
            Self::Gelu => map(z, out, |z| z * vector::normal_cdf(z)),
            Self::GeluTanh => map(z, out, |z| z * gelu_tanh_gate(z).0),
            Self::Silu => map(z, out, |z| z * vector::sigmoid(z)),
            Self::Softplus => map(z, out, vector::softplus),
            Self::Sin => map(z, out, vector::sin),
            Self::Step => map(z, out, |z| z.cmp_gt(f32x4::ZERO).blend(f32x4::ONE, nan_or_zero(z))),
        }
    }

    /// Writes `upstream · φ′(z)` to `out`, given `value = φ(z)`.
    pub(crate) fn chain(self, leaky_slope: f32, z: &[Rows], value: &[Rows], upstream: &[Rows], out: &mut [Rows]) {
        match self {
            Self::Identity => out.copy_from_slice(upstream),
            Self::Sigmoid => chain_slopes(z, value, upstream, out, vector::sigmoid_slopes),
            Self::Tanh => chain_slopes(z, value, upstream, out, vector::tanh_slopes),
            Self::Relu => zip(value, upstream, out, |h, up| h.cmp_gt(f32x4::ZERO).blend(up, f32x4::ZERO)),
            Self::LeakyRelu => {
                let slope = f32x4::splat(leaky_slope);
                zip(z, upstream, out, |z, up| z.cmp_gt(f32x4::ZERO).blend(up, slope * up));
            }
            Self::Elu => zip(value, upstream, out, |h, up| h.cmp_gt(f32x4::ZERO).blend(up, (h + f32x4::ONE) * up)),
            Self::Gelu => {
                zip(z, upstream, out, |z, up| up * (vector::normal_cdf(z) + z * vector::normal_density(z)));
            }
            Self::GeluTanh => zip(z, upstream, out, |z, up| {
                let (gate, slope) = gelu_tanh_gate(z);
                up * (gate + z * slope)
            }),
            Self::Silu => zip(z, upstream, out, |z, up| {
                let (gate, rest) = vector::sigmoid_pair(z);
                up * (gate + z * gate * rest)
            }),
            Self::Softplus => zip(z, upstream, out, |z, up| up * vector::sigmoid(z)),
            Self::Sin => zip(z, upstream, out, |z, up| up * vector::cos(z)),
            Self::Step => out.fill([f32x4::ZERO; 2]),
        }
    }
}

/// A NaN must stay a NaN, also where the function is flat: a run that left the numbers has to be noticed.
fn nan_or_zero(z: f32x4) -> f32x4 {
    z.cmp_ge(z).blend(f32x4::ZERO, z)
}

/// The gate ½(1 + tanh u), u = √(2/π)(z + 0.044715 z³), and its derivative by z.
fn gelu_tanh_gate(z: f32x4) -> (f32x4, f32x4) {
    const ROOT_2_OVER_PI: f32 = 0.797_884_6;
    const CUBIC: f32 = 0.044_715;
    let square = z * z;
    let inner = f32x4::splat(ROOT_2_OVER_PI) * z * (f32x4::ONE + f32x4::splat(CUBIC) * square);
    let inner_slope = f32x4::splat(ROOT_2_OVER_PI) * (f32x4::ONE + f32x4::splat(3.0 * CUBIC) * square);
    // ½(1 + tanh u) is sigmoid(2u), which keeps its digits where tanh u is near −1.
    let (gate, rest) = vector::sigmoid_pair(inner + inner);
    let slope = (f32x4::splat(2.0) * gate * rest) * inner_slope;
    (gate, slope)
}

/// Not inlined: small kernels are optimised sooner and better by WebAssembly engines.
#[inline(never)]
fn chain_slopes(z: &[Rows], value: &[Rows], upstream: &[Rows], out: &mut [Rows], slopes: impl Fn(Rows, Rows) -> Rows) {
    for (((out, z), value), up) in out.iter_mut().zip(z).zip(value).zip(upstream) {
        let slopes = slopes(*z, *value);
        *out = [up[0] * slopes[0], up[1] * slopes[1]];
    }
}

#[inline(never)]
fn map(input: &[Rows], out: &mut [Rows], function: impl Fn(f32x4) -> f32x4) {
    for (out, input) in out.iter_mut().zip(input) {
        *out = [function(input[0]), function(input[1])];
    }
}

#[inline(never)]
fn zip(left: &[Rows], right: &[Rows], out: &mut [Rows], function: impl Fn(f32x4, f32x4) -> f32x4) {
    for ((out, left), right) in out.iter_mut().zip(left).zip(right) {
        *out = [function(left[0], right[0]), function(left[1], right[1])];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_found_again() {
        for activation in Activation::ALL {
            assert_eq!(Activation::from_name(activation.name()), Some(activation));
        }
        assert_eq!(Activation::from_name("Tanh"), None);
    }
}
