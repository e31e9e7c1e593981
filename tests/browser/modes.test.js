// Every mode of the mountain is played: it stands, the ball walks, what the mode promises is there, and the
// console stays empty (which the suite looks at after each test).
import assert from "node:assert/strict";
import { it } from "node:test";
import { inEveryEngine } from "./support/suite.js";

/** Steps that each mode is watched for. */
const STEPS = 12;

/**
 * What is opened, and a word of the page that says which mode it is in; `walkers`: balls on the mountain.
 * @type {{name: string, link: string, says: [selector: string, words: RegExp], walkers?: number, mountains?: number}[]}
 */
const MODES = [
  { name: "a line", link: "problem=line", says: ["#honesty", /two numbers are all there is/] },
  { name: "one neuron", link: "problem=neuron", says: ["#honesty", /two numbers are all there is/] },
  { name: "three judges", link: "problem=judges", says: ["#honesty", /two numbers are all there is/] },
  { name: "the pit", link: "problem=pit", says: ["#dial", /0\.0351/] },
  { name: "a slice along the path", link: "", says: ["#honesty", /random walk/] },
  { name: "a random slice", link: "plane=random", says: ["#honesty", /2 of 267 directions/] },
  { name: "a slice of eigenvectors", link: "plane=hessian&layers=2", says: ["#honesty", /directions/] },
  { name: "two chosen weights", link: "plane=weights&layers=2", says: ["#honesty", /directions/] },
  {
    name: "a race of four",
    link: "problem=ravine&lr=0.0392&branches=0:opt:momentum:lr:0.0614:mom:0.566,0:opt:adam:lr:0.1,0:lr:0.041",
    says: ["#runs", /Adam/],
    walkers: 4,
  },
  { name: "both grounds", link: "ground=both", says: ["#ground-key", /validation rows/] },
  {
    name: "the ground of a mini-batch",
    link: "batch=4&ground=batch",
    says: ["#ground-says", /Every step looks at other rows/],
  },
  {
    name: "plain beside residual",
    link: "data=circle&n=100&layers=6&branches=0:skip:scaled&plane=random&peaks=pair",
    says: ["#second-name", /hollow/],
    mountains: 2,
  },
];

inEveryEngine(
  "the modes",
  (page) => {
    for (const { name, link, says, walkers, mountains = 1 } of MODES) {
      it(`${name}: plays, and says what it is`, async () => {
        await page.open(`#lang=en&${link}`);
        await page.walked(STEPS);
        await page.mountainStands();
        await page.until(`${says[0]} to say so`, async () => says[1].test(await page.text(says[0])));
        await page.until("so many mountains", async () => {
          const standing = await page.run(() => window.downhill.experiment.surface.mountains.length);
          return standing === mountains;
        });
        if (walkers) {
          const shown = await page.run(
            () => document.querySelectorAll("#runs tbody tr:not(.rival-row)").length,
          );
          assert.equal(shown, walkers, "runs in the table");
        }
        // From above, and back: the same scene.
        await page.click("#view-top");
        await page.click("#view-top");
        await page.pause();
      });
    }

    it("begins every problem that is chosen where it stays on the picture", async () => {
      await page.open("#lang=en");
      const problems = await page.run(() =>
        [...document.querySelectorAll('#settings select[name="problem"] option')].map((option) =>
          String(option.getAttribute("value")),
        ),
      );
      assert.equal(problems.length, 15);
      for (const problem of problems) {
        await page.run((value) => {
          const select = document.querySelector('#settings select[name="problem"]');
          if (!(select instanceof HTMLSelectElement)) throw new Error("no choice of a problem");
          select.value = value;
          select.dispatchEvent(new Event("change", { bubbles: true }));
        }, problem);
        await page.until(`the run of ${problem}`, () =>
          page.run(async (of) => {
            const { name } = await window.downhill.engine.summary();
            return of === "network" ? name === "penguins" : name === of;
          }, problem),
        );
        // Saddles without a floor are left in time; that shows what they are.
        await page.run(() => window.downhill.engine.step(20));
        await page.until(`20 steps of ${problem}`, () =>
          page.run(async () => (await window.downhill.engine.where()).step >= 20),
        );
        assert.equal(await page.notice("blow_up"), "", problem);
      }
    });
  },
  // What engines do differently is looked at by the tests of each part; this one looks at the joints.
  { only: ["chromium"] },
);
