// Chapter 10: the learning rate.

/** @type {import("../../../lesson/format.js").ChapterWords} */
export const learning_rate = {
  title: "The learning rate",
  question: "Which rate would you choose, and how would you know?",
  steps: {
    pit: {
      text: [
        "Between the ball and the valley lies a small, steep pit. With small steps the ball rolls in and stays: every way out leads uphill. With larger steps it jumps across.",
      ],
      choices: { small: "0.02", middle: "0.1", large: "2.5" },
      task: "Find a rate that gets the ball past the pit and down to the bottom.",
      done: "There it is. The pit is so narrow that a step which is harmless in the wide valley throws the ball out of it.",
    },
  },
};
