//! Decimals as text, read without the standard library's tables: those alone weigh 10 kB in the page's core, which is a tenth of
//! what a visitor waits for. Numbers that people write take one multiplication or division; all others exact integers.

use std::cmp::Ordering;

/// 10⁰ to 10²²: the powers of ten that a double holds exactly.
pub(crate) const POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
];

/// The most digits that can decide how a decimal is rounded: a number half way between two doubles has up to 767.
const DECISIVE_DIGITS: usize = 770;

/// The double nearest to a decimal, ties to even: `-12`, `.5`, `1e-3`. Too large ones are infinite, too small ones 0. `None`
/// for everything else, the words for infinity and NaN included. Cost: one operation for up to 15 digits and exponents up to
/// 22, else at most some 10⁵ operations, whatever the length.
#[must_use]
pub fn parse(text: &str) -> Option<f64> {
    let (is_negative, unsigned) = match text.as_bytes() {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        rest => (false, rest),
    };
    let size = parse_unsigned(unsigned)?;
    Some(if is_negative { -size } else { size })
}

fn parse_unsigned(text: &[u8]) -> Option<f64> {
    let (mantissa, exponent) = match text.iter().position(|byte| matches!(byte, b'e' | b'E')) {
        Some(at) => (&text[..at], parse_exponent(&text[at + 1..])?),
        None => (text, 0),
    };
    let (whole, fraction) = match mantissa.iter().position(|&byte| byte == b'.') {
        Some(at) => (&mantissa[..at], &mantissa[at + 1..]),
        None => (mantissa, &[][..]),
    };
    if whole.is_empty() && fraction.is_empty() || !whole.iter().chain(fraction).all(u8::is_ascii_digit) {
        return None;
    }
    let digits: Vec<u32> =
        whole.iter().chain(fraction).map(|&byte| u32::from(byte - b'0')).skip_while(|&digit| digit == 0).collect();
    let exponent = exponent - i64::try_from(fraction.len()).ok()?;
    Some(nearest(&digits, exponent))
}

/// Exponents beyond any double are cut to 10⁹: the result is 0 or infinite all the same.
fn parse_exponent(text: &[u8]) -> Option<i64> {
    let (is_negative, digits) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        rest => (false, rest),
    };
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let size = digits.iter().fold(0, |sum: i64, &digit| (sum * 10 + i64::from(digit - b'0')).min(1_000_000_000));
    Some(if is_negative { -size } else { size })
}

/// The double nearest to `digits`, read as a whole number, times 10^`exponent`.
fn nearest(digits: &[u32], exponent: i64) -> f64 {
    let point = digits.len() as i64 + exponent;
    if digits.is_empty() || point < -330 {
        return 0.0;
    }
    if point > 310 {
        return f64::INFINITY;
    }
    if digits.len() <= 15 && exponent.unsigned_abs() < POWERS.len() as u64 {
        // Both numbers are exact, so the one operation rounds once.
        let whole = digits.iter().fold(0.0, |sum, &digit| sum * 10.0 + f64::from(digit));
        let power = POWERS[exponent.unsigned_abs() as usize];
        return if exponent < 0 { whole / power } else { whole * power };
    }
    let kept = digits.len().min(DECISIVE_DIGITS);
    let mut exponent = exponent + (digits.len() - kept) as i64;
    let mut numerator = Big::default();
    for &digit in &digits[..kept] {
        numerator.multiply_add(10, digit);
    }
    if digits[kept..].iter().any(|&digit| digit != 0) {
        // Whatever follows is more than nothing.
        numerator.multiply_add(10, 1);
        exponent -= 1;
    }
    let mut denominator = Big(vec![1]);
    for _ in 0..exponent.unsigned_abs() {
        (if exponent < 0 { &mut denominator } else { &mut numerator }).multiply_add(10, 0);
    }
    quotient(numerator, denominator)
}

/// The double nearest to a quotient of whole numbers between 10⁻³³⁰ and 10³¹⁰.
fn quotient(mut numerator: Big, mut denominator: Big) -> f64 {
    // Scaled by 2^shift the quotient has 64 or 65 bits before its point.
    let shift = 64 - (numerator.bits() - denominator.bits());
    (if shift > 0 { &mut numerator } else { &mut denominator }).shift_left(shift.unsigned_abs() as usize);
    denominator.shift_left(65);
    let mut bits = 0_u128;
    for _ in 0..66 {
        bits <<= 1;
        if numerator.subtract_if_at_least(&denominator) {
            bits |= 1;
        }
        denominator.halve();
    }
    let has_rest = numerator.bits() > 0;
    let length = 128 - i64::from(bits.leading_zeros());
    // Below 2⁻¹⁰²² a double has fewer digits.
    let precision = (53 + (length - 1 - shift + 1022).min(0)).max(0);
    let dropped = length - precision;
    let (mut kept, rest, half) = (bits >> dropped, bits & ((1 << dropped) - 1), 1 << (dropped - 1));
    if rest > half || rest == half && (has_rest || kept % 2 == 1) {
        kept += 1;
    }
    // Two exact steps: 2^scale alone may be too small for a double.
    let scale = dropped - shift;
    kept as f64 * power_of_two(scale / 2) * power_of_two(scale - scale / 2)
}

/// 2^`exponent` for exponents from −1022 to 1023.
fn power_of_two(exponent: i64) -> f64 {
    f64::from_bits(((exponent + 1023) as u64) << 52)
}

