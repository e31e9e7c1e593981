// Notices when a run goes wrong, and fetches what there is to say about it only then.
import { BOUNCE_STEPS, isBouncing } from "../stage/curves/bounce.js";

/**
 * @param {{notices: import("./notices.js").Notices, words: import("../i18n/index.js").Words,
 *   store: import("../state/store.js").Store, experiment: import("./experiment.js").Experiment}} context
 */
export function createTrouble(context) {
  const { notices, experiment } = context;
  /** @type {Promise<ReturnType<typeof import("./blow_up.js").createBlowUp>> | undefined} */
  let arrival;
  /** It has been said of this run. */
  let hasBounced = false;

  /** @param {(told: ReturnType<typeof import("./blow_up.js").createBlowUp>) => void} say */
  function tell(say) {
    arrival ??= import("./blow_up.js").then(({ createBlowUp }) => createBlowUp(context));
    arrival.then(say, (error) => experiment.views.failed(String(error)));
  }

  return {
    /** @param {import("../engine/protocol.js").RunStatus} status of a run that has just left the range of numbers */
    blownUp: (status) => tell((told) => told.blownUp(status)),
    /** @param {Float32Array} curve of the run so far */
    watch(curve) {
      if (hasBounced || !isBouncing(curve)) return;
      hasBounced = true;
      tell((told) => told.bounces(curve[1] ?? Number.NaN, BOUNCE_STEPS));
    },
    /** The run is back where its numbers are, or is another one. */
    wentOn() {
      notices.dismiss("blow_up");
      arrival?.then(
        (told) => told.stop(),
        () => {}, // that it did not come has been said
      );
    },
    /** Another run has begun. */
    begin() {
      hasBounced = false;
      notices.dismiss("bounce");
    },
  };
}
