// brain.js: one row at a time, JavaScript arrays, online gradient descent. Its outputs always have the activation.
import module from "brain.js/dist/neural-network.js";
import { batchOf, offsets } from "../float64.js";

const NeuralNetwork = module.default;

/** @type {import("./player.js").Player} */
export const brainjs = {
  name: "brain.js",
  prepare(workload, numbers) {
    const { widths, activation, loss, rows, batch } = workload;
    if (loss !== "mse") return "has no softmax";
    if (batch > 1) return "has no batches";
    const network = new NeuralNetwork({ activation });
    network.sizes = widths;
    network.initialize();
    // Its squared error is half of ours. The constructor refuses a momentum of 0; the rule itself does not mind.
    Object.assign(network.trainOpts, { learningRate: 2 * numbers.rate, momentum: 0 });
    const features = widths[0];
    const patterns = Array.from({ length: rows }, (_, row) => ({
      input: Array.from(numbers.inputs.subarray(row * features, (row + 1) * features)),
      output: [numbers.targets[row]],
    }));
    const layers = offsets(widths);
    /** @param {(at: number) => number} param */
    const load = (param) => {
      layers.forEach(({ weights, biases, fanIn, fanOut }, layer) => {
        for (let unit = 0; unit < fanOut; unit++) {
          network.biases[layer + 1][unit] = param(biases + unit);
          const row = network.weights[layer + 1][unit];
          for (let k = 0; k < fanIn; k++) row[k] = param(weights + unit * fanIn + k);
        }
      });
    };
    const { params, d1, d2 } = numbers;
    return {
      activatesOutput: true,
      surface: (axis, other) => {
        const losses = new Float64Array(axis.length * other.length);
        let point = 0;
        for (const b of other) {
          for (const a of axis) {
            load((at) => params[at] + a * d1[at] + b * d2[at]);
            let sum = 0;
            for (const { input, output } of patterns) sum += (network.runInput(input)[0] - output[0]) ** 2;
            losses[point++] = sum / rows;
          }
        }
        return losses;
      },
      train: (steps) => {
        load((at) => params[at]);
        for (let step = 0; step < steps; step++) {
          for (const row of batchOf(workload, numbers, step)) network.trainPattern(patterns[row]);
        }
        return layers.flatMap((_, layer) => [
          ...network.weights[layer + 1].flatMap((row) => [...row]),
          ...network.biases[layer + 1],
        ]);
      },
    };
  },
};
