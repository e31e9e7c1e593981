// What Chromium's tracing tells of the page's main thread. A thread's own time counts only while it runs: waiting for another
// program, or for a GPU that is computed here, is told apart from work.

/**
 * @typedef {{name: string, ph: string, pid: number, tid: number, tdur?: number, args: {name?: string}}} TraceEvent of the trace
 *   format; `tdur`: the thread's own time in microseconds
 */

/** Every task of a thread is one of these; tasks of one task have longer names. */
const CATEGORIES = ["toplevel", "__metadata"];
const TASK = "ThreadControllerImpl::RunTask";

/**
 * Own times of all tasks of main threads while `work` goes on, in milliseconds, the longest first.
 * @param {import("./page.js").Page} page
 * @param {() => Promise<unknown>} work
 * @returns {Promise<number[]>}
 */
export async function tasksWhile(page, work) {
  const connection = await page.driver.createCDPConnection("page");
  const socket = connection._wsConnection;
  /** @type {TraceEvent[]} */
  const events = [];
  /** @type {(data: unknown) => void} */
  let hear = () => {};
  const complete = new Promise((done) => {
    hear = (data) => {
      const { method, params } = JSON.parse(String(data));
      if (method === "Tracing.dataCollected") events.push(...params.value);
      if (method === "Tracing.tracingComplete") done(undefined);
    };
  });
  socket.on("message", hear);
  try {
    await connection.execute("Tracing.start", {
      transferMode: "ReportEvents",
      traceConfig: { includedCategories: CATEGORIES },
    });
    await work();
    await connection.execute("Tracing.end", {});
    await complete;
  } finally {
    socket.off("message", hear);
  }
  const threadOf = (/** @type {TraceEvent} */ { pid, tid }) => `${pid} ${tid}`;
  const named = events.filter(({ name, args }) => name === "thread_name" && args.name === "CrRendererMain");
  const threads = new Set(named.map(threadOf));
  const tasks = events.filter((event) => event.name === TASK && threads.has(threadOf(event)));
  return tasks.map(({ tdur = Number.NaN }) => tdur / 1000).sort((a, b) => b - a);
}
