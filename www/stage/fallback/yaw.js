// From which side the fallback looks at a surface. Pure.

/** The opening view looks past the highest side rather than straight at it, in radians. */
export const ASIDE = 0.35;

/**
 * The yaw that puts the highest side at the back, so that one looks into the valley. Heights above the median count alike:
 * one steep corner should not decide alone.
 * @param {{columns: number, rows: number, heights: Float32Array}} grid
 */
export function bestYaw({ columns, rows, heights }) {
  const finite = Array.from(heights)
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  const median = finite[finite.length >> 1] ?? 0;
  let [sumA, sumB] = [0, 0];
  for (const [index, height] of heights.entries()) {
    const side = height <= median ? 0 : 1;
    sumA += side * ((2 * (index % columns)) / (columns - 1) - 1);
    sumB += side * ((2 * Math.floor(index / columns)) / (rows - 1) - 1);
  }
  return Math.atan2(sumA, sumB) + ASIDE;
}
