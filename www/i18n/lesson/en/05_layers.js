// Chapter 5: many votes in layers.

/** @type {import("../../../lesson/format.js").ChapterWords} */
export const layers = {
  question: "What can many small votes do that one cannot?",
  steps: {
    box: {
      text: [
        "Imagine a black box with a lamp, and all over it tiny knobs, thousands of them. You hold a photograph in front of it, and the lamp is to light up if there is a dog in it. At first it lights up for anything.",
        "So you show it a dog. The lamp stays dark: turn every knob a little, so that it gets brighter. You show it a cat, and the lamp is bright: turn every knob a little the other way. After ten thousand pictures you glue the knobs in place and sell the box. The turning is called [[training]]; the use afterwards, with the knobs locked, is [[inference]].",
        "The knobs are the weights. Inside sit many units like our judges, in [[layer|layers]]: the first layer votes on the picture, the second votes on what the first has said, and so on to the lamp. Here is such a box, a small one, and all its knobs are drawn: a line for each, thick where it counts much.",
      ],
      live: "Step {step}. The lamp is right for {right} of the examples.",
      choices: { turn: "turn the knobs", lock: "glue them in place" },
      task: "Watch the knobs turn until the lamp is right for *90 of 100* examples. Then *glue them*, and leaf through the examples below the network (‹ ›): the lamp answers, and no knob moves.",
      done: "Nobody has turned a knob by hand, and nobody could say what any one of them is for. From now on the box only answers.",
      slip: "The article says that a picture of 200 × 200 points makes 40,000 inputs. In grey it does. In colour every point has three numbers, for red, green and blue: 120,000.",
    },
    forward: {
      title: "One example on its way",
      text: [
        "Look closer. One example enters at the left: two numbers. Each unit of the first layer multiplies, adds, bends the sum by its dial, and hands its answer on. That is the [[forward-pass]], and it is nothing but chapter 3, again and again.",
        "The numbers at the units are those of this one example, in this network, as it is now.",
      ],
      live: "Step {step}. Loss {loss}.",
      task: "Take *three single steps* with **Step** (or the right arrow key) and watch how the numbers on the way change.",
      done: "The example has stayed the same. It was the weights that moved, and with them everything that was said on the way.",
      formula: [
        "For unit `j` of a layer: `zⱼ = w₁ⱼh₁ + w₂ⱼh₂ + … + bⱼ`, then `hⱼ = tanh(zⱼ)`, and these `h` are the inputs of the next layer. The last unit gives one number; above 0 means one class, below 0 the other.",
      ],
    },
    width: {
      title: "What can it draw?",
      text: [
        "One unit draws one line: on this side yes, on that side no. But here the examples of one kind lie in the middle, and those of the other kind in a ring all around them. No straight line on earth separates a ring from its middle.",
        "Give the network more units side by side, and it can draw more lines and vote on them.",
      ],
      ask: {
        question: "How many units side by side does it take to cut the ring from its middle?",
        answers: { one: "one", two: "two", three: "three" },
        why: "With three lines one can fence in the middle: a triangle. Two lines always leave an open side. More units round the corners off.",
      },
      choices: { one: "1 unit", two: "2 units", three: "3 units", eight: "8 units" },
      live: "{width} side by side, step {step}: {right} right.",
    },
    depth: {
      title: "And what does depth add?",
      text: [
        "A second layer does not see the points. It sees only what the first has said about them. It votes on votes, and so it can take the lines of the first layer and make corners, folds and islands of them.",
        "These two classes lie wound around each other like the arms of a galaxy. Eight units stand side by side in every layer.",
      ],
      ask: {
        question: "How many layers of eight does it take to tell the two arms apart?",
        answers: { one: "one", two: "two", three: "three" },
        why: "One layer of eight gets a part of the spiral right and gives up on the rest. Two layers have it after a few hundred steps, with units no different from before. That is what depth is for, and why one would like a lot of it. Chapter 12 will tell why that was hard.",
      },
      choices: { l1: "1 layer", l2: "2 layers", l3: "3 layers" },
      live: "Layers: {layers}. Step {step}: {right} right.",
      after: [
        "To be fair: one layer can do it, too, if it is twice as wide. Width and depth are two ways to more knobs. Depth often gets further with the same number of them.",
      ],
    },
  },
};
