// How strongly a number is drawn, 0 to 1. Scales are fixed: a picture whose colours grow with its numbers would hide that they
// grow.

/** Derivatives are told apart down to this power of ten; below it a network trains in name only. */
const FLOOR = -8;

/** A weight, a value: half strength at 1, never quite full. @param {number} value */
export function ofValue(value) {
  const size = Math.abs(value);
  return Number.isFinite(size) ? size / (1 + size) : 1;
}

/** A derivative, by its power of ten: none up to 10⁻⁸, full from 1 on. @param {number} value */
export function ofDerivative(value) {
  const size = Math.abs(value);
  if (size === 0) return 0;
  if (!Number.isFinite(size)) return 1;
  return Math.min(1, Math.max(0, (Math.log10(size) - FLOOR) / -FLOOR));
}
