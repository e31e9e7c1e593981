// Every message that crosses a thread. A union tagged by `type` in each direction of each worker; this file is types and
// the few numbers that both sides must agree on, and knows neither the document nor the core.

/** Points along each side of a surface, coarse to fine. Each level holds the points of the one before. */
export const LEVELS = [5, 9, 17, 33, 65, 129, 257];

/** A worker that has said nothing for this long is taken for dead (unless it announced long work), in milliseconds. */
export const SILENCE_MS = 8000;

/**
 * A plane through the space of all weights, as the core lays it.
 * @typedef {{
 *   origin: Float32Array, d1: Float32Array, d2: Float32Array,
 *   a: [number, number], b: [number, number],
 *   explained: [number, number], random_walk: [number, number], half_diagonal: number, kind: string, weights?: number[] | undefined,
 * }} Plane `weights`, of two chosen ones: see `Session.chosen_weights` in the core
 */

/**
 * The plane of the lead, and that of the branch beside it. `is_rough`: along a
 * path that was rehearsed less far than wished; `step`: the clock when it was laid.
 * @typedef {{plane: Plane, second?: Plane, is_rough: boolean, step: number}} Planes
 */

/**
 * Where a run stands. NaN where there is no number; a, b and distance are measured in the plane of number `plane`.
 * @typedef {{
 *   step: number, learning_rate: number, scheduled_rate: number,
 *   train_loss: number, train_accuracy: number, validation_loss: number, validation_accuracy: number,
 *   gradient_norm: number,
 *   a: number, b: number, distance: number,
 *   next_a: number, next_b: number, next_loss: number,
 *   gradient_share: number, path_share: number,
 *   down_a: number, down_b: number,
 *   blow_up_step: number, blow_up_cause: string, blow_up_layer: number,
 * }} RunStatus
 */

/**
 * What the curvature under the ball says of the learning rate: see `CurvatureReading` in the core. Infinite where nothing
 * bends up, NaN where nothing is known.
 * @typedef {{step: number, lambda_max: number, error: number, smooth: number, diverge: number,
 *   kind: "hessian" | "preconditioned" | "none"}} Limits
 */

/**
 * What is drawn less often than the ball: see `Session` in the core for the layout of the arrays. `flow`: what goes through the layers
 * and comes back, not each time if a look is long; `test`, of the lead: what the test rows say once they have been opened. `digest_of_all` is the fingerprint of all runs together; that of a lead alone is its own.
 * @typedef {{trail: Float32Array, curve: Float32Array, gradients: Float32Array, flow?: Float32Array | undefined, test?: ExamFigures | undefined, digest: string,
 *   digest_of_all: string}} Details
 */

/**
 * Data and network in numbers: see `Session.dataset_summary` in the core.
 * @typedef {{name: string, task: "" | "binary" | "multiclass" | "regression",
 *   rows: {train: number, validation: number, test: number}, dropped_rows: number, flipped_rows: number,
 *   feature_names: string[], target_name: string, class_names: string[],
 *   layers: number, parameters: number, blocks: number}} Summary
 */

/** What the sealed test rows say; the accuracy is NaN where answers are numbers. @typedef {{loss: number, accuracy: number}} TestFigures */

/**
 * How a stretch of a run went: see `Session.outcome` in the core.
 * @typedef {{outcome: "blows_up" | "zig_zags" | "is_stuck" | "settles" | "goes_down", first: number, last: number,
 *   reversed: number}} Outcome
 */

/**
 * Which row to follow through the network (`part`: `train` or `validation`), of which layers the parameters are wanted, and for
 * which parameter of the flat vector the chain rule; −1 for none.
 * @typedef {{part: "train" | "validation", row: number, first: number, last: number, entry: number}} InsideRequest
 */

/**
 * A row on its way through the network and back: see `RowReading` in the core for the layout of the arrays. `params` and `grads`
 * are those of layers `first` to `last`.
 * @typedef {{step: number, widths: Uint32Array, skips: Uint32Array, values: Float32Array, deltas: Float32Array,
 *   first: number, last: number, params: Float32Array, grads: Float32Array,
 *   loss: number, answers: Float64Array, targets: Float32Array, entry: number, chain: Float64Array}} Inside
 */

/** @typedef {"train" | "validation" | "test"} Part */

/** Rows of these parts, and outputs for these inputs, `[row][inputs]`. @typedef {{rows: Part[], inputs: Float32Array[]}} RawWish */

/**
 * Plain numbers of a network, as `Session.task_numbers`, `rows_of` and `outputs` give them; `ms` is what they cost the worker.
 * @typedef {{task: Float64Array, rows: Float32Array[], outputs: Float32Array[], ms: number}} RawAnswer
 */

/** A change of the learning rate after `step` steps. @typedef {{step: number, rate: number}} RateEvent */

/** The ball put down elsewhere after `step` steps. @typedef {{step: number, a: number, b: number}} DropEvent */

/** One weight, by its number in the flat vector, set after `step` steps. @typedef {{step: number, weight: number, value: number}} WeightEvent */

/** The sealed test rows looked at after `step` steps; it moves nothing. @typedef {{step: number, test: true}} TestEvent */

/** What happened to a run from outside, in its order. @typedef {RateEvent | DropEvent | WeightEvent | TestEvent} RunEvent */

/** What the test rows said when they were opened. @typedef {{step: number} & TestFigures} ExamFigures */

/**
 * A run that has blown up, tried again with one thing changed: whether it goes past the step that could not be made. Undefined
 * where that was not tried. @typedef {{slower?: boolean, scaled?: boolean}} Causes
 */

/** Where the runs stand together, and the fingerprint of all of them. @typedef {{step: number, digest: string}} Place */

