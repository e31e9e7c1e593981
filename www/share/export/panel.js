// Files of the experiment: pictures, numbers, solids, a film, a program. Each is made when its button is pressed, from what the page
// shows then.

import { setting } from "../../i18n/numbers.js";
import { h, write } from "../../lab/dom.js";
import { runNames } from "../../lab/runs.js";
import { createWorking } from "../../lab/working.js";
import { loadExports } from "../../state/charts.js";
import {
  answersChart,
  contourMap,
  gradientChart,
  groupsChart,
  lossChart,
  png,
  rasterised,
} from "./charts.js";
import { film, recordable } from "./film.js";
import { mountainGlb } from "./glb.js";
import { FONT, paperColours } from "./paper.js";
import { experimentScript } from "./script.js";
import { mountainStl } from "./solid.js";
import { gridCsv, gridNpy, runsCsv, runsJson } from "./tables.js";

/** Long enough for every browser to have taken the file, in milliseconds. */
const TAKEN_MS = 60_000;
const SCALES = [1, 2, 3, 4];
/** Lengths of a film, in seconds. */
const LENGTHS = [5, 10, 20, 40];

/** @typedef {Pick<import("../dialog.js").ShareContext, "core" | "store" | "words" | "lab" | "surroundings">} Context */

/** @param {Context} context @param {HTMLDetailsElement} host @param {(text: string) => void} say */
export function createFilesPanel({ core, store, words, lab, surroundings }, host, say) {
  const { surface } = lab.experiment;
  /** @type {Promise<typeof import("../../pkg/exports.js")> | undefined} */
  let writer;
  const sizeName = h("span");
  const size = h(
    "select",
    { id: "file-scale" },
    ...SCALES.map((scale) => h("option", { value: scale }, `${scale}×`)),
  );
  size.value = "2";
  const lengthName = h("span");
  const length = h(
    "select",
    { id: "film-length" },
    ...LENGTHS.map((seconds) => h("option", { value: seconds }, String(seconds))),
  );
  length.value = "10";
  const noFilm = h("p", { class: "share-facts", id: "no-film", hidden: true });
  const working = createWorking("file", () => stop());
  /** What is being made. @type {AbortController | undefined} */
  let work;
  const stop = () => work?.abort();
  host.closest("dialog")?.addEventListener("close", stop);
  /** Where a film has come to. @type {import("../../engine/protocol.js").Report | undefined} */
  let latest = surroundings.reading.report;
  lab.listen((report) => {
    latest = report;
  });

  /** The newest numbers, whose places belong to the drawn plane. */
  function reading() {
    const { report, plane, colours } = surroundings.reading;
    if (!report) throw new Error(words.say("file_no_run"));
    const parameters = core.schema.problems.find(({ name }) => name === store.spec.problem)?.parameters ?? [];
    // With what was done by hand: whoever opens it finds these numbers.
    const digest = report.details.digest_of_all;
    const { link, caption } = captionOf({
      step: report.clock,
      digest,
      link: lab.experiment.link(report.clock),
    });
    return {
      words,
      spec: store.spec,
      report,
      plane,
      colours,
      parameters,
      caption,
      link,
      digest,
      names: namesOf(store.spec),
      sheet: surface.drawn,
      marks: surroundings.reading.marks,
      flow: surroundings.reading.flow,
      tested: surroundings.reading.tested,
    };
  }
  /** @param {{step: number, digest: string, link: string}} moment */
  function captionOf({ step, digest, link: short }) {
    const link = new URL(`#${short}`, location.href).href;
    return { link, caption: words.say("file_caption", { step, digest, link }) };
  }
  /**
   * What is asked of the network, with the moment it belongs to: a run that plays waits for it.
   * @template T
   * @param {() => Promise<T>} ask
   */
  async function atRest(ask) {
    const { experiment } = lab;
    const wasPlaying = experiment.isPlaying;
    if (wasPlaying) experiment.pause();
    try {
      const answer = await ask();
      return { answer, caption: captionOf(await experiment.exactLink()).caption };
    } finally {
      if (wasPlaying && !latest?.is_over) experiment.play();
    }
  }
  async function fitCard() {
    const card = await surroundings.cards.fit();
    if (!card) throw new Error(words.say("file_no_network"));
    return card;
  }
  async function answers() {
    const card = await fitCard();
    const { answer: drawn, caption } = await atRest(card.answers);
    if (!drawn) throw new Error(words.say("file_no_answers"));
    return svg((module) => answersChart(module, { words, caption }, drawn));
  }
  async function clusters() {
    const drawn = (await fitCard()).clusters();
    if (!drawn) throw new Error(words.say("file_no_clusters"));
    return svg((module) => groupsChart(module, reading(), drawn));
  }
  async function network() {
    const card = await surroundings.cards.network();
    const picture = await card.picture(Number(size.value), paperColours(), FONT);
    if (!picture) throw new Error(words.say("file_no_network"));
    return png(picture);
  }
  /** What each run is called. @param {import("../../state/core.js").Spec} spec */
  const namesOf = (spec) => runNames(words, core.schema.fields, [spec, ...core.branchSpecs(spec)]);
  function record() {
    const { report, plane, link, digest, spec } = reading();
    const all = [{ index: 0, status: report.status, details: report.details }, ...report.others];
    const names = namesOf(spec);
    const runs = all.flatMap(({ index, status, details }) =>
      details
        ? [
            {
              name: names[index] ?? "",
              step: status.step,
              digest: details.digest,
              curve: details.curve,
              trail: details.trail,
              layers: layersOf(lab.experiment.records.of(index)),
              tested: index === 0 ? lab.experiment.records.tested.columns : [],
            },
          ]
        : [],
    );
    return { link, spec, digest, plane: plane?.kind ?? "", runs };
  }
  /** What was seen of the layers of a run on its way. @param {import("../../stage/flow/history.js").LayerRecord} record */
  function layersOf({ weights, signals, outputs }) {
    const [signalAt, outputAt] = [signals, outputs].map(
      ({ columns }) => new Map(columns.map(({ step, values }) => [step, values])),
    );
    return weights.columns.map(({ step, values }) => ({
      step,
      weights: values,
      signals: signalAt?.get(step),
      outputs: outputAt?.get(step),
    }));
  }
  function drawn() {
    const sheet = surface.drawn;
    if (!sheet) throw new Error(words.say("file_no_sheet"));
    return sheet;
  }
  const svg = async (/** @type {(module: typeof import("../../pkg/exports.js")) => string} */ draw) => {
    writer ??= loadExports();
    return draw(await writer);
  };
  const charts = /** @type {const} */ ({
    map: () => svg((module) => contourMap(module, reading())),
    loss: () => svg((module) => lossChart(module, reading(), "loss")),
    accuracy: () => svg((module) => lossChart(module, reading(), "accuracy")),
    gradients: () => svg((module) => gradientChart(module, reading())),
    answers,
    clusters,
  });
  async function mountain() {
    const picture = surface.mountain?.picture?.(Number(size.value));
    if (!picture) throw new Error(words.say("file_no_mountain"));
    return png(picture);
  }
  function solid() {
    const { grid, range, scale } = drawn();
    return mountainStl(grid, range, scale === "log" ? Math.log10 : (loss) => loss);
  }
  function model() {
    const { grid, range, scale } = drawn();
    const { report, colours, link, digest, spec, plane } = reading();
    const names = namesOf(spec);
    const paths = [report.details, ...report.others.map(({ details }) => details)].map((details, index) => ({
      name: names[index] ?? "",
      colour: colours.runs[index] ?? colours.accent,
      points: details?.trail ?? [],
    }));
    const extras = { link, digest, spec, plane: plane?.kind ?? "", a: grid.a, b: grid.b, ...range, scale };
    return mountainGlb(grid, range, scale, paths, { name: words.say("file_surface"), extras });
  }
  async function script() {
    const { link, step, digest, isExact } = await lab.experiment.exactLink();
    if (!isExact) throw new Error(words.say("file_no_link"));
    const address = new URL(`#${link}`, location.href).href;
    return experimentScript({
      link,
      file: await lab.experiment.tables.of(store.spec),
      names: namesOf(store.spec),
      name: "downhill-experiment.py",
      head: [
        ...words.say("file_script_head").split("\n"),
        words.say("file_caption", { step, digest, link: address }),
      ],
      signal: /** @type {AbortController} */ (work).signal,
    });
  }
  async function movie() {
    if (!latest) throw new Error(words.say("file_no_run"));
    if (latest.clock === 0) throw new Error(words.say("file_no_steps"));
    const view = document.getElementById("mountain-view");
    if (!view) throw new Error(words.say("file_no_mountain"));
    return film({
      experiment: lab.experiment,
      host: view,
      seconds: Number(length.value),
      colours: reading().colours,
      latest: () => /** @type {import("../../engine/protocol.js").Report} */ (latest),
      caption: ({ clock, status }) =>
        words.say("file_film_line", { step: clock, loss: setting(status.train_loss) }),
      progress: working.show,
      signal: /** @type {AbortController} */ (work).signal,
    });
  }
  const names = /** @type {const} */ (["map", "loss", "accuracy", "gradients", "answers", "clusters"]);
  /** @type {[group: import("../../i18n/index.js").Key, files: [file: string, type: string, make: () => unknown][]][]} */
  const groups = [
    [
      "files_png",
      [
        ["mountain.png", "image/png", mountain],
        ["network.png", "image/png", network],
        ...names.map(
          (name) =>
            /** @type {[string, string, () => unknown]} */ ([
              `${name}.png`,
              "image/png",
              async () => rasterised(await charts[name](), Number(size.value)),
            ]),
        ),
      ],
    ],
    [
      "files_svg",
      names.map(
        (name) =>
          /** @type {[string, string, () => unknown]} */ ([`${name}.svg`, "image/svg+xml", charts[name]]),
      ),
    ],
    [
      "files_numbers",
      [
        ["run.csv", "text/csv", () => runsCsv(record())],
        ["run.json", "application/json", () => runsJson(record())],
        ["surface.csv", "text/csv", () => gridCsv(drawn().grid)],
        ["surface.npy", "application/octet-stream", () => gridNpy(drawn().grid)],
      ],
    ],
    [
      "files_solid",
      [
        ["mountain.glb", "model/gltf-binary", model],
        ["mountain.stl", "model/stl", solid],
      ],
    ],
    ["files_film", [["run.webm", "video/webm", movie]]],
    ["files_program", [["experiment.py", "text/x-python", script]]],
  ];

  const rows = groups.map(([key, files]) => {
    const name = h("h3");
    const buttons = files.map(([file, type, make]) => ({
      file,
      button: h("button", {
        type: "button",
        class: "button",
        id: `file-${file.replace(".", "-")}`,
        click: () => void save(file, type, make),
      }),
    }));
    return {
      key,
      name,
      buttons,
      element: h("div", {}, name, h("div", { class: "share-row" }, ...buttons.map(({ button }) => button))),
    };
  });
  host.append(
    h("label", { class: "share-part share-view" }, sizeName, size),
    ...rows.map(({ element }) => element),
    working.element,
  );
  const filming = rows.find(({ key }) => key === "files_film");
  const lengthRow = h("label", { class: "share-part share-view" }, lengthName, length);
  filming?.name.after(lengthRow, noFilm);
  if (!recordable()) {
    noFilm.hidden = false;
    lengthRow.hidden = true;
    for (const { button } of filming?.buttons ?? []) button.hidden = true;
  }

  /** @param {string} file @param {string} type @param {() => unknown} make */
  async function save(file, type, make) {
    if (work) return; // one after the other
    work = new AbortController();
    const { signal } = work;
    say("");
    working.begin(() => hold(true));
    try {
      const made = await make();
      signal.throwIfAborted();
      const blob = made instanceof Blob ? made : new Blob([/** @type {BlobPart} */ (made)], { type });
      const address = URL.createObjectURL(blob);
      const link = h("a", { href: address, download: `downhill-${file}` });
      link.click();
      setTimeout(() => URL.revokeObjectURL(address), TAKEN_MS);
      say(words.say("file_saved", { file: `downhill-${file}`, size: Math.ceil(blob.size / 1000) }));
    } catch (error) {
      writer = undefined; // a network that comes back may be asked again
      const message = error instanceof Error ? error.message : String(error);
      say(
        signal.aborted ? words.say("file_cancelled", { file }) : words.say("file_failed", { file, message }),
      );
    } finally {
      work = undefined;
      hold(false);
      // Where the focus was is gone: it must not fall back to the top of the page.
      if (working.end()) size.focus();
    }
  }

  /** One after the other. @param {boolean} isHeld */
  function hold(isHeld) {
    for (const { button } of rows.flatMap(({ buttons }) => buttons))
      button.setAttribute("aria-disabled", String(isHeld));
  }

  words.follow(() => {
    write(sizeName, words.say("files_size"));
    write(lengthName, words.say("files_length"));
    write(noFilm, words.say("file_no_film"));
    working.label(words.say("file_progress"), words.say("file_cancel"));
    for (const { key, name, buttons } of rows) {
      write(name, words.say(key));
      for (const { file, button } of buttons) {
        const [subject, kind] = file.split(".");
        button.textContent = words.say(/** @type {import("../../i18n/index.js").Key} */ (`file_${subject}`));
        button.title = `downhill-${file}`;
        button.append(h("small", {}, ` .${kind}`));
      }
    }
  });
}
