// "Your own data": three ways in (drawn, pasted, a file), one way on. What was drawn, pasted and chosen stays until the page is left,
// whatever goes wrong.
// @ts-expect-error The bundler takes style sheets in; types know nothing of them.
import "../../style/fit.css"; // the signs of classes
// @ts-expect-error
import "../../style/own.css";
import { count } from "../../i18n/numbers.js";
import { ownEn } from "../../i18n/own_en.js";
import { ownZh } from "../../i18n/own_zh.js";
import { OWN } from "../../state/tables.js";
import { h, write } from "../dom.js";
import { createSegments } from "../segments.js";
import { createFilePane } from "./file_pane.js";
import { createPad } from "./pad.js";
import { drawnPoints } from "./points.js";
import { broughtOf, formatRecipe } from "./recipe.js";

/** While it is typed, a pasted table is read when the hand rests, in milliseconds. */
const REST_MS = 350;
/** Long enough for every browser to have taken the file, in milliseconds. */
const TAKEN_MS = 60_000;

/**
 * @typedef {"draw" | "paste" | "file"} Way
 * @typedef {{words: import("../../i18n/index.js").Words, store: import("../../state/store.js").Store,
 *   rooms: import("../../state/room.js").Rooms, experiment: import("../experiment.js").Experiment, loadFits: () => Promise<import("../../stage/chart_canvas.js").Fits>}} OwnContext
 * A table ready for use: as bytes, as a link says it, and its kind of answer.
 * @typedef {{bytes: Uint8Array, text: string, fingerprint: string, kind: "class" | "value", recipe: string}} Made
 */