/**
 * A run beside the lead, seen in the same plane; `index` counts the branches of the spec from 1. One that starts later than
 * `clock` or cannot start is not there.
 * @typedef {{index: number, status: RunStatus, details?: Details}} OtherRun
 */

/** The layers of a run at a step: see `Details`. @typedef {{index: number, step: number, gradients: Float32Array, flow: Float32Array}} LayerColumn */

/**
 * Where the lead is: its loss over the mini-batch that the next step looks at, and how far such losses lie from that of all
 * rows (root mean square). NaN if each step takes all rows. @typedef {{loss: number, spread: number}} Batch
 */

/**
 * `status` and `details` are those of the lead, the run of the spec itself. All runs walk in lockstep: `clock` is the step
 * that each has made unless it has blown up before (`is_over`: all have) or is still catching up.
 * `columns`: the layers of the runs as they were on the way to a far step.
 * @typedef {{type: "report", run: number, plane: number, is_playing: boolean, steps_per_second: number,
 *   clock: number, is_over: boolean, status: RunStatus, details?: Details, batch?: Batch, others: OtherRun[],
 *   columns?: LayerColumn[]}} Report
 */

/**
 * To the training worker. `start` brings a run to `step`; what of `events` lies ahead is done when it comes there. `go_to` pauses and brings all runs to a step, back or on; `set_branches` keeps the lead and every
 * other run that stays as it was. `id` marks a request that is answered by `answer` or `refused` with the same id; `file` holds the
 * table of a data set that the core does not carry; `second` is the branch whose mountain stands beside the lead's; `work` bounds
 * what laying a plane may cost, in multiplications with their additions; `from` is the step from which `ahead` counts.
 * @typedef {{type: "core", parts: import("./parts.js").Parts} | {type: "rest", rest: WebAssembly.Module}
 *   | {type: "start", run: number, spec: string, file?: Uint8Array, events: RunEvent[], step: number}
 *   | {type: "play", steps_per_second: number}
 *   | {type: "pause"}
 *   | {type: "step", count: number}
 *   | {type: "set_learning_rate", rate: number}
 *   | {type: "drop_ball", a: number, b: number}
 *   | {type: "set_weight", weight: number, value: number}
 *   | {type: "reset"}
 *   | {type: "go_to", step: number}
 *   | {type: "set_branches", branches: string}
 *   | {type: "lay_plane", id: number, plane: number, kind: string, ahead: number, work: number, from?: number, second?: number}
 *   | {type: "choose_weights", first: number, second: number}
 *   | ({type: "look_inside", id: number} & InsideRequest)
 *   | {type: "summary", id: number}
 *   | {type: "test", id: number}
 *   | {type: "where", id: number}
 *   | {type: "outcome", id: number, since: number, lowest: number}
 *   | {type: "raw_answers", id: number, wish: RawWish}
 *   | {type: "seen"}
 *   | {type: "ping"}} TrainingCommand
 */

/**
 * From the training worker. `events` is the whole record; `is_turn`: it answers a `set_learning_rate`. `busy` announces work that may keep it silent for about `ms`; `exam`: the
 * test was opened, now or by a replay; `left_out`: an event that this run cannot have; `dead` says that its core has
 * trapped and must not be asked again.
 * @typedef {Report
 *   | {type: "events", run: number, events: RunEvent[], is_turn: boolean}
 *   | {type: "limits", run: number, limits: Limits}
 *   | {type: "exam", run: number, figures: ExamFigures}
 *   | {type: "left_out", run: number, event: RunEvent}
 *   | {type: "answer", id: number, value: any}
 *   | {type: "refused", id: number, message: string}
 *   | {type: "busy", ms: number}
 *   | {type: "alive"}
 *   | {type: "dead", message: string}} TrainingMessage
 */

/**
 * One surface of a request: what a spec minimises, over a plane, on these rows. `step` says which mini-batch: the one that the
 * step leaving it looks at.
 * @typedef {{spec: string, rows: "train" | "validation" | "batch", step?: number, origin: Float32Array, d1: Float32Array, d2: Float32Array,
 *   a: [number, number], b: [number, number]}} Sheet
 */

/**
 * A worker's share of one surface or more, which refine together. A newer one ends the older one within a row. `finest` bounds the
 * points along a side.
 * @typedef {{id: number, run: number, file?: Uint8Array, sheets: Sheet[], finest: number,
 *   part: import("./refine.js").Part}} SurfaceRequest
 */

/**
 * A run has begun: its surface will be asked for as soon as its plane is laid. Whatever is sampled of another run has no use any more.
 * @typedef {{type: "prepare", run: number, spec: string}} Preparation
 */

/** @typedef {{type: "core", parts: import("./parts.js").Parts} | {type: "rest", rest: WebAssembly.Module} | Preparation | ({type: "sample"} & SurfaceRequest) | {type: "ping"}} SamplingCommand */

/**
 * A whole grid of losses, row-major `[b][a]`, put together on the page; `sheet` is its place in the request.
 * @typedef {{id: number, sheet: number, columns: number, rows: number, heights: Float32Array,
 *   a: [number, number], b: [number, number], is_last: boolean}} Surface
 */

/**
 * A worker's rows of one level: see `scatter` for their order.
 * @typedef {{type: "losses", id: number, sheet: number, part: import("./refine.js").Part, side: number, is_first: boolean, is_last: boolean,
 *   losses: Float32Array}} Losses
 */

/**
 * @typedef {Losses
 *   | {type: "refused", id: number, message: string}
 *   | {type: "alive"}
 *   | {type: "dead", message: string}} SamplingMessage
 */
