// Chapter 6: how wrong?

/** @type {import("../../../lesson/format.js").ChapterWords} */
export const wrong = {
  question: "Can being wrong be put into a number?",
  steps: {
    miss: {
      text: [
        "Back to the three judges, without a switch: the unit simply says its sum, {sum}. The singer deserved {target}. How wrong is that?",
        "The simplest measure is the distance: {absolute}. You may also square it, {squared}, which forgives small misses and punishes large ones. And if the answer is meant as a *probability*, there is a third measure, [[cross-entropy]], here {entropy}. It grows without limit for somebody who is certain and wrong.",
        "Whichever you take, the number is called the [[loss]]. To train is to make it small.",
      ],
      task: "Move the answer until the loss is as small as it can get.",
      done: "All three have their lowest point at the same place, {target}. But not all are 0 there: the cross-entropy stops at {floor}, for whoever says “60 per cent” is not certain, even when that is exactly right.",
      formula: [
        "Absolute: `|` {sum} `−` {target} `| =` {absolute}. Squared: `(` {sum} `−` {target} `)² =` {squared}.",
        "Cross-entropy: `−(t·ln a + (1 − t)·ln(1 − a))` with `t =` {target} and `a =` {sum}, which makes {entropy}.",
      ],
      slip: "The article says that a loss is never below 0. That holds for these three. It is not part of what a loss is: for training it only matters that *lower is better*.",
      widget: {
        title: "Three measures of the same miss",
        absolute: "absolute",
        squared: "squared",
        cross_entropy: "cross-entropy",
        target: "right answer",
        slider: "answer",
        says: "The answer is {answer}.",
        failed: "This instrument could not be fetched. Please load the page again.",
      },
    },
    weights: {
      title: "The same, seen by a weight",
      text: [
        "Now comes the turn on which everything rests. We cannot move the answer. We can only move *weights*. So draw the loss once more, but this time over a weight: take the third one, leave the other two as they are, and ask for every position of it how wrong the unit would be.",
        "It is a valley. The scores do not move, the right answer does not move; only the weight walks, and the loss is the height of the ground below it.",
      ],
      task: "Walk the third weight to the bottom of the valley.",
      done: "At {w3right} the unit says exactly {right}. You have just trained a neuron, by hand.",
      formula: [
        "With the third weight free: `L(w₃) = (` {p1} `+` {p2} `+` {x3} `· w₃ −` {target} `)²`. It is 0 at `w₃ =` {w3right}.",
      ],
      widget: {
        title: "The loss over the third weight",
        absolute: "absolute",
        squared: "squared",
        slider: "third weight",
        says: "With a third weight of {at} the unit says {answer}.",
        failed: "This instrument could not be fetched. Please load the page again.",
      },
    },
    valley: {
      title: "Two weights: a landscape",
      text: [
        "One free weight made a valley in a line. Two free weights make a landscape: the first weight to the right, the third one to the back, the squared error as height. Every point is one pair of weights.",
        "Here is that mountain. It is exact: the model has two free numbers, and a picture has room for two. Nothing is left out.",
      ],
      task: "Press the red button and let the ball roll down to the floor.",
      done: "The floor is not a point but a whole line: many pairs of weights give the right answer. Which one you get depends on where you started.",
    },
  },
};
