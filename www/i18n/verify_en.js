// Words of the verification, in English.

export const verifyEn = {
  verify_title: "Is it right?",
  verify_wait: "The run is made again from its link, in a program of its own …",
  verify_cancel: "Cancel",
  verify_left: "Cancelled: nothing was checked.",
  verify_again: "The run, made again from its link to step {step}",
  verify_same: "The same bits: fingerprint {digest}.",
  verify_other: "Other bits: {digest} here, {shown} on the page.",
  verify_no_link: "Too much was done by hand for a link: what was made again is the run without it.",
  verify_loss: "The training loss, computed again in double precision",
  verify_loss_says: "{precise}; the run has {loss}: {apart} apart.",
  verify_gradient: "The gradient, held against small nudges of the weights",
  verify_gradient_says:
    "{entries} of {parameters} weights nudged by about 10⁻⁶: {error} apart as a whole. The largest difference, at weight {worst}: {backpropagated} by backpropagation, {measured} by nudging.",
  verify_step: "The last step, worked out again",
  verify_step_says:
    "Weight {entry}, whose derivative is the largest: η = {rate}, w = {before}, g = {gradient}.",
  verify_step_end: "The run has {after}: {apart} apart, which is what single precision rounds.",
  verify_step_far: "The run has {after}: {apart} apart.",
  verify_no_step: "No step has led here.",
  verify_copy: "Copy the report",
  verify_copied: "Copied.",
  verify_by_hand: "The browser does not let pages copy: mark the text and copy it.",
  verify_failed: "It could not be checked: {message}",
};
