// A locked or hidden part of a prepared page is not changed: not by its controls, not by those elsewhere that change it, not by a key, not by
// a dropped file, not by an example or by undoing. What is open beside it still works.
import assert from "node:assert/strict";
import { it } from "node:test";
import { Key } from "selenium-webdriver";
import { PARTS } from "../../www/state/room.js";
import { inEveryEngine } from "./support/suite.js";

/** Forty points, so that they may be moved; the ground of batches, so that its row is there. */
const LINK = "data=xor&n=40&layers=2&width=4&batch=8&ground=batch&branches=0:lr:0.01&plane=random";

/** What changes a part, wherever it stands. @type {Record<import("../../www/state/room.js").Part, string[]>} */
const CONTROLS = {
  data: ["#settings > .data input", "#own-data", '#settings > .more select[name="dataset"]', "#fit-edit"],
  network: ["#settings > .network input", "#weight-value", "#weight-slider"],
  training: ["#settings > .training input", "#new-seed", '#settings > .more select[name="optimizer"]'],
  more: ['#settings > .more select[name="loss"]', '#exam input[name="noise"]', "#ground-batch input"],
  rate: ["#learning-rate", "#learning-rate-entry"],
  slice: ["#mountain-tools select", "#log-height", "#relay", ".net-axes button"],
  race: ["#add-rival", "#branch-here", "#pair"],
  examples: ["#examples", "#face-gallery"],
};
/** What is clicked with a pointer while it is locked. @type {Record<import("../../www/state/room.js").Part, string>} */
const POINTED = {
  data: '#settings > .data label:has(> input[value="circle"])',
  network: '#settings > .network label:has(> input[type="radio"]:not(:checked))',
  training: "#new-seed",
  more: '#settings > .more input[type="range"]',
  rate: "#learning-rate",
  slice: "#log-height",
  race: "#branch-here",
  examples: "#examples",
};

