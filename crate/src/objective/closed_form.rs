//! Closed-form surfaces: two parameters, a loss that is a formula, minima that are known exactly.
//!
//! They are the pictures in which nothing is hidden: the surface is the whole truth and the ball is the model. Values, gradients
//! and Hessians are computed in `f64` with libm, so that they are the same bits everywhere; the run itself is `f32`, as for
//! networks. Formulas and constants: the pit is our own (see `docs/`), the others are the standard test functions.

use super::Window;
use crate::error::{Error, Result};

/// A named function of two parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClosedForm {
    /// `(x² + 10y²)/2`: a bowl ten times steeper across than along.
    Bowl,
    /// `(x² + 50y²)/2`: a ravine; the best constant rate for gradient descent is 2/51.
    Ravine,
    /// `(x² − y²)/2`: falls for ever along y.
    Saddle,
    /// `x²/2 − y²/2 + y⁴/4`: a saddle at 0 between the minima (0, ±1), value −1/4.
    Saddle4,
    /// `x³ − 3xy²`: the monkey saddle, whose Hessian at 0 is zero.
    Monkey,
    /// `(1−x)² + 100(y−x²)²` (Rosenbrock 1960): minimum 0 at (1, 1).
    Rosenbrock,
    /// `Σ (cᵢ − x + xyⁱ)²`, c = 1.5, 2.25, 2.625 (Beale 1958): minimum 0 at (3, 0.5).
    Beale,
    /// `(x²+y−11)² + (x+y²−7)²` (Himmelblau 1972): four minima of value 0, one at (3, 2).
    Himmelblau,
    /// `½ Σ (v⁴ − 16v² + 5v)` (Styblinski and Tang 1990): minimum −78.332 at v = −2.9035.
    Styblinski,
    /// `20 + Σ (v² − 10 cos 2πv)` (Rastrigin 1974): minimum 0 at 0 in an egg box.
    Rastrigin,
    /// `(x²+y²)/2 − 7 exp(−((x−4)² + y²)/(2·0.35²))`: a wide bowl with one small steep pit beside it.
    Pit,
}

/// Depth of the pit.
const PIT_DEPTH: f64 = 7.0;
/// Where the pit is dug, on the x axis.
const PIT_CENTRE: f64 = 4.0;
/// Variance of the pit's Gaussian, `0.35²`.
const PIT_VARIANCE: f64 = 0.35 * 0.35;
/// Beale's constants.
const BEALE: [f64; 3] = [1.5, 2.25, 2.625];

impl ClosedForm {
    /// Every function, in the order in which they are offered.
    pub const ALL: [Self; 11] = [
        Self::Bowl,
        Self::Ravine,
        Self::Saddle,
        Self::Saddle4,
        Self::Monkey,
        Self::Rosenbrock,
        Self::Beale,
        Self::Himmelblau,
        Self::Styblinski,
        Self::Rastrigin,
        Self::Pit,
    ];

