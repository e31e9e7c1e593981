// Small pictures for the choice of data: signs drawn by hand, not the data itself. The two classes differ in shape, too.

const SVG = "http://www.w3.org/2000/svg";

/** @typedef {[x: number, y: number, group: 0 | 1 | 2]} Dot */

/** @param {number} count @param {(t: number) => Dot} place */
function along(count, place) {
  return Array.from({ length: count }, (_, index) => place(index / count));
}

/** @param {number} x @param {number} y @param {0 | 1 | 2} group @returns {Dot[]} a handful around a place */
function cloud(x, y, group) {
  /** @type {[number, number][]} */
  const around = [
    [0, 0],
    [-4, 2],
    [4, 1],
    [1, -4],
    [-2, 5],
    [5, 5],
    [-5, -3],
  ];
  return around.map(([dx, dy]) => [x + dx, y + dy, group]);
}

/** Squares where the rows have a #. @param {string[]} rows @returns {Dot[]} */
function pixels(rows) {
  return rows.flatMap((row, y) =>
    [...row].flatMap((sign, x) =>
      sign === "#" ? [/** @type {Dot} */ ([14 + 5.3 * x, 4 + 5.3 * y, 2])] : [],
    ),
  );
}

/** A field of signs for high and low. @param {(x: number, y: number) => number} height @returns {Dot[]} */
function grid(height) {
  return along(32, (t) => {
    const [column, row] = [Math.round(32 * t) % 8, Math.floor((32 * t + 0.01) / 8)];
    return [6.5 + 6.7 * column, 33 - 9 * row, height(column / 3.5 - 1, row / 1.5 - 1) > 0 ? 1 : 0];
  });
}

/** @type {Record<string, () => Dot[]>} on a field of 60 by 40 */
const PICTURES = {
  penguins: () => [...cloud(16, 12, 0), ...cloud(44, 12, 1), ...cloud(33, 30, 2)],
  circle: () => [
    ...along(15, (t) => [30 + 16.5 * Math.cos(6.283 * t), 20 + 16 * Math.sin(6.283 * t), 1]),
    ...along(6, (t) => [30 + 5 * Math.cos(6.283 * t), 20 + 5 * Math.sin(6.283 * t), 0]),
    [30, 20, 0],
  ],
  spiral: () =>
    /** @type {Dot[]} */ (
      along(12, (t) => [t, t, 0]).flatMap(([t]) => {
        const [r, angle] = [3 + 14 * t, 0.4 + 5 * t];
        const [x, y] = [r * Math.cos(angle), r * Math.sin(angle)];
        return [
          [30 + x, 20 + y, 0],
          [30 - x, 20 - y, 1],
        ];
      })
    ),
  moons: () => [
    ...along(10, (t) => /** @type {Dot} */ ([24 - 13 * Math.cos(3.4 * t), 24 - 14 * Math.sin(3.4 * t), 0])),
    ...along(10, (t) => /** @type {Dot} */ ([36 + 13 * Math.cos(3.4 * t), 16 + 14 * Math.sin(3.4 * t), 1])),
  ],
  xor: () => [...cloud(17, 10, 0), ...cloud(43, 30, 0), ...cloud(43, 10, 1), ...cloud(17, 30, 1)],
  two_gaussians: () => [...cloud(20, 14, 0), ...cloud(40, 27, 1), [27, 20, 0], [33, 20, 1]],
  iris: () => [...cloud(12, 32, 0), ...cloud(33, 20, 1), ...cloud(45, 10, 2), [38, 14, 1], [39, 17, 2]],
  wine: () => [...cloud(44, 12, 0), ...cloud(16, 20, 1), ...cloud(36, 32, 2), [28, 18, 1], [32, 16, 0]],
  digits: () => pixels(["..###..", ".#...#.", ".....#.", "...##..", ".....#.", ".#...#.", "..###.."]),
  random_labels: () =>
    along(24, (t) => {
      const [r, angle] = [17 * Math.sqrt(t), 58 * t];
      return [
        30 + r * Math.cos(angle),
        20 + r * Math.sin(angle),
        /** @type {0 | 1} */ (Math.round(24 * t * t) % 2),
      ];
    }),
  penguin_mass: () => [
    ...along(13, (t) => /** @type {Dot} */ ([7 + 48 * t, 33 - 27 * t + 5 * Math.sin(61 * t), 2])),
  ],
  sine: () => along(20, (t) => [5 + 53 * t, 20 + 13 * Math.sin(6.283 * t), 2]),
  plane: () => grid((x, y) => x + y),
  multi_gauss: () => grid((x, y) => Math.sin(2.1 * x) * y),
  own: () => pixels(["#######", "#..#..#", "#######", "#..#..#", "#######", "#..#..#", "#######"]),
};

/** @param {string} name @returns {Element} */
export function datasetPicture(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 60 40");
  svg.setAttribute("aria-hidden", "true");
  for (const [x, y, group] of PICTURES[name]?.() ?? []) svg.append(shape(x, y, group));
  return svg;
}

/** @param {number} x @param {number} y @param {0 | 1 | 2} group */
function shape(x, y, group) {
  const path = document.createElementNS(SVG, "path");
  const at = `M${x.toFixed(1)} ${y.toFixed(1)}`;
  const outlines = [
    `${at}m-1.8 0a1.8 1.8 0 1 0 3.6 0a1.8 1.8 0 1 0 -3.6 0z`,
    `${at}m0 -2.2l2.1 3.7h-4.2z`,
    `${at}m-1.6 -1.6h3.2v3.2h-3.2z`,
  ];
  path.setAttribute("d", outlines[group]);
  path.setAttribute("class", `group-${group}`);
  return path;
}
