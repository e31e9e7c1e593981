//! Dual numbers: a value and its derivative along one direction, carried through a computation together.

use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub};

/// What the double-precision passes calculate with: plain numbers, or numbers with a derivative.
pub trait Number:
    Copy
    + Add<Output = Self>
    + AddAssign
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Neg<Output = Self>
{
    /// A number that does not depend on anything.
    fn constant(value: f64) -> Self;

    /// The value without its derivative.
    fn real(self) -> f64;

    /// f(self), given `value` = f(real) and `slope` = f′(real).
    fn lift(self, value: f64, slope: f64) -> Self;
}

impl Number for f64 {
    fn constant(value: f64) -> Self {
        value
    }

    fn real(self) -> f64 {
        self
    }

    fn lift(self, value: f64, _slope: f64) -> Self {
        value
    }
}

/// `real + ε·slope` with ε² = 0 (Clifford 1873). A gradient computed in dual numbers carries a Hessian-vector product.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Dual {
    /// The value.
    pub real: f64,
    /// Its derivative along the chosen direction.
    pub slope: f64,
}

impl Number for Dual {
    fn constant(value: f64) -> Self {
        Self { real: value, slope: 0.0 }
    }

    fn real(self) -> f64 {
        self.real
    }

    fn lift(self, value: f64, slope: f64) -> Self {
        Self { real: value, slope: slope * self.slope }
    }
}

impl Add for Dual {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self { real: self.real + other.real, slope: self.slope + other.slope }
    }
}

impl AddAssign for Dual {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sub for Dual {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self { real: self.real - other.real, slope: self.slope - other.slope }
    }
}

impl Mul for Dual {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        Self { real: self.real * other.real, slope: self.real * other.slope + self.slope * other.real }
    }
}

impl Div for Dual {
    type Output = Self;
    fn div(self, other: Self) -> Self {
        let real = self.real / other.real;
        Self { real, slope: (self.slope - real * other.slope) / other.real }
    }
}

impl Neg for Dual {
    type Output = Self;
    fn neg(self) -> Self {
        Self { real: -self.real, slope: -self.slope }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_quotients_and_lifts_follow_the_rules_of_differentiation() {
        let x = Dual { real: 3.0, slope: 1.0 };
        // d/dx (x² / (1 + x)) = (x² + 2x) / (1 + x)² = 15/16 at 3.
        let y = x * x / (Dual::constant(1.0) + x);
        assert_eq!(y, Dual { real: 2.25, slope: 15.0 / 16.0 });
        let exp = (-x).lift(libm::exp(-3.0), libm::exp(-3.0));
        assert_eq!(exp.slope, -libm::exp(-3.0));
    }
}