    /// The name used in cases and links.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Bowl => "bowl",
            Self::Ravine => "ravine",
            Self::Saddle => "saddle",
            Self::Saddle4 => "saddle4",
            Self::Monkey => "monkey",
            Self::Rosenbrock => "rosenbrock",
            Self::Beale => "beale",
            Self::Himmelblau => "himmelblau",
            Self::Styblinski => "styblinski",
            Self::Rastrigin => "rastrigin",
            Self::Pit => "pit",
        }
    }

    /// The function called `name`.
    ///
    /// # Errors
    /// An [`Error`] about `function` that lists the names.
    pub fn from_name(name: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|form| form.name() == name).ok_or_else(|| {
            let names: Vec<_> = Self::ALL.iter().map(|form| form.name()).collect();
            Error::new("function", format!("must be one of {}, got {name:?}", names.join(", ")))
        })
    }

    /// The part of the surface that is worth looking at: minima, saddles and the ways between them.
    #[must_use]
    pub fn window(self) -> Window {
        let square = |half: f64| Window { a: [-half, half], b: [-half, half] };
        match self {
            Self::Bowl => square(3.0),
            Self::Ravine => Window { a: [-10.0, 10.0], b: [-2.0, 2.0] },
            Self::Saddle | Self::Saddle4 => square(2.0),
            Self::Monkey => square(1.5),
            Self::Rosenbrock => Window { a: [-2.0, 2.0], b: [-1.0, 3.0] },
            Self::Beale => square(4.5),
            Self::Himmelblau => square(5.5),
            Self::Styblinski => square(5.0),
            Self::Rastrigin => square(5.12),
            Self::Pit => Window { a: [-3.0, 7.0], b: [-5.0, 5.0] },
        }
    }

    /// A start from which gradient descent shows what the surface is there to show.
    #[must_use]
    pub fn start(self) -> [f32; 2] {
        match self {
            Self::Bowl => [-2.5, 2.0],
            Self::Ravine => [-8.0, 1.0],
            Self::Saddle => [1.5, 0.01],
            Self::Saddle4 => [1.0, 0.0001],
            Self::Monkey => [1.2, 0.02],
            // The start of the original paper.
            Self::Rosenbrock => [-1.2, 1.0],
            Self::Beale => [1.0, 1.2],
            Self::Himmelblau => [0.5, -0.5],
            Self::Styblinski => [0.5, -0.5],
            Self::Rastrigin => [2.3, -1.8],
            Self::Pit => [5.6, 0.4],
        }
    }

    /// A learning rate with which plain gradient descent from there is stable and does not crawl.
    #[must_use]
    pub fn learning_rate(self) -> f64 {
        match self {
            Self::Bowl => 0.15,
            Self::Ravine => 0.035,
            Self::Saddle | Self::Saddle4 => 0.1,
            Self::Monkey => 0.05,
            Self::Rosenbrock => 0.001,
            Self::Beale | Self::Himmelblau => 0.01,
            Self::Styblinski => 0.02,
            Self::Rastrigin => 0.002,
            Self::Pit => 0.01,
        }
    }

    /// The height at `(x, y)`.
    #[must_use]
    pub fn value(self, x: f64, y: f64) -> f64 {
        match self {
            Self::Bowl => 0.5 * (x * x + 10.0 * y * y),
            Self::Ravine => 0.5 * (x * x + 50.0 * y * y),
            Self::Saddle => 0.5 * (x * x - y * y),
            Self::Saddle4 => 0.5 * x * x - 0.5 * y * y + 0.25 * y * y * y * y,
            Self::Monkey => x * x * x - 3.0 * x * y * y,
            Self::Rosenbrock => {
                let (r, s) = (1.0 - x, y - x * x);
                r * r + 100.0 * s * s
            }
            Self::Beale => beale(x, y).map(|[r, ..]| r * r).iter().sum(),
            Self::Himmelblau => {
                let (r, s) = (x * x + y - 11.0, x + y * y - 7.0);
                r * r + s * s
            }
            Self::Styblinski => 0.5 * [x, y].map(|v| v * v * (v * v - 16.0) + 5.0 * v).iter().sum::<f64>(),
            Self::Rastrigin => {
                let wave = |v: f64| v * v - 10.0 * libm::cos(std::f64::consts::TAU * v);
                20.0 + wave(x) + wave(y)
            }
            Self::Pit => 0.5 * (x * x + y * y) - pit(x, y),
        }
    }

    /// `[∂f/∂x, ∂f/∂y]` at `(x, y)`.
    #[must_use]
    pub fn gradient(self, x: f64, y: f64) -> [f64; 2] {
        match self {
            Self::Bowl => [x, 10.0 * y],
            Self::Ravine => [x, 50.0 * y],
            Self::Saddle => [x, -y],
            Self::Saddle4 => [x, y * y * y - y],
            Self::Monkey => [3.0 * (x * x - y * y), -6.0 * x * y],
            Self::Rosenbrock => {
                let s = y - x * x;
                [-2.0 * (1.0 - x) - 400.0 * x * s, 200.0 * s]
            }
            Self::Beale => {
                let mut gradient = [0.0; 2];
                for [r, rx, ry, ..] in beale(x, y) {
                    gradient[0] += 2.0 * r * rx;
                    gradient[1] += 2.0 * r * ry;
                }
                gradient
            }
            Self::Himmelblau => {
                let (r, s) = (x * x + y - 11.0, x + y * y - 7.0);
                [4.0 * x * r + 2.0 * s, 2.0 * r + 4.0 * y * s]
            }
            Self::Styblinski => [x, y].map(|v| 2.0 * v * v * v - 16.0 * v + 2.5),
            Self::Rastrigin => [x, y].map(|v| {
                let tau = std::f64::consts::TAU;
                2.0 * v + 10.0 * tau * libm::sin(tau * v)
            }),
            Self::Pit => {
                let lift = pit(x, y) / PIT_VARIANCE;
                [x + (x - PIT_CENTRE) * lift, y + y * lift]
            }
        }
    }

    /// The second derivatives `[∂²f/∂x², ∂²f/∂x∂y, ∂²f/∂y²]` at `(x, y)`.
    #[must_use]
    pub fn hessian(self, x: f64, y: f64) -> [f64; 3] {
        match self {
            Self::Bowl => [1.0, 0.0, 10.0],
            Self::Ravine => [1.0, 0.0, 50.0],
            Self::Saddle => [1.0, 0.0, -1.0],
            Self::Saddle4 => [1.0, 0.0, 3.0 * y * y - 1.0],
            Self::Monkey => [6.0 * x, -6.0 * y, -6.0 * x],
            Self::Rosenbrock => [2.0 - 400.0 * (y - 3.0 * x * x), -400.0 * x, 200.0],
            Self::Beale => {
                let mut hessian = [0.0; 3];
                for [r, rx, ry, rxy, ryy] in beale(x, y) {
                    hessian[0] += 2.0 * rx * rx;
                    hessian[1] += 2.0 * (rx * ry + r * rxy);
                    hessian[2] += 2.0 * (ry * ry + r * ryy);
                }
                hessian
            }
            Self::Himmelblau => {
                let (r, s) = (x * x + y - 11.0, x + y * y - 7.0);
                [4.0 * r + 8.0 * x * x + 2.0, 4.0 * (x + y), 2.0 + 4.0 * s + 8.0 * y * y]
            }
            Self::Styblinski => [6.0 * x * x - 16.0, 0.0, 6.0 * y * y - 16.0],
            Self::Rastrigin => {
                let tau = std::f64::consts::TAU;
                let bend = |v: f64| 2.0 + 10.0 * tau * tau * libm::cos(tau * v);
                [bend(x), 0.0, bend(y)]
            }
            Self::Pit => {
                let lift = pit(x, y) / PIT_VARIANCE;
                let (u, v) = (x - PIT_CENTRE, y);
                [
                    1.0 + lift * (1.0 - u * u / PIT_VARIANCE),
                    -lift * u * v / PIT_VARIANCE,
                    1.0 + lift * (1.0 - v * v / PIT_VARIANCE),
                ]
            }
        }
    }
}

