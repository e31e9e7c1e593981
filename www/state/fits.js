// The module that draws what a network answers, and gathers clusters. It is apart from the other charts, because its card is below them
// and many never look at it.
import { compileFits } from "./modules.js";

/** @typedef {typeof import("../pkg/fits.js")} Fits */

/** Loads and instantiates it. @returns {Promise<Fits>} */
export async function loadFits() {
  const [fits, module] = await Promise.all([import("../pkg/fits.js"), compileFits()]);
  await fits.default({ module_or_path: module });
  return fits;
}
