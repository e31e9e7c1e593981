// How numbers are written. Digits and decimal points are the same in both languages; what is not a number gets a sign.

const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** Between the parts of one number: no line ends there. */
const FIXED_SPACE = "\u00a0";
const TIMES = `${FIXED_SPACE}×${FIXED_SPACE}`;
const PERCENT = `${FIXED_SPACE}%`;

/** @param {number} exponent */
export function powerOfTen(exponent) {
  const digits = [...String(Math.abs(exponent))].map((digit) => RAISED[Number(digit)]).join("");
  return `10${exponent < 0 ? "⁻" : ""}${digits}`;
}

/** What has no digits: "–" where there is no number, "∞" beyond all. @param {number} value */
function sign(value) {
  if (Number.isNaN(value)) return "–";
  return value < 0 ? "−∞" : "∞";
}

/**
 * A loss or another measured quantity with the same number of digits always, so that it does not dance.
 * @param {number} value
 * @param {number} [digits] significant ones
 */
export function measured(value, digits = 3) {
  if (!Number.isFinite(value)) return sign(value);
  if (value === 0) return "0";
  const size = Math.abs(value);
  const isPlain = size >= 1e-4 && size < 1e5;
  const whole = size >= 10 ** (digits - 1) ? String(Math.round(value)) : value.toPrecision(digits);
  const text = isPlain ? whole : scientific(value, Math.max(2, digits - 1));
  return text.replace("-", "−");
}

/** @param {number} value @param {number} digits */
function scientific(value, digits) {
  const [mantissa, exponent] = value.toExponential(Math.max(0, digits - 1)).split("e");
  return `${mantissa}${TIMES}${powerOfTen(Number(exponent))}`;
}

/** A share of something as one significant digit: 0.3, 0.000001, 4 × 10⁻⁹. @param {number} log10 its logarithm */
export function ratio(log10) {
  if (!Number.isFinite(log10)) return sign(log10);
  if (log10 > 4 || log10 < -6.3) {
    const exponent = Math.floor(log10);
    const mantissa = Math.round(10 ** (log10 - exponent));
    if (mantissa === 10) return powerOfTen(exponent + 1);
    return mantissa === 1 ? powerOfTen(exponent) : `${mantissa}${TIMES}${powerOfTen(exponent)}`;
  }
  const value = 10 ** log10;
  if (value >= 10) return String(Math.round(Number(value.toPrecision(2))));
  return value.toFixed(Math.max(0, -Math.floor(log10))).replace(/\.0+$/, "");
}

/**
 * A setting as it was chosen, or another round value: no more digits than it needs.
 * @param {number} value
 * @param {number} [digits] significant ones at most
 */
export function setting(value, digits = 4) {
  if (!Number.isFinite(value)) return sign(value);
  const short = Number(value.toPrecision(digits));
  const size = Math.abs(short);
  if (size === 0 || (size >= 1e-5 && size < 1e6)) return String(short).replace("-", "−");
  const [mantissa, exponent] = short.toExponential().split("e");
  const power = powerOfTen(Number(exponent));
  return mantissa === "1" ? power : `${mantissa.replace("-", "−")}${TIMES}${power}`;
}

/** A number of things, in groups of three digits. @param {number} value */
export function count(value) {
  return value.toLocaleString("en-US");
}

/** 0.94, or "–". @param {number} value 0 to 1 */
export function accuracy(value) {
  return Number.isFinite(value) ? value.toFixed(2) : "–";
}

/** Eight hexadecimal digits in two halves that can be read aloud, or "–". @param {string} hex */
export function fingerprint(hex) {
  return hex ? `${hex.slice(0, 4)}·${hex.slice(4)}` : "–";
}

/** A share in percent, with a decimal where it is small. @param {number} value 0 to 1 */
export function percent(value) {
  if (!Number.isFinite(value)) return "–";
  const hundredths = value * 100;
  // A hundred times too much is enough to be said by its power of ten.
  if (hundredths >= 10_000) return measured(hundredths, 2) + PERCENT;
  return (hundredths > 0 && hundredths < 9.95 ? hundredths.toFixed(1) : Math.round(hundredths)) + PERCENT;
}
