// Words of an experiment in somebody else's page, fetched with it.

export const embedEn = {
  embed_name: "Experiment: a neural network learns",
  embed_loading: "The experiment is being fetched…",
  embed_wait: "Many experiments stand on this page. Press Play to let this one go on.",
  embed_open: "Open in Downhill",
  embed_open_help: "The same experiment with every setting, in a new tab",
  embed_back: "Back to step {step}…",
  embed_problems: "Some of what this page asks for could not be used:",
  embed_failed: "The experiment could not be started: {message}",
  embed_replaced: "The part that computes had stopped and was started again.",
};
