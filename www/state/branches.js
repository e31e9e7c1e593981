// The list of branches as the page edits it. The text is the core's (`crate/src/experiment/branch.rs`), which checks it; keys
// are those of links: `0:opt:adam,120@1:lr:0.3`.

/**
 * A run that leaves another one: `parent` 0 is the run of the spec, n the n-th branch. `changes` are pairs of a link's key and
 * its value as text; `name` is what people call it, if they do.
 * @typedef {{parent: number, step: number, changes: [key: string, value: string][], name?: string}} Branch
 */

/**
 * What people call the runs of a spec, the lead first; nothing where they gave no name.
 * @param {Readonly<import("./core.js").Spec>} spec
 */
export function givenNames({ lead_name: lead, branches }) {
  return [String(lead), ...parseBranches(String(branches)).map(({ name = "" }) => name)];
}

/** Characters of a name. */
export const MAX_NAME = 16;

/** Runs beside the lead that the page offers: with it there are as many as can be told apart. */
export const MOST_BRANCHES = 3;

/** @param {string} text of a checked spec @returns {Branch[]} */
export function parseBranches(text) {
  return text
    .split(",")
    .filter(Boolean)
    .map((part) => {
      const [place, ...rest] = part.split(":");
      const [step, parent = "0"] = place.split("@");
      /** @type {Branch["changes"]} */
      const changes = [];
      let name = "";
      for (let at = 0; at + 1 < rest.length; at += 2) {
        if (rest[at] === "name") name = rest[at + 1];
        else changes.push([rest[at], rest[at + 1]]);
      }
      return { parent: Number(parent), step: Number(step), changes, ...(name ? { name } : {}) };
    });
}

/** What was typed as the name of a run, without what the text of branches cannot hold. @param {string} typed */
export function nameFrom(typed) {
  const plain = typed.replace(/[:,@\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, " ").replace(/\s+/g, " ");
  return [...plain.trim()].slice(0, MAX_NAME).join("").trim();
}

/** @param {Branch[]} branches */
export function formatBranches(branches) {
  return branches
    .map(({ parent, step, changes, name }) =>
      [
        parent > 0 ? `${step}@${parent}` : String(step),
        ...changes.flat(),
        ...(name ? ["name", name] : []),
      ].join(":"),
    )
    .join(",");
}

/**
 * The list without the branch of this index (from 1) and without those that leave it.
 * @param {Branch[]} branches
 * @param {number} index
 */
export function withoutBranch(branches, index) {
  /** Where each branch of the old list stands in the new one; the lead stays 0. @type {(number | undefined)[]} */
  const places = [0];
  /** @type {Branch[]} */
  const kept = [];
  for (const [at, branch] of branches.entries()) {
    const parent = places[branch.parent];
    if (at + 1 === index || parent === undefined) {
      places.push(undefined);
    } else {
      kept.push({ ...branch, parent });
      places.push(kept.length);
    }
  }
  return kept;
}
