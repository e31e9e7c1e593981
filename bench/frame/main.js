// What a frame of the mountain costs beside one of a bare lit WebGL2 mesh of the same size, in Chromium:
//   cargo xtask bench frame
// Median and 90th percentile in milliseconds; the ratio of medians is what counts, since GPUs differ.
import { Builder } from "selenium-webdriver";
import { Options, ServiceBuilder } from "selenium-webdriver/chrome.js";
import { serve } from "../../xtask/server.js";
import { measureFrames } from "./page.js";

const SIDES = [129, 257];
const FRAMES = 24;

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
  for (const side of SIDES) {
    await driver.get("about:blank");
    await driver.get(server.address);
    await driver.wait(
      () =>
        driver.executeScript(
          "return /×/.test(document.getElementById('mountain-progress')?.textContent ?? '') && !!window.downhill.experiment.surface.mountain",
        ),
      60_000,
    );
    /** @type {Record<string, number[]>} */
    const times = await driver.executeAsyncScript(
      `const done = arguments[arguments.length - 1]; (${measureFrames})(arguments[0], arguments[1]).then(done, (error) => done({ error: String(error) }));`,
      side,
      FRAMES,
    );
    if ("error" in times) throw new Error(String(times.error));
    const median = (/** @type {number[]} */ all) => quantile(all, 0.5);
    for (const [kind, all] of Object.entries(times)) {
      const line = [
        `${side} × ${side}`,
        kind.padEnd(11),
        `${median(all).toFixed(1)} ms`,
        `p90 ${quantile(all, 0.9).toFixed(1)} ms`,
        `${(median(all) / median(times.bare)).toFixed(2)} of a bare mesh`,
        `${all.length} frames`,
      ];
      process.stdout.write(`${line.join("   ")}\n`);
    }
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
