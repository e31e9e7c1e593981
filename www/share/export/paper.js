// How drawings for print look: always light, whatever the page looks like. Paper is white.
import { h } from "../../lab/dom.js";
import { readColours } from "../../lab/theme.js";
import { classColours } from "../../stage/marks.js";

/** A reader of the file has other fonts than this page. */
export const FONT = "system-ui, sans-serif";

/** @typedef {import("../../lab/theme.js").Colours & {classes: string[]}} PaperColours `classes`: those of classes and groups */

/** The light theme's colours as the style sheet has them. @returns {PaperColours} */
export function paperColours() {
  const probe = h("span", { "data-theme": "light", hidden: true });
  document.body.append(probe);
  const colours = { ...readColours(probe), classes: classColours(probe) };
  probe.remove();
  return colours;
}
