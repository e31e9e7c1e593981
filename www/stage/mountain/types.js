/**
 * Types shared by the mountain's modules. Nothing here runs.
 *
 * Three spaces are kept apart by name:
 * - *plane*: coordinates `a`, `b` along the two directions of the plane, and the raw loss over them;
 * - *level*: 0 at the bottom of the colour range, 1 at its top, after the linear or log height scale;
 * - *world*: what three.js draws; x to the right (a), y up (level), z towards the viewer (minus b).
 */

/**
 * Losses on a regular grid over a rectangle of the plane, row-major: `heights[row * columns + column]`, `row` along b.
 * Raw losses; may hold Infinity and NaN.
 * @typedef {{columns: number, rows: number, heights: Float32Array, a: [number, number], b: [number, number]}} SurfaceGrid
 */

/**
 * A model: where it projects to in the plane, its true loss, and its L2 distance from the plane in parameter space.
 * @typedef {{a: number, b: number, loss: number, distance: number}} Place
 */

/** Losses at the bottom and the top of the colours. @typedef {{low: number, high: number}} LossRange */

/** @typedef {"linear" | "log"} HeightScale */

/** From the best side, straight down as on a map, or behind the ball along its path. @typedef {"hero" | "top" | "along"} ViewName */

/** What a walker looks like: a sphere or a cut stone. @typedef {"sphere" | "diamond" | "triangle" | "square"} WalkerShape */

/**
 * One of up to four walkers on the surface. `next` is where its next step would land; `trail` has 5 numbers a point:
 * step, a, b, loss, distance from the plane.
 * @typedef {{name: string, shape?: WalkerShape, colour?: string | null, place: Place | null, next?: Place | null,
 *   trail?: Float32Array<any>}} Walker
 */

/**
 * The picture's words and numbers, in the reader's language.
 * @typedef {object} MountainWords
 * @property {(loss: number) => string} loss at a contour line
 * @property {(value: number) => string} coordinate at a tick
 * @property {string} axisA what coordinate a means, and on a line of its own in what unit @property {string} axisB
 * @property {string} down caption of the compass
 * @property {(at: {a: number, b: number, loss: number, isSample: boolean}) => string} probe lines of the note at a
 *   place; `isSample`: the loss was measured right there, not read between two measured points
 */

/**
 * Theme colours as CSS colours. `panel` is what lies behind the mountain.
 * @typedef {{panel: string, ink: string, soft: string, line: string, accent: string}} MountainColours
 */

/**
 * A height field in level space with its world rectangle: x in [-halfX, halfX], z in [-halfZ, halfZ].
 * Row 0 is the smallest b, so it lies nearest to the viewer (z = +halfZ).
 * @typedef {{levels: Float32Array, columns: number, rows: number, halfX: number, halfZ: number}} Field
 */

/** @typedef {[number, number, number]} Vec3 */

export {};
