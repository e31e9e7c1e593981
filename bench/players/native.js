// numpy, jax and torch, each in a Python process of its own, if there is one that has them (`BENCH_PYTHON`, else python3).
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const SCRIPT = fileURLToPath(new URL("./native.py", import.meta.url));

/**
 * @param {"numpy" | "jax" | "jax step by step" | "torch"} library
 * @returns {import("./player.js").Player}
 */
export function native(library) {
  return {
    name: library,
    async prepare(workload, numbers) {
      const trains = library.startsWith("jax");
      if (workload.grid === 0 && !trains) return "is measured on surfaces only";
      if (workload.grid > 0 && library === "jax step by step") return "is measured on training only";
      const child = spawn(process.env.BENCH_PYTHON ?? "python3", [SCRIPT, library], {
        stdio: ["pipe", "pipe", "ignore"],
      });
      const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
      const answer = async () => {
        const { value, done } = await lines.next();
        return done ? undefined : JSON.parse(value);
      };
      child.on("error", () => {});
      if (!(await answer())) return "is not installed here";
      const plain = Object.fromEntries(
        Object.entries(numbers).map(([name, value]) => [
          name,
          typeof value === "number" ? value : [...value],
        ]),
      );
      const ask = async (/** @type {object} */ request) => {
        child.stdin.write(`${JSON.stringify(request)}\n`);
        const answered = await answer();
        if (!answered) throw new Error(`${library} ended during ${workload.name}`);
        return answered;
      };
      await ask({ workload, numbers: plain });
      return {
        // What is compiled for a row of this length is not compiled for another.
        wholeRows: true,
        surface: async (axis, other) => ask({ axis: [...axis], other: [...other] }),
        train: async (steps) => ask({ steps }),
        dispose: () => child.kill(),
      };
    },
  };
}
