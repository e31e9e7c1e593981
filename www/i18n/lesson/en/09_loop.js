// Chapter 9 in English.

/** @type {import("../../../lesson/format.js").ChapterWords} */
export const loop = {
  question: "What does a machine do all day while it “learns”?",
  steps: {
    slowly: {
      title: "One round, in slow motion",
      text: [
        "You have now met all four parts; training is nothing but going round them. **Forward**: the points run through the network and come out as answers. **Compare**: the [[loss]] says how wrong those answers are. **Backward**: the chain rule hands every weight its share of the blame. **Step**: every weight moves a little, against its own derivative. Then the same points come round again.",
        "Here one round takes as long as you like. The disc in the middle is one class, the ring around it the other, and at first the network knows nothing of either.",
      ],
      task: "Make five rounds one by one with the step button (or press Play: one round a second). Watch the colours of the links: they are the weights, and they hardly change.",
      done: "Five rounds, five small steps. Nothing dramatic happened, and that is the secret: learning is the same small thing, done very often.",
      formula: [
        "`w ← w − η · ∂L/∂w`: for each weight at once, with the [[learning-rate]] `η` of this run, 0.5.",
        "The minus sign is the whole of “downhill”: the gradient points up.",
      ],
    },
    fast: {
      title: "The same, forty rounds a second",
      text: [
        "Now the network with which the Lab begins: it tells three species of penguins apart by their bills. In the first hundred rounds its loss falls to about a tenth of where it began.",
      ],
      ask: {
        question: "The second hundred rounds: how much will they take off?",
        answers: {
          same: "About as much again",
          less: "Much less",
          more: "More: it has got into its stride",
        },
        why: "Large mistakes make large gradients, and large gradients make large steps. What is easy is learned first; later the slope is gentle and the steps shrink with it, although nobody has touched the dial. A curve that falls quickly and then slowly is what health looks like.",
      },
      live: "Round {step}.",
    },
    rest: {
      title: "Arrived, or still shaking?",
      text: [
        "When is it done? Not when the loss is zero: with noisy points it never will be. A run has [[converged]] when more rounds no longer change anything that matters.",
        "This one never comes to rest. Each round looks at two points only, so each step goes a little wrong; with a large rate the errors are large, too, and the curve goes on trembling however long you wait.",
      ],
      choices: { large: "rate 0.3", small: "rate 0.01" },
      task: "Let it run for 300 rounds, then turn the rate down to 0.01 and go on watching the curve.",
      done: "The trembling shrinks with the rate. The ball had not been lost: it had been dancing around a good place, in steps too large to stand still.",
      formula: [
        "Near the bottom the size of the dance grows with `η` and with the noise of one step; that is why rates are often lowered towards the end (a *schedule*).",
      ],
    },
  },
};
