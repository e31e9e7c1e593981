// Small pictures as text: numbers from 0 to 1 in one letter (64 of them) or two (4096), so that all thumbnails together are a small file.
//
// A picture is parts joined by `;`, the first of which says its kind: `g` ground, `c` curves, `b` bars, `m` map. A pair is two grounds
// joined by `|`.

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-";
const LAST = LETTERS.length - 1;
const FINE = LETTERS.length ** 2 - 1;

const within = (/** @type {number} */ share) => Math.min(1, Math.max(0, Number.isFinite(share) ? share : 1));

/** @param {Iterable<number>} shares */
export function coarse(shares) {
  return [...shares].map((share) => LETTERS[Math.round(within(share) * LAST)]).join("");
}

/** @param {Iterable<number>} shares */
export function fine(shares) {
  return [...shares]
    .map((share) => {
      const level = Math.round(within(share) * FINE);
      return `${LETTERS[level >> 6]}${LETTERS[level & 63]}`;
    })
    .join("");
}

/** @param {string} text */
export function readCoarse(text) {
  return [...text].map((letter) => LETTERS.indexOf(letter) / LAST);
}

/** @param {string} text */
export function readFine(text) {
  return Array.from({ length: text.length / 2 }, (_, at) => {
    const [high = 0, low = 0] = [...text.slice(2 * at, 2 * at + 2)].map((letter) => LETTERS.indexOf(letter));
    return (high * 64 + low) / FINE;
  });
}
