// Starting the three engines, each through its own WebDriver. `cargo xtask test browser` says where they are.
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { Builder } from "selenium-webdriver";

/**
 * @typedef {"chromium" | "firefox" | "webkit"} EngineName
 * @typedef {{ webgl?: boolean, simd?: boolean }} EngineOptions `webgl: false` and `simd: false` start the engine as a machine without
 *   WebGL2 or without SIMD in WebAssembly would have it.
 */

/** @type {EngineName[]} */
const ALL = ["chromium", "firefox", "webkit"];

/** Chromium needs this as root, and may not ask its maker's servers anything while it is measured. */
const CHROMIUM_ARGUMENTS = [
  "--headless=new",
  "--no-sandbox",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-quic",
  "--window-size=1200,900",
];

/** What every suite finds. */
const WINDOW = { x: 0, y: 0, width: 1200, height: 900 };

/** The engines that were found on this machine. */
export const engines = ALL.filter((name) => driverOf(name) && browserOf(name));

/** @param {EngineName} name */
function driverOf(name) {
  return process.env[`${name.toUpperCase()}_DRIVER`];
}

/** @param {EngineName} name */
function browserOf(name) {
  return process.env[`${name.toUpperCase()}_BROWSER`];
}

/** How long an engine may take to start, in milliseconds. */
const START_MS = 90_000;

/**
 * Starts an engine. Firefox has WebGL only with a window, so it gets one (on the virtual display). WebKit's driver has been seen to lose
 * a browser that it had just started, and then to wait for it without end: it is started once more then, and that is said.
 * @param {EngineName} name
 * @param {EngineOptions} [options]
 */
export async function start(name, options) {
  try {
    return await startOnce(name, options);
  } catch (error) {
    if (!(error instanceof Late)) throw error;
    process.stderr.write(`${error.message}; it is started once more\n`);
    return startOnce(name, options);
  }
}

class Late extends Error {}

/** @param {EngineName} name @param {EngineOptions} [options] */
async function startOnce(name, { webgl = true, simd = true } = {}) {
  const port = await freePort();
  const driverProgram = driverOf(name) ?? "";
  const env = simd ? process.env : { ...process.env, JSC_useWasmSIMD: "0", JSC_useWebAssemblySIMD: "0" };
  const service = spawn(driverProgram, [`--port=${port}`], { stdio: "ignore", env });
  const server = `http://127.0.0.1:${port}`;
  const failed = new Promise((_, fail) => service.once("error", fail));
  try {
    await Promise.race([untilReady(server), failed]);
    /** @type {NodeJS.Timeout | undefined} */
    let timer;
    const late = new Promise((/** @type {(value: never) => void} */ _, fail) => {
      timer = setTimeout(() => fail(new Late(`${name} did not start within ${START_MS / 1000} s`)), START_MS);
    });
    const building = new Builder()
      .usingServer(server)
      .withCapabilities(capabilities(name, { webgl, simd }))
      .build();
    const driver = await Promise.race([building, late]).finally(() => clearTimeout(timer));
    await driver.manage().setTimeouts({ script: 60_000, pageLoad: 60_000 });
    await driver.manage().window().setRect(WINDOW);
    const quit = async () => {
      await driver.quit().catch(() => {});
      service.kill();
    };
    /** One empty window of the usual size, for whoever comes next; false if the engine does not answer any more. */
    const rest = async () => {
      try {
        const [first, ...others] = await driver.getAllWindowHandles();
        for (const other of others) {
          await driver.switchTo().window(other);
          await driver.close();
        }
        await driver.switchTo().window(first);
        await driver.get("about:blank");
        await driver.manage().window().setRect(WINDOW);
        return true;
      } catch {
        return false;
      }
    };
    return { name, driver, quit, rest };
  } catch (error) {
    service.kill();
    throw error;
  }
}

/**
 * @param {EngineName} name
 * @param {Required<EngineOptions>} options
 * @returns {Record<string, unknown>}
 */
function capabilities(name, { webgl, simd }) {
  const binary = browserOf(name);
  switch (name) {
    case "chromium":
      return {
        browserName: "chrome",
        "goog:chromeOptions": {
          binary,
          args: [
            ...CHROMIUM_ARGUMENTS,
            ...(webgl ? [] : ["--disable-3d-apis"]),
            // V8 needs these instructions for SIMD in WebAssembly.
            ...(simd
              ? []
              : ["--js-flags=--no-enable-sse4-1 --no-enable-sse4-2 --no-enable-avx --no-enable-avx2"]),
          ],
        },
        "goog:loggingPrefs": { browser: "ALL" },
      };
    case "firefox":
      return {
        browserName: "firefox",
        "moz:firefoxOptions": {
          binary,
          args: webgl ? [] : ["-headless"],
          prefs: {
            ...(webgl ? {} : { "webgl.disabled": true }),
            ...(simd ? {} : { "javascript.options.wasm_simd": false }),
          },
        },
      };
    case "webkit":
      return { browserName: "MiniBrowser", "webkitgtk:browserOptions": { binary, args: ["--automation"] } };
  }
}

/** Waits until the driver answers. @param {string} server */
async function untilReady(server) {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const status = await fetch(`${server}/status`).catch(() => undefined);
    if (status?.ok) return;
    if (Date.now() > deadline) throw new Error(`no answer from the driver at ${server}`);
    await pause(20);
  }
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once("error", fail);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => done(typeof address === "object" && address ? address.port : 0));
    });
  });
}
