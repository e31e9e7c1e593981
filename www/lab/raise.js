// Puts up a mountain in a place of the Lab, or what stands for it where there is no WebGL2.

/** Its script is fetched beside what stands around it. */
export function fetchMountain() {
  import("../stage/mountain/mountain.js").catch(() => {}); // whoever raises it asks again, and says so
}

/**
 * @param {{words: import("../i18n/index.js").Words, notices: ReturnType<typeof import("./notices.js").createNotices>,
 *   charts: Promise<import("../state/charts.js").Charts>, experiment: import("./experiment.js").Experiment}} context
 */
export function createRaise({ words, notices, charts, experiment }) {
  const description = () => words.say("mountain");
  const onDrop = (/** @type {number} */ a, /** @type {number} */ b, /** @type {boolean} */ isFinal) =>
    experiment.dropBall(a, b, isFinal);

  /** @param {HTMLElement} host @returns {Promise<import("./surface.js").MountainView>} */
  return async (host) => {
    try {
      const { createMountain } = await import("../stage/mountain/mountain.js");
      const reducedMotion = matchMedia("(prefers-reduced-motion: reduce)").matches;
      return await createMountain(host, {
        reducedMotion,
        description: description(),
        onDrop,
        // The second of a pair is drawn by the first one's context: one renderer a document.
        painter: experiment.surface.mountain?.painter,
        onFrame: () => experiment.surface.witness?.(host),
      });
    } catch {
      const { createFallback } = await import("../stage/fallback/fallback.js");
      notices.show({ kind: "no_webgl", tone: "note", text: () => words.say("no_webgl") });
      return createFallback(host, { charts, description: description(), onDrop });
    }
  };
}
