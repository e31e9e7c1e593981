// What sheet and veil of the mountain are losses over, in words; and how many rows a step looks at, where that makes them move.
import { count, measured } from "../i18n/numbers.js";
import { h, write } from "./dom.js";
import { batchOf } from "./grounds.js";
import { createSegments } from "./segments.js";

/** Rows a step that are offered beside the moving ground: each four times the one before, so that chance halves. */
const BATCHES = [4, 16, 64, 0];

/**
 * @param {HTMLElement} host
 * @param {import("./controls.js").Context} context
 */
export function createGroundKey(host, { store, words }) {
  const [sheet, veil] = [h("span", { class: "ground-sheet" }), h("span", { class: "ground-veil" })];
  const says = h("p", { id: "ground-says" });
  const batch = createSegments((value) => store.change({ batch_size: Number(value) }));
  batch.element.id = "ground-batch";
  host.append(h("p", { class: "ground-names" }, sheet, veil), says, batch.element);

  let rows = { train: 0, validation: 0 };
  /** @type {import("../engine/protocol.js").RunStatus | undefined} */
  let status;
  let batchLosses = { loss: Number.NaN, spread: Number.NaN };
  /** @type {import("./grounds.js").Ground} */
  let ground = "train";
  /** @type {number | undefined} */
  let batchStep;
  const show = () => {
    const isOfBatches = store.spec.ground === "batch" && rows.train > 0;
    host.hidden = !status || (ground === "train" && !isOfBatches);
    if (!status || host.hidden) return;
    const step = batchStep ?? Number.NaN;
    const isMoving = batchStep !== undefined;
    batch.element.hidden = !isOfBatches;
    veil.hidden = ground === "train" || (ground === "batch" && !isMoving);
    write(
      sheet,
      isMoving
        ? words.say("ground_sheet_batch", { rows: count(batchOf(store.spec, rows.train)), step })
        : words.say("ground_sheet_train", { rows: count(rows.train) }),
    );
    write(
      veil,
      ground === "both"
        ? words.say("ground_veil_validation", { rows: count(rows.validation) })
        : words.say("ground_veil_train", { rows: count(rows.train) }),
    );
    const two = (/** @type {number} */ loss) => measured(loss, 2);
    const [train, validation] = [two(status.train_loss), two(status.validation_loss)];
    const spread = two(batchLosses.spread);
    if (ground === "both") write(says, words.say("ground_gap", { train, validation }));
    else if (!isMoving) write(says, words.say("ground_still"));
    // Numbers that change with every step could not be read: they are told when the ground of this very step is there.
    else if (step !== status.step) write(says, words.say("ground_moves", { spread }));
    else write(says, words.say("ground_differs", { train, batch: two(batchLosses.loss), spread }));
  };
  const showBatch = () => batch.show(String(store.spec.batch_size));
  const label = () => {
    const offered = BATCHES.filter((size) => size < rows.train);
    batch.label(
      words.say("ground_batch"),
      words.say("ground_batch_help"),
      offered.map((size) => ({
        value: String(size),
        label: size === 0 ? words.say("ground_batch_all") : count(size),
        help: words.say("ground_batch_help"),
      })),
    );
    showBatch();
  };
  store.listen((_, changed) => {
    if (changed.has("batch_size")) showBatch();
  });
  words.follow(() => {
    label();
    show();
  });

  return {
    /** @param {{train: number, validation: number}} counted of the run */
    showRows(counted) {
      const isOther = counted.train !== rows.train;
      rows = counted;
      // Buttons are made anew only when they change: one that has the focus keeps it.
      if (isOther) label();
      show();
    },
    /** @param {import("../engine/protocol.js").Report} report */
    showReport(report) {
      status = report.status;
      batchLosses = report.batch ?? batchLosses;
      show();
    },
    /** What is drawn. @param {Pick<import("./grounds.js").Grounds, "ground" | "batchStep">} drawn */
    showGround(drawn) {
      ({ ground, batchStep } = drawn);
      show();
    },
  };
}
