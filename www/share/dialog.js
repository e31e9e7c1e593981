// The share dialog: the link with its QR code, what a teacher puts into it, and files of the experiment.
// @ts-expect-error The bundler takes style sheets in; types know nothing of them.
import "../style/share.css";
import { fingerprint } from "../i18n/numbers.js";
import { shareEn } from "../i18n/share_en.js";
import { shareZh } from "../i18n/share_zh.js";
import { h, write } from "../lab/dom.js";
import { createSegments } from "../lab/segments.js";
import { createClassKit } from "./class_kit.js";
import { createKeep } from "./keep.js";
import { drawQrCode } from "./qr.js";
import { LAST_ROW, PICTURE_WIDTH, questionOfCode, reachOf } from "./reach.js";
import { createSnippets } from "./snippets.js";

/** A question of more characters is written smaller beside the code. */
const LONG_QUESTION = 80;

/**
 * @typedef {{
 *   core: import("../state/core.js").Core, store: import("../state/store.js").Store, words: import("../i18n/index.js").Words,
 *   rooms: import("../state/room.js").Rooms, lab: ReturnType<typeof import("../lab/lab.js").createLab>,
 *   surroundings: import("../lab/lab.js").Surroundings, keeping: Promise<import("../offline/keeper.js").Keeper>,
 * }} ShareContext
 * @typedef {ReturnType<typeof createShareDialog>} ShareDialog
 */

