// Two mountains side by side: the run's, and that of its branch with another residual switch. One camera, one range of heights;
// what was counted on each grid stands above it.
import { count, percent } from "../i18n/numbers.js";
import { formatBranches, givenNames, MOST_BRANCHES, parseBranches } from "../state/branches.js";
import { h, write } from "./dom.js";
import { kindName } from "./runs.js";

/** Link key of the residual switch in a branch. */
const SWITCH = "skip";

/**
 * The branch whose network is another function of the same weights.
 * @param {Readonly<import("../state/store.js").Spec>} spec
 * @param {import("../state/store.js").Spec[]} branchSpecs
 * @returns {{index: number, spec: import("../state/store.js").Spec} | undefined} counted from 1
 */
export function twinOf(spec, branchSpecs) {
  if (spec.mountains !== "pair" || spec.problem !== "network") return undefined;
  const at = branchSpecs.findIndex((branch) => branch.residual !== spec.residual);
  return at < 0 ? undefined : { index: at + 1, spec: branchSpecs[at] };
}

/**
 * What to change so that two mountains can stand side by side, or one again: a twin of the run is added if it has none.
 * @param {Readonly<import("../state/store.js").Spec>} spec @param {import("../state/store.js").Spec[]} branchSpecs
 * @returns {Partial<import("../state/store.js").Spec>}
 */
export function toggled(spec, branchSpecs) {
  if (spec.mountains === "pair") return { mountains: "one" };
  if (twinOf({ ...spec, mountains: "pair" }, branchSpecs)) return { mountains: "pair" };
  const branches = parseBranches(String(spec.branches)).slice(0, MOST_BRANCHES - 1);
  branches.push({ parent: 0, step: 0, changes: [[SWITCH, spec.residual === "off" ? "scaled" : "off"]] });
  return { mountains: "pair", branches: formatBranches(branches) };
}

/**
 * @param {{card: HTMLElement, view: HTMLElement, names: [HTMLElement, HTMLElement]}} hosts
 * @param {{words: import("../i18n/index.js").Words, store: import("../state/store.js").Store,
 *   surface: import("./surface.js").SurfaceKeeper,
 *   core: Pick<import("../state/core.js").Core, "relief" | "branchSpecs">,
 *   raise: (host: HTMLElement) => Promise<import("./surface.js").MountainView>, changed: () => void}} parts
 *   changed: a mountain came or went
 */
export function createPair({ card, view, names }, { words, store, surface, core, raise, changed }) {
  /** @type {ReturnType<typeof twinOf>} */
  let twin;
  let isRaising = false;
  const parts = names.map((host) => {
    const [name, counted] = [h("b"), h("span")];
    host.append(name, " ", counted);
    return { name, counted };
  });
  /** What was counted on a grid: the same grid is not counted twice. @type {WeakMap<Float32Array, ArrayLike<number>>} */
  const known = new WeakMap();

  function showNames() {
    for (const host of names) host.hidden = !twin;
    if (!twin) return;
    const given = givenNames(store.spec);
    for (const [index, { name, counted }] of parts.entries()) {
      const residual = String((index === 0 ? store.spec : twin.spec).residual);
      name.className = residual === "off" ? "of-plain" : "of-skip";
      write(name, kindName(words, residual, given[index === 0 ? 0 : twin.index]));
      const sheet = surface.grounds.calm(index);
      if (!sheet) continue;
      const [minima, downward] = Array.from(
        known.get(sheet.heights) ?? core.relief(sheet.heights, sheet.columns),
      );
      known.set(sheet.heights, [minima, downward]);
      write(
        counted,
        words.say(minima === 1 ? "pair_counted_one" : "pair_counted", {
          minima: count(minima),
          downward: percent(downward),
        }),
      );
    }
  }
  words.follow(showNames);

  /** Raises the second mountain or takes it away, as the spec says. */
  async function show() {
    twin = twinOf(store.spec, branchSpecs());
    card.dataset.mountains = twin ? "pair" : "one";
    view.hidden = !twin;
    surface.setTwin(
      twin && {
        index: twin.index,
        branch: String(store.spec.branches).split(",")[twin.index - 1],
        residual: String(twin.spec.residual),
        spec: JSON.stringify(twin.spec),
      },
    );
    showNames();
    if (isRaising || (twin !== undefined) === (surface.second !== undefined)) return;
    if (!twin) {
      surface.attachSecond(undefined);
      changed();
      return;
    }
    isRaising = true;
    const mountain = await raise(view);
    isRaising = false;
    // Taken away again while its shaders were compiled.
    if (!twin) mountain.dispose();
    else surface.attachSecond(mountain);
    changed();
  }

  function branchSpecs() {
    return store.spec.branches === "" ? [] : core.branchSpecs(store.spec);
  }

  return {
    /** From now on, since the first mountain stands. */
    begin() {
      store.listen(() => void show());
      void show();
    },
    toggle: () => store.change(toggled(store.spec, branchSpecs())),
    showNames,
  };
}
