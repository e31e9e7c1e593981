//! Elementary functions, four numbers at a time, the same bits on every platform.
//!
//! Polynomials and rationals on reduced arguments (Cody & Waite 1980), fitted by `tests/golden/fit_elementary.py`.
//! Accuracy is stated in units in the last place (ulp) and tested against double precision. Infinities go where the limit
//! goes, NaN stays NaN. Each lane is computed on its own: a number's result does not depend on its neighbours.
//!
//! Length: one function after another, most of a few lines, and the table of their accuracies.

use super::simd::Rows;
use bytemuck::cast;
use wide::{CmpEq, CmpGe, CmpGt, CmpLt, f32x4, i32x4};

/// Relative error 5.2e-11 before rounding.
const EXP: [f32; 6] = [0.5, 0.166_666_66, 0.041_666_295, 0.008_333_498, 0.001_394_475_8, 0.000_197_902_44];
/// Relative error 7.7e-10 before rounding.
const LN: [f32; 9] = [
    0.333_333_1,
    -0.250_000_1,
    0.200_021_67,
    -0.166_680_9,
    0.142_185_54,
    -0.124_030_836,
    0.118_935_12,
    -0.116_943_35,
    0.067_575_7,
];
/// tanh x, relative error 1.5e-7 before rounding, up to [`TANH_LIMIT`].
const TANH: TanhFit = TanhFit {
    top: [4_066_286.8, 525_595.06, 11_999.758, 46.471_73],
    bottom: [[209.763_2, 87.479_07], [19_385.13, 883.024_8]],
};
/// ½ tanh(x/2) as a function of x: an exact change of units, by powers of 2.
const HALF_TANH_OF_HALF: TanhFit = TanhFit {
    top: [64.0 * TANH.top[0], 16.0 * TANH.top[1], 4.0 * TANH.top[2], TANH.top[3]],
    bottom: [[16.0 * TANH.bottom[0][0], 4.0 * TANH.bottom[0][1]], [16.0 * TANH.bottom[1][0], 4.0 * TANH.bottom[1][1]]],
};
/// Relative error 2.0e-8 before rounding.
const SIN: [f32; 3] = [-0.166_666_64, 0.008_332_747, -0.000_195_875_04];
/// Relative error 2.0e-9 before rounding.
const COS: [f32; 3] = [0.041_666_664, -0.001_388_830_1, 2.454_749_5e-5];
/// Relative error 1.1e-8 before rounding.
const NORMAL_TAIL: [f32; 10] = [
    4.981_045e-6,
    0.132_841_08,
    0.134_676_16,
    0.106_498_465,
    0.139_424_46,
    -0.094_315_164,
    0.273_813_66,
    -0.316_653_73,
    0.150_680_62,
    -0.026_970_534,
];

/// ln 2 = `LN_2_HIGH` + `LN_2_LOW`; the first has 9 bits, so its product with an exponent is exact.
const LN_2_HIGH: f32 = 0.693_359_4;
const LN_2_LOW: f32 = -2.121_944_4e-4;
/// Adding 1.5·2²³ leaves a number's nearest integer in its lowest bits.
const ROUNDER: f32 = 12_582_912.0;
/// Beyond this, tanh is within 3·10⁻⁷ of ±1 and is taken as its value here.
pub const TANH_LIMIT: f32 = 8.0;

/// c₀ + c₁x + c₂x² + …
#[inline(always)]
fn polynomial<const N: usize>(coefficients: &[f32; N], x: f32x4) -> f32x4 {
    let mut sum = f32x4::splat(coefficients[N - 1]);
    for coefficient in coefficients[..N - 1].iter().rev() {
        sum = sum * x + f32x4::splat(*coefficient);
    }
    sum
}

/// `x` between `low` and `high`; NaN stays. Each instruction set passes NaN on from one of the two operands, not from the
/// same one: testing for it would cost as much as the limits themselves.
#[inline(always)]
fn limit(x: f32x4, low: f32, high: f32) -> f32x4 {
    let (low, high) = (f32x4::splat(low), f32x4::splat(high));
    if cfg!(target_feature = "sse") {
        high.fast_min(low.fast_max(x))
    } else if cfg!(target_feature = "simd128") {
        x.fast_max(low).fast_min(high)
    } else {
        high.fast_min(x.fast_max(low))
    }
}

