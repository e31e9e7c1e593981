// Chapter 4: from a switch to a dial.

const vote = {
  title: "Three judges and a lamp",
  judge: "Judge {n}",
  score: "score",
  weight: "weight",
  threshold: "threshold",
  sum: "sum",
  kind: "What the unit does with its sum",
  again: "From the start",
  step: "switch",
  sigmoid: "dial (sigmoid)",
  silent: "The sum is {sum}, not above the threshold of {threshold}. The lamp stays dark.",
  speaks: "The sum is {sum}, above the threshold of {threshold}. The lamp is lit.",
  graded: "The sum is {sum}, and the lamp glows at {answer}. Its slope here is {slope}.",
  failed: "This instrument could not be fetched. Please load the page again.",
};

/** @type {import("../../../lesson/format.js").ChapterWords} */
export const dial = {
  question: "If the answer was wrong, which judge is to blame?",
  steps: {
    switch: {
      text: [
        "The sum was {sum}, the threshold {threshold}, the lamp stayed dark, and that was a mistake. Whom do we correct? The natural way to find out is to nudge. Move one judge’s weight a little and watch whether the lamp gets any better.",
      ],
      ask: {
        question: "Nudge one weight by {nudge}, up or down. What does the lamp do?",
        answers: {
          little: "It gets a little brighter or darker",
          nothing: "Nothing at all",
          much: "It goes on",
        },
        why: "Behind a switch every small nudge looks the same: nothing. A miss by a hair and a miss by a mile give the same dark lamp, so you cannot tell which weight helped, and you cannot tell which way to go on. The switch has thrown away the one thing that learning lives on.",
      },
      widget: vote,
    },
    slope: {
      title: "The same, as a curve",
      text: [
        "Here is the switch drawn for every sum there is. It is flat, then it jumps, then it is flat again. On a flat floor nobody can say which way is down: the [[slope]] is exactly {flat}, everywhere but at the jump, where there is none.",
        "So we replace the switch by a dial, a smooth curve from dark to bright. The best known is the [[sigmoid]]. Now every nudge changes the answer by something, and that something says how much this judge matters.",
        "A third choice is the plainest of all: [[relu|ReLU]] says 0 for a negative sum and passes a positive sum on as it is. Half of it is flat, and yet it is the one most used today. Its other half never gets tired.",
      ],
      task: "Choose *sigmoid*, and find the sum at which a nudge counts most.",
      done: "In the middle, at 0, the slope is {quarter}, and it is never more than that. But far out, the sigmoid is almost flat as well. Keep that in mind for chapter 12.",
      formula: [
        "Sigmoid: `σ(z) = 1 / (1 + e⁻ᶻ)`, with slope `σ(z)·(1 − σ(z))`. At `z = 0`: {half} `· (1 − ` {half} `) =` {quarter}. At `z = ` {far} only {faint} is left.",
        "ReLU: `max(0, z)`, slope 1 where `z > 0`, otherwise 0. The switch: slope {flat}.",
      ],
      widget: {
        title: "What a unit says for every sum",
        kind: "The kind of unit",
        again: "From the start",
        step: "switch",
        sigmoid: "sigmoid",
        relu: "ReLU",
        sum: "sum",
        flat: "At a sum of {sum} the unit says {answer}. The slope is 0: a nudge changes nothing.",
        slope:
          "At a sum of {sum} the unit says {answer}. The slope is {slope}: a nudge of 0.01 changes the answer by a hundredth of that.",
        failed: "This instrument could not be fetched. Please load the page again.",
      },
    },
    blame: {
      title: "Now somebody can be blamed",
      text: [
        "The same three judges, with a dial in place of the switch. Nudge a weight again. The lamp no longer says only yes or no. It says *how much*, and so it also says *how much better*.",
      ],
      task: "Nudge a weight and see the lamp change. Which judge’s weight changes it most?",
      done: "The third’s: the score there is the largest. A graded answer has turned “who is to blame?” into a question with a number for an answer.",
      slip: "The article says that the partial derivatives “solve for the weights”. They do not. They only tell how sensitive the answer is to each weight, here and now. Where to end up is found by walking.",
      widget: vote,
    },
  },
};
