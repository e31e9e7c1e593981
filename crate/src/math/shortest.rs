//! Doubles and singles as text, by the shortest decimal that reads back as the same number: what `{}` of the standard library writes,
//! without its tables and its second algorithm, which weigh 6 kB in the page's cores.

use std::fmt;

use super::decimal::Big;

/// A number that is shown by the shortest decimal that reads back as the same.
#[derive(Clone, Copy)]
pub(crate) struct Shortest {
    is_negative: bool,
    size: Size,
}

#[derive(Clone, Copy)]
enum Size {
    /// Said in a word.
    Word(&'static str),
    /// `mantissa` · 2^`exponent`; where `is_edge`, the next number below is nearer than the next one above.
    Finite { mantissa: u64, exponent: i64, is_edge: bool },
}

impl Shortest {
    /// From a number's bits: how many of them are fraction, and how many exponent.
    fn of_bits(bits: u64, fraction_bits: u32, exponent_bits: u32, is_nan: bool) -> Self {
        let fraction = bits & ((1 << fraction_bits) - 1);
        let raw = (bits >> fraction_bits) & ((1 << exponent_bits) - 1);
        let is_negative = !is_nan && bits >> (fraction_bits + exponent_bits) == 1;
        let least = 2 - (1_i64 << (exponent_bits - 1)) - i64::from(fraction_bits);
        let size = match raw {
            _ if is_nan => Size::Word("NaN"),
            _ if raw == (1 << exponent_bits) - 1 => Size::Word("inf"),
            0 if fraction == 0 => Size::Word("0"),
            0 => Size::Finite { mantissa: fraction, exponent: least, is_edge: false },
            _ => Size::Finite {
                mantissa: fraction | 1 << fraction_bits,
                exponent: least + raw as i64 - 1,
                is_edge: fraction == 0 && raw > 1,
            },
        };
        Self { is_negative, size }
    }
}

impl From<f64> for Shortest {
    fn from(value: f64) -> Self {
        Self::of_bits(value.to_bits(), 52, 11, value.is_nan())
    }
}

impl From<f32> for Shortest {
    fn from(value: f32) -> Self {
        Self::of_bits(value.to_bits().into(), 23, 8, value.is_nan())
    }
}

impl fmt::Display for Shortest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_negative {
            f.write_str("-")?;
        }
        let (mantissa, exponent, is_edge) = match self.size {
            Size::Word(word) => return f.write_str(word),
            Size::Finite { mantissa, exponent, is_edge } => (mantissa, exponent, is_edge),
        };
        let (digits, point) = digits(mantissa, exponent, is_edge);
        let zeros = |f: &mut fmt::Formatter<'_>, count: usize| (0..count).try_for_each(|_| f.write_str("0"));
        match usize::try_from(point) {
            Ok(whole) if whole >= digits.len() => {
                f.write_str(&digits)?;
                zeros(f, whole - digits.len())
            }
            Ok(whole) if whole > 0 => {
                f.write_str(&digits[..whole])?;
                f.write_str(".")?;
                f.write_str(&digits[whole..])
            }
            _ => {
                f.write_str("0.")?;
                zeros(f, point.unsigned_abs() as usize)?;
                f.write_str(&digits)
            }
        }
    }
}

