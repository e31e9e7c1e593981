// Words of the exam card, which comes later than the page.
export const examEn = {
  exam: "Exam",
  exam_help: "Homework, mock exam and final exam: training, validation and test rows",
  exam_details: "Details",
  exam_part: "part",
  exam_rows: "rows",
  exam_loss: "loss",
  exam_right: "right",
  exam_train: "Homework",
  exam_train_help: "Training rows: the network learns from them",
  exam_validation: "Mock exam",
  exam_validation_help: "Validation rows: you look at them while you choose settings",
  exam_test: "Final exam",
  exam_test_help: "Test rows: sealed until you open them, once",
  exam_short: "homework {train} · mock {validation} · final {test}",
  exam_short_sealed: "homework {train} · mock {validation} · final sealed",
  exam_sealed: "sealed",
  exam_seen: "seen",
  exam_open: "Open the final exam, once",
  exam_open_early: "Nothing has been learned yet: let it walk first.",
  exam_taken: "Taken at step {step}.",
  exam_stale:
    "Taken at step {step}, with other settings. Whoever turns knobs after the final exam has seen its questions: these rows cannot examine any more. For another exam take a new seed or other data.",
  exam_over:
    "The final exam counts once. Whoever turns knobs from here on has seen its questions; for another exam take a new seed or other data.",
  exam_unknown:
    "The test rows of this link have been opened before, with other settings. For another exam take a new seed or other data.",
  exam_fell:
    "The final exam is far worse than the mock exam: something that helped in class does not hold there.",
  exam_best: "The mock exam was best at step {step}: loss {loss}. Whoever stops there stops early.",
  exam_best_now: "The mock exam has never been better than now.",
  exam_go_best: "Go back to it",
  exam_knobs: "Harder or easier",
  exam_knobs_help:
    "Capacity, noise, wrong labels and rein: what makes a network learn the rule, too little, or by heart",
};
