// The lines with which somebody puts this very experiment into a page of theirs: the element, or the frame for sites without scripts.
import { h, write } from "../lab/dom.js";

/** Height of the frame in CSS pixels, at which nothing is scrolled at the usual width of a text. */
const FRAME_HEIGHT = 600;
/** Beside the page. */
const SCRIPT = "embed.js";

/** Text as the value of an attribute. @param {string} text */
export function quoted(text) {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}

/**
 * One script, once a page, and one line where the experiment is to stand.
 * @param {string} page address of the whole page, whose folder has the script @param {string} link without `#`
 */
export function elementSnippet(page, link) {
  const script = new URL(SCRIPT, page).href;
  return `<script type="module" src="${quoted(script)}"></script>\n<downhill-lab src="#${quoted(link)}"></downhill-lab>`;
}

/** @param {string} page @param {string} link without `#` @param {string} title what readers of screens hear */
export function frameSnippet(page, link, title) {
  const address = new URL(`embed.html#${link}`, page).href;
  return `<iframe src="${quoted(address)}" title="${quoted(title)}"\n  width="100%" height="${FRAME_HEIGHT}" loading="lazy" sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox" frameborder="0"></iframe>`;
}

/**
 * @param {import("../i18n/index.js").Words} words
 * @param {(text: HTMLTextAreaElement, done: "snippet_copied", status: HTMLElement) => Promise<void>} copy
 */
export function createSnippets(words, copy) {
  const title = h("summary");
  const none = h("p", { class: "share-status", hidden: true });
  const example = h("a", { target: "_blank", rel: "noopener", href: "./embed-examples.html" });
  const lines = /** @type {const} */ (["element", "frame"]).map((kind) => {
    const text = h("textarea", {
      class: "share-text",
      id: `snippet-${kind}`,
      readonly: true,
      rows: 4,
      spellcheck: "false",
    });
    const label = h("label", { for: `snippet-${kind}` });
    const button = h("button", {
      type: "button",
      class: "button",
      id: `snippet-copy-${kind}`,
      click: () => void copy(text, "snippet_copied", status),
    });
    const status = h("p", { class: "share-status", id: `snippet-status-${kind}`, role: "status" });
    return { kind, text, label, button, status };
  });
  const parts = lines.flatMap(({ label, text, button, status }) => [
    h("p", { class: "share-facts" }, label),
    text,
    h("div", { class: "share-row" }, button),
    status,
  ]);
  const body = h("div", {}, ...parts, h("p", { class: "share-facts" }, example));
  const element = h("details", { class: "share-files", id: "share-snippets" }, title, none, body);
  words.follow(() => {
    write(title, words.say("snippet_title"));
    write(none, words.say("snippet_no_host"));
    write(example, words.say("snippet_example"));
    for (const { kind, label, button } of lines) {
      write(label, words.say(`snippet_${kind}`));
      write(button, words.say(`snippet_copy_${kind}`));
    }
  });

  return {
    element,
    /** @param {string} page its address @param {string} link without `#` */
    show(page, link) {
      // A file on this disk is no address for others.
      const hasHost = page.startsWith("http");
      none.hidden = hasHost;
      body.hidden = !hasHost;
      if (!hasHost) return;
      for (const { kind, text } of lines)
        text.value =
          kind === "element"
            ? elementSnippet(page, link)
            : frameSnippet(page, link, words.say("snippet_name"));
    },
  };
}
