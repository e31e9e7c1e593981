// Files of the experiment: pictures, numbers, a solid. Each is made when its button is pressed, from what the page shows then.
import { h, write } from "../../lab/dom.js";
import { runNames } from "../../lab/runs.js";
import { loadExports } from "../../state/charts.js";
import { contourMap, gradientChart, lossChart, png, rasterised } from "./charts.js";
import { mountainStl } from "./solid.js";
import { gridCsv, gridNpy, runsCsv, runsJson } from "./tables.js";

/** Long enough for every browser to have taken the file, in milliseconds. */
const TAKEN_MS = 60_000;
const SCALES = [1, 2, 3, 4];

/** @typedef {Pick<import("../dialog.js").ShareContext, "core" | "store" | "words" | "lab">} Context */

/** @param {Context} context @param {HTMLDetailsElement} host @param {(text: string) => void} say */
export function createFilesPanel({ core, store, words, lab }, host, say) {
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

  /** The newest numbers, whose places belong to the drawn plane. */
  function reading() {
    const { report, plane, colours } = lab.reading;
    if (!report) throw new Error(words.say("file_no_run"));
    const parameters = core.schema.problems.find(({ name }) => name === store.spec.problem)?.parameters ?? [];
    // With what was done by hand: whoever opens it finds these numbers.
    const link = new URL(`#${lab.experiment.link(report.clock)}`, location.href).href;
    const digest = report.details.digest_of_all;
    const caption = words.say("file_caption", { step: report.clock, digest, link });
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
      sheet: surface.drawn,
    };
  }
  function record() {
    const { report, plane, link, digest, spec } = reading();
    const all = [{ status: report.status, details: report.details }, ...report.others];
    const specs = [spec, ...core.branchSpecs(spec)];
    const names = runNames(words, core.schema.fields, specs);
    const runs = all.flatMap(({ status, details }, index) =>
      details
        ? [
            {
              name: names[index] || words.say("run_number", { number: index + 1 }),
              step: status.step,
              ...details,
            },
          ]
        : [],
    );
    return { link, spec, digest, plane: plane?.kind ?? "", runs };
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
  const names = /** @type {const} */ (["map", "loss", "accuracy", "gradients"]);
  /** @type {[group: import("../../i18n/index.js").Key, files: [file: string, type: string, make: () => unknown][]][]} */
  const groups = [
    [
      "files_png",
      [
        ["mountain.png", "image/png", mountain],
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
    ["files_solid", [["mountain.stl", "model/stl", solid]]],
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
  );

  /** @param {string} file @param {string} type @param {() => unknown} make */
  async function save(file, type, make) {
    try {
      const made = await make();
      const blob = made instanceof Blob ? made : new Blob([/** @type {BlobPart} */ (made)], { type });
      const address = URL.createObjectURL(blob);
      const link = h("a", { href: address, download: `downhill-${file}` });
      link.click();
      setTimeout(() => URL.revokeObjectURL(address), TAKEN_MS);
      say(words.say("file_saved", { file: `downhill-${file}`, size: Math.ceil(blob.size / 1000) }));
    } catch (error) {
      writer = undefined; // a network that comes back may be asked again
      say(
        words.say("file_failed", { file, message: error instanceof Error ? error.message : String(error) }),
      );
    }
  }

  words.follow(() => {
    write(sizeName, words.say("files_size"));
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