/// The pit alone: how far it lowers the bowl at `(x, y)`.
fn pit(x: f64, y: f64) -> f64 {
    let u = x - PIT_CENTRE;
    PIT_DEPTH * libm::exp(-(u * u + y * y) / (2.0 * PIT_VARIANCE))
}

/// Beale's three residuals, each as `[r, ∂r/∂x, ∂r/∂y, ∂²r/∂x∂y, ∂²r/∂y²]` (`∂²r/∂x²` is 0).
fn beale(x: f64, y: f64) -> [[f64; 5]; 3] {
    let (y2, y3) = (y * y, y * y * y);
    [
        [BEALE[0] - x + x * y, y - 1.0, x, 1.0, 0.0],
        [BEALE[1] - x + x * y2, y2 - 1.0, 2.0 * x * y, 2.0 * y, 2.0 * x],
        [BEALE[2] - x + x * y3, y3 - 1.0, 3.0 * x * y2, 3.0 * y2, 6.0 * x * y],
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Points off every axis of symmetry.
    const POINTS: [(f64, f64); 5] = [(0.3, -0.7), (1.2, 0.4), (3.8, 0.1), (-1.1, 0.9), (2.6, -1.3)];

    #[test]
    fn gradients_agree_with_central_differences() {
        let h = 1e-5;
        for form in ClosedForm::ALL {
            for (x, y) in POINTS {
                let [gx, gy] = form.gradient(x, y);
                let dx = (form.value(x + h, y) - form.value(x - h, y)) / (2.0 * h);
                let dy = (form.value(x, y + h) - form.value(x, y - h)) / (2.0 * h);
                let scale = 1.0 + gx.abs() + gy.abs();
                assert!((gx - dx).abs() < 1e-6 * scale, "{} ∂x at {x}, {y}: {gx} against {dx}", form.name());
                assert!((gy - dy).abs() < 1e-6 * scale, "{} ∂y at {x}, {y}: {gy} against {dy}", form.name());
            }
        }
    }

    #[test]
    fn hessians_agree_with_central_differences_of_the_gradient() {
        let h = 1e-5;
        for form in ClosedForm::ALL {
            for (x, y) in POINTS {
                let hessian = form.hessian(x, y);
                let right = form.gradient(x + h, y);
                let left = form.gradient(x - h, y);
                let up = form.gradient(x, y + h);
                let down = form.gradient(x, y - h);
                let estimate =
                    [(right[0] - left[0]) / (2.0 * h), (up[0] - down[0]) / (2.0 * h), (up[1] - down[1]) / (2.0 * h)];
                let scale = 1.0 + hessian.iter().map(|v| v.abs()).sum::<f64>();
                for (exact, estimate) in hessian.iter().zip(estimate) {
                    assert!(
                        (exact - estimate).abs() < 1e-6 * scale,
                        "{} at {x}, {y}: {exact} against {estimate}",
                        form.name()
                    );
                }
            }
        }
    }

    #[test]
    fn known_minima_are_where_the_literature_has_them() {
        let cases = [
            (ClosedForm::Rosenbrock, 1.0, 1.0, 0.0, 1e-12),
            (ClosedForm::Beale, 3.0, 0.5, 0.0, 1e-12),
            (ClosedForm::Himmelblau, 3.0, 2.0, 0.0, 1e-12),
            (ClosedForm::Styblinski, -2.903_534, -2.903_534, -78.332_331, 1e-5),
            (ClosedForm::Rastrigin, 0.0, 0.0, 0.0, 1e-12),
            (ClosedForm::Saddle4, 0.0, 1.0, -0.25, 1e-12),
            (ClosedForm::Pit, 3.929_83, 0.0, 0.861_059, 1e-5),
        ];
        for (form, x, y, value, tolerance) in cases {
            assert!((form.value(x, y) - value).abs() < tolerance, "{}: {}", form.name(), form.value(x, y));
            let [gx, gy] = form.gradient(x, y);
            assert!(gx.abs() < 1e-3 && gy.abs() < 1e-3, "{} is not flat: {gx}, {gy}", form.name());
        }
    }

    #[test]
    fn the_pit_has_the_curvature_its_lesson_is_built_on() {
        let [xx, xy, yy] = ClosedForm::Pit.hessian(3.929_83, 0.0);
        assert!((xx - 54.755).abs() < 0.01 && xy.abs() < 1e-9 && (yy - 57.006).abs() < 0.01, "{xx} {xy} {yy}");
        let [xx, _, yy] = ClosedForm::Pit.hessian(0.0, 0.0);
        assert!((xx - 1.0).abs() < 1e-9 && (yy - 1.0).abs() < 1e-9);
    }

    #[test]
    fn an_unknown_name_is_told_the_known_ones() {
        let error = ClosedForm::from_name("volcano").unwrap_err();
        assert_eq!(error.field, "function");
        assert!(error.problem.contains("rosenbrock") && error.problem.contains("volcano"));
        for form in ClosedForm::ALL {
            assert_eq!(ClosedForm::from_name(form.name()), Ok(form));
        }
    }
}
