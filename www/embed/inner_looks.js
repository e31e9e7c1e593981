// The page's own style sheets, for what the element takes from it: dial, buttons, mountain, charts.
// @ts-expect-error The bundler gives the text of a style sheet; types know nothing of it.
import base from "../style/base.css?inline";
// @ts-expect-error The same.
import controls from "../style/controls.css?inline";
// @ts-expect-error The same.
import dial from "../style/dial.css?inline";
// @ts-expect-error The same.
import layout from "../style/layout.css?inline";
// @ts-expect-error The same.
import mountain from "../style/mountain.css?inline";
// @ts-expect-error The same.
import runs from "../style/runs.css?inline";
// @ts-expect-error The same.
import stage from "../style/stage.css?inline";

/** @type {string[]} */
export const innerLooks = [base, layout, controls, dial, stage, runs, mountain];
