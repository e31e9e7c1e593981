// The final exam: test rows that are sealed until somebody opens them, once. What they said stays, with the step at which it was;
// other rows are another exam.

/**
 * `figures` is what the test rows said when they were opened, as far as this page knows it; `isStale`: with settings that have been
 * changed since.
 * @typedef {{isOpen: boolean, figures?: import("../engine/protocol.js").ExamFigures, isStale: boolean}} ExamState
 */

/** Settings beside those of the data that decide which rows are kept back. */
const OF_ROWS = new Set(["seed", "problem"]);
/** Settings of the data that touch training rows alone. */
const OF_TRAINING_ROWS = new Set(["label_noise", "label_order"]);

/**
 * @param {import("../state/store.js").Store} store
 * @param {import("../state/core.js").Field[]} fields
 * @param {() => Promise<unknown>} look opens the test
 * @param {(now: ExamState) => void} changed
 */
export function createExam(store, fields, look, changed) {
  /** Values of these settings, as one text. @param {import("../state/core.js").Field[]} of */
  const valuesOf = (of) => JSON.stringify(of.map(({ name }) => store.spec[name]));
  const ofRows = fields.filter(
    ({ name, group }) => OF_ROWS.has(name) || (group === "data" && !OF_TRAINING_ROWS.has(name)),
  );
  const ofRun = fields.filter(({ live }) => !live);
  /**
   * Exams that have been sat, by the rows that are kept back: what they said, if this page knows it, and the settings of then.
   * @type {Map<string, {figures?: ExamState["figures"], settings: string}>}
   */
  const sat = new Map();
  if (store.spec.exam === "opened") sat.set(valuesOf(ofRows), { settings: "" });

  function now() {
    const known = sat.get(valuesOf(ofRows));
    const isOpen = known !== undefined;
    return { isOpen, figures: known?.figures, isStale: isOpen && known.settings !== valuesOf(ofRun) };
  }

  store.listen((spec, names, manner) => {
    const rows = valuesOf(ofRows);
    // A link knows of exams that this page does not.
    if (manner === "link" && spec.exam === "opened" && !sat.has(rows)) sat.set(rows, { settings: "" });
    const exam = sat.has(rows) ? "opened" : "sealed";
    if (spec.exam !== exam) store.change({ exam }, "link");
    else if (names.has("exam") || ofRun.some(({ name }) => names.has(name))) changed(now());
  });

  return {
    get now() {
      return now();
    },
    async open() {
      try {
        await look();
      } catch {
        // The run was replaced meanwhile; the seal is whole.
      }
    },
    /** The test was opened, by hand or by a replay. @param {import("../engine/protocol.js").ExamFigures} figures */
    opened(figures) {
      sat.set(valuesOf(ofRows), { figures, settings: valuesOf(ofRun) });
      if (store.spec.exam === "opened") changed(now());
      else store.change({ exam: "opened" }, "link");
    },
    /** Another run has begun. */
    begin() {
      changed(now());
    },
  };
}
