// Strange words that are the same in every run of the tests.

/** Marsaglia's xorshift32. @param {number} seed not 0 @returns {() => number} whole numbers of 32 bits */
export function numbers(seed) {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}

/** Words put together of up to twelve pieces. @param {string[]} pieces @param {number} count */
export function* words(pieces, count, seed = 7) {
  const next = numbers(seed);
  for (let made = 0; made < count; made += 1) {
    let word = "";
    for (let left = next() % 12; left > 0; left -= 1) word += pieces[next() % pieces.length];
    yield word;
  }
}