/// The nearest integer to `x`, |x| < 2²², as a float and as an integer.
#[inline(always)]
fn nearest(x: f32x4) -> (f32x4, i32x4) {
    let rounder = f32x4::splat(ROUNDER);
    let shifted = x + rounder;
    (shifted - rounder, cast::<f32x4, i32x4>(shifted) - i32x4::splat(ROUNDER.to_bits().cast_signed()))
}

/// 2ⁿ for −126 ≤ n ≤ 127.
#[inline(always)]
fn power_of_2(n: i32x4) -> f32x4 {
    cast::<i32x4, f32x4>((n + i32x4::splat(127)) << 23)
}

/// `x` = n ln 2 + r with |r| ≤ ½ ln 2; gives n and eʳ − 1.
#[inline(always)]
fn reduced_exp_m1(x: f32x4) -> (i32x4, f32x4) {
    let (count, n) = nearest(x * f32x4::LOG2_E);
    let r = (x - count * f32x4::splat(LN_2_HIGH)) - count * f32x4::splat(LN_2_LOW);
    (n, r + (r * r) * polynomial(&EXP, r))
}

/// eˣ, 1.5 ulp; subnormal results are rounded twice, 2 ulp of the smallest.
#[inline(always)]
#[must_use]
pub fn exp(x: f32x4) -> f32x4 {
    let (n, m1) = reduced_exp_m1(limit(x, -104.5, 89.0));
    // In two steps, because 2ⁿ itself may be beyond the range.
    let half: i32x4 = n >> 1;
    ((f32x4::ONE + m1) * power_of_2(half)) * power_of_2(n - half)
}

/// eˣ − 1 for x ≤ 0, 2 ulp. Positive numbers above 80 are treated as 80.
#[inline(always)]
#[must_use]
pub fn exp_m1(x: f32x4) -> f32x4 {
    let (n, m1) = reduced_exp_m1(limit(x, -80.0, 80.0));
    let power = power_of_2(n);
    power * m1 + (power - f32x4::ONE)
}

/// ln(1 + x) for x ≥ 0, 2 ulp.
#[inline(always)]
#[must_use]
pub fn ln_1p(x: f32x4) -> f32x4 {
    let sum = f32x4::ONE + x;
    let lost = x - (sum - f32x4::ONE);
    // sum = 2ᵉ·(1 + f) with 1 + f in [1/√2, √2): subtracting the bits of 1/√2 makes e the exponent field.
    let bits: i32x4 = cast(sum);
    let root = i32x4::splat(std::f32::consts::FRAC_1_SQRT_2.to_bits().cast_signed());
    let exponent: i32x4 = (bits - root) >> 23;
    let f = cast::<i32x4, f32x4>(bits - (exponent << 23)) - f32x4::ONE;
    let e = exponent.round_float();
    let square = f * f;
    let tail = (f * square) * polynomial(&LN, f) + e * f32x4::splat(LN_2_LOW) - f32x4::HALF * square;
    // What rounding 1 + x lost: ln(sum + lost) = ln(sum) + lost/sum.
    let ln = (tail + lost / sum) + f + e * f32x4::splat(LN_2_HIGH);
    x.cmp_eq(f32x4::splat(f32::INFINITY)).blend(x, ln)
}

/// ln(1 + e⁻ˣ) for x ≥ 0, 3 ulp.
#[inline(always)]
#[must_use]
pub fn ln_1p_exp_neg(x: f32x4) -> f32x4 {
    ln_1p(exp(-x))
}

/// x · P(x²) / (Q(x²) · R(x²)), Q and R with a leading 1: two short factors do not wait for one another as the steps of one
/// long polynomial do, and multiply no more.
struct TanhFit {
    top: [f32; 4],
    bottom: [[f32; 2]; 2],
}

