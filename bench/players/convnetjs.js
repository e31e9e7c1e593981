// ConvNetJS: one row at a time, Float64Arrays, batches by accumulation.
import convnetjs from "convnetjs";
import { batchOf, offsets } from "../float64.js";

/** @type {import("./player.js").Player} */
export const convnet = {
  name: "ConvNetJS",
  prepare(workload, numbers) {
    const { widths, activation, loss, rows, batch } = workload;
    const net = new convnetjs.Net();
    const outputs = widths[widths.length - 1];
    net.makeLayers([
      { type: "input", out_sx: 1, out_sy: 1, out_depth: widths[0] },
      ...widths.slice(1, -1).map((width) => ({ type: "fc", num_neurons: width, activation })),
      loss === "mse"
        ? { type: "regression", num_neurons: outputs }
        : { type: "softmax", num_classes: outputs },
    ]);
    const full = net.layers.filter((layer) => layer.layer_type === "fc");
    const features = widths[0];
    const volumes = Array.from(
      { length: rows },
      (_, row) =>
        new convnetjs.Vol(Array.from(numbers.inputs.subarray(row * features, (row + 1) * features))),
    );
    const answers = Array.from(numbers.targets, (target) => (loss === "mse" ? [target] : target));
    const layers = offsets(widths);
    /** @param {(at: number) => number} param */
    const load = (param) => {
      layers.forEach(({ weights, biases, fanIn, fanOut }, layer) => {
        for (let unit = 0; unit < fanOut; unit++) {
          full[layer].biases.w[unit] = param(biases + unit);
          const row = full[layer].filters[unit].w;
          for (let k = 0; k < fanIn; k++) row[k] = param(weights + unit * fanIn + k);
        }
      });
    };
    const { params, d1, d2 } = numbers;
    // Its squared error is half of ours.
    const learning_rate = loss === "mse" ? 2 * numbers.rate : numbers.rate;
    return {
      surface: (axis, other) => {
        const losses = new Float64Array(axis.length * other.length);
        let point = 0;
        for (const b of other) {
          for (const a of axis) {
            load((at) => params[at] + a * d1[at] + b * d2[at]);
            let sum = 0;
            for (let row = 0; row < rows; row++) {
              const { w } = net.forward(volumes[row], false);
              sum += loss === "mse" ? (w[0] - numbers.targets[row]) ** 2 : -Math.log(w[numbers.targets[row]]);
            }
            losses[point++] = sum / rows;
          }
        }
        return losses;
      },
      train: (steps) => {
        load((at) => params[at]);
        const options = { method: "sgd", learning_rate, momentum: 0, l2_decay: 0, batch_size: batch };
        const trainer = new convnetjs.Trainer(net, options);
        for (let step = 0; step < steps; step++) {
          for (const row of batchOf(workload, numbers, step)) trainer.train(volumes[row], answers[row]);
        }
        return full.flatMap(({ filters, biases }) => [...filters.flatMap(({ w }) => [...w]), ...biases.w]);
      },
    };
  },
};
