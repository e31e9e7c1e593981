// The place of the fit: hidden where there is nothing to answer, and filled when it is first seen, after the other charts.

/**
 * @param {HTMLElement} host
 * @param {{words: import("../i18n/index.js").Words, store: import("../state/store.js").Store, charts: Promise<unknown>,
 *   load: () => Promise<import("../stage/chart_canvas.js").Fits>, failed: (error: unknown) => void,
 *   ask: (wish: import("../engine/protocol.js").RawWish) => Promise<import("../engine/protocol.js").RawAnswer>}} context
 */
export function createFitPlace(host, { words, store, charts, load, failed, ask }) {
  /** @type {ReturnType<typeof import("./fit_card.js").createFitCard> | undefined} */
  let card;
  /** @type {import("../engine/protocol.js").Summary | undefined} */
  let summary;
  /** @type {import("../engine/protocol.js").Report | undefined} */
  let last;
  let isTestOpen = false;

  /** @type {Promise<NonNullable<typeof card>> | undefined} */
  let coming;
  /** The card, which comes when somebody wants it. */
  function come() {
    coming ??= fill().catch((error) => {
      coming = undefined; // a network that comes back may be asked again
      throw error;
    });
    return coming;
  }
  async function fill() {
    const fits = load();
    const [{ createFitCard }] = await Promise.all([import("./fit_card.js"), fits]);
    card = createFitCard(host, { words, store, fits, ask });
    card.openTest(isTestOpen);
    if (last) card.report(last);
    if (summary) card.begin(summary);
    return card;
  }
  const watch = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    watch.disconnect();
    come().catch(failed);
  });
  charts.then(
    () => watch.observe(host),
    () => {}, // whoever loads the charts says so
  );

  return {
    /** The card for files of its pictures; none where there is nothing to answer. */
    async card() {
      return summary && summary.layers > 0 ? come() : undefined;
    },
    /** Another run. @param {import("../engine/protocol.js").Summary} data */
    begin(data) {
      summary = data;
      host.hidden = data.layers === 0; // a formula has no rows
      card?.begin(data);
    },
    /** @param {import("../engine/protocol.js").Report} report */
    report(report) {
      last = report;
      card?.report(report);
    },
    /** @param {boolean} isOpen whether the rows kept back may be seen */
    openTest(isOpen) {
      isTestOpen = isOpen;
      card?.openTest(isOpen);
    },
    /** Words or colours have changed. @param {import("./theme.js").Colours} colours */
    restyle(colours) {
      card?.restyle(colours);
    },
  };
}