/// A whole number from 0 of any size, least significant part first, without zeros at its end.
#[derive(Clone, Debug, Default)]
pub(super) struct Big(Vec<u32>);

impl Big {
    pub(super) fn from_bits(bits: u64) -> Self {
        let mut number = Self(vec![bits as u32, (bits >> 32) as u32]);
        number.trim();
        number
    }

    pub(super) fn multiply_add(&mut self, factor: u32, summand: u32) {
        let mut carry = u64::from(summand);
        for part in &mut self.0 {
            carry += u64::from(*part) * u64::from(factor);
            *part = carry as u32;
            carry >>= 32;
        }
        if carry > 0 {
            self.0.push(carry as u32);
        }
    }

    pub(super) fn bits(&self) -> i64 {
        self.0.last().map_or(0, |last| self.0.len() as i64 * 32 - i64::from(last.leading_zeros()))
    }

    pub(super) fn shift_left(&mut self, count: usize) {
        self.multiply_add(1 << (count % 32), 0);
        self.0.splice(0..0, std::iter::repeat_n(0, count / 32));
    }

    fn halve(&mut self) {
        let mut carry = 0;
        for part in self.0.iter_mut().rev() {
            (*part, carry) = (*part >> 1 | carry << 31, *part & 1);
        }
        self.trim();
    }

    pub(super) fn compare(&self, other: &Self) -> Ordering {
        self.0.len().cmp(&other.0.len()).then_with(|| self.0.iter().rev().cmp(other.0.iter().rev()))
    }

    pub(super) fn add(&mut self, other: &Self) {
        self.0.resize(self.0.len().max(other.0.len()), 0);
        let mut carry = 0;
        for (index, part) in self.0.iter_mut().enumerate() {
            carry += u64::from(*part) + u64::from(other.0.get(index).copied().unwrap_or(0));
            *part = carry as u32;
            carry >>= 32;
        }
        if carry > 0 {
            self.0.push(carry as u32);
        }
    }

    /// Subtracts `other` unless it is larger, and says whether.
    pub(super) fn subtract_if_at_least(&mut self, other: &Self) -> bool {
        if self.compare(other).is_lt() {
            return false;
        }
        let mut borrow = 0_i64;
        for (index, part) in self.0.iter_mut().enumerate() {
            let difference = i64::from(*part) - i64::from(other.0.get(index).copied().unwrap_or(0)) + borrow;
            *part = difference as u32;
            borrow = difference >> 32;
        }
        self.trim();
        true
    }

    fn trim(&mut self) {
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::parse;

    /// Numbers without a pattern: 64 bits of a linear congruential generator, its better half twice.
    struct Random(u64);

    impl Random {
        fn word(&mut self) -> u64 {
            let mut half = || {
                self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                self.0 >> 32
            };
            half() << 32 | half()
        }

        fn below(&mut self, end: usize) -> usize {
            (self.word() % end as u64) as usize
        }
    }

    /// The standard library is held to be right (its own tests are many).
    fn same(text: &str) {
        assert_eq!(parse(text).map(f64::to_bits), text.parse().ok().map(f64::to_bits), "{text}");
    }

    #[test]
    fn every_spelling_of_people_is_read() {
        for text in
            ["0", "-0", "1", "+1", "-12.5", ".5", "5.", "0.1", "1e3", "1E-3", "1e+2", "007", "0.0e9", "123456789012345"]
        {
            same(text);
        }
    }

    #[test]
    fn what_is_no_decimal_is_none() {
        for text in
            ["", ".", "-", "+", "e5", "1e", "1e+", "1.2.3", "0x10", "1_000", "1 ", " 1", "inf", "NaN", "１", "--1"]
        {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_shortest_decimal_of_any_double_reads_back() {
        let mut random = Random(7);
        for _ in 0..20_000 {
            let bits = random.word();
            let value = f64::from_bits(bits);
            if value.is_finite() {
                assert_eq!(parse(&format!("{value:e}")).map(f64::to_bits), Some(bits), "{value:e}");
            }
        }
    }

    #[test]
    fn ends_of_the_range_and_ties_are_rounded_as_ieee_754_says() {
        for text in [
            "1.7976931348623157e308",
            "1.7976931348623158e308",
            "1.7976931348623159e308",
            "1e309",
            "1e999999999999",
            "5e-324",
            "2.4703282292062327e-324",
            "2.4703282292062328e-324",
            "2.2250738585072011e-308",
            "2.2250738585072014e-308",
            "1e-400",
            "1e-999999999999",
            "9007199254740993",
            "9007199254740992.99999",
            "9007199254740993.0000000000000000000000000000000000000001",
            "9007199254740995",
            "36893488147419103231",
            "1e23",
            "8.5e22",
        ] {
            same(text);
        }
        // Half of the least double, written out in full, and a little more in the last of many digits.
        let half = format!("{:.1080}", f64::from_bits(1)).trim_end_matches('0').to_owned();
        same(&half);
        same(&format!("9007199254740993.{}1", "0".repeat(900)));
        same(&format!("9007199254740993.{}", "0".repeat(900)));
        same(&"9".repeat(400));
    }

    #[test]
    fn random_digits_are_read_like_the_standard_library_reads_them() {
        let mut random = Random(8);
        for _ in 0..20_000 {
            let mut text: String =
                (0..1 + random.below(24)).map(|_| char::from(b'0' + random.below(10) as u8)).collect();
            text.insert(random.below(text.len()), '.');
            same(&format!("{text}e{}", random.below(700) as i64 - 350));
        }
    }
}
