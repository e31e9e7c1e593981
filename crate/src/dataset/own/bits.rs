//! Numbers and texts as bits, six in a character of a link.

use crate::math::decimal::POWERS;

/// The characters of RFC 4648's base64url: none needs an escape in an address.
const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Whole numbers up to this size are exact in a double.
const LARGEST: i64 = 1 << 53;

/// Bits of a count in one group; one more says whether another group follows.
const GROUP: u32 = 4;

/// Bytes of a name.
const MAX_NAME: usize = 160;

/// Reads from the front; everything is `None` behind the end.
pub(super) struct Reader<'a> {
    text: &'a [u8],
    /// Bits read.
    at: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text: text.as_bytes(), at: 0 }
    }

    fn bit(&mut self) -> Option<u64> {
        let character = *self.text.get(self.at / 6)?;
        let value = ALPHABET.iter().position(|&known| known == character)?;
        let bit = value >> (self.at % 6) & 1;
        self.at += 1;
        Some(bit as u64)
    }

    /// A number of at most 54 bits.
    #[inline(never)] // One copy in the page's core, as of the readers below: speed is none of their concern.
    pub(super) fn bits(&mut self, width: u32) -> Option<u64> {
        let mut value = 0;
        for place in 0..width {
            value |= self.bit()? << place;
        }
        Some(value)
    }

    /// A count, at most `most`.
    #[inline(never)]
    pub(super) fn count(&mut self, most: usize) -> Option<usize> {
        let (mut value, mut place) = (0, 0);
        loop {
            value |= self.bits(GROUP)? << place;
            if self.bits(1)? == 0 {
                return usize::try_from(value).ok().filter(|&count| count <= most);
            }
            place += GROUP;
            if place > 28 {
                return None;
            }
        }
    }

    #[inline(never)]
    pub(super) fn name(&mut self) -> Option<String> {
        let length = self.count(MAX_NAME)?;
        let mut bytes = Vec::with_capacity(length);
        for _ in 0..length {
            bytes.push(self.bits(8)? as u8);
        }
        String::from_utf8(bytes).ok()
    }

    /// Decimals with a common number of digits behind the point.
    #[inline(never)]
    pub(super) fn numbers(&mut self, count: usize) -> Option<Vec<f64>> {
        let digits = self.bits(4)? as usize;
        let is_negative = self.bits(1)? == 1;
        let size = self.width().and_then(|width| self.bits(width))? as i64;
        let lowest = if is_negative { -size } else { size };
        let width = self.width()?;
        let number = |offset: u64| {
            let whole = lowest.checked_add(offset as i64).filter(|whole| (-LARGEST..=LARGEST).contains(whole))?;
            Some(whole as f64 / POWERS[digits])
        };
        // Each number takes a bit or more of the text; or all are the same.
        let mut numbers = Vec::with_capacity(count);
        for _ in 0..count {
            numbers.push(number(self.bits(width)?)?);
        }
        Some(numbers)
    }

    fn width(&mut self) -> Option<u32> {
        self.bits(6).map(|width| width as u32).filter(|&width| width <= 54)
    }

    /// Whether nothing is left but the zeros that fill the last character.
    pub(super) fn is_over(&mut self) -> bool {
        let left = 6 * self.text.len() - self.at.min(6 * self.text.len());
        left < 6 && self.bits(left as u32) == Some(0)
    }
}

/// Writes at the end.
#[derive(Default)]
pub(super) struct Writer {
    text: String,
    /// Bits that wait for more, and how many.
    waiting: u64,
    count: u32,
}

impl Writer {
    pub(super) fn bits(&mut self, value: u64, width: u32) {
        for place in 0..width {
            self.waiting |= (value >> place & 1) << self.count;
            self.count += 1;
            if self.count == 6 {
                self.flush();
            }
        }
    }

    fn flush(&mut self) {
        self.text.push(char::from(ALPHABET[self.waiting as usize]));
        (self.waiting, self.count) = (0, 0);
    }

    pub(super) fn count(&mut self, count: usize) {
        let mut rest = count as u64;
        loop {
            self.bits(rest & 15, GROUP);
            rest >>= GROUP;
            self.bits(u64::from(rest > 0), 1);
            if rest == 0 {
                return;
            }
        }
    }

    /// `None` if the name is too long.
    pub(super) fn name(&mut self, name: &str) -> Option<()> {
        if name.len() > MAX_NAME {
            return None;
        }
        self.count(name.len());
        name.bytes().for_each(|byte| self.bits(u64::from(byte), 8));
        Some(())
    }

    /// `None` unless all of them are decimals of at most 15 digits behind the point that fit together.
    pub(super) fn numbers(&mut self, numbers: &[f64]) -> Option<()> {
        let wholes_at = |digits: usize| -> Option<Vec<i64>> {
            let whole = |&number: &f64| {
                let scaled = (number * POWERS[digits]).round();
                let fits = scaled.abs() <= LARGEST as f64 && scaled / POWERS[digits] == number;
                fits.then_some(scaled as i64)
            };
            numbers.iter().map(whole).collect()
        };
        let (digits, wholes) = (0..16).find_map(|digits| Some((digits, wholes_at(digits)?)))?;
        let (lowest, highest) = (*wholes.iter().min()?, *wholes.iter().max()?);
        let width = width_of((highest - lowest) as u64);
        self.bits(digits as u64, 4);
        self.bits(u64::from(lowest < 0), 1);
        let size = width_of(lowest.unsigned_abs());
        self.bits(u64::from(size), 6);
        self.bits(lowest.unsigned_abs(), size);
        self.bits(u64::from(width), 6);
        wholes.iter().for_each(|whole| self.bits((whole - lowest) as u64, width));
        // Wider than the reader takes.
        (width <= 54).then_some(())
    }

    pub(super) fn finish(mut self) -> String {
        if self.count > 0 {
            self.flush();
        }
        self.text
    }
}

/// Bits that hold every number up to `largest`.
pub(super) fn width_of(largest: u64) -> u32 {
    64 - largest.leading_zeros()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Random, Stream};

    #[test]
    fn what_is_written_is_read() {
        let mut random = Random::new(3, Stream::Data);
        for _ in 0..500 {
            let digits = random.below(16);
            let largest = [1.0, 100.0, 1e6, 1e15][random.below(4)];
            let count = 1 + random.below(40);
            let numbers: Vec<f64> =
                (0..count).map(|_| (random.uniform_in(-1.0, 1.0) * largest).round() / POWERS[digits] + 0.0).collect();
            let (length, name) = (random.below(2000), ["", "学习", "petal \u{1f338}\n\0"][random.below(3)]);
            let mut writer = Writer::default();
            writer.count(length);
            writer.name(name).unwrap();
            writer.numbers(&numbers).unwrap();
            writer.bits(5, 3);
            let text = writer.finish();
            let mut reader = Reader::new(&text);
            assert_eq!(reader.count(2000), Some(length));
            assert_eq!(reader.name().as_deref(), Some(name));
            assert_eq!(reader.numbers(count), Some(numbers));
            assert_eq!(reader.bits(3), Some(5));
            assert!(reader.is_over(), "{text}");
        }
    }

    #[test]
    fn numbers_that_are_no_short_decimals_are_not_written() {
        for bad in [1e-16, 1e300, 0.1 + 0.2, f64::MIN_POSITIVE] {
            assert_eq!(Writer::default().numbers(&[bad, 1.0]), None, "{bad}");
        }
        assert_eq!(Writer::default().numbers(&[0.3, 1e15]), None);
    }
}