impl TanhFit {
    #[inline(always)]
    fn at(&self, x: f32x4) -> f32x4 {
        let square = x * x;
        let quadratic = |[c, b]: [f32; 2]| (square + f32x4::splat(b)) * square + f32x4::splat(c);
        (x * polynomial(&self.top, square)) / (quadratic(self.bottom[0]) * quadratic(self.bottom[1]))
    }
}

/// tanh x, 4 ulp near 0 and 8 ulp near ±1, which it never passes.
#[inline(always)]
#[must_use]
pub fn tanh(x: f32x4) -> f32x4 {
    TANH.at(limit(x, -TANH_LIMIT, TANH_LIMIT))
}

/// [`tanh`], the same bits, of numbers that are known to lie within ±[`TANH_LIMIT`]: a tenth faster.
#[inline(always)]
#[must_use]
pub fn tanh_within_limit(x: f32x4) -> f32x4 {
    TANH.at(x)
}

/// Where h comes this near to the ends of its range, slopes are taken from x: there 1 − h² and 1 − h are mostly rounding.
const STEEP_ENOUGH: f32 = 0.02;

/// tanh′ x = 1 − tanh² x given h = tanh x; relative error 5·10⁻⁵, and 10⁻⁶ where it is above 0.5 or below 0.02.
///
/// Only groups of rows with a flat place pay for an exponential.
#[inline(always)]
#[must_use]
pub fn tanh_slopes(x: Rows, h: Rows) -> Rows {
    let slopes = h.map(|h| f32x4::ONE - h * h);
    // 1 − tanh² = 4e/(1 + e)², e = exp(−2|x|)
    refine_flat(x, slopes, |x| {
        let e = exp(f32x4::splat(-2.0) * x.abs());
        let sum = f32x4::ONE + e;
        f32x4::splat(4.0) * e / (sum * sum)
    })
}

/// sigmoid′ x = h·(1 − h) given h = sigmoid(x); relative error 10⁻⁵, and 10⁻⁶ where it is below 0.02.
#[inline(always)]
#[must_use]
pub fn sigmoid_slopes(x: Rows, h: Rows) -> Rows {
    refine_flat(x, h.map(|h| h * (f32x4::ONE - h)), |x| {
        let (share, rest) = sigmoid_pair(x);
        share * rest
    })
}

#[inline(always)]
fn refine_flat(x: Rows, slopes: Rows, exact: impl Fn(f32x4) -> f32x4) -> Rows {
    let flat = slopes.map(|slope| slope.cmp_lt(f32x4::splat(STEEP_ENOUGH)));
    if !(flat[0] | flat[1]).any() {
        return slopes;
    }
    [0, 1].map(|half| flat[half].blend(exact(x[half]), slopes[half]))
}

/// 1 / (1 + e⁻ˣ), 3 ulp also where it is small.
#[inline(always)]
#[must_use]
pub fn sigmoid(x: f32x4) -> f32x4 {
    let e = exp(-x.abs());
    let share = f32x4::ONE / (f32x4::ONE + e);
    x.cmp_ge(f32x4::ZERO).blend(share, e * share)
}

/// 1 / (1 + e⁻ˣ) = ½ + ½ tanh(x/2), absolute error 3·10⁻⁷: for values that are summed with others. Faster than [`sigmoid`].
#[inline(always)]
#[must_use]
pub fn sigmoid_by_tanh(x: f32x4) -> f32x4 {
    f32x4::HALF + HALF_TANH_OF_HALF.at(limit(x, -2.0 * TANH_LIMIT, 2.0 * TANH_LIMIT))
}

/// [`sigmoid_by_tanh`], the same bits, of numbers that are known to lie within ±2·[`TANH_LIMIT`].
#[inline(always)]
#[must_use]
pub fn sigmoid_within_limit(x: f32x4) -> f32x4 {
    f32x4::HALF + HALF_TANH_OF_HALF.at(x)
}

