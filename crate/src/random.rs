//! Seeded random numbers: one seed, one independent stream for each purpose.
//!
//! A stream of its own for data, weights, batches… means that changing one thing (say, the number of layers) does not
//! reshuffle another (the data), so two runs stay comparable. Generator: xoshiro256++ (Blackman & Vigna 2021), its state
//! filled by splitmix64. Only integer arithmetic, `+ - * /`, `sqrt` and the pure-Rust `libm` logarithm are used, so the
//! numbers have the same bits on every platform. This module knows nothing of networks or data.

/// What a stream of random numbers is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stream {
    /// Points and noise of a synthetic data set.
    Data,
    /// Which rows train, validate and test.
    Split,
    /// Initial parameters.
    Init,
    /// The order of rows in mini-batches.
    Batches,
    /// Directions of a random plane.
    Plane,
    /// Label noise.
    Labels,
    /// Starting centres of clusters.
    Clusters,
    /// Label shuffling.
    LabelOrder,
    /// Starts of searches for eigenvectors; no run depends on them.
    Curvature,
    /// What is added to the gradients of a formula.
    GradientNoise,
    /// Where a clue no longer holds.
    Elsewhere,
}

impl Stream {
    /// A number that must never change: it is part of what a seed means.
    const fn tag(self) -> u64 {
        match self {
            Self::Data => 1,
            Self::Split => 2,
            Self::Init => 3,
            Self::Batches => 4,
            Self::Plane => 5,
            Self::Labels => 6,
            Self::Clusters => 7,
            Self::LabelOrder => 8,
            Self::Curvature => 9,
            Self::GradientNoise => 10,
            Self::Elsewhere => 11,
        }
    }
}

/// A deterministic generator of uniform and normal numbers. A clone continues with the same numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Random {
    state: [u64; 4],
    /// The polar method makes normal numbers in pairs; the second one waits here.
    spare_normal: Option<f64>,
}

impl Random {
    /// The stream of `seed` for one purpose.
    #[must_use]
    pub fn new(seed: u32, stream: Stream) -> Self {
        let mut mixer = (stream.tag() << 32) | u64::from(seed);
        Self { state: std::array::from_fn(|_| splitmix64(&mut mixer)), spare_normal: None }
    }

    /// A stream of its own for each step of a run, without those of the steps before.
    #[must_use]
    pub fn at_step(seed: u32, stream: Stream, step: u64) -> Self {
        let mut mixer = Self::new(seed, stream).next_u64().wrapping_add(step);
        Self { state: std::array::from_fn(|_| splitmix64(&mut mixer)), spare_normal: None }
    }

    /// 64 random bits.
    pub fn next_u64(&mut self) -> u64 {
        let [a, b, c, d] = &mut self.state;
        let bits = a.wrapping_add(*d).rotate_left(23).wrapping_add(*a);
        let shifted = *b << 17;
        *c ^= *a;
        *d ^= *b;
        *b ^= *c;
        *a ^= *d;
        *c ^= shifted;
        *d = d.rotate_left(45);
        bits
    }

    /// Uniform in `[0, 1)`, a multiple of 2⁻⁵³.
    pub fn uniform(&mut self) -> f64 {
        (self.next_u64() >> 11) as f64 * (1.0 / (1_u64 << 53) as f64)
    }

    /// Uniform between `low` and `high`.
    pub fn uniform_in(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.uniform()
    }

    /// Normal with mean 0 and variance 1 (Marsaglia's polar method).
    // Many places draw a few of them: copies of this loop would only make the program larger.
    #[inline(never)]
    pub fn normal(&mut self) -> f64 {
        if let Some(spare) = self.spare_normal.take() {
            return spare;
        }
        loop {
            let x = 2.0 * self.uniform() - 1.0;
            let y = 2.0 * self.uniform() - 1.0;
            let square = x * x + y * y;
            if square > 0.0 && square < 1.0 {
                let factor = (-2.0 * libm::log(square) / square).sqrt();
                self.spare_normal = Some(y * factor);
                return x * factor;
            }
        }
    }

    /// A whole number in `0..n`; its bias is below n / 2⁶⁴. 0 if `n` is 0.
    pub fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.next_u64()) * n as u128) >> 64) as usize
    }

    /// Puts `items` in random order (Fisher–Yates).
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}

/// Steele, Lea & Flood 2014: spreads neighbouring seeds over all 64 bits.
fn splitmix64(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut bits = *state;
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    bits ^ (bits >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splitmix_matches_the_published_sequence() {
        // First outputs of the authors' C program for seed 1234567.
        let mut state = 1_234_567;
        let got: Vec<u64> = (0..3).map(|_| splitmix64(&mut state)).collect();
        assert_eq!(got, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
    }

    #[test]
    fn xoshiro_matches_the_published_sequence() {
        // State 1, 2, 3, 4: the reference vector used by the Rust `rand_xoshiro` tests.
        let mut random = Random { state: [1, 2, 3, 4], spare_normal: None };
        let got: Vec<u64> = (0..4).map(|_| random.next_u64()).collect();
        assert_eq!(got, [41_943_041, 58_720_359, 3_588_806_011_781_223, 3_591_011_842_654_386]);
    }

    #[test]
    fn streams_of_one_seed_differ_and_repeat() {
        let first = |stream| Random::new(7, stream).next_u64();
        assert_eq!(first(Stream::Init), first(Stream::Init));
        assert_ne!(first(Stream::Init), first(Stream::Data));
        assert_ne!(first(Stream::Init), Random::new(8, Stream::Init).next_u64());
    }

    #[test]
    fn moments_of_uniform_and_normal() {
        let mut random = Random::new(1, Stream::Data);
        let count = 200_000;
        let mean_and_variance = |draw: &mut dyn FnMut() -> f64| {
            let values: Vec<f64> = (0..count).map(|_| draw()).collect();
            let mean = values.iter().sum::<f64>() / count as f64;
            (mean, values.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / count as f64)
        };
        // Five standard errors: 5·σ/√count.
        let (mean, variance) = mean_and_variance(&mut || random.uniform());
        assert!((mean - 0.5).abs() < 0.0033 && (variance - 1.0 / 12.0).abs() < 0.001, "{mean} {variance}");
        let (mean, variance) = mean_and_variance(&mut || random.normal());
        assert!(mean.abs() < 0.0112 && (variance - 1.0).abs() < 0.016, "{mean} {variance}");
    }

    #[test]
    fn below_reaches_every_value_and_shuffle_keeps_them() {
        let mut random = Random::new(3, Stream::Batches);
        let mut counts = [0_u32; 6];
        for _ in 0..6000 {
            counts[random.below(6)] += 1;
        }
        assert!(counts.iter().all(|&count| (850..1150).contains(&count)), "{counts:?}");
        let mut items: Vec<u32> = (0..50).collect();
        random.shuffle(&mut items);
        assert_ne!(items, (0..50).collect::<Vec<_>>());
        items.sort_unstable();
        assert_eq!(items, (0..50).collect::<Vec<_>>());
    }
}
