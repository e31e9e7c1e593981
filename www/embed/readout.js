// What the run says of itself: its loss in large type, what the rows say, and, for readers, the picture in words.
import { measured } from "../i18n/numbers.js";
import { createAnnouncer } from "../lab/announcer.js";
import { h, write } from "../lab/dom.js";
import { sayMountain } from "../lab/mountain_words.js";
import { figures } from "../lab/readout.js";

/** @param {import("../i18n/index.js").Words} words */
export function createReadout(words) {
  const loss = h("output", { class: "loss", "aria-live": "off" }, "–");
  const line = h("span", { class: "loss-line" });
  const rows = h("span", { class: "accuracy-line" });
  const way = h("span", { class: "embed-way", role: "status" });
  const twin = h("p", { class: "for-readers", role: "status" });
  const announcer = createAnnouncer(twin);
  /** @type {import("../engine/protocol.js").Report | undefined} */
  let last;
  /** Where the run is on its way back to. @type {number | undefined} */
  let goal;

  function show() {
    write(way, goal === undefined ? "" : words.say("embed_back", { step: goal }));
    if (!last) return;
    const { status } = last;
    write(loss, measured(status.train_loss));
    write(line, words.say("loss_line", { step: status.step }));
    write(rows, figures(words, status));
  }
  words.follow(show);

  return {
    element: h("p", { class: "embed-readout", part: "readout" }, loss, line, rows, way),
    twin,
    /**
     * @param {import("../engine/protocol.js").Report} report
     * @param {import("../engine/protocol.js").Plane | undefined} plane that is drawn
     * @param {readonly string[]} parameters what the core calls the two of a problem that has no more
     */
    show(report, plane, parameters) {
      last = report;
      show();
      announcer.tell(report.is_playing, () => sayMountain(words, report, plane, parameters));
    },
    /** @param {number | undefined} step */
    wayTo(step) {
      goal = step;
      show();
    },
  };
}