/// sigmoid(x) and sigmoid(−x), which keeps the digits that 1 − sigmoid(x) would lose.
#[inline(always)]
#[must_use]
pub fn sigmoid_pair(x: f32x4) -> (f32x4, f32x4) {
    let e = exp(-x.abs());
    let large = f32x4::ONE / (f32x4::ONE + e);
    let small = e * large;
    let positive = x.cmp_ge(f32x4::ZERO);
    (positive.blend(large, small), positive.blend(small, large))
}

/// ln(1 + eˣ), 3 ulp.
#[inline(always)]
#[must_use]
pub fn softplus(x: f32x4) -> f32x4 {
    x.cmp_gt(f32x4::ZERO).blend(x, f32x4::ZERO) + ln_1p_exp_neg(x.abs())
}

/// Density of the normal distribution, e^(−x²/2) / √(2π), relative error 2·10⁻⁷·(1 + x²/2).
#[inline(always)]
#[must_use]
pub fn normal_density(x: f32x4) -> f32x4 {
    f32x4::splat(0.398_942_3) * exp(f32x4::splat(-0.5) * (x * x))
}

/// Distribution function Φ of the normal distribution, relative error 5·10⁻⁷·(1 + x²/2) also in its left tail.
#[inline(always)]
#[must_use]
pub fn normal_cdf(x: f32x4) -> f32x4 {
    let size = x.abs();
    let t = f32x4::ONE / (f32x4::ONE + size * f32x4::splat(1.0 / 3.0));
    let tail = exp(f32x4::splat(-0.5) * (x * x)) * polynomial(&NORMAL_TAIL, t);
    x.cmp_gt(f32x4::ZERO).blend(f32x4::ONE - tail, tail)
}

/// Arguments up to here are reduced in f32; beyond, lane by lane in double precision.
const TRIGONOMETRIC_LIMIT: f32 = 1000.0;

/// sin x, absolute error 10⁻⁷.
#[inline(always)]
#[must_use]
pub fn sin(x: f32x4) -> f32x4 {
    trigonometric(x, 0, libm::sin)
}

/// cos x, absolute error 10⁻⁷.
#[inline(always)]
#[must_use]
pub fn cos(x: f32x4) -> f32x4 {
    trigonometric(x, 1, libm::cos)
}

