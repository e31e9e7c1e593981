// The card of the fit: its head, its tabs, and what they show. It comes with its words and looks when its place is seen.
// @ts-expect-error The bundler takes style sheets in; types know nothing of them.
import "../style/fit.css";
import { fitEn } from "../i18n/fit_en.js";
import { fitZh } from "../i18n/fit_zh.js";
import { createFit } from "../stage/fit/fit.js";
import { h, write } from "./dom.js";
import { createFitEditor } from "./own/fit_editor.js";
import { createSegments } from "./segments.js";
import { readColours } from "./theme.js";

/**
 * @typedef {import("../engine/protocol.js").Summary} Summary
 * @typedef {"answers" | "clusters"} Tab
 */

/**
 * @param {HTMLElement} host
 * @param {{words: import("../i18n/index.js").Words, store: import("../state/store.js").Store, fits: Promise<import("../stage/chart_canvas.js").Fits>,
 *   ask: (wish: import("../engine/protocol.js").RawWish) => Promise<import("../engine/protocol.js").RawAnswer>,
 *   coloursOf?: (element: Element) => import("./theme.js").Colours}} context `coloursOf`: where a page may have given colours that charts cannot read
 */
export function createFitCard(host, context) {
  const { words, store, fits, coloursOf = readColours } = context;
  words.learn({ en: fitEn, zh: fitZh });
  const title = h("h2");
  const tabs = createSegments((value) => choose(value === "clusters" ? "clusters" : "answers"));
  const answers = h("div", { class: "fit-pane", id: "fit-answers" });
  const clusters = h("div", { class: "fit-pane", id: "fit-clusters", hidden: true });
  host.append(h("div", { class: "card-head" }, title, tabs.element), answers, clusters);

  const editor = createFitEditor({
    words,
    store,
    fits,
    rows: async (of, part) => (await fit.rows(of, part)).rows,
  });
  const fit = createFit(answers, { ...context, editor, tools: editor.tools, drawn: editor.see });
  answers.append(editor.element);
  fit.restyle(coloursOf(host));
  /** @type {ReturnType<typeof import("../stage/clusters/clusters.js").createClusterView> | undefined} */
  let groups;
  /** @type {Tab} */
  let tab = "answers";
  /** @type {Summary | undefined} */
  let summary;

  /** @param {Tab} next */
  async function choose(next) {
    tab = next;
    answers.hidden = tab !== "answers";
    clusters.hidden = tab !== "clusters";
    tabs.show(tab);
    name();
    if (tab === "clusters" && !groups) {
      const { createClusterView } = await import("../stage/clusters/clusters.js");
      const { rows } = fit;
      groups = createClusterView(clusters, { words, fits, rows: (of) => rows(of, "train") });
      groups.restyle(coloursOf(host));
      if (summary) groups.begin(summary);
    }
  }
  function name() {
    write(title, words.say(tab === "clusters" ? "clusters" : "fit"));
  }
  words.follow(() => {
    name();
    tabs.label(words.say("fit_tabs"), words.say("fit_tabs_help"), [
      { value: "answers", label: words.say("fit_tab_answers"), help: words.say("fit_tab_answers_help") },
      { value: "clusters", label: words.say("fit_tab_clusters"), help: words.say("fit_tab_clusters_help") },
    ]);
  });
  tabs.show(tab);

  return {
    /** Another run. @param {Summary} data */
    begin(data) {
      summary = data;
      // Pixels of pictures are no plane.
      const hasPlane = data.name !== "digits";
      tabs.element.hidden = !hasPlane;
      if (!hasPlane && tab === "clusters") void choose("answers");
      fit.begin(data);
      editor.begin(data);
      groups?.begin(data);
    },
    /** @param {import("../engine/protocol.js").Report} report */
    report(report) {
      fit.report(report);
    },
    /** @param {boolean} isOpen whether the rows kept back may be seen */
    openTest(isOpen) {
      fit.openTest(isOpen);
    },
    /** What the network answers, drawn for a file; none where answers are counted. */
    answers: fit.drawing,
    /** Its groups, drawn for a file; none before somebody has looked for them. */
    clusters() {
      return summary?.name === "digits" ? undefined : groups?.drawing();
    },
    /** Words or colours have changed. @param {import("./theme.js").Colours} colours */
    restyle(colours) {
      fit.restyle(colours);
      groups?.restyle(colours);
    },
  };
}