inEveryEngine("locks", (page) => {
  /** Which of these a hand can use: seen, and not disabled. @param {string} query */
  const usable = (query) =>
    page.run(
      (of) =>
        [...document.querySelectorAll(of)].filter(
          (element) => !element.matches(":disabled") && element.getClientRects().length > 0,
        ).length,
      query,
    );
  const isSeen = (/** @type {string} */ query) =>
    page.run((of) => (document.querySelector(of)?.getClientRects().length ?? 0) > 0, query);
  /** The experiment as a link tells it, and how often the slice was laid anew. */
  const told = () =>
    page.run(() => ({
      link: window.downhill.experiment.link(),
      laid: Number(Reflect.get(window, "laid") ?? 0),
    }));
  const isDialogOpen = () => page.run(() => document.querySelector("dialog[open]") !== null);
  const drop = () =>
    page.run(() => {
      const event = new Event("drop", { bubbles: true, cancelable: true });
      // Engines let nobody put files into a transfer of their own making.
      Object.defineProperty(event, "dataTransfer", {
        value: { types: ["Files"], files: [new File([`a,b,c\n${"1,2,x\n3,4,y\n".repeat(10)}`], "some.csv")] },
      });
      document.body.dispatchEvent(event);
      return event.defaultPrevented;
    });
  const press = (/** @type {string[]} */ ...keys) =>
    page.driver
      .actions()
      .sendKeys(...keys)
      .perform();
  /** Nothing has the focus: a key is the whole page's. */
  const leave = () => page.run(() => /** @type {HTMLElement | null} */ (document.activeElement)?.blur());
  /** Prepares the page that stands as another link to the same run does. @param {string} room */
  const prepare = async (room) => {
    await page.run((hash) => {
      location.hash = hash;
    }, `${LINK}&lang=en${room}`);
    await page.until("the room", () =>
      page.run(
        (is) => /** @type {HTMLElement | null} */ (document.querySelector("#room"))?.hidden === !is,
        room !== "",
      ),
    );
  };

  it("finds everything open where nothing is locked, and the keys at work", async () => {
    // A page that was prepared once and is opened by hand: the banner is there to look at.
    await page.open(`#${LINK}&lang=en&lock=data`);
    await page.until("the cards", () => page.run(() => Boolean(document.querySelector("#exam-details"))));
    await page.pause();
    await page.run(() => {
      for (const details of document.querySelectorAll("details")) details.open = true;
      const { surface } = window.downhill.experiment;
      const lay = surface.lay.bind(surface);
      Reflect.set(window, "laid", 0);
      surface.lay = () => {
        Reflect.set(window, "laid", Number(Reflect.get(window, "laid")) + 1);
        return lay();
      };
    });
    // What comes later moves it out of sight again.
    await page.until("the fit", async () => {
      await page.run(() => document.getElementById("fit")?.scrollIntoView());
      return isSeen("#fit-edit");
    });
    await page.click("#tab-network");
    await page.until("the weight", () =>
      page.run(() =>
        Boolean(/** @type {HTMLInputElement | null} */ (document.querySelector("#weight-value"))?.value),
      ),
    );
    await page.click("#open-lab");
    for (const part of PARTS)
      for (const control of CONTROLS[part]) assert.ok((await usable(control)) > 0, `${part}: ${control}`);
    await leave();
    await press("]");
    await page.until("a larger rate", async () => (await page.rate()) > 0.03);
    await press("l");
    await page.until("another slice", async () => (await told()).laid === 1);
    await drop();
    await page.until("the dialog of data", isDialogOpen);
    await page.click("#own-close");
  });

  for (const part of PARTS) {
    it(`closes ${part} on every way`, async () => {
      for (const how of ["lock", "hide"]) {
        await prepare("");
        await prepare(`&${how}=${part}`);
        for (const control of CONTROLS[part]) assert.equal(await usable(control), 0, `${how} ${control}`);
        // An example would change what is locked.
        assert.equal(await usable("#examples"), 0);
        const says = await page.text("#room-locked");
        assert.match(says, how === "lock" ? /^Fixed by this link: .+\.$/ : /^Left out by this link: .+\.$/);
        assert.equal(await isSeen(POINTED[part]), how === "lock", `${how} ${POINTED[part]}`);
        const before = await told();
        if (how === "lock") await page.click(POINTED[part]);
        await leave();
        const keys = {
          ...{ rate: ["[", "]", "d", Key.ARROW_RIGHT], slice: ["l"], race: ["b", Key.ARROW_DOWN], data: [] },
          ...{ network: [], training: [], more: [], examples: [] },
        }[part];
        if (keys.length > 0) await press(...keys);
        if (part === "data") {
          assert.equal(await drop(), true, "the browser does not leave the page for the file");
          assert.equal(await isDialogOpen(), false);
        }
        // An arrow may be the run's own: one step more is none of the settings.
        assert.deepEqual(await told(), before, how);
      }
    });
  }

  it("keeps the others open beside one that is locked", async () => {
    await prepare("");
    await prepare("&lock=network&hide=race");
    for (const open of ["data", "training", "more", "rate", "slice"])
      for (const control of CONTROLS[/** @type {"data"} */ (open)])
        assert.ok((await usable(control)) > 0, `${open}: ${control}`);
    await leave();
    const before = await page.rate();
    await press("]");
    await page.until("a larger rate", async () => (await page.rate()) > before);
    assert.equal(
      await page.text("#room-locked"),
      "Fixed by this link: Network. Left out by this link: Other runs.",
    );
    // What was done in the room is undone there.
    await page.click("#undo");
    assert.equal(await page.rate(), before);
  });

  it("does not take back what was set before it was locked", async () => {
    await page.open("#lang=en&lr=0.1&data=xor");
    await page.walked(1);
    await page.pause();
    await leave();
    await press("]");
    const rate = await page.rate();
    assert.ok(rate > 0.1);
    await page.click("#share");
    await page.until("the kit", () => isSeen("#class-kit > summary"));
    await page.click("#class-kit > summary");
    await page.pick("#class-rate", "locked");
    await page.click("#class-try");
    await page.click("#share-close");
    assert.equal(
      await page.run(() => document.querySelector("#undo")?.getAttribute("aria-disabled")),
      "true",
    );
    await page.driver.actions().keyDown(Key.CONTROL).sendKeys("z").keyUp(Key.CONTROL).perform();
    assert.equal(await page.rate(), rate);
  });

  it("closes the ways out of a blow-up that would change what is locked", async () => {
    await page.open("#lang=en&lr=100&act=relu&layers=8&step=40&lock=rate");
    await page.until("the notice", () => isSeen("#back-to-before"));
    assert.deepEqual([await usable("#back-with-tenth"), await usable("#back-to-before")], [0, 1]);
    await page.click("#open-lab");
    await page.until("the way", async () => (await usable("#back-with-tenth")) === 1);
  });

  it("lets nobody put the ball elsewhere where the network is locked", async () => {
    const dropByKeys = async () => {
      await page.run(() =>
        /** @type {HTMLElement} */ (document.querySelector("#mountain-view canvas")).focus(),
      );
      await press("p");
      await page.until("the note", () =>
        page.run(() => document.querySelector("#mountain-view .mountain-note:not([hidden])") !== null),
      );
      await press(Key.ARROW_UP, Key.ARROW_UP, Key.ENTER);
    };
    await page.open("#problem=bowl&starta=-2&startb=1.2&lr=0.05&lang=en&lock=network");
    await page.mountainStands();
    await page.pause();
    await page.goTo(0);
    await page.stands(0);
    const before = await told();
    await dropByKeys();
    assert.deepEqual(await told(), before);
    await page.click("#open-lab");
    await dropByKeys();
    await page.until("the ball elsewhere", async () => /events=/.test((await told()).link));
  });

  it("takes the table that a link with locked data asks for, and no other", async () => {
    await page.open("#data=own&table=00123456789abcdefci1t2&lock=data&lang=en");
    await page.until("the wish", () => isSeen("#bring-table"));
    await drop();
    await page.until("the dialog", isDialogOpen);
    await page.until("the table", () => isSeen("#own-wanted.is-other"));
    assert.equal(await usable("#own-use"), 0, "another table is not the one");
    await page.click("#own-close");
  });
});