/** @param {OwnContext} context */
export function createOwnDialog({ words, store, rooms, experiment, loadFits }) {
  words.learn({ en: ownEn, zh: ownZh });
  const title = h("h2");
  const close = h("button", {
    type: "button",
    class: "button",
    id: "own-close",
    click: () => dialog.close(),
  });
  const ways = createSegments((value) => choose(/** @type {Way} */ (value)));
  const wanted = h("p", { class: "own-wanted", id: "own-wanted", hidden: true });
  const drawPane = h("div", {});
  const pasted = h("textarea", {
    id: "own-paste",
    class: "own-paste",
    rows: 7,
    spellcheck: "false",
    autocomplete: "off",
    wrap: "off",
    input: () => {
      clearTimeout(resting);
      resting = setTimeout(readPasted, REST_MS);
    },
  });
  const pastedName = h("span");
  const pastePane = h("div", {}, h("label", { class: "own-paste-name" }, pastedName, pasted));
  const chosen = h("input", {
    type: "file",
    id: "own-table",
    accept: ".csv,.tsv,.txt,.tab,.dat,text/csv,text/tab-separated-values,text/plain",
    change: () => {
      const [file] = chosen.files ?? [];
      if (file) takeFile(file);
      chosen.value = ""; // the same file may be chosen again
    },
  });
  const dropName = h("span", { class: "own-drop-name" });
  const dropNote = h("small");
  const drop = h("label", { class: "own-drop" }, dropName, chosen, dropNote);
  const filePane = h("div", {}, drop);
  const tablePanes = { paste: h("div"), file: h("div") };
  pastePane.append(tablePanes.paste);
  filePane.append(tablePanes.file);
  const linkNote = h("p", { class: "own-note", id: "own-link" });
  const status = h("p", { class: "own-status", id: "own-says", role: "status" });
  const save = h("button", { type: "button", class: "button", id: "own-save", click: () => saveFile() });
  const use = h("button", {
    type: "button",
    class: "button own-use",
    id: "own-use",
    click: () => void useIt(),
  });
  const privacy = h("p", { class: "own-note" });
  const dialog = h(
    "dialog",
    { class: "card own-dialog", id: "own-dialog" },
    h("header", { class: "own-head" }, title, close),
    privacy,
    wanted,
    ways.element,
    drawPane,
    pastePane,
    filePane,
    linkNote,
    h("footer", { class: "own-foot" }, status, save, use),
  );
  document.body.append(dialog);

  /** @type {Way} */
  let way = "draw";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let resting;
  /** @type {import("../../stage/chart_canvas.js").Fits | undefined} */
  let fits;
  /** What is ready, by the way it came. @type {Partial<Record<Way, Made>>} */
  const ready = {};
  /** What the link says must be brought. @type {ReturnType<typeof broughtOf>} */
  let asked;

  const pad = createPad(drawPane, words, () => {
    delete ready.draw;
    show();
  });
  const panes = {
    paste: createFilePane(tablePanes.paste, words, "own-paste", (made) => keep("paste", made)),
    file: createFilePane(tablePanes.file, words, "own-file", (made) => keep("file", made)),
  };

  /** @param {"paste" | "file"} from @param {import("./file_pane.js").Ready | undefined} made */
  function keep(from, made) {
    if (made) {
      const { bytes, text, fingerprint } = made.gathered;
      const recipe = from === "file" ? formatRecipe(made.choice, made.manner) : "";
      ready[from] = { bytes, text, fingerprint, kind: made.choice.kind, recipe };
    } else delete ready[from];
    show();
  }
  /** @param {File} file */
  function takeFile(file) {
    choose("file");
    panes.file.take(file, file.name);
  }
  function readPasted() {
    clearTimeout(resting);
    const text = pasted.value;
    if (text.trim() === "") panes.paste.empty();
    else panes.paste.retake(new Blob([text]), words.say("own_pasted"));
  }

  /** @param {Way} next */
  function choose(next) {
    way = next;
    drawPane.hidden = way !== "draw";
    pastePane.hidden = way !== "paste";
    filePane.hidden = way !== "file";
    ways.show(way);
    show();
  }

  /** The drawn points as a table. @returns {Made | undefined} */
  function drawn() {
    if (!fits || pad.points.problem()) return undefined;
    const kind = pad.points.kind;
    const bytes = new TextEncoder().encode(pad.points.csv());
    const table = fits.OwnTable.from_file(bytes, kind);
    const made = { bytes, kind, text: table.text(), fingerprint: table.fingerprint(), recipe: "" };
    table.free();
    return made;
  }
  function made() {
    if (way === "draw") ready.draw ??= drawn();
    return ready[way];
  }

  function show() {
    const table = made();
    use.disabled = !table || !isWelcome(table);
    save.disabled = !table;
    const problem = way === "draw" ? pad.points.problem() : undefined;
    write(status, problem && pad.points.all.length > 0 ? words.say(problem) : "");
    wanted.hidden = !asked;
    if (asked) {
      const isIt = table?.fingerprint === asked.fingerprint;
      const values = { wanted: asked.fingerprint.slice(0, 8), got: table?.fingerprint.slice(0, 8) ?? "" };
      write(
        wanted,
        words.say(!table ? "own_wanted" : isIt ? "own_wanted_is_it" : "own_wanted_other", values),
      );
      wanted.classList.toggle("is-other", Boolean(table) && !isIt);
    }
    linkNote.hidden = !table;
    if (table) {
      const values = { length: count(table.text.length), fingerprint: table.fingerprint.slice(0, 8) };
      write(linkNote, words.say(table.text ? "own_link_inside" : "own_link_brought", values));
    }
  }

  /** Where the data are locked, no other table is used than the one that the link asks for. @param {Made} table */
  function isWelcome({ fingerprint }) {
    return !rooms.isClosed("data") || asked?.fingerprint === fingerprint;
  }
  async function useIt() {
    const table = made();
    if (!table || !isWelcome(table)) return;
    const { bytes, text, fingerprint, kind, recipe } = table;
    const isAsked = asked?.fingerprint === fingerprint;
    const brought = `0${fingerprint}${kind === "value" ? "v" : "c"}${recipe}`;
    // The link that asked for it stays as it is.
    const told = text || (isAsked ? String(store.spec.table) : brought);
    const { table: before, dataset } = store.spec;
    dialog.close();
    experiment.bring(bytes, fingerprint, {
      isSame: dataset === OWN && before === told,
      change: { dataset: OWN, table: told, ...(isAsked ? {} : { features: "all", loss: "auto" }) },
    });
  }
  function saveFile() {
    const table = made();
    if (!table) return;
    const address = URL.createObjectURL(
      new Blob([/** @type {BlobPart} */ (table.bytes)], { type: "text/csv" }),
    );
    h("a", { href: address, download: "downhill-data.csv" }).click();
    setTimeout(() => URL.revokeObjectURL(address), TAKEN_MS);
    write(status, words.say("own_saved"));
  }

  // A file may be dropped anywhere on the dialog.
  dialog.addEventListener("dragover", (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    drop.classList.add("over");
  });
  dialog.addEventListener("dragleave", () => drop.classList.remove("over"));
  dialog.addEventListener("drop", (event) => {
    drop.classList.remove("over");
    const [file] = event.dataTransfer?.files ?? [];
    if (!file) return;
    event.preventDefault();
    takeFile(file);
  });

  words.follow(() => {
    dialog.setAttribute("aria-label", words.say("own_title"));
    write(title, words.say("own_title"));
    write(close, words.say("close"));
    write(privacy, words.say("own_privacy"));
    ways.label(words.say("own_ways"), "", [
      { value: "draw", label: words.say("own_draw"), help: words.say("own_draw_help") },
      { value: "paste", label: words.say("own_paste"), help: words.say("own_paste_help") },
      { value: "file", label: words.say("own_file"), help: words.say("own_file_help") },
    ]);
    write(pastedName, words.say("own_paste_here"));
    pasted.placeholder = "x1,x2,class\n5.1,3.5,A\n4.9,3.0,B";
    write(dropName, words.say("own_drop"));
    write(dropNote, words.say("own_drop_note"));
    write(save, words.say("own_save"));
    write(use, words.say("own_use"));
    pad.label();
    panes.paste.label();
    panes.file.label();
    choose(way);
  });

  /** Draws on what the run learns from, if that could have been drawn. */
  function loadDrawn() {
    const { dataset, table } = store.spec;
    if (!fits || dataset !== OWN || !String(table).startsWith("1") || pad.points.all.length > 0) return;
    const own = fits.OwnTable.from_text(String(table));
    const names = JSON.parse(own.names()).names;
    const points = drawnPoints({
      features: own.features(),
      inputs: own.inputs(),
      answers: own.answers(),
      names,
    });
    own.free();
    if (points) pad.points.load(points.points, points.kind);
    pad.refresh();
  }

  return {
    /** @param {File} [file] that was dropped on the page */
    async open(file) {
      const { dataset, table } = store.spec;
      const isMissing = dataset === OWN && !experiment.tables.has(store.spec);
      asked = isMissing ? broughtOf(String(table)) : undefined;
      panes.file.wish(asked && { ...asked });
      if (!dialog.open) dialog.showModal();
      choose(file || isMissing ? "file" : way);
      if (file) takeFile(file);
      fits ??= await loadFits();
      loadDrawn();
      show();
    },
  };
}
