// The handle that the page leaves in its window (the end of www/main.js), as tests find it: they wait first for what they ask for, so
// what may be missing counts as there.
import type { Engine } from "../../../www/engine/client.js";
import type { Plane } from "../../../www/engine/protocol.js";
import type { Words } from "../../../www/i18n/index.js";
import type { Experiment } from "../../../www/lab/experiment.js";
import type { DrawnSheet, SurfaceKeeper } from "../../../www/lab/surface.js";
import type { createKeeper } from "../../../www/offline/keeper.js";
import type { Mountain } from "../../../www/stage/mountain/mountain.js";
import type { Store } from "../../../www/state/store.js";

/** With WebGL2 or without: what both mountains have is asked of either. */
interface Surface extends Omit<SurfaceKeeper, "mountain" | "second" | "drawn"> {
  mountain: Mountain;
  second: Mountain;
  drawn: DrawnSheet & { plane: Plane };
}

interface Handle {
  store: Store;
  words: Words;
  lanes: "simd" | "scalar";
  experiment: Omit<Experiment, "surface"> & { surface: Surface };
  engine: Engine;
  keeping: Promise<ReturnType<typeof createKeeper>>;
  mountain: Mountain;
}

declare global {
  interface Window {
    downhill: Handle;
  }
}
