// Words for a run that has blown up or bounces; they come when they are first needed.
export const troubleEn = {
  blow_up_loss: "At step {step} the loss became too large for a number.",
  blow_up_loss_in:
    "At step {step} the loss became too large for a number; layer {layer} was the first that overflowed.",
  blow_up_gradient: "At step {step} the gradient of layer {layer} became too large for a number.",
  blow_up_parameter: "At step {step} a weight of layer {layer} became too large for a number.",
  blow_up_start:
    "Already at the start a number of this network is too large to be written down: the walk cannot begin.",
  cause_trying: "Trying the same run again with one thing changed, to see why…",
  cause_rate:
    "Tried again: with a tenth of the learning rate {rate} the same run gets past step {step}. The rate is too high here.",
  cause_not_rate:
    "Tried again: with a tenth of the learning rate it breaks as well. The rate alone is not the reason; look at the start of the weights.",
  cause_sum:
    "Tried again: a tenth of the learning rate does not help, scaled skips do. The plain sum adds every layer at full strength, so numbers grow with depth: that is the reason.",
  cause_either:
    "Tried again: a tenth of the learning rate {rate} helps, and so do scaled skips at this rate. The plain sum adds every layer at full strength, and the rate is too high for that.",
  cause_neither:
    "Tried again: neither a tenth of the learning rate nor scaled skips help. Look at the start of the weights.",
  cause_stop: "Stop looking",
  cause_left: "You stopped looking: the reason is not known.",
  cause_failed: "Trying again did not come to an end: the reason is not known.",
  cause_again: "Find out why",
  cause_untried: "The run is too long to be tried again for the reason.",
  back_how_far: "Go back",
  back_steps: "{steps} steps",
  back_to_start: "to the start",
  back_to_before: "Go back there",
  back_with_tenth: "Back, with a tenth of the rate",
  with_scaled: "Again with scaled skips",
  bounces:
    "For {steps} steps the loss has been above {first}, where it began: it bounces from wall to wall. This loss grows too slowly to blow up, so nothing stops it.",
  go_on_with_tenth: "Go on with a tenth of the rate",
};
