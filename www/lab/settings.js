// The column of settings: cards of the schema's groups, the first lesson's controls open, the rest behind one click.
import { count } from "../i18n/numbers.js";
import { createControl, createSelect, hasMore } from "./controls.js";
import { h } from "./dom.js";
import { isInTheOpen as isOpen } from "./part_of.js";

/** @typedef {import("./controls.js").Context} Context */

/** What has a place of its own on the page. */
const ELSEWHERE = new Set(["learning_rate"]);
/**
 * @param {HTMLElement} host
 * @param {import("../state/core.js").Schema} schema
 * @param {Context & {freshSeed: () => number}} context
 * @returns {{showSummary: (summary: {layers: number, parameters: number}) => void}}
 */
export function createSettings(host, schema, { freshSeed, ...given }) {
  const context = { ...given, schema };
  const { words, store } = context;
  const fields = schema.fields.filter((field) => field.group !== "view" && !ELSEWHERE.has(field.name));
  const summary = h("small");
  const newSeed = h("button", {
    type: "button",
    class: "button wide",
    id: "new-seed",
    click: () => store.change({ seed: freshSeed() }),
  });
  for (const group of /** @type {const} */ (["data", "network", "training"])) {
    const heading = h("h2");
    words.follow(() => {
      heading.textContent = words.say(group);
    });
    const shown = fields.filter((field) => field.group === group && isOpen(field));
    host.append(
      h(
        "section",
        { class: `card ${group}` },
        h("div", { class: "card-head" }, heading, ...(group === "network" ? [summary] : [])),
        ...shown.map((field) => createControl(field, context)),
        ...(group === "training" ? [newSeed] : []),
      ),
    );
  }

  const [title, expertTitle] = [h("summary"), h("summary")];
  const rest = fields.filter((field) => (isOpen(field) ? hasMore(field) : field.level === "more"));
  const expert = fields.filter((field) => !isOpen(field) && field.level === "expert");
  // The header of a narrow page has no room for this one.
  const theme = schema.fields
    .filter(({ name }) => name === "theme")
    .map((field) => h("div", { class: "narrow-only" }, createControl(field, context)));
  const predict = schema.fields
    .filter(({ name }) => name === "predict")
    .map((field) => createControl(field, context));
  host.append(
    h(
      "details",
      { class: "card more" },
      title,
      ...predict,
      ...rest.map((field) =>
        isOpen(field) ? createSelect(field, context, { all: true }) : createControl(field, context),
      ),
      ...theme,
      h("details", { class: "expert" }, expertTitle, ...expert.map((field) => createControl(field, context))),
    ),
  );

  /** @type {{layers: number, parameters: number} | undefined} */
  let network;
  function writeSummary() {
    if (!network) summary.textContent = "";
    // One layer or none is no network to speak of: what counts is how many numbers learn.
    else if (network.layers < 2)
      summary.textContent = words.say("parameters_summary", { parameters: count(network.parameters) });
    else {
      const parameters = count(network.parameters);
      summary.textContent = words.say("network_summary", { layers: network.layers, parameters });
    }
  }
  words.follow(() => {
    title.textContent = words.say("more");
    expertTitle.textContent = words.say("expert");
    newSeed.textContent = words.say("new_seed");
    newSeed.title = words.say("new_seed_help");
    writeSummary();
  });

  return {
    showSummary(counts) {
      network = counts;
      writeSummary();
    },
  };
}
