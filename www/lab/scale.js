// Positions of sliders and the values they stand for. Pure.

/**
 * @typedef {{min: number, max: number, step: number, scale: "linear" | "log"}} Range
 */

/** Places a decade of a logarithmic slider has: neighbours differ by 12 %, the series R20 of preferred numbers. */
const PLACES_PER_DECADE = 20;

/** The number of the last place; the first one is 0. @param {Range} range */
export function lastPlace({ min, max, step, scale }) {
  return scale === "log"
    ? Math.round(Math.log10(max / min) * PLACES_PER_DECADE)
    : Math.round((max - min) / step);
}

/** @param {number} place @param {Range} range */
export function valueAt(place, range) {
  const { min, max, step, scale } = range;
  const raw = scale === "log" ? min * 10 ** (place / PLACES_PER_DECADE) : min + place * step;
  // Two digits are what a hand can mean on a logarithmic slider; the rest would be noise in the link.
  const value = Number(raw.toPrecision(scale === "log" ? 2 : 10));
  return Math.min(max, Math.max(min, value));
}

/** The nearest place. @param {number} value @param {Range} range */
export function placeOf(value, range) {
  const { min, step, scale } = range;
  const place = scale === "log" ? Math.log10(value / min) * PLACES_PER_DECADE : (value - min) / step;
  return Math.min(lastPlace(range), Math.max(0, Math.round(place)));
}

/**
 * What someone typed, or undefined if it is no number within the range.
 * @param {string} text
 * @param {Range} range
 */
export function typedValue(text, { min, max, step, scale }) {
  const tidy = text.trim().replace(",", ".").replace("−", "-");
  const value = Number(tidy);
  if (tidy === "" || !Number.isFinite(value) || value < min || value > max) return undefined;
  return scale === "linear" && Number.isInteger(step) && !Number.isInteger(value) ? undefined : value;
}

/**
 * Whole numbers that someone typed with anything between them, as a link has them (`16-8-4`); undefined if one is out of
 * range or is none, or if there are too many.
 * @param {string} text
 * @param {Range} range
 * @param {number} length at most so many
 */
export function typedList(text, range, length) {
  const parts = text.split(/[\s,;、，；-]+/).filter((part) => part !== "");
  const numbers = parts.map((part) => typedValue(part, range));
  return numbers.length > length || numbers.includes(undefined) ? undefined : numbers.join("-");
}
