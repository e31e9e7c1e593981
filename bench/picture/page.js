// Runs in the built page. How long after asking for another mountain its first picture is drawn, and where the time goes.

/** Moments of one first picture, in milliseconds after asking. @typedef {Record<string, number>} Moments */

/**
 * Asks again and again for another surface, each time from a mountain that stands, and watches it come.
 * @param {"plane" | "seed"} what changes: the plane alone is laid anew, or the whole experiment begins anew
 * @param {number} rounds
 * @param {boolean} isDrawn false: nothing is drawn, so that the software GPU takes none of the time; the last moment is `given` then
 * @returns {Promise<Moments[]>}
 */
export async function measureFirstPictures(what, rounds, isDrawn) {
  const { experiment, store, engine } = Reflect.get(window, "downhill");
  const { surface } = experiment;
  const gl = /** @type {WebGL2RenderingContext} */ (
    /** @type {HTMLCanvasElement} */ (document.querySelector("#mountain canvas")).getContext("webgl2")
  );
  if (!isDrawn) {
    surface.mountain.dispose();
    surface.attach(new Proxy({}, { get: () => () => undefined }));
  }
  /** @type {Moments} */
  let moments = {};
  let asked = 0;
  let frames = 0;
  let framesAsked = 0;
  let isPending = false;
  let done = () => {};
  const mark = (/** @type {string} */ name) => {
    moments[name] ??= performance.now() - asked;
  };

  engine.training.worker.addEventListener("message", (/** @type {MessageEvent} */ { data }) => {
    if (data.type === "answer" && data.value?.plane) mark("plane");
  });
  for (const worker of engine.sampling.workers) {
    worker.addEventListener("message", (/** @type {MessageEvent} */ { data }) => {
      if (data.type === "losses") mark("losses");
    });
  }
  const show = surface.showSurface.bind(surface);
  surface.showSurface = (/** @type {any} */ grid) => {
    show(grid);
    mark("given");
    moments.side ??= grid.columns;
    // Frames that were drawn of the picture before: they take the time of a software GPU.
    if (isDrawn) moments.frames_before ??= surface.mountain.stats().frames - framesAsked;
    if (isDrawn && frames === 0) {
      frames = surface.mountain.stats().frames;
      isPending = true;
    }
    if (grid.is_last) done();
  };
  const request = window.requestAnimationFrame;
  window.requestAnimationFrame = (callback) =>
    request.call(window, (time) => {
      const begun = performance.now();
      callback(time);
      if (!isPending || surface.mountain.stats().frames === frames) return;
      isPending = false;
      moments.frame_begun = begun - asked;
      mark("frame_sent");
      gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
      mark("drawn");
      moments.ratio = surface.mountain.stats().pixelRatio;
    });

  // A rough plane is followed by a whole one: the mountain stands when nothing has been measured or drawn for a while.
  const rest = async () => {
    let before = -1;
    for (;;) {
      await new Promise((go) => setTimeout(go, 700));
      const now = isDrawn ? surface.mountain.stats().frames : 0;
      if (now === before && !surface.grounds.isMeasuring) return;
      before = now;
    }
  };
  experiment.pause();
  const all = [];
  for (let round = 0; round < rounds; round += 1) {
    await rest();
    moments = {};
    frames = 0;
    framesAsked = isDrawn ? surface.mountain.stats().frames : 0;
    const last = new Promise((go) => {
      done = () => go(undefined);
    });
    asked = performance.now();
    if (what === "seed") store.change({ seed: round + 1 });
    else surface.lay();
    mark("told");
    await last;
    await rest();
    all.push(moments);
  }
  return all;
}

/**
 * How long a single sampling worker takes for a surface and all coarser ones.
 * @param {string} spec as JSON @param {number} rounds
 * @returns {Promise<Record<number, number[]>>} milliseconds from asking, by points along a side
 */
export async function measureOneWorker(spec, rounds) {
  const page = Reflect.get(window, "downhill");
  page.experiment.pause();
  let take = (/** @type {import("../../www/engine/protocol.js").Surface} */ _surface) => {};
  const Engine = page.engine.constructor;
  const listeners = {
    onReport: () => {},
    onLimits: () => {},
    onReplaced: () => {},
    onEvents: () => {},
    onExam: () => {},
    onLeftOut: () => {},
    onSurface: (/** @type {import("../../www/engine/protocol.js").Surface} */ surface) => take(surface),
    onFailure: (/** @type {string} */ message) => {
      throw new Error(message);
    },
  };
  const engine = new Engine(page.engine.training.module, listeners, 1);
  engine.start(spec);
  const effort = { ahead: 0, work: Number.POSITIVE_INFINITY };
  const { rows, parameters } = await engine.summary();
  if (rows.train !== 500 || parameters !== 337) throw new Error(`not W1: ${JSON.stringify(rows)}`);
  const { plane } = await engine.layPlane("random", effort);
  /** @type {Record<number, number[]>} */
  const times = {};
  for (let round = 0; round <= rounds; round += 1) {
    await new Promise((done) => setTimeout(done, 300));
    const asked = performance.now();
    await new Promise((done) => {
      take = ({ columns, is_last: isLast }) => {
        // The first round warms up.
        times[columns] ??= [];
        if (round > 0) times[columns].push(performance.now() - asked);
        if (isLast) done(undefined);
      };
      engine.sample([{ plane, rows: "train" }]);
    });
  }
  engine.training.dispose();
  engine.sampling.dispose();
  return times;
}
