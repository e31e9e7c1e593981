//! Elementary functions, four numbers at a time.

use wide::f32x4;

fn lanes(x: f32x4, function: impl Fn(f32) -> f32) -> f32x4 {
    f32x4::new(x.to_array().map(function))
}

/// eˣ
#[must_use]
pub fn exp(x: f32x4) -> f32x4 {
    lanes(x, libm::expf)
}

/// eˣ − 1
#[must_use]
pub fn exp_m1(x: f32x4) -> f32x4 {
    lanes(x, libm::expm1f)
}

/// ln x
#[must_use]
pub fn ln(x: f32x4) -> f32x4 {
    lanes(x, libm::logf)
}

/// ln(1 + e⁻ˣ)
#[must_use]
pub fn ln_1p_exp_neg(x: f32x4) -> f32x4 {
    lanes(x, |x| libm::log1pf(libm::expf(-x)))
}

/// tanh x
#[must_use]
pub fn tanh(x: f32x4) -> f32x4 {
    lanes(x, libm::tanhf)
}

/// 1 / (1 + e⁻ˣ)
#[must_use]
pub fn sigmoid(x: f32x4) -> f32x4 {
    lanes(x, |x| 1.0 / (1.0 + libm::expf(-x)))
}

/// ln(1 + eˣ)
#[must_use]
pub fn softplus(x: f32x4) -> f32x4 {
    lanes(x, |x| x.max(0.0) + libm::log1pf(libm::expf(-x.abs())))
}

/// Distribution function Φ of the normal distribution.
#[must_use]
pub fn normal_cdf(x: f32x4) -> f32x4 {
    lanes(x, |x| 0.5 * libm::erfcf(-x * std::f32::consts::FRAC_1_SQRT_2))
}

/// Density of the normal distribution.
#[must_use]
pub fn normal_density(x: f32x4) -> f32x4 {
    lanes(x, |x| 0.398_942_3 * libm::expf(-0.5 * x * x))
}

/// sin x
#[must_use]
pub fn sin(x: f32x4) -> f32x4 {
    lanes(x, libm::sinf)
}

/// cos x
#[must_use]
pub fn cos(x: f32x4) -> f32x4 {
    lanes(x, libm::cosf)
}
