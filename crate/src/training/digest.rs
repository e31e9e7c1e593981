//! A short fingerprint of a state, so that a class can see that everybody has the same run.

/// FNV-1a with 64 bits (Fowler, Noll & Vo), over little-endian bytes. Every NaN counts as one NaN and −0 as 0, because
/// engines may differ in NaN payloads.
#[derive(Clone, Copy, Debug)]
pub(super) struct Digest(u64);

impl Digest {
    pub(super) const fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    fn bytes(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }

    pub(super) fn integer(&mut self, value: u64) {
        self.bytes(&value.to_le_bytes());
    }

    pub(super) fn numbers(&mut self, values: &[f32]) {
        for &value in values {
            let canonical = if value.is_nan() { 0x7fc0_0000 } else { (value + 0.0).to_bits() };
            self.bytes(&canonical.to_le_bytes());
        }
    }

    pub(super) const fn finish(self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fnv_matches_its_published_values() {
        let hash = |text: &str| {
            let mut digest = Digest::new();
            digest.bytes(text.as_bytes());
            digest.finish()
        };
        assert_eq!(hash(""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(hash("a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(hash("foobar"), 0x8594_4171_f739_67e8);
    }

    #[test]
    fn zeros_and_nans_are_canonical_and_other_bits_count() {
        let hash = |value: f32| {
            let mut digest = Digest::new();
            digest.numbers(&[value]);
            digest.finish()
        };
        assert_eq!(hash(0.0), hash(-0.0));
        assert_eq!(hash(f32::NAN), hash(f32::from_bits(0xffc0_0001)));
        assert_ne!(hash(1.0), hash(1.0 + f32::EPSILON));
        assert_ne!(hash(f32::INFINITY), hash(f32::NAN));
    }
}