/// sin(x + quadrant·π/2).
#[inline(always)]
fn trigonometric(x: f32x4, quadrant: i32, far: fn(f64) -> f64) -> f32x4 {
    // π/2 in three parts; the first two have at most 12 bits, so their products with n < 2¹² are exact.
    const PARTS: [f32; 3] = [1.570_312_5, 4.838_705e-4, -4.371_139e-8];
    let (count, n) = nearest(limit(x, -TRIGONOMETRIC_LIMIT, TRIGONOMETRIC_LIMIT) * f32x4::FRAC_2_PI);
    let r = PARTS.iter().fold(x, |rest, part| rest - count * f32x4::splat(*part));
    let square = r * r;
    let sine = r + (r * square) * polynomial(&SIN, square);
    let cosine = f32x4::ONE - f32x4::HALF * square + (square * square) * polynomial(&COS, square);
    let n = n + i32x4::splat(quadrant);
    let odd = (n & i32x4::splat(1)).cmp_eq(i32x4::splat(1));
    let value = cast::<i32x4, f32x4>(odd).blend(cosine, sine);
    let sign: i32x4 = (n & i32x4::splat(2)) << 30;
    let near = cast::<i32x4, f32x4>(cast::<f32x4, i32x4>(value) ^ sign);
    let beyond = x.abs().cmp_gt(f32x4::splat(TRIGONOMETRIC_LIMIT));
    if !beyond.any() {
        return near;
    }
    beyond.blend(f32x4::new(x.to_array().map(|x| far(f64::from(x)) as f32)), near)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Largest error over a sweep, in units in the last place of the exact result (subnormal steps below 2⁻¹²⁶).
    fn worst_ulp(low: f32, high: f32, function: impl Fn(f32x4) -> f32x4, exact: impl Fn(f64) -> f64) -> f64 {
        sweep(low, high, function, |x, got| {
            let expected = exact(x);
            let size = (expected.abs() as f32).max(f32::MIN_POSITIVE);
            (got - expected).abs() / f64::from(f32::from_bits(size.to_bits() + 1) - size)
        })
    }

    fn worst_relative(low: f32, high: f32, function: impl Fn(f32x4) -> f32x4, exact: impl Fn(f64) -> f64) -> f64 {
        sweep(low, high, function, |x, got| (got / exact(x) - 1.0).abs())
    }

    fn worst_absolute(low: f32, high: f32, function: impl Fn(f32x4) -> f32x4, exact: impl Fn(f64) -> f64) -> f64 {
        sweep(low, high, function, |x, got| (got - exact(x)).abs())
    }

    fn sweep(low: f32, high: f32, function: impl Fn(f32x4) -> f32x4, error: impl Fn(f64, f64) -> f64) -> f64 {
        let count = 400_000;
        let step = (f64::from(high) - f64::from(low)) / f64::from(count);
        let points = (0..count).map(|index| (f64::from(low) + step * f64::from(index)) as f32);
        points.map(|x| error(f64::from(x), f64::from(function(f32x4::splat(x)).to_array()[2]))).fold(0.0, f64::max)
    }

    fn double_sigmoid(x: f64) -> f64 {
        1.0 / (1.0 + libm::exp(-x))
    }

    #[test]
    fn accuracy_is_as_stated() {
        let double_softplus = |x: f64| x.max(0.0) + libm::log1p(libm::exp(-x.abs()));
        let double_tanh_slope = |x: f64| 4.0 * double_sigmoid(2.0 * x) * double_sigmoid(-2.0 * x);
        for (name, limit, worst) in [
            ("exp", 1.5, worst_ulp(-87.0, 88.7, exp, libm::exp)),
            ("exp, subnormal", 2.0, worst_ulp(-104.0, -87.0, exp, libm::exp)),
            ("exp_m1", 2.0, worst_ulp(-80.0, 0.0, exp_m1, libm::expm1)),
            ("exp_m1, small", 2.0, worst_ulp(-1.0, 1e-3, exp_m1, libm::expm1)),
            ("ln_1p", 2.0, worst_ulp(0.0, 4.0, ln_1p, libm::log1p)),
            ("ln_1p, large", 2.0, worst_ulp(0.0, 1e30, ln_1p, libm::log1p)),
            ("ln_1p, small", 2.0, worst_ulp(0.0, 1e-6, ln_1p, libm::log1p)),
            ("ln_1p_exp_neg", 3.0, worst_ulp(0.0, 87.0, ln_1p_exp_neg, |x| libm::log1p(libm::exp(-x)))),
            ("tanh", 8.0, worst_ulp(-10.0, 10.0, tanh, libm::tanh)),
            ("tanh, small", 4.0, worst_ulp(-1e-3, 1e-3, tanh, libm::tanh)),
            ("sigmoid", 3.0, worst_ulp(-87.0, 20.0, sigmoid, double_sigmoid)),
            ("sigmoid_pair", 3.0, worst_ulp(-20.0, 87.0, |x| sigmoid_pair(x).1, |x| double_sigmoid(-x))),
            ("softplus", 3.0, worst_ulp(-87.0, 87.0, softplus, double_softplus)),
        ] {
            assert!(worst <= limit, "{name}: {worst} ulp, stated {limit}");
        }
        let tanh_slope = |x| tanh_slopes([x, x], [tanh(x), tanh(x)])[0];
        let sigmoid_slope = |x| sigmoid_slopes([x, x], [sigmoid_by_tanh(x), sigmoid_by_tanh(x)])[0];
        let double_sigmoid_slope = |x: f64| double_sigmoid(x) * double_sigmoid(-x);
        for (name, limit, worst) in [
            ("tanh_slopes", 5e-5, worst_relative(-43.0, 43.0, tanh_slope, double_tanh_slope)),
            ("tanh_slopes, steep", 1e-6, worst_relative(-0.88, 0.88, tanh_slope, double_tanh_slope)),
            ("tanh_slopes, flat", 1e-6, worst_relative(2.7, 43.0, tanh_slope, double_tanh_slope)),
            ("sigmoid_slopes", 1e-5, worst_relative(-87.0, 87.0, sigmoid_slope, double_sigmoid_slope)),
            ("sigmoid_slopes, flat", 1e-6, worst_relative(4.0, 87.0, sigmoid_slope, double_sigmoid_slope)),
        ] {
            assert!(worst <= limit, "{name}: relative error {worst}, stated {limit}");
        }
        assert!(worst_absolute(-90.0, 90.0, sigmoid_by_tanh, double_sigmoid) < 3e-7);
        for (low, high) in [(-10.0, 10.0), (-1000.0, 1000.0), (1000.0, 1e6), (-1e30, 1e30)] {
            assert!(worst_absolute(low, high, sin, libm::sin) < 1e-7, "sin");
            assert!(worst_absolute(low, high, cos, libm::cos) < 1e-7, "cos");
        }
    }

    #[test]
    fn normal_distribution_is_right_far_into_its_tail() {
        let double_cdf = |x: f64| 0.5 * libm::erfc(-x * std::f64::consts::FRAC_1_SQRT_2);
        let double_density = |x: f64| libm::exp(-0.5 * x * x) / (2.0 * std::f64::consts::PI).sqrt();
        let relative =
            |exact: &dyn Fn(f64) -> f64, x: f64, got: f64| (got / exact(x) - 1.0).abs() / (1.0 + 0.5 * x * x);
        assert!(sweep(-13.0, 9.0, normal_cdf, |x, got| relative(&double_cdf, x, got)) < 5e-7);
        assert!(sweep(-13.0, 13.0, normal_density, |x, got| relative(&double_density, x, got)) < 2e-7);
    }

    #[test]
    fn limits_and_nan_are_kept() {
        let at = |function: fn(f32x4) -> f32x4, x: f32| function(f32x4::splat(x)).to_array()[0];
        let infinity = f32::INFINITY;
        assert_eq!((at(exp, infinity), at(exp, -infinity), at(exp, 0.0)), (infinity, 0.0, 1.0));
        assert_eq!((at(ln_1p, infinity), at(ln_1p, 0.0), at(exp_m1, -infinity)), (infinity, 0.0, -1.0));
        assert!(at(tanh, infinity) > 1.0 - 4e-7 && at(tanh, infinity) <= 1.0);
        assert_eq!((at(tanh, -infinity), at(tanh, 20.0)), (-at(tanh, infinity), at(tanh, infinity)));
        assert_eq!((at(sigmoid, infinity), at(sigmoid, -infinity), at(sigmoid, 0.0)), (1.0, 0.0, 0.5));
        assert_eq!((at(softplus, infinity), at(softplus, -infinity)), (infinity, 0.0));
        assert_eq!(
            (at(normal_cdf, infinity), at(normal_cdf, -infinity), at(normal_density, infinity)),
            (1.0, 0.0, 0.0)
        );
        for function in [exp, exp_m1, ln_1p, tanh, sigmoid, softplus, normal_cdf, normal_density, sin, cos] {
            assert!(at(function, f32::NAN).is_nan());
        }
        assert!(at(sin, infinity).is_nan());
        let nan = [f32x4::splat(f32::NAN); 2];
        assert!(tanh_slopes(nan, nan)[1].to_array()[0].is_nan() && sigmoid_slopes(nan, nan)[0].to_array()[3].is_nan());
    }

    #[test]
    fn a_lane_does_not_depend_on_its_neighbours() {
        let mixed = f32x4::new([0.3, 5.0, 2000.0, -3.0]);
        for function in [exp, ln_1p, tanh, sigmoid, normal_cdf, sin, cos, |x| tanh_slopes([x, x], [tanh(x); 2])[0]] {
            let together = function(mixed).to_array();
            let alone = mixed.to_array().map(|x| function(f32x4::splat(x)).to_array()[0]);
            assert_eq!(together.map(f32::to_bits), alone.map(f32::to_bits));
        }
    }
}
