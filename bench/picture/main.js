// How long after asking for another mountain its first picture is drawn, in Chromium:
//   cargo xtask bench picture
// Medians and quartiles in milliseconds; each from a page whose mountain stands already.
import { Builder } from "selenium-webdriver";
import { Options, ServiceBuilder } from "selenium-webdriver/chrome.js";
import { serve } from "../../xtask/server.js";
import { measureFirstPictures } from "./page.js";

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 9);
/** 2-16-16-1, squared error, 500 training rows (bench/README.md). */
const W1 = "data=circle&n=2000&train=0.25&layers=2&width=16&loss=mse";

/** @type {[name: string, link: string, what: "plane" | "seed"][]} */
const CASES = [
  ["default, plane", "#lang=en", "plane"],
  ["default, seed", "#lang=en", "seed"],
  ["W1, random plane", `#${W1}&plane=random`, "plane"],
  ["W1, plane of the path", `#${W1}`, "plane"],
  ["W1, path, seed", `#${W1}`, "seed"],
  ["29 layers, path", "#data=circle&layers=29&width=16&init=uniform&lr=0.3&noise=0", "plane"],
  ["29 layers, seed", "#data=circle&layers=29&width=16&init=uniform&lr=0.3&noise=0", "seed"],
];

const options = new Options();
options.setChromeBinaryPath(process.env.CHROMIUM_BROWSER ?? "/usr/bin/chromium");
options.addArguments("--headless=new", "--no-sandbox", "--window-size=1200,900");
const service = new ServiceBuilder(process.env.CHROMIUM_DRIVER ?? "/usr/bin/chromedriver");
const server = await serve("dist", { prefix: "/" });
const driver = await new Builder()
  .forBrowser("chrome")
  .setChromeOptions(options)
  .setChromeService(service)
  .build();
try {
  await driver.manage().setTimeouts({ script: 300_000 });
  for (const [name, link, what] of CASES) {
    await driver.get("about:blank");
    await driver.get(`${server.address}${link}`);
    await driver.wait(
      () =>
        driver.executeScript(
          "return /true losses|真实/.test(document.getElementById('mountain-progress')?.textContent ?? '') && !!window.downhill.experiment.surface.mountain",
        ),
      120_000,
    );
    /** @type {Record<string, number>[]} */
    const all = await driver.executeAsyncScript(
      `const done = arguments[arguments.length - 1]; (${measureFirstPictures})(arguments[0], arguments[1]).then(done, (error) => done({ error: String(error) }));`,
      what,
      ROUNDS,
    );
    if ("error" in all) throw new Error(String(all.error));
    const parts = Object.keys(all[0]).map((key) => {
      const values = all.map((moments) => moments[key]);
      const [low, middle, high] = [0.25, 0.5, 0.75].map((share) => quantile(values, share));
      return `${key} ${middle.toFixed(1)} (${low.toFixed(1)}–${high.toFixed(1)})`;
    });
    process.stdout.write(`${name}: ${parts.join("  ")}\n`);
  }
} finally {
  await driver.quit();
  await server.close();
}

/** @param {number[]} values @param {number} share */
function quantile(values, share) {
  const sorted = [...values].sort((p, q) => p - q);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}
