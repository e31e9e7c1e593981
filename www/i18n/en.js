// The page's words in English. Labels and help of settings come from the core's schema.
// `zh.js` has the same keys; a test compares them.
//
// What is said at once: all that comes later brings words of its own.

export const en = {
  title: "Downhill: watch a neural network learn",
  skip_link: "Skip to the learning rate",
  share: "Share",
  faces: "The three faces of this page",
  face_lesson: "Lesson",
  face_gallery: "Gallery",
  face_lab: "Lab",
  examples: "Examples",
  close: "Close",
  dismiss: "Dismiss",

  mountain: "Loss mountain",
  loss_line: "loss at step {step}",
  accuracy_line: "accuracy: training\u00a0{train} · validation\u00a0{validation}",
  losses_line: "loss: training\u00a0{train} · validation\u00a0{validation}",
  test_open: "open the test",
  test_open_help: "The test rows were never trained on. Look once, at the end: it is the final exam.",
  test_seen: "test: seen before",
  test_once: "The final exam counts once. For another one take a new seed or other data.",
  test_line: "test {test} (step {step})",
  test_loss_line: "test loss {test} (step {step})",

  honesty: "How true is this picture?",

  learning_rate_entry: "Exact learning rate",
  zone_crawl: "crawls",
  zone_smooth: "smooth",
  zone_zigzag: "zig-zags",
  zone_diverge: "diverges",
  zones_help:
    "Measured where the ball stands: λ is the sharpest curvature of the loss there. Steps go down smoothly below 1/λ, overshoot and swing beyond it, and grow beyond 2/λ (further with momentum). The marks move because the ground does.",
  dial_help: "Drag while it walks: left for small steps, right for large ones.",

  transport: "Walk",
  play: "Play",
  pause: "Pause",
  step: "Step",
  step_help: "One single step",
  reset: "Restart",
  reset_help: "Back to step 0 with the same seed: exactly the same walk again",
  speed: "Steps per second",
  speed_max: "max",
  way_to: "on the way to step {step}",
  way_name: "On the way",
  way_halt: "Stop here",
  speed_seen: "{rate} steps/s",
  step_count: "step {step}",

  data: "Data",
  network: "Network",
  training: "Training",
  more: "More settings",
  expert: "Fine tuning",
  rate_now: "now {rate}",

  tabs_flow: "What flows through the network",

  loss: "Loss",
  train: "training",
  validation: "validation",
  test: "test",

  accuracy: "Accuracy",
  race_full_short: "4 at most",

  worker_replaced:
    "The part that computes had stopped. It was started again and has walked back to step {step}.",
  sampler_replaced: "The part that measures the mountain had stopped. It was started again.",
  engine_failed: "The computation does not run: {message}",
  around_failed:
    "A part of the page could not be fetched ({message}). The run goes on; reload the page to have all of it.",
  charts_failed: "The charts could not be loaded: {message}",
  no_engine:
    "This browser cannot run the network: it lacks WebAssembly or module workers. Any browser of the last few years can.",
  no_webgl:
    "This browser shows no WebGL2, so the mountain is drawn in a simpler way. The numbers are the same.",

  link_problems: "Parts of the link could not be used:",
  problem_unknown: "“{field}” is not a setting; it was ignored.",
  problem_not_a_number: "{field}: “{got}” is not a number; {used} is used.",
  problem_not_an_integer: "{field}: “{got}” is not a whole number; {used} is used.",
  problem_too_small: "{field}: {got} is below {min}; {used} is used.",
  problem_too_large: "{field}: {got} is above {max}; {used} is used.",
  problem_not_a_choice: "{field}: “{got}” is none of {choices}; {used} is used.",
  problem_too_many: "{field}: “{got}” has more than {max} numbers; {used} is used.",
  problem_does_not_fit: "{field}: “{got}” goes only with {choices}; {used} is used.",
  problem_not_events:
    "Changes by hand: “{got}” is left out; such as 120:lr:0.3 or 200:drop:1.5:-0.25, in order.",
  problem_not_a_table: "Your table: what the link says of it cannot be read; it must be brought again.",
  problem_not_branches: "Other runs: “{got}” does not fit this experiment; it runs alone.",
  problem_not_a_name: "{field}: “{got}” cannot be one; the run is named by its settings.",
  problem_bad_version: "The link is of version “{got}”; it was read as version {used}.",
  problem_too_long: "The link is too long; its end was not read.",
  entry_problem: "{field}: from {min} to {max}, please.",

  views: "View",
  dial_says: "Under the ball λ = {lambda}. The rate is {share} of the limit {formula} = {limit}: {verdict}.",
  dial_says_scaled:
    "Measured with this rule’s own step sizes, the rate is {share} of the limit ≈ {limit}: {verdict}.",
  dial_says_flat: "Under the ball the ground bends up nowhere (λ = {lambda}): no rate is too large here.",
  verdict_crawl: "it crawls",
  verdict_smooth: "it goes straight down",
  verdict_zigzag: "it swings from side to side",
  verdict_carried: "momentum carries it past the bottom and back",
  verdict_edge: "the edge of stability",
  verdict_diverge: "each swing is wider than the last",
  landmark: "{place}: ",
  landmark_pit_0: "pit",
  landmark_pit_1: "wide valley",
  landmark_help:
    "At the bottom ({place}) λ = {lambda}: beyond {formula} = {rate} the ball cannot stay there.",
  predict: "Predict, then run",

  time_line: "Time line",
  time_line_help: "Drag to go back to any step, exactly, and on again",
  time_line_at: "step {step} of {last}",
  step_back: "Back",
  step_back_help: "Back to the step before, exactly",
  speed_short: "{rate} /s",
  branch_here: "Branch…",
  branch_here_help: "Another run leaves this one at step {step}, with one thing changed",
  branch_no_room: "Three other runs are as many as can be told apart",
  branch_rate: "learning rate {rate}",
  branch_momentum: "with momentum",
  branch_adam: "with Adam",
  branch_batch: "8 rows a step",
  branch_clip: "gradient clipped at 1",
};
