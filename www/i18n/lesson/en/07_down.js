// Chapter 7: which way is down?

const steps = {
  title: "Three weights, step by step",
  kind: "The measure",
  squared: "squared error",
  absolute: "absolute error",
  rate: "learning rate",
  step: "One step",
  ten: "Ten steps",
  again: "From the start",
  target: "right answer",
  says: "Step {step}: the unit says {answer}; loss {loss}.",
  sums: "Weights {weights}. Gradient {gradient}.",
  failed: "This instrument could not be fetched. Please load the page again.",
};

/** @type {import("../../../lesson/format.js").ChapterWords} */
export const down = {
  question: "In the fog, how does the ball know where the valley lies?",
  steps: {
    nudge: {
      text: [
        "It feels the ground. Take the three judges again, with their scores {x1}, {x2} and {x3}. Nudge the third weight up by {nudge}: the sum rises by {rise}. Nudge the first one by as much: the sum rises by a quarter of that. The *rate* of change is always the score itself.",
        "Put these rates in a row, one for each weight, and you have the [[gradient]]: {x1}, {x2}, {x3}. It points to where the sum rises fastest. Each entry on its own is called a [[partial-derivative]].",
      ],
      ask: {
        question:
          "Bring the sum from {sum} to 0.4 or more by turning one weight; then go back to the start and try another. Of the first and the third, which one needs the shorter way?",
        answers: { first: "the first", third: "the third", same: "both the same" },
        why: "The third: its entry of the gradient is four times as large as the others. So when several weights are to be corrected at once, it is fair to correct each in proportion to its entry. That is exactly what gradient descent does.",
      },
      formula: [
        "For the absolute error the gradient is the sign of the error times the scores. The answer {sum} is too small, by {error}, so the sign is minus: {g1}, {g1}, {g3}.",
        "For the squared error each entry is `2 · (answer − target) · score`: {s1}, {s1}, {s3}.",
        "The step goes *against* it: `w ← w − rate · gradient`. Minus times minus is plus, so here all three weights grow.",
      ],
      slip: "The article prints the direction as 0.1, 0.2, 0.4. The second entry should be {x2}, the second judge’s score. And where it updates the weights it forgets the minus sign of the step, which would lead uphill. Both are slips of the pen; the idea is right.",
      widget: {
        title: "Three judges, and their sum",
        judge: "Judge {n}",
        score: "score",
        weight: "weight",
        threshold: "threshold",
        sum: "sum",
        kind: "What the unit does with its sum",
        again: "From the start",
        graded: "The sum is {sum}.",
        failed: "This instrument could not be fetched. Please load the page again.",
      },
    },
    mountain: {
      title: "Walk it yourself",
      text: [
        "Two of the three weights are free again, so there is a mountain, and you are standing on it. The compass in the corner shows which way is down under the ball.",
        "Click somewhere on the mountain to put the ball there, or drag it. Try to find the floor by your own hand. Then press the red button and let the gradient do it.",
      ],
      live: "Step {step}. Squared error {loss}.",
      task: "Reach the floor, by hand or by gradient: a loss below 0.001.",
      done: "By hand you needed the view from above. The ball never had it. It only ever knew the ground under itself.",
    },
    land: {
      title: "How far?",
      text: [
        "Now all three weights are free, and no picture has room for them; but the answers can be drawn, one after the other. With the squared error something beautiful happens: there is one rate with which a *single* step lands exactly on the right answer.",
      ],
      task: "Find the rate that lands in one step.",
      done: "At {half_limit}. The curvature is the same everywhere in this valley, so one look at the slope says exactly how far it is to the floor. Real mountains are not so kind.",
      ask: {
        question: "And with twice that rate, a little above {limit}?",
        answers: {
          arrives: "It arrives, only later",
          rocks: "It rocks to and fro for ever",
          leaves: "It moves further away with every step",
        },
        why: "Beyond {limit} every step overshoots by more than it had been wrong before. Below it the miss gets smaller each time, above it larger, and exactly on it the answer would jump between two values for ever. *The limit is set by the ground*, by how strongly it is curved.",
      },
      formula: [
        "One step multiplies the error by `1 − rate · 2(x₁² + x₂² + x₃²) = 1 − `{curvature}` · rate`. That is 0 at a rate of {half_limit}, and beyond {limit} it is larger than 1 in size.",
      ],
      widget: steps,
    },
    rock: {
      title: "A measure that never slows down",
      text: [
        "With the absolute error the slope has the same size everywhere: the ground is a straight ramp down to a sharp edge. The ball feels no flattening as it comes near, so it does not shorten its steps.",
      ],
      task: "With the *absolute error* and a rate of 1, take steps until you see what happens in the end.",
      done: "It rocks between {low} and {high} for ever, and misses the right answer, {target}, each time. A smaller rate rocks in smaller swings. That is why people turn the rate down towards the end of training, or take a measure that grows flat at the bottom.",
      widget: steps,
    },
  },
};
