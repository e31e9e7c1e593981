// Chapter 3: a vote with weights.

const widget = {
  title: "Three judges and a lamp",
  judge: "Judge {n}",
  score: "score",
  weight: "weight",
  threshold: "threshold",
  sum: "sum",
  kind: "What the unit does with its sum",
  again: "From the start",
  silent: "The sum is {sum}, not above the threshold of {threshold}. The lamp stays dark.",
  speaks: "The sum is {sum}, above the threshold of {threshold}. The lamp is lit.",
  failed: "This instrument could not be fetched. Please load the page again.",
};

/** @type {import("../../../lesson/format.js").ChapterWords} */
export const vote = {
  question: "How can a handful of multiplications make a decision?",
  steps: {
    sum: {
      text: [
        "Three judges sit in front of a stage. Each gives the singer a score: {x1}, {x2} and {x3}. But the three do not count the same. The first is famous, and her word has a [[weight]] of {w1}. The second, a cousin of the producer, has {w2}. The third has {w3}.",
        "So each score is multiplied by its weight, and everything is added up: {p1} from the first, {p2} from the second, {p3} from the third. Together that is {sum}. The rule of the house says: the lamp lights up only above {threshold}. So the stage stays dark.",
        "That is a [[neuron]], the whole of it: inputs, weights, a sum, a [[threshold]]. Nothing in it is mysterious. All that is interesting lies in the weights.",
      ],
      task: "*Light the lamp.* Everything here can be moved: the scores, the weights and the threshold.",
      done: "Lit. There were many ways to do it. Training, however, may not touch the scores, for they are the world as it is. It may only turn the weights.",
      formula: [
        "`sum = w₁x₁ + w₂x₂ + w₃x₃ =` {w1} `·` {x1} `+` {w2} `·` {x2} `+` {w3} `·` {x3} `=` {p1} `+` {p2} `+` {p3} `=` {sum}",
        "The unit says 1 if `sum > ` {threshold}, otherwise 0. Often the threshold is moved to the other side and called a [[bias]]: `sum − ` {threshold} `> 0`.",
      ],
      widget,
    },
    learn: {
      title: "Which weight would you turn?",
      text: [
        "Suppose the singer was wonderful, and the lamp *should* have been lit. The scores are what they are. You may turn one single weight, and no further than 2. Try all three, each from the start.",
      ],
      ask: {
        question: "Which judge’s weight can light the lamp alone?",
        answers: {
          first: "the first: she is the most famous",
          second: "the second: nobody expects it",
          third: "the third: the score was the highest",
        },
        why: "A weight multiplies a score, so it can only do as much as its score lets it. Turning the first or second weight up by 1 adds {x1} to the sum; the same turn of the third adds {x3}. Remember this: *the input decides how much a weight matters.* In chapter 7 it will be the whole of the gradient.",
      },
      widget,
    },
  },
};
