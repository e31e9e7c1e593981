// Chromium with the built page, for the benchmarks of the page; and the CPU time that it takes, all its processes together.
import { readdirSync, readFileSync } from "node:fs";
import { Builder } from "selenium-webdriver";
import { Options, ServiceBuilder } from "selenium-webdriver/chrome.js";
import { serve } from "../xtask/server.js";

/**
 * Runs work in a browser, and ends the browser whatever happens.
 * @param {(driver: import("selenium-webdriver").WebDriver, address: string, cpu: () => number) => Promise<void>} work
 *   `cpu`: milliseconds of CPU time that the browser has taken so far
 */
export async function inChromium(work) {
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
    await work(driver, server.address, () => cpuOf(process.pid));
  } finally {
    await driver.quit();
    await server.close();
  }
}

/**
 * Opens the page and waits until its mountain stands at its finest.
 * @param {import("selenium-webdriver").WebDriver} driver @param {string} address with its link
 */
export async function openPage(driver, address) {
  await driver.get("about:blank");
  await driver.get(address);
  const stands =
    "return /true losses|真实/.test(document.getElementById('mountain-progress')?.textContent ?? '') && !!window.downhill?.experiment.surface.mountain";
  await driver.wait(() => driver.executeScript(stands), 120_000);
}

/**
 * Runs an asynchronous function in the page.
 * @param {import("selenium-webdriver").WebDriver} driver @param {Function} work @param {unknown[]} values
 * @returns {Promise<any>} what it gives
 */
export async function inPage(driver, work, ...values) {
  const result = await driver.executeAsyncScript(
    `const done = arguments[arguments.length - 1];
    Promise.resolve((${work})(...[...arguments].slice(0, -1))).then((value) => done({ value }), (error) => done({ error: String(error?.stack ?? error) }));`,
    ...values,
  );
  const { value, error } = /** @type {{value?: unknown, error?: string}} */ (result);
  if (error) throw new Error(error);
  return value;
}

/** @param {number[]} values @param {number} share */
export function quantile(values, share) {
  const sorted = [...values].sort((p, q) => p - q);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

/** Milliseconds of CPU time of all processes below one, those that have ended left out. @param {number} root */
function cpuOf(root) {
  /** @type {Map<number, number[]>} */
  const children = new Map();
  for (const name of readdirSync("/proc").filter((entry) => /^\d+$/.test(entry))) {
    const parent = Number(/^\d+ \(.*\) \S (\d+)/s.exec(read(`/proc/${name}/stat`))?.[1]);
    children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  let nanoseconds = 0;
  const below = [...(children.get(root) ?? [])];
  for (const process of below) {
    below.push(...(children.get(process) ?? []));
    for (const thread of list(`/proc/${process}/task`)) {
      nanoseconds += Number(read(`/proc/${process}/task/${thread}/schedstat`).split(" ")[0] || 0);
    }
  }
  return nanoseconds / 1e6;
}

/** @param {string} path */
function read(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return ""; // ended meanwhile
  }
}

/** @param {string} path */
function list(path) {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}
