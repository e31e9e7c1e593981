// Which ready-made experiments stand in the gallery, in which order and below which heading, and what of each makes its picture. Every
// one is a preset of the core, so nothing but a link; tests see to it that each has a place here, a picture that is current, and a
// proof of what its words promise.

/**
 * What is shown small: `ground`: the mountain from above with the paths walked on it; `pair`: two of them, of the run and of its first
 * branch; `curves`: the losses of all runs; `both`: training and validation loss; `bars`: what each layer receives of the gradient;
 * `map`: what the network draws. `steps`: how far the run has gone.
 * @typedef {{kind: "ground" | "pair" | "curves" | "both" | "bars" | "map", steps: number}} View
 * @typedef {{name: string, presets: Record<string, View>}} Group `name` of its heading in `www/i18n/gallery_*.js`
 */

/** @type {(kind: View["kind"], steps?: number) => View} */
const view = (kind, steps = 0) => ({ kind, steps });

/** @type {readonly Group[]} */
export const GROUPS = [
  {
    name: "steps",
    presets: {
      three_judges: view("ground", 12),
      small_pit: view("ground", 40),
      momentum_jumps: view("ground", 120),
      noise_shakes: view("ground", 400),
      race_pit: view("ground", 60),
      ravine: view("ground", 60),
      race_ravine: view("ground", 40),
      saddle_point: view("ground", 110),
    },
  },
  {
    name: "rates",
    presets: {
      first_run: view("ground", 150),
      learning_rate: view("curves", 300),
      race_rates: view("curves", 300),
      bounces: view("curves", 200),
      edge_of_stability: view("curves", 250),
      moving_ground: view("ground", 80),
      race_optimizers: view("curves", 600),
      spiral: view("map", 500),
      step_cannot_learn: view("bars"),
    },
  },
  {
    name: "depth",
    presets: {
      vanishing_gradient: view("bars"),
      sigmoid: view("bars"),
      init_alone: view("bars"),
      exploding_gradient: view("bars"),
      clipping: view("curves", 200),
      exploding_backwards: view("bars"),
      all_positive: view("bars"),
    },
  },
  {
    name: "around",
    presets: {
      residual_twin: view("curves", 200),
      skip_rescues: view("bars"),
      degradation: view("curves", 200),
      careless_skip: view("bars"),
      three_sums: view("curves", 200),
      skip_not_needed: view("curves", 200),
      rough_landscape: view("ground", 60),
      two_landscapes: view("pair", 60),
    },
  },
  {
    name: "fitting",
    presets: {
      underfitting: view("map", 300),
      good_fit: view("map", 300),
      overfitting: view("map", 1000),
      two_grounds: view("both", 500),
      regularised: view("map", 300),
    },
  },
];

/** All of them by name. @type {Record<string, View>} */
export const VIEWS = Object.assign({}, ...GROUPS.map(({ presets }) => presets));
