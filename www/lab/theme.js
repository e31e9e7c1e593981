// Light or dark: what the spec wishes, or what the system does. Views that draw their own pixels ask here for colours.

/**
 * @typedef {{panel: string, ink: string, soft: string, line: string, accent: string, plain: string, skip: string, veil: string,
 *   runs: [string, string, string, string]}} Colours `runs`: the ball's run and those beside it
 */

const NAMES = /** @type {const} */ (["panel", "ink", "soft", "line", "accent", "plain", "skip", "veil"]);

/**
 * @param {import("../state/store.js").Store} store
 * @param {(colours: Colours) => void} onChange also called once at the start
 */
export function followTheme(store, onChange) {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const apply = () => {
    const wish = store.spec.theme;
    document.documentElement.dataset.theme =
      wish === "auto" ? (dark.matches ? "dark" : "light") : String(wish);
    onChange(readColours());
  };
  dark.addEventListener("change", apply);
  store.listen((_, changed) => {
    if (changed.has("theme")) apply();
  });
  apply();
}

/** The theme's colours as the style sheet has them for an element. @param {Element} [element] @returns {Colours} */
export function readColours(element = document.documentElement) {
  const style = getComputedStyle(element);
  const colour = (/** @type {string} */ name) => style.getPropertyValue(`--${name}`).trim();
  const runs = [0, 1, 2, 3].map((run) => colour(`run-${run}`));
  return Object.fromEntries([...NAMES.map((name) => [name, colour(name)]), ["runs", runs]]);
}
