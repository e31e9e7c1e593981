// TensorFlow.js: the whole data set in one tensor, one operation after the other; backends wasm (SIMD, one thread) and cpu.
import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";
// Brings the gradients of the operations, which tfjs-core alone does not have in Node.
import "@tensorflow/tfjs-layers";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { setThreadsCount, setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { batchOf, offsets } from "../float64.js";

/**
 * @param {"wasm" | "cpu"} backend
 * @returns {import("./player.js").Player}
 */
export function tfjs(backend) {
  return {
    name: `tfjs ${backend}`,
    async prepare(workload, numbers) {
      const { widths, activation, loss, rows } = workload;
      await select(backend);
      const inputs = tf.tensor2d(numbers.inputs, [rows, widths[0]]);
      const targets = (/** @type {ArrayLike<number>} */ values) =>
        loss === "mse"
          ? tf.tensor2d(Float32Array.from(values), [values.length, 1])
          : /** @type {tf.Tensor2D} */ (tf.oneHot(tf.tensor1d(Int32Array.from(values), "int32"), 10));
      const all = { x: inputs, y: targets(numbers.targets) };
      const layers = offsets(widths);
      // Weights as [in][out]: the wasm backend 4.22.0 forgets bias and relu in a fused product with a transposed factor.
      const turned = layers.flatMap(({ weights, biases, fanIn, fanOut }) => [
        ...Array.from(
          { length: fanIn * fanOut },
          (_, at) => weights + (at % fanOut) * fanIn + Math.floor(at / fanOut),
        ),
        ...Array.from({ length: fanOut }, (_, unit) => biases + unit),
      ]);
      const turn = (/** @type {Float32Array} */ flat) => Float32Array.from(turned, (from) => flat[from]);
      /** @param {Float32Array} flat */
      const tensors = (flat) =>
        layers.flatMap(({ weights, biases, fanIn, fanOut }) => [
          tf.tensor2d(flat.subarray(weights, biases), [fanIn, fanOut]),
          tf.tensor1d(flat.subarray(biases, biases + fanOut)),
        ]);
      /**
       * @param {tf.Tensor[]} params
       * @param {{x: tf.Tensor2D, y: tf.Tensor2D}} batch
       * @returns {tf.Scalar}
       */
      const lossOf = (params, { x, y }) => {
        /** @type {tf.Tensor} */
        let value = x;
        for (let layer = 0; layer < layers.length; layer++) {
          const [b, bias] = [params[2 * layer], params[2 * layer + 1]];
          const isHidden = layer < layers.length - 1;
          const fused = isHidden && activation !== "tanh" ? activation : "linear";
          value = tf.fused.matMul({ a: value, b, bias, activation: fused });
          // The one activation that cannot be fused.
          if (isHidden && activation === "tanh") value = tf.tanh(value);
        }
        return loss === "mse"
          ? tf.mean(tf.square(tf.sub(value, y)))
          : tf.neg(tf.mean(tf.sum(tf.mul(y, tf.logSoftmax(value)), 1)));
      };
      const steps = numbers.order.length / (workload.batch || 1);
      const batches =
        numbers.order.length === 0
          ? [all]
          : Array.from({ length: steps }, (_, step) => {
              const chosen = batchOf(workload, numbers, step);
              const y = targets(Array.from(chosen, (row) => numbers.targets[row]));
              return { x: tf.gather(inputs, Int32Array.from(chosen)), y };
            });
      const [params, d1, d2] = [numbers.params, numbers.d1, numbers.d2].map(turn);
      const place = new Float32Array(params.length);
      return {
        select: () => select(backend),
        surface: (axis, other) => {
          const losses = new Float32Array(axis.length * other.length);
          let point = 0;
          for (const b of other) {
            for (const a of axis) {
              for (let at = 0; at < place.length; at++) place[at] = params[at] + a * d1[at] + b * d2[at];
              losses[point++] = tf.tidy(() => lossOf(tensors(place), all).dataSync()[0]);
            }
          }
          return losses;
        },
        train: (count) => {
          const variables = tf.tidy(() => tensors(params).map((tensor) => tensor.variable()));
          const optimizer = tf.train.sgd(numbers.rate);
          for (let step = 0; step < count; step++) {
            optimizer.minimize(() => lossOf(variables, batches[step % batches.length]), false, variables);
          }
          const trained = new Float32Array(params.length);
          const numbersOut = variables.flatMap((variable) => [...variable.dataSync()]);
          for (const [at, from] of turned.entries()) trained[from] = numbersOut[at];
          tf.dispose(variables);
          optimizer.dispose();
          return trained;
        },
        dispose: () => tf.dispose([all, batches]),
      };
    },
  };
}

/** @param {"wasm" | "cpu"} backend */
async function select(backend) {
  if (backend === "wasm") {
    setWasmPaths(`${dirname(createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm"))}/`);
    setThreadsCount(1);
  }
  await tf.setBackend(backend);
  await tf.ready();
}
