// The core through its public class.
import { readFileSync } from "node:fs";
import { initSync, Network } from "../../target/pkg/downhill.js";

initSync({ module: readFileSync(new URL("../../target/pkg/downhill_bg.wasm", import.meta.url)) });

/** @type {import("./player.js").Player} */
export const downhill = {
  name: "downhill",
  prepare({ widths, activation, loss, batch }, numbers) {
    const network = new Network(JSON.stringify({ model: { widths, activation }, loss: { kind: loss } }));
    network.set_data(numbers.inputs, numbers.targets);
    const rowsAtOnce = numbers.order.length > 0 ? batch : 0;
    return {
      surface: (axis, other) => network.surface(numbers.params, numbers.d1, numbers.d2, axis, other),
      train: (steps) => {
        const params = numbers.params.slice();
        network.set_optimizer('{"kind": "sgd"}');
        network.train(params, numbers.rate, steps, numbers.order, rowsAtOnce);
        return params;
      },
      dispose: () => network.free(),
    };
  },
};
