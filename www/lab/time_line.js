// The time line: where the runs stand, how far they have been, where one leaves another; dragging goes back and on.
import { h } from "./dom.js";

/** The line has room for this many steps at least. */
const SHORTEST = 100;
/** Between two lines of other runs, in pixels. */
const ROW = 4;

/**
 * A run beside the lead: where it starts, how far it has come, and whether it has blown up there.
 * @typedef {{index: number, from: number, to: number, hasBlownUp: boolean}} Track
 */

/**
 * @param {import("../engine/protocol.js").Report} report
 * @param {import("../state/branches.js").Branch[]} branches of the spec
 * @returns {Track[]}
 */
export function tracksOf({ others }, branches) {
  return others.flatMap(({ index, status }) => {
    const branch = branches[index - 1];
    if (!branch) return []; // the list has just been changed
    return [{ index, from: branch.step, to: status.step, hasBlownUp: status.blow_up_step >= 0 }];
  });
}

/**
 * @param {import("../i18n/index.js").Words} words
 * @param {(step: number) => void} goTo
 */
export function createTimeLine(words, goTo) {
  const slider = h("input", {
    type: "range",
    id: "time-line",
    min: "0",
    max: String(SHORTEST),
    step: "1",
    value: "0",
    input: () => {
      isHeld = true;
      goTo(slider.valueAsNumber);
      fill();
      say();
    },
    change: () => {
      isHeld = false;
    },
  });
  const tracks = h("div", { class: "tracks" });
  const element = h("div", { class: "time-line" }, tracks, slider);

  let isHeld = false;
  let farthest = 0;
  let shown = "";

  const share = (/** @type {number} */ step) => step / Number(slider.max);
  const fill = () => {
    slider.style.setProperty("--filled", String(share(slider.valueAsNumber)));
    slider.style.setProperty("--been", String(share(farthest)));
  };
  const say = () =>
    slider.setAttribute(
      "aria-valuetext",
      words.say("time_line_at", { step: slider.valueAsNumber, last: farthest }),
    );
  words.follow(() => {
    slider.setAttribute("aria-label", words.say("time_line"));
    element.title = words.say("time_line_help");
    say();
  });

  return {
    element,
    /** What lies ahead of the runs will be another way. @param {number} step */
    forget(step) {
      farthest = step;
    },
    /** @param {number} clock @param {Track[]} others */
    show(clock, others) {
      farthest = Math.max(farthest, clock);
      const max = String(roundedUp(farthest));
      if (slider.max !== max) slider.max = max;
      // A thumb in the hand stays there.
      if (!isHeld && slider.valueAsNumber !== clock) {
        slider.value = String(clock);
        say();
      }
      fill();
      const state = JSON.stringify([max, others]);
      if (state === shown) return;
      shown = state;
      tracks.replaceChildren(
        ...others.map(({ index, from, to, hasBlownUp }, row) => {
          const track = h("i", { class: hasBlownUp ? "track blown" : "track" });
          track.style.left = `${100 * share(from)}%`;
          track.style.width = `max(6px, ${100 * share(to - from)}%)`;
          track.style.top = `${row * ROW}px`;
          track.style.setProperty("--of-run", `var(--run-${index}, var(--skip))`);
          return track;
        }),
      );
    },
  };
}

/** The next of 100, 200, 500, 1000…: the line changes its scale rarely. @param {number} steps */
function roundedUp(steps) {
  const decade = 10 ** Math.floor(Math.log10(Math.max(SHORTEST, steps)));
  return [1, 2, 5, 10].map((factor) => factor * decade).find((end) => end >= steps) ?? 10 * decade;
}

/**
 * What a branch from here can try, in a menu.
 * @param {import("../i18n/index.js").Words} words
 * @param {(changes: [string, string][]) => void} branch
 */
export function createBranchMenu(words, branch) {
  const select = h("select", { class: "chip", id: "branch-here" });
  /** Rates that a branch may try, by what stands in the menu. @type {Map<string, [string, string][]>} */
  const ways = new Map();
  select.addEventListener("change", () => {
    const changes = ways.get(select.value);
    select.value = "";
    if (changes) branch(changes);
  });
  let rate = Number.NaN;
  let step = -1;
  let hasRoom = true;

  const label = () => {
    ways.clear();
    const options = [h("option", { value: "" }, words.say(hasRoom ? "branch_here" : "race_full_short"))];
    const add = (
      /** @type {string} */ value,
      /** @type {string} */ text,
      /** @type {[string, string][]} */ changes,
    ) => {
      ways.set(value, changes);
      options.push(h("option", { value }, text));
    };
    for (const factor of [0.1, 1 / 3, 3, 10]) {
      const other = Number((rate * factor).toPrecision(2));
      if (other >= 1e-5 && other <= 100)
        add(`lr${factor}`, words.say("branch_rate", { rate: other }), [["lr", String(other)]]);
    }
    add("momentum", words.say("branch_momentum"), [
      ["opt", "momentum"],
      ["mom", "0.9"],
    ]);
    add("adam", words.say("branch_adam"), [
      ["opt", "adam"],
      ["lr", "0.01"],
    ]);
    add("batch", words.say("branch_batch"), [["batch", "8"]]);
    add("clip", words.say("branch_clip"), [["clip", "1"]]);
    select.replaceChildren(...options);
    select.setAttribute("aria-label", words.say("branch_here"));
    tell();
  };
  const tell = () => {
    select.disabled = !hasRoom;
    select.title = words.say(hasRoom ? "branch_here_help" : "branch_no_room", { step });
  };
  words.follow(label);
  return {
    element: select,
    /** @param {{clock: number, rate: number, hasRoom: boolean}} now */
    show(now) {
      const isOpen = document.activeElement === select;
      if (now.clock !== step || now.hasRoom !== hasRoom) {
        const isOther = now.hasRoom !== hasRoom;
        [step, hasRoom] = [now.clock, now.hasRoom];
        if (isOther) label();
        tell();
      }
      // Options that change under the finger would be chosen by mistake.
      if (now.rate !== rate && !isOpen) {
        rate = now.rate;
        label();
      }
    },
  };
}
