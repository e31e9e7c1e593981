//! Words without a dictionary: in an unbroken stream of syllables those of one word always keep company.
//!
//! Four words of three syllables, in an order by chance, no word twice running: what infants of eight months heard, and told
//! apart after two minutes, by nothing but how often one syllable follows another (Saffran, Aslin and Newport, Science 274,
//! 1926–1928, 1996).

use crate::random::{Random, Stream};

/// Words of the language.
pub const WORDS: usize = 4;
/// Syllables of a word.
pub const WORD: usize = 3;
/// All syllables; a syllable belongs to one word.
pub const SYLLABLES: usize = WORDS * WORD;
/// Syllables that a listener remembers having heard at the end of the stream.
const REMEMBERED: usize = 4096;
/// A syllable that is followed by this one less often than so ends a word: inside a word the share is 1, after it about ⅓.
pub const PARTS_BELOW: f64 = 0.7;

/// Somebody who hears syllables, counts what follows what, and knows nothing else.
#[derive(Clone, Debug)]
pub struct Listener {
    random: Random,
    word: Option<usize>,
    heard: Vec<u8>,
    follows: [[u32; SYLLABLES]; SYLLABLES],
    count: u64,
}

impl Listener {
    /// A listener who has heard nothing yet. The same seed gives the same stream.
    #[must_use]
    pub fn new(seed: u32) -> Self {
        Self {
            random: Random::new(seed, Stream::Data),
            word: None,
            heard: Vec::new(),
            follows: [[0; SYLLABLES]; SYLLABLES],
            count: 0,
        }
    }

    /// Hears so many words more, without pauses between them.
    pub fn hear(&mut self, words: usize) {
        for _ in 0..words {
            // Any but the last one.
            let word = match self.word {
                None => self.random.below(WORDS),
                Some(last) => (last + 1 + self.random.below(WORDS - 1)) % WORDS,
            };
            self.word = Some(word);
            for syllable in WORD * word..WORD * (word + 1) {
                if let Some(&before) = self.heard.last() {
                    self.follows[usize::from(before)][syllable] += 1;
                }
                self.heard.push(syllable as u8);
                self.count += 1;
            }
        }
        if self.heard.len() > REMEMBERED {
            self.heard.drain(..self.heard.len() - REMEMBERED);
        }
    }

    /// Syllables heard so far.
    #[must_use]
    pub const fn count(&self) -> u64 {
        self.count
    }

    /// The last `most` syllables, by number from 0: syllable s belongs to word s / 3, which the listener does not know.
    #[must_use]
    pub fn last(&self, most: usize) -> &[u8] {
        &self.heard[self.heard.len().saturating_sub(most)..]
    }

    /// How often `before` was followed by `after`, and how often by anything.
    #[must_use]
    pub fn times(&self, before: u8, after: u8) -> [u32; 2] {
        let row = &self.follows[usize::from(before)];
        [row[usize::from(after)], row.iter().sum()]
    }

    /// The share of `before` that was followed by `after`, 0 to 1; NaN if `before` has not been followed by anything.
    #[must_use]
    pub fn share(&self, before: u8, after: u8) -> f64 {
        let [times, all] = self.times(before, after);
        f64::from(times) / f64::from(all)
    }

    /// Words that fall out of the stream when it is cut wherever the share is low: how many of the four are among them, and how
    /// many pieces that are none.
    #[must_use]
    pub fn found(&self) -> [usize; 2] {
        let (mut right, mut wrong) = (Vec::new(), Vec::new());
        for piece in self.pieces() {
            let is_word = piece.len() == WORD
                && usize::from(piece[0]).is_multiple_of(WORD)
                && piece.windows(2).all(|pair| pair[1] == pair[0] + 1);
            let list = if is_word { &mut right } else { &mut wrong };
            if !list.contains(&piece) {
                list.push(piece);
            }
        }
        [right.len(), wrong.len()]
    }

    /// The stream in pieces; its first and last, which may be cut off, are left out.
    fn pieces(&self) -> Vec<&[u8]> {
        let mut pieces: Vec<&[u8]> =
            self.heard.chunk_by(|&before, &after| self.share(before, after) >= PARTS_BELOW).collect();
        pieces.pop();
        if !pieces.is_empty() {
            pieces.remove(0);
        }
        pieces
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inside_a_word_the_next_syllable_is_sure_and_after_it_one_of_three() {
        let mut listener = Listener::new(1);
        listener.hear(3000);
        for syllable in 0..SYLLABLES as u8 {
            let next = (syllable + 1) % SYLLABLES as u8;
            if usize::from(syllable) % WORD < WORD - 1 {
                assert_eq!(listener.share(syllable, next), 1.0);
            } else {
                for word in (0..WORDS).filter(|word| *word != usize::from(syllable) / WORD) {
                    let share = listener.share(syllable, (WORD * word) as u8);
                    assert!((share - 1.0 / 3.0).abs() < 0.06, "{syllable} {word} {share}");
                }
            }
        }
        assert_eq!(listener.count(), 9000);
        assert_eq!(listener.last(6).len(), 6);
    }

    #[test]
    fn two_minutes_are_enough_for_all_four_words_and_nothing_else() {
        // 180 words, as the infants heard.
        for seed in 0..50 {
            let mut listener = Listener::new(seed);
            assert_eq!(listener.found(), [0, 0]);
            listener.hear(180);
            assert_eq!(listener.found(), [WORDS, 0], "seed {seed}");
        }
    }

    #[test]
    fn after_a_few_words_nothing_falls_apart_rightly() {
        let early = (0..50).filter(|&seed| {
            let mut listener = Listener::new(seed);
            listener.hear(5);
            listener.found() == [WORDS, 0]
        });
        assert_eq!(early.count(), 0);
    }

    #[test]
    fn what_is_remembered_is_bounded() {
        let mut listener = Listener::new(3);
        listener.hear(10_000);
        assert_eq!((listener.last(usize::MAX).len(), listener.count()), (REMEMBERED, 30_000));
    }
}