/** @param {ShareContext} context */
export function createShareDialog(context) {
  const { store, words, rooms, lab, surroundings } = context;
  words.learn({ en: shareEn, zh: shareZh });
  const kit = createClassKit({ words, store, rooms }, show);
  const title = h("h2");
  const close = h("button", {
    type: "button",
    class: "button",
    id: "share-close",
    click: () => dialog.close(),
  });
  const moments = createSegments((value) => {
    isExact = value === "exact";
    void refresh();
  });
  moments.element.id = "share-moment";
  const link = h("textarea", {
    id: "share-link",
    class: "share-text",
    readonly: true,
    rows: 3,
    spellcheck: "false",
  });
  const facts = h("p", { class: "share-facts", id: "share-facts" });
  const copy = button("share-copy", () => void copyText(link, "share_copied", status));
  const sheet = button("share-sheet", () => void openSheet());
  sheet.hidden = typeof navigator.share !== "function";
  const wide = button("share-big", () => setBig(!isBig));
  const status = h("p", { class: "share-status", id: "share-status", role: "status" });
  const fileStatus = h("p", { class: "share-status", id: "file-status", role: "status" });
  const note = h("textarea", {
    id: "share-note",
    class: "share-text",
    readonly: true,
    rows: 4,
    spellcheck: "false",
  });
  const copyNote = button("share-copy-note", () => void copyText(note, "share_note_copied", noteStatus));
  const noteStatus = h("p", { class: "share-status", id: "note-status", role: "status" });
  const noteTitle = h("h3");
  const code = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  code.setAttribute("role", "img");
  code.id = "share-qr";
  const tooLong = h("p", { class: "share-status", id: "share-too-long", hidden: true });
  const figure = h("figure", { class: "share-code" });
  const caption = h("figcaption", { id: "share-caption" });
  const reach = h("p", { class: "share-reach", id: "share-reach", hidden: true });
  figure.append(code, tooLong, caption, reach);
  const filesTitle = h("summary");
  const files = h("details", { class: "share-files", id: "share-files" }, filesTitle);
  files.addEventListener("toggle", () => void fillFiles());
  const snippets = createSnippets(words, copyText);
  const main = h(
    "div",
    { class: "share-main" },
    h(
      "section",
      {},
      moments.element,
      link,
      facts,
      h("div", { class: "share-row" }, copy, sheet, wide),
      status,
    ),
    kit.element,
    h("section", {}, noteTitle, note, h("div", { class: "share-row" }, copyNote), noteStatus),
    snippets.element,
    files,
    createKeep(words, context.keeping),
  );
  const dialog = h(
    "dialog",
    { class: "card share-dialog", id: "share-dialog", close: () => setBig(false) },
    h("header", { class: "share-head" }, title, close),
    figure,
    main,
  );
  document.body.append(dialog);

  let isExact = false;
  let isBig = false;
  /** Modules along a side of the code that is shown. */
  let modules = 0;
  let now = { link: "", step: 0, digest: "", isExact: true };
  /** Of several answers the one to the last question counts. */
  let asked = 0;

  let isFilled = false;
  async function fillFiles() {
    if (isFilled) return;
    isFilled = true;
    try {
      const { createFilesPanel } = await import("./export/panel.js");
      createFilesPanel(context, files, (text) => write(fileStatus, text));
      files.append(fileStatus);
    } catch (error) {
      isFilled = false; // a network that comes back may be asked again
      lab.experiment.views.failed(String(error));
    }
  }

  /** @param {string} id @param {() => void} click */
  function button(id, click) {
    return h("button", { type: "button", class: "button", id, click });
  }

  async function refresh() {
    asked += 1;
    const question = asked;
    const { report } = surroundings.reading;
    const plain = {
      link: lab.experiment.link(),
      step: report?.clock ?? 0,
      digest: report?.details.digest_of_all ?? "",
    };
    const read = isExact ? await lab.experiment.exactLink() : { ...plain, isExact: true };
    if (question !== asked) return;
    now = read;
    show();
  }

  /** @param {(question: string) => string} [ask] how the question is written */
  function address(ask) {
    return new URL(`#${now.link}${kit.link(ask)}`, location.href).href;
  }

  /** From how far the code is read as large as it stands now. */
  function showReach() {
    reach.hidden = !isBig || modules === 0;
    if (reach.hidden || innerWidth === 0) return;
    const { width, height } = code.getBoundingClientRect();
    const metres = reachOf(modules, Math.min(width, height) / innerWidth);
    const isFar = metres >= LAST_ROW;
    const says = [words.say("share_reach", { metres: Math.floor(metres), width: PICTURE_WIDTH })];
    if (!isFar) says.push(words.say("share_reach_short", { metres: LAST_ROW }));
    reach.classList.toggle("is-short", !isFar);
    write(reach, words.sentences(says));
  }
  new ResizeObserver(showReach).observe(code);

  function show() {
    const whole = address();
    link.value = whole;
    const values = { length: whole.length, digest: fingerprint(now.digest), step: now.step };
    const key = !isExact ? "share_facts" : now.isExact ? "share_facts_exact" : "share_facts_too_much";
    // A table too large for a link goes by another way.
    const lacks = /[#&]table=0/.test(whole) ? ` · ${words.say("share_table")}` : "";
    write(facts, words.say(key, values) + lacks);
    modules = drawQrCode(code, address(questionOfCode));
    code.toggleAttribute("hidden", modules === 0);
    tooLong.hidden = modules > 0;
    write(tooLong, words.say("share_too_long"));
    caption.classList.toggle("is-long", kit.question().length > LONG_QUESTION);
    write(caption, isBig ? kit.question() || words.say("share_scan") : words.say("share_scan"));
    showReach();
    note.value = kit.note(whole);
    snippets.show(location.href, now.link + kit.link());
  }

  function label() {
    dialog.setAttribute("aria-label", words.say("share_title"));
    write(title, words.say("share_title"));
    close.textContent = words.say("close");
    link.setAttribute("aria-label", words.say("share_link"));
    copy.textContent = words.say("share_copy");
    sheet.textContent = words.say("share_sheet");
    wide.textContent = words.say(isBig ? "share_small" : "share_big");
    wide.title = words.say("share_big_help");
    write(filesTitle, words.say("files_title"));
    write(noteTitle, words.say("share_note"));
    note.setAttribute("aria-label", words.say("share_note"));
    copyNote.textContent = words.say("share_copy_note");
    code.setAttribute("aria-label", words.say("share_qr"));
    moments.label(words.say("share_moment"), "", [
      { value: "start", label: words.say("share_start"), help: words.say("share_start_help") },
      { value: "exact", label: words.say("share_exact"), help: words.say("share_exact_help") },
    ]);
    moments.show(isExact ? "exact" : "start");
    show();
  }

  /** @param {boolean} big the code fills the window, for the back of a room */
  function setBig(big) {
    isBig = big;
    dialog.classList.toggle("big", big);
    // What turns it back stays reachable beside the code.
    (big ? figure : main.querySelector(".share-row"))?.append(wide);
    label();
    if (dialog.open && big) wide.focus();
  }

  /**
   * @param {HTMLTextAreaElement} text @param {"share_copied" | "share_note_copied" | "snippet_copied"} done
   * @param {HTMLElement} says beside the button that was pressed
   */
  async function copyText(text, done, says) {
    try {
      await navigator.clipboard.writeText(text.value);
      tell(says, words.say(done));
    } catch {
      mark(text, says);
    }
  }

  /** @param {HTMLTextAreaElement} text @param {HTMLElement} says */
  function mark(text, says) {
    text.focus();
    text.select();
    tell(says, words.say("share_by_hand"));
  }

  /** Says what became of a press, in sight: the button may stand at the edge of what the dialog shows. @param {HTMLElement} says @param {string} text */
  function tell(says, text) {
    write(says, text);
    says.scrollIntoView({ block: "nearest" });
  }

  async function openSheet() {
    try {
      await navigator.share({ title: words.say("title"), url: address() });
    } catch (error) {
      // Whoever closes the sheet has not met a problem.
      if (error instanceof DOMException && error.name === "AbortError") return;
      mark(link, status);
    }
  }

  words.follow(label);
  store.listen(() => {
    if (dialog.open) void refresh();
  });

  return {
    open() {
      kit.read();
      for (const says of dialog.querySelectorAll("[role=status]")) says.textContent = "";
      void refresh();
      dialog.showModal();
      setBig(rooms.room.isLarge);
    },
  };
}
