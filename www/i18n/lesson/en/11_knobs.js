// Chapter 11 in English.

/** @type {import("../../../lesson/format.js").ChapterWords} */
export const knobs = {
  question: "What else does one turn, and how much of it is understood?",
  steps: {
    rows: {
      title: "The ground moves",
      text: [
        "So far every step has looked at all points. With a million photographs nobody can afford that: each step takes a handful, a **[[batch|mini-batch]]**. But the mountain is made of the points. Another handful, another mountain.",
        "Here four penguins at a time make the ground. Look at it shift under the ball. When every penguin has had its turn once, that is one [[epoch]]: {epoch} steps here.",
      ],
      choices: { one: "1 row", four: "4 rows", many: "64 rows" },
      task: "Try one row, then 64, and let each go for at least 20 steps.",
      done: "More rows, calmer ground: the mean of many points differs little from the mean of all.",
      live: "Loss on the next handful: {batch}. On all rows: {all}.",
      formula: [
        "The mini-batch gradient is right on average; its scatter shrinks like `1/√B` with `B` rows.",
        "An epoch with `B` of `n` rows at a time takes `n/B` steps: {rows} `/ 4 =` {epoch}.",
      ],
    },
    enough: {
      title: "Is that good enough to learn?",
      text: [
        "Four rows at a time: in 100 steps the network sees 400 rows. With all rows at every step it would have seen {looked_at}, at {epoch} times the work.",
      ],
      ask: {
        question: "On four rows a step, how many penguins will it get right after 100 steps?",
        answers: {
          chance: "Hardly more than by guessing",
          half: "A good half",
          nearly: "More than nine in ten",
        },
        why: "{few}, against {whole} with all rows, for one forty-third of the work. A direction that is roughly right, cheaply, often: almost every large network is trained like this.",
      },
    },
    rules: {
      title: "Who steps how",
      text: [
        "The gradient says where down is. What becomes a step of it is up to the **[[optimizer]]**. Four of them start side by side on the spiral: plain descent, momentum, RMSProp and Adam (the last two give each weight a step size of its own).",
      ],
      ask: {
        question: "Who will be last after 600 steps?",
        answers: { plain: "Plain descent", momentum: "Momentum", rmsprop: "RMSProp", adam: "Adam" },
        why: "Plain descent has hardly begun. But a race compares settings, not characters: at a rate of 0.3 and with 2000 steps plain descent learns this spiral, too. There is no optimizer that is best everywhere.",
      },
    },
    bends: {
      title: "What bends the answer",
      text: [
        "The [[activation|activation function]] stands behind every unit. Here it does nothing at all: out comes what goes in. Four layers of weighted sums of weighted sums are still one weighted sum, and its border is a straight line, however deep the network.",
      ],
      choices: { identity: "none", sigmoid: "sigmoid", tanh: "tanh", relu: "ReLU" },
      task: "Choose an activation with which the loss falls below 0.05.",
      done: "A single bend in each unit is enough, and out of many bends a ring is made.",
      after: [
        "Without one the loss stays at {straight}, the value of a coin toss, for ever. The sigmoid bends, too; but its slope is never above ¼, and through five layers hardly anything of the gradient is left. More of that in the next chapter.",
      ],
    },
    alchemy: {
      title: "Alchemy?",
      text: [
        "Depth, width, rate, batch, optimizer, starting weights: people have called the turning of these knobs *alchemy* (Ali Rahimi, in a talk of 2017 that is still argued over). There is truth in it: many recipes were found by trying and explained later, or never.",
        "But not all is dark. The largest safe rate follows from the curvature. Starting weights follow from a calculation of one page (next chapter). And here is a law found only in 2021: plain descent makes its valley steeper until the rate is *just* too large for it, and then stays on that edge.",
      ],
      task: "Let it run for 500 steps and watch the red mark beside the dial come to meet the rate.",
      done: "The mark of danger has come to the rate, not the rate to the mark; and the loss goes on falling, in small jolts.",
      formula: [
        "The edge: `λ_max ≈ 2/η`. With `η = 0.2` the steepest curvature climbs to 10 and stays (Cohen et al., 2021).",
      ],
    },
  },
};