/// The shortest digits `d` for which 0.d · 10^point lies between the numbers half way to both neighbours, and of these the nearest; and
/// that point. Steele and White's algorithm with exact whole numbers ("How to print floating-point numbers accurately", 1990): at most
/// 17 digits, each some operations on at most 1,100 bits.
fn digits(mantissa: u64, exponent: i64, is_edge: bool) -> (String, i64) {
    // The number is `rest` / `scale`; half way to its neighbours is `below` and `above` away, in the same measure.
    let (factor, shift) = if is_edge { (4, 2) } else { (2, 1) };
    let (mut rest, mut scale) = (Big::from_bits(mantissa), Big::from_bits(1));
    rest.multiply_add(factor, 0);
    let (mut below, mut above) = (Big::from_bits(1), Big::from_bits(u64::from(factor) / 2));
    let exponent = exponent - shift;
    if exponent < 0 {
        scale.shift_left(exponent.unsigned_abs() as usize);
    } else {
        for number in [&mut rest, &mut below, &mut above] {
            number.shift_left(exponent as usize);
        }
    }
    // An even mantissa is what a reader rounds to from half way.
    let is_even = mantissa.is_multiple_of(2);
    let reaches = |rest: &Big, above: &Big, scale: &Big| {
        let mut end = rest.clone();
        end.add(above);
        let order = end.compare(scale);
        order.is_gt() || is_even && order.is_eq()
    };
    // log₁₀ 2 = 0.30103; two too low at most, which the test below puts right.
    let length = rest.bits() - scale.bits();
    let mut point = (length * 30_103).div_euclid(100_000);
    for _ in 0..point.unsigned_abs() {
        if point > 0 {
            scale.multiply_add(10, 0);
        } else {
            for number in [&mut rest, &mut below, &mut above] {
                number.multiply_add(10, 0);
            }
        }
    }
    while reaches(&rest, &above, &scale) {
        scale.multiply_add(10, 0);
        point += 1;
    }
    let mut digits = Vec::new();
    loop {
        for number in [&mut rest, &mut below, &mut above] {
            number.multiply_add(10, 0);
        }
        let mut digit = b'0';
        while rest.subtract_if_at_least(&scale) {
            digit += 1;
        }
        digits.push(digit);
        let order = rest.compare(&below);
        let is_low = order.is_lt() || is_even && order.is_eq();
        let is_high = reaches(&rest, &above, &scale);
        if !is_low && !is_high {
            continue;
        }
        rest.multiply_add(2, 0);
        if is_high && (!is_low || rest.compare(&scale).is_ge()) {
            point += round_up(&mut digits);
        }
        return (digits.into_iter().map(char::from).collect(), point);
    }
}

/// Adds one to the last digit; returns by how much the point moves.
fn round_up(digits: &mut Vec<u8>) -> i64 {
    while let Some(last) = digits.pop() {
        if last < b'9' {
            digits.push(last + 1);
            return 0;
        }
    }
    digits.push(b'1');
    1
}

#[cfg(test)]
mod tests {
    use super::Shortest;

    /// The standard library is held to be right (its own tests are many).
    fn same(value: f64) {
        assert_eq!(Shortest::from(value).to_string(), value.to_string());
    }

    #[test]
    fn numbers_of_people_are_written_as_people_do() {
        for (value, text) in
            [(0.1, "0.1"), (-12.5, "-12.5"), (100.0, "100"), (1e21, "1000000000000000000000"), (1e-7, "0.0000001")]
        {
            assert_eq!(Shortest::from(value).to_string(), text);
        }
        for value in [
            0.0,
            -0.0,
            f64::NAN,
            f64::INFINITY,
            f64::NEG_INFINITY,
            5e-324,
            f64::MIN_POSITIVE,
            f64::MAX,
            9.5,
            0.3 - 0.1,
            1e23,
        ] {
            same(value);
        }
    }

    #[test]
    fn powers_of_two_and_their_neighbours_are_written_as_the_standard_library_writes_them() {
        for exponent in 1_u64..2047 {
            for bits in [(exponent << 52) - 1, exponent << 52, (exponent << 52) + 1] {
                same(f64::from_bits(bits));
            }
        }
        for exponent in 1_u32..255 {
            for bits in [(exponent << 23) - 1, exponent << 23, (exponent << 23) + 1] {
                let value = f32::from_bits(bits);
                assert_eq!(Shortest::from(value).to_string(), value.to_string());
            }
        }
    }

    #[test]
    fn any_bits_are_written_as_the_standard_library_writes_them() {
        let mut state = 9_u64;
        for _ in 0..20_000 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let bits = state ^ state >> 29;
            same(f64::from_bits(bits));
            // Numbers of few digits are cut short in another place.
            same((bits >> 40) as f64 / 1e4);
            let value = f32::from_bits((bits >> 16) as u32);
            assert_eq!(Shortest::from(value).to_string(), value.to_string());
        }
    }
}
