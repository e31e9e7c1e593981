// Words to the user: what happened, and what can be done about it. Each kind is shown once at a time.
import { h } from "./dom.js";

/**
 * @typedef {{
 *   kind: string,
 *   tone: "note" | "warning",
 *   text: () => string,
 *   list?: () => string[],
 *   extra?: Node,
 *   actions?: {id: string, label: () => string, act: () => void}[],
 * }} Notice `text` and `label` are asked again when the language changes
 */

/**
 * @param {HTMLElement} host a live region
 * @param {import("../i18n/index.js").Words} words
 */
export function createNotices(host, words) {
  /** @type {Map<string, {notice: Notice, element: HTMLElement}>} */
  const shown = new Map();

  /** @param {Notice} notice */
  function build(notice) {
    const { kind, tone, text, list, extra, actions = [] } = notice;
    const close = h(
      "button",
      {
        type: "button",
        class: "close",
        "aria-label": words.say("dismiss"),
        title: words.say("dismiss"),
        click: () => dismiss(kind),
      },
      "✕",
    );
    const buttons = actions.map(({ id, label, act }) =>
      h("button", { type: "button", class: "button", id, click: act }, label()),
    );
    return h(
      "div",
      { class: `notice ${tone}`, "data-kind": kind },
      h("p", {}, text()),
      ...(list ? [h("ul", {}, ...list().map((item) => h("li", {}, item)))] : []),
      ...(extra ? [extra] : []),
      ...(buttons.length > 0 ? [h("div", { class: "actions" }, ...buttons)] : []),
      close,
    );
  }

  /** @param {Notice} notice */
  function show(notice) {
    const element = build(notice);
    const before = shown.get(notice.kind);
    if (before) before.element.replaceWith(element);
    else host.prepend(element);
    shown.set(notice.kind, { notice, element });
  }

  /** @param {string} kind */
  function dismiss(kind) {
    shown.get(kind)?.element.remove();
    shown.delete(kind);
  }

  words.follow(() => {
    for (const { notice } of [...shown.values()]) show(notice);
  });
  /** Whether one of this kind is shown. @param {string} kind */
  const has = (kind) => shown.has(kind);
  return { show, dismiss, has };
}

/** @typedef {ReturnType<typeof createNotices>} Notices */
